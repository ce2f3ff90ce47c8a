//! Numbers put in place of others: a translation of `3쪽` becomes one of `4쪽`.
//!
//! First by digits: the number stands in the translation as it does in the text. Else by value:
//! 2억 원 is `200 million won`, 3월 is `March`. Where it is not certain which number of the
//! translation is which, or how the new one would be written, nothing is put in.

use crate::lang::quantity::{Agreement, Kind, Quantity, Ratio, Vagueness, agreement};
use crate::lang::script;
use crate::lang::{en, ko};
use crate::text::Span;

use super::token::Tokens;

/// A number of a translation, and what takes its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Substitute {
    /// Where it stands in the translation.
    pub place: Span,
    /// What is written there now.
    pub text: String,
}

/// What has to be written into the translation of `old` to make it one of `new`, which differs in
/// the values of numbers; in order. `None` when that is not certain: the texts have not as many
/// numbers, or a changed number is not in the translation just once.
pub fn substitutes(old: &str, new: &str, translation: &str) -> Option<Vec<Substitute>> {
    let [before, after, target] = [old, new, translation].map(|text| Tokens::new(text).numbers);
    if before.len() != after.len() {
        return None;
    }
    let mut found: Vec<Substitute> = Vec::new();
    for ((own, own_place), (other, other_place)) in before.iter().zip(&after) {
        if own == other {
            continue;
        }
        let mut places = target.iter().filter(|(number, _)| number == own);
        // A number that comes twice in the source could be either of those in the translation.
        let once = before.iter().filter(|(number, _)| number == own).count() == 1;
        match (places.next(), places.next()) {
            (Some((_, place)), None) if once => {
                if contradicts((old, *own_place), (translation, *place)) {
                    return None;
                }
                let written = place.of(translation);
                found.push(Substitute { place: *place, text: as_written(other, written) });
            }
            (None, None) => {
                let places = (*own_place, *other_place);
                found.push(by_value((old, new), places, translation)?);
            }
            _ => return None,
        }
    }
    found.sort();
    found.dedup();
    let apart = found.windows(2).all(|pair| pair[0].place.end <= pair[1].place.start);
    apart.then_some(found)
}

/// The translation with the substitutes of [`substitutes`].
///
/// ```
/// use jjak::memory::substitute::numbers;
/// let found = numbers("3쪽에서 7쪽까지", "4쪽에서 7쪽까지", "Pages 3 to 7");
/// assert_eq!(found.as_deref(), Some("Pages 4 to 7"));
/// let found = numbers("2억 원을 썼다", "3억 원을 썼다", "It spent 200 million won");
/// assert_eq!(found.as_deref(), Some("It spent 300 million won"));
/// ```
pub fn numbers(old: &str, new: &str, translation: &str) -> Option<String> {
    let (mut out, mut at) = (String::new(), 0);
    for Substitute { place, text } in substitutes(old, new, translation)? {
        out.push_str(&translation[at..place.start]);
        out.push_str(&text);
        at = place.end;
    }
    out.push_str(&translation[at..]);
    Some(out)
}

/// Digits in the manner of the number they replace: with a comma before every three, or without.
fn as_written(number: &str, written: &str) -> String {
    if written.contains(',') { grouped(number) } else { number.to_string() }
}

/// Digits with a comma before every three.
fn grouped(number: &str) -> String {
    let (whole, rest) = number.split_at(number.find('.').unwrap_or(number.len()));
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.chars().count() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}

/// Whether equal digits are of quantities that cannot be the same: 2명 and `2 p.m.`
fn contradicts(one: (&str, Span), other: (&str, Span)) -> bool {
    match (quantity_at(one.0, one.1), quantity_at(other.0, other.1)) {
        (Some(one), Some(other)) => agreement(&one, &other) == Agreement::No,
        _ => false,
    }
}

fn quantity_at(text: &str, place: Span) -> Option<Quantity> {
    quantities(text).into_iter().find(|own| own.span.overlaps(place))
}

/// The quantity of the translation that says what the one at the first place says in `old`, as it
/// would say what the one at the second place says in `new`.
fn by_value(
    (old, new): (&str, &str),
    (old_place, new_place): (Span, Span),
    translation: &str,
) -> Option<Substitute> {
    let (old, new) = (quantity_at(old, old_place)?, quantity_at(new, new_place)?);
    if old.kind != new.kind || new.vague != Vagueness::Exact && old.vague != new.vague {
        return None;
    }
    let mut same = quantities(translation)
        .into_iter()
        .filter(|own| agreement(own, &old) <= Agreement::SameValueOtherKind);
    let (target, None) = (same.next()?, same.next()) else { return None };
    if old.kind == Kind::Month {
        return month(&target, &new, translation);
    }
    // The scale of the number as it is written: a million in `200 million`.
    let inside = Tokens::new(target.span.of(translation)).numbers;
    let [(digits, place)] = inside.as_slice() else { return None };
    let scale = target.value.number()?.over(Ratio::parse(digits)?)?;
    // Units of measure that differ from those of the source would need to be converted.
    if target.value.number() != old.value.number() {
        return None;
    }
    let number = new.value.number()?.over(scale)?;
    let text = number.to_string();
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    // 1,500 million or 0.3 trillion is not how it would be written; 1500만 is.
    let most = if script::hangul_share(translation) > 0.0 { 3 } else { 2 };
    let is_natural =
        scale == Ratio::ONE || number.order().is_some_and(|order| (0..=most).contains(&order));
    if decimals > 2 || text.contains(['/', '-']) || !is_natural {
        return None;
    }
    let start = target.span.start;
    let place = Span::new(start + place.start, start + place.end);
    let text = match scale == Ratio::ONE && number.order() >= Some(3) {
        true => grouped(&text),
        false => text,
    };
    Some(Substitute { place, text })
}

/// The name of a month in the place of another.
fn month(target: &Quantity, new: &Quantity, translation: &str) -> Option<Substitute> {
    let index = |quantity: &Quantity| quantity.value.number()?.integer();
    let (own, other) = (index(target)?, index(new)?);
    let (own, other) = (en::numerals::month_names(own)?, en::numerals::month_names(other)?);
    let written = target.span.of(translation);
    let (from, to) = [(own.0, other.0), (own.1, other.1)]
        .into_iter()
        .find(|(from, _)| written.starts_with(from))?;
    let place = Span::new(target.span.start, target.span.start + from.len());
    Some(Substitute { place, text: to.to_string() })
}

/// The quantities of a text in the language its letters show.
fn quantities(text: &str) -> Vec<Quantity> {
    match script::hangul_share(text) > 0.0 {
        true => ko::numerals::quantities(text),
        false => en::numerals::quantities(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_where_they_belong_or_nowhere() {
        for (old, new, target, wanted) in [
            ("5개 중 2개", "6개 중 5개", "2 of 5", Some("5 of 6")),
            ("1,200명이 왔다", "25000명이 왔다", "1,200 people came", Some("25,000 people came")),
            ("2025년 3월", "2026년 3월", "March 2025", Some("March 2026")),
            ("3대 3", "3대 4", "3 to 3", None),
            ("2명", "2명 중 1명", "2 people", None),
            ("두 시에 2명이 왔다", "두 시에 3명이 왔다", "Two people came at 2 p.m.", None),
        ] {
            assert_eq!(numbers(old, new, target).as_deref(), wanted, "{new}");
        }
    }

    #[test]
    fn numerals_of_the_other_language_go_by_value() {
        for (old, new, target, wanted) in [
            ("2억 원이다", "3억 원이다", "It is 200 million won", Some("It is 300 million won")),
            (
                "8조원을 쓴다",
                "9.5조원을 쓴다",
                "It spends 8 trillion won",
                Some("It spends 9.5 trillion won"),
            ),
            ("3월에 열린다", "11월에 열린다", "It opens in March", Some("It opens in November")),
            (
                "It cost 30 million won",
                "It cost 70 million won",
                "3000만 원이 들었다",
                Some("7000만 원이 들었다"),
            ),
            // 1조 원 is no number of millions.
            ("2억 원이다", "1조 원이다", "It is 200 million won", None),
            ("2억 원이다", "20억 원이다", "It is 200 million won", None),
            ("2명이 왔다", "3명이 왔다", "Two people came", None),
        ] {
            assert_eq!(numbers(old, new, target).as_deref(), wanted, "{new}");
        }
    }
}
