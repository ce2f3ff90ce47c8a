//! Terms: `jjak check`, and `jjak align` with a glossary.

use serde_json::Value;

use super::{Desk, characters, range, sample};

const GLOSSARY: &str = "\
source\ttarget\tstatus\tnote
수율\tyield\tpreferred\tshare of good chips
추론\tinference\tpreferred\trunning a trained model
추론\treasoning\tforbidden\tnot the computing step
쿤룬\tKunlun\tpreferred\tBaidu's chip
쿤룬신\tKunlunxin\tpreferred\tthe company that makes it
AI 반도체\tAI chip|AI semiconductor\tpreferred\t
";

/// Units with one slip of each kind (lines 3 and 5 of the table), and much that is right.
const TABLE: &str = "\
ko-KR\ten-US
쿤룬신은 수율이라는 벽에 부딪혔다.\tKunlunxin ran into the wall of yields.
바이두의 쿤룬도 추론에 쓰인다.\tBaidu's Kunlun is used for reasoning as well.
AI반도체의 값이 내렸다.\tPrices of AI chips fell.
😀 신형 ｶﾞ 라인의 수율은 낮다.\tThe rate of the new line is low.
쿤룬을 만든 회사는 쿤룬신이다.\tThe company that made Kunlun is Kunlunxin.
";

/// The same units as TMX.
fn tmx() -> String {
    let units: String = TABLE
        .lines()
        .skip(1)
        .map(|line| {
            let (ko, en) = line.split_once('\t').unwrap();
            format!(
                "<tu><tuv xml:lang=\"ko-KR\"><seg>{ko}</seg></tuv>\
                 <tuv xml:lang=\"en-US\"><seg>{en}</seg></tuv></tu>\n"
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n\
         <header creationtool=\"t\" creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"t\" \
         adminlang=\"en\" srclang=\"ko-KR\" datatype=\"plaintext\"/>\n<body>\n{units}</body>\n</tmx>\n"
    )
}

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("용어.tsv", GLOSSARY);
    desk.write("units.tsv", TABLE);
    desk.write("units.tmx", tmx());
    desk
}

/// Unit, rule and the term of each finding.
fn told(findings: &[Value]) -> Vec<(u64, &str, &str)> {
    let told = findings.iter().map(|finding| {
        let text = |value: &'static str| finding[value].as_str();
        let term = finding["args"]["term"].as_str().unwrap();
        (finding["unit"].as_u64().unwrap(), text("rule").unwrap(), term)
    });
    told.collect()
}

#[test]
fn slips_are_found_in_both_formats_and_nothing_else() {
    let desk = desk();
    for file in ["units.tsv", "units.tmx"] {
        let arguments = ["check", file, "-g", "용어.tsv", "--format", "jsonl"];
        let findings = desk.expect(1, &arguments).json();
        assert_eq!(
            told(&findings),
            [(2, "term.forbidden", "추론"), (4, "term.missing", "수율")],
            "{file}"
        );
        assert!(findings.iter().all(|finding| finding["file"] == file));
        assert_eq!(findings[0]["severity"], "error");
    }
}

#[test]
fn spans_count_characters() {
    let ran = desk().expect(1, &["check", "units.tmx", "-g", "용어.tsv", "--format", "jsonl"]);
    let findings = ran.json();
    let marked = |finding: &Value, side: &str| -> Vec<String> {
        let text = finding[side].as_str().unwrap();
        let spans = finding[format!("{side}_spans")].as_array().unwrap();
        spans.iter().map(|span| characters(text, range(span))).collect()
    };
    assert_eq!(marked(&findings[0], "source"), ["추론"]);
    assert_eq!(marked(&findings[0], "target"), ["reasoning"]);
    assert_eq!(marked(&findings[1], "source"), ["수율"]);
}

#[test]
fn text_names_the_unit_both_texts_and_the_cure() {
    let ran = desk().expect(1, &["check", "units.tsv", "-g", "용어.tsv"]);
    for part in [
        "바이두의 쿤룬도 추론에 쓰인다.",
        "Baidu's Kunlun is used for reasoning as well.",
        "'추론' must not be rendered as 'reasoning': use 'inference'",
        "unit 4",
        "'수율' should be 'yield'",
    ] {
        assert!(ran.out.contains(part), "{part} in\n{}", ran.out);
    }
    assert!(!ran.out.contains('\u{1b}'), "no colours in a pipe");
}

#[test]
fn a_clean_file_is_fine() {
    let desk = desk();
    desk.write("clean.tsv", "수율이 올랐다.\tYields rose.\n쿤룬신이 밝혔다.\tKunlunxin said so.\n");
    let ran = desk.expect(0, &["check", "clean.tsv", "-g", "용어.tsv"]);
    assert!(ran.out.contains("clean.tsv") && ran.out.contains("0 findings"), "{}", ran.out);
    let ran = desk.expect(0, &["check", "clean.tsv", "-g", "용어.tsv", "--format", "jsonl"]);
    assert_eq!(ran.out, "");
}

#[test]
fn many_files_and_glossaries_are_checked_at_once() {
    let desk = desk();
    desk.write("extra.tsv", "벽\tbarrier\n");
    let arguments = [
        "check",
        "units.tsv",
        "units.tmx",
        "-g",
        "용어.tsv",
        "-g",
        "extra.tsv",
        "--format",
        "jsonl",
    ];
    let findings = desk.expect(1, &arguments).json();
    let slips =
        [(1, "term.missing", "벽"), (2, "term.forbidden", "추론"), (4, "term.missing", "수율")];
    assert_eq!(told(&findings), [slips, slips].concat());
}

#[test]
fn a_shipped_glossary_goes_by_its_name() {
    let desk = Desk::new();
    desk.write(
        "units.tsv",
        "쿤룬신은 파운드리를 바꿨다.\tKunlunxin changed foundries.\n\
         파운드리의 수율이 낮다.\tThe factory's share of good parts is low.\n",
    );
    let arguments = ["check", "units.tsv", "-g", "ai-semiconductors", "--format", "jsonl"];
    let findings = desk.expect(1, &arguments).json();
    assert_eq!(told(&findings), [(2, "term.missing", "파운드리"), (2, "term.missing", "수율")]);
}

#[test]
fn the_planted_slips_of_the_sample_are_found_and_nothing_else() {
    let desk = Desk::new();
    for name in ["ko.txt", "en.txt", "en.md", "page.html", "glossary.tsv"] {
        desk.write(name, sample(name));
    }
    let slips = [
        (15, "term.forbidden", "추론"),
        (24, "term.missing", "온새미텍"),
        (31, "term.missing", "수율"),
    ];
    let aligned = ["align", "ko.txt", "en.txt", "-o", "o.tmx", "-g", "glossary.tsv"];
    let ran = desk.expect(1, &[&aligned[..], &["--findings", "jsonl"]].concat());
    assert_eq!(told(&ran.json()), slips);
    let ran = desk.expect(1, &aligned);
    assert!(ran.out.contains("3 findings"), "{}", ran.out);
    let ran = desk.expect(1, &["check", "o.tmx", "-g", "glossary.tsv", "--format", "jsonl"]);
    assert_eq!(told(&ran.json()), slips);

    let page = ["align", "page.html", "en.md", "-o", "o.tsv", "-g", "glossary.tsv"];
    let findings = desk.expect(1, &[&page[..], &["--findings", "jsonl"]].concat()).json();
    let terms: Vec<&str> = told(&findings).into_iter().map(|(_, _, term)| term).collect();
    assert_eq!(terms, ["추론", "온새미텍", "수율"]);
}
