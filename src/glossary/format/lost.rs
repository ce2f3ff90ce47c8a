//! What a format cannot hold.

use std::collections::BTreeMap;

use crate::glossary::{Case, Entry, Glossary, Match, Status};

/// What could not be read or written: how often, by kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lost(BTreeMap<String, usize>);

/// What an entry may say besides its terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trait {
    Match,
    Case,
    PartOfSpeech,
    Domain,
    Definition,
    Note,
    Examples,
    Counterexamples,
    DoNotTranslate,
    Allowed,
    Forbidden,
}

impl Trait {
    const ALL: [Trait; 11] = [
        Trait::Match,
        Trait::Case,
        Trait::PartOfSpeech,
        Trait::Domain,
        Trait::Definition,
        Trait::Note,
        Trait::Examples,
        Trait::Counterexamples,
        Trait::DoNotTranslate,
        Trait::Allowed,
        Trait::Forbidden,
    ];

    fn of(self, entry: &Entry) -> bool {
        match self {
            Trait::Match => entry.matching != Match::Grammar,
            Trait::Case => entry.case != Case::Auto,
            Trait::PartOfSpeech => !entry.part_of_speech.is_empty(),
            Trait::Domain => !entry.domain.is_empty(),
            Trait::Definition => !entry.definition.is_empty(),
            Trait::Note => !entry.note.is_empty(),
            Trait::Examples => !entry.examples.is_empty(),
            Trait::Counterexamples => !entry.counterexamples.is_empty(),
            Trait::DoNotTranslate => entry.status == Status::DoNotTranslate,
            Trait::Allowed => entry.status == Status::Allowed,
            Trait::Forbidden => entry.status == Status::Forbidden,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Trait::Match => "match mode",
            Trait::Case => "letter case",
            Trait::PartOfSpeech => "part of speech",
            Trait::Domain => "domain",
            Trait::Definition => "definition",
            Trait::Note => "note",
            Trait::Examples => "+example",
            Trait::Counterexamples => "-example",
            Trait::DoNotTranslate => "status do-not-translate",
            Trait::Allowed => "status allowed",
            Trait::Forbidden => "forbidden renderings",
        }
    }
}

impl Lost {
    /// Names of what was lost, with how many entries or elements lost it.
    pub fn iter(&self) -> impl Iterator<Item = (&str, usize)> {
        self.0.iter().map(|(what, &count)| (what.as_str(), count))
    }

    /// Counts one more.
    pub(super) fn count(&mut self, what: impl Into<String>) {
        *self.0.entry(what.into()).or_default() += 1;
    }

    /// Counts all that the entries say and a format that holds no more than `held` cannot.
    pub(super) fn count_all_but(&mut self, held: &[Trait], glossary: &Glossary) {
        for one in Trait::ALL.into_iter().filter(|one| !held.contains(one)) {
            for _ in glossary.entries.iter().filter(|entry| one.of(entry)) {
                self.count(one.name());
            }
        }
    }
}

impl From<BTreeMap<String, usize>> for Lost {
    fn from(counts: BTreeMap<String, usize>) -> Lost {
        Lost(counts)
    }
}
