//! Proposes entries from texts: glosses in brackets after Korean terms, and nouns and words that go
//! together in the units of bilingual files ([`associate`]).

pub mod associate;
mod boundary;
mod bracket;

use std::collections::HashMap;

pub use boundary::Kind;

use super::{Entry, Glossary};

/// A term with the gloss that follows it in brackets: 쿤룬(Kunlun).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gloss {
    /// The Korean term.
    pub term: String,
    /// What the bracket says of it.
    pub gloss: String,
    /// What ties the two.
    pub kind: Kind,
}

/// The glosses of a Korean text, in its order.
///
/// A bracket counts when it holds Latin letters and follows Korean: source tags (`BAGHDAD (CNN)`),
/// addresses, ages, sums and glosses in Hangul do not. Where the term begins is told by its sound,
/// by the quotation marks around it, or else by how many words the gloss has.
///
/// ```
/// use jjak::glossary::mine::{Kind, glosses};
/// let found = glosses("바이두가 새 칩 쿤룬(Kunlun)을 세계무역기구(WTO)에 냈다.");
/// assert_eq!((&*found[0].term, &*found[0].gloss, found[0].kind), ("쿤룬", "Kunlun", Kind::Sound));
/// assert_eq!((&*found[1].term, found[1].kind), ("세계무역기구", Kind::Acronym));
/// ```
pub fn glosses(text: &str) -> Vec<Gloss> {
    let mut found = Vec::new();
    for bracket in bracket::find(text) {
        let parts = bracket::parts(bracket.inner);
        let place = boundary::Place { before: bracket.before, after: bracket.after };
        let mut shared: Option<String> = None;
        for (number, part) in parts.iter().enumerate() {
            // Two names in one bracket go with the two names before it, or both with the last.
            let Some((mut term, kind)) = place.term(part) else { continue };
            if number > 0 && kind == Kind::Acronym {
                term = shared.clone().unwrap_or(term);
            }
            shared.get_or_insert_with(|| term.clone());
            found.push(Gloss { term, gloss: part.clone(), kind });
        }
    }
    found
}

/// A proposed entry with what speaks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The entry, its first gloss as target.
    pub entry: Entry,
    /// What ties term and target.
    pub kind: Kind,
    /// How often the two were seen together.
    pub count: usize,
    /// File and line where they were seen first.
    pub place: String,
}

/// Gathers glosses into proposals, one for each term and gloss whatever its letter case, the most
/// frequent first. Each gloss comes with the place where it stands.
pub fn gather(found: impl IntoIterator<Item = (Gloss, String)>) -> Vec<Proposal> {
    let mut numbers: HashMap<(String, String), usize> = HashMap::new();
    let mut proposals: Vec<Proposal> = Vec::new();
    for (gloss, place) in found {
        let key = (gloss.term.clone(), gloss.gloss.to_lowercase());
        let number = *numbers.entry(key).or_insert(proposals.len());
        match proposals.get_mut(number) {
            Some(proposal) => proposal.count += 1,
            None => {
                let (sources, targets) = (vec![gloss.term], vec![gloss.gloss]);
                let entry = Entry { sources, targets, ..Entry::default() };
                proposals.push(Proposal { entry, kind: gloss.kind, count: 1, place });
            }
        }
    }
    proposals.sort_by_key(|proposal| std::cmp::Reverse(proposal.count));
    proposals
}

/// The proposals as a glossary.
pub fn glossary(name: &str, proposals: &[Proposal]) -> Glossary {
    let entries = proposals.iter().map(|proposal| proposal.entry.clone()).collect();
    Glossary { name: name.to_string(), entries }
}

#[cfg(test)]
mod tests;
