//! `jjak tmx validate`: findings for people and for CI.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::json;

use crate::cli::{Outcome, output};
use crate::error::{Kind, Result};
use crate::tmx::lint::{self, Finding};
use crate::tmx::{Rule, Severity};

use super::files::{Memory, cell};

#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 no findings of the severity asked for, 1 findings, 2 could not \
    read the file.\nExamples:\n  jjak tmx validate memory.tmx\n  \
    jjak tmx validate --min-severity error --format jsonl *.tmx"
)]
pub(super) struct ValidateArgs {
    /// TMX files, packed with gzip or zip or not; - for standard input
    #[arg(required_unless_present = "list_rules")]
    files: Vec<PathBuf>,
    /// Text for people, a table (file, line, column, unit, severity, rule, detail, cure), or one
    /// JSON object a finding
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Findings less grave than this are not told and do not count
    #[arg(long, value_enum, default_value_t = Least::Warning, value_name = "SEVERITY")]
    min_severity: Least,
    /// Rules that do not apply; may be repeated
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = rule)]
    skip: Vec<Rule>,
    /// List the rules and end
    #[arg(long)]
    list_rules: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Tsv,
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Least {
    Note,
    Warning,
    Error,
}

impl Least {
    fn severity(self) -> Severity {
        match self {
            Least::Note => Severity::Note,
            Least::Warning => Severity::Warning,
            Least::Error => Severity::Error,
        }
    }
}

fn rule(name: &str) -> Result<Rule, String> {
    let found = Rule::ALL.iter().find(|rule| rule.id() == name);
    found.copied().ok_or_else(|| "no such rule; see --list-rules".to_string())
}

fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

pub(super) fn run(args: &ValidateArgs) -> Result<Outcome> {
    if args.list_rules {
        let line = |rule: &Rule| {
            format!("{:18} {:8} {}\n", rule.id(), severity_name(rule.severity()), rule.cure())
        };
        let lines: String = Rule::ALL.iter().map(line).collect();
        output::print(lines.as_bytes())?;
        return Ok(Outcome::Fine);
    }
    let mut total = 0;
    if args.format == Format::Tsv {
        output::print(b"file\tline\tcolumn\tunit\tseverity\trule\tdetail\tcure\n")?;
    }
    for path in &args.files {
        total += validate(args, path)?;
    }
    Ok(if total == 0 { Outcome::Fine } else { Outcome::Findings })
}

/// Prints the findings of a file; returns how many.
fn validate(args: &ValidateArgs, path: &Path) -> Result<usize> {
    let least = args.min_severity.severity();
    let (mut count, mut lines, mut failed) = (0, String::new(), Ok(()));
    let mut say = |finding: Finding| {
        if finding.rule.severity() < least || args.skip.contains(&finding.rule) {
            return;
        }
        count += 1;
        match args.format {
            Format::Text => lines.push_str(&text(path, &finding)),
            Format::Tsv => lines.push_str(&tsv(path, &finding)),
            Format::Jsonl => lines.push_str(&jsonl(path, &finding)),
        }
        if lines.len() > 1 << 16 && failed.is_ok() {
            failed = output::print(std::mem::take(&mut lines).as_bytes());
        }
    };
    let units = match Memory::open(path) {
        Ok(mut memory) => lint::check(&mut memory.reader, &mut say),
        Err(error) if matches!(error.kind(), Kind::Malformed(_) | Kind::Encoding { .. }) => {
            say(lint::of_error(&error));
            0
        }
        Err(error) => return Err(error),
    };
    failed?;
    if args.format == Format::Text {
        lines.push_str(&format!("{}: {units} units, {count} findings\n", path.display()));
    }
    output::print(lines.as_bytes())?;
    Ok(count)
}

/// `memory.tmx:12:5: error[date] unit 3: creationdate is 'today'`, the cure on its own line.
fn text(path: &Path, finding: &Finding) -> String {
    let Finding { rule, place, detail } = finding;
    let mut out = path.display().to_string();
    for number in [place.line, place.column].into_iter().flatten() {
        out.push_str(&format!(":{number}"));
    }
    out.push_str(&format!(": {}[{}] ", severity_name(rule.severity()), rule.id()));
    if let Some(unit) = place.unit {
        out.push_str(&format!("unit {unit}: "));
    }
    out.push_str(&format!("{detail}\n  help: {}\n", rule.cure()));
    out
}

fn tsv(path: &Path, finding: &Finding) -> String {
    let Finding { rule, place, detail } = finding;
    let number = |number: Option<usize>| number.map(|n| n.to_string()).unwrap_or_default();
    let file = path.display().to_string();
    let numbers = [place.line, place.column, place.unit].map(number);
    let said = [severity_name(rule.severity()), rule.id(), detail, rule.cure()].map(cell);
    [&[cell(&file)], numbers.as_slice(), said.as_slice()].concat().join("\t") + "\n"
}

fn jsonl(path: &Path, finding: &Finding) -> String {
    let Finding { rule, place, detail } = finding;
    let value = json!({
        "file": path.display().to_string(), "line": place.line, "column": place.column,
        "unit": place.unit, "rule": rule.id(), "severity": rule.severity(), "detail": detail,
        "cure": rule.cure(),
    });
    format!("{value}\n")
}
