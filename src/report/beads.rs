//! Alignments as text: bare indices for scorers, and JSON lines with everything.

use std::fmt::Write as _;
use std::ops::Range;

use serde::Serialize;

use crate::align::{Bead, Direction};
use crate::document::Segment;

/// `source indices<TAB>target indices` a bead: counted from 0, comma separated, an empty side for a
/// null bead.
pub fn indices(beads: &[Bead], direction: Direction) -> String {
    let mut out = String::new();
    for bead in beads {
        // Writing to a string cannot fail.
        let (source, target) = direction.order(&bead.ko, &bead.en);
        let _ = writeln!(out, "{}\t{}", list(source), list(target));
    }
    out
}

fn list(range: &Range<usize>) -> String {
    range.clone().map(|n| n.to_string()).collect::<Vec<_>>().join(",")
}

/// A bead as it is written in JSON.
#[derive(Serialize)]
struct Line<'a> {
    ko: Vec<usize>,
    en: Vec<usize>,
    shape: String,
    confidence: f64,
    kind: Option<crate::document::Kind>,
    ko_text: Vec<&'a str>,
    en_text: Vec<&'a str>,
}

/// One JSON object a bead, null beads among them. Confidence is rounded to four places; the shape is
/// source to target.
pub fn json(beads: &[Bead], direction: Direction, ko: &[Segment], en: &[Segment]) -> String {
    let mut out = String::new();
    for bead in beads {
        let line = Line {
            ko: bead.ko.clone().collect(),
            en: bead.en.clone().collect(),
            shape: direction.shape(bead.shape()),
            confidence: (bead.confidence * 1e4).round() / 1e4,
            kind: ko[bead.ko.clone()].iter().chain(&en[bead.en.clone()]).next().map(|s| s.kind),
            ko_text: ko[bead.ko.clone()].iter().map(|s| s.text.as_str()).collect(),
            en_text: en[bead.en.clone()].iter().map(|s| s.text.as_str()).collect(),
        };
        out.push_str(&serde_json::to_string(&line).expect("strings and numbers are always JSON"));
        out.push('\n');
    }
    out
}
