//! `jjak tmx convert`: from any bilingual format to any other.

use std::io::Seek;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::Outcome;
use crate::cli::bilingual::{self, Bilingual, Format, Wanted, format_of};
use crate::error::{Error, Kind, Result};
use crate::formats::{LeftOut, Placed, jsonl, po, tsv, xliff, xlsx};
use crate::lang::tag::LangTag;
use crate::tmx::{Charset, Options, Profile, Writer};

use super::files::{Sink, say_report, tag};

#[derive(Debug, Args)]
#[command(after_help = "Formats are told by the ending of the file: .tmx (.tmx.gz, .zip), .tsv, \
    .xlsx, .jsonl, .po, .xlf (--to xliff2 for 2.0); Trados .sdltm, Wordfast .txt and memories \
    (.jjak) are read only. All are read and written unit by unit; of a workbook the texts that Excel keeps \
    apart from the sheet are held in memory while it is read.\nExamples:\n  \
    jjak tmx convert old.tmx -o new.tmx              1.1 to 1.4, valid\n  \
    jjak tmx convert memory.tmx -o memory.tsv --source ko --target en\n  \
    jjak tmx convert memory.tmx -o memory.xlsx --prop x-project --prop x-document\n  \
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
    /// Prop to write into a column of its own, of a table or workbook; may be repeated
    #[arg(long = "prop", value_name = "TYPE")]
    props: Vec<String>,
    /// Program the TMX file is for
    #[arg(long, value_enum, default_value_t = For::Generic)]
    profile: For,
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

pub(super) fn run(args: &ConvertArgs) -> Result<Outcome> {
    let to = match args.to {
        Some(to) => to,
        None => format_of(&args.output)?,
    };
    options_apply(args, to)?;
    let wanted =
        Wanted { source: args.source.as_ref(), target: args.target.as_ref(), encoding: None };
    let source = bilingual::open(&args.file, wanted)?;
    let mut sink = Sink::create(Some(&args.output))?;
    let header_held = to == Format::Tmx;
    let header = source.header.annotations.0.len();
    match to {
        Format::Tmx => write_tmx(args, source, &mut sink)?,
        Format::Tsv => write_tsv(args, source, &mut sink)?,
        Format::Jsonl => {
            for placed in source.units {
                jsonl::write(&mut sink, &placed?.unit)?;
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
        Format::Jjak => {
            let error = Error::usage("a memory is not written but added to");
            return Err(error.cure("import the file: jjak tm import -m MEMORY FILE"));
        }
    }
    if !header_held && header > 0 {
        anstream::eprintln!("note: notes and props of the header left out: {header}");
    }
    sink.commit()?;
    Ok(Outcome::Fine)
}

/// Whether the options that were given mean anything for this format.
fn options_apply(args: &ConvertArgs, to: Format) -> Result<()> {
    let of_tmx = args.encoding != Encoding::Utf8 || args.level != 2 || args.profile != For::Generic;
    if of_tmx && to != Format::Tmx {
        let error = Error::usage("--encoding, --level and --profile are for TMX files");
        return Err(error.cure("leave them away, or write a .tmx file"));
    }
    if !args.props.is_empty() && !matches!(to, Format::Tsv | Format::Xlsx) {
        let error = Error::usage("--prop is for columns of a table or workbook");
        return Err(error.cure("leave it away, or write a .tsv or .xlsx file"));
    }
    Ok(())
}

fn write_tmx(args: &ConvertArgs, source: Bilingual, sink: &mut Sink) -> Result<()> {
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
    let header = options.profile.header(&source.header, first.as_ref().map(|first| &first.unit));
    let mut writer = Writer::with(sink, &header, options)?;
    for placed in first.into_iter().map(Ok).chain(units) {
        writer.write(&placed?.unit)?;
    }
    say_report(&writer.finish()?);
    Ok(())
}

fn write_tsv(args: &ConvertArgs, mut source: Bilingual, sink: &mut Sink) -> Result<()> {
    let first = source.units.next().transpose()?;
    let [from, to] = languages(args, &source, first.as_ref())?;
    let options = tsv::Options { props: args.props.clone(), ..tsv::Options::new(from, to) };
    let mut writer = tsv::Writer::new(sink, options)?;
    for placed in first.into_iter().map(Ok).chain(source.units) {
        writer.write(&placed?.unit)?;
    }
    say_left_out(&writer.finish()?);
    Ok(())
}

fn write_po(args: &ConvertArgs, mut source: Bilingual, sink: &mut Sink) -> Result<()> {
    let first = source.units.next().transpose()?;
    let [from, to] = languages(args, &source, first.as_ref())?;
    let mut writer = po::Writer::new(sink, from, to)?;
    for placed in first.into_iter().map(Ok).chain(source.units) {
        writer.write(&placed?.unit)?;
    }
    say_left_out(&writer.finish()?);
    Ok(())
}

fn write_xliff(
    args: &ConvertArgs,
    mut source: Bilingual,
    sink: &mut Sink,
    version: xliff::Version,
) -> Result<()> {
    let first = source.units.next().transpose()?;
    let [from, to] = languages(args, &source, first.as_ref())?;
    let mut writer = xliff::Writer::new(sink, version, from, to)?;
    for placed in first.into_iter().map(Ok).chain(source.units) {
        writer.write(&placed?.unit)?;
    }
    say_left_out(&writer.finish()?);
    Ok(())
}

/// Writes a workbook, which is put together in a temporary file.
fn write_xlsx(args: &ConvertArgs, mut source: Bilingual, sink: &mut Sink) -> Result<()> {
    let failed = |error| Error::io(&args.output, error);
    let first = source.units.next().transpose()?;
    let [from, to] = languages(args, &source, first.as_ref())?;
    let mut writer = xlsx::Writer::new(from, to, args.props.clone())?;
    for placed in first.into_iter().map(Ok).chain(source.units) {
        writer.write(&placed?.unit)?;
    }
    let mut file = tempfile::tempfile().map_err(failed)?;
    say_left_out(&writer.finish(&mut file)?);
    file.rewind().map_err(failed)?;
    std::io::copy(&mut file, sink).map_err(failed)?;
    Ok(())
}

/// Says on standard error what the format could not hold.
fn say_left_out(left_out: &LeftOut) {
    for (what, count) in left_out.counts() {
        anstream::eprintln!("note: {what} left out: {count}");
    }
}

/// The two languages to write: those asked for, else those of the file and its first unit.
fn languages(
    args: &ConvertArgs,
    source: &Bilingual,
    first: Option<&Placed>,
) -> Result<[LangTag; 2]> {
    let unknown = |what: &str| {
        let error = Error::usage(format!("the file does not say its {what} language"));
        error.cure(format!("give it: --{what} TAG"))
    };
    let said = source.langs.as_ref();
    let variants = first.map(|placed| placed.unit.variants.as_slice()).unwrap_or_default();
    let from = args.source.clone().or_else(|| said.map(|langs| langs[0].clone()));
    let from = from.or_else(|| source.header.source_lang());
    let from = from.or_else(|| variants.first().map(|variant| variant.lang.clone()));
    let from = from.ok_or_else(|| unknown("source"))?;
    let to = args.target.clone().or_else(|| said.map(|langs| langs[1].clone()));
    let other = |variant: &&crate::unit::Variant| variant.lang.primary() != from.primary();
    let to = to.or_else(|| variants.iter().find(other).map(|variant| variant.lang.clone()));
    Ok([from, to.ok_or_else(|| unknown("target"))?])
}
