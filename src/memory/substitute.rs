//! Numbers put in place of others: a translation of `3쪽` becomes one of `4쪽`.

use crate::text::Span;

use super::token::Tokens;

/// The translation of `old`, made one of `new`, which differs in the values of numbers. `None` when
/// it is not certain which number of the translation is which: the texts have not as many numbers,
/// or a changed number is not in the translation just once, in digits.
///
/// ```
/// use jjak::memory::substitute::numbers;
/// let found = numbers("3쪽에서 7쪽까지", "4쪽에서 7쪽까지", "Pages 3 to 7");
/// assert_eq!(found.as_deref(), Some("Pages 4 to 7"));
/// assert_eq!(numbers("3월", "4월", "March"), None);
/// ```
pub fn numbers(old: &str, new: &str, translation: &str) -> Option<String> {
    let [old, new, target] = [old, new, translation].map(|text| Tokens::new(text).numbers);
    if old.len() != new.len() {
        return None;
    }
    let mut edits: Vec<(Span, &str)> = Vec::new();
    for ((before, _), (after, _)) in old.iter().zip(&new) {
        let mut places = target.iter().filter(|(number, _)| number == before);
        // A number that comes twice in the source could be either of those in the translation.
        let once = old.iter().filter(|(number, _)| number == before).count() == 1;
        match (places.next(), places.next()) {
            (Some((_, place)), None) if once => edits.push((*place, after)),
            _ if before == after => {}
            _ => return None,
        }
    }
    edits.sort();
    let (mut out, mut at) = (String::new(), 0);
    for (place, number) in edits {
        out.push_str(&translation[at..place.start]);
        let written = place.of(translation);
        match written.replace(',', "") == *number {
            true => out.push_str(written),
            false if written.contains(',') => out.push_str(&grouped(number)),
            false => out.push_str(number),
        }
        at = place.end;
    }
    out.push_str(&translation[at..]);
    Some(out)
}

/// Digits with a comma before every three: the number it replaces was written so.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_where_they_belong_or_nowhere() {
        let of = |old, new, target| numbers(old, new, target);
        assert_eq!(of("5개 중 2개", "6개 중 5개", "2 of 5").as_deref(), Some("5 of 6"));
        assert_eq!(
            of("1,200명이 왔다", "25000명이 왔다", "1,200 people came").as_deref(),
            Some("25,000 people came")
        );
        assert_eq!(of("2025년 3월", "2026년 3월", "March 2025").as_deref(), Some("March 2026"));
        assert_eq!(of("3대 3", "3대 4", "3 to 3"), None);
        assert_eq!(of("2억 원", "3억 원", "200 million won"), None);
        assert_eq!(of("2명", "2명 중 1명", "2 people"), None);
    }
}
