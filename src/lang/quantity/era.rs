//! Eras that count years: AD 117, 44 B.C., 기원전 44년, 서기 117년.
//!
//! A year before the common era is held as its negative, so that it is never the same as the year
//! of that number after it.

use super::folded::Folded;
use super::series::Reading;
use super::token::literal;
use super::{Kind, Ratio};

/// The names of eras, with whether they count backwards; longer ones before those they begin with.
const ERAS: [(&str, bool); 11] = [
    ("B.C.E.", true),
    ("BCE", true),
    ("B.C.", true),
    ("BC", true),
    ("A.D.", false),
    ("AD", false),
    ("C.E.", false),
    ("CE", false),
    ("기원전", true),
    ("기원후", false),
    ("서기", false),
];

/// The era whose name stands at `at`, with the position after it.
fn era_at(text: &Folded, at: usize) -> Option<(bool, usize)> {
    if !matches!(text.at(at), 'A' | 'B' | 'C' | '기' | '서') {
        return None;
    }
    let stands = |&&(name, _): &&(&str, bool)| {
        let end = at + name.chars().count();
        text.has(at, name) && !text.at(end).is_ascii_alphanumeric()
    };
    let &(name, backwards) = ERAS.iter().find(stands)?;
    Some((backwards, at + name.chars().count()))
}

/// The era whose name ends before `at`.
fn era_before(text: &Folded, at: usize) -> Option<bool> {
    let stem = text.skip_spaces_back(at);
    if !matches!(text.before(stem), 'C' | 'D' | 'E' | '.' | '전' | '후' | '기') {
        return None;
    }
    let stands = |&&(name, _): &&(&str, bool)| {
        let start = stem.checked_sub(name.chars().count());
        start.is_some_and(|start| text.has(start, name) && !text.before(start).is_alphanumeric())
    };
    ERAS.iter().find(stands).map(|&(_, backwards)| backwards)
}

/// The year of one to four digits at `at` when an era is named before it or after it; `year` is
/// what may stand between the digits and an era after them or end the year: 년, or nothing.
pub fn read(text: &Folded, at: usize, year: &str) -> Option<Reading> {
    let digits = literal(text, at).filter(|read| !read.marked && read.whole_digits <= 4)?;
    if !text.has(digits.end, year) || text.at(digits.end) == '%' {
        return None;
    }
    let end = digits.end + year.chars().count();
    let (backwards, end) = match era_before(text, at) {
        Some(backwards) if !text.at(end).is_ascii_alphanumeric() => (backwards, end),
        _ if year.is_empty() => era_at(text, text.skip_spaces(end))?,
        _ => return None,
    };
    let sign = Ratio::whole(if backwards { -1 } else { 1 });
    Some(Reading::new(at, end, digits.value.times(sign)?, Kind::Year))
}
