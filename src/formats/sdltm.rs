//! Trados Studio memories (`.sdltm`): an SQLite database, read only.
//!
//! The format is not published; this reads what can be seen in memories: `translation_units` with
//! the segments as XML, in which `Tag` elements are inline codes (`Anchor` pairs them in the
//! segment, `AlignmentAnchor` between the languages), and custom fields as attributes.

use std::path::{Path, PathBuf};

use quick_xml::events::Event;
use rusqlite::{Connection, OpenFlags, Row};

use super::Placed;
use crate::error::{Error, Result};
use crate::lang::tag::LangTag;
use crate::unit::{Code, CodeKind, Content, Unit, Variant};

/// Units after one of this number, so many of them.
const UNITS: &str = "SELECT t.rowid, t.source_segment, t.target_segment, t.creation_date, \
    t.creation_user, t.change_date, t.change_user, t.last_used_date, t.usage_counter, \
    m.source_language, m.target_language, t.id \
    FROM translation_units t JOIN translation_memories m ON m.id = t.translation_memory_id \
    WHERE t.rowid > ?1 ORDER BY t.rowid LIMIT ?2";
/// How many units are asked for at once.
const PAGE: u32 = 256;

/// Custom fields of a unit: name and value. Memories of some ages lack one table or another.
const FIELDS: &[&str] = &[
    "SELECT a.name, v.value FROM string_attributes v JOIN attributes a ON a.id = v.attribute_id \
     WHERE v.translation_unit_id = ?1",
    "SELECT a.name, CAST(v.value AS TEXT) FROM numeric_attributes v \
     JOIN attributes a ON a.id = v.attribute_id WHERE v.translation_unit_id = ?1",
    "SELECT a.name, v.value FROM date_attributes v JOIN attributes a ON a.id = v.attribute_id \
     WHERE v.translation_unit_id = ?1",
    "SELECT a.name, p.value FROM picklist_attributes v \
     JOIN picklist_values p ON p.id = v.picklist_value_id \
     JOIN attributes a ON a.id = p.attribute_id WHERE v.translation_unit_id = ?1",
];

/// Reads a memory, in the order in which its units were made.
pub struct Reader {
    path: PathBuf,
    memory: Connection,
    /// Number of the unit that was read last.
    last: i64,
    /// Units that were read and wait.
    page: std::vec::IntoIter<Unit>,
    done: bool,
}

impl Reader {
    /// Opens a memory.
    ///
    /// # Errors
    /// `Kind::Io` when the file cannot be read, `Kind::Malformed` when it is no such memory; both
    /// name it, as do those of reading on.
    pub fn open(path: &Path) -> Result<Self> {
        // What is missing must be told as such: SQLite says only that it cannot open the file.
        std::fs::metadata(path).map_err(|error| Error::io(path, error))?;
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let memory = Connection::open_with_flags(path, flags);
        let memory = memory.map_err(|error| explain(path, error))?;
        memory.prepare(UNITS).map_err(|error| explain(path, error))?;
        let (path, page) = (path.to_path_buf(), Vec::new().into_iter());
        Ok(Reader { path, memory, last: i64::MIN, page, done: false })
    }

    /// The next units; none at the end.
    fn read_page(&mut self) -> Result<Vec<Unit>> {
        let explain = |error| explain(&self.path, error);
        let mut units = self.memory.prepare_cached(UNITS).map_err(explain)?;
        let fields = FIELDS.iter().filter_map(|sql| self.memory.prepare_cached(sql).ok());
        let mut fields: Vec<_> = fields.collect();
        let mut rows = units.query((self.last, PAGE)).map_err(explain)?;
        let mut page = Vec::new();
        while let Some(row) = rows.next().map_err(explain)? {
            let number: i64 = row.get(0).map_err(explain)?;
            // A damaged index hands out the same rows for ever.
            if number <= self.last {
                return Err(out_of_order(&self.path));
            }
            self.last = number;
            let id: i64 = row.get(11).map_err(explain)?;
            let mut unit = read_unit(row).map_err(explain)?.map_err(|error| {
                error.in_unit(usize::try_from(id).unwrap_or_default()).in_file(&self.path)
            })?;
            for field in &mut fields {
                let pair = |row: &Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?));
                for pair in field.query_map([id], pair).map_err(explain)? {
                    let (name, value) = pair.map_err(explain)?;
                    unit.annotations.add_prop(format!("x-{name}"), value);
                }
            }
            page.push(unit);
        }
        Ok(page)
    }
}

impl Iterator for Reader {
    type Item = Result<Placed>;

    /// The next unit, which has no line; an error is the last item.
    fn next(&mut self) -> Option<Self::Item> {
        if self.page.len() == 0 && !self.done {
            match self.read_page() {
                Ok(page) => {
                    self.done = page.is_empty();
                    self.page = page.into_iter();
                }
                Err(error) => {
                    self.done = true;
                    return Some(Err(error));
                }
            }
        }
        self.page.next().map(|unit| Ok(Placed { unit, line: None }))
    }
}

fn out_of_order(path: &Path) -> Error {
    let error = Error::malformed("the units of this Trados memory are out of order: it is damaged");
    error.in_file(path).cure("export it from Trados Studio as .tmx, or take a copy of it")
}

fn explain(path: &Path, error: rusqlite::Error) -> Error {
    let message = format!("this cannot be read as a Trados memory: {error}");
    Error::malformed(message).in_file(path).cure("give an .sdltm file of Trados Studio")
}

fn read_unit(row: &Row<'_>) -> rusqlite::Result<Result<Unit>> {
    let text = |index: usize| row.get::<_, Option<String>>(index).map(Option::unwrap_or_default);
    let variant = |segment: String, lang: String| -> Result<Variant> {
        let (content, own) = read_segment(&segment)?;
        Ok(Variant::new(LangTag::new(own.as_deref().unwrap_or(&lang)), content))
    };
    let (source, target) = (variant(text(1)?, text(9)?), variant(text(2)?, text(10)?));
    let (source, target) = match (source, target) {
        (Ok(source), Ok(target)) => (source, target),
        (Err(error), _) | (_, Err(error)) => return Ok(Err(error)),
    };
    let mut unit = Unit::pair(source, target);
    for (index, name) in [(3, "creationdate"), (5, "changedate"), (7, "lastusagedate")] {
        // `2026-03-01 09:00:00`, in UTC, with or without fractions.
        let written = text(index)?.replacen(' ', "T", 1);
        let written = written.split('.').next().unwrap_or_default();
        if let Some(when) = crate::unit::date::parse(written) {
            unit.attributes.set(name, crate::unit::date::format(when));
        }
    }
    for (index, name) in [(4, "creationid"), (6, "changeid")] {
        let user = text(index)?;
        if !user.is_empty() {
            unit.attributes.set(name, user);
        }
    }
    unit.attributes.set("usagecount", row.get::<_, i64>(8)?.to_string());
    Ok(Ok(unit))
}

/// A tag while it is being read.
#[derive(Default)]
struct Tag {
    kind: String,
    anchor: String,
    partner: String,
    id: String,
    equivalent: String,
}

impl Tag {
    fn into_code(self) -> Code {
        let kind = match self.kind.as_str() {
            "Start" => CodeKind::Bpt,
            "End" => CodeKind::Ept,
            _ => CodeKind::Ph,
        };
        let mut code = Code::new(kind.clone(), self.equivalent);
        if kind != CodeKind::Ph {
            code.attributes.set("i", self.anchor);
        }
        if kind != CodeKind::Ept {
            for (name, value) in [("x", self.partner), ("type", self.id)] {
                if !value.is_empty() && value != "0" {
                    code.attributes.set(name, value);
                }
            }
        }
        code
    }
}

/// The content of a segment, and the language it names.
fn read_segment(xml: &str) -> Result<(Content, Option<String>)> {
    let wrong = |error: String| Error::malformed(format!("a segment cannot be read: {error}"));
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut content, mut lang, mut tag) = (Content::default(), None, None::<Tag>);
    let mut text = String::new();
    loop {
        match reader.read_event().map_err(|error| wrong(error.to_string()))? {
            Event::Start(start) => {
                text.clear();
                if start.name().into_inner() == "Tag" {
                    tag = Some(Tag::default());
                }
            }
            Event::Text(run) => text.push_str(&run),
            Event::CData(run) => text.push_str(&run),
            Event::GeneralRef(name) => {
                match quick_xml::escape::unescape(&format!("&{};", &*name)) {
                    Ok(resolved) => text.push_str(&resolved),
                    Err(error) => return Err(wrong(error.to_string())),
                }
            }
            Event::End(end) => {
                let text = std::mem::take(&mut text);
                match (end.name().into_inner(), &mut tag) {
                    ("Value", _) => content.push_text(text),
                    ("CultureName", _) => lang = Some(text).filter(|lang| !lang.is_empty()),
                    ("Type", Some(tag)) => tag.kind = text,
                    ("Anchor", Some(tag)) => tag.anchor = text,
                    ("AlignmentAnchor", Some(tag)) => tag.partner = text,
                    ("TagID", Some(tag)) => tag.id = text,
                    ("TextEquivalent", Some(tag)) => tag.equivalent = text,
                    ("Tag", _) => {
                        if let Some(tag) = tag.take() {
                            content.push_code(tag.into_code());
                        }
                    }
                    _ => {}
                }
            }
            Event::Eof => return Ok((content, lang)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEMA: &str = "CREATE TABLE translation_memories(id INTEGER, source_language TEXT, target_language TEXT);
        CREATE TABLE translation_units(id INTEGER, translation_memory_id INT, source_segment TEXT, target_segment TEXT,
        creation_date TEXT, creation_user TEXT, change_date TEXT, change_user TEXT, last_used_date TEXT, usage_counter INT);
        INSERT INTO translation_memories VALUES (1, 'ko-KR', 'en-US');";

    #[test]
    fn reads_texts_codes_and_dates() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("기억.sdltm");
        let memory = Connection::open(&path).unwrap();
        memory.execute_batch(SCHEMA).unwrap();
        let segment = |text: &str, lang: &str| {
            format!(
                "<Segment><Elements><Tag><Type>Start</Type><Anchor>1</Anchor><AlignmentAnchor>2</AlignmentAnchor>\
                 <TagID>pt3</TagID></Tag><Text><Value>{text} &amp; AI</Value></Text><Tag><Type>End</Type>\
                 <Anchor>1</Anchor></Tag></Elements><CultureName>{lang}</CultureName></Segment>"
            )
        };
        let insert = "INSERT INTO translation_units VALUES (7, 1, ?1, ?2, '2026-03-01 09:00:00', 'kim', '', '', '', 4)";
        for _ in 0..2 * PAGE {
            memory.execute(insert, [segment("칩", "ko-KR"), segment("chip", "en-GB")]).unwrap();
        }
        let units: Vec<Unit> =
            Reader::open(&path).unwrap().map(|placed| placed.unwrap().unit).collect();
        assert_eq!(units.len(), 2 * PAGE as usize);
        let unit = &units[PAGE as usize];
        assert_eq!(
            unit.variants[0].content.markup(),
            "<bpt i=\"1\" x=\"2\" type=\"pt3\"/>칩 &amp; AI<ept i=\"1\"/>"
        );
        assert_eq!(unit.variants[1].lang, LangTag::new("en-GB"));
        assert_eq!(unit.attributes.get("creationdate"), Some("20260301T090000Z"));
        assert_eq!(
            (unit.attributes.get("usagecount"), unit.attributes.get("changedate")),
            (Some("4"), None)
        );
    }

    #[test]
    fn what_is_no_memory_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.sdltm");
        std::fs::write(&path, "no database").unwrap();
        let error = Reader::open(&path).err().unwrap().to_string();
        assert!(error.contains("a.sdltm") && error.contains("Trados"), "{error}");
    }
}
