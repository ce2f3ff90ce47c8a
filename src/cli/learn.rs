//! `jjak learn`: word pairs out of earlier translations, to align by.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::align::Lexicon;
use crate::align::learned::{Counter, Learned, Limits};
use crate::error::{Error, Result};
use crate::lang::tag::LangTag;
use crate::unit::pairing::{LangPair, Pairing};

use super::args::Reading;
use super::bilingual::{self, Wanted};
use super::input::read_text;
use super::{Outcome, output};

const EXAMPLES: &str = "Examples:
  jjak learn 2025.tmx 2026.tmx -o news.lex
  jjak learn news.jjak -o news.lex              from a memory of jjak tm
  jjak align ko.txt en.txt --learn news.lex -o news.tmx
  jjak align ko.txt en.txt --learn 2025.tmx -o news.tmx

The result is a table, a pair a line: Korean, English, units with both, units with the Korean word,
units with the English word, score; tab separated, the surest first. Lines may be changed, added
(Korean, tab, English are enough) or taken out.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct LearnArgs {
    /// Translations in any bilingual format or a memory of jjak tm; or .lex files to join
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// File to write; without it, standard output
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    #[command(flatten)]
    reading: Reading,
}

pub(super) fn run(args: &LearnArgs) -> Result<Outcome> {
    let learned = from_files(&args.files, args.reading.encoding.as_deref())?;
    output::write_all(args.output.as_deref(), learned.to_table().as_bytes())?;
    let said = format!("{} word pairs\n", learned.pairs().len());
    match args.output.as_deref() {
        Some(path) if !output::is_stream(path) => output::print(said.as_bytes())?,
        _ => anstream::eprint!("{said}"),
    }
    Ok(Outcome::Fine)
}

/// The word pairs of all these files, translations and tables of pairs.
pub(super) fn from_files(files: &[PathBuf], encoding: Option<&str>) -> Result<Learned> {
    let mut counter = Counter::new(Lexicon::core(), Limits::memory());
    let mut tables = Learned::default();
    for path in files {
        if path.extension().is_some_and(|ending| ending == "lex") {
            let text = read_text(path, encoding)?;
            let table = Learned::parse(&text).map_err(|error| error.in_file(path))?;
            tables = tables.joined(table);
        } else {
            count(path, encoding, &mut counter)?;
        }
    }
    Ok(tables.joined(counter.finish()))
}

/// Counts the units of a file of translations, in whichever direction, and says on standard error
/// which could not be counted.
fn count(path: &Path, encoding: Option<&str>, counter: &mut Counter<'_>) -> Result<()> {
    let asked = LangPair::any(LangTag::ko_kr(), LangTag::en_us());
    let mut pairing = Pairing::default();
    let wanted = Wanted { encoding, ..Wanted::default() };
    for placed in bilingual::open(path, wanted)?.units {
        let unit = placed?.unit;
        if let Some([ko, en]) = pairing.pair(&asked, &unit) {
            counter.add(&ko.content.plain_text(), &en.content.plain_text());
        }
    }
    if pairing.paired == 0 {
        let has = match pairing.languages() {
            languages if languages.is_empty() => String::new(),
            languages => format!(": they have {languages}"),
        };
        let units = pairing.unpaired();
        let error = format!("none of the {units} units has both Korean and English text{has}");
        let error = Error::usage(error).in_file(path);
        return Err(error.cure("give translations between Korean and English"));
    }
    say_passed_over(path, &pairing, &asked);
    Ok(())
}

/// Says on standard error which units of a file gave no pair.
pub(super) fn say_passed_over(path: &Path, pairing: &Pairing, asked: &LangPair) {
    for (what, count, has) in pairing.reasons(asked) {
        anstream::eprintln!("note: {}: {what} passed over: {count} ({has})", path.display());
    }
}
