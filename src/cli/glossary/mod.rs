//! `jjak glossary`: the glossaries that come with jjak, and work on glossaries; loading those that
//! `-g` names.

mod convert;
mod find;
mod lint;
mod mine;

use std::path::Path;

use clap::{Args, Subcommand};

use crate::error::{Error, Kind, Result};
use crate::glossary::Glossary;
use crate::glossary::format::{Format, Lost};

use super::Outcome;
use super::input::read_text;
use super::output;

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  jjak glossary                                names of the glossaries that come with jjak
  jjak glossary show ai-semiconductors         print one, to copy and change
  jjak glossary find -g mine.tsv news.ko.txt   where its terms stand")]
pub(in crate::cli) struct GlossaryArgs {
    #[command(subcommand)]
    pub command: Option<GlossaryCommand>,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum GlossaryCommand {
    /// List the glossaries that come with jjak
    List,
    /// Print a glossary that comes with jjak
    Show(ShowArgs),
    /// Say where the terms of a glossary stand in a Korean text
    Find(find::FindArgs),
    /// Propose entries from the glosses of Korean articles: 쿤룬(Kunlun)
    Mine(mine::MineArgs),
    /// Look for mistakes in a glossary itself
    Lint(lint::LintArgs),
    /// Write a glossary in another format: TSV, CSV, XLSX, OmegaT, DeepL, Google, TBX, UTX
    Convert(convert::ConvertArgs),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ShowArgs {
    /// Name of the glossary
    pub name: String,
}

pub(super) fn run(args: &GlossaryArgs) -> Result<Outcome> {
    match &args.command {
        None | Some(GlossaryCommand::List) => list(),
        Some(GlossaryCommand::Show(args)) => {
            output::print(Glossary::shipped_text(&args.name)?.as_bytes())?;
            Ok(Outcome::Fine)
        }
        Some(GlossaryCommand::Find(args)) => find::run(args),
        Some(GlossaryCommand::Mine(args)) => mine::run(args),
        Some(GlossaryCommand::Lint(args)) => lint::run(args),
        Some(GlossaryCommand::Convert(args)) => convert::run(args),
    }
}

fn list() -> Result<Outcome> {
    let line = |name: &&str| -> Result<String> {
        Ok(format!("{name}\t{} entries\n", Glossary::shipped(name)?.entries.len()))
    };
    let text = Glossary::shipped_names().iter().map(line).collect::<Result<String>>()?;
    output::print(text.as_bytes())?;
    Ok(Outcome::Fine)
}

/// Loads the glossary that `-g` names: a file of any format if there is one, else one that comes
/// with jjak.
pub(super) fn load(name: &Path) -> Result<Glossary> {
    match comes_with_jjak(name) {
        true => shipped(name),
        false => Ok(read(name, None, None)?.0),
    }
}

/// As [`load`]; a list of terms without targets will do.
fn load_terms(name: &Path) -> Result<Glossary> {
    if comes_with_jjak(name) {
        return shipped(name);
    }
    let bytes = std::fs::read(name).map_err(|error| Error::io(name, error))?;
    match Format::detect(&bytes, name) {
        Format::Tsv => Glossary::parse_terms(&read_text(name, None)?, name),
        format => Ok(format.read(&bytes, name, None)?.0),
    }
}

/// Reads a glossary file; without a format, in that which its content and its ending show.
fn read(path: &Path, format: Option<Format>, encoding: Option<&str>) -> Result<(Glossary, Lost)> {
    let bytes = std::fs::read(path).map_err(|error| Error::io(path, error))?;
    format.unwrap_or_else(|| Format::detect(&bytes, path)).read(&bytes, path, encoding)
}

/// Whether a name is a plain word, and that of no file.
fn comes_with_jjak(name: &Path) -> bool {
    name.components().count() == 1 && name.extension().is_none() && !name.exists()
}

fn shipped(name: &Path) -> Result<Glossary> {
    Glossary::shipped(&name.to_string_lossy()).map_err(|error| match error.kind() {
        Kind::Unknown { .. } => error,
        _ => error.in_file(name),
    })
}
