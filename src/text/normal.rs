//! Normal form C with a way back, lines, and blanks.
//!
//! Everything after decoding works on NFC: macOS writes Hangul as separate letters (NFD), which
//! look the same and match nothing. NFKC is never used on stored text, since it would turn Hangul
//! letters and full-width forms into other characters.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::Span;

/// Text in normal form C that knows where each byte stood in the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Normal {
    /// The text: NFC, without U+FEFF.
    pub text: String,
    /// The way back.
    pub offsets: Offsets,
}

/// From byte offsets of a normalised text to character offsets of what it was made from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Offsets {
    /// (byte in the text, character in the input), ascending. From one mark to the next both sides
    /// advance character by character.
    marks: Vec<(usize, usize)>,
}

/// Bytes between two marks where nothing changes, so that a look-up never counts far.
const MARK_EVERY: usize = 1024;

impl Offsets {
    /// The offset in the input, in characters, of byte `at` of `text`.
    ///
    /// # Panics
    /// When `text` is not the text these offsets were made with and `at` cuts a character.
    pub fn input_char(&self, text: &str, at: usize) -> usize {
        let next = self.marks.partition_point(|&(byte, _)| byte <= at);
        let (byte, char) = if next == 0 { (0, 0) } else { self.marks[next - 1] };
        char + text[byte..at].chars().count()
    }

    /// The characters of the input that `span` of `text` came from.
    ///
    /// # Panics
    /// As [`Offsets::input_char`].
    pub fn input_chars(&self, text: &str, span: Span) -> Range<usize> {
        self.input_char(text, span.start)..self.input_char(text, span.end)
    }
}

/// Brings `input` to normal form C and drops stray byte order marks (U+FEFF).
pub fn normalise(input: &str) -> Normal {
    let mut text = String::with_capacity(input.len());
    let mut marks = Vec::new();
    let mut chars = 0;
    let mut last_mark = 0;
    let mut rest = input;
    while !rest.is_empty() {
        let cluster = &rest[..cluster_length(rest)];
        rest = &rest[cluster.len()..];
        chars += cluster.chars().count();
        let changed = cluster == "\u{FEFF}" || is_nfc_quick(cluster.chars()) != IsNormalized::Yes;
        if !changed {
            text.push_str(cluster);
        } else if cluster != "\u{FEFF}" {
            text.extend(cluster.nfc());
        }
        if changed || text.len() - last_mark >= MARK_EVERY {
            // A mark at the same byte replaces the one before it: the later input position is
            // where the next character comes from.
            if marks.last().is_some_and(|&(byte, _)| byte == text.len()) {
                marks.pop();
            }
            marks.push((text.len(), chars));
            last_mark = text.len();
        }
    }
    Normal { text, offsets: Offsets { marks } }
}

/// Length of the first piece of `text` that normalises on its own: a character and all that may
/// combine with it.
fn cluster_length(text: &str) -> usize {
    text.char_indices().skip(1).find(|&(_, c)| stands_alone(c)).map_or(text.len(), |(at, _)| at)
}

/// Whether a character never combines with the one before it.
fn stands_alone(c: char) -> bool {
    c.is_ascii()
        || canonical_combining_class(c) == 0
            && is_nfc_quick(std::iter::once(c)) != IsNormalized::Maybe
}

/// The lines of `text` without their ends (LF, CR LF, CR, U+0085, U+2028, U+2029). What follows the
/// last line end is a line only when it is not empty.
pub fn lines(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        if rest.is_empty() {
            return None;
        }
        let ends = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];
        let length = rest.find(ends).unwrap_or(rest.len());
        let span = Span::new(at, at + length);
        let end = &rest[length..];
        at += length;
        at +=
            if end.starts_with("\r\n") { 2 } else { end.chars().next().map_or(0, char::len_utf8) };
        Some(span)
    })
}

/// Whether a character shows nothing and may be cut from the ends of a text: white space, or one
/// of the zero-width space, joiner and order mark.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

/// `span` without the blanks at its ends.
///
/// # Panics
/// When `span` does not fit `text`.
pub fn trim(text: &str, span: Span) -> Span {
    let inner = span.of(text);
    let start = span.start + inner.len() - inner.trim_start_matches(is_blank).len();
    Span::new(start, start + text[start..span.end].trim_end_matches(is_blank).len())
}

/// Makes every run of white space (line ends, no-break and ideographic spaces among it) one space
/// and cuts blanks off the ends. All other characters stay as they are.
pub fn collapse(text: &str) -> Cow<'_, str> {
    let text = text.trim_matches(is_blank);
    let mut before = ' ';
    let clean = text.chars().all(|c| {
        let ok = !c.is_whitespace() || c == ' ' && before != ' ';
        before = c;
        ok
    });
    if clean {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn letters_become_syllables_and_keep_their_place() {
        let composed = "칩 '쿤룬'은 강하다";
        let input: String = composed.nfd().collect();
        let normal = normalise(&input);
        assert_eq!(normal.text, composed);
        let at = composed.find("쿤룬").unwrap();
        let range = normal.offsets.input_chars(composed, Span::new(at, at + "쿤룬".len()));
        let chars: Vec<char> = input.chars().collect();
        let found: String = chars[range].iter().collect();
        assert_eq!(found.nfc().collect::<String>(), "쿤룬");
    }

    #[test]
    fn stray_order_marks_go() {
        let normal = normalise("\u{FEFF}가\u{FEFF}나");
        assert_eq!(normal.text, "가나");
        assert_eq!(normal.offsets.input_char("가나", 0), 1);
        assert_eq!(normal.offsets.input_char("가나", 3), 3);
    }

    #[test]
    fn compatibility_forms_stay() {
        for text in ["㈜한빛", "ㅋㅋ", "１２％", "①", "㎡"] {
            assert_eq!(normalise(text).text, text);
        }
    }

    #[test]
    fn lines_end_in_every_way() {
        let text = "하나\r\n둘\r셋\n\n넷";
        let found: Vec<&str> = lines(text).map(|s| s.of(text)).collect();
        assert_eq!(found, ["하나", "둘", "셋", "", "넷"]);
        assert_eq!(lines("끝\n").count(), 1);
    }

    #[test]
    fn blanks_collapse() {
        assert_eq!(
            collapse("\u{200B} AI\u{A0}\u{A0}반도체\u{3000}시장\n전망 "),
            "AI 반도체 시장 전망"
        );
        assert!(matches!(collapse("AI 반도체"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn the_way_back_is_monotone_and_ends_at_the_end(input in "[가-각a-c\u{1100}-\u{1112}\u{1161}-\u{1175}\u{11A8}-\u{11C2}\u{301}\u{FEFF} ]{0,40}") {
            let Normal { text, offsets } = normalise(&input);
            let expected: String = input.replace('\u{FEFF}', "").nfc().collect();
            // A mark between two letters keeps them apart, so compare only without one.
            if !input.contains('\u{FEFF}') {
                prop_assert_eq!(&text, &expected);
            }
            let places: Vec<usize> = text.char_indices().map(|(at, _)| offsets.input_char(&text, at)).collect();
            prop_assert!(places.windows(2).all(|w| w[0] < w[1]));
            prop_assert_eq!(offsets.input_char(&text, text.len()), input.chars().count());
        }
    }
}
