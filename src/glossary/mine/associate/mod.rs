//! Pairs Korean nouns with English words over the units of a bilingual text.
//!
//! A noun and a word that stand in the same units more often than chance would have it belong
//! together: Dunning's log-likelihood ratio (*Accurate Methods for the Statistics of Surprise and
//! Coincidence*, 1993). A noun that sounds like a name of its unit needs no statistics. Pairs are
//! linked from the surest on, and a word that one noun explains is none for the next (competitive
//! linking: Melamed, *Models of Translational Equivalence among Words*, 2000).

mod nouns;
mod words;

use std::collections::{HashMap, HashSet};

use nouns::Nouns;
use words::{Words, parts};

use crate::lang::ko::sound::Sound;

/// What ties a noun to a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tie {
    /// They stand in the same units.
    Association,
    /// They sound alike.
    Sound,
}

/// A Korean noun with an English word or group of words.
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

/// The fewest units that must hold noun and word for a proposal by association.
const FEWEST: usize = 3;

/// The least share of the noun's units in which the word must stand, and of the word's units in
/// which the noun must.
const SHARES: [f64; 2] = [0.5, 0.25];

/// How alike noun and name must sound.
const ALIKE: f64 = 0.7;

/// As [`ALIKE`], for two syllables that stand beside the name only once: 장기 is no *Donghae*.
const ALIKE_ONCE: f64 = 0.85;

/// The power of the likeness by which the ratio of a pair that sounds alike is weighed: 이스라엘 is
/// *Israel* also where *Israeli* stands more often.
const NEARER: i32 = 8;

/// The share of a word's units in which a group must stand to be taken for it: *Prime Minister* is
/// the rendering, not *Prime*.
const GROUP: f64 = 0.8;

/// A noun with a word that may render it.
struct Pair<'a> {
    noun: &'a str,
    word: &'a str,
    tie: Tie,
    alike: f64,
    ratio: f64,
    both: Vec<usize>,
}

/// Candidates from units, each a number with its Korean and its English text: the best word for
/// each noun, surest first.
pub fn candidates<'a>(
    units: impl IntoIterator<Item = (usize, &'a str, &'a str)>,
) -> Vec<Candidate> {
    let units: Vec<(usize, &str, &str)> = units.into_iter().collect();
    let (mut nouns, mut words) = (Nouns::default(), Words::default());
    for (number, korean, english) in &units {
        nouns.learn(korean);
        words.learn(*number, english);
    }
    words.settle();
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (number, korean, _) in &units {
        for noun in nouns.of(korean) {
            places.entry(noun).or_default().push(*number);
        }
    }
    let by_unit = words.by_unit();
    let mut pairs: Vec<Pair> = Vec::new();
    for (noun, numbers) in &places {
        let usable = numbers.len() >= FEWEST && nouns.is_noun(noun);
        pairs.extend(pairs_of(noun, numbers, usable, &words, &by_unit, units.len()));
    }
    pairs.sort_by(|a, b| {
        let key = |pair: &Pair| (pair.tie, pair.ratio * pair.alike.powi(NEARER));
        let ((tie_a, score_a), (tie_b, score_b)) = (key(a), key(b));
        tie_b.cmp(&tie_a).then(score_b.total_cmp(&score_a)).then_with(|| {
            (a.noun, std::cmp::Reverse(a.word.len()), a.word).cmp(&(
                b.noun,
                std::cmp::Reverse(b.word.len()),
                b.word,
            ))
        })
    });
    let mut found = link(pairs, &places, &words);
    found.sort_by(|a, b| b.ratio.total_cmp(&a.ratio).then_with(|| a.source.cmp(&b.source)));
    found
}

/// The words that may render a noun. `usable` says whether it may be paired by association.
fn pairs_of<'a>(
    noun: &'a str,
    numbers: &[usize],
    usable: bool,
    words: &'a Words,
    by_unit: &HashMap<usize, Vec<&'a str>>,
    total: usize,
) -> Vec<Pair<'a>> {
    let mut together: HashMap<&str, Vec<usize>> = HashMap::new();
    for unit in numbers {
        for word in by_unit.get(unit).into_iter().flatten() {
            together.entry(word).or_default().push(*unit);
        }
    }
    let sound = Sound::of_korean(noun);
    let pair = |(word, both): (&'a str, Vec<usize>)| {
        let seen = words.get(word)?;
        let ratio = likelihood(both.len(), numbers.len(), seen.units.len(), total);
        let shares = [numbers.len(), seen.units.len()].map(|of| both.len() as f64 / of as f64);
        let sure = usable
            && both.len() >= FEWEST
            && ratio >= RATIO
            && shares[0] >= SHARES[0]
            && shares[1] >= SHARES[1];
        let alike = alike(&sound, word, seen.spelling());
        let short = both.len() == 1 && noun.chars().count() <= 2;
        let tie = match (alike >= if short { ALIKE_ONCE } else { ALIKE }, sure) {
            (true, _) => Tie::Sound,
            (false, true) => Tie::Association,
            _ => return None,
        };
        let alike = if tie == Tie::Sound { alike } else { 1.0 };
        Some(Pair { noun, word, tie, alike, ratio, both })
    };
    let mut pairs: Vec<Pair> = together.into_iter().filter_map(pair).collect();
    prefer_groups(&mut pairs);
    pairs
}

/// How alike a noun and a name sound, 0 to 1; 0 for what is no name.
fn alike(sound: &Sound, word: &str, spelling: &str) -> f64 {
    let name = spelling.split(' ').all(|part| part.starts_with(|c: char| c.is_ascii_uppercase()));
    if !name || sound.consonants() < 2 {
        return 0.0;
    }
    let english = Sound::of_english(word);
    if sound.may_be_like(&english) { sound.likeness(&english) } else { 0.0 }
}

/// Takes a word out whose group stands nearly as often beside the noun.
fn prefer_groups(pairs: &mut Vec<Pair>) {
    let part_of_group: HashSet<&str> = pairs
        .iter()
        .filter(|pair| pair.tie == Tie::Association)
        .filter(|pair| {
            pairs.iter().any(|group| {
                group.tie == Tie::Association
                    && group.word.len() > pair.word.len()
                    && holds(group.word, pair.word)
                    && group.both.len() as f64 >= GROUP * pair.both.len() as f64
            })
        })
        .map(|pair| pair.word)
        .collect();
    pairs.retain(|pair| !part_of_group.contains(pair.word));
}

/// Whether the words of `part` stand in `group` side by side.
fn holds(group: &str, part: &str) -> bool {
    format!(" {group} ").contains(&format!(" {part} "))
}

/// Goes from the surest pair to the least sure; a noun is linked once, and a word only in units
/// where no noun before explains it.
fn link(pairs: Vec<Pair>, places: &HashMap<String, Vec<usize>>, words: &Words) -> Vec<Candidate> {
    let mut linked: HashSet<&str> = HashSet::new();
    let mut explained: HashSet<(String, usize)> = HashSet::new();
    let mut found = Vec::new();
    for pair in pairs {
        let Pair { noun, word, tie, ratio, both, .. } = pair;
        let known = |unit: &usize| parts(word).any(|p| explained.contains(&(p.to_string(), *unit)));
        let free = both.iter().filter(|unit| !known(unit)).count();
        if linked.contains(noun) || free * 2 <= both.len() {
            continue;
        }
        let Some(seen) = words.get(word) else { continue };
        linked.insert(noun);
        for unit in &both {
            explained.extend(parts(word).map(|part| (part.to_string(), *unit)));
        }
        found.push(Candidate {
            source: noun.to_string(),
            target: seen.spelling().to_string(),
            tie,
            ratio,
            counts: [both.len(), places[noun].len(), seen.units.len()],
            units: both.into_iter().take(3).collect(),
        });
    }
    found
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
mod tests;
