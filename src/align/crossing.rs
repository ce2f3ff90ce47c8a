//! Text that was moved: a paragraph that stands elsewhere in the translation.
//!
//! An alignment ascends on both sides, so that a paragraph which crosses the others stays without
//! counterpart on either side. This pass looks at those runs of left-over segments, each Korean one
//! with each English one, aligns inside of the pair and keeps what is clearly better than to pair
//! nothing. The more pairs of runs there are to choose from, the clearer it must be.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::document::Segment;

use super::bead::{Bead, Candidate};
use super::corridor::Corridor;
use super::evidence::Picked;
use super::feature::Features;
use super::lattice::Lattice;
use super::pins::Pins;
use super::weights::Weights;
use super::{Gap, Pass};

/// Logarithm of the odds by which a moved run must be better than none, for one pair of runs.
const CLEAR: f64 = 6.0;
/// Pairs of left-over segments that are looked at; of more, only those of the longest runs.
const MOST: usize = 2_000_000;

/// The beads with the moved text among what they leave without counterpart paired. They stand in
/// the order of the Korean text.
pub(super) fn paired(
    ko: &[Segment],
    en: &[Segment],
    pass: &Pass<'_>,
    weights: &Weights,
    pins: &Pins,
    beads: Vec<Bead>,
) -> Vec<Bead> {
    let free = |bead: &&Bead| bead.is_null() && !pins.holds(bead);
    let left_ko = runs(beads.iter().filter(free).map(|bead| bead.ko.clone()));
    let left_en = runs(beads.iter().filter(free).map(|bead| bead.en.clone()));
    let (left_ko, left_en) = longest(left_ko, left_en);
    if left_ko.is_empty() || left_en.is_empty() {
        return beads;
    }
    let moved = Moved::new(ko, en, pass, weights, &left_ko, &left_en).best();
    merged(beads, moved)
}

/// Segments that stand side by side, joined. Empty ranges are passed over.
fn runs(ranges: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for range in ranges.filter(|range| !range.is_empty()) {
        match runs.last_mut() {
            Some(last) if last.end == range.start => last.end = range.end,
            _ => runs.push(range),
        }
    }
    runs
}

/// The longest runs of both sides, so many that their segments can be looked at in pairs.
fn longest(
    mut ko: Vec<Range<usize>>,
    mut en: Vec<Range<usize>>,
) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let size = |runs: &[Range<usize>]| runs.iter().map(ExactSizeIterator::len).sum::<usize>();
    let mut least = 1;
    while size(&ko) * size(&en) > MOST {
        least += 1;
        ko.retain(|run| run.len() >= least);
        en.retain(|run| run.len() >= least);
    }
    (ko, en)
}

/// Left-over runs, numbered among the left-over segments alone.
struct Moved<'a> {
    features: Features,
    picked: Picked,
    weights: &'a Weights,
    ko: Vec<Range<usize>>,
    en: Vec<Range<usize>>,
}

impl<'a> Moved<'a> {
    fn new(
        ko: &[Segment],
        en: &[Segment],
        pass: &Pass<'_>,
        weights: &'a Weights,
        left_ko: &[Range<usize>],
        left_en: &[Range<usize>],
    ) -> Self {
        let flat = |runs: &[Range<usize>]| -> Vec<u32> {
            runs.iter().cloned().flatten().map(|n| n as u32).collect()
        };
        let numbered = |runs: &[Range<usize>]| -> Vec<Range<usize>> {
            let mut next = 0;
            let number = |run: &Range<usize>| {
                next += run.len();
                next - run.len()..next
            };
            runs.iter().map(number).collect()
        };
        let picked = Picked { ko: flat(left_ko), en: flat(left_en) };
        Moved {
            features: pass.features.on_picked(ko, en, &pass.anchors, &picked),
            picked,
            weights,
            ko: numbered(left_ko),
            en: numbered(left_en),
        }
    }

    /// The beads of the pairs of runs that are clearly better paired than left alone, each run in
    /// one pair at most; in the numbers of the documents.
    fn best(&self) -> Vec<Bead> {
        let choices = (self.ko.len() * self.en.len()) as f64;
        let needed = CLEAR + choices.ln();
        let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
        for (k, ko) in self.ko.iter().enumerate() {
            for (e, en) in self.en.iter().enumerate() {
                if self.features.touch(ko.clone(), en.clone()) {
                    let gain = self.within(ko, en, |lattice| lattice.gain());
                    pairs.push((gain, k, e));
                }
            }
        }
        pairs.retain(|pair| pair.0 >= needed);
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let (mut used_ko, mut used_en) = (vec![false; self.ko.len()], vec![false; self.en.len()]);
        let mut found = Vec::new();
        for (_, k, e) in pairs {
            if used_ko[k] || used_en[e] {
                continue;
            }
            (used_ko[k], used_en[e]) = (true, true);
            let (ko, en) = (&self.ko[k], &self.en[e]);
            let beads = self.within(ko, en, |lattice| lattice.best());
            found.extend(
                beads.into_iter().filter(|b| !b.is_null()).map(|bead| self.placed(bead, ko, en)),
            );
        }
        found
    }

    /// Looks at the lattice of a Korean run and an English one.
    fn within<T>(
        &self,
        ko: &Range<usize>,
        en: &Range<usize>,
        look: impl Fn(&Lattice<'_>) -> T,
    ) -> T {
        let corridor = Corridor::whole(ko.len(), en.len());
        let gap = Gap { start: (ko.start, en.start), corridor };
        let score = |bead: Candidate| {
            let bead = gap.in_document(bead.i, bead.j, bead.shape);
            self.weights.score(&self.features.of(bead))
        };
        look(&Lattice::new(&gap.corridor, self.weights.run(), score))
    }

    /// A bead of a pair of runs in the numbers of the documents. Its segments stand side by side
    /// there as well.
    fn placed(&self, bead: Bead, ko: &Range<usize>, en: &Range<usize>) -> Bead {
        let first_ko = self.picked.ko[ko.start + bead.ko.start] as usize;
        let first_en = self.picked.en[en.start + bead.en.start] as usize;
        Bead {
            ko: first_ko..first_ko + bead.ko.len(),
            en: first_en..first_en + bead.en.len(),
            confidence: bead.confidence,
        }
    }
}

/// Puts the moved beads where their Korean segments stood alone, and takes their English segments
/// out of where those did.
fn merged(beads: Vec<Bead>, moved: Vec<Bead>) -> Vec<Bead> {
    let taken_en: std::collections::HashSet<usize> =
        moved.iter().flat_map(|bead| bead.en.clone()).collect();
    let taken_ko: std::collections::HashSet<usize> =
        moved.iter().flat_map(|bead| bead.ko.clone()).collect();
    let mut at: BTreeMap<usize, Bead> = moved.into_iter().map(|b| (b.ko.start, b)).collect();
    let mut out = Vec::with_capacity(beads.len());
    for bead in beads {
        if !bead.is_null() {
            out.push(bead);
        } else if taken_ko.contains(&bead.ko.start) && !bead.ko.is_empty() {
            out.extend(at.remove(&bead.ko.start));
        } else if bead.en.is_empty() || !taken_en.contains(&bead.en.start) {
            out.push(bead);
        }
    }
    out
}
