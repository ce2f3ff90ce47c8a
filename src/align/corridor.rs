//! The part of the lattice in which beads are looked for.
//!
//! All of it for short documents. For long ones a coarse pass first finds pairs of segments that
//! share rare anchors, chains the best of them in order, and leaves a band around the chain, so
//! that time and memory grow with the length of the text and not with its square (the two-pass
//! idea of Thompson and Koehn, *Vecalign*, 2019, and of Liu and Zhu, *Bertalign*, 2022).

use std::ops::Range;

use super::anchor::Anchors;
use super::chain::Chains;

/// Documents, or parts between two links of the chain, of up to this many cells are searched whole.
const WHOLE: usize = 400 * 400;
/// Segments that the band leaves on either side of a link of the chain, at least.
const MARGIN: usize = 20;
/// Segments on either side of the diagonal where a long part has no link, at least and at most.
const BLIND: (usize, usize) = (60, 150);

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
        let chains = Chains::new(anchors, ko_len);
        let mut chain = vec![(0, 0)];
        let mut from = (0, 0);
        for &to in fixed.iter().chain([&(ko_len, en_len)]) {
            chains.extend(&mut chain, &(from.0..to.0), &(from.1..to.1));
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

    /// The corridor made of those of parts, each with its start. Between two parts lies a fixed bead
    /// with text on both sides.
    pub fn joined<'c>(
        parts: impl Iterator<Item = ((usize, usize), &'c Corridor)>,
        ko_len: usize,
        en_len: usize,
    ) -> Self {
        let mut bounds = Vec::with_capacity(ko_len + 1);
        for ((i, j), part) in parts {
            // Inside of a fixed bead: from where the part before ends to where this one begins.
            let (low, high) = (bounds.last().map_or(0, |last: &(usize, usize)| last.1), j);
            bounds.resize(i.max(bounds.len()), (low, high));
            bounds.extend(part.bounds.iter().map(|&(low, high)| (low + j, high + j)));
        }
        Corridor::climbing(bounds, en_len)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::anchor::Family;

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
