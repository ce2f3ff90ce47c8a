//! `jjak tmx info`: what is in a memory.

use std::fmt::Write;
use std::path::PathBuf;

use clap::Args;

use crate::cli::{Outcome, output};
use crate::error::{Error, Kind, Result};
use crate::tmx::Statistics;

use super::files::Memory;

/// How many names of a list are shown.
const SHOWN: usize = 12;

#[derive(Debug, Args)]
#[command(
    after_help = "All cores are used. Memory: some ten MB, whatever the size of the file; to \
    tell duplicates a hash a unit is kept, past two million units in temporary files.\n\
    Examples:\n  jjak tmx info client.tmx\n  jjak tmx info --json *.tmx | jq .statistics.units"
)]
pub(super) struct InfoArgs {
    /// TMX files, packed with gzip or zip or not; - for standard input
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// One JSON object a file
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &InfoArgs) -> Result<Outcome> {
    for path in &args.files {
        let mut memory = Memory::open(path)?;
        let statistics = Statistics::of(&mut memory.reader);
        let statistics = statistics.map_err(|error| error.in_file(path))?;
        let text = if args.json { json(&memory, &statistics)? } else { text(&memory, &statistics) };
        output::print(text.as_bytes())?;
    }
    Ok(Outcome::Fine)
}

fn json(memory: &Memory, statistics: &Statistics) -> Result<String> {
    let (encoding, mark) = memory.reader.encoding();
    let header: serde_json::Map<String, serde_json::Value> =
        memory.reader.header().attributes.iter().map(|(k, v)| (k.into(), v.into())).collect();
    let warnings: Vec<String> = memory.reader.warnings().iter().map(ToString::to_string).collect();
    let value = serde_json::json!({
        "file": memory.path.display().to_string(), "version": memory.reader.header().version(),
        "encoding": encoding, "byteOrderMark": mark, "header": header, "warnings": warnings,
        "statistics": statistics,
    });
    let text = serde_json::to_string(&value);
    text.map(|text| text + "\n").map_err(|error| Error::new(Kind::Io(error.into())))
}

fn text(memory: &Memory, statistics: &Statistics) -> String {
    let header = memory.reader.header();
    let mut out = format!("{}\n", memory.path.display());
    let mut row = |name: &str, value: String| {
        if !value.is_empty() {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "  {name:<12} {value}");
        }
    };
    let attribute = |name: &str| header.attributes.get(name).unwrap_or_default();
    let tool = format!("{} {}", attribute("creationtool"), attribute("creationtoolversion"));
    let (encoding, mark) = memory.reader.encoding();
    row("tool", tool.trim().to_string());
    row("version", header.version().unwrap_or("none").to_string());
    row("encoding", format!("{encoding}{}", if mark { " with byte order mark" } else { "" }));
    row("source", attribute("srclang").to_string());
    row("units", statistics.units.to_string());
    for (lang, counts) in &statistics.languages {
        let empty =
            if counts.empty > 0 { format!(", {} empty", counts.empty) } else { String::new() };
        let (variants, words, characters) = (counts.variants, counts.words, counts.characters);
        row(lang, format!("{variants} texts{empty}, {words} words, {characters} characters"));
    }
    let sizes = statistics.variants.iter().filter(|(size, _)| **size != 2);
    let sizes: Vec<String> = sizes.map(|(size, count)| format!("{count} of {size}")).collect();
    row("variants", sizes.join(", "));
    if let Some((first, last)) = &statistics.dates {
        row("dates", format!("{first} to {last}"));
    }
    row("users", list(&statistics.users));
    row("props", list(&statistics.props));
    row("codes", list(&statistics.codes));
    if statistics.notes > 0 {
        row("notes", statistics.notes.to_string());
    }
    row("duplicates", statistics.duplicates.to_string());
    for warning in memory.reader.warnings().iter().take(SHOWN) {
        row("warning", warning.to_string());
    }
    out
}

/// The commonest names, each with its count.
fn list(counts: &std::collections::BTreeMap<String, usize>) -> String {
    let mut names: Vec<_> = counts.iter().collect();
    names.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let shown = names.iter().take(SHOWN).map(|(name, count)| format!("{name} {count}"));
    let mut shown: Vec<String> = shown.collect();
    if names.len() > SHOWN {
        shown.push(format!("and {} more", names.len() - SHOWN));
    }
    shown.join(", ")
}
