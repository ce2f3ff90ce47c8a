//! `jjak tm import` and `jjak tm export`.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};

use crate::error::{Error, Kind, Result};
use crate::formats::tsv;
use crate::memory::index::Kind as Indexed;
use crate::memory::lookup::Memory;
use crate::memory::store::{Added, Place, Store};
use crate::text::decode::{self, Hints};
use crate::text::output::Output;
use crate::tmx;
use crate::unit::Unit;

use super::args::{ExportArgs, ImportArgs};
use crate::cli::{Outcome, output};

/// Units of one transaction.
const BATCH: usize = 5_000;

pub(super) fn import(args: &ImportArgs) -> Result<Outcome> {
    let mut store = Store::open(&args.memory)?;
    for path in &args.files {
        let added = file(&mut store, args, path).map_err(|error| error.in_file(path))?;
        let Added { added, known } = added;
        let said = format!("{}: {added} added, {known} known\n", path.display());
        output::print(said.as_bytes())?;
    }
    // The index is made now and not at the first lookup.
    let mut memory = Memory::new(store, 0);
    memory.index(Indexed::Tokens(args.languages.source_lang.primary().to_string()))?;
    Ok(Outcome::Fine)
}

fn file(store: &mut Store, args: &ImportArgs, path: &Path) -> Result<Added> {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let opened = || File::open(path).map_err(|error| Error::io(path, error));
    match ending.to_lowercase().as_str() {
        "tmx" => {
            let file = opened()?;
            let bar = ProgressBar::new(file.metadata().map_or(0, |metadata| metadata.len()));
            let style = ProgressStyle::with_template("{bar:30} {bytes}/{total_bytes} {msg} {eta}");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            let reader = tmx::Reader::new(BufReader::with_capacity(1 << 16, bar.wrap_read(file)))?;
            let added = units(store, path, reader);
            bar.finish_and_clear();
            added
        }
        "tsv" | "txt" => {
            let mut bytes = Vec::new();
            opened()?.read_to_end(&mut bytes).map_err(|error| Error::io(path, error))?;
            let text = {
                let hints =
                    Hints { encoding: args.reading.encoding.as_deref(), ..Hints::default() };
                decode::decode(&bytes, hints)?.text
            };
            let (source, target) = (&args.languages.source_lang, &args.languages.target_lang);
            let options = tsv::Options::new(source.clone(), target.clone());
            units(store, path, tsv::Reader::new(text.as_bytes(), &options)?)
        }
        _ => {
            let fault = format!("'{ending}' is no kind of file that a memory takes");
            Err(Error::new(Kind::Unsupported(fault)).cure("give a .tmx or a .tsv file"))
        }
    }
}

/// Adds units batch by batch: what was committed stays when a later unit is at fault.
fn units(
    store: &mut Store,
    path: &Path,
    mut units: impl Iterator<Item = Result<Unit>>,
) -> Result<Added> {
    let document = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let mut place = Place { document, previous: None };
    let mut sum = Added::default();
    loop {
        let batch = units.by_ref().take(BATCH).collect::<Result<Vec<Unit>>>()?;
        if batch.is_empty() {
            return Ok(sum);
        }
        let added = store.add(&batch, &mut place)?;
        sum.added += added.added;
        sum.known += added.known;
    }
}

pub(super) fn export(args: &ExportArgs) -> Result<Outcome> {
    let store = Store::open_existing(&args.memory)?;
    match args.output.as_deref().filter(|path| !output::is_stream(path)) {
        Some(path) => {
            let mut file = Output::create(path)?;
            write(&store, args, &mut file).map_err(|error| error.in_file(path))?;
            file.commit()?;
        }
        None => write(&store, args, BufWriter::new(io::stdout().lock()))?,
    }
    Ok(Outcome::Fine)
}

fn write(store: &Store, args: &ExportArgs, out: impl Write) -> Result<()> {
    let header = tmx::Header::new(&args.languages.source_lang, jiff::Timestamp::now());
    let mut writer = tmx::Writer::new(out, &header)?;
    store.for_each_unit(|stored| writer.write(&stored.unit))?;
    for (change, what, count) in writer.finish()?.iter() {
        let change = serde_json::to_value(change).unwrap_or_default();
        let change = change.as_str().unwrap_or_default().replace('-', " ");
        anstream::eprintln!("note: {change}: {what} ({count} times)");
    }
    Ok(())
}
