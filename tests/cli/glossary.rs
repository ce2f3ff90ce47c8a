//! `jjak glossary`.

use jjak::glossary::Glossary;

use super::{Desk, ENGLISH, KOREAN};

#[test]
fn lists_the_shipped_glossaries() {
    let ran = Desk::new().expect(0, &["glossary"]);
    let names: Vec<&str> = ran.out.lines().map(|line| line.split('\t').next().unwrap()).collect();
    assert_eq!(names, ["ai-semiconductors", "economy"]);
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
