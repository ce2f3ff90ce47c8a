//! Whole articles, as a reader of the output would look at them.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::*;

const ARTICLE: &str = "\
[단독] 한빛전자, 가온시에 새 공장…\"수율 90% 목표\"
연 3만 장 생산, 인력난이 변수로
연 3만 장 생산, 인력난이 변수로
이미지 확대보기한빛전자(Hanbit)가 3일 가온시에 새 공장을 열었다. 웨이퍼를 해마다 3만 장 만든다.

'사람'이 문제다
지역 대학의 졸업생은 한 해 200명이다. 회사는 \"사람이 없다. 밖에서 찾겠다\"고 밝혔다.
▲ 새 공장의 전경. /사진=한빛전자
정부는 1000억원을 들인다.
김가온 한빛신문 기자 gaon@hanbit.example
ⓒ 한빛신문, 무단전재 및 재배포 금지
![배너](https://img.example/b.png)
";

fn korean() -> ReadOptions {
    ReadOptions::new(Language::Korean)
}

fn english() -> ReadOptions {
    ReadOptions::new(Language::English)
}

/// Kind and text of every segment.
fn shown(document: &Document) -> Vec<(Kind, &str)> {
    document.segments.iter().map(|s| (s.kind, s.text.as_str())).collect()
}

#[test]
fn a_captured_article_comes_out_clean() {
    use Kind::*;
    let document = Document::from_text(ARTICLE, &korean());
    assert_eq!(
        shown(&document),
        [
            (Headline, "한빛전자, 가온시에 새 공장…\"수율 90% 목표\""),
            (Headline, "연 3만 장 생산, 인력난이 변수로"),
            (Body, "한빛전자(Hanbit)가 3일 가온시에 새 공장을 열었다."),
            (Body, "웨이퍼를 해마다 3만 장 만든다."),
            (Subhead, "'사람'이 문제다"),
            (Body, "지역 대학의 졸업생은 한 해 200명이다."),
            (Body, "회사는 \"사람이 없다. 밖에서 찾겠다\"고 밝혔다."),
            (Caption, "새 공장의 전경."),
            (Body, "정부는 1000억원을 들인다."),
            (Byline, "김가온 한빛신문 기자 gaon@hanbit.example"),
        ]
    );
    let dropped: Vec<(usize, &str)> =
        document.dropped.iter().map(|d| (d.line, d.rule.as_str())).collect();
    assert_eq!(
        dropped,
        [
            (1, "label"),
            (3, "repeated-line"),
            (4, "image-button"),
            (8, "caption-mark"),
            (8, "photo-mark"),
            (11, "copyright"),
            (12, "image-link"),
        ]
    );
    assert_eq!(document.segments[3].line, 4);
    assert_eq!(document.segments[2].paragraph, document.segments[3].paragraph);
    assert_eq!(document.language(), Some(Language::Korean));
}

#[test]
fn boilerplate_is_kept_on_request() {
    let options = ReadOptions { keep_boilerplate: true, ..korean() };
    let document = Document::from_text(ARTICLE, &options);
    assert!(document.dropped.is_empty());
    let kept = document.segments.iter().filter(|s| s.kind == Kind::Boilerplate).count();
    assert_eq!(kept, 7);
}

#[test]
fn letters_typed_on_a_mac_keep_their_place() {
    let input: String = ARTICLE.nfd().collect();
    let document = Document::from_bytes(input.as_bytes(), &korean()).unwrap();
    assert_eq!(shown(&document), shown(&Document::from_text(ARTICLE, &korean())));
    let chars: Vec<char> = input.chars().collect();
    for segment in &document.segments {
        let found: String = chars[document.input_chars(segment.span)].iter().collect();
        assert_eq!(found.nfc().collect::<String>(), segment.text);
    }
}

#[test]
fn wrapped_lines_are_joined_and_others_are_not() {
    let wrapped = "\
Hanbit opens a new plant in Gaon

Hanbit Electronics opened a new chip plant in the city of Gaon on
Monday, the company said in a statement. The plant will make 30,000
wafers a year and employ about 1,200 people, most of them from the
region.

Staff are the problem

Local universities produce only 200 graduates in the field each
year. \"We will have to look abroad,\" said Mr. Lim, who heads the
plant.
";
    let document = Document::from_text(wrapped, &english());
    let texts: Vec<&str> = document.segments.iter().map(|s| s.text.as_str()).collect();
    assert_eq!(texts.len(), 6);
    assert!(texts[1].ends_with("the company said in a statement."));
    assert!(texts[5].ends_with("who heads the plant."));
    assert_eq!(document.segments[2].line, 4);

    let lines = "\
한빛전자, 가온시에 새 공장을 열다
한빛전자가 3일 새 공장을 열었다. 웨이퍼를 해마다 3만 장 만든다.
인력난이 가장 큰 변수
정부는 1000억원을 들인다. 업계는 그래도 모자란다고 본다.
";
    let kinds: Vec<Kind> =
        Document::from_text(lines, &korean()).segments.iter().map(|s| s.kind).collect();
    use Kind::*;
    assert_eq!(kinds, [Headline, Body, Body, Subhead, Body, Body]);
}

#[test]
fn a_byline_glued_to_the_last_paragraph_stands_alone() {
    let document = Document::from_text(
        "한빛전자가 공장을 열었다. 사람은 모자란다. 김가온 기자 gaon@hanbit.example",
        &korean(),
    );
    let last = document.segments.last().unwrap();
    assert_eq!((last.kind, last.text.as_str()), (Kind::Byline, "김가온 기자 gaon@hanbit.example"));
    assert_ne!(last.paragraph, document.segments[1].paragraph);
}

const PAGE: &str = "<!doctype html><html lang='ko'><head><meta charset='utf-8'>\
<title>한빛전자, 새 공장 문 열어 - 한빛신문</title><script>var a = 1;</script></head><body>\
<header><a href='/'>한빛신문</a><nav><ul><li><a href='/e'>경제</a></li></ul></nav></header>\
<div><h1>한빛전자, 새 공장 문 열어</h1><p class='sub'>연 3만 장 생산…\"수율 90% 목표\"</p>\
<div class='info'>김가온 기자 | 입력 2031.02.03 09:10</div></div>\
<div class='article_body'><figure><img src='a.jpg'><figcaption>▲ 새 공장의 전경. /사진=한빛전자</figcaption></figure>\
<p>한빛전자가 3일 가온시에 새 반도체 공장을 열었다. 이 공장은 해마다 웨이퍼 3만 장을 만든다.</p>\
<p>회사는 \"내년까지 수율 90%를 달성하겠다\"고 밝혔다. 업계는 <b>2032년</b>에야 흑자가 날 것으로 본다.</p>\
<h3>'인력난'이 변수</h3>\
<p>문제는 사람이다. 지역 대학의 반도체 전공 졸업생은 한 해 200명에 그친다.<br><br>\
정부는 내년 1000억원을 들여 전문 인력을 기르기로 했다.</p></div>\
<div class='related'><h4>관련기사</h4><ul><li><a href='/1'>다온칩, 3분기 적자</a></li></ul></div>\
<footer>한빛신문 가온시 등록번호 가온 아0000</footer></body></html>";

#[test]
fn a_web_page_gives_its_article() {
    use Kind::*;
    let document = Document::from_bytes(PAGE.as_bytes(), &korean()).unwrap();
    assert_eq!(
        shown(&document),
        [
            (Headline, "한빛전자, 새 공장 문 열어"),
            (Headline, "연 3만 장 생산…\"수율 90% 목표\""),
            (Caption, "새 공장의 전경."),
            (Body, "한빛전자가 3일 가온시에 새 반도체 공장을 열었다."),
            (Body, "이 공장은 해마다 웨이퍼 3만 장을 만든다."),
            (Body, "회사는 \"내년까지 수율 90%를 달성하겠다\"고 밝혔다."),
            (Body, "업계는 2032년에야 흑자가 날 것으로 본다."),
            (Subhead, "'인력난'이 변수"),
            (Body, "문제는 사람이다."),
            (Body, "지역 대학의 반도체 전공 졸업생은 한 해 200명에 그친다."),
            (Body, "정부는 내년 1000억원을 들여 전문 인력을 기르기로 했다."),
        ]
    );
}

#[test]
fn a_page_without_an_article_is_read_whole() {
    let page = "<html><body><h1>Short note</h1><p>It rained.</p></body></html>";
    let document = Document::from_text(page, &english());
    assert_eq!(shown(&document), [(Kind::Headline, "Short note"), (Kind::Body, "It rained.")]);
}

#[test]
fn markdown_gives_its_text() {
    use Kind::*;
    let text = "---\ntitle: x\n---\n# 새 공장\n\n연 3만 장 생산\n\n![전경](a.png)\n\n\
한빛전자가 **새 공장**을 열었다. [웨이퍼](http://a.example)를 만든다.\n정부도 나섰다.\n\n\
## 인력난\n\n- 첫째 과제\n- 둘째 과제다.\n\n```\ncode\n```\n";
    let options = ReadOptions { format: Some(Format::Markdown), ..korean() };
    assert_eq!(
        shown(&Document::from_text(text, &options)),
        [
            (Headline, "새 공장"),
            (Headline, "연 3만 장 생산"),
            (Body, "한빛전자가 새 공장을 열었다."),
            (Body, "웨이퍼를 만든다."),
            (Body, "정부도 나섰다."),
            (Subhead, "인력난"),
            (Body, "첫째 과제"),
            (Body, "둘째 과제다."),
        ]
    );
}

#[test]
fn segmented_text_keeps_its_line_numbers() {
    let document = Document::from_segmented("구독\r\n\r\n 하나. 둘. \n");
    let texts: Vec<&str> = document.segments.iter().map(|s| s.text.as_str()).collect();
    assert_eq!(texts, ["구독", "", "하나. 둘."]);
    assert_eq!(document.segments[2].line, 3);
}

#[test]
fn the_wrong_language_is_said() {
    let document = Document::from_text("The plant opened on Monday.", &korean());
    let error = document.expect_language(Language::Korean).unwrap_err();
    assert_eq!(error.to_string(), "expected Korean text, but this looks like English");
    assert!(document.expect_language(Language::English).is_ok());
}

#[test]
fn a_missing_file_is_named() {
    let error = Document::read("없는 파일.txt", &korean()).unwrap_err();
    assert!(error.to_string().starts_with("없는 파일.txt: "), "{error}");
}

/// What must hold of every document, whatever the text.
fn check_places(document: &Document) -> std::result::Result<(), TestCaseError> {
    let segments = document.segments.iter().map(|s| s.span);
    let mut spans: Vec<Span> = segments.chain(document.dropped.iter().map(|d| d.span)).collect();
    prop_assert!(document.segments.windows(2).all(|w| w[0].span.end <= w[1].span.start));
    spans.sort();
    let mut at = 0;
    for span in spans {
        prop_assert!(span.start >= at);
        prop_assert!(document.text[at..span.start].chars().all(normal::is_blank));
        at = span.end;
    }
    prop_assert!(document.text[at..].chars().all(normal::is_blank));
    for segment in &document.segments {
        prop_assert_eq!(&*normal::collapse(segment.span.of(&document.text)), &segment.text);
        prop_assert!(!segment.text.is_empty());
    }
    Ok(())
}

proptest! {
    #[test]
    fn nothing_is_lost_of_any_text(text in "\\PC{0,60}|[가다요 .?!\n\r\"'()▲\\[\\]]{0,80}") {
        check_places(&Document::from_text(&text, &korean()))?;
        check_places(&Document::from_text(&text, &english()))?;
    }

    #[test]
    fn nothing_is_lost_of_page_lines(lines in prop::collection::vec(prop::sample::select(vec![
        "[단독] 새 공장", "이미지 확대보기", "이미지 확대보기공장이 열렸다.", "▲ 전경 /사진=한빛", "▲ 하나 ▲ 둘",
        "김가온 기자 a@b.example", "열렸다. 김가온 기자 a@b.example", "", "  ", "![a](b)", "앞 ![a](b) 뒤",
        "ⓒ 한빛신문", "Read more: x", "긴 줄이 여기서 끊기지 않고 계속 이어져서 마흔 칸을 넘긴다 그리고",
    ]), 0..14)) {
        check_places(&Document::from_text(&lines.join("\n"), &korean()))?;
    }

    #[test]
    fn no_input_is_too_odd(bytes in prop::collection::vec(any::<u8>(), 0..200), html in any::<bool>()) {
        let format = Some(if html { Format::Html } else { Format::Markdown });
        let _ = Document::from_bytes(&bytes, &ReadOptions { format, ..korean() });
    }
}
