//! The features of a bead: what speaks for and against pairing these segments.
//!
//! One file per feature. The anchor files (`number`, `latin`, `term`, `vocabulary`, `learned`,
//! `sound`) only say which items of the two sides answer each other; `answered` turns that into
//! values. The others (`shape`, `length`, `punctuation`, `structure`) measure the bead
//! directly. To add a feature: write its file with its `NAMES` and its `measure`, list it in
//! [`NAMES`] and `Features::of`, and fit the weights again.

mod answered;
mod latin;
mod learned;
mod length;
mod number;
mod punctuation;
mod shape;
mod sound;
mod structure;
mod term;
mod vocabulary;

use crate::document::Segment;
use crate::glossary::Matcher;

use super::anchor::{Anchors, Family};
use super::bead::Candidate;
use super::corridor::Corridor;
use super::evidence::{Evidence, Picked};
use super::learned::Learned;
use super::lexicon::Lexicon;

const COUNT: usize = shape::NAMES.len()
    + length::NAMES.len()
    + answered::NAMES.len()
    + punctuation::NAMES.len()
    + structure::NAMES.len();

/// The features by name, in the order of their values.
pub const NAMES: [&str; COUNT] = {
    let mut names = [""; COUNT];
    let parts = [
        &shape::NAMES as &[&str],
        &length::NAMES,
        &answered::NAMES,
        &punctuation::NAMES,
        &structure::NAMES,
    ];
    let (mut part, mut at) = (0, 0);
    while part < parts.len() {
        let mut n = 0;
        while n < parts[part].len() {
            names[at] = parts[part][n];
            at += 1;
            n += 1;
        }
        part += 1;
    }
    names
};

pub(crate) use learned::need;
pub(crate) use shape::RUN;

/// The value of each feature for one bead.
pub(crate) type Values = [f32; COUNT];

/// Everything that is measured once per pair of documents.
pub(crate) struct Features {
    length: length::Lengths,
    evidence: Evidence,
    punctuation: punctuation::Marks,
    structure: structure::Structure,
    /// How much is to be learned from the document itself, 0..1; 0 until it was.
    need: f32,
}

impl Features {
    pub fn new(ko: &[Segment], en: &[Segment], anchors: &[Anchors], corridor: &Corridor) -> Self {
        Features {
            length: length::Lengths::new(ko, en),
            evidence: Evidence::new(anchors, corridor),
            punctuation: punctuation::Marks::new(ko, en),
            structure: structure::Structure::new(ko, en),
            need: 0.0,
        }
    }

    /// The features of some segments alone, each side in order, taken for documents of their own.
    /// An anchor weighs what it weighs in the whole documents, and what those did remains known.
    pub fn on_picked(
        &self,
        ko: &[Segment],
        en: &[Segment],
        anchors: &[Anchors],
        picked: &Picked,
    ) -> Self {
        let pick = |segments: &[Segment], picked: &[u32]| -> Vec<Segment> {
            picked.iter().map(|&n| segments[n as usize].clone()).collect()
        };
        let (ko, en) = (pick(ko, &picked.ko), pick(en, &picked.en));
        Features {
            length: length::Lengths::new(&ko, &en),
            evidence: Evidence::on_picked(anchors, picked),
            punctuation: punctuation::Marks::new(&ko, &en),
            structure: structure::Structure::new(&ko, &en),
            need: self.need,
        }
    }

    /// Forgets what speaks for pairs of segments outside of a corridor.
    pub fn keep(&mut self, corridor: &Corridor) {
        self.evidence.keep(corridor);
    }

    /// Whether any anchor ties these runs together.
    pub fn touch(&self, ko: std::ops::Range<usize>, en: std::ops::Range<usize>) -> bool {
        self.evidence.touch(ko, en)
    }

    /// Adds word pairs that were learned from the document itself, which has this much need of
    /// them.
    pub fn add_learned(
        &mut self,
        ko: &[Segment],
        en: &[Segment],
        learned: &Learned,
        lexicon: &Lexicon,
        need: f32,
    ) {
        self.need = need;
        self.evidence.extend(&learned::anchors(Family::Learned, ko, en, learned, lexicon));
    }

    /// The features of one bead.
    pub fn of(&self, bead: Candidate) -> Values {
        let mut values = [0.0; COUNT];
        let (shape, rest) = values.split_at_mut(shape::NAMES.len());
        let (length, rest) = rest.split_at_mut(length::NAMES.len());
        let (answered, rest) = rest.split_at_mut(answered::NAMES.len());
        let (punctuation, structure) = rest.split_at_mut(punctuation::NAMES.len());
        shape::measure(bead, shape);
        self.length.measure(bead, length);
        answered::measure(&self.evidence, bead, self.need, answered);
        self.punctuation.measure(bead, punctuation);
        self.structure.measure(bead, structure);
        values
    }
}

/// What anchors are looked up in.
#[derive(Clone, Copy)]
pub(crate) struct Sources<'a> {
    pub lexicon: &'a Lexicon,
    pub glossary: Option<&'a Matcher>,
    /// Word pairs of earlier translations; they count like those of the lexicon.
    pub earlier: Option<&'a Learned>,
}

/// The anchors that the texts have in common by their sound; in a corridor alone, where one is given.
pub(crate) fn sounds<'a>(
    ko: &'a [Segment],
    en: &'a [Segment],
    sources: Sources<'_>,
    near: Option<&Corridor>,
) -> Anchors<'a> {
    sound::anchors(ko, en, sources.lexicon, near)
}

/// The anchors of all families, but for [`sounds`] and those that only a second pass knows.
pub(crate) fn anchors<'a>(
    ko: &'a [Segment],
    en: &'a [Segment],
    sources: Sources<'_>,
) -> Vec<Anchors<'a>> {
    let lexicon = sources.lexicon;
    let mut anchors =
        vec![number::anchors(ko, en), latin::anchors(ko, en), vocabulary::anchors(ko, en, lexicon)];
    let earlier = |pairs| learned::anchors(Family::Lexicon, ko, en, pairs, lexicon);
    anchors.extend(sources.earlier.map(earlier));
    anchors.extend(sources.glossary.map(|glossary| term::anchors(ko, en, glossary)));
    anchors
}
