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
fn sources_that_differ_in_particles_are_hardly_worth_a_word() {
    let target = "The search went on all night.";
    let severities = |sources: [&str; 2]| {
        let units = sources.iter().zip(1..).map(|(source, n)| Input::new(n, source, target));
        run_all(units, None).iter().map(|finding| finding.severity).collect::<Vec<_>>()
    };
    let particle = ["수색은 밤새 이어졌다.", "수색이 밤새 이어졌다."];
    assert_eq!(severities(particle), [Severity::Info]);
    assert_eq!(severities(["수색은 밤새 이어졌다.", "수색도 밤새 이어졌다."]), [Severity::Warning]);
}

#[test]
fn names_and_glosses_are_compared_into_korean() {
    let units = [
        ("The talks were held in Kurosawa.", "회담은 구로사와에서 열렸다."),
        ("Kurosawa has many people.", "쿠로사와는 사람이 많다."),
        ("Kurosawa is large.", "구로사와가 크다."),
        ("The volcano is called Mentari.", "화산 이름은 멘타리(Mentary)다."),
        ("Mentari is a volcano.", "멘타리(Mentari)는 화산이다."),
    ];
    assert_eq!(rules_of(&units), [(2, "name.inconsistent"), (4, "gloss.contradicts")]);
}

#[test]
fn particles_after_a_name_are_no_other_spelling() {
    let units = [
        ("Kurosawa has grown.", "구로사와는 커졌다."),
        ("Kurosawa has many people.", "구로사와가 붐빈다."),
        ("They left Kurosawa.", "구로사와를 떠났다."),
        ("Italia is far.", "이탈리아는 멀다."),
        ("Italia has good food.", "이탈리안 식당이 많다."),
    ];
    assert_eq!(rules_of(&units), []);
}

#[test]
fn items_of_a_list_may_lack_their_mark() {
    let units = [
        ("먼저 감사의 말을 전하세요.", "Say thanks first"),
        ("스레드를 닫으세요.", "Close the thread"),
        ("공장은 지난달에 문을 닫았다.", "The plant was closed last month."),
        ("새 공장이 곧 문을 연다.", "A new one opens soon."),
        ("주민들은 그 소식을 반겼다.", "People welcomed the news."),
        ("시장도 기뻐했다.", "So did the mayor"),
    ];
    assert_eq!(rules_of(&units), [(6, "mark.end")]);
}

#[test]
fn quoted_sentences_may_go_on_in_the_next_unit() {
    let source = "그는 \"길이 좁다\"며 \"위험하다\"고 말했다.";
    for (target, told) in [
        ("\"The road is narrow,\" he said. \"It is dangerous.", false),
        ("The road is narrow and it is dangerous,\" he said.", false),
        ("It is dangerous.\"", false),
        ("He called the narrow road \"dangerous.", true),
        ("\"The road is narrow, he said.\" \"It is dangerous\", he \"said.", true),
    ] {
        let found = rules_of(&[(source, target)]);
        assert_eq!(!found.is_empty(), told, "{target}: {found:?}");
    }
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
