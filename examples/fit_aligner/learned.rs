//! What is it worth that a document teaches its own words?
//!
//! The documents of each directory are joined to one long one and aligned with a lexicon that lacks
//! more and more of its headwords, as it lacks the words of a special field: once with the words
//! that the document's certain beads teach, once without.

use jjak::align::{Aligner, Lexicon};
use rayon::prelude::*;

use crate::gold::Gold;

/// Percent of the headwords that are left.
const SHARES: [u64; 5] = [100, 75, 50, 25, 10];

/// Prints the strict F1 of each directory without and with the learned words.
pub fn print(golds: &[Gold]) {
    let mut directories: Vec<&str> = golds.iter().map(|gold| gold.directory.as_str()).collect();
    directories.sort_unstable();
    directories.dedup();
    let joined: Vec<Gold> = directories.iter().map(|name| Gold::joined(name, golds)).collect();
    for share in SHARES {
        let lexicon = Lexicon::core_share(share);
        let row = |gold: &Gold| {
            let without = f1(&Aligner::new(&lexicon).without(&["anchor.learned"]), gold);
            let with = f1(&Aligner::new(&lexicon), gold);
            format!("{} {without:.4} {with:.4}", gold.directory)
        };
        let cells: Vec<String> = joined.par_iter().map(row).collect();
        println!("{share} % of the lexicon, without and with: {}", cells.join("  "));
    }
}

/// Strict F1 of one document.
fn f1(aligner: &Aligner<'_>, gold: &Gold) -> f64 {
    let beads = aligner.align(&gold.sample.ko, &gold.sample.en);
    let pairs: Vec<_> = beads.iter().filter(|bead| !bead.is_null()).collect();
    let right = pairs.iter().filter(|bead| gold.has(bead)).count();
    2.0 * right as f64 / (pairs.len() + gold.pairs()).max(1) as f64
}
