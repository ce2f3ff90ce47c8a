//! Korean numerals: digits with 십·백·천 and 만·억·조·경, Sino-Korean (삼천만), native (스물여섯),
//! and vague ones (수천, 십수, 두세).

use std::sync::LazyLock;

use crate::lang::ko::hangul::is_syllable;
use crate::lang::quantity::folded::Folded;
use crate::lang::quantity::table::Forms;
use crate::lang::quantity::token::literal;
use crate::lang::quantity::{Ratio, Vagueness};

/// How a number is written, which decides what may follow it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Digits, with or without 만·억·조.
    Digits,
    /// Sino-Korean in Hangul: 이십, 삼천만.
    Sino,
    /// Native, before a counter: 한, 두, 열두.
    Native,
    /// Native, standing by itself: 둘, 다섯.
    Standing,
    /// 수 or 몇 or 여러 alone: no number without a counter.
    Some,
}

/// A numeral.
#[derive(Debug, Clone, Copy)]
pub struct Number {
    /// The position after it.
    pub end: usize,
    /// Its value.
    pub value: Ratio,
    /// How it is written.
    pub style: Style,
    /// How exactly it is meant, as far as the numeral itself says.
    pub vague: Vagueness,
    /// The scale words of a number of one group (천억 of 3천억), one otherwise.
    pub scale: Ratio,
    /// How many digits stand before the decimal point, 0 when there is a comma or point or word.
    pub plain_digits: usize,
}

/// The numeral at `at`.
pub fn read(text: &Folded, at: usize) -> Option<Number> {
    let c = text.at(at);
    let before = text.before(at);
    if c.is_ascii_digit() || c == '.' {
        let joined = before.is_ascii_digit() || (c == '.' && is_syllable(before));
        return (!joined).then(|| scaled(text, at, Style::Digits)).flatten();
    }
    if !may_follow(before) || before.is_ascii_digit() {
        return None;
    }
    several(text, at)
        .or_else(|| native(text, at))
        .or_else(|| is_sino(c).then(|| hundreds(text, at)).flatten())
}

/// A Sino-Korean numeral, after 백 or 천 with a native one: 이백, 백스물두.
fn hundreds(text: &Folded, at: usize) -> Option<Number> {
    let sino = scaled(text, at, Style::Sino)?;
    // 백두산, 천한: one syllable more makes other words.
    let native = matches!(text.before(sino.end), '백' | '천')
        .then(|| native(text, sino.end))
        .flatten()
        .filter(|native| native.end - sino.end >= 2 && native.vague == Vagueness::Exact);
    let Some(native) = native else { return Some(sino) };
    let value = sino.value.plus(native.value)?;
    Some(Number { value, scale: Ratio::ONE, ..native })
}

/// Whether a numeral in Hangul may stand after this character: it begins its word, save after a
/// few prefixes.
pub fn may_follow(before: char) -> bool {
    !is_syllable(before) || matches!(before, '약' | '총' | '제')
}

/// The characters with which a numeral in Hangul can begin.
pub fn starts() -> impl Iterator<Item = char> {
    let tables = [&PAIRS[..], &TENS, &STANDING, &UNITS];
    let native = tables.into_iter().flatten().filter_map(|(form, _)| form.chars().next());
    native.chain(['수', '몇', '여']).chain(SINO.chars())
}

/// The syllables of which numerals in Hangul consist.
pub fn syllables() -> impl Iterator<Item = char> {
    let tables = [&PAIRS[..], &TENS, &STANDING, &UNITS];
    let native = tables.into_iter().flatten().flat_map(|(form, _)| form.chars());
    native.chain("수몇여러남은".chars()).chain(SINO.chars())
}

/// Whether the syllable is a numeral that needs no counter: 둘, 셋.
pub fn may_stand_alone(c: char) -> bool {
    STANDING.iter().any(|(form, _)| form.starts_with(c) && form.len() == c.len_utf8())
}

/// The Sino-Korean digits and units.
const SINO: &str = "일이삼사오육칠팔구십백천만억조경";

fn small_unit(c: char) -> Option<i64> {
    Some(match c {
        '십' => 10,
        '백' => 100,
        '천' => 1000,
        _ => return None,
    })
}

fn big_unit(c: char) -> Option<i64> {
    Some(match c {
        '만' => 10_000,
        '억' => 100_000_000,
        '조' => 1_000_000_000_000,
        '경' => 10_000_000_000_000_000,
        _ => return None,
    })
}

fn sino_digit(c: char) -> Option<i64> {
    Some(match c {
        '일' => 1,
        '이' => 2,
        '삼' => 3,
        '사' => 4,
        '오' => 5,
        '육' => 6,
        '칠' => 7,
        '팔' => 8,
        '구' => 9,
        _ => return None,
    })
}

fn is_sino(c: char) -> bool {
    sino_digit(c).is_some() || small_unit(c).is_some() || big_unit(c).is_some()
}

/// The big unit at `at`, unless the syllable begins another word: 3조각, 200경기, 3만큼.
fn big_at(text: &Folded, at: usize, number_at: usize) -> Option<i64> {
    let unit = big_unit(text.at(at))?;
    let next = text.at(at + 1);
    let other_word = match text.at(at) {
        '조' => {
            matches!(next, '각' | '항' | '합' | '직' | '별' | '가' | '명')
                || is_article(text, number_at, at)
        }
        '경' => is_syllable(next) && !matches!(next, '원' | '달' | '엔' | '위' | '유'),
        '만' => next == '큼',
        _ => false,
    };
    (!other_word).then_some(unit)
}

/// Whether the 조 at `at` counts articles of a law: 헌법 9조, 제3조, 9조 2항.
fn is_article(text: &Folded, number_at: usize, at: usize) -> bool {
    let stem = text.skip_spaces_back(number_at);
    let law =
        ["법", "제", "법률", "조약", "협약", "협정", "규칙", "규정", "시행령", "조례", "헌장"];
    let clause = text.skip_spaces(at + 1);
    let digits = text.run(clause, |c| c.is_ascii_digit());
    let numbered = text.at(at + 1) == '의' && text.at(at + 2).is_ascii_digit();
    law.iter().any(|word| text.ends(stem, word))
        || (digits > clause && matches!(text.at(digits), '항' | '호'))
        || numbered
}

/// One group under 만: 1234.5, 3천5백, 1천200, 삼천이백, 백. Gives the value, the end and the scale
/// word it ends in.
fn group(text: &Folded, at: usize, style: Style) -> Option<(Ratio, usize, i64)> {
    let (mut sum, mut end, mut scale, mut limit) = (Ratio::ZERO, at, 1, i64::MAX);
    loop {
        let (value, after) = match digit_value(text, end, style) {
            Some(read) => read,
            None if style == Style::Sino => (Ratio::ONE, end),
            None => break,
        };
        match small_unit(text.at(after)).filter(|&unit| unit < limit && !other_word(text, after)) {
            Some(unit) => {
                sum = sum.plus(value.times(Ratio::whole(unit))?)?;
                end = after + 1;
                scale = if scale == 1 && limit == i64::MAX { unit } else { 1 };
                limit = unit;
            }
            None if after == end => break,
            None => {
                if value < Ratio::whole(limit) {
                    sum = sum.plus(value)?;
                    end = after;
                    scale = 1;
                }
                break;
            }
        }
    }
    (end > at).then_some((sum, end, scale))
}

/// Whether 백 or 천 begins another word after digits: 백신, 백화점.
fn other_word(text: &Folded, at: usize) -> bool {
    text.at(at) == '백' && matches!(text.at(at + 1), '신' | '화' | '업')
}

fn digit_value(text: &Folded, at: usize, style: Style) -> Option<(Ratio, usize)> {
    if style == Style::Digits {
        return literal(text, at).map(|literal| (literal.value, literal.end));
    }
    sino_digit(text.at(at)).map(|digit| (Ratio::whole(digit), at + 1))
}

/// A number of groups: 12조3천억, 3억 5천만, 27만5000, 삼천만.
fn scaled(text: &Folded, at: usize, style: Style) -> Option<Number> {
    let (mut value, mut end, mut limit) = (Ratio::ZERO, at, i64::MAX);
    let (mut scale, mut groups, mut vague) = (Ratio::ONE, 0, Vagueness::Exact);
    loop {
        let start = if groups == 0 { at } else { continues(text, end, style) };
        let bare = (Ratio::ONE, start, 1);
        let read = group(text, start, style);
        let alone = read.is_none() && groups == 0 && style == Style::Sino;
        let Some((part, mut after, small)) = read.or(alone.then_some(bare)) else { break };
        // 20여만: "some more than 20" of the unit.
        if text.at(after) == '여' && big_unit(text.at(after + 1)).is_some() {
            vague = Vagueness::MoreThan;
            after += 1;
        }
        // 구조, 이조, 일조 are words; a trillion in Hangul follows 십, 백 or 천.
        let word = style == Style::Sino && text.at(after) == '조' && part < Ratio::whole(10);
        let unit = big_at(text, after, at).filter(|&unit| unit < limit && !word);
        if unit.is_none() && groups > 0 && !ends_number(text, end, start, after, part, limit) {
            break;
        }
        let factor = Ratio::whole(unit.unwrap_or(1));
        value = value.plus(part.times(factor)?)?;
        end = after + usize::from(unit.is_some());
        groups += 1;
        scale = if groups == 1 { factor.times(Ratio::whole(small))? } else { Ratio::ONE };
        match unit {
            Some(unit) => limit = unit,
            None => break,
        }
    }
    let plain = style == Style::Digits && text.slice(at, end).iter().all(char::is_ascii_digit);
    let plain_digits = if plain { end - at } else { 0 };
    (end > at).then_some(Number { end, value, style, vague, scale, plain_digits })
}

/// Where the next group of a number begins: at once, or after one space before a digit.
fn continues(text: &Folded, end: usize, style: Style) -> usize {
    let spaced = text.at(end) == ' '
        && match style {
            Style::Digits => text.at(end + 1).is_ascii_digit(),
            _ => is_sino(text.at(end + 1)),
        };
    if spaced { end + 1 } else { end }
}

/// Whether a last group without 만·억·조 belongs to the number before it: 27만5000, 12만 500원, but
/// not "10만 15일" or "3만 2025년".
fn ends_number(
    text: &Folded,
    end: usize,
    start: usize,
    after: usize,
    part: Ratio,
    limit: i64,
) -> bool {
    let joined = start == end || matches!(text.before(after), '천' | '백' | '십');
    let dated = matches!(text.at(after), '년' | '월' | '일' | '시' | '%');
    part < Ratio::whole(limit) && (joined || (after - start >= 3 && !dated))
}

const TENS: [(&str, i64); 10] = [
    ("열", 10),
    ("스물", 20),
    ("스무", 20),
    ("서른", 30),
    ("마흔", 40),
    ("쉰", 50),
    ("예순", 60),
    ("일흔", 70),
    ("여든", 80),
    ("아흔", 90),
];

/// Units before a counter; those of two syllables also stand by themselves.
const UNITS: [(&str, i64); 11] = [
    ("한", 1),
    ("두", 2),
    ("세", 3),
    ("네", 4),
    ("석", 3),
    ("넉", 4),
    ("다섯", 5),
    ("여섯", 6),
    ("일곱", 7),
    ("여덟", 8),
    ("아홉", 9),
];

const STANDING: [(&str, i64); 4] = [("하나", 1), ("둘", 2), ("셋", 3), ("넷", 4)];

/// Two numbers in a word, "two or three": told by the lower.
const PAIRS: [(&str, i64); 8] = [
    ("한두", 1),
    ("두세", 2),
    ("두어", 2),
    ("서너", 3),
    ("너댓", 4),
    ("네댓", 4),
    ("대여섯", 5),
    ("예닐곱", 6),
];

/// The native numerals, ready to be looked up.
struct Native {
    pairs: Forms<i64>,
    tens: Forms<i64>,
    standing: Forms<i64>,
    units: Forms<i64>,
}

static NATIVE: LazyLock<Native> = LazyLock::new(|| {
    let table =
        |rows: &[(&str, i64)]| Forms::new(rows.iter().map(|&(form, value)| (form.into(), value)));
    Native {
        pairs: table(&PAIRS),
        tens: table(&TENS),
        standing: table(&STANDING),
        units: table(&UNITS),
    }
});

/// A native numeral up to 99.
fn native(text: &Folded, at: usize) -> Option<Number> {
    let number = |value: i64, end: usize, style: Style, vague: Vagueness| Number {
        end,
        value: Ratio::whole(value),
        style,
        vague,
        scale: Ratio::ONE,
        plain_digits: 0,
    };
    let table = &*NATIVE;
    let read = |forms: &Forms<i64>, at: usize| {
        forms.longest(text, at, |_, _| true).map(|(end, &value)| (value, end))
    };
    if let Some((value, end)) = read(&table.pairs, at) {
        return Some(number(value, end, Style::Native, Vagueness::OrNext));
    }
    let (tens, end) = read(&table.tens, at).unwrap_or((0, at));
    if let Some((value, end)) = read(&table.standing, end) {
        return Some(number(tens + value, end, Style::Standing, Vagueness::Exact));
    }
    if let Some((value, end)) = read(&table.units, end) {
        let style = if value >= 5 { Style::Standing } else { Style::Native };
        return Some(number(tens + value, end, style, Vagueness::Exact));
    }
    let style =
        if tens == 10 || text.before(end) == '무' { Style::Native } else { Style::Standing };
    (end > at).then(|| number(tens, end, style, Vagueness::Exact))
}

/// 수천, 수십억, 몇백, 십수; 수, 몇 and 여러 alone.
fn several(text: &Folded, at: usize) -> Option<Number> {
    let number = |end: usize, value: Ratio, style: Style, vague: Vagueness| {
        Some(Number { end, value, style, vague, scale: value, plain_digits: 0 })
    };
    match text.at(at) {
        '수' | '몇' => {}
        '십' if text.at(at + 1) == '수' => {
            return number(at + 2, Ratio::whole(10), Style::Sino, Vagueness::MoreThan);
        }
        '여' if text.has(at, "여남은") => {
            return number(at + 3, Ratio::whole(10), Style::Native, Vagueness::Several);
        }
        '여' if text.at(at + 1) == '러' && text.at(at + 2) != '분' => {
            return number(at + 2, Ratio::ONE, Style::Some, Vagueness::Several);
        }
        _ => return None,
    }
    let (mut end, mut value) = (at + 1, Ratio::ONE);
    let spaced =
        text.at(end) == ' ' && matches!(text.at(end + 1), '만' | '억' | '조' | '천' | '백');
    if spaced && (!is_syllable(text.at(end + 2)) || text.at(end + 2) == '년') {
        end += 1;
    }
    if let Some(unit) = small_unit(text.at(end)) {
        (value, end) = (Ratio::whole(unit), end + 1);
    }
    if let Some(unit) = big_at(text, end, at) {
        (value, end) = (value.times(Ratio::whole(unit))?, end + 1);
    }
    let style = if value == Ratio::ONE { Style::Some } else { Style::Sino };
    number(end, value, style, Vagueness::Several)
}
