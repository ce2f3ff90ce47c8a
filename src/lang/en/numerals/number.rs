//! English numerals in digits and words: 1.3bn, 2 million, twenty-six, two hundred and five,
//! three and a half million, half a million, a dozen.

use crate::lang::quantity::folded::{Folded, is_space};
use crate::lang::quantity::starts::Word;
use crate::lang::quantity::token::literal;
use crate::lang::quantity::{Ratio, Vagueness};

/// A numeral.
#[derive(Debug, Clone, Copy)]
pub struct Number {
    /// The position after it.
    pub end: usize,
    /// Its value.
    pub value: Ratio,
    /// How exactly it is meant, as far as the numeral itself says.
    pub vague: Vagueness,
    /// The scale word it ends in (billion), one if there is none.
    pub scale: Ratio,
    /// How many digits it has when it is digits only, 0 otherwise.
    pub plain_digits: usize,
    /// Whether it is no more than the word "one", or "a" with a scale word.
    pub lone: bool,
}

/// A number yet to be told.
const PLAIN: Number = Number {
    end: 0,
    value: Ratio::ZERO,
    vague: Vagueness::Exact,
    scale: Ratio::ONE,
    plain_digits: 0,
    lone: false,
};

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// The word at `at` in lower case, with the position after it; empty when no letter stands there.
pub fn word(text: &Folded, at: usize) -> (Word, usize) {
    Word::at(text, at)
}

/// The words with which a numeral can begin.
pub fn starts() -> impl Iterator<Item = Word> {
    let singular = SMALL.into_iter().chain(TENS).chain(ARTICLES).map(str::to_owned);
    let plural =
        SCALES.into_iter().map(|(form, _)| form).chain(["ten"]).map(|form| form.to_owned() + "s");
    singular.chain(plural).map(|form| Word::new(form.chars()))
}

/// The words for the hours of a clock.
pub fn hours() -> impl Iterator<Item = &'static str> {
    SMALL[1..=12].iter().copied()
}

/// The hour of a clock that a word in lower case names.
pub fn hour(word: &str) -> Option<i128> {
    hours().zip(1..).find(|(form, _)| *form == word).map(|(_, hour)| hour)
}

/// Where the next word begins after a space or a hyphen.
pub fn next_word(text: &Folded, end: usize) -> Option<usize> {
    match text.at(end) {
        '-' => Some(end + 1),
        c if is_space(c) => Some(text.skip_spaces(end)),
        _ => None,
    }
}

/// A unit or ten in words: the value and whether it is a ten.
fn small(word: &str) -> Option<(i64, bool)> {
    let unit = SMALL.iter().position(|&form| form == word).map(|i| (i as i64, false));
    unit.or_else(|| TENS.iter().position(|&form| form == word).map(|i| (i as i64 * 10 + 20, true)))
}

/// Scale words, singular.
const SCALES: [(&str, i64); 13] = [
    ("dozen", 12),
    ("hundred", 100),
    ("thousand", 1000),
    ("million", 1_000_000),
    ("mln", 1_000_000),
    ("mn", 1_000_000),
    ("billion", 1_000_000_000),
    ("bln", 1_000_000_000),
    ("bn", 1_000_000_000),
    ("trillion", 1_000_000_000_000),
    ("tn", 1_000_000_000_000),
    ("trn", 1_000_000_000_000),
    ("quadrillion", 1_000_000_000_000_000),
];

/// What a scale word multiplies by.
fn scale(word: &str) -> Option<i64> {
    SCALES.iter().find(|(form, _)| *form == word).map(|&(_, factor)| factor)
}

/// Words that make a number of a scale word after them.
const ARTICLES: [&str; 5] = ["a", "an", "half", "several", "few"];

/// A scale word at the next word after `end`, with the position after it.
fn scale_after(text: &Folded, end: usize) -> Option<(i64, usize)> {
    let at = next_word(text, end)?;
    let (word, stop) = word(text, at);
    scale(&word).map(|factor| (factor, stop))
}

/// The numeral at `at`; `money` when a currency sign stands before it, which settles what "m" and
/// "K" mean.
pub fn read(text: &Folded, at: usize, money: bool) -> Option<Number> {
    let c = text.at(at);
    let first = if c.is_ascii_digit() || c == '.' {
        digits(text, at, money)?
    } else if c.is_ascii_alphabetic() {
        plural(text, at).or_else(|| in_words(text, at))?
    } else {
        return None;
    };
    multiplied(text, half(text, first)?)
}

/// Digits with a suffix: 1.3bn, 250K, 5m.
fn digits(text: &Folded, at: usize, money: bool) -> Option<Number> {
    let read = literal(text, at)?;
    let plain_digits = if read.marked { 0 } else { read.whole_digits };
    let number = Number { end: read.end, value: read.value, plain_digits, ..PLAIN };
    let stop = text.run(read.end, |c| c.is_ascii_alphabetic());
    let suffix = text.string(read.end, stop);
    let factor = match suffix.as_str() {
        "k" | "K" => 1000,
        "bn" | "tn" | "mn" | "trn" | "mln" | "bln" => scale(&suffix)?,
        "m" if counts_millions(text, stop) => 1_000_000,
        "m" | "M" | "mm" if money => 1_000_000,
        "M" => 1_000_000,
        "b" | "B" if money => 1_000_000_000,
        "t" | "T" if money => 1_000_000_000_000,
        _ => return Some(number),
    };
    // 4K, 8K: the resolution of a picture.
    let picture = suffix == "K" && !money && plain_digits == 1;
    if picture && matches!(text.at(at), '2' | '4' | '5' | '8') {
        return None;
    }
    let scale = Ratio::whole(factor);
    let digit_follows = text.at(stop).is_ascii_digit();
    let value = read.value.times(scale)?;
    Some(if digit_follows {
        number
    } else {
        Number { end: stop, value, scale, plain_digits: 0, ..number }
    })
}

/// Whether the word after "5m" is one that is counted in millions and does not come after metres.
fn counts_millions(text: &Folded, end: usize) -> bool {
    const COUNTED: [&str; 22] = [
        "people",
        "users",
        "won",
        "yuan",
        "yen",
        "euros",
        "dollars",
        "pounds",
        "tonnes",
        "tons",
        "barrels",
        "customers",
        "subscribers",
        "vehicles",
        "cars",
        "units",
        "workers",
        "jobs",
        "homes",
        "households",
        "viewers",
        "voters",
    ];
    text.at(end) == ' ' && COUNTED.contains(&word(text, end + 1).0.as_str())
}

/// Words up to the thousands: twenty-six, two hundred and five.
fn in_words(text: &Folded, at: usize) -> Option<Number> {
    let (first, first_end) = word(text, at);
    if ARTICLES.contains(&first.as_str()) {
        return with_article(text, at, &first, first_end);
    }
    let (mut total, mut section, mut end) = (0i64, 0i64, at);
    let (mut last_ten, mut last_scale) = (false, 1);
    let mut place = Some(at);
    while let Some(from) = place {
        let (mut form, mut stop) = word(text, from);
        if form == "and" && last_scale > 1 {
            (form, stop) = word(text, text.skip_spaces(stop));
        }
        if let Some((value, ten)) = small(&form) {
            let unit_of_ten = last_ten && !ten && (1..10).contains(&value);
            if end > at && !unit_of_ten && last_scale == 1 {
                break;
            }
            section += value;
            (last_ten, last_scale) = (ten, 1);
        } else if form == "hundred" && section > 0 && section < 100 {
            section *= 100;
            (last_ten, last_scale) = (false, 100);
        } else if form == "thousand" && section > 0 && total == 0 {
            (total, section) = (section * 1000, 0);
            (last_ten, last_scale) = (false, 1000);
        } else {
            break;
        }
        end = stop;
        place = next_word(text, end);
    }
    let lone = end == first_end && first == "one";
    let value = Ratio::whole(total + section);
    (end > at).then_some(Number { end, value, lone, ..PLAIN })
}

/// An article or a vague word with a scale word: a hundred, half a million, a few thousand.
fn with_article(text: &Folded, at: usize, first: &str, first_end: usize) -> Option<Number> {
    let second_at = next_word(text, first_end)?;
    let (second, second_end) = word(text, second_at);
    let halved = first == "half" || second == "half";
    let start = match (first, second.as_str()) {
        ("half", "a" | "an") | ("a", "half" | "few") => second_end,
        _ => first_end,
    };
    let (factor, end) = scale_after(text, start)?;
    let scale = Ratio::whole(factor);
    let value = if halved { scale.over(Ratio::whole(2))? } else { scale };
    let several = matches!(first, "several" | "few") || second == "few";
    let vague = if several { Vagueness::Several } else { Vagueness::Exact };
    (end > at).then_some(Number { end, value, vague, scale, ..PLAIN })
}

/// "and a half" after a number, or a fraction in digits: three and a half, 3 1/2.
fn half(text: &Folded, number: Number) -> Option<Number> {
    for form in [" and a half", "-and-a-half", " and one-half", " 1/2"] {
        let end = number.end + form.len();
        if text.has(number.end, form) && !text.at(end).is_alphanumeric() {
            let value = number.value.plus(Ratio::new(1, 2)?)?;
            return Some(Number { end, value, plain_digits: 0, lone: false, ..number });
        }
    }
    Some(number)
}

/// Scale words after a number, more than one at times: 2 million, 6 hundred thousand, 3 dozen.
fn multiplied(text: &Folded, mut number: Number) -> Option<Number> {
    while let Some((factor, end)) = scale_after(text, number.end) {
        let factor = Ratio::whole(factor);
        number.value = number.value.times(factor)?;
        number.scale = number.scale.times(factor)?;
        (number.end, number.plain_digits, number.lone) = (end, 0, false);
    }
    // "one and a half million" puts the half before the scale, "one million and a half" is rare.
    Some(number)
}

/// Orders of magnitude: dozens, thousands, tens of millions, hundreds of billions.
fn plural(text: &Folded, at: usize) -> Option<Number> {
    let magnitude = |word: &str| match word.strip_suffix('s')? {
        "ten" => Some(10),
        singular => scale(singular),
    };
    let (first, mut end) = word(text, at);
    let mut value = magnitude(&first)?;
    if first == "tens" && !text.has(end, " of ") {
        return None;
    }
    while text.has(end, " of ") {
        let (form, stop) = word(text, end + 4);
        match magnitude(&form).or_else(|| scale(&form)) {
            Some(factor) if value < 1_000_000 => (value, end) = (value * factor, stop),
            _ => break,
        }
    }
    let value = Ratio::whole(value);
    let vague = Vagueness::Several;
    Some(Number { end, value, vague, scale: value, plain_digits: 0, lone: false })
}
