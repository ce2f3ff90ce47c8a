//! `jjak tm remove`: units out of a memory.

use std::path::PathBuf;

use clap::Args;

use crate::cli::args::Languages;
use crate::cli::{Outcome, output};
use crate::error::{Error, Result};
use crate::memory::store::{Store, Stored};

use super::selection::Selection;

#[derive(Debug, Args)]
#[command(after_help = "Units are named by number, or by conditions, of which they meet all.\n\
    Examples:\n  \
    jjak tm remove -m news.jjak 12 57\n  \
    jjak tm remove -m news.jjak --before 20200101 --user agency --dry-run\n  \
    jjak tm remove -m news.jjak --document old.tmx")]
pub(in crate::cli) struct RemoveArgs {
    /// Memory
    #[arg(short, long, value_name = "FILE")]
    memory: PathBuf,
    /// Numbers of units, as lookup and concordance show them
    units: Vec<i64>,
    #[command(flatten)]
    selection: Selection,
    /// Show what would be removed, and remove nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    languages: Languages,
}

pub(super) fn run(args: &RemoveArgs) -> Result<Outcome> {
    let mut store = Store::open_existing(&args.memory)?;
    let chosen = chosen(&store, args)?;
    let missing = match args.selection.is_empty() {
        true => args.units.len() - chosen.len(),
        false => 0,
    };
    let said = if args.dry_run {
        let lines: String = chosen.iter().map(line).collect();
        format!("{lines}{} would be removed, {missing} not there\n", chosen.len())
    } else {
        let numbers: Vec<i64> = chosen.iter().map(|stored| stored.number).collect();
        format!("{} removed, {missing} not there\n", store.remove(&numbers)?)
    };
    output::print(said.as_bytes())?;
    Ok(if missing == 0 && !chosen.is_empty() { Outcome::Fine } else { Outcome::Findings })
}

/// The units that are meant, in order.
fn chosen(store: &Store, args: &RemoveArgs) -> Result<Vec<Stored>> {
    let source = &args.languages.source_lang;
    let mut chosen = Vec::new();
    match (args.units.is_empty(), args.selection.is_empty()) {
        (true, true) => {
            let error = Error::usage("nothing says which units are meant");
            return Err(error.cure("give numbers, or conditions such as --before 20200101"));
        }
        (true, false) => store.for_each_unit(|stored| {
            if args.selection.is_met(&stored, source) {
                chosen.push(stored);
            }
            Ok(())
        })?,
        (false, _) => {
            let numbers: std::collections::BTreeSet<i64> = args.units.iter().copied().collect();
            for number in numbers {
                let found = store.get(number)?;
                chosen.extend(found.filter(|stored| args.selection.is_met(stored, source)));
            }
        }
    }
    Ok(chosen)
}

/// `#12  text | text`.
fn line(stored: &Stored) -> String {
    let texts = stored.unit.variants.iter().map(|variant| variant.content.plain_text());
    format!("#{}  {}\n", stored.number, texts.collect::<Vec<_>>().join(" | "))
}
