//! Hangul syllables and their letters (jamo).
//!
//! A precomposed syllable is `0xAC00 + (initial * 21 + medial) * 28 + final` (The Unicode
//! Standard, section 3.12). Everything else that works on sounds or endings builds on this.

/// Initial consonants in syllable order.
pub const INITIALS: [char; 19] = [
    'ㄱ', 'ㄲ', 'ㄴ', 'ㄷ', 'ㄸ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅃ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅉ', 'ㅊ', 'ㅋ',
    'ㅌ', 'ㅍ', 'ㅎ',
];
/// Vowels in syllable order.
pub const MEDIALS: [char; 21] = [
    'ㅏ', 'ㅐ', 'ㅑ', 'ㅒ', 'ㅓ', 'ㅔ', 'ㅕ', 'ㅖ', 'ㅗ', 'ㅘ', 'ㅙ', 'ㅚ', 'ㅛ', 'ㅜ', 'ㅝ', 'ㅞ',
    'ㅟ', 'ㅠ', 'ㅡ', 'ㅢ', 'ㅣ',
];
/// Final consonants in syllable order; the first stands for none.
pub const FINALS: [char; 28] = [
    '\0', 'ㄱ', 'ㄲ', 'ㄳ', 'ㄴ', 'ㄵ', 'ㄶ', 'ㄷ', 'ㄹ', 'ㄺ', 'ㄻ', 'ㄼ', 'ㄽ', 'ㄾ', 'ㄿ', 'ㅀ',
    'ㅁ', 'ㅂ', 'ㅄ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ',
];

/// The letters of one syllable; `last` is `None` for an open syllable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Syllable {
    /// Initial consonant.
    pub first: char,
    /// Vowel.
    pub vowel: char,
    /// Final consonant (batchim), simple or double.
    pub last: Option<char>,
}

/// Whether `c` is a precomposed Hangul syllable.
#[inline]
pub fn is_syllable(c: char) -> bool {
    ('\u{AC00}'..='\u{D7A3}').contains(&c)
}

/// Whether `c` is Hangul in any form: syllable, compatibility letter or conjoining jamo.
#[inline]
pub fn is_hangul(c: char) -> bool {
    is_syllable(c)
        || matches!(c, '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{A960}'..='\u{A97F}' | '\u{D7B0}'..='\u{D7FF}')
}

/// Takes a syllable apart; `None` for any other character.
pub fn decompose(c: char) -> Option<Syllable> {
    if !is_syllable(c) {
        return None;
    }
    let index = c as usize - 0xAC00;
    let last = index % 28;
    Some(Syllable {
        first: INITIALS[index / 28 / 21],
        vowel: MEDIALS[index / 28 % 21],
        last: (last > 0).then(|| FINALS[last]),
    })
}

/// Puts a syllable together; `None` when a letter cannot stand in its place.
pub fn compose(syllable: Syllable) -> Option<char> {
    let place = |table: &[char], c: char| table.iter().position(|&t| t == c);
    let first = place(&INITIALS, syllable.first)?;
    let vowel = place(&MEDIALS, syllable.vowel)?;
    let last = match syllable.last {
        Some(c) => place(&FINALS, c)?,
        None => 0,
    };
    char::from_u32((0xAC00 + (first * 21 + vowel) * 28 + last) as u32)
}

/// The final consonant of a syllable, `None` for an open syllable or another character.
pub fn batchim(c: char) -> Option<char> {
    decompose(c)?.last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_apart_and_puts_together_every_syllable() {
        for c in '\u{AC00}'..='\u{D7A3}' {
            assert_eq!(compose(decompose(c).unwrap()), Some(c));
        }
    }

    #[test]
    fn batchim_of_open_and_closed_syllables() {
        assert_eq!(batchim('쿤'), Some('ㄴ'));
        assert_eq!(batchim('두'), None);
        assert_eq!(batchim('값'), Some('ㅄ'));
        assert_eq!(batchim('M'), None);
    }
}
