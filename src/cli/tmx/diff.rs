//! `jjak tmx diff`: what changed between two memories.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::Outcome;
use crate::error::{Error, Kind, Result};
use crate::lang::tag::LangTag;
use crate::tmx::memory::{Comparison, Difference, Differences, Identity};
use crate::tmx::sorter::{Sorted, Sorter};
use crate::unit::Unit;

use super::files::{Rereadable, SamenessOption, Sink, cell};

#[derive(Debug, Args)]
#[command(after_help = "Units are told apart by their source text. First what was removed or \
    changed is listed, in the order of OLD, then what was added, in the order of NEW.\n\
    The files are read twice. Memory: some 40 MB, whatever their size; texts and hashes wait in \
    temporary files.\nExit codes: 0 the same, 1 they differ.\nExamples:\n  \
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
    let (mut comparison, mut units) = (Comparison::default(), [0; 2]);
    for (((memory, file), lang), units) in (0..).zip(&files).zip(&mut langs).zip(&mut units) {
        file.survey(|reader| {
            *lang = reader.header().source_lang();
            *units = comparison.add(memory, &args.identity(lang.as_ref()), reader)?;
            Ok(())
        })?;
    }
    let found = comparison.differences()?;
    let mut sink = Sink::create(args.output.as_deref())?;
    let is_same = found.count == 0;
    let [added, removed, changed] = list(args, &files, &langs, found, &mut sink)?;
    let [old, new] = units;
    let same = old - removed - changed;
    let sums = format!(
        "{old} old units, {new} new: {same} the same, {added} added, {removed} removed, {changed} changed"
    );
    if args.format == Format::Text {
        writeln!(sink, "{sums}").map_err(|error| Error::io("standard output", error))?;
    }
    sink.commit()?;
    if args.format != Format::Text {
        anstream::eprintln!("{sums}");
    }
    Ok(if is_same { Outcome::Fine } else { Outcome::Findings })
}

/// Lists the differences; returns how many units were added, removed and changed.
fn list(
    args: &DiffArgs,
    [old, new]: &[Rereadable; 2],
    [old_lang, new_lang]: &[Option<LangTag>; 2],
    found: Differences,
    out: &mut Sink,
) -> Result<[u64; 3]> {
    let failed = |error| Error::io("standard output", error);
    let (old_is, new_is) = (args.identity(old_lang.as_ref()), args.identity(new_lang.as_ref()));
    let [before, after] = found.in_order()?;
    // The new targets are wanted in the order of the old memory; what was added comes last.
    let (mut aside, mut added) = (Aside::new()?, Aside::new()?);
    let mut counts = [0; 3];
    visit(new, after, |unit, difference| match difference {
        Difference::Changed(old) => aside.put(old, &targets(&new_is, unit)),
        Difference::Alone => {
            counts[0] += 1;
            let new = Some(targets(&new_is, unit));
            added.append(&row(args.format, "added", source(&new_is, unit), None, new))
        }
    })?;
    let mut texts = aside.read()?;
    if args.format == Format::Tsv {
        out.write_all(b"change\tsource\told\tnew\n").map_err(failed)?;
    }
    visit(old, before, |unit, difference| {
        let (kind, name, new) = match difference {
            Difference::Alone => (1, "removed", None),
            Difference::Changed(_) => (2, "changed", Some(texts.next()?)),
        };
        counts[kind] += 1;
        let targets = Some(targets(&old_is, unit));
        let row = row(args.format, name, source(&old_is, unit), targets, new);
        out.write_all(row.as_bytes()).map_err(failed)
    })?;
    std::io::copy(&mut added.read()?.file, out).map_err(failed)?;
    Ok(counts)
}

impl DiffArgs {
    fn identity<'a>(&self, source: Option<&'a LangTag>) -> Identity<'a> {
        Identity { sameness: self.sameness.sameness(), source }
    }
}

/// Reads a memory again, and shows the units that differ.
fn visit(
    file: &Rereadable,
    differences: impl Iterator<Item = Result<(u64, Difference)>>,
    mut show: impl FnMut(&Unit, Difference) -> Result<()>,
) -> Result<()> {
    let (mut memory, mut numbers) = (file.open()?, 0..);
    for wanted in differences {
        let (wanted, difference) = wanted?;
        for number in numbers.by_ref() {
            let Some(unit) = memory.next()? else { return Ok(()) };
            if number == wanted {
                show(&unit, difference)?;
                break;
            }
        }
    }
    Ok(())
}

/// Texts that wait in a temporary file.
struct Aside {
    file: BufWriter<File>,
    end: u64,
    /// Numbers by which the texts are put in order, their first bytes and lengths.
    places: Sorter<3>,
}

impl Aside {
    fn new() -> Result<Self> {
        let file = BufWriter::new(tempfile::tempfile().map_err(no_room)?);
        Ok(Aside { file, end: 0, places: Sorter::default() })
    }

    fn append(&mut self, text: &str) -> Result<()> {
        self.file.write_all(text.as_bytes()).map_err(no_room)?;
        self.end += text.len() as u64;
        Ok(())
    }

    fn put(&mut self, number: u64, text: &str) -> Result<()> {
        self.places.push([number, self.end, text.len() as u64])?;
        self.append(text)
    }

    fn read(self) -> Result<Texts> {
        let file = self.file.into_inner().map_err(|error| no_room(error.into_error()))?;
        let mut file = BufReader::new(file);
        file.rewind().map_err(no_room)?;
        Ok(Texts { file, places: self.places.sorted()? })
    }
}

/// Texts that are taken out of a temporary file.
struct Texts {
    file: BufReader<File>,
    places: Sorted<3>,
}

impl Texts {
    /// The text of the next number.
    fn next(&mut self) -> Result<String> {
        let Some([_, start, length]) = self.places.next().transpose()? else {
            return Ok(String::new());
        };
        self.file.seek(SeekFrom::Start(start)).map_err(no_room)?;
        let mut text = Vec::new();
        self.file.by_ref().take(length).read_to_end(&mut text).map_err(no_room)?;
        Ok(String::from_utf8_lossy(&text).into_owned())
    }
}

fn no_room(error: std::io::Error) -> Error {
    Error::new(Kind::Io(error)).cure("make room for temporary files, or set TMPDIR")
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
