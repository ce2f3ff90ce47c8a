//! Glossary terms: a source term of an entry and one of its targets.

use crate::align::anchor::{Anchors, Family, Items, same_keys};
use crate::document::Segment;
use crate::glossary::Matcher;

pub(super) fn anchors<'a>(ko: &'a [Segment], en: &'a [Segment], glossary: &Matcher) -> Anchors<'a> {
    let mut source = Items::new();
    for (n, segment) in ko.iter().enumerate() {
        for hit in glossary.source_hits(&segment.text) {
            source.note(hit.entry, n, hit.span.of(&segment.text));
        }
    }
    let mut target = Items::new();
    for (n, segment) in en.iter().enumerate() {
        for hit in glossary.target_hits(&segment.text) {
            target.note(hit.entry, n, hit.span.of(&segment.text));
        }
    }
    same_keys(Family::Term, source, target)
}
