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
fn large_numbers_by_value() {
    reads(&[
        ("예산은 8조원이다", "8000000000000 money:KRW"),
        ("3억 5천만 원을 냈다", "350000000 money:KRW"),
        ("12조3천억 번", "12300000000000 count"),
        ("27만5000명이 모였다", "275000 count"),
        ("1억1천만 달러짜리", "110000000 money:USD"),
        ("4천500억원", "450000000000 money:KRW"),
        ("12만 500원", "120500 money:KRW"),
        ("시장은 8조 규모", "8000000000000 count"),
        ("1,234.5톤", "1234.5 measure:tonne"),
        ("１２％", "12 percent"),
        ("삼천만 원과 이십 명", "30000000 money:KRW, 20 count"),
        ("스물여섯 명, 열두 개, 서른 살", "26 count, 12 count, 30 age"),
        ("두 정상이 세 나라를", "2 count, 3 count"),
        ("셋 중 둘은", "3 count, 2 count"),
    ]);
}

#[test]
fn words_that_look_like_numbers() {
    reads(&[
        ("헌법 9조를 고친다", "9 ordinal"),
        ("제3조와 9조 2항", "3 ordinal, 9 ordinal, 2 ordinal"),
        ("시즌 200경기 출전", "200 count"),
        ("회원과 지원, 이 사람의 오일과 사회", ""),
        ("배가 맛있고 조사 결과 구조대가", ""),
        ("세계 열대 지방의 두부와 세종시", ""),
        ("수조에 담긴 물", ""),
        ("3원칙", "3 count"),
        ("3조각으로", "3 count"),
        ("할인 3할인", "3 count"),
        ("한번 해 보자", ""),
        ("수주에 성공했고 수해를 입었다", ""),
        ("[2030 대예측]", "2030 count"),
    ]);
}

#[test]
fn vague_numbers() {
    reads(&[
        ("칩 수천 개", "1000 count several"),
        ("수십억 달러", "1000000000 money:USD several"),
        ("50만여 척", "500000 count more"),
        ("20여만 명", "200000 count more"),
        ("십수 년", "10 duration:year more"),
        ("여러 기업", "1 count several"),
        ("두세 차례", "2 count or-next"),
        ("약 40명", "40 count about"),
        ("40명 안팎", "40 count about"),
        ("7나노 이하 공정", "7 measure:nanometre at-most"),
        ("19세 미만", "19 age less"),
        ("30%를 넘었다", "30 percent more"),
    ]);
}

#[test]
fn parts_and_multiples() {
    reads(&[
        ("6배로 두 배 1.5배", "6 multiple, 2 multiple, 1.5 multiple"),
        ("매출이 배 이상 늘었다", "2 multiple at-least"),
        ("3분의 1과 절반", "1/3 fraction, 0.5 fraction"),
        ("전력을 3분의 1만 썼다", "1/3 fraction"),
        ("2할5푼, 타율 3할2푼1리", "25 percent, 32.1 percent"),
        ("0.25%p 내린 3%포인트", "0.25 point, 3 point"),
        ("3~5%", "3 percent, 5 percent"),
        ("3∼4조원", "3000000000000 money:KRW, 4000000000000 money:KRW"),
        ("26살과 27살", "26 age, 27 age"),
    ]);
}

#[test]
fn dates_and_times() {
    reads(&[
        ("2025년 12월 15일", "2025 year, 12 month, 15 day"),
        ("2025.12.15 입력", "2025 year, 12 month, 15 day"),
        ("’26년", "2026 year"),
        ("1990년대 30대", "1990 decade, 30 decade"),
        ("10대 기업", "10 count"),
        ("10대 소녀", "10 decade"),
        ("트럭 28대", "28 count"),
        ("3년간 1600년 전", "3 duration:year, 1600 duration:year"),
        ("지난 24~26일", "24 day, 26 day"),
        ("10일 앞둔", "10 duration:day"),
        ("사흘 만에 열흘과 보름", "3 duration:day, 10 duration:day, 15 duration:day"),
        ("3분기 상반기 2/4분기", "3 quarter, 1 half, 2 quarter"),
        ("지난해 재작년 내년", "-1 relative:year, -2 relative:year, 1 relative:year"),
        ("오후 3시 30분", "930 time"),
        ("오전 9시와 밤 12시", "540 time, 0 time"),
        ("3시 반", "210 clock"),
        ("2시간 30분", "2.5 duration:hour"),
        ("1시간 반, 3년 반", "1.5 duration:hour, 3.5 duration:year"),
        ("2~4시", "120 clock, 240 clock"),
        ("월요일 자정", "1 weekday, 0 time"),
        ("21세기", "21 century"),
        ("8·15 광복절과 7·8월", "8 month, 15 day, 7 month, 8 month"),
        ("20~30대 여성", "20 decade, 30 decade"),
        ("여러분의 이야기", ""),
    ]);
}

#[test]
fn order_units_and_codes() {
    reads(&[
        ("제3자 판매", "3 ordinal"),
        ("세계 1위, 4차 산업혁명", "1 ordinal, 4 ordinal"),
        ("두 번째 시도", "2 ordinal"),
        ("7나노 5나노급", "7 measure:nanometre, 5 measure:nanometre"),
        (
            "1만㎡ 5㎞ 30℃",
            "10000 measure:square metre, 5 measure:kilometre, 30 measure:degree Celsius",
        ),
        ("33평 아파트", "33 measure:pyeong"),
        ("시속 120km", "120 measure:kilometre per hour"),
        ("쿤룬 M100은 HBM3E와 5G", "M100 code, HBM3E code, 5G code"),
        ("F-16 전투기", "F16 code"),
        ("news24@mail.kr https://a.kr/2025/12", ""),
        (
            "$50억, 3000억 위안, 100엔",
            "5000000000 money:USD, 300000000000 money:CNY, 100 money:JPY",
        ),
        ("50센트", "0.5 money:USD"),
    ]);
}

#[test]
fn every_row_of_the_tables_is_understood() {
    let tables =
        [(include_str!("../data/counters.tsv"), 5), (include_str!("../data/numeral_words.tsv"), 4)];
    for (table, cells) in tables {
        for row in rows(table) {
            assert_eq!(row.len(), cells, "{row:?}");
            assert!(Kind::from_name(row[1]).is_some() && Ratio::parse(row[2]).is_some(), "{row:?}");
        }
    }
}

/// Writes a number the Korean way, in groups of four digits with 조, 억 and 만.
fn in_korean(mut n: u64, spaced: bool) -> String {
    let mut groups = Vec::new();
    for unit in ["", "만", "억", "조"] {
        if !n.is_multiple_of(10_000) {
            groups.push(format!("{}{unit}", n % 10_000));
        }
        n /= 10_000;
    }
    groups.reverse();
    groups.join(if spaced { " " } else { "" })
}

/// Writes a number under 10^8 in Sino-Korean words.
fn in_sino(n: u64) -> String {
    let group = |n: u64| -> String {
        let digits = ["", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"];
        [(1000, "천"), (100, "백"), (10, "십"), (1, "")]
            .into_iter()
            .map(|(unit, name)| match n / unit % 10 {
                0 => String::new(),
                1 if unit > 1 => name.to_string(),
                d => format!("{}{name}", digits[d as usize]),
            })
            .collect()
    };
    let high = if n >= 10_000 { format!("{}만", group(n / 10_000)) } else { String::new() };
    format!("{high}{}", group(n % 10_000))
}

proptest! {
    #[test]
    fn any_text_gives_spans_in_order(text in "[가-힣0-9 .,~%$A-Z만억조천백십년월일시분대수두세의원배]{0,40}|\\PC{0,60}") {
        let mut end = 0;
        for quantity in quantities(&text) {
            prop_assert!(quantity.span.start >= end && !quantity.span.is_empty());
            prop_assert!(text.get(quantity.span.start..quantity.span.end).is_some());
            end = quantity.span.end;
        }
    }

    #[test]
    fn grouped_digits_keep_their_value(n in 1u64..9_999_999_999_999_999, spaced: bool) {
        // A last group of one or two digits after a space is not joined: 10만 15.
        prop_assume!(!spaced || n % 10_000 == 0 || n % 10_000 >= 100 || n < 10_000);
        let read = quantities(&format!("{}원", in_korean(n, spaced)));
        prop_assert_eq!(read.len(), 1);
        prop_assert_eq!(&read[0].value, &Value::Number(Ratio::whole(n as i64)));
        prop_assert!(matches!(read[0].kind, Kind::Money(_)));
    }

    #[test]
    fn sino_words_keep_their_value(n in 11u64..99_999_999) {
        let read = quantities(&format!("모두 {} 명", in_sino(n)));
        prop_assert_eq!(read.len(), 1);
        prop_assert_eq!(&read[0].value, &Value::Number(Ratio::whole(n as i64)));
    }
}

#[test]
fn years_of_an_era_and_days_that_are_none() {
    reads(&[
        ("기원전 44년과 서기 117년", "-44 year, 117 year"),
        ("AD 117년의 제국", "117 year"),
        ("7월 34일", "7 month, 34 day"),
        ("34일 걸렸다", "34 duration:day"),
    ]);
}
