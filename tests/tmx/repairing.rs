//! What a lenient reader makes of files that a strict one refuses.

use jjak::tmx::{Fix, Reader, Repair};
use jjak::unit::Unit;

use super::{file, read, texts, tu};

fn repaired(text: &str) -> (Vec<Unit>, Vec<Repair>) {
    repaired_bytes(text.as_bytes())
}

fn repaired_bytes(bytes: &[u8]) -> (Vec<Unit>, Vec<Repair>) {
    assert!(read(bytes).is_err(), "a strict reader refuses it");
    let mut reader = Reader::lenient(bytes).unwrap();
    let units = reader.by_ref().collect::<Result<_, _>>().unwrap();
    (units, reader.repairs().to_vec())
}

fn fixes(repairs: &[Repair]) -> Vec<Fix> {
    repairs.iter().map(|repair| repair.fix).collect()
}

#[test]
fn each_repair_says_where_it_was_and_what_was_done() {
    let body =
        format!("{}\n{}", tu("첫째", "first"), tu("연구 & 개발\u{B}", "R&nbsp;D &#x1F;3 < 4"));
    let (units, repairs) = repaired(&file(&body));
    assert_eq!(texts(&units[1]), ("연구 & 개발".into(), "R\u{A0}D 3 < 4".into()));
    let said: Vec<String> = repairs.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "line 6, column 35, unit 2: a bare '&' in the text: escaped",
            "line 6, column 39, unit 2: the character U+000B cannot stand in XML: deleted",
            "line 6, column 80, unit 2: the entity &nbsp; is none of the five of XML: written as its character",
            "line 6, column 88, unit 2: &#x1F; stands for no character that XML can hold: deleted",
            "line 6, column 96, unit 2: a bare '<' in the text: escaped",
        ]
    );
}

#[test]
fn signs_that_are_no_markup_become_text() {
    for (written, meant) in [
        ("A&B;C", "A&B;C"),
        ("&copyright;", "&copyright;"),
        ("&hellip;&euro;", "…€"),
        ("a<b, <=c", "a<b, <=c"),
        ("끝]]>", "끝]]>"),
        ("x <y z", "x <y z"),
        ("<3 하트", "<3 하트"),
        ("&", "&"),
        ("&#xD800;&#0;가", "가"),
    ] {
        let (units, repairs) = repaired(&file(&tu(written, "the same")));
        assert_eq!(texts(&units[0]).0, meant, "{written}");
        assert!(!repairs.is_empty(), "{written}");
    }
    let attribute =
        "<tu tuid=\"R&D\" a=\"1\" a=\"2\"><tuv xml:lang=\"ko\"><seg>글</seg></tuv></tu>";
    let (units, repairs) = repaired(&file(attribute));
    assert_eq!(units[0].id(), Some("R&D"));
    assert_eq!(fixes(&repairs), [Fix::Escaped, Fix::LeftOut]);
}

#[test]
fn elements_that_do_not_end_are_closed() {
    for fault in [
        "<tu><tuv xml:lang=\"ko-KR\"><seg>여는 글</tuv><tuv xml:lang=\"en-US\"><seg>an opening</seg></tuv></tu>",
        "<tu><tuv xml:lang=\"ko-KR\"><seg>여는 글</seg><tuv xml:lang=\"en-US\"><seg>an opening</seg></tuv></tu>",
        "<tu><tuv xml:lang=\"ko-KR\"><seg>여는 글</seg></tuv><tuv xml:lang=\"en-US\"><seg>an opening</seg></tuv>",
        "<tu><tuv xml:lang=\"ko-KR\"><seg>여는 글</b></seg></tuv><tuv xml:lang=\"en-US\"><seg>an opening</seg></tuv></tu>",
    ] {
        let (units, repairs) = repaired(&file(&format!("{fault}\n{}", tu("다음", "next"))));
        let found: Vec<_> = units.iter().map(texts).collect();
        let wanted = [("여는 글", "an opening"), ("다음", "next")];
        assert_eq!(found, wanted.map(|(ko, en)| (ko.to_string(), en.to_string())), "{fault}");
        assert_eq!(repairs.len(), 1, "{fault}: {repairs:?}");
    }
}

#[test]
fn of_a_file_that_is_cut_off_the_whole_units_are_kept() {
    let whole = file(&format!("{}\n{}", tu("하나", "one"), tu("<ph x=\"1\"/>둘", "two")));
    let first = whole.find("</tu>").unwrap() + "</tu>".len();
    let second = whole.rfind("</tu>").unwrap() + "</tu>".len();
    for cut in (first..whole.trim_end().len()).filter(|cut| whole.is_char_boundary(*cut)) {
        let (units, repairs) = repaired(&whole[..cut]);
        let count = if cut < second { 1 } else { 2 };
        assert_eq!(units.len(), count, "{}", &whole[..cut]);
        assert!(!repairs.is_empty());
    }
    let (_, repairs) = repaired(&whole[..second - 20]);
    assert_eq!((repairs[0].fix, repairs[0].place.unit), (Fix::UnitLeftOut, Some(2)));
}

#[test]
fn what_must_be_there_is_added() {
    let unit = tu("머리 없는 글", "text without a head");
    for head in ["<tmx version=\"1.4\"><body>", "<tmx version=\"1.4\">", "<tmx><x:y a=\"\"/><body>"]
    {
        let tail = if head.ends_with("<body>") { "</body></tmx>" } else { "</tmx>" };
        let (units, repairs) = repaired(&format!("{head}{unit}{tail}"));
        assert_eq!(texts(&units[0]).0, "머리 없는 글", "{head}");
        assert!(fixes(&repairs).contains(&Fix::Added), "{head}: {repairs:?}");
    }
    let (units, _) =
        repaired(&file("<tu><tuv><seg>말 없는 글</seg></tuv><tuv xml:lang=\"en\"/></tu>"));
    assert_eq!(units[0].variants.len(), 1);
    assert_eq!(units[0].variants[0].lang.written(), "und");
}

#[test]
fn bytes_that_mean_nothing_are_replaced() {
    let text = file(&tu("가나다", "abc"));
    let at = text.find("나다").unwrap();
    let mut bytes = text.into_bytes();
    bytes[at] = 0xFF;
    let (units, repairs) = repaired_bytes(&bytes);
    assert!(texts(&units[0]).0.starts_with("가\u{FFFD}"), "{:?}", units[0]);
    assert_eq!((repairs[0].fix, repairs[0].place.line), (Fix::Replaced, Some(5)));
}

#[test]
fn remarks_are_written_so_that_they_can_be_read() {
    let odd =
        ["<??\u{11}>x?>", "<?1 2?>", "<!-- --- -->", "<!--a-\u{1}-->", "<?XML a?>", "<?t a?>"];
    // Without a header all is laid out anew.
    let (odd, unit) = (odd.concat(), tu("수율", "yield"));
    let text = format!("<tmx version=\"1.4\"><body>{odd}{unit}</body></tmx>");
    let mut reader = Reader::lenient(text.as_bytes()).unwrap();
    let mut out = Vec::new();
    let mut rewriter = jjak::tmx::Rewriter::new(&mut out, &reader, None).unwrap();
    while let Some(unit) = reader.next() {
        rewriter.keep(&reader, &unit.unwrap()).unwrap();
    }
    rewriter.finish(&reader).unwrap();
    let out = String::from_utf8(out).unwrap();
    assert_eq!(super::read(out.as_bytes()).unwrap().len(), 1, "{out}");
    assert!(out.contains("<?t a?>") && !out.contains("XML"), "{out}");
    let inside = |comment: &str| comment[4..comment.find("-->").unwrap()].contains("--");
    assert!(!out.match_indices("<!--").any(|(at, _)| inside(&out[at..])), "{out}");
}

#[test]
fn a_note_without_end_does_not_swallow_the_texts() {
    let text = tu("수율", "yield").replacen("<tu>", "<tu><note>확인<prop type=\"x\">a</prop>", 1);
    let (units, repairs) = repaired(&file(&text));
    assert_eq!(texts(&units[0]), ("수율".to_string(), "yield".to_string()));
    assert!(fixes(&repairs).contains(&Fix::Closed), "{repairs:?}");
}

#[test]
fn bytes_in_a_unit_that_cannot_be_read_harm_none_behind_it() {
    let broken = format!("<tu><tuv xml:lang=\"ko\"><seg>나{}</seg></tuv></tu>", "<x>".repeat(80));
    let long = format!("<!--{}-->", "긴 이야기 ".repeat(40_000));
    let text = file(&format!("{broken}{long}{}", tu("뒤", "behind")));
    let at = text.find('나').unwrap();
    let mut bytes = text.into_bytes();
    bytes[at] = 0xFF;
    let (units, repairs) = repaired_bytes(&bytes);
    assert_eq!(texts(units.last().unwrap()), ("뒤".to_string(), "behind".to_string()));
    assert!(fixes(&repairs).contains(&Fix::Replaced), "{repairs:?}");
}

#[test]
fn what_is_no_tmx_stays_refused() {
    for other in ["", "첫 줄\tfirst line", "<map/>", "<xliff/>"] {
        assert!(Reader::lenient(other.as_bytes()).is_err(), "{other}");
    }
}

#[test]
fn units_far_behind_one_that_cannot_be_read_are_found() {
    let broken = format!("<tu><tuv xml:lang=\"ko\"><seg>{}</seg></tuv></tu>", "<x>".repeat(80));
    let long = format!("<!--{}-->", "긴 이야기 ".repeat(40_000));
    let text = file(&format!("{}{broken}{long}{}", tu("앞", "before"), tu("뒤", "behind")));
    let mut reader = Reader::lenient(text.as_bytes()).unwrap();
    let found: Vec<_> = reader.by_ref().map(|unit| texts(&unit.unwrap()).0).collect();
    assert_eq!(found, ["앞", "뒤"]);
    assert_eq!(reader.repairs()[0].fix, Fix::UnitLeftOut);
}
