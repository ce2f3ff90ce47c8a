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
