//! `jjak tm` as it is typed.

use std::path::Path;
use std::process::{Command, Output};

use jjak::tmx::Reader;
use jjak::unit::Unit;

pub(super) const TMX: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="hand" creationtoolversion="1" segtype="sentence" o-tmf="none" adminlang="en" srclang="ko" datatype="plaintext"/><body>
<tu tuid="1" creationdate="20260301T090000Z" creationid="kim"><note>제목</note><prop type="x-file">봄.txt</prop>
<tuv xml:lang="ko"><seg>도서관은 3월부터 밤 10시까지 문을 연다.</seg></tuv><tuv xml:lang="en"><seg>The library will stay open until 10 p.m. from March.</seg></tuv></tu>
<tu tuid="2"><tuv xml:lang="ko"><seg><bpt i="1">&lt;b&gt;</bpt>도서관<ept i="1">&lt;/b&gt;</ept> 이용 안내</seg></tuv><tuv xml:lang="en"><seg>Using the <bpt i="1">&lt;b&gt;</bpt>library<ept i="1">&lt;/b&gt;</ept></seg></tuv></tu>
<tu tuid="3"><tuv xml:lang="ko-KR"><seg>자리는 앱에서 고를 수 있다.</seg></tuv><tuv xml:lang="en-GB"><seg>Seats can be chosen in the app.</seg></tuv></tu>
</body></tmx>"#;

pub(super) fn tm(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jjak"));
    command.arg("tm").args(arguments).current_dir(folder).output().unwrap()
}

/// Standard output of a run that must end with this code.
pub(super) fn said(folder: &Path, code: i32, arguments: &[&str]) -> String {
    let output = tm(folder, arguments);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

pub(super) fn memory() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("봄.tmx"), TMX).unwrap();
    let first = said(folder.path(), 0, &["import", "-m", "m.jjak", "봄.tmx"]);
    assert_eq!(first, "봄.tmx: 3 added, 0 known\n");
    folder
}

pub(super) fn units(bytes: &[u8]) -> Vec<Unit> {
    Reader::new(bytes).unwrap().collect::<Result<_, _>>().unwrap()
}

#[test]
fn what_goes_in_comes_out() {
    let folder = memory();
    let again = said(folder.path(), 0, &["import", "-m", "m.jjak", "봄.tmx"]);
    assert_eq!(again, "봄.tmx: 0 added, 3 known\n");
    said(folder.path(), 0, &["export", "-m", "m.jjak", "-o", "out.tmx"]);
    let out = std::fs::read(folder.path().join("out.tmx")).unwrap();
    // Codes that do not say what they are in the other language do so from now on.
    let linked = TMX.replace("<bpt i=\"1\">", "<bpt i=\"1\" x=\"1\">");
    assert_eq!(units(&out), units(linked.as_bytes()));
    assert_eq!(said(folder.path(), 0, &["check", "-m", "m.jjak"]), "the memory is sound\n");
    assert!(said(folder.path(), 0, &["stats", "-m", "m.jjak"]).starts_with("units      3\n"));
}

#[test]
fn a_match_shows_where_it_differs() {
    let folder = memory();
    let query = "도서관이 4월부터 밤 10시까지 문을 연다.";
    let out = said(folder.path(), 0, &["lookup", "-m", "m.jjak", query]);
    assert!(out.contains("도서관[-은-]{+이+} [-3-]{+4+}월부터 밤 10시까지 문을 연다."), "{out}");
    assert!(out.contains("  (similarity 98.48, number -1)\n"), "{out}");
    assert!(out.contains("봄.tmx  20260301T090000Z"), "{out}");
    let json = said(folder.path(), 0, &["lookup", "-m", "m.jjak=5", query, "--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(found["target"], "The library will stay open until 10 p.m. from March.");
    assert_eq!(found["differences"], serde_json::json!(["number"]));
    assert_eq!(found["changes"][0], serde_json::json!({ "match": [3, 4], "query": [3, 4] }));
    assert!(found["score"].as_f64().unwrap() < 94.0);
    let back = ["lookup", "-m", "m.jjak", "--reverse", "seats can be chosen in the app"];
    assert!(said(folder.path(), 0, &back).contains("자리는 앱에서 고를 수 있다."));
    said(folder.path(), 1, &["lookup", "-m", "m.jjak", "전혀 다른 말"]);
}

#[test]
fn a_sentence_in_its_context_is_more_than_exact() {
    let folder = memory();
    let article = "도서관 이용 안내\n\n자리는 앱에서 고를 수 있다.\n";
    std::fs::write(folder.path().join("새.ko.txt"), article).unwrap();
    let out = said(folder.path(), 0, &["lookup", "-m", "m.jjak", "--file", "새.ko.txt"]);
    assert!(out.contains("101.00 %  #3"), "{out}");
    let table =
        said(folder.path(), 0, &["analyze", "-m", "m.jjak", "새.ko.txt", "--format", "json"]);
    let counts: serde_json::Value = serde_json::from_str(&table).unwrap();
    assert_eq!(counts["bands"][0]["segments"], 1);
    assert_eq!(counts["total"]["words"], 8);
}

#[test]
fn pretranslation_fills_in_and_says_how() {
    let folder = memory();
    let article = "자리는 앱에서 고를 수 있다.\n\n도서관은 3월부터 밤 11시까지 문을 연다.\n\n새 책이 들어왔다.\n";
    std::fs::write(folder.path().join("새.ko.txt"), article).unwrap();
    let arguments = ["pretranslate", "-m", "m.jjak", "새.ko.txt", "-o", "새.tmx"];
    said(folder.path(), 1, &arguments);
    let out = units(&std::fs::read(folder.path().join("새.tmx")).unwrap());
    let shown: Vec<_> = out
        .iter()
        .map(|unit| (unit.variants[1].content.markup(), unit.prop("x-jjak-state").unwrap()))
        .collect();
    assert_eq!(shown.len(), 2);
    assert_eq!(shown[0], ("Seats can be chosen in the app.".to_string(), "exact"));
    let hours = "The library will stay open until 11 p.m. from March.".to_string();
    assert_eq!(shown[1], (hours, "numbers-substituted"));
    assert_eq!(out[1].prop("x-jjak-origin"), Some("m.jjak#1"));
}

#[test]
fn the_concordance_finds_words_in_both_languages() {
    let folder = memory();
    let out = said(folder.path(), 0, &["concordance", "-m", "m.jjak", "도서관"]);
    assert!(out.contains("ko: [도서관] 이용 안내") && out.contains("2 found, 2 shown"), "{out}");
    assert!(said(folder.path(), 0, &["concordance", "-m", "m.jjak", "APP"]).contains("[app]"));
    said(folder.path(), 1, &["concordance", "-m", "m.jjak", "박물관"]);
    assert_eq!(
        said(folder.path(), 0, &["remove", "-m", "m.jjak", "2"]),
        "1 removed, 0 not there\n"
    );
    said(folder.path(), 0, &["compact", "-m", "m.jjak"]);
    assert!(said(folder.path(), 0, &["concordance", "-m", "m.jjak", "도서관"]).contains("1 found"));
}

#[test]
fn faults_are_said_with_their_cure() {
    let folder = memory();
    let missing = tm(folder.path(), &["lookup", "-m", "none.jjak", "말"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("jjak tm import"));
    let other = tm(folder.path(), &["stats", "-m", "봄.tmx"]);
    assert!(String::from_utf8_lossy(&other.stderr).contains("this is not a memory"));
}
