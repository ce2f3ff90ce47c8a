//! All glossaries at once, both sides.

use super::side::Side;
use super::{Entry, Glossary};
use crate::text::Span;

/// A place where a term of an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hit {
    /// Number of the entry in the matcher.
    pub entry: usize,
    /// Which of the terms of its side it is, counted from 0.
    pub term: usize,
    /// The term, without the particles after it.
    pub span: Span,
}

/// Finds the terms of any number of glossaries.
///
/// ```
/// use jjak::glossary::{Glossary, Matcher};
/// let glossary = Glossary::parse("쿤룬\tKunlun\n", "names.tsv".as_ref()).unwrap();
/// let matcher = Matcher::new(&[glossary]);
/// assert_eq!(matcher.source_hits("쿤룬에서는").len(), 1);
/// assert!(matcher.source_hits("쿤룬신").is_empty());
/// assert_eq!(matcher.target_hits("Kunlun's chips").len(), 1);
/// ```
pub struct Matcher {
    entries: Vec<(Entry, usize)>,
    names: Vec<String>,
    source: Side,
    target: Side,
}

impl Matcher {
    /// A matcher over all entries, numbered in the order given.
    pub fn new(glossaries: &[Glossary]) -> Matcher {
        let entries: Vec<(Entry, usize)> = glossaries
            .iter()
            .enumerate()
            .flat_map(|(number, g)| g.entries.iter().map(move |entry| (entry.clone(), number)))
            .collect();
        let (source, target) = rayon::join(
            || Side::of_sources(entries.iter().map(|(entry, _)| entry)),
            || Side::of_targets(entries.iter().map(|(entry, _)| entry)),
        );
        let names = glossaries.iter().map(|glossary| glossary.name.clone()).collect();
        Matcher { entries, names, source, target }
    }

    /// The entry of a hit.
    ///
    /// # Panics
    /// When the matcher has no entry of this number.
    pub fn entry(&self, number: usize) -> &Entry {
        &self.entries[number].0
    }

    /// Name of the glossary that the entry comes from.
    ///
    /// # Panics
    /// As [`Matcher::entry`].
    pub fn glossary(&self, number: usize) -> &str {
        &self.names[self.entries[number].1]
    }

    /// Where source terms stand in `text`, in its order. The longest term wins: two hits either
    /// cover the same span or share nothing, but that a term in parts shares what stands between.
    pub fn source_hits(&self, text: &str) -> Vec<Hit> {
        let hides =
            |kept: &Hit, span: Span| kept.span.overlaps(span) && !self.source.is_parted(kept);
        longest_first(self.source.hits(text), hides)
    }

    /// Where renderings stand in `text`, in its order. A rendering inside a longer one is not
    /// counted; two that overlap in part both are.
    pub fn target_hits(&self, text: &str) -> Vec<Hit> {
        let hides =
            |kept: &Hit, span: Span| kept.span.contains(span) && !self.target.is_parted(kept);
        longest_first(self.target.hits(text), hides)
    }
}

/// Goes from the longest hit to the shortest and drops those that one kept before `hides`.
fn longest_first(mut hits: Vec<Hit>, hides: impl Fn(&Hit, Span) -> bool) -> Vec<Hit> {
    if hits.len() < 2 {
        return hits;
    }
    hits.sort_by_key(|hit| (std::cmp::Reverse(hit.span.len()), hit.span.start, hit.entry));
    let mut kept: Vec<Hit> = Vec::with_capacity(hits.len());
    for hit in hits {
        if !kept.iter().any(|k| k.span != hit.span && hides(k, hit.span)) {
            kept.push(hit);
        }
    }
    kept.sort_by_key(|hit| (hit.span, hit.entry));
    kept
}

#[cfg(test)]
mod tests;
