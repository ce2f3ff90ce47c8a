//! How common beads of a shape are: one feature per shape, 1 for the bead's own.
//!
//! The weights are the logarithms of the shapes' odds against 1-1, all else equal
//! (Gale and Church 1993, table 5, gives such priors for other language pairs). Texts differ: one
//! translator never merges a sentence, another does all the time. So the second pass knows how
//! common each kind of shape was in the first, which is re-estimating the prior as EM would.

use crate::align::bead::{Bead, Candidate, SHAPES};

/// One name per shape, in the order of [`crate::align::SHAPES`], and one for a one-sided bead that
/// follows another: that one is a feature of the step, not of the bead, and added by the lattice.
/// The last is how common the kind of shape is in this document, against what is usual.
pub const NAMES: [&str; 14] = [
    "shape.1-1",
    "shape.1-0",
    "shape.0-1",
    "shape.1-2",
    "shape.2-1",
    "shape.2-2",
    "shape.1-3",
    "shape.3-1",
    "shape.2-3",
    "shape.3-2",
    "shape.1-4",
    "shape.4-1",
    "shape.run",
    "shape.document",
];
/// Place of the feature of one-sided runs.
pub const RUN: usize = 12;
/// Place of the feature of what is common in the document.
const DOCUMENT: usize = 13;

/// Kinds of shapes: 1-1, several segments on a side, a Korean one alone, an English one alone; and
/// the share of each that is usual in news.
const USUAL: [f64; 4] = [0.78, 0.12, 0.05, 0.05];
/// Beads of a usual document that are added to what a document shows.
const STEADY: f64 = 40.0;

/// Place of a shape's kind in [`USUAL`].
fn kind(ko: usize, en: usize) -> usize {
    match (ko, en) {
        (1, 1) => 0,
        (_, 0) => 2,
        (0, _) => 3,
        _ => 1,
    }
}

/// How common the kinds of shapes are in one document.
#[derive(Debug, Clone, Default)]
pub(super) struct Habit([f32; 4]);

impl Habit {
    /// What the beads of a first pass show: the logarithm of the share of each kind against the
    /// usual one.
    pub fn of(beads: &[Bead]) -> Habit {
        let mut counts = USUAL.map(|share| share * STEADY);
        for bead in beads {
            counts[kind(bead.ko.len(), bead.en.len())] += 1.0;
        }
        let all: f64 = counts.iter().sum();
        let odds = |kind: usize| (counts[kind] / all / USUAL[kind]).ln() as f32;
        Habit([odds(0), odds(1), odds(2), odds(3)])
    }
}

pub(super) fn measure(bead: Candidate, habit: &Habit, out: &mut [f32]) {
    out[bead.shape] = 1.0;
    out[DOCUMENT] = habit.0[kind(SHAPES[bead.shape].ko, SHAPES[bead.shape].en)];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_document_never_does_counts_against_a_bead() {
        let ones: Vec<Bead> =
            (0..40).map(|n| Bead { ko: n..n + 1, en: n..n + 1, confidence: 1.0 }).collect();
        let habit = Habit::of(&ones);
        assert!(habit.0[0] > 0.0 && habit.0[1..].iter().all(|&odds| odds < -0.5), "{habit:?}");
        assert!(Habit::of(&[]).0.iter().all(|odds| odds.abs() < 1e-6));
    }

    #[test]
    fn names_follow_the_shapes() {
        assert_eq!(NAMES[RUN], "shape.run");
        for (name, shape) in NAMES.iter().zip(crate::align::SHAPES) {
            assert_eq!(*name, format!("shape.{shape}"));
        }
    }
}
