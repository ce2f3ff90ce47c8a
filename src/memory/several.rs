//! Several memories asked as one.

use crate::error::Result;
use crate::lang::tag::LangTag;

use super::lookup::{Match, Memory, Request};

/// Memories in the order in which they were named: of equal matches that of the first one wins.
#[derive(Debug, Default)]
pub struct Memories(pub Vec<Memory>);

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
        let request = Request { top: 1, ..request.clone() };
        Ok(self.lookup(source, target, &request)?.pop())
    }

    /// The name of a memory's file.
    pub fn name(&self, memory: usize) -> String {
        self.0.get(memory).map(|own| own.store.path().display().to_string()).unwrap_or_default()
    }
}
