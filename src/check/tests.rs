//! All checks together: what a translator sees, and that nothing can make them stop.

use super::*;
use crate::glossary::{Glossary, Matcher};
use proptest::prelude::*;

fn rules_of(units: &[(&str, &str)]) -> Vec<(usize, &'static str)> {
    let inputs = units.iter().enumerate();
    let inputs = inputs.map(|(n, (source, target))| Input::new(n + 1, source, target));
    let findings = run_all(inputs, None);
    let seen = findings.iter().filter(|finding| finding.severity > Severity::Info);
    seen.map(|finding| (finding.unit, finding.rule)).collect()
}

#[test]
fn one_unit() {
    for (source, target, wanted) in [
        ("공장은 3월 2일 문을 연다.", "The plant opens on March 2.", None),
        ("공장은 3월 2일 문을 연다.", "The plant opens on March 3.", Some("number.changed")),
        ("공장은 3월 2일 문을 연다.", "The plant opens on Tuesday.", None),
        ("오후 3시에 시작한다.", "It starts at 3 a.m.", Some("number.changed")),
        ("오후 3시에 시작한다.", "It starts at 3 p.m.", None),
        ("16일 발표한다.", "It will be announced on the 17th.", Some("number.changed")),
        ("3시에 시작한다.", "It starts at 1 p.m. ET.", None),
        ("장마가 보름 이어졌다.", "The rains lasted two weeks.", None),
        ("3조 선수들이다.", "They are the players of Group 3.", None),
        ("6.25 전쟁 기념식이다.", "It marks June 25, the day the war began.", None),
        ("한 명이 다쳤다.", "Two people were hurt.", Some("number.changed")),
        ("열 명이 다쳤다.", "One of them said 10 were hurt.", None),
        ("회의는 12일과 14일 열린다.", "It meets on Monday and the 15th.", Some("number.changed")),
        ("오늘 2억 달러, 내일 3억 달러다.", "It is $200 million today, 300 tomorrow.", None),
        ("1kg에 5달러(약 7000원)다.", "It costs $6 a kilogram.", Some("number.changed")),
        ("금리를 0.5%포인트 내렸다.", "It cut the rate by 0.5 percent.", Some("number.unit")),
        ("직원 수천 명이 모였다.", "Thousands of workers gathered.", None),
        ("(사진) 그가 웃는다.", "He smiles (photo.", Some("pair.bracket")),
        ("그는 \"좋다\"고 했다.", "He said it was “good.", Some("pair.quote")),
        ("\"좋다. 아주 좋다.", "\"It is good. Very good.", None),
        ("값이 올랐다.", "The the price rose.", Some("word.double")),
        ("값이 올랐다.", "The price  rose.", Some("space.double")),
        ("값이 올랐다.", " The price rose.", Some("space.edge")),
        ("값이 올랐다.", "The price rose", Some("mark.end")),
        ("값 올라", "Price Rises", None),
        ("값이 올랐다.", "It said: 값 rose.", Some("script.hangul")),
        ("값이 올랐다.", "값 상승", Some("untranslated.text")),
        ("값이 올랐다.", "값이 올랐다.", Some("same.text")),
        ("값이 올랐다.", "", Some("empty.target")),
        ("https://a.example/1 참조.", "See http://a.example/1.", None),
        ("https://a.example/1 참조.", "See https://a.example/2.", Some("address.changed")),
    ] {
        let found = rules_of(&[(source, target)]);
        let wanted: Vec<_> = wanted.into_iter().map(|rule| (1, rule)).collect();
        assert_eq!(found, wanted, "{source} / {target}");
    }
}

#[test]
fn units_are_compared() {
    let units = [
        ("수색은 밤새 이어졌다.", "The search went on all night."),
        ("수색은 밤새 이어졌다", "\"The search went on all night\""),
        ("수색은 밤새 이어졌다.", "They searched through the night."),
        ("구조는 밤새 이어졌다.", "The search went on all night."),
    ];
    let wanted = [(3, "consistency.target"), (4, "consistency.source")];
    assert_eq!(rules_of(&units), wanted);
}

#[test]
fn files_are_compared_but_not_their_names() {
    let mut checker = Checker::new(None, Selection::default());
    let unit = |target| Input::new(1, "크레먼의 시장은 웃었다.", target);
    checker.begin_file("a.tmx");
    assert!(checker.check(unit("The mayor of Kremen laughed.")).is_empty());
    checker.begin_file("b.tmx");
    let findings = checker.check(unit("The mayor of Kremon laughed."));
    let [finding] = &findings[..] else { panic!("{findings:?}") };
    assert_eq!(finding.rule, "consistency.target");
    assert_eq!((finding.arg("first"), finding.arg("file")), (Some("1"), Some("a.tmx")));
}

#[test]
fn selection_takes_beginnings() {
    let selection = Selection { only: vec!["number".into()], skip: vec!["number.unit".into()] };
    assert!(selection.takes("number.changed"));
    assert!(!selection.takes("number.unit") && !selection.takes("mark.end"));
    let mut checker = Checker::new(None, selection);
    let findings = checker.check(Input::new(1, "직원은 40명이다.", "It has 50  workers"));
    assert_eq!(findings.iter().map(|f| f.rule).collect::<Vec<_>>(), ["number.changed"]);
}

proptest! {
    #[test]
    fn takes_any_text(
        source in "(쿤룬\\(Kunlun\\)|3억|5천만|%p|15일|[\"'()]| |a@b.c|\\PC){0,14}",
        target in "(Kunlon|3 p.m.|\\$5|million|[\"'()]| |https://|the the|\\PC){0,14}",
    ) {
        let glossary = Glossary::parse("쿤룬\tKunlun\n", "g.tsv".as_ref()).unwrap();
        let matcher = Matcher::new(&[glossary]);
        let inputs = [Input::new(1, &source, &target), Input::new(2, &target, &source)];
        for finding in run_all(inputs, Some(&matcher)) {
            let Input { source, target, .. } = inputs[finding.unit - 1];
            prop_assert!(finding.source.iter().all(|span| !span.of(source).is_empty()));
            prop_assert!(finding.target.iter().all(|span| !span.of(target).is_empty()));
        }
    }
}
