//! Adding units under a policy: what happens to those whose source the memory has already.
//!
//! Units that are equal in all they hold are kept once under any policy, so that the same import
//! twice changes nothing.

use std::collections::HashSet;

use crate::error::Result;
use crate::lang::tag::LangTag;
use crate::tmx::Sameness;
use crate::tmx::memory::{Contest, Identity, Policy};
use crate::unit::Unit;

use super::index::Kind;
use super::lookup::Memory;
use super::score::Score;
use super::store::{Place, Stored};
use super::token::Tokens;

/// What became of the units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    /// Units that are new.
    pub added: usize,
    /// Units that were there already.
    pub known: usize,
    /// Units that took the place of others, which are counted here.
    pub replaced: usize,
    /// Units that were not added, as the memory has a better translation of their source.
    pub passed_over: usize,
}

impl std::ops::AddAssign for Imported {
    fn add_assign(&mut self, other: Imported) {
        self.added += other.added;
        self.known += other.known;
        self.replaced += other.replaced;
        self.passed_over += other.passed_over;
    }
}

/// How units are added.
#[derive(Debug, Clone, Copy)]
pub struct Import<'a> {
    /// Which units stay of those with the same source.
    pub policy: Policy,
    /// The source language of units that do not name their own.
    pub source: &'a LangTag,
}

impl Import<'_> {
    /// Adds a batch of units, as [`super::store::Store::add`]. New units are there before those
    /// whose place they take are removed: what is interrupted can be done again.
    ///
    /// # Errors
    /// When the memory cannot be read or written.
    pub fn add(
        &self,
        memory: &mut Memory,
        units: Vec<Unit>,
        place: &mut Place,
    ) -> Result<Imported> {
        if self.policy == Policy::KeepAll {
            let added = memory.store.add(&units, place)?;
            return Ok(Imported { added: added.added, known: added.known, ..Imported::default() });
        }
        let (identity, mut contest) = (self.identity(), Contest::by_source(self.policy));
        units.iter().try_for_each(|unit| contest.add_unit(&identity, unit))?;
        let kept = contest.decide()?;
        let mut done =
            Imported { known: kept.repeated, passed_over: kept.replaced, ..Imported::default() };
        let (mut winners, mut losers) = (Vec::new(), HashSet::new());
        let stay = (0..).zip(&units).filter(|(number, _)| kept.has(*number));
        for (_, unit) in stay {
            self.weigh(memory, unit, &mut done, &mut winners, &mut losers)?;
        }
        done.added = memory.store.add(&winners, place)?.added;
        let losers: Vec<i64> = losers.into_iter().collect();
        done.replaced += memory.store.remove(&losers)?;
        Ok(done)
    }

    /// Adds the units that say what no unit of the memory says: another creation date or other
    /// props do not make a unit new.
    ///
    /// # Errors
    /// As [`Import::add`].
    pub fn add_unsaid(
        &self,
        memory: &mut Memory,
        units: Vec<Unit>,
        place: &mut Place,
    ) -> Result<Imported> {
        let mut done = Imported::default();
        let identity = self.identity();
        let mut run = Vec::new();
        for unit in units {
            let targets = identity.target_keys(&unit);
            let same = self.same_source(memory, &unit)?;
            match same.iter().find(|own| identity.target_keys(&own.unit) == targets) {
                Some(own) => {
                    done.known += 1;
                    done.added += memory.store.add(&std::mem::take(&mut run), place)?.added;
                    place.previous = Some(own.number);
                }
                None => run.push(unit),
            }
        }
        done.added += memory.store.add(&run, place)?.added;
        Ok(done)
    }

    fn identity(&self) -> Identity<'_> {
        Identity { sameness: Sameness::default(), source: Some(self.source) }
    }

    /// Whether the unit is added, and which units of the memory it replaces.
    fn weigh(
        &self,
        memory: &mut Memory,
        unit: &Unit,
        done: &mut Imported,
        winners: &mut Vec<Unit>,
        losers: &mut HashSet<i64>,
    ) -> Result<()> {
        let identity = self.identity();
        let targets = identity.target_keys(unit);
        let same = self.same_source(memory, unit)?;
        let equal = same.iter().find(|stored| identity.target_keys(&stored.unit) == targets);
        let own = self.policy.rank(unit);
        let loses =
            |stored: &Stored| self.policy == Policy::First || self.policy.rank(&stored.unit) > own;
        match equal {
            Some(stored) if self.policy.rank(&stored.unit) >= own => done.known += 1,
            None if same.iter().any(loses) => {
                done.passed_over += 1;
            }
            _ => {
                losers.extend(same.iter().map(|stored| stored.number));
                winners.push(unit.clone());
            }
        }
        Ok(())
    }

    /// The units of the memory that have the source text of this one.
    fn same_source(&self, memory: &mut Memory, unit: &Unit) -> Result<Vec<Stored>> {
        let identity = self.identity();
        let Some(source) = identity.source_of(unit) else { return Ok(Vec::new()) };
        let tokens = Tokens::new(&source.content.plain_text());
        let kind = Kind::Tokens(source.lang.primary().to_string());
        let candidates = memory.index(kind)?.candidates(&tokens, Score::EXACT);
        let key = identity.source_key(unit);
        let mut same = Vec::new();
        for candidate in candidates {
            if let Some(stored) = memory.store.get(candidate.number)?
                && identity.source_key(&stored.unit) == key
            {
                same.push(stored);
            }
        }
        Ok(same)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::store::Store;
    use crate::unit::Variant;

    fn unit(en: &str, date: &str) -> Unit {
        let mut unit = Unit::pair(
            Variant::text(LangTag::ko_kr(), "수율이 크게 올랐다."),
            Variant::text(LangTag::en_us(), en),
        );
        unit.attributes.set("changedate", date);
        unit
    }

    fn texts(memory: &Memory) -> Vec<String> {
        let mut texts = Vec::new();
        let mut each = |stored: Stored| {
            texts.push(stored.unit.variants[1].content.plain_text().into_owned());
            Ok(())
        };
        memory.store.for_each_unit(&mut each).unwrap();
        texts
    }

    #[test]
    fn the_newest_translation_stays_whatever_the_order() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("m.jjak")).unwrap();
        let mut memory = Memory::new(store, 0);
        let source = LangTag::ko_kr();
        let add = |memory: &mut Memory, policy, units: &[Unit]| {
            let import = Import { policy, source: &source };
            import.add(memory, units.to_vec(), &mut Place::default()).unwrap()
        };
        let old = unit("The yield grew.", "20250101T000000Z");
        let new = unit("Yields rose sharply.", "20260101T000000Z");
        add(&mut memory, Policy::Newest, std::slice::from_ref(&old));
        let done = add(&mut memory, Policy::Newest, std::slice::from_ref(&new));
        assert_eq!((done.added, done.replaced), (1, 1));
        let done = add(&mut memory, Policy::Newest, &[old.clone(), new.clone()]);
        assert_eq!((done.added, done.known, done.passed_over), (0, 1, 1));
        assert_eq!(texts(&memory), ["Yields rose sharply."]);
        let done = add(&mut memory, Policy::First, std::slice::from_ref(&old));
        assert_eq!((done.added, done.passed_over), (0, 1));
        let done = add(&mut memory, Policy::KeepAll, &[old, new]);
        assert_eq!((done.added, done.known), (1, 1));
        assert_eq!(texts(&memory).len(), 2);
    }
}
