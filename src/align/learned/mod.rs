//! A lexicon learned from text that is aligned already: which English word a Korean word was
//! translated by, and how surely.
//!
//! The aligner learns one from the document itself, out of the first pass's certain beads, and takes
//! one that was learned from earlier translations. Both are made by [`Counter`], and tie segments
//! together where the core lexicon does not. As a file it is a table that a human can read and
//! change.

mod counts;
mod keys;

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::error::{Error, Result};

pub use counts::{Counter, Limits};
pub(crate) use keys::{Keys, english_keys};

use super::lexicon::Lexicon;

/// A word pair with what is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct WordPair {
    /// Korean: a noun less its particles, or a verb in dictionary form.
    pub korean: String,
    /// English: a word in small letters, as it was met most lately.
    pub english: String,
    /// Units that hold both.
    pub together: u32,
    /// Units that hold the Korean word.
    pub korean_count: u32,
    /// Units that hold the English word.
    pub english_count: u32,
    /// Log-likelihood ratio of the two coming together so often (Dunning, *Accurate Methods for the
    /// Statistics of Surprise and Coincidence*, 1993).
    pub score: f64,
}

/// Word pairs, to be looked up by their Korean word.
#[derive(Debug, Clone, Default)]
pub struct Learned {
    pairs: Vec<WordPair>,
    by_korean: HashMap<String, Vec<u32>>,
}

/// First line of a file of word pairs.
const HEAD: &str = "# korean\tenglish\ttogether\tkorean count\tenglish count\tscore";

impl Learned {
    /// These pairs, the surest first.
    pub fn new(mut pairs: Vec<WordPair>) -> Learned {
        pairs.sort_by(|a, b| {
            let words = |pair: &WordPair| (pair.korean.clone(), pair.english.clone());
            b.score.total_cmp(&a.score).then_with(|| words(a).cmp(&words(b)))
        });
        let mut by_korean: HashMap<String, Vec<u32>> = HashMap::new();
        for (place, pair) in (0..).zip(&pairs) {
            by_korean.entry(pair.korean.clone()).or_default().push(place);
        }
        Learned { pairs, by_korean }
    }

    /// All pairs, the surest first.
    pub fn pairs(&self) -> &[WordPair] {
        &self.pairs
    }

    /// The pairs of a Korean word, the surest first.
    pub fn of(&self, korean: &str) -> impl Iterator<Item = &WordPair> {
        let places = self.by_korean.get(korean).map(Vec::as_slice).unwrap_or_default();
        places.iter().map(|&place| &self.pairs[place as usize])
    }

    /// The pairs of both, where one is in both that with the better score.
    #[must_use]
    pub fn joined(self, other: Learned) -> Learned {
        let mut best: HashMap<(String, String), WordPair> = HashMap::new();
        for pair in self.pairs.into_iter().chain(other.pairs) {
            let words = (pair.korean.clone(), pair.english.clone());
            let known = best.get(&words);
            if known.is_none_or(|known| known.score < pair.score) {
                best.insert(words, pair);
            }
        }
        Learned::new(best.into_values().collect())
    }

    /// Reads the table that [`Learned::to_table`] writes. Lines that begin with `#` and blank lines
    /// are passed over; the counts and the score may be left out.
    ///
    /// # Errors
    /// Names the line that has no English word, or a count that is no number.
    pub fn parse(table: &str) -> Result<Learned> {
        let mut pairs = Vec::new();
        for (n, line) in (1..).zip(table.lines()) {
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
            let [korean, english, counts @ ..] = &cells[..] else {
                let error = Error::malformed("this line has no English word").at_line(n);
                return Err(error.cure("write KOREAN<TAB>ENGLISH"));
            };
            let number = |at: usize, default: f64| match counts.get(at) {
                None | Some(&"") => Ok(default),
                Some(cell) => cell.parse::<f64>().ok().filter(|n| n.is_finite()).ok_or_else(|| {
                    Error::malformed(format!("'{cell}' is not a number")).at_line(n)
                }),
            };
            let together = number(0, 1.0)?;
            pairs.push(WordPair {
                korean: korean.to_string(),
                english: english.to_lowercase(),
                together: together as u32,
                korean_count: number(1, together)? as u32,
                english_count: number(2, together)? as u32,
                score: number(3, 0.0)?,
            });
        }
        Ok(Learned::new(pairs))
    }

    /// The pairs as a table: Korean, English, units with both, with the Korean word, with the
    /// English word, score; tab separated, the surest first.
    pub fn to_table(&self) -> String {
        let mut out = format!("{HEAD}\n");
        for pair in &self.pairs {
            let WordPair { korean, english, together, korean_count, english_count, score } = pair;
            // Writing to a string cannot fail.
            let _ = writeln!(
                out,
                "{korean}\t{english}\t{together}\t{korean_count}\t{english_count}\t{score:.1}"
            );
        }
        out
    }
}

/// Learns from pairs of texts; see [`Counter`].
pub fn learn<'t>(
    texts: impl IntoIterator<Item = (&'t str, &'t str)>,
    lexicon: &Lexicon,
    limits: Limits,
) -> Learned {
    let mut counter = Counter::new(lexicon, limits);
    for (ko, en) in texts {
        counter.add(ko, en);
    }
    counter.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes_and_what_a_human_wrote() {
        let pair = WordPair {
            korean: "가온누리".into(),
            english: "gaonnuri".into(),
            together: 12,
            korean_count: 13,
            english_count: 15,
            score: 88.5,
        };
        let table = Learned::new(vec![pair.clone()]).to_table();
        assert_eq!(Learned::parse(&table).unwrap().pairs(), [pair]);
        let short = Learned::parse("# mine\n\n가온누리\tGaonnuri\n").unwrap();
        assert_eq!(short.of("가온누리").next().unwrap().english, "gaonnuri");
        assert_eq!(short.of("누리").count(), 0);
    }

    #[test]
    fn faults_name_their_line() {
        for (table, line) in [("가온\tgaon\n나래\n", 2), ("가온\tgaon\tmany\n", 1)] {
            assert_eq!(Learned::parse(table).unwrap_err().place().line, Some(line));
        }
    }
}
