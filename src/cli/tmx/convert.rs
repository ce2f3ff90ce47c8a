//! `jjak tmx convert`: from any bilingual format to any other.

use std::io::Seek;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::Outcome;
use crate::cli::bilingual::{self, Bilingual, Format, format_of};
use crate::error::{Error, Kind, Result};
use crate::formats::{jsonl, po, tsv, xliff, xlsx};
use crate::tmx::{Change, Charset, Options, Profile, Writer};
use crate::unit::pairing::LangPair;

use super::files::{Sink, say_report};
use super::pairs::{PairOptions, Pairs};

#[derive(Debug, Args)]
#[command(after_help = "Formats are told by the ending of the file: .tmx (.tmx.gz, .zip), .tsv, \
    .xlsx, .jsonl, .po, .xlf (--to xliff2 for 2.0); Trados .sdltm, Wordfast .txt and memories \
    (.jjak) are read only. All are read and written unit by unit; of a workbook the texts that Excel keeps \
    apart from the sheet are held in memory while it is read.\nExamples:\n  \
    jjak tmx convert old.tmx -o new.tmx              1.1 to 1.4, valid\n  \
    jjak tmx convert memory.tmx -o memory.tsv --source ko --target en\n  \
    jjak tmx convert memory.tmx -o memory.xlsx --prop x-project --prop x-document\n  \
    jjak tmx convert many.tmx -o de.po --source en --target de --any-direction\n  \
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
    #[command(flatten)]
    pairs: PairOptions,
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
    let wanted = args.pairs.wanted();
    let source = bilingual::open(&args.file, wanted)?;
    let (header, beside) = (source.header.annotations.0.len(), source.beside.clone());
    let passed_over = source.passed_over.clone();
    let mut sink = Sink::create(Some(&args.output))?;
    let counts = match to {
        Format::Tmx => write_tmx(args, source, &mut sink)?,
        Format::Jsonl => write_jsonl(source, &mut sink)?,
        Format::Sdltm => {
            let error = Error::new(Kind::Unsupported("Trados memories are read only".into()));
            return Err(error.cure("write a .tmx file: Trados Studio imports it"));
        }
        Format::Jjak => {
            let error = Error::usage("a memory is not written but added to");
            return Err(error.cure("import the file: jjak tm import -m MEMORY FILE"));
        }
        two_languages => write_pairs(args, two_languages, source, &mut sink)?,
    };
    if to != Format::Tmx {
        say_left_out("notes and props of the header", header);
        say_left_out("comments and processing instructions", beside.count());
    }
    say_left_out(passed_over.what(), passed_over.count());
    sink.commit()?;
    let Counts { read, written } = counts;
    anstream::eprintln!("{read} units read, {written} written, {} left out", read - written);
    Ok(Outcome::Fine)
}

/// How many units were read, and how many of them written.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    read: usize,
    written: usize,
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

fn write_tmx(args: &ConvertArgs, source: Bilingual, sink: &mut Sink) -> Result<Counts> {
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
    let Bilingual { header, beside, mut units, .. } = source;
    let before = beside.keep();
    let first = units.next().transpose()?;
    let header = options.profile.header(&header, first.as_ref().map(|first| &first.unit));
    let mut writer = Writer::with_remarks(sink, &header, options, &before)?;
    let mut read = 0;
    for placed in first.into_iter().map(Ok).chain(units) {
        let unit = placed?.unit;
        read += 1;
        writer.remark(&beside.take());
        writer.write(&unit)?;
    }
    writer.remark(&beside.take());
    let report = writer.finish()?;
    say_report(&report);
    Ok(Counts { read, written: read - report.count(Change::UnitLeftOut) })
}

fn write_jsonl(source: Bilingual, sink: &mut Sink) -> Result<Counts> {
    let mut counts = Counts::default();
    for placed in source.units {
        jsonl::write(&mut *sink, &placed?.unit)?;
        counts.read += 1;
        counts.written += 1;
    }
    Ok(counts)
}

/// Writes a file of two languages.
fn write_pairs(
    args: &ConvertArgs,
    to: Format,
    source: Bilingual,
    sink: &mut Sink,
) -> Result<Counts> {
    let mut pairs = Pairs::new(&args.pairs, &args.file, source)?;
    let LangPair { source: one, target: two, .. } = pairs.asked().clone();
    let left_out = match to {
        Format::Tsv => {
            let options = tsv::Options { props: args.props.clone(), ..tsv::Options::new(one, two) };
            let mut writer = tsv::Writer::new(sink, options)?;
            pairs.each(|unit| writer.write(unit))?;
            writer.finish()?
        }
        Format::Po => {
            let mut writer = po::Writer::new(sink, one, two)?;
            pairs.each(|unit| writer.write(unit))?;
            writer.finish()?
        }
        Format::Xlsx => {
            // A workbook is put together in a temporary file.
            let failed = |error| Error::io(&args.output, error);
            let mut writer = xlsx::Writer::new(one, two, args.props.clone())?;
            pairs.each(|unit| writer.write(unit))?;
            let mut file = tempfile::tempfile().map_err(failed)?;
            let left_out = writer.finish(&mut file)?;
            file.rewind().map_err(failed)?;
            std::io::copy(&mut file, sink).map_err(failed)?;
            left_out
        }
        _ => {
            let version = match to {
                Format::Xliff2 => xliff::Version::V2_0,
                _ => xliff::Version::V1_2,
            };
            let mut writer = xliff::Writer::new(sink, version, one, two)?;
            pairs.each(|unit| writer.write(unit))?;
            writer.finish()?
        }
    };
    let read = pairs.end()?;
    left_out.counts().for_each(|(what, count)| say_left_out(what, count));
    Ok(Counts { read: read.units, written: read.paired - left_out.units - left_out.blank })
}

/// Says on standard error what the format could not hold.
fn say_left_out(what: &str, count: usize) {
    if count > 0 {
        anstream::eprintln!("note: {what} left out: {count}");
    }
}
