//! `jjak tm analyze`: the table that translators quote by.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::args::{Languages, Reading};
use crate::cli::{Outcome, output};
use crate::error::Result;
use crate::memory::analysis::Analysis;
use crate::report::leverage::{self, Leverage};

use super::args::Memories;
use super::segments;

#[derive(Debug, Args)]
#[command(
    after_help = "Words are what stands between white space (in Korean, eojeols); characters \
    are counted without white space. A segment counts once, in its best band; 'internal' bands are \
    what is like a segment that comes before it in the files themselves.\nExamples:\n  \
    jjak tm analyze -m news.jjak next.ko.txt\n  \
    jjak tm analyze -m mine.jjak -m agency.jjak=5 *.xlf --format csv -o quote.csv\n  \
    jjak tm analyze next.ko.txt                    without a memory: repetitions\n  \
    jjak tm analyze -m news.jjak *.ko.txt --format html -o quote.html"
)]
pub(in crate::cli) struct AnalyzeArgs {
    /// Articles (.txt, .md, .html), XLIFF, PO, TMX, tables; - for an article on standard input
    #[arg(required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    memories: Memories,
    /// Do not look for matches among the files themselves
    #[arg(long)]
    no_internal: bool,
    /// Source and target language change places, whatever the files are written in
    #[arg(long)]
    reverse: bool,
    /// Output as a table, CSV, JSON or a page
    #[arg(long, value_enum, default_value_t)]
    format: TableFormat,
    /// File to write; without it, standard output
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    #[command(flatten)]
    languages: Languages,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum TableFormat {
    /// Columns for people
    #[default]
    Text,
    /// Comma separated, a row for each band of each file
    Csv,
    /// One JSON object
    Json,
    /// A web page that needs nothing beside it
    Html,
}

pub(super) fn run(args: &AnalyzeArgs) -> Result<Outcome> {
    let mut memories = args.memories.open()?;
    let encoding = args.reading.encoding.as_deref();
    let read = |file: &PathBuf| segments::read(file, &args.languages, encoding);
    let texts = args.files.iter().map(read).collect::<Result<Vec<_>>>()?;
    let [source, target] = segments::direction_of(&args.languages, args.reverse, &texts.concat());
    let mut analysis = Analysis::new(source, target, !args.no_internal)?;
    let names = (0..memories.0.len()).map(|memory| memories.name(memory)).collect();
    let mut leverage = Leverage::new(names);
    for (file, segments) in args.files.iter().zip(&texts) {
        let counts = analysis.add(&mut memories, segments)?;
        leverage.add(file.display().to_string(), counts);
    }
    let out = match args.format {
        TableFormat::Text => leverage::text(&leverage),
        TableFormat::Csv => leverage::csv(&leverage),
        TableFormat::Json => leverage::json(&leverage),
        TableFormat::Html => leverage::html(&leverage, source, target),
    };
    output::write_all(args.output.as_deref(), out.as_bytes())?;
    Ok(Outcome::Fine)
}
