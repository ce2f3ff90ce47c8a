//! Findings as one HTML file for the browser: both texts with marks, filters by severity, rule, file
//! and text, counts by rule. It needs no network and no other file, and reads without scripts.
//!
//! The templates in `html/` are filled piece by piece, so that a report may be of any size: the
//! counts, which are known last, stand last in the file and are shown first.

use std::io::Write;

use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};
use serde_json::json;

use crate::check;
use crate::error::{Error, Result};

use super::record::Record;
use super::tally::Tally;
use super::{Report, rules, written};

/// A page being written.
pub struct Page<W> {
    output: W,
    templates: Environment<'static>,
    files: Vec<String>,
}

impl<W: Write> Page<W> {
    /// Begins the page.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn new(output: W) -> Result<Self> {
        let mut page = Page { output, templates: templates()?, files: Vec::new() };
        let version = env!("CARGO_PKG_VERSION");
        let head = json!({ "ui": "en", "version": version, "title": TITLE, "labels": labels() });
        page.write("head.html", head)?;
        Ok(page)
    }

    fn write(&mut self, name: &str, values: serde_json::Value) -> Result<()> {
        let template = self.templates.get_template(name).map_err(broken)?;
        let text = template.render(Serde(values)).map_err(broken)?;
        written(self.output.write_all(text.as_bytes()))?;
        written(self.output.write_all(b"\n"))
    }
}

const TITLE: &str = "jjak check";

/// What stands on the page beside findings.
fn labels() -> serde_json::Value {
    json!({
        "severity": "severity", "rule": "rule", "file": "file", "text": "find in texts",
        "all_severities": "all severities", "all_rules": "all rules", "all_files": "all files",
        "findings": "findings", "units": "units", "none": "Nothing was found.",
    })
}

/// The templates. The ending of a name turns escaping on; what is not given is an error.
fn templates() -> Result<Environment<'static>> {
    let mut templates = Environment::new();
    templates.set_undefined_behavior(UndefinedBehavior::Strict);
    for (name, text) in [
        ("head.html", include_str!("html/head.html")),
        ("finding.html", include_str!("html/finding.html")),
        ("tail.html", include_str!("html/tail.html")),
    ] {
        templates.add_template(name, text).map_err(broken)?;
    }
    Ok(templates)
}

/// A fault of a template, which a test would have found.
fn broken(error: minijinja::Error) -> Error {
    Error::malformed(format!("the page cannot be made: {error:#}"))
}

impl<W: Write> Report for Page<W> {
    fn finding(&mut self, record: &Record<'_>) -> Result<()> {
        let Record { finding, langs, file, line, unit_id, id, .. } = *record;
        let mut place = format!("{file} · unit {}", finding.unit);
        if let Some(line) = line {
            place += &format!(" · line {line}");
        }
        if let Some(id) = unit_id {
            place += &format!(" · {id}");
        }
        self.write(
            "finding.html",
            json!({
                "severity": finding.severity.name(), "rule": finding.rule, "id": id,
                "file": file, "place": place, "message": record.message(),
                "source_lang": langs[0].as_str(), "target_lang": langs[1].as_str(),
                "source": record.source_runs(), "target": record.target_runs(),
                "note": finding.arg("note").unwrap_or_default(),
            }),
        )
    }

    fn end_file(&mut self, file: &str, tally: &Tally) -> Result<()> {
        self.files.push(rules::file_line(file, tally));
        Ok(())
    }

    fn finish(mut self: Box<Self>, tally: &Tally) -> Result<()> {
        let rules: Vec<_> = tally
            .rules()
            .map(|(id, severity, count)| {
                let explanation = check::rule(id).map_or("", |rule| rule.english);
                json!({
                    "id": id, "severity": severity.name(), "findings": count.findings,
                    "units": count.units, "explanation": explanation,
                })
            })
            .collect();
        let tail =
            json!({ "title": TITLE, "files": self.files, "rules": rules, "labels": labels() });
        self.write("tail.html", tail)?;
        written(self.output.flush())
    }
}
