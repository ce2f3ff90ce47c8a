//! What is compared of a text: the hash of its letters.
//!
//! The letters are gathered in blocks and hashed a block at a time, which is several times faster
//! than hashing them one by one. Most of a text is ASCII, of which a table says what is gathered,
//! and Hangul words, which are taken whole. Stems are gathered only of texts with Hangul: no other
//! text has particles to leave out, and none is compared by them.

use std::borrow::Cow;
use std::hash::{BuildHasher, Hasher};

use foldhash::quality::FixedState;

use crate::check::Sameness;
use crate::check::prepared::{Facts, Mark};
use crate::lang::ko::hangul::{batchim, is_syllable};
use crate::text::key::{self, Key};

/// Which letters are compared, by the settings. Made once for all texts.
#[derive(Debug)]
pub struct Comparison {
    sameness: Sameness,
    /// What is compared for each ASCII character, 0 for nothing.
    ascii: [u8; 128],
}

impl Comparison {
    /// The comparison by these settings.
    pub fn new(mut sameness: Sameness) -> Comparison {
        for text in &mut sameness.except {
            *text = bare(text, &Facts::of(text));
        }
        let mut comparison = Comparison { sameness, ascii: [0; 128] };
        comparison.ascii = std::array::from_fn(|byte| {
            let letter = comparison.letter(char::from(byte as u8));
            letter.and_then(|letter| u8::try_from(letter).ok()).unwrap_or_default()
        });
        comparison
    }

    /// Whether the text is one of those that may be translated in many ways.
    pub fn excepts(&self, text: &str, facts: &Facts) -> bool {
        let except = &self.sameness.except;
        !except.is_empty() && except.contains(&bare(text, facts))
    }

    /// What is compared for a character of a key; `None` for what does not count.
    fn letter(&self, c: char) -> Option<char> {
        let c = if self.sameness.case { lower(c) } else { c };
        let punctuation = self.sameness.punctuation && !c.is_alphanumeric();
        (counts(c) && !punctuation).then_some(c)
    }

    /// A key with one digit, always the same, for each number.
    fn with_one_digit(&self, key: &str) -> String {
        let mut after_digit = false;
        let kept = key.chars().filter_map(|c| {
            let digit = c.is_ascii_digit();
            let repeated = digit && after_digit;
            if !is_final(c) && self.letter(c).is_some() {
                after_digit = digit;
            }
            (!repeated).then_some(if digit { '0' } else { c })
        });
        kept.collect()
    }
}

/// What is compared of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared {
    /// Its letters, less all that does not count.
    pub letters: u64,
    /// The same without the particles that say no more than which part a noun plays (은, 가, 를,
    /// 의) and without final marks; 0 for a text without Hangul.
    pub stems: u64,
    /// Whether there are so few letters that the text may well be translated in many ways.
    pub short: bool,
}

/// Letters below which a text is short.
const SHORT: usize = 4;

impl Compared {
    /// What is compared of `text`.
    pub fn of(text: &str, facts: &Facts, comparison: &Comparison) -> Compared {
        let mut key = with_key(text, facts, comparison.sameness.case);
        if comparison.sameness.numbers {
            key = Cow::Owned(comparison.with_one_digit(&key));
        }
        let ends = |c: char| is_final(c) || comparison.letter(c).is_none();
        let mut rest = key.trim_end_matches(ends);
        let mut digest = Digest {
            ascii: &comparison.ascii,
            letters: Hashing::new(),
            stems: facts.has_hangul().then(Hashing::new),
        };
        while let Some(first) = rest.as_bytes().first() {
            let read =
                if first.is_ascii() { digest.add_ascii(rest) } else { digest.add_word(rest) };
            rest = &rest[read..];
            if read > 0 {
                continue;
            }
            // Neither ASCII nor Hangul.
            let c = rest.chars().next().unwrap_or_default();
            digest.add_other(comparison.letter(c));
            rest = &rest[c.len_utf8()..];
        }
        Compared {
            short: digest.letters.are_fewer_than(SHORT),
            letters: digest.letters.finish(),
            stems: digest.stems.map_or(0, Hashing::finish),
        }
    }
}

/// A text less blanks, quotation marks, final marks and case.
pub fn bare(text: &str, facts: &Facts) -> String {
    let key = with_key(text, facts, true);
    let mut bare: String = key.chars().map(lower).filter(|&c| counts(c)).collect();
    bare.truncate(bare.trim_end_matches(is_final).len());
    bare
}

/// A text as its key has it, but for case, which is yet to be folded where any will do; most texts
/// are so already.
fn with_key<'a>(text: &'a str, facts: &Facts, any_case: bool) -> Cow<'a, str> {
    if !any_case {
        key::cased(text)
    } else if facts.has(Mark::Special) {
        Cow::Owned(Key::new(text).text().to_owned())
    } else {
        Cow::Borrowed(text)
    }
}

/// A character in lower case.
fn lower(c: char) -> char {
    match c {
        '\0'..='\x7F' => c.to_ascii_lowercase(),
        _ if is_syllable(c) => c,
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

/// Whether a character is compared: no blank and no quotation mark.
fn counts(c: char) -> bool {
    !matches!(c, '"' | '\'' | '‘' | '’' | '“' | '”') && !c.is_whitespace()
}

/// Whether a mark does not count at the end of a text.
#[inline]
fn is_final(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。')
}

/// The letters of a text that are compared, as they come.
struct Digest<'a> {
    /// What is compared for each ASCII character, 0 for nothing.
    ascii: &'a [u8; 128],
    letters: Hashing,
    /// The letters without particles and final marks.
    stems: Option<Hashing>,
}

impl Digest<'_> {
    /// Adds the ASCII at the beginning of a text, as much of it as a block takes; tells how many
    /// bytes it is.
    fn add_ascii(&mut self, text: &str) -> usize {
        let bytes = &text.as_bytes()[..text.len().min(BLOCK)];
        let length = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(bytes.len());
        let run = bytes[..length].iter();
        let letters = run.map(|&byte| self.ascii[usize::from(byte) % self.ascii.len()]);
        self.letters.gather(letters.clone());
        if let Some(stems) = &mut self.stems {
            stems.gather(letters.map(|letter| if is_final(letter.into()) { 0 } else { letter }));
        }
        length
    }

    /// Adds the Hangul at the beginning of a text, all but the particle it ends in to the stems;
    /// tells how many bytes it is.
    fn add_word(&mut self, text: &str) -> usize {
        let end = text.char_indices().find(|&(_, c)| !is_syllable(c));
        let word = end.map_or(text, |(end, _)| &text[..end]);
        self.letters.append(word);
        if let Some(stems) = &mut self.stems {
            stems.append(stem(word));
        }
        word.len()
    }

    /// Adds another letter.
    fn add_other(&mut self, letter: Option<char>) {
        let Some(c) = letter else { return };
        let mut bytes = [0; 4];
        let letter = c.encode_utf8(&mut bytes);
        self.letters.append(letter);
        if let Some(stems) = self.stems.as_mut().filter(|_| !is_final(c)) {
            stems.append(letter);
        }
    }
}

/// Bytes that are hashed at once.
const BLOCK: usize = 128;

/// The hash of letters that come one after the other.
struct Hashing {
    hasher: <FixedState as BuildHasher>::Hasher,
    /// Letters yet to be hashed, fewer than a block, and room for a block more.
    waiting: [u8; 2 * BLOCK],
    length: usize,
    /// Whether a block was hashed already.
    begun: bool,
}

impl Hashing {
    fn new() -> Hashing {
        let hasher = FixedState::default().build_hasher();
        Hashing { hasher, waiting: [0; 2 * BLOCK], length: 0, begun: false }
    }

    /// Adds letters, a block of them at most, all but those that are 0: where the next one goes is
    /// added up, not decided, since it cannot be foreseen which letters of a text are left out.
    #[inline]
    fn gather(&mut self, letters: impl Iterator<Item = u8>) {
        let mut length = self.length;
        for letter in letters {
            self.waiting[length] = letter;
            length += usize::from(letter != 0);
        }
        self.length = length;
        self.settle();
    }

    /// Hashes what makes a block.
    #[inline]
    fn settle(&mut self) {
        if self.length >= BLOCK {
            self.hasher.write(&self.waiting[..BLOCK]);
            self.waiting.copy_within(BLOCK.., 0);
            self.length -= BLOCK;
            self.begun = true;
        }
    }

    #[inline]
    fn append(&mut self, letters: &str) {
        for part in letters.as_bytes().chunks(BLOCK) {
            let end = self.length + part.len();
            self.waiting[self.length..end].copy_from_slice(part);
            self.length = end;
            self.settle();
        }
    }

    fn are_fewer_than(&self, count: usize) -> bool {
        let waiting = self.waiting[..self.length].iter();
        // All bytes of a character of UTF-8 but the first begin with the bits 10.
        let mut first_bytes = waiting.filter(|&&byte| byte & 0xC0 != 0x80);
        !self.begun && first_bytes.nth(count - 1).is_none()
    }

    fn finish(mut self) -> u64 {
        self.hasher.write(&self.waiting[..self.length]);
        self.hasher.finish()
    }
}

/// A word of Hangul without the plain particle it ends in.
fn stem(word: &str) -> &str {
    let mut letters = word.chars().rev();
    match (letters.next(), letters.next()) {
        (Some(last), Some(before)) if is_plain_particle(before, last) => {
            &word[..word.len() - last.len_utf8()]
        }
        _ => word,
    }
}

/// Whether the last syllable of a word is a particle that fits the one before; 는 after a
/// consonant is the ending of a verb (먹는).
fn is_plain_particle(before: char, last: char) -> bool {
    match last {
        '은' | '이' | '을' => batchim(before).is_some(),
        '는' | '가' | '를' => batchim(before).is_none(),
        '의' => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(text: &str, sameness: &Sameness) -> Compared {
        Compared::of(text, &Facts::of(text), &Comparison::new(sameness.clone()))
    }

    #[test]
    fn what_does_not_count_makes_no_difference() {
        let usual = Sameness::default();
        let loose = Sameness { punctuation: true, numbers: true, ..Sameness::default() };
        for (one, other, settings, same) in [
            ("The “Gaon” plant.", "the gaon  plant", &usual, true),
            ("ＡＩ 공장…", "AI 공장", &usual, true),
            ("A. B.", "A. B", &usual, true),
            ("A. B", "A B", &usual, false),
            ("A. B", "A B", &loose, true),
            ("제1장", "제23장", &usual, false),
            ("제1장", "제23장", &loose, true),
            ("1·2분기", "3분기", &loose, true),
        ] {
            let (one, other) = (compared(one, settings), compared(other, settings));
            assert_eq!(one.letters == other.letters, same, "{one:?} {other:?}");
        }
        let text = "The “Gaon” plant. Really?!";
        assert_eq!(bare(text, &Facts::of(text)), "thegaonplant.really");
        for (text, short) in
            [("  “Not.”", true), ("Note.", false), ("공·장", true), ("공장 둘", true)]
        {
            assert_eq!(compared(text, &usual).short, short, "{text}");
        }
    }

    #[test]
    fn plain_particles_are_no_part_of_the_stems() {
        let usual = Sameness::default();
        for (one, other, same) in [
            ("공장은 문을 닫는다.", "공장이 문 닫는다", true),
            ("공장도 문을 닫는다.", "공장은 문을 닫는다.", false),
            ("빵을 먹는 사람", "빵을 먹은 사람", false),
            ("회사에서 왔다.", "회사에 왔다.", false),
        ] {
            let (a, b) = (compared(one, &usual), compared(other, &usual));
            assert_eq!(a.stems == b.stems, same, "{one} / {other}");
            assert_ne!(a.letters, b.letters);
        }
    }
}
