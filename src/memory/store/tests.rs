use super::*;
use crate::lang::tag::LangTag;
use crate::unit::{Code, CodeKind, Content, Unit, Variant};

fn unit(ko: &str, en: &str) -> Unit {
    Unit::pair(Variant::text(LangTag::ko_kr(), ko), Variant::text(LangTag::en_us(), en))
}

fn rich() -> Unit {
    let mut content = Content::default();
    content.push_code(Code::new(CodeKind::Bpt, "<b>").with("i", "1"));
    content.push_text("저장 & 닫기");
    content.push_code(Code::new(CodeKind::Ept, "</b>").with("i", "1"));
    let mut unit = unit("", "Save & close\r\n");
    unit.variants[0].content = content;
    unit.variants[0].annotations.add_note("단추 이름");
    unit.set_id("btn-<7>");
    unit.set_created(crate::unit::date::parse("20260301T090000Z").unwrap());
    unit.set_prop("x-project", "설정 \"창\"");
    unit
}

#[test]
fn the_unit_read_is_the_unit_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("기억.jjak");
    let mut store = Store::open(&path).unwrap();
    let mut place = Place { document: Some("menu.html".into()), ..Place::default() };
    store.add(&[rich(), unit("열기", "Open")], &mut place).unwrap();
    drop(store);
    let store = Store::open_existing(&path).unwrap();
    let first = store.get(1).unwrap().unwrap();
    assert_eq!(first.unit, rich());
    assert_eq!(first.document.as_deref(), Some("menu.html"));
    assert_eq!(first.created.as_deref(), Some("20260301T090000Z"));
    assert_eq!(store.text(1, 0).unwrap().as_deref(), Some("저장 & 닫기"));
    assert_eq!((store.next_of(1).unwrap(), store.next_of(2).unwrap()), (Some(2), None));
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
}

#[test]
fn what_is_there_already_is_not_added_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&folder.path().join("m.jjak")).unwrap();
    let units = [unit("열기", "Open"), unit("열기", "Unlock"), unit("열기", "Open")];
    let added = store.add(&units, &mut Place::default()).unwrap();
    assert_eq!(added, Added { added: 2, known: 1 });
    let again = store.add(&units, &mut Place::default()).unwrap();
    assert_eq!(again, Added { added: 0, known: 3 });
    assert_eq!(store.stats().unwrap().units, 2);
    assert_eq!(store.remove(&[1, 99]).unwrap(), 1);
    store.compact().unwrap();
    store.add(&units[..1], &mut Place::default()).unwrap();
    assert_eq!(store.last_number().unwrap(), 3);
}

#[test]
fn units_may_name_their_document_themselves() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&folder.path().join("m.jjak")).unwrap();
    let of = |document: &str, ko: &str| {
        let mut unit = unit(ko, "text");
        unit.set_prop(crate::unit::DOCUMENT_PROP, document);
        unit
    };
    let units = [
        of("봄.txt", "꽃이 핀다."),
        of("봄.txt", "비가 온다."),
        of("가을.txt", "잎이 진다."),
        of("가을.txt", "해가 짧다."),
        unit("차례", "Contents"),
    ];
    let mut place = Place { document: Some("모음.tmx".into()), ..Place::default() };
    store.add(&units[..3], &mut place).unwrap();
    store.add(&units[3..], &mut place).unwrap();
    let stored = |number| store.get(number).unwrap().unwrap();
    let documents = [1, 2, 3, 4, 5].map(|number| stored(number).document.unwrap());
    assert_eq!(documents, ["봄.txt", "봄.txt", "가을.txt", "가을.txt", "모음.tmx"]);
    let before = [1, 2, 3, 4, 5].map(|number| stored(number).previous);
    assert_eq!(before, [None, Some(1), None, Some(3), None]);
}

#[test]
fn other_files_are_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("a.tmx");
    std::fs::write(&text, "<tmx version=\"1.4\"></tmx>".repeat(50)).unwrap();
    assert!(Store::open(&text).unwrap_err().to_string().contains("not a memory"));
    let other = folder.path().join("b.sqlite");
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    assert!(Store::open(&other).unwrap_err().to_string().contains("not a memory"));
    let missing = Store::open_existing(&folder.path().join("none")).unwrap_err().to_string();
    assert!(missing.contains("jjak tm import"), "{missing}");
}

#[test]
fn a_full_disk_is_said_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.jjak");
    let mut store = Store::open(&path).unwrap();
    let mut place = Place::default();
    store.add(&[unit("열기", "Open")], &mut place).unwrap();
    let pages: i64 = store.db.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    store.db.pragma_update(None, "max_page_count", pages + 4).unwrap();
    let many: Vec<Unit> = (0..2_000).map(|n| unit(&format!("{n}번 문서"), "Document")).collect();
    let error = store.add(&many, &mut place).unwrap_err().to_string();
    assert!(error.contains("make room") && error.contains("m.jjak"), "{error}");
    assert_eq!(place.previous, Some(1), "the next batch follows what is there");
    drop(store);
    let mut store = Store::open(&path).unwrap();
    assert_eq!((store.check().unwrap(), store.stats().unwrap().units), (vec![], 1));
    store.add(&many, &mut place).unwrap();
    assert_eq!(store.stats().unwrap().units, 2_001);
}
