//! `jjak tm import`: bilingual files into a memory.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use crate::cli::args::{Languages, Reading};
use crate::cli::bilingual::{self, Wanted};
use crate::cli::tmx::merge::Choice;
use crate::cli::{Outcome, output, read_ahead};
use crate::error::Result;
use crate::lang::tag::LangTag;
use crate::memory::import::{Import, Imported};
use crate::memory::index::Kind;
use crate::memory::lookup::Memory;
use crate::memory::store::{Place, Store};
use crate::unit::Unit;

use super::args::Format;
use super::fillable::Fillable;
use super::segments;

/// Units of one transaction.
const BATCH: usize = 5_000;

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
    let mut sum = Imported::default();
    // What was committed stays when a later unit is at fault.
    read_ahead::in_batches(units, BATCH, |batch: Vec<Unit>| {
        sum += import.add(memory, batch, &mut place)?;
        Ok(())
    })?;
    Ok(sum)
}

/// Source and target language of a file that does not name them: a catalogue is read in the
/// direction in which it is written.
fn languages<'a>(args: &'a ImportArgs, path: &Path) -> Result<[&'a LangTag; 2]> {
    let both = [&args.languages.source_lang, &args.languages.target_lang];
    match Fillable::read(path, args.reading.encoding.as_deref())? {
        Some(Fillable::Po(catalogue)) => {
            let contents: Vec<_> = catalogue.segments().into_iter().map(|own| own.source).collect();
            Ok(segments::direction_of(&args.languages, false, &contents))
        }
        _ => Ok(both),
    }
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
