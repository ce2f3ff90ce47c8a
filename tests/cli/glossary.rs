//! `jjak glossary`.

use jjak::glossary::Glossary;

use super::{Desk, ENGLISH, KOREAN};

#[test]
fn lists_the_shipped_glossaries() {
    let ran = Desk::new().expect(0, &["glossary"]);
    let names: Vec<&str> = ran.out.lines().map(|line| line.split('\t').next().unwrap()).collect();
    assert_eq!(names, ["ai-semiconductors", "economy", "politics", "science-industry"]);
}

#[test]
fn a_printed_glossary_can_be_used_as_a_file() {
    let desk = Desk::with_article();
    let printed = desk.expect(0, &["glossary", "show", "economy"]).out;
    let glossary = Glossary::parse(&printed, "economy.tsv".as_ref()).unwrap();
    assert!(glossary.entries.len() >= 300);
    desk.write("mine.tsv", printed);
    let aligned = ["align", "ko.txt", "en.txt", "--format", "tsv", "-g"];
    let shipped = desk.run(&[&aligned[..], &["economy"]].concat());
    let mine = desk.run(&[&aligned[..], &["mine.tsv"]].concat());
    assert_eq!((shipped.code, shipped.out), (mine.code, mine.out));
}

#[test]
fn a_file_without_ending_goes_before_a_shipped_name() {
    let desk = Desk::new();
    desk.write("ko.txt", KOREAN);
    desk.write("en.txt", ENGLISH);
    desk.write("economy", "대표\tpresident\n");
    let arguments = ["align", "ko.txt", "en.txt", "-o", "o.tmx", "-g", "economy"];
    let ran = desk.expect(1, &arguments);
    assert!(ran.out.contains("'대표' should be 'president'"), "{}", ran.out);
}

#[test]
fn glossaries_may_be_in_any_encoding() {
    let desk = Desk::with_article();
    let (bytes, _, _) = encoding_rs::EUC_KR.encode("전력반도체\tpower semiconductor\n");
    desk.write("용어.tsv", bytes);
    let arguments = ["align", "ko.txt", "en.txt", "-o", "o.tmx", "-g", "용어.tsv"];
    let ran = desk.expect(1, &arguments);
    assert!(ran.out.contains("'전력반도체' should be 'power semiconductor'"), "{}", ran.out);
}

#[test]
fn find_lists_every_place_of_a_term() {
    let desk = Desk::new();
    desk.write("terms.tsv", "term\tkind\n수율\tnoun\n새 공장\tphrase\n");
    desk.write("a.txt", "수율이 올랐다.\n새공장의 수율표, 그리고 수율\n");
    let ran = desk.expect(0, &["glossary", "find", "-g", "terms.tsv", "a.txt", "--format", "tsv"]);
    assert_eq!(ran.out, "1\t수율\t0\t2\n2\t새 공장\t0\t3\n2\t수율\t14\t16\n");
    let ran = desk.expect(0, &["glossary", "find", "-g", "terms.tsv", "a.txt"]);
    assert!(ran.out.starts_with("a.txt:1: 【수율】이 올랐다.\n"), "{}", ran.out);
}

#[test]
fn find_looks_for_renderings_in_an_english_text() {
    let desk = Desk::new();
    desk.write("g.tsv", "수율\tyield|yield rate\t\tshare of good chips\n");
    desk.write("a.en.txt", "The plant is new.\nIts yields rose after the yield rate had fallen.\n");
    let find = ["glossary", "find", "-g", "g.tsv", "a.en.txt", "--format"];
    let ran = desk.expect(0, &[&find[..], &["tsv", "--header"]].concat());
    assert_eq!(ran.out, "line\tterm\tstart\tend\n2\tyield\t4\t10\n2\tyield rate\t26\t36\n");
    let ran = desk.expect(0, &[&find[..], &["jsonl"]].concat());
    let first: serde_json::Value = serde_json::from_str(ran.out.lines().next().unwrap()).unwrap();
    assert_eq!((&first["text"], &first["sources"][0]), (&"yields".into(), &"수율".into()));
    assert_eq!((&first["line"], &first["note"]), (&2.into(), &"share of good chips".into()));
    let ran = desk.expect(0, &[&find[..], &["tsv", "--lang", "ko"]].concat());
    assert_eq!(ran.out, "");
}

#[test]
fn mine_pairs_the_nouns_and_words_of_bilingual_files() {
    let desk = Desk::new();
    let units = [
        ("공장은 북쪽에 있다.", "The plant is in the north."),
        ("공장에서 칩을 만든다.", "Chips are made at the plant."),
        ("새 공장이 문을 연다.", "Two plants open."),
        ("엔비디아는 값을 올렸다.", "Nvidia raised prices."),
        ("쿤룬(Kunlun)을 냈다.", "It launched Kunlun."),
        (
            "동해메모리(Donghae Memory)가 장기 계약을 맺었다.",
            "Donghae Memory signed a long contract.",
        ),
        ("눈이 온다.", "Snow falls."),
        ("비가 온다.", "Rain falls."),
        ("하늘이 맑다.", "Clear sky."),
        ("바람이 분다.", "A wind blows."),
        ("달이 뜬다.", "The moon rises."),
    ];
    let table: String = units.iter().map(|(ko, en)| format!("{ko}\t{en}\n")).collect();
    desk.write("units.tsv", table);
    let ran = desk.expect(0, &["glossary", "mine", "units.tsv"]);
    let head = "source\ttarget\tevidence\tcount\tplace\n";
    assert!(ran.out.starts_with(head), "{}", ran.out);
    assert!(ran.out.contains("\t3/3/3\tunits.tsv:1 units.tsv:2 units.tsv:3\n"), "{}", ran.out);
    assert!(ran.out.contains("엔비디아\tNvidia\tsound\t1/1/1\tunits.tsv:4\n"), "{}", ran.out);
    assert_eq!(ran.out.matches("쿤룬\tKunlun").count(), 1, "{}", ran.out);
    assert!(!ran.out.contains("장기\t"), "{}", ran.out);
}

#[test]
fn mine_proposes_a_glossary() {
    let desk = Desk::new();
    desk.write(
        "a.txt",
        "새 칩 ‘한라산의 봄’(Spring of Halla)을 냈다.\n무역진흥공사(KOTRA)는 말이 없다.\n",
    );
    let ran = desk.expect(0, &["glossary", "mine", "a.txt"]);
    let glossary = Glossary::parse(&ran.out, "mined.tsv".as_ref()).unwrap();
    assert_eq!(glossary.entries.len(), 2);
    let ran = desk.expect(0, &["glossary", "mine", "a.txt", "--format", "occurrences"]);
    assert!(ran.out.contains("2\t무역진흥공사\tKOTRA\tacronym\n"), "{}", ran.out);
}

#[test]
fn lint_fails_on_findings_only() {
    let desk = Desk::new();
    desk.expect(
        0,
        &["glossary", "lint", "ai-semiconductors", "economy", "politics", "science-industry"],
    );
    desk.write("g.tsv", "수율\tyield\n수율\tyield\n");
    let ran = desk.expect(1, &["glossary", "lint", "g.tsv"]);
    assert!(ran.out.contains("g.tsv:2: glossary.duplicate: "), "{}", ran.out);
    let ran = desk.expect(1, &["glossary", "lint", "g.tsv", "--format", "jsonl"]);
    let value: serde_json::Value = serde_json::from_str(ran.out.trim()).unwrap();
    assert_eq!(value["line"], 2);
}

#[test]
fn convert_says_what_is_lost() {
    let desk = Desk::new();
    desk.write(
        "g.tsv",
        "source\ttarget\tstatus\tevidence\n수율\tyield\t\tsound\n수율\tgood rate\tforbidden\t\n",
    );
    let ran = desk.expect(0, &["glossary", "convert", "g.tsv", "g.csv", "--to", "deepl"]);
    assert!(ran.err.contains("not kept: forbidden renderings (1)"), "{}", ran.err);
    assert!(ran.err.contains("not read: column 'evidence' (1)"), "{}", ran.err);
    for format in ["g.tbx", "g.xlsx", "g.utx"] {
        desk.expect(0, &["glossary", "convert", "g.tsv", format]);
        let ran = desk.expect(0, &["glossary", "convert", format, "-"]);
        assert!(ran.out.contains("수율\tgood rate\tforbidden"), "{format}: {}", ran.out);
    }
    let ran = desk.expect(2, &["glossary", "convert", "g.tsv", "g.doc"]);
    assert!(ran.err.contains("--to tbx2"), "{}", ran.err);
}

#[test]
fn a_glossary_of_any_format_is_used_as_it_is() {
    let desk = Desk::new();
    desk.write("g.tsv", "수율\tyield\n");
    desk.write("units.tsv", "수율이 올랐다.\tThe rate rose.\n");
    for file in ["g.xlsx", "g.tbx", "g.utx", "g.csv"] {
        desk.expect(0, &["glossary", "convert", "g.tsv", file]);
        let ran = desk.expect(1, &["check", "units.tsv", "-g", file]);
        assert!(ran.out.contains("'수율' should be 'yield'"), "{file}: {}", ran.out);
        let ran = desk.expect(0, &["glossary", "lint", file]);
        assert!(ran.out.contains("1 entries, 0 findings"), "{}", ran.out);
    }
}

#[test]
fn the_documented_example_is_a_glossary_without_flaws() {
    let path = format!("{}/docs/glossaries.md", env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(path).unwrap();
    let example = page.split("```text\n").nth(1).unwrap().split("```").next().unwrap();
    let desk = Desk::new();
    desk.write("g.tsv", example);
    let ran = desk.expect(0, &["glossary", "lint", "g.tsv"]);
    assert_eq!(ran.out, "g.tsv: 7 entries, 0 findings\n");
    desk.write("a.txt", "칩 값이 뛰자 메타와 DRAM 업계가 놀랐다. 감자칩 값이 뛰었다.\n");
    let ran = desk.expect(0, &["glossary", "find", "-g", "g.tsv", "a.txt"]);
    assert!(ran.out.contains("【칩 값】이 뛰자 【메타】와 【DRAM】 업계"), "{}", ran.out);
    assert!(ran.out.contains("감자칩 값이"), "{}", ran.out);
}
