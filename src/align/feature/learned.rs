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

/// Share of the Korean words without any word of the lexicon in them: in a text of which the
/// lexicon knows the words (names and numerals always remain), and in one of which it knows about
/// half. Between the two the need to learn from the document rises from 0 to 1.
const UNKNOWN: (f64, f64) = (0.20, 0.40);
/// Segments whose words are looked up, evenly spread over the document.
const LOOKED_UP: usize = 400;

/// How much a document has words that the lexicon lacks, and so must teach them itself: 0..1.
pub(crate) fn need(ko: &[Segment], lexicon: &Lexicon) -> f32 {
    let (mut all, mut unknown) = (0usize, 0usize);
    for segment in ko.iter().step_by(ko.len().div_ceil(LOOKED_UP).max(1)) {
        for run in words::hangul_runs(&segment.text).filter(|run| run.chars().nth(1).is_some()) {
            all += 1;
            unknown += usize::from(lexicon.entries(run).0.is_empty());
        }
    }
    let share = unknown as f64 / all.max(1) as f64;
    ((share - UNKNOWN.0) / (UNKNOWN.1 - UNKNOWN.0)).clamp(0.0, 1.0) as f32
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn a_text_of_known_words_need_not_teach_any() {
        let need = |text| need(&Document::from_segmented(text).segments, Lexicon::core());
        let news = "정부는 내년 예산을 늘린다고 발표했다.\n은행은 금리를 내리지 않았다.\n";
        assert_eq!(need(news), 0.0);
        assert_eq!(need("두레빔과 너울길을 지나 해미터로 갈무새가 달음재를.\n"), 1.0);
        assert_eq!(need(""), 0.0);
    }
}
