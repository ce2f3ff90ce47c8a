//! The words with which a quantity can begin. Most words of a text begin none: asking these sets
//! first, the readers pass over them at the cost of a look-up.

/// A word of ASCII letters in lower case, held in place. Of a word longer than 16 letters only
/// those are kept: no table has so long a word.
#[derive(Debug, Clone, Copy, Default)]
pub struct Word {
    /// The letters, and zeros after them.
    letters: [u8; 16],
    length: u8,
}

impl Word {
    /// The word of these letters; of other characters nothing is kept.
    pub fn new(letters: impl IntoIterator<Item = char>) -> Word {
        let letters: Vec<char> = letters.into_iter().filter(char::is_ascii_alphabetic).collect();
        Word::of(&letters)
    }

    /// The word of these letters, all of them ASCII.
    #[inline]
    pub fn of(letters: &[char]) -> Word {
        let mut word = Word::default();
        for (place, letter) in word.letters.iter_mut().zip(letters) {
            *place = letter.to_ascii_lowercase() as u8;
        }
        word.length = letters.len().min(word.letters.len()) as u8;
        word
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

/// Words with what may begin with them, by their first letter and length.
#[derive(Debug)]
pub struct WordTable {
    places: Vec<Vec<(Word, Starts)>>,
}

impl Default for WordTable {
    fn default() -> WordTable {
        WordTable { places: vec![Vec::new(); 26 * LENGTHS] }
    }
}

/// How many lengths a word may have, 0 among them.
const LENGTHS: usize = 17;

impl WordTable {
    /// Where the words of that first letter and length are.
    fn place(first: char, length: usize) -> Option<usize> {
        let first = (first.to_ascii_lowercase() as usize).checked_sub('a' as usize)?;
        Some(first * LENGTHS + length.min(LENGTHS - 1))
    }

    /// What may begin with the word of these letters, all of them ASCII.
    pub fn starts(&self, letters: &[char]) -> Starts {
        let place = letters.first().and_then(|&first| WordTable::place(first, letters.len()));
        let known = place.map_or(&[][..], |place| &self.places[place]);
        let found = known.iter().find(|(known, _)| {
            let mut pairs = known.letters.iter().zip(letters);
            pairs.all(|(&known, letter)| known == letter.to_ascii_lowercase() as u8)
        });
        found.map_or(Starts::default(), |&(_, starts)| starts)
    }

    /// Adds words with which that may begin.
    pub fn add(&mut self, starts: Starts, words: impl IntoIterator<Item = Word>) {
        for word in words {
            let place = word.chars().next().and_then(|first| WordTable::place(first, word.len()));
            let Some(place) = place else { continue };
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
        let starts = |text: &str| table.starts(&text.chars().collect::<Vec<char>>());
        assert!(starts("MILLION").with(Starts::NUMBER));
        assert!(!starts("march").with(Starts::PHRASE));
        assert!(starts("a").with(Starts::NUMBER));
        assert!(starts("a").with(Starts::PHRASE));
        assert!(starts("millions").nothing() && starts("").nothing());
        assert_eq!(word("Third"), "third");
        assert_eq!(word("internationalizations").len(), 16);
    }
}
