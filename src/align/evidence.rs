//! For every pair of segments in the corridor: which of their anchors answer each other, and what
//! that is worth.
//!
//! An anchor's weight is its surprise, `ln((M + S) / (n + 1))`, where `n` of the `M` segments of
//! the other side hold an answer to it: a name that stands once weighs much, a word that is
//! everywhere weighs nothing. The marks of a segment are numbered, and what is answered in a pair
//! of segments is a bit set, so that the union over the segments of a bead is a bitwise or.

use std::ops::Range;

use super::anchor::{Anchors, Family};
use super::corridor::Corridor;

/// Marks of one segment that are counted; further ones are passed over.
const MARKS: usize = 128;
/// Smoothing of the surprise, in segments: short documents say little about how rare a word is.
const SMOOTHING: f64 = 20.0;

/// One anchor item in one segment.
#[derive(Debug, Clone, Copy)]
struct Mark {
    family: Family,
    weight: f32,
}

impl Mark {
    /// Whether it counts in what of a segment is answered. What was learned from the alignment
    /// itself does not: it would answer for its own errors.
    fn counts(self) -> bool {
        self.family != Family::Learned
    }
}

/// The marks of one side and their sums.
#[derive(Debug, Default)]
struct Side {
    marks: Vec<Vec<Mark>>,
    /// Sum of the weights of a segment's marks.
    total: Vec<f32>,
    /// The most that one segment of the other side answers of it, and that segment.
    best: Vec<(f32, usize)>,
}

/// Anchor evidence over a corridor.
#[derive(Debug)]
pub(crate) struct Evidence {
    ko: Side,
    en: Side,
    /// Answered marks (Korean, English) for each cell of the corridor.
    cells: Vec<(u128, u128)>,
    corridor: Corridor,
    /// The segments of the documents that these are about, ascending, when not about all.
    picked: Option<Picked>,
}

/// Some segments of each side, ascending.
#[derive(Debug, Clone)]
pub(crate) struct Picked {
    pub ko: Vec<u32>,
    pub en: Vec<u32>,
}

/// What the anchors say of one bead.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Weighed {
    /// Weight of the answered marks by family, mean of the two sides.
    pub hit: [f32; Family::COUNT],
    /// Share of the weight of the bead's marks that is answered, by side, 0..1.
    pub share_ko: f32,
    pub share_en: f32,
    /// The lowest share of any one segment of the bead.
    pub weakest: f32,
    /// Answered marks (both sides) of the segment that has least, in weight.
    pub least: f32,
    /// How much more than in this bead is answered by one segment outside of it, summed over the
    /// bead's segments.
    pub rival: f32,
}

impl Evidence {
    /// Evidence on the pairs of segments in a corridor.
    pub fn new(anchors: &[Anchors], corridor: &Corridor) -> Self {
        Evidence::on(anchors, corridor.clone(), None)
    }

    /// Evidence on these segments alone, each with each, counted from 0 among them. An anchor
    /// weighs what it weighs in the whole documents.
    pub fn on_picked(anchors: &[Anchors], picked: &Picked) -> Self {
        let corridor = Corridor::whole(picked.ko.len(), picked.en.len());
        Evidence::on(anchors, corridor, Some(picked.clone()))
    }

    fn on(anchors: &[Anchors], corridor: Corridor, picked: Option<Picked>) -> Self {
        let (n, m) = (corridor.ko_len(), corridor.en_len());
        let mut evidence = Evidence {
            ko: Side::with_len(n),
            en: Side::with_len(m),
            cells: vec![(0, 0); corridor.cells()],
            corridor,
            picked,
        };
        for family in anchors {
            evidence.add(family);
        }
        evidence.ko.sum();
        evidence.en.sum();
        evidence.find_best();
        evidence
    }

    /// Adds the anchors of one more family.
    pub fn extend(&mut self, anchors: &Anchors) {
        self.add(anchors);
        self.ko.sum();
        self.en.sum();
        self.find_best();
    }

    /// Forgets the pairs of segments outside of a narrower corridor.
    pub fn keep(&mut self, corridor: &Corridor) {
        let mut cells = Vec::with_capacity(corridor.cells());
        for i in 0..corridor.ko_len() {
            cells.extend(corridor.segments(i).map(|j| self.bits(i, j)));
        }
        self.cells = cells;
        self.corridor = corridor.clone();
    }

    /// Places the marks of one family and sets the bits of what they answer.
    fn add(&mut self, anchors: &Anchors) {
        let swapped: Vec<(u32, u32)> = anchors.links.iter().map(|&(k, e)| (e, k)).collect();
        let (family, picked) = (anchors.family, self.picked.as_ref());
        let of_ko = picked.map(|picked| picked.ko.as_slice());
        let of_en = picked.map(|picked| picked.en.as_slice());
        let ko = self.ko.place(family, of_ko, &anchors.ko, &anchors.en, &anchors.links);
        let en = self.en.place(family, of_en, &anchors.en, &anchors.ko, &swapped);
        for &(k, e) in &anchors.links {
            let answers = &en[e as usize];
            for &(i, ko_slot) in &ko[k as usize] {
                let reach = self.corridor.segments(i);
                let from = answers.partition_point(|&(j, _)| j < reach.start);
                for &(j, en_slot) in answers[from..].iter().take_while(|&&(j, _)| j < reach.end) {
                    let cell = &mut self.cells[self.corridor.cell(i, j)];
                    cell.0 |= 1 << ko_slot;
                    cell.1 |= 1 << en_slot;
                }
            }
        }
    }

    fn find_best(&mut self) {
        for i in 0..self.corridor.ko_len() {
            for j in self.corridor.segments(i) {
                let (ko_bits, en_bits) = self.cells[self.corridor.cell(i, j)];
                if ko_bits == 0 {
                    continue;
                }
                let hit = self.ko.weight(i, ko_bits).min(self.en.weight(j, en_bits));
                if hit > self.ko.best[i].0 {
                    self.ko.best[i] = (hit, j);
                }
                if hit > self.en.best[j].0 {
                    self.en.best[j] = (hit, i);
                }
            }
        }
    }

    fn bits(&self, i: usize, j: usize) -> (u128, u128) {
        if self.corridor.segments(i).contains(&j) {
            self.cells[self.corridor.cell(i, j)]
        } else {
            (0, 0)
        }
    }

    /// Whether any pair of these segments has something that is answered.
    pub fn touch(&self, ko: Range<usize>, en: Range<usize>) -> bool {
        let mut pairs = ko.flat_map(|i| en.clone().map(move |j| (i, j)));
        pairs.any(|(i, j)| self.bits(i, j).0 != 0)
    }

    /// Weighs a bead. Either range may be empty.
    pub fn weigh(&self, ko: Range<usize>, en: Range<usize>) -> Weighed {
        let mut out = Weighed { weakest: 1.0, least: f32::MAX, ..Weighed::default() };
        let (mut hit_ko, mut total_ko, mut hit_en, mut total_en) = (0.0, 0.0, 0.0, 0.0);
        for i in ko.clone() {
            let bits = en.clone().fold(0, |bits, j| bits | self.bits(i, j).0);
            let hit = self.ko.add_hits(i, bits, &mut out.hit);
            hit_ko += hit;
            total_ko += self.ko.total[i];
            out.member(hit, self.ko.total[i], self.ko.best[i], &en);
        }
        for j in en.clone() {
            let bits = ko.clone().fold(0, |bits, i| bits | self.bits(i, j).1);
            let hit = self.en.add_hits(j, bits, &mut out.hit);
            hit_en += hit;
            total_en += self.en.total[j];
            out.member(hit, self.en.total[j], self.en.best[j], &ko);
        }
        for hit in &mut out.hit {
            *hit /= 2.0;
        }
        out.share_ko = share(hit_ko, total_ko);
        out.share_en = share(hit_en, total_en);
        out
    }
}

/// Smoothed share: a segment with hardly any anchors says little either way.
fn share(hit: f32, total: f32) -> f32 {
    (hit + 1.0) / (total + 2.0)
}

impl Weighed {
    fn member(&mut self, hit: f32, total: f32, best: (f32, usize), others: &Range<usize>) {
        self.weakest = self.weakest.min(share(hit, total));
        self.least = self.least.min(hit);
        if !others.contains(&best.1) {
            self.rival += (best.0 - hit).max(0.0);
        }
    }
}

impl Side {
    fn with_len(len: usize) -> Side {
        Side { marks: vec![Vec::new(); len], total: vec![0.0; len], best: vec![(0.0, 0); len] }
    }

    /// Gives the items of a family their marks, in the picked segments when some are; returns for each item its segments and slots.
    fn place(
        &mut self,
        family: Family,
        picked: Option<&[u32]>,
        items: &[Vec<u32>],
        answers: &[Vec<u32>],
        links: &[(u32, u32)],
    ) -> Vec<Vec<(usize, u32)>> {
        let others = answers.iter().flatten().map(|&s| s + 1).max().unwrap_or(0) as usize;
        let mut answered = vec![0usize; items.len()];
        for &(item, answer) in links {
            answered[item as usize] += answers[answer as usize].len();
        }
        items
            .iter()
            .zip(answered)
            .map(|(segments, n)| {
                if n == 0 {
                    return Vec::new();
                }
                let m = others.max(n) as f64;
                let weight = ((m + SMOOTHING) / (n as f64 + 1.0)).ln() as f32;
                segments
                    .iter()
                    .filter_map(|&segment| {
                        let segment = match picked {
                            Some(picked) => picked.binary_search(&segment).ok()?,
                            None => segment as usize,
                        };
                        let marks = &mut self.marks[segment];
                        let slot = marks.len();
                        (slot < MARKS).then(|| {
                            marks.push(Mark { family, weight });
                            (segment, slot as u32)
                        })
                    })
                    .collect()
            })
            .collect()
    }

    fn sum(&mut self) {
        for (total, marks) in self.total.iter_mut().zip(&self.marks) {
            *total = marks.iter().filter(|mark| mark.counts()).map(|mark| mark.weight).sum();
        }
    }

    fn weight(&self, segment: usize, mut bits: u128) -> f32 {
        let mut sum = 0.0;
        while bits != 0 {
            let mark = self.marks[segment][bits.trailing_zeros() as usize];
            sum += if mark.counts() { mark.weight } else { 0.0 };
            bits &= bits - 1;
        }
        sum
    }

    fn add_hits(&self, segment: usize, mut bits: u128, hit: &mut [f32; Family::COUNT]) -> f32 {
        let mut sum = 0.0;
        while bits != 0 {
            let mark = self.marks[segment][bits.trailing_zeros() as usize];
            hit[mark.family as usize] += mark.weight;
            sum += if mark.counts() { mark.weight } else { 0.0 };
            bits &= bits - 1;
        }
        sum
    }
}
