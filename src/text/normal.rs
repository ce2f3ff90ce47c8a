//! Normal form C with a way back to the input.
//!
//! Text from macOS often comes decomposed (NFD), each Hangul syllable as two or three letters.
//! Everything inside works on NFC; places that are shown to the user are those of the input.
//! Compatibility forms are never folded in stored text: that would break old Hangul and change
//! what was written.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark, is_nfc};

use super::Span;

/// Text in normal form C.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Normal {
    text: String,
    /// For changed text: byte in `text` and character in the input where each cluster begins,
    /// ascending. Empty when the input was in normal form already.
    clusters: Vec<(usize, usize)>,
}

impl Normal {
    /// Normalises a text. Text that is in normal form C already is kept as it is.
    pub fn new(text: String) -> Normal {
        if is_nfc(&text) {
            return Normal { text, clusters: Vec::new() };
        }
        let mut normal = Normal { text: String::with_capacity(text.len()), clusters: Vec::new() };
        let mut chars = 0;
        let mut rest = text.as_str();
        while !rest.is_empty() {
            let cluster = first_cluster(rest);
            normal.clusters.push((normal.text.len(), chars));
            normal.text.extend(cluster.nfc());
            chars += cluster.chars().count();
            rest = &rest[cluster.len()..];
        }
        normal.clusters.push((normal.text.len(), chars));
        normal
    }

    /// The text in normal form.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The characters of the input that became this part of the text.
    ///
    /// # Panics
    /// When the span does not lie in the text.
    pub fn input_chars(&self, span: Span) -> Range<usize> {
        if self.clusters.is_empty() {
            return span.chars(&self.text);
        }
        self.input_char(span.start)..self.input_char(span.end)
    }

    fn input_char(&self, byte: usize) -> usize {
        let next = self.clusters.partition_point(|&(start, _)| start <= byte);
        let (start, char) = self.clusters[next.saturating_sub(1)];
        char + self.text[start..byte].chars().count()
    }
}

/// A text in normal form C, borrowed when it is so already.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// The first character with all that may compose with it.
fn first_cluster(text: &str) -> &str {
    let joins = |c: char| is_combining_mark(c) || matches!(c, '\u{1160}'..='\u{11FF}');
    let end = text.char_indices().skip(1).find(|&(_, c)| !joins(c)).map(|(at, _)| at);
    &text[..end.unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn decomposed_hangul_is_put_together_and_found_again() {
        let input: String = "칩 '쿤룬'을 냈다".nfd().collect();
        let normal = Normal::new(input.clone());
        assert_eq!(normal.text(), "칩 '쿤룬'을 냈다");
        let start = normal.text().find("쿤룬").unwrap();
        let place = normal.input_chars(Span::new(start, start + "쿤룬".len()));
        let found: String = input.chars().skip(place.start).take(place.len()).collect();
        assert_eq!(found.nfc().collect::<String>(), "쿤룬");
    }

    proptest! {
        #[test]
        fn is_the_normal_form_of_any_text(text in "[가-힣a-z\u{1100}-\u{1112}\u{1161}-\u{1175}\u{11A8}-\u{11C2}\u{300}-\u{304}é ]{0,40}") {
            let normal = Normal::new(text.clone());
            prop_assert_eq!(normal.text(), text.nfc().collect::<String>());
            let whole = normal.input_chars(Span::new(0, normal.text().len()));
            prop_assert_eq!(whole, 0..text.chars().count());
        }
    }
}
