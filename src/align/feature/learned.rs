//! Word pairs learned from aligned text: the document's own certain beads (a second pass, as
//! hunalign and Moore do: Varga et al., *Parallel corpora for medium density languages*, 2005;
//! Moore, *Fast and Accurate Sentence Alignment of Bilingual Corpora*, 2002), or earlier
//! translations.

use std::collections::HashMap;

use crate::align::anchor::{Anchors, Family, Items, between};
use crate::align::learned::{Keys, Learned};
use crate::align::lexicon::Lexicon;
use crate::align::words;
use crate::document::Segment;

/// Anchors of a family from the learned pairs that stand in these segments.
pub(super) fn anchors<'a>(
    family: Family,
    ko: &'a [Segment],
    en: &'a [Segment],
    learned: &Learned,
    lexicon: &Lexicon,
) -> Anchors<'a> {
    let mut keys = Keys::new(lexicon);
    // Only words that have a partner are noted.
    let partners: HashMap<&str, Option<String>> = learned
        .pairs()
        .iter()
        .map(|pair| (pair.english.as_str(), keys.english(&pair.english).map(str::to_string)))
        .collect();
    let wanted: std::collections::HashSet<&str> =
        partners.values().filter_map(Option::as_deref).collect();
    let mut korean: Items<String> = Items::new();
    for (n, segment) in ko.iter().enumerate() {
        for run in words::hangul_runs(&segment.text) {
            for key in keys.korean(run) {
                if learned.of(key).next().is_some() {
                    korean.note(key.clone(), n, run);
                }
            }
        }
    }
    let mut english: Items<String> = Items::new();
    for (n, segment) in en.iter().enumerate() {
        for word in words::english_words(&segment.text) {
            if let Some(key) = keys.english(word).filter(|key| wanted.contains(key)) {
                english.note(key.to_string(), n, word);
            }
        }
    }
    let mut links = Vec::new();
    for (key, id) in korean.in_order() {
        for pair in learned.of(key) {
            let partner = partners[pair.english.as_str()].as_deref();
            links.extend(partner.and_then(|key| english.get(key)).map(|en| (id, en)));
        }
    }
    between(family, korean, english, links)
}
