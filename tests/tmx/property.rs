//! Properties of the reader and writer over any units and any bytes.

use std::io::BufReader;

use jjak::lang::tag::LangTag;
use jjak::tmx::Reader;
use jjak::unit::{
    Annotation, Annotations, Attributes, Code, CodeKind, Content, Inline, Note, Prop, Unit, Variant,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::{read, shape, write};

/// Text that XML can hold, rich in what is awkward to write.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        select(vec![
            "&",
            "<",
            ">",
            "\"",
            "'",
            "\r\n",
            "\r",
            "\n",
            "\t",
            " ",
            "  ",
            "]]>",
            "&amp;",
            "&#x1F;",
            "반도체",
            "각",
            "漢字",
            "😀",
            "\u{3000}",
            "\u{FEFF}",
            "\u{85}",
            "\u{2028}",
            "<!--",
        ])
        .prop_map(str::to_string),
        "[가-힣a-zA-Z0-9 ,.]{0,8}",
    ];
    vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

/// Any text at all.
fn wild_text() -> impl Strategy<Value = String> {
    prop_oneof![text(), any::<String>(), "[\u{0}-\u{20}\u{FFFE}\u{FFFF}가]{0,4}"]
}

fn some_of(names: &'static [&'static str]) -> impl Strategy<Value = Attributes> {
    vec((select(names), text()), 0..4).prop_map(|pairs| pairs.into_iter().collect())
}

fn lang() -> impl Strategy<Value = LangTag> {
    select(vec!["ko-KR", "en-US", "ko", "en", "KO-kr", "ko_KR", "zh-Hant-TW", "kor"])
        .prop_map(LangTag::new)
}

fn good_lang() -> impl Strategy<Value = LangTag> {
    lang().prop_filter("written with hyphens", |lang| lang.is_written_well())
}

/// Notes and props as TMX has them.
fn annotations() -> impl Strategy<Value = Annotations> {
    let note = (some_of(&["o-encoding", "lang"]), text())
        .prop_map(|(attributes, text)| Annotation::Note(Note { attributes, text }));
    let prop = (some_of(&["o-encoding", "type"]), text(), text()).prop_map(
        |(mut attributes, kind, text)| {
            attributes.set("type", kind);
            attributes.set("xml:lang", "ko");
            Annotation::Prop(Prop { attributes, text })
        },
    );
    vec(prop_oneof![note, prop], 0..4).prop_map(Annotations)
}

/// A piece of a segment before its pairs are numbered.
#[derive(Debug, Clone)]
enum Piece {
    Text(String),
    Alone(CodeKind, Attributes, String, Option<Vec<Piece>>),
    Marked(Attributes, Vec<Piece>),
    Pair(String, Vec<Piece>, String),
}

fn pieces() -> impl Strategy<Value = Vec<Piece>> {
    let alone = prop_oneof![
        some_of(&["x", "type", "assoc"]).prop_map(|attributes| (CodeKind::Ph, attributes)),
        select(vec!["begin", "end"])
            .prop_map(|pos| (CodeKind::It, [("pos", pos)].into_iter().collect())),
    ];
    let leaf = prop_oneof![
        text().prop_map(Piece::Text),
        (alone.clone(), text()).prop_map(|((kind, a), native)| Piece::Alone(kind, a, native, None)),
    ];
    let piece = leaf.prop_recursive(3, 24, 4, move |inner| {
        prop_oneof![
            (some_of(&["x", "type"]), vec(inner.clone(), 0..4))
                .prop_map(|(a, p)| Piece::Marked(a, p)),
            (text(), vec(inner.clone(), 0..4), text()).prop_map(|(o, p, c)| Piece::Pair(o, p, c)),
            (alone.clone(), text(), vec(inner, 0..3))
                .prop_map(|((kind, a), native, sub)| Piece::Alone(kind, a, native, Some(sub))),
        ]
    });
    vec(piece, 0..5)
}

fn assemble(pieces: &[Piece], numbers: &mut usize) -> Content {
    let mut content = Content::default();
    for piece in pieces {
        match piece {
            Piece::Text(text) => content.push_text(text.as_str()),
            Piece::Alone(kind, attributes, native, sub) => {
                *numbers += 1;
                let mut code = Code::new(kind.clone(), native.as_str());
                code.attributes = attributes.clone();
                code.attributes.set("x", numbers.to_string());
                if let Some(sub) = sub {
                    let (kind, attributes) = (CodeKind::Sub, Attributes::default());
                    let content = assemble(sub, numbers);
                    code.content.push_code(Code { kind, attributes, content });
                }
                content.push_code(code);
            }
            Piece::Marked(attributes, inside) => {
                let (kind, attributes) = (CodeKind::Hi, attributes.clone());
                content.push_code(Code { kind, attributes, content: assemble(inside, numbers) });
            }
            Piece::Pair(open, inside, close) => {
                *numbers += 1;
                let i = numbers.to_string();
                let bpt = Code::new(CodeKind::Bpt, open.as_str());
                content.push_code(bpt.with("i", i.as_str()).with("x", i.as_str()));
                content.append(assemble(inside, numbers));
                content.push_code(Code::new(CodeKind::Ept, close.as_str()).with("i", i));
            }
        }
    }
    content
}

/// A unit that TMX can hold as it is.
pub fn unit() -> impl Strategy<Value = Unit> {
    let variant =
        (good_lang(), some_of(&["changeid", "o-tmf", "usagecount"]), annotations(), pieces());
    let variant = variant.prop_map(|(lang, attributes, annotations, pieces)| Variant {
        lang,
        attributes,
        annotations,
        content: assemble(&pieces, &mut 0),
    });
    let source = select(&["ko-KR", "EN", "*all*"][..]);
    (some_of(&["tuid", "creationdate", "srclang"]), source, annotations(), vec(variant, 1..4))
        .prop_map(|(mut attributes, source, annotations, variants)| {
            // No other text is a language.
            if attributes.get("srclang").is_some() {
                attributes.set("srclang", source);
            }
            Unit { attributes, annotations, variants }
        })
}

fn wild_attributes() -> impl Strategy<Value = Attributes> {
    const NAMES: &[&str] = &[
        "i", "x", "pos", "type", "tuid", "segtype", "lang", "xml:lang", "name", "own", "t5:n",
        "한글", "a b", "<",
    ];
    vec(
        (
            select(NAMES),
            prop_oneof![
                wild_text(),
                select(vec!["1", "2", "begin", "ko", "sentence"]).prop_map(str::to_string)
            ],
        ),
        0..4,
    )
    .prop_map(|pairs| pairs.into_iter().collect())
}

/// Codes in any order and place.
fn wild_content() -> impl Strategy<Value = Content> {
    let kind = select(vec!["bpt", "ept", "it", "ph", "hi", "sub", "ut", "t5:n", "<", "ude", "map"]);
    let leaf = wild_text().prop_map(Content::from_text);
    leaf.prop_recursive(4, 32, 5, move |inner| {
        let code =
            (kind.clone(), wild_attributes(), inner).prop_map(|(kind, attributes, content)| {
                Inline::Code(Code { kind: CodeKind::from_name(kind), attributes, content })
            });
        let text = wild_text().prop_map(Inline::Text);
        vec(prop_oneof![code, text], 0..5).prop_map(|inlines| inlines.into_iter().collect())
    })
}

fn wild_annotations() -> impl Strategy<Value = Annotations> {
    let note = (wild_attributes(), wild_text())
        .prop_map(|(attributes, text)| Annotation::Note(Note { attributes, text }));
    let prop = (wild_attributes(), wild_text())
        .prop_map(|(attributes, text)| Annotation::Prop(Prop { attributes, text }));
    let other = (wild_attributes(), wild_content()).prop_map(|(attributes, content)| {
        Annotation::Other(Code { kind: CodeKind::Other("p".into()), attributes, content })
    });
    vec(prop_oneof![note, prop, other], 0..3).prop_map(Annotations)
}

/// A unit of anything the types allow.
fn wild_unit() -> impl Strategy<Value = Unit> {
    let lang = prop_oneof![lang(), wild_text().prop_map(|text| LangTag::new(&text))];
    let variant = (lang, wild_attributes(), wild_annotations(), wild_content());
    let variant = variant.prop_map(|(lang, attributes, annotations, content)| Variant {
        lang,
        attributes,
        annotations,
        content,
    });
    (wild_attributes(), wild_annotations(), vec(variant, 0..3))
        .prop_map(|(attributes, annotations, variants)| Unit { attributes, annotations, variants })
}

/// Reads to the end or the first error.
fn exhaust(bytes: &[u8], capacity: usize) {
    if let Ok(reader) = Reader::new(BufReader::with_capacity(capacity, bytes)) {
        let errors = reader.filter(Result::is_err).count();
        assert!(errors <= 1);
    }
    if let Ok(mut reader) = Reader::lenient(BufReader::with_capacity(capacity, bytes)) {
        let units: Vec<_> = reader.by_ref().filter_map(Result::ok).collect();
        shape::check(&write(&units).0);
    }
}

proptest! {
    #[test]
    fn what_tmx_can_hold_is_valid_and_read_back_equal(units in vec(unit(), 0..4)) {
        let (text, report) = write(&units);
        prop_assert!(report.is_empty(), "{}", report);
        shape::check(&text);
        prop_assert_eq!(read(text.as_bytes()).unwrap(), units);
    }

    #[test]
    fn whatever_is_written_is_valid_and_then_stays(units in vec(wild_unit(), 0..3)) {
        let (text, _) = write(&units);
        shape::check(&text);
        let (again, report) = write(&read(text.as_bytes()).unwrap());
        prop_assert!(report.is_empty(), "{}\n{}", report, text);
        prop_assert_eq!(again, text);
    }

    #[test]
    fn every_code_gets_an_x_that_its_like_in_the_other_language_has(
        pieces in pieces(),
        said in vec(any::<bool>(), 64),
    ) {
        let full = assemble(&pieces, &mut 0);
        let (mut some, mut none) = (full.clone(), full.clone());
        let mut said = said.into_iter().cycle();
        some.for_each_code(&mut |code| {
            if said.next() == Some(false) {
                code.attributes.remove("x");
            }
        });
        none.for_each_code(&mut |code| drop(code.attributes.remove("x")));
        let [ko, en] = ["ko-KR", "en-US"].map(LangTag::new);
        let unit = Unit::pair(Variant::new(ko.clone(), none), Variant::new(en, some.clone()));
        let copy = Unit::pair(Variant::new(ko.clone(), full.clone()), Variant::new(ko, full));
        let (text, _) = write(&[unit, copy.clone()]);
        shape::check(&text);
        let found = read(text.as_bytes()).unwrap();
        prop_assert_eq!(&found[1], &copy);
        let [one, two] = found[0].variants.as_slice() else { panic!("{text}") };
        let xs = |content: &Content| {
            let own = content.codes().into_iter().filter(|code| code.kind != CodeKind::Hi);
            own.map(|code| code.partner().map(str::to_string)).collect::<Vec<_>>()
        };
        // What was said stays, and the codes that are alike are partners in some order.
        for (was, is) in some.codes().iter().zip(two.content.codes()) {
            prop_assert!(was.partner().is_none() || was.partner() == is.partner());
        }
        let (mut left, mut right) = (xs(&one.content), xs(&two.content));
        left.sort();
        right.sort();
        prop_assert_eq!(left, right);
    }

    #[test]
    fn utf_16_in_any_buffer_reads_the_same(units in vec(unit(), 1..3), capacity in 1..40_usize) {
        let (text, _) = write(&units);
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let reader = Reader::new(BufReader::with_capacity(capacity, bytes.as_slice())).unwrap();
        prop_assert_eq!(reader.collect::<Result<Vec<_>, _>>().unwrap(), units);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in vec(any::<u8>(), 0..400), capacity in 1..64_usize) {
        exhaust(&bytes, capacity);
    }

    #[test]
    fn no_damage_makes_it_panic(
        unit in unit(),
        damage in vec((any::<prop::sample::Index>(), any::<u8>(), 0..3_u8), 1..6),
        capacity in 1..64_usize,
    ) {
        let mut bytes = write(&[unit]).0.into_bytes();
        for (index, byte, how) in damage {
            let index = index.index(bytes.len());
            match how {
                0 => bytes[index] = byte,
                1 => bytes.insert(index, byte),
                _ => drop(bytes.drain(index..(index + 7).min(bytes.len()))),
            }
        }
        exhaust(&bytes, capacity);
    }
}
