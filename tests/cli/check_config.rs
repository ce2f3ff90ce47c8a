//! `jjak.toml` and the language of messages.

use super::{Desk, Ran};

const TABLE: &str = "\
직원은 40명이다.\tIt has 50 workers.
김치는 발효 식품이다.\tA 김치 is a fermented food.
1장을 보라.\tSee Chapter 1 first.
2장을 보라.\tSee Chapter 1 first.
수율이 올랐다.\tThe rate rose.
";

const CONFIG: &str = "\
glossaries = [\"terms/a.tsv\"]

[check]
skip = [\"term.missing\"]
allow-hangul = [\"김치\"]

[check.severity]
number.changed = \"info\"
";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("jjak.toml", CONFIG);
    desk.write("terms/a.tsv", "수율\tyield\n");
    desk.write("work/a.tsv", TABLE);
    desk
}

fn rules(ran: &Ran) -> Vec<String> {
    ran.json().iter().map(|finding| finding["rule"].as_str().unwrap().to_string()).collect()
}

/// Runs in the folder of the table, below that of the configuration.
#[track_caller]
fn below(desk: &Desk, code: i32, arguments: &[&str]) -> Ran {
    let mut command = desk.command(arguments);
    let ran = Ran::new(command.current_dir(desk.path("work")).output().unwrap());
    assert_eq!(ran.code, Some(code), "{}\n{}", ran.out, ran.err);
    ran
}

#[test]
fn the_file_is_found_above_and_flags_win() {
    let desk = desk();
    let check = ["check", "a.tsv", "--format", "jsonl"];
    let with = |extra: &[&'static str]| [&check[..], extra].concat();
    let bare = below(&desk, 1, &with(&["--no-config"]));
    assert_eq!(
        rules(&bare),
        ["number.changed", "script.hangul", "consistency.source"],
        "{}",
        bare.out
    );
    assert_eq!(rules(&below(&desk, 1, &check)), ["consistency.source"]);
    // The glossary of the file, its path relative to the file.
    let ran = below(&desk, 1, &with(&["--skip", "consistency"]));
    assert_eq!(rules(&ran), ["term.missing"]);
    let ran = below(&desk, 0, &with(&["--min-severity", "info", "--only", "number.changed"]));
    assert!(ran.json().iter().all(|finding| finding["severity"] == "info"), "{}", ran.out);
}

#[test]
fn consistency_passes_over_what_it_is_told() {
    let desk = desk();
    desk.write(
        "numbers.toml",
        "[check.consistency]\nignore = [\"numbers\"]\nexcept = [\"사진 제공\"]\n",
    );
    desk.write("a.tsv", "3쪽에 계속 이어진다.\tContinued on page 3.\n5쪽에 계속 이어진다.\tContinued on page 5.\n사진 제공\tPhoto by the company\n사진 제공\tCourtesy photo\n");
    let ran = desk.expect(0, &["check", "a.tsv", "--config", "numbers.toml"]);
    assert!(ran.out.contains("0 findings"), "{}", ran.out);
    assert!(desk.expect(1, &["check", "a.tsv", "--no-config"]).out.contains("consistency.target"));
}

#[test]
fn mistakes_in_the_file_have_their_line_and_a_cure() {
    let desk = desk();
    for (text, place, cure) in [
        ("glosaries = []\n", "bad.toml:1:1: unknown key 'glosaries'", "did you mean 'glossaries'?"),
        (
            "\n[check.severity]\nnumbr = \"off\"\n",
            "bad.toml:3: no rule begins with 'numbr'",
            "help: ",
        ),
        ("[check]\nmin-severity = \"warn\"\n", "bad.toml:2:", "did you mean 'warning'?"),
        ("[check\n", "bad.toml:1:", ""),
    ] {
        desk.write("bad.toml", text);
        let ran = desk.expect(2, &["check", "work/a.tsv", "--config", "bad.toml"]);
        assert!(ran.err.contains(place) && ran.err.contains(cure), "{text}: {}", ran.err);
    }
    let ran = desk.expect(2, &["check", "work/a.tsv", "--config", "none.toml"]);
    assert!(ran.err.contains("none.toml"), "{}", ran.err);
}

#[test]
fn the_documented_example_is_read() {
    let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/configuration.md");
    let docs = std::fs::read_to_string(docs).unwrap();
    let example = docs.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let desk = Desk::new();
    desk.write("jjak.toml", example);
    desk.write("terms/client.tsv", "수율\tyield\n");
    desk.write("known.txt", "");
    desk.write("a.tsv", "수율이 올랐다.\tYields rose.\n");
    desk.expect(0, &["check", "a.tsv"]);
}

#[test]
fn align_takes_languages_and_glossaries_from_the_file() {
    let desk = Desk::with_article();
    desk.write(
        "jjak.toml",
        "glossaries = [\"a.tsv\"]\n[languages]\nsource = \"ko\"\ntarget = \"en-GB\"\n",
    );
    desk.write("a.tsv", "수율\tproduction rate\n");
    let ran = desk.expect(1, &["align", "ko.txt", "en.txt", "-o", "a.tmx"]);
    assert!(ran.out.contains("term.missing"), "{}", ran.out);
    assert!(desk.read("a.tmx").contains("xml:lang=\"en-GB\""));
    desk.expect(0, &["align", "ko.txt", "en.txt", "-o", "a.tmx", "--no-config"]);
    assert!(desk.read("a.tmx").contains("xml:lang=\"en-US\""));
}

#[test]
fn messages_are_english_or_korean() {
    let desk = desk();
    let arguments = ["check", "work/a.tsv", "--no-config", "--only", "number"];
    let ran = desk.expect(1, &[&arguments[..], &["--ui-lang", "ko"]].concat());
    for part in ["1번 단위: ‘40명’이 ‘50’으로 바뀌었습니다", "원문    직원은", "단위 5개, 지적"]
    {
        assert!(ran.out.contains(part), "{part} in\n{}", ran.out);
    }
    let mut command = desk.command(&arguments);
    let ran = Ran::new(command.env("LC_ALL", "ko_KR.UTF-8").output().unwrap());
    assert!(ran.out.contains("바뀌었습니다"), "{}", ran.out);
    assert!(desk.expect(1, &arguments).out.contains("'40명' became '50'"));
}
