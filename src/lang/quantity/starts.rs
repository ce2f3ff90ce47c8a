//! The words with which a quantity can begin. Most words of a text begin none: asking these sets
//! first, the readers pass over them at the cost of a look-up.

use super::folded::Folded;

/// Letters of the longest word that is told from others: no table has one so long.
const LONGEST: usize = 16;

/// A word of ASCII letters in lower case, held in place. Of a word longer than [`LONGEST`] only so
/// many letters are kept.
#[derive(Debug, Clone, Copy, Default)]
pub struct Word {
    /// The letters, and zeros after them.
    letters: [u8; LONGEST],
    length: u8,
}

impl Word {
    /// The word of these letters; of other characters nothing is kept.
    pub fn new(letters: impl IntoIterator<Item = char>) -> Word {
        let letters: Vec<char> = letters.into_iter().filter(char::is_ascii_alphabetic).collect();
        Word::of(&letters)
    }

    /// The word at `at` of a text, with the position after it; empty when no letter stands there.
    #[inline]
    pub fn at(text: &Folded, at: usize) -> (Word, usize) {
        let rest = text.rest(at);
        let length = rest.iter().position(|c| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        (Word::of(&rest[..length]), at + length)
    }

    /// The word of these ASCII letters.
    #[inline]
    fn of(letters: &[char]) -> Word {
        let mut word = Word { letters: [0; LONGEST], length: letters.len().min(LONGEST) as u8 };
        for (place, &letter) in word.letters.iter_mut().zip(letters) {
            // A small letter of ASCII is its capital with this bit.
            *place = letter as u8 | 0x20;
        }
        word
    }

    /// A number under `count`, a power of two, the same for equal words.
    #[inline]
    fn hash(&self, count: usize) -> usize {
        // The constant is 2^64 over the golden ratio (Knuth, volume 3, section 6.4).
        let mixed = |half: u64| half.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let letters = u128::from_le_bytes(self.letters);
        let (low, high) = (mixed(letters as u64), mixed((letters >> 64) as u64));
        (low ^ high.rotate_left(29)) as usize >> (usize::BITS - count.trailing_zeros())
    }

    /// The word as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.letters[..usize::from(self.length)]).unwrap_or_default()
    }
}

impl std::ops::Deref for Word {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq for Word {
    #[inline]
    fn eq(&self, other: &Word) -> bool {
        u128::from_ne_bytes(self.letters) == u128::from_ne_bytes(other.letters)
    }
}

impl Eq for Word {}

impl PartialEq<&str> for Word {
    fn eq(&self, other: &&str) -> bool {
        &self.letters[..usize::from(self.length)] == other.as_bytes()
    }
}

/// What may begin with a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Starts(u8);

impl Starts {
    /// A date or time.
    pub const DATE: Starts = Starts(1);
    /// A quantity that is a word or phrase by itself.
    pub const PHRASE: Starts = Starts(2);
    /// A number, or the sign before one.
    pub const NUMBER: Starts = Starts(4);
    /// Anything.
    pub const ALL: Starts = Starts(7);

    /// Whether that may begin.
    pub fn with(self, what: Starts) -> bool {
        self.0 & what.0 != 0
    }

    /// Whether nothing can begin.
    pub fn nothing(self) -> bool {
        self.0 == 0
    }
}

/// Words with what may begin with them, by their hash.
#[derive(Debug)]
pub struct WordTable {
    places: Vec<Vec<(Word, Starts)>>,
    /// One bit for each place, set where a word is: small enough to stay at hand, and all that most
    /// words of a text need.
    taken: [u64; PLACES / 64],
}

/// Several times as many places as there are words, so that most words of a text meet an empty one.
const PLACES: usize = 4096;

impl Default for WordTable {
    fn default() -> WordTable {
        WordTable { places: vec![Vec::new(); PLACES], taken: [0; PLACES / 64] }
    }
}

impl WordTable {
    /// What may begin with the word.
    #[inline]
    pub fn starts(&self, word: &Word) -> Starts {
        let place = word.hash(PLACES);
        if self.taken[place / 64] >> (place % 64) & 1 == 0 {
            return Starts::default();
        }
        let mut known = self.places[place].iter();
        known.find(|(known, _)| known == word).map_or(Starts::default(), |&(_, starts)| starts)
    }

    /// Adds words with which that may begin.
    pub fn add(&mut self, starts: Starts, words: impl IntoIterator<Item = Word>) {
        for word in words.into_iter().filter(|word| !word.is_empty()) {
            let place = word.hash(PLACES);
            self.taken[place / 64] |= 1 << (place % 64);
            let known = &mut self.places[place];
            match known.iter_mut().find(|(known, _)| *known == word) {
                Some((_, before)) => before.0 |= starts.0,
                None => known.push((word, starts)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_tells_what_begins() {
        let word = |text: &str| Word::new(text.chars());
        let mut table = WordTable::default();
        table.add(Starts::NUMBER, ["million", "a"].map(word));
        table.add(Starts::DATE, ["March"].map(word));
        table.add(Starts::PHRASE, ["a"].map(word));
        let starts = |text: &str| table.starts(&word(text));
        assert!(starts("MILLION").with(Starts::NUMBER));
        assert!(!starts("march").with(Starts::PHRASE));
        assert!(starts("a").with(Starts::NUMBER));
        assert!(starts("a").with(Starts::PHRASE));
        assert!(starts("millions").nothing() && starts("").nothing());
        assert_eq!(word("Third"), "third");
        let text = Folded::new("In Q3, revenue");
        assert_eq!(Word::at(&text, 7).0, "revenue");
        assert_eq!(Word::at(&text, 2), (Word::default(), 2));
        assert_eq!(word("internationalizations").len(), 16);
    }
}
