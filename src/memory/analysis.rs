//! Leverage: how much of a text is in the memories already, in the bands that translators quote by.

use std::collections::HashSet;

use crate::error::Result;
use crate::lang::tag::LangTag;

use super::lookup::{Memory, Request};
use super::score::Score;

/// A band of scores, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Band {
    /// An exact match with the same neighbour: 101 %.
    Context,
    /// The same text came before in what is analysed.
    Repetition,
    /// 100 %.
    Exact,
    /// From 95 %.
    From95,
    /// From 85 %.
    From85,
    /// From 75 %.
    From75,
    /// From 50 %.
    From50,
    /// Below 50 %.
    None,
}

impl Band {
    /// All bands, best first.
    pub const ALL: [Band; 8] = [
        Band::Context,
        Band::Repetition,
        Band::Exact,
        Band::From95,
        Band::From85,
        Band::From75,
        Band::From50,
        Band::None,
    ];

    /// Its name in a table.
    pub fn name(self) -> &'static str {
        match self {
            Band::Context => "context",
            Band::Repetition => "repetition",
            Band::Exact => "100",
            Band::From95 => "95-99",
            Band::From85 => "85-94",
            Band::From75 => "75-84",
            Band::From50 => "50-74",
            Band::None => "no match",
        }
    }

    fn of(score: Score) -> Band {
        match score.0 {
            10_100.. => Band::Context,
            10_000.. => Band::Exact,
            9_500.. => Band::From95,
            8_500.. => Band::From85,
            7_500.. => Band::From75,
            5_000.. => Band::From50,
            _ => Band::None,
        }
    }
}

/// What is counted of a band.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Count {
    /// Segments.
    pub segments: usize,
    /// Words between white space; in Korean eojeols.
    pub words: usize,
    /// Characters that are not white space.
    pub characters: usize,
}

impl Count {
    fn add(&mut self, text: &str) {
        self.segments += 1;
        self.words += text.split_whitespace().count();
        self.characters += text.chars().filter(|c| !c.is_whitespace()).count();
    }
}

/// The counts of each band, in the order of [`Band::ALL`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Analysis {
    counts: [Count; Band::ALL.len()],
    seen: HashSet<String>,
}

impl Analysis {
    /// Counts the segments of a text, given in order. What was counted before can be repeated.
    ///
    /// # Errors
    /// When a memory cannot be read.
    pub fn add(
        &mut self,
        memories: &mut [Memory],
        source: &LangTag,
        target: &LangTag,
        segments: &[String],
    ) -> Result<()> {
        for (at, text) in segments.iter().enumerate() {
            let request = Request {
                before: at.checked_sub(1).map(|before| segments[before].clone()),
                after: segments.get(at + 1).cloned(),
                min: Score::from_percent(50.0),
                top: 1,
                ..Request::new(text)
            };
            let mut best = Score::default();
            for memory in &mut *memories {
                let matches = memory.lookup(source, target, &request)?;
                best = matches.iter().map(|found| found.scored.score).fold(best, Score::max);
            }
            let repeated = !self.seen.insert(text.clone());
            let band = match Band::of(best) {
                Band::Context => Band::Context,
                _ if repeated => Band::Repetition,
                band => band,
            };
            self.counts[band as usize].add(text);
        }
        Ok(())
    }

    /// The bands with their counts, best first.
    pub fn bands(&self) -> impl Iterator<Item = (Band, Count)> + '_ {
        Band::ALL.into_iter().zip(self.counts)
    }

    /// All bands together.
    pub fn total(&self) -> Count {
        self.counts.iter().fold(Count::default(), |sum, count| Count {
            segments: sum.segments + count.segments,
            words: sum.words + count.words,
            characters: sum.characters + count.characters,
        })
    }
}
