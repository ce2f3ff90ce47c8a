//! Quantities in Korean text: digits with 만·억·조, native and Sino-Korean numerals, counters and
//! units, dates and times, vague numbers.
//!
//! One pass from left to right, the longest reading at each place. `number` reads the number,
//! `counter` what follows it, `calendar` the counters that mean dates, `words` the quantities
//! that are single words (사흘, 지난해, 절반). Forms stand in `ko/data`.

mod calendar;
mod counter;
mod number;
#[cfg(test)]
mod tests;
mod words;

use crate::lang::ko::hangul::is_syllable;
use crate::lang::quantity::folded::Folded;
use crate::lang::quantity::hedge::Hedges;
use crate::lang::quantity::series::{self, Reading};
use crate::lang::quantity::{Kind, Quantity, Ratio, Vagueness, token};
use crate::text::chars::CharSet;
use std::sync::LazyLock;

static HEDGES: LazyLock<Hedges> =
    LazyLock::new(|| Hedges::new(include_str!("../data/numeral_hedges.tsv")));

/// The quantities of a Korean text, in order, not overlapping.
pub fn quantities(text: &str) -> Vec<Quantity> {
    let text = Folded::new(text);
    let mut readings: Vec<Reading> = Vec::new();
    let mut at = 0;
    let starts = &*STARTS;
    while at < text.len() {
        at = match may_begin(starts, &text, at) {
            true => step(&text, at, &mut readings),
            false => at + 1,
        };
    }
    series::share_units(&mut readings, |left, right| links(&text, left, right));
    series::join_durations(&mut readings, |left, right| {
        right.start >= left.end && text.skip_spaces(left.end) == right.start
    });
    day_names(&text, &mut readings);
    for reading in &mut readings {
        if reading.vague == Vagueness::Exact && !matches!(reading.kind, Kind::Code) {
            reading.vague = HEDGES.of(&text, reading.start, reading.end);
        }
    }
    series::finish(readings, &text)
}

/// The characters with which a quantity, a code or an address can begin.
static STARTS: LazyLock<CharSet> = LazyLock::new(|| {
    let marks = token::signs().chain(words::forms()).filter_map(|form| form.first().copied());
    let ascii = (' '..='~').filter(|c| c.is_ascii_alphanumeric() || *c == '.');
    marks.chain(ascii).chain(number::starts()).collect()
});

/// Whether something that is read may begin at `at`.
#[inline]
fn may_begin(starts: &CharSet, text: &Folded, at: usize) -> bool {
    let c = text.at(at);
    if starts.contains(c) {
        // Hangul begins a quantity only where it begins a word.
        return !is_syllable(c) || number::may_follow(text.before(at));
    }
    text.may_hold_address() && c.is_ascii_graphic()
}

/// Reads what stands at `at` into `readings` and gives the position to go on from.
fn step(text: &Folded, at: usize, readings: &mut Vec<Reading>) -> usize {
    let c = text.at(at);
    if c.is_ascii_graphic() && !text.before(at).is_ascii_alphanumeric() {
        if let Some(end) = token::address(text, at) {
            return end;
        }
        if let Some(parts) = token::date(text, at) {
            let kinds = [Kind::Year, Kind::Month, Kind::Day];
            let dated = parts.iter().zip(kinds);
            readings.extend(dated.map(|(&(from, to, v), kind)| Reading::new(from, to, v, kind)));
            return parts[2].1;
        }
    }
    let reading = words::read(text, at).or_else(|| counter::read(text, at));
    if let Some(reading) = reading {
        let end = reading.end;
        readings.push(reading);
        return end.max(at + 1);
    }
    if c.is_ascii_alphanumeric() {
        if let Some((end, code)) = token::code(text, at) {
            readings.push(Reading::code(at, end, code));
            return end;
        }
        return text.run(at, |c| c.is_ascii_alphanumeric());
    }
    at + 1
}

/// Whether the text between two readings makes a range or list of them: 3~5%, 26살과 27살, 7, 8월.
fn links(text: &Folded, left: &Reading, right: &Reading) -> bool {
    if right.start < left.end || right.start - left.end > 5 {
        return false;
    }
    let between = text.string(left.end, right.start);
    let mark = between.trim();
    matches!(mark, "~" | "-" | "–" | "—" | "," | "·" | "ㆍ" | "∙" | "에서" | "내지" | "→" | "/")
        || matches!(mark, "과" | "와" | "이나" | "나" | "및" | "또는")
}

/// Days that go by their date: 8·15 광복절, 12·3 비상계엄, 9/11.
fn day_names(text: &Folded, readings: &mut [Reading]) {
    let within = |reading: &Reading, most: i64| {
        let bounds = Ratio::ONE..=Ratio::whole(most);
        let plain = reading.bare && reading.kind == Kind::Count;
        plain
            && reading.value.number().is_some_and(|n| n.integer().is_some() && bounds.contains(&n))
    };
    for i in 1..readings.len() {
        let (left, right) = (&readings[i - 1], &readings[i]);
        let mark = right.start == left.end + 1 && matches!(text.at(left.end), '·' | 'ㆍ' | '∙');
        let dates = mark || (text.has(left.start, "9/11") && right.start == left.end + 1);
        let named = text.skip_spaces(right.end);
        if dates && within(left, 12) && within(right, 31) && is_syllable(text.at(named)) {
            for (reading, kind) in [(i - 1, Kind::Month), (i, Kind::Day)] {
                readings[reading].kind = kind;
                readings[reading].bare = false;
            }
        }
    }
}
