//! Runs the checks over a stream of units.

use super::prepared::{Mark, Prepared};
use super::{
    Finding, Input, Rule, Settings, Severity, addresses, brackets, codes, consistency, doubled,
    end_mark, glosses, hangul, latin, length, names, numbers, particles, quotes, spaces, terms,
    untranslated, wrong_pair,
};
use crate::glossary::Matcher;
use crate::text::Span;
use rayon::prelude::*;

/// A check of one unit, without memory of others.
type UnitCheck = fn(&Prepared, &mut Vec<Finding>);

/// The checks that look at one unit at a time.
const UNIT_CHECKS: &[(&[Rule], UnitCheck)] = &[
    (untranslated::RULES, untranslated::check),
    (particles::RULES, particles::check),
    (latin::RULES, latin::check),
    (brackets::RULES, brackets::check),
    (quotes::RULES, quotes::check),
    (doubled::RULES, doubled::check),
    (spaces::RULES, spaces::check),
    (end_mark::RULES, end_mark::check),
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
    checks: Checks<'m>,
    seen: Seen,
}

/// Units that are looked at in parallel before they are set against those seen before.
const CHUNK: usize = 1000;

impl<'m> Checker<'m> {
    /// A checker that has seen nothing yet. Without a matcher terms are not checked.
    pub fn new(matcher: Option<&'m Matcher>, settings: impl Into<Settings>) -> Self {
        let settings = settings.into();
        let wants = |rules: &[Rule]| rules.iter().any(|rule| settings.takes(rule.id));
        let of_units = UNIT_CHECKS.iter().filter(|(rules, _)| wants(rules));
        let checks = Checks {
            matcher,
            terms: wants(terms::RULES) || wants(wrong_pair::RULES),
            numbers: wants(numbers::RULES) || wants(wrong_pair::RULES),
            of_units: of_units.map(|&(_, check)| check).collect(),
            wrong_pair: wants(wrong_pair::RULES),
            consistency: wants(consistency::RULES)
                .then(|| consistency::Comparison::new(settings.sameness.clone())),
            names: wants(names::RULES),
            glosses: wants(glosses::RULES),
            added: settings.takes(terms::ADDED.id),
            hangul: wants(hangul::RULES),
            length: wants(length::RULES) || wants(wrong_pair::RULES),
            settings,
        };
        Checker { checks, seen: Seen::default() }
    }

    /// Checks the units to come against other glossaries, or against none.
    pub fn set_matcher(&mut self, matcher: Option<&'m Matcher>) {
        self.checks.matcher = matcher;
    }

    /// Says that the units to come are those of another file: texts are compared across files,
    /// names and glosses within one.
    pub fn begin_file(&mut self, name: &str) {
        self.seen.consistency.begin_file(name);
        self.seen.names = names::Seen::default();
        self.seen.glosses = glosses::Seen::default();
    }

    /// What is wrong with the unit, by rule and place.
    pub fn check(&mut self, input: Input<'_>) -> Vec<Finding> {
        let alone = self.checks.alone(input);
        self.checks.finish(&input, alone, &mut self.seen)
    }

    /// What is wrong with the units, in their order. They are looked at in parallel; while one
    /// chunk of them is set against what was seen before, the next is looked at.
    pub fn check_all(&mut self, inputs: &[Input<'_>]) -> Vec<Finding> {
        let Checker { checks, seen } = self;
        let mut findings = Vec::new();
        let mut waiting: (&[Input<'_>], Vec<Alone>) = Default::default();
        for chunk in inputs.chunks(CHUNK).chain([&[][..]]) {
            let (ready, alone) = std::mem::take(&mut waiting);
            let finish = || {
                for (input, alone) in ready.iter().zip(alone) {
                    findings.append(&mut checks.finish(input, alone, seen));
                }
            };
            let look = || chunk.par_iter().map(|&input| checks.alone(input)).collect();
            let ((), looked) = rayon::join(finish, look);
            waiting = (chunk, looked);
        }
        quotes::join(&mut findings);
        end_mark::join(&mut findings, checks.settings.severity(end_mark::END.id, Severity::Info));
        findings
    }
}

/// The checks that are wanted.
struct Checks<'m> {
    matcher: Option<&'m Matcher>,
    terms: bool,
    numbers: bool,
    of_units: Vec<UnitCheck>,
    wrong_pair: bool,
    consistency: Option<consistency::Comparison>,
    names: bool,
    glosses: bool,
    added: bool,
    hangul: bool,
    length: bool,
    settings: Settings,
}

/// What is remembered of the units before.
#[derive(Default)]
struct Seen {
    consistency: consistency::Seen,
    names: names::Seen,
    glosses: glosses::Seen,
}

/// What the unit alone tells.
struct Alone {
    findings: Vec<Finding>,
    texts: Option<consistency::Texts>,
    into_korean: bool,
    /// Names in the English text.
    names: Vec<Span>,
    /// Glosses in the source.
    glosses: Vec<glosses::Given>,
}

impl Checks<'_> {
    /// What can be told from the unit alone.
    fn alone(&self, input: Input) -> Alone {
        let input = Prepared::new(input);
        let mut findings = match self.matcher {
            Some(matcher) if self.terms && !input.of_target.is_blank() => {
                terms::check(&input, matcher)
            }
            _ => Vec::new(),
        };
        let agreeing = if self.numbers { numbers::check(&input, &mut findings) } else { 0 };
        for check in &self.of_units {
            check(&input, &mut findings);
        }
        if self.hangul {
            hangul::check(&input, &self.settings.allowed_hangul, &mut findings);
        }
        if self.length {
            length::check(&input, self.settings.length_tolerance, &mut findings);
        }
        if let Some(matcher) = self.matcher.filter(|_| self.added) {
            terms::check_added(&input, matcher, &mut findings);
        }
        if self.wrong_pair {
            wrong_pair::judge(&input, agreeing, &mut findings);
        }
        // Half a unit is set against no other.
        let whole = !input.of_target.is_blank() && !input.of_source.is_blank();
        let comparison = self.consistency.as_ref().filter(|_| whole);
        let texts = comparison.map(|comparison| consistency::Texts::new(&input, comparison));
        let into_korean = input.is_into_korean();
        let english = if into_korean { input.source } else { input.target };
        let names = match self.names && whole {
            true => names::names(english).collect(),
            false => Vec::new(),
        };
        if self.glosses && into_korean && input.of_target.has(Mark::Bracket) {
            glosses::check_target(&input, &mut findings);
        }
        let glosses = match self.glosses && whole && input.of_source.has(Mark::Bracket) {
            true => glosses::given(input.source).collect(),
            false => Vec::new(),
        };
        Alone { findings, texts, into_korean, names, glosses }
    }

    /// Adds what can be told from the units before, and brings all into order.
    fn finish(&self, input: &Input, alone: Alone, seen: &mut Seen) -> Vec<Finding> {
        let Alone { mut findings, texts, into_korean, names, glosses } = alone;
        if let Some(texts) = texts {
            seen.consistency.check(input, texts, &mut findings);
        }
        if into_korean {
            seen.names.check_korean(input, &names, &mut findings);
        } else {
            seen.names.check(input, &names, &mut findings);
        }
        if self.glosses && !input.target.trim().is_empty() && !input.source.trim().is_empty() {
            seen.glosses.check(input, &glosses, &mut findings);
        }
        findings.retain(|finding| self.settings.takes(finding.rule));
        for finding in &mut findings {
            finding.severity = self.settings.severity(finding.rule, finding.severity);
        }
        findings
            .sort_by(|a, b| (a.rule, &a.source, &a.target).cmp(&(b.rule, &b.source, &b.target)));
        // The term check and the particle check may meet in one word.
        findings.dedup();
        findings
    }
}

/// Runs all checks over the units of one file; without a matcher all but the terms.
pub fn run_all<'a>(
    inputs: impl IntoIterator<Item = Input<'a>>,
    matcher: Option<&Matcher>,
) -> Vec<Finding> {
    let mut checker = Checker::new(matcher, Settings::default());
    let inputs: Vec<Input> = inputs.into_iter().collect();
    checker.check_all(&inputs)
}
