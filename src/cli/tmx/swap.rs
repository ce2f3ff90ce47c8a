//! `jjak tmx swap`: the other direction.

use std::path::PathBuf;

use clap::Args;

use crate::cli::Outcome;
use crate::error::{Error, Result};
use crate::lang::tag::LangTag;
use crate::unit::{Unit, Variant};

use super::files::{Deed, Rereadable, edit};

#[derive(Debug, Args)]
#[command(
    after_help = "The variant in the new source language comes first, and srclang names it. \
    A unit without that language stays as it is, and names its own source language.\nExamples:\n  \
    jjak tmx swap ko-en.tmx -o en-ko.tmx\n  \
    jjak tmx swap many.tmx --source en-US -o en-many.tmx"
)]
pub(super) struct SwapArgs {
    /// TMX file; - for standard input
    file: PathBuf,
    /// Language that becomes the source; by default the first target language of the file
    #[arg(long, value_name = "TAG", value_parser = super::files::tag)]
    source: Option<LangTag>,
    /// File to write; without it, standard output
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &SwapArgs) -> Result<Outcome> {
    let file = Rereadable::new(&args.file)?;
    let new = new_source(&file, args)?;
    let mut memory = file.open()?;
    let mut header = memory.reader.header().clone();
    let old = header.source_lang();
    header.attributes.set("srclang", new.as_str());
    let mut missing = 0;
    let (counts, _) = edit(&mut memory, args.output.as_deref(), Some(&header), |unit| {
        if unit.variant(&new).is_none() {
            missing += 1;
            return Ok(if keep_source(unit, old.as_ref()) { Deed::Change } else { Deed::Keep });
        }
        Ok(if swap(unit, &new) { Deed::Change } else { Deed::Keep })
    })?;
    let (read, swapped) = (counts.read(), counts.read() - missing);
    anstream::eprintln!("{read} units read, {swapped} swapped, {missing} without {new}");
    Ok(Outcome::Fine)
}

/// The new source language as the units have it, with or without a region: that of the first unit
/// with a text in it.
fn new_source(file: &Rereadable, args: &SwapArgs) -> Result<LangTag> {
    let (mut found, mut units) = (None, 0);
    file.survey(|reader| {
        let old = reader.header().source_lang();
        for unit in reader {
            let unit = unit?;
            units += 1;
            let variant = match &args.source {
                Some(asked) => unit.variant(asked),
                None => first_target(&unit, old.as_ref()),
            };
            found = variant.map(|variant| variant.lang.clone());
            if found.is_some() {
                break;
            }
        }
        Ok(())
    })?;
    found.ok_or_else(|| {
        let error = match &args.source {
            Some(asked) => Error::usage(format!("none of the {units} units has a text in {asked}")),
            None => Error::usage(format!("none of the {units} units has a second language")),
        };
        error.cure("see what there is with 'jjak tmx langs'").in_file(&args.file)
    })
}

/// The first variant that is not of the source language.
fn first_target<'u>(unit: &'u Unit, source: Option<&LangTag>) -> Option<&'u Variant> {
    let own = unit.source_lang();
    let source = own.as_ref().or(source).or_else(|| unit.variants.first().map(|first| &first.lang));
    unit.variants
        .iter()
        .find(|variant| Some(variant.lang.primary()) != source.map(LangTag::primary))
}

/// Puts the variant of the language first; `false` when nothing had to be changed.
fn swap(unit: &mut Unit, source: &LangTag) -> bool {
    let Some(variant) = unit.variant(source) else { return false };
    let index = unit.variants.iter().position(|own| std::ptr::eq(own, variant)).unwrap_or(0);
    let own = variant.lang.as_str().to_string();
    let names_source = unit.attributes.get("srclang").is_some() || own != source.as_str();
    if names_source {
        unit.attributes.set("srclang", own);
    }
    unit.variants[..=index].rotate_right(1);
    index > 0 || names_source
}

/// Has a unit name the source language that the header named for it; `false` when it does already.
fn keep_source(unit: &mut Unit, old: Option<&LangTag>) -> bool {
    let Some(old) = old.filter(|_| unit.attributes.get("srclang").is_none()) else { return false };
    unit.attributes.set("srclang", old.as_str());
    true
}
