//! Several memories asked as one.

use crate::error::Result;
use crate::lang::tag::LangTag;

use super::lookup::{Match, Memory, Request};
use super::score::Score;

/// Memories in the order in which they were named: of equal matches that of the first one wins.
#[derive(Debug, Default)]
pub struct Memories(pub Vec<Memory>);

/// Thresholds at which a best match is looked for, one after the other.
const STEPS: [Score; 4] = [Score(10_000), Score(9_000), Score(8_000), Score(7_000)];

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
        // A high threshold leaves few candidates: what is found at one need not be sought lower.
        let steps = STEPS.into_iter().filter(|step| *step > request.min).chain([request.min]);
        for min in steps {
            let request = Request { top: 1, min, ..request.clone() };
            if let Some(best) = self.lookup(source, target, &request)?.pop() {
                return Ok(Some(best));
            }
        }
        Ok(None)
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
