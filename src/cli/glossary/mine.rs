//! `jjak glossary mine`: entries proposed from texts.

use std::fmt::Write;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::cli::Outcome;
use crate::cli::args::Reading;
use crate::cli::input::read_text;
use crate::cli::output;
use crate::error::{Error, Result};
use crate::formats::tsv;
use crate::glossary::mine::associate::{self, Candidate, Tie};
use crate::glossary::mine::{self, Gloss};
use crate::lang::tag::LangTag;
use crate::tmx;
use crate::unit::Unit;

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  jjak glossary mine news.ko.txt > proposals.tsv
  jjak glossary mine memory.tmx > proposals.tsv
  jjak glossary mine *.ko.txt units.tsv > proposals.tsv

Of articles, glosses after Korean terms, 쿤룬(Kunlun), are proposed as entries; of bilingual files,
nouns and words that sound alike or stand in the same units. The table can be used as a glossary as
it is; its last columns say what speaks for each entry: what ties term and target (sound, acronym,
translation, association with its log-likelihood ratio), how often (for bilingual files: units with
both, with the term, with the target), and where.")]
pub(in crate::cli) struct MineArgs {
    /// Korean articles, and bilingual files (.tmx, .tsv)
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
    let mut units = Units::default();
    for path in &args.files {
        if units.read(path, args)? {
            continue;
        }
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
        units.propose(&mut out);
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

/// The pairs of all bilingual files, and where they stand.
#[derive(Default)]
struct Units {
    pairs: Vec<(String, String)>,
    places: Vec<String>,
}

impl Units {
    /// Takes in a file if its ending is that of a bilingual one.
    fn read(&mut self, path: &Path, args: &MineArgs) -> Result<bool> {
        let in_file = |error: Error| error.in_file(path);
        let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        match ending.to_lowercase().as_str() {
            "tmx" => {
                let file = std::fs::File::open(path).map_err(|error| Error::io(path, error))?;
                let reader = tmx::Reader::new(BufReader::new(file)).map_err(in_file)?;
                self.add(path, reader).map_err(in_file)?;
            }
            "tsv" => {
                let text = read_text(path, args.reading.encoding.as_deref())?;
                let options = tsv::Options::new(LangTag::ko_kr(), LangTag::en_us());
                let reader = tsv::Reader::new(text.as_bytes(), &options).map_err(in_file)?;
                self.add(path, reader).map_err(in_file)?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn add(&mut self, path: &Path, units: impl Iterator<Item = Result<Unit>>) -> Result<()> {
        let (ko, en) = (LangTag::ko_kr(), LangTag::en_us());
        for (index, unit) in units.enumerate() {
            let unit = unit?;
            if let Some(pair) = unit.as_pair(index + 1, &ko, &en) {
                self.pairs.push((pair.source.to_string(), pair.target.to_string()));
                self.places.push(place(path, index + 1));
            }
        }
        Ok(())
    }

    fn propose(&self, out: &mut String) {
        let pairs = self.pairs.iter().enumerate();
        let pairs = pairs.map(|(number, (ko, en))| (number, ko.as_str(), en.as_str()));
        for Candidate { source, target, tie, ratio, counts: [both, noun, word], units } in
            associate::candidates(pairs)
        {
            let evidence = match tie {
                Tie::Sound => "sound".to_string(),
                Tie::Association => format!("association {ratio:.1}"),
            };
            let places: Vec<&str> = units.iter().map(|&unit| self.places[unit].as_str()).collect();
            // Writing to a string cannot fail.
            let _ = writeln!(
                out,
                "{source}\t{target}\t{evidence}\t{both}/{noun}/{word}\t{}",
                places.join(" ")
            );
        }
    }
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
