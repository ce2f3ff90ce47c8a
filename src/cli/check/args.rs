//! The arguments of `jjak check`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::check::Severity;
use crate::cli::args::{GlossaryOption, Reading, UiOption, tag};
use crate::cli::config::ConfigOption;
use crate::lang::tag::LangTag;

const EXAMPLES: &str = "Examples:
  jjak check news.tmx
  jjak check news.tmx -g ai-semiconductors --skip length --fail-on error
  jjak check *.tsv -g mine.tsv -g economy --only term,number --format jsonl
  jjak check news.ko.txt news.en.txt             articles, aligned first
  jjak check client.xlsx -o report.html          also .xlsx, .sarif, .json, .jsonl
  jjak check po/ko.po --format github            annotations in a pull request
  jjak check all.tmx --write-baseline known.txt  accept what is there today
  jjak check all.tmx --baseline known.txt        report what is new
  jjak check --list                              every rule with its severity
  jjak check --explain number.changed            what a rule reports, with examples

Files: TMX (.tmx, .tmx.gz, .zip), TSV, Excel (.xlsx), JSON lines, XLIFF 1.2 and 2.0, gettext (.po),
Trados (.sdltm) and Wordfast memories, memories of jjak tm (.jjak), - for standard input.
Two articles (.txt, .md, .html), one Korean and one English, are aligned and checked.

A glossary is a file (source<TAB>target[<TAB>status<TAB>note], alternatives separated by |,
status preferred, allowed, forbidden or do-not-translate) or the name of one that comes with jjak.

A unit with the note `jjak:ignore number.changed` is not reported by that rule.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct CheckArgs {
    /// Bilingual files, or a pair of articles; - for standard input
    #[arg(required_unless_present_any = ["list", "explain"])]
    pub files: Vec<PathBuf>,
    /// The files are articles: a source and its translation, and again
    #[arg(long)]
    pub articles: bool,
    /// List the rules and stop
    #[arg(long)]
    pub list: bool,
    /// Explain a rule, or all whose id begins so, and stop
    #[arg(long, value_name = "ID")]
    pub explain: Option<String>,
    /// Report only rules whose id begins so; may be repeated
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Leave out rules whose id begins so; may be repeated
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub skip: Vec<String>,
    /// Show findings from this severity up [default: warning]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub min_severity: Option<SeverityName>,
    /// End with exit code 1 for findings from this severity up [default: warning]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub fail_on: Option<FailOn>,
    /// Accept the findings listed in this file, and report the others
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write all findings of today into a baseline, and report none
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baseline", "output", "format"])]
    pub write_baseline: Option<PathBuf>,
    #[command(flatten)]
    pub glossaries: GlossaryOption,
    /// Format of the report; by default by the ending of OUT, else text
    #[arg(long, value_enum)]
    pub format: Option<ReportFormat>,
    /// File to write the report to; without it, standard output
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// Source language; by default as the file says, else ko-KR
    #[arg(long, value_name = "TAG", value_parser = tag)]
    pub source_lang: Option<LangTag>,
    /// Target language; by default as the file says, else en-US
    #[arg(long, value_name = "TAG", value_parser = tag)]
    pub target_lang: Option<LangTag>,
    #[command(flatten)]
    pub reading: Reading,
    #[command(flatten)]
    pub config: ConfigOption,
    #[command(flatten)]
    pub ui: UiOption,
}

/// A severity as an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum SeverityName {
    Error,
    Warning,
    Info,
}

impl From<SeverityName> for Severity {
    fn from(name: SeverityName) -> Self {
        match name {
            SeverityName::Error => Severity::Error,
            SeverityName::Warning => Severity::Warning,
            SeverityName::Info => Severity::Info,
        }
    }
}

/// From which severity on a run fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FailOn {
    Error,
    Warning,
    Never,
}

impl From<FailOn> for Option<Severity> {
    fn from(fail_on: FailOn) -> Self {
        match fail_on {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Never => None,
        }
    }
}

/// How findings are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ReportFormat {
    /// Both texts with the place marked, and a table by rule
    Text,
    /// One JSON object a finding
    Jsonl,
    /// One JSON document with findings and counts
    Json,
    /// SARIF 2.1.0, for code scanners and editors
    Sarif,
    /// One page for the browser, with filters
    Html,
    /// Excel workbook, one finding a row
    Xlsx,
    /// Annotations of GitHub workflows
    Github,
}

impl ReportFormat {
    /// The format that the ending of a file says; text where it says none.
    pub fn of(path: &Path) -> ReportFormat {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        match ending.to_ascii_lowercase().as_str() {
            "jsonl" | "ndjson" => ReportFormat::Jsonl,
            "json" => ReportFormat::Json,
            "sarif" => ReportFormat::Sarif,
            "html" | "htm" => ReportFormat::Html,
            "xlsx" => ReportFormat::Xlsx,
            _ => ReportFormat::Text,
        }
    }
}
