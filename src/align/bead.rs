//! Beads: runs of Korean segments paired with runs of English ones.

use std::ops::Range;

/// How many segments a bead has on each side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Shape {
    /// Korean segments.
    pub ko: usize,
    /// English segments.
    pub en: usize,
}

/// The shapes that the aligner considers.
pub const SHAPES: [Shape; 12] = [
    Shape { ko: 1, en: 1 },
    Shape { ko: 1, en: 0 },
    Shape { ko: 0, en: 1 },
    Shape { ko: 1, en: 2 },
    Shape { ko: 2, en: 1 },
    Shape { ko: 2, en: 2 },
    Shape { ko: 1, en: 3 },
    Shape { ko: 3, en: 1 },
    Shape { ko: 2, en: 3 },
    Shape { ko: 3, en: 2 },
    Shape { ko: 1, en: 4 },
    Shape { ko: 4, en: 1 },
];

/// Place in [`SHAPES`] of a Korean segment without counterpart.
pub(crate) const ALONE_KO: usize = 1;
/// The same for an English one.
pub(crate) const ALONE_EN: usize = 2;

/// Korean segments paired with English ones. One side may be empty: text that has no counterpart.
#[derive(Debug, Clone, PartialEq)]
pub struct Bead {
    /// Korean segments, counted from 0.
    pub ko: Range<usize>,
    /// English segments, counted from 0.
    pub en: Range<usize>,
    /// Probability, 0..1, that exactly this bead is right.
    pub confidence: f64,
}

impl Bead {
    /// Whether one side is empty.
    pub fn is_null(&self) -> bool {
        self.ko.is_empty() || self.en.is_empty()
    }

    /// How many segments stand on each side.
    pub fn shape(&self) -> Shape {
        Shape { ko: self.ko.len(), en: self.en.len() }
    }
}

/// Brings beads that stand in the order of the Korean text into that of the English one. They
/// differ where text was moved; Korean segments without counterpart stay behind the bead that they
/// stood behind.
pub fn in_english_order(beads: &mut [Bead]) {
    let mut last = 0;
    let place = |bead: &Bead| {
        if !bead.en.is_empty() {
            last = bead.en.start;
        }
        (last, bead.en.is_empty())
    };
    let places: Vec<(usize, bool)> = beads.iter().map(place).collect();
    let mut order: Vec<(usize, bool, Bead)> = places
        .into_iter()
        .zip(&*beads)
        .map(|((n, alone), bead)| (n, alone, bead.clone()))
        .collect();
    order.sort_by_key(|&(n, alone, _)| (n, alone));
    for (place, (_, _, bead)) in beads.iter_mut().zip(order) {
        *place = bead;
    }
}

/// Korean to English count: `2-1`.
impl std::fmt::Display for Shape {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.ko, self.en)
    }
}

/// A bead that is being considered: where it starts and its shape.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    /// First Korean segment.
    pub i: usize,
    /// First English segment.
    pub j: usize,
    /// Place of its shape in [`SHAPES`].
    pub shape: usize,
}

impl Candidate {
    pub fn ko(self) -> Range<usize> {
        self.i..self.i + SHAPES[self.shape].ko
    }

    pub fn en(self) -> Range<usize> {
        self.j..self.j + SHAPES[self.shape].en
    }

    pub fn is_null(self) -> bool {
        SHAPES[self.shape].ko == 0 || SHAPES[self.shape].en == 0
    }

    /// Whether more than one segment stands on a side.
    pub fn is_merge(self) -> bool {
        SHAPES[self.shape].ko + SHAPES[self.shape].en > 2
    }
}
