//! Whatever format and encoding an article comes in, the same sentences are paired.

use encoding_rs::EUC_KR;
use unicode_normalization::UnicodeNormalization;

use super::{Desk, ENGLISH, KOREAN, SEGMENTS, sample};

const TO_BEADS: [&str; 5] = ["align", "ko.txt", "en.txt", "--format", "jsonl"];

fn utf16(text: &str, unit: fn(u16) -> [u8; 2], mark: bool) -> Vec<u8> {
    let mark = mark.then_some('\u{FEFF}' as u16);
    mark.into_iter().chain(text.encode_utf16()).flat_map(unit).collect()
}

fn cp949(text: &str) -> Vec<u8> {
    let (bytes, _, unmappable) = EUC_KR.encode(text);
    assert!(!unmappable);
    bytes.into_owned()
}

/// The texts of both sides in the usual encodings of Korean files.
fn encodings(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("UTF-8 with mark", format!("\u{FEFF}{text}").into()),
        ("UTF-16LE", utf16(text, u16::to_le_bytes, true)),
        ("UTF-16BE", utf16(text, u16::to_be_bytes, true)),
        ("UTF-16LE without mark", utf16(text, u16::to_le_bytes, false)),
        ("CP949", cp949(text)),
        ("NFD", text.nfd().collect::<String>().into()),
        ("CRLF", text.replace('\n', "\r\n").into()),
    ]
}

#[test]
fn every_encoding_gives_the_same_beads() {
    let desk = Desk::new();
    let read = |name| String::from_utf8(sample(name)).unwrap();
    for (ko, en) in [(KOREAN.to_string(), ENGLISH.to_string()), (read("ko.txt"), read("en.txt"))] {
        desk.write("ko.txt", &ko);
        desk.write("en.txt", &en);
        let expected = desk.expect(0, &TO_BEADS).out;
        for ((name, ko), (_, en)) in encodings(&ko).into_iter().zip(encodings(&en)) {
            desk.write("ko.txt", ko);
            desk.write("en.txt", en);
            assert_eq!(desk.expect(0, &TO_BEADS).out, expected, "{name}");
        }
    }
}

#[test]
fn syllables_outside_of_euc_kr_are_read_from_cp949() {
    let desk = Desk::with_article();
    let text = KOREAN.replace("새 공장을 짓는다고", "똠방각하 촬영지 옆에 펲시 공장을 짓는다고");
    desk.write("ko.txt", cp949(&text));
    assert!(desk.expect(0, &TO_BEADS).out.contains("똠방각하 촬영지 옆에 펲시 공장"));
}

#[test]
fn the_encoding_can_be_given() {
    let desk = Desk::with_article();
    let expected = desk.expect(0, &TO_BEADS).out;
    desk.write("ko.txt", cp949(KOREAN));
    for label in ["euc-kr", "ks_c_5601-1987"] {
        assert_eq!(desk.expect(0, &[&TO_BEADS[..], &["--encoding", label]].concat()).out, expected);
    }
}

#[test]
fn file_names_may_be_korean() {
    let desk = Desk::new();
    let nfd: String = "기사 원문".nfd().collect();
    desk.write(&format!("{nfd}.txt"), KOREAN);
    desk.write("기사 번역.txt", ENGLISH);
    let ran = desk.expect(0, &["align", &format!("{nfd}.txt"), "기사 번역.txt", "-o", "기억.tmx"]);
    assert!(ran.out.contains("기사 번역.txt") && ran.out.contains("기억.tmx"), "{}", ran.out);
    assert!(desk.read("기억.tmx").contains("충주"));
}

#[test]
fn a_web_page_gives_its_article_only() {
    let desk = Desk::new();
    let paragraphs: String =
        KOREAN.lines().skip(1).map(|line| format!("<p>{line}</p>\n")).collect();
    let headline = KOREAN.lines().next().unwrap();
    desk.write(
        "ko.html",
        format!(
            "<!DOCTYPE html><html lang=\"ko\"><head><meta charset=\"utf-8\">\
             <title>{headline} - 한빛경제</title></head><body>\
             <nav><ul><li><a href=\"/\">정치</a></li><li><a href=\"/e\">경제</a></li></ul></nav>\
             <article><h1>{headline}</h1>\n{paragraphs}</article>\
             <aside><h3>많이 본 뉴스</h3><ul><li><a href=\"/1\">환율 급등</a></li></ul></aside>\
             <footer><p>회사 소개 | 이용 약관</p></footer></body></html>"
        ),
    );
    desk.write("en.txt", ENGLISH);
    let beads = desk.expect(0, &["align", "ko.html", "en.txt", "--format", "jsonl"]).json();
    let texts: Vec<&str> = beads.iter().map(|b| b["ko_text"][0].as_str().unwrap()).collect();
    assert_eq!(texts.len(), SEGMENTS, "{texts:?}");
    assert_eq!(texts[0], headline);
    assert_eq!(beads[0]["kind"], "headline");
    assert!(beads.iter().all(|bead| bead["shape"] == "1-1"));
}

#[test]
fn markdown_gives_text_without_marks() {
    let desk = Desk::with_article();
    let mut lines = ENGLISH.lines();
    let headline = lines.next().unwrap();
    let rest: Vec<&str> = lines.collect();
    let rest = rest.join("\n").replace("sixfold", "**sixfold**");
    let rest = rest.replace("new plant in", "[new plant](https://example.com/plant) in");
    desk.write("en.md", format!("# {headline}\n{rest}\n"));
    let expected = desk.expect(0, &TO_BEADS).json();
    let beads = desk.expect(0, &["align", "ko.txt", "en.md", "--format", "jsonl"]).json();
    let texts = |beads: &[serde_json::Value]| -> Vec<serde_json::Value> {
        beads.iter().map(|bead| bead["en_text"].clone()).collect()
    };
    assert_eq!(texts(&beads), texts(&expected));
}

#[test]
fn the_sample_page_gives_the_sentences_of_the_sample_text() {
    let desk = Desk::new();
    desk.write("page.html", sample("page.html"));
    desk.write("ko.txt", sample("ko.txt"));
    let page = desk.expect(0, &["segment", "page.html"]).out;
    let text = desk.expect(0, &["segment", "ko.txt"]).out;
    let missing: Vec<&str> =
        text.lines().filter(|line| !page.lines().any(|p| p == *line)).collect();
    assert_eq!(missing, [""; 0], "not in the page:\n{page}");
    for navigation in ["오피니언", "본문 바로가기", "검색어"] {
        assert!(!page.contains(navigation), "{navigation} in\n{page}");
    }
}
