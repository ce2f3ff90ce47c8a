//! `jjak tm`: the memory on the command line, a file per subcommand.

mod analyze;
mod args;
mod concordance;
mod edit;
mod export;
mod fillable;
mod import;
mod lookup;
mod pretranslate;
mod remove;
mod segments;
mod selection;

use serde_json::json;

use crate::error::Result;
use crate::memory::index;
use crate::memory::store::{Stats, Store};

use super::{Outcome, output};

pub(super) use args::TmArgs;
use args::{Format, OneArgs, TmCommand};

pub(super) fn run(args: &TmArgs) -> Result<Outcome> {
    match &args.command {
        TmCommand::Import(args) => import::run(args),
        TmCommand::Export(args) => export::run(args),
        TmCommand::Stats(args) => stats(args),
        TmCommand::Lookup(args) => lookup::run(args),
        TmCommand::Concordance(args) => concordance::run(args),
        TmCommand::Analyze(args) => analyze::run(args),
        TmCommand::Pretranslate(args) => pretranslate::run(args),
        TmCommand::Edit(args) => edit::run(args),
        TmCommand::Remove(args) => remove::run(args),
        TmCommand::Compact(args) => compact(args),
        TmCommand::Check(args) => check(args),
    }
}

fn line(value: &serde_json::Value) -> String {
    format!("{value}\n")
}

fn stats(args: &OneArgs) -> Result<Outcome> {
    let stats = Store::open_existing(&args.memory)?.stats()?;
    let Stats { units, languages, documents, created, bytes } = &stats;
    let out = match args.format {
        Format::Json => {
            let languages: Vec<_> = languages
                .iter()
                .map(|(lang, texts, characters)| {
                    json!({ "lang": lang, "texts": texts, "characters": characters })
                })
                .collect();
            let (first, last) = created.clone().unzip();
            line(&json!({
                "units": units, "languages": languages, "documents": documents,
                "created_first": first, "created_last": last, "bytes": bytes,
            }))
        }
        Format::Text => {
            let mut out = format!("units      {units}\ndocuments  {documents}\n");
            for (lang, texts, characters) in languages {
                out.push_str(&format!("{lang:<9}  {texts} texts, {characters} characters\n"));
            }
            if let Some((first, last)) = created {
                out.push_str(&format!("created    {first} to {last}\n"));
            }
            out.push_str(&format!("bytes      {bytes}\n"));
            out
        }
    };
    output::print(out.as_bytes())?;
    Ok(Outcome::Fine)
}

fn compact(args: &OneArgs) -> Result<Outcome> {
    let mut store = Store::open_existing(&args.memory)?;
    let before = store.stats()?.bytes;
    store.compact()?;
    index::discard(store.path());
    let after = store.stats()?.bytes;
    let out = match args.format {
        Format::Json => line(&json!({ "bytes_before": before, "bytes_after": after })),
        Format::Text => format!("{before} bytes before, {after} after\n"),
    };
    output::print(out.as_bytes())?;
    Ok(Outcome::Fine)
}

fn check(args: &OneArgs) -> Result<Outcome> {
    let store = Store::open_existing(&args.memory)?;
    let faults = store.check()?;
    let out = match args.format {
        Format::Json => line(&json!({ "faults": faults })),
        Format::Text if faults.is_empty() => "the memory is sound\n".to_string(),
        Format::Text => faults.iter().map(|fault| format!("{fault}\n")).collect(),
    };
    output::print(out.as_bytes())?;
    Ok(if faults.is_empty() { Outcome::Fine } else { Outcome::Findings })
}
