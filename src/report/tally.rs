//! What a run of checks came to: counts by rule, of units, and of findings that are not shown.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::check::{Finding, Severity};

/// Findings of one rule.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// How many there are.
    pub findings: usize,
    /// In how many units.
    pub units: usize,
}

/// Counts of one file, or of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Units read.
    pub units: usize,
    /// Units that have both languages.
    pub pairs: usize,
    /// Findings reported.
    pub shown: usize,
    /// Findings below the severity that is shown.
    pub hidden: usize,
    /// Findings that a remark on the unit asks to pass over.
    pub ignored: usize,
    /// Findings that the baseline accepts.
    pub accepted: usize,
    /// The worst of the findings that are neither ignored nor accepted.
    pub worst: Option<Severity>,
    by_rule: BTreeMap<(std::cmp::Reverse<Severity>, &'static str), Count>,
    /// The unit that each rule was reported of last.
    last: BTreeMap<&'static str, usize>,
}

impl Tally {
    /// Counts a finding that is reported; those of one unit come together.
    pub fn add(&mut self, finding: &Finding) {
        self.shown += 1;
        let key = (std::cmp::Reverse(finding.severity), finding.rule);
        let count = self.by_rule.entry(key).or_default();
        count.findings += 1;
        if self.last.insert(finding.rule, finding.unit) != Some(finding.unit) {
            count.units += 1;
        }
    }

    /// Adds the counts of another file.
    pub fn join(&mut self, other: &Tally) {
        self.units += other.units;
        self.pairs += other.pairs;
        self.shown += other.shown;
        self.hidden += other.hidden;
        self.ignored += other.ignored;
        self.accepted += other.accepted;
        self.worst = self.worst.max(other.worst);
        for (key, count) in &other.by_rule {
            let own = self.by_rule.entry(*key).or_default();
            own.findings += count.findings;
            own.units += count.units;
        }
    }

    /// Rules with their severity and counts, the worst first, then by id.
    pub fn rules(&self) -> impl Iterator<Item = (&'static str, Severity, Count)> + '_ {
        self.by_rule.iter().map(|(&(severity, rule), &count)| (rule, severity.0, count))
    }
}

/// The counts as an object for programs.
pub fn json(tally: &Tally, files: &[(String, Tally)]) -> serde_json::Value {
    let counts = |tally: &Tally| {
        serde_json::json!({
            "units": tally.units, "pairs": tally.pairs, "findings": tally.shown,
            "hidden": tally.hidden, "ignored": tally.ignored, "baseline": tally.accepted,
        })
    };
    let mut object = counts(tally);
    let rules = tally.rules().map(|(rule, severity, count)| {
        serde_json::json!({
            "rule": rule, "severity": severity, "findings": count.findings, "units": count.units,
        })
    });
    object["rules"] = rules.collect();
    let files = files.iter().map(|(name, tally)| {
        let mut file = counts(tally);
        file["file"] = name.as_str().into();
        file
    });
    object["files"] = files.collect();
    object
}
