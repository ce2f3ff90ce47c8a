//! Terms in parts: `raise … rate` is found where both parts stand, in this order, with a few words
//! between.
//!
//! The tree of a [`Side`](super::side) finds the parts as if each were a term of an entry of its
//! own, numbered from [`FIRST`] on; here the parts that belong together are joined to one hit.

use std::collections::BTreeMap;

use super::Hit;
use crate::text::Span;

/// Number of the first entry that stands for a term in parts; no glossary has as many.
const FIRST: usize = usize::MAX / 2;

/// Most words between two parts.
const WORDS: usize = 6;

/// The parts of a term, trimmed; a term without an ellipsis inside is its only part.
pub(super) fn parts(term: &str) -> Vec<&str> {
    let parts = term.split('…').flat_map(|part| part.split("..."));
    let parts: Vec<&str> = parts.map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.len() < 2 { vec![term] } else { parts }
}

/// The terms in parts of one side.
#[derive(Default)]
pub(super) struct Parted {
    terms: Vec<Term>,
}

/// A term in parts.
struct Term {
    entry: usize,
    term: usize,
    parts: usize,
}

impl Parted {
    /// Adds a term of so many parts; gives the number of the entry that its parts are to have.
    pub(super) fn add(&mut self, entry: usize, term: usize, parts: usize) -> usize {
        self.terms.push(Term { entry, term, parts });
        FIRST + self.terms.len() - 1
    }

    /// Whether a hit is one of a term in parts, so that its span holds words of no term.
    pub(super) fn holds(&self, hit: &Hit) -> bool {
        self.terms.iter().any(|term| term.entry == hit.entry && term.term == hit.term)
    }

    /// Puts the terms in the place of their parts; parts that stand alone are nothing.
    pub(super) fn join(&self, text: &str, hits: &mut Vec<Hit>) {
        if self.terms.is_empty() {
            return;
        }
        let mut found: BTreeMap<usize, Vec<Hit>> = BTreeMap::new();
        for part in hits.extract_if(.., |hit| hit.entry >= FIRST) {
            found.entry(part.entry - FIRST).or_default().push(part);
        }
        for (number, mut places) in found {
            places.sort_by_key(|place| place.span);
            let term = &self.terms[number];
            let begins = places.iter().filter(|place| place.term == 0);
            hits.extend(begins.filter_map(|begin| {
                let end = (1..term.parts).try_fold(begin.span.end, |end, part| {
                    let next = |place: &&Hit| place.term == part && place.span.start >= end;
                    let place = places.iter().find(next)?;
                    is_near(&text[end..place.span.start]).then_some(place.span.end)
                })?;
                let span = Span::new(begin.span.start, end);
                Some(Hit { entry: term.entry, term: term.term, span })
            }));
        }
    }
}

/// Whether two parts with this text between them can belong together: few words, one sentence.
fn is_near(between: &str) -> bool {
    let ends = |word: &str| {
        let stop = word.ends_with(['!', '?', ';', ':', '。']);
        let mut back = word.chars().rev();
        // "U.S." ends no sentence.
        stop || back.next() == Some('.') && back.next().is_some_and(|c| !c.is_uppercase())
    };
    let mut words = between.split_whitespace();
    words.by_ref().take(WORDS).all(|word| !ends(word)) && words.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::{Glossary, Matcher};

    fn matcher(table: &str) -> Matcher {
        Matcher::new(&[Glossary::parse(table, "rates.tsv".as_ref()).unwrap()])
    }

    fn found(text: &str) -> Vec<&str> {
        let matcher = matcher(
            "금리 인상\traise … rate|rate hike\n기준금리\tinterest rate\n흑자전환\tswing ... to ... profit\n",
        );
        let hits = matcher.target_hits(text);
        hits.iter().map(|hit| hit.span.of(text)).collect()
    }

    #[test]
    fn both_parts_stand_near_each_other_in_any_form() {
        for (text, terms) in [
            ("The bank raised its key rate.", vec!["raised its key rate"]),
            ("It is raising rates by half a point", vec!["raising rates"]),
            ("raises the U.S. rate", vec!["raises the U.S. rate"]),
            ("It swung in May to a small profit.", vec!["swung in May to a small profit"]),
            ("It raised money. The rate fell.", vec![]),
            ("It raised a great deal of doubt among all who watch the rate.", vec![]),
            ("The rate was raised", vec![]),
            ("It swung to a loss", vec![]),
        ] {
            assert_eq!(found(text), terms, "{text}");
        }
    }

    #[test]
    fn a_term_in_parts_does_not_hide_what_stands_inside() {
        let text = "The bank raised its interest rate";
        assert_eq!(found(text), ["raised its interest rate", "interest rate"]);
    }

    #[test]
    fn source_terms_may_have_parts_as_well() {
        let matcher = matcher("raise … rate\t금리 인상\nkey rate\t기준금리\n");
        let text = "They raised the key rate.";
        let hits = matcher.source_hits(text);
        let terms: Vec<&str> = hits.iter().map(|hit| hit.span.of(text)).collect();
        assert_eq!(terms, ["raised the key rate", "key rate"]);
    }

    #[test]
    fn an_ellipsis_at_an_end_makes_no_parts() {
        assert_eq!(parts("so to speak …"), ["so to speak …"]);
        assert_eq!(parts("raise… rate"), ["raise", "rate"]);
        assert_eq!(parts("…"), ["…"]);
    }
}
