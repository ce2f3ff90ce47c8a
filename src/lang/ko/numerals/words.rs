//! Quantities that are one word: 사흘, 지난해, 상반기, 절반, 자정, 월요일.

use std::sync::LazyLock;

use crate::lang::ko::hangul::is_syllable;
use crate::lang::quantity::folded::Folded;
use crate::lang::quantity::series::Reading;
use crate::lang::quantity::table::Forms;
use crate::lang::quantity::{Kind, Ratio};
use crate::text::table::rows;

#[derive(Debug)]
struct Word {
    kind: Kind,
    value: Ratio,
    other_words: Vec<&'static str>,
    /// What must follow without being part of the quantity.
    context: &'static str,
}

static WORDS: LazyLock<Forms<Word>> = LazyLock::new(|| {
    Forms::new(rows(include_str!("../data/numeral_words.tsv")).filter_map(|row| {
        let [form, kind, value, other_words] = row[..] else { return None };
        let (form, context) = form.split_once('|').unwrap_or((form, ""));
        let word = Word {
            context,
            kind: Kind::from_name(kind)?,
            value: Ratio::parse(value)?,
            other_words: other_words.split(' ').filter(|&word| word != "-").collect(),
        };
        Some((form.to_owned(), word))
    }))
});

/// The written forms of all quantity words.
pub fn forms() -> impl Iterator<Item = &'static [char]> {
    WORDS.written()
}

/// The quantity word at `at`, which begins its word in the text.
pub fn read(text: &Folded, at: usize) -> Option<Reading> {
    if is_syllable(text.before(at)) || !is_syllable(text.at(at)) {
        return None;
    }
    let whole = |end: usize, word: &Word| {
        text.has(end, word.context)
            && !word.other_words.iter().any(|more| {
                if *more == "*" { is_syllable(text.at(end)) } else { text.has(end, more) }
            })
    };
    let (end, word) = WORDS.longest(text, at, whole)?;
    Some(Reading::new(at, end, word.value, word.kind))
}
