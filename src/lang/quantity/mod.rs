//! Quantities: the numbers of a text by value, whatever the language they are written in.
//!
//! Layer 2. [`crate::lang::ko::numerals`] and [`crate::lang::en::numerals`] read text into
//! [`Quantity`]; here stands what the two share: exact values, units, kinds, and how far two
//! quantities say the same ([`agreement`]). The aligner ties sentences together by quantities of
//! one value; the number check compares what both sides of a unit hold.

mod agreement;
pub mod era;
pub mod folded;
pub mod hedge;
#[cfg(test)]
pub mod notation;
pub mod series;
pub mod starts;
pub mod table;
pub mod token;
pub mod unit;
pub mod value;

pub use agreement::{Agreement, agreement, compatible};
pub use unit::{Currency, Dimension, Unit};
pub use value::{Ratio, Value};

use crate::text::Span;

/// A number read from text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The number with its unit or counter; words such as "about" or 약 stand outside.
    pub span: Span,
    /// What it is worth, in the unit of `kind`.
    pub value: Value,
    /// What it counts or measures.
    pub kind: Kind,
    /// How exactly it is meant.
    pub vague: Vagueness,
}

impl Quantity {
    /// The value in base units, a key by which quantities of any scale and unit can be grouped:
    /// seconds for durations under a month and months above, metres, grams and so on for
    /// measures, parts of one for percentages, years for ages. Two quantities whose [`agreement`]
    /// is [`Agreement::Same`] have one base, apart from clock times, decades told without their
    /// century and ages against durations.
    pub fn base(&self) -> Value {
        match (&self.value, self.kind) {
            (Value::Number(value), kind) => Value::Number(kind.to_base(*value).unwrap_or(*value)),
            (code, _) => code.clone(),
        }
    }

    /// Whether it is a number that is meant exactly: no `Several`, no relative year.
    pub fn is_exact(&self) -> bool {
        self.vague == Vagueness::Exact && !matches!(self.kind, Kind::Relative(_))
    }
}

/// What a number counts or measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// People, things, or a number with nothing after it.
    Count,
    /// An amount of money, in the main unit of the currency.
    Money(Currency),
    /// Per cent: the value of 6 % is 6.
    Percent,
    /// Percentage points.
    PercentPoint,
    /// So many times as much: 6배, sixfold, double.
    Multiple,
    /// A part of a whole: 3분의 1, one-third, 절반, half.
    Fraction,
    /// A place in an order: 제3, 1위, third, No. 1, Article 9.
    Ordinal,
    /// A year of the common era; negative before it.
    Year,
    /// A month of the year, 1 to 12.
    Month,
    /// A day of the month, 1 to 31.
    Day,
    /// A day of the week, Monday is 1.
    Weekday,
    /// A quarter of the year, 1 to 4.
    Quarter,
    /// A half of the year, 1 or 2.
    HalfYear,
    /// Ten years of the calendar or of a life: 1990년대 (1990), the '90s (90), 30대 (30).
    Decade,
    /// A century, counted from 1.
    Century,
    /// A time of day in minutes since midnight.
    Time,
    /// A time on a twelve-hour dial, in minutes, with neither a.m., p.m. nor 오전, 오후.
    Clock,
    /// A length of time.
    Duration(Unit),
    /// The age of a person or thing in years.
    Age,
    /// An amount in a unit.
    Measure(Unit),
    /// A period seen from today: 지난해 is -1 year, 내년 is 1 year.
    Relative(Unit),
    /// Letters with digits, the name of a product or a standard: M100, HBM3E, 5G.
    Code,
}

impl Kind {
    /// The kind of that name in the tables: `count`, `money:KRW`, `duration:day`.
    pub fn from_name(name: &str) -> Option<Kind> {
        let (name, argument) = name.split_once(':').unwrap_or((name, ""));
        Some(match name {
            "count" => Kind::Count,
            "money" => Kind::Money(Currency::from_code(argument)?),
            "percent" => Kind::Percent,
            "point" => Kind::PercentPoint,
            "multiple" => Kind::Multiple,
            "fraction" => Kind::Fraction,
            "ordinal" => Kind::Ordinal,
            "year" => Kind::Year,
            "month" => Kind::Month,
            "day" => Kind::Day,
            "weekday" => Kind::Weekday,
            "quarter" => Kind::Quarter,
            "half" => Kind::HalfYear,
            "decade" => Kind::Decade,
            "century" => Kind::Century,
            "time" => Kind::Time,
            "duration" => Kind::Duration(Unit::named(argument)?),
            "age" => Kind::Age,
            "measure" => Kind::Measure(Unit::named(argument)?),
            "relative" => Kind::Relative(Unit::named(argument)?),
            _ => return None,
        })
    }

    /// `value` of this kind in base units (see [`Quantity::base`]).
    fn to_base(self, value: Ratio) -> Option<Ratio> {
        match self {
            Kind::Percent => value.over(Ratio::whole(100)),
            Kind::Duration(unit) | Kind::Measure(unit) | Kind::Relative(unit) => {
                unit.to_base(value)
            }
            _ => Some(value),
        }
    }

    /// Whether it names a point in the calendar or on the clock.
    pub fn is_date(self) -> bool {
        matches!(
            self,
            Kind::Year
                | Kind::Month
                | Kind::Day
                | Kind::Weekday
                | Kind::Quarter
                | Kind::HalfYear
                | Kind::Decade
                | Kind::Century
                | Kind::Time
                | Kind::Clock
                | Kind::Relative(_)
        )
    }
}

/// How exactly a number is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Vagueness {
    /// As written.
    Exact,
    /// 약, 가량, 안팎; about, some, nearly.
    About,
    /// 이상; at least, or more.
    AtLeast,
    /// 초과, 여, 넘는; more than, over.
    MoreThan,
    /// 이하; at most, up to, or less.
    AtMost,
    /// 미만; less than, under.
    LessThan,
    /// This whole number or the next: 두세, 대여섯; two or three.
    OrNext,
    /// Only the order of magnitude: 수천, 수십억, 여러; thousands, billions, several. The value is
    /// the power of ten (or 12 for dozens).
    Several,
}
