//! Whole memories compared and joined: units are told apart by their source text.
//!
//! Of every unit a few numbers are kept (hashes of what it is compared by, its place, its rank),
//! sorted with bounded memory; the files are then read once more for what was decided.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash};
use std::io::BufRead;

use foldhash::quality::FixedState;

use super::reader::Reader;
use super::sameness::Sameness;
use super::sorter::Sorter;
use crate::error::Result;
use crate::lang::tag::LangTag;
use crate::unit::{Unit, Variant};

/// Which unit stays of several that say the same, or have the same source and other targets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Policy {
    /// The one that came first.
    First,
    /// The one that was changed, or made, last; of equals the later one, or the first when their
    /// targets are the same.
    #[default]
    Newest,
    /// The one with the highest `usagecount`; of equals the newest.
    MostUsed,
    /// All that differ in their targets; of those that do not, the newest.
    KeepAll,
}

impl Policy {
    /// What the policy compares, the higher one wins: how often used, and seconds since 1970 (0
    /// for units without a date).
    pub fn rank(self, unit: &Unit) -> (u64, u64) {
        if self == Policy::First {
            return (0, 0);
        }
        let used = match self {
            Policy::MostUsed => {
                unit.attributes.get("usagecount").and_then(|count| count.parse().ok())
            }
            _ => None,
        };
        let touched = unit.last_touched().and_then(|when| u64::try_from(when.as_second()).ok());
        (used.unwrap_or(0), touched.unwrap_or(0))
    }
}

/// What a unit is compared by.
#[derive(Debug, Clone, Copy)]
pub struct Identity<'a> {
    /// When texts are the same.
    pub sameness: Sameness,
    /// The source language where units do not name their own; without it the first variant is
    /// the source.
    pub source: Option<&'a LangTag>,
}

impl Identity<'_> {
    /// The variant that is the source.
    pub fn source_of<'u>(&self, unit: &'u Unit) -> Option<&'u Variant> {
        let own = unit.source_lang();
        let found = own.as_ref().or(self.source).and_then(|lang| unit.variant(lang));
        found.or(unit.variants.first())
    }

    /// The variants that are not the source.
    pub fn targets_of<'u>(&self, unit: &'u Unit) -> impl Iterator<Item = &'u Variant> {
        let source = self.source_of(unit);
        unit.variants.iter().filter(move |v| !source.is_some_and(|s| std::ptr::eq(*v, s)))
    }

    /// Language and key of the source.
    pub fn source_key(&self, unit: &Unit) -> String {
        self.source_of(unit).map_or_else(String::new, |source| {
            format!("{}\u{1}{}", source.lang.primary(), self.sameness.key(&source.content))
        })
    }

    /// Languages and keys of the targets, sorted.
    pub fn target_keys(&self, unit: &Unit) -> Vec<(String, String)> {
        self.keys(self.targets_of(unit))
    }

    fn keys<'u>(&self, variants: impl Iterator<Item = &'u Variant>) -> Vec<(String, String)> {
        let key = |v: &Variant| (v.lang.as_str().to_string(), self.sameness.key(&v.content));
        let mut keys: Vec<_> = variants.map(key).collect();
        keys.sort();
        keys
    }
}

/// 128 bits: that two texts are taken for one by chance is not to be feared in any memory.
fn hash(value: &impl Hash) -> [u64; 2] {
    [0x6A6A_616B, 0x7470_6169].map(|seed| FixedState::with_seed(seed).hash_one(value))
}

/// Units that stay of one or several memories, gone over in order.
#[derive(Debug, Default)]
pub struct Kept {
    bits: Vec<u64>,
    /// How many stay.
    pub kept: usize,
    /// Units that say what another says.
    pub repeated: usize,
    /// Units that lost to another one with the same source.
    pub replaced: usize,
}

impl Kept {
    /// Whether the unit of this number stays: counted from 0 over all memories.
    pub fn has(&self, number: u64) -> bool {
        let word = usize::try_from(number / 64).ok().and_then(|index| self.bits.get(index));
        word.is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    fn keep(&mut self, number: u64) {
        let index = usize::try_from(number / 64).unwrap_or(usize::MAX);
        if self.bits.len() <= index {
            self.bits.resize(index + 1, 0);
        }
        self.bits[index] |= 1 << (number % 64);
        self.kept += 1;
    }
}

/// Decides which units of memories stay.
#[derive(Debug)]
pub struct Contest {
    policy: Policy,
    /// Whether only units contend that are the same in all their languages.
    whole: bool,
    /// Hashes of the source, number of the unit, hash of the targets, rank.
    records: Sorter<6>,
    units: u64,
}

impl Contest {
    /// A contest between units of the same source.
    pub fn by_source(policy: Policy) -> Self {
        Contest { policy, whole: false, records: Sorter::default(), units: 0 }
    }

    /// A contest between units that say the same in the same languages, in whatever order.
    pub fn by_unit(policy: Policy) -> Self {
        Contest { whole: true, ..Contest::by_source(policy) }
    }

    /// Lets the units in that are left in a file.
    ///
    /// # Errors
    /// Those of the reader; `Kind::Io` when there is no room for a temporary file.
    pub fn add<R: BufRead>(
        &mut self,
        identity: &Identity<'_>,
        reader: &mut Reader<R>,
    ) -> Result<()> {
        for unit in reader {
            self.add_unit(identity, &unit?)?;
        }
        Ok(())
    }

    /// Lets a unit in.
    ///
    /// # Errors
    /// `Kind::Io` when there is no room for a temporary file.
    pub fn add_unit(&mut self, identity: &Identity<'_>, unit: &Unit) -> Result<()> {
        let ([one, two], targets) = match self.whole {
            true => (hash(&identity.keys(unit.variants.iter())), 0),
            false => (hash(&identity.source_key(unit)), hash(&identity.target_keys(unit))[0]),
        };
        let (used, touched) = self.policy.rank(unit);
        self.records.push([one, two, self.units, targets, used, touched])?;
        self.units += 1;
        Ok(())
    }

    /// Which units stay.
    ///
    /// # Errors
    /// `Kind::Io` when a temporary file cannot be read.
    pub fn decide(self) -> Result<Kept> {
        let (policy, mut kept) = (self.policy, Kept::default());
        let mut group = Group::default();
        for record in self.records.sorted()? {
            let [one, two, number, targets, used, touched] = record?;
            if group.source != [one, two] {
                group.end(&mut kept);
                group.source = [one, two];
            }
            group.add(policy, &mut kept, targets, (number, (used, touched)));
        }
        group.end(&mut kept);
        Ok(kept)
    }
}

/// Number of a unit, and its rank.
type Entrant = (u64, (u64, u64));

/// Units of one source: who leads, by the hash of the targets.
#[derive(Default)]
struct Group {
    source: [u64; 2],
    leaders: HashMap<u64, Entrant>,
}

impl Group {
    fn add(&mut self, policy: Policy, kept: &mut Kept, targets: u64, unit: Entrant) {
        let wins = |own: &Entrant| policy != Policy::First && unit.1 >= own.1;
        if let Some(own) = self.leaders.get_mut(&targets) {
            kept.repeated += 1;
            // Of units that do not differ in anything the first may stay where it is.
            if wins(own) && unit.1 > own.1 {
                *own = unit;
            }
        } else if policy == Policy::KeepAll || self.leaders.is_empty() {
            self.leaders.insert(targets, unit);
        } else {
            kept.replaced += 1;
            if self.leaders.values().all(wins) {
                self.leaders.clear();
                self.leaders.insert(targets, unit);
            }
        }
    }

    fn end(&mut self, kept: &mut Kept) {
        // A map that once grew large would be slow to empty from then on.
        std::mem::take(&mut self.leaders).values().for_each(|(number, _)| kept.keep(*number));
    }
}

/// How a unit differs from those of the other memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// The other memory does not have the source.
    Alone,
    /// The other memory has the source, with other targets: in the unit of this number, from 0.
    Changed(u64),
}

/// The differences between two memories.
#[derive(Debug, Default)]
pub struct Differences {
    /// Numbers of units of the first and second memory, and of the other one's unit from 1, if it
    /// has one.
    sides: [Sorter<2>; 2],
    /// How many units differ, of both memories.
    pub count: u64,
}

impl Differences {
    /// The units of the first memory that differ, and of the second, by number from 0, in order.
    ///
    /// # Errors
    /// `Kind::Io` when a temporary file cannot be read, from the iterators as well.
    pub fn in_order(self) -> Result<[impl Iterator<Item = Result<(u64, Difference)>>; 2]> {
        let difference = |record: Result<[u64; 2]>| {
            let [number, other] = record?;
            let difference = other.checked_sub(1).map_or(Difference::Alone, Difference::Changed);
            Ok((number, difference))
        };
        let [before, after] = self.sides;
        Ok([before.sorted()?.map(difference), after.sorted()?.map(difference)])
    }

    fn push(&mut self, side: usize, number: u64, difference: Difference) -> Result<()> {
        self.count += 1;
        let other = match difference {
            Difference::Alone => 0,
            Difference::Changed(other) => other + 1,
        };
        self.sides[side].push([number, other])
    }
}

/// Compares two memories.
#[derive(Debug, Default)]
pub struct Comparison {
    /// Hashes of the source, which memory, number of the unit, hash of the targets.
    records: Sorter<5>,
}

impl Comparison {
    /// Adds the units that are left in a file, and says how many; `memory` is 0 for the first, 1
    /// for the second.
    ///
    /// # Errors
    /// Those of the reader; `Kind::Io` when there is no room for a temporary file.
    pub fn add<R: BufRead>(
        &mut self,
        memory: u64,
        identity: &Identity<'_>,
        reader: &mut Reader<R>,
    ) -> Result<u64> {
        let mut number = 0;
        for unit in reader {
            let unit = unit?;
            let [one, two] = hash(&identity.source_key(&unit));
            let [targets, _] = hash(&identity.target_keys(&unit));
            self.records.push([one, two, memory, number, targets])?;
            number += 1;
        }
        Ok(number)
    }

    /// What differs. Units of one source are compared in memory, 16 bytes each.
    ///
    /// # Errors
    /// `Kind::Io` when a temporary file cannot be read.
    pub fn differences(self) -> Result<Differences> {
        let mut found = Differences::default();
        let (mut source, mut sides) = ([0; 2], [Vec::new(), Vec::new()]);
        for record in self.records.sorted()? {
            let [one, two, memory, number, targets] = record?;
            if source != [one, two] {
                found.compare(&mut sides)?;
                source = [one, two];
            }
            sides[usize::from(memory != 0)].push((number, targets));
        }
        found.compare(&mut sides)?;
        Ok(found)
    }
}

impl Differences {
    /// Pairs the units of one source: those with the same targets first, which are no difference
    /// however often the source comes; then the others in order.
    fn compare(&mut self, sides: &mut [Vec<(u64, u64)>; 2]) -> Result<()> {
        let [before, after] = sides;
        if let ([(_, one)], [(_, two)]) = (before.as_slice(), after.as_slice())
            && one == two
        {
            before.clear();
            after.clear();
            return Ok(());
        }
        let mut same: HashMap<u64, usize> = HashMap::new();
        for (_, targets) in before.iter() {
            *same.entry(*targets).or_default() += 1;
        }
        let mut matched: HashMap<u64, usize> = HashMap::new();
        after.retain(|(_, targets)| match same.get_mut(targets).filter(|count| **count > 0) {
            Some(count) => {
                *count -= 1;
                *matched.entry(*targets).or_default() += 1;
                false
            }
            None => true,
        });
        before.retain(|(_, targets)| match matched.get_mut(targets).filter(|count| **count > 0) {
            Some(count) => {
                *count -= 1;
                false
            }
            None => true,
        });
        let both = before.len().min(after.len());
        for ((old, _), (new, _)) in before.drain(..both).zip(after.drain(..both)) {
            self.push(0, old, Difference::Changed(new))?;
            self.push(1, new, Difference::Changed(old))?;
        }
        for (side, rest) in [before, after].into_iter().enumerate() {
            rest.drain(..)
                .try_for_each(|(number, _)| self.push(side, number, Difference::Alone))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tmx::{Header, Writer};

    fn unit(ko: &str, en: &str, date: &str, used: &str) -> Unit {
        let (ko, en) = (Variant::text(LangTag::ko_kr(), ko), Variant::text(LangTag::en_us(), en));
        let mut unit = Unit::pair(ko, en);
        unit.attributes.set("changedate", date);
        unit.attributes.set("usagecount", used);
        unit
    }

    fn memory(units: &[Unit]) -> Vec<u8> {
        let header = Header::new(&LangTag::ko_kr(), jiff::Timestamp::UNIX_EPOCH);
        let mut file = Vec::new();
        let mut writer = Writer::new(&mut file, &header).unwrap();
        units.iter().for_each(|unit| writer.write(unit).unwrap());
        writer.finish().unwrap();
        file
    }

    const IDENTITY: Identity<'static> = Identity {
        sameness: Sameness { codes: false, case: false, blanks: false, unicode: true },
        source: None,
    };

    #[test]
    fn the_policy_decides_between_targets() {
        let old = unit("칩", "chip", "20250101", "9");
        let new = unit("칩", "semiconductor", "20260101", "2");
        let file = memory(&[old.clone(), new, old, unit("눈", "snow", "", "")]);
        for (policy, wanted) in [
            (Policy::First, [0, 3].as_slice()),
            (Policy::Newest, &[1, 3]),
            (Policy::MostUsed, &[0, 3]),
            (Policy::KeepAll, &[0, 1, 3]),
        ] {
            let mut contest = Contest::by_source(policy);
            contest.add(&IDENTITY, &mut Reader::new(file.as_slice()).unwrap()).unwrap();
            let kept = contest.decide().unwrap();
            let stay: Vec<u64> = (0..100).filter(|number| kept.has(*number)).collect();
            assert_eq!(stay, wanted, "{policy:?}");
            assert_eq!(kept.kept + kept.repeated + kept.replaced, 4, "{policy:?}");
        }
    }

    #[test]
    fn differences_are_told_by_source() {
        let [chip, snow, pear] =
            [("칩", "chip"), ("눈", "snow"), ("배", "pear")].map(|(ko, en)| unit(ko, en, "", ""));
        let [ship, horse] = [("배", "ship"), ("말", "horse")].map(|(ko, en)| unit(ko, en, "", ""));
        let files =
            [memory(&[chip.clone(), chip.clone(), snow, pear]), memory(&[ship, horse, chip])];
        let mut comparison = Comparison::default();
        for (which, file) in (0..).zip(&files) {
            let mut reader = Reader::new(file.as_slice()).unwrap();
            comparison.add(which, &IDENTITY, &mut reader).unwrap();
        }
        let found = comparison.differences().unwrap();
        assert_eq!(found.count, 5);
        let [before, after] =
            found.in_order().unwrap().map(|side| side.map(Result::unwrap).collect::<Vec<_>>());
        use Difference::{Alone, Changed};
        assert_eq!(before, [(1, Alone), (2, Alone), (3, Changed(0))]);
        assert_eq!(after, [(0, Changed(3)), (1, Alone)]);
    }
}
