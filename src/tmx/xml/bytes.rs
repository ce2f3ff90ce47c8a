//! Bytes by what they may be part of. Names and values are short, and most are plain: one look at
//! each byte tells where they end and that nothing in them asks for a second one.

/// A letter, digit, hyphen or colon of ASCII.
const NAME: u8 = 1;
/// What stands for itself in an attribute's value, whatever its quotes.
const VALUE: u8 = 2;

/// What each byte may be part of.
const PARTS: [u8; 256] = {
    let mut parts = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let b = byte as u8;
        if b.is_ascii_alphanumeric() || b == b'-' || b == b':' {
            parts[byte] |= NAME;
        }
        // 0xEF begins the characters that XML forbids.
        if b >= b' ' && !matches!(b, b'"' | b'\'' | b'&' | b'<' | 0xEF) {
            parts[byte] |= VALUE;
        }
        byte += 1;
    }
    parts
};

#[inline]
pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// How many bytes the name takes that the bytes begin with, as far as it is plain: ASCII letters,
/// digits, hyphens and colons, a letter first.
#[inline]
pub(super) fn plain_name(bytes: &[u8]) -> usize {
    match bytes.first() {
        Some(first) if first.is_ascii_alphabetic() => prefix(bytes, NAME),
        _ => 0,
    }
}

/// Name, value and what comes after them, where the text begins with an attribute as nearly all
/// stand: one blank, a plain name, `=`, and in quotes a value that stands for itself.
#[inline]
pub(super) fn plain_attribute(text: &str) -> Option<(&str, &str, &str)> {
    let [b' ', name @ ..] = text.as_bytes() else { return None };
    let name = plain_name(name);
    let [b'=', quote @ (b'"' | b'\''), value @ ..] = &text.as_bytes()[1 + name..] else {
        return None;
    };
    let value = prefix(value, VALUE);
    let start = name + 3;
    let is_whole = name > 0 && text.as_bytes().get(start + value) == Some(quote);
    is_whole.then(|| (&text[1..1 + name], &text[start..start + value], &text[start + value + 1..]))
}

#[inline]
fn prefix(bytes: &[u8], part: u8) -> usize {
    let ends = |byte: &u8| PARTS[usize::from(*byte)] & part == 0;
    bytes.iter().position(ends).unwrap_or(bytes.len())
}
