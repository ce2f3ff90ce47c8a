//! The lattice of all beads in the corridor: the best path, and how probable each bead is.
//!
//! A path goes from before the first segments to behind the last, a bead a step. Between two beads
//! with text on both sides the one-sided ones stand Korean before English, so that one alignment
//! is one path. The best path is found with whole-number scores, so that it is the same on every
//! machine. Summing over all paths instead (forward-backward, in logarithms) gives the probability
//! of each bead under the model.

use std::collections::HashMap;

use rayon::prelude::*;

use super::bead::{ALONE_EN, ALONE_KO, Bead, Candidate, SHAPES};
use super::corridor::Corridor;

/// One unit of the whole-number scores of the best path.
const GRAIN: f64 = 1.0 / 4096.0;
const IMPOSSIBLE: f64 = f64::NEG_INFINITY;
const NOT_REACHED: i64 = i64::MIN / 4;
/// A path this much worse than the best one, in logarithms of odds, is not summed up.
const BEAM: f64 = 25.0;

/// What the step before was, as far as the next one must know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    /// A bead with both sides, or the start.
    Pair,
    /// A Korean segment without counterpart.
    Korean,
    /// An English one.
    English,
}

const STATES: [Before; 3] = [Before::Pair, Before::Korean, Before::English];

impl Before {
    /// The state behind a bead of this shape.
    fn behind(shape: usize) -> Before {
        match (SHAPES[shape].ko, SHAPES[shape].en) {
            (_, 0) => Before::Korean,
            (0, _) => Before::English,
            _ => Before::Pair,
        }
    }

    /// The states from which a bead may lead to this one, and whether it then goes on with a
    /// one-sided run.
    fn after(self) -> &'static [(Before, bool)] {
        match self {
            Before::Pair => {
                &[(Before::Pair, false), (Before::Korean, false), (Before::English, false)]
            }
            Before::Korean => &[(Before::Pair, false), (Before::Korean, true)],
            Before::English => {
                &[(Before::Pair, false), (Before::Korean, true), (Before::English, true)]
            }
        }
    }
}

/// The scored beads of a corridor.
pub(crate) struct Lattice<'a> {
    corridor: &'a Corridor,
    /// Index of the first node of each Korean position.
    rows: Vec<usize>,
    /// Score of the bead of each shape that starts at a node; impossible where it leaves the
    /// corridor.
    scores: Vec<[f32; SHAPES.len()]>,
    /// What is added for a one-sided bead behind another one.
    run: f64,
}

impl<'a> Lattice<'a> {
    /// Scores every bead of the corridor. `run` is the weight of a one-sided bead that follows
    /// another one.
    pub fn new(corridor: &'a Corridor, run: f64, score: impl Fn(Candidate) -> f64 + Sync) -> Self {
        let mut lattice = Lattice::unscored(corridor, run);
        let mut rows: Vec<(usize, &mut [[f32; SHAPES.len()]])> = Vec::new();
        let mut scores = std::mem::take(&mut lattice.scores);
        let mut rest = &mut scores[..];
        for i in 0..=corridor.ko_len() {
            let (row, others) = rest.split_at_mut(corridor.positions(i).count());
            rows.push((i, row));
            rest = others;
        }
        rows.into_par_iter().for_each(|(i, row)| {
            for (j, scores) in corridor.positions(i).zip(row) {
                for (shape, place) in scores.iter_mut().enumerate() {
                    let bead = Candidate { i, j, shape };
                    if lattice.end(bead).is_some() {
                        *place = score(bead) as f32;
                    }
                }
            }
        });
        lattice.scores = scores;
        lattice
    }

    /// A lattice whose scores are listed in the order of [`Lattice::beads`].
    pub fn listed(corridor: &'a Corridor, run: f64, mut scores: impl Iterator<Item = f64>) -> Self {
        let mut lattice = Lattice::unscored(corridor, run);
        for i in 0..=corridor.ko_len() {
            for j in corridor.positions(i) {
                let node = lattice.node(i, j);
                for shape in 0..SHAPES.len() {
                    if lattice.end(Candidate { i, j, shape }).is_some() {
                        let score = scores.next().unwrap_or(IMPOSSIBLE);
                        lattice.scores[node][shape] = score as f32;
                    }
                }
            }
        }
        lattice
    }

    fn unscored(corridor: &'a Corridor, run: f64) -> Self {
        let mut rows = Vec::with_capacity(corridor.ko_len() + 1);
        let mut nodes = 0;
        for i in 0..=corridor.ko_len() {
            rows.push(nodes);
            nodes += corridor.positions(i).count();
        }
        let scores = vec![[f32::NEG_INFINITY; SHAPES.len()]; nodes];
        Lattice { corridor, rows, scores, run }
    }

    /// Every bead with the node it starts at, in an order in which paths meet them.
    pub fn beads(&self) -> impl Iterator<Item = (usize, Candidate)> + '_ {
        (0..=self.corridor.ko_len()).flat_map(move |i| {
            self.corridor.positions(i).flat_map(move |j| {
                let from = self.node(i, j);
                let beads = (0..SHAPES.len()).map(move |shape| Candidate { i, j, shape });
                beads.filter(|bead| self.end(*bead).is_some()).map(move |bead| (from, bead))
            })
        })
    }

    fn node(&self, i: usize, j: usize) -> usize {
        self.rows[i] + j - self.corridor.positions(i).start()
    }

    /// The node behind a bead, unless it lies outside.
    fn end(&self, bead: Candidate) -> Option<usize> {
        let (i, j) = (bead.ko().end, bead.en().end);
        (i <= self.corridor.ko_len() && self.corridor.positions(i).contains(&j))
            .then(|| self.node(i, j))
    }

    /// The beads that start at one node, each with the node behind it and its score.
    fn steps_at(&self, i: usize, j: usize) -> impl Iterator<Item = (Candidate, usize, f32)> + '_ {
        let from = self.node(i, j);
        (0..SHAPES.len()).filter_map(move |shape| {
            let score = self.scores[from][shape];
            let bead = Candidate { i, j, shape };
            (score > f32::NEG_INFINITY).then(|| Some((bead, self.end(bead)?, score)))?
        })
    }

    fn nodes(&self) -> impl DoubleEndedIterator<Item = (usize, usize)> + '_ {
        (0..=self.corridor.ko_len())
            .flat_map(move |i| self.corridor.positions(i).map(move |j| (i, j)))
    }

    /// The best path, each bead with its probability: for a one-sided bead, that its segment has
    /// no counterpart at all.
    pub fn best(&self) -> Vec<Bead> {
        let search = self.search();
        let path = self.best_path(&search);
        let posterior = self.posterior_of(search);
        path.into_iter()
            .map(|bead| {
                let confidence = match Before::behind(bead.shape) {
                    Before::Pair => posterior.of(self.node(bead.i, bead.j), bead.shape),
                    Before::Korean => posterior.alone_ko[bead.i],
                    Before::English => posterior.alone_en[bead.j],
                };
                Bead { ko: bead.ko(), en: bead.en(), confidence: confidence.clamp(0.0, 1.0) }
            })
            .collect()
    }

    /// How much better the best path is than to pair nothing at all, in logarithms of odds.
    pub fn gain(&self) -> f64 {
        let (n, m) = (self.corridor.ko_len(), self.corridor.en_len());
        let alone = |i, j, shape| f64::from(self.scores[self.node(i, j)][shape]);
        let korean: f64 = (0..n).map(|i| alone(i, 0, ALONE_KO)).sum();
        let english: f64 = (0..m).map(|j| alone(n, j, ALONE_EN)).sum();
        let nothing = korean + english + self.run * (n + m).saturating_sub(1) as f64;
        self.search().from[0][Before::Pair as usize] as f64 * GRAIN - nothing
    }

    fn best_path(&self, search: &Search) -> Vec<Candidate> {
        let count = self.scores.len();
        let mut state = search.last_state();
        let (mut i, mut j) = (self.corridor.ko_len(), self.corridor.en_len());
        debug_assert_eq!(self.node(i, j), count - 1);
        let mut path = Vec::new();
        while (i, j) != (0, 0) {
            let (shape, before) = search.back[self.node(i, j)][state as usize];
            let shape = usize::from(shape);
            (i, j) = (i - SHAPES[shape].ko, j - SHAPES[shape].en);
            path.push(Candidate { i, j, shape });
            state = before;
        }
        path.reverse();
        path
    }

    /// The best score of a path to every node and on from it, in whole numbers.
    fn search(&self) -> Search {
        let count = self.scores.len();
        let run = grains(self.run);
        let mut to = vec![[NOT_REACHED; 3]; count];
        let mut back = vec![[(0u8, Before::Pair); 3]; count];
        to[0][Before::Pair as usize] = 0;
        for (i, j) in self.nodes() {
            let here = to[self.node(i, j)];
            if here == [NOT_REACHED; 3] {
                continue;
            }
            for (bead, end, score) in self.steps_at(i, j) {
                let behind = Before::behind(bead.shape);
                let score = grains(score.into());
                for (before, runs) in behind.after() {
                    let reached = here[*before as usize];
                    let all = reached + score + if *runs { run } else { 0 };
                    if reached > NOT_REACHED && all > to[end][behind as usize] {
                        to[end][behind as usize] = all;
                        back[end][behind as usize] = (bead.shape as u8, *before);
                    }
                }
            }
        }
        let mut from = vec![[NOT_REACHED; 3]; count];
        from[count - 1] = [0; 3];
        for (i, j) in self.nodes().rev() {
            let node = self.node(i, j);
            let mut here = from[node];
            for (bead, end, score) in self.steps_at(i, j) {
                let behind = Before::behind(bead.shape);
                let rest = from[end][behind as usize];
                if rest == NOT_REACHED {
                    continue;
                }
                let all = rest + grains(score.into());
                for (before, runs) in behind.after() {
                    let place = &mut here[*before as usize];
                    *place = (*place).max(all + if *runs { run } else { 0 });
                }
            }
            from[node] = here;
        }
        Search { to, from, back }
    }

    /// The probability of every bead under the model.
    pub fn posterior(&self) -> Posterior {
        self.posterior_of(self.search())
    }

    /// Sums over the paths that come near the best one: what a node adds through which even the
    /// best path is [`BEAM`] worse cannot be seen in a probability.
    fn posterior_of(&self, search: Search) -> Posterior {
        let live = Live::new(self, search);
        let mut forward = vec![[IMPOSSIBLE; 3]; live.positions.len()];
        let mut backward = forward.clone();
        // The first and the last node are on the best path.
        forward[0][Before::Pair as usize] = 0.0;
        backward[live.positions.len() - 1] = [0.0; 3];
        for (at, &(i, j)) in live.positions.iter().enumerate() {
            let here = forward[at];
            let entries = STATES.map(|behind| self.entry(&here, behind));
            for (bead, end, score) in self.steps_at(i, j) {
                if let Some(end) = live.place(end) {
                    let behind = Before::behind(bead.shape) as usize;
                    let place = &mut forward[end][behind];
                    *place = log_add(*place, entries[behind] + f64::from(score));
                }
            }
        }
        for (at, &(i, j)) in live.positions.iter().enumerate().rev() {
            // Logarithms of what follows by the state behind the next bead.
            let mut rest = [IMPOSSIBLE; 3];
            for (bead, end, score) in self.steps_at(i, j) {
                if let Some(end) = live.place(end) {
                    let behind = Before::behind(bead.shape) as usize;
                    let on = backward[end][behind] + f64::from(score);
                    rest[behind] = log_add(rest[behind], on);
                }
            }
            for behind in STATES {
                for (before, runs) in behind.after() {
                    let on = rest[behind as usize] + if *runs { self.run } else { 0.0 };
                    let place = &mut backward[at][*before as usize];
                    *place = log_add(*place, on);
                }
            }
        }
        self.gather(&live, &forward, &backward)
    }

    /// What the states at a node come to before a bead that leads to `behind`.
    fn entry(&self, here: &[f64; 3], behind: Before) -> f64 {
        let before = behind.after().iter();
        before.fold(IMPOSSIBLE, |sum, (before, runs)| {
            log_add(sum, here[*before as usize] + if *runs { self.run } else { 0.0 })
        })
    }

    fn gather(&self, live: &Live, forward: &[[f64; 3]], backward: &[[f64; 3]]) -> Posterior {
        let total = backward[0][Before::Pair as usize];
        let mut posterior = Posterior {
            beads: HashMap::new(),
            alone_ko: vec![0.0; self.corridor.ko_len()],
            alone_en: vec![0.0; self.corridor.en_len()],
            runs: 0.0,
            total,
        };
        for (at, &(i, j)) in live.positions.iter().enumerate() {
            let mut here = [0.0f32; SHAPES.len()];
            for (bead, end, score) in self.steps_at(i, j) {
                let Some(end) = live.place(end) else { continue };
                let behind = Before::behind(bead.shape);
                let on = backward[end][behind as usize] + f64::from(score) - total;
                let probability = (self.entry(&forward[at], behind) + on).exp();
                here[bead.shape] += probability as f32;
                if behind == Before::Pair {
                    continue;
                }
                let fresh = forward[at][Before::Pair as usize] + on;
                posterior.runs += probability - fresh.exp();
                match behind {
                    Before::Korean => posterior.alone_ko[i] += probability,
                    _ => posterior.alone_en[j] += probability,
                }
            }
            posterior.beads.insert(self.node(i, j), here);
        }
        posterior
    }
}

/// The best paths through a lattice, by whole-number scores in units of [`GRAIN`].
struct Search {
    /// Best score of a path to a node, by the state in which it comes there.
    to: Vec<[i64; 3]>,
    /// Best score of a path on from a node, by the state in which it stands there.
    from: Vec<[i64; 3]>,
    /// The shape of the last step to a node and the state before it.
    back: Vec<[(u8, Before); 3]>,
}

impl Search {
    /// The state in which the best path ends.
    fn last_state(&self) -> Before {
        let end = self.to.last().copied().unwrap_or_default();
        STATES.into_iter().max_by_key(|&state| end[state as usize]).unwrap_or(Before::Pair)
    }

    /// Whether a path through this node comes near the best one.
    fn is_near(&self, node: usize) -> bool {
        let best = self.from[0][Before::Pair as usize];
        STATES.into_iter().any(|state| {
            let (to, from) = (self.to[node][state as usize], self.from[node][state as usize]);
            to > NOT_REACHED && from > NOT_REACHED && to + from >= best - grains(BEAM)
        })
    }
}

/// The nodes that paths near the best one pass.
struct Live {
    /// Their positions, in the order of the nodes.
    positions: Vec<(usize, usize)>,
    /// For each node of the lattice its place among these, or [`Live::NONE`].
    places: Vec<u32>,
}

impl Live {
    const NONE: u32 = u32::MAX;

    /// Takes the search, which is not needed any more and is large.
    fn new(lattice: &Lattice<'_>, search: Search) -> Live {
        let mut live = Live { positions: Vec::new(), places: vec![Live::NONE; search.to.len()] };
        for (node, (i, j)) in lattice.nodes().enumerate() {
            if search.is_near(node) {
                live.places[node] = live.positions.len() as u32;
                live.positions.push((i, j));
            }
        }
        live
    }

    fn place(&self, node: usize) -> Option<usize> {
        let place = self.places[node];
        (place != Live::NONE).then_some(place as usize)
    }
}

/// A score in whole numbers.
fn grains(score: f64) -> i64 {
    (score / GRAIN).round() as i64
}

/// How probable each bead of a lattice is.
pub(crate) struct Posterior {
    /// By node and shape; nodes that no likely path passes are not there.
    beads: HashMap<usize, [f32; SHAPES.len()]>,
    /// Probability of each Korean segment to have no counterpart.
    alone_ko: Vec<f64>,
    /// The same for each English segment.
    alone_en: Vec<f64>,
    /// Expected number of one-sided beads behind another one.
    pub runs: f64,
    /// Logarithm of the summed weight of all paths.
    pub total: f64,
}

impl Posterior {
    /// Probability of one bead.
    pub fn of(&self, node: usize, shape: usize) -> f64 {
        self.beads.get(&node).map_or(0.0, |shapes| f64::from(shapes[shape]))
    }
}

/// `ln(e^a + e^b)` without overflow.
fn log_add(a: f64, b: f64) -> f64 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    if low == IMPOSSIBLE || low - high < -30.0 { high } else { high + (low - high).exp().ln_1p() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Likes the beads on the diagonal of a 3 x 3 document.
    fn diagonal(bead: Candidate) -> f64 {
        let one = SHAPES[bead.shape].ko == 1 && SHAPES[bead.shape].en == 1;
        if one && bead.i == bead.j { 3.0 } else { -2.0 }
    }

    #[test]
    fn takes_the_best_path() {
        let corridor = Corridor::whole(3, 3);
        let beads = Lattice::new(&corridor, 0.0, diagonal).best();
        let places: Vec<_> = beads.iter().map(|b| (b.ko.clone(), b.en.clone())).collect();
        assert_eq!(places, [(0..1, 0..1), (1..2, 1..2), (2..3, 2..3)]);
        assert!(beads.iter().all(|b| b.confidence > 0.9));
    }

    #[test]
    fn probabilities_of_the_beads_of_one_segment_sum_to_one() {
        let corridor = Corridor::whole(4, 3);
        let score = |b: Candidate| ((b.i * 7 + b.j * 3 + b.shape) % 5) as f64;
        let lattice = Lattice::new(&corridor, 0.5, score);
        let posterior = lattice.posterior();
        for segment in 0..4 {
            let holding = lattice.beads().filter(|(_, bead)| bead.ko().contains(&segment));
            let sum: f64 = holding.map(|(node, bead)| posterior.of(node, bead.shape)).sum();
            assert!((sum - 1.0).abs() < 1e-5, "{segment}: {sum}");
        }
    }

    #[test]
    fn one_sided_runs_stand_korean_first_and_are_sure_where_nothing_else_can_be() {
        let corridor = Corridor::whole(2, 2);
        let pairs_are_bad = |bead: Candidate| if bead.is_null() { 0.0 } else { -50.0 };
        let beads = Lattice::new(&corridor, 0.0, pairs_are_bad).best();
        let places: Vec<_> = beads.iter().map(|b| (b.ko.len(), b.en.len())).collect();
        assert_eq!(places, [(1, 0), (1, 0), (0, 1), (0, 1)]);
        assert!(beads.iter().all(|b| b.confidence > 0.99));
    }

    #[test]
    fn one_empty_side_gives_null_beads() {
        let corridor = Corridor::whole(2, 0);
        let beads = Lattice::new(&corridor, 0.0, |_| -1.0).best();
        assert_eq!(beads.len(), 2);
        assert!(beads.iter().all(Bead::is_null));
        let nothing = Corridor::whole(0, 0);
        assert!(Lattice::new(&nothing, 0.0, |_| 0.0).best().is_empty());
    }
}
