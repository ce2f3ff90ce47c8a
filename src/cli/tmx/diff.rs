//! `jjak tmx diff`: what changed between two memories.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::cli::{Outcome, output};
use crate::error::Result;
use crate::tmx::memory::{Difference, Identity, differences};
use crate::unit::Unit;

use super::files::{Memory, SamenessOption};

#[derive(Debug, Args)]
#[command(after_help = "Units are told apart by their source text. Both memories are held in \
    memory. Exit codes: 0 the same, 1 they differ.\n\
    Example:\n  jjak tmx diff old.tmx new.tmx --ignore blanks --format tsv")]
pub(super) struct DiffArgs {
    /// The memory as it was
    old: PathBuf,
    /// The memory as it is
    new: PathBuf,
    /// Lines for people, or a table: what, source, old targets, new targets
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    sameness: SamenessOption,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Tsv,
}

pub(super) fn run(args: &DiffArgs) -> Result<Outcome> {
    let (source, old) = read(&args.old)?;
    let (_, new) = read(&args.new)?;
    let identity = Identity { sameness: args.sameness.sameness(), source: source.as_ref() };
    let found = differences(&identity, &old, &new);
    let mut out = match args.format {
        Format::Text => String::new(),
        Format::Tsv => "change\tsource\told\tnew\n".to_string(),
    };
    let mut counts = [0; 3];
    for difference in &found {
        let (kind, name, before, after) = match difference {
            Difference::Added(unit) => (0, "added", None, Some(unit)),
            Difference::Removed(unit) => (1, "removed", Some(unit), None),
            Difference::Changed(old, new) => (2, "changed", Some(old), Some(new)),
        };
        counts[kind] += 1;
        let unit = before.or(after);
        let source = unit.and_then(|unit| identity.source_of(unit));
        let source = source.map(|source| source.content.plain_text()).unwrap_or_default();
        let texts = |unit: Option<&Unit>| unit.map(|unit| targets(&identity, unit));
        let (old, new) = (texts(before), texts(after));
        match args.format {
            Format::Tsv => {
                let cells = [name, &source, &old.unwrap_or_default(), &new.unwrap_or_default()];
                out.push_str(&(cells.map(cell).join("\t") + "\n"));
            }
            Format::Text => {
                let lines = [(' ', Some(source.into_owned())), ('-', old), ('+', new)];
                for (sign, text) in lines {
                    if let Some(text) = text {
                        out.push_str(&format!("{sign} {}\n", cell(&text)));
                    }
                }
            }
        }
    }
    if args.format == Format::Text {
        let [added, removed, changed] = counts;
        out.push_str(&format!("{added} added, {removed} removed, {changed} changed\n"));
    }
    output::print(out.as_bytes())?;
    Ok(if found.is_empty() { Outcome::Fine } else { Outcome::Findings })
}

fn read(path: &Path) -> Result<(Option<crate::lang::tag::LangTag>, Vec<Unit>)> {
    let mut memory = Memory::open(path)?;
    let mut units = Vec::new();
    while let Some(unit) = memory.next()? {
        units.push(unit);
    }
    Ok((memory.reader.header().source_lang(), units))
}

/// The texts of the targets.
fn targets(identity: &Identity<'_>, unit: &Unit) -> String {
    let source = identity.source_of(unit);
    let targets = unit.variants.iter().filter(|v| !source.is_some_and(|s| std::ptr::eq(*v, s)));
    let texts: Vec<_> = targets.map(|variant| variant.content.plain_text()).collect();
    texts.join(" | ")
}

/// A text on one line.
fn cell(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}
