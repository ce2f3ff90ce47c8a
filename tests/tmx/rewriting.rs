//! Files written again: what is not touched keeps its bytes.

use jjak::tmx::{Charset, Options, Profile, Reader, Rewriter, Writer};
use jjak::unit::{Code, CodeKind, Unit};
use proptest::prelude::*;

use super::{file, header, property, read, shape, tu};

/// What is done with a unit.
#[derive(Clone, Copy, PartialEq)]
enum Deed {
    Keep,
    Change,
    LeaveOut,
}

fn rewritten(bytes: &[u8], deed: impl Fn(&mut Unit) -> Deed) -> Vec<u8> {
    let mut reader = Reader::lenient(bytes).unwrap();
    let mut out = Vec::new();
    let mut rewriter = Rewriter::new(&mut out, &reader, None).unwrap();
    while let Some(unit) = reader.next() {
        let mut unit = unit.unwrap();
        match deed(&mut unit) {
            Deed::Keep => rewriter.keep(&reader, &unit).unwrap(),
            Deed::Change => rewriter.change(&reader, &unit).unwrap(),
            Deed::LeaveOut => rewriter.leave_out(&reader).unwrap(),
        }
    }
    rewriter.finish(&reader).unwrap();
    out
}

/// Odd in every way a file can be and still be read.
fn odd_file() -> String {
    let body = format!(
        "<!-- Default translations -->\n\t<tu  tuid='1'\n own=\"x\" ><tuv lang = \"KO\"><seg>하나&#x20;<![CDATA[<1>]]></seg></tuv></tu >\
         <?tool keep?>  {}\r\n\n<!-- Alternative translations -->\n{}<!-- end -->",
        tu("두울", "two"),
        tu("셋", "three <t5:n id='1'/>"),
    );
    file(&body).replacen(
        "<tmx version",
        "<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<!-- made by hand -->\n<tmx   own='1' version",
        1,
    ) + "<!-- after -->\n"
}

#[test]
fn an_untouched_file_keeps_every_byte() {
    let text = odd_file();
    assert_eq!(String::from_utf8(rewritten(text.as_bytes(), |_| Deed::Keep)).unwrap(), text);
    for swap in [false, true] {
        let text = text.replace("UTF-8", "utf-16");
        let units = ["\u{FEFF}", &text].concat();
        let bytes: Vec<u8> = units
            .encode_utf16()
            .flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect();
        assert!(rewritten(&bytes, |_| Deed::Keep) == bytes, "{swap}");
    }
    let korean = text.replace("UTF-8", "euc-kr");
    let (korean, ..) = encoding_rs::EUC_KR.encode(&korean);
    assert!(rewritten(&korean, |_| Deed::Keep) == *korean);
    let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    assert!(rewritten(&marked, |_| Deed::Keep) == marked);
}

#[test]
fn only_the_unit_that_is_changed_changes() {
    let text = odd_file();
    let changed = rewritten(text.as_bytes(), |unit| {
        let second = unit.variants[0].content.plain_text() == "두울";
        if second {
            unit.set_id("둘째");
        }
        if second { Deed::Change } else { Deed::Keep }
    });
    let changed = String::from_utf8(changed).unwrap();
    let at = text.find("<tu><tuv xml:lang=\"ko-KR\"><seg>두울").unwrap();
    let after = at + text[at..].find("</tu>").unwrap() + "</tu>".len();
    assert!(changed.starts_with(&text[..at]) && changed.ends_with(&text[after..]), "{changed}");
    assert_eq!(read(changed.as_bytes()).unwrap()[1].id(), Some("둘째"));

    let left = rewritten(text.as_bytes(), |_| Deed::LeaveOut);
    let left = String::from_utf8(left).unwrap();
    assert!(read(left.as_bytes()).unwrap().is_empty());
    for kept in ["Default", "Alternative", "end -->", "<?tool keep?>", "after"] {
        assert!(left.contains(kept), "{kept}: {left}");
    }
}

#[test]
fn comments_inside_a_unit_that_is_changed_stand_before_it() {
    let unit = "<tu><!-- 확인 --><tuv xml:lang=\"ko\"><seg><![CDATA[<!-- 글 -->]]></seg></tuv><?t p?></tu>";
    let same = rewritten(file(unit).as_bytes(), |_| Deed::Keep);
    assert_eq!(String::from_utf8(same).unwrap(), file(unit));
    // Without a header the file is laid out anew.
    let headless = format!("<tmx version=\"1.4\"><body>{unit}</body></tmx>");
    for text in [file(unit), headless] {
        let changed = rewritten(text.as_bytes(), |_| Deed::Change);
        let changed = String::from_utf8(changed).unwrap();
        let before = &changed[..changed.find("<tu>").unwrap()];
        assert!(before.contains("<!-- 확인 -->") && before.contains("<?t p?>"), "{changed}");
        assert_eq!(changed.matches("<!--").count(), 1, "{changed}");
        assert_eq!(
            read(changed.as_bytes()).unwrap()[0].variants[0].content.plain_text(),
            "<!-- 글 -->"
        );
    }
}

#[test]
fn what_was_repaired_is_valid_after() {
    let broken = file(&format!("{}\n{}", tu("R & D\u{B}", "&nbsp;"), tu("둘", "two")));
    let cut = &broken[..broken.len() - 30];
    for broken in
        [&broken[..], cut, "<tmx><body><tu><tuv lang='ko'><seg>글</seg></tuv></tu></body></tmx>"]
    {
        let repaired = rewritten(broken.as_bytes(), |_| Deed::Keep);
        assert!(read(&repaired).is_ok(), "{}", String::from_utf8_lossy(&repaired));
    }
}

#[test]
fn a_file_laid_out_anew_keeps_its_comments() {
    let comments = ["made by hand", "Default translations", "Alternative translations", "end"];
    let prefixed = "<!-- made by hand -->\n<t:tmx xmlns:t=\"http://www.lisa.org/tmx20\" version=\"2.0\">\n\
        <t:header srclang=\"ko\"/><t:body><!-- Default translations -->\n<t:tu><t:tuv xml:lang=\"ko\">\
        <t:seg>글</t:seg></t:tuv></t:tu><!-- Alternative translations --><?tool keep?>\n<t:tu>\
        <t:tuv xml:lang=\"ko\"><t:seg>말</t:seg></t:tuv></t:tu><!-- end --></t:body></t:tmx>";
    let plain = prefixed.replace("t:", "").replacen("<header srclang=\"ko\"/>", "", 1);
    let broken = odd_file().replace("하나", "하나 & 반");
    for text in [prefixed, &plain, &broken] {
        for deed in [Deed::Keep, Deed::Change, Deed::LeaveOut] {
            let written = String::from_utf8(rewritten(text.as_bytes(), |_| deed)).unwrap();
            for comment in comments {
                let comment = format!("<!-- {comment} -->");
                assert_eq!(written.matches(&comment).count(), 1, "{comment} in {written}");
            }
            assert_eq!(written.matches("<?tool keep?>").count(), 1, "{written}");
            read(written.as_bytes()).unwrap();
        }
    }
}

#[test]
fn encoding_level_and_profile_are_as_asked() {
    let text = file(&tu("<ph x=\"1\">{<sub>각주</sub>}</ph>글", "text"));
    let units = read(text.as_bytes()).unwrap();
    let write = |options: Options| {
        let mut bytes = Vec::new();
        let mut writer = Writer::with(&mut bytes, &header(), options).unwrap();
        units.iter().for_each(|unit| writer.write(unit).unwrap());
        let report = writer.finish().unwrap();
        (bytes, report)
    };
    let (bytes, report) = write(Options { charset: Charset::UTF_16, ..Options::default() });
    assert!(bytes.starts_with(b"\xFF\xFE<\0") && report.is_empty());
    assert_eq!(read(&bytes).unwrap(), units);
    let (bytes, report) = write(Options { plain: true, ..Options::default() });
    assert!(read(&bytes).unwrap()[0].variants[0].content.is_plain());
    assert_eq!(
        report.to_string(),
        "<ph> left out of plain text: 1\n<sub> left out of plain text: 1"
    );
    let (bytes, report) = write(Options { profile: Profile::Omegat, ..Options::default() });
    let unit = read(&bytes).unwrap().remove(0);
    let native = Code::new(CodeKind::Ph, "{각주}").with("x", "1");
    assert_eq!(unit.variants[0].content.codes(), [&native]);
    assert_eq!(report.to_string(), "<sub> kept as native code: 1");
    shape::check(std::str::from_utf8(&bytes).unwrap());
}

proptest! {
    #[test]
    fn any_file_is_copied_byte_for_byte(units in prop::collection::vec(property::unit(), 0..4)) {
        let (text, _) = super::write(&units);
        prop_assert_eq!(rewritten(text.as_bytes(), |_| Deed::Keep), text.clone().into_bytes());
        let changed = rewritten(text.as_bytes(), |_| Deed::Change);
        prop_assert_eq!(String::from_utf8(changed).unwrap(), text);
    }
}
