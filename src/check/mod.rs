//! Checks over units: each finds one kind of fault and reports it as data.
//!
//! Layer 5. One file per check. A check never prints and never decides about exit codes.

use crate::glossary::Matcher;
use crate::text::Span;
use crate::unit::{Content, Pair};

mod addresses;
mod brackets;
mod checker;
mod codes;
mod consistency;
mod doubled;
mod end_mark;
mod glosses;
mod hangul;
mod ignore;
mod latin;
mod length;
mod names;
mod numbers;
mod particles;
mod prepared;
mod quotes;
mod rule;
mod settings;
mod spaces;
mod terms;
#[cfg(test)]
mod tests;
mod untranslated;
mod wrong_pair;

pub use checker::{Checker, run_all};
pub use ignore::Ignore;
pub use rule::{Rule, closest, rule, rules};
pub use settings::{OPTIONAL, Sameness, Selection, Settings};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a look; often fine.
    Info,
    /// Probably a fault.
    Warning,
    /// A fault, as far as a program can tell.
    Error,
}

impl Severity {
    /// The word for it, as it is written and read.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// What a check reports. Data, never prose: the report turns it into a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Id of the rule, `room.fault`: `term.missing`.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Number of the unit in the file, counted from 1.
    pub unit: usize,
    /// Places in the source text.
    pub source: Vec<Span>,
    /// Places in the target text.
    pub target: Vec<Span>,
    /// What the message needs, by name: `term`, `expected`, `found`.
    pub args: Vec<(&'static str, String)>,
}

impl Finding {
    /// The argument of this name.
    pub fn arg(&self, name: &str) -> Option<&str> {
        self.args.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// A finding of a rule without places and arguments yet.
    fn new(rule: &Rule, input: &Input) -> Finding {
        let (source, target, args) = (Vec::new(), Vec::new(), Vec::new());
        Finding { rule: rule.id, severity: rule.severity, unit: input.number, source, target, args }
    }

    /// The same with a place in the source text.
    fn in_source(mut self, span: Span) -> Finding {
        self.source.push(span);
        self
    }

    /// The same with a place in the target text.
    fn in_target(mut self, span: Span) -> Finding {
        self.target.push(span);
        self
    }

    /// The same with one argument more.
    fn with(mut self, name: &'static str, value: impl Into<String>) -> Finding {
        self.args.push((name, value.into()));
        self
    }
}

/// What a check looks at: the two texts of a unit, and their inline codes when they have any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Input<'a> {
    /// Number of the unit in the file, counted from 1.
    pub number: usize,
    /// Source text.
    pub source: &'a str,
    /// Target text.
    pub target: &'a str,
    /// The two texts with their inline codes; `None` for texts that have none.
    pub content: Option<(&'a Content, &'a Content)>,
}

impl<'a> Input<'a> {
    /// Two plain texts.
    pub fn new(number: usize, source: &'a str, target: &'a str) -> Self {
        Input { number, source, target, content: None }
    }

    /// The same with the contents that the texts were taken from.
    #[must_use]
    pub fn with_content(mut self, source: &'a Content, target: &'a Content) -> Self {
        self.content = Some((source, target));
        self
    }
}

impl<'a> From<&'a Pair<'_>> for Input<'a> {
    fn from(pair: &'a Pair<'_>) -> Self {
        Input::new(pair.number, &pair.source, &pair.target)
    }
}

/// Runs the term check alone. Findings come in the order of the units, then by rule and place.
///
/// ```
/// use jjak::{check::{Input, run}, glossary::{Glossary, Matcher}};
/// let glossary = Glossary::parse("수율\tyield\n", "chips.tsv".as_ref()).unwrap();
/// let unit = Input::new(1, "수율이 올랐다.", "The rate rose.");
/// let findings = run([unit], &Matcher::new(&[glossary]));
/// assert_eq!(findings[0].rule, "term.missing");
/// assert_eq!(findings[0].arg("expected"), Some("yield"));
/// ```
pub fn run<'a>(inputs: impl IntoIterator<Item = Input<'a>>, matcher: &Matcher) -> Vec<Finding> {
    let mut findings: Vec<Finding> =
        inputs.into_iter().flat_map(|input| terms::check(&input, matcher)).collect();
    findings.sort_by(|a, b| {
        (a.unit, a.rule, &a.source, &a.target).cmp(&(b.unit, b.rule, &b.source, &b.target))
    });
    findings
}
