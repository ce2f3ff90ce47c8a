//! The match scores of other tools, for comparison and for those who quote by them.
//!
//! Both formulas are written down from what their tools document, and count white space as the
//! tools do.

use std::collections::HashSet;

use rapidfuzz::distance::levenshtein;

/// Which score a lookup goes by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Measure {
    /// The score of [`super::score`].
    #[default]
    Jjak,
    /// `1 − edits / longer length` over characters.
    Levenshtein,
    /// OmegaT's fuzzy match percentage, over words as it cuts them without a stemmer.
    Omegat,
}

/// `1 − edits / longer length` over characters, in percent; 100 for two empty texts.
pub fn characters(a: &str, b: &str) -> f64 {
    levenshtein::normalized_similarity(a.chars(), b.chars()) * 100.0
}

/// `1 − edits / longer length` over words between white space, in percent.
pub fn words(a: &str, b: &str) -> f64 {
    share(&a.split_whitespace().collect::<Vec<_>>(), &b.split_whitespace().collect::<Vec<_>>())
}

/// OmegaT's score: `100 · (longer − edits) / longer` over the words of the texts in lower case,
/// rounded down, as its `FuzzyMatcher.calcSimilarity` has it. Words are runs of letters and digits,
/// which is what its tokenizer gives for a language without a stemmer.
pub fn omegat(a: &str, b: &str) -> f64 {
    share(&letter_runs(a), &letter_runs(b)).floor()
}

/// Okapi's score: twice the shared runs of four characters by all of them (Dice's coefficient), as
/// its Pensieve memory has it, less its penalties for codes and case.
pub fn okapi(a: &str, b: &str) -> f64 {
    let grams = |text: &str| -> HashSet<[char; 4]> {
        let chars: Vec<char> = text.to_lowercase().chars().collect();
        chars.windows(4).map(|window| [window[0], window[1], window[2], window[3]]).collect()
    };
    let (x, y) = (grams(a), grams(b));
    match x.len() + y.len() {
        0 if a == b => 100.0,
        0 => 0.0,
        all => 200.0 * x.intersection(&y).count() as f64 / all as f64,
    }
}

fn letter_runs(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_string).collect()
}

fn share<T: Eq>(a: &[T], b: &[T]) -> f64 {
    let longer = a.len().max(b.len());
    if longer == 0 {
        return 100.0;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for one in a {
        let mut diagonal = row[0];
        row[0] += 1;
        for (at, other) in b.iter().enumerate() {
            let best = (diagonal + usize::from(one != other)).min(row[at + 1] + 1).min(row[at] + 1);
            diagonal = std::mem::replace(&mut row[at + 1], best);
        }
    }
    100.0 * (longer - row[b.len()]) as f64 / longer as f64
}
