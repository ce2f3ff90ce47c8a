//! The words of a text, as far as anchors need them.

use crate::lang::ko::hangul;

/// Runs of Hangul syllables, in order: an eojeol less its punctuation, digits and Latin letters.
pub(crate) fn hangul_runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| !hangul::is_syllable(c)).filter(|run| !run.is_empty())
}

/// Words of Latin letters and digits with at least one letter: `AI`, `M100`, `HBM3E`, `party`.
pub(crate) fn latin_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() || hangul::is_hangul(c))
        .filter(|word| word.chars().any(|c| c.is_alphabetic()))
}

/// English words with their inner apostrophe: `Korea's`, `don't`.
pub(crate) fn english_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .map(|word| word.trim_matches(['\'', '’']))
        .filter(|word| word.chars().any(|c| c.is_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_mixed_text() {
        let text = "AI반도체 'M100'을 7나노로, JP모건은";
        assert_eq!(hangul_runs(text).collect::<Vec<_>>(), ["반도체", "을", "나노로", "모건은"]);
        assert_eq!(latin_words(text).collect::<Vec<_>>(), ["AI", "M100", "JP"]);
        let english = "China's 'cluster' third-party plan";
        let words: Vec<_> = english_words(english).collect();
        assert_eq!(words, ["China's", "cluster", "third", "party", "plan"]);
    }
}
