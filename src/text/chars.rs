//! Sets of characters that are asked for every character of a text.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_what_was_put_in() {
        let set: CharSet = "0９만₩억".chars().collect();
        assert!("0９만₩억".chars().all(|c| set.contains(c)));
        assert!(!"1 원𠀀힣".chars().any(|c| set.contains(c)));
    }
}
