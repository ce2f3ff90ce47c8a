//! Fits the weights to gold alignments.
//!
//! The weights maximise the probability of the gold beads under the model (conditional maximum
//! likelihood) less a penalty for straying from the prior weights (a Gaussian prior). The gradient
//! is what the gold path has of each feature less what the model expects, summed over the lattice
//! (Sarawagi and Cohen 2004, section 3.2); steps are taken by iRprop- (Igel and Hüsken, *Empirical
//! Evaluation of the Improved Rprop Learning Algorithms*, 2003), which needs no tuning.

use std::ops::Range;

use rayon::prelude::*;

use crate::document::Segment;
use crate::error::{Error, Result};

use super::Aligner;
use super::bead::{ALONE_EN, ALONE_KO, Candidate, SHAPES};
use super::corridor::Corridor;
use super::feature::{NAMES, RUN};
use super::lattice::Lattice;
use super::weights::Weights;

/// A pair of documents with its gold beads.
#[derive(Debug, Clone)]
pub struct Sample {
    /// Korean segments.
    pub ko: Vec<Segment>,
    /// English segments.
    pub en: Vec<Segment>,
    /// Gold beads in reading order; every segment stands in exactly one.
    pub gold: Vec<(Range<usize>, Range<usize>)>,
}

/// How to fit.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Strength of the prior: one over its variance. 0 trusts the samples alone.
    pub prior_strength: f64,
    /// Passes over all samples.
    pub passes: usize,
    /// Features whose names begin so weigh nothing.
    pub left_out: &'static [&'static str],
}

impl Default for Settings {
    fn default() -> Self {
        Settings { prior_strength: 0.3, passes: 80, left_out: &[] }
    }
}

/// A sample with all its features measured.
pub struct Measured {
    corridor: Corridor,
    /// Values of every bead of the lattice, in the order of its steps.
    values: Vec<[f32; NAMES.len()]>,
    /// Places in `values` of the gold beads.
    gold: Vec<usize>,
    /// One-sided gold beads behind another one.
    runs: usize,
}

impl Measured {
    /// Measures a sample as an aligner's second pass would, in the corridor that this looks at.
    ///
    /// # Errors
    /// When the gold beads leave out a segment or have a shape that the aligner does not consider.
    pub fn new(aligner: &Aligner<'_>, sample: &Sample) -> Result<Measured> {
        let (features, corridor) = aligner.measure(&sample.ko, &sample.en);
        let path = gold_path(sample)?;
        let corridor = corridor.holding(path.iter().map(|bead| (bead.i, bead.j)));
        let mut values = Vec::new();
        let mut gold = Vec::new();
        for (_, bead) in Lattice::new(&corridor, 0.0, |_| 0.0).beads() {
            let here = |p: &Candidate| (p.i, p.j, p.shape) == (bead.i, bead.j, bead.shape);
            if path.iter().any(here) {
                gold.push(values.len());
            }
            values.push(features.of(bead));
        }
        let runs = path.windows(2).filter(|w| w[0].is_null() && w[1].is_null()).count();
        Ok(Measured { corridor, values, gold, runs })
    }

    /// Log-probability of the gold path, and its gradient by the weights.
    fn likelihood(&self, weights: &Weights) -> (f64, Vec<f64>) {
        let mut gradient = vec![0.0; NAMES.len()];
        let mut gold_score = weights.run() * self.runs as f64;
        for &at in &self.gold {
            gold_score += weights.score(&self.values[at]);
            add(&mut gradient, &self.values[at], 1.0);
        }
        let scores = self.values.iter().map(|values| weights.score(values));
        let lattice = Lattice::listed(&self.corridor, weights.run(), scores);
        let posterior = lattice.posterior();
        for ((node, bead), values) in lattice.beads().zip(&self.values) {
            let probability = posterior.of(node, bead.shape);
            if probability > 1e-7 {
                add(&mut gradient, values, -probability);
            }
        }
        gradient[RUN] += self.runs as f64 - posterior.runs;
        (gold_score - posterior.total, gradient)
    }
}

fn add(sum: &mut [f64], values: &[f32], factor: f64) {
    for (sum, value) in sum.iter_mut().zip(values) {
        *sum += factor * f64::from(*value);
    }
}

/// The gold beads as a path: one-sided ones singly, Korean before English.
fn gold_path(sample: &Sample) -> Result<Vec<Candidate>> {
    let (mut i, mut j) = (0, 0);
    let mut path = Vec::new();
    let nulls = |path: &mut Vec<Candidate>, i: &mut usize, j: &mut usize, ko: usize, en: usize| {
        for at in *i..ko {
            path.push(Candidate { i: at, j: *j, shape: ALONE_KO });
        }
        for at in *j..en {
            path.push(Candidate { i: ko, j: at, shape: ALONE_EN });
        }
        (*i, *j) = (ko, en);
    };
    for (ko, en) in &sample.gold {
        if ko.is_empty() || en.is_empty() {
            continue;
        }
        if ko.start < i || en.start < j {
            return Err(Error::malformed("gold beads cross each other"));
        }
        nulls(&mut path, &mut i, &mut j, ko.start, en.start);
        let shape = SHAPES.iter().position(|s| s.ko == ko.len() && s.en == en.len());
        let shape = shape.ok_or_else(|| {
            Error::malformed(format!("a gold bead of shape {}-{}", ko.len(), en.len()))
        })?;
        path.push(Candidate { i, j, shape });
        (i, j) = (ko.end, en.end);
    }
    nulls(&mut path, &mut i, &mut j, sample.ko.len(), sample.en.len());
    Ok(path)
}

/// Fits weights to measured samples. `prior` is where they start and what they are drawn to; a
/// feature that the samples never show keeps its prior weight.
pub fn fit(samples: &[&Measured], prior: &Weights, settings: Settings) -> Weights {
    let mut weights = prior.clone();
    let left_out = |n: usize| settings.left_out.iter().any(|part| NAMES[n].starts_with(part));
    let left_out: Vec<bool> = (0..NAMES.len()).map(left_out).collect();
    for (weight, _) in weights.0.iter_mut().zip(&left_out).filter(|(_, left_out)| **left_out) {
        *weight = 0.0;
    }
    let mut step = vec![0.1; NAMES.len()];
    let mut last = vec![0.0; NAMES.len()];
    for _ in 0..settings.passes {
        let mut gradient = samples
            .par_iter()
            .map(|sample| sample.likelihood(&weights).1)
            .reduce(|| vec![0.0; NAMES.len()], sum);
        for (n, gradient) in gradient.iter_mut().enumerate() {
            *gradient -= settings.prior_strength * (weights.0[n] - prior.0[n]);
            if left_out[n] {
                continue;
            }
            let agreement = *gradient * last[n];
            if agreement > 0.0 {
                step[n] = (step[n] * 1.2_f64).min(1.0);
            } else if agreement < 0.0 {
                step[n] = (step[n] * 0.5_f64).max(1e-5);
                *gradient = 0.0;
            }
            if *gradient != 0.0 {
                weights.0[n] += step[n] * gradient.signum();
            }
            last[n] = *gradient;
        }
    }
    weights
}

fn sum(mut a: Vec<f64>, b: Vec<f64>) -> Vec<f64> {
    for (a, b) in a.iter_mut().zip(b) {
        *a += b;
    }
    a
}
