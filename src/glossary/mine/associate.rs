//! Pairs Korean nouns with English words over the units of a bilingual text.
//!
//! A noun and a word that stand in the same units more often than chance would have it belong
//! together: Dunning's log-likelihood ratio (*Accurate Methods for the Statistics of Surprise and
//! Coincidence*, 1993). A noun that sounds like a name of its unit needs no statistics.

use std::collections::{HashMap, HashSet};

use crate::lang::ko::sound::Sound;
use crate::lang::ko::{hangul, tail};

/// What ties a noun to a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tie {
    /// They sound alike.
    Sound,
    /// They stand in the same units.
    Association,
}

/// A Korean noun with an English word.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The noun, without particles.
    pub source: String,
    /// The word as it is written most often.
    pub target: String,
    /// What ties the two.
    pub tie: Tie,
    /// Log-likelihood ratio; above 10.8 chance is less than one in a thousand.
    pub ratio: f64,
    /// Units that hold both, the noun, and the word.
    pub counts: [usize; 3],
    /// Numbers of up to three units that hold both, as given.
    pub units: Vec<usize>,
}

/// The least ratio for a proposal by association: chance below one in a thousand.
const RATIO: f64 = 10.83;

/// The least share of the noun's units in which the word must stand.
const SHARE: f64 = 0.5;

/// How alike noun and name must sound.
const ALIKE: f64 = 0.7;

/// Words that say nothing, by which no noun is rendered.
const FUNCTION_WORDS: &str = " the a an of to in on at by for and or but with from as is are was were be been has \
    have had it its this that these those he she they his her their we our you your will would can \
    could may said says not no more than which who also after before over into about up out new ";

#[derive(Default)]
struct Seen {
    units: Vec<usize>,
    spellings: HashMap<String, usize>,
}

/// Candidates from units, each a number with its Korean and its English text: the best word for
/// each noun, surest first.
pub fn candidates<'a>(
    units: impl IntoIterator<Item = (usize, &'a str, &'a str)>,
) -> Vec<Candidate> {
    let mut nouns: HashMap<String, Seen> = HashMap::new();
    let mut words: HashMap<String, Seen> = HashMap::new();
    let mut texts: HashMap<usize, Vec<String>> = HashMap::new();
    let mut total = 0;
    for (number, korean, english) in units {
        total += 1;
        for noun in nouns_of(korean) {
            nouns.entry(noun).or_default().units.push(number);
        }
        let mut here: HashSet<String> = HashSet::new();
        for word in words_of(english) {
            let lower = word.to_lowercase();
            let seen = words.entry(lower.clone()).or_default();
            *seen.spellings.entry(word.to_string()).or_default() += 1;
            if here.insert(lower.clone()) {
                seen.units.push(number);
                texts.entry(number).or_default().push(lower);
            }
        }
    }
    let mut found: Vec<Candidate> =
        nouns.iter().filter_map(|(noun, seen)| best(noun, seen, &words, &texts, total)).collect();
    found.sort_by(|a, b| b.ratio.total_cmp(&a.ratio).then_with(|| a.source.cmp(&b.source)));
    found
}

/// The nouns of a text as its eojeols show them: what is left without a tail, two syllables or more.
fn nouns_of(text: &str) -> HashSet<String> {
    text.split(|c: char| !hangul::is_syllable(c))
        .filter_map(|run| {
            let stems = tail::stems(run);
            let stem = stems.into_iter().rfind(|stem| stem.chars().count() >= 2)?;
            Some(stem.to_string())
        })
        .collect()
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '.')
        .map(|word| word.trim_matches(['-', '.']))
        .filter(|word| word.len() > 1 && word.starts_with(|c: char| c.is_ascii_alphabetic()))
        .filter(|word| !FUNCTION_WORDS.contains(&format!(" {} ", word.to_lowercase())))
}

fn best(
    noun: &str,
    seen: &Seen,
    words: &HashMap<String, Seen>,
    texts: &HashMap<usize, Vec<String>>,
    total: usize,
) -> Option<Candidate> {
    let mut together: HashMap<&str, Vec<usize>> = HashMap::new();
    for unit in &seen.units {
        for word in texts.get(unit).into_iter().flatten() {
            together.entry(word).or_default().push(*unit);
        }
    }
    let sound = Sound::of_korean(noun);
    let scored = together.into_iter().filter_map(|(word, both)| {
        let of = words.get(word)?;
        let ratio = likelihood(both.len(), seen.units.len(), of.units.len(), total);
        let spelling = of.spellings.iter().max_by_key(|(text, count)| (**count, *text))?.0;
        let english = Sound::of_english(word);
        let named = spelling.starts_with(|c: char| c.is_ascii_uppercase())
            && sound.consonants() >= 2
            && sound.may_be_like(&english)
            && sound.likeness(&english) >= ALIKE;
        let sure = seen.units.len() >= 3
            && ratio >= RATIO
            && both.len() as f64 >= SHARE * seen.units.len() as f64;
        let tie = match (named, sure) {
            (true, _) => Tie::Sound,
            (false, true) => Tie::Association,
            _ => return None,
        };
        let counts = [both.len(), seen.units.len(), of.units.len()];
        let units = both.into_iter().take(3).collect();
        let (source, target) = (noun.to_string(), spelling.clone());
        Some(Candidate { source, target, tie, ratio, counts, units })
    });
    scored.max_by(|a, b| {
        (a.tie == Tie::Sound)
            .cmp(&(b.tie == Tie::Sound))
            .then(a.ratio.total_cmp(&b.ratio))
            .then_with(|| b.target.cmp(&a.target))
    })
}

/// Dunning's ratio, twice the natural logarithm, for `both` units of `a` and `b` among `total`; 0
/// when they meet no more often than by chance.
fn likelihood(both: usize, a: usize, b: usize, total: usize) -> f64 {
    let (k, a, b, n) = (both as f64, a as f64, b as f64, total as f64);
    if n <= 0.0 || k * n <= a * b {
        return 0.0;
    }
    let cell =
        |seen: f64, expected: f64| if seen > 0.0 { seen * (seen / expected).ln() } else { 0.0 };
    2.0 * (cell(k, a * b / n)
        + cell(a - k, a * (n - b) / n)
        + cell(b - k, (n - a) * b / n)
        + cell(n - a - b + k, (n - a) * (n - b) / n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_together_is_proposed() {
        let units = [
            (1, "공장은 북쪽에 있다.", "The plant is in the north."),
            (2, "공장에서 칩을 만든다.", "Chips are made at the plant."),
            (3, "새 공장이 문을 연다.", "A plant opens."),
            (4, "엔비디아는 값을 올렸다.", "Nvidia raised prices."),
            (5, "바다가 넓다.", "The sea is wide."),
            (6, "눈이 온다.", "Snow falls."),
            (7, "비가 온다.", "Rain falls."),
            (8, "하늘이 맑다.", "Clear sky."),
            (9, "밤이 깊다.", "Deep night."),
            (10, "길이 멀다.", "Long roads."),
        ];
        let found = candidates(units);
        let of = |source: &str| found.iter().find(|candidate| candidate.source == source);
        assert_eq!(of("공장").map(|c| (c.target.as_str(), c.counts)), Some(("plant", [3, 3, 3])));
        assert_eq!(
            of("엔비디아").map(|c| (c.target.as_str(), c.tie)),
            Some(("Nvidia", Tie::Sound))
        );
        assert!(of("바다").is_none());
        assert!(likelihood(2, 4, 4, 8) == 0.0);
    }
}
