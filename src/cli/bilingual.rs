//! Opens a bilingual file of any format as a stream of units, each with its place in the file.
//!
//! The one door for `jjak check`, `jjak tm` and `jjak tmx convert`. The ending of the name says the format;
//! where it says none (standard input, `.txt`), the first bytes do. A few units are held at a time.

use std::io::{BufRead, BufReader};
use std::path::Path;

use clap::ValueEnum;

use crate::error::{Error, Kind, Result};
use crate::formats::{PassedOver, Placed, handed, jsonl, po, sdltm, tsv, wordfast, xliff, xlsx};
use crate::lang::tag::LangTag;
use crate::memory::store::Store;
use crate::text::decode;
use crate::tmx::{self, Header, Input};
use crate::unit::Unit;

use super::beside::Beside;
use super::output::is_stream;
use super::tmx::files::Memory;

/// A format of bilingual files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Translation memory exchange 1.4
    Tmx,
    /// Source, tab, target
    Tsv,
    /// One JSON object a unit, without loss
    Jsonl,
    /// Excel workbook: source, target
    Xlsx,
    /// Gettext catalogue
    Po,
    /// XLIFF 1.2
    Xliff,
    /// XLIFF 2.0
    Xliff2,
    /// Trados Studio memory, read only
    #[value(skip)]
    Sdltm,
    /// A memory of `jjak tm`, read only
    #[value(skip)]
    Jjak,
}

/// What the user says about a file that may not say it itself.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wanted<'a> {
    /// Source language.
    pub source: Option<&'a LangTag>,
    /// Target language.
    pub target: Option<&'a LangTag>,
    /// Encoding of a text file; TMX files say their own.
    pub encoding: Option<&'a str>,
}

/// Units with their places, in the order of the file.
pub(super) type Units = Box<dyn Iterator<Item = Result<Placed>> + Send>;

/// An open bilingual file.
pub(super) struct Bilingual {
    /// What a TMX file says of itself; made up for other formats.
    pub header: Header,
    /// Source and target language, where the format holds just two.
    pub langs: Option<[LangTag; 2]>,
    /// The comments of a TMX file.
    pub beside: Beside,
    /// What else is in the file and makes no unit.
    pub passed_over: PassedOver,
    /// The units; errors name the file.
    pub units: Units,
}

impl Bilingual {
    /// The source language that the file names for units that do not name their own.
    pub(super) fn source_lang(&self) -> Option<LangTag> {
        match (&self.langs, self.beside.is_of_tmx()) {
            (Some([source, _]), _) => Some(source.clone()),
            (None, true) => self.header.source_lang(),
            (None, false) => None,
        }
    }
}

/// The format that the ending of the file says; `.gz` after it does not count.
pub(super) fn format_of(path: &Path) -> Result<Format> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let name = name.to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    Ok(match ending {
        "tmx" | "zip" => Format::Tmx,
        "" if name == "-" => Format::Tmx,
        "tsv" | "txt" => Format::Tsv,
        "jsonl" | "ndjson" => Format::Jsonl,
        "xlsx" => Format::Xlsx,
        "po" | "pot" => Format::Po,
        "xlf" | "xliff" | "sdlxliff" | "mqxliff" | "mxliff" => Format::Xliff,
        "sdltm" => Format::Sdltm,
        "jjak" => Format::Jjak,
        _ => {
            let message = "the ending says no format that is known".to_string();
            let error = Error::new(Kind::Unsupported(message)).in_file(path);
            return Err(error.cure(
                "name it .tmx, .tsv, .xlsx, .jsonl, .po, .xlf, .sdltm or .jjak (a memory); \
                 for converting say --to",
            ));
        }
    })
}

/// Opens a file, `-` for standard input.
///
/// # Errors
/// When the file cannot be read or is not of its format; all name the file.
pub(super) fn open(path: &Path, wanted: Wanted<'_>) -> Result<Bilingual> {
    open_as(path, format_of(path)?, wanted).map_err(|error| error.in_file(path))
}

fn open_as(path: &Path, format: Format, wanted: Wanted<'_>) -> Result<Bilingual> {
    let fallback = || wanted.source.cloned().unwrap_or_else(LangTag::ko_kr);
    let header = || Header::new(&fallback(), jiff::Timestamp::now());
    refuse_packed(path, format)?;
    match format {
        Format::Xlsx => {
            let file = std::fs::File::open(path).map_err(|error| Error::io(path, error))?;
            let target = wanted.target.cloned().unwrap_or_else(LangTag::en_us);
            let units = xlsx::Reader::new(BufReader::new(file), fallback(), target)?;
            return Bilingual::of(header(), named(path, units));
        }
        Format::Sdltm => return Bilingual::of(header(), named(path, sdltm::Reader::open(path)?)),
        Format::Jjak => {
            let file = path.to_path_buf();
            // Opened here too, so that what is no memory is told before anything is written.
            Store::open_existing(path)?;
            let units = handed(move |each| {
                Store::open_existing(&file)?.for_each_unit(|stored| {
                    let mut unit = stored.unit;
                    if unit.id().is_none() {
                        unit.set_id(stored.number.to_string());
                    }
                    each(Placed { unit, line: None })
                })
            });
            return Ok(Bilingual {
                header: header(),
                langs: None,
                beside: Beside::default(),
                passed_over: PassedOver::default(),
                units: Box::new(units),
            });
        }
        _ => {}
    }
    let (mut input, progress) = tmx::open(path)?;
    let format = if is_stream(path) { sniff(&mut input)? } else { format };
    match format {
        Format::Tmx => Ok(tmx_units(Memory::over(path, input, progress)?)),
        Format::Tsv => tsv_units(path, input, wanted, header()),
        Format::Jsonl => {
            let units = named(path, jsonl::Reader::new(input));
            Ok(Bilingual {
                header: header(),
                langs: None,
                beside: Beside::default(),
                passed_over: PassedOver::default(),
                units,
            })
        }
        Format::Po => {
            // Catalogues are of programs, which speak English.
            let source = wanted.source.cloned().unwrap_or_else(LangTag::en_us);
            let target = wanted.target.cloned().unwrap_or_else(LangTag::ko_kr);
            let input = decoded(input, wanted, Some(decode::CHARSET))?;
            let reader = po::Reader::new(input, source, target);
            let passed_over = reader.passed_over();
            Ok(Bilingual { passed_over, ..Bilingual::of(header(), named(path, reader))? })
        }
        _ => {
            let input = decoded(input, wanted, Some(decode::XML))?;
            let reader = xliff::Reader::new(input);
            let passed_over = reader.passed_over();
            Ok(Bilingual { passed_over, ..Bilingual::of(header(), named(path, reader))? })
        }
    }
}

/// Refuses workbooks and databases that are packed: they have to be read from any place.
fn refuse_packed(path: &Path, format: Format) -> Result<()> {
    let (kind, zip_is_own) = match format {
        Format::Xlsx => ("workbook", true),
        Format::Sdltm => ("Trados memory", false),
        Format::Jjak => ("memory", false),
        _ => return Ok(()),
    };
    let mut head = [0; 4];
    let mut file = std::fs::File::open(path).map_err(|error| Error::io(path, error))?;
    let read = std::io::Read::read(&mut file, &mut head).map_err(|error| Error::io(path, error))?;
    let (packer, cure) = match &head[..read] {
        [0x1F, 0x8B, ..] => ("gzip", "gunzip"),
        [b'P', b'K', 3, 4] if !zip_is_own => ("zip", "unzip"),
        _ => return Ok(()),
    };
    let error = Error::new(Kind::Unsupported(format!("this {kind} is packed with {packer}")));
    Err(error.cure(format!("unpack it first: {cure} '{}'", path.display())))
}

/// A text file as UTF-8; `label` is how files of its kind name their encoding.
fn decoded(
    input: Input,
    wanted: Wanted<'_>,
    label: Option<&'static str>,
) -> Result<decode::Stream<Input>> {
    decode::Stream::new(input, decode::Hints { encoding: wanted.encoding, label })
}

impl Bilingual {
    /// Units of a file that has two languages; the first unit says which.
    fn of(header: Header, mut units: Units) -> Result<Self> {
        let first = units.next().transpose()?;
        let langs = first.as_ref().and_then(|placed| languages(&placed.unit));
        Ok(Bilingual::with(header, langs, Box::new(first.into_iter().map(Ok).chain(units))))
    }

    fn with(mut header: Header, langs: Option<[LangTag; 2]>, units: Units) -> Self {
        if let Some([source, _]) = &langs {
            header.attributes.set("srclang", source.as_str());
        }
        Bilingual {
            header,
            langs,
            beside: Beside::default(),
            passed_over: PassedOver::default(),
            units,
        }
    }
}

fn languages(unit: &Unit) -> Option<[LangTag; 2]> {
    match unit.variants.as_slice() {
        [one, two, ..] => Some([one.lang.clone(), two.lang.clone()]),
        _ => None,
    }
}

/// The same units, whose errors name the file.
fn named(path: &Path, units: impl Iterator<Item = Result<Placed>> + Send + 'static) -> Units {
    let path = path.to_path_buf();
    Box::new(units.map(move |unit| unit.map_err(|error| error.in_file(&path))).fuse())
}

fn tmx_units(mut memory: Memory) -> Bilingual {
    let header = memory.reader.header().clone();
    let beside = Beside::of_tmx(memory.reader.prolog().remarks());
    let seen = beside.clone();
    let units = std::iter::from_fn(move || {
        let unit = memory.next();
        seen.add(memory.reader.remarks());
        let line = memory.reader.place(0).line;
        Some(unit.transpose()?.map(|unit| Placed { unit, line }))
    });
    Bilingual {
        header,
        langs: None,
        beside,
        passed_over: PassedOver::default(),
        units: Box::new(units.fuse()),
    }
}

/// A table, or the memory of Wordfast Classic, which is one too.
fn tsv_units(path: &Path, input: Input, wanted: Wanted<'_>, header: Header) -> Result<Bilingual> {
    let mut input = decoded(input, wanted, None)?;
    let head = String::from_utf8_lossy(input.fill_buf().map_err(Error::reading)?);
    if wordfast::is_wordfast(&head) {
        return Bilingual::of(header, named(path, wordfast::Reader::new(input)?));
    }
    let source = wanted.source.cloned().unwrap_or_else(LangTag::ko_kr);
    let target = wanted.target.cloned().unwrap_or_else(LangTag::en_us);
    let reader = tsv::Reader::new(input, &tsv::Options::new(source, target))?;
    let langs = Some(reader.langs().clone());
    Ok(Bilingual::with(header, langs, named(path, reader)))
}

/// The format that the first bytes show.
fn sniff(input: &mut Input) -> Result<Format> {
    let bytes = input.fill_buf().map_err(|error| Error::new(Kind::Io(error)))?;
    // UTF-16 is read as if it were Latin: enough to see the name of the root element.
    let shown: String =
        bytes.iter().take(4096).filter(|byte| **byte != 0).map(|byte| char::from(*byte)).collect();
    let shown = shown.trim_start_matches(|c: char| c.is_whitespace() || !c.is_ascii());
    Ok(if shown.starts_with('<') {
        if shown.contains("<xliff") { Format::Xliff } else { Format::Tmx }
    } else if shown.starts_with('{') {
        Format::Jsonl
    } else if shown.lines().any(|line| line.starts_with("msgid ")) {
        Format::Po
    } else if shown.contains('\t') {
        Format::Tsv
    } else {
        // Its reader says best what is wrong with it.
        Format::Tmx
    })
}
