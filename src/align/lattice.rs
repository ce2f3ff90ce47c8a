//! The lattice of all beads in the corridor: the best path, and how probable each bead is.
//!
//! A path goes from before the first segments to behind the last, a bead a step. Between two beads
//! with text on both sides the one-sided ones stand Korean before English, so that one alignment
//! is one path. The best path is found with whole-number scores, so that it is the same on every
//! machine. Summing over all paths instead (forward-backward, in logarithms) gives the probability
//! of each bead under the model.

use rayon::prelude::*;

use super::bead::{Bead, Candidate, SHAPES};
use super::corridor::Corridor;

/// One unit of the whole-number scores of the best path.
const GRAIN: f64 = 1.0 / 4096.0;
const IMPOSSIBLE: f64 = f64::NEG_INFINITY;

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

    /// Whether a bead of this shape may follow, and whether it goes on with a one-sided run.
    fn admits(self, shape: usize) -> Option<bool> {
        match (self, Before::behind(shape)) {
            (Before::English, Before::Korean) => None,
            (Before::Korean | Before::English, Before::Korean | Before::English) => Some(true),
            _ => Some(false),
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

/// A bead that may follow a state at a node.
#[derive(Debug, Clone, Copy)]
struct Step {
    from: usize,
    to: usize,
    before: Before,
    bead: Candidate,
    /// Whether it is one-sided like the bead before it.
    runs: bool,
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

    /// The steps that may be taken at one node, in every state.
    fn steps_at(&self, i: usize, j: usize) -> impl Iterator<Item = Step> + '_ {
        let from = self.node(i, j);
        (0..SHAPES.len()).flat_map(move |shape| {
            let bead = Candidate { i, j, shape };
            let to = self.end(bead);
            STATES.into_iter().filter_map(move |before| {
                Some(Step { from, to: to?, before, bead, runs: before.admits(shape)? })
            })
        })
    }

    fn nodes(&self) -> impl DoubleEndedIterator<Item = (usize, usize)> + '_ {
        (0..=self.corridor.ko_len())
            .flat_map(move |i| self.corridor.positions(i).map(move |j| (i, j)))
    }

    fn score(&self, step: Step) -> f64 {
        f64::from(self.scores[step.from][step.bead.shape]) + if step.runs { self.run } else { 0.0 }
    }

    /// The best path, each bead with its probability: for a one-sided bead, that its segment has
    /// no counterpart at all.
    pub fn best(&self) -> Vec<Bead> {
        let path = self.best_path();
        let posterior = self.posterior();
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

    fn best_path(&self) -> Vec<Candidate> {
        const NOT_REACHED: i64 = i64::MIN;
        let count = self.scores.len();
        let mut best = vec![[NOT_REACHED; 3]; count];
        // The shape of the last step to a node and the state before it.
        let mut back = vec![[(0u8, Before::Pair); 3]; count];
        best[0][Before::Pair as usize] = 0;
        for (i, j) in self.nodes() {
            for step in self.steps_at(i, j) {
                let reached = best[step.from][step.before as usize];
                if reached == NOT_REACHED {
                    continue;
                }
                let score = reached + (self.score(step) / GRAIN).round() as i64;
                let state = Before::behind(step.bead.shape) as usize;
                if score > best[step.to][state] {
                    best[step.to][state] = score;
                    back[step.to][state] = (step.bead.shape as u8, step.before);
                }
            }
        }
        let end = STATES.into_iter().max_by_key(|&state| best[count - 1][state as usize]);
        let mut state = end.unwrap_or(Before::Pair);
        let (mut i, mut j) = (self.corridor.ko_len(), self.corridor.en_len());
        let mut path = Vec::new();
        while (i, j) != (0, 0) {
            let (shape, before) = back[self.node(i, j)][state as usize];
            let shape = usize::from(shape);
            (i, j) = (i - SHAPES[shape].ko, j - SHAPES[shape].en);
            path.push(Candidate { i, j, shape });
            state = before;
        }
        path.reverse();
        path
    }

    /// The probability of every bead under the model.
    pub fn posterior(&self) -> Posterior {
        let count = self.scores.len();
        let mut forward = vec![[IMPOSSIBLE; 3]; count];
        let mut backward = vec![[IMPOSSIBLE; 3]; count];
        forward[0][Before::Pair as usize] = 0.0;
        backward[count - 1] = [0.0; 3];
        for (i, j) in self.nodes() {
            for step in self.steps_at(i, j) {
                let reached = forward[step.from][step.before as usize];
                if reached > IMPOSSIBLE {
                    let behind = &mut forward[step.to][Before::behind(step.bead.shape) as usize];
                    *behind = log_add(*behind, reached + self.score(step));
                }
            }
        }
        for (i, j) in self.nodes().rev() {
            for step in self.steps_at(i, j) {
                let rest = backward[step.to][Before::behind(step.bead.shape) as usize];
                let here = &mut backward[step.from][step.before as usize];
                *here = log_add(*here, rest + self.score(step));
            }
        }
        let total = backward[0][Before::Pair as usize];
        let mut posterior = Posterior {
            beads: Vec::with_capacity(count),
            alone_ko: vec![0.0; self.corridor.ko_len()],
            alone_en: vec![0.0; self.corridor.en_len()],
            runs: 0.0,
            total,
        };
        for (i, j) in self.nodes() {
            let mut here = [0.0f32; SHAPES.len()];
            for step in self.steps_at(i, j) {
                let through = forward[step.from][step.before as usize]
                    + self.score(step)
                    + backward[step.to][Before::behind(step.bead.shape) as usize];
                let probability = (through - total).exp();
                here[step.bead.shape] += probability as f32;
                posterior.runs += if step.runs { probability } else { 0.0 };
                match Before::behind(step.bead.shape) {
                    Before::Korean => posterior.alone_ko[i] += probability,
                    Before::English => posterior.alone_en[j] += probability,
                    Before::Pair => {}
                }
            }
            posterior.beads.push(here);
        }
        posterior
    }
}

/// How probable each bead of a lattice is.
pub(crate) struct Posterior {
    /// By node and shape.
    beads: Vec<[f32; SHAPES.len()]>,
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
        f64::from(self.beads[node][shape])
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
