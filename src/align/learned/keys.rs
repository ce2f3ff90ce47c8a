//! The words of a text under which they are counted.

use std::collections::HashMap;

use crate::align::lexicon::Lexicon;
use crate::align::words;
use crate::lang::en::stem::EnglishStemmer;
use crate::lang::ko::tail;

/// English words that hold a sentence together: whatever stands beside them is not their
/// translation.
const PASSED_OVER: &str = " the and for that this with was were are has have had been from but not \
    its his her their they them she him you your our will would could should can may might which \
    who whom what when where there than then into onto over under about after before also more \
    most some any all one two other such these those while because being did does doing had very \
    out off own per upon only just even too said say says is in of to on at by as it an or be he we \
    if so no up do my me us am i a ";

/// Finds the keys of texts; remembers the words that it has met.
pub(crate) struct Keys<'a> {
    lexicon: &'a Lexicon,
    stemmer: EnglishStemmer,
    korean: HashMap<String, Vec<String>>,
    english: HashMap<String, Option<String>>,
}

impl<'a> Keys<'a> {
    pub fn new(lexicon: &'a Lexicon) -> Self {
        let (korean, english) = (HashMap::new(), HashMap::new());
        Keys { lexicon, stemmer: EnglishStemmer::default(), korean, english }
    }

    /// The keys of a run of Hangul: the headwords that the lexicon finds in it, and where that is not
    /// one word that it knows, the run less what may be a particle.
    pub fn korean(&mut self, run: &str) -> &[String] {
        if !self.korean.contains_key(run) {
            let keys = korean_keys(run, self.lexicon);
            self.korean.insert(run.to_string(), keys);
        }
        &self.korean[run]
    }

    /// The stem of an English word; `None` for a word that only holds the sentence together.
    pub fn english(&mut self, word: &str) -> Option<&str> {
        if !self.english.contains_key(word) {
            let key = english_key(word, &self.stemmer);
            self.english.insert(word.to_string(), key);
        }
        self.english[word].as_deref()
    }
}

fn korean_keys(run: &str, lexicon: &Lexicon) -> Vec<String> {
    let (entries, known) = lexicon.entries(run);
    let mut keys: Vec<String> =
        entries.into_iter().map(|entry| lexicon.headword(entry).to_string()).collect();
    // A compound is a word of its own.
    if !known || keys.len() > 1 {
        let longer = |stem: &&str| stem.chars().nth(1).is_some();
        let stem = tail::stems(run).into_iter().rfind(longer);
        keys.extend(stem.map(str::to_string));
    }
    keys.sort();
    keys.dedup();
    keys
}

fn english_key(word: &str, stemmer: &EnglishStemmer) -> Option<String> {
    let lower = word.to_lowercase();
    let bare = lower.strip_suffix("'s").or(lower.strip_suffix("’s")).unwrap_or(&lower);
    let small = bare.len() < 3 || PASSED_OVER.contains(&format!(" {bare} "));
    (!small).then(|| stemmer.stem(bare))
}

/// The stems of the words of an English phrase, those that hold it together left out.
pub(crate) fn english_keys<'t>(
    text: &'t str,
    stemmer: &'t EnglishStemmer,
) -> impl Iterator<Item = String> + 't {
    words::english_words(text).filter_map(|word| english_key(word, stemmer))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_key() {
        let mut keys = Keys::new(Lexicon::core());
        let announced = keys.korean("밝혔다").to_vec();
        assert_eq!(announced, keys.korean("밝히며"));
        assert_eq!(keys.korean("쿤룬신에서"), ["쿤룬신"]);
        let chips = keys.english("semiconductors").map(str::to_string);
        assert_eq!(chips.as_deref(), keys.english("Semiconductor's"));
        assert_eq!(keys.english("The"), None);
    }
}
