//! A half-open range of bytes in a text.

use std::ops::Range;

/// A half-open byte range in a text, both ends on character boundaries.
///
/// Unlike [`Range`] it is `Copy` and ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// A span from `start` up to, not including, `end`.
    ///
    /// # Panics
    /// When `end` is before `start`.
    #[inline]
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "span ends before it starts: {start}..{end}");
        Span { start, end }
    }

    /// Length in bytes.
    #[inline]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two share a byte.
    #[inline]
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    #[inline]
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The text it covers.
    ///
    /// # Panics
    /// When the span reaches past `text` or cuts a character.
    #[inline]
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// The same span counted in characters instead of bytes.
    ///
    /// # Panics
    /// As [`Span::of`].
    pub fn chars(self, text: &str) -> Range<usize> {
        let start = text[..self.start].chars().count();
        start..start + self.of(text).chars().count()
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Span::new(range.start, range.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_characters_not_bytes() {
        let text = "칩 '쿤룬'을";
        let start = text.find("쿤룬").unwrap();
        let span = Span::new(start, start + "쿤룬".len());
        assert_eq!(span.of(text), "쿤룬");
        assert_eq!(span.chars(text), 3..5);
    }
}
