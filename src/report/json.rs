//! Findings as JSON: one object a line, or one document. The field names are stable.

use std::io::Write;

use serde::Serialize;

use crate::check::Severity;
use crate::error::Result;
use crate::text::Span;

use super::record::Record;
use super::tally::{self, Tally};
use super::{Report, written};

/// A finding as it is written: everything a program needs to show it without the file.
#[derive(Debug, Serialize)]
struct Line<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    unit: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit_id: Option<&'a str>,
    id: &'a str,
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
pub fn finding(record: &Record<'_>) -> String {
    let Record { finding, pair, file, line, unit_id, id, .. } = *record;
    let args = finding.args.iter().map(|(name, value)| (name.to_string(), value.clone().into()));
    let line = Line {
        file,
        line,
        unit: finding.unit,
        unit_id,
        id,
        rule: finding.rule,
        severity: finding.severity,
        message: record.message(),
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

/// One object a line, nothing else.
pub struct Lines<W>(pub W);

impl<W: Write> Report for Lines<W> {
    fn finding(&mut self, record: &Record<'_>) -> Result<()> {
        written(writeln!(self.0, "{}", finding(record)))
    }

    fn finish(mut self: Box<Self>, _: &Tally) -> Result<()> {
        written(self.0.flush())
    }
}

/// One document: `findings`, and `summary` with the counts.
pub struct Document<W> {
    output: W,
    any: bool,
    files: Vec<(String, Tally)>,
}

impl<W: Write> Document<W> {
    /// Begins the document.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn new(mut output: W) -> Result<Self> {
        let version = env!("CARGO_PKG_VERSION");
        written(write!(output, "{{\"jjak\":\"{version}\",\"findings\":["))?;
        Ok(Document { output, any: false, files: Vec::new() })
    }
}

impl<W: Write> Report for Document<W> {
    fn finding(&mut self, record: &Record<'_>) -> Result<()> {
        let comma = if std::mem::replace(&mut self.any, true) { "," } else { "" };
        written(write!(self.output, "{comma}\n{}", finding(record)))
    }

    fn end_file(&mut self, file: &str, tally: &Tally) -> Result<()> {
        self.files.push((file.to_string(), tally.clone()));
        Ok(())
    }

    fn finish(mut self: Box<Self>, tally: &Tally) -> Result<()> {
        let summary = tally::json(tally, &self.files);
        written(write!(self.output, "\n],\"summary\":{summary}}}\n"))?;
        written(self.output.flush())
    }
}
