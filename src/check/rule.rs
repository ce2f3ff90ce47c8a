//! What a rule says of itself: id, severity, explanation, examples.

use super::{
    Severity, addresses, brackets, codes, consistency, doubled, end_mark, glosses, hangul, length,
    names, numbers, quotes, spaces, terms, untranslated, wrong_pair,
};

/// One thing that can be wrong with a unit, as `jjak check --list` and `--explain` show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Id of the rule, `room.fault`: `term.missing`.
    pub id: &'static str,
    /// How bad its findings are.
    pub severity: Severity,
    /// What it reports and what it leaves alone, in English.
    pub english: &'static str,
    /// The same in Korean.
    pub korean: &'static str,
    /// A glossary for the examples, as the lines of its file; empty when the rule needs none.
    pub glossary: &'static str,
    /// Source and target of units in one file, the last of which has the fault.
    pub fires: &'static [(&'static str, &'static str)],
    /// The like without the fault.
    pub silent: &'static [(&'static str, &'static str)],
}

/// Every rule of every check, in the order of the documentation.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    const TABLES: &[&[Rule]] = &[
        wrong_pair::RULES,
        terms::RULES,
        numbers::RULES,
        consistency::RULES,
        names::RULES,
        glosses::RULES,
        untranslated::RULES,
        hangul::RULES,
        brackets::RULES,
        quotes::RULES,
        doubled::RULES,
        spaces::RULES,
        end_mark::RULES,
        length::RULES,
        addresses::RULES,
        codes::RULES,
    ];
    TABLES.iter().flat_map(|table| table.iter())
}

/// The rule of that id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.id == id)
}

/// The id of a rule that is spelled most like this one, for "did you mean"; `None` when none is
/// near.
pub fn closest(id: &str) -> Option<&'static str> {
    let distance = |rule: &&Rule| strsim::osa_distance(rule.id, id);
    let nearest = rules().min_by_key(distance)?;
    (distance(&nearest) <= nearest.id.chars().count() / 3).then_some(nearest.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Checker, Input, Selection};
    use crate::glossary::{Glossary, Matcher};

    fn fires(rule: &Rule, units: &[(&str, &str)]) -> bool {
        let glossary = Glossary::parse(rule.glossary, "mine.tsv".as_ref()).unwrap();
        let matcher = Matcher::new(&[glossary]);
        let mut checker = Checker::new(Some(&matcher), Selection::default());
        let numbered = units.iter().enumerate();
        let findings: Vec<_> = numbered
            .flat_map(|(n, (source, target))| checker.check(Input::new(n + 1, source, target)))
            .collect();
        findings.iter().any(|finding| finding.rule == rule.id && finding.unit == units.len())
    }

    #[test]
    fn examples_are_true() {
        for rule in rules().filter(|rule| !rule.fires.is_empty()) {
            assert!(fires(rule, rule.fires), "{} says nothing of its example", rule.id);
            assert!(!fires(rule, rule.silent), "{} cries at what is fine", rule.id);
        }
    }

    #[test]
    fn ids_are_unique() {
        for one in rules() {
            assert_eq!(rules().filter(|other| other.id == one.id).count(), 1, "{}", one.id);
            assert!(one.id.contains('.') && !one.english.is_empty() && !one.korean.is_empty());
        }
    }
}
