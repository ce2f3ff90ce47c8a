//! Does the corridor lose anything against the search of all places?

use jjak::align::{Aligner, Lexicon};

use crate::gold::Gold;

/// Prints how many beads of the two searches differ in each document where any does.
pub fn print(golds: &[Gold]) {
    let corridor = Aligner::new(Lexicon::core());
    let full = Aligner::new(Lexicon::core()).with_full_search();
    let (mut all, mut other, mut doubt) = (0, 0, 0.0_f64);
    let (mut right_corridor, mut right_full) = (0, 0);
    for (n, gold) in golds.iter().enumerate() {
        let (ko, en) = (&gold.sample.ko, &gold.sample.en);
        let (a, b) = (corridor.align(ko, en), full.align(ko, en));
        let mut differ = 0;
        for bead in &b {
            match a.iter().find(|other| other.ko == bead.ko && other.en == bead.en) {
                Some(same) => doubt = doubt.max((same.confidence - bead.confidence).abs()),
                None => differ += 1,
            }
        }
        right_corridor += a.iter().filter(|b| !b.is_null() && gold.has(b)).count();
        right_full += b.iter().filter(|b| !b.is_null() && gold.has(b)).count();
        if differ > 0 {
            println!("{} document {n}: {differ} of {} beads differ", gold.directory, b.len());
        }
        (all, other) = (all + b.len(), other + differ);
    }
    println!("{} documents, {all} beads, {other} differ", golds.len());
    println!("right beads: {right_corridor} in the corridor, {right_full} in the full search");
    println!("largest difference in confidence of the same bead: {doubt:.4}");
}
