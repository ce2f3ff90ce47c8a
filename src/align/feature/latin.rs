//! Words in Latin letters inside Korean text stand in the English as they are: AI, TSMC, M100.
//!
//! A gloss, 쿤룬(Kunlun), gives its words here too.

use crate::align::anchor::{Anchors, Family, Items, same_keys};
use crate::align::words;
use crate::document::Segment;

pub(super) fn anchors<'a>(ko: &'a [Segment], en: &'a [Segment]) -> Anchors<'a> {
    same_keys(Family::Latin, items(ko), items(en))
}

fn items(segments: &[Segment]) -> Items<'_, String> {
    let mut items = Items::new();
    for (n, segment) in segments.iter().enumerate() {
        for word in words::latin_words(&segment.text) {
            // A single letter is as good as chance.
            if word.chars().nth(1).is_some() {
                items.note(word.to_lowercase(), n, word);
            }
        }
    }
    items
}
