//! Quantities that are words by themselves: double, half, last year, Monday, noon, teens.

use std::sync::LazyLock;

use crate::lang::quantity::folded::Folded;
use crate::lang::quantity::series::Reading;
use crate::lang::quantity::table::{Forms, rows};
use crate::lang::quantity::{Kind, Ratio, Vagueness};

#[derive(Debug)]
struct Word {
    kind: Kind,
    value: Ratio,
    vague: Vagueness,
}

static WORDS: LazyLock<Forms<Word>> = LazyLock::new(|| {
    let table = rows(include_str!("../data/numeral_words.tsv"));
    Forms::new(table.flat_map(|row| {
        let mut forms = Vec::new();
        if let [form, kind, value, vague] = row[..]
            && let (Some(kind), Some(value)) = (Kind::from_name(kind), Ratio::parse(value))
        {
            let vague = if vague == "several" { Vagueness::Several } else { Vagueness::Exact };
            let mut capital: Vec<char> = form.chars().collect();
            capital[0] = capital[0].to_ascii_uppercase();
            let capital: String = capital.into_iter().collect();
            if capital != form {
                forms.push((capital, Word { kind, value, vague }));
            }
            forms.push((form.to_owned(), Word { kind, value, vague }));
        }
        forms
    }))
});

/// The quantity word at `at`, which begins a word in the text.
pub fn read(text: &Folded, at: usize) -> Option<Reading> {
    let whole = |end: usize, _: &Word| !text.at(end).is_alphanumeric();
    let (end, word) = WORDS.longest(text, at, whole)?;
    Some(Reading { vague: word.vague, ..Reading::new(at, end, word.value, word.kind) })
}
