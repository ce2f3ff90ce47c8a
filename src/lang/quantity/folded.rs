//! A text as characters that can be looked up by position, full-width forms folded.
//!
//! Both readers look ahead and behind by characters; this gives them that in constant time and a
//! way back to bytes. Only ASCII look-alikes are folded (０ to 0, ％ to %, ’ to '), one character to
//! one, so positions stay.

use crate::text::Span;

/// The characters of a text. The bytes they stand at are counted when they are asked for: most
/// texts hold few quantities.
#[derive(Debug)]
pub struct Folded<'a> {
    text: &'a str,
    chars: Vec<char>,
    /// Whether there may be a web or mail address: most texts have none.
    addressed: bool,
}

impl<'a> Folded<'a> {
    /// Folds `text`.
    pub fn new(text: &'a str) -> Folded<'a> {
        let chars = if text.is_ascii() {
            text.bytes().map(char::from).collect()
        } else {
            let mut chars = Vec::with_capacity(text.len());
            for c in text.chars() {
                chars.push(if c.is_ascii() { c } else { fold(c) });
            }
            chars
        };
        let addressed = is_addressed(&chars);
        Folded { text, chars, addressed }
    }

    /// Whether a web or mail address may stand in the text; false where none does.
    #[inline]
    pub fn may_hold_address(&self) -> bool {
        self.addressed
    }

    /// How many characters there are.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// The character at a position; NUL beyond the end, which no reading asks for.
    #[inline]
    pub fn at(&self, position: usize) -> char {
        self.chars.get(position).copied().unwrap_or('\0')
    }

    /// The character before a position; NUL before the first.
    #[inline]
    pub fn before(&self, position: usize) -> char {
        position.checked_sub(1).map_or('\0', |before| self.at(before))
    }

    /// Whether `form` stands at a position.
    #[inline]
    pub fn has(&self, position: usize, form: &str) -> bool {
        form.chars().enumerate().all(|(i, c)| self.at(position + i) == c)
    }

    /// Whether `form` ends just before a position.
    pub fn ends(&self, position: usize, form: &str) -> bool {
        let length = form.chars().count();
        position >= length && self.has(position - length, form)
    }

    /// The first position from `position` on whose character does not satisfy `belongs`.
    #[inline]
    pub fn run(&self, position: usize, belongs: impl Fn(char) -> bool) -> usize {
        let rest = self.chars.get(position..).unwrap_or_default();
        position + rest.iter().take_while(|&&c| belongs(c)).count()
    }

    /// The position after any spaces.
    pub fn skip_spaces(&self, position: usize) -> usize {
        self.run(position, is_space)
    }

    /// The position before any spaces that end at `position`.
    pub fn skip_spaces_back(&self, mut position: usize) -> usize {
        while position > 0 && is_space(self.at(position - 1)) {
            position -= 1;
        }
        position
    }

    /// The characters from `start` to `end`.
    ///
    /// # Panics
    /// When `end` is before `start` or past the end.
    #[inline]
    pub fn slice(&self, start: usize, end: usize) -> &[char] {
        &self.chars[start..end]
    }

    /// The same as a string.
    ///
    /// # Panics
    /// As [`Folded::slice`].
    pub fn string(&self, start: usize, end: usize) -> String {
        self.slice(start, end).iter().collect()
    }

    /// The bytes of the text from position `start` to position `end`.
    ///
    /// # Panics
    /// When `end` is before `start`.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let byte = |text: &str, chars: usize| match self.chars.len() == self.text.len() {
            // Nothing but ASCII.
            true => chars,
            false => text.char_indices().nth(chars).map_or(text.len(), |(at, _)| at),
        };
        let first = byte(self.text, start);
        Span::new(first, first + byte(&self.text[first..], end - start))
    }
}

/// Whether there is what every web or mail address has: `@`, a slash, or the beginning of `www.`.
fn is_addressed(chars: &[char]) -> bool {
    // With no way out on the way, many characters are looked at in one step.
    let sign = chars.iter().fold(false, |found, &c| found | (c == '@') | (c == '/'));
    sign || chars.windows(2).fold(false, |found, two| found | (two[0] == 'w') & (two[1] == 'w'))
}

/// Blank space inside a line.
pub fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{A0}' | '\u{2009}' | '\u{202F}' | '\u{3000}')
}

#[inline]
fn fold(c: char) -> char {
    match c {
        '가'..='힣' => c,
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '’' | '‘' | 'ʼ' => '\'',
        '‑' | '‐' => '-',
        '∼' | '〜' => '~',
        '￦' => '₩',
        '￥' => '¥',
        '￡' => '£',
        _ => c,
    }
}
