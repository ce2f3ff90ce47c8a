//! When two texts count as the same.

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::unit::Content;

/// What is passed over when texts are compared. By default only the Unicode form: a Hangul
/// syllable and its jamo are the same text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sameness {
    /// Codes are passed over, not only what is in them.
    pub codes: bool,
    /// Case is passed over.
    pub case: bool,
    /// Runs of blanks count as one, those at the ends not at all.
    pub blanks: bool,
    /// Canonically equivalent texts (NFC and NFD) are the same.
    pub unicode: bool,
}

impl Default for Sameness {
    fn default() -> Self {
        Sameness { codes: false, case: false, blanks: false, unicode: true }
    }
}

impl Sameness {
    /// A text that is equal for all that count as the same.
    pub fn key(&self, content: &Content) -> String {
        let text = if self.codes { content.plain_text() } else { content.placeholder_text() };
        let mut key = text.into_owned();
        if self.unicode && !is_nfc(&key) {
            key = key.nfc().collect();
        }
        if self.case {
            key = key.to_lowercase();
        }
        if self.blanks {
            key = key.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::{Code, CodeKind};

    #[test]
    fn each_difference_can_be_passed_over() {
        let code = Code::new(CodeKind::Ph, "<br/>");
        let mut coded = Content::from_text("AI 칩 ");
        coded.push_code(code);
        let nfd: String = "AI 칩".nfd().collect();
        let cases = [
            (Sameness::default(), Content::from_text(nfd), true),
            (Sameness::default(), Content::from_text("ai 칩"), false),
            (Sameness { case: true, ..Sameness::default() }, Content::from_text("ai 칩"), true),
            (Sameness::default(), Content::from_text(" AI  칩"), false),
            (Sameness { blanks: true, ..Sameness::default() }, Content::from_text(" AI  칩"), true),
            (Sameness { blanks: true, ..Sameness::default() }, coded.clone(), false),
            (Sameness { blanks: true, codes: true, ..Sameness::default() }, coded, true),
        ];
        let plain = Content::from_text("AI 칩");
        for (sameness, other, same) in cases {
            assert_eq!(
                sameness.key(&plain) == sameness.key(&other),
                same,
                "{sameness:?} {other:?}"
            );
        }
    }
}
