//! Words of the lexicon: 정부 and *government*.
//!
//! An English alternative of several words counts where all of them stand in the segment. Stems
//! are compared, and words that only hold a sentence together are passed over.

use std::collections::HashMap;

use crate::align::anchor::{Anchors, Family, Items};
use crate::align::lexicon::Lexicon;
use crate::align::words;
use crate::document::Segment;
use crate::lang::en::stem::EnglishStemmer;

/// Words of an alternative that need not stand in the sentence.
const PASSED_OVER: [&str; 14] =
    ["the", "a", "an", "of", "to", "in", "on", "for", "and", "be", "at", "by", "with", "s"];

pub(super) fn anchors<'a>(ko: &'a [Segment], en: &'a [Segment], lexicon: &Lexicon) -> Anchors<'a> {
    let mut entries: Items<u32> = Items::new();
    for (n, segment) in ko.iter().enumerate() {
        for run in words::hangul_runs(&segment.text) {
            for entry in lexicon.entries(run).0 {
                entries.note(entry, n, run);
            }
        }
    }
    let mut stems = Stems::of(en);
    let mut links = Vec::new();
    let (mut english, mut written): (Vec<Vec<u32>>, Vec<&str>) = Default::default();
    let mut by_words: HashMap<Vec<u32>, Option<u32>> = HashMap::new();
    for (&entry, id) in entries.in_order() {
        for alternative in lexicon.english(entry) {
            let Some(words) = stems.words(alternative) else { continue };
            let place = by_words.entry(words).or_insert_with_key(|words| {
                let segments = stems.segments_with(words);
                (!segments.is_empty()).then(|| {
                    english.push(segments);
                    written.push(alternative);
                    english.len() as u32 - 1
                })
            });
            links.extend(place.map(|place| (id, place)));
        }
    }
    let (ko, ko_written) = entries.into_parts();
    Anchors::new(Family::Lexicon, ko, english, links).written(ko_written, written)
}

/// The stems of the English text with the segments they stand in.
struct Stems<'a> {
    stemmer: EnglishStemmer,
    items: Items<'a, String>,
}

impl<'a> Stems<'a> {
    fn of(en: &'a [Segment]) -> Self {
        let stemmer = EnglishStemmer::default();
        let mut known: HashMap<&str, String> = HashMap::new();
        let mut items = Items::new();
        for (n, segment) in en.iter().enumerate() {
            for word in words::english_words(&segment.text) {
                let stem = known.entry(word).or_insert_with(|| stemmer.stem(word));
                items.note(stem.clone(), n, word);
            }
        }
        Stems { stemmer, items }
    }

    /// The ids of the words of an alternative, ascending; `None` when one is nowhere in the text.
    fn words(&mut self, alternative: &str) -> Option<Vec<u32>> {
        let all = || words::english_words(alternative).count();
        let mut ids = Vec::new();
        for word in words::english_words(alternative) {
            if PASSED_OVER.contains(&word) && all() > 1 {
                continue;
            }
            ids.push(self.items.get(self.stemmer.stem(word).as_str())?);
        }
        ids.sort_unstable();
        ids.dedup();
        (!ids.is_empty()).then_some(ids)
    }

    /// The segments in which all these words stand.
    fn segments_with(&self, words: &[u32]) -> Vec<u32> {
        let (first, rest) = words.split_first().expect("an alternative has a word");
        let mut segments = self.items.segments(*first).to_vec();
        for &word in rest {
            let others = self.items.segments(word);
            segments.retain(|segment| others.binary_search(segment).is_ok());
        }
        segments
    }
}
