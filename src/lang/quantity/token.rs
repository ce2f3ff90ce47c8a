//! Pieces that look the same in Korean and English text: digits, codes, symbols, addresses.

use std::sync::LazyLock;

use super::folded::{Folded, is_space};
use super::table::Forms;
use super::{Currency, Kind, Ratio, Unit};
use crate::text::table::rows;

/// A number in digits.
#[derive(Debug, Clone, Copy)]
pub struct Literal {
    /// Its value.
    pub value: Ratio,
    /// The position after it.
    pub end: usize,
    /// How many digits stand before the decimal point.
    pub whole_digits: usize,
    /// Whether it has a comma or a decimal point.
    pub marked: bool,
}

/// Digits at `at`, with commas at every third and decimals: `1,234.5`, `.268`. A comma that is
/// not followed by exactly three digits ends the number ("3,4위").
pub fn literal(text: &Folded, at: usize) -> Option<Literal> {
    let digit = |c: char| c.is_ascii_digit();
    let mut end = text.run(at, digit);
    let mut whole_digits = end - at;
    let mut marked = false;
    if (1..=3).contains(&whole_digits) {
        while whole_digits < 36 && text.at(end) == ',' && text.run(end + 1, digit) == end + 4 {
            whole_digits += 3;
            end += 4;
            marked = true;
        }
    }
    let leads =
        || whole_digits > 0 || !(text.before(at).is_alphanumeric() || text.before(at) == '.');
    let mut decimals = 0;
    if text.at(end) == '.' && digit(text.at(end + 1)) && leads() {
        let stop = text.run(end + 1, digit);
        decimals = stop - end - 1;
        end = stop;
        marked = true;
    }
    let written = text.slice(at, end).iter().filter(|&&c| digit(c)).map(|&c| c as u8);
    Some(Literal { value: Ratio::from_digits(written, decimals)?, end, whole_digits, marked })
}

/// The end of a web or mail address, or of another string of Latin letters, digits and marks in
/// which numbers mean nothing, that begins at `at`.
pub fn address(text: &Folded, at: usize) -> Option<usize> {
    if !text.may_hold_address() {
        return None;
    }
    let before = text.before(at);
    if before.is_ascii_graphic() && !matches!(before, '"' | '(' | ')' | '<' | '>') {
        return None;
    }
    let end = text.run(at, |c| c.is_ascii_graphic() && !matches!(c, '"' | '(' | ')' | '<' | '>'));
    let word = text.slice(at, end);
    let has = |part: &[char]| word.windows(part.len()).any(|w| w == part);
    let mail = word.iter().position(|&c| c == '@').is_some_and(|i| {
        i > 0 && word[i + 1..].contains(&'.') && word[..i].iter().all(|c| !c.is_whitespace())
    });
    (has(&[':', '/', '/']) || has(&['w', 'w', 'w', '.']) || mail).then_some(end)
}

/// A code at `at`: Latin letters and digits in one word, at least one of each (M100, HBM3E, 5G,
/// F-16, GPT-4), with the position after it and its text in upper case without hyphens.
pub fn code(text: &Folded, at: usize) -> Option<(usize, Box<str>)> {
    let first = text.at(at);
    let thousands = text.before(at) == ',' && at > 1 && text.at(at - 2).is_ascii_digit();
    if !first.is_ascii_alphanumeric() || text.before(at).is_ascii_alphanumeric() || thousands {
        return None;
    }
    let alphanumeric = |c: char| c.is_ascii_alphanumeric();
    let mut end = text.run(at, alphanumeric);
    let has =
        |from: usize, to: usize, class: fn(&char) -> bool| text.slice(from, to).iter().any(class);
    // A hyphen joins capitals to digits (F-16, Covid-19), not words to numbers (mid-2020).
    while text.at(end) == '-' && text.at(end + 1).is_ascii_digit() && first.is_ascii_uppercase() {
        let next = text.run(end + 1, alphanumeric);
        let mixed = has(at, end, char::is_ascii_digit);
        let short = end - at <= 6 && next - end <= 5;
        let months =
            ["Sept", "March", "April"].iter().any(|m| m.len() == end - at && text.has(at, m));
        if mixed || !short || months {
            break;
        }
        end = next;
    }
    let letters = has(at, end, char::is_ascii_alphabetic);
    let digits = has(at, end, char::is_ascii_digit);
    // Long strings are keys and hashes; lower case throughout is a handle or a file name.
    let upper = has(at, end, char::is_ascii_uppercase);
    if !(letters && digits && upper) || end - at > 16 {
        return None;
    }
    let mut name: String = text.slice(at, end).iter().filter(|&&c| c != '-').collect();
    // F-35As, KF-21s: the plural of an English text.
    if name.ends_with('s') && !name[..name.len() - 1].ends_with(|c: char| c.is_ascii_lowercase()) {
        name.pop();
    }
    Some((end, name.to_ascii_uppercase().into()))
}

static SYMBOLS: LazyLock<Forms<Unit>> = LazyLock::new(|| {
    Forms::new(rows(include_str!("data/symbols.tsv")).filter_map(|row| match row[..] {
        [form, unit] => Some((form.to_owned(), Unit::named(unit)?)),
        _ => None,
    }))
});

static SIGNS: LazyLock<Forms<Currency>> = LazyLock::new(|| {
    Forms::new(rows(include_str!("data/currency_signs.tsv")).filter_map(|row| match row[..] {
        [form, code] => Some((form.to_owned(), Currency::from_code(code)?)),
        _ => None,
    }))
});

/// The currency signs and codes.
pub fn signs() -> impl Iterator<Item = &'static [char]> {
    SIGNS.written()
}

/// A unit written as a symbol at `at` (km, ㎡, kWh), with the position after it.
pub fn symbol(text: &Folded, at: usize) -> Option<(usize, Kind)> {
    let whole = |end: usize, _: &Unit| {
        !(text.before(end).is_ascii_alphabetic() && text.at(end).is_ascii_alphanumeric())
    };
    let (end, &unit) = SYMBOLS.longest(text, at, whole)?;
    let kind = match unit.dimension {
        super::Dimension::Time | super::Dimension::Calendar => Kind::Duration(unit),
        _ => Kind::Measure(unit),
    };
    Some((end, kind))
}

/// A currency sign or code at `at` ($, US$, €, KRW), with the position after it.
pub fn sign(text: &Folded, at: usize) -> Option<(usize, Currency)> {
    let whole = |end: usize, _: &Currency| {
        let letter = |c: char| c.is_ascii_alphabetic();
        let joined_left = letter(text.at(at)) && letter(text.before(at));
        let joined_right = letter(text.before(end)) && letter(text.at(end));
        !joined_left && !joined_right
    };
    SIGNS.longest(text, at, whole).map(|(end, &currency)| (end, currency))
}

/// A currency sign before a number at `at`, with the position of the number.
pub fn sign_before(text: &Folded, at: usize) -> Option<(usize, Currency)> {
    let (end, currency) = sign(text, at)?;
    let number = if is_space(text.at(end)) { end + 1 } else { end };
    text.at(number).is_ascii_digit().then_some((number, currency))
}

/// The parts of a date in digits at `at`: year, month and day, each with its positions
/// (2025.12.15, 2025-12-15, 2025/12/15).
pub fn date(text: &Folded, at: usize) -> Option<[(usize, usize, Ratio); 3]> {
    let digit = |c: char| c.is_ascii_digit();
    let year = text.run(at, digit);
    let mark = text.at(year);
    if year - at != 4 || !matches!(mark, '.' | '-' | '/') {
        return None;
    }
    let month_at = text.skip_spaces(year + 1);
    let month = text.run(month_at, digit);
    let day_at = text.skip_spaces(month + 1);
    let day = text.run(day_at, digit);
    let part = |start: usize, end: usize, most: i64| {
        let value = Ratio::parse(&text.string(start, end))?;
        let fits = end > start && value >= Ratio::ONE && value <= Ratio::whole(most);
        fits.then_some((start, end, value))
    };
    if text.at(month) != mark || digit(text.at(day)) {
        return None;
    }
    Some([part(at, year, 2999)?, part(month_at, month, 12)?, part(day_at, day, 31)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_tables_is_understood() {
        for row in rows(include_str!("data/symbols.tsv")) {
            assert!(row.len() == 2 && Unit::named(row[1]).is_some(), "{row:?}");
        }
        for row in rows(include_str!("data/currency_signs.tsv")) {
            assert!(row.len() == 2 && Currency::from_code(row[1]).is_some(), "{row:?}");
        }
    }
}
