//! `jjak glossary mine`: entries proposed from texts.

use std::collections::HashMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::cli::Outcome;
use crate::cli::args::Reading;
use crate::cli::bilingual::{self, Wanted};
use crate::cli::input::read_text;
use crate::cli::learn;
use crate::cli::output;
use crate::error::Result;
use crate::glossary::mine::associate::{self, Candidate, Tie};
use crate::glossary::mine::{self, Gloss};
use crate::lang::tag::LangTag;
use crate::unit::pairing::{LangPair, Pairing};

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
    /// Korean articles (.txt, .md, .html), and bilingual files (.tmx, .tsv, .xlsx, .xlf, .po ...)
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
    let mut found: Vec<(Gloss, usize, String)> = Vec::new();
    let mut units = Units::default();
    for path in &args.files {
        let before = units.pairs.len();
        if units.read(path, args)? {
            for (index, (source, _)) in units.pairs[before..].iter().enumerate() {
                let place = &units.places[before + index];
                let glosses = mine::glosses(source).into_iter();
                found.extend(glosses.map(|gloss| (gloss, index + 1, place.clone())));
            }
            continue;
        }
        let text = read_text(path, args.reading.encoding.as_deref())?;
        let glosses = occurrences(&text);
        found.extend(glosses.map(|(number, gloss)| (gloss, number, place(path, number))));
    }
    let out = match args.format {
        MineFormat::Occurrences => listed(&found),
        MineFormat::Tsv => proposed(found, &units),
    };
    output::print(out.as_bytes())?;
    Ok(Outcome::Fine)
}

/// A row for each place of a gloss.
fn listed(found: &[(Gloss, usize, String)]) -> String {
    let row = |(Gloss { term, gloss, kind }, number, _): &(Gloss, usize, String)| {
        format!("{number}\t{term}\t{gloss}\t{}\n", kind.name())
    };
    found.iter().map(row).collect()
}

/// The glosses as entries, and the pairs of the units that no gloss gives already.
fn proposed(found: Vec<(Gloss, usize, String)>, units: &Units) -> String {
    let mut out = String::from("source\ttarget\tevidence\tcount\tplace\n");
    let mut known: Vec<(String, String)> = Vec::new();
    for proposal in mine::gather(found.into_iter().map(|(gloss, _, place)| (gloss, place))) {
        let (source, target) = (proposal.entry.sources.join("|"), proposal.entry.targets.join("|"));
        let (evidence, count) = (proposal.kind.name(), proposal.count);
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{source}\t{target}\t{evidence}\t{count}\t{}", proposal.place);
        known.push((source, target.to_lowercase()));
    }
    units.propose(&known, &mut out);
    out
}

/// The pairs of all bilingual files, and where they stand.
#[derive(Default)]
struct Units {
    pairs: Vec<(String, String)>,
    places: Vec<String>,
}

impl Units {
    /// Takes in a file if its ending is that of a bilingual one; plain text is an article.
    fn read(&mut self, path: &Path, args: &MineArgs) -> Result<bool> {
        let bilingual = bilingual::format_of(path).is_ok() && !has_ending(path, "txt");
        if !bilingual {
            return Ok(false);
        }
        let asked = LangPair::any(LangTag::ko_kr(), LangTag::en_us());
        let encoding = args.reading.encoding.as_deref();
        let wanted = Wanted { source: Some(&asked.source), target: Some(&asked.target), encoding };
        let mut pairing = Pairing::default();
        for (index, placed) in bilingual::open(path, wanted)?.units.enumerate() {
            let unit = placed?.unit;
            if let Some(pair) = pairing.pair(&asked, &unit) {
                let [ko, en] = pair.map(|variant| variant.content.plain_text().into_owned());
                self.pairs.push((ko, en));
                self.places.push(place(path, index + 1));
            }
        }
        learn::say_passed_over(path, &pairing, &asked);
        Ok(true)
    }

    /// A row for each pair of which no gloss says so, or better: where 동해메모리 is *Donghae
    /// Memory*, *Donghae* is nothing else.
    fn propose(&self, known: &[(String, String)], out: &mut String) {
        let mut sources: HashMap<String, Vec<&str>> = HashMap::new();
        for (source, target) in known {
            for word in target.split(' ').chain([target.as_str()]) {
                sources.entry(word.to_string()).or_default().push(source);
            }
        }

        let pairs = self.pairs.iter().enumerate();
        let pairs = pairs.map(|(number, (ko, en))| (number, ko.as_str(), en.as_str()));
        for Candidate { source, target, tie, ratio, counts: [both, noun, word], units } in
            associate::candidates(pairs)
        {
            let glossed = sources.get(&target.to_lowercase()).map_or(&[][..], Vec::as_slice);
            let same = glossed.iter().any(|known| *known == source);
            let part =
                glossed.iter().any(|known| known.starts_with(&source) || source.starts_with(known));
            if same || !glossed.is_empty() && !part {
                continue;
            }
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

fn has_ending(path: &Path, wanted: &str) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(wanted))
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
