//! A valid file of every format, with all that the format can hold.

use std::io::{Cursor, Read, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use jjak::formats::{jsonl, tsv, xliff, xlsx};
use jjak::lang::tag::LangTag;
use jjak::tmx::{Header, Writer};
use jjak::unit::{Code, CodeKind, Content, Unit, Variant};

use crate::kind::Kind;

const SEGMENTED: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"><file original=\"a.docx\" \
    source-language=\"ko-KR\" target-language=\"en-US\" datatype=\"x\"><header><note>파일</note></header><body>\n\
    <group translate=\"no\"><trans-unit id=\"g\"><source>GPU</source><target>GPU</target></trans-unit></group>\n\
    <trans-unit id=\"1\" approved=\"yes\"><source>수율이 <g id=\"1\">올랐다</g>.<x id=\"2\"/> 끝.</source>\
    <seg-source><mrk mtype=\"seg\" mid=\"1\">수율이 <g id=\"1\">올랐다</g>.</mrk><x id=\"2\"/> <mrk mtype=\"seg\" mid=\"2\">끝.</mrk></seg-source>\
    <target state=\"final\"><mrk mtype=\"seg\" mid=\"1\">Yields <g id=\"1\">rose</g>.</mrk><x id=\"2\"/> <mrk mtype=\"seg\" mid=\"2\">End &amp; out.</mrk></target>\
    <note from=\"kim\">확인</note><alt-trans match-quality=\"90%\"><source>수율</source><target>Yield</target></alt-trans></trans-unit>\n\
    <trans-unit id=\"2\"><source>칩 <bpt id=\"1\">&lt;b></bpt>굵게<ept id=\"1\">&lt;/b></ept><ph id=\"3\">%d</ph><it id=\"4\" pos=\"open\">[</it></source>\
    <target>Chip</target></trans-unit>\n</body></file></xliff>\n";

const CATALOGUE: &str = "# 우리 프로그램\nmsgid \"\"\nmsgstr \"\"\n\"Language: ko\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\n\
    # 메뉴\n#. shown in the menu\n#: main.c:3\n#, c-format\nmsgctxt \"menu\"\nmsgid \"\"\n\"Open \"\n\"%s\\n\"\nmsgstr \"%s 열기\\n\"\n\n\
    #, fuzzy\n#| msgid \"Close\"\nmsgid \"Close it\"\nmsgstr \"닫기\"\n\n\
    msgid \"%d file\"\nmsgid_plural \"%d files\"\nmsgstr[0] \"파일 %d개\"\n\n#~ msgid \"old\"\n#~ msgstr \"옛\"\n";

const TERMS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<martif type=\"TBX\" xml:lang=\"ko\"><martifHeader><fileDesc>\
    <sourceDesc><p>용어</p></sourceDesc></fileDesc></martifHeader><text><body>\
    <termEntry id=\"1\"><descrip type=\"definition\">좋은 칩의 몫</descrip><langSet xml:lang=\"ko\"><tig><term>수율</term></tig></langSet>\
    <langSet xml:lang=\"en\"><tig><term>yield</term><termNote type=\"administrativeStatus\">preferredTerm-admn-sts</termNote></tig>\
    <tig><term>water rate</term><termNote type=\"administrativeStatus\">deprecatedTerm-admn-sts</termNote></tig></langSet></termEntry>\
    </body></text></martif>\n";

const WORDFAST: &str = "%20260301~090000\t%User\t%TU=2\t%KO-KR\t%Wordfast TM v.5\t%EN-US\t%\r\n\
    20260301~091500\tKIM\t3\tKO-KR\t&'93;수율&'94;이 올랐다\tEN-US\tYields rose\t경제\r\n\
    20260301~091600\tLEE\t0\tKO-KR\t칩\tEN-US\tchip\t\t\r\n";

fn units() -> Vec<Unit> {
    let side = |lang: LangTag, text: &str, bold: &str| {
        let mut content = Content::from_text(text);
        content.push_code(Code::new(CodeKind::Bpt, "<b>").with("i", "1").with("x", "1"));
        content.push_str(bold);
        content.push_code(Code::new(CodeKind::Ept, "</b>").with("i", "1"));
        content.push_code(Code::new(CodeKind::Ph, "<br/>").with("x", "2"));
        Variant::new(lang, content)
    };
    let mut full = Unit::pair(
        side(LangTag::ko_kr(), "한빛전자의 R&D는 ", "3% 늘었다"),
        side(LangTag::en_us(), "R&D at Hanbit ", "grew 3%"),
    );
    full.set_id("기사-1");
    full.set_prop("x-document", "기사.txt");
    full.annotations.add_note("확인");
    full.attributes.set("changedate", "20260301T090000Z");
    let plain = |one: &str, two: &str| {
        Unit::pair(Variant::text(LangTag::ko_kr(), one), Variant::text(LangTag::en_us(), two))
    };
    vec![full, plain("줄\n바꿈\t탭 \\ \"따옴\"", "line\nbreak"), plain("칩 😀", "chip")]
}

/// The file.
pub fn of(kind: Kind) -> Vec<u8> {
    let (ko, en) = (LangTag::ko_kr(), LangTag::en_us());
    let mut out = Vec::new();
    match kind {
        Kind::Tmx => {
            let created = jjak::unit::date::parse("20260301T090000Z").expect("a date");
            let mut writer = Writer::new(&mut out, &Header::new(&ko, created)).expect("memory");
            units().iter().for_each(|unit| writer.write(unit).expect("memory"));
            writer.finish().expect("memory");
        }
        Kind::TmxGz | Kind::TmxZip | Kind::Xlsx => return packed(kind, <[u8]>::to_vec),
        Kind::Tsv | Kind::Quoted => {
            let mut options = tsv::Options::new(ko, en);
            if kind == Kind::Quoted {
                options.style = tsv::Style::Quoted;
            }
            let mut writer = tsv::Writer::new(&mut out, options).expect("memory");
            units().iter().for_each(|unit| writer.write(unit).expect("memory"));
            writer.finish().expect("memory");
        }
        Kind::Jsonl => {
            units().iter().for_each(|unit| jsonl::write(&mut out, unit).expect("memory"));
        }
        Kind::Xliff => out.extend(SEGMENTED.bytes()),
        Kind::Xliff2 => {
            let version = xliff::Version::V2_0;
            let mut writer = xliff::Writer::new(&mut out, version, ko, en).expect("memory");
            units().iter().for_each(|unit| writer.write(unit).expect("memory"));
            writer.finish().expect("memory");
        }
        Kind::Po => out.extend(CATALOGUE.bytes()),
        Kind::Wordfast => out.extend(WORDFAST.bytes()),
        Kind::Sdltm => return memory(),
        Kind::Tbx => out.extend(TERMS.bytes()),
    }
    out
}

/// A packed file whose inside was changed: the TMX file, or a part of the workbook.
pub fn packed(kind: Kind, change: impl FnOnce(&[u8]) -> Vec<u8>) -> Vec<u8> {
    match kind {
        Kind::TmxGz => {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(&change(&of(Kind::Tmx))).expect("memory");
            encoder.finish().expect("memory")
        }
        Kind::TmxZip => zipped([("기억.tmx".to_string(), change(&of(Kind::Tmx)))]),
        _ => {
            let mut parts = parts(&workbook());
            let inside: Vec<u8> = parts.iter().flat_map(|(_, part)| part.clone()).collect();
            let mut changed = change(&inside);
            // The change may be in any part: all but the last keep their length.
            let last = parts.len() - 1;
            for (_, part) in &mut parts[..last] {
                let rest = changed.split_off(part.len().min(changed.len()));
                *part = std::mem::replace(&mut changed, rest);
            }
            parts[last].1 = changed;
            zipped(parts)
        }
    }
}

fn workbook() -> Vec<u8> {
    let mut writer =
        xlsx::Writer::new(LangTag::ko_kr(), LangTag::en_us(), Vec::new()).expect("memory");
    units().iter().for_each(|unit| writer.write(unit).expect("memory"));
    let mut bytes = Cursor::new(Vec::new());
    writer.finish(&mut bytes).expect("memory");
    bytes.into_inner()
}

/// The files in an archive, the sheet last.
fn parts(archive: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).expect("an archive");
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("a file");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("memory");
        parts.push((file.name().expect("a name").into_owned(), bytes));
    }
    parts.sort_by_key(|(name, _)| name.contains("sheet1.xml"));
    parts
}

fn zipped(parts: impl IntoIterator<Item = (String, Vec<u8>)>) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("memory");
        archive.write_all(&bytes).expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}

/// A Trados memory.
fn memory() -> Vec<u8> {
    let folder = tempfile::tempdir().expect("room for a folder");
    let path = folder.path().join("m.sdltm");
    let memory = rusqlite::Connection::open(&path).expect("a database");
    let segment = |text: &str, lang: &str| {
        format!(
            "<Segment><Elements><Tag><Type>Start</Type><Anchor>1</Anchor><TagID>pt3</TagID></Tag><Text><Value>{text}</Value>\
             </Text><Tag><Type>End</Type><Anchor>1</Anchor></Tag></Elements><CultureName>{lang}</CultureName></Segment>"
        )
    };
    memory
        .execute_batch(
            "CREATE TABLE translation_memories(id INTEGER, source_language TEXT, target_language TEXT);
             CREATE TABLE translation_units(id INTEGER PRIMARY KEY, translation_memory_id INT, source_segment TEXT,
             target_segment TEXT, creation_date TEXT, creation_user TEXT, change_date TEXT, change_user TEXT,
             last_used_date TEXT, usage_counter INT);
             INSERT INTO translation_memories VALUES (1, 'ko-KR', 'en-US');",
        )
        .expect("a table");
    let insert = "INSERT INTO translation_units VALUES (NULL, 1, ?1, ?2, '2026-03-01 09:00:00', 'kim', '', '', '', 4)";
    for (ko, en) in [("칩", "chip"), ("수율", "yield")] {
        memory.execute(insert, [segment(ko, "ko-KR"), segment(en, "en-US")]).expect("a row");
    }
    drop(memory);
    std::fs::read(&path).expect("the database")
}
