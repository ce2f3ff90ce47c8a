//! Which languages are meant, whatever they are called, and in which direction a unit goes.

use super::commands::Desk;
use super::{file, header, read, write_with};
use jjak::lang::tag::LangTag;
use jjak::tmx::lint;
use jjak::tmx::{Reader, Rule};

/// A unit with these attributes and these texts by language.
fn unit(attributes: &str, texts: &[(&str, &str)]) -> String {
    let variant =
        |(lang, text): &(&str, &str)| format!("<tuv xml:lang=\"{lang}\"><seg>{text}</seg></tuv>");
    format!("<tu {attributes}>{}</tu>", texts.iter().map(variant).collect::<String>())
}

const EXPORTS: [(&str, &str); 2] =
    [("ko-KR", "7월 수출은 12% 늘었다."), ("en-US", "Exports rose 12% in July.")];

/// The lines that a table made of these units has, less the one with the languages, and what
/// was said.
fn table(body: &str, options: &str) -> (i32, Vec<String>, String) {
    let desk = Desk::new(&[("a.tmx", &file(body))]);
    let (code, _, said) = desk.run(&format!("convert a.tmx -o b.tsv {options}"));
    let table = std::fs::read_to_string(desk.path("b.tsv")).unwrap_or_default();
    (code, table.lines().skip(1).map(str::to_string).collect(), said)
}

#[test]
fn a_language_is_found_in_any_case_spelling_and_length() {
    for (ko, en) in [("KO-kr", "EN_us"), ("ko_KR", "eng"), ("kor", "en"), ("kor-KR", "ENG-US")] {
        let body = unit("", &[(ko, EXPORTS[0].1), (en, EXPORTS[1].1)]);
        let (code, lines, said) = table(&body, "--source ko-KR --target en-US");
        assert_eq!((code, lines.len()), (0, 1), "{ko} {en}: {said}");
        assert_eq!(lines[0], "7월 수출은 12% 늘었다.\tExports rose 12% in July.");
    }
}

#[test]
fn the_exact_tag_wins_over_the_bare_language_and_that_over_another_region() {
    let english = [("en-GB", "colour"), ("en", "any colour"), ("en-us", "color")];
    for (asked, found) in [("en_US", "color"), ("eng", "any colour"), ("en-AU", "any colour")] {
        let body = unit("", &[&[("ko", "색")], english.as_slice()].concat());
        let (_, lines, said) = table(&body, &format!("--target {asked}"));
        assert_eq!(lines, [format!("색\t{found}")], "{asked}: {said}");
    }
    let (_, lines, _) = table(&unit("", &[("ko", "색"), english[0]]), "--target en-US");
    assert_eq!(lines, ["색\tcolour"]);
}

#[test]
fn a_unit_that_says_another_source_language_is_turned_only_when_asked() {
    let body = [
        unit("", &EXPORTS),
        unit("srclang=\"EN_us\"", &EXPORTS),
        unit("srclang=\"*all*\"", &EXPORTS),
        unit("srclang=\"kor\"", &EXPORTS),
    ]
    .join("\n");
    let (code, lines, said) = table(&body, "");
    assert_eq!((code, lines.len()), (0, 3), "{said}");
    assert!(
        said.contains("units not translated from ko-KR left out: 1 (they say from en-US)"),
        "{said}"
    );
    assert!(said.ends_with("4 units read, 3 written, 1 left out\n"), "{said}");
    let (_, lines, said) = table(&body, "--any-direction");
    assert_eq!(lines.len(), 4);
    assert!(said.contains("translated from another language than ko-KR: 1"), "{said}");
}

#[test]
fn the_word_of_a_header_is_overruled_by_who_names_the_languages() {
    let body = unit("", &EXPORTS);
    let (code, lines, said) = table(&body, "--source en --target ko");
    assert_eq!(lines, ["Exports rose 12% in July.\t7월 수출은 12% 늘었다."]);
    assert_eq!(code, 0);
    assert!(said.contains("translated from another language than en: 1"), "{said}");
}

#[test]
fn a_header_that_names_no_source_language_leaves_it_open() {
    for srclang in [" srclang=\"*all*\"", " srclang=\"all\"", " srclang=\"\"", ""] {
        let text = file(&unit("", &EXPORTS)).replace(" srclang=\"ko-KR\"", srclang);
        let units = read(text.as_bytes()).unwrap();
        assert_eq!(Reader::new(text.as_bytes()).unwrap().header().source_lang(), None);
        let desk = Desk::new(&[("a.tmx", &text)]);
        for (options, line) in [
            ("", "7월 수출은 12% 늘었다.\tExports rose 12% in July."),
            (" --source en --target ko", "Exports rose 12% in July.\t7월 수출은 12% 늘었다."),
        ] {
            let (code, _, said) = desk.run(&format!("convert a.tmx -o b.tsv{options}"));
            assert_eq!((code, said.as_str()), (0, "1 units read, 1 written, 0 left out\n"));
            let table = std::fs::read_to_string(desk.path("b.tsv")).unwrap();
            assert_eq!(table.lines().nth(1), Some(line), "{srclang:?}");
        }
        // Other tools know none but the standard's word.
        desk.run("convert a.tmx -o c.tmx");
        let written = std::fs::read_to_string(desk.path("c.tmx")).unwrap();
        assert!(written.contains("srclang=\"*all*\""), "{srclang:?}: {written}");
        assert_eq!(desk.units("c.tmx"), units);
    }
}

#[test]
fn what_is_passed_over_is_told_by_reason_with_the_languages_there_are() {
    let body = [
        unit("", &EXPORTS),
        unit("", &EXPORTS[..1]),
        unit("", &[("ja", "輸出"), ("ko", "수출")]),
        unit("", &EXPORTS[1..]),
        unit("", &[("ja", "輸出")]),
    ]
    .join("\n");
    let (_, lines, said) = table(&body, "--source ko --target en");
    assert_eq!(lines.len(), 1);
    let said: Vec<&str> = said.lines().collect();
    assert_eq!(
        said,
        [
            "note: units without a text in ko left out: 1 (they have en-US)",
            "note: units without a text in en left out: 2 (they have ja, ko, ko-KR)",
            "note: units without a text in ko and en left out: 1 (they have ja)",
            "5 units read, 1 written, 4 left out",
        ]
    );
}

#[test]
fn languages_that_no_unit_has_are_an_error_that_names_those_there_are() {
    let (code, lines, said) = table(&unit("", &EXPORTS), "--source ko --target fr");
    assert_eq!((code, lines.len()), (2, 0));
    assert!(said.contains("none of the 1 units has both ko and fr: they have"), "{said}");
    assert!(said.contains("a.tmx") && said.contains("en-US") && said.contains("help:"), "{said}");
    let (code, _, said) = table(&unit("srclang=\"en\"", &EXPORTS), "--source ko --target en");
    assert!(code == 2 && said.contains("--any-direction"), "{said}");
}

#[test]
fn learning_counts_the_units_that_lack_a_language() {
    let body = [
        unit("srclang=\"en\"", &EXPORTS),
        unit("", &EXPORTS[..1]),
        unit("", &[("ja", "輸出"), ("en-GB", "exports")]),
    ];
    let desk = Desk::new(&[
        ("a.tmx", &file(&body.join("\n"))),
        ("ja.tmx", &file(&unit("", &[("ja", "輸出"), ("en", "exports")]))),
        ("ko.txt", "수출이 늘었다.\n\n공장을 짓는다.\n"),
        ("en.txt", "Exports rose.\n\nThey are building a plant.\n"),
    ]);
    for arguments in ["learn a.tmx -o a.lex", "align ko.txt en.txt --learn a.tmx -o c.tmx"] {
        let (code, _, said) = desk.run_any(arguments);
        assert_eq!(code, 0, "{said}");
        for line in [
            "note: a.tmx: units without a text in ko-KR passed over: 1 (they have en-GB, ja)",
            "note: a.tmx: units without a text in en-US passed over: 1 (they have ko-KR)",
        ] {
            assert!(said.contains(line), "{arguments}: {said}");
        }
    }
    let (_, _, said) = desk.run_any("glossary mine a.tmx");
    assert!(said.contains("a.tmx: units without a text in en-US passed over: 1"), "{said}");
    let (code, _, said) = desk.run_any("learn ja.tmx -o b.lex");
    assert!(code == 2 && said.contains("they have en, ja"), "{said}");
}

#[test]
fn a_check_takes_the_unit_at_its_word() {
    let source_missing = |body: &str| {
        let text = file(body);
        let mut found = 0;
        lint::check(&mut Reader::new(text.as_bytes()).unwrap(), |finding| {
            found += usize::from(finding.rule == Rule::SourceMissing);
        });
        found
    };
    let japanese = [("ja", "輸出"), ("en", "exports")];
    assert_eq!(source_missing(&unit("", &japanese)), 1);
    assert_eq!(source_missing(&unit("srclang=\"*all*\"", &japanese)), 0);
    assert_eq!(source_missing(&unit("srclang=\"JPN\"", &japanese)), 0);
    assert_eq!(source_missing(&unit("srclang=\"fr\"", &japanese)), 1);
}

#[test]
fn languages_are_written_as_readers_compare_them() {
    let mut header = header();
    header.attributes.set("srclang", "ko_KR");
    header.attributes.set("adminlang", "en_us");
    let body = unit("srclang=\"all\"", &[("ko_KR", "수출"), ("en_US", "exports")]);
    let units = read(file(&body).as_bytes()).unwrap();
    let (text, report) = write_with(&header, &units);
    for written in ["srclang=\"ko-KR\"", "adminlang=\"en-US\"", "srclang=\"*all*\""] {
        assert!(text.contains(written), "{written}: {text}");
    }
    assert!(text.contains("xml:lang=\"ko-KR\"") && !text.contains('_'), "{text}");
    assert!(report.to_string().contains("language tag 'all' made valid: 1"), "{report}");
    let units = read(text.as_bytes()).unwrap();
    assert_eq!(units[0].variants[0].lang, LangTag::ko_kr());
}
