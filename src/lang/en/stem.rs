//! English stems, for telling that two word forms are one word.
//!
//! Irregular forms go through `data/irregular.tsv` (*said* → *say*), the rest through the Snowball
//! English stemmer (Porter, *Snowball: A language for stemming algorithms*, 2001). A stem is a key
//! to compare, not a word to show.

use std::collections::HashMap;
use std::sync::OnceLock;

use rust_stemmers::{Algorithm, Stemmer};

use crate::text::table;

/// Stems English words; cheap to make, keep one for many words.
pub struct EnglishStemmer {
    snowball: Stemmer,
}

impl Default for EnglishStemmer {
    fn default() -> Self {
        EnglishStemmer { snowball: Stemmer::create(Algorithm::English) }
    }
}

impl EnglishStemmer {
    /// The stem of one word. Case, a possessive *'s* and *'* do not count.
    ///
    /// ```
    /// use jjak::lang::en::stem::EnglishStemmer;
    /// let stemmer = EnglishStemmer::default();
    /// assert_eq!(stemmer.stem("announced"), stemmer.stem("announcement"));
    /// assert_eq!(stemmer.stem("said"), stemmer.stem("says"));
    /// ```
    pub fn stem(&self, word: &str) -> String {
        let lower = word.to_lowercase().replace('’', "'");
        let bare = lower.strip_suffix("'s").unwrap_or(&lower).trim_matches('\'');
        let base = irregular().get(bare).copied().unwrap_or(bare);
        self.snowball.stem(base).into_owned()
    }
}

/// Irregular form → base.
fn irregular() -> &'static HashMap<&'static str, &'static str> {
    static TABLE: OnceLock<HashMap<&'static str, &'static str>> = OnceLock::new();
    TABLE.get_or_init(|| {
        table::lines(include_str!("data/irregular.tsv"))
            .filter_map(|line| line.split_once('\t'))
            .flat_map(|(base, forms)| forms.split(' ').map(move |form| (form, base)))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word_share_a_stem() {
        let stemmer = EnglishStemmer::default();
        for forms in [
            &["sell", "sold", "selling", "sells"][..],
            &["increase", "increased", "increasing", "Increases"],
            &["child", "children", "child's", "children’s"],
            &["company", "companies", "company's"],
        ] {
            for form in forms {
                assert_eq!(stemmer.stem(form), stemmer.stem(forms[0]), "{form}");
            }
        }
        assert_ne!(stemmer.stem("foundry"), stemmer.stem("foundation"));
    }

    #[test]
    fn no_form_has_two_bases() {
        let forms: Vec<&str> = table::lines(include_str!("data/irregular.tsv"))
            .flat_map(|line| line.split_once('\t').unwrap().1.split(' '))
            .collect();
        let distinct: std::collections::HashSet<_> = forms.iter().collect();
        assert_eq!(forms.len(), distinct.len());
    }
}
