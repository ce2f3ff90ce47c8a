//! `number.changed`, `number.unit`, `number.precision`, `number.missing`, `number.added`: do both
//! texts hold the same quantities?
//!
//! Quantities are paired by value, best agreements first ([`pairing`]). A quantity that has a
//! counterpart by value is fine, wherever it stands. What is left on both sides is set against
//! each other: two quantities of one kind that nothing else explains contradict each other.

mod half_day;
mod pairing;
#[cfg(test)]
mod tests;

use super::prepared::Prepared;
use super::{Finding, Rule, Severity};
use crate::lang::quantity::{Kind, Quantity, Vagueness};
use crate::lang::{en, ko};
use pairing::Pairing;

pub(super) const RULES: &[Rule] = &[CHANGED, UNIT, PRECISION, MISSING, ADDED];

const CHANGED: Rule = Rule {
    id: "number.changed",
    severity: Severity::Error,
    english: "A number of the source has no counterpart in the target, while the target has \
        another number of the same kind there. Numbers are compared by value (3억 5천만 is 350 \
        million); rounding, converted units, weekdays for dates and vague numbers are fine.",
    korean: "원문의 수가 번역문에 없고 같은 종류의 다른 수가 있습니다. 값으로 비교하며(3억 5천만 = \
        350 million) 반올림, 단위 환산, 날짜 대신 쓴 요일, 어림수는 문제 삼지 않습니다.",
    glossary: "",
    fires: &[("매출이 3억 5천만 달러로 늘었다.", "Sales rose to $35 million.")],
    silent: &[("매출이 3억 5천만 달러로 늘었다.", "Sales rose to $350 million.")],
};

const UNIT: Rule = Rule {
    id: "number.unit",
    severity: Severity::Error,
    english: "The value is right but its unit is not: percent for percentage points, dollars for \
        won.",
    korean: "값은 맞지만 단위가 다릅니다(퍼센트포인트를 퍼센트로, 원을 달러로 옮긴 경우 등).",
    glossary: "",
    fires: &[("점유율이 4%포인트 올랐다.", "Its share rose 4 percent.")],
    silent: &[("점유율이 4%포인트 올랐다.", "Its share rose 4 percentage points.")],
};

const PRECISION: Rule = Rule {
    id: "number.precision",
    severity: Severity::Warning,
    english: "The number of the source is that of the target rounded: the target says more than \
        the source does, or a digit was mistyped.",
    korean: "번역문의 수가 원문보다 자세합니다. 반올림하면 원문의 수가 되지만, 원문에 없는 값을 더했거나 \
        숫자를 잘못 적은 것일 수 있습니다.",
    glossary: "",
    fires: &[("1인당 소득은 3만6천 달러였다.", "Per capita income was $36,060.")],
    silent: &[("1인당 소득은 3만6천60달러였다.", "Per capita income was about $36,000.")],
};

const MISSING: Rule = Rule {
    id: "number.missing",
    severity: Severity::Info,
    english: "A number of the source is not in the target, and nothing stands in its place.",
    korean: "원문의 수가 번역문에 없고 그 자리에 온 다른 수도 없습니다.",
    glossary: "",
    fires: &[("공장 직원 1400명이 일한다.", "People work at the plant.")],
    silent: &[("공장 직원 1400명이 일한다.", "The plant has 1,400 workers.")],
};

const ADDED: Rule = Rule {
    id: "number.added",
    severity: Severity::Info,
    english: "A number of the target is not in the source.",
    korean: "번역문의 수가 원문에 없습니다.",
    glossary: "",
    fires: &[("공장에서 사람들이 일한다.", "The plant has 1,400 workers.")],
    silent: &[("공장 직원 1400명이 일한다.", "The plant has 1,400 workers.")],
};

/// Compares the quantities of a unit; returns how many agree.
pub(super) fn check(input: &Prepared, findings: &mut Vec<Finding>) -> usize {
    if input.of_target.is_blank() || input.source == input.target {
        return 0;
    }
    let begun = findings.len();
    let agreeing = compare(input, findings);
    let changed = findings[begun..].iter().any(|finding| finding.rule == CHANGED.id);
    if let Some((s, t)) = half_day::contradiction(input)
        && !changed
        && names_foreign_zone(input.source) == names_foreign_zone(input.target)
    {
        let finding = Finding::new(&CHANGED, input).in_source(s).in_target(t);
        let finding = finding.with("source", s.of(input.source));
        findings.push(finding.with("target", t.of(input.target)));
    }
    agreeing
}

/// Compares what both texts hold; returns how many agree.
fn compare(input: &Prepared, findings: &mut Vec<Finding>) -> usize {
    let (source, target) = read(input);
    if source.is_empty() && target.is_empty() {
        return 0;
    }
    let pairing = Pairing::new(&source, &target, input.is_into_korean());
    let both = |rule: &Rule, (s, t): (usize, usize)| {
        let (s, t) = (source[s].span, target[t].span);
        Finding::new(rule, input)
            .in_source(s)
            .in_target(t)
            .with("source", s.of(input.source))
            .with("target", t.of(input.target))
    };
    let shifted = |&&(s, _): &&(usize, usize)| {
        matches!(source[s].kind, Kind::Time | Kind::Clock | Kind::Day | Kind::Weekday)
            && names_foreign_zone(input.source) != names_foreign_zone(input.target)
    };
    let changed = pairing.contradictions().iter().filter(|pair| !shifted(pair));
    findings.extend(changed.map(|&pair| both(&CHANGED, pair)));
    let halves = pairing.pairs().filter(|&(s, t)| half_day::differs(input, &source[s], &target[t]));
    findings.extend(halves.map(|pair| both(&CHANGED, pair)));
    findings.extend(pairing.other_units().into_iter().map(|pair| both(&UNIT, pair)));
    findings.extend(pairing.sharpened().into_iter().map(|pair| both(&PRECISION, pair)));
    for s in pairing.missing().into_iter().filter(|&s| is_plain(&source[s])) {
        let span = source[s].span;
        let finding = Finding::new(&MISSING, input).in_source(span);
        findings.push(finding.with("source", span.of(input.source)));
    }
    for t in pairing.added().into_iter().filter(|&t| is_plain(&target[t])) {
        let span = target[t].span;
        let finding = Finding::new(&ADDED, input).in_target(span);
        findings.push(finding.with("target", span.of(input.target)));
    }
    pairing.pairs().count()
}

/// Whether a text tells the time of another zone than Korea's: then the hour, and the day, may
/// well be others than on the other side.
fn names_foreign_zone(text: &str) -> bool {
    const LETTERS: [&str; 13] =
        ["GMT", "UTC", "ET", "EST", "EDT", "PT", "PST", "PDT", "CST", "CDT", "CET", "BST", "JST"];
    const WORDS: [&str; 7] = [
        "Eastern time",
        "Eastern Time",
        "Pacific time",
        "Pacific Time",
        "동부시간",
        "서부시간",
        "표준시",
    ];
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words.any(|word| LETTERS.contains(&word)) || WORDS.iter().any(|word| text.contains(word))
}

/// The quantities of both texts, each read in its language.
fn read(input: &Prepared) -> (Vec<Quantity>, Vec<Quantity>) {
    if input.is_into_korean() {
        return (en::numerals::quantities(input.source), ko::numerals::quantities(input.target));
    }
    (ko::numerals::quantities(input.source), en::numerals::quantities(input.target))
}

/// Whether a quantity is worth a word when the other side lacks it: no small count, which may be
/// an article or a pronoun there, nothing vague, no part of a date.
fn is_plain(quantity: &Quantity) -> bool {
    let small =
        quantity.value.number().is_some_and(|n| n <= crate::lang::quantity::Ratio::whole(2));
    !(small || quantity.vague == Vagueness::Several || quantity.kind.is_date())
        && quantity.kind != Kind::Code
}
