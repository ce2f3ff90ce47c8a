//! Counts how often words come together in aligned texts, in bounded memory, and tells which of
//! them are translations of each other.
//!
//! Pairs are judged by the log-likelihood ratio of their counts (Dunning 1993; Moore, *On
//! Log-Likelihood-Ratios and the Significance of Rare Events*, 2004, for word pairs) and linked by
//! competition: the best pair first, and a word that has its partners takes no more (Melamed,
//! *Models of Translational Equivalence among Words*, 2000), since what stands beside a translation
//! is not one. When there are more pairs than may be held, the rarest are forgotten (Manku and
//! Motwani, *Approximate Frequency Counts over Data Streams*, 2002, lossy counting).

use std::collections::HashMap;

use crate::align::lexicon::Lexicon;
use crate::align::words;
use crate::lang::en::stem::EnglishStemmer;

use super::{Keys, Learned, WordPair, english_keys};

/// How sure a pair must be.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Units that must hold both words.
    pub together: u32,
    /// Least log-likelihood ratio; 10.8 is a chance of 1 in 1,000 for one pair.
    pub score: f64,
    /// Least share of the units of either word that hold the other too, 0..1.
    pub share: f64,
    /// Partners that a word may have.
    pub partners: usize,
    /// Pairs held at a time; beyond, the rarest are forgotten.
    pub held: usize,
}

impl Limits {
    /// For a document's own beads.
    pub fn document() -> Limits {
        Limits { together: 3, score: 14.0, share: 0.3, partners: 2, held: 4_000_000 }
    }

    /// For earlier translations.
    pub fn memory() -> Limits {
        Limits { together: 3, score: 16.0, share: 0.4, partners: 2, held: 8_000_000 }
    }
}

/// The words of one side: numbers by key, and how many units hold each.
#[derive(Debug, Default)]
struct Words {
    numbers: HashMap<String, u32>,
    counts: Vec<u32>,
}

impl Words {
    /// The number of a word that a unit holds.
    fn count(&mut self, key: &str) -> u32 {
        let number = match self.numbers.get(key) {
            Some(&number) => number,
            None => {
                let number = self.counts.len() as u32;
                self.numbers.insert(key.to_string(), number);
                self.counts.push(0);
                number
            }
        };
        self.counts[number as usize] += 1;
        number
    }

    fn by_number(&self) -> Vec<&str> {
        let mut keys = vec![""; self.counts.len()];
        for (key, &number) in &self.numbers {
            keys[number as usize] = key;
        }
        keys
    }
}

/// Counts words that come together, unit by unit.
pub struct Counter<'a> {
    lexicon: &'a Lexicon,
    keys: Keys<'a>,
    limits: Limits,
    units: u32,
    ko: Words,
    en: Words,
    together: HashMap<(u32, u32), u32>,
    /// How an English stem was written, by its number.
    written: Vec<String>,
}

impl<'a> Counter<'a> {
    /// A counter that has seen nothing. What the lexicon knows is not learned again.
    pub fn new(lexicon: &'a Lexicon, limits: Limits) -> Self {
        Counter {
            lexicon,
            keys: Keys::new(lexicon),
            limits,
            units: 0,
            ko: Words::default(),
            en: Words::default(),
            together: HashMap::new(),
            written: Vec::new(),
        }
    }

    /// Counts a unit.
    pub fn add(&mut self, ko: &str, en: &str) {
        let mut korean: Vec<String> =
            words::hangul_runs(ko).flat_map(|run| self.keys.korean(run).to_vec()).collect();
        korean.sort_unstable();
        korean.dedup();
        let mut english: Vec<(String, &str)> = words::english_words(en)
            .filter_map(|word| Some((self.keys.english(word)?.to_string(), word)))
            .collect();
        english.sort_unstable();
        english.dedup_by(|a, b| a.0 == b.0);
        if korean.is_empty() || english.is_empty() {
            return;
        }
        self.units += 1;
        let ko: Vec<u32> = korean.iter().map(|key| self.ko.count(key)).collect();
        for (key, word) in &english {
            let e = self.en.count(key);
            if e as usize == self.written.len() {
                self.written.push(word.to_lowercase());
            }
            for &k in &ko {
                *self.together.entry((k, e)).or_default() += 1;
            }
        }
        if self.together.len() > self.limits.held {
            self.forget();
        }
    }

    /// Forgets the rarest pairs until there is room for as many again.
    fn forget(&mut self) {
        let mut floor = 1;
        while self.together.len() > self.limits.held / 2 {
            self.together.retain(|_, count| *count > floor);
            floor += 1;
        }
    }

    /// The word pairs that are translations of each other, as far as the counts tell.
    pub fn finish(self) -> Learned {
        let mut pairs: Vec<(f64, u32, u32, u32)> = self
            .together
            .iter()
            .filter(|(_, together)| **together >= self.limits.together)
            .filter_map(|(&(k, e), &together)| Some((self.score(k, e, together)?, k, e, together)))
            .collect();
        let (korean, stems) = (self.ko.by_number(), self.en.by_number());
        // A compound comes as often as its parts where they stand in it alone: it is the word.
        let longer = |a: u32, b: u32| korean[b as usize].len().cmp(&korean[a as usize].len());
        pairs.sort_by(|a, b| {
            let by_score = b.0.total_cmp(&a.0).then_with(|| longer(a.1, b.1));
            by_score.then((a.1, a.2).cmp(&(b.1, b.2)))
        });
        let stemmer = EnglishStemmer::default();
        let mut partners = (vec![0; korean.len()], vec![0; stems.len()]);
        let mut learned = Vec::new();
        for (score, k, e, together) in pairs {
            let (ko, en) = (k as usize, e as usize);
            if partners.0[ko] >= self.limits.partners || partners.1[en] >= self.limits.partners {
                continue;
            }
            partners.0[ko] += 1;
            partners.1[en] += 1;
            let known = self.lexicon.translations(korean[ko]);
            if known.flat_map(|english| english_keys(english, &stemmer)).any(|k| k == stems[en]) {
                continue;
            }
            learned.push(WordPair {
                korean: korean[ko].to_string(),
                english: self.written[en].clone(),
                together,
                korean_count: self.ko.counts[ko],
                english_count: self.en.counts[en],
                score,
            });
        }
        Learned::new(learned)
    }

    /// The score of a pair, if it is within the limits.
    fn score(&self, k: u32, e: u32, together: u32) -> Option<f64> {
        let (ko, en) = (self.ko.counts[k as usize], self.en.counts[e as usize]);
        let share = f64::from(together) / f64::from(ko.max(en));
        if share < self.limits.share {
            return None;
        }
        let score = log_likelihood_ratio(together, ko, en, self.units);
        (score >= self.limits.score).then_some(score)
    }
}

/// How surprising it is, if the words had nothing to do with each other, that of `all` units
/// `together` hold both, where `ko` hold the one and `en` the other: 2 ln of the ratio of the
/// likelihoods (Dunning 1993). 0 when they come together less often than by chance.
fn log_likelihood_ratio(together: u32, ko: u32, en: u32, all: u32) -> f64 {
    let (both, ko, en, all) = (f64::from(together), f64::from(ko), f64::from(en), f64::from(all));
    if both * all <= ko * en {
        return 0.0;
    }
    let cell =
        |seen: f64, expected: f64| if seen > 0.0 { seen * (seen / expected).ln() } else { 0.0 };
    let cells = [
        (both, ko * en),
        (ko - both, ko * (all - en)),
        (en - both, (all - ko) * en),
        (all - ko - en + both, (all - ko) * (all - en)),
    ];
    2.0 * cells.iter().map(|&(seen, product)| cell(seen, product / all)).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::learned::learn;

    /// Units on three invented words in turn, each with a word that comes but once.
    fn texts() -> Vec<(String, String)> {
        let words = [("달무리", "corona"), ("너울나루", "swellferry"), ("갈무새", "galecrest")];
        let unit = |n: usize| {
            let ((ko, en), once) = (words[n % 3], char::from(b'a' + n as u8 % 26));
            (format!("{ko}가 {n}번째로 보였다."), format!("The {en} was visible to {once}zz{n}q."))
        };
        (0..30).map(unit).collect()
    }

    fn learned(limits: Limits) -> Learned {
        let texts = texts();
        let texts = texts.iter().map(|(ko, en)| (ko.as_str(), en.as_str()));
        learn(texts, Lexicon::core(), limits)
    }

    #[test]
    fn learns_what_comes_together() {
        let learned = learned(Limits::memory());
        let partners = |ko: &str| learned.of(ko).map(|p| p.english.clone()).collect::<Vec<_>>();
        assert_eq!(partners("달무리"), ["corona"]);
        assert_eq!(partners("너울나루"), ["swellferry"]);
        assert_eq!(learned.of("달무리").next().unwrap().together, 10);
    }

    #[test]
    fn what_the_lexicon_knows_is_not_learned_again() {
        let texts: Vec<_> = (0..20)
            .map(|n| match n % 2 {
                0 => ("정부가 나섰다.", "The government acted."),
                _ => ("비가 왔다.", "It rained heavily."),
            })
            .collect();
        let learned = learn(texts, Lexicon::core(), Limits::memory());
        assert!(learned.of("정부").all(|pair| pair.english != "government"));
    }

    #[test]
    fn memory_is_bounded_and_the_frequent_survives() {
        let learned = learned(Limits { held: 60, ..Limits::memory() });
        assert!(learned.of("달무리").any(|pair| pair.english == "corona"));
    }

    #[test]
    fn chance_has_no_score() {
        assert_eq!(log_likelihood_ratio(1, 10, 10, 100), 0.0);
        assert!(log_likelihood_ratio(10, 10, 10, 100) > 50.0);
    }
}
