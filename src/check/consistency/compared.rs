//! What is compared of a text: the hash of its letters.
//!
//! The letters are written down in one pass and hashed at once, which is several times faster than
//! hashing them one by one. Stems are written only of texts with Hangul: no other text has
//! particles to leave out, and none is compared by them.

use std::hash::BuildHasher;

use foldhash::quality::FixedState;

use crate::check::Sameness;
use crate::check::prepared::{Facts, Mark};
use crate::lang::ko::hangul::{batchim, is_syllable};
use crate::text::key::Key;

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

impl Compared {
    /// What is compared of `text` by these settings.
    pub fn of(text: &str, facts: &Facts, sameness: &Sameness) -> Compared {
        let stems = facts.has_hangul().then(|| String::with_capacity(text.len()));
        let mut digest = Digest {
            sameness,
            letters: String::with_capacity(text.len()),
            stems,
            after_digit: false,
            last: None,
            before: None,
        };
        with_key(text, facts, sameness.case, |c| digest.add(c));
        digest.end_word();
        let state = FixedState::default();
        let letters = digest.letters.trim_end_matches(is_final);
        Compared {
            letters: state.hash_one(letters),
            stems: digest.stems.map_or(0, |stems| state.hash_one(stems)),
            count: letters.chars().count(),
        }
    }
}

/// A text less blanks, quotation marks, final marks and case.
pub fn bare(text: &str, facts: &Facts) -> String {
    let mut bare = String::with_capacity(text.len());
    with_key(text, facts, true, |c| bare.extend(Some(c).filter(|&c| counts(c))));
    bare.truncate(bare.trim_end_matches(is_final).len());
    bare
}

/// Hands over the characters of a text as its key has them; most texts are their own, but for case.
fn with_key(text: &str, facts: &Facts, any_case: bool, each: impl FnMut(char)) {
    let lower = |c: char| match c {
        '\0'..='\x7F' => c.to_ascii_lowercase(),
        _ if is_syllable(c) => c,
        _ => c.to_lowercase().next().unwrap_or(c),
    };
    if !any_case {
        Key::cased(text).text().chars().for_each(each);
    } else if facts.has(Mark::Special) {
        Key::new(text).text().chars().for_each(each);
    } else {
        text.chars().map(lower).for_each(each);
    }
}

/// Whether a character is compared: no blank and no quotation mark.
#[inline]
fn counts(c: char) -> bool {
    match c {
        'a'..='z' => true,
        '"' | '\'' | '‘' | '’' | '“' | '”' => false,
        _ => !c.is_whitespace(),
    }
}

/// Whether a mark does not count at the end of a text.
#[inline]
fn is_final(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。')
}

/// The letters of a text that are compared, as they come.
struct Digest<'a> {
    sameness: &'a Sameness,
    /// With the final marks at the end.
    letters: String,
    stems: Option<String>,
    after_digit: bool,
    /// The last syllable of a word that may go on, which is a particle perhaps, and the one before.
    last: Option<char>,
    before: Option<char>,
}

impl Digest<'_> {
    #[inline]
    fn add(&mut self, c: char) {
        if is_syllable(c) {
            self.before = self.last.replace(c);
            self.add_stem(self.before);
            self.letters.push(c);
            self.after_digit = false;
            return;
        }
        self.end_word();
        if !counts(c) || self.sameness.punctuation && !c.is_alphanumeric() {
            return;
        }
        if is_final(c) {
            self.letters.push(c);
            return;
        }
        let digit = self.sameness.numbers && c.is_ascii_digit();
        if !(digit && self.after_digit) {
            let c = if digit { '0' } else { c };
            self.add_stem(Some(c));
            self.letters.push(c);
        }
        self.after_digit = digit;
    }

    #[inline]
    fn add_stem(&mut self, c: Option<char>) {
        if let Some((stems, c)) = self.stems.as_mut().zip(c) {
            stems.push(c);
        }
    }

    /// Leaves the particle at the end of a word out of the stems.
    #[inline]
    fn end_word(&mut self) {
        if let Some(last) = self.last.take()
            && !self.before.is_some_and(|before| is_plain_particle(before, last))
        {
            self.add_stem(Some(last));
        }
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
        Compared::of(text, &Facts::of(text), sameness)
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
