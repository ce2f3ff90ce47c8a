//! The part of the lattice in which beads are looked for.
//!
//! All of it for short documents. For long ones a coarse pass first finds pairs of segments that
//! share rare anchors, chains the best of them in order, and leaves a band around the chain, so
//! that time and memory grow with the length of the text and not with its square (the two-pass
//! idea of Thompson and Koehn, *Vecalign*, 2019, and of Liu and Zhu, *Bertalign*, 2022).

use std::collections::HashMap;
use std::ops::Range;

use super::anchor::Anchors;

/// Documents, or parts between two links of the chain, of up to this many cells are searched whole.
const WHOLE: usize = 400 * 400;
/// Segments that the band leaves on either side of a link of the chain, at least.
const MARGIN: usize = 30;
/// Segments on either side of the diagonal where a long part has no link, at least and at most.
const BLIND: (usize, usize) = (60, 150);
/// Anchors that pair more segments than this are too common for the coarse pass.
const COMMON: usize = 16;
/// A link of the chain needs at least this much weight in shared rare anchors.
const STRONG: f64 = 8.0;
/// How often a long part without links is looked at again with what is rare inside of it.
const DEPTH: usize = 3;

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

    /// A band around the chain of rare anchors, or the whole lattice when that is small. Its size
    /// grows with the length of the documents, whatever they hold. `fixed` are places that the path
    /// is known to pass, ascending on both sides.
    pub fn around(
        anchors: &[Anchors<'_>],
        ko_len: usize,
        en_len: usize,
        fixed: &[(usize, usize)],
    ) -> Self {
        if ko_len * en_len <= WHOLE {
            return Corridor::whole(ko_len, en_len);
        }
        let mut chain = vec![(0, 0)];
        let mut from = (0, 0);
        for &to in fixed.iter().chain([&(ko_len, en_len)]) {
            extend_chain(anchors, &(from.0..to.0), &(from.1..to.1), DEPTH, &mut chain);
            chain.push(to);
            from = to;
        }
        let mut bounds = vec![(en_len, 0); ko_len + 1];
        for pair in chain.windows(2) {
            widen(&mut bounds, pair[0], pair[1], en_len);
        }
        Corridor::climbing(bounds, en_len)
    }

    /// The corridor between these first and last positions at each Korean position, widened where
    /// an edge would fall: both must climb.
    pub fn climbing(mut bounds: Vec<(usize, usize)>, en_len: usize) -> Self {
        for i in 1..bounds.len() {
            bounds[i].1 = bounds[i].1.max(bounds[i - 1].1);
        }
        for i in (1..bounds.len()).rev() {
            bounds[i - 1].0 = bounds[i - 1].0.min(bounds[i].0);
        }
        Corridor::from_bounds(bounds, en_len)
    }

    /// The corridor widened so that it holds these places.
    pub fn holding(&self, places: impl Iterator<Item = (usize, usize)>) -> Self {
        let mut bounds = self.bounds.clone();
        for (i, j) in places {
            bounds[i] = (bounds[i].0.min(j), bounds[i].1.max(j));
        }
        Corridor::climbing(bounds, self.en_len)
    }

    /// The corridor of a part of the documents, its segments counted from the part's first. Both
    /// corners of the part must lie in the corridor, as they do where they are fixed.
    pub fn part(&self, ko: &Range<usize>, en: &Range<usize>) -> Self {
        let inside = |j: usize| j.clamp(en.start, en.end) - en.start;
        let rows = &self.bounds[ko.start..=ko.end];
        let mut bounds: Vec<(usize, usize)> =
            rows.iter().map(|&(low, high)| (inside(low), inside(high))).collect();
        if let Some(first) = bounds.first_mut() {
            first.0 = 0;
        }
        if let Some(last) = bounds.last_mut() {
            last.1 = en.len();
        }
        Corridor::climbing(bounds, en.len())
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

/// Lets the band pass between two links: the whole part when it is small, else along its diagonal.
fn widen(bounds: &mut [(usize, usize)], from: (usize, usize), to: (usize, usize), en_len: usize) {
    let (rows, columns) = (to.0 - from.0, to.1 - from.1);
    let blind = rows * columns > WHOLE;
    let margin = match blind {
        true => (rows.max(columns) / 20).clamp(BLIND.0, BLIND.1),
        false => MARGIN + rows.max(columns) / 4,
    };
    for (i, bound) in bounds.iter_mut().enumerate().take(to.0 + 1).skip(from.0) {
        let (low, high) = if blind {
            let here = from.1 + (i - from.0) * columns / rows.max(1);
            (here, here)
        } else {
            (from.1, to.1)
        };
        bound.0 = bound.0.min(low.saturating_sub(margin));
        bound.1 = bound.1.max((high + margin).min(en_len));
    }
}

/// Adds the links inside a part of the lattice to the chain; where a long part stays without any,
/// looks again at what is rare inside of it.
fn extend_chain(
    anchors: &[Anchors],
    ko: &Range<usize>,
    en: &Range<usize>,
    depth: usize,
    chain: &mut Vec<(usize, usize)>,
) {
    let mut inner = strongest_chain(anchors, ko, en);
    if inner.is_empty() {
        return;
    }
    inner.push((ko.end, en.end));
    let (mut i, mut j) = (ko.start, en.start);
    for link in inner {
        if depth > 0 && (link.0 - i) * (link.1 - j) > WHOLE {
            extend_chain(anchors, &(i..link.0), &(j..link.1), depth - 1, chain);
        }
        if link != (ko.end, en.end) {
            chain.push(link);
        }
        (i, j) = link;
    }
}

/// The heaviest chain, ascending on both sides, of segment pairs that share anchors which are rare
/// in this part of the lattice.
fn strongest_chain(
    anchors: &[Anchors],
    ko: &Range<usize>,
    en: &Range<usize>,
) -> Vec<(usize, usize)> {
    let length = en.len() as f64;
    let mut weights: HashMap<(u32, u32), f64> = HashMap::new();
    for family in anchors {
        for &(k, e) in &family.links {
            let (ko, en) = (within(&family.ko[k as usize], ko), within(&family.en[e as usize], en));
            let pairs = ko.len() * en.len();
            if pairs == 0 || pairs > COMMON {
                continue;
            }
            let weight = (length / pairs as f64).ln().max(0.0);
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
    heaviest_ascending(&pairs, en.end)
}

/// The segments of an item that lie in a range.
fn within<'a>(segments: &'a [u32], range: &Range<usize>) -> &'a [u32] {
    let place = |bound: usize| segments.partition_point(|&segment| (segment as usize) < bound);
    &segments[place(range.start)..place(range.end)]
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
        let corridor = Corridor::around(&anchors, n as usize, n as usize, &[]);
        assert!(corridor.cells() < n as usize * 4 * MARGIN);
        for i in 0..n as usize {
            assert!(corridor.segments(i).contains(&i));
        }
    }

    #[test]
    fn without_anchors_the_search_stays_near_the_diagonal() {
        let corridor = Corridor::around(&[], 20_000, 21_000, &[]);
        assert!(corridor.cells() < 20_000 * 3 * BLIND.1);
        assert!((0..20_000).all(|i| corridor.segments(i).contains(&(i * 21 / 20))));
    }

    #[test]
    fn what_repeats_over_the_document_still_guides_inside_a_part() {
        // The same 300 pairs of names three times, and one mark in the middle of each.
        let n = 900u32;
        let thrice = |i: u32| vec![i, i + 300, i + 600];
        let items: Vec<Vec<u32>> = (0..300).map(thrice).chain([vec![450]]).collect();
        let links: Vec<(u32, u32)> = (0..301).map(|i| (i, i)).collect();
        let anchors = [Family::Latin, Family::Sound]
            .map(|family| Anchors::new(family, items.clone(), items.clone(), links.clone()));
        let corridor = Corridor::around(&anchors, n as usize, n as usize, &[]);
        assert!((0..900).all(|i| corridor.segments(i).contains(&i)));
        assert!(corridor.cells() < 900 * 500, "{}", corridor.cells());
    }
}
