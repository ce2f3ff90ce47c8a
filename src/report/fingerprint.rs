//! Stable ids of findings, by which a baseline and a code scanner know one again.
//!
//! An id is a hash of the rule, the two texts and the arguments of the message. It does not depend
//! on the place of the unit in its file, the order of the files, their names, or on what a match
//! key takes away (blanks, width, composed letters, case). The same finding on the same texts again
//! is told apart by a running number, so that a second slip is not hidden by the first.
//!
//! The hash is FNV-1a of 64 bits (Fowler, Noll, Vo; draft-eastlake-fnv), which every version and
//! platform computes alike: ids are kept in files.

use std::collections::HashMap;

use crate::check::Finding;
use crate::text::key::Key;
use crate::unit::Pair;

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// Arguments that say where things stand, or what a glossary remarks: not what is wrong.
const NOT_COUNTED: &[&str] = &["first", "file", "glossary", "note"];

/// Gives out ids. One for a whole run, since it counts what it has seen.
#[derive(Debug, Default)]
pub struct Fingerprints {
    seen: HashMap<u64, u32>,
}

impl Fingerprints {
    /// The id of a finding: 16 hexadecimal digits.
    pub fn id(&mut self, finding: &Finding, pair: &Pair<'_>) -> String {
        let base = hash(finding, pair);
        let seen = self.seen.entry(base).or_default();
        *seen += 1;
        let id = if *seen == 1 { base } else { fold(base, &seen.to_le_bytes()) };
        format!("{id:016x}")
    }
}

fn hash(finding: &Finding, pair: &Pair<'_>) -> u64 {
    let mut hash = fold(OFFSET, finding.rule.as_bytes());
    for text in [&pair.source, &pair.target] {
        hash = fold(fold(hash, &[0]), Key::new(text).compact().text().as_bytes());
    }
    for (name, value) in finding.args.iter().filter(|(name, _)| !NOT_COUNTED.contains(name)) {
        hash = fold(fold(hash, &[0]), name.as_bytes());
        hash = fold(fold(hash, &[1]), value.as_bytes());
    }
    hash
}

fn fold(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Input, run_all};

    fn ids(units: &[(&str, &str)]) -> Vec<String> {
        let inputs = units.iter().enumerate().map(|(n, (ko, en))| Input::new(n + 1, ko, en));
        let mut fingerprints = Fingerprints::default();
        let of = |finding: &Finding| {
            let (source, target) = units[finding.unit - 1];
            let pair = Pair { number: finding.unit, source: source.into(), target: target.into() };
            fingerprints.id(finding, &pair)
        };
        run_all(inputs, None).iter().map(of).collect()
    }

    const WRONG: (&str, &str) = ("직원은 40명이다.", "It has 50 workers.");

    #[test]
    fn an_id_does_not_depend_on_the_place() {
        let alone = ids(&[WRONG]);
        assert_eq!(alone.len(), 1);
        assert_eq!(ids(&[("안녕하세요.", "Hello."), WRONG]), alone);
        assert_eq!(ids(&[("직원은  40명이다.", "It has 50 workers.")]), alone);
        // The value is kept in files: it must never change.
        assert_eq!(alone, ["2eff004706e5c2b3"]);
    }

    #[test]
    fn the_same_finding_again_has_another_id() {
        let found = ids(&[WRONG, ("직원은 40명이다.", "It has 60 workers."), WRONG]);
        let first = ids(&[WRONG]);
        assert_eq!(found.iter().filter(|id| **id == first[0]).count(), 1);
        let distinct: std::collections::HashSet<_> = found.iter().collect();
        assert_eq!(distinct.len(), found.len());
    }
}
