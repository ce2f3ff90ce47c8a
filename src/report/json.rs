//! One JSON object a line, for programs. The field names are stable.

use serde::Serialize;

use crate::check::{Finding, Severity};
use crate::text::Span;
use crate::unit::Pair;

use super::message;

/// A finding as it is written: everything a program needs to show it without the file.
#[derive(Debug, Serialize)]
struct Line<'a> {
    file: &'a str,
    unit: usize,
    rule: &'a str,
    severity: Severity,
    message: String,
    source: &'a str,
    target: &'a str,
    source_spans: Vec<[usize; 2]>,
    target_spans: Vec<[usize; 2]>,
    args: serde_json::Map<String, serde_json::Value>,
}

/// One finding as a JSON object, without a line end. Spans are half-open and count characters.
///
/// # Panics
/// When a span of the finding does not lie in the texts of the pair.
pub fn finding(file: &str, finding: &Finding, pair: &Pair<'_>) -> String {
    let args = finding.args.iter().map(|(name, value)| (name.to_string(), value.clone().into()));
    let line = Line {
        file,
        unit: finding.unit,
        rule: finding.rule,
        severity: finding.severity,
        message: message::of(finding),
        source: &pair.source,
        target: &pair.target,
        source_spans: characters(&finding.source, &pair.source),
        target_spans: characters(&finding.target, &pair.target),
        args: args.collect(),
    };
    serde_json::to_string(&line).expect("strings and numbers are always JSON")
}

fn characters(spans: &[Span], text: &str) -> Vec<[usize; 2]> {
    let places = spans.iter().map(|span| span.chars(text));
    places.map(|place| [place.start, place.end]).collect()
}
