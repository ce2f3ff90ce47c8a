//! Counters that mean dates and times: 년, 월, 일, 시, 분기, 대.

use super::number::{Number, Style};
use crate::lang::ko::hangul::is_syllable;
use crate::lang::quantity::folded::Folded;
use crate::lang::quantity::series::Reading;
use crate::lang::quantity::{Kind, Ratio, Unit, era, token};

/// A date or time that begins with `number` at `at`.
pub fn read(text: &Folded, at: usize, number: &Number) -> Option<Reading> {
    let spaced = text.skip_spaces(number.end);
    let place = if spaced - number.end <= 1 { spaced } else { number.end };
    if number.style == Style::Sino && text.at(place) == '대' {
        return decade_in_words(text, at, number, place + 1);
    }
    let o_clock = number.style == Style::Standing && text.at(place) == '시';
    if !matches!(number.style, Style::Digits | Style::Native) && !o_clock {
        return None;
    }
    let named = ["회계연도", "사업연도", "학년도"].iter().any(|name| text.has(place, name));
    if named && number.plain_digits == 4 {
        return Some(Reading::new(at, number.end, number.value, Kind::Year));
    }
    match text.at(place) {
        '년' if number.style == Style::Digits => year(text, at, number, place + 1),
        '월' if number.style == Style::Digits => {
            let month = number.value.integer().is_some_and(|n| (1..=12).contains(&n));
            month.then(|| Reading::new(at, place + 1, number.value, Kind::Month))
        }
        '일' if number.style == Style::Digits => day(text, at, number, place + 1),
        '시' => time(text, at, number, place + 1),
        '대' if place == number.end => decade(text, at, number, place + 1),
        '/' if text.has(place, "/4분기") => {
            Some(Reading::new(at, place + 4, number.value, Kind::Quarter))
        }
        _ => None,
    }
}

fn lasting(at: usize, end: usize, number: &Number, unit: &str) -> Option<Reading> {
    let kind = Kind::Duration(Unit::named(unit)?);
    let reading = Reading::new(at, end, number.value, kind);
    Some(Reading { vague: number.vague, scale: number.scale, ..reading })
}

/// Whether the words after a counter tell a length of time, not a date: 간, 동안, 만에, 전, 이상.
fn is_span(text: &Folded, end: usize) -> bool {
    const LONG: [&str; 14] = [
        "동안",
        "만에",
        "이상",
        "이내",
        "이하",
        "미만",
        "연속",
        "짜리",
        "가량",
        "가까이",
        "남짓",
        "정도",
        "넘",
        "새",
    ];
    const SHORT: [char; 8] = ['간', '째', '전', '앞', '내', '뒤', '후', '만'];
    let place = text.skip_spaces(end);
    let next = text.at(place + 1);
    let free = !is_syllable(next)
        || matches!(next, '에' | '의' | '부' | '까' | '으' | '이' | '인' | '둔' | '두' | '씩');
    LONG.iter().any(|word| text.has(place, word)) || (SHORT.contains(&text.at(place)) && free)
}

/// 2026년, '26년, 97년, 기원전 44년; 3년, 1600년 전; 1990년대.
fn year(text: &Folded, at: usize, number: &Number, end: usize) -> Option<Reading> {
    let n = number.value.integer()?;
    if text.at(end) != '대'
        && let Some(year) = era::read(text, at, "년")
    {
        return Some(year);
    }
    if text.at(end) == '대' && !is_syllable(text.at(end + 1))
        || text.has(end, "대에")
        || text.has(end, "대 ")
    {
        let decade = Reading::new(at, end + 1, number.value, Kind::Decade);
        return (n % 10 == 0).then_some(decade);
    }
    let named = Reading::new(at, end, number.value, Kind::Year);
    if number.plain_digits == 4 && (1000..3000).contains(&n) {
        let modern = (1800..2200).contains(&n) && text.at(end) != '간';
        return if modern || !is_span(text, end) {
            Some(named)
        } else {
            lasting(at, end, number, "year")
        };
    }
    let century = if n >= 50 { 1900 } else { 2000 };
    let full = number.value.plus(Ratio::whole(century))?;
    if number.plain_digits == 2 && text.before(at) == '\'' {
        return Some(Reading::new(at - 1, end, full, Kind::Year));
    }
    let leading_zero = text.at(at) == '0';
    let short = number.plain_digits == 2 && (leading_zero || n >= 70) && !is_span(text, end);
    if short && !text.has(end, "생") {
        return Some(Reading { value: crate::lang::quantity::Value::Number(full), ..named });
    }
    lasting(at, end, number, "year")
}

/// 15일, 지난 28일; 10일 동안, 40일.
fn day(text: &Folded, at: usize, number: &Number, end: usize) -> Option<Reading> {
    if text.at(end) == '본' {
        return None;
    }
    // 7월 34일 is a slip, not a length of time.
    let of_month = text.ends(text.skip_spaces_back(at), "월");
    let most = if of_month { 99 } else { 31 };
    let date = number.value.integer().is_some_and(|n| (1..=most).contains(&n));
    if date && !is_span(text, end) && number.plain_digits > 0 {
        return Some(Reading::new(at, end, number.value, Kind::Day));
    }
    lasting(at, end, number, "day")
}

/// 오후 3시 30분, 세 시 반, 3시.
fn time(text: &Folded, at: usize, number: &Number, mut end: usize) -> Option<Reading> {
    let hour = number.value.integer().filter(|hour| (0..=24).contains(hour))?;
    if matches!(text.at(end), '간' | '작' | '장' | '민' | '즌' | '대' | '도' | '군' | '의' | '험')
        && text.at(end) != '의'
    {
        return None;
    }
    let next = text.skip_spaces(end);
    let mut minutes = 0;
    if let Some(read) = token::literal(text, next).filter(|read| text.at(read.end) == '분') {
        minutes = read.value.integer().filter(|m| (0..100).contains(m))?;
        end = read.end + 1;
    } else if text.at(next) == '반'
        && (!is_syllable(text.at(next + 1))
            || matches!(text.at(next + 1), '에' | '이' | '경' | '쯤' | '부' | '까' | '의' | '으'))
    {
        (minutes, end) = (30, next + 1);
    }
    let stem = text.skip_spaces_back(at);
    let told = |words: &[&str]| words.iter().any(|word| text.ends(stem, word));
    let (hour, kind) = if told(&["오후", "저녁", "낮"]) {
        (hour % 12 + 12, Kind::Time)
    } else if told(&["밤"]) {
        (if (6..12).contains(&hour) { hour + 12 } else { hour % 12 }, Kind::Time)
    } else if told(&["오전", "새벽", "아침"]) {
        (hour % 12, Kind::Time)
    } else {
        (hour, if hour > 12 { Kind::Time } else { Kind::Clock })
    };
    let value = Ratio::new(hour * 60 + minutes, 1)?;
    Some(Reading::new(at, end, value, kind))
}

/// Words after 30대 that make it an age.
const PEOPLE: [&str; 17] = [
    "초반", "중반", "후반", "남", "여", "소녀", "소년", "청", "배우", "가수", "직장", "주부",
    "부부", "노인", "젊", "이상", "학생",
];

/// 오십 대 중반, 이십대 여성: an age in tens in words, where people are spoken of.
fn decade_in_words(text: &Folded, at: usize, number: &Number, end: usize) -> Option<Reading> {
    let tens = number.value.integer().is_some_and(|n| (10..100).contains(&n) && n % 10 == 0);
    let place = text.skip_spaces(end + usize::from(text.at(end) == '의'));
    let people = PEOPLE.iter().any(|word| text.has(place, word));
    (people && tens).then(|| Reading::new(at, end, number.value, Kind::Decade))
}

/// 30대, 10대 소녀: an age in tens; 10대 기업, 28대의 트럭: a count, which the table reads.
fn decade(text: &Folded, at: usize, number: &Number, end: usize) -> Option<Reading> {
    let n = number.value.integer()?;
    let tens = number.plain_digits == 2 && n % 10 == 0;
    let next = text.at(end);
    let ends =
        !is_syllable(next) || matches!(next, '를' | '는' | '가' | '의' | '에' | '와' | '로' | '도');
    if !tens || !ends || next.is_ascii_digit() {
        return None;
    }
    let place = text.skip_spaces(end);
    let machines = ["가량", "남짓", "정도", "안팎", "넘", "미만", "규모", "씩"];
    if machines.iter().any(|word| text.has(place, word)) {
        return None;
    }
    let people = PEOPLE.iter().any(|word| text.has(place, word));
    let followed = place > end && is_syllable(text.at(place));
    let teens = n == 10 && followed && !people;
    (!teens).then(|| Reading::new(at, end, number.value, Kind::Decade))
}
