//! Reading and writing TMX, through the library's own door.

mod accounts;
mod bombs;
mod commands;
mod languages;
mod linting;
mod packed;
mod pieces;
mod property;
mod reading;
mod repairing;
mod rewriting;
mod samples;
mod shape;
mod streams;
mod table;
mod writing;

use jjak::error::Result;
use jjak::lang::tag::LangTag;
use jjak::tmx::{Header, Reader, Report, Writer};
use jjak::unit::Unit;

fn header() -> Header {
    let created = jjak::unit::date::parse("20260301T090000Z").unwrap();
    Header::new(&LangTag::ko_kr(), created)
}

fn read(bytes: &[u8]) -> Result<Vec<Unit>> {
    Reader::new(bytes)?.collect()
}

fn write(units: &[Unit]) -> (String, Report) {
    write_with(&header(), units)
}

fn write_with(header: &Header, units: &[Unit]) -> (String, Report) {
    let mut bytes = Vec::new();
    let mut writer = Writer::new(&mut bytes, header).unwrap();
    for unit in units {
        writer.write(unit).unwrap();
    }
    let report = writer.finish().unwrap();
    (String::from_utf8(bytes).unwrap(), report)
}

/// A file of version 1.4 with these units in its body.
fn file(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n<header \
         creationtool=\"손으로\" creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"x\" \
         adminlang=\"en\" srclang=\"ko-KR\" datatype=\"plaintext\"/>\n<body>\n{body}\n</body>\n</tmx>\n"
    )
}

/// A unit of these segments, given as markup.
fn tu(ko: &str, en: &str) -> String {
    format!(
        "<tu><tuv xml:lang=\"ko-KR\"><seg>{ko}</seg></tuv><tuv xml:lang=\"en-US\"><seg>{en}</seg></tuv></tu>"
    )
}

/// Korean and English text of a unit.
fn texts(unit: &Unit) -> (String, String) {
    let pair = unit.as_pair(1, &LangTag::ko_kr(), &LangTag::en_us()).expect("both languages");
    (pair.source.into_owned(), pair.target.into_owned())
}
