//! What a reader makes of the files that are about.

use std::io::{BufReader, Read};
use std::time::{Duration, Instant};

use jjak::error::Kind;
use jjak::lang::tag::LangTag;
use jjak::tmx::{Reader, Warning};
use jjak::unit::{Annotation, CodeKind};

use super::{file, read, texts, tu};

fn utf_16(text: &str, mark: bool, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let mark = mark.then_some(0xFEFF);
    mark.into_iter().chain(text.encode_utf16()).flat_map(unit).collect()
}

#[test]
fn every_encoding_gives_the_same_units() {
    let plain = file(&tu("반도체 공장을 짓는다 😀", "They build a fab")).replace("UTF-8", "ENC");
    let utf_8 = plain.replace("ENC", "utf-8").into_bytes();
    let declared_16 = plain.replace("ENC", "UTF-16");
    let with_mark = [b"\xEF\xBB\xBF", utf_8.as_slice()].concat();
    let no_declaration = plain.split_once("?>").unwrap().1.trim_start();
    let files = [
        ("UTF-8", utf_8.clone()),
        ("UTF-8 with BOM", with_mark),
        ("no declaration", no_declaration.as_bytes().to_vec()),
        ("UTF-16LE", utf_16(&declared_16, true, u16::to_le_bytes)),
        ("UTF-16BE", utf_16(&declared_16, true, u16::to_be_bytes)),
        ("UTF-16LE without BOM", utf_16(&declared_16, false, u16::to_le_bytes)),
        ("UTF-16BE without BOM", utf_16(no_declaration, false, u16::to_be_bytes)),
    ];
    let wanted = read(&utf_8).unwrap();
    assert_eq!(texts(&wanted[0]).0, "반도체 공장을 짓는다 😀");
    for (name, bytes) in files {
        assert_eq!(read(&bytes).unwrap(), wanted, "{name}");
        // A reader must not depend on where a buffer happens to end.
        let in_threes = Reader::new(BufReader::with_capacity(3, bytes.as_slice())).unwrap();
        assert_eq!(in_threes.map(Result::unwrap).collect::<Vec<_>>(), wanted, "{name} in threes");
    }
}

#[test]
fn the_bytes_are_believed_over_the_declaration() {
    let lie = file(&tu("거짓말", "a lie")).replace("UTF-8", "utf-16");
    let mut reader = Reader::new(lie.as_bytes()).unwrap();
    assert_eq!(texts(&reader.next().unwrap().unwrap()).0, "거짓말");
    let told = Warning::DeclaredEncoding { declared: "utf-16".into(), found: "UTF-8" };
    assert_eq!(reader.warnings(), [told]);
}

#[test]
fn old_korean_encodings_are_read_with_a_warning() {
    let text = file(&tu("완성형으로 썼다", "written in Wansung")).replace("UTF-8", "euc-kr");
    let (bytes, ..) = encoding_rs::EUC_KR.encode(&text);
    let mut reader = Reader::new(&*bytes).unwrap();
    assert_eq!(texts(&reader.next().unwrap().unwrap()).0, "완성형으로 썼다");
    assert_eq!(reader.warnings(), [Warning::LegacyEncoding { found: "EUC-KR" }]);

    let unknown = file("").replace("UTF-8", "ksc-omega");
    let error = Reader::new(unknown.as_bytes()).err().unwrap();
    assert!(error.to_string().contains("unknown encoding 'ksc-omega'"), "{error}");
}

#[test]
fn bytes_that_fit_no_encoding_are_an_error_at_their_line() {
    let mut bytes = utf_16(&file(&tu("한 줄", "a line")), true, u16::to_le_bytes);
    let text = utf_16("한", false, u16::to_le_bytes);
    let at = bytes.windows(2).position(|pair| pair == text).unwrap();
    bytes[at..at + 2].copy_from_slice(&0xD800_u16.to_le_bytes());
    let error = read(&bytes).unwrap_err();
    assert!(matches!(error.kind(), Kind::Encoding { encoding: "UTF-16LE" }), "{error}");
    assert_eq!((error.place().line, error.place().unit), (Some(5), Some(1)));
}

#[test]
fn white_space_and_line_ends_stay_as_xml_has_them() {
    let body = tu(
        "  앞\u{3000}뒤 \t<![CDATA[a < b]]>&#xD;&#xA;다음\r\n줄\r끝 ",
        "&amp;&lt;&#44032;&#xAC01;",
    );
    let units = read(file(&body).as_bytes()).unwrap();
    let (ko, en) = texts(&units[0]);
    assert_eq!(ko, "  앞\u{3000}뒤 \ta < b\r\n다음\n줄\n끝 ");
    assert_eq!(en, "&<가각");
}

#[test]
fn old_and_new_versions_are_read() {
    let old = file("<tu><tuv lang=\"KO\"><seg>옛 파일</seg></tuv><tuv lang=\"EN-US\"><seg>an old file</seg></tuv></tu>")
        .replace("version=\"1.4\"", "version=\"1.1\"");
    let units = read(old.as_bytes()).unwrap();
    assert_eq!(texts(&units[0]), ("옛 파일".into(), "an old file".into()));

    let both = file("<tu><tuv lang=\"ja\" xml:lang=\"ko\"><seg>둘 다</seg></tuv></tu>");
    let variant = read(both.as_bytes()).unwrap().remove(0).variants.remove(0);
    assert_eq!((variant.lang, variant.attributes.get("lang")), (LangTag::new("ko"), Some("ja")));

    let prefixed = "<t:tmx xmlns:t=\"http://www.lisa.org/tmx20\" version=\"2.0\"><t:header srclang=\"*all*\"/>\
        <t:body><t:tu><t:tuv xml:lang=\"ko\"><t:seg>가<t:ph x=\"1\"/></t:seg></t:tuv></t:tu></t:body></t:tmx>";
    let mut reader = Reader::new(prefixed.as_bytes()).unwrap();
    assert_eq!(reader.header().source_lang(), None);
    let unit = reader.next().unwrap().unwrap();
    assert_eq!(unit.variants[0].content.codes()[0].kind, CodeKind::Ph);
    assert_eq!(reader.warnings(), [Warning::Version { version: Some("2.0".into()) }]);
}

#[test]
fn nothing_a_file_says_is_lost() {
    let text = file(
        "<tu tuid=\"기사-7\" vendor=\"나\"><prop type=\"x-Context\">1</prop><note xml:lang=\"ko\">메모</note>\
         <prop type=\"x-Context\">2</prop><my:tag xmlns:my=\"u\" a=\"1\">깊<b>이</b></my:tag>\
         <tuv xml:lang=\"ko\" changeid=\"김\"><note>쪽</note><seg><bpt i=\"1\" x=\"2\" own=\"y\">{</bpt>글\
         <t5:n id=\"1\"/><ept i=\"1\">}</ept></seg><prop type=\"late\">뒤</prop></tuv></tu>",
    );
    let unit = read(text.as_bytes()).unwrap().remove(0);
    assert_eq!((unit.id(), unit.attributes.get("vendor")), (Some("기사-7"), Some("나")));
    let contexts: Vec<_> = unit.annotations.props().map(|prop| prop.text.as_str()).collect();
    assert_eq!(contexts, ["1", "2"]);
    let Annotation::Other(foreign) = &unit.annotations.0[3] else { panic!("{unit:?}") };
    assert_eq!((foreign.kind.name(), foreign.content.markup().as_str()), ("my:tag", "깊<b>이</b>"));
    let variant = &unit.variants[0];
    assert_eq!(variant.annotations.prop("late"), Some("뒤"));
    assert_eq!(
        variant.content.markup(),
        "<bpt i=\"1\" x=\"2\" own=\"y\">{</bpt>글<t5:n id=\"1\"/><ept i=\"1\">}</ept>"
    );
}

#[test]
fn the_header_is_kept_whole() {
    let text = file("").replace(
        "datatype=\"plaintext\"/>",
        "datatype=\"plaintext\" gitCommit=\"f00\" creationdate=\"20240307T120000Z\"><note>가</note>\
         <ude name=\"own\" base=\"Macintosh\"><map unicode=\"#xF8FF\" code=\"#xF0\"/></ude>\
         <prop type=\"targetlang\">en</prop></header>",
    );
    let reader = Reader::new(text.as_bytes()).unwrap();
    let header = reader.header();
    assert_eq!((header.tool(), header.version()), (Some("손으로"), Some("1.4")));
    assert_eq!(header.created(), jjak::unit::date::parse("20240307T120000Z"));
    assert_eq!(header.attributes.get("gitCommit"), Some("f00"));
    assert_eq!(header.annotations.prop("targetlang"), Some("en"));
    assert_eq!(header.annotations.0.len(), 3);
}

#[test]
fn faults_are_named_with_place_unit_and_cure() {
    let good = tu("첫째", "first");
    let cases: &[(&str, &str, Option<usize>)] = &[
        (&tu("연구 & 개발", "R"), "a bare '&'", Some(6)),
        (&tu("3 < 4", "R"), "a bare '<'", Some(6)),
        (&tu("빈칸&nbsp;", "R"), "&nbsp; is none of the five of XML", Some(6)),
        (&tu("제어&#x1F;", "R"), "&#x1F; stands for no character", Some(6)),
        (&tu("제어\u{B}", "R"), "U+000B cannot stand in XML", Some(6)),
        (&tu("]]>", "R"), "']]>' in the text", Some(6)),
        ("<tu><tuv xml:lang=\"ko\">글</tuv></tu>", "text directly in <tuv>", Some(6)),
        ("<tu><tuv xml:lang=\"ko\"/></tu>", "has no <seg>", Some(6)),
        ("<tu><tuv><seg>글</seg></tuv></tu>", "names no language", Some(6)),
        ("<tu a=\"1\" a=\"2\"/>", "a comes twice", Some(6)),
        ("<tu><tuv xml:lang=\"ko\"><seg>글</tuv></tu>", "</tuv> closes <seg>", Some(6)),
    ];
    for (fault, message, line) in cases {
        let mut reader =
            Reader::new(std::io::Cursor::new(file(&format!("{good}\n{fault}")))).unwrap();
        assert!(reader.next().unwrap().is_ok());
        let error = reader.next().unwrap().unwrap_err();
        assert!(error.to_string().contains(message), "{fault}: {error}");
        assert_eq!(error.place().line, *line, "{fault}: {error}");
        assert!(reader.next().is_none(), "nothing comes after an error");
    }
    let column = read(file(&tu("제어\u{B}", "")).as_bytes()).unwrap_err().place().column;
    assert_eq!(column, Some("<tu><tuv xml:lang=\"ko-KR\"><seg>제어".chars().count() + 1));
}

#[test]
fn a_file_cut_off_anywhere_is_never_taken_for_whole() {
    let whole = file(&tu("<ph x=\"1\"/>끝까지", "to the end"));
    let end = whole.trim_end().len();
    for cut in (0..end).filter(|cut| whole.is_char_boundary(*cut)) {
        assert!(read(&whole.as_bytes()[..cut]).is_err(), "cut at {cut}: {}", &whole[..cut]);
    }
}

#[test]
fn files_of_another_kind_are_refused_by_name() {
    let cases: &[(&[u8], &str)] = &[
        (b"", "the file is empty"),
        (b"<?xml version=\"1.0\"?>\n<map version=\"1.9\" orientation=\"orthogonal\"/>", "Tiled"),
        (b"<xliff/>", "XLIFF"),
        (b"\x1F\x8B\x08\x00", "gzip"),
        (b"PK\x03\x04", "zip"),
        ("첫 줄\tfirst line\n".as_bytes(), "text outside of the root element"),
        (b"<tmx version=\"1.4\"><body/></tmx>", "<header> should"),
    ];
    for (bytes, message) in cases {
        let error = Reader::new(*bytes).err().expect(message).to_string();
        assert!(error.contains(message), "{error}");
    }
}

#[test]
fn attacks_end_at_once() {
    let start = Instant::now();
    let entities: String = (1..12)
        .map(|n| format!("<!ENTITY e{n} \"{}\">", format!("&e{};", n - 1).repeat(10)))
        .collect();
    let doctype = format!("<!DOCTYPE tmx [<!ENTITY e0 \"하\">{entities}]>\n<tmx");
    let bomb = file(&tu("&e11;", "")).replacen("<tmx", &doctype, 1);
    let outside = "<!DOCTYPE tmx [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>\n<tmx";
    let outside = file(&tu("&x;", "")).replacen("<tmx", outside, 1);
    let deep = file(&format!("<tu><tuv xml:lang=\"ko\"><seg>{}", "<hi>".repeat(200_000)));
    let wide: String = (0..200_000).map(|n| format!(" a{n}=\"\"")).collect();
    let wide = file(&format!("<tu{wide}/>"));
    for attack in [bomb, outside, deep, wide] {
        assert!(read(attack.as_bytes()).is_err());
    }
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
}

#[test]
fn a_unit_without_end_is_given_up() {
    let start =
        file("<tu><tuv xml:lang=\"ko\"><seg>").split_once("\n</body>").unwrap().0.to_string();
    let endless = BufReader::new(std::io::Cursor::new(start).chain(std::io::repeat(b'x')));
    let error = Reader::new(endless).unwrap().next().unwrap().unwrap_err();
    assert!(error.to_string().contains("MB in one unit"), "{error}");
}

#[test]
fn positions_are_right_far_into_a_file() {
    let body = tu("같은 문장", "the same sentence") + "\n";
    let fault = format!("{}  <tu>글</tu>", body.repeat(3000));
    for encode in
        [|text: &str| text.as_bytes().to_vec(), |text: &str| utf_16(text, true, u16::to_le_bytes)]
    {
        let error = read(&encode(&file(&fault).replace("UTF-8", "utf-16"))).unwrap_err();
        let place = error.place();
        assert_eq!((place.line, place.column, place.unit), (Some(3005), Some(7), Some(3001)));
    }
}

#[test]
fn a_document_type_elsewhere_is_not_fetched() {
    let doctype = "<!DOCTYPE tmx SYSTEM \"http://dtd.invalid/tmx14.dtd\">\n<tmx";
    let text = file(&tu("그대로", "as it is")).replacen("<tmx", doctype, 1);
    assert_eq!(read(text.as_bytes()).unwrap().len(), 1);
}
