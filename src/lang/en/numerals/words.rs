//! Quantities that are words by themselves: double, half, last year, Monday, noon, teens.

use std::sync::LazyLock;

use super::number::{self, word};
use crate::lang::quantity::folded::Folded;
use crate::lang::quantity::series::Reading;
use crate::lang::quantity::starts;
use crate::lang::quantity::table::Forms;
use crate::lang::quantity::{Kind, Ratio, Unit, Vagueness};
use crate::text::table::rows;

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
    let words = ROMAN.into_iter().chain(["a", "an"]);
    words.map(|word| starts::Word::new(word.chars()))
}

/// The quantity word at `at`, which begins a word in the text.
pub fn read(text: &Folded, at: usize) -> Option<Reading> {
    let whole = |end: usize, _: &Word| !text.at(end).is_alphanumeric();
    let by_form = one_unit(text, at).or_else(|| roman(text, at));
    if let Some(reading) = by_form {
        return Some(reading);
    }
    let (end, word) = WORDS.longest(text, at, whole)?;
    Some(Reading { vague: word.vague, ..Reading::new(at, end, word.value, word.kind) })
}

/// What makes a year a year and a half.
pub(super) const HALF: &str = " and a half";

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
    if !matches!(text.at(at), 'a' | 'A') {
        return None;
    }
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
    if text.has(stop, HALF) {
        let value = Ratio::new(3, 2)?;
        return Some(Reading::new(at, stop + HALF.len(), value, Kind::Duration(unit)));
    }
    let more = text.has(stop, " and ") && number::read(text, stop + 5, false).is_some();
    let told = (start < stem && BEFORE.contains(&before.as_str()))
        || AFTER.contains(&after.as_str())
        || more;
    told.then(|| Reading::new(at, stop, Ratio::ONE, Kind::Duration(unit)))
}

const ROMAN: [&str; 20] = [
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV",
    "XVI", "XVII", "XVIII", "XIX", "XX",
];

/// World War II, Louis XIV: Roman numerals from II to XX after a word, save V and X, which are
/// letters as often; those and I only after a few words.
fn roman(text: &Folded, at: usize) -> Option<Reading> {
    const NUMBERED: [&str; 4] = ["War", "Phase", "Part", "Type"];
    if at == 0 || !matches!(text.at(at), 'I' | 'V' | 'X') {
        return None;
    }
    let end = text.run(at, |c| c.is_ascii_alphanumeric());
    let stands = |numeral: &&str| numeral.len() == end - at && text.has(at, numeral);
    let value = ROMAN.iter().position(stands).and_then(|place| i64::try_from(place + 1).ok())?;
    let numbered = || NUMBERED.iter().any(|word| text.ends(at - 1, word));
    if matches!(value, 1 | 5 | 10) && !numbered() {
        return None;
    }
    let after_word = text.before(at) == ' ' && text.before(at - 1).is_ascii_lowercase();
    after_word.then(|| Reading::new(at, end, Ratio::whole(value), Kind::Ordinal))
}
