//! `jjak tm pretranslate`: an article with what the memories have for it, as TMX.

use crate::cli::input::read_article;
use crate::error::Result;
use crate::memory::lookup::{Match, Memory, Request};
use crate::memory::score::{Difference, Score};
use crate::memory::substitute;
use crate::tmx;
use crate::unit::{Content, Unit, Variant};

use super::args::PretranslateArgs;
use crate::cli::{Outcome, output};

pub(super) fn run(args: &PretranslateArgs) -> Result<Outcome> {
    let document = read_article(&args.file, args.reading.encoding.as_deref(), false)?;
    let texts: Vec<String> = document.segments.into_iter().map(|segment| segment.text).collect();
    let mut memories = super::open(&args.memories)?;
    let header = tmx::Header::new(&args.languages.source_lang, jiff::Timestamp::now());
    let mut out = Vec::new();
    let mut writer = tmx::Writer::new(&mut out, &header)?;
    let mut filled = 0;
    for (at, text) in texts.iter().enumerate() {
        let request = Request {
            before: at.checked_sub(1).map(|before| texts[before].clone()),
            after: texts.get(at + 1).cloned(),
            min: Score::from_percent(args.min),
            top: 1,
            ..Request::new(text)
        };
        if let Some((origin, found)) = best(&mut memories, args, &request)? {
            writer.write(&unit(args, text, &origin, &found))?;
            filled += 1;
        }
    }
    writer.finish()?;
    output::write_all(args.output.as_deref(), &out)?;
    anstream::eprintln!("{filled} of {} segments filled in", texts.len());
    Ok(if filled == texts.len() { Outcome::Fine } else { Outcome::Findings })
}

/// The best match, of equals that of the memory that was named first.
fn best(
    memories: &mut [Memory],
    args: &PretranslateArgs,
    request: &Request,
) -> Result<Option<(String, Match)>> {
    let mut best: Option<(String, Match)> = None;
    let (source, target) = (&args.languages.source_lang, &args.languages.target_lang);
    for memory in memories {
        if let Some(found) = memory.lookup(source, target, request)?.pop()
            && best.as_ref().is_none_or(|(_, old)| found.scored.score > old.scored.score)
        {
            best = Some((memory.store.path().display().to_string(), found));
        }
    }
    Ok(best)
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
