//! `jjak tmx repair`: a readable memory out of a broken one.

use std::path::PathBuf;

use clap::Args;

use crate::cli::Outcome;
use crate::error::Result;
use crate::tmx::{Mended, Repair, mend};

use super::files::{Memory, Sink, say_report};

#[derive(Debug, Args)]
#[command(
    after_help = "Units that needed no repair stay byte for byte; with --valid all are written as \
    'jjak tmx convert' does it, for readers that refuse a file with a foreign attribute. Dates that \
    mean but one time are written as YYYYMMDDThhmmssZ. What was done is listed on standard error, \
    with line, column and unit.\nExit codes: 0 nothing to repair, 1 repaired, 2 \
    could not run.\nExamples:\n  jjak tmx repair broken.tmx -o whole.tmx\n  \
    gunzip -c old.tmx.gz | jjak tmx repair - 2> repairs.txt > whole.tmx"
)]
pub(super) struct RepairArgs {
    /// TMX file, packed with gzip or zip or not; - for standard input
    file: PathBuf,
    /// Write every unit anew, valid against the DTD and OmegaT's schema
    #[arg(long)]
    valid: bool,
    /// File to write; without it, standard output
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &RepairArgs) -> Result<Outcome> {
    let mut memory = Memory::lenient(&args.file)?;
    let name = args.file.display();
    let mut sink = Sink::create(args.output.as_deref())?;
    let say = |repair: &Repair| anstream::eprintln!("{name}: {repair}");
    let mended = mend(&mut memory.reader, &mut sink, args.valid, say);
    let Mended { kept, changed, lost, repairs, told, report } =
        mended.map_err(|error| error.in_file(&args.file))?;
    sink.commit()?;
    say_report(&report);
    let more = repairs - told;
    let more = if more > 0 { format!(" ({more} not listed)") } else { String::new() };
    anstream::eprintln!(
        "{name}: {} units read, {kept} as they were, {changed} changed, {lost} left out; \
         {repairs} repairs{more}",
        kept + changed + lost
    );
    Ok(if repairs == 0 { Outcome::Fine } else { Outcome::Findings })
}
