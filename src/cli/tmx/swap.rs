//! `jjak tmx swap`: the other direction.

use std::path::PathBuf;

use clap::Args;

use crate::cli::Outcome;
use crate::error::Result;
use crate::lang::tag::LangTag;
use crate::unit::Unit;

use super::files::{Deed, Memory, edit};

#[derive(Debug, Args)]
#[command(
    after_help = "The variant in the new source language comes first, and srclang names it. \
    Example:\n  jjak tmx swap ko-en.tmx --source en-US -o en-ko.tmx"
)]
pub(super) struct SwapArgs {
    /// TMX file; - for standard input
    file: PathBuf,
    /// Language that becomes the source
    #[arg(long, value_name = "TAG", value_parser = super::files::tag)]
    source: LangTag,
    /// File to write; without it, standard output
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &SwapArgs) -> Result<Outcome> {
    let mut memory = Memory::open(&args.file)?;
    let mut header = memory.reader.header().clone();
    header.attributes.set("srclang", args.source.written());
    let mut missing = 0;
    let (counts, _) = edit(&mut memory, args.output.as_deref(), Some(&header), |unit| {
        if unit.variant(&args.source).is_none() {
            missing += 1;
            return Ok(Deed::Keep);
        }
        Ok(if swap(unit, &args.source) { Deed::Change } else { Deed::Keep })
    })?;
    anstream::eprintln!("{} units swapped, {missing} without {}", counts.changed, args.source);
    Ok(Outcome::Fine)
}

/// Puts the variant of the language first; `false` when nothing had to be changed.
fn swap(unit: &mut Unit, source: &LangTag) -> bool {
    let Some(variant) = unit.variant(source) else { return false };
    let index = unit.variants.iter().position(|own| std::ptr::eq(own, variant)).unwrap_or(0);
    let names_source = unit.attributes.get("srclang").is_some();
    if names_source {
        unit.attributes.set("srclang", source.written());
    }
    unit.variants[..=index].rotate_right(1);
    index > 0 || names_source
}
