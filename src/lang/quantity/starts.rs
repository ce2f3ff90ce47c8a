//! The words with which a quantity can begin. Most words of a text begin none: asking these sets
//! first, the readers pass over them at the cost of a look-up.

/// A word of ASCII letters in lower case, held in place. Of a word longer than 16 letters only
/// those are kept: no table has so long a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Word {
    letters: [u8; 16],
    length: u8,
}

impl Word {
    /// The word of these letters; of other characters nothing is kept.
    pub fn new(letters: impl IntoIterator<Item = char>) -> Word {
        let mut word = Word::default();
        let letters = letters.into_iter().filter(char::is_ascii_alphabetic);
        for (place, letter) in word.letters.iter_mut().zip(letters) {
            *place = letter.to_ascii_lowercase() as u8;
            word.length += 1;
        }
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

impl PartialEq<str> for Word {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Word {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

/// Words, by their first letter.
#[derive(Debug, Default)]
pub struct WordSet {
    by_first: [Vec<Word>; 26],
}

impl WordSet {
    fn place(word: &Word) -> Option<usize> {
        word.letters[0].checked_sub(b'a').map(usize::from)
    }

    /// Whether the set has the word.
    pub fn contains(&self, word: &Word) -> bool {
        WordSet::place(word).is_some_and(|first| self.by_first[first].contains(word))
    }
}

impl FromIterator<Word> for WordSet {
    fn from_iter<I: IntoIterator<Item = Word>>(words: I) -> WordSet {
        let mut set = WordSet::default();
        for word in words {
            if let Some(first) = WordSet::place(&word).filter(|_| !set.contains(&word)) {
                set.by_first[first].push(word);
            }
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_hold_what_was_put_in() {
        let word = |text: &str| Word::new(text.chars());
        let words: WordSet = ["million", "March", "a"].map(word).into_iter().collect();
        assert!(words.contains(&word("MILLION")) && words.contains(&word("march")));
        assert!(!words.contains(&word("millions")) && !words.contains(&word("")));
        assert_eq!(word("Third"), "third");
        assert_eq!(word("internationalizations").len(), 16);
    }
}
