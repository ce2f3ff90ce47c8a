//! Findings as SARIF 2.1.0 (OASIS standard, 2020), which code scanners and editors read.
//!
//! The rules of all checks are described in `tool.driver.rules`, in English and Korean. A result
//! has the unit's line as its region where it is known, the unit's id as logical location, and the
//! stable id of the finding as partial fingerprint, by which a scanner tells new from known.

use std::io::Write;

use serde_json::{Value, json};

use crate::check::{self, Rule, Severity};
use crate::error::Result;

use super::record::Record;
use super::tally::Tally;
use super::{Report, written};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
/// Name and version of our fingerprint, as the standard asks (section 3.27.17).
const FINGERPRINT: &str = "jjakFindingId/v1";

/// A log of one run, written as the findings come.
pub struct Log<W> {
    output: W,
    any: bool,
}

impl<W: Write> Log<W> {
    /// Begins the log with the tool and its rules.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn new(mut output: W) -> Result<Self> {
        let driver = json!({
            "name": "jjak",
            "version": env!("CARGO_PKG_VERSION"),
            "rules": check::rules().map(rule).collect::<Vec<_>>(),
        });
        let begin = format!(
            "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\
             \"tool\":{{\"driver\":{driver}}},\"columnKind\":\"unicodeCodePoints\",\"results\":["
        );
        written(output.write_all(begin.as_bytes()))?;
        Ok(Log { output, any: false })
    }
}

impl<W: Write> Report for Log<W> {
    fn finding(&mut self, record: &Record<'_>) -> Result<()> {
        let comma = if std::mem::replace(&mut self.any, true) { "," } else { "" };
        written(write!(self.output, "{comma}\n{}", result(record)))
    }

    fn finish(mut self: Box<Self>, _: &Tally) -> Result<()> {
        written(self.output.write_all(b"\n]}]}\n"))?;
        written(self.output.flush())
    }
}

/// A `reportingDescriptor`.
fn rule(rule: &Rule) -> Value {
    let first = rule.english.split_inclusive(". ").next().unwrap_or_default().trim_end();
    let both = format!("{}\n\n{}", rule.english, rule.korean);
    json!({
        "id": rule.id,
        "shortDescription": { "text": first },
        "fullDescription": { "text": rule.english },
        "help": { "text": both, "markdown": both },
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": { "korean": rule.korean },
    })
}

/// A `result`.
fn result(record: &Record<'_>) -> Value {
    let Record { finding, pair, .. } = *record;
    let mut physical = json!({ "artifactLocation": { "uri": uri(record.file) } });
    if let Some(line) = record.line {
        physical["region"] = json!({ "startLine": line });
    }
    let name = record.unit_id.map_or_else(|| finding.unit.to_string(), str::to_string);
    json!({
        "ruleId": finding.rule,
        "level": level(finding.severity),
        "message": { "text": record.message() },
        "locations": [{
            "physicalLocation": physical,
            "logicalLocations": [{ "name": name, "kind": "unit" }],
        }],
        "partialFingerprints": { FINGERPRINT: record.id },
        "properties": {
            "unit": finding.unit,
            "source": pair.source,
            "target": pair.target,
        },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// The path as a URI reference (RFC 3986): an absolute one with the scheme `file`.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    let path = path.replace(std::path::MAIN_SEPARATOR, "/");
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.trim_start_matches("./").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_uris() {
        assert_eq!(uri("./po/한 글.po"), "po/%ED%95%9C%20%EA%B8%80.po");
        assert_eq!(uri("/home/a:b.tmx"), "file:///home/a%3Ab.tmx");
    }
}
