//! The part of the lattice in which beads are looked for.
//!
//! All of it for short documents. For long ones a coarse pass first finds pairs of segments that
//! share rare anchors, chains the best of them in order, and leaves a band around the chain, so
//! that time and memory grow with the length of the text and not with its square (the two-pass
//! idea of Thompson and Koehn, *Vecalign*, 2019, and of Liu and Zhu, *Bertalign*, 2022).

use std::collections::HashMap;
use std::ops::Range;

use super::anchor::Anchors;

/// Documents of up to this many cells are searched whole.
const WHOLE: usize = 400 * 400;
/// Segments that the band leaves on either side of the chain.
const MARGIN: usize = 60;
/// Anchors that pair more segments than this are too common for the coarse pass.
const COMMON: usize = 16;
/// A link of the chain needs at least this much weight in shared rare anchors.
const STRONG: f64 = 8.0;

/// For each position between Korean segments, the range of positions between English segments
/// that a path may pass.
#[derive(Debug, Clone)]
pub(crate) struct Corridor {
    en_len: usize,
    /// Positions `lo..=hi`, one pair for each Korean position `0..=n`; both never decrease.
    bounds: Vec<(usize, usize)>,
    /// Index of the first cell of each Korean segment, then the number of cells.
    offsets: Vec<usize>,
}

impl Corridor {
    /// The whole lattice.
    pub fn whole(ko_len: usize, en_len: usize) -> Self {
        Corridor::from_bounds(vec![(0, en_len); ko_len + 1], en_len)
    }

    /// A band around the chain of rare anchors, or the whole lattice when that is small.
    pub fn around(anchors: &[Anchors], ko_len: usize, en_len: usize) -> Self {
        if ko_len * en_len <= WHOLE {
            return Corridor::whole(ko_len, en_len);
        }
        let mut chain = vec![(0, 0)];
        chain.extend(strongest_chain(anchors, en_len));
        chain.push((ko_len, en_len));
        let mut bounds = vec![(en_len, 0); ko_len + 1];
        for pair in chain.windows(2) {
            let ((i0, j0), (i1, j1)) = (pair[0], pair[1]);
            let first = i0.saturating_sub(MARGIN);
            let last = (i1 + MARGIN).min(ko_len);
            for bound in &mut bounds[first..=last] {
                bound.0 = bound.0.min(j0.saturating_sub(MARGIN));
                bound.1 = bound.1.max((j1 + MARGIN).min(en_len));
            }
        }
        Corridor::from_bounds(bounds, en_len)
    }

    fn from_bounds(bounds: Vec<(usize, usize)>, en_len: usize) -> Self {
        let mut offsets = Vec::with_capacity(bounds.len());
        let mut sum = 0;
        for i in 0..bounds.len() - 1 {
            offsets.push(sum);
            sum += segments(&bounds, i).len();
        }
        offsets.push(sum);
        Corridor { en_len, bounds, offsets }
    }

    pub fn ko_len(&self) -> usize {
        self.bounds.len() - 1
    }

    pub fn en_len(&self) -> usize {
        self.en_len
    }

    /// Number of segment pairs inside.
    pub fn cells(&self) -> usize {
        self.offsets[self.ko_len()]
    }

    /// The English segments that may stand in a bead with Korean segment `i`.
    pub fn segments(&self, i: usize) -> Range<usize> {
        segments(&self.bounds, i)
    }

    /// Place of a segment pair among the cells. `j` must be in `segments(i)`.
    pub fn cell(&self, i: usize, j: usize) -> usize {
        self.offsets[i] + j - self.segments(i).start
    }

    /// The English positions that a path may pass at Korean position `i`, both ends included.
    pub fn positions(&self, i: usize) -> std::ops::RangeInclusive<usize> {
        self.bounds[i].0..=self.bounds[i].1
    }
}

/// Between the positions before and after Korean segment `i`.
fn segments(bounds: &[(usize, usize)], i: usize) -> Range<usize> {
    bounds[i].0..bounds[i + 1].1
}

/// The heaviest chain, ascending on both sides, of segment pairs that share rare anchors.
fn strongest_chain(anchors: &[Anchors], en_len: usize) -> Vec<(usize, usize)> {
    let mut weights: HashMap<(u32, u32), f64> = HashMap::new();
    for family in anchors {
        for &(k, e) in &family.links {
            let (ko, en) = (&family.ko[k as usize], &family.en[e as usize]);
            let pairs = ko.len() * en.len();
            if pairs > COMMON {
                continue;
            }
            let weight = (en_len as f64 / pairs as f64).ln().max(0.0);
            for &i in ko {
                for &j in en {
                    *weights.entry((i, j)).or_default() += weight;
                }
            }
        }
    }
    let mut pairs: Vec<(usize, usize, f64)> = weights
        .into_iter()
        .filter(|&(_, weight)| weight >= STRONG)
        .map(|((i, j), weight)| (i as usize, j as usize, weight))
        .collect();
    // Ties in i from the far end: a chain must ascend strictly on both sides.
    pairs.sort_by_key(|&(i, j, _)| (i, std::cmp::Reverse(j)));
    heaviest_ascending(&pairs, en_len)
}

/// Heaviest strictly ascending subsequence by a Fenwick tree of prefix maxima.
fn heaviest_ascending(pairs: &[(usize, usize, f64)], en_len: usize) -> Vec<(usize, usize)> {
    let mut tree: Vec<(f64, Option<usize>)> = vec![(0.0, None); en_len + 1];
    let mut previous = vec![None; pairs.len()];
    let mut best: (f64, Option<usize>) = (0.0, None);
    for (n, &(_, j, weight)) in pairs.iter().enumerate() {
        let mut before: (f64, Option<usize>) = (0.0, None);
        let mut at = j;
        while at > 0 {
            if tree[at].0 > before.0 {
                before = tree[at];
            }
            at &= at - 1;
        }
        previous[n] = before.1;
        let here = (before.0 + weight, Some(n));
        if here.0 > best.0 {
            best = here;
        }
        let mut at = j + 1;
        while at <= en_len {
            if here.0 > tree[at].0 {
                tree[at] = here;
            }
            at += at & at.wrapping_neg();
        }
    }
    let mut chain = Vec::new();
    let mut next = best.1;
    while let Some(n) = next {
        chain.push((pairs[n].0, pairs[n].1));
        next = previous[n];
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::anchor::Family;

    #[test]
    fn the_chain_leaves_out_what_crosses() {
        let pairs = [(0, 0, 9.0), (1, 7, 10.0), (2, 2, 9.0), (3, 3, 9.0)];
        assert_eq!(heaviest_ascending(&pairs, 8), [(0, 0), (2, 2), (3, 3)]);
    }

    #[test]
    fn a_long_document_is_searched_along_its_anchors() {
        let n = 2000;
        let places: Vec<Vec<u32>> = (0..n).map(|i| vec![i]).collect();
        let links: Vec<(u32, u32)> = (0..n).map(|i| (i, i)).collect();
        let anchors = [Family::Latin, Family::Sound]
            .map(|family| Anchors::new(family, places.clone(), places.clone(), links.clone()));
        let corridor = Corridor::around(&anchors, n as usize, n as usize);
        assert!(corridor.cells() < n as usize * 8 * MARGIN);
        for i in 0..n as usize {
            assert!(corridor.segments(i).contains(&i));
        }
    }

    #[test]
    fn without_anchors_everything_is_searched() {
        let corridor = Corridor::around(&[], 500, 600);
        assert_eq!(corridor.cells(), 500 * 600);
    }
}
