//! `jjak tm pretranslate`: an article with what the memories have for it, as TMX.

use std::path::PathBuf;

use clap::Args;

use crate::cli::args::{Languages, Reading};
use crate::cli::input::read_article;
use crate::error::Result;
use crate::memory::lookup::{Match, Request};
use crate::memory::score::{Difference, Score};
use crate::memory::substitute;
use crate::tmx;
use crate::unit::{Content, Unit, Variant};

use super::args::{Memories, percent};
use crate::cli::{Outcome, output};

#[derive(Debug, Args)]
pub(in crate::cli) struct PretranslateArgs {
    /// Article (.txt, .md, .html)
    file: PathBuf,
    #[command(flatten)]
    memories: Memories,
    /// Lowest score in percent
    #[arg(long, default_value_t = 85.0, value_parser = percent)]
    min: f64,
    /// TMX file to write; without it, standard output
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    #[command(flatten)]
    languages: Languages,
    #[command(flatten)]
    reading: Reading,
}

pub(super) fn run(args: &PretranslateArgs) -> Result<Outcome> {
    let document = read_article(&args.file, args.reading.encoding.as_deref(), false)?;
    let texts: Vec<String> = document.segments.into_iter().map(|segment| segment.text).collect();
    let mut memories = args.memories.open_some()?;
    let header = tmx::Header::new(&args.languages.source_lang, jiff::Timestamp::now());
    let mut out = Vec::new();
    let mut writer = tmx::Writer::new(&mut out, &header)?;
    let mut filled = 0;
    for (at, text) in texts.iter().enumerate() {
        let request = Request {
            before: at.checked_sub(1).map(|before| texts[before].clone()),
            after: texts.get(at + 1).cloned(),
            min: Score::from_percent(args.min),
            ..Request::new(text)
        };
        let (source, target) = (&args.languages.source_lang, &args.languages.target_lang);
        if let Some(found) = memories.best(source, target, &request)? {
            writer.write(&unit(args, text, &memories.name(found.memory), &found.matched))?;
            filled += 1;
        }
    }
    writer.finish()?;
    output::write_all(args.output.as_deref(), &out)?;
    anstream::eprintln!("{filled} of {} segments filled in", texts.len());
    Ok(if filled == texts.len() { Outcome::Fine } else { Outcome::Findings })
}

/// The segment with its translation, its score, its state and where it came from as props.
fn unit(args: &PretranslateArgs, text: &str, origin: &str, found: &Match) -> Unit {
    let scored = &found.scored;
    let stored = &found.stored.unit.variants[found.target].content;
    let numbers = scored.differences == [Difference::Number]
        && scored.similarity == Score::EXACT
        && stored.is_plain();
    let changed = match numbers {
        true => substitute::numbers(&found.source_text(), text, &found.target_text()),
        false => None,
    };
    let state = match scored.similarity {
        _ if changed.is_some() => "numbers-substituted",
        Score::EXACT if scored.differences.is_empty() => "exact",
        _ => "fuzzy",
    };
    let content = changed.map_or_else(|| stored.clone(), Content::from_text);
    let mut unit = Unit::pair(
        Variant::text(args.languages.source_lang.clone(), text),
        Variant::new(args.languages.target_lang.clone(), content),
    );
    unit.set_prop("x-jjak-score", format!("{:.2}", scored.score.percent()));
    unit.set_prop("x-jjak-state", state);
    unit.set_prop("x-jjak-origin", format!("{origin}#{}", found.stored.number));
    unit
}
