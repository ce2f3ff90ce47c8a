//! The article's structure: headings go with headings, and a sentence rarely spans paragraphs.
//!
//! Says nothing where a side has no structure (one segment a line, a single paragraph).

use crate::align::bead::Candidate;
use crate::document::{Kind, Segment};

/// A heading, caption or by-line paired with its like; paired with something else; a bead that
/// joins paragraphs.
pub const NAMES: [&str; 3] =
    ["structure.same-kind", "structure.other-kind", "structure.paragraphs"];

/// Kind and paragraph of every segment.
pub(super) struct Structure {
    ko: Vec<Place>,
    en: Vec<Place>,
}

#[derive(Clone, Copy)]
struct Place {
    kind: Kind,
    paragraph: usize,
}

impl Structure {
    pub fn new(ko: &[Segment], en: &[Segment]) -> Self {
        let places = |segments: &[Segment]| {
            // One segment a paragraph throughout is a list of sentences, not structure.
            let listed = segments.windows(2).all(|w| w[0].paragraph != w[1].paragraph);
            segments
                .iter()
                .map(|s| Place { kind: s.kind, paragraph: if listed { 0 } else { s.paragraph } })
                .collect()
        };
        Structure { ko: places(ko), en: places(en) }
    }

    pub fn measure(&self, bead: Candidate, out: &mut [f32]) {
        if bead.is_null() {
            return;
        }
        let (ko, en) = (&self.ko[bead.ko()], &self.en[bead.en()]);
        let like = ko.iter().all(|k| en.iter().all(|e| group(k.kind) == group(e.kind)));
        let plain = |places: &[Place]| places.iter().all(|p| p.kind == Kind::Body);
        out[0] = f32::from(like && !plain(ko));
        out[1] = f32::from(!like);
        out[2] = (paragraphs(ko) + paragraphs(en)) as f32;
    }
}

/// Headings of any rank are one group: the two sides may rank them differently.
fn group(kind: Kind) -> u8 {
    match kind {
        Kind::Headline | Kind::Subhead => 0,
        Kind::Body => 1,
        Kind::Caption => 2,
        Kind::Byline => 3,
        Kind::Boilerplate => 4,
    }
}

fn paragraphs(places: &[Place]) -> usize {
    places.windows(2).filter(|w| w[0].paragraph != w[1].paragraph).count()
}
