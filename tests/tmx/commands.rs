//! The subcommands of `jjak tmx`, as a user runs them.

use std::path::{Path, PathBuf};
use std::process::Command;

use jjak::lang::tag::LangTag;
use jjak::unit::Unit;

use super::{file, read, texts, tu};

/// A folder with a memory in it.
pub(super) struct Desk(tempfile::TempDir);

impl Desk {
    pub(super) fn new(files: &[(&str, &str)]) -> Self {
        let desk = Desk(tempfile::tempdir().unwrap());
        for (name, text) in files {
            std::fs::write(desk.path(name), text).unwrap();
        }
        desk
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Exit code, standard output and standard error of `jjak tmx` with these arguments.
    pub(super) fn run(&self, arguments: &str) -> (i32, String, String) {
        self.run_any(&format!("tmx {arguments}"))
    }

    /// As [`Desk::run`], of `jjak`.
    pub(super) fn run_any(&self, arguments: &str) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jjak"));
        let arguments = arguments.split_ascii_whitespace();
        let command = command.args(arguments).current_dir(self.0.path());
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    pub(super) fn units(&self, name: &str) -> Vec<Unit> {
        read(&std::fs::read(self.path(name)).unwrap()).unwrap()
    }

    pub(super) fn korean(&self, name: &str) -> Vec<String> {
        self.units(name).iter().map(|unit| texts(unit).0).collect()
    }
}

fn memory() -> String {
    let dated = |unit: String, date: &str, user: &str| {
        unit.replacen(
            "<tu",
            &format!("<tu creationdate=\"{date}T000000Z\" creationid=\"{user}\""),
            1,
        )
    };
    file(
        &[
            "<!-- 첫 부분 -->".to_string(),
            dated(tu("수율이 올랐다.", "Yields rose."), "20250301", "kim"),
            dated(tu("공장을 짓는다.", "They are building a plant."), "20260301", "lee"),
            dated(tu("수율이  올랐다.", "yields rose."), "20260401", "lee"),
        ]
        .join("\n"),
    )
}

#[test]
fn info_and_validate_say_what_is_there() {
    let desk = Desk::new(&[("a.tmx", &memory()), ("bad.tmx", &file("<tu x=\"1\"></tu>"))]);
    let (code, out, _) = desk.run("info a.tmx");
    assert_eq!(code, 0);
    for said in
        ["units        3", "ko-KR        3 texts", "20250301T000000Z to 20260401", "lee 2, kim 1"]
    {
        assert!(out.contains(said), "{said}: {out}");
    }
    let (_, out, _) = desk.run("info --json a.tmx");
    let value: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(value["statistics"]["languages"]["en-US"]["variants"], 3);
    assert_eq!(desk.run("validate a.tmx").0, 0);
    let (code, out, _) = desk.run("validate bad.tmx");
    assert_eq!(code, 1);
    assert!(out.contains("bad.tmx:5:1: error[no-variant] unit 1"), "{out}");
    let (_, out, _) = desk.run("validate --format jsonl --skip no-variant bad.tmx");
    let value: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&value["rule"], &value["line"]), (&"unknown-attribute".into(), &5.into()));
    let (_, out, _) = desk.run("validate --format tsv a.tmx bad.tmx");
    let lines: Vec<Vec<&str>> = out.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(lines[0][..4], ["file", "line", "column", "unit"]);
    assert_eq!(lines[1][..6], ["bad.tmx", "5", "1", "1", "error", "unknown-attribute"]);
    assert!(lines.iter().all(|line| line.len() == 8) && lines.len() == 3, "{out}");
    assert_eq!(desk.run("validate none.tmx").0, 2);
}

#[test]
fn repair_makes_a_valid_file_and_lists_what_it_did() {
    let broken = memory().replace("plant.", "plant &nbsp; R&D");
    let desk = Desk::new(&[("a.tmx", &broken[..broken.len() - 12])]);
    assert_eq!(desk.run("validate a.tmx").0, 1);
    let (code, _, said) = desk.run("repair a.tmx -o b.tmx");
    assert_eq!(code, 1);
    assert!(
        said.contains("a.tmx: line 7, column")
            && said.contains("3 units read, 2 as they were, 1 changed, 0 left out; 3 repairs"),
        "{said}"
    );
    assert_eq!(desk.run("validate b.tmx").0, 0);
    assert_eq!(desk.run("repair b.tmx -o c.tmx").0, 0);
    let same = |name: &str| std::fs::read(desk.path(name)).unwrap();
    assert!(same("b.tmx") == same("c.tmx"));
}

#[test]
fn filter_and_dedupe_keep_units_as_they_were() {
    let text = memory();
    let desk = Desk::new(&[("a.tmx", &text)]);
    for (condition, kept) in [
        ("--after 20260101", vec!["공장을 짓는다.", "수율이  올랐다."]),
        ("--before 20260101", vec!["수율이 올랐다."]),
        ("--user lee --match en=rose", vec!["수율이  올랐다."]),
        ("--match 공장 --invert", vec!["수율이 올랐다.", "수율이  올랐다."]),
        ("--ratio 2:9", vec!["공장을 짓는다."]),
    ] {
        let (code, _, said) = desk.run(&format!("filter a.tmx {condition} -o b.tmx"));
        assert_eq!(
            (code, desk.korean("b.tmx")),
            (0, kept.iter().map(ToString::to_string).collect()),
            "{said}"
        );
        assert!(std::fs::read_to_string(desk.path("b.tmx")).unwrap().contains("<!-- 첫 부분 -->"));
    }
    assert_eq!(desk.run("filter a.tmx --lang ja").0, 1);
    desk.run("filter a.tmx --lang ko -o b.tmx");
    assert_eq!(std::fs::read_to_string(desk.path("b.tmx")).unwrap(), text);
    desk.run("dedupe a.tmx --ignore case,blanks -o b.tmx");
    assert_eq!(desk.korean("b.tmx"), ["수율이 올랐다.", "공장을 짓는다."]);
    desk.run("dedupe a.tmx -o b.tmx");
    assert_eq!(std::fs::read_to_string(desk.path("b.tmx")).unwrap(), text);
}

#[test]
fn split_makes_files_that_merge_joins_again() {
    let desk = Desk::new(&[("a.tmx", &memory())]);
    desk.run("split a.tmx --units 2");
    desk.run("split a.tmx --units 2 -o by/size");
    assert_eq!(desk.units("by/size/a.002.tmx").len(), 1);
    assert_eq!((desk.units("a.001.tmx").len(), desk.units("a.002.tmx").len()), (2, 1));
    desk.run("split a.tmx --by year");
    assert_eq!((desk.units("a.2025.tmx").len(), desk.units("a.2026.tmx").len()), (1, 2));
    desk.run("merge a.001.tmx a.002.tmx a.2025.tmx -o b.tmx");
    assert_eq!(desk.units("b.tmx"), desk.units("a.tmx"));
    let (code, _, _) = desk.run("diff a.tmx b.tmx");
    assert_eq!(code, 0);
}

#[test]
fn diff_tells_what_changed() {
    let new = memory().replace("Yields rose", "The yield rose").replace("공장을", "새 공장을");
    let desk = Desk::new(&[("a.tmx", &memory()), ("b.tmx", &new)]);
    let (code, out, _) = desk.run("diff a.tmx b.tmx");
    assert_eq!(code, 1);
    assert!(out.contains("  수율이 올랐다.\n- Yields rose.\n+ The yield rose.\n"), "{out}");
    assert!(out.ends_with("1 the same, 1 added, 1 removed, 1 changed\n"), "{out}");
    let (_, out, _) = desk.run("diff a.tmx b.tmx --format tsv");
    assert!(out.contains("added\t새 공장을 짓는다.\t\tThey are building a plant.\n"), "{out}");
}

#[test]
fn swap_and_langs_change_header_and_units() {
    let text = memory().replace("xml:lang=\"en-US\"", "xml:lang=\"en_US\"");
    let desk = Desk::new(&[("a.tmx", &text)]);
    desk.run("swap a.tmx --source en-US -o b.tmx");
    let swapped = std::fs::read_to_string(desk.path("b.tmx")).unwrap();
    assert!(
        swapped.contains("srclang=\"en-US\"") && swapped.contains("<!-- 첫 부분 -->"),
        "{swapped}"
    );
    assert_eq!(desk.units("b.tmx")[0].variants[0].content.plain_text(), "Yields rose.");
    let (_, out, _) = desk.run("langs a.tmx");
    assert!(out.contains("en_US\t3\ten-US\tEnglish"), "{out}");
    desk.run("langs a.tmx --canonical --map ko-kr=ko -o c.tmx");
    let mapped = std::fs::read_to_string(desk.path("c.tmx")).unwrap();
    assert!(mapped.contains("srclang=\"ko\"") && mapped.contains("xml:lang=\"en-US\""), "{mapped}");
    assert!(!mapped.contains("ko-KR"), "{mapped}");
}

#[test]
fn convert_goes_there_and_back() {
    let desk = Desk::new(&[("a.tmx", &memory())]);
    for between in ["b.tsv", "b.xlsx", "b.po", "b.xlf", "b.jsonl"] {
        let (code, _, said) = desk.run(&format!("convert a.tmx -o {between}"));
        assert_eq!(code, 0, "{said}");
        let (code, _, said) =
            desk.run(&format!("convert {between} -o c.tmx --source ko-KR --target en-US"));
        assert_eq!(code, 0, "{said}");
        assert_eq!(desk.korean("c.tmx"), desk.korean("a.tmx"), "{between}");
    }
    assert_eq!(desk.units("c.tmx"), desk.units("a.tmx"));
    desk.run("convert a.tmx -o d.tmx --encoding utf-16");
    assert!(std::fs::read(desk.path("d.tmx")).unwrap().starts_with(b"\xFF\xFE"));
    assert_eq!(desk.units("d.tmx"), desk.units("a.tmx"));
    let (code, _, said) = desk.run("convert a.tmx -o e.docx");
    assert!(code == 2 && said.contains(".jsonl"), "{said}");
    assert!(!Path::new(&desk.path("e.docx")).exists());
}

#[test]
fn swap_takes_the_first_target_and_leaves_the_rest_true() {
    let only_korean = "<tu><tuv xml:lang=\"ko-KR\"><seg>미정</seg></tuv></tu>";
    let desk = Desk::new(&[("a.tmx", &file(&(tu("칩", "chip") + only_korean)))]);
    let (code, _, said) = desk.run("swap a.tmx -o b.tmx");
    assert_eq!((code, said.trim()), (0, "2 units read, 1 swapped, 1 without en-US"));
    let units = desk.units("b.tmx");
    assert_eq!(units[0].variants[0].content.plain_text(), "chip");
    assert_eq!((units[0].source_lang(), units[1].source_lang()), (None, Some(LangTag::ko_kr())));
    desk.run("swap a.tmx --source en -o c.tmx");
    assert_eq!(desk.units("c.tmx"), units);
    let (code, _, said) = desk.run("swap a.tmx --source fr -o d.tmx");
    assert!(code == 2 && said.contains("none of the 2 units has a text in fr"), "{said}");
    assert!(!desk.path("d.tmx").exists());
}

#[test]
fn convert_says_what_a_format_cannot_hold() {
    let rich = "<tu tuid=\"7\" creationdate=\"20260301T000000Z\" creationid=\"kim\">\
        <note>확인</note><prop type=\"x-project\">fab</prop>\
        <tuv xml:lang=\"ko-KR\"><seg>새 <bpt i=\"1\"/>칩<ept i=\"1\"/></seg></tuv>\
        <tuv xml:lang=\"en-US\" usagecount=\"2\"><seg>new chip</seg></tuv>\
        <tuv xml:lang=\"ja\"><seg>新</seg></tuv></tu>";
    let desk = Desk::new(&[(
        "a.tmx",
        &file(&(rich.to_string() + "<tu><tuv xml:lang=\"ja\"><seg>新</seg></tuv></tu>")),
    )]);
    let (_, _, said) = desk.run("convert a.tmx -o b.tsv --prop x-project");
    let notes: Vec<_> = said.lines().collect();
    assert_eq!(
        notes,
        [
            "note: units without a text in ko-KR and en-US left out: 1 (they have ja)",
            "note: inline codes left out: 2",
            "note: texts in other languages left out: 1",
            "note: attributes (dates, users, counts) left out: 4",
            "note: notes left out: 1",
            "2 units read, 1 written, 1 left out",
        ]
    );
    let table = std::fs::read_to_string(desk.path("b.tsv")).unwrap();
    assert_eq!(table, "ko-KR\ten-US\tx-project\n새 칩\tnew chip\tfab\n");
    desk.run("convert a.tmx -o b.xlsx --prop x-project");
    desk.run("convert b.xlsx -o c.tmx");
    assert_eq!(desk.units("c.tmx")[0].prop("x-project"), Some("fab"));
    let (_, _, said) = desk.run("convert a.tmx -o b.xlf");
    assert!(said.contains("props left out: 1") && !said.contains("codes"), "{said}");
    assert!(said.contains("counts) left out: 3") && !said.contains("notes"), "{said}");
    for options in ["b.po --prop x-project", "b.tsv --level 1", "b.jsonl --encoding utf-16"] {
        let (code, _, said) = desk.run(&format!("convert a.tmx -o {options}"));
        assert!(code == 2 && said.contains("help:"), "{options}: {said}");
    }
}
