//! Several memories asked as one.

use crate::error::Result;
use crate::lang::tag::LangTag;

use super::concordance::{Hit, Search};
use super::lookup::{Match, Memory, Request};
use super::score::Score;

/// Memories in the order in which they were named: of equal matches that of the first one wins.
#[derive(Debug, Default)]
pub struct Memories(pub Vec<Memory>);

/// What a concordance of several memories found.
#[derive(Debug, Clone, Default)]
pub struct Concordance {
    /// Units in the order of [`Search::run`], each with the place of its memory in [`Memories`].
    pub hits: Vec<(usize, Hit)>,
    /// In how many texts of each memory it stands.
    pub counts: Vec<usize>,
}

/// A match with the memory it was found in.
#[derive(Debug, Clone)]
pub struct Found {
    /// Place of the memory in [`Memories`].
    pub memory: usize,
    /// The match.
    pub matched: Match,
}

impl Memories {
    /// The best matches of all memories, as [`Memory::lookup`], each less the penalty of its own.
    ///
    /// # Errors
    /// When a memory cannot be read.
    pub fn lookup(
        &mut self,
        source: &LangTag,
        target: &LangTag,
        request: &Request,
    ) -> Result<Vec<Found>> {
        let mut all = Vec::new();
        for (memory, own) in self.0.iter_mut().enumerate() {
            let matches = own.lookup(source, target, request)?;
            all.extend(matches.into_iter().map(|matched| Found { memory, matched }));
        }
        all.sort_by_key(|found| std::cmp::Reverse(found.matched.scored.score));
        all.truncate(request.top);
        Ok(all)
    }

    /// The best match alone.
    ///
    /// # Errors
    /// When a memory cannot be read.
    pub fn best(
        &mut self,
        source: &LangTag,
        target: &LangTag,
        request: &Request,
    ) -> Result<Option<Found>> {
        let mut best = self.best_of_all(source, target, std::slice::from_ref(request))?;
        Ok(best.pop().flatten())
    }

    /// The best match of each of several texts.
    ///
    /// # Errors
    /// When a memory cannot be read.
    pub fn best_of_all(
        &mut self,
        source: &LangTag,
        target: &LangTag,
        requests: &[Request],
    ) -> Result<Vec<Option<Found>>> {
        let mut best: Vec<Option<Found>> = vec![None; requests.len()];
        for (memory, own) in self.0.iter_mut().enumerate() {
            // What a memory before has is beaten by better matches alone.
            let beating = |(request, best): (&Request, &Option<Found>)| {
                let above = best.as_ref().map_or(0, |best| best.matched.scored.score.0 + 1);
                Request { top: 1, min: request.min.max(Score(above)), ..request.clone() }
            };
            let beating: Vec<Request> = requests.iter().zip(&best).map(beating).collect();
            let found = own.lookup_all(source, target, &beating)?;
            for (best, mut matches) in best.iter_mut().zip(found) {
                if let Some(matched) = matches.pop() {
                    *best = Some(Found { memory, matched });
                }
            }
        }
        Ok(best)
    }

    /// The units of all memories that hold a text, at most as many as the search says.
    ///
    /// # Errors
    /// As [`Search::run`].
    pub fn concordance(&mut self, search: &Search) -> Result<Concordance> {
        let (mut hits, mut counts) = (Vec::new(), Vec::new());
        for (memory, own) in self.0.iter_mut().enumerate() {
            let (found, all) = search.run(own)?;
            hits.extend(found.into_iter().map(|hit| (memory, hit)));
            counts.push(all);
        }
        hits.sort_by(|(_, one), (_, other)| other.rank().cmp(&one.rank()));
        hits.truncate(search.top);
        Ok(Concordance { hits, counts })
    }

    /// The name of a memory's file.
    pub fn name(&self, memory: usize) -> String {
        self.0.get(memory).map(|own| own.store.path().display().to_string()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::store::{Place, Store};
    use crate::unit::{Unit, Variant};

    #[test]
    fn a_concordance_puts_words_first_whatever_the_memory() {
        let folder = tempfile::tempdir().unwrap();
        let memory = |name: &str, texts: &[(&str, &str)]| {
            let mut store = Store::open(&folder.path().join(name)).unwrap();
            let unit = |&(text, date): &(&str, &str)| {
                let english = Variant::text(LangTag::en_us(), name);
                let mut unit = Unit::pair(Variant::text(LangTag::ko_kr(), text), english);
                unit.attributes.set("changedate", date);
                unit
            };
            let units: Vec<Unit> = texts.iter().map(unit).collect();
            store.add(&units, &mut Place::default()).unwrap();
            Memory::new(store, 0)
        };
        let old = ("금리를 올렸다.", "20240101T000000Z");
        let part = ("고금리가 이어진다.", "20260101T000000Z");
        let new = ("금리가 내렸다.", "20250101T000000Z");
        let mut memories = Memories(vec![memory("a", &[old, part]), memory("b", &[new])]);
        let Concordance { hits, counts } = memories.concordance(&Search::new("금리", 2)).unwrap();
        let shown: Vec<_> = hits.iter().map(|(memory, hit)| (*memory, hit.word)).collect();
        assert_eq!((shown, counts), (vec![(1, true), (0, true)], vec![2, 1]));
    }

    #[test]
    fn the_best_match_is_the_first_of_all() {
        let folder = tempfile::tempdir().unwrap();
        let (ko, en) = (LangTag::ko_kr(), LangTag::en_us());
        let texts = ["회의가 어제 끝났다.", "회의는 어제 서울에서 끝났다.", "회의는 그제 끝났다."];
        let memory = |name: &str, penalty: u16| {
            let mut store = Store::open(&folder.path().join(name)).unwrap();
            let unit = |text: &str| {
                Unit::pair(Variant::text(ko.clone(), text), Variant::text(en.clone(), name))
            };
            store.add(&texts.map(unit), &mut Place::default()).unwrap();
            Memory::new(store, penalty)
        };
        let mut memories = Memories(vec![memory("a", 500), memory("b", 0), memory("c", 0)]);
        for text in [texts[1], "회의는 어제 끝났다.", "회의는 어제 부산에서 끝났다.", "비가 왔다."]
        {
            let request = Request { min: Score(4_000), ..Request::new(text) };
            let all = memories.lookup(&ko, &en, &request).unwrap();
            let best = memories.best(&ko, &en, &request).unwrap();
            let shown = |found: &Found| (found.memory, found.matched.stored.number);
            assert_eq!(best.as_ref().map(shown), all.first().map(shown), "{text}");
        }
    }
}
