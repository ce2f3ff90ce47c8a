//! `jjak glossary convert`: a glossary from one format into another.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::Outcome;
use crate::cli::input::read_text;
use crate::cli::output;
use crate::error::{Error, Kind, Result};
use crate::glossary::format::Format;

#[derive(Debug, Args)]
#[command(
    after_help = "Formats go by the ending of a name (.tsv .txt .tab .csv .tbx .xml .utx) unless named. What
the output format cannot hold is counted on standard error."
)]
pub(in crate::cli) struct ConvertArgs {
    /// Glossary to read
    pub input: PathBuf,
    /// Glossary to write
    pub output: PathBuf,
    /// Format of the input
    #[arg(long, value_enum)]
    pub from: Option<FormatName>,
    /// Format of the output
    #[arg(long, value_enum)]
    pub to: Option<FormatName>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FormatName {
    Tsv,
    Csv,
    Omegat,
    Deepl,
    Google,
    Tbx2,
    Tbx3Dca,
    Tbx3Dct,
    Utx,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Format {
        match name {
            FormatName::Tsv => Format::Tsv,
            FormatName::Csv => Format::Csv,
            FormatName::Omegat => Format::Omegat,
            FormatName::Deepl => Format::Deepl,
            FormatName::Google => Format::Google,
            FormatName::Tbx2 => Format::Tbx2,
            FormatName::Tbx3Dca => Format::Tbx3Dca,
            FormatName::Tbx3Dct => Format::Tbx3Dct,
            FormatName::Utx => Format::Utx,
        }
    }
}

pub(super) fn run(args: &ConvertArgs) -> Result<Outcome> {
    let format = |named: Option<FormatName>, path: &PathBuf, option: &str| {
        named.map(Format::from).or_else(|| Format::of(path)).ok_or_else(|| {
            let what = "the ending of this name is that of no glossary format".to_string();
            Error::new(Kind::Unsupported(what))
                .in_file(path)
                .cure(format!("name the format: {option}"))
        })
    };
    let (from, to) = (
        format(args.from, &args.input, "--from tbx2")?,
        format(args.to, &args.output, "--to tbx2")?,
    );
    let glossary = from.read(&read_text(&args.input, None)?, &args.input)?;
    let (text, lost) = to.write(&glossary);
    output::write_all(Some(&args.output), text.as_bytes())?;
    for (what, count) in lost.iter() {
        anstream::eprintln!("not kept: {what} ({count} entries)");
    }
    Ok(Outcome::Fine)
}
