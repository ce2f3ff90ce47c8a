//! How far two quantities say the same.

use super::{Dimension, Kind, Quantity, Ratio, Unit, Vagueness, Value};

/// How far two quantities say the same, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Agreement {
    /// One value, one kind; units of one dimension convert exactly (하루 and 24 hours).
    Same,
    /// One value, but the kind differs or is told on one side only (8조 and 8 trillion won, 3세
    /// and 3). Percent against percentage point and won against dollar land here too: whether
    /// that is a fault is for a check to say.
    SameValueOtherKind,
    /// One side is the other rounded, or both name the same order of magnitude.
    Rounded,
    /// Another unit of the same dimension, equal within 5 % (240 km and 150 miles).
    Converted,
    /// Cannot be decided from the two alone: 지난해 and 2007, 28일 and Monday, won and dollars.
    Possible,
    /// They say different things.
    No,
}

/// Whether two quantities can be translations of each other by value: the same, of another kind,
/// rounded or converted.
pub fn compatible(a: &Quantity, b: &Quantity) -> bool {
    agreement(a, b) <= Agreement::Converted
}

/// How far two quantities say the same. Symmetric.
pub fn agreement(a: &Quantity, b: &Quantity) -> Agreement {
    match (&a.value, &b.value) {
        (Value::Number(x), Value::Number(y)) => numbers(a, *x, b, *y),
        (Value::Code(x), Value::Code(y)) if x == y => Agreement::Same,
        (Value::Code(_), Value::Code(_)) => Agreement::No,
        (Value::Code(code), Value::Number(n)) | (Value::Number(n), Value::Code(code)) => {
            code_and_number(code, *n)
        }
    }
}

fn numbers(a: &Quantity, x: Ratio, b: &Quantity, y: Ratio) -> Agreement {
    if let Some(verdict) = undecided(a.kind, b.kind) {
        return verdict;
    }
    if a.kind == b.kind && x == y {
        return Agreement::Same;
    }
    if let Some(verdict) = calendar(a.kind, x, b.kind, y) {
        return verdict;
    }
    if let (Some(u), Some(v)) = (unit_of(a.kind), unit_of(b.kind)) {
        return units(a, (u, x), b, (v, y));
    }
    let alike = a.kind == b.kind;
    if x == y || parts(a.kind, x) == parts(b.kind, y) {
        return if alike { Agreement::Same } else { Agreement::SameValueOtherKind };
    }
    let ages = |kind| matches!(kind, Kind::Age | Kind::Decade);
    if ages(a.kind) != ages(b.kind) || a.kind.is_date() || b.kind.is_date() {
        return Agreement::No;
    }
    if rounds(a, x, b, y) && !counts_apart(a, b) {
        return Agreement::Rounded;
    }
    match (a.kind, b.kind) {
        (Kind::Money(m), Kind::Money(n)) if m != n => Agreement::Possible,
        _ => Agreement::No,
    }
}

/// Pairs of kinds whose values cannot be compared without knowing the day of writing or a rate.
fn undecided(a: Kind, b: Kind) -> Option<Agreement> {
    let either = |f: fn(Kind) -> bool, g: fn(Kind) -> bool| (f(a) && g(b)) || (f(b) && g(a));
    let day = |kind| matches!(kind, Kind::Day);
    let weekday = |kind| matches!(kind, Kind::Weekday);
    let relative = |kind| matches!(kind, Kind::Relative(_));
    let dated = |kind| matches!(kind, Kind::Year | Kind::Month | Kind::Day | Kind::Weekday);
    match (a, b) {
        // 1년 전 is told as a year ago or last year.
        (Kind::Relative(_), Kind::Relative(_) | Kind::Duration(_))
        | (Kind::Duration(_), Kind::Relative(_)) => None,
        _ if either(day, weekday) || either(relative, dated) => Some(Agreement::Possible),
        (Kind::Relative(_), _) | (_, Kind::Relative(_)) => Some(Agreement::No),
        (Kind::Weekday, other) | (other, Kind::Weekday) if other != Kind::Weekday => {
            Some(Agreement::No)
        }
        _ => None,
    }
}

/// Clock times and decades, which may be told without their half of the day or their century;
/// decades against the years and spans that name them.
fn calendar(a: Kind, x: Ratio, b: Kind, y: Ratio) -> Option<Agreement> {
    let same_after = |cycle: i64| {
        let difference = x.plus(y.times(Ratio::whole(-1))?)?.integer()?;
        Some(difference % i128::from(cycle) == 0)
    };
    let verdict =
        |same: Option<bool>| Some(if same == Some(true) { Agreement::Same } else { Agreement::No });
    match (a, b) {
        (Kind::Time | Kind::Clock, Kind::Clock) | (Kind::Clock, Kind::Time) => {
            verdict(same_after(12 * 60))
        }
        // '90s is of any century, 1890s is not.
        (Kind::Decade, Kind::Decade) => {
            let of_any = [x, y].iter().any(|&n| n < Ratio::whole(100));
            verdict(if of_any { same_after(100) } else { Some(x == y) })
        }
        _ => None,
    }
}

/// The unit of a kind that can be converted; ages are years.
fn unit_of(kind: Kind) -> Option<Unit> {
    match kind {
        Kind::Duration(unit) | Kind::Measure(unit) | Kind::Relative(unit) => Some(unit),
        Kind::Age => Unit::named("year"),
        _ => None,
    }
}

fn units(a: &Quantity, (u, x): (Unit, Ratio), b: &Quantity, (v, y): (Unit, Ratio)) -> Agreement {
    let alike = matches!(
        (a.kind, b.kind),
        (Kind::Duration(_), Kind::Duration(_))
            | (Kind::Measure(_), Kind::Measure(_))
            | (Kind::Relative(_), Kind::Relative(_))
    );
    let (Some(p), Some(q)) = (common(u, x), common(v, y)) else {
        return if x == y { Agreement::SameValueOtherKind } else { Agreement::No };
    };
    if u.dimension != v.dimension && !times(u, v) {
        return if x == y { Agreement::SameValueOtherKind } else { Agreement::No };
    }
    let past = |kind| matches!(kind, Kind::Relative(_));
    if past(a.kind) != past(b.kind) {
        let same = p.plus(q) == Some(Ratio::ZERO) || p == q;
        return if same { Agreement::SameValueOtherKind } else { Agreement::No };
    }
    if p == q {
        return if alike { Agreement::Same } else { Agreement::SameValueOtherKind };
    }
    if u == v || !alike {
        // 2시간 7분 20초 has no end in hours: seconds are compared.
        let endless = x.digits().is_none() || y.digits().is_none();
        let (x, y) = if endless { (p, q) } else { (x, y) };
        return if rounds(a, x, b, y) { Agreement::Rounded } else { Agreement::No };
    }
    if p.is_near(q, 5) { Agreement::Converted } else { Agreement::No }
}

/// Whether both are units of time, under a month or above.
fn times(u: Unit, v: Unit) -> bool {
    let time = |unit: Unit| matches!(unit.dimension, Dimension::Time | Dimension::Calendar);
    time(u) && time(v)
}

/// The value in one scale for each group of convertible dimensions: temperatures in Celsius,
/// times in seconds (a month has a twelfth of 365.25 days).
fn common(unit: Unit, value: Ratio) -> Option<Ratio> {
    let base = unit.to_base(value)?;
    match unit.dimension {
        Dimension::Calendar => base.times(Ratio::whole(2_629_800)),
        _ => Some(base),
    }
}

/// Percentages, fractions and plain decimals as parts of one, so that 2할5푼, 25 % and .250 meet;
/// other kinds as they are.
fn parts(kind: Kind, value: Ratio) -> (bool, Ratio) {
    match kind {
        Kind::Percent => (true, value.over(Ratio::whole(100)).unwrap_or(value)),
        Kind::Fraction => (true, value),
        Kind::Count | Kind::Multiple if value < Ratio::ONE => (true, value),
        _ => (false, value),
    }
}

/// Whether one is the other rounded to fewer digits, a bound told in round numbers, or a mere
/// order of magnitude.
fn rounds(a: &Quantity, x: Ratio, b: &Quantity, y: Ratio) -> bool {
    if or_next(a, x, y) || or_next(b, y, x) {
        return true;
    }
    let several = |q: &Quantity| q.vague == Vagueness::Several;
    if several(a) || several(b) {
        return x.order() == y.order();
    }
    let exact = |kind| matches!(kind, Kind::Ordinal | Kind::Age) || Kind::is_date(kind);
    if exact(a.kind) || exact(b.kind) || a.kind == Kind::Fraction || b.kind == Kind::Fraction {
        return false;
    }
    let currencies = matches!((a.kind, b.kind), (Kind::Money(m), Kind::Money(n)) if m != n);
    let (Some(m), Some(n)) = (x.digits(), y.digits()) else { return x.is_near(y, 2) };
    let (short, round, long) = if m <= n { (m, x, y) } else { (n, y, x) };
    // Small whole numbers are counted, not rounded: 6 is not "about 5.8".
    let counted = x < Ratio::whole(100) && x.integer().is_some() && y.integer().is_some();
    !currencies && m != n && !counted && long.rounded(short) == Some(round) && x.is_near(y, 5)
}

/// Whether one is a mere order of magnitude and only one of the two has a unit: "several people"
/// are no rounding of four weeks, 수십 명 none of 71km.
fn counts_apart(a: &Quantity, b: &Quantity) -> bool {
    let several = [a, b].iter().any(|q| q.vague == Vagueness::Several);
    several && unit_of(a.kind).is_some() != unit_of(b.kind).is_some()
}

/// Whether one is "two or three" and the other three.
fn or_next(a: &Quantity, x: Ratio, y: Ratio) -> bool {
    a.vague == Vagueness::OrNext && x.plus(Ratio::ONE) == Some(y)
}

/// A code against a number: COVID-19 and 코로나19 share their digits.
fn code_and_number(code: &str, number: Ratio) -> Agreement {
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    match Ratio::parse(&digits) {
        Some(value) if value == number => Agreement::SameValueOtherKind,
        _ => Agreement::No,
    }
}

#[cfg(test)]
mod tests {
    use super::Agreement::{self, *};
    use super::agreement;
    use crate::lang::{en, ko};

    /// The best agreement of the first Korean quantity with the first English one, both ways.
    fn of(korean: &str, english: &str) -> Agreement {
        let (k, e) = (ko::numerals::quantities(korean), en::numerals::quantities(english));
        let (k, e) = (k.first().expect(korean), e.first().expect(english));
        assert_eq!(agreement(k, e), agreement(e, k), "{korean} / {english}");
        agreement(k, e)
    }

    #[test]
    fn values_agree_across_scales_and_units() {
        for (korean, english, expected) in [
            ("8조원", "8,000 billion won", Same),
            ("하루 앞두고", "24 hours before", Same),
            ("50년 이상", "five decades", Same),
            ("2할5푼의", "25 percent", Same),
            ("절반", "50 percent", SameValueOtherKind),
            ("절반", "half", Same),
            ("8조 시장", "an 8 trillion won market", SameValueOtherKind),
            ("타율 3할2푼1리", "batting .321", SameValueOtherKind),
            ("3%p", "3 percent", SameValueOtherKind),
            ("24세", "24-year-old", Same),
            ("코로나19", "Covid-19", SameValueOtherKind),
            ("M100", "the M100", Same),
        ] {
            assert_eq!(of(korean, english), expected, "{korean} / {english}");
        }
    }

    #[test]
    fn rounding_conversion_and_what_cannot_be_known() {
        for (korean, english, expected) in [
            ("1조9800억원", "about 2 trillion won", Rounded),
            ("수십억 원", "billions of won", Same),
            ("240km", "150 miles", Converted),
            ("33평", "109 square meters", Converted),
            ("지난해", "in 2007", Possible),
            ("지난해", "last year", Same),
            ("28일 열린", "on Monday", Possible),
            ("2400억 원", "$238 million", Possible),
            ("3시에", "at 3 p.m.", Same),
            ("1990년대", "the '90s", Same),
        ] {
            assert_eq!(of(korean, english), expected, "{korean} / {english}");
        }
    }

    #[test]
    fn different_values_do_not_agree() {
        for (korean, english) in [
            ("50만여 척", "50,000 boats"),
            ("수십억 유로", "hundreds of millions of euros"),
            ("1997년", "in 1998"),
            ("오후 3시 30분", "3:30 a.m."),
            ("117km", "110 miles"),
            ("사흘", "four days"),
            ("102위", "120th"),
            ("1890년대", "the 1490s"),
            ("수십 명", "71km"),
            ("3주 만에", "several people"),
            ("M100", "the M300"),
            ("12월", "in November"),
        ] {
            assert_eq!(of(korean, english), No, "{korean} / {english}");
        }
    }
}
