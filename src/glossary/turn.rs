//! A glossary the other way round: from English into Korean.

use crate::lang::ko::hangul::is_hangul;
use crate::lang::script::Language;

use super::{Entry, Glossary, Match, Status};

impl Glossary {
    /// The glossary with every entry from this language: those whose source terms are in the other
    /// one are turned round. What a forbidden rendering says of a source term, and an expression,
    /// cannot be turned; such entries are left out. Terms without Hangul on either side stay.
    ///
    /// ```
    /// use jjak::glossary::Glossary;
    /// use jjak::lang::script::Language;
    /// let glossary = Glossary::parse("수율\tyield|yield rate\n", "chips.tsv".as_ref()).unwrap();
    /// let turned = glossary.with_sources_in(Language::English);
    /// assert_eq!(turned.entries[0].sources, ["yield", "yield rate"]);
    /// assert_eq!(turned.entries[0].targets, ["수율"]);
    /// ```
    #[must_use]
    pub fn with_sources_in(&self, language: Language) -> Glossary {
        let entries = self.entries.iter().filter_map(|entry| from(entry, language)).collect();
        Glossary { name: self.name.clone(), entries }
    }

    /// Whether its source terms are Korean, as most of them show; that of no terms is.
    pub fn is_from_korean(&self) -> bool {
        let korean = |terms: &[String]| terms.iter().any(|term| term.chars().any(is_hangul));
        let (sources, targets) = self.entries.iter().fold((0, 0), |(sources, targets), entry| {
            let (source, target) = (korean(&entry.sources), korean(&entry.targets));
            (sources + usize::from(source && !target), targets + usize::from(target && !source))
        });
        sources >= targets
    }
}

fn from(entry: &Entry, language: Language) -> Option<Entry> {
    let korean = |terms: &[String]| terms.iter().any(|term| term.chars().any(is_hangul));
    let (sources, targets) = (korean(&entry.sources), korean(&entry.targets));
    let other = match language {
        Language::Korean => targets && !sources,
        _ => sources && !targets && !entry.targets.is_empty(),
    };
    if !other {
        return Some(entry.clone());
    }
    if entry.status == Status::Forbidden || entry.matching == Match::Regex {
        return None;
    }
    Some(Entry {
        sources: entry.targets.clone(),
        targets: entry.sources.clone(),
        status: Status::Preferred,
        ..entry.clone()
    })
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

    #[test]
    fn what_stands_the_right_way_stays_and_what_cannot_be_turned_goes() {
        let table = "수율\tyield\n수율\twater rate\tforbidden\nAI\tAI\nfoundry\t파운드리\n";
        let glossary = Glossary::parse(table, "chips.tsv".as_ref()).unwrap();
        let terms = |glossary: Glossary| -> Vec<(String, String)> {
            let entries = glossary.entries.into_iter();
            entries.map(|e| (e.sources.join("|"), e.targets.join("|"))).collect()
        };
        let pair = |a: &str, b: &str| (a.to_string(), b.to_string());
        assert_eq!(
            terms(glossary.with_sources_in(Language::English)),
            [pair("yield", "수율"), pair("AI", "AI"), pair("foundry", "파운드리")]
        );
        let korean = terms(glossary.with_sources_in(Language::Korean));
        assert_eq!(korean[3], pair("파운드리", "foundry"));
        assert_eq!(korean.len(), 4);
    }
}
