//! The coarse pass inside a corridor: where could the best path be?
//!
//! Scoring all shapes at every place is most of the work. So a path of 1-1 beads and one-sided ones
//! is looked for first, a fast look at one score a place, and only the places that some path passes
//! which comes near the best one stay in the corridor (coarse-to-fine pruning as in Charniak et al.,
//! *Multilevel Coarse-to-fine PCFG Parsing*, 2006). Where the text is clear that leaves a few
//! places, where it is not, many.

use std::ops::Range;

use super::corridor::Corridor;

/// How much worse than the best path one may be whose places stay, in logarithms of odds.
const BEAM: f32 = 24.0;
/// Places left on either side of those.
const MARGIN: usize = 5;
/// What passing over a segment costs at most: in a bead of several it is no loss.
const PASSED_OVER: f32 = -1.0;
/// Corridors this narrow are searched as they are.
const NARROW: usize = 3 * MARGIN;

/// Scores that a coarse path is made of.
pub(crate) struct Scores<'a, F> {
    /// Score of the 1-1 bead of two segments.
    pub pair: F,
    /// Score of each Korean segment without counterpart.
    pub alone_ko: &'a [f32],
    /// The same for each English segment.
    pub alone_en: &'a [f32],
}

/// The part of the corridor that likely paths pass.
pub(crate) fn narrowed<F>(corridor: &Corridor, scores: &Scores<'_, F>) -> Corridor
where
    F: Fn(usize, usize) -> f32,
{
    let rows = corridor.ko_len() + 1;
    let widest = (0..rows).map(|i| corridor.positions(i).count()).max().unwrap_or(0);
    if widest <= NARROW {
        return corridor.clone();
    }
    let grid = Grid::new(corridor, scores);
    let (to, from) = (grid.forward(), grid.backward());
    let best = from[0];
    let mut bounds = Vec::with_capacity(rows);
    for i in 0..rows {
        let mut live: Option<Range<usize>> = None;
        for (at, j) in corridor.positions(i).enumerate() {
            let place = grid.rows[i] + at;
            if to[place] + from[place] >= best - BEAM {
                live = Some(live.map_or(j..j, |live| live.start..j));
            }
        }
        let all = corridor.positions(i);
        let live = live.unwrap_or(*all.start()..*all.end());
        let low = live.start.saturating_sub(MARGIN).max(*all.start());
        bounds.push((low, (live.end + MARGIN).min(*all.end())));
    }
    Corridor::climbing(bounds, corridor.en_len())
}

/// The scores of all places.
struct Grid<'a> {
    corridor: &'a Corridor,
    /// Index of the first place of each row.
    rows: Vec<usize>,
    /// Score of the pair that starts at a place.
    pairs: Vec<f32>,
    alone_ko: Vec<f32>,
    alone_en: Vec<f32>,
}

impl<'a> Grid<'a> {
    fn new<F: Fn(usize, usize) -> f32>(corridor: &'a Corridor, scores: &Scores<'_, F>) -> Self {
        let (mut rows, mut pairs) = (Vec::new(), Vec::new());
        for i in 0..=corridor.ko_len() {
            rows.push(pairs.len());
            for j in corridor.positions(i) {
                let inside = i < corridor.ko_len() && j < corridor.en_len();
                pairs.push(if inside { (scores.pair)(i, j) } else { f32::NEG_INFINITY });
            }
        }
        let passed = |alone: &[f32]| alone.iter().map(|score| score.max(PASSED_OVER)).collect();
        let (alone_ko, alone_en) = (passed(scores.alone_ko), passed(scores.alone_en));
        Grid { corridor, rows, pairs, alone_ko, alone_en }
    }

    /// Place of a position, if it is in the corridor.
    fn place(&self, i: usize, j: usize) -> Option<usize> {
        let inside = i <= self.corridor.ko_len() && self.corridor.positions(i).contains(&j);
        inside.then(|| self.rows[i] + j - self.corridor.positions(i).start())
    }

    /// Best score of a path from the start to each place.
    fn forward(&self) -> Vec<f32> {
        let mut to = vec![f32::NEG_INFINITY; self.pairs.len()];
        to[0] = 0.0;
        for i in 0..=self.corridor.ko_len() {
            for j in self.corridor.positions(i) {
                let here = self.rows[i] + j - self.corridor.positions(i).start();
                for (next, score) in self.steps(i, j, here).into_iter().flatten() {
                    to[next] = to[next].max(to[here] + score);
                }
            }
        }
        to
    }

    /// Best score of a path from each place to the end.
    fn backward(&self) -> Vec<f32> {
        let mut from = vec![f32::NEG_INFINITY; self.pairs.len()];
        let last = from.len() - 1;
        from[last] = 0.0;
        for i in (0..=self.corridor.ko_len()).rev() {
            for j in self.corridor.positions(i).rev() {
                let here = self.rows[i] + j - self.corridor.positions(i).start();
                for (next, score) in self.steps(i, j, here).into_iter().flatten() {
                    from[here] = from[here].max(from[next] + score);
                }
            }
        }
        from
    }

    fn steps(&self, i: usize, j: usize, here: usize) -> [Option<(usize, f32)>; 3] {
        let step = |i, j, score: Option<&f32>| Some((self.place(i, j)?, *score?));
        [
            step(i + 1, j + 1, self.pairs.get(here)),
            step(i + 1, j, self.alone_ko.get(i)),
            step(i, j + 1, self.alone_en.get(j)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_is_near_the_best_path_and_all_where_nothing_is_clear() {
        let corridor = Corridor::whole(100, 100);
        let alone = vec![-3.0; 100];
        let clear = |i: usize, j: usize| if i == j { 9.0 } else { -9.0 };
        let scores = Scores { pair: clear, alone_ko: &alone, alone_en: &alone };
        let narrow = narrowed(&corridor, &scores);
        assert!(narrow.cells() < 100 * 40, "{}", narrow.cells());
        assert!((0..100).all(|i| narrow.segments(i).contains(&i)));

        let unclear = Scores { pair: |_, _| 0.0, alone_ko: &alone, alone_en: &alone };
        assert!(narrowed(&corridor, &unclear).cells() > narrow.cells());
    }
}
