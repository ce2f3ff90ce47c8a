//! Fits the aligner's weights to gold alignments and prints the table.
//!
//! ```text
//! cargo run --release --example fit_aligner -- GOLD_DIR... > src/align/data/weights.tsv
//! cargo run --release --example fit_aligner -- --ablate GOLD_DIR...     what is each feature worth?
//! cargo run --release --example fit_aligner -- --without PART GOLD_DIR...    what is one worth?
//! cargo run --release --example fit_aligner -- --compare GOLD_DIR...    corridor and full search
//! cargo run --release --example fit_aligner -- --memory GOLD_DIR...     gain of earlier translations
//! cargo run --release --example fit_aligner -- --learned GOLD_DIR...    gain of the document's own
//! ```
//!
//! A gold directory holds `NAME.ko.txt`, `NAME.en.txt` (one segment a line) and `NAME.gold.tsv`
//! (one bead a line: Korean indices, a tab, English indices; from 0, comma separated). Progress and
//! the cross-validated figures of each directory go to standard error.

mod compare;
mod gold;
mod learned;
mod memory;
mod validate;

use std::path::Path;

use anyhow::Result;
use jjak::align::Weights;

use gold::Gold;

/// What weighs on features that the gold cannot show: structure is not in one-segment-a-line files,
/// no glossary comes with them, and the lexicon knows their words. A term counts as a lexicon word
/// does.
const PRIOR: &str = "structure.same-kind\t1.5\nstructure.other-kind\t-2\nstructure.paragraphs\t-2\n\
    anchor.learned\t0.26\nanchor.term\t0.25\n\
    shape.2-3\t-6\nshape.3-2\t-6\nshape.1-4\t-6\nshape.4-1\t-6\n";

/// What `--ablate` leaves out, one after the other: features by the beginning of their names.
const PARTS: [&[&str]; 12] = [
    &[],
    &["length"],
    &["anchor.number"],
    &["anchor.latin"],
    &["anchor.lexicon"],
    &["anchor.sound"],
    &["answered.share", "answered.poorer", "answered.nothing"],
    &["answered.weakest"],
    &["answered.rival", "null.rival"],
    &["marks"],
    &["shape.run"],
    &["anchor", "answered", "null"],
];

fn main() -> Result<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut takes = |flag: &str| {
        let before = arguments.len();
        arguments.retain(|argument| argument != flag);
        arguments.len() < before
    };
    let (ablate, compare) = (takes("--ablate"), takes("--compare"));
    let (memory, learned) = (takes("--memory"), takes("--learned"));
    let without = takes("--without").then(|| arguments.remove(0));
    let mut golds: Vec<Gold> = Vec::new();
    for directory in &arguments {
        gold::read_directory(Path::new(directory), &mut golds)?;
    }
    anyhow::ensure!(!golds.is_empty(), "name a directory with NAME.gold.tsv files");
    let prior = Weights::parse(PRIOR);
    let parts = PARTS.iter().filter(|part| match &without {
        Some(name) => part.contains(&name.as_str()),
        None => ablate,
    });
    match () {
        () if compare => compare::print(&golds),
        () if memory => memory::print(&golds),
        () if learned => learned::print(&golds),
        () if ablate || without.is_some() => {
            for part in parts {
                let name = if part.is_empty() { "nothing".to_string() } else { part.join(" ") };
                let report = validate::Report::new(&golds, &prior, part)?;
                println!("without {name}:\n{}", report.short());
                if without.is_some() {
                    let all: Vec<&Gold> = golds.iter().collect();
                    print!("{report}\n{}", validate::fitted(&all, &prior, part)?.to_table());
                }
            }
        }
        () => {
            eprint!("{}", validate::Report::new(&golds, &prior, &[])?);
            let all: Vec<&Gold> = golds.iter().collect();
            println!(
                "# Weights of the bead features: name, weight. Written by examples/fit_aligner."
            );
            print!("{}", validate::fitted(&all, &prior, &[])?.to_table());
        }
    }
    Ok(())
}
