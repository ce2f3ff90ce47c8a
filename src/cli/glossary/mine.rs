//! `jjak glossary mine`: entries proposed from texts.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::cli::Outcome;
use crate::cli::args::Reading;
use crate::cli::input::read_text;
use crate::cli::output;
use crate::error::Result;
use crate::glossary::mine::{self, Gloss};

#[derive(Debug, Args)]
#[command(
    after_help = "Glosses after Korean terms, 쿤룬(Kunlun), are proposed as entries. The table can be used as a
glossary as it is; its last columns say what speaks for each entry: what ties term and target
(sound, acronym, translation), how often, and where first."
)]
pub(in crate::cli) struct MineArgs {
    /// Korean articles
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// A glossary with evidence, or every place
    #[arg(long, value_enum, default_value_t = MineFormat::Tsv)]
    pub format: MineFormat,
    #[command(flatten)]
    pub reading: Reading,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum MineFormat {
    /// source, target, evidence, count, place
    Tsv,
    /// line, term, gloss, kind
    Occurrences,
}

pub(super) fn run(args: &MineArgs) -> Result<Outcome> {
    let mut found: Vec<(Gloss, String)> = Vec::new();
    let mut out = String::new();
    for path in &args.files {
        let text = read_text(path, args.reading.encoding.as_deref())?;
        for (number, gloss) in occurrences(&text) {
            if args.format == MineFormat::Occurrences {
                let Gloss { term, gloss, kind } = &gloss;
                // Writing to a string cannot fail.
                let _ = writeln!(out, "{number}\t{term}\t{gloss}\t{}", kind.name());
            }
            found.push((gloss, place(path, number)));
        }
    }
    if args.format == MineFormat::Tsv {
        out.push_str("source\ttarget\tevidence\tcount\tplace\n");
        for proposal in mine::gather(found) {
            let entry = &proposal.entry;
            let (source, target) = (entry.sources.join("|"), entry.targets.join("|"));
            let evidence = proposal.kind.name();
            let _ = writeln!(
                out,
                "{source}\t{target}\t{evidence}\t{}\t{}",
                proposal.count, proposal.place
            );
        }
    }
    output::print(out.as_bytes())?;
    Ok(Outcome::Fine)
}

fn place(path: &Path, line: usize) -> String {
    format!("{}:{line}", path.display())
}

fn occurrences(text: &str) -> impl Iterator<Item = (usize, Gloss)> {
    let lines = text.trim_start_matches('\u{FEFF}').lines().enumerate();
    lines.flat_map(|(index, line)| {
        mine::glosses(line).into_iter().map(move |gloss| (index + 1, gloss))
    })
}
