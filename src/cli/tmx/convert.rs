//! `jjak tmx convert`: from any bilingual format to any other.

use std::io::{BufReader, Seek};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::cli::Outcome;
use crate::error::{Error, Kind, Result};
use crate::formats::{jsonl, po, sdltm, tsv, wordfast, xliff, xlsx};
use crate::lang::tag::LangTag;
use crate::text::decode;
use crate::tmx::{self, Charset, Header, Options, Profile, Writer};
use crate::unit::Unit;

use super::files::{Memory, Sink, say_report, tag};

#[derive(Debug, Args)]
#[command(after_help = "Formats are told by the ending of the file: .tmx (.tmx.gz, .zip), .tsv, \
    .xlsx, .jsonl, .po, .xlf (--to xliff2 for 2.0); Trados .sdltm and Wordfast .txt are read only.\nExamples:\n  jjak tmx convert old.tmx -o new.tmx              1.1 to 1.4, valid\n  \
    jjak tmx convert memory.tmx -o memory.tsv --source ko --target en\n  \
    jjak tmx convert table.tsv -o memory.tmx --source ko-KR --target en-US\n  \
    jjak tmx convert memory.tmx -o plain.tmx --level 1 --encoding utf-16 --profile omegat")]
pub(super) struct ConvertArgs {
    /// File to read; - for TMX on standard input
    file: PathBuf,
    /// File to write; - for standard output
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
    /// Format to write; by default by the ending of OUT
    #[arg(long, value_enum)]
    to: Option<Format>,
    /// Source language, where the format holds two languages (default: what the file says)
    #[arg(long, value_name = "TAG", value_parser = tag)]
    source: Option<LangTag>,
    /// Target language, where the format holds two languages
    #[arg(long, value_name = "TAG", value_parser = tag)]
    target: Option<LangTag>,
    /// Encoding of the TMX file
    #[arg(long, value_enum, default_value_t = Encoding::Utf8)]
    encoding: Encoding,
    /// Level of the TMX file: 1 is plain text, 2 has inline codes
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=2), default_value_t = 2)]
    level: u8,
    /// Program the TMX file is for
    #[arg(long, value_enum, default_value_t = For::Generic)]
    profile: For,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
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
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Encoding {
    #[value(name = "utf-8")]
    Utf8,
    #[value(name = "utf-16")]
    Utf16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum For {
    Generic,
    Omegat,
    Trados,
    Memoq,
}

/// Units from any format, with the header of those that have one.
struct Source {
    header: Header,
    units: Box<dyn Iterator<Item = Result<Unit>>>,
    langs: Option<[LangTag; 2]>,
}

impl Source {
    /// Units that were read at once; the first one says which languages there are.
    fn of(mut header: Header, units: Vec<Unit>) -> Self {
        let langs = match units.first().map(|unit| unit.variants.as_slice()) {
            Some([one, two, ..]) => Some([one.lang.clone(), two.lang.clone()]),
            _ => None,
        };
        if let Some([source, _]) = &langs {
            header.attributes.set("srclang", source.as_str());
        }
        Source { header, units: Box::new(units.into_iter().map(Ok)), langs }
    }
}

pub(super) fn run(args: &ConvertArgs) -> Result<Outcome> {
    let to = match args.to {
        Some(to) => to,
        None => format_of(&args.output)?,
    };
    let source = open(args)?;
    let mut sink = Sink::create(Some(&args.output))?;
    match to {
        Format::Tmx => write_tmx(args, source, &mut sink)?,
        Format::Tsv => write_tsv(args, source, &mut sink)?,
        Format::Jsonl => {
            for unit in source.units {
                jsonl::write(&mut sink, &unit?)?;
            }
        }
        Format::Xlsx => write_xlsx(args, source, &mut sink)?,
        Format::Po => write_po(args, source, &mut sink)?,
        Format::Xliff => write_xliff(args, source, &mut sink, xliff::Version::V1_2)?,
        Format::Xliff2 => write_xliff(args, source, &mut sink, xliff::Version::V2_0)?,
        Format::Sdltm => {
            let error = Error::new(Kind::Unsupported("Trados memories are read only".into()));
            return Err(error.cure("write a .tmx file: Trados Studio imports it"));
        }
    }
    sink.commit()?;
    Ok(Outcome::Fine)
}

/// The format that the ending of the file says.
fn format_of(path: &Path) -> Result<Format> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let name = name.to_ascii_lowercase();
    let has = |ending: &str| name.ends_with(ending);
    if has(".tmx") || has(".tmx.gz") || has(".zip") || name == "-" {
        Ok(Format::Tmx)
    } else if has(".tsv") || has(".txt") {
        Ok(Format::Tsv)
    } else if has(".jsonl") || has(".ndjson") {
        Ok(Format::Jsonl)
    } else if has(".xlsx") {
        Ok(Format::Xlsx)
    } else if has(".po") {
        Ok(Format::Po)
    } else if has(".xlf") || has(".xliff") {
        Ok(Format::Xliff)
    } else if has(".sdltm") {
        Ok(Format::Sdltm)
    } else {
        let message = "the ending says no format that is known".to_string();
        let error = Error::new(Kind::Unsupported(message)).in_file(path);
        Err(error.cure("name it .tmx, .tsv, .xlsx, .jsonl, .po or .xlf, or say --to"))
    }
}

fn open(args: &ConvertArgs) -> Result<Source> {
    let path = args.file.clone();
    let fallback = || args.source.clone().unwrap_or_else(LangTag::ko_kr);
    let new_header = || Header::new(&fallback(), jiff::Timestamp::now());
    let in_file = move |unit: Result<Unit>| unit.map_err(|error| error.in_file(&path));
    Ok(match format_of(&args.file)? {
        Format::Tmx => {
            let mut memory = Memory::open(&args.file)?;
            let header = memory.reader.header().clone();
            let units = std::iter::from_fn(move || memory.next().transpose()).fuse();
            Source { header, units: Box::new(units), langs: None }
        }
        Format::Tsv => {
            let bytes = std::fs::read(&args.file).map_err(|error| Error::io(&args.file, error))?;
            let text = decode::decode(&bytes, decode::Hints::default())
                .map_err(|error| error.in_file(&args.file))?
                .text;
            if wordfast::is_wordfast(&text) {
                let units = wordfast::read(&text).map_err(|error| error.in_file(&args.file))?;
                return Ok(Source::of(new_header(), units));
            }
            let target = args.target.clone().unwrap_or_else(LangTag::en_us);
            let options = tsv::Options::new(fallback(), target);
            let reader = tsv::Reader::new(std::io::Cursor::new(text), &options);
            let reader = reader.map_err(|error| error.in_file(&args.file))?;
            let langs = Some(reader.langs().clone());
            Source { header: new_header(), units: Box::new(reader.map(in_file)), langs }
        }
        Format::Xlsx => {
            let file = std::fs::File::open(&args.file);
            let file = BufReader::new(file.map_err(|error| Error::io(&args.file, error))?);
            let target = args.target.clone().unwrap_or_else(LangTag::en_us);
            let units = xlsx::read(file, &fallback(), &target);
            Source::of(new_header(), units.map_err(|error| error.in_file(&args.file))?)
        }
        Format::Po => {
            let file = std::fs::File::open(&args.file);
            let file = file.map_err(|error| Error::io(&args.file, error))?;
            let english = args.source.clone().unwrap_or_else(LangTag::en_us);
            let target = args.target.clone().unwrap_or_else(LangTag::ko_kr);
            let units = po::read(file, &english, &target);
            Source::of(new_header(), units.map_err(|error| error.in_file(&args.file))?)
        }
        Format::Xliff | Format::Xliff2 => {
            let bytes = std::fs::read(&args.file).map_err(|error| Error::io(&args.file, error))?;
            let text = decode::decode(&bytes, decode::Hints::default())
                .map_err(|error| error.in_file(&args.file))?
                .text;
            let units = xliff::read(&text).map_err(|error| error.in_file(&args.file))?;
            Source::of(new_header(), units)
        }
        Format::Sdltm => {
            let mut units = Vec::new();
            sdltm::read(&args.file, |unit| {
                units.push(unit);
                Ok(())
            })?;
            Source::of(new_header(), units)
        }
        Format::Jsonl => {
            let (input, _) = tmx::open(&args.file)?;
            let units = jsonl::Reader::new(BufReader::new(input)).map(in_file);
            Source { header: new_header(), units: Box::new(units), langs: None }
        }
    })
}

fn write_tmx(args: &ConvertArgs, source: Source, sink: &mut Sink) -> Result<()> {
    let options = Options {
        charset: match args.encoding {
            Encoding::Utf8 => Charset::UTF_8,
            Encoding::Utf16 => Charset::UTF_16,
        },
        plain: args.level == 1,
        profile: match args.profile {
            For::Generic => Profile::Generic,
            For::Omegat => Profile::Omegat,
            For::Trados => Profile::Trados,
            For::Memoq => Profile::Memoq,
        },
    };
    let mut units = source.units;
    let first = units.next().transpose()?;
    let header = options.profile.header(&source.header, first.as_ref());
    let mut writer = Writer::with(sink, &header, options)?;
    for unit in first.into_iter().map(Ok).chain(units) {
        writer.write(&unit?)?;
    }
    say_report(&writer.finish()?);
    Ok(())
}

fn write_tsv(args: &ConvertArgs, mut source: Source, sink: &mut Sink) -> Result<()> {
    let first = source.units.next().transpose()?;
    let [from, to] = languages(args, &source, first.as_ref())?;
    let mut writer = tsv::Writer::new(sink, tsv::Options::new(from, to))?;
    for unit in first.into_iter().map(Ok).chain(source.units) {
        writer.write(&unit?)?;
    }
    say_left_out(writer.finish()?);
    Ok(())
}

fn write_po(args: &ConvertArgs, mut source: Source, sink: &mut Sink) -> Result<()> {
    let first = source.units.next().transpose()?;
    let [from, to] = languages(args, &source, first.as_ref())?;
    let mut writer = po::Writer::new(sink, from, to)?;
    for unit in first.into_iter().map(Ok).chain(source.units) {
        writer.write(&unit?)?;
    }
    say_left_out(writer.finish()?);
    Ok(())
}

fn write_xliff(
    args: &ConvertArgs,
    mut source: Source,
    sink: &mut Sink,
    version: xliff::Version,
) -> Result<()> {
    let first = source.units.next().transpose()?;
    let [from, to] = languages(args, &source, first.as_ref())?;
    let mut writer = xliff::Writer::new(sink, version, from, to)?;
    for unit in first.into_iter().map(Ok).chain(source.units) {
        writer.write(&unit?)?;
    }
    say_left_out(writer.finish()?);
    Ok(())
}

/// Writes a workbook, which is put together in a temporary file.
fn write_xlsx(args: &ConvertArgs, mut source: Source, sink: &mut Sink) -> Result<()> {
    let failed = |error| Error::io(&args.output, error);
    let first = source.units.next().transpose()?;
    let [from, to] = languages(args, &source, first.as_ref())?;
    let mut writer = xlsx::Writer::new(from, to)?;
    for unit in first.into_iter().map(Ok).chain(source.units) {
        writer.write(&unit?)?;
    }
    let mut file = tempfile::tempfile().map_err(failed)?;
    say_left_out(writer.finish(&mut file)?);
    file.rewind().map_err(failed)?;
    std::io::copy(&mut file, sink).map_err(failed)?;
    Ok(())
}

/// Says on standard error what a table could not hold.
fn say_left_out(left_out: tsv::LeftOut) {
    if left_out.units > 0 {
        anstream::eprintln!("note: units without both languages left out: {}", left_out.units);
    }
    if left_out.codes > 0 {
        anstream::eprintln!("note: inline codes left out: {}", left_out.codes);
    }
}

/// The two languages to write: those asked for, else those of the file and its first unit.
fn languages(args: &ConvertArgs, source: &Source, first: Option<&Unit>) -> Result<[LangTag; 2]> {
    let unknown = |what: &str| {
        let error = Error::usage(format!("the file does not say its {what} language"));
        error.cure(format!("give it: --{what} TAG"))
    };
    let said = source.langs.as_ref();
    let variants = first.map(|unit| unit.variants.as_slice()).unwrap_or_default();
    let from = args.source.clone().or_else(|| said.map(|langs| langs[0].clone()));
    let from = from.or_else(|| source.header.source_lang());
    let from = from.or_else(|| variants.first().map(|variant| variant.lang.clone()));
    let from = from.ok_or_else(|| unknown("source"))?;
    let to = args.target.clone().or_else(|| said.map(|langs| langs[1].clone()));
    let other = |variant: &&crate::unit::Variant| variant.lang.primary() != from.primary();
    let to = to.or_else(|| variants.iter().find(other).map(|variant| variant.lang.clone()));
    Ok([from, to.ok_or_else(|| unknown("target"))?])
}
