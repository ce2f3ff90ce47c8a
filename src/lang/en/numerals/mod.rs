//! Quantities in English text: digits with scale words and suffixes ($1.3bn), numbers in words
//! (three and a half million), units, dates and times, ordinals, fractions, vague numbers.
//!
//! One pass from left to right, the longest reading at each place. `number` reads the number,
//! `follow` what follows it, `calendar` months and years, `clock` times of day, `words` the
//! quantities that are words by themselves (double, last year, Monday). Forms stand in `en/data`.

mod calendar;
mod clock;
mod follow;
mod number;
#[cfg(test)]
mod tests;
mod words;

pub use calendar::month_names;

use crate::lang::quantity::folded::Folded;
use crate::lang::quantity::hedge::Hedges;
use crate::lang::quantity::series::{self, Reading};
use crate::lang::quantity::starts::{Starts, Word, WordTable};
use crate::lang::quantity::{Kind, Quantity, Ratio, Vagueness, token};
use crate::text::chars::CharSet;
use std::sync::LazyLock;

static HEDGES: LazyLock<Hedges> =
    LazyLock::new(|| Hedges::new(include_str!("../data/numeral_hedges.tsv")));

/// The quantities of an English text, in order, not overlapping.
pub fn quantities(text: &str) -> Vec<Quantity> {
    let text = Folded::new(text);
    let mut readings: Vec<Reading> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        at = step(&text, at, &mut readings);
    }
    series::share_units(&mut readings, |left, right| links(&text, left, right));
    series::join_durations(&mut readings, |left, right| {
        let near = right.start >= left.end && right.start - left.end <= 6;
        near && matches!(text.string(left.end, right.start).trim(), "" | "," | "and" | ", and")
    });
    or_next(&text, &mut readings);
    for reading in &mut readings {
        if reading.vague == Vagueness::Exact && !matches!(reading.kind, Kind::Code) {
            reading.vague = HEDGES.of(&text, reading.start, reading.end);
        }
    }
    series::finish(readings, &text)
}

/// The words with which a quantity can begin.
static WORDS: LazyLock<WordTable> = LazyLock::new(|| {
    let first =
        |form: &[char]| Word::new(form.iter().copied().take_while(char::is_ascii_alphabetic));
    let mut table = WordTable::default();
    table.add(Starts::DATE, calendar::starts().chain(clock::starts()));
    table.add(Starts::PHRASE, words::forms().map(first).chain(words::starts()));
    table.add(Starts::NUMBER, token::signs().map(first));
    table.add(Starts::NUMBER, number::starts().chain(follow::starts()));
    table
});

/// The characters other than letters with which one can begin.
static MARKS: LazyLock<CharSet> = LazyLock::new(|| {
    let forms = token::signs().chain(words::forms()).filter_map(|form| form.first().copied());
    forms.filter(|c| !c.is_ascii_alphabetic()).chain('0'..='9').chain(['.', '\'']).collect()
});

/// What may begin at `at`, which is not inside a word, with the position after the letters there.
/// Letters with digits are a code.
#[inline]
fn starts(text: &Folded, at: usize) -> (Starts, usize) {
    let (word, end) = number::word(text, at);
    if end == at {
        return (if MARKS.contains(text.at(at)) { Starts::ALL } else { Starts::default() }, at);
    }
    let digits = end + usize::from(text.at(end) == '-');
    (if text.at(digits).is_ascii_digit() { Starts::ALL } else { WORDS.starts(&word) }, end)
}

/// Reads what stands at `at` into `readings` and gives the position to go on from.
fn step(text: &Folded, at: usize, readings: &mut Vec<Reading>) -> usize {
    let c = text.at(at);
    if text.before(at).is_alphanumeric() {
        return at + 1;
    }
    if text.may_hold_address()
        && c.is_ascii_graphic()
        && let Some(end) = token::address(text, at)
    {
        return end;
    }
    let (starts, end) = starts(text, at);
    if starts.nothing() {
        return pass(text, end);
    }
    if let Some(parts) = token::date(text, at) {
        let kinds = [Kind::Year, Kind::Month, Kind::Day];
        let dated = parts.iter().zip(kinds);
        readings.extend(dated.map(|(&(from, to, v), kind)| Reading::new(from, to, v, kind)));
        return parts[2].1;
    }
    let dated = if starts.with(Starts::DATE) { date_or_time(text, at) } else { Vec::new() };
    if !dated.is_empty() {
        let end = dated.iter().map(|reading| reading.end).max().unwrap_or(at);
        readings.extend(dated);
        return end.max(at + 1);
    }
    let phrase = starts.with(Starts::PHRASE).then(|| words::read(text, at)).flatten();
    let number = starts.with(Starts::NUMBER).then(|| follow::read(text, at)).flatten();
    let longest = [phrase, number].into_iter().flatten().max_by_key(|reading| reading.end);
    let reading =
        longest.or_else(|| token::code(text, at).map(|(end, code)| Reading::code(at, end, code)));
    if let Some(reading) = reading {
        let end = reading.end;
        readings.push(reading);
        return end.max(at + 1);
    }
    pass(text, at)
}

/// The date in its parts, or the clock time, at `at`; empty if there is neither.
fn date_or_time(text: &Folded, at: usize) -> Vec<Reading> {
    clock::read(text, at).map_or_else(|| calendar::read(text, at), |time| vec![time])
}

/// The position after the rest of a word, or another character, that is no quantity. Nothing begins
/// just after a word either.
#[inline]
fn pass(text: &Folded, at: usize) -> usize {
    text.run(at, char::is_alphanumeric) + 1
}

/// "two or three people", "five to six times": one vague number, of which the second is the rest.
fn or_next(text: &Folded, readings: &mut Vec<Reading>) {
    for i in (1..readings.len()).rev() {
        let (left, right) = (&readings[i - 1], &readings[i]);
        let words = text.at(left.start).is_ascii_alphabetic();
        if !words || right.start < left.end || right.start - left.end > 4 {
            continue;
        }
        let next = left.value.number().and_then(|n| n.plus(Ratio::ONE)) == right.value.number();
        if next && text.string(left.end, right.start) == " or " {
            let right = readings.remove(i);
            let left = &mut readings[i - 1];
            (left.end, left.kind, left.vague) = (right.end, right.kind, Vagueness::OrNext);
        }
    }
}

/// Whether the text between two readings makes a range or list of them: "3-5", "3 to 4 billion",
/// "26 and 27", "7, 8 and 9 percent".
fn links(text: &Folded, left: &Reading, right: &Reading) -> bool {
    if right.start < left.end || right.start - left.end > 6 {
        return false;
    }
    let between = text.string(left.end, right.start);
    let mark = between.trim();
    matches!(mark, "-" | "–" | "—" | "~" | "," | "/" | "to" | "and" | "or" | ", and" | ", or" | "&")
}
