//! A numeral with what follows it: counter, unit, currency, percentage, fraction.

use std::sync::LazyLock;

use super::calendar;
use super::number::{self, Number, Style};
use crate::lang::ko::hangul::is_syllable;
use crate::lang::quantity::folded::Folded;
use crate::lang::quantity::series::Reading;
use crate::lang::quantity::table::Forms;
use crate::lang::quantity::{Kind, Ratio, Unit, Vagueness, Value, token};
use crate::text::chars::CharSet;
use crate::text::table::rows;

/// What a counter makes of the number before it.
#[derive(Debug)]
struct Counter {
    kind: Kind,
    factor: Ratio,
    /// Continuations that make another word of it (원 in 원칙).
    other_words: Vec<&'static str>,
    /// Whether native and short Sino-Korean numerals take it.
    native: bool,
}

static COUNTERS: LazyLock<Forms<Counter>> = LazyLock::new(|| {
    let table = include_str!("../data/counters.tsv");
    Forms::new(rows(table).filter_map(|row| {
        let [form, kind, factor, native, other_words] = row[..] else { return None };
        let counter = Counter {
            kind: Kind::from_name(kind)?,
            factor: Ratio::parse(factor)?,
            other_words: other_words.split(' ').filter(|&word| word != "-").collect(),
            native: native == "native",
        };
        Some((form.to_owned(), counter))
    }))
});

/// The syllables that may stand after the first of a numeral in Hangul: more of the numeral, or the
/// beginning of what it counts (한 시, 천분의 일, 이십대).
static AFTER_FIRST: LazyLock<CharSet> = LazyLock::new(|| {
    let counters = COUNTERS.written().filter_map(|form| form.first().copied());
    counters.chain(['분', '시', '대']).chain(number::syllables()).collect()
});

/// Whether a quantity may begin at `at`. Most syllables that could be a numeral begin another word,
/// as the syllable after it tells: 사람, 한국, 이번.
fn may_begin(text: &Folded, at: usize) -> bool {
    let (first, next) = (text.at(at), text.at(at + 1));
    !is_syllable(first)
        || !is_syllable(next)
        || number::may_stand_alone(first)
        || AFTER_FIRST.contains(next)
}

/// The quantity that begins with a number (or a currency sign) at `at`.
pub fn read(text: &Folded, at: usize) -> Option<Reading> {
    may_begin(text, at).then(|| numeral(text, at)).flatten()
}

/// The same where one [may begin](may_begin).
fn numeral(text: &Folded, at: usize) -> Option<Reading> {
    if let Some((number_at, currency)) = token::sign_before(text, at) {
        let number = number::read(text, number_at)?;
        let mut reading = finished(at, number.end, &number, number.value, Kind::Money(currency));
        reading.scale = number.scale;
        return Some(reading);
    }
    // Digits inside a Latin word belong to the word (M100), and a word that begins with a digit
    // is one only if it is no unit (5G, not 5km).
    if text.before(at).is_ascii_alphabetic() {
        return None;
    }
    let mut number = number::read(text, at)?;
    let digits_end = number.end;
    if text.at(number.end) == '여'
        && number.value >= Ratio::whole(10)
        && !text.has(number.end, "여성")
    {
        number.end += 1;
        number.vague = Vagueness::MoreThan;
    }
    let reading = fraction(text, at, &number)
        .or_else(|| rate(text, at, &number))
        .or_else(|| calendar::read(text, at, &number))
        .or_else(|| counted(text, at, &number))
        .or_else(|| latin(text, at, &number))
        .or_else(|| alone(text, at, &number, digits_end))?;
    let reading = and_jeon(text, hundredths(text, and_a_half(text, speed(text, reading))));
    Some(ordinal_prefix(text, reading, &number))
}

/// 1시간 반, 3년 반, 두 달 반: half a unit more.
fn and_a_half(text: &Folded, reading: Reading) -> Reading {
    let half = text.skip_spaces(reading.end);
    let lasts = matches!(reading.kind, Kind::Duration(_));
    if !lasts || text.at(half) != '반' || !ends_word(text, half + 1) {
        return reading;
    }
    let longer = Ratio::new(1, 2).and_then(|part| reading.value.number()?.plus(part));
    match longer {
        Some(value) => Reading { value: Value::Number(value), end: half + 1, ..reading },
        None => reading,
    }
}

/// 1,385원 50전: won with hundredths.
fn and_jeon(text: &Folded, reading: Reading) -> Reading {
    if !matches!(reading.kind, Kind::Money(currency) if currency.code() == "KRW") {
        return reading;
    }
    let place = text.skip_spaces(reading.end);
    let jeon = token::literal(text, place).filter(|read| text.at(read.end) == '전');
    let sum = jeon.and_then(|read| {
        let part = read.value.over(Ratio::whole(100))?;
        Some((reading.value.number()?.plus(part)?, read.end + 1))
    });
    match sum {
        Some((value, end)) => Reading { value: Value::Number(value), end, ..reading },
        None => reading,
    }
}

/// 9초83, 1분 20초5: seconds with decimals, as sports results are written.
fn hundredths(text: &Folded, reading: Reading) -> Reading {
    let end = text.run(reading.end, |c| c.is_ascii_digit());
    let length = end - reading.end;
    let second = matches!(reading.kind, Kind::Duration(unit) if unit.name == "second");
    let counted = is_syllable(text.at(end)) && !ends_word(text, end);
    if !second || !(1..=3).contains(&length) || text.at(end) == '.' || counted {
        return reading;
    }
    let decimals = Ratio::parse(&format!(".{}", text.string(reading.end, end)));
    match reading.value.number().zip(decimals).and_then(|(whole, part)| whole.plus(part)) {
        Some(value) => Reading { value: Value::Number(value), end, ..reading },
        None => reading,
    }
}

/// 시속 120km, 초속 30m: a length after 시속 or 초속 is a speed.
fn speed(text: &Folded, reading: Reading) -> Reading {
    let stem = text.skip_spaces_back(reading.start);
    let stem = if text.ends(stem, "약") { text.skip_spaces_back(stem - 1) } else { stem };
    let per_hour = match reading.kind {
        Kind::Measure(unit) if text.ends(stem, "시속") => {
            Unit::named(&format!("{} per hour", unit.name))
        }
        Kind::Measure(unit) if text.ends(stem, "초속") => {
            Unit::named(&format!("{} per second", unit.name))
        }
        _ => None,
    };
    per_hour.map_or(reading.clone(), |unit| Reading { kind: Kind::Measure(unit), ..reading })
}

/// A reading that keeps the vagueness of its number.
fn finished(at: usize, end: usize, number: &Number, value: Ratio, kind: Kind) -> Reading {
    Reading { vague: number.vague, scale: number.scale, ..Reading::new(at, end, value, kind) }
}

/// 3분의 1, 백분의 일.
fn fraction(text: &Folded, at: usize, number: &Number) -> Option<Reading> {
    let of = text.skip_spaces(number.end);
    let divides = matches!(number.style, Style::Digits | Style::Sino);
    if !divides || !text.has(of, "분의") {
        return None;
    }
    let part = number::read(text, text.skip_spaces(of + 2))
        .or_else(|| number::read(text, of + 2))
        .filter(|part| matches!(part.style, Style::Digits | Style::Sino))?;
    // 3분의 1만 is "only one-third": a part of ten thousands would be no part.
    let only = part.value.over(Ratio::whole(10_000)).filter(|part_value| {
        text.at(part.end - 1) == '만' && *part_value < number.value && part.value > number.value
    });
    let (value, end) = match only {
        Some(value) => (value.over(number.value)?, part.end - 1),
        None => (part.value.over(number.value)?, part.end),
    };
    Some(Reading::new(at, end, value, Kind::Fraction))
}

/// 3할, 2할5푼, 3할2푼1리: tenths, hundredths, thousandths, told in per cent.
fn rate(text: &Folded, at: usize, number: &Number) -> Option<Reading> {
    if number.style != Style::Digits || text.at(number.end) != '할' {
        return None;
    }
    let mut end = number.end + 1;
    let mut value = number.value.times(Ratio::whole(10))?;
    for (name, worth) in [('푼', Ratio::ONE), ('리', Ratio::new(1, 10)?)] {
        let next = token::literal(text, text.skip_spaces(end));
        if let Some(digits) = next.filter(|digits| text.at(digits.end) == name) {
            value = value.plus(digits.value.times(worth)?)?;
            end = digits.end + 1;
        }
    }
    let other_word = matches!(text.at(end), '인' | '당' | '증' | '머') && end == number.end + 1;
    (!other_word).then(|| Reading::new(at, end, value, Kind::Percent))
}

/// A number with a counter of the table, at once or after a space.
fn counted(text: &Folded, at: usize, number: &Number) -> Option<Reading> {
    let spaced = text.skip_spaces(number.end);
    [number.end, spaced].into_iter().find_map(|place| {
        let fits = |end: usize, counter: &Counter| takes(text, at, number, place, end, counter);
        let (end, counter) = COUNTERS.longest(text, place, fits)?;
        let value = number.value.times(counter.factor)?;
        let people = number.style == Style::Native && text.slice(place, end) == ['분'];
        let kind = if people { Kind::Count } else { counter.kind };
        Some(finished(at, end, number, value, kind))
    })
}

/// Whether a numeral takes a counter that stands from `place` to `end`.
fn takes(
    text: &Folded,
    at: usize,
    number: &Number,
    place: usize,
    end: usize,
    counter: &Counter,
) -> bool {
    if counter.other_words.iter().any(|word| text.has(end, word)) {
        return false;
    }
    // 1,385원 50전, but 3전 전승.
    if text.slice(place, end) == ['전'] && text.before(text.skip_spaces_back(at)) != '원' {
        return false;
    }
    let syllables = number.end - at;
    let joined = place == number.end;
    match number.style {
        // 300 원을, not "2026 대전망": a short counter after a space must end its word.
        Style::Digits => joined || end - place > 1 || ends_word(text, end),
        // 이 년, 사 원, 오 일: one syllable is a number only in 삼 년, 일 년 and 삼개월.
        Style::Sino if syllables == 1 && number.vague == Vagueness::Exact => {
            if text.at(place) == '해' || !ends_word(text, end) {
                return false;
            }
            let lone = matches!(text.at(at), '일' | '삼' | '팔' | '구' | '십' | '백' | '천' | '만');
            lone && counter.native && (!joined || matches!(counter.kind, Kind::Duration(_)))
        }
        // 수주 is an order, 수해 a flood, 수분 moisture.
        Style::Some if joined && text.at(at) == '수' && end - place == 1 => {
            matches!(text.at(place), '년' | '일') && ends_word(text, end)
        }
        Style::Some => {
            matches!(counter.kind, Kind::Duration(_)) || (counter.native && text.at(at) != '수')
        }
        // 한번, 세계, 두부, 열대: a short numeral glued to a short counter is mostly another word.
        Style::Native if joined && syllables == 1 => {
            let common =
                matches!(text.at(place), '명' | '배' | '번' | '달' | '개' | '살' | '곳' | '주');
            let long = end - place > 1;
            counter.native && text.at(at) != '한' && (common || long) && ends_word(text, end)
        }
        // 한 is also the end of a verb: 말 한 자, 방문 한 회.
        Style::Native if syllables == 1 && text.at(at) == '한' => {
            let word =
                "자승패판회발방통부인무곡표차석줄".contains(text.at(place)) && end - place == 1;
            counter.native && !word
        }
        Style::Native => counter.native,
        Style::Sino => {
            text.at(end - 1) != '조' && (syllables > 2 || !joined || ends_word(text, end))
        }
        Style::Standing => !joined || (counter.native && ends_word(text, end)),
    }
}

/// A number with a unit in Latin letters, or a per cent sign.
fn latin(text: &Folded, at: usize, number: &Number) -> Option<Reading> {
    if !matches!(number.style, Style::Digits | Style::Sino) {
        return None;
    }
    let place = text.skip_spaces(number.end);
    let spaced = place > number.end;
    if text.at(place) == '%' {
        let point =
            matches!(text.at(place + 1), 'p' | 'P') && !text.at(place + 2).is_ascii_alphabetic();
        let (end, kind) =
            if point { (place + 2, Kind::PercentPoint) } else { (place + 1, Kind::Percent) };
        return Some(finished(at, end, number, number.value, kind));
    }
    if let Some((end, currency)) = token::sign(text, place).filter(|_| !spaced) {
        return Some(finished(at, end, number, number.value, Kind::Money(currency)));
    }
    let (end, kind) = token::symbol(text, place)?;
    Some(finished(at, end, number, number.value, kind))
}

/// A number without a counter: digits always, words only where they can be nothing else.
fn alone(text: &Folded, at: usize, number: &Number, digits_end: usize) -> Option<Reading> {
    let next = text.at(number.end);
    let noun = |place: usize| text.at(place) == ' ' && is_syllable(text.at(place + 1));
    let stands = match number.style {
        // 3D, 5G: a code.
        Style::Digits => !next.is_ascii_alphabetic(),
        // 두 정상, 세 나라; 네 and 한 are words of their own.
        Style::Native => {
            let after_digits = text.before(text.skip_spaces_back(at)).is_ascii_digit();
            let other =
                matches!(text.slice(at, number.end), ['네'] | ['한'] | ['석'] | ['넉'] | ['열']);
            noun(number.end) && !other && !after_digits
        }
        Style::Standing => ends_word(text, number.end) && !matches!(text.at(at), '하'),
        // 수천 개의, 수십억, 삼천만: two syllables with a unit, at the end of the word.
        Style::Sino => {
            let length = number.end - at;
            let unit = matches!(text.before(number.end), '백' | '천' | '만' | '억' | '조' | '십');
            let large = number.value >= Ratio::whole(10_000) && length >= 3 && unit
                || number.vague != Vagueness::Exact && length >= 2;
            let before_noun = length == 2 && text.has(at, "천만") && noun(number.end);
            (large && ends_word(text, number.end) && !text.has(at, "수조")) || before_noun
        }
        Style::Some => text.has(at, "여러") && noun(number.end),
    };
    let end = if number.style == Style::Digits
        && next != ' '
        && digits_end < number.end
        && is_syllable(next)
    {
        digits_end
    } else {
        number.end
    };
    stands.then(|| Reading { bare: true, ..finished(at, end, number, number.value, Kind::Count) })
}

/// Whether a word can end at `end`: no more Hangul, or a particle.
fn ends_word(text: &Folded, end: usize) -> bool {
    const SHORT: &str = "이가은는을를의에도만로중째과와씩간나";
    const LONG: [&str; 22] = [
        "에서", "에게", "부터", "까지", "으로", "이나", "이상", "이하", "보다", "마다", "이다",
        "입니", "이었", "이라", "이며", "이고", "인 ", "짜리", "가량", "당 ", "대 ", "정도",
    ];
    !is_syllable(text.at(end))
        || (SHORT.contains(text.at(end)) && !is_syllable(text.at(end + 1)))
        || LONG.iter().any(|word| text.has(end, word))
}

/// 제3자, 제2회: a count after 제 is an ordinal.
fn ordinal_prefix(text: &Folded, reading: Reading, number: &Number) -> Reading {
    let at = reading.start;
    let prefixed = text.before(at) == '제' && !is_syllable(text.before(at.saturating_sub(1)));
    let countable = matches!(reading.kind, Kind::Count | Kind::Ordinal);
    if !(prefixed && countable && number.style != Style::Native) {
        return reading;
    }
    Reading { start: at - 1, kind: Kind::Ordinal, bare: false, ..reading }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nothing_begins_where_it_may_not(
            text in "([일이삼사오육칠팔구십백천만억조경수몇여러남은한두세네석넉열스물하나둘셋넷다섯대어서너예닐곱]|분의|시|년|월|명|개|번째|까지|가|들| |\\PC){1,5}"
        ) {
            let text = Folded::new(&text);
            prop_assert!(may_begin(&text, 0) || numeral(&text, 0).is_none());
        }
    }
}
