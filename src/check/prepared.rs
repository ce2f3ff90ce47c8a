//! A unit as the checks see it: its two texts with what several checks ask of a text.
//!
//! One pass over each text tells its letters, its length and which marks it holds, so that a check
//! need not look at texts that lack what it is about.

use std::ops::Deref;

use super::Input;
use crate::lang::ko::hangul::{is_hangul, is_syllable};

/// Share of Hangul among the letters from which a text is Korean: texts about technology are full
/// of Latin names, while English texts hold Korean in glosses at most. Short texts count as well.
const KOREAN_SHARE: f64 = 0.3;

/// What one pass over a text tells.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts {
    hangul: u32,
    latin: u32,
    /// Characters, blanks not counted.
    pub length: u32,
    /// What any character is.
    any: u64,
    /// What both of two neighbours are.
    neighbours: u64,
}

/// Marks that some check is about.
#[derive(Debug, Clone, Copy)]
pub(super) enum Mark {
    /// A bracket of any form.
    Bracket,
    /// A double quotation mark.
    Quote,
    /// Two blanks on end.
    Gap,
    /// `@`, a slash, or the beginning of `www.`: there may be an address.
    Address,
    /// What only a match key can compare: marks that combine, Hangul letters, wide and unseen
    /// forms.
    Special,
}

/// What a character is to a text: one bit each, so that a text is summed up without branches. What
/// is counted stands so far apart that the counts do not meet in the sum of all characters.
mod is {
    pub const LATIN: u64 = 1;
    /// No white space.
    pub const SEEN: u64 = 1 << 32;
    pub const HANGUL: u64 = 1 << 1;
    pub const BRACKET: u64 = 1 << 2;
    pub const QUOTE: u64 = 1 << 3;
    pub const ADDRESS: u64 = 1 << 4;
    pub const SPECIAL: u64 = 1 << 5;
    /// A blank inside a line.
    pub const BLANK: u64 = 1 << 6;
    pub const W: u64 = 1 << 7;
}

/// What the ASCII characters are.
const ASCII: [u64; 128] = {
    let mut table = [is::SEEN; 128];
    let mut at = 0;
    while at < table.len() {
        let c = at as u8;
        table[at] = match c {
            b' ' => is::BLANK,
            b'\t'..=b'\r' => 0,
            b'w' => is::SEEN | is::LATIN | is::W,
            b'(' | b')' | b'[' | b']' | b'{' | b'}' => is::SEEN | is::BRACKET,
            b'"' => is::SEEN | is::QUOTE,
            b'@' | b'/' => is::SEEN | is::ADDRESS,
            _ if c.is_ascii_alphabetic() => is::SEEN | is::LATIN,
            _ => is::SEEN,
        };
        at += 1;
    }
    table
};

/// What a character beyond ASCII is, Hangul syllables apart.
fn beyond_ascii(c: char) -> u64 {
    let kind = match c {
        '「'..='】' | '（' | '）' | '［' | '］' | '《' | '》' | '〈' | '〉' => {
            is::BRACKET
        }
        '“' | '”' => is::QUOTE,
        '\u{A0}' => is::BLANK,
        _ if is_hangul(c) => is::HANGUL,
        _ => 0,
    };
    let special = if is_special(c) { is::SPECIAL } else { 0 };
    let seen = if c.is_whitespace() { 0 } else { is::SEEN };
    kind | special | seen
}

impl Facts {
    /// Looks at every character of `text` once.
    pub fn of(text: &str) -> Facts {
        // The Latin letters in the lower half, the characters that are seen in the upper.
        let mut counts = 0;
        let (mut hangul, mut any, mut neighbours, mut before) = (0, 0, 0, 0);
        for c in text.chars() {
            let kind = match ASCII.get(c as usize) {
                Some(&kind) => kind,
                None => {
                    let kind = if is_syllable(c) { is::SEEN | is::HANGUL } else { beyond_ascii(c) };
                    hangul += u32::from(kind & is::HANGUL != 0);
                    kind
                }
            };
            counts += kind & (is::LATIN | is::SEEN);
            any |= kind;
            neighbours |= kind & before;
            before = kind;
        }
        Facts { hangul, latin: counts as u32, length: (counts >> 32) as u32, any, neighbours }
    }

    /// Whether the text holds such a mark.
    pub fn has(&self, mark: Mark) -> bool {
        match mark {
            Mark::Bracket => self.any & is::BRACKET != 0,
            Mark::Quote => self.any & is::QUOTE != 0,
            Mark::Gap => self.neighbours & is::BLANK != 0,
            Mark::Address => self.any & is::ADDRESS != 0 || self.neighbours & is::W != 0,
            Mark::Special => self.any & is::SPECIAL != 0,
        }
    }

    /// Whether there is any Latin letter of ASCII.
    pub fn has_latin(&self) -> bool {
        self.latin > 0
    }

    /// Whether there is any Hangul.
    pub fn has_hangul(&self) -> bool {
        self.hangul > 0
    }

    /// Whether the text is Korean.
    pub fn is_korean(&self) -> bool {
        let letters = f64::from(self.hangul + self.latin);
        self.hangul > 0 && f64::from(self.hangul) >= KOREAN_SHARE * letters
    }

    /// Whether the text has Latin letters and is not Korean.
    pub fn is_english(&self) -> bool {
        !self.is_korean() && self.latin > 0
    }

    /// Whether the text has nothing but blanks.
    pub fn is_blank(&self) -> bool {
        self.length == 0
    }
}

fn is_special(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{300}'..='\u{36F}' | '\u{1100}'..='\u{11FF}'
        | '\u{200B}'..='\u{2011}' | '\u{201A}'..='\u{201F}' | '\u{2032}'..='\u{2033}'
        | '\u{2060}' | '\u{FEFF}'..='\u{FF5E}')
        && !matches!(c, '“' | '”')
}

/// A unit with what is told of its texts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Prepared<'a> {
    input: Input<'a>,
    /// What is told of the source text.
    pub of_source: Facts,
    /// What is told of the target text.
    pub of_target: Facts,
}

impl<'a> Prepared<'a> {
    /// Looks at both texts.
    pub fn new(input: Input<'a>) -> Prepared<'a> {
        let (of_source, of_target) = (Facts::of(input.source), Facts::of(input.target));
        Prepared { input, of_source, of_target }
    }

    /// Whether the source is English and the target Korean.
    pub fn is_into_korean(&self) -> bool {
        self.of_source.is_english() && self.of_target.is_korean()
    }
}

impl<'a> Deref for Prepared<'a> {
    type Target = Input<'a>;

    fn deref(&self) -> &Input<'a> {
        &self.input
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tells_the_language() {
        for (text, korean, english) in [
            ("수율이 올랐다.", true, false),
            ("SK hynix가 HBM4E 16단 샘플을 GTC에서 공개했다.", true, false),
            ("The company (한빛) sells chips.", false, true),
            ("2026. 3. 1.", false, false),
            ("", false, false),
        ] {
            let facts = Facts::of(text);
            assert_eq!((facts.is_korean(), facts.is_english()), (korean, english), "{text}");
        }
    }

    proptest! {
        #[test]
        fn tells_what_is_there(text in "([ \u{A0}()“”\"@/w가A]|\\PC){0,12}") {
            let facts = Facts::of(&text);
            let twice = |c: char| text.chars().zip(text.chars().skip(1)).any(|(a, b)| a == c && b == c);
            prop_assert_eq!(facts.has(Mark::Quote), text.contains(['"', '“', '”']));
            prop_assert_eq!(facts.has(Mark::Address), text.contains(['@', '/']) || twice('w'));
            let gap = twice(' ') || twice('\u{A0}');
            prop_assert!(facts.has(Mark::Gap) || !gap);
            prop_assert_eq!(facts.is_blank(), text.trim().is_empty());
        }
    }
}
