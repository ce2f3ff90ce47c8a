//! The concordance: where a word or phrase stands in a memory, and how it was translated.

use regex_lite::Regex;

use crate::error::{Error, Result};
use crate::lang::ko::tail;
use crate::text::{Span, key::Key};

use super::index::Kind;
use super::lookup::Memory;
use super::store::{Store, Stored};

/// How many of the newest texts that hold a phrase are weighed against each other.
const WEIGHED: usize = 200;

/// A unit that holds the phrase.
#[derive(Debug, Clone)]
pub struct Hit {
    /// The unit.
    pub stored: Stored,
    /// Place of the variant that holds it.
    pub place: usize,
    /// Where it stands in the plain text of the variant.
    pub spans: Vec<Span>,
    /// Whether it stands as a word, not as a part of another.
    pub word: bool,
}

/// The units that hold `phrase` in any language, those where it is a word first, then the newest.
/// Case and white space do not count, and Korean particles may follow. Returns also in how many
/// texts it stands, of which at most `top` are returned.
///
/// # Errors
/// When the memory cannot be read.
pub fn concordance(memory: &mut Memory, phrase: &str, top: usize) -> Result<(Vec<Hit>, usize)> {
    let wanted = Key::new(phrase).compact();
    if wanted.text().is_empty() {
        return Ok((Vec::new(), 0));
    }
    let find = |text: &str| places(text, wanted.text());
    match memory.index(Kind::Letters)?.containing(phrase) {
        Some(candidates) => {
            let all = candidates.len();
            let places = candidates.into_iter().map(|found| (found.number, found.place));
            let (hits, lost) = weigh(&memory.store, places, find, top)?;
            Ok((hits, all - lost))
        }
        None => scan(&memory.store, find, top),
    }
}

/// The units whose text the expression matches, the newest first; as [`concordance`].
///
/// # Errors
/// When the expression is none, or the memory cannot be read.
pub fn matching(memory: &Memory, expression: &str, top: usize) -> Result<(Vec<Hit>, usize)> {
    let fault = |error: regex_lite::Error| Error::usage(format!("in the expression: {error}"));
    let expression = Regex::new(expression).map_err(fault)?;
    let find = |text: &str| {
        let found = expression.find_iter(text).filter(|found| !found.is_empty());
        (found.map(|found| found.range().into()).collect(), true)
    };
    scan(&memory.store, find, top)
}

/// Goes through all texts.
fn scan(
    store: &Store,
    find: impl Fn(&str) -> (Vec<Span>, bool),
    top: usize,
) -> Result<(Vec<Hit>, usize)> {
    let mut places = Vec::new();
    store.for_each_text(None, 0, i64::MAX, |text| {
        if !find(text.text).0.is_empty() {
            places.push((text.number, text.place));
        }
        Ok(())
    })?;
    let all = places.len();
    Ok((weigh(store, places.into_iter().rev(), find, top)?.0, all))
}

/// The best of the places, and how many of those that were looked at do not hold the phrase.
fn weigh(
    store: &Store,
    places: impl Iterator<Item = (i64, usize)>,
    find: impl Fn(&str) -> (Vec<Span>, bool),
    top: usize,
) -> Result<(Vec<Hit>, usize)> {
    let (mut ranked, mut lost) = (Vec::new(), 0);
    for (number, place) in places.take(WEIGHED.max(top)) {
        match store.text(number, place)?.map(|text| find(&text)) {
            Some((spans, word)) if !spans.is_empty() => ranked.push((!word, number, place)),
            _ => lost += 1,
        }
    }
    ranked.sort_by_key(|&(part, number, place)| (part, std::cmp::Reverse(number), place));
    let mut hits = Vec::new();
    for (_, number, place) in ranked.into_iter().take(top) {
        if let Some(stored) = store.get(number)?
            && let Some(variant) = stored.unit.variants.get(place)
        {
            let (spans, word) = find(&variant.content.plain_text());
            hits.push(Hit { place, spans, word, stored });
        }
    }
    Ok((hits, lost))
}

/// Where the compact key stands in a text, and whether it is a word at one of the places.
fn places(text: &str, wanted: &str) -> (Vec<Span>, bool) {
    let key = Key::new(text);
    let compact = key.compact();
    let mut spans = Vec::new();
    let mut word = false;
    for (start, found) in compact.text().match_indices(wanted) {
        let inner = compact.origin(Span::new(start, start + found.len()));
        let span = key.origin(inner);
        let before = text[..span.start].chars().next_back();
        let rest: &str = &text[span.end..];
        let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        word |= before.is_none_or(|c| !c.is_alphanumeric())
            && tail::stands(span.of(text), &rest[..end]);
        spans.push(span);
    }
    (spans, word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::tag::LangTag;
    use crate::memory::store::Place;
    use crate::unit::{Unit, Variant};

    #[test]
    fn finds_words_with_their_particles_before_parts_of_words() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("m.jjak")).unwrap();
        let units: Vec<Unit> = [
            ("금리를 다시 올렸다.", "It raised interest rates again."),
            ("고금리 시대가 온다.", "An era of high rates is coming."),
            ("물가가 올랐다.", "Prices rose."),
        ]
        .map(|(ko, en)| {
            Unit::pair(Variant::text(LangTag::ko_kr(), ko), Variant::text(LangTag::en_us(), en))
        })
        .into();
        store.add(&units, &mut Place::default()).unwrap();
        let mut memory = Memory::new(store, 0);
        let mut found = |phrase: &str| {
            let (hits, all) = concordance(&mut memory, phrase, 10).unwrap();
            let marked = |hit: &Hit| {
                let text = hit.stored.unit.variants[hit.place].content.plain_text();
                (hit.spans[0].of(&text).to_string(), hit.word)
            };
            (hits.iter().map(marked).collect::<Vec<_>>(), all)
        };
        assert_eq!(found("금리"), (vec![("금리".into(), true), ("금리".into(), false)], 2));
        assert_eq!(found("interestRates"), (vec![("interest rates".into(), true)], 1));
        assert_eq!(found("가").1, 2);
        assert_eq!(found("환율").1, 0);
        let (hits, all) = matching(&memory, "올[랐렸]다", 1).unwrap();
        assert_eq!((hits[0].stored.number, all), (3, 2));
    }
}
