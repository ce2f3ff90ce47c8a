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
            // Counted first, they are written into a list that need not grow.
            let mut chars = vec!['\0'; text.chars().count()];
            for (place, c) in chars.iter_mut().zip(text.chars()) {
                *place = fold(c);
            }
            chars
        };
        let addressed = may_hold_address(text);
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

    /// The characters from a position on; none beyond the end.
    #[inline]
    pub fn rest(&self, position: usize) -> &[char] {
        self.chars.get(position..).unwrap_or_default()
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
        position + self.rest(position).iter().take_while(|&&c| belongs(c)).count()
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

    /// The way back to the bytes of the text.
    pub fn bytes(&self) -> Bytes<'a> {
        Bytes { text: self.text, ascii: self.chars.len() == self.text.len(), position: 0, byte: 0 }
    }
}

/// Tells at which bytes of a text its characters stand: fastest when asked from the beginning to
/// the end.
#[derive(Debug)]
pub struct Bytes<'a> {
    text: &'a str,
    /// Whether each character is one byte.
    ascii: bool,
    /// The character that was asked for last, and its byte.
    position: usize,
    byte: usize,
}

impl Bytes<'_> {
    /// The bytes of the text from position `start` to position `end`.
    ///
    /// # Panics
    /// When `end` is before `start`.
    pub fn span(&mut self, start: usize, end: usize) -> Span {
        Span::new(self.byte(start), self.byte(end))
    }

    fn byte(&mut self, position: usize) -> usize {
        if self.ascii {
            return position;
        }
        if position < self.position {
            (self.position, self.byte) = (0, 0);
        }
        let rest = &self.text[self.byte..];
        let mut letters = rest.char_indices();
        let next = letters.nth(position - self.position).map_or(rest.len(), |(at, _)| at);
        (self.position, self.byte) = (position, self.byte + next);
        self.byte
    }
}

/// Whether there is what every web or mail address has, `@`, a slash, or the beginning of `www.`,
/// or a character that may be folded to one.
fn may_hold_address(text: &str) -> bool {
    // The first byte of all full-width forms, and of little else that is written.
    const FULL_WIDTH: u8 = 0xEF;
    memchr::memchr3(b'@', b'/', FULL_WIDTH, text.as_bytes()).is_some() || text.contains("ww")
}

/// Blank space inside a line.
pub fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{A0}' | '\u{2009}' | '\u{202F}' | '\u{3000}')
}

#[inline]
fn fold(c: char) -> char {
    match c {
        '\0'..='\x7F' | '가'..='힣' => c,
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
