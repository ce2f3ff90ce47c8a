//! Runs the checks over a stream of units.

use super::{
    Finding, Input, Rule, addresses, brackets, codes, consistency, doubled, end_mark, glosses,
    hangul, length, names, numbers, quotes, spaces, terms, untranslated, wrong_pair,
};
use crate::glossary::Matcher;
use rayon::prelude::*;

/// Which rules report. By default all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// Beginnings of the ids to report; empty for all.
    pub only: Vec<String>,
    /// Beginnings of the ids not to report.
    pub skip: Vec<String>,
}

impl Selection {
    /// Whether the rule of this id reports.
    pub fn takes(&self, id: &str) -> bool {
        let any = |beginnings: &[String]| beginnings.iter().any(|b| id.starts_with(b.as_str()));
        (self.only.is_empty() || any(&self.only)) && !any(&self.skip)
    }
}

/// A check of one unit, without memory of others.
type UnitCheck = fn(&Input, &mut Vec<Finding>);

/// The checks that look at one unit at a time.
const UNIT_CHECKS: &[(&[Rule], UnitCheck)] = &[
    (untranslated::RULES, untranslated::check),
    (hangul::RULES, hangul::check),
    (brackets::RULES, brackets::check),
    (quotes::RULES, quotes::check),
    (doubled::RULES, doubled::check),
    (spaces::RULES, spaces::check),
    (end_mark::RULES, end_mark::check),
    (length::RULES, length::check),
    (addresses::RULES, addresses::check),
    (codes::RULES, codes::check),
];

/// All checks over the units of any number of files, one unit after the other.
///
/// What must be remembered from unit to unit is hashes of texts, and the names and glosses met;
/// never the texts.
///
/// ```
/// use jjak::check::{Checker, Input, Selection};
/// let mut checker = Checker::new(None, Selection::default());
/// let findings = checker.check(Input::new(1, "매출이 3억원 늘었다.", "Sales rose 3 million won."));
/// assert_eq!(findings[0].rule, "number.changed");
/// ```
pub struct Checker<'m> {
    matcher: Option<&'m Matcher>,
    selection: Selection,
    consistency: consistency::Seen,
    names: names::Seen,
    glosses: glosses::Seen,
}

impl<'m> Checker<'m> {
    /// A checker that has seen nothing yet. Without a matcher terms are not checked.
    pub fn new(matcher: Option<&'m Matcher>, selection: Selection) -> Self {
        Checker {
            matcher,
            selection,
            consistency: consistency::Seen::default(),
            names: names::Seen::default(),
            glosses: glosses::Seen::default(),
        }
    }

    /// Checks the units to come against other glossaries, or against none.
    pub fn set_matcher(&mut self, matcher: Option<&'m Matcher>) {
        self.matcher = matcher;
    }

    /// Says that the units to come are those of another file: texts are compared across files,
    /// names and glosses within one.
    pub fn begin_file(&mut self, name: &str) {
        self.consistency.begin_file(name);
        self.names = names::Seen::default();
        self.glosses = glosses::Seen::default();
    }

    /// What is wrong with the unit, by rule and place.
    pub fn check(&mut self, input: Input<'_>) -> Vec<Finding> {
        let alone = self.alone(&input);
        self.finish(&input, alone)
    }

    /// What is wrong with the units, in their order; they are looked at in parallel where no
    /// check needs to remember others.
    pub fn check_all(&mut self, inputs: &[Input<'_>]) -> Vec<Finding> {
        let alone: Vec<Alone> = inputs.par_iter().map(|input| self.alone(input)).collect();
        let finished = inputs.iter().zip(alone);
        let mut findings: Vec<Finding> =
            finished.flat_map(|(input, alone)| self.finish(input, alone)).collect();
        quotes::join(&mut findings);
        findings
    }

    /// Whether any of the rules reports.
    fn wants(&self, rules: &[Rule]) -> bool {
        rules.iter().any(|rule| self.selection.takes(rule.id))
    }

    /// What can be told from the unit alone.
    fn alone(&self, input: &Input) -> Alone {
        let mut findings = Vec::new();
        if let Some(matcher) = self.matcher.filter(|_| !input.target.trim().is_empty()) {
            findings.extend(terms::check(std::slice::from_ref(input), matcher));
        }
        let agreeing = match self.wants(numbers::RULES) || self.wants(wrong_pair::RULES) {
            true => numbers::check(input, &mut findings),
            false => 0,
        };
        for (_, check) in UNIT_CHECKS.iter().filter(|(rules, _)| self.wants(rules)) {
            check(input, &mut findings);
        }
        if self.selection.takes(wrong_pair::ID) {
            wrong_pair::judge(input, agreeing, &mut findings);
        }
        let texts = self.wants(consistency::RULES).then(|| consistency::Texts::new(input));
        Alone { findings, texts }
    }

    /// Adds what can be told from the units before, and brings all into order.
    fn finish(&mut self, input: &Input, alone: Alone) -> Vec<Finding> {
        let Alone { mut findings, texts } = alone;
        if !input.target.trim().is_empty() && !input.source.trim().is_empty() {
            if let Some(texts) = texts {
                self.consistency.check(input, texts, &mut findings);
            }
            if self.wants(names::RULES) {
                self.names.check(input, &mut findings);
            }
            if self.wants(glosses::RULES) {
                self.glosses.check(input, &mut findings);
            }
        }
        findings.retain(|finding| self.selection.takes(finding.rule));
        findings
            .sort_by(|a, b| (a.rule, &a.source, &a.target).cmp(&(b.rule, &b.source, &b.target)));
        findings
    }
}

/// What the unit alone tells, made in parallel.
struct Alone {
    findings: Vec<Finding>,
    texts: Option<consistency::Texts>,
}

/// Runs all checks over the units of one file; without a matcher all but the terms.
pub fn run_all<'a>(
    inputs: impl IntoIterator<Item = Input<'a>>,
    matcher: Option<&Matcher>,
) -> Vec<Finding> {
    let mut checker = Checker::new(matcher, Selection::default());
    let inputs: Vec<Input> = inputs.into_iter().collect();
    checker.check_all(&inputs)
}
