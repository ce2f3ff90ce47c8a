//! Lookup: the matches of a text in a memory, best first, none above the threshold missed.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::Path;

use crate::error::Result;
use crate::lang::tag::LangTag;
use crate::unit::Content;

use super::index::{Candidate, Index, Kind};
use super::rival::{self, Measure};
use super::score::{Score, Scored, Side, score};
use super::store::{Store, Stored};

/// Matches that score alike are looked at until so many more were found than are wanted: of a label
/// that stands in a memory ten thousand times, the newest.
const TIES: usize = 100;
/// Thresholds that are tried before the lowest, from the highest, when no more than two matches are
/// wanted.
pub const STAGES: [Score; 3] = [Score(9_500), Score(8_500), Score(7_000)];
const FEW: usize = 2;
/// How many texts are looked up at a time: bounds the room that their candidates take.
const TOGETHER: usize = 256;

/// What is looked for, and which matches count.
#[derive(Debug, Clone)]
pub struct Request {
    /// The text with its codes.
    pub content: Content,
    /// The text of the segment before it.
    pub before: Option<String>,
    /// The text of the segment after it.
    pub after: Option<String>,
    /// The lowest score that counts.
    pub min: Score,
    /// How many matches at most.
    pub top: usize,
    /// Which score counts.
    pub measure: Measure,
}

impl Request {
    /// The best five matches of a plain text from 70 % up, by jjak's own score.
    pub fn new(text: &str) -> Request {
        Request {
            content: Content::from_text(text),
            before: None,
            after: None,
            min: Score(7_000),
            top: 5,
            measure: Measure::Jjak,
        }
    }
}

/// A unit that matches.
#[derive(Debug, Clone)]
pub struct Match {
    /// How well, with the parts of the score; the penalty of the memory is taken off the score.
    pub scored: Scored,
    /// The unit.
    pub stored: Stored,
    /// Place of the variant that was compared.
    pub source: usize,
    /// Place of its translation.
    pub target: usize,
}

impl Match {
    /// The source text, without codes.
    pub fn source_text(&self) -> std::borrow::Cow<'_, str> {
        self.stored.unit.variants[self.source].content.plain_text()
    }

    /// The translation, without codes.
    pub fn target_text(&self) -> std::borrow::Cow<'_, str> {
        self.stored.unit.variants[self.target].content.plain_text()
    }
}

/// A memory with the indexes that were asked for.
#[derive(Debug)]
pub struct Memory {
    /// Where the units are.
    pub store: Store,
    /// Hundredths of a percent that its matches lose.
    pub penalty: u16,
    indexes: HashMap<Kind, Index>,
}

impl Memory {
    /// Opens a memory that must be there.
    ///
    /// # Errors
    /// As [`Store::open_existing`].
    pub fn open(path: &Path, penalty: u16) -> Result<Memory> {
        Ok(Memory::new(Store::open_existing(path)?, penalty))
    }

    /// A memory of an open store.
    pub fn new(store: Store, penalty: u16) -> Memory {
        Memory { store, penalty, indexes: HashMap::new() }
    }

    /// An index, up to date.
    ///
    /// # Errors
    /// When the memory cannot be read.
    pub fn index(&mut self, kind: Kind) -> Result<&mut Index> {
        let index = match self.indexes.entry(kind) {
            Entry::Occupied(index) => {
                let index = index.into_mut();
                index.refresh(&self.store)?;
                index
            }
            Entry::Vacant(room) => {
                let index = Index::open(&self.store, room.key().clone())?;
                room.insert(index)
            }
        };
        Ok(index)
    }

    /// The best matches whose text in the language of `source` is like the one asked for, and that
    /// have a text in the language of `target`.
    ///
    /// # Errors
    /// When the memory cannot be read.
    pub fn lookup(
        &mut self,
        source: &LangTag,
        target: &LangTag,
        request: &Request,
    ) -> Result<Vec<Match>> {
        let mut found = self.lookup_all(source, target, std::slice::from_ref(request))?;
        Ok(found.pop().unwrap_or_default())
    }

    /// [`Memory::lookup`] of several texts: the index is searched by all threads.
    ///
    /// # Errors
    /// When the memory cannot be read.
    pub fn lookup_all(
        &mut self,
        source: &LangTag,
        target: &LangTag,
        requests: &[Request],
    ) -> Result<Vec<Vec<Match>>> {
        let mut found = Vec::with_capacity(requests.len());
        for some in requests.chunks(TOGETHER) {
            let search = |request| Search::new(source, target, request, self.penalty);
            let mut searches: Vec<Search<'_>> = some.iter().map(search).collect();
            for search in &mut searches {
                self.search_without_index(search)?;
            }
            self.search_index(source, &mut searches)?;
            found.extend(searches.into_iter().map(|search| search.matches));
        }
        Ok(found)
    }

    /// Ends the search when it is by a measure that no index bounds.
    fn search_without_index(&self, search: &mut Search<'_>) -> Result<()> {
        let request = search.query.request;
        if request.measure == Measure::Jjak || search.stages.is_empty() {
            return Ok(());
        }
        search.stages.clear();
        let text = request.content.plain_text();
        let all = self.try_all(search.query.source, request.measure, &text)?;
        self.rank(all, &search.query, search.floor, &mut search.matches)
    }

    /// Goes on with all searches, threshold after threshold, until they have what they look for.
    fn search_index(&mut self, source: &LangTag, searches: &mut [Search<'_>]) -> Result<()> {
        if searches.iter().all(|search| search.stages.is_empty()) {
            return Ok(());
        }
        let kind = Kind::Tokens(source.primary().to_string());
        self.index(kind.clone())?;
        let Some(index) = self.indexes.get(&kind) else { return Ok(()) };
        let _reading = self.store.reading()?;
        loop {
            let open = searches.iter_mut().enumerate();
            let open: Vec<(usize, Score)> =
                open.filter_map(|(at, search)| Some((at, search.stages.pop()?))).collect();
            if open.is_empty() {
                return Ok(());
            }
            let texts = open.iter().map(|&(at, min)| (&searches[at].query.side.tokens, min));
            let found = index.candidates_of_all(&texts.collect::<Vec<_>>());
            for ((at, min), mut candidates) in open.into_iter().zip(found) {
                let Search { query, floor, stages, before, matches } = &mut searches[at];
                // The others were candidates at the threshold before.
                candidates.retain(|candidate| candidate.bound < *before);
                *before = min;
                self.rank(candidates, query, *floor, matches)?;
                // What is not a candidate scores below `min`.
                let last = (matches.len() == query.request.top).then(|| matches.last()).flatten();
                if last.is_some_and(|last| last.scored.score >= min.less(self.penalty)) {
                    stages.clear();
                }
            }
        }
    }

    /// Puts those of the candidates, which come with the highest bounds first, among the best.
    fn rank(
        &self,
        candidates: Vec<Candidate>,
        query: &Asked<'_>,
        floor: Score,
        matches: &mut Vec<Match>,
    ) -> Result<()> {
        let request = query.request;
        let in_context = request.before.is_some() || request.after.is_some();
        let mut ties = 0;
        for candidate in candidates {
            // Context may lift an exact match; below that the bound is the best that can be.
            let best = match candidate.bound {
                Score::EXACT if in_context => Score::CONTEXT,
                bound => bound,
            };
            let last = (matches.len() >= request.top).then(|| matches.last()).flatten();
            let last = last.map(|last| last.scored.score);
            let beaten = |last: Score| {
                let [best, bound] = [best, candidate.bound].map(|most| most.less(self.penalty));
                last > best || last >= bound && ties > TIES
            };
            if best < floor || last.is_some_and(beaten) {
                break;
            }
            if last == Some(best.less(self.penalty)) && !self.is_later(candidate, matches)? {
                ties += 1;
                continue;
            }
            let Some(found) = self.compare(candidate, query)? else { continue };
            ties += usize::from(last == Some(found.scored.score));
            if found.scored.score >= request.min {
                let at = matches.partition_point(|m| key(m) >= key(&found));
                matches.insert(at, found);
                matches.truncate(request.top);
            }
        }
        Ok(())
    }

    /// Whether the unit of a candidate comes before the last of the matches if it scores alike: a
    /// look at its date, since to read it takes far longer.
    fn is_later(&self, candidate: Candidate, matches: &[Match]) -> Result<bool> {
        let date = self.store.date(candidate.number)?;
        Ok(matches.last().is_none_or(|last| {
            let (_, last_date, last_number) = key(last);
            (date.as_deref(), candidate.number) > (last_date, last_number)
        }))
    }

    /// The unit of a candidate with its true score; `None` when it is gone or not translated.
    fn compare(&self, candidate: Candidate, query: &Asked<'_>) -> Result<Option<Match>> {
        let Some(stored) = self.store.get(candidate.number)? else { return Ok(None) };
        let variants = &stored.unit.variants;
        let Some(variant) = variants.get(candidate.place) else { return Ok(None) };
        let translation = stored
            .unit
            .variant(query.target)
            .and_then(|found| variants.iter().position(|variant| std::ptr::eq(variant, found)));
        let Some(translation) = translation.filter(|&place| place != candidate.place) else {
            return Ok(None);
        };
        let mut scored = match query.request.measure {
            Measure::Jjak => score(&query.side, &Side::new(&variant.content)),
            _ => {
                Scored { score: candidate.bound, similarity: candidate.bound, ..Scored::default() }
            }
        };
        if scored.score == Score::EXACT && self.in_context(&stored, query.source, query.request)? {
            scored.score = Score::CONTEXT;
        }
        scored.score = scored.score.less(self.penalty);
        Ok(Some(Match { scored, source: candidate.place, target: translation, stored }))
    }

    /// Whether the segment before or after the unit is the one before or after the text.
    fn in_context(&self, stored: &Stored, lang: &LangTag, request: &Request) -> Result<bool> {
        let next = self.store.next_of(stored.number)?;
        for (neighbour, wanted) in [(stored.previous, &request.before), (next, &request.after)] {
            if let (Some(number), Some(wanted)) = (neighbour, wanted)
                && let Some(unit) = self.store.get(number)?
                && let Some(variant) = unit.unit.variant(lang)
                && variant.content.plain_text() == *wanted
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Every text with its score by another measure, which no index bounds; best first.
    fn try_all(&self, lang: &LangTag, measure: Measure, query: &str) -> Result<Vec<Candidate>> {
        let of = match measure {
            Measure::Omegat => rival::omegat,
            Measure::Levenshtein | Measure::Jjak => rival::characters,
        };
        let mut out = Vec::new();
        self.store.for_each_text(Some(lang.primary()), 0, i64::MAX, |text| {
            let bound = Score::from_percent(of(query, text.text));
            out.push(Candidate { number: text.number, place: text.place, bound });
            Ok(())
        })?;
        out.sort_by_key(|candidate| std::cmp::Reverse(candidate.bound));
        Ok(out)
    }
}

/// What is looked for, in the words of the score.
struct Asked<'a> {
    side: Side,
    source: &'a LangTag,
    target: &'a LangTag,
    request: &'a Request,
}

/// A lookup under way.
struct Search<'a> {
    query: Asked<'a>,
    /// The lowest score that counts before the penalty of the memory is taken off.
    floor: Score,
    /// The thresholds that are still to be tried, the next one last.
    stages: Vec<Score>,
    /// Candidates with this bound or more were looked at.
    before: Score,
    matches: Vec<Match>,
}

impl<'a> Search<'a> {
    fn new(
        source: &'a LangTag,
        target: &'a LangTag,
        request: &'a Request,
        penalty: u16,
    ) -> Search<'a> {
        let query = Asked { side: Side::new(&request.content), source, target, request };
        let floor = Score(request.min.0.saturating_add(penalty));
        let stages = match floor > Score::CONTEXT || request.top == 0 {
            true => Vec::new(),
            false => stages(floor.min(Score::EXACT), request.top),
        };
        Search { query, floor, stages, before: Score::CONTEXT, matches: Vec::new() }
    }
}

/// The thresholds to try one after another, from the last to the first, each quicker than the next:
/// who wants the best match alone need not find all others first.
fn stages(min: Score, top: usize) -> Vec<Score> {
    let first = if top <= FEW { STAGES.as_slice() } else { &[] };
    let higher = first.iter().rev().copied().filter(|&stage| stage > min);
    std::iter::once(min).chain(higher).collect()
}

/// What puts one match before another: the score, then the later date, then the later unit.
fn key(found: &Match) -> (Score, Option<&str>, i64) {
    let stored = &found.stored;
    let date = stored.changed.as_deref().max(stored.created.as_deref());
    (found.scored.score, date, stored.number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::store::Place;
    use crate::unit::{Code, CodeKind, Unit, Variant};

    fn unit(ko: &str, en: &str) -> Unit {
        Unit::pair(Variant::text(LangTag::ko_kr(), ko), Variant::text(LangTag::en_us(), en))
    }

    fn memory(units: &[Unit]) -> (tempfile::TempDir, Memory) {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("m.jjak")).unwrap();
        store.add(units, &mut Place::default()).unwrap();
        (folder, Memory::new(store, 0))
    }

    fn scores(memory: &mut Memory, request: &Request) -> Vec<(f64, String)> {
        let matches = memory.lookup(&LangTag::new("ko"), &LangTag::new("en-GB"), request).unwrap();
        let shown = |m: Match| (m.scored.score.percent(), m.target_text().into_owned());
        matches.into_iter().map(shown).collect()
    }

    #[test]
    fn the_segment_in_its_context_comes_first() {
        let (_folder, mut memory) = memory(&[
            unit("창을 엽니다.", "Open the window."),
            unit("확인", "OK"),
            unit("주문을 마칩니다.", "Finish the order."),
            unit("확인", "Confirm"),
            unit("단어", "word"),
        ]);
        let mut request = Request::new("확인");
        assert_eq!(scores(&mut memory, &request)[0].0, 100.0);
        request.before = Some("창을 엽니다.".into());
        assert_eq!(
            scores(&mut memory, &request),
            [(101.0, "OK".into()), (100.0, "Confirm".into())]
        );
        request.before = None;
        request.after = Some("단어".into());
        assert_eq!(scores(&mut memory, &request)[0], (101.0, "Confirm".into()));
        memory.penalty = 500;
        assert_eq!(scores(&mut memory, &request)[0], (96.0, "Confirm".into()));
    }

    #[test]
    fn new_units_are_found_and_removed_ones_are_not() {
        let (_folder, mut memory) = memory(&[unit("수출이 크게 늘었다.", "Exports rose sharply.")]);
        let mut request = Request::new("수출이 크게 줄었다.");
        request.min = Score(6_000);
        assert_eq!(scores(&mut memory, &request).len(), 1);
        let new = unit("수출이 다시 줄었다.", "Exports fell again.");
        memory.store.add(&[new], &mut Place::default()).unwrap();
        assert_eq!(scores(&mut memory, &request).len(), 2);
        memory.store.remove(&[1]).unwrap();
        assert_eq!(scores(&mut memory, &request).len(), 1);
        let english = Request::new("exports fell again");
        let back = memory.lookup(&LangTag::en_us(), &LangTag::ko_kr(), &english).unwrap();
        assert_eq!(back[0].target_text(), "수출이 다시 줄었다.");
    }

    #[test]
    fn codes_and_other_measures_count() {
        let mut coded = unit("", "Press {1}.");
        coded.variants[0].content.push_text("단추를 ");
        coded.variants[0].content.push_code(Code::new(CodeKind::Ph, "<img/>"));
        coded.variants[0].content.push_text("누릅니다.");
        let (_folder, mut memory) = memory(&[coded]);
        let mut request = Request::new("단추를 누릅니다.");
        assert_eq!(scores(&mut memory, &request)[0].0, 99.0);
        request.content = Content::from_text("단추가 누릅니다.");
        request.measure = Measure::Levenshtein;
        assert_eq!(scores(&mut memory, &request)[0].0, 88.89);
        request.measure = Measure::Omegat;
        request.min = Score(5_000);
        assert_eq!(scores(&mut memory, &request)[0].0, 50.0);
    }
}
