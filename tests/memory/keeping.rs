//! Import, export, edit and remove as they are typed.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use super::command::{TMX, memory, said, tm, units};

/// Standard output of a run that reads this from standard input.
pub(super) fn piped(folder: &Path, input: &[u8], arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jjak"));
    command.arg("tm").args(arguments).current_dir(folder);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_unit_is_edited_and_keeps_its_neighbours() {
    let folder = memory();
    let folder = folder.path();
    let text = "You can pick a seat in the app.";
    let arguments = ["edit", "-m", "m.jjak", "3", "--target", text, "--user", "lee"];
    assert_eq!(said(folder, 0, &arguments), "unit 3 is now 4\n");
    let props = ["edit", "-m", "m.jjak", "4", "--prop", "x-client=가온", "--note", "확인함"];
    assert_eq!(said(folder, 0, &[&props[..], &["--user", "lee"]].concat()), "unit 4 is now 5\n");
    let out = said(folder, 0, &["export", "-m", "m.jjak", "--user", "lee"]);
    let edited = units(out.as_bytes()).remove(0);
    assert_eq!(edited.variants[1].content.plain_text(), text);
    assert!(edited.changed().is_some() && edited.id() == Some("3"));
    assert_eq!(edited.prop("x-client"), Some("가온"));
    assert_eq!(edited.annotations.notes().next().unwrap().text, "확인함");
    let article = "도서관 이용 안내\n\n자리는 앱에서 고를 수 있다.\n";
    std::fs::write(folder.join("새.ko.txt"), article).unwrap();
    let found = said(folder, 0, &["lookup", "-m", "m.jjak", "새.ko.txt"]);
    assert!(found.contains("101.00 %  #5"), "{found}");
    let coded = tm(folder, &["edit", "-m", "m.jjak", "2", "--source", "안내"]);
    assert!(String::from_utf8_lossy(&coded.stderr).contains("use --editor"));
    assert_eq!(tm(folder, &["edit", "-m", "m.jjak", "3", "--note", "a"]).status.code(), Some(2));
}

#[cfg(unix)]
#[test]
fn the_editor_of_the_user_changes_a_unit() {
    let folder = memory();
    let mut command = Command::new(env!("CARGO_BIN_EXE_jjak"));
    command.args(["tm", "edit", "-m", "m.jjak", "2", "--editor"]).current_dir(folder.path());
    command.env_remove("VISUAL").env("EDITOR", "sed -i s/Using/How_to_use/");
    let output = command.output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "unit 2 is now 4\n");
    let out = said(folder.path(), 0, &["concordance", "-m", "m.jjak", "How_to_use"]);
    assert!(out.contains("[How_to_use] the library"), "{out}");
}

#[test]
fn an_export_holds_the_units_that_meet_its_conditions() {
    let folder = memory();
    let folder = folder.path();
    let exported = |conditions: &[&str]| {
        let out = said(folder, 0, &[&["export", "-m", "m.jjak"], conditions].concat());
        let ids = units(out.as_bytes()).into_iter().map(|unit| unit.id().unwrap().to_string());
        ids.collect::<Vec<_>>()
    };
    assert_eq!(exported(&[]), ["1", "2", "3"]);
    assert_eq!(exported(&["--document", "봄.tmx", "--user", "kim"]), ["1"]);
    assert_eq!(exported(&["--match", "ko=앱|안내", "--lang", "en"]), ["2", "3"]);
    assert_eq!(exported(&["--prop", "x-file=봄.txt", "--after", "20260101"]), ["1"]);
    said(folder, 1, &["export", "-m", "m.jjak", "--before", "20200101", "-o", "none.tmx"]);
}

#[test]
fn units_are_removed_by_what_they_are() {
    let folder = memory();
    let folder = folder.path();
    let dry = ["remove", "-m", "m.jjak", "--match", "en=seats|Seats", "--dry-run"];
    let dry = said(folder, 0, &dry);
    assert!(dry.starts_with("#3  자리는 앱에서"), "{dry}");
    assert!(dry.ends_with("1 would be removed, 0 not there\n"), "{dry}");
    let user = ["remove", "-m", "m.jjak", "--user", "kim"];
    assert_eq!(said(folder, 0, &user), "1 removed, 0 not there\n");
    assert_eq!(said(folder, 1, &user), "0 removed, 0 not there\n");
    let all = ["remove", "-m", "m.jjak", "--document", "봄.tmx", "--lang", "ko"];
    assert_eq!(said(folder, 0, &all), "2 removed, 0 not there\n");
    let nothing = tm(folder, &["remove", "-m", "m.jjak"]);
    assert!(String::from_utf8_lossy(&nothing.stderr).contains("nothing says which units"));
}

#[test]
fn an_import_keeps_to_its_policy() {
    let folder = memory();
    let folder = folder.path();
    let newer = TMX.replace("20260301", "20260501").replace("stay open until", "be open until");
    std::fs::write(folder.join("여름.tmx"), &newer).unwrap();
    let arguments = ["import", "-m", "m.jjak", "--same", "newest", "여름.tmx", "봄.tmx"];
    let first = said(folder, 0, &arguments);
    let passed = "봄.tmx: 0 added, 2 known, 0 replaced, 1 passed over\n";
    assert_eq!(first, format!("여름.tmx: 1 added, 2 known, 1 replaced, 0 passed over\n{passed}"));
    let again = said(folder, 0, &arguments);
    assert_eq!(again, format!("여름.tmx: 0 added, 3 known\n{passed}"));
}

#[test]
fn every_bilingual_format_is_imported_packed_or_piped() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(folder.join("봄.tmx"), TMX).unwrap();
    for name in ["a.tsv", "a.xlsx", "a.jsonl", "a.po", "a.xlf"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jjak"));
        command.args(["tmx", "convert", "봄.tmx", "-o", name, "--source", "ko", "--target", "en"]);
        assert!(command.current_dir(folder).status().unwrap().success(), "{name}");
        let memory = format!("{name}.jjak");
        let out = said(folder, 0, &["import", "-m", &memory, name]);
        assert_eq!(out, format!("{name}: 3 added, 0 known\n"));
    }
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(TMX.as_bytes()).unwrap();
    std::fs::write(folder.join("b.tmx.gz"), packed.finish().unwrap()).unwrap();
    let out = said(folder, 0, &["import", "-m", "p.jjak", "b.tmx.gz", "--format", "json"]);
    let done: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(done["added"], 3);
    let piped = piped(folder, TMX.as_bytes(), &["import", "-m", "p.jjak", "-"]);
    assert_eq!(piped, "-: 0 added, 3 known\n");
}
