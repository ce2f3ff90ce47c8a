//! A numeral with what follows it: unit, currency, per cent, ordinal ending, fraction.

use std::sync::LazyLock;

use super::number::{self, Number, next_word, word};
use super::words::HALF;
use crate::lang::quantity::folded::Folded;
use crate::lang::quantity::series::Reading;
use crate::lang::quantity::starts::Word;
use crate::lang::quantity::table::Forms;
use crate::lang::quantity::{Kind, Ratio, Vagueness, Value, token};
use crate::text::table::rows;

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
    let words = ORDINALS.iter().map(|&(form, _)| form).chain(["quarter"]);
    words.map(|word| Word::new(word.chars()))
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
    let number = number::read(text, at, false);
    let special = ordinal(text, at, number.as_ref())
        .or_else(|| point_part(text, at, number.as_ref()))
        .or_else(|| part(text, at));
    if special.is_some() {
        return special;
    }
    let number = number?;
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
/// `number` is what the word is as a cardinal.
fn ordinal(text: &Folded, at: usize, number: Option<&Number>) -> Option<Reading> {
    let (first, mut end) = word(text, at);
    if first == "second" && is_rate(text, at, end) {
        return None;
    }
    let value = match ordinal_value(&first) {
        Some(value) => value,
        None => {
            let tens = number.filter(|n| n.plain_digits == 0)?;
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
        // 사흘째 is "a third day", 3년 연속 "the third straight year".
        _ if value > Ratio::ONE => match time_unit(text, end) {
            // The 82nd minute of a match is 후반 37분.
            Some((stop, kind)) if value <= Ratio::whole(45) => (kind, stop),
            _ => (Kind::Ordinal, end),
        },
        _ => (Kind::Ordinal, end),
    };
    Some(Reading::new(at, end, value, kind))
}

/// "half a percentage point", "a quarter-point", "three-quarters of a percentage point".
fn point_part(text: &Folded, at: usize, number: Option<&Number>) -> Option<Reading> {
    let (mut first, mut end) = word(text, at);
    if first == "a" {
        (first, end) = word(text, next_word(text, end)?);
    }
    let value = match first.as_str() {
        "half" => Ratio::new(1, 2)?,
        "quarter" => Ratio::new(1, 4)?,
        _ => {
            let reading = fraction(text, at, number?)?;
            end = reading.end;
            reading.value.number()?
        }
    };
    for skipped in [" of", " a", " one"] {
        let stop = end + skipped.len();
        if text.has(end, skipped) && !text.at(stop).is_ascii_alphabetic() {
            end = stop;
        }
    }
    let place = next_word(text, end)?;
    let forms = ["percentage points", "percentage point", "percentage-point", "point"];
    let form = forms.iter().find(|form| text.has(place, form))?;
    Some(Reading::new(at, place + form.len(), value, Kind::PercentPoint))
}

/// "a third", "a quarter" where they are no ordinal and no period: "a third of", "a quarter as
/// much", "by a fifth".
fn part(text: &Folded, at: usize) -> Option<Reading> {
    const BEFORE: [&str; 13] = [
        "by", "about", "only", "than", "nearly", "almost", "to", "just", "over", "under", "some",
        "roughly", "around",
    ];
    let (article, end) = word(text, at);
    if !matches!(article.as_str(), "a" | "an") {
        return None;
    }
    let (name, end) = word(text, next_word(text, end)?);
    let below = denominator(&name).filter(|_| !name.ends_with('s') && name != "half")?;
    let (next, _) = word(text, text.skip_spaces(end));
    let ends = text.at(end) != ' ' || !text.at(end + 1).is_ascii_alphabetic();
    let told = BEFORE.contains(&word_before(text, at).as_str());
    let stands = matches!(next.as_str(), "of" | "as") || (told && ends);
    stands
        .then(|| Ratio::new(1, below.into()))
        .flatten()
        .map(|value| Reading::new(at, end, value, Kind::Fraction))
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
        for points in [" points", " point", "-point"] {
            let stop = end + 1 + points.len();
            if text.has(end + 1, points) && !text.at(stop).is_ascii_alphanumeric() {
                return Some(finished(at, stop, number, Kind::PercentPoint));
            }
        }
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

/// A unit of time after `end`, one word between them at most: three days, seven intense days, the
/// fourth straight year. Gives the position after it.
fn time_unit(text: &Folded, end: usize) -> Option<(usize, Kind)> {
    const NOT_BETWEEN: [&str; 30] = [
        "of", "in", "on", "at", "to", "for", "from", "by", "with", "and", "or", "the", "a", "an",
        "than", "as", "per", "every", "each", "who", "which", "that", "were", "was", "are", "is",
        "had", "has", "have", "last",
    ];
    let whole = |end: usize, &(kind, _): &(Kind, Ratio)| {
        !text.at(end).is_ascii_alphanumeric() && matches!(kind, Kind::Duration(_))
    };
    let unit = |place: usize| UNITS.longest(text, place, whole).map(|(end, unit)| (end, unit.0));
    let place = next_word(text, end)?;
    if let Some(found) = unit(place) {
        return Some(found);
    }
    let (between, stop) = word(text, place);
    let adjective = text.at(place).is_ascii_lowercase() && !NOT_BETWEEN.contains(&between.as_str());
    unit(next_word(text, stop).filter(|_| adjective)?)
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
        let mut reading = finished(at, end, number, kind);
        reading.value = Value::Number(number.value.times(factor)?);
        // "two years and a half"
        if matches!(kind, Kind::Duration(_)) && text.has(end, HALF) {
            let value = number.value.plus(Ratio::new(1, 2)?)?;
            (reading.value, reading.end) = (Value::Number(value), end + HALF.len());
        }
        return Some(reading);
    }
    if place == number.end || number.lone {
        return None;
    }
    let hour = (1..=12).contains(&number.value.integer().unwrap_or(0));
    if hour && text.has(place, "o'clock") {
        let minutes = number.value.times(Ratio::whole(60))?;
        return Some(Reading::new(at, place + 7, minutes, Kind::Clock));
    }
    if !is_year(text, at, number)
        && let Some((_, kind)) = time_unit(text, number.end)
    {
        return Some(finished(at, number.end, number, kind));
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
    // Letters glued to plain digits make a code; a hyphen and capital a name (7-Eleven).
    let plain = number.plain_digits > 0 || text.at(at).is_ascii_alphabetic();
    if (c.is_ascii_alphabetic() && plain)
        || (c == '-' && text.at(number.end + 1).is_ascii_uppercase())
    {
        return None;
    }
    if number.lone && !counts(text, at, number.end) {
        return None;
    }
    let kind = if labelled(text, at) {
        Kind::Ordinal
    } else if is_year(text, at, number) {
        Kind::Year
    } else {
        Kind::Count
    };
    Some(Reading { bare: kind == Kind::Count, ..finished(at, number.end, number, kind) })
}

/// Whether four digits are a year: of the last two centuries, or after "in", "since" and the like
/// with nothing after it that they could count.
fn is_year(text: &Folded, at: usize, number: &Number) -> bool {
    const BEFORE: [&str; 12] = [
        "in", "since", "by", "until", "year", "before", "after", "around", "of", "from", "circa",
        "late",
    ];
    const AFTER: [&str; 24] = [
        "that", "when", "by", "on", "to", "and", "as", "with", "under", "after", "before", "at",
        "in", "for", "from", "during", "the", "a", "he", "she", "they", "it", "but", "was",
    ];
    let n = number.value.integer().unwrap_or(0);
    if number.plain_digits != 4 || !(1000..3000).contains(&n) {
        return false;
    }
    let (next, _) = word(text, text.skip_spaces(number.end));
    let counts = text.at(number.end) == ' ' && !next.is_empty() && !AFTER.contains(&next.as_str());
    (1800..2100).contains(&n) || (!counts && BEFORE.contains(&word_before(text, at).as_str()))
}

/// The word before `at` in lower case, a space between them; empty if there is none.
fn word_before(text: &Folded, at: usize) -> String {
    let stem = text.skip_spaces_back(at);
    let mut start = stem;
    while start > 0 && stem - start < 12 && text.at(start - 1).is_ascii_alphabetic() {
        start -= 1;
    }
    if stem == at { String::new() } else { text.string(start, stem).to_ascii_lowercase() }
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
