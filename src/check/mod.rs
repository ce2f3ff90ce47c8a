//! Checks over units: each finds one kind of fault and reports it as data.
//!
//! Layer 5. One file per check. A check never prints and never decides about exit codes.

use crate::text::Span;

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
