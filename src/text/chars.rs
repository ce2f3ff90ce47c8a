//! Sets and classes of characters that are asked for every character of a text.

/// Characters, as a map of bits: to ask it costs a look-up.
#[derive(Debug, Clone, Default)]
pub struct CharSet {
    /// One bit a character, up to the highest that belongs to the set.
    bits: Vec<u64>,
}

impl CharSet {
    /// Whether the set has `c`.
    #[inline]
    pub fn contains(&self, c: char) -> bool {
        let (word, bit) = (c as usize / 64, c as usize % 64);
        self.bits.get(word).is_some_and(|bits| bits >> bit & 1 == 1)
    }
}

impl Extend<char> for CharSet {
    fn extend<I: IntoIterator<Item = char>>(&mut self, chars: I) {
        for c in chars {
            let (word, bit) = (c as usize / 64, c as usize % 64);
            if word >= self.bits.len() {
                self.bits.resize(word + 1, 0);
            }
            self.bits[word] |= 1 << bit;
        }
    }
}

impl FromIterator<char> for CharSet {
    fn from_iter<I: IntoIterator<Item = char>>(chars: I) -> CharSet {
        let mut set = CharSet::default();
        set.extend(chars);
        set
    }
}

/// Characters of one kind: for ASCII, most of what is asked, the answer is looked up.
#[derive(Debug, Clone)]
pub struct CharClass {
    ascii: [bool; 128],
    has: fn(char) -> bool,
}

impl CharClass {
    /// The class of the characters for which `has` is true.
    pub fn new(has: fn(char) -> bool) -> CharClass {
        CharClass { ascii: std::array::from_fn(|byte| has(char::from(byte as u8))), has }
    }

    /// Where the next character of the class stands in `text`, from byte `at` on; the end of the
    /// text when there is none.
    ///
    /// # Panics
    /// When no character begins at `at`.
    #[inline]
    pub fn next(&self, text: &str, at: usize) -> usize {
        self.first(text, at, true)
    }

    /// Where the run of characters of the class that begins at byte `at` of `text` ends.
    ///
    /// # Panics
    /// As [`CharClass::next`].
    #[inline]
    pub fn end(&self, text: &str, at: usize) -> usize {
        self.first(text, at, false)
    }

    /// The first place from `at` on where a character does or does not belong to the class.
    #[inline]
    fn first(&self, text: &str, mut at: usize, belongs: bool) -> usize {
        while let Some(&byte) = text.as_bytes().get(at) {
            let (has, length) = match self.ascii.get(usize::from(byte)) {
                Some(&has) => (has, 1),
                None => {
                    let c = text[at..].chars().next().unwrap_or_default();
                    ((self.has)(c), c.len_utf8())
                }
            };
            if has == belongs {
                break;
            }
            at += length;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_class_ends_where_another_begins(text in "([a-c 가“”']|\\PC){0,20}") {
            let has = |c: char| c.is_alphanumeric() || c == '’';
            let class = CharClass::new(has);
            let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            for at in starts {
                let next = text[at..].find(has).map_or(text.len(), |found| at + found);
                prop_assert_eq!(class.next(&text, at), next);
                let end = text[at..].find(|c| !has(c)).map_or(text.len(), |found| at + found);
                prop_assert_eq!(class.end(&text, at), end);
            }
        }
    }

    #[test]
    fn a_set_holds_what_was_put_in() {
        let set: CharSet = "0９만₩억".chars().collect();
        assert!("0９만₩억".chars().all(|c| set.contains(c)));
        assert!(!"1 원𠀀힣".chars().any(|c| set.contains(c)));
    }
}
