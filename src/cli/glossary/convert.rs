//! `jjak glossary convert`: a glossary from one format into another.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::Outcome;
use crate::cli::args::Reading;
use crate::cli::output;
use crate::error::{Error, Kind, Result};
use crate::glossary::format::{Format, Lost};

use super::read;

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  jjak glossary convert mine.tsv mine.tbx                  TBX 3, TBX-Basic, style DCA
  jjak glossary convert mine.tsv mine.tbx --to tbx2        for programs that read martif
  jjak glossary convert client.xlsx client.tsv
  jjak glossary convert client.tbx deepl.csv --to deepl
  jjak glossary convert glossary.txt mine.tsv --from omegat

The format of the input is told by its content, that of the output by its ending (.tsv .csv .xlsx
.tbx .utx), unless named. What a format cannot hold is counted on standard error, by kind. Korean
is the source language and English the target, whatever their order in the file.")]
pub(in crate::cli) struct ConvertArgs {
    /// Glossary to read
    pub input: PathBuf,
    /// Glossary to write; - for standard output
    pub output: PathBuf,
    /// Format of the input
    #[arg(long, value_enum)]
    pub from: Option<FormatName>,
    /// Format of the output
    #[arg(long, value_enum)]
    pub to: Option<FormatName>,
    #[command(flatten)]
    pub reading: Reading,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FormatName {
    /// Our table: header, tabs between cells
    Tsv,
    /// Our table with commas
    Csv,
    /// Our table as an Excel workbook
    Xlsx,
    /// Source, target and comment between tabs, no header
    Omegat,
    /// Source and target between commas, no header, each source once
    Deepl,
    /// Google Cloud Translation, equivalent term sets
    Google,
    /// TBX 2 (martif), as most programs read it
    Tbx2,
    /// TBX 3, TBX-Basic, data categories as attributes
    Tbx3Dca,
    /// TBX 3, TBX-Basic, data categories as tags
    Tbx3Dct,
    /// TBX 3, TBX-Min
    TbxMin,
    /// TBX 3, TBX-Core: terms and notes only
    TbxCore,
    /// UTX 1.20
    Utx,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Format {
        match name {
            FormatName::Tsv => Format::Tsv,
            FormatName::Csv => Format::Csv,
            FormatName::Xlsx => Format::Xlsx,
            FormatName::Omegat => Format::Omegat,
            FormatName::Deepl => Format::Deepl,
            FormatName::Google => Format::Google,
            FormatName::Tbx2 => Format::Tbx2,
            FormatName::Tbx3Dca => Format::Tbx3Dca,
            FormatName::Tbx3Dct => Format::Tbx3Dct,
            FormatName::TbxMin => Format::TbxMin,
            FormatName::TbxCore => Format::TbxCore,
            FormatName::Utx => Format::Utx,
        }
    }
}

pub(super) fn run(args: &ConvertArgs) -> Result<Outcome> {
    let to = match args.to {
        Some(name) => name.into(),
        None if output::is_stream(&args.output) => Format::Tsv,
        None => Format::of(&args.output).ok_or_else(|| {
            let what = "the ending of this name is that of no glossary format".to_string();
            Error::new(Kind::Unsupported(what))
                .in_file(&args.output)
                .cure("name the format: --to tbx2")
        })?,
    };
    let encoding = args.reading.encoding.as_deref();
    let (glossary, not_read) = read(&args.input, args.from.map(Format::from), encoding)?;
    let (bytes, not_written) = to.write(&glossary)?;
    output::write_all(Some(&args.output), &bytes)?;
    tell("not read", &not_read);
    tell("not kept", &not_written);
    Ok(Outcome::Fine)
}

fn tell(what: &str, lost: &Lost) {
    for (kind, count) in lost.iter() {
        anstream::eprintln!("{what}: {kind} ({count})");
    }
}
