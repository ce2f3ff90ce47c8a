//! The arguments of every subcommand.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::lang::tag::LangTag;

use super::glossary::GlossaryArgs;

/// Translation memory, alignment and glossary checks for Korean and English.
#[derive(Debug, Parser)]
#[command(name = "jjak", version, max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = "Exit codes: 0 fine, 1 findings, 2 could not run.\n\
    Everything happens on this machine: no text leaves it.")]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Pair the sentences of an article with its translation and write them as TMX
    Align(AlignArgs),
    /// Learn word pairs from earlier translations, to align by
    Learn(super::learn::LearnArgs),
    /// Check bilingual files or articles: numbers, terms, consistency, form
    Check(super::check::CheckArgs),
    /// Cut an article into sentences, one a line
    Segment(SegmentArgs),
    /// Find terms in texts, work on glossaries, list and show those that come with jjak
    Glossary(GlossaryArgs),
    /// Read, check, repair, convert and rearrange translation memories
    Tmx(super::tmx::TmxArgs),
    /// Measure results against what humans made
    Eval(super::eval::EvalArgs),
    /// Keep translations in a memory and find them again
    Tm(super::memory::TmArgs),
}

const ALIGN_EXAMPLES: &str = "Examples:
  jjak align news.ko.txt news.en.txt -o news.tmx
  jjak align news.ko.html news.en.md -o news.tmx -g ai-semiconductors -g mine.tsv
  jjak align ko.txt en.txt --segmented --format beads
  jjak align news.en.txt news.ko.txt -o news.tmx          English into Korean
  jjak align ko.txt en.txt -o news.tmx --learn 2025.tmx   by the words of earlier translations
  jjak align ko.txt en.txt -o news.tmx --pins fixed.beads
  jjak align --pairs pairs.tsv                  many pairs: ko, en and output, tab separated
  jjak align korean/ english/ -o memories/      files of the same name in two folders
  jjak align news.ko.txt news.en.txt -o news.tmx --tm news.jjak   and remember them";

#[derive(Debug, Args)]
#[command(after_help = ALIGN_EXAMPLES)]
pub(super) struct AlignArgs {
    /// Article (.txt, .md, .html), or a folder of them
    #[arg(required_unless_present = "pairs", value_name = "KO")]
    pub ko: Option<PathBuf>,
    /// Its translation, or a folder of them; English articles with Korean translations are told by
    /// their text, and the output follows the order of the arguments
    #[arg(required_unless_present = "pairs", value_name = "EN")]
    pub en: Option<PathBuf>,
    /// File to write (a folder when folders are aligned); without it, standard output
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// Align many pairs: a file with Korean file, English file and output a line, tab separated
    #[arg(long, value_name = "MANIFEST", conflicts_with_all = ["ko", "en", "output"])]
    pub pairs: Option<PathBuf>,
    /// Output format; by default by the ending of OUT, else tmx
    #[arg(long, value_enum)]
    pub format: Option<AlignFormat>,
    /// Inputs have one segment a line already
    #[arg(long)]
    pub segmented: bool,
    /// Align boilerplate too (captions' markers, copyright lines, repeats)
    #[arg(long)]
    pub keep_boilerplate: bool,
    /// List what was set aside as boilerplate, and why
    #[arg(long)]
    pub report_dropped: bool,
    /// Leave out units less certain than this, 0 to 1; the summary lists them
    #[arg(long, value_name = "X", value_parser = probability)]
    pub min_confidence: Option<f64>,
    /// Put what is aligned into this memory too (see jjak tm), from --min-confidence up, by
    /// default 0.9; what it says already is not added again
    #[arg(long, value_name = "MEMORY")]
    pub tm: Option<PathBuf>,
    /// Show why unit N (from 1, as in the summary) was paired so; without -o, only that
    #[arg(long, value_name = "N", conflicts_with = "pairs")]
    pub explain: Option<usize>,
    /// Keep these beads and align the rest around them: a file as --format beads writes it, of
    /// which lines may be left out
    #[arg(long, value_name = "FILE", conflicts_with = "pairs")]
    pub pins: Option<PathBuf>,
    /// Pair text that was moved to another place too
    #[arg(long)]
    pub crossing: bool,
    /// Align by the words of earlier translations: TMX, TSV, a memory of jjak tm, or a table that
    /// jjak learn wrote; may be repeated
    #[arg(long, value_name = "FILE")]
    pub learn: Vec<PathBuf>,
    /// Findings as text or as JSON lines
    #[arg(long, value_enum, default_value_t = FindingFormat::Text, value_name = "FORMAT")]
    pub findings: FindingFormat,
    #[command(flatten)]
    pub glossaries: GlossaryOption,
    #[command(flatten)]
    pub languages: Languages,
    #[command(flatten)]
    pub reading: Reading,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum AlignFormat {
    /// Translation memory exchange, for CAT tools
    Tmx,
    /// Source, tab, target
    Tsv,
    /// One JSON object a bead
    Jsonl,
    /// Segment indices from 0: source, tab, target
    Beads,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FindingFormat {
    /// Both texts with the place marked
    Text,
    /// One JSON object a finding
    Jsonl,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  jjak segment news.ko.txt
  jjak segment news.en.html --lang en --format jsonl")]
pub(super) struct SegmentArgs {
    /// Article (.txt, .md, .html)
    pub file: PathBuf,
    /// Language of the text; by default as it looks
    #[arg(long, value_enum)]
    pub lang: Option<LanguageName>,
    /// One segment a line, or one JSON object with kind, paragraph and character offsets
    #[arg(long, value_enum, default_value_t = SegmentFormat::Text)]
    pub format: SegmentFormat,
    /// Keep boilerplate (captions' markers, copyright lines, repeats)
    #[arg(long)]
    pub keep_boilerplate: bool,
    /// List what was set aside as boilerplate, and why, on standard error
    #[arg(long)]
    pub report_dropped: bool,
    #[command(flatten)]
    pub reading: Reading,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LanguageName {
    Ko,
    En,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SegmentFormat {
    Text,
    Jsonl,
}

#[derive(Debug, Args)]
pub(super) struct GlossaryOption {
    /// Glossary: a file (TSV, CSV, XLSX, TBX, UTX), or the name of one that comes with jjak; may be
    /// repeated
    #[arg(short, long = "glossary", value_name = "GLOSSARY")]
    pub glossaries: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Languages {
    /// Language tag of the Korean side
    #[arg(long, value_name = "TAG", default_value = "ko-KR", value_parser = tag)]
    pub source_lang: LangTag,
    /// Language tag of the English side
    #[arg(long, value_name = "TAG", default_value = "en-US", value_parser = tag)]
    pub target_lang: LangTag,
}

fn probability(written: &str) -> Result<f64, String> {
    let value = written.parse().ok().filter(|value| (0.0..=1.0).contains(value));
    value.ok_or_else(|| "a probability lies between 0 and 1".to_string())
}

pub(super) fn tag(written: &str) -> Result<LangTag, String> {
    LangTag::parse(written).map_err(|error| error.to_string())
}

#[derive(Debug, Args)]
pub(super) struct Reading {
    /// Encoding of the inputs (utf-8, utf-16le, euc-kr ...); by default as the bytes say
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
}
