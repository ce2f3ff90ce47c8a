//! The lattice of all beads in the corridor: the best path, and how probable each bead is.
//!
//! A path goes from before the first segments to behind the last, a bead a step. The best path is
//! found with whole-number scores, so that it is the same on every machine. Summing over all paths
//! instead (forward-backward, in logarithms) gives the probability of each bead under the model.

use super::bead::{Bead, Candidate, SHAPES};
use super::corridor::Corridor;

/// One unit of the whole-number scores of the best path.
const GRAIN: f64 = 1.0 / 4096.0;
const IMPOSSIBLE: f64 = f64::NEG_INFINITY;

/// The scored beads of a corridor.
pub(crate) struct Lattice<'a> {
    corridor: &'a Corridor,
    /// Index of the first node of each Korean position.
    rows: Vec<usize>,
    /// Score of the bead of each shape that starts at a node; impossible where it leaves the
    /// corridor.
    scores: Vec<[f32; SHAPES.len()]>,
}

impl<'a> Lattice<'a> {
    /// Scores every bead of the corridor.
    pub fn new(corridor: &'a Corridor, mut score: impl FnMut(Candidate) -> f64) -> Self {
        let mut lattice = Lattice { corridor, rows: Vec::new(), scores: Vec::new() };
        let mut nodes = 0;
        for i in 0..=corridor.ko_len() {
            lattice.rows.push(nodes);
            nodes += corridor.positions(i).count();
        }
        lattice.scores = vec![[f32::NEG_INFINITY; SHAPES.len()]; nodes];
        for i in 0..=corridor.ko_len() {
            for j in corridor.positions(i) {
                let node = lattice.node(i, j);
                for shape in 0..SHAPES.len() {
                    let bead = Candidate { i, j, shape };
                    if lattice.end(bead).is_some() {
                        lattice.scores[node][shape] = score(bead) as f32;
                    }
                }
            }
        }
        lattice
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

    /// Every bead with the node it starts at and the node behind it, in an order in which a path
    /// meets them.
    pub fn steps(&self) -> impl DoubleEndedIterator<Item = (usize, usize, Candidate)> + '_ {
        (0..=self.corridor.ko_len()).flat_map(move |i| {
            self.corridor.positions(i).flat_map(move |j| {
                let from = self.node(i, j);
                (0..SHAPES.len()).filter_map(move |shape| {
                    let bead = Candidate { i, j, shape };
                    Some((from, self.end(bead)?, bead))
                })
            })
        })
    }

    fn score(&self, node: usize, shape: usize) -> f64 {
        f64::from(self.scores[node][shape])
    }

    /// The best path, each bead with its probability.
    pub fn best(&self) -> Vec<Bead> {
        let path = self.best_path();
        let sums = self.sums();
        path.into_iter()
            .map(|bead| Bead {
                ko: bead.ko(),
                en: bead.en(),
                confidence: self.probability(&sums, bead).clamp(0.0, 1.0),
            })
            .collect()
    }

    fn best_path(&self) -> Vec<Candidate> {
        let mut best: Vec<Option<(i64, Option<Candidate>)>> = vec![None; self.scores.len()];
        best[0] = Some((0, None));
        for (from, to, bead) in self.steps() {
            let Some((reached, _)) = best[from] else { continue };
            let score = reached + (self.score(from, bead.shape) / GRAIN).round() as i64;
            if best[to].is_none_or(|(old, _)| score > old) {
                best[to] = Some((score, Some(bead)));
            }
        }
        let mut path = Vec::new();
        let mut node = self.scores.len() - 1;
        while let Some((_, Some(bead))) = best[node] {
            path.push(bead);
            node = self.node(bead.i, bead.j);
        }
        path.reverse();
        path
    }

    /// Logarithms of the summed weight of all paths to each node and from each node.
    pub fn sums(&self) -> Sums {
        let nodes = self.scores.len();
        let mut forward = vec![IMPOSSIBLE; nodes];
        let mut backward = vec![IMPOSSIBLE; nodes];
        forward[0] = 0.0;
        backward[nodes - 1] = 0.0;
        for (from, to, bead) in self.steps() {
            forward[to] = log_add(forward[to], forward[from] + self.score(from, bead.shape));
        }
        for (from, to, bead) in self.steps().rev() {
            backward[from] = log_add(backward[from], backward[to] + self.score(from, bead.shape));
        }
        Sums { forward, backward }
    }

    /// Probability of one bead, given the sums.
    pub fn probability(&self, sums: &Sums, bead: Candidate) -> f64 {
        let Some(to) = self.end(bead) else { return 0.0 };
        let from = self.node(bead.i, bead.j);
        let through = sums.forward[from] + self.score(from, bead.shape) + sums.backward[to];
        (through - sums.total()).exp()
    }
}

/// Log-weights of the paths to and from each node.
pub(crate) struct Sums {
    forward: Vec<f64>,
    backward: Vec<f64>,
}

impl Sums {
    /// Logarithm of the summed weight of all paths.
    pub fn total(&self) -> f64 {
        self.backward[0]
    }
}

/// `ln(e^a + e^b)` without overflow.
fn log_add(a: f64, b: f64) -> f64 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    if low - high < -40.0 || low == IMPOSSIBLE { high } else { high + (low - high).exp().ln_1p() }
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
        let beads = Lattice::new(&corridor, diagonal).best();
        let places: Vec<_> = beads.iter().map(|b| (b.ko.clone(), b.en.clone())).collect();
        assert_eq!(places, [(0..1, 0..1), (1..2, 1..2), (2..3, 2..3)]);
        assert!(beads.iter().all(|b| b.confidence > 0.9));
    }

    #[test]
    fn probabilities_of_the_beads_of_one_segment_sum_to_one() {
        let corridor = Corridor::whole(4, 3);
        let lattice = Lattice::new(&corridor, |b| ((b.i * 7 + b.j * 3 + b.shape) % 5) as f64);
        let sums = lattice.sums();
        for segment in 0..4 {
            let holding = lattice.steps().filter(|(_, _, bead)| bead.ko().contains(&segment));
            let sum: f64 = holding.map(|(_, _, bead)| lattice.probability(&sums, bead)).sum();
            assert!((sum - 1.0).abs() < 1e-6, "{segment}: {sum}");
        }
    }

    #[test]
    fn one_empty_side_gives_null_beads() {
        let corridor = Corridor::whole(2, 0);
        let beads = Lattice::new(&corridor, |_| -1.0).best();
        assert_eq!(beads.len(), 2);
        assert!(beads.iter().all(Bead::is_null));
        let nothing = Corridor::whole(0, 0);
        assert!(Lattice::new(&nothing, |_| 0.0).best().is_empty());
    }
}
