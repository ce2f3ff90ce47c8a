//! `jjak tmx repair`: a readable memory out of a broken one.

use std::path::PathBuf;

use clap::Args;

use crate::cli::Outcome;
use crate::error::Result;

use super::files::{Deed, Memory, edit};

#[derive(Debug, Args)]
#[command(
    after_help = "Units that needed no repair stay byte for byte. What was done is listed on \
    standard error, with line, column and unit.\nExit codes: 0 nothing to repair, 1 repaired, 2 \
    could not run.\nExamples:\n  jjak tmx repair broken.tmx -o whole.tmx\n  \
    gunzip -c old.tmx.gz | jjak tmx repair - 2> repairs.txt > whole.tmx"
)]
pub(super) struct RepairArgs {
    /// TMX file, packed with gzip or zip or not; - for standard input
    file: PathBuf,
    /// File to write; without it, standard output
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &RepairArgs) -> Result<Outcome> {
    let mut memory = Memory::lenient(&args.file)?;
    let (counts, _) = edit(&mut memory, args.output.as_deref(), None, |_| Ok(Deed::Keep))?;
    let name = args.file.display();
    for repair in memory.reader.repairs() {
        anstream::eprintln!("{name}: {repair}");
    }
    let (made, listed) = (memory.reader.repairs_made(), memory.reader.repairs().len());
    let more =
        if made > listed { format!(" ({} not listed)", made - listed) } else { String::new() };
    anstream::eprintln!("{name}: {} units, {made} repairs{more}", counts.kept);
    Ok(if made == 0 { Outcome::Fine } else { Outcome::Findings })
}
