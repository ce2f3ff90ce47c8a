//! Months with their days and years, years with an apostrophe or an era, quarters and halves.

use super::number::word;
use crate::lang::quantity::folded::Folded;
use crate::lang::quantity::series::Reading;
use crate::lang::quantity::starts::Word;
use crate::lang::quantity::token::literal;
use crate::lang::quantity::{Kind, Ratio, era};

const MONTHS: [(&str, &str); 12] = [
    ("January", "Jan"),
    ("February", "Feb"),
    ("March", "Mar"),
    ("April", "Apr"),
    ("May", "May"),
    ("June", "Jun"),
    ("July", "Jul"),
    ("August", "Aug"),
    ("September", "Sep"),
    ("October", "Oct"),
    ("November", "Nov"),
    ("December", "Dec"),
];

/// The words with which a date can begin.
pub fn starts() -> impl Iterator<Item = Word> {
    let months = MONTHS.iter().flat_map(|&(full, short)| [full, short]);
    months.chain(["Sept", "Q", "H"]).map(|word| Word::new(word.chars()))
}

/// The name of a month, in full and short; 1 is January.
pub fn month_names(month: i128) -> Option<(&'static str, &'static str)> {
    MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?).copied()
}

/// The date at `at`, in its parts; empty if there is none.
pub fn read(text: &Folded, at: usize) -> Vec<Reading> {
    let c = text.at(at);
    if c.is_ascii_digit() {
        if let Some(year) = era::read(text, at, "") {
            return vec![year];
        }
        return nine_eleven(text, at).unwrap_or_else(|| day_first(text, at).unwrap_or_default());
    }
    if c == '\'' {
        return short_year(text, at).into_iter().collect();
    }
    if text.has(at, "FY") {
        return fiscal_year(text, at).into_iter().collect();
    }
    if matches!(c, 'Q' | 'H') && !text.at(at + 2).is_alphanumeric() {
        return period(text, at).into_iter().collect();
    }
    if c.is_ascii_uppercase() { month_first(text, at).unwrap_or_default() } else { Vec::new() }
}

/// A month name at `at`, with its number and the position after it (and after a full stop).
fn month(text: &Folded, at: usize) -> Option<(i64, usize)> {
    let end = text.run(at, |c| c.is_ascii_alphabetic());
    let stands = |name: &str| name.len() == end - at && text.has(at, name);
    let full = MONTHS.iter().position(|(full, _)| stands(full));
    if let Some(index) = full {
        return Some((index as i64 + 1, end));
    }
    let short = |form: &str| stands(form) || form == "Sep" && stands("Sept");
    let index = MONTHS.iter().position(|(_, form)| short(form))?;
    let stop = end + usize::from(text.at(end) == '.');
    // Jan, Mar and Jun are also names: without a stop a day must follow.
    let dated = stop > end || text.at(text.skip_spaces(end)).is_ascii_digit();
    dated.then_some((index as i64 + 1, stop))
}

/// A day of the month at `at` (15, 15th), with the position after it.
fn day(text: &Folded, at: usize) -> Option<(Ratio, usize)> {
    let read = literal(text, at).filter(|read| !read.marked && read.whole_digits <= 2)?;
    if !(Ratio::ONE..=Ratio::whole(31)).contains(&read.value) {
        return None;
    }
    let (suffix, end) = word(text, read.end);
    match suffix.as_str() {
        "" => Some((read.value, read.end)),
        "st" | "nd" | "rd" | "th" => Some((read.value, end)),
        _ => None,
    }
}

/// Two or three digits at `at` that stand where a day should and are none: "on July 57", "the June
/// 140 quake", but not "in June 140 people".
fn no_day(text: &Folded, month_at: usize, at: usize) -> Option<(Ratio, usize)> {
    let read = literal(text, at).filter(|read| !read.marked && read.whole_digits <= 3)?;
    let stem = text.skip_spaces_back(month_at);
    let named = ["on", "the"]
        .iter()
        .any(|word| text.ends(stem, word) && !text.before(stem - word.len()).is_alphanumeric());
    let ends = named || matches!(text.at(read.end), '.' | ',' | ';' | ')' | '-' | '–' | '\0');
    (ends && !matches!(text.at(read.end), '%' | ':') && read.value > Ratio::ONE)
        .then_some((read.value, read.end))
}

/// A year of four digits at `at`.
fn year(text: &Folded, at: usize) -> Option<Reading> {
    let read = literal(text, at).filter(|read| !read.marked && read.whole_digits == 4)?;
    let bounds = Ratio::whole(1000)..=Ratio::whole(2999);
    let free = !text.at(read.end).is_alphanumeric();
    (free && bounds.contains(&read.value))
        .then(|| Reading::new(at, read.end, read.value, Kind::Year))
}

/// December, Dec. 15, December 15, 2025, December 2025; May and March only where a month stands.
fn month_first(text: &Folded, at: usize) -> Option<Vec<Reading>> {
    let (number, end) = month(text, at)?;
    let place = text.skip_spaces(end);
    let mut dated = vec![Reading::new(at, end, Ratio::whole(number), Kind::Month)];
    let dated_here = day(text, place).or_else(|| no_day(text, at, place));
    if let Some((value, stop)) = dated_here.filter(|_| place > end) {
        dated.push(Reading::new(place, stop, value, Kind::Day));
        let comma = text.skip_spaces(stop + usize::from(text.at(stop) == ','));
        dated.extend(year(text, comma));
    } else {
        let comma = text.skip_spaces(end + usize::from(text.at(end) == ','));
        let of = if text.has(comma, "of ") { comma + 3 } else { comma };
        dated.extend(year(text, of));
    }
    let verb = matches!(number, 3 | 5) && dated.len() == 1;
    (!verb || names_month(text, at)).then_some(dated)
}

/// Whether the word before makes May or March a month: in, of, last, since.
fn names_month(text: &Folded, at: usize) -> bool {
    const BEFORE: [&str; 17] = [
        "in", "of", "since", "last", "next", "this", "by", "until", "till", "early", "late", "mid",
        "from", "to", "and", "between", "through",
    ];
    let mut stem = at;
    while stem > 0 && (text.at(stem - 1) == ' ' || text.at(stem - 1) == '-') {
        stem -= 1;
    }
    let mut start = stem;
    while start > 0 && stem - start < 10 && text.at(start - 1).is_ascii_alphabetic() {
        start -= 1;
    }
    stem < at && BEFORE.contains(&text.string(start, stem).to_ascii_lowercase().as_str())
}

/// Two digits at `at` that stand before a month where a day should and are none: "on 94 July".
fn no_day_before(text: &Folded, at: usize) -> Option<(Ratio, usize)> {
    let read = literal(text, at).filter(|read| !read.marked && read.whole_digits == 2)?;
    let dated = ["on ", "until ", "by "].iter().any(|word| text.ends(at, word));
    dated.then_some((read.value, read.end))
}

/// 15 December 2025, the 3rd of May.
fn day_first(text: &Folded, at: usize) -> Option<Vec<Reading>> {
    let (value, end) = day(text, at).or_else(|| no_day_before(text, at))?;
    let place = text.skip_spaces(end);
    let place = if text.has(place, "of ") { place + 3 } else { place };
    if place == end || !text.at(place).is_ascii_uppercase() {
        return None;
    }
    let (number, stop) = month(text, place)?;
    let mut dated = vec![Reading::new(at, end, value, Kind::Day)];
    dated.push(Reading::new(place, stop, Ratio::whole(number), Kind::Month));
    dated.extend(year(text, text.skip_spaces(stop)));
    Some(dated)
}

/// 9/11, the one date that goes by its digits.
fn nine_eleven(text: &Folded, at: usize) -> Option<Vec<Reading>> {
    let alone = text.has(at, "9/11") && !matches!(text.at(at + 4), '0'..='9' | '/');
    alone.then(|| {
        vec![
            Reading::new(at, at + 1, Ratio::whole(9), Kind::Month),
            Reading::new(at + 2, at + 4, Ratio::whole(11), Kind::Day),
        ]
    })
}

/// '26, '90s.
fn short_year(text: &Folded, at: usize) -> Option<Reading> {
    let read = literal(text, at + 1).filter(|read| !read.marked && read.whole_digits == 2)?;
    let n = read.value.integer()?;
    if text.at(read.end) == 's' && n % 10 == 0 {
        return Some(Reading::new(at, read.end + 1, read.value, Kind::Decade));
    }
    let century = Ratio::whole(if n >= 50 { 1900 } else { 2000 });
    let free = !text.at(read.end).is_alphanumeric() && text.at(read.end) != '\'';
    free.then_some(Reading::new(at, read.end, read.value.plus(century)?, Kind::Year))
}

/// FY2025, FY25.
fn fiscal_year(text: &Folded, at: usize) -> Option<Reading> {
    let read = literal(text, at + 2).filter(|read| !read.marked)?;
    let value = match read.whole_digits {
        4 => read.value,
        2 => read.value.plus(Ratio::whole(2000))?,
        _ => return None,
    };
    let free = !text.at(read.end).is_alphanumeric();
    free.then_some(Reading::new(at, read.end, value, Kind::Year))
}

/// Q3, H1.
fn period(text: &Folded, at: usize) -> Option<Reading> {
    let number = i64::from(text.at(at + 1).to_digit(10)?);
    let (kind, most) = if text.at(at) == 'Q' { (Kind::Quarter, 4) } else { (Kind::HalfYear, 2) };
    (1..=most).contains(&number).then(|| Reading::new(at, at + 2, Ratio::whole(number), kind))
}
