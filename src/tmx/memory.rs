//! Whole memories compared and joined: units are told apart by their source text.

use std::collections::HashMap;

use super::sameness::Sameness;
use crate::lang::tag::LangTag;
use crate::unit::{Unit, Variant};

/// Which unit wins when two have the same source and other targets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Policy {
    /// The one that was changed, or made, last; of equals the later one.
    #[default]
    Newest,
    /// The one with the highest `usagecount`; of equals the newest.
    MostUsed,
    /// All of them.
    KeepAll,
}

impl Policy {
    /// What the policy compares: the higher one wins.
    pub fn rank(self, unit: &Unit) -> (u64, Option<jiff::Timestamp>) {
        let used = match self {
            Policy::MostUsed => {
                unit.attributes.get("usagecount").and_then(|count| count.parse().ok())
            }
            Policy::Newest | Policy::KeepAll => None,
        };
        (used.unwrap_or(0), unit.last_touched())
    }
}

/// The source text of a unit, and what it is compared by.
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

    /// Language and key of the source.
    pub fn source_key(&self, unit: &Unit) -> String {
        self.source_of(unit).map_or_else(String::new, |source| {
            format!("{}\u{1}{}", source.lang.primary(), self.sameness.key(&source.content))
        })
    }

    /// Languages and keys of the targets, sorted.
    pub fn target_keys(&self, unit: &Unit) -> Vec<(String, String)> {
        let source = self.source_of(unit);
        let targets = unit.variants.iter().filter(|v| !source.is_some_and(|s| std::ptr::eq(*v, s)));
        let key = |v: &Variant| (v.lang.as_str().to_string(), self.sameness.key(&v.content));
        let mut keys: Vec<_> = targets.map(key).collect();
        keys.sort();
        keys
    }
}

/// Units joined under a policy, in the order their sources came first.
pub struct Joined<'a> {
    identity: Identity<'a>,
    policy: Policy,
    units: Vec<Unit>,
    by_source: HashMap<String, Vec<usize>>,
    /// Units that say what another says.
    pub repeated: usize,
    /// Units that lost to another one with the same source.
    pub replaced: usize,
}

impl<'a> Joined<'a> {
    /// Nothing yet.
    pub fn new(identity: Identity<'a>, policy: Policy) -> Self {
        let (units, by_source) = (Vec::new(), HashMap::new());
        Joined { identity, policy, units, by_source, repeated: 0, replaced: 0 }
    }

    /// Adds a unit.
    pub fn add(&mut self, unit: Unit) {
        let same = self.by_source.entry(self.identity.source_key(&unit)).or_default();
        let targets = self.identity.target_keys(&unit);
        let own = same.iter().find(|at| self.identity.target_keys(&self.units[**at]) == targets);
        match (own, same.first()) {
            (Some(&at), _) => {
                self.repeated += 1;
                if Policy::Newest.rank(&unit) > Policy::Newest.rank(&self.units[at]) {
                    self.units[at] = unit;
                }
            }
            (None, Some(&at)) if self.policy != Policy::KeepAll => {
                self.replaced += 1;
                if self.policy.rank(&unit) >= self.policy.rank(&self.units[at]) {
                    self.units[at] = unit;
                }
            }
            _ => {
                same.push(self.units.len());
                self.units.push(unit);
            }
        }
    }

    /// The units.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }
}

/// How two memories differ in what they say of one source text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// Only the second has the source.
    Added(Unit),
    /// Only the first has the source.
    Removed(Unit),
    /// Both have the source, with other targets.
    Changed(Unit, Unit),
}

/// The differences: first what was removed and changed, in the order of the first memory, then
/// what was added, in the order of the second.
pub fn differences(identity: &Identity<'_>, first: &[Unit], second: &[Unit]) -> Vec<Difference> {
    let mut after: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, unit) in second.iter().enumerate() {
        after.entry(identity.source_key(unit)).or_default().push(at);
    }
    // Units that both have are no difference, however often the source comes.
    let mut rest = Vec::new();
    for (at, unit) in first.iter().enumerate() {
        let same = after.get_mut(&identity.source_key(unit));
        let targets = identity.target_keys(unit);
        let equal = same.as_ref().and_then(|same| {
            same.iter().position(|other| identity.target_keys(&second[*other]) == targets)
        });
        match (same, equal) {
            (Some(same), Some(position)) => drop(same.remove(position)),
            _ => rest.push(at),
        }
    }
    let mut found = Vec::new();
    for at in rest {
        let unit = first[at].clone();
        let other = after.get_mut(&identity.source_key(&unit)).filter(|same| !same.is_empty());
        found.push(match other {
            Some(same) => Difference::Changed(unit, second[same.remove(0)].clone()),
            None => Difference::Removed(unit),
        });
    }
    let mut added: Vec<usize> = after.into_values().flatten().collect();
    added.sort_unstable();
    found.extend(added.into_iter().map(|at| Difference::Added(second[at].clone())));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(ko: &str, en: &str, date: &str, used: &str) -> Unit {
        let (ko, en) = (Variant::text(LangTag::ko_kr(), ko), Variant::text(LangTag::en_us(), en));
        let mut unit = Unit::pair(ko, en);
        unit.attributes.set("changedate", date);
        unit.attributes.set("usagecount", used);
        unit
    }

    fn identity() -> Identity<'static> {
        Identity { sameness: Sameness::default(), source: None }
    }

    #[test]
    fn the_policy_decides_between_targets() {
        let old = unit("칩", "chip", "20250101", "9");
        let new = unit("칩", "semiconductor", "20260101", "2");
        for (policy, wanted) in [
            (Policy::Newest, vec!["semiconductor"]),
            (Policy::MostUsed, vec!["chip"]),
            (Policy::KeepAll, vec!["chip", "semiconductor"]),
        ] {
            let mut joined = Joined::new(identity(), policy);
            for unit in [&old, &new, &old, &unit("눈", "snow", "", "")] {
                joined.add(unit.clone());
            }
            let texts: Vec<_> =
                joined.units().iter().map(|unit| unit.variants[1].content.plain_text()).collect();
            assert_eq!(texts[..texts.len() - 1], wanted, "{policy:?}");
            assert_eq!(texts.last().unwrap(), "snow");
        }
    }

    #[test]
    fn differences_are_told_by_source() {
        let first =
            [unit("칩", "chip", "", ""), unit("눈", "snow", "", ""), unit("배", "pear", "", "")];
        let second =
            [unit("배", "ship", "", ""), unit("말", "horse", "", ""), unit("칩", "chip", "", "")];
        let found = differences(&identity(), &first, &second);
        let wanted = [
            Difference::Removed(first[1].clone()),
            Difference::Changed(first[2].clone(), second[0].clone()),
            Difference::Added(second[1].clone()),
        ];
        assert_eq!(found, wanted);
    }
}
