//! What is compared of a text: the hash of its letters, in one pass and without writing them down.

use std::hash::{BuildHasher, Hasher};

use foldhash::quality::{FixedState, FoldHasher};

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
    /// 의).
    pub stems: u64,
    /// How many letters there are.
    pub count: usize,
}

impl Compared {
    /// What is compared of `text` by these settings.
    pub fn of(text: &str, facts: &Facts, sameness: &Sameness) -> Compared {
        let state = FixedState::default();
        let mut digest = Digest {
            sameness,
            letters: state.build_hasher(),
            stems: state.build_hasher(),
            count: 0,
            after_digit: false,
            marks: Vec::new(),
            last: None,
            before: None,
        };
        with_key(text, facts, sameness.case, |c| digest.add(c));
        digest.end_word();
        let letters = digest.letters.finish();
        Compared { letters, stems: digest.stems.finish(), count: digest.count }
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
fn counts(c: char) -> bool {
    match c {
        'a'..='z' => true,
        '"' | '\'' | '‘' | '’' | '“' | '”' => false,
        _ => !c.is_whitespace(),
    }
}

/// Whether a mark does not count at the end of a text.
fn is_final(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。')
}

/// A text on its way into hashes.
struct Digest<'a> {
    sameness: &'a Sameness,
    letters: FoldHasher<'a>,
    stems: FoldHasher<'a>,
    count: usize,
    after_digit: bool,
    /// Final marks after which nothing has come yet.
    marks: Vec<char>,
    /// The last syllable of a word that may go on, which is a particle perhaps, and the one before.
    last: Option<char>,
    before: Option<char>,
}

impl Digest<'_> {
    fn add(&mut self, c: char) {
        if is_syllable(c) {
            self.before = self.last.replace(c);
            if let Some(before) = self.before {
                self.stems.write_u32(before.into());
            }
            self.add_letter(c);
            return;
        }
        self.end_word();
        if !counts(c) || self.sameness.punctuation && !c.is_alphanumeric() {
            return;
        }
        if is_final(c) {
            self.marks.push(c);
            return;
        }
        let digit = self.sameness.numbers && c.is_ascii_digit();
        if !(digit && self.after_digit) {
            let c = if digit { '0' } else { c };
            self.stems.write_u32(c.into());
            self.add_letter(c);
        }
        self.after_digit = digit;
    }

    fn add_letter(&mut self, c: char) {
        self.after_digit = false;
        for mark in self.marks.drain(..) {
            self.letters.write_u32(mark.into());
            self.count += 1;
        }
        self.letters.write_u32(c.into());
        self.count += 1;
    }

    /// Leaves the particle at the end of a word out of the stems.
    fn end_word(&mut self) {
        if let Some(last) = self.last.take()
            && !self.before.is_some_and(|before| is_plain_particle(before, last))
        {
            self.stems.write_u32(last.into());
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
