//! `jjak tmx diff`: what changed between two memories.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::Outcome;
use crate::error::{Error, Result};
use crate::lang::tag::LangTag;
use crate::tmx::memory::{Comparison, Difference, Differences, Identity};
use crate::unit::Unit;

use super::files::{Rereadable, SamenessOption, Sink};

#[derive(Debug, Args)]
#[command(after_help = "Units are told apart by their source text. First what was removed or \
    changed is listed, in the order of OLD, then what was added, in the order of NEW.\n\
    The files are read twice. Memory: some 20 MB, and 64 bytes for each difference; texts and \
    hashes wait in temporary files.\nExit codes: 0 the same, 1 they differ.\nExamples:\n  \
    jjak tmx diff old.tmx new.tmx --ignore blanks\n  \
    jjak tmx diff old.tmx new.tmx --format tsv -o changes.tsv")]
pub(super) struct DiffArgs {
    /// The memory as it was
    old: PathBuf,
    /// The memory as it is
    new: PathBuf,
    /// Lines for people, or a table: change, source, old targets, new targets
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    sameness: SamenessOption,
    /// File to write; without it, standard output
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Tsv,
}

pub(super) fn run(args: &DiffArgs) -> Result<Outcome> {
    let files = [Rereadable::new(&args.old)?, Rereadable::new(&args.new)?];
    let mut langs: [Option<LangTag>; 2] = [None, None];
    let mut comparison = Comparison::default();
    for ((memory, file), lang) in (0..).zip(&files).zip(&mut langs) {
        file.survey(|reader| {
            *lang = reader.header().source_lang();
            comparison.add(memory, &args.identity(lang.as_ref()), reader)
        })?;
    }
    let found = comparison.differences()?;
    let mut sink = Sink::create(args.output.as_deref())?;
    list(args, &files, &langs, &found, &mut sink)?;
    sink.commit()?;
    let is_same = found.before.is_empty() && found.after.is_empty();
    Ok(if is_same { Outcome::Fine } else { Outcome::Findings })
}

fn list(
    args: &DiffArgs,
    [old, new]: &[Rereadable; 2],
    [old_lang, new_lang]: &[Option<LangTag>; 2],
    found: &Differences,
    out: &mut Sink,
) -> Result<()> {
    let failed = |error| Error::io("standard output", error);
    let (old_is, new_is) = (args.identity(old_lang.as_ref()), args.identity(new_lang.as_ref()));
    // The new targets are wanted in the order of the old memory.
    let mut aside = Aside::new().map_err(failed)?;
    let mut added = Vec::new();
    visit(new, &found.after, |unit, difference| {
        let place = aside.put(&targets(&new_is, unit)).map_err(failed)?;
        match difference {
            Difference::Changed(old) => aside.places.push((old, place)),
            Difference::Alone => {
                let source = aside.put(&source(&new_is, unit)).map_err(failed)?;
                added.push((source, place));
            }
        }
        Ok(())
    })?;
    aside.places.sort_unstable();
    let mut texts = aside.read().map_err(failed)?;
    let mut counts = [0; 3];
    if args.format == Format::Tsv {
        out.write_all(b"change\tsource\told\tnew\n").map_err(failed)?;
    }
    let mut number = found.before.iter().map(|(number, _)| *number);
    visit(old, &found.before, |unit, difference| {
        let (number, old) = (number.next().unwrap_or_default(), Some(targets(&old_is, unit)));
        let (kind, name, new) = match difference {
            Difference::Alone => (1, "removed", None),
            Difference::Changed(_) => (2, "changed", Some(texts.of(number).map_err(failed)?)),
        };
        counts[kind] += 1;
        out.write_all(row(args.format, name, source(&old_is, unit), old, new).as_bytes())
            .map_err(failed)
    })?;
    for (source, target) in added {
        counts[0] += 1;
        let source = texts.at(source).map_err(failed)?;
        let new = Some(texts.at(target).map_err(failed)?);
        out.write_all(row(args.format, "added", source, None, new).as_bytes()).map_err(failed)?;
    }
    if args.format == Format::Text {
        let [added, removed, changed] = counts;
        writeln!(out, "{added} added, {removed} removed, {changed} changed").map_err(failed)?;
    }
    Ok(())
}

impl DiffArgs {
    fn identity<'a>(&self, source: Option<&'a LangTag>) -> Identity<'a> {
        Identity { sameness: self.sameness.sameness(), source }
    }
}

/// Reads a memory again, and shows the units that differ.
fn visit(
    file: &Rereadable,
    differences: &[(u64, Difference)],
    mut show: impl FnMut(&Unit, Difference) -> Result<()>,
) -> Result<()> {
    let (mut memory, mut wanted) = (file.open()?, differences.iter().peekable());
    for number in 0.. {
        let Some((next, difference)) = wanted.peek() else { return Ok(()) };
        let Some(unit) = memory.next()? else { return Ok(()) };
        if *next == number {
            show(&unit, *difference)?;
            wanted.next();
        }
    }
    Ok(())
}

/// Texts that wait in a temporary file.
struct Aside {
    file: BufWriter<File>,
    end: u64,
    /// Numbers of units with the places of their texts.
    places: Vec<(u64, Place)>,
}

/// First byte and length of a text.
type Place = (u64, usize);

impl Aside {
    fn new() -> std::io::Result<Self> {
        let file = BufWriter::new(tempfile::tempfile()?);
        Ok(Aside { file, end: 0, places: Vec::new() })
    }

    fn put(&mut self, text: &str) -> std::io::Result<Place> {
        self.file.write_all(text.as_bytes())?;
        let place = (self.end, text.len());
        self.end += text.len() as u64;
        Ok(place)
    }

    fn read(self) -> std::io::Result<Texts> {
        let file = BufReader::new(self.file.into_inner()?);
        Ok(Texts { file, places: self.places })
    }
}

/// Texts that are taken out of a temporary file.
struct Texts {
    file: BufReader<File>,
    places: Vec<(u64, Place)>,
}

impl Texts {
    /// The text of the unit of this number.
    fn of(&mut self, number: u64) -> std::io::Result<String> {
        match self.places.binary_search_by_key(&number, |(number, _)| *number) {
            Ok(index) => self.at(self.places[index].1),
            Err(_) => Ok(String::new()),
        }
    }

    fn at(&mut self, (start, length): Place) -> std::io::Result<String> {
        self.file.seek(SeekFrom::Start(start))?;
        let mut bytes = vec![0; length];
        self.file.read_exact(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// A difference as it is listed.
fn row(
    format: Format,
    name: &str,
    source: String,
    old: Option<String>,
    new: Option<String>,
) -> String {
    match format {
        Format::Tsv => {
            let cells = [name, &source, &old.unwrap_or_default(), &new.unwrap_or_default()];
            cells.map(cell).join("\t") + "\n"
        }
        Format::Text => {
            let lines = [(' ', Some(source)), ('-', old), ('+', new)];
            let line = |(sign, text): (char, Option<String>)| {
                text.map(|text| format!("{sign} {}\n", cell(&text)))
            };
            lines.into_iter().filter_map(line).collect()
        }
    }
}

/// The text of the source.
fn source(identity: &Identity<'_>, unit: &Unit) -> String {
    let source = identity.source_of(unit);
    source.map(|source| source.content.plain_text().into_owned()).unwrap_or_default()
}

/// The texts of the targets.
fn targets(identity: &Identity<'_>, unit: &Unit) -> String {
    let texts = identity.targets_of(unit).map(|variant| variant.content.plain_text());
    texts.collect::<Vec<_>>().join(" | ")
}

/// A text on one line.
fn cell(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}
