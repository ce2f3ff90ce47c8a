//! The arguments of `jjak tm`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::cli::args::{Languages, Reading};
use crate::memory::rival::Measure;
use crate::memory::score::Score;

const EXAMPLES: &str = "Examples:
  jjak tm import -m news.jjak 2025.tmx 2026.tmx
  jjak tm lookup -m news.jjak '정부는 새 계획을 발표했다.'
  jjak tm lookup -m mine.jjak -m agency.jjak=5 --file article.ko.txt --format json
  jjak tm concordance -m news.jjak 쿤룬
  jjak tm export -m news.jjak -o all.tmx

A memory is one file, which import makes. Beside it stands a folder of the same name and .index,
which can be deleted at any time.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct TmArgs {
    #[command(subcommand)]
    pub command: TmCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum TmCommand {
    /// Add the units of TMX or TSV files; the same file twice changes nothing
    Import(ImportArgs),
    /// Write a memory as TMX
    Export(ExportArgs),
    /// Count units, texts and documents
    Stats(OneArgs),
    /// Find the best matches of a text, or of each sentence of a file
    Lookup(LookupArgs),
    /// Find where a word or phrase was translated
    Concordance(ConcordanceArgs),
    /// Count how much of a text is translated already
    Analyze(AnalyzeArgs),
    /// Fill in what the memories have for an article, as TMX
    Pretranslate(PretranslateArgs),
    /// Take units out by number
    Remove(RemoveArgs),
    /// Give the room of removed units back, and make the index anew
    Compact(OneArgs),
    /// Look for damage
    Check(OneArgs),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ImportArgs {
    /// Memory to add to; made when there is none
    #[arg(short, long, value_name = "FILE")]
    pub memory: PathBuf,
    /// TMX or TSV files
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub languages: Languages,
    #[command(flatten)]
    pub reading: Reading,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ExportArgs {
    /// Memory to write
    #[arg(short, long, value_name = "FILE")]
    pub memory: PathBuf,
    /// TMX file to write; without it, standard output
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub languages: Languages,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct OneArgs {
    /// Memory
    #[arg(short, long, value_name = "FILE")]
    pub memory: PathBuf,
    /// Output as text or JSON
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct RemoveArgs {
    /// Memory
    #[arg(short, long, value_name = "FILE")]
    pub memory: PathBuf,
    /// Numbers of units, as lookup and concordance show them
    #[arg(required = true)]
    pub units: Vec<i64>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct LookupArgs {
    /// Text to look for
    #[arg(required_unless_present = "file")]
    pub text: Option<String>,
    /// Look for each sentence of an article (.txt, .md, .html) instead
    #[arg(long, conflicts_with = "text")]
    pub file: Option<PathBuf>,
    #[command(flatten)]
    pub memories: Memories,
    /// Lowest score in percent
    #[arg(long, default_value_t = 70.0, value_parser = percent)]
    pub min: f64,
    /// Most matches for a text
    #[arg(long, default_value_t = 5)]
    pub top: usize,
    /// Score to go by; others than jjak's compare with every unit
    #[arg(long, value_enum, default_value_t)]
    pub score: ScoreName,
    /// Look up English and show Korean: source and target language change places
    #[arg(long)]
    pub reverse: bool,
    /// Output as text, or JSON, one object a match
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    #[command(flatten)]
    pub languages: Languages,
    #[command(flatten)]
    pub reading: Reading,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ConcordanceArgs {
    /// Word or phrase, in any language; upper and lower case and white space do not count
    pub text: String,
    #[command(flatten)]
    pub memories: Memories,
    /// Most units to show
    #[arg(long, default_value_t = 20)]
    pub top: usize,
    /// The text is a regular expression
    #[arg(long)]
    pub regex: bool,
    /// Output as text, or JSON, one object a unit
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct AnalyzeArgs {
    /// Articles (.txt, .md, .html)
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub memories: Memories,
    /// Output as a table, CSV or JSON
    #[arg(long, value_enum, default_value_t)]
    pub format: TableFormat,
    #[command(flatten)]
    pub languages: Languages,
    #[command(flatten)]
    pub reading: Reading,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum TableFormat {
    /// Columns for people
    #[default]
    Text,
    /// Comma separated
    Csv,
    /// One JSON object
    Json,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct PretranslateArgs {
    /// Article (.txt, .md, .html)
    pub file: PathBuf,
    #[command(flatten)]
    pub memories: Memories,
    /// Lowest score in percent
    #[arg(long, default_value_t = 85.0, value_parser = percent)]
    pub min: f64,
    /// TMX file to write; without it, standard output
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub languages: Languages,
    #[command(flatten)]
    pub reading: Reading,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Memories {
    /// Memory to look in, with the percent its matches lose: FILE or FILE=5; may be repeated
    #[arg(short, long = "memory", value_name = "FILE[=PENALTY]", required = true)]
    pub memories: Vec<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Format {
    /// For people
    #[default]
    Text,
    /// One JSON object a line
    Json,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ScoreName {
    /// Tokens, particles and endings light
    #[default]
    Jjak,
    /// Edits of characters
    Levenshtein,
    /// Edits of words, as OmegaT counts
    Omegat,
}

impl From<ScoreName> for Measure {
    fn from(name: ScoreName) -> Measure {
        match name {
            ScoreName::Jjak => Measure::Jjak,
            ScoreName::Levenshtein => Measure::Levenshtein,
            ScoreName::Omegat => Measure::Omegat,
        }
    }
}

fn percent(written: &str) -> Result<f64, String> {
    match written.trim_end_matches('%').parse::<f64>() {
        Ok(percent) if (0.0..=101.0).contains(&percent) => Ok(percent),
        _ => Err("write a number from 0 to 101".to_string()),
    }
}

/// The path and the penalty of `FILE=PENALTY`; a file whose name ends like that is a file.
pub(in crate::cli) fn memory(written: &str) -> (PathBuf, u16) {
    let whole = PathBuf::from(written);
    if let Some((path, penalty)) = written.rsplit_once('=')
        && let Ok(penalty) = percent(penalty)
        && !whole.exists()
    {
        return (PathBuf::from(path), Score::from_percent(penalty).0);
    }
    (whole, 0)
}
