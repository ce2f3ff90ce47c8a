//! Leverage: how much of a text is in the memories already, in the bands that translators quote by.
//!
//! A segment counts once, in the best band that holds it. What the memories do not have may be
//! like a segment that comes before it in the texts that are analysed: once that one is
//! translated it is a fuzzy match. Those stand in bands of their own, as **internal**.

use std::collections::HashSet;

use crate::error::{Error, Kind, Result};
use crate::lang::tag::LangTag;
use crate::unit::{Content, Unit, Variant};

use super::index;
use super::lookup::{Memory, Request};
use super::score::{Score, Side, score};
use super::several::Memories;
use super::store::{Place, Store};

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
    /// From 95 % of a segment that came before.
    Internal95,
    /// From 85 % of a segment that came before.
    Internal85,
    /// From 75 % of a segment that came before.
    Internal75,
    /// From 50 % of a segment that came before.
    Internal50,
    /// Below 50 %.
    None,
}

impl Band {
    /// All bands in the order of a table.
    pub const ALL: [Band; 12] = [
        Band::Context,
        Band::Repetition,
        Band::Exact,
        Band::From95,
        Band::From85,
        Band::From75,
        Band::From50,
        Band::Internal95,
        Band::Internal85,
        Band::Internal75,
        Band::Internal50,
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
            Band::Internal95 => "internal 95-99",
            Band::Internal85 => "internal 85-94",
            Band::Internal75 => "internal 75-84",
            Band::Internal50 => "internal 50-74",
            Band::None => "no match",
        }
    }

    /// The band of the best match in the memories.
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

    /// The band of the best match in what came before, which is never the same text.
    fn internal(score: Score) -> Band {
        match Band::of(score) {
            Band::From85 => Band::Internal85,
            Band::From75 => Band::Internal75,
            Band::From50 => Band::Internal50,
            Band::None => Band::None,
            _ => Band::Internal95,
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

impl std::ops::AddAssign for Count {
    fn add_assign(&mut self, other: Count) {
        self.segments += other.segments;
        self.words += other.words;
        self.characters += other.characters;
    }
}

/// The counts of each band.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts([Count; Band::ALL.len()]);

impl Counts {
    /// The bands with their counts, best first.
    pub fn bands(&self) -> impl Iterator<Item = (Band, Count)> + '_ {
        Band::ALL.into_iter().zip(self.0)
    }

    /// All bands together.
    pub fn total(&self) -> Count {
        let mut total = Count::default();
        self.0.iter().for_each(|count| total += *count);
        total
    }
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.0.iter_mut().zip(other.0).for_each(|(own, other)| *own += other);
    }
}

/// Counts texts, and remembers them as what comes before the next ones.
#[derive(Debug)]
pub struct Analysis {
    source: LangTag,
    target: LangTag,
    seen: HashSet<String>,
    before: Option<Before>,
}

impl Analysis {
    /// An analysis of translations between two languages. `internal` asks for matches among the
    /// texts themselves.
    ///
    /// # Errors
    /// When there is no room for temporary files.
    pub fn new(source: &LangTag, target: &LangTag, internal: bool) -> Result<Analysis> {
        let before = if internal { Some(Before::new(source)?) } else { None };
        let (source, target) = (source.clone(), target.clone());
        Ok(Analysis { source, target, seen: HashSet::new(), before })
    }

    /// Counts the segments of a text, given in order.
    ///
    /// # Errors
    /// When a memory cannot be read.
    pub fn add(&mut self, memories: &mut Memories, segments: &[Content]) -> Result<Counts> {
        let texts: Vec<_> = segments.iter().map(Content::plain_text).collect();
        let first = match &mut self.before {
            Some(before) => before.take_in(segments)?,
            None => 0,
        };
        let request = |(at, content): (usize, &Content)| Request {
            content: content.clone(),
            before: at.checked_sub(1).map(|before| texts[before].to_string()),
            after: texts.get(at + 1).map(|after| after.to_string()),
            min: Score::from_percent(50.0),
            ..Request::new("")
        };
        let requests: Vec<Request> = segments.iter().enumerate().map(request).collect();
        let best = memories.best_of_all(&self.source, &self.target, &requests)?;
        let mut counts = Counts::default();
        for ((at, content), best) in segments.iter().enumerate().zip(best) {
            let best = best.map(|found| found.matched.scored.score).unwrap_or_default();
            let is_repeated = !self.seen.insert(texts[at].to_string());
            let band = match (Band::of(best), &mut self.before) {
                (Band::Context, _) => Band::Context,
                _ if is_repeated => Band::Repetition,
                (Band::Exact, _) | (_, None) => Band::of(best),
                (band, Some(before)) => match before.best(first + at, content, best)? {
                    Some(better) => Band::internal(better),
                    None => band,
                },
            };
            counts.0[Band::ALL.iter().position(|own| *own == band).unwrap_or(0)].add(&texts[at]);
        }
        Ok(counts)
    }
}

/// The segments that came before, in a memory that is gone with the analysis.
#[derive(Debug)]
struct Before {
    lang: LangTag,
    sides: Vec<Side>,
    memory: Memory,
    _folder: tempfile::TempDir,
}

impl Before {
    fn new(lang: &LangTag) -> Result<Before> {
        let folder = tempfile::tempdir().map_err(|error| Error::new(Kind::Io(error)))?;
        let memory = Memory::new(Store::open(&folder.path().join("before"))?, 0);
        Ok(Before { lang: lang.clone(), sides: Vec::new(), memory, _folder: folder })
    }

    /// Keeps segments; returns the place of the first one.
    fn take_in(&mut self, segments: &[Content]) -> Result<usize> {
        let first = self.sides.len();
        let unit = |(at, content): (usize, &Content)| {
            let variant = Variant::new(self.lang.clone(), content.clone());
            let mut unit = Unit { variants: vec![variant], ..Unit::default() };
            // Units that are equal would be kept once: the place tells them apart.
            unit.set_id(at.to_string());
            unit
        };
        let units: Vec<Unit> = (first..).zip(segments).map(unit).collect();
        self.memory.store.add(&units, &mut Place::default())?;
        self.sides.extend(segments.iter().map(Side::new));
        Ok(first)
    }

    /// The best score with a segment before the one at `place`, if it is better than `floor`.
    fn best(&mut self, place: usize, content: &Content, floor: Score) -> Result<Option<Score>> {
        let side = Side::new(content);
        let kind = index::Kind::Tokens(self.lang.primary().to_string());
        let min = floor.max(Score::from_percent(50.0));
        let candidates = self.memory.index(kind)?.candidates(&side.tokens, min);
        let mut best = None;
        for candidate in candidates {
            if candidate.bound <= best.unwrap_or(floor) {
                break;
            }
            // Numbers are given from 1 in the order of the segments.
            let other = usize::try_from(candidate.number - 1).unwrap_or(usize::MAX);
            if other < place {
                let score = score(&side, &self.sides[other]).score;
                if score >= min && score > best.unwrap_or(floor) {
                    best = Some(score);
                }
            }
        }
        Ok(best)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bands(internal: bool, texts: &[&str]) -> Vec<(&'static str, usize)> {
        let mut analysis = Analysis::new(&LangTag::ko_kr(), &LangTag::en_us(), internal).unwrap();
        let contents: Vec<Content> = texts.iter().map(|text| Content::from_text(*text)).collect();
        let counts = analysis.add(&mut Memories::default(), &contents).unwrap();
        let full = counts.bands().filter(|(_, count)| count.segments > 0);
        full.map(|(band, count)| (band.name(), count.segments)).collect()
    }

    #[test]
    fn what_is_like_a_segment_before_it_is_internal() {
        let texts = [
            "정부는 내년부터 전국 주요 도시에서 전기 버스를 운행한다.",
            "도서관이 새로 문을 열었다.",
            "정부가 내년부터 전국 주요 도시에서 전기 버스를 운행한다.",
            "도서관이 새로 문을 열었다.",
            "정부는 내년부터 전국 주요 도시에서 전기 택시를 운행한다.",
        ];
        assert_eq!(
            bands(true, &texts),
            [("repetition", 1), ("internal 95-99", 1), ("internal 85-94", 1), ("no match", 2)]
        );
        assert_eq!(bands(false, &texts), [("repetition", 1), ("no match", 4)]);
    }
}
