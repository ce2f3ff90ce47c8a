//! What of a text its heavy tokens do not show, in 64 bits: the index holds one for each text, and
//! so knows of most texts what they score without a look at the store.
//!
//! A label may stand in a memory ten thousand times with another number (3쪽, 4쪽), or with and
//! without an article: their heavy tokens are the same, and each would have to be read to be told
//! from the others.

use super::score::{Difference, Score, least_cost, similarity};
use super::token::{Tokens, hash};

/// Classes of light tokens.
const CLASSES: u64 = 24;
/// Bits of the hash of the marks, and of that of the numbers.
const MARKS: u32 = 12;
const NUMBERS: u32 = 20;

/// Which of 24 classes of light tokens occur and how many light tokens there are, and hashes of the
/// punctuation and of the numbers. What is equal in two texts is equal here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Shade(pub u64);

impl Shade {
    pub fn of(tokens: &Tokens) -> Shade {
        let (mut classes, mut count) = (0_u64, 0_u64);
        for token in tokens.tokens.iter().filter(|token| token.light) {
            let class = (token.symbol.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) % CLASSES;
            classes |= 1 << class;
            count += 1;
        }
        let numbers = tokens.numbers.iter().flat_map(|(digits, _)| [digits.as_str(), " "]);
        let (numbers, marks) =
            (short(hash(numbers), NUMBERS), short(hash([&*tokens.marks]), MARKS));
        Shade(numbers << 44 | marks << 32 | count.min(0xFF) << CLASSES | classes)
    }

    /// The same for all texts of a language, given by any tag of it, and for few others.
    pub fn of_language(lang: &str) -> Shade {
        Shade(hash(lang.split('-').next()))
    }

    /// What the score of the two texts cannot be above. `distance` is that of their heavy tokens,
    /// `longer` how many the longer one has.
    ///
    /// A light token that one has and the other has not takes part in an edit, and each edit in
    /// one of a side at most.
    pub fn bound(self, other: Shade, distance: usize, longer: usize) -> Score {
        let classes = |of: Shade| of.0 & ((1 << CLASSES) - 1);
        let (own, its) = (classes(self), classes(other));
        let count = |of: Shade| (of.0 >> CLASSES & 0xFF) as u32;
        let light = count(self)
            .abs_diff(count(other))
            .max((own & !its).count_ones())
            .max((its & !own).count_ones());
        let apart = self.0 ^ other.0;
        let mut bound = similarity(least_cost(distance as u32, light), longer as u32);
        if apart >> 44 != 0 {
            bound = bound.less(Difference::Number.penalty());
        }
        if apart >> 32 & ((1 << MARKS) - 1) != 0 {
            bound = bound.less(Difference::Punctuation.penalty());
        }
        bound
    }
}

/// The lowest bits of a hash, into which all go.
fn short(hash: u64, bits: u32) -> u64 {
    (hash ^ hash >> 32) & ((1 << bits) - 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::memory::score::{Side, score};

    fn bound(one: &str, other: &str) -> (Score, Score) {
        let (a, b) = (Side::text(one), Side::text(other));
        let (x, y): (Vec<_>, Vec<_>) = (a.tokens.core().collect(), b.tokens.core().collect());
        let distance = strsim::generic_levenshtein(&x, &y);
        let (own, its) = (Shade::of(&a.tokens), Shade::of(&b.tokens));
        assert_eq!(own.bound(its, distance, 1), its.bound(own, distance, 1));
        (own.bound(its, distance, x.len().max(y.len()).max(1)), score(&a, &b).score)
    }

    #[test]
    fn what_labels_score_is_known_from_their_shades() {
        for (one, other) in [
            ("3쪽 위", "4쪽 위"),
            ("Open the file", "Open file"),
            ("문서를 저장", "문서 저장"),
            ("저장?", "저장"),
            ("새 문서 1", "새 문서는 2"),
        ] {
            let (bound, score) = bound(one, other);
            assert_eq!(bound, score, "{one} / {other}");
        }
    }

    proptest! {
        #[test]
        fn the_score_is_never_above(
            a in "[가나다는를에서했a-c1-3,. ]{0,24}", b in "[가나다는를에서했a-c1-3,. ]{0,24}",
            c in "((the|a|of|to|cat|dogs|ran|7|8)[ ,.]){0,9}",
            d in "((the|a|of|to|cat|dogs|ran|7|8)[ ,.]){0,9}",
        ) {
            for (one, other) in [(&a, &b), (&c, &d)] {
                let (bound, score) = bound(one, other);
                prop_assert!(score <= bound, "{one} / {other}: {score:?} > {bound:?}");
            }
        }
    }
}
