//! Files of units in whatever format: opened by their ending, read unit by unit where the format
//! allows it.

use std::fs::File;
use std::io::{BufReader, Cursor, Read};
use std::path::Path;

use clap::ValueEnum;

use crate::error::{Error, Kind, Result};
use crate::formats::{jsonl, po, sdltm, tsv, wordfast, xliff, xlsx};
use crate::lang::tag::LangTag;
use crate::text::decode::{self, Hints};
use crate::tmx::{self, Progress};
use crate::unit::Unit;

/// The format of a file of units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Translation memory exchange
    Tmx,
    /// Table: source, tab, target; or a Wordfast memory
    Tsv,
    /// One JSON object a unit
    Jsonl,
    /// Excel workbook
    Xlsx,
    /// Gettext catalogue
    Po,
    /// XLIFF 1.2 or 2.0
    Xliff,
    /// Trados Studio memory
    Sdltm,
}

impl Format {
    /// The format that the ending says, the file packed or not; `None` for other endings.
    pub(super) fn of_name(path: &Path) -> Option<Format> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        let name = name.trim_end_matches(".gz").trim_end_matches(".zip");
        match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
            "tmx" => Some(Format::Tmx),
            "tsv" => Some(Format::Tsv),
            "jsonl" | "ndjson" => Some(Format::Jsonl),
            "xlsx" => Some(Format::Xlsx),
            "po" | "pot" => Some(Format::Po),
            "xlf" | "xliff" | "mqxliff" | "sdlxliff" | "mxliff" => Some(Format::Xliff),
            "sdltm" => Some(Format::Sdltm),
            _ => None,
        }
    }
}

/// How a file is to be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading<'a> {
    /// The two languages, source first, where the file does not name them.
    pub langs: [&'a LangTag; 2],
    /// Label of the encoding, when the user names one.
    pub encoding: Option<&'a str>,
    /// The format, when the user names it.
    pub format: Option<Format>,
}

/// An open file.
pub(super) struct Source {
    /// Its units; errors name the file.
    pub units: Box<dyn Iterator<Item = Result<Unit>>>,
    /// The source language that the file names for all its units.
    pub source: Option<LangTag>,
    /// How far it has been read; nothing of it for formats that are read at once.
    pub progress: Progress,
}

/// Opens a file, `-` for standard input, which is TMX unless `reading` names another format.
/// Gzip and zip are unpacked.
///
/// # Errors
/// When the ending says no format, or the file cannot be read; each names the file.
pub(super) fn open(path: &Path, reading: Reading<'_>) -> Result<Source> {
    let format = reading.format.or_else(|| Format::of_name(path)).or_else(|| by_place(path));
    let Some(format) = format else {
        let message = "the ending says no format that is known".to_string();
        let error = Error::new(Kind::Unsupported(message)).in_file(path);
        return Err(error.cure("name it .tmx, .tsv, .xlsx, .jsonl, .po, .xlf or .sdltm"));
    };
    open_as(format, path, reading).map_err(|error| error.in_file(path))
}

/// Standard input and archives of any name hold TMX; a `.txt` is a table.
fn by_place(path: &Path) -> Option<Format> {
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
    match ending.as_deref() {
        _ if crate::cli::output::is_stream(path) => Some(Format::Tmx),
        Some("gz" | "zip") => Some(Format::Tmx),
        Some("txt") => Some(Format::Tsv),
        _ => None,
    }
}

fn open_as(format: Format, path: &Path, reading: Reading<'_>) -> Result<Source> {
    let [source, target] = reading.langs;
    let named = path.to_path_buf();
    let in_file = move |unit: Result<Unit>| unit.map_err(|error| error.in_file(&named));
    let at_once = |units: Vec<Unit>| Source {
        source: units.first().and_then(|unit| unit.variants.first()).map(|v| v.lang.clone()),
        units: Box::new(units.into_iter().map(Ok)),
        progress: Progress::default(),
    };
    Ok(match format {
        Format::Tmx => {
            let (input, progress) = tmx::open(path)?;
            let reader = tmx::Reader::new(input)?;
            let source = reader.header().source_lang();
            Source { source, units: Box::new(reader.map(in_file)), progress }
        }
        Format::Jsonl => {
            let (input, progress) = tmx::open(path)?;
            let units = jsonl::Reader::new(input).map(in_file);
            Source { source: None, units: Box::new(units), progress }
        }
        Format::Tsv => {
            let text = text(path, reading.encoding)?;
            if wordfast::is_wordfast(&text) {
                return Ok(at_once(wordfast::read(&text)?));
            }
            let options = tsv::Options::new(source.clone(), target.clone());
            let reader = tsv::Reader::new(Cursor::new(text), &options)?;
            let source = Some(reader.langs()[0].clone());
            Source { source, units: Box::new(reader.map(in_file)), progress: Progress::default() }
        }
        Format::Xlsx => {
            let file = File::open(path).map_err(|error| Error::new(Kind::Io(error)))?;
            at_once(xlsx::read(BufReader::new(file), source, target)?)
        }
        Format::Po => at_once(po::read(tmx::open(path)?.0, source, target)?),
        Format::Xliff => at_once(xliff::read(&text(path, reading.encoding)?)?),
        Format::Sdltm => {
            let mut units = Vec::new();
            sdltm::read(path, |unit| {
                units.push(unit);
                Ok(())
            })?;
            at_once(units)
        }
    })
}

/// The text of a whole file, unpacked.
fn text(path: &Path, encoding: Option<&str>) -> Result<String> {
    let mut bytes = Vec::new();
    let read = tmx::open(path)?.0.read_to_end(&mut bytes);
    read.map_err(|error| Error::new(Kind::Io(error)))?;
    Ok(decode::decode(&bytes, Hints { encoding, ..Hints::default() })?.text)
}
