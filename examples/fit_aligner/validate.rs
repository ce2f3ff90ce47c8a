//! Cross-validation: every document is aligned with weights that were fitted to others.

use std::collections::BTreeMap;
use std::fmt;

use anyhow::{Context, Result};
use jjak::align::fit::{Measured, Settings, fit};
use jjak::align::{Aligner, Lexicon, Weights};
use rayon::prelude::*;

use crate::gold::Gold;

const FOLDS: usize = 5;
/// Weights fitted to these documents. What a document teaches itself is left out: it has no value
/// where the lexicon knows the words, and keeps its prior weight.
pub fn fitted(
    golds: &[&Gold],
    prior: &Weights,
    left_out: &'static [&'static str],
) -> Result<Weights> {
    let taught: Vec<&str> = left_out.iter().copied().chain(["anchor.learned"]).collect();
    let aligner = Aligner::new(Lexicon::core()).without(&taught);
    let measured = |gold: &&Gold| {
        Measured::new(&aligner, &gold.sample).with_context(|| gold.directory.clone())
    };
    let samples: Vec<Measured> = golds.par_iter().map(measured).collect::<Result<_>>()?;
    let settings = Settings { left_out, ..Settings::default() };
    Ok(fit(&samples.iter().collect::<Vec<_>>(), prior, settings))
}

/// Predicted beads with both sides: confidence, and whether right; and how many the gold has.
#[derive(Default)]
struct Outcome {
    predicted: Vec<(f64, bool)>,
    gold: usize,
}

impl Outcome {
    fn f1(&self) -> f64 {
        let right = self.predicted.iter().filter(|p| p.1).count();
        2.0 * right as f64 / (self.predicted.len() + self.gold).max(1) as f64
    }

    /// Share of the wrong beads among the tenth that is least certain.
    fn found_by_review(&self) -> f64 {
        let mut sorted = self.predicted.clone();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
        let wrong = |beads: &[(f64, bool)]| beads.iter().filter(|p| !p.1).count();
        wrong(&sorted[..sorted.len().div_ceil(10)]) as f64 / wrong(&sorted).max(1) as f64
    }
}

/// The outcome of a cross-validation by directory.
pub struct Report(BTreeMap<String, Outcome>);

impl Report {
    /// Aligns every document with weights fitted to the other four fifths of them.
    pub fn new(
        golds: &[Gold],
        prior: &Weights,
        left_out: &'static [&'static str],
    ) -> Result<Report> {
        let mut outcomes: BTreeMap<String, Outcome> = BTreeMap::new();
        for fold in 0..FOLDS {
            let of_fold = |inside: bool| -> Vec<&Gold> {
                let numbered = golds.iter().enumerate();
                numbered.filter(|(n, _)| (n % FOLDS == fold) == inside).map(|(_, g)| g).collect()
            };
            let weights = fitted(&of_fold(false), prior, left_out)?;
            let aligner = Aligner::new(Lexicon::core()).with_weights(weights).without(left_out);
            for gold in of_fold(true) {
                let outcome = outcomes.entry(gold.directory.clone()).or_default();
                outcome.gold += gold.pairs();
                let beads = aligner.align(&gold.sample.ko, &gold.sample.en);
                let pairs = beads.iter().filter(|bead| !bead.is_null());
                outcome.predicted.extend(pairs.map(|bead| (bead.confidence, gold.has(bead))));
            }
            eprintln!("fold {} of {FOLDS} done", fold + 1);
        }
        Ok(Report(outcomes))
    }

    /// Strict F1 of each directory in a line.
    pub fn short(&self) -> String {
        let cells: Vec<String> =
            self.0.iter().map(|(name, outcome)| format!("{name} {:.4}", outcome.f1())).collect();
        format!("  {}\n", cells.join("  "))
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (directory, outcome) in &self.0 {
            let (gold, f1, found) = (outcome.gold, outcome.f1(), outcome.found_by_review());
            writeln!(
                f,
                "{directory}: strict F1 {f1:.4} ({gold} gold beads); the least certain tenth holds \
                 {found:.2} of the wrong ones"
            )?;
        }
        let beads: Vec<(f64, bool)> =
            self.0.values().flat_map(|outcome| outcome.predicted.iter().copied()).collect();
        let mut error = 0.0;
        for bin in 0..10 {
            let own: Vec<_> =
                beads.iter().filter(|p| ((p.0 * 10.0) as usize).min(9) == bin).collect();
            if own.is_empty() {
                continue;
            }
            let count = own.len() as f64;
            let said = own.iter().map(|p| p.0).sum::<f64>() / count;
            let right = own.iter().filter(|p| p.1).count() as f64 / count;
            error += (said - right).abs() * count;
            writeln!(f, "{:.1}: said {said:.3} right {right:.3} n {count}", bin as f64 / 10.0)?;
        }
        writeln!(f, "expected calibration error {:.4}", error / beads.len().max(1) as f64)
    }
}
