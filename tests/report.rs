//! What people and programs read: snapshots of the summary, the table of dropped text and the
//! JSON lines.

use insta::assert_snapshot;
use jjak::align::{Bead, Direction};
use jjak::check::{Finding, Input, Severity, run};
use jjak::document::{Document, Dropped, ReadOptions, Segment};
use jjak::glossary::{Glossary, Matcher};
use jjak::lang::script::Language::{self, English, Korean};
use jjak::lang::tag::LangTag;
use jjak::report::record::Record;
use jjak::report::summary::Summary;
use jjak::report::{beads, dropped, json};
use jjak::text::Span;
use jjak::unit::Pair;

fn bead(ko: std::ops::Range<usize>, en: std::ops::Range<usize>, confidence: f64) -> Bead {
    Bead { ko, en, confidence }
}

fn finding() -> Finding {
    Finding {
        rule: "term.missing",
        severity: Severity::Error,
        unit: 1,
        source: Vec::new(),
        target: Vec::new(),
        args: Vec::new(),
    }
}

fn segments(text: &str, language: Language) -> Vec<Segment> {
    Document::from_text(text, &ReadOptions::new(language)).segments
}

#[test]
fn a_summary_counts_shapes_nulls_and_doubts() {
    let beads = [
        bead(0..1, 0..1, 0.998),
        bead(1..2, 1..3, 0.91),
        bead(2..4, 3..4, 0.62),
        bead(4..5, 4..4, 0.7),
        bead(5..5, 4..5, 0.9),
        bead(5..6, 5..6, 0.75),
        bead(6..7, 6..7, 0.97),
    ];
    let mut summary = Summary::new(&beads, Direction::default(), (3, 1));
    summary.add_findings(&[finding(), finding(), finding()]);
    assert_snapshot!(summary.to_string(), @r"
      segments    7 Korean, 7 English; 4 pieces set aside as boilerplate (--report-dropped lists them)
      units       5 (3 × 1-1, 1 × 1-2, 1 × 2-1); without counterpart: 1 Korean, 1 English
      confidence  85 % on average; look at 3 (62 %), 4 (75 %)
      review      0.8 errors expected; the 3 least certain units hold 90 % of them
      terms       3 findings
    ");
}

#[test]
fn a_summary_of_a_smooth_run_is_short() {
    let mut summary = Summary::new(
        &[bead(0..1, 0..1, 0.99), bead(1..2, 1..2, 0.97)],
        Direction::default(),
        (0, 0),
    );
    summary.add_findings(&[]);
    assert_snapshot!(summary.to_string(), @r"
      segments    2 Korean, 2 English
      units       2 (2 × 1-1)
      confidence  98 % on average, none below 80 %
      terms       0 findings
    ");
}

#[test]
fn a_summary_names_only_the_first_doubts() {
    let beads: Vec<Bead> = (0..15).map(|n| bead(n..n + 1, n..n + 1, 0.5)).collect();
    assert_snapshot!(Summary::new(&beads, Direction::default(), (0, 0)).to_string(), @r"
      segments    15 Korean, 15 English
      units       15 (15 × 1-1)
      confidence  50 % on average; look at 1 (50 %), 2 (50 %), 3 (50 %), 4 (50 %), 5 (50 %), 6 (50 %), 7 (50 %), 8 (50 %), 9 (50 %), 10 (50 %), 11 (50 %), 12 (50 %) and 3 more
      review      7.5 errors expected; the 14 least certain units hold 90 % of them
    ");
}

#[test]
fn a_summary_says_what_to_review_and_lists_all_that_was_left_out() {
    let confidence = |n: usize| if n % 7 == 3 { 0.4 } else { 0.995 };
    let beads: Vec<Bead> = (0..100).map(|n| bead(n..n + 1, n..n + 1, confidence(n))).collect();
    let mut summary = Summary::new(&beads, Direction::default(), (0, 0));
    summary.leave_out(0.5);
    // 14 doubtful units hold 8.4 of 8.83 expected errors; 7.95 are 90 %.
    assert_eq!(summary.to_review(), 14);
    assert!((summary.expected_errors() - 8.83).abs() < 1e-9);
    let said = summary.to_string();
    assert!(said.contains("review      8.8 errors expected; the 14 least certain units"), "{said}");
    assert!(said.contains("left out    14 units below 50 %: 4 (40 %), 11 (40 %), "), "{said}");
    assert!(said.contains("95 (40 %)\n"), "{said}");
}

#[test]
fn dropped_text_has_file_line_and_rule_on_one_line() {
    let piece = |text: &str, line: usize, rule: &str| Dropped {
        text: text.to_string(),
        line,
        span: Span::new(0, text.len()),
        rule: rule.to_string(),
    };
    let dropped =
        [piece("이미지 확대보기", 2, "image-button"), piece("ⓒ\t나래\n일보", 14, "copyright")];
    assert_snapshot!(dropped::table("기사.txt", &dropped), @r"
    기사.txt:2	image-button	이미지 확대보기
    기사.txt:14	copyright	ⓒ 나래 일보
    ");
}

/// The findings of one pair as JSON lines.
fn lines(glossary: &str, source: &str, target: &str) -> String {
    let glossary = Glossary::parse(glossary, "용어.tsv".as_ref()).unwrap();
    let findings = run([Input::new(12, source, target)], &Matcher::new(&[glossary]));
    let pair = Pair { number: 12, source: source.into(), target: target.into() };
    let langs = [LangTag::ko_kr(), LangTag::en_us()];
    let line = |finding: &Finding| {
        let (file, line, unit_id) = ("기억.tmx", Some(31), Some("lead"));
        let record =
            Record { finding, pair: &pair, langs: &langs, file, line, unit_id, id: "00ff" };
        json::finding(&record) + "\n"
    };
    findings.iter().map(line).collect()
}

#[test]
fn a_missing_term_as_json() {
    let found = lines(
        "수율\tyield|yield rate\tpreferred\tshare of good chips\n",
        "😀 새 라인의 수율은 아직 낮다.",
        "The new line's output is still low.",
    );
    assert_snapshot!(found, @r#"{"file":"기억.tmx","line":31,"unit":12,"unit_id":"lead","id":"00ff","rule":"term.missing","severity":"error","message":"'수율' should be 'yield' or 'yield rate'","source":"😀 새 라인의 수율은 아직 낮다.","target":"The new line's output is still low.","source_spans":[[8,10]],"target_spans":[],"args":{"expected":"yield | yield rate","glossary":"용어.tsv","note":"share of good chips","term":"수율"}}"#);
}

#[test]
fn a_forbidden_term_as_json() {
    let found = lines(
        "소부장\tmaterials, parts and equipment\n소부장\tsobujang\tforbidden\n",
        "소부장 업체가 모였다.",
        "Sobujang firms — “the three” — met.",
    );
    assert_snapshot!(found, @r#"{"file":"기억.tmx","line":31,"unit":12,"unit_id":"lead","id":"00ff","rule":"term.forbidden","severity":"error","message":"'소부장' must not be rendered as 'Sobujang': use 'materials, parts and equipment'","source":"소부장 업체가 모였다.","target":"Sobujang firms — “the three” — met.","source_spans":[[0,3]],"target_spans":[[0,8]],"args":{"expected":"materials, parts and equipment","found":"Sobujang","glossary":"용어.tsv","term":"소부장"}}"#);
}

#[test]
fn beads_as_json_and_as_indices() {
    let ko = segments("값이 올랐다. 이유는 환율이다. 업계는 걱정한다.\n", Korean);
    let en = segments("Prices rose because of the exchange rate. Nobody was surprised.\n", English);
    let list = [bead(0..2, 0..1, 0.987_654), bead(2..3, 1..1, 0.5), bead(3..3, 1..2, 1.0)];
    assert_snapshot!(beads::json(&list, Direction::default(), &ko, &en), @r#"
    {"ko":[0,1],"en":[0],"shape":"2-1","confidence":0.9877,"kind":"body","ko_text":["값이 올랐다.","이유는 환율이다."],"en_text":["Prices rose because of the exchange rate."]}
    {"ko":[2],"en":[],"shape":"1-0","confidence":0.5,"kind":"body","ko_text":["업계는 걱정한다."],"en_text":[]}
    {"ko":[],"en":[1],"shape":"0-1","confidence":1.0,"kind":"body","ko_text":[],"en_text":["Nobody was surprised."]}
    "#);
    assert_snapshot!(beads::indices(&list, Direction::default()), @"
    0,1	0
    2	
    	1
    ");
}
