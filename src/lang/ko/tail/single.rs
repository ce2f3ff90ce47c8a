//! Terms of one syllable: which tails they may have, and which words they only seem to begin.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{Tail, follows};
use crate::text::table;

/// First syllables of tails that are more often a second syllable of a word: 시인, 모든, 후일.
const UNLIKELY: &str = "인일임든란라나며고면지니다여요야네냐께";

/// First letter of a word → the rest of the word, and whether anything may follow it.
static WORDS: LazyLock<FxHashMap<char, Vec<(&str, bool)>>> = LazyLock::new(|| {
    let mut words: FxHashMap<char, Vec<(&str, bool)>> = FxHashMap::default();
    let cells = table::lines(include_str!("../data/tail_single.tsv"));
    for word in cells.filter_map(|line| line.split_once('\t')).flat_map(|(_, w)| w.split(' ')) {
        let open = word.ends_with('~');
        let mut letters = word.trim_end_matches('~').chars();
        if let Some(first) = letters.next() {
            words.entry(first).or_default().push((letters.as_str(), open));
        }
    }
    words
});

/// Whether a term of one syllable may have this tail.
pub(super) fn may_follow(tail: Tail, rest: &str) -> bool {
    match tail {
        Tail::Bare => true,
        Tail::Particle | Tail::Copula => {
            let long = rest.chars().count() > 1 && rest.starts_with(['라', '란', '인', '일', '임']);
            long || !rest.starts_with(|c| UNLIKELY.contains(c))
        }
        Tail::Verb => !rest.starts_with(['당', '받', '스', '답', '다', '치', '케', '토']),
        Tail::Suffix => rest.starts_with(['들', '씨', '님', '쯤']),
        Tail::Derived => false,
    }
}

/// Whether `first` and the beginning of `rest` are a common word, with a tail of its own or none.
pub(super) fn is_other_word(first: char, rest: &str) -> bool {
    WORDS.get(&first).into_iter().flatten().any(|&(word, open)| {
        let last = word.chars().next_back();
        rest.strip_prefix(word)
            .is_some_and(|after| open || last.is_some_and(|last| follows(last, after).is_some()))
    })
}
