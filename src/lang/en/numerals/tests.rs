use proptest::prelude::*;

use super::quantities;
use crate::lang::quantity::notation::notation;
use crate::lang::quantity::{Kind, Ratio, Value};
use crate::text::table::rows;

fn reads(rows: &[(&str, &str)]) {
    for (text, expected) in rows {
        assert_eq!(notation(&quantities(text)), *expected, "in: {text}");
    }
}

#[test]
fn numbers_in_digits_and_words() {
    reads(&[
        ("an 8 trillion won market", "8000000000000 money:KRW"),
        ("8,000 billion won", "8000000000000 money:KRW"),
        ("$1.3bn and US$250K", "1300000000 money:USD, 250000 money:USD"),
        ("KRW 8 trillion", "8000000000000 money:KRW"),
        ("50 cents", "0.5 money:USD"),
        ("twenty-six people", "26 count"),
        ("two hundred and five thousand", "205000 count"),
        ("three and a half million", "3500000 count"),
        ("half a million, a dozen, a billion", "500000 count, 12 count, 1000000000 count"),
        ("a billion-dollar deal", "1000000000 money:USD"),
        ("Five others", "5 count"),
        ("5m people ran 100m", "5000000 count, 100 measure:metre"),
        ("one person, one of them, this one", "1 count"),
        ("3 to 4 billion won", "3000000000 money:KRW, 4000000000 money:KRW"),
        ("between 3 and 5 percent", "3 percent, 5 percent"),
    ]);
}

#[test]
fn vague_numbers() {
    reads(&[
        ("thousands of chips", "1000 count several"),
        ("tens of millions", "10000000 count several"),
        ("hundreds of billions of won", "100000000000 money:KRW several"),
        ("more than 500,000 boats", "500000 count more"),
        ("about 40 people", "40 count about"),
        ("at least 17 died", "17 count at-least"),
        ("7 nm or less", "7 measure:nanometre at-most"),
        ("decades of work", "1 duration:decade several"),
    ]);
}

#[test]
fn parts_and_multiples() {
    reads(&[
        ("sixfold, double, 1.5 times, 3x", "6 multiple, 2 multiple, 1.5 multiple, 3 multiple"),
        ("one-third and two-thirds and half", "1/3 fraction, 2/3 fraction, 0.5 fraction"),
        ("a third of voters, a third day", "1/3 fraction, 3 duration:day"),
        ("a third plan, a quarter as much, by a fifth.", "3 ordinal, 0.25 fraction, 0.2 fraction"),
        ("half a percentage point", "0.5 point"),
        ("a quarter of a percentage point, a quarter-point cut", "0.25 point, 0.25 point"),
        ("80% points", "80 point"),
        ("a 9-point lead", "9 measure:point"),
        ("6 percent, 6 per cent, 6%", "6 percent, 6 percent, 6 percent"),
        ("0.25 percentage points, 25 basis points", "0.25 point, 0.25 point"),
        ("batting .268", "0.268 count"),
    ]);
}

#[test]
fn dates_and_times() {
    reads(&[
        ("Dec. 15, 2025", "12 month, 15 day, 2025 year"),
        ("15 December 2025", "15 day, 12 month, 2025 year"),
        ("in March, they march in May", "3 month, 5 month"),
        ("They may march", ""),
        ("June 21-24", "6 month, 21 day, 24 day"),
        ("the 1990s, the '90s, in their 30s", "1990 decade, 90 decade, 30 decade"),
        ("'26", "2026 year"),
        ("the third quarter, Q3, first half", "3 quarter, 3 quarter, 1 half"),
        ("last year", "-1 relative:year"),
        ("3:30 p.m. and noon", "930 time, 720 time"),
        ("at 3:30", "210 clock"),
        ("on Monday", "1 weekday"),
        ("the 21st century", "21 century"),
        (
            "for a year, $3 a gallon, twice a day",
            "1 duration:year, 3 money:USD, 2 multiple, 1 duration:day",
        ),
        ("calculations a second, the second time", "2 ordinal"),
    ]);
}

#[test]
fn order_units_and_codes() {
    reads(&[
        ("No. 1, the fourth, 37th", "1 ordinal, 4 ordinal, 37 ordinal"),
        ("Article 9 and World War II", "9 ordinal, 2 ordinal"),
        ("7-nanometer and 5 nm", "7 measure:nanometre, 5 measure:nanometre"),
        ("a 15-year-old, aged 26", "15 age, 26 count"),
        ("six-month stay", "6 duration:month"),
        ("the M100, HBM3E, 5G and F-16", "M100 code, HBM3E code, 5G code, F16 code"),
        ("see www.example.com/2025 or a1@b.org", ""),
    ]);
}

#[test]
fn every_row_of_the_tables_is_understood() {
    let tables =
        [(include_str!("../data/units.tsv"), 3), (include_str!("../data/numeral_words.tsv"), 4)];
    for (table, cells) in tables {
        for row in rows(table) {
            assert_eq!(row.len(), cells, "{row:?}");
            assert!(Kind::from_name(row[1]).is_some() && Ratio::parse(row[2]).is_some(), "{row:?}");
        }
    }
}

/// Writes a number under 10^12 in English words.
fn in_words(n: u64) -> String {
    const SMALL: [&str; 20] = [
        "",
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
    match n {
        0..20 => SMALL[n as usize].to_string(),
        20..100 if n.is_multiple_of(10) => TENS[n as usize / 10 - 2].to_string(),
        20..100 => format!("{}-{}", TENS[n as usize / 10 - 2], SMALL[n as usize % 10]),
        100..1000 if n.is_multiple_of(100) => format!("{} hundred", SMALL[n as usize / 100]),
        100..1000 => format!("{} hundred and {}", SMALL[n as usize / 100], in_words(n % 100)),
        _ => format!("{} thousand {}", in_words(n / 1000), in_words(n % 1000)).trim_end().into(),
    }
}

proptest! {
    #[test]
    fn any_text_gives_spans_in_order(
        text in "([a-zA-Z]{1,6}|[0-9]{1,5}|[-.,$%' /:]|one|half|million|third|a|of|and|twenty|May|p\\.m\\.| ){0,25}|\\PC{0,60}",
    ) {
        let mut end = 0;
        for quantity in quantities(&text) {
            prop_assert!(quantity.span.start >= end && !quantity.span.is_empty());
            prop_assert!(text.get(quantity.span.start..quantity.span.end).is_some());
            end = quantity.span.end;
        }
    }

    #[test]
    fn words_keep_their_value(n in 2u64..999_999) {
        let read = quantities(&format!("There were {} boats", in_words(n)));
        prop_assert_eq!(read.len(), 1);
        prop_assert_eq!(&read[0].value, &Value::Number(Ratio::whole(n as i64)));
    }

    #[test]
    fn scaled_digits_keep_their_value(n in 1i64..999_999, scale in 0usize..3) {
        let (word, factor) = [("million", 1_000_000), ("bn", 1_000_000_000), ("trillion", 1_000_000_000_000i64)][scale];
        let read = quantities(&format!("It cost ${}.{:03} {word}.", n / 1000, n % 1000));
        let value = Ratio::new(i128::from(n) * i128::from(factor), 1000).unwrap();
        prop_assert_eq!(read.len(), 1);
        prop_assert_eq!(&read[0].value, &Value::Number(value));
    }
}

#[test]
fn times_of_day_in_words_and_figures() {
    reads(&[
        ("at five-thirty, by eight forty.", "330 clock, 520 clock"),
        ("half past four, a quarter to eight", "270 clock, 465 clock"),
        ("ten minutes past 6", "370 clock"),
        ("at ten-oh-five in the morning", "605 clock"),
        ("seven-thirty p.m.", "1170 time"),
        ("at 0715, at 1215 GMT", "435 time, 735 time"),
        ("at 7:75", "495 clock"),
        ("ten-fifteen people", "10 count, 15 count"),
        ("a twenty-five percent rise", "25 percent"),
    ]);
}

#[test]
fn years_of_an_era() {
    reads(&[
        ("in 117 AD, in AD 117", "117 year, 117 year"),
        ("in 119AD and 44 B.C.", "119 year, -44 year"),
        ("450 ads in 20 CDs", "450 count, 20 count"),
    ]);
}
