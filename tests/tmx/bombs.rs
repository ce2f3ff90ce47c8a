//! Small files that unpack to more than any memory: refused with a message, or read piece by piece.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::commands::Desk;
use super::{file, tu};

const CONTENT_TYPES: &str =
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
const RELS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
const BOOK_RELS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
const BOOK: &str = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>\
    <sheet name=\"1\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";

/// A workbook with this in its sheet, these texts and these styles.
fn workbook(rows: &str, texts: &str, styles: &str) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let styles = format!("<styleSheet>{styles}</styleSheet>");
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_level(Some(1));
    for (name, text) in [
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", RELS),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS),
        ("xl/worksheets/sheet1.xml", &sheet),
        ("xl/sharedStrings.xml", texts),
        ("xl/styles.xml", &styles),
    ] {
        zip.start_file(name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const TEXTS: &str = "<sst uniqueCount=\"4\"><si><t>ko</t></si><si><t>en</t></si>\
    <si><t>수율</t></si><si><t>yield</t></si></sst>";
const HEAD: &str =
    "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>";
const PAIR: &str =
    "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>2</v></c><c r=\"B2\" t=\"s\"><v>3</v></c></row>";

#[test]
fn a_workbook_of_texts_kept_apart_is_read() {
    let desk = Desk::new(&[]);
    std::fs::write(desk.path("a.xlsx"), workbook(&format!("{HEAD}{PAIR}"), TEXTS, "")).unwrap();
    let (code, out, said) = desk.run("convert a.xlsx -o - --to tsv");
    assert_eq!((code, out.as_str()), (0, "ko\ten\n수율\tyield\n"), "{said}");
}

#[test]
fn workbooks_that_unpack_to_too_much_are_refused() {
    let desk = Desk::new(&[]);
    let good = format!("{HEAD}{PAIR}");
    let claims = TEXTS.replace("\"4\"", "\"99999999999999\"");
    let many = format!("<sst>{}</sst>", "<si/>".repeat(8_000_001));
    let long = "가".repeat(6 << 20);
    let inline =
        format!("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{long}</t></is></c></row>");
    let attribute = format!("<row r=\"1\" x=\"{}\"/>", ">".repeat(17 << 20));
    let wide_text = format!("<sst><si><t>{}</t></si></sst>", "a".repeat(30_000));
    let wide: String = (0..2000).map(|_| "<c r=\"A1\" t=\"s\"><v>0</v></c>").collect();
    let wide = format!("<row r=\"1\">{wide}</row>");
    for (what, book, message) in [
        ("claims", workbook(&good, &claims, ""), "8000000 pieces of text"),
        ("many", workbook(&good, &many, ""), "8000000 pieces of text"),
        ("inline", workbook(&inline, TEXTS, ""), "more than 16 MB in one cell"),
        ("attribute", workbook(&attribute, TEXTS, ""), "more than 16 MB in one cell"),
        ("wide", workbook(&wide, &wide_text, ""), "more than 16 MB in one row"),
        ("styles", workbook(&good, TEXTS, &"<xf a=\"\"/>".repeat(7 << 20)), "xl/styles.xml"),
    ] {
        assert!(book.len() < 2 << 20, "{what} is small: {}", book.len());
        std::fs::write(desk.path("a.xlsx"), &book).unwrap();
        for command in ["tmx convert a.xlsx -o b.tmx", "glossary lint a.xlsx"] {
            let (code, _, said) = desk.run_any(command);
            assert_eq!(code, 2, "{what}: {said}");
            assert!(said.contains("a.xlsx") && said.contains(message), "{what}: {said}");
        }
        assert!(!desk.path("b.tmx").exists(), "{what}");
    }
}

#[test]
fn a_cell_in_the_last_corner_makes_no_room_for_those_between() {
    let desk = Desk::new(&[]);
    let corner = "<row r=\"1048576\"><c r=\"A1048576\" t=\"s\"><v>2</v></c>\
        <c r=\"B1048576\" t=\"s\"><v>3</v></c><c r=\"XFD1048576\" t=\"s\"><v>3</v></c></row>";
    let texts = TEXTS.replace(">ko<", ">source<").replace(">en<", ">target<");
    std::fs::write(desk.path("g.xlsx"), workbook(&format!("{HEAD}{corner}"), &texts, "")).unwrap();
    let (code, _, said) = desk.run_any("glossary convert g.xlsx g.tsv");
    assert_eq!(code, 0, "{said}");
    let table = std::fs::read_to_string(desk.path("g.tsv")).unwrap();
    assert!(table.contains("수율\tyield"), "{table}");
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

#[test]
fn databases_and_workbooks_that_are_packed_are_refused_by_name() {
    let desk = Desk::new(&[]);
    let database = b"SQLite format 3\0 and what follows";
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("기억.sdltm", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(database).unwrap();
    let zipped = zip.finish().unwrap().into_inner();
    let book = workbook(&format!("{HEAD}{PAIR}"), TEXTS, "");
    for (name, bytes, message) in [
        ("a.sdltm.gz", gzipped(database), "this Trados memory is packed with gzip"),
        ("a.sdltm", gzipped(database), "this Trados memory is packed with gzip"),
        ("b.sdltm", zipped.clone(), "this Trados memory is packed with zip"),
        ("a.jjak", gzipped(database), "this memory is packed with gzip"),
        ("a.xlsx.gz", gzipped(&book), "this workbook is packed with gzip"),
        ("a.zip", zipped, "this is a database, not a TMX file"),
        ("a.tmx.gz", gzipped(database), "this is a database, not a TMX file"),
    ] {
        std::fs::write(desk.path(name), bytes).unwrap();
        let (code, _, said) = desk.run(&format!("convert {name} -o c.tmx"));
        assert_eq!(code, 2, "{name}: {said}");
        assert!(said.contains(name) && said.contains(message), "{name}: {said}");
        assert!(said.contains("help: unpack it"), "{name}: {said}");
    }
}

#[test]
fn packed_text_of_any_format_is_bounded_by_its_largest_unit() {
    let desk = Desk::new(&[("a.tmx", &file(&tu("수율", "yield")))]);
    let endless = "a".repeat(17 << 20);
    for (name, text) in [
        ("a.tsv.gz", endless.clone()),
        ("a.jsonl.gz", endless.clone()),
        ("a.po.gz", format!("msgid \"{endless}")),
        ("a.xlf.gz", format!("<xliff version=\"1.2\"><file><body><trans-unit><source>{endless}")),
        ("a.tmx.gz", file(&format!("<tu><tuv xml:lang=\"ko\"><seg>{endless}"))),
    ] {
        std::fs::write(desk.path(name), gzipped(text.as_bytes())).unwrap();
        let (code, _, said) = desk.run(&format!("convert {name} -o c.tmx"));
        assert_eq!(code, 2, "{name}: {said}");
        assert!(
            said.contains(name) && said.contains("more than 16 MB in one unit"),
            "{name}: {said}"
        );
    }
}
