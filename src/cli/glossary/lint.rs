//! `jjak glossary lint`: what is wrong with glossaries themselves.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::align::Lexicon;
use crate::cli::Outcome;
use crate::cli::args::FindingFormat;
use crate::cli::input::read_text;
use crate::cli::output;
use crate::error::{Error, Result};
use crate::glossary::format::Format;
use crate::glossary::{Glossary, lint};

use super::{comes_with_jjak, load};

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  jjak glossary lint mine.tsv
  jjak glossary lint ai-semiconductors client.xlsx --format jsonl

Exit code 1 when something is found. Rules: duplicate, contradiction, one-syllable, substring-trap
(전기로: an electric furnace, or 'by electricity'), forbidden-in-target, untrimmed, mixed-script,
self-test (+example: a text in which the term must be found, -example: one in which it must not).
docs/glossaries.md explains them.")]
pub(in crate::cli) struct LintArgs {
    /// Glossary files, or names of glossaries that come with jjak
    #[arg(required = true)]
    pub glossaries: Vec<PathBuf>,
    /// Findings as text or as JSON lines
    #[arg(long, value_enum, default_value_t = FindingFormat::Text)]
    pub format: FindingFormat,
}

pub(super) fn run(args: &LintArgs) -> Result<Outcome> {
    let mut out = String::new();
    let mut count = 0;
    for name in &args.glossaries {
        let glossary = load(name)?;
        let text = written(name)?;
        let flaws = lint::flaws(&glossary, &text, &|word| Lexicon::core().is_noun(word));
        count += flaws.len();
        // Writing to a string cannot fail.
        for flaw in &flaws {
            let place = name.display();
            let _ = match args.format {
                FindingFormat::Text => writeln!(
                    out,
                    "{place}:{}: {}: {}\n  help: {}",
                    flaw.line, flaw.rule, flaw.message, flaw.help
                ),
                FindingFormat::Jsonl => {
                    let file = serde_json::json!({ "file": place.to_string() });
                    let mut object = serde_json::to_value(flaw).unwrap_or_default();
                    if let (Some(object), Some(file)) = (object.as_object_mut(), file.as_object()) {
                        object.extend(file.clone());
                    }
                    writeln!(out, "{object}")
                }
            };
        }
        if args.format == FindingFormat::Text {
            let entries = glossary.entries.len();
            let _ =
                writeln!(out, "{}: {entries} entries, {} findings", name.display(), flaws.len());
        }
    }
    output::print(out.as_bytes())?;
    Ok(if count == 0 { Outcome::Fine } else { Outcome::Findings })
}

/// The lines of a table with tabs, for the blanks that reading takes away; nothing of other formats.
fn written(name: &Path) -> Result<String> {
    if comes_with_jjak(name) {
        return Ok(Glossary::shipped_text(&name.to_string_lossy())?.to_string());
    }
    let bytes = std::fs::read(name).map_err(|error| Error::io(name, error))?;
    match Format::detect(&bytes, name) {
        Format::Tsv => read_text(name, None),
        _ => Ok(String::new()),
    }
}
