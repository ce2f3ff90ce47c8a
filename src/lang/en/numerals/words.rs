//! Quantities that are words by themselves: double, half, last year, Monday, noon, teens.

use std::sync::LazyLock;

use super::number::word;
use crate::lang::quantity::folded::Folded;
use crate::lang::quantity::series::Reading;
use crate::lang::quantity::starts;
use crate::lang::quantity::table::{Forms, rows};
use crate::lang::quantity::{Kind, Ratio, Unit, Vagueness};

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

/// The written forms of all quantity words.
pub fn forms() -> impl Iterator<Item = &'static [char]> {
    WORDS.written()
}

/// The other words with which one begins.
pub fn starts() -> impl Iterator<Item = starts::Word> {
    let words = ROMAN.iter().map(|(numeral, _)| *numeral).chain(["a", "an"]);
    words.map(|word| starts::Word::new(word.chars()))
}

/// The quantity word at `at`, which begins a word in the text.
pub fn read(text: &Folded, at: usize) -> Option<Reading> {
    let whole = |end: usize, _: &Word| !text.at(end).is_alphanumeric();
    if let Some(reading) = one_unit(text, at).or_else(|| roman(text, at)) {
        return Some(reading);
    }
    let (end, word) = WORDS.longest(text, at, whole)?;
    Some(Reading { vague: word.vague, ..Reading::new(at, end, word.value, word.kind) })
}

/// "a year", "an hour" where it is a length of time and not a rate: for a year, after an hour, an
/// hour later.
fn one_unit(text: &Folded, at: usize) -> Option<Reading> {
    const BEFORE: [&str; 13] = [
        "for", "in", "after", "within", "than", "nearly", "almost", "about", "once", "twice",
        "over", "under", "just",
    ];
    const AFTER: [&str; 7] = ["later", "after", "before", "long", "or", "from", "since"];
    const UNITS: [&str; 8] =
        ["second", "minute", "hour", "day", "week", "month", "year", "century"];
    let (article, end) = word(text, at);
    if !matches!(article.as_str(), "a" | "an") || text.at(end) != ' ' {
        return None;
    }
    let (name, stop) = word(text, end + 1);
    let unit = UNITS.iter().find(|&&unit| name == unit).and_then(|unit| Unit::named(unit))?;
    let stem = text.skip_spaces_back(at);
    let mut start = stem;
    while start > 0 && stem - start < 8 && text.at(start - 1).is_ascii_alphabetic() {
        start -= 1;
    }
    let (before, _) = word(text, start);
    let (after, _) = word(text, text.skip_spaces(stop));
    let told =
        (start < stem && BEFORE.contains(&before.as_str())) || AFTER.contains(&after.as_str());
    told.then(|| Reading::new(at, stop, Ratio::ONE, Kind::Duration(unit)))
}

const ROMAN: [(&str, i64); 7] =
    [("II", 2), ("III", 3), ("IV", 4), ("VI", 6), ("VII", 7), ("VIII", 8), ("IX", 9)];

/// World War II, Phase III: Roman numerals from II to IX after a word, save V and X, which are
/// letters as often.
fn roman(text: &Folded, at: usize) -> Option<Reading> {
    let end = text.run(at, |c| c.is_ascii_alphanumeric());
    let stands = |numeral: &str| numeral.len() == end - at && text.has(at, numeral);
    let &(_, value) = ROMAN.iter().find(|(numeral, _)| stands(numeral))?;
    let after_word = text.before(at) == ' ' && text.before(at - 1).is_ascii_lowercase();
    after_word.then(|| Reading::new(at, end, Ratio::whole(value), Kind::Ordinal))
}
