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
//! ```text
//! segments ─ words ─► anchors ─ evidence ─┐
//!                        └─► corridor     ├─ feature ─ weights ─► scores ─ lattice ─► beads
//! segments ─ lengths, marks, structure ───┘
//! ```

mod anchor;
mod bead;
mod corridor;
mod evidence;
mod explain;
pub mod feature;
pub mod fit;
mod lattice;
mod lexicon;
pub mod score;
mod units;
mod weights;
mod words;

pub use bead::{Bead, SHAPES, Shape};
pub use explain::{Answer, Contribution, Explanation};
pub use lexicon::Lexicon;
pub use units::{BEAD_PROP, CONFIDENCE_PROP, DOCUMENT_PROP, KIND_PROP, Origin, units};
pub use weights::Weights;

use crate::document::Segment;
use crate::glossary::Matcher;

use corridor::Corridor;
use feature::Features;
use lattice::Lattice;

/// Aligns documents. Making one loads the lexicon and the weights; keep it for many documents.
pub struct Aligner<'a> {
    lexicon: &'a Lexicon,
    weights: Weights,
    glossary: Option<&'a Matcher>,
}

impl<'a> Aligner<'a> {
    /// An aligner with this lexicon and the shipped weights.
    pub fn new(lexicon: &'a Lexicon) -> Self {
        Aligner { lexicon, weights: Weights::shipped(), glossary: None }
    }

    /// Lets glossary terms tie sentences together.
    #[must_use]
    pub fn with_glossary(mut self, glossary: &'a Matcher) -> Self {
        self.glossary = Some(glossary);
        self
    }

    /// Uses other weights than the shipped ones.
    #[must_use]
    pub fn with_weights(mut self, weights: Weights) -> Self {
        self.weights = weights;
        self
    }

    /// The best sequence of beads, in reading order, each segment in exactly one bead.
    pub fn align(&self, ko: &[Segment], en: &[Segment]) -> Vec<Bead> {
        let (features, corridor) = self.measure(ko, en);
        let run = self.weights.run();
        let score = |bead| self.weights.score(&features.of(bead));
        Lattice::new(&corridor, run, score).best()
    }

    /// The features of a pair of documents and the corridor in which beads are looked for.
    pub(crate) fn measure(&self, ko: &[Segment], en: &[Segment]) -> (Features, Corridor) {
        let anchors = feature::anchors(ko, en, self.lexicon, self.glossary);
        let corridor = Corridor::around(&anchors, ko.len(), en.len());
        let features = Features::new(ko, en, &anchors, &corridor);
        (features, corridor)
    }
}
