//! Clock times: 3 p.m., 15:30, 0715 GMT, five-thirty, half past four, a quarter to eight.

use super::number::{self, next_word, word};
use crate::lang::quantity::folded::Folded;
use crate::lang::quantity::series::Reading;
use crate::lang::quantity::starts::Word;
use crate::lang::quantity::token::literal;
use crate::lang::quantity::{Kind, Ratio, Unit};

/// The words with which a clock time can begin.
pub fn starts() -> impl Iterator<Item = Word> {
    number::hours().chain(["half", "quarter"]).map(|word| Word::new(word.chars()))
}

/// The clock time at `at`, which begins a word.
pub fn read(text: &Folded, at: usize) -> Option<Reading> {
    if text.at(at).is_ascii_digit() {
        return in_digits(text, at).or_else(|| four_digits(text, at));
    }
    // Months begin a date as well, and are many.
    let (first, end) = word(text, at);
    let hour = number::hour(&first);
    let part = matches!(first.as_str(), "half" | "quarter");
    (part || hour.is_some()).then_some(())?;
    past_or_to(text, at, &first, end).or_else(|| in_words(text, at, hour?, end))
}

/// Words before a time of day.
const BEFORE: [&str; 8] = ["at", "by", "until", "till", "before", "after", "from", "around"];

/// Whether one of the words that go before a time of day stands before `at`.
fn is_announced(text: &Folded, at: usize) -> bool {
    let stem = text.skip_spaces_back(at);
    let stands = |form: &str| {
        text.ends(stem, form) && !text.before(stem - form.len()).is_ascii_alphanumeric()
    };
    stem < at && BEFORE.iter().any(|form| stands(form))
}

/// Four digits before a time zone (0715 GMT, 1930 hours), or with a nought in front after "at" and
/// the like (at 0715).
fn four_digits(text: &Folded, at: usize) -> Option<Reading> {
    const ZONES: [&str; 8] = ["GMT", "UTC", "KST", "JST", "EST", "EDT", "ET", "hours"];
    let read = literal(text, at).filter(|read| !read.marked && read.whole_digits == 4)?;
    let place = text.skip_spaces(read.end);
    let digits = read.value.integer()?;
    let (hour, minutes) = (digits / 100, digits % 100);
    let zoned = ZONES.iter().any(|zone| text.has(place, zone));
    let alone = !text.at(read.end).is_ascii_alphanumeric();
    let told = zoned || (text.at(at) == '0' && alone && is_announced(text, at));
    let fits = told && hour < 24 && minutes < 60;
    fits.then_some(Reading::new(at, read.end, Ratio::new(hour * 60 + minutes, 1)?, Kind::Time))
}

/// 3 p.m., 3:30 p.m., 15:30; also what no clock shows, 7:75, for that is a slip to be told.
fn in_digits(text: &Folded, at: usize) -> Option<Reading> {
    let hours = literal(text, at).filter(|read| !read.marked && read.whole_digits <= 2)?;
    let hour = hours.value.integer()?;
    let (mut minutes, mut end, mut told) = (0, hours.end, false);
    if text.at(end) == ':' {
        let read = literal(text, end + 1).filter(|read| read.whole_digits == 2)?;
        if hour > 24 {
            return None;
        }
        // 1:23.45, a time that was run.
        if read.marked && read.value < Ratio::whole(60) {
            let seconds = Ratio::new(hour * 60, 1)?.plus(read.value)?;
            let second = Kind::Duration(Unit::named("second")?);
            return Some(Reading::new(at, read.end, seconds, second));
        }
        minutes = read.value.integer()?;
        (end, told) = (read.end, true);
    }
    let reading = of_day(text, at, end, (hour, minutes))?;
    (told || reading.end > end).then_some(reading)
}

/// A time from `at` to `end` with the half of the day or "o'clock" that may follow.
fn of_day(
    text: &Folded,
    at: usize,
    mut end: usize,
    (mut hour, minutes): (i128, i128),
) -> Option<Reading> {
    const HALVES: [&str; 10] =
        ["p.m.", "a.m.", "pm", "am", "PM", "AM", "P.M.", "A.M.", "p.m", "a.m"];
    let place = text.skip_spaces(end);
    let half = HALVES.iter().find(|mark| {
        let stop = place + mark.len();
        text.has(place, mark) && !text.at(stop).is_ascii_alphabetic()
    });
    if let Some(mark) = half {
        let afternoon = mark.starts_with(['p', 'P']);
        // "60 p.m." stays what it says.
        if hour <= 24 {
            hour = hour % 12 + if afternoon { 12 } else { 0 };
        }
        end = place + mark.len();
    } else if text.has(place, "o'clock") && hour <= 24 {
        end = place + 7;
    }
    let kind = if half.is_some() || hour > 12 || hour == 0 { Kind::Time } else { Kind::Clock };
    Some(Reading::new(at, end, Ratio::new(hour * 60 + minutes, 1)?, kind))
}

/// An hour in words or digits at `at`, with the position after it.
fn hour_at(text: &Folded, at: usize) -> Option<(i128, usize)> {
    let number = number::read(text, at, false)?;
    let hour = number.value.integer().filter(|hour| (1..=12).contains(hour))?;
    Some((hour, number.end))
}

/// Whether a time in words can end at `end`: no noun stands there that the number could count.
fn is_over(text: &Folded, end: usize) -> bool {
    const AFTER: [&str; 20] = [
        "in", "on", "and", "to", "or", "but", "this", "every", "each", "for", "when", "with", "a",
        "am", "pm", "p", "the", "sharp", "as", "until",
    ];
    let (next, _) = word(text, text.skip_spaces(end));
    let c = text.at(end);
    c != '-' && !c.is_alphanumeric() && (next.is_empty() || AFTER.contains(&next.as_str()))
}

/// half past four, quarter to eight, ten minutes past 6; `first` is the word at `at`.
fn past_or_to(text: &Folded, at: usize, first: &Word, first_end: usize) -> Option<Reading> {
    let (minutes, end) = match first.as_str() {
        "half" => (30, first_end),
        "quarter" => (15, first_end),
        minutes => {
            let (unit, end) = word(text, next_word(text, first_end)?);
            let minutes = number::hour(minutes).filter(|_| unit.as_str() == "minutes")?;
            (minutes, end)
        }
    };
    let (relation, end) = word(text, next_word(text, end)?);
    let past = match relation.as_str() {
        "past" => true,
        "after" if minutes == 15 => true,
        "to" if minutes < 30 => false,
        _ => return None,
    };
    let (hour, end) = hour_at(text, next_word(text, end)?)?;
    let minutes = if past { hour * 60 + minutes } else { (hour + 11) % 12 * 60 + 60 - minutes };
    let counts_on = text.has(text.skip_spaces(end), "o'clock");
    (counts_on || is_over(text, end)).then_some(())?;
    of_day(text, at, end, (minutes / 60, minutes % 60))
}

/// five-thirty, at eight forty, ten-oh-five: an hour and minutes in steps of five; the word of the
/// hour ends at `hour_end`.
fn in_words(text: &Folded, at: usize, hour: i128, hour_end: usize) -> Option<Reading> {
    let place = next_word(text, hour_end)?;
    if text.at(hour_end) != '-' && !is_announced(text, at) {
        return None;
    }
    let nought = matches!(word(text, place).0.as_str(), "oh" | "o");
    let place = if nought { next_word(text, word(text, place).1)? } else { place };
    let number = number::read(text, place, false).filter(|number| number.plain_digits == 0)?;
    let minutes = number.value.integer()?;
    let fits = if nought { minutes < 10 } else { (10..60).contains(&minutes) };
    let told = fits && minutes % 5 == 0 && is_over(text, number.end);
    told.then(|| of_day(text, at, number.end, (hour, minutes))).flatten()
}
