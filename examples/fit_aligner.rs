//! Fits the aligner's weights to gold alignments and prints the table.
//!
//! ```text
//! cargo run --release --example fit_aligner -- GOLD_DIR... > src/align/data/weights.tsv
//! ```
//!
//! A gold directory holds `NAME.ko.txt`, `NAME.en.txt` (one segment a line) and `NAME.gold.tsv`
//! (one bead a line: Korean indices, a tab, English indices; from 0, comma separated). The progress
//! and the cross-validated strict F1 of each directory go to standard error.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use jjak::align::fit::{Measured, Sample, Settings, fit};
use jjak::align::{Aligner, Lexicon, Weights};
use jjak::document::{Kind, Segment};
use rayon::prelude::*;

/// What weighs on features that one-segment-a-line files cannot show.
const PRIOR: &str = "structure.same-kind\t1.5\nstructure.other-kind\t-2\nstructure.paragraphs\t-2\n\
    shape.2-3\t-6\nshape.3-2\t-6\nshape.1-4\t-6\nshape.4-1\t-6\n";
const FOLDS: usize = 5;

struct Gold {
    directory: String,
    sample: Sample,
}

fn main() -> Result<()> {
    let mut golds = Vec::new();
    for directory in std::env::args().skip(1) {
        read_directory(Path::new(&directory), &mut golds)?;
    }
    anyhow::ensure!(!golds.is_empty(), "name a directory with NAME.gold.tsv files");
    let aligner = Aligner::new(Lexicon::core());
    let measured = golds
        .par_iter()
        .map(|gold| Measured::new(&aligner, &gold.sample).with_context(|| gold.directory.clone()))
        .collect::<Result<Vec<_>>>()?;
    let prior = Weights::parse(PRIOR);
    cross_validate(&golds, &measured, &prior);
    let all: Vec<&Measured> = measured.iter().collect();
    println!("# Weights of the bead features: name, weight. Written by examples/fit_aligner.rs.");
    print!("{}", fit(&all, &prior, Settings::default()).to_table());
    Ok(())
}

fn read_directory(directory: &Path, golds: &mut Vec<Gold>) -> Result<()> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(directory)
        .with_context(|| directory.display().to_string())?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<std::io::Result<_>>()?;
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(stem) = name.strip_suffix(".gold.tsv") else { continue };
        let read = |end: &str| segments(&directory.join(format!("{stem}.{end}.txt")));
        let sample = Sample { ko: read("ko")?, en: read("en")?, gold: beads(&path)? };
        golds.push(Gold { directory: directory.display().to_string(), sample });
    }
    Ok(())
}

fn segments(path: &Path) -> Result<Vec<Segment>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let segment = |(line, text): (usize, &str)| Segment {
        text: text.to_string(),
        kind: Kind::Body,
        paragraph: line,
        line: line + 1,
        span: (0..text.len()).into(),
    };
    Ok(text.lines().enumerate().map(segment).collect())
}

fn beads(path: &Path) -> Result<Vec<(Range<usize>, Range<usize>)>> {
    let text = std::fs::read_to_string(path)?;
    let side = |side: &str| -> Result<Range<usize>> {
        let indices = side
            .split(',')
            .filter(|s| !s.trim().is_empty())
            .map(|s| s.trim().parse::<usize>())
            .collect::<Result<Vec<_>, _>>()?;
        Ok(match (indices.first(), indices.last()) {
            (Some(first), Some(last)) => *first..last + 1,
            _ => 0..0,
        })
    };
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let (ko, en) = line.split_once('\t').with_context(|| format!("no tab: {line}"))?;
            Ok((side(ko)?, side(en)?))
        })
        .collect()
}

/// Counts of beads with both sides: right, predicted, gold.
#[derive(Default, Clone, Copy)]
struct Tally(usize, usize, usize);

impl Tally {
    fn f1(self) -> f64 {
        2.0 * self.0 as f64 / (self.1 + self.2).max(1) as f64
    }
}

/// Aligns every document with weights fitted on the others, and prints the strict F1.
fn cross_validate(golds: &[Gold], measured: &[Measured], prior: &Weights) {
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut bins = [(0.0, 0.0, 0usize); 10];
    for fold in 0..FOLDS {
        let rest: Vec<&Measured> = measured
            .iter()
            .enumerate()
            .filter(|(n, _)| n % FOLDS != fold)
            .map(|(_, m)| m)
            .collect();
        let weights = fit(&rest, prior, Settings::default());
        let aligner = Aligner::new(Lexicon::core()).with_weights(weights);
        for gold in golds.iter().skip(fold).step_by(FOLDS) {
            let tally = tallies.entry(&gold.directory).or_default();
            tally.2 +=
                gold.sample.gold.iter().filter(|b| !b.0.is_empty() && !b.1.is_empty()).count();
            for bead in aligner.align(&gold.sample.ko, &gold.sample.en) {
                if bead.is_null() {
                    continue;
                }
                let right = gold.sample.gold.contains(&(bead.ko.clone(), bead.en.clone()));
                tally.0 += usize::from(right);
                tally.1 += 1;
                let bin = &mut bins[((bead.confidence * 10.0) as usize).min(9)];
                bin.0 += bead.confidence;
                bin.1 += f64::from(u8::from(right));
                bin.2 += 1;
            }
        }
        eprintln!("fold {} of {FOLDS} done", fold + 1);
    }
    for (directory, tally) in &tallies {
        eprintln!("{directory}: strict F1 {:.3} ({} gold beads)", tally.f1(), tally.2);
    }
    let all: usize = bins.iter().map(|b| b.2).sum();
    let error: f64 = bins.iter().map(|b| (b.0 - b.1).abs()).sum::<f64>() / all as f64;
    for (n, (confidence, right, count)) in bins.iter().enumerate().filter(|(_, b)| b.2 > 0) {
        let count = *count as f64;
        eprintln!(
            "{:.1}: said {:.3} right {:.3} n {count}",
            n as f64 / 10.0,
            confidence / count,
            right / count
        );
    }
    eprintln!("expected calibration error {error:.3}");
}
