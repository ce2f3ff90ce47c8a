//! Which quantity of one text is which of the other.

use crate::lang::quantity::{
    Agreement, Dimension, Kind, Quantity, Ratio, Unit, Vagueness, agreement,
};

/// The quantities of two texts, paired one to one where they agree.
pub(super) struct Pairing<'a> {
    source: &'a [Quantity],
    target: &'a [Quantity],
    /// How far each source quantity agrees with each target one, a row for each source quantity.
    agreements: Vec<Agreement>,
    /// For each source quantity its partner or rival, and how far the two agree.
    partner: Vec<Option<(usize, Agreement)>>,
    /// For each target quantity its partner.
    back: Vec<Option<usize>>,
    contradictions: Vec<(usize, usize)>,
}

/// The agreements that make a pair, best first.
const LEVELS: [Agreement; 4] =
    [Agreement::Same, Agreement::SameValueOtherKind, Agreement::Rounded, Agreement::Converted];

impl<'a> Pairing<'a> {
    /// Pairs the quantities, best agreements first; of equal ones those in the same order.
    /// `into_korean` says which of the two sides is the Korean one.
    pub fn new(source: &'a [Quantity], target: &'a [Quantity], into_korean: bool) -> Self {
        let (partner, back) = (vec![None; source.len()], vec![None; target.len()]);
        let row = |s| target.iter().map(move |t| agreement(s, t));
        let agreements = source.iter().flat_map(row).collect();
        let contradictions = Vec::new();
        let mut pairing = Pairing { source, target, agreements, partner, back, contradictions };
        for level in LEVELS {
            pairing.pair(level, |_, _| true);
        }
        pairing.contradict_conversions();
        // A date that another date of the same kind could stand for is not explained by a weekday,
        // nor a sum of money by one in another currency.
        let strict = |kind: Kind| match kind {
            Kind::Relative(_) => false,
            Kind::Money(_) => true,
            kind => kind.is_date(),
        };
        pairing.contradict(|s, t| s.kind == t.kind && strict(s.kind));
        pairing.pair(Agreement::Possible, possible);
        pairing.contradict(|s, t| if into_korean { rivals(t, s) } else { rivals(s, t) });
        pairing
    }

    /// How far a source quantity agrees with a target one.
    fn agreement(&self, s: usize, t: usize) -> Agreement {
        self.agreements[s * self.target.len() + t]
    }

    /// Pairs what has no partner yet, agrees so far and is said to `fit`.
    fn pair(&mut self, level: Agreement, fit: impl Fn(&Quantity, &Quantity) -> bool) {
        for (s, one) in self.source.iter().enumerate() {
            let mut free = (0..self.target.len()).filter(|&t| self.back[t].is_none());
            let agrees = |&t: &usize| {
                self.agreement(s, t) == level && fit(one, &self.target[t]) && !self.is_loose(s, t)
            };
            if self.partner[s].is_none()
                && let Some(t) = free.find(agrees)
            {
                self.partner[s] = Some((t, level));
                self.back[t] = Some(s);
            }
        }
    }

    /// Whether one is a mere order of magnitude, beside which an exact number of that order stands
    /// without a partner: for "at least 49 people, one of dozens of raids", 41명 is not the dozens.
    fn is_loose(&self, s: usize, t: usize) -> bool {
        let (one, other) = (&self.source[s], &self.target[t]);
        let several = |q: &Quantity| q.vague == Vagueness::Several;
        let order = |q: &Quantity| q.value.number().and_then(Ratio::order);
        let rival = |exact: &Quantity, q: &Quantity| {
            !several(q) && group(q.kind) == group(exact.kind) && order(q) == order(exact)
        };
        match (several(one), several(other)) {
            (true, false) => {
                let mut side = self.source.iter().zip(&self.partner);
                side.any(|(q, partner)| partner.is_none() && rival(other, q))
            }
            (false, true) => {
                let mut side = self.target.iter().zip(&self.back);
                side.any(|(q, back)| back.is_none() && rival(one, q))
            }
            _ => false,
        }
    }

    /// Sets what has no partner and stands nowhere on the other side against what could be in
    /// its place.
    fn contradict(&mut self, rivals: impl Fn(&Quantity, &Quantity) -> bool) {
        let (source, target) = (self.source, self.target);
        let lone_target: Vec<usize> =
            (0..target.len()).filter(|&t| self.back[t].is_none()).collect();
        for s in (0..source.len()).filter(|&s| self.partner[s].is_none()).collect::<Vec<_>>() {
            let rival = lone_target.iter().copied().find(|&t| {
                self.back[t].is_none()
                    && rivals(&source[s], &target[t])
                    && !self.is_scaled(s, t)
                    && !is_date(&source[s], target)
                    && may_stand_for(&source[s], &target[t], || self.as_many(s, t))
                    && (self.as_many(s, t) || !self.repeats_source(s) && !self.repeats_target(t))
            });
            if let Some(t) = rival {
                self.partner[s] = Some((t, Agreement::No));
                self.back[t] = Some(s);
                self.contradictions.push((s, t));
            }
        }
    }

    /// Sets a source quantity that was rendered in another unit against one in its own unit that
    /// stands beside the rendering: 700kg, "1,500 pounds (7,000 kilograms)"; and one that was
    /// rendered in its own unit against a false conversion behind it: 111km, "111 km (61 miles)".
    fn contradict_conversions(&mut self) {
        let (source, target) = (self.source, self.target);
        for s in 0..source.len() {
            let Some((t, Agreement::Same | Agreement::Converted)) = self.partner[s] else {
                continue;
            };
            let left = (0..target.len()).filter(|&free| self.back[free].is_none());
            if let Some(other) = wrong_conversion(&source[s], &target[t], target, left) {
                self.back[other] = Some(s);
                self.contradictions.push((s, other));
                continue;
            }
            let left = (0..target.len()).filter(|&free| self.back[free].is_none());
            if let Some(other) = false_bracket(&target[t], target, left) {
                self.back[other] = Some(s);
                self.contradictions.push((s, other));
                continue;
            }
            let left = (0..source.len()).filter(|&free| self.partner[free].is_none());
            if let Some(other) = wrong_conversion(&target[t], &source[s], source, left) {
                self.partner[other] = Some((t, Agreement::No));
                self.contradictions.push((other, t));
            }
        }
    }

    /// Whether both sides have as many quantities of the kind of these two, at least one of
    /// which is said nowhere on the other side: then neither is a mere repetition.
    fn as_many(&self, s: usize, t: usize) -> bool {
        let kind = group(self.source[s].kind);
        let count = |all: &[Quantity]| all.iter().filter(|q| group(q.kind) == kind).count();
        kind == group(self.target[t].kind)
            && count(self.source) == count(self.target)
            && !(self.repeats_source(s) && self.repeats_target(t))
    }

    /// Whether one of the two says what the other says, so that it may be a repetition of what
    /// that renders. A bare number repeats any kind.
    fn repeats(&self, s: usize, t: usize) -> bool {
        let counts = self.source[s].kind == Kind::Count || self.target[t].kind == Kind::Count;
        match self.agreement(s, t) {
            Agreement::Same | Agreement::Converted => true,
            Agreement::Rounded => !self.is_loose(s, t),
            Agreement::SameValueOtherKind => counts,
            Agreement::Possible | Agreement::No => is_near(&self.source[s], &self.target[t]),
        }
    }

    fn repeats_source(&self, s: usize) -> bool {
        let quantity = &self.source[s];
        let mut places = 0..self.target.len();
        places.any(|t| self.repeats(s, t)) || is_date(quantity, self.target)
    }

    fn repeats_target(&self, t: usize) -> bool {
        let quantity = &self.target[t];
        let mut places = 0..self.source.len();
        places.any(|s| self.repeats(s, t)) || is_date(quantity, self.source)
    }

    /// Whether one is the other without a scale word that stands elsewhere on its side: "150
    /// million euros today, 200 tomorrow".
    fn is_scaled(&self, s: usize, t: usize) -> bool {
        let told = |q: &Quantity, scale: Ratio| q.value.number().is_some_and(|n| n >= scale);
        let drops = |long: &Quantity, short: &Quantity, side: &[Quantity]| {
            let (Some(x), Some(y)) = (long.value.number(), short.value.number()) else {
                return false;
            };
            short.kind == Kind::Count
                && y < Ratio::whole(1000)
                && SCALES.iter().any(|&scale| {
                    let scale = Ratio::whole(scale);
                    y.times(scale) == Some(x) && side.iter().any(|q| told(q, scale))
                })
        };
        let (one, two) = (&self.source[s], &self.target[t]);
        drops(one, two, self.target) || drops(two, one, self.source)
    }

    /// Pairs of quantities that agree in nothing though one stands for the other.
    pub fn contradictions(&self) -> &[(usize, usize)] {
        &self.contradictions
    }

    /// Pairs that agree.
    pub fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        let agreed = |&(t, level): &(usize, Agreement)| (level < Agreement::No).then_some(t);
        let pairs = self.partner.iter().enumerate();
        pairs.filter_map(move |(s, partner)| Some((s, partner.as_ref().and_then(agreed)?)))
    }

    /// Pairs of one value whose units contradict each other.
    pub fn other_units(&self) -> Vec<(usize, usize)> {
        let pairs = self.partner.iter().enumerate();
        pairs
            .filter_map(|(s, partner)| Some((s, (*partner)?)))
            .filter(|&(s, (t, level))| {
                level == Agreement::SameValueOtherKind
                    && units_clash(self.source[s].kind, self.target[t].kind)
            })
            .map(|(s, (t, _))| (s, t))
            .collect()
    }

    /// Pairs of which the source is the target rounded: the target says more than the source does.
    pub fn sharpened(&self) -> Vec<(usize, usize)> {
        let digits = |q: &Quantity| q.value.number().and_then(Ratio::digits);
        let exact = |q: &Quantity| !matches!(q.vague, Vagueness::Several | Vagueness::OrNext);
        let pairs = self.partner.iter().enumerate();
        pairs
            .filter_map(|(s, partner)| Some((s, (*partner)?)))
            .filter(|&(s, (t, level))| {
                let (one, two) = (&self.source[s], &self.target[t]);
                level == Agreement::Rounded
                    && exact(one)
                    && exact(two)
                    && digits(one).zip(digits(two)).is_some_and(|(own, other)| own < other)
            })
            .map(|(s, (t, _))| (s, t))
            .collect()
    }

    /// Source quantities without a partner that nothing in the target repeats.
    pub fn missing(&self) -> Vec<usize> {
        let free = (0..self.source.len()).filter(|&s| self.partner[s].is_none());
        free.filter(|&s| !self.repeats_source(s)).collect()
    }

    /// Target quantities without a partner that nothing in the source repeats.
    pub fn added(&self) -> Vec<usize> {
        let free = (0..self.target.len()).filter(|&t| self.back[t].is_none());
        free.filter(|&t| !self.repeats_target(t)).collect()
    }
}

/// Kinds that are hard to tell apart in writing, as one: "aged 26 and 27", "26 and 27".
fn group(kind: Kind) -> Kind {
    match kind {
        Kind::Age | Kind::Ordinal => Kind::Count,
        Kind::Measure(unit) if unit.dimension == Dimension::Points => Kind::Count,
        Kind::PercentPoint => Kind::Percent,
        kind => kind,
    }
}

/// Whether a decimal is a month and a day that stand on the other side: 6.25 and June 25.
fn is_date(quantity: &Quantity, other: &[Quantity]) -> bool {
    let has = |kind: Kind, value: i128| {
        let mut of_kind = other.iter().filter(|q| q.kind == kind);
        of_kind.any(|q| q.value.number().and_then(Ratio::integer) == Some(value))
    };
    let hundredfold = quantity.value.number().and_then(|n| n.times(Ratio::whole(100)));
    let Some(digits) = hundredfold.and_then(Ratio::integer) else { return false };
    let (month, day) = (digits / 100, digits % 100);
    quantity.kind == Kind::Count
        && has(Kind::Month, month)
        && day != 0
        && (has(Kind::Day, day) || has(Kind::Day, day / 10))
}

/// What scale words multiply by.
const SCALES: [i64; 6] = [1000, 10_000, 1_000_000, 100_000_000, 1_000_000_000, 1_000_000_000_000];

/// Whether two quantities of kinds that cannot be compared may mean the same: a day and a
/// weekday, 지난해 and 2007, 지난달 and May, yesterday and 15일.
fn possible(a: &Quantity, b: &Quantity) -> bool {
    let period = |unit: Unit, kind: Kind| match unit.name {
        "year" => kind == Kind::Year,
        "month" => kind == Kind::Month,
        _ => matches!(kind, Kind::Day | Kind::Weekday),
    };
    match (a.kind, b.kind) {
        (Kind::Relative(unit), kind) | (kind, Kind::Relative(unit)) => period(unit, kind),
        _ => true,
    }
}

/// Whether the kinds of two quantities of one value contradict each other.
fn units_clash(a: Kind, b: Kind) -> bool {
    match (a, b) {
        (Kind::Percent, Kind::PercentPoint) | (Kind::PercentPoint, Kind::Percent) => true,
        (Kind::Money(a), Kind::Money(b)) => a != b,
        (Kind::Duration(a), Kind::Duration(b)) | (Kind::Measure(a), Kind::Measure(b)) => a != b,
        _ => false,
    }
}

/// Whether it is a number that is as often a mere word: "one of them", "at first", 한 가지.
fn is_idle(quantity: &Quantity) -> bool {
    let value = quantity.value.number();
    matches!(quantity.kind, Kind::Count | Kind::Ordinal)
        && value.is_some_and(|n| n == Ratio::ZERO || n == Ratio::ONE)
}

/// Of the quantities `left` without a partner, the one in the unit of `one` that stands beside its
/// `rendering` in another unit and is not worth the same.
fn wrong_conversion(
    one: &Quantity,
    rendering: &Quantity,
    side: &[Quantity],
    mut left: impl Iterator<Item = usize>,
) -> Option<usize> {
    const BESIDE: usize = 3;
    let gap = |a: &Quantity, b: &Quantity| b.span.start.checked_sub(a.span.end);
    let near = |a: &Quantity, b: &Quantity| {
        gap(a, b).or_else(|| gap(b, a)).is_some_and(|gap| gap <= BESIDE)
    };
    let converted = matches!(one.kind, Kind::Measure(_)) && rendering.kind != one.kind;
    left.find(|&other| {
        let other = &side[other];
        converted
            && other.kind == one.kind
            && agreement(one, other) == Agreement::No
            && near(other, rendering)
    })
}

/// Of the quantities `left` without a partner, the one that stands in brackets behind `rendering`,
/// in another unit of its dimension, and is worth something else.
fn false_bracket(
    rendering: &Quantity,
    side: &[Quantity],
    mut left: impl Iterator<Item = usize>,
) -> Option<usize> {
    /// The bracket, in English behind a blank.
    const BESIDE: std::ops::RangeInclusive<usize> = 1..=2;
    let Kind::Measure(unit) = rendering.kind else { return None };
    let value = rendering.value.number()?;
    left.find(|&other| {
        let other = &side[other];
        let gap = other.span.start.checked_sub(rendering.span.end);
        let Kind::Measure(bracketed) = other.kind else { return false };
        let Some(converted) = other.value.number() else { return false };
        // Small numbers are rounded to whole ones: 2 m is "6 feet".
        let small = value.min(converted) < Ratio::whole(20);
        let slack = if small { 20 } else { 7 };
        let near = unit.to_base(value).zip(bracketed.to_base(converted));
        gap.is_some_and(|gap| BESIDE.contains(&gap))
            && bracketed != unit
            && bracketed.dimension == unit.dimension
            && near.is_some_and(|(x, y)| !x.is_near(y, slack))
    })
}

/// Whether one quantity may stand in the place of another though either is a number that is as
/// often a mere word; then both sides must hold `as_many` numbers.
fn may_stand_for(a: &Quantity, b: &Quantity, as_many: impl FnOnce() -> bool) -> bool {
    let idle = is_idle(a) || is_idle(b);
    let other_word = a.kind != b.kind && (is_first(a) || is_first(b));
    !idle || (group(a.kind) == group(b.kind) && !other_word && as_many())
}

/// Whether it is the first of an order, which is as often told in other words: 처음으로, at first.
fn is_first(quantity: &Quantity) -> bool {
    quantity.kind == Kind::Ordinal && is_idle(quantity)
}

/// Whether a fraction is no round name for a percentage.
fn parts_differ(fraction: &Quantity, percent: &Quantity) -> bool {
    let hundredth = |n: Ratio| n.over(Ratio::whole(100));
    let values = fraction.value.number().zip(percent.value.number().and_then(hundredth));
    values.is_some_and(|(x, y)| x < Ratio::ONE && y < Ratio::ONE && !x.is_near(y, 15))
}

/// Whether 조 was no trillion but a group or an article: 3조 and Group 3.
fn is_numbered(a: &Quantity, b: &Quantity) -> bool {
    let trillions = |long: &Quantity, short: &Quantity| {
        let short_value = short.value.number().filter(|&n| n < Ratio::whole(1000));
        long.kind == Kind::Count
            && matches!(short.kind, Kind::Count | Kind::Ordinal)
            && short_value.is_some()
            && short_value.and_then(|n| n.times(Ratio::whole(1_000_000_000_000)))
                == long.value.number()
    };
    trillions(a, b) || trillions(b, a)
}

/// Whether two lengths of time or measures in different units are near: 보름 and two weeks, 3km
/// and two miles.
fn is_near(a: &Quantity, b: &Quantity) -> bool {
    let unit = |kind: Kind| match kind {
        Kind::Duration(unit) | Kind::Measure(unit) => Some(unit),
        _ => None,
    };
    let (Some(u), Some(v)) = (unit(a.kind), unit(b.kind)) else { return false };
    let (Some(x), Some(y)) = (a.value.number(), b.value.number()) else { return false };
    let (x, y) = (u.to_base(x), v.to_base(y));
    u != v && x.zip(y).is_some_and(|(x, y)| x.is_near(y, 10))
}

/// Whether a number of four digits was read as no year only because it is none that people write
/// about: 6998, 9004년.
fn is_no_year(kind: Kind, quantity: &Quantity) -> bool {
    let years = kind == Kind::Year
        || kind == Kind::Count
        || matches!(kind, Kind::Duration(unit) if unit.name == "year");
    let digits = quantity.value.number().and_then(Ratio::integer);
    years
        && (kind == Kind::Year
            || digits.is_some_and(|n| (1000..10_000).contains(&n) && n % 100 != 0))
}

/// Whether two quantities that do not agree, `a` in Korean and `b` in English, are of one kind, so
/// that one stands where the other should.
fn rivals(a: &Quantity, b: &Quantity) -> bool {
    let part = |q: &Quantity| q.value.number().is_some_and(|n| n < Ratio::ONE);
    let few = |q: &Quantity| q.value.number().is_some_and(|n| n <= Ratio::whole(10));
    let whole = |q: &Quantity| q.value.number().is_some_and(|n| n.integer().is_some());
    if is_numbered(a, b) || is_near(a, b) {
        return false;
    }
    match (a.kind, b.kind) {
        (Kind::Duration(_) | Kind::Age, Kind::Duration(_) | Kind::Age) => true,
        (Kind::Measure(u), Kind::Measure(v)) => u.dimension == v.dimension,
        (Kind::Money(m), Kind::Money(n)) => m == n,
        (Kind::Money(_), Kind::Count) | (Kind::Count, Kind::Money(_)) => true,
        (Kind::Relative(u), Kind::Relative(v)) => u == v && u.name == "year",
        (Kind::Percent | Kind::PercentPoint, Kind::Percent | Kind::PercentPoint) => true,
        (Kind::Percent, Kind::Count) => part(b),
        (Kind::Count, Kind::Percent) => part(a),
        (Kind::Ordinal | Kind::Age, Kind::Count) | (Kind::Count, Kind::Ordinal | Kind::Age) => {
            whole(a) && whole(b)
        }
        (Kind::Count, Kind::Measure(unit)) | (Kind::Measure(unit), Kind::Count) => {
            unit.dimension == Dimension::Points && whole(a) && whole(b)
        }
        (Kind::PercentPoint, Kind::Measure(unit)) | (Kind::Measure(unit), Kind::PercentPoint) => {
            unit.dimension == Dimension::Points
        }
        // 세 번째 달 and "the second month"; 나흘째 and "a fifth time".
        (Kind::Ordinal, Kind::Duration(unit)) | (Kind::Duration(unit), Kind::Ordinal) => {
            let days = matches!(unit.name, "day" | "week" | "month" | "year");
            days && whole(a) && whole(b) && !is_idle(a) && !is_idle(b)
        }
        (Kind::Time | Kind::Clock, Kind::Time | Kind::Clock) => true,
        (Kind::Year, other) => is_no_year(other, b),
        (other, Kind::Year) => other == Kind::Year || is_no_year(other, a),
        // 2차례 and "three times"; 배 is never a count.
        (Kind::Count, Kind::Multiple) => whole(a) && whole(b),
        (Kind::Fraction, Kind::Ordinal) | (Kind::Ordinal, Kind::Fraction) => true,
        // 30% is told as "a third", not as "a quarter".
        (Kind::Percent, Kind::Fraction) => parts_differ(b, a),
        (Kind::Fraction, Kind::Percent) => parts_differ(a, b),
        // More than the whole is a misreading, such as 만 (only) taken for ten thousand.
        (Kind::Fraction, Kind::Fraction) => [a, b].iter().all(|q| part(q)),
        (Kind::Day, Kind::Ordinal) | (Kind::Ordinal, Kind::Day) => true,
        // 3일 may be three days; 25일 hardly is a span.
        (Kind::Day, Kind::Duration(u)) => u.name == "day" && few(a),
        (Kind::Duration(u), Kind::Day) => u.name == "day" && few(b),
        (a, b) => a == b,
    }
}
