//! What `jjak check` writes: reports for programs and people, baselines, and what is passed over.

use std::collections::HashSet;
use std::io::Read;

use calamine::{Data, Reader, Xlsx};
use serde_json::Value;

use super::Desk;

const TABLE: &str = "\
ko-KR\ten-US\tcomment
공장이 문을 열었다.\tThe plant opened.\t
직원은 40명이다.\tIt has 50 workers, <b>\"all\"</b> new.\t
매출이 3억원 늘었다.\tSales rose 3 million won.\t
회의는 비공개로 열렸다!\tThe meeting was  held in private!\t
";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("자료/a,b.tsv", TABLE);
    desk
}

const FILE: &str = "자료/a,b.tsv";

#[test]
fn text_ends_with_a_table_by_rule() {
    let ran = desk().expect(1, &["check", FILE]);
    let table = ran.out.split("\n\n").last().unwrap();
    let rows: Vec<Vec<&str>> = table.lines().map(|row| row.split_whitespace().collect()).collect();
    assert_eq!(rows[0], ["rule", "severity", "findings", "units"], "{}", ran.out);
    assert_eq!(rows[1], ["number.changed", "error", "2", "2"]);
    assert_eq!(rows[2], ["space.double", "warning", "1", "1"]);
    assert!(ran.out.contains("at      자료/a,b.tsv:3"), "{}", ran.out);
}

#[test]
fn json_is_one_document_with_counts() {
    let desk = desk();
    desk.expect(1, &["check", FILE, "-o", "out.json"]);
    let document: Value = serde_json::from_str(&desk.read("out.json")).unwrap();
    assert_eq!(document["findings"].as_array().unwrap().len(), 3);
    assert_eq!(document["summary"]["rules"][0]["rule"], "number.changed");
    assert_eq!(document["summary"]["files"][0]["units"], 4);
    // The same findings, line by line.
    let lines = desk.expect(1, &["check", FILE, "--format", "jsonl"]).json();
    assert_eq!(document["findings"], Value::from(lines));
}

#[test]
fn sarif_has_what_the_standard_requires() {
    let ran = desk().expect(1, &["check", FILE, "--format", "sarif"]);
    let log: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let mut ids = HashSet::new();
    for rule in rules {
        assert!(ids.insert(rule["id"].as_str().unwrap()));
        let help = rule["help"]["text"].as_str().unwrap();
        assert!(help.contains(rule["fullDescription"]["text"].as_str().unwrap()), "{help}");
        assert!(help.chars().any(|c| ('가'..='힣').contains(&c)), "{help}");
    }
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 3);
    for result in results {
        assert!(ids.contains(result["ruleId"].as_str().unwrap()));
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()));
        assert_eq!(result["partialFingerprints"]["jjakFindingId/v1"].as_str().unwrap().len(), 16);
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        assert!(uri.starts_with('%') && uri.ends_with("/a%2Cb.tsv"), "{uri}");
    }
    let line = &results[0]["locations"][0]["physicalLocation"]["region"]["startLine"];
    assert_eq!(line, 3);
}

#[test]
fn a_page_escapes_marks_and_needs_no_network() {
    let desk = desk();
    let ran = desk.expect(1, &["check", FILE, "-o", "out.html"]);
    assert!(ran.out.contains("3 findings") && ran.out.contains("number.changed"), "{}", ran.out);
    let page = desk.read("out.html");
    assert!(page.contains("&lt;b&gt;") && !page.contains("<b>\"all\""), "escaped");
    assert!(page.contains("<mark>40명</mark>"), "marked");
    assert!(page.contains("lang=\"ko-KR\"") && page.contains("lang=\"en-US\""));
    for wanted in ["http://", "https://", "src=", "@import", "url("] {
        assert!(!page.contains(wanted), "{wanted}");
    }
    assert_eq!(page.matches("<article").count(), 3);
}

#[test]
fn a_workbook_has_a_row_a_finding() {
    let desk = desk();
    desk.expect(1, &["check", FILE, "-o", "out.xlsx"]);
    let mut book: Xlsx<_> = calamine::open_workbook(desk.path("out.xlsx")).unwrap();
    let sheet = book.worksheet_range("findings").unwrap();
    let rows: Vec<Vec<String>> =
        sheet.rows().map(|row| row.iter().map(Data::to_string).collect()).collect();
    assert_eq!(rows.len(), 4);
    assert_eq!(&rows[1][..2], ["error", "number.changed"]);
    assert_eq!(rows[1][7], "직원은 40명이다.");
    let counts = book.worksheet_range("rules").unwrap();
    assert_eq!(counts.get((1, 2)), Some(&Data::Float(2.0)));
    let mut zip =
        zip::ZipArchive::new(std::fs::File::open(desk.path("out.xlsx")).unwrap()).unwrap();
    let mut xml = String::new();
    zip.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut xml).unwrap();
    assert!(xml.contains("<autoFilter") && xml.contains("<r><rPr><b/>"), "filters, rich text");
}

#[test]
fn annotations_are_escaped() {
    let ran = desk().expect(1, &["check", FILE, "--format", "github"]);
    let first = ran.out.lines().next().unwrap();
    assert!(
        first.starts_with("::error file=자료/a%2Cb.tsv,line=3,title=number.changed::unit 2: "),
        "{first}"
    );
    assert!(first.contains("%0A직원은 40명이다.%0A"), "{first}");
    assert_eq!(ran.out.lines().count(), 3);
}

#[test]
fn a_baseline_hides_what_is_known_wherever_it_stands() {
    let desk = desk();
    let ran = desk.expect(0, &["check", FILE, "--write-baseline", "known.txt"]);
    assert!(ran.out.contains("3 findings accepted"), "{}", ran.out);
    let ran = desk.expect(0, &["check", FILE, "--baseline", "known.txt"]);
    assert!(ran.out.contains("0 findings, 3 accepted by the baseline"), "{}", ran.out);
    // Units move to another file, and one slip is new.
    let mut rows: Vec<&str> = TABLE.lines().skip(1).collect();
    rows.reverse();
    rows.push("직원은 40명이다.\tIt has 60 workers.");
    desk.write("b.tsv", rows.join("\n"));
    let arguments =
        ["check", "b.tsv", "--baseline", "known.txt", "--format", "jsonl", "--only", "number"];
    let findings = desk.expect(1, &arguments).json();
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0]["args"]["target"], "60");
    // What was mended is said.
    desk.write("c.tsv", "직원은 40명이다.\tIt has 40 workers.\n");
    let ran = desk.expect(0, &["check", "c.tsv", "--baseline", "known.txt"]);
    assert!(ran.err.contains("3 of the baseline's findings"), "{}", ran.err);
    let ran = desk.expect(2, &["check", FILE, "--baseline", "none.txt"]);
    assert!(ran.err.contains("--write-baseline"), "{}", ran.err);
    desk.write("bad.txt", "number.changed\n");
    let ran = desk.expect(2, &["check", FILE, "--baseline", "bad.txt"]);
    assert!(ran.err.contains("bad.txt:1: "), "{}", ran.err);
}

#[test]
fn a_remark_on_the_unit_hides_its_findings() {
    let desk = desk();
    let table = TABLE.replace("new.\t", "new.\tjjak:ignore number.changed -- 확인함");
    desk.write("a.tsv", table.replace("won.\t", "won.\tjjak:ignore numbr"));
    let ran = desk.expect(1, &["check", "a.tsv", "--format", "text"]);
    assert!(ran.out.contains("2 findings, 1 ignored in the file"), "{}", ran.out);
    assert!(ran.err.contains("unit 3 asks to ignore 'numbr'"), "{}", ran.err);
    let po = "msgid \"\"\nmsgstr \"\"\n\"Language: ko\\n\"\n\n# jjak:ignore\nmsgid \"It has 50 workers.\"\nmsgstr \"직원은 40명이다.\"\n";
    desk.write("a.po", po);
    let ran = desk.expect(0, &["check", "a.po"]);
    assert!(ran.out.contains("0 findings, 1 ignored"), "{}", ran.out);
    let xliff = "<xliff version=\"1.2\"><file source-language=\"ko\" target-language=\"en\"><body>\
        <trans-unit id=\"1\"><source>직원은 40명이다.</source><target>It has 50 workers.</target>\
        <note>jjak:ignore number</note></trans-unit></body></file></xliff>";
    desk.write("a.xlf", xliff);
    assert!(desk.expect(0, &["check", "a.xlf"]).out.contains("1 ignored"));
}
