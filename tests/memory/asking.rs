//! Lookup, concordance and analysis as they are typed.

use super::command::{TMX, memory, said, tm, units};
use super::keeping::piped;

#[test]
fn lookup_takes_files_either_language_and_gives_tmx() {
    let folder = memory();
    let folder = folder.path();
    let english = said(folder, 0, &["lookup", "-m", "m.jjak", "seats can be chosen in the app"]);
    assert!(english.contains("자리는 앱에서 고를 수 있다."), "{english}");
    let article = "The library will stay open until 10 p.m. from March.\n\n\
        Seats can be chosen in the app.\n";
    let tmx = ["lookup", "-m", "m.jjak", "-", "--format", "tmx"];
    let found = units(piped(folder, article.as_bytes(), &tmx).as_bytes());
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].prop("x-jjak-score"), Some("100.00"));
    assert_eq!(found[0].prop("x-jjak-origin"), Some("m.jjak#1"));
    let file = ["lookup", "-m", "m.jjak", "봄.tmx", "--format", "json", "-o", "out.jsonl"];
    assert_eq!(said(folder, 0, &file), "");
    let lines = std::fs::read_to_string(folder.join("out.jsonl")).unwrap();
    let in_context = lines.lines().filter(|line| line.contains("\"score\":101.0"));
    assert_eq!(in_context.count(), 3, "{lines}");
}

#[test]
fn numbers_that_are_all_that_differs_are_put_in() {
    let folder = memory();
    let query = "도서관은 11월부터 밤 9시까지 문을 연다.";
    let lookup = ["lookup", "-m", "m.jjak", query, "--top", "1"];
    let text = said(folder.path(), 0, &lookup);
    let translation = "The library will stay open until 9 p.m. from November.";
    let line = format!("    {translation}  (numbers put in: 10 → 9, March → November)\n");
    assert!(text.contains(&line), "{text}");
    let json = said(folder.path(), 0, &[&lookup[..], &["--format", "json"]].concat());
    let found: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(found["with_numbers"], translation);
    assert_eq!(found["score"], 99.0);
}

#[test]
fn several_memories_are_asked_as_one() {
    let folder = memory();
    let folder = folder.path();
    let other = TMX.replace("Seats can be chosen", "Choose seats");
    std::fs::write(folder.join("둘.tmx"), other).unwrap();
    said(folder, 0, &["import", "-m", "둘.jjak", "둘.tmx"]);
    let query = ["lookup", "자리는 앱에서 고를 수 있다.", "--format", "json"];
    let scores = |memories: &[&str]| -> Vec<(String, f64)> {
        let out = said(folder, 0, &[&query[..], memories].concat());
        let of = |line| {
            let own: serde_json::Value = serde_json::from_str(line).unwrap();
            (own["memory"].as_str().unwrap().to_string(), own["score"].as_f64().unwrap())
        };
        out.lines().map(of).collect()
    };
    let both = [("m.jjak".to_string(), 100.0), ("둘.jjak".to_string(), 95.0)];
    assert_eq!(scores(&["-m", "둘.jjak=5", "-m", "m.jjak", "--read-only"]), both);
    assert_eq!(scores(&["-m", "m.jjak=0", "-m", "둘.jjak", "--penalty", "5"]), both);
    let none = tm(folder, &["lookup", "자리"]);
    assert!(String::from_utf8_lossy(&none.stderr).contains("name one: -m FILE"));
}

#[test]
fn the_memories_of_the_project_are_asked_where_none_is_named() {
    let folder = memory();
    let folder = folder.path();
    let inner = folder.join("글");
    std::fs::create_dir(&inner).unwrap();
    std::fs::write(folder.join("jjak.toml"), "memories = [\"m.jjak=5\"]\n").unwrap();
    let query = ["lookup", "자리는 앱에서 고를 수 있다.", "--format", "json"];
    assert!(said(&inner, 0, &query).contains("\"score\":95.0"));
    let named = said(&inner, 0, &[&query[..], &["-m", "../m.jjak"]].concat());
    assert!(named.contains("\"score\":100.0"), "{named}");
    let without = tm(&inner, &[&query[..], &["--no-config"]].concat());
    assert_eq!(without.status.code(), Some(2));
}

#[test]
fn the_concordance_orders_the_units_of_several_memories_together() {
    let folder = memory();
    let folder = folder.path();
    let dated = TMX.replace("20260301", "20260401").replace("tuid=\"1\"", "tuid=\"9\"");
    std::fs::write(folder.join("둘.tmx"), dated).unwrap();
    said(folder, 0, &["import", "-m", "둘.jjak", "둘.tmx"]);
    let both = ["concordance", "-m", "m.jjak", "-m", "둘.jjak", "도서관", "--top", "1"];
    let out = said(folder, 0, &both);
    assert!(out.starts_with("#1  둘.jjak  "), "{out}");
    assert!(out.ends_with("m.jjak: 2 found, 0 shown\n둘.jjak: 2 found, 1 shown\n"), "{out}");
}

#[test]
fn the_concordance_searches_a_side_with_what_stands_around() {
    let folder = memory();
    let folder = folder.path();
    let source = ["concordance", "-m", "m.jjak", "앱", "--in", "source", "--context", "1"];
    let out = said(folder, 0, &source);
    assert!(out.contains("  | en: Using the library\n  ko-KR: 자리는 [앱]에서"), "{out}");
    said(folder, 1, &["concordance", "-m", "m.jjak", "앱", "--in", "target"]);
    said(folder, 1, &["concordance", "-m", "m.jjak", "librar", "--word"]);
    let regex = ["concordance", "-m", "m.jjak", "--regex", "[0-9]+월", "--format", "json"];
    let out = said(folder, 0, &[&regex[..], &["--context", "1"]].concat());
    let found: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(found["spans"], serde_json::json!([[5, 7]]));
    assert_eq!(found["after"][0][1]["text"], "Using the library");
    let wrong = tm(folder, &["concordance", "-m", "m.jjak", "--regex", "(월"]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn leverage_is_counted_per_file_and_shown_in_four_ways() {
    let folder = memory();
    let folder = folder.path();
    let one = "새 책 백 권이 들어왔다.\n\n자리는 앱에서 고를 수 있다.\n";
    std::fs::write(folder.join("a.ko.txt"), one).unwrap();
    let two = "새 책 백 권을 들여왔다.\n\n새 책 백 권이 들어왔다.\n";
    std::fs::write(folder.join("b.ko.txt"), two).unwrap();
    let analyze =
        |more: &[&str]| said(folder, 0, &[&["analyze", "a.ko.txt", "b.ko.txt"], more].concat());
    let text = analyze(&["-m", "m.jjak"]);
    for line in ["a.ko.txt\n", "b.ko.txt\n", "all files\n", "internal "] {
        assert!(text.contains(line), "{line}: {text}");
    }
    let csv = analyze(&["-m", "m.jjak", "--format", "csv", "--no-internal"]);
    assert!(csv.contains("a.ko.txt,100,1,5,12,50.0\n") && !csv.contains("internal"), "{csv}");
    let json: serde_json::Value = serde_json::from_str(&analyze(&["--format", "json"])).unwrap();
    assert_eq!(json["files"][0]["total"]["segments"], 2);
    assert_eq!(json["memories"], serde_json::json!([]));
    let page = analyze(&["-m", "m.jjak", "--format", "html"]);
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("all files"), "{page}");
    let tmx = said(folder, 0, &["analyze", "-m", "m.jjak", "봄.tmx", "--format", "csv"]);
    assert!(tmx.contains("봄.tmx,context,3,"), "{tmx}");
}
