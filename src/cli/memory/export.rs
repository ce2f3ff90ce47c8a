//! `jjak tm export`: a memory as TMX.

use std::path::PathBuf;

use clap::Args;

use crate::cli::Outcome;
use crate::cli::args::Languages;
use crate::cli::tmx::files::{Sink, say_report};
use crate::error::Result;
use crate::memory::store::Store;
use crate::tmx;

use super::selection::Selection;

#[derive(Debug, Args)]
#[command(
    after_help = "Without conditions all units are written, each as it came in.\nExamples:\n  \
    jjak tm export -m news.jjak -o all.tmx\n  \
    jjak tm export -m news.jjak --after 20260101 --match 'ko=반도체' -o chips.tmx\n  \
    jjak tm export -m news.jjak --document '봄.txt' | jjak tmx info -"
)]
pub(in crate::cli) struct ExportArgs {
    /// Memory to write
    #[arg(short, long, value_name = "FILE")]
    memory: PathBuf,
    /// TMX file to write; without it, standard output
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    languages: Languages,
}

pub(super) fn run(args: &ExportArgs) -> Result<Outcome> {
    let store = Store::open_existing(&args.memory)?;
    let source = &args.languages.source_lang;
    let mut sink = Sink::create(args.output.as_deref())?;
    let mut writer =
        tmx::Writer::new(&mut sink, &tmx::Header::new(source, jiff::Timestamp::now()))?;
    let mut written = 0;
    store.for_each_unit(|stored| {
        if args.selection.is_met(&stored, source) {
            written += 1;
            writer.write(&stored.unit)?;
        }
        Ok(())
    })?;
    say_report(&writer.finish()?);
    sink.commit()?;
    let nothing = written == 0 && !args.selection.is_empty();
    Ok(if nothing { Outcome::Findings } else { Outcome::Fine })
}
