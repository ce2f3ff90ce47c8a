//! Which way a glossary goes, and the same glossary for the other way.

use super::{Entry, Glossary, Match, Status};
use crate::lang::ko::hangul::is_hangul;

impl Glossary {
    /// Whether its source terms are Korean, as most of them show; that of no terms is.
    pub fn is_from_korean(&self) -> bool {
        let korean = |text: &str| text.chars().any(is_hangul);
        let (sources, targets) = self.entries.iter().fold((0, 0), |(sources, targets), entry| {
            let source = entry.sources.iter().any(|term| korean(term));
            let target = entry.targets.iter().any(|term| korean(term));
            (sources + usize::from(source && !target), targets + usize::from(target && !source))
        });
        sources >= targets
    }

    /// The glossary for translating the other way: source and target terms change places.
    ///
    /// Entries that say something of one way only are left out: forbidden renderings (that 수율 must
    /// not become "production rate" says nothing of how "production rate" is translated), and
    /// those whose source is a regular expression. Alternatives that were allowed stay so.
    ///
    /// ```
    /// use jjak::glossary::Glossary;
    /// let text = "수율\tyield\n수율\tproduction rate\tforbidden\n";
    /// let reversed = Glossary::parse(text, "chips.tsv".as_ref()).unwrap().reversed();
    /// assert_eq!(reversed.entries.len(), 1);
    /// assert_eq!((&*reversed.entries[0].sources[0], &*reversed.entries[0].targets[0]), ("yield", "수율"));
    /// ```
    #[must_use]
    pub fn reversed(&self) -> Glossary {
        let of_one_way =
            |entry: &&Entry| entry.status == Status::Forbidden || entry.matching == Match::Regex;
        let turn = |entry: &Entry| Entry {
            sources: entry.targets.clone(),
            targets: entry.sources.clone(),
            examples: Vec::new(),
            counterexamples: Vec::new(),
            ..entry.clone()
        };
        let entries = self.entries.iter().filter(|entry| !of_one_way(entry));
        let entries = entries.filter(|entry| !entry.targets.is_empty()).map(turn).collect();
        Glossary { name: self.name.clone(), entries }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_of_most_terms_tell_the_way() {
        let of = |text: &str| Glossary::parse(text, "a.tsv".as_ref()).unwrap().is_from_korean();
        assert!(of("수율\tyield\nAI\tAI\n") && of(""));
        assert!(!of("yield\t수율\nHBM\tHBM\n칩\tchip\nfoundry\t파운드리\n"));
    }
}
