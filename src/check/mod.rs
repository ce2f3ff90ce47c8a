//! Checks over units: each finds one kind of fault and reports it as data.
//!
//! Layer 5. One file per check. A check never prints and never decides about exit codes.

use crate::glossary::Matcher;
use crate::text::Span;
use crate::unit::Pair;

pub mod terms;

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
}

/// What a check looks at: the two texts of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Input<'a> {
    /// Number of the unit in the file, counted from 1.
    pub number: usize,
    /// Source text.
    pub source: &'a str,
    /// Target text.
    pub target: &'a str,
}

impl<'a> From<&'a Pair<'_>> for Input<'a> {
    fn from(pair: &'a Pair<'_>) -> Self {
        Input { number: pair.number, source: &pair.source, target: &pair.target }
    }
}

/// A check: what it finds in all units of a file.
type Check = fn(&[Input], &Matcher) -> Vec<Finding>;

/// Every check, in the order of the documentation.
const CHECKS: [Check; 1] = [terms::check];

/// Runs all checks. Findings come in the order of the units, then by rule and place.
///
/// ```
/// use jjak::{check::{Input, run}, glossary::{Glossary, Matcher}};
/// let glossary = Glossary::parse("수율\tyield\n", "chips.tsv".as_ref()).unwrap();
/// let unit = Input { number: 1, source: "수율이 올랐다.", target: "The rate rose." };
/// let findings = run([unit], &Matcher::new(&[glossary]));
/// assert_eq!(findings[0].rule, "term.missing");
/// assert_eq!(findings[0].arg("expected"), Some("yield"));
/// ```
pub fn run<'a>(inputs: impl IntoIterator<Item = Input<'a>>, matcher: &Matcher) -> Vec<Finding> {
    let inputs: Vec<Input> = inputs.into_iter().collect();
    let mut findings: Vec<Finding> =
        CHECKS.iter().flat_map(|check| check(&inputs, matcher)).collect();
    findings.sort_by(|a, b| {
        (a.unit, a.rule, &a.source, &a.target).cmp(&(b.unit, b.rule, &b.source, &b.target))
    });
    findings
}
