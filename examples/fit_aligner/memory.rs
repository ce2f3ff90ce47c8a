//! What are earlier translations worth?
//!
//! Each fifth of the documents is aligned with word pairs learned from the gold beads of the others,
//! those left out that hold a sentence of the documents that are aligned.

use std::collections::{BTreeMap, HashSet};

use jjak::align::learned::{Limits, learn};
use jjak::align::{Aligner, Lexicon};

use crate::gold::Gold;

const FOLDS: usize = 5;

/// Prints the strict F1 of each directory without and with the word pairs.
pub fn print(golds: &[Gold]) {
    let mut tallies: BTreeMap<&str, [[usize; 3]; 2]> = BTreeMap::new();
    let (mut pairs, mut units) = (0, 0);
    for fold in 0..FOLDS {
        let tested: Vec<&Gold> = golds.iter().skip(fold).step_by(FOLDS).collect();
        let sentences: HashSet<&str> = tested
            .iter()
            .flat_map(|gold| gold.sample.ko.iter().chain(&gold.sample.en))
            .flat_map(|segment| pieces(&segment.text))
            .collect();
        let earlier = earlier(golds, fold, &sentences);
        units += earlier.len();
        let texts = earlier.iter().map(|(ko, en)| (ko.as_str(), en.as_str()));
        let learned = learn(texts, Lexicon::core(), Limits::memory());
        pairs += learned.pairs().len();
        let plain = Aligner::new(Lexicon::core());
        let taught = Aligner::new(Lexicon::core()).with_learned(&learned);
        for gold in tested {
            for (aligner, tally) in
                [&plain, &taught].into_iter().zip(tallies.entry(&gold.directory).or_default())
            {
                let beads = aligner.align(&gold.sample.ko, &gold.sample.en);
                let found: Vec<_> = beads.iter().filter(|bead| !bead.is_null()).collect();
                tally[0] += found.iter().filter(|bead| gold.has(bead)).count();
                tally[1] += found.len();
                tally[2] += gold.pairs();
            }
        }
    }
    println!("{} units and {} word pairs on average", units / FOLDS, pairs / FOLDS);
    for (directory, [plain, taught]) in tallies {
        let f1 =
            |[right, predicted, gold]: [usize; 3]| 2.0 * right as f64 / (predicted + gold) as f64;
        println!("{directory}: strict F1 {:.4} without, {:.4} with", f1(plain), f1(taught));
    }
}

/// The gold units of the other folds, each once, that share no sentence with these.
fn earlier(golds: &[Gold], fold: usize, sentences: &HashSet<&str>) -> Vec<(String, String)> {
    let mut units = Vec::new();
    let mut seen = HashSet::new();
    for (_, gold) in golds.iter().enumerate().filter(|(n, _)| n % FOLDS != fold) {
        for (ko, en) in gold.sample.gold.iter().filter(|b| !b.0.is_empty() && !b.1.is_empty()) {
            let text = |segments: &[jjak::document::Segment]| {
                segments.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join(" ")
            };
            let unit = (text(&gold.sample.ko[ko.clone()]), text(&gold.sample.en[en.clone()]));
            let shared = |text: &str| pieces(text).any(|piece| sentences.contains(piece));
            if !shared(&unit.0) && !shared(&unit.1) && seen.insert(unit.clone()) {
                units.push(unit);
            }
        }
    }
    units
}

/// What two cuts of the same text have in common: the pieces between full stops and commas.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let piece = text.split(['.', ',', '?', '!', '"', '”', '“']).map(str::trim);
    piece.filter(|piece| piece.chars().count() >= 8)
}
