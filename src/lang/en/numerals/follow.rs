//! A numeral with what follows it: unit, currency, per cent, ordinal ending, fraction.

use std::sync::LazyLock;

use super::number::{self, Number, next_word, word};
use crate::lang::quantity::folded::Folded;
use crate::lang::quantity::series::Reading;
use crate::lang::quantity::starts::Word;
use crate::lang::quantity::table::{Forms, rows};
use crate::lang::quantity::{Kind, Ratio, Vagueness, Value, token};

static UNITS: LazyLock<Forms<(Kind, Ratio)>> = LazyLock::new(|| {
    Forms::new(rows(include_str!("../data/units.tsv")).filter_map(|row| {
        let [form, kind, factor] = row[..] else { return None };
        Some((form.to_owned(), (Kind::from_name(kind)?, Ratio::parse(factor)?)))
    }))
});

/// Ordinals in words, first to twentieth, then the tens; also the denominators of fractions.
const ORDINALS: [(&str, i64); 28] = [
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("eleventh", 11),
    ("twelfth", 12),
    ("thirteenth", 13),
    ("fourteenth", 14),
    ("fifteenth", 15),
    ("sixteenth", 16),
    ("seventeenth", 17),
    ("eighteenth", 18),
    ("nineteenth", 19),
    ("twentieth", 20),
    ("thirtieth", 30),
    ("fortieth", 40),
    ("fiftieth", 50),
    ("sixtieth", 60),
    ("seventieth", 70),
    ("eightieth", 80),
    ("ninetieth", 90),
    ("hundredth", 100),
];

/// The words other than numerals with which a quantity of this kind can begin.
pub fn starts() -> impl Iterator<Item = Word> {
    ORDINALS.iter().map(|(form, _)| Word::new(form.chars()))
}

/// An ordinal word.
fn ordinal_value(word: &str) -> Option<i64> {
    ORDINALS.iter().find(|(form, _)| *form == word).map(|&(_, value)| value)
}

/// A denominator: third, quarters, tenths; "second" is none.
fn denominator(word: &str) -> Option<i64> {
    let singular = word.strip_suffix('s').unwrap_or(word);
    match singular {
        "half" | "halve" => Some(2),
        "quarter" => Some(4),
        "second" | "first" => None,
        _ => ordinal_value(singular),
    }
}

/// The quantity that begins with a number, a currency sign or an ordinal word at `at`.
pub fn read(text: &Folded, at: usize) -> Option<Reading> {
    if let Some((number_at, currency)) = token::sign_before(text, at) {
        let number = number::read(text, number_at, true)?;
        return Some(finished(at, number.end, &number, Kind::Money(currency)));
    }
    if let Some(reading) = ordinal(text, at) {
        return Some(reading);
    }
    let number = number::read(text, at, false)?;
    fraction(text, at, &number)
        .or_else(|| suffix(text, at, &number))
        .or_else(|| unit(text, at, &number))
        .or_else(|| alone(text, at, &number))
}

/// A reading that keeps the vagueness and scale of its number.
fn finished(at: usize, end: usize, number: &Number, kind: Kind) -> Reading {
    Reading {
        vague: number.vague,
        scale: number.scale,
        ..Reading::new(at, end, number.value, kind)
    }
}

/// third, twenty-first; with "century" after it, a century; with "quarter", a quarter.
fn ordinal(text: &Folded, at: usize) -> Option<Reading> {
    let (first, mut end) = word(text, at);
    if first == "second" && is_rate(text, at, end) {
        return None;
    }
    let value = match ordinal_value(&first) {
        Some(value) => value,
        None => {
            let tens = number::read(text, at, false).filter(|n| n.plain_digits == 0)?;
            let tens_value =
                tens.value.integer().filter(|n| (20..100).contains(n) && n % 10 == 0)?;
            if text.at(tens.end) != '-' || !text.at(at).is_ascii_alphabetic() {
                return None;
            }
            let (unit, stop) = word(text, tens.end + 1);
            end = stop;
            i64::try_from(tens_value).ok()? + ordinal_value(&unit).filter(|&unit| unit < 10)?
        }
    };
    placed(text, at, end, Ratio::whole(value))
}

/// Whether the "second" from `at` to `end` is the sixtieth of a minute: "a second", "per second" at
/// the end of a phrase.
fn is_rate(text: &Folded, at: usize, end: usize) -> bool {
    let stem = text.skip_spaces_back(at);
    let after = text.skip_spaces(end);
    let article = ["a", "per", "every", "each"]
        .iter()
        .any(|word| text.ends(stem, word) && !text.before(stem - word.len()).is_alphanumeric());
    article && !text.at(after).is_ascii_alphabetic()
}

/// An ordinal from `at` to `end` with the period it numbers: third quarter, 21st century.
fn placed(text: &Folded, at: usize, end: usize, value: Ratio) -> Option<Reading> {
    let noun = next_word(text, end).map(|place| word(text, place));
    let (kind, end) = match noun.as_ref().map(|(noun, stop)| (noun.as_str(), *stop)) {
        Some(("quarter", stop)) => (Kind::Quarter, stop),
        Some(("half", stop)) => (Kind::HalfYear, stop),
        Some(("century", stop)) => (Kind::Century, stop),
        _ => (Kind::Ordinal, end),
    };
    Some(Reading::new(at, end, value, kind))
}

/// two-thirds, three quarters, one-half, one in five is none.
fn fraction(text: &Folded, at: usize, number: &Number) -> Option<Reading> {
    if text.at(number.end) == '/' && text.at(number.end + 1).is_ascii_digit() {
        let below = token::literal(text, number.end + 1)?;
        let value = number.value.over(below.value)?;
        let slash = text.at(below.end) == '/';
        return (!slash).then(|| Reading::new(at, below.end, value, Kind::Fraction));
    }
    let place = next_word(text, number.end)?;
    let (name, end) = word(text, place);
    let below = denominator(&name)?;
    let above = number.value.integer().filter(|&n| n >= 1 && n < i128::from(below).max(2))?;
    // "two quarters" are six months, "three quarters" with a plural is taken for 3/4.
    let plural = name.ends_with('s');
    if (above > 1) != plural || (name == "quarters" && above == 2) {
        return None;
    }
    Some(Reading::new(at, end, Ratio::new(above, below.into())?, Kind::Fraction))
}

/// What is glued to digits: 3rd, 1990s, %, 5km, 6-fold, 3x, p.m. is read with the calendar.
fn suffix(text: &Folded, at: usize, number: &Number) -> Option<Reading> {
    let end = number.end;
    let stop = text.run(end, |c| c.is_ascii_alphabetic());
    let glued = text.string(end, stop);
    let free = !text.at(stop).is_ascii_digit();
    let n = number.value.integer();
    if text.at(end) == '%' {
        let point = text.at(end + 1) == 'p' && !text.at(end + 2).is_ascii_alphabetic();
        let kind = if point { Kind::PercentPoint } else { Kind::Percent };
        return Some(finished(at, end + 1 + usize::from(point), number, kind));
    }
    let apostrophe = usize::from(text.at(end) == '\'');
    let tens = number.plain_digits > 0 && n.is_some_and(|n| n % 10 == 0 && n > 0);
    let plural =
        text.at(end + apostrophe) == 's' && !text.at(end + apostrophe + 1).is_alphanumeric();
    if plural && tens && matches!(number.plain_digits, 2 | 4) {
        return Some(Reading::new(at, end + apostrophe + 1, number.value, Kind::Decade));
    }
    match glued.as_str() {
        "st" | "nd" | "rd" | "th" if free => placed(text, at, stop, number.value),
        "fold" | "x" | "X" if free => Some(finished(at, stop, number, Kind::Multiple)),
        "s" => Some(finished(at, stop, number, Kind::Count)),
        _ => {
            let (end, kind) = token::symbol(text, end)?;
            Some(finished(at, end, number, kind))
        }
    }
}

/// A unit of the table after a space or hyphen (6-nanometer, 15-year-old), or a symbol (5 km).
fn unit(text: &Folded, at: usize, number: &Number) -> Option<Reading> {
    let joined = text.at(at).is_ascii_alphabetic().then_some(number.end);
    let mut place = next_word(text, number.end).or(joined)?;
    if number.vague == Vagueness::Several && text.has(place, "of ") {
        place += 3;
    }
    if text.at(place) == '%' {
        return Some(finished(at, place + 1, number, Kind::Percent));
    }
    let whole = |end: usize, _: &(Kind, Ratio)| !text.at(end).is_ascii_alphanumeric();
    if let Some((end, &(kind, factor))) = UNITS.longest(text, place, whole) {
        // "One day" mostly begins a story.
        if number.lone && text.at(at) == 'O' && text.has(place, "day") {
            return None;
        }
        let value = number.value.times(factor)?;
        return Some(Reading { value: Value::Number(value), ..finished(at, end, number, kind) });
    }
    if place == number.end || number.lone {
        return None;
    }
    if let Some((end, currency)) = token::sign(text, place) {
        let amount = !text.at(text.skip_spaces(end)).is_ascii_digit();
        return amount.then(|| finished(at, end, number, Kind::Money(currency)));
    }
    let (end, kind) = token::symbol(text, place).filter(|_| text.at(at).is_ascii_digit())?;
    // "a 3 m", "5 t": one letter after a space is a unit only in a few cases.
    let letter = end - place == 1 && !matches!(text.at(place), 'm' | 'g' | 'W' | 'V' | 'L');
    (!letter).then(|| finished(at, end, number, kind))
}

/// A number with no unit: digits and words of number, "one" only before a noun it can count.
fn alone(text: &Folded, at: usize, number: &Number) -> Option<Reading> {
    let c = text.at(number.end);
    // Letters glued to digits make a code; a hyphen and capital a name (7-Eleven).
    if c.is_ascii_alphabetic() || (c == '-' && text.at(number.end + 1).is_ascii_uppercase()) {
        return None;
    }
    if number.lone && !counts(text, at, number.end) {
        return None;
    }
    let n = number.value.integer().unwrap_or(0);
    let year = number.plain_digits == 4 && (1800..2100).contains(&n);
    let kind = if labelled(text, at) {
        Kind::Ordinal
    } else if year {
        Kind::Year
    } else {
        Kind::Count
    };
    Some(Reading { bare: kind == Kind::Count, ..finished(at, number.end, number, kind) })
}

/// Whether "one" from `at` to `end` is the number: before a noun, not a pronoun (this one, one of
/// them, one another).
fn counts(text: &Folded, at: usize, end: usize) -> bool {
    const NOT_BEFORE: [&str; 30] = [
        "of", "is", "was", "are", "were", "who", "that", "which", "another", "day", "can", "could",
        "must", "may", "might", "would", "will", "should", "has", "had", "in", "on", "to", "at",
        "for", "with", "by", "from", "and", "as",
    ];
    const NOT_AFTER: [&str; 20] = [
        "the", "this", "that", "no", "every", "each", "any", "another", "new", "only", "which",
        "big", "old", "first", "last", "next", "good", "a", "same", "some",
    ];
    if !matches!(text.at(end), ' ' | '-') || !text.at(end + 1).is_ascii_lowercase() {
        return false;
    }
    let stem = text.skip_spaces_back(at);
    let mut start = stem;
    while start > 0 && text.at(start - 1).is_ascii_alphabetic() {
        start -= 1;
    }
    let previous = text.string(start, stem).to_ascii_lowercase();
    let (next, _) = word(text, end + 1);
    !NOT_AFTER.contains(&previous.as_str()) && !NOT_BEFORE.contains(&next.as_str())
}

/// Whether a word before the number makes it a label: No. 1, Article 9, Phase 2.
fn labelled(text: &Folded, at: usize) -> bool {
    const LABELS: [&str; 23] = [
        "no",
        "nos",
        "number",
        "article",
        "phase",
        "chapter",
        "section",
        "step",
        "stage",
        "level",
        "class",
        "grade",
        "ranked",
        "ranks",
        "rank",
        "type",
        "part",
        "group",
        "tier",
        "category",
        "item",
        "clause",
        "paragraph",
    ];
    let mut stem = text.skip_spaces_back(at);
    if stem > 0 && text.at(stem - 1) == '.' {
        stem -= 1;
    }
    if stem == at {
        return false;
    }
    let mut start = stem;
    while start > 0 && stem - start < 12 && text.at(start - 1).is_ascii_alphabetic() {
        start -= 1;
    }
    LABELS.contains(&text.string(start, stem).to_ascii_lowercase().as_str())
}
