//! The concordance: where a word or phrase stands in a memory, and how it was translated.

use regex_lite::Regex;

use crate::error::{Error, Result};
use crate::lang::ko::tail;
use crate::lang::tag::LangTag;
use crate::text::{Span, key::Key};

use super::index::Kind;
use super::lookup::Memory;
use super::store::{Store, Stored};

/// How many of the units added last that hold a phrase are weighed against each other.
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

impl Hit {
    /// What puts one hit before another: that it is a word, then the later date.
    pub(super) fn rank(&self) -> (bool, Option<&str>) {
        let stored = &self.stored;
        (self.word, stored.changed.as_deref().or(stored.created.as_deref()))
    }
}

/// What is searched for, and where.
#[derive(Debug, Clone)]
pub struct Search {
    /// The word or phrase, or the expression.
    pub text: String,
    /// The text is a regular expression.
    pub is_expression: bool,
    /// The language whose texts are searched; without it all are.
    pub lang: Option<LangTag>,
    /// Only where it stands as a word, not as a part of another.
    pub words_only: bool,
    /// How many units at most.
    pub top: usize,
}

impl Search {
    /// A phrase in any language, in words and in parts of them.
    pub fn new(phrase: &str, top: usize) -> Search {
        let text = phrase.to_string();
        Search { text, is_expression: false, lang: None, words_only: false, top }
    }

    /// The units that hold the text, those where it is a word first, then those changed last.
    /// Case and white space do not count in a phrase, and Korean particles may follow it. Returns
    /// also in how many texts it stands, of which at most `top` are returned.
    ///
    /// # Errors
    /// When the expression is none, or the memory cannot be read.
    pub fn run(&self, memory: &mut Memory) -> Result<(Vec<Hit>, usize)> {
        if self.is_expression {
            let fault = |error: regex_lite::Error| {
                let error = Error::usage(format!("in the expression: {error}"));
                error.cure("put a backslash before characters that are meant as they are")
            };
            let expression = Regex::new(&self.text).map_err(fault)?;
            return self.scan(&memory.store, |text| {
                let found = expression.find_iter(text).filter(|found| !found.is_empty());
                (found.map(|found| found.range().into()).collect(), true)
            });
        }
        let wanted = Key::new(&self.text).compact();
        if wanted.text().is_empty() {
            return Ok((Vec::new(), 0));
        }
        let find = |text: &str| places(text, wanted.text());
        let lang = self.lang.as_ref().map(LangTag::primary);
        match memory.index(Kind::Letters)?.containing(&self.text, lang) {
            Some(candidates) => {
                let all = candidates.len();
                let mut places: Vec<(i64, usize)> =
                    candidates.into_iter().map(|found| (found.number, found.place)).collect();
                let newest = self.weighed();
                if newest < places.len() {
                    places.select_nth_unstable_by(newest, |one, other| other.cmp(one));
                    places[..newest].sort_unstable_by(|one, other| other.cmp(one));
                } else {
                    places.sort_unstable_by(|one, other| other.cmp(one));
                }
                let (hits, lost) = self.weigh(&memory.store, places.into_iter(), find)?;
                Ok((hits, all - lost))
            }
            None => self.scan(&memory.store, find),
        }
    }

    /// Whether a text of this language with the phrase at these places counts.
    fn counts(&self, lang: &str, (spans, word): &(Vec<Span>, bool)) -> bool {
        let fits = |wanted: &LangTag| lang.split('-').next() == Some(wanted.primary());
        !spans.is_empty() && (*word || !self.words_only) && self.lang.as_ref().is_none_or(fits)
    }

    /// How many of the units added last are weighed against each other. Where only words count all
    /// are: which do is known only of texts that were looked at.
    fn weighed(&self) -> usize {
        if self.words_only { usize::MAX } else { WEIGHED.max(self.top) }
    }

    /// Goes through all texts.
    fn scan(
        &self,
        store: &Store,
        find: impl Fn(&str) -> (Vec<Span>, bool),
    ) -> Result<(Vec<Hit>, usize)> {
        let mut places = Vec::new();
        store.for_each_text(None, 0, i64::MAX, |text| {
            if self.counts(text.lang, &find(text.text)) {
                places.push((text.number, text.place));
            }
            Ok(())
        })?;
        let all = places.len();
        Ok((self.weigh(store, places.into_iter().rev(), find)?.0, all))
    }

    /// The best of the places, and how many of those that were looked at do not count.
    fn weigh(
        &self,
        store: &Store,
        places: impl Iterator<Item = (i64, usize)>,
        find: impl Fn(&str) -> (Vec<Span>, bool),
    ) -> Result<(Vec<Hit>, usize)> {
        let (mut ranked, mut lost) = (Vec::new(), 0);
        let _reading = store.reading()?;
        for (number, place) in places.take(self.weighed()) {
            match store.glimpse(number, place)?.map(|own| (find(&own.text), own)) {
                Some((found, own)) if self.counts(&own.lang, &found) => {
                    ranked.push((found.1, own.date, number, std::cmp::Reverse(place)));
                }
                _ => lost += 1,
            }
        }
        ranked.sort_unstable_by(|one, other| other.cmp(one));
        let mut hits = Vec::new();
        for (word, _, number, place) in ranked.into_iter().take(self.top) {
            if let Some(stored) = store.get(number)?
                && let Some(variant) = stored.unit.variants.get(place.0)
            {
                let spans = find(&variant.content.plain_text()).0;
                hits.push(Hit { place: place.0, spans, word, stored });
            }
        }
        Ok((hits, lost))
    }
}

/// A phrase in any language: [`Search::run`].
///
/// # Errors
/// When the memory cannot be read.
pub fn concordance(memory: &mut Memory, phrase: &str, top: usize) -> Result<(Vec<Hit>, usize)> {
    Search::new(phrase, top).run(memory)
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
        let mut search = Search { is_expression: true, ..Search::new("올[랐렸]다", 1) };
        let (hits, all) = search.run(&mut memory).unwrap();
        assert_eq!((hits[0].stored.number, all), (3, 2));
        search.lang = Some(LangTag::en_us());
        assert_eq!(search.run(&mut memory).unwrap().1, 0);
        let words = Search { words_only: true, ..Search::new("금리", 10) };
        assert_eq!(words.run(&mut memory).unwrap().1, 1);
    }
}
