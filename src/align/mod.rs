//! Pairs the sentences of a text with those of its translation.
//!
//! Layer 5. The aligner chooses the sequence of beads that explains the two texts best. A bead's
//! score is a log-linear sum, `Σ weight · value` over the named features of [`feature`]; the whole
//! is a semi-Markov conditional random field over beads (Sarawagi and Cohen, *Semi-Markov
//! Conditional Random Fields for Information Extraction*, 2004) whose weights are fitted to gold
//! alignments ([`fit`]) and stand in `data/weights.tsv`. Dynamic programming over the lattice of
//! beads (`lattice`) gives the best sequence, as Gale and Church did for length alone (*A Program
//! for Aligning Sentences in Bilingual Corpora*, 1993), and the same lattice summed instead of
//! maximised gives each bead's probability: its confidence.
//!
//! Of a long document, only a corridor is searched (`corridor`, around a `chain` of sure pairs), and
//! in it only where a coarse path is likely (`coarse`). A document of which the lexicon lacks many
//! words is gone over twice: the first pass shows which words its certain beads pair, and the second
//! pass knows.
//!
//! ```text
//! segments ─ words ─► anchors ─ evidence ─┐
//!                        └─► corridor     ├─ feature ─ weights ─► scores ─ lattice ─► beads
//! segments ─ lengths, marks, structure ───┘    ▲                                        │
//!                                              └─ learned words ◄───────────────────────┘
//! ```

mod anchor;
mod bead;
mod chain;
mod coarse;
mod corridor;
mod crossing;
mod direction;
mod evidence;
mod explain;
pub mod feature;
pub mod fit;
mod lattice;
pub mod learned;
mod lexicon;
mod pins;
pub mod score;
mod units;
mod weights;
mod words;

pub use bead::{Bead, SHAPES, Shape, in_english_order};
pub use direction::Direction;
pub use explain::{Answer, Contribution, Explanation};
pub use learned::Learned;
pub use lexicon::Lexicon;
pub use pins::Pins;
pub use units::{BEAD_PROP, CONFIDENCE_PROP, KIND_PROP, Origin, units};
pub use weights::Weights;

use crate::document::Segment;
use crate::glossary::Matcher;

use anchor::{Anchors, Family};
use bead::{ALONE_EN, ALONE_KO, Candidate};
use coarse::Scores;
use corridor::Corridor;
use feature::{Features, Sources};
use lattice::Lattice;
use learned::{Counter, Limits};

/// Beads of the first pass from this confidence on are learned from.
const CERTAIN: f64 = 0.9;
/// In documents of up to this many pairs of segments every word is compared with every other by its
/// sound; in longer ones only those near each other.
const ALL_SOUNDS: usize = 2000 * 2000;

/// Aligns documents. Making one loads the lexicon and the weights; keep it for many documents.
pub struct Aligner<'a> {
    sources: Sources<'a>,
    weights: Weights,
    crossing: bool,
    full_search: bool,
    left_out: &'a [&'a str],
}

impl<'a> Aligner<'a> {
    /// An aligner with this lexicon and the shipped weights.
    pub fn new(lexicon: &'a Lexicon) -> Self {
        Aligner {
            sources: Sources { lexicon, glossary: None, earlier: None },
            weights: Weights::shipped(),
            crossing: false,
            full_search: false,
            left_out: &[],
        }
    }

    /// Lets glossary terms tie sentences together.
    #[must_use]
    pub fn with_glossary(mut self, glossary: &'a Matcher) -> Self {
        self.sources.glossary = Some(glossary);
        self
    }

    /// Lets word pairs that were learned from earlier translations tie sentences together.
    #[must_use]
    pub fn with_learned(mut self, earlier: &'a Learned) -> Self {
        self.sources.earlier = Some(earlier);
        self
    }

    /// Uses other weights than the shipped ones.
    #[must_use]
    pub fn with_weights(mut self, weights: Weights) -> Self {
        self.weights = weights;
        self
    }

    /// Pairs text that was moved: what is left without counterpart is looked at once more,
    /// whatever its place. The beads then stand in the order of the Korean text.
    #[must_use]
    pub fn with_crossing(mut self) -> Self {
        self.crossing = true;
        self
    }

    /// Searches all places instead of a corridor: time and memory grow with the square of the
    /// length. For comparison.
    #[must_use]
    pub fn with_full_search(mut self) -> Self {
        self.full_search = true;
        self
    }

    /// Leaves out the anchors whose names begin so (`anchor.sound`), to see what they are worth.
    #[must_use]
    pub fn without(mut self, names: &'a [&'a str]) -> Self {
        self.left_out = names;
        self
    }

    /// The best sequence of beads, in reading order, each segment in exactly one bead.
    pub fn align(&self, ko: &[Segment], en: &[Segment]) -> Vec<Bead> {
        self.align_around(ko, en, &Pins::default())
    }

    /// The same with some beads fixed. The pins must be of documents of these lengths.
    pub fn align_around(&self, ko: &[Segment], en: &[Segment], pins: &Pins) -> Vec<Bead> {
        let mut pass = self.measured(ko, en, pins);
        let parts = pass.gaps.iter().map(|gap| (gap.start, &gap.corridor));
        let narrowed = Corridor::joined(parts, ko.len(), en.len());
        pass.features.keep(&narrowed);
        let beads = self.search(&pass.features, &pass.gaps, pins);
        if self.crossing {
            return crossing::paired(ko, en, &pass, &self.weights, pins, beads);
        }
        beads
    }

    /// The features of a pair of documents as the second pass sees them, and where it searches.
    pub(crate) fn measure(&self, ko: &[Segment], en: &[Segment]) -> (Features, Corridor) {
        let mut pass = self.measured(ko, en, &Pins::default());
        (pass.features, pass.gaps.swap_remove(0).corridor)
    }

    /// The anchors of two documents, of which a path is known to pass these places.
    fn anchors<'t>(
        &self,
        ko: &'t [Segment],
        en: &'t [Segment],
        fixed: &[(usize, usize)],
    ) -> Vec<Anchors<'t>> {
        let kept = |anchors: &Anchors| !self.leaves_out(anchors.family.feature());
        let mut anchors = feature::anchors(ko, en, self.sources);
        anchors.retain(kept);
        let long = !self.full_search && ko.len() * en.len() > ALL_SOUNDS;
        let near = long.then(|| Corridor::around(&anchors, ko.len(), en.len(), fixed));
        let sounds = feature::sounds(ko, en, self.sources, near.as_ref());
        if kept(&sounds) {
            anchors.push(sounds);
        }
        anchors
    }

    fn leaves_out(&self, name: &str) -> bool {
        self.left_out.iter().any(|part| name.starts_with(part))
    }

    /// Measures two documents; where the lexicon lacks many of their words, aligns them once to
    /// learn which words they pair.
    fn measured<'t>(&self, ko: &'t [Segment], en: &'t [Segment], pins: &Pins) -> Pass<'t> {
        let places = pins.places();
        let anchors = self.anchors(ko, en, &places);
        let corridor = match self.full_search {
            true => Corridor::whole(ko.len(), en.len()),
            false => Corridor::around(&anchors, ko.len(), en.len(), &places),
        };
        let mut features = Features::new(ko, en, &anchors, &corridor);
        let gaps: Vec<Gap> = pins
            .gaps(ko.len(), en.len())
            .into_iter()
            .map(|(ko, en)| {
                let part = corridor.part(&ko, &en);
                let mut gap = Gap { start: (ko.start, en.start), corridor: part };
                if !self.full_search {
                    gap.corridor = self.narrowed(&features, &gap, pins);
                }
                gap
            })
            .collect();
        let need = match self.leaves_out(Family::Learned.feature()) {
            true => 0.0,
            false => feature::need(ko, self.sources.lexicon),
        };
        if need > 0.0 {
            let pairs = self.learn(ko, en, &self.search(&features, &gaps, pins));
            features.add_learned(ko, en, &pairs, self.sources.lexicon, need);
        }
        Pass { anchors, features, gaps }
    }

    /// The word pairs of the certain beads.
    fn learn(&self, ko: &[Segment], en: &[Segment], beads: &[Bead]) -> Learned {
        let mut counter = Counter::new(self.sources.lexicon, Limits::document());
        let joined = |segments: &[Segment]| {
            segments.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join(" ")
        };
        for bead in beads.iter().filter(|bead| !bead.is_null() && bead.confidence >= CERTAIN) {
            counter.add(&joined(&ko[bead.ko.clone()]), &joined(&en[bead.en.clone()]));
        }
        counter.finish()
    }

    /// The part of a gap's corridor that likely paths pass.
    fn narrowed(&self, features: &Features, gap: &Gap, pins: &Pins) -> Corridor {
        let score = |i, j, shape| self.score(features, gap.in_document(i, j, shape), pins) as f32;
        let alone_ko: Vec<f32> =
            (0..gap.corridor.ko_len()).map(|i| score(i, 0, ALONE_KO)).collect();
        let alone_en: Vec<f32> =
            (0..gap.corridor.en_len()).map(|j| score(0, j, ALONE_EN)).collect();
        let scores =
            Scores { pair: |i, j| score(i, j, 0), alone_ko: &alone_ko, alone_en: &alone_en };
        coarse::narrowed(&gap.corridor, &scores)
    }

    fn score(&self, features: &Features, bead: Candidate, pins: &Pins) -> f64 {
        match pins.forbid(bead) {
            true => f64::NEG_INFINITY,
            false => self.weights.score(&features.of(bead)),
        }
    }

    /// The best beads of all gaps, with the fixed ones between them.
    fn search(&self, features: &Features, gaps: &[Gap], pins: &Pins) -> Vec<Bead> {
        let mut beads = Vec::new();
        let mut fixed = pins.beads();
        for gap in gaps {
            let score = |bead: Candidate| {
                self.score(features, gap.in_document(bead.i, bead.j, bead.shape), pins)
            };
            let found = Lattice::new(&gap.corridor, self.weights.run(), score).best();
            beads.extend(found.into_iter().map(|bead| gap.placed(bead)));
            beads.extend(fixed.next());
        }
        beads
    }
}

/// Two documents measured, and where the second pass searches.
struct Pass<'t> {
    anchors: Vec<Anchors<'t>>,
    features: Features,
    gaps: Vec<Gap>,
}

/// What lies between two fixed beads: where it starts, and its corridor, counted from there.
struct Gap {
    start: (usize, usize),
    corridor: Corridor,
}

impl Gap {
    /// A bead of the gap as one of the documents.
    fn in_document(&self, i: usize, j: usize, shape: usize) -> Candidate {
        Candidate { i: self.start.0 + i, j: self.start.1 + j, shape }
    }

    fn placed(&self, bead: Bead) -> Bead {
        let (i, j) = self.start;
        Bead {
            ko: bead.ko.start + i..bead.ko.end + i,
            en: bead.en.start + j..bead.en.end + j,
            ..bead
        }
    }
}

#[cfg(test)]
mod tests;
