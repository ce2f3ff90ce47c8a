//! `jjak tmx`: work on translation memories, a file per subcommand.
//!
//! Memories are read unit by unit, packed with gzip or zip or not, and results appear whole or not
//! at all. What is not touched is written back byte for byte.

mod convert;
mod dedupe;
mod diff;
pub(super) mod files;
pub(super) mod filter;
mod info;
mod langs;
pub(super) mod merge;
mod pairs;
mod repair;
mod split;
mod swap;
mod validate;

use clap::{Args, Subcommand};

use crate::error::Result;

use super::Outcome;

#[derive(Debug, Args)]
pub(super) struct TmxArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Say what is in a memory: languages, counts, dates, users, props, codes, duplicates
    Info(info::InfoArgs),
    /// Check a memory against the standard and what its readers refuse
    Validate(validate::ValidateArgs),
    /// Put right what can be put right, and list it
    Repair(repair::RepairArgs),
    /// Write a memory as another format, encoding or level, or another format as TMX
    Convert(convert::ConvertArgs),
    /// Keep the units that meet conditions
    Filter(filter::FilterArgs),
    /// Cut a memory into several, by size, language, date or a prop
    Split(split::SplitArgs),
    /// Join memories, with a policy for units that differ
    Merge(merge::MergeArgs),
    /// Take out units that came before
    Dedupe(dedupe::DedupeArgs),
    /// Compare two memories: units added, removed, changed
    Diff(diff::DiffArgs),
    /// Make the target the source
    Swap(swap::SwapArgs),
    /// List language tags, or write others in their place
    Langs(langs::LangsArgs),
}

pub(super) fn run(args: &TmxArgs) -> Result<Outcome> {
    match &args.command {
        Command::Info(args) => info::run(args),
        Command::Validate(args) => validate::run(args),
        Command::Repair(args) => repair::run(args),
        Command::Convert(args) => convert::run(args),
        Command::Filter(args) => filter::run(args),
        Command::Split(args) => split::run(args),
        Command::Merge(args) => merge::run(args),
        Command::Dedupe(args) => dedupe::run(args),
        Command::Diff(args) => diff::run(args),
        Command::Swap(args) => swap::run(args),
        Command::Langs(args) => langs::run(args),
    }
}
