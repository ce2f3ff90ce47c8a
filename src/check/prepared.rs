//! A unit as the checks see it: its two texts with what several checks ask of a text.
//!
//! One pass over each text tells its letters, its length and which marks it holds, so that a check
//! need not look at texts that lack what it is about.

use std::ops::Deref;

use super::Input;
use crate::lang::ko::hangul::is_hangul;

/// Share of Hangul among the letters from which a text is Korean: texts about technology are full
/// of Latin names, while English texts hold Korean in glosses at most. Short texts count as well.
const KOREAN_SHARE: f64 = 0.3;

/// What one pass over a text tells.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Facts {
    hangul: u32,
    latin: u32,
    /// Characters, blanks not counted.
    pub length: u32,
    marks: u8,
}

/// Marks that some check is about.
#[derive(Debug, Clone, Copy)]
pub(super) enum Mark {
    /// A bracket of any form.
    Bracket = 1,
    /// A double quotation mark.
    Quote = 2,
    /// Two blanks on end.
    Gap = 4,
    /// `@`, a slash, or the beginning of `www.`: there may be an address.
    Address = 8,
    /// What only a match key can compare: marks that combine, Hangul letters, wide and unseen
    /// forms.
    Special = 16,
}

impl Facts {
    /// Looks at every character of `text` once.
    pub fn of(text: &str) -> Facts {
        let mut facts = Facts::default();
        let mut before = '\0';
        for c in text.chars() {
            if c.is_ascii() {
                facts.add_ascii(before, c);
            } else {
                facts.add(before, c);
            }
            before = c;
        }
        facts
    }

    fn add_ascii(&mut self, before: char, c: char) {
        self.latin += u32::from(c.is_ascii_alphabetic());
        self.length += u32::from(!c.is_whitespace());
        match c {
            '(' | ')' | '[' | ']' | '{' | '}' => self.note(Mark::Bracket),
            '"' => self.note(Mark::Quote),
            '@' | '/' => self.note(Mark::Address),
            'w' if before == 'w' => self.note(Mark::Address),
            ' ' if is_blank(before) => self.note(Mark::Gap),
            _ => {}
        }
    }

    fn add(&mut self, before: char, c: char) {
        self.hangul += u32::from(is_hangul(c));
        if matches!(c, '가'..='힣') {
            self.length += 1;
            return;
        }
        self.length += u32::from(!c.is_whitespace());
        match c {
            '「'..='】' | '（' | '）' | '［' | '］' | '《' | '》' | '〈' | '〉' => {
                self.note(Mark::Bracket)
            }
            '“' | '”' => self.note(Mark::Quote),
            '\u{A0}' if is_blank(before) => self.note(Mark::Gap),
            _ => {}
        }
        if is_special(c) {
            self.note(Mark::Special);
        }
    }

    fn note(&mut self, mark: Mark) {
        self.marks |= mark as u8;
    }

    /// Whether the text holds such a mark.
    pub fn has(&self, mark: Mark) -> bool {
        self.marks & mark as u8 != 0
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

/// A blank inside a line.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}')
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
