//! What is compared of a text: the hash of its letters.
//!
//! The letters are written down in one pass and hashed at once, which is several times faster than
//! hashing them one by one. What becomes of an ASCII character stands in a table, and words of
//! Hangul are copied whole: hardly a character of a usual text needs a closer look. Stems are
//! written only of texts with Hangul: no other text has particles to leave out, and none is
//! compared by them.

use std::borrow::Cow;
use std::hash::BuildHasher;
use std::sync::LazyLock;

use foldhash::quality::FixedState;

use crate::check::Sameness;
use crate::check::prepared::{Facts, Mark};
use crate::lang::ko::hangul::{batchim, is_syllable};
use crate::text::key::{self, Key};

/// What is compared of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared {
    /// Its letters, less all that does not count.
    pub letters: u64,
    /// The same without the particles that say no more than which part a noun plays (은, 가, 를,
    /// 의) and without final marks; 0 for a text without Hangul.
    pub stems: u64,
    /// How many letters there are.
    pub count: usize,
}

/// How texts are compared: the settings, ready for use.
#[derive(Debug, Clone)]
pub struct Comparison {
    case: bool,
    punctuation: bool,
    numbers: bool,
    /// The letters of the texts that are not compared.
    except: Vec<Vec<u8>>,
    /// What each ASCII character is written as; 0 where it does not count.
    ascii: [u8; 128],
}

impl Comparison {
    /// A comparison by these settings.
    pub fn new(sameness: &Sameness) -> Comparison {
        let &Sameness { case, punctuation, numbers, .. } = sameness;
        let mut ascii = [0; 128];
        for (c, written) in (0..).zip(&mut ascii) {
            let counts = !char::from(c).is_whitespace() && !matches!(c, b'"' | b'\'');
            if counts && (c.is_ascii_alphanumeric() || !punctuation) {
                *written = if case { c.to_ascii_lowercase() } else { c };
            }
        }
        let except = sameness.except.iter().map(|text| bare(text, &Facts::of(text))).collect();
        Comparison { case, punctuation, numbers, except, ascii }
    }

    /// What is compared of `text`.
    pub fn of(&self, text: &str, facts: &Facts) -> Compared {
        let written = self.write(text, facts);
        let state = FixedState::default();
        let letters = without_final_marks(&written.letters);
        Compared {
            letters: state.hash_one(letters),
            stems: written.stems.map_or(0, |stems| state.hash_one(stems)),
            count: letters.iter().filter(|&&byte| begins_letter(byte)).count(),
        }
    }

    /// Whether the text is one of those that are not compared.
    pub fn excepts(&self, text: &str, facts: &Facts) -> bool {
        !self.except.is_empty() && self.except.contains(&bare(text, facts))
    }

    /// The letters of a text.
    fn write(&self, text: &str, facts: &Facts) -> Written {
        let key = self.key(text, facts);
        let mut written = Written {
            letters: Vec::with_capacity(key.len()),
            stems: facts.has_hangul().then(|| Vec::with_capacity(key.len())),
            after_digit: false,
        };
        if key.is_ascii() && !self.numbers {
            let counting = key.bytes().map(|c| self.ascii[usize::from(c)]).filter(|&c| c != 0);
            written.letters.extend(counting);
            return written;
        }
        // Where the word of Hangul begins that is being read.
        let mut word = None;
        for (at, c) in key.char_indices() {
            if is_syllable(c) {
                word.get_or_insert(at);
                continue;
            }
            if let Some(start) = word.take() {
                written.add_word(&key[start..at]);
            }
            match self.ascii.get(c as usize) {
                Some(&c) => self.add_ascii(c, &mut written),
                None => self.add_other(c, &mut written),
            }
        }
        if let Some(start) = word {
            written.add_word(&key[start..]);
        }
        written
    }

    /// A text as its key has it, but for case; most texts are their own.
    fn key<'t>(&self, text: &'t str, facts: &Facts) -> Cow<'t, str> {
        match (self.case, facts.has(Mark::Special)) {
            (true, false) => Cow::Borrowed(text),
            (true, true) => Cow::Owned(Key::new(text).text().to_owned()),
            (false, _) => key::cased(text),
        }
    }

    #[inline]
    fn add_ascii(&self, c: u8, written: &mut Written) {
        match c {
            0 => {}
            b'.' | b'!' | b'?' => written.letters.push(c),
            b'0'..=b'9' if self.numbers => {
                if !std::mem::replace(&mut written.after_digit, true) {
                    written.add(b"0");
                }
            }
            _ => {
                written.after_digit = false;
                written.add(&[c]);
            }
        }
    }

    fn add_other(&self, c: char, written: &mut Written) {
        let quote = matches!(c, '‘' | '’' | '“' | '”');
        if quote || c.is_whitespace() || self.punctuation && !c.is_alphanumeric() {
            return;
        }
        let c = if self.case { c.to_lowercase().next().unwrap_or(c) } else { c };
        let mut buffer = [0; 4];
        let letter = c.encode_utf8(&mut buffer).as_bytes();
        if FINAL_MARKS.contains(&letter) {
            written.letters.extend_from_slice(letter);
        } else {
            written.after_digit = false;
            written.add(letter);
        }
    }
}

/// How texts are compared unless something else is asked for.
static USUAL: LazyLock<Comparison> = LazyLock::new(|| Comparison::new(&Sameness::default()));

/// A text less blanks, quotation marks, final marks and case, as the bytes of its letters.
pub fn bare(text: &str, facts: &Facts) -> Vec<u8> {
    let mut letters = USUAL.write(text, facts).letters;
    letters.truncate(without_final_marks(&letters).len());
    letters
}

/// Marks that do not count at the end of a text.
const FINAL_MARKS: [&[u8]; 5] = [b".", b"!", b"?", "…".as_bytes(), "。".as_bytes()];

fn without_final_marks(mut letters: &[u8]) -> &[u8] {
    while let Some(rest) = FINAL_MARKS.iter().find_map(|mark| letters.strip_suffix(*mark)) {
        letters = rest;
    }
    letters
}

/// Whether a letter in UTF-8 begins with this byte.
fn begins_letter(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// The letters of a text that are compared, as they come.
struct Written {
    /// With the final marks at the end.
    letters: Vec<u8>,
    stems: Option<Vec<u8>>,
    after_digit: bool,
}

impl Written {
    /// Adds a letter that is no final mark.
    #[inline]
    fn add(&mut self, letter: &[u8]) {
        self.letters.extend_from_slice(letter);
        if let Some(stems) = &mut self.stems {
            stems.extend_from_slice(letter);
        }
    }

    /// Adds a word of Hangul; its stem is all but the particle at its end.
    fn add_word(&mut self, word: &str) {
        self.after_digit = false;
        self.letters.extend_from_slice(word.as_bytes());
        if let Some(stems) = &mut self.stems {
            let mut back = word.chars().rev();
            let (last, before) = (back.next(), back.next());
            let particle = last.zip(before).filter(|&(last, before)| is_particle(before, last));
            let stem = word.len() - particle.map_or(0, |(last, _)| last.len_utf8());
            stems.extend_from_slice(&word.as_bytes()[..stem]);
        }
    }
}

/// Whether the last syllable of a word is a particle that fits the one before; 는 after a
/// consonant is the ending of a verb (먹는).
fn is_particle(before: char, last: char) -> bool {
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
        Comparison::new(sameness).of(text, &Facts::of(text))
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
        assert_eq!(bare(text, &Facts::of(text)), b"thegaonplant.really");
        assert_eq!(compared(text, &usual).count, "thegaonplant.really".len());
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
