//! The match key of a text: what is left when differences that do not matter are taken away.
//!
//! Two spellings of one word have one key: letters composed (NFC), full-width ASCII made plain,
//! lower case, quotation marks straight, invisible characters dropped. A key is for comparing
//! only. It knows the way back to the text it was made from, which is never changed.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Span;

/// A folded text with a map back to the text it was folded from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Key {
    text: String,
    /// For each byte of `text`, the bytes of the original that its character came from.
    origin: Vec<Span>,
}

impl Key {
    /// The key of `text`, in lower case.
    ///
    /// ```
    /// use jjak::text::key::Key;
    /// assert_eq!(Key::new("ＡＩ ‘칩’").text(), "ai '칩'");
    /// ```
    pub fn new(text: &str) -> Self {
        Key::fold(text, |out, c| out.extend(c.to_lowercase()))
    }

    /// The key of `text` with upper and lower case kept apart.
    pub fn cased(text: &str) -> Self {
        Key::fold(text, |out, c| out.push(c))
    }

    fn fold(text: &str, case: impl Fn(&mut String, char)) -> Self {
        let mut key = Key::default();
        for span in clusters(text) {
            match span.of(text).as_bytes() {
                // One letter of its own: nothing to compose.
                &[byte] => case(&mut key.text, char::from(byte)),
                // Nor for a Hangul syllable, which has no case either.
                _ if is_syllable(span.of(text)) => key.text.push_str(span.of(text)),
                _ => {
                    for c in span.of(text).nfc().filter_map(plain) {
                        case(&mut key.text, c);
                    }
                }
            }
            key.origin.resize(key.text.len(), span);
        }
        key
    }

    /// The key without white space; its spans are places in this key, not in the original text.
    #[must_use]
    pub fn compact(&self) -> Key {
        self.without(char::is_whitespace)
    }

    /// The key without the characters that `drop` picks; spans as in [`Key::compact`].
    #[must_use]
    pub fn without(&self, drop: impl Fn(char) -> bool) -> Key {
        let mut key = Key::default();
        for (at, c) in self.text.char_indices().filter(|&(_, c)| !drop(c)) {
            key.text.push(c);
            key.origin.resize(key.text.len(), Span::new(at, at + c.len_utf8()));
        }
        key
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where a part of the key stands in the text the key was made from.
    ///
    /// # Panics
    /// When `part` is empty or reaches past the key.
    pub fn origin(&self, part: Span) -> Span {
        Span::new(self.origin[part.start].start, self.origin[part.end - 1].end)
    }
}

/// Cuts a text where composing (NFC) can never reach across: a base character with its marks, a
/// Hangul syllable with its conjoining letters.
fn clusters(text: &str) -> impl Iterator<Item = Span> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, _) = rest.next()?;
        while rest.next_if(|&(_, c)| joins(c)).is_some() {}
        let end = rest.peek().map_or(text.len(), |&(at, _)| at);
        Some(Span::new(start, end))
    })
}

/// Whether it is one composed Hangul syllable.
fn is_syllable(cluster: &str) -> bool {
    let mut chars = cluster.chars();
    chars.next().is_some_and(|c| SYLLABLES.contains(&c)) && chars.next().is_none()
}

const SYLLABLES: std::ops::RangeInclusive<char> = '\u{AC00}'..='\u{D7A3}';

/// Whether `c` may become one with the character before it.
fn joins(c: char) -> bool {
    !c.is_ascii()
        && !SYLLABLES.contains(&c)
        && (is_combining_mark(c) || matches!(c, '\u{1160}'..='\u{11FF}'))
}

/// One character of the key, before case; `None` for what is not seen.
fn plain(c: char) -> Option<char> {
    Some(match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFF01 + 0x21)?,
        '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}' | '\u{2032}' => '\'',
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}' | '\u{2033}' => '"',
        '\u{2010}' | '\u{2011}' => '-',
        // Soft hyphen, zero-width blanks and joiners, byte order mark.
        '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' => return None,
        _ => c,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn folds_what_does_not_matter() {
        for (text, key) in [
            ("AI 반도체", "ai 반도체"),
            ("ＡＩ　반도체", "ai\u{3000}반도체"),
            ("it’s “new”", "it's \"new\""),
            ("co\u{AD}operate", "cooperate"),
            ("\u{1112}\u{1161}\u{11AB}글", "한글"),
        ] {
            assert_eq!(Key::new(text).text(), key);
        }
        assert_eq!(Key::cased("ＣＵＤＡ").text(), "CUDA");
    }

    #[test]
    fn leads_back_to_the_text() {
        let text = "새 \u{1112}\u{1161}\u{11AB}글 ＡＩ 칩";
        let key = Key::new(text);
        let compact = key.compact();
        let at = compact.text().find("한글ai").unwrap();
        let inner = compact.origin(Span::new(at, at + "한글ai".len()));
        assert_eq!(inner.of(key.text()), "한글 ai");
        assert_eq!(key.origin(inner).of(text), "\u{1112}\u{1161}\u{11AB}글 ＡＩ");
    }

    proptest! {
        #[test]
        fn every_place_is_on_a_character(text in "\\PC{0,40}") {
            let key = Key::new(&text);
            prop_assert_eq!(key.origin.len(), key.text.len());
            for (at, c) in key.text.char_indices() {
                let span = key.origin(Span::new(at, at + c.len_utf8()));
                prop_assert!(!span.of(&text).is_empty());
            }
        }
    }
}
