//! `jjak tm import`: bilingual files into a memory.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use crate::cli::args::{Languages, Reading};
use crate::cli::bilingual::{self, Format as FileFormat, Wanted};
use crate::cli::tmx::merge::Choice;
use crate::cli::{Outcome, output, read_ahead};
use crate::error::Result;
use crate::formats::Placed;
use crate::lang::tag::LangTag;
use crate::memory::import::{Import, Imported};
use crate::memory::index::Kind;
use crate::memory::lookup::Memory;
use crate::memory::store::{Place, Store};
use crate::unit::{Content, Unit};

use super::args::Format;
use super::segments;

/// Units of one transaction.
const BATCH: usize = 5_000;
/// How many messages of a catalogue show in which direction it is written.
const SHOWN: usize = 500;

#[derive(Debug, Args)]
#[command(
    after_help = "Formats are told by the ending: .tmx, .tsv, .xlsx, .jsonl, .po, .xlf, .sdltm, \
    Wordfast's .txt and .jjak (another memory); packed ones (.gz, .zip) are unpacked.\n\
    Units that are equal in all they hold are kept once. What becomes of those that have only the \
    source in common, --same says. What was committed before an error or an interruption stays; \
    do the import again to complete it.\nExamples:\n  \
    jjak tm import -m news.jjak 2025.tmx 2026.tmx.gz\n  \
    jjak tm import -m news.jjak --same newest agency.xlsx\n  \
    jjak tm import -m news.jjak - < units.jsonl"
)]
pub(in crate::cli) struct ImportArgs {
    /// Memory to add to; made when there is none
    #[arg(short, long, value_name = "FILE")]
    memory: PathBuf,
    /// Bilingual files; - for standard input
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Which unit stays when the same source has several translations
    #[arg(long, value_enum, default_value_t = Choice::KeepAll, value_name = "POLICY")]
    same: Choice,
    /// What was done, as text or JSON, one object a file
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    languages: Languages,
    #[command(flatten)]
    reading: Reading,
}

pub(super) fn run(args: &ImportArgs) -> Result<Outcome> {
    let mut memory = Memory::new(Store::open(&args.memory)?, 0);
    for path in &args.files {
        let done = file(&mut memory, args, path)?;
        output::print(said(args, path, done).as_bytes())?;
    }
    // The index is made now and not at the first lookup.
    memory.index(Kind::Tokens(args.languages.source_lang.primary().to_string()))?;
    Ok(Outcome::Fine)
}

fn file(memory: &mut Memory, args: &ImportArgs, path: &Path) -> Result<Imported> {
    let [source, target] = languages(args, path)?;
    let encoding = args.reading.encoding.as_deref();
    let wanted = Wanted { source: Some(source), target: Some(target), encoding };
    let opened = bilingual::open(path, wanted)?;
    let source = opened.header.source_lang().unwrap_or_else(|| source.clone());
    let import = Import { policy: args.same.into(), source: &source };
    let document = (!output::is_stream(path)).then_some(path.file_name()).flatten();
    let document = document.map(|name| name.to_string_lossy().into_owned());
    let mut place = Place { document, ..Place::default() };
    let units = opened.units.map(|placed| placed.map(|placed| placed.unit));
    let passed_over = opened.passed_over;
    let mut sum = Imported::default();
    // What was committed stays when a later unit is at fault.
    read_ahead::in_batches(units, BATCH, |batch: Vec<Unit>| {
        sum += import.add(memory, batch, &mut place)?;
        Ok(())
    })?;
    if passed_over.count() > 0 {
        let (file, what, count) = (path.display(), passed_over.what(), passed_over.count());
        anstream::eprintln!("note: {file}: {what} left out: {count}");
    }
    Ok(sum)
}

/// Source and target language of a file that does not name them: a catalogue is read in the
/// direction in which it is written, which its first messages show.
fn languages<'a>(args: &'a ImportArgs, path: &Path) -> Result<[&'a LangTag; 2]> {
    if output::is_stream(path) || bilingual::format_of(path)? != FileFormat::Po {
        return Ok([&args.languages.source_lang, &args.languages.target_lang]);
    }
    let encoding = args.reading.encoding.as_deref();
    let units = bilingual::open(path, Wanted { encoding, ..Wanted::default() })?.units;
    let source = |placed: Result<Placed>| {
        placed.map(|placed| placed.unit.variants.into_iter().next().map(|own| own.content))
    };
    let contents = units.take(SHOWN).map(source).collect::<Result<Vec<_>>>()?;
    let contents: Vec<Content> = contents.into_iter().flatten().collect();
    Ok(segments::direction_of(&args.languages, false, &contents))
}

fn said(args: &ImportArgs, path: &Path, done: Imported) -> String {
    let Imported { added, known, replaced, passed_over } = done;
    let file = path.display().to_string();
    if args.format == Format::Json {
        return super::line(&json!({
            "file": file, "added": added, "known": known,
            "replaced": replaced, "passed_over": passed_over,
        }));
    }
    let mut out = format!("{file}: {added} added, {known} known");
    if replaced + passed_over > 0 {
        out += &format!(", {replaced} replaced, {passed_over} passed over");
    }
    out + "\n"
}
