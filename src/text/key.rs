//! The match key of a text: what is left when differences that do not matter are taken away.
//!
//! Two spellings of one word have one key: letters composed (NFC), full-width ASCII made plain,
//! lower case, quotation marks straight, invisible characters dropped. A key is for comparing
//! only. It knows the way back to the text it was made from, which is never changed.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Span;

/// A folded text with a map back to the text it was folded from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Key {
    text: String,
    /// Where the parts of `text` came from, in order and without gaps.
    pieces: Vec<Piece>,
}

/// A part of a key that came from one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    /// First byte of the part; it reaches up to the next piece.
    start: usize,
    /// The bytes of the original.
    origin: Span,
    /// Whether it is the original letter for letter, but for case. If not, all of it came from
    /// all of the original: letters that were put together.
    literal: bool,
}

impl Key {
    /// The key of `text`, in lower case.
    ///
    /// ```
    /// use jjak::text::key::Key;
    /// assert_eq!(Key::new("ＡＩ ‘칩’").text(), "ai '칩'");
    /// ```
    pub fn new(text: &str) -> Self {
        Key::fold(text, true)
    }

    /// The key of `text` with upper and lower case kept apart.
    pub fn cased(text: &str) -> Self {
        Key::fold(text, false)
    }

    fn fold(text: &str, lower: bool) -> Self {
        let mut key = Key { text: String::with_capacity(text.len()), pieces: Vec::new() };
        let mut at = 0;
        while at < text.len() {
            let start = key.text.len();
            let literal = at + settled(&text[at..]);
            if literal > at {
                let origin = Span::new(at, literal);
                key.text.push_str(origin.of(text));
                if lower {
                    key.text[start..].make_ascii_lowercase();
                }
                key.pieces.push(Piece { start, origin, literal: true });
                at = literal;
                continue;
            }
            let origin = Span::new(at, at + cluster(&text[at..]));
            for c in origin.of(text).nfc().filter_map(plain) {
                if lower {
                    key.text.extend(c.to_lowercase());
                } else {
                    key.text.push(c);
                }
            }
            if key.text.len() > start {
                key.pieces.push(Piece { start, origin, literal: false });
            }
            at = origin.end;
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
        let mut key = Key { text: String::with_capacity(self.text.len()), pieces: Vec::new() };
        let mut rest = 0;
        while let Some(start) = self.text[rest..].find(|c| !drop(c)).map(|found| rest + found) {
            rest = self.text[start..].find(&drop).map_or(self.text.len(), |found| start + found);
            let origin = Span::new(start, rest);
            key.pieces.push(Piece { start: key.text.len(), origin, literal: true });
            key.text.push_str(origin.of(&self.text));
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
        assert!(!part.is_empty() && part.end <= self.text.len(), "no part of the key: {part:?}");
        let piece =
            |at: usize| self.pieces[self.pieces.partition_point(|piece| piece.start <= at) - 1];
        let (first, last) = (piece(part.start), piece(part.end - 1));
        let start = match first.literal {
            true => first.origin.start + (part.start - first.start),
            false => first.origin.start,
        };
        let end = match last.literal {
            true => last.origin.start + (part.end - last.start),
            false => last.origin.end,
        };
        Span::new(start, end)
    }
}

/// The key of a text in its own case, without a way back: the text itself where nothing changes.
pub fn cased(text: &str) -> Cow<'_, str> {
    if settled(text) == text.len() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(Key::cased(text).text)
    }
}

/// How many bytes at the beginning of a text stay as they are in its key, but for the case of
/// ASCII letters: most of what is written.
fn settled(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    let bytes = text.as_bytes();
    let (mut last, mut at) = (0, 0);
    while at < bytes.len() {
        let length = match bytes[at] {
            0..=0x7F => 1,
            // The first byte of the syllables from U+B000 to U+CFFF: most of them.
            0xEB | 0xEC => 3,
            _ => {
                let c = text[at..].chars().next().unwrap_or_default();
                if !stays(c) {
                    // The letter before may become one with a mark.
                    return if joins(c) { last } else { at };
                }
                c.len_utf8()
            }
        };
        last = at;
        at += length;
    }
    text.len()
}

/// Whether a character beyond ASCII is the same in every key.
fn stays(c: char) -> bool {
    matches!(c, '가'..='힣' | '\u{4E00}'..='\u{9FFF}' | '·' | '–' | '—' | '…' | '\u{3001}'
        | '\u{3002}' | '\u{3008}'..='\u{3011}')
}

/// The length in bytes of the first part of a text across whose end composing (NFC) can never
/// reach: a base character with its marks, a Hangul syllable with its conjoining letters.
fn cluster(text: &str) -> usize {
    let mut rest = text.char_indices().skip(1).skip_while(|&(_, c)| joins(c));
    rest.next().map_or(text.len(), |(at, _)| at)
}

/// Whether `c` may become one with the character before it.
fn joins(c: char) -> bool {
    !c.is_ascii() && (is_combining_mark(c) || matches!(c, '\u{1160}'..='\u{11FF}'))
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

    /// What folding is, letter by letter.
    fn by_letters(text: &str) -> String {
        let mut out = String::new();
        let mut at = 0;
        while at < text.len() {
            let end = at + cluster(&text[at..]);
            out.extend(text[at..end].nfc().filter_map(plain).flat_map(char::to_lowercase));
            at = end;
        }
        out
    }

    proptest! {
        #[test]
        fn is_the_same_letter_by_letter(text in "([가-힣a-zA-Z \u{300}-\u{303}ᄀ-ᇹ·“’Ａ]|\\PC){0,30}") {
            let key = Key::new(&text);
            prop_assert_eq!(key.text(), &*by_letters(&text));
            let in_case = Key::cased(&text);
            prop_assert_eq!(&*cased(&text), in_case.text());
            let compact = key.compact();
            for (at, c) in compact.text().char_indices() {
                let inner = compact.origin(Span::new(at, at + c.len_utf8()));
                prop_assert_eq!(inner.of(key.text()), c.to_string());
            }
        }

        #[test]
        fn every_place_is_on_a_character(text in "\\PC{0,40}") {
            let key = Key::new(&text);
            for (at, c) in key.text.char_indices() {
                let span = key.origin(Span::new(at, at + c.len_utf8()));
                prop_assert!(!span.of(&text).is_empty());
            }
        }
    }
}
