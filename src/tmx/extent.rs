//! How long a text is, in characters and in words.
//!
//! Every text of a memory is measured, so bytes are looked at sixteen at a time, in a form that the
//! compiler makes vector instructions of.

/// How many bytes are looked at together.
const LANES: usize = 16;

/// How many characters there are, and how many words: what stands between blanks.
pub(super) fn measure(text: &str) -> (usize, usize) {
    let bytes = text.as_bytes();
    let Some((first, after)) = bytes.split_first() else { return (0, 0) };
    // Each byte but the first is looked at with the one before it.
    let (chunks, rest) = after.as_chunks::<LANES>();
    let (before, _) = bytes.as_chunks::<LANES>();
    // What is left, with the byte before it, is filled up with blanks.
    let mut last = [b' '; LANES + 1];
    last[..=rest.len()].copy_from_slice(&bytes[after.len() - rest.len()..]);
    let (mut characters, mut words) = (1, usize::from(!is_blank(*first)));
    let mut lanes = Lanes::default();
    let mut gather = |lanes: &Lanes| {
        characters += sum(&lanes.characters);
        words += sum(&lanes.words);
    };
    for (index, (own, before)) in chunks.iter().zip(before).enumerate() {
        // A lane counts up to 255.
        if index % 128 == 127 {
            gather(&lanes);
            lanes = Lanes { odd: lanes.odd, ..Lanes::default() };
        }
        lanes.add(own, before);
    }
    let [before @ .., _] = &last;
    let [_, own @ ..] = &last;
    lanes.add(own, before);
    gather(&lanes);
    if is_odd(*first) || lanes.odd != [0; LANES] {
        words = text.split_whitespace().count();
    }
    (characters - (LANES - rest.len()), words)
}

/// Counts over every sixteenth byte.
#[derive(Default)]
struct Lanes {
    /// Bytes that begin a character.
    characters: [u8; LANES],
    /// Bytes that begin a word.
    words: [u8; LANES],
    /// Not 0 where a byte may begin a blank beyond ASCII.
    odd: [u8; LANES],
}

impl Lanes {
    /// Counts bytes, each with the one before it.
    #[inline]
    fn add(&mut self, own: &[u8; LANES], before: &[u8; LANES]) {
        for lane in 0..LANES {
            let (own, before) = (own[lane], before[lane]);
            // Bytes that continue a character are 0x80 to 0xBF, the lowest as signed numbers.
            self.characters[lane] += u8::from((own as i8) >= -0x40);
            self.words[lane] += u8::from(!is_blank(own) & is_blank(before));
            self.odd[lane] |= u8::from(is_odd(own));
        }
    }
}

#[inline]
fn sum(lanes: &[u8; LANES]) -> usize {
    lanes.iter().map(|count| usize::from(*count)).sum()
}

/// Whether this is a blank of ASCII.
#[inline]
fn is_blank(byte: u8) -> bool {
    (byte == b' ') | (byte.wrapping_sub(b'\t') < 5)
}

/// Whether this is a byte that begins the blanks beyond ASCII.
#[inline]
fn is_odd(byte: u8) -> bool {
    (byte == 0xC2) | (byte.wrapping_sub(0xE1) < 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_by_any_blank_and_characters_by_none() {
        let long = "수율이 크게 올랐다고 회사가 밝혔다. Yields rose sharply, the company said.";
        let prefixes = long.char_indices().map(|(end, _)| &long[..end]);
        let longer =
            [(long.to_string() + " ").repeat(100), "a b".repeat(2000), "한\u{3000}".repeat(900)];
        let others =
            [" ", "하나", " a b ", "a\u{3000}b\tc", "수율이\n 올랐다", "a\u{A0}b", "é è", long];
        for text in prefixes.chain(others).chain(longer.iter().map(String::as_str)) {
            let expected = (text.chars().count(), text.split_whitespace().count());
            assert_eq!(measure(text), expected, "{text:?}");
        }
    }
}
