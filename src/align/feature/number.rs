//! Quantities by value: 8조원 and *8 trillion won*, 6배 and *sixfold*.

use crate::align::anchor::{Anchors, Family, Items, same_keys};
use crate::document::Segment;

pub(super) fn anchors(ko: &[Segment], en: &[Segment]) -> Anchors {
    same_keys(Family::Number, items(ko), items(en))
}

fn items(segments: &[Segment]) -> Items<String> {
    let mut items = Items::new();
    for (n, segment) in segments.iter().enumerate() {
        for run in segment.text.split(|c: char| !c.is_ascii_digit()).filter(|r| !r.is_empty()) {
            items.note(run.to_string(), n);
        }
    }
    items
}
