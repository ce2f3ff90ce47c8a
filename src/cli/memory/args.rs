//! The arguments of `jjak tm`, and the options that several of its commands have.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::error::{Error, Result};
use crate::lang::script::{self, Language};
use crate::lang::tag::LangTag;
use crate::memory::lookup::Memory;
use crate::memory::score::Score;
use crate::memory::several;
use crate::memory::store::Store;

use super::{analyze, concordance, edit, export, import, lookup, pretranslate, remove};
use crate::cli::args::Languages;
use crate::cli::config::ConfigOption;

const EXAMPLES: &str = "Examples:
  jjak tm import -m news.jjak 2025.tmx 2026.tmx
  jjak tm lookup -m news.jjak '정부는 새 계획을 발표했다.'
  jjak tm lookup -m mine.jjak -m agency.jjak=5 article.ko.txt --format json
  jjak tm concordance -m news.jjak 쿤룬
  jjak tm analyze -m news.jjak *.ko.txt --format html -o quote.html
  jjak tm export -m news.jjak -o all.tmx

A memory is one file, which import makes. Beside it stands a folder of the same name and .index,
which can be deleted at any time. Texts are looked up in the language they are written in.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct TmArgs {
    #[command(subcommand)]
    pub command: TmCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum TmCommand {
    /// Add the units of bilingual files; the same file twice changes nothing
    Import(import::ImportArgs),
    /// Write a memory, or the units that meet conditions, as TMX
    Export(export::ExportArgs),
    /// Count units, texts and documents
    Stats(OneArgs),
    /// Find the best matches of a text, or of each segment of a file
    Lookup(lookup::LookupArgs),
    /// Find where a word or phrase was translated
    Concordance(concordance::ConcordanceArgs),
    /// Count how much of a text is translated already
    Analyze(analyze::AnalyzeArgs),
    /// Fill in what the memories have for a file
    Pretranslate(pretranslate::PretranslateArgs),
    /// Change a unit
    Edit(edit::EditArgs),
    /// Take units out, by number or by what they are
    Remove(remove::RemoveArgs),
    /// Give the room of removed units back, and make the index anew
    Compact(OneArgs),
    /// Look for damage
    Check(OneArgs),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct OneArgs {
    /// Memory
    #[arg(short, long, value_name = "FILE")]
    pub memory: PathBuf,
    /// Output as text or JSON
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Memories {
    /// Memory to look in, with the percent its matches lose: FILE or FILE=5; may be repeated; by
    /// default the memories of jjak.toml
    #[arg(short, long = "memory", value_name = "FILE[=PENALTY]")]
    pub memories: Vec<String>,
    /// Percent that the matches of memories without a penalty of their own lose
    #[arg(long, value_name = "PERCENT", default_value_t = 0.0, value_parser = percent)]
    pub penalty: f64,
    /// Write nothing to the memories
    #[arg(long)]
    pub read_only: bool,
    #[command(flatten)]
    pub config: ConfigOption,
}

impl Memories {
    /// Opens them, of which there may be none.
    pub(super) fn open(&self) -> Result<several::Memories> {
        let open = |written: &String| {
            let (path, own) = named(written);
            let penalty = Score::from_percent(own.unwrap_or(self.penalty)).0;
            match self.read_only {
                true => Ok(Memory::new(Store::open_read_only(&path)?, penalty)),
                false => Memory::open(&path, penalty),
            }
        };
        let named = self.config.load()?.memories(&self.memories);
        named.iter().map(open).collect::<Result<_>>().map(several::Memories)
    }

    /// Opens them; there must be one.
    pub(super) fn open_some(&self) -> Result<several::Memories> {
        let memories = self.open()?;
        if memories.0.is_empty() {
            let error = Error::usage("no memory is named");
            return Err(error.cure("name one: -m FILE, or memories = [\"FILE\"] in jjak.toml"));
        }
        Ok(memories)
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Format {
    /// For people
    #[default]
    Text,
    /// One JSON object a line
    Json,
}

pub(super) fn percent(written: &str) -> Result<f64, String> {
    match written.trim_end_matches('%').parse::<f64>() {
        Ok(percent) if (0.0..=101.0).contains(&percent) => Ok(percent),
        _ => Err("write a number from 0 to 101".to_string()),
    }
}

/// The path and the penalty in percent of `FILE=PENALTY`; a file whose name ends like that is a
/// file.
fn named(written: &str) -> (PathBuf, Option<f64>) {
    let whole = PathBuf::from(written);
    if let Some((path, penalty)) = written.rsplit_once('=')
        && let Ok(penalty) = percent(penalty)
        && !whole.exists()
    {
        return (PathBuf::from(path), Some(penalty));
    }
    (whole, None)
}

/// Source and target language for a text: they change places when asked to, or when the text is
/// written in the target language.
pub(super) fn direction<'a>(
    languages: &'a Languages,
    reverse: bool,
    text: &str,
) -> [&'a LangTag; 2] {
    let (source, target) = (&languages.source_lang, &languages.target_lang);
    let written = match script::guess(text) {
        Some(Language::Korean) => Some("ko"),
        Some(Language::English) => Some("en"),
        _ => None,
    };
    let is_target = written == Some(target.primary()) && written != Some(source.primary());
    if reverse || is_target { [target, source] } else { [source, target] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_penalty_is_told_from_a_file_name() {
        assert_eq!(named("a.jjak=5"), (PathBuf::from("a.jjak"), Some(5.0)));
        assert_eq!(named("a=b.jjak"), (PathBuf::from("a=b.jjak"), None));
        let folder = tempfile::tempdir().unwrap();
        let odd = folder.path().join("2025=7");
        std::fs::write(&odd, "").unwrap();
        assert_eq!(named(odd.to_str().unwrap()), (odd, None));
    }
}
