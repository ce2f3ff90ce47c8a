//! Numbers that share one unit: 3~5%, "3 to 4 billion won", 26살과 27살, "7, 8 and 9 percent".
//!
//! Only the last number of a range or list carries the unit (and the scale word); the ones before
//! it take it over.

use super::folded::Folded;
use super::{Kind, Quantity, Ratio, Vagueness, Value};

/// A quantity while its sentence is being read, with positions in characters.
#[derive(Debug, Clone)]
pub struct Reading {
    /// First character.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
    /// Its value.
    pub value: Value,
    /// Its kind; a bare number is a count.
    pub kind: Kind,
    /// How exactly it is meant.
    pub vague: Vagueness,
    /// Whether it is only a number, with neither unit nor counter after it.
    pub bare: bool,
    /// The scale word it was multiplied with (억, billion), one if there was none.
    pub scale: Ratio,
}

impl Reading {
    /// A number with what it counts.
    pub fn new(start: usize, end: usize, value: Ratio, kind: Kind) -> Reading {
        let (value, vague) = (Value::Number(value), Vagueness::Exact);
        Reading { start, end, value, kind, vague, bare: false, scale: Ratio::ONE }
    }

    /// A code.
    pub fn code(start: usize, end: usize, code: Box<str>) -> Reading {
        let value = Value::Code(code);
        Reading { value, ..Reading::new(start, end, Ratio::ZERO, Kind::Code) }
    }
}

/// Gives bare numbers before a range mark or list comma the unit and scale of the next number;
/// `links` says whether the text between two readings ties them.
pub fn share_units(readings: &mut [Reading], links: impl Fn(&Reading, &Reading) -> bool) {
    for i in (1..readings.len()).rev() {
        let (before, after) = readings.split_at_mut(i);
        let (Some(left), Some(right)) = (before.last_mut(), after.first_mut()) else { continue };
        let in_month = |value: &Value| value.number().is_some_and(|day| day <= Ratio::whole(31));
        if left.kind == Kind::Day && right.bare && in_month(&right.value) && links(left, right) {
            right.kind = Kind::Day;
            right.bare = false;
            continue;
        }
        if !left.bare || left.kind != Kind::Count || !links(left, right) || !shares(right.kind) {
            continue;
        }
        let (Some(small), Some(large)) = (left.value.number(), right.value.number()) else {
            continue;
        };
        if right.bare && right.scale == Ratio::ONE {
            continue;
        }
        // "3 to 4 billion": the scale carries over when the numbers then still rise.
        let scaled = small.times(right.scale).filter(|scaled| *scaled < large && small < large);
        if let (Ratio::ONE, Some(scaled)) = (left.scale, scaled) {
            left.value = Value::Number(scaled);
            left.scale = right.scale;
        }
        // "2 to 4 p.m.": hours to minutes; which half of the day is not told for the first.
        if matches!(right.kind, Kind::Time | Kind::Clock) {
            let Some(minutes) = small.times(Ratio::whole(60)) else { continue };
            (left.value, left.kind, left.bare) = (Value::Number(minutes), Kind::Clock, false);
            continue;
        }
        left.kind = right.kind;
        left.bare = right.bare;
    }
}

/// Makes one length of time of two that follow each other, the larger unit first: 2년 6개월, "an
/// hour and 20 minutes"; `adjoins` says whether nothing stands between two readings.
pub fn join_durations(readings: &mut Vec<Reading>, adjoins: impl Fn(&Reading, &Reading) -> bool) {
    for i in (1..readings.len()).rev() {
        let (left, right) = (&readings[i - 1], &readings[i]);
        if !adjoins(left, right) {
            continue;
        }
        if let Some(value) = joined(left, right) {
            let (end, vague) = (right.end, right.vague);
            readings.remove(i);
            let whole = &mut readings[i - 1];
            whole.value = Value::Number(value);
            whole.end = end;
            if whole.vague == Vagueness::Exact {
                whole.vague = vague;
            }
        }
    }
}

/// The sum of two lengths of time in the unit of the first, if the second is less than one of it.
fn joined(left: &Reading, right: &Reading) -> Option<Ratio> {
    let (Kind::Duration(large), Kind::Duration(small)) = (left.kind, right.kind) else {
        return None;
    };
    let (whole, part) = (left.value.number()?, right.value.number()?);
    let part = small.to_base(part)?.over(large.to_base(Ratio::ONE)?)?;
    // 하루 8시간 is a rate, not a day and eight hours.
    let days = matches!(large.name, "day" | "week");
    let fits =
        !days && large.dimension == small.dimension && part < Ratio::ONE && part > Ratio::ZERO;
    (fits && whole.integer().is_some()).then(|| whole.plus(part)).flatten()
}

/// Whether a unit of this kind can stand for a whole range or list.
fn shares(kind: Kind) -> bool {
    !matches!(kind, Kind::Code | Kind::Relative(_) | Kind::Weekday | Kind::Fraction)
}

/// The finished quantities.
pub fn finish(readings: Vec<Reading>, text: &Folded) -> Vec<Quantity> {
    let mut bytes = text.bytes();
    let quantity = |r: Reading| Quantity {
        span: bytes.span(r.start, r.end),
        value: r.value,
        kind: r.kind,
        vague: r.vague,
    };
    // Collected, they would be written over the readings, and the list would have to be cut.
    let mut quantities = Vec::with_capacity(readings.len());
    quantities.extend(readings.into_iter().map(quantity));
    quantities
}
