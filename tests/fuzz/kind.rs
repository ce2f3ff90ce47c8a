//! The formats, and how each is read to its end.

use std::io::{BufReader, Cursor, Write};
use std::path::Path;

use jjak::error::Result;
use jjak::formats::{Placed, jsonl, po, sdltm, tsv, wordfast, xliff, xlsx};
use jjak::glossary::format::Format;
use jjak::lang::tag::LangTag;
use jjak::text::decode::{self, Hints, Stream};
use jjak::tmx::{self, Reader, Rewriter, Statistics, Writer};
use jjak::unit::Unit;

/// A format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Tmx,
    TmxGz,
    TmxZip,
    Tsv,
    Quoted,
    Jsonl,
    Xliff,
    Xliff2,
    Po,
    Wordfast,
    Sdltm,
    Xlsx,
    Tbx,
}

impl Kind {
    pub const ALL: [Kind; 13] = [
        Kind::Tmx,
        Kind::TmxGz,
        Kind::TmxZip,
        Kind::Tsv,
        Kind::Quoted,
        Kind::Jsonl,
        Kind::Xliff,
        Kind::Xliff2,
        Kind::Po,
        Kind::Wordfast,
        Kind::Sdltm,
        Kind::Xlsx,
        Kind::Tbx,
    ];

    pub fn ending(self) -> &'static str {
        match self {
            Kind::Tmx => "tmx",
            Kind::TmxGz => "tmx.gz",
            Kind::TmxZip => "zip",
            Kind::Tsv => "tsv",
            Kind::Quoted => "quoted.tsv",
            Kind::Jsonl => "jsonl",
            Kind::Xliff => "xliff",
            Kind::Xliff2 => "xlf",
            Kind::Po => "po",
            Kind::Wordfast => "txt",
            Kind::Sdltm => "sdltm",
            Kind::Xlsx => "xlsx",
            Kind::Tbx => "tbx",
        }
    }

    pub fn is_packed(self) -> bool {
        matches!(self, Kind::TmxGz | Kind::TmxZip | Kind::Xlsx)
    }

    /// What means something in the format.
    pub fn tokens(self) -> &'static [&'static str] {
        match self {
            Kind::Tmx | Kind::TmxGz | Kind::TmxZip => &[
                "<tu>",
                "</tu>",
                "<tuv xml:lang=\"ko\">",
                "</tuv>",
                "<seg>",
                "</seg>",
                "<bpt i=\"1\"/>",
                "<ept i=\"1\">",
                "</ept>",
                "<hi>",
                "</hi>",
                "<sub>",
                "</sub>",
                "<ph>",
                "</ph>",
                "<it pos=\"begin\">",
                "<ut>",
                "<note>",
                "</note>",
                "<prop type=\"x\">",
                "</prop>",
                "<ude name=\"u\">",
                "<map unicode=\"#xF8FF\"/>",
                "</body>",
                "</tmx>",
                "<body>",
                "<header/>",
                "<header",
                " xml:lang=\"\"",
                " tuid=\"1\"",
                "<x:seg>",
                "<t5:n/>",
                " xmlns:x=\"http://www.lisa.org/tmx14\"",
                " changedate=\"20260101T000000Z\"",
                " encoding=\"utf-16\"",
            ],
            Kind::Tsv | Kind::Quoted => {
                &["\\t", "\\n", "\\", "\"\"", "\t\t", "ko\ten\n", "source\ttarget\n"]
            }
            Kind::Jsonl => &[
                "{\"variants\":[]}",
                "\"text\":\"\"",
                "\"content\":[",
                "{\"code\":\"ph\"}",
                "\"lang\":",
                "null",
                "1e999",
                "\\ud800",
            ],
            Kind::Xliff | Kind::Xliff2 => &[
                "<trans-unit id=\"1\">",
                "</trans-unit>",
                "<unit id=\"1\">",
                "</unit>",
                "<segment>",
                "</segment>",
                "<source>",
                "</source>",
                "<target>",
                "</target>",
                "<source/>",
                "<target/>",
                "<g id=\"1\">",
                "</g>",
                "<x id=\"1\"/>",
                "<pc id=\"1\">",
                "</pc>",
                "<sc id=\"1\"/>",
                "<ec startRef=\"1\"/>",
                "<mrk mtype=\"seg\" mid=\"1\">",
                "</mrk>",
                "<seg-source>",
                "</seg-source>",
                "<alt-trans>",
                "</alt-trans>",
                "<note>",
                "<notes>",
                "</notes>",
                "<originalData>",
                "<data id=\"d1\">",
                "</file>",
                "</xliff>",
                " version=\"2.0\"",
                " translate=\"no\"",
                " target-language=\"ko\"",
            ],
            Kind::Po => &[
                "msgid \"\"\n",
                "msgstr \"\"\n",
                "msgstr[0] \"a\"\n",
                "msgid_plural \"b\"\n",
                "msgctxt \"c\"\n",
                "\"more\"\n",
                "#, fuzzy\n",
                "#| msgid \"a\"\n",
                "#~ msgid \"a\"\n",
                "#. note\n",
                "\\",
                "\"\n\n",
                "charset=euc-kr",
                "Language: \\n",
            ],
            Kind::Wordfast => {
                &["&'93;", "&'zz;", "&'", "\t", "\t\t\t\t\t\t\t", "%Wordfast", "KO-KR", "~"]
            }
            Kind::Sdltm => &["<Tag>", "</Tag>", "<Value>", "</Segment>", "SQLite", "\0\0\0\0"],
            Kind::Xlsx => &[
                "<row r=\"1048576\">",
                "<c r=\"XFD1048576\" t=\"s\"><v>9999</v></c>",
                "<c r=\"ZZZZZZ9\"/>",
                "<v>",
                "</v>",
                "<is><t>",
                "</row>",
                "<dimension ref=\"A1:XFD1048576\"/>",
                " t=\"s\"",
                " t=\"e\"",
                "</sheetData>",
                "<c r=\"A0\"><v>1</v></c>",
            ],
            Kind::Tbx => &[
                "<termEntry>",
                "</termEntry>",
                "<langSet xml:lang=\"ko\">",
                "</langSet>",
                "<tig>",
                "<term>",
                "</term>",
                "<conceptEntry>",
                "<langSec xml:lang=\"en\">",
                "<termSec>",
                "<descrip type=\"x\">",
                "</martif>",
                "</tbx>",
            ],
        }
    }

    /// Reads a file of this kind as far as it goes, and writes again what must be written; how
    /// many units there were.
    ///
    /// # Panics
    /// When what was read cannot be written and read back.
    pub fn read(self, bytes: &[u8]) -> usize {
        let (ko, en) = (LangTag::ko_kr(), LangTag::en_us());
        match self {
            Kind::Tmx => read_tmx(bytes),
            Kind::TmxGz | Kind::TmxZip => in_file(bytes, |path| {
                let strict = Reader::open(path).map_or(0, units);
                let lenient = tmx::open(path).and_then(|(input, _)| Reader::lenient(input));
                lenient.map_or(strict, units)
            }),
            Kind::Tsv | Kind::Quoted => {
                let mut options = tsv::Options::new(ko, en);
                if self == Kind::Quoted {
                    options.style = tsv::Style::Quoted;
                }
                stream(bytes, None, |input| all(tsv::Reader::new(input, &options)))
            }
            Kind::Jsonl => all(Ok(jsonl::Reader::new(bytes))),
            Kind::Xliff | Kind::Xliff2 => {
                refill_xliff(bytes);
                stream(bytes, Some(decode::XML), |input| all(Ok(xliff::Reader::new(input))))
            }
            Kind::Po => {
                refill_po(bytes);
                stream(bytes, Some(decode::CHARSET), |input| {
                    all(Ok(po::Reader::new(input, en, ko)))
                })
            }
            Kind::Wordfast => stream(bytes, None, |input| all(wordfast::Reader::new(input))),
            Kind::Sdltm => in_file(bytes, |path| all(sdltm::Reader::open(path))),
            Kind::Xlsx => all(xlsx::Reader::new(Cursor::new(bytes.to_vec()), ko, en)),
            Kind::Tbx => {
                let read = Format::Tbx3Dca.read(bytes, Path::new("a.tbx"), None);
                read.map_or(0, |(glossary, _)| glossary.entries.len())
            }
        }
    }
}

/// Decodes while reading, with a buffer that cuts characters.
fn stream(
    bytes: &[u8],
    label: Option<&'static str>,
    read: impl FnOnce(Stream<BufReader<&[u8]>>) -> usize,
) -> usize {
    let input = BufReader::with_capacity(61, bytes);
    Stream::new(input, Hints { encoding: None, label }).map_or(0, read)
}

/// All units up to the first error, of which there is no second.
fn all(reader: Result<impl Iterator<Item = Result<Placed>>>) -> usize {
    let Ok(reader) = reader else { return 0 };
    let (mut units, mut errors) = (0, 0);
    for placed in reader {
        assert_eq!(errors, 0, "an error is the last item");
        match placed {
            Ok(_) => units += 1,
            Err(error) => {
                errors += 1;
                assert!(!error.to_string().is_empty());
            }
        }
    }
    units
}

fn units(reader: impl Iterator<Item = Result<Unit>>) -> usize {
    reader.take_while(Result::is_ok).count()
}

/// What needs a file with a name.
fn in_file(bytes: &[u8], read: impl FnOnce(&Path) -> usize) -> usize {
    let mut file = tempfile::NamedTempFile::new().expect("room for a file");
    file.write_all(bytes).expect("room for a file");
    read(file.path())
}

/// Strict and lenient; what the lenient reader makes of it is written, anew and as a repair, and
/// read by the strict one.
fn read_tmx(bytes: &[u8]) -> usize {
    let _ = Reader::new(bytes).map(|mut reader| Statistics::of(&mut reader));
    let _ = Reader::lenient(bytes).map(|mut reader| tmx::lint::check(&mut reader, |_| {}));
    let strict = Reader::new(bytes).map_or(0, units);
    let Ok(mut reader) = Reader::lenient(BufReader::with_capacity(61, bytes)) else {
        return strict;
    };
    let (mut repaired, mut written) = (Vec::new(), Vec::new());
    let mut rewriter = Rewriter::new(&mut repaired, &reader, None).expect("memory");
    let mut writer = Writer::new(&mut written, reader.header()).expect("memory");
    let (mut count, mut texts) = (0, 0);
    while let Some(unit) = reader.next() {
        let Ok(unit) = unit else { return count };
        rewriter.keep(&reader, &unit).expect("memory");
        writer.write(&unit).expect("memory");
        count += 1;
        texts += usize::from(!unit.variants.is_empty());
    }
    rewriter.finish(&reader).expect("memory");
    writer.finish().expect("memory");
    for (how, file) in [("repaired", repaired), ("written", written)] {
        let again: Result<Vec<Unit>> = Reader::new(file.as_slice()).and_then(Iterator::collect);
        match again {
            // A unit without a text cannot be written; the writer's report counts those.
            Ok(again) => assert!((texts..=count).contains(&again.len()), "{how}: {}", again.len()),
            Err(error) => panic!("{how}: {error}\n{}", String::from_utf8_lossy(&file)),
        }
    }
    count
}

/// What is filled into, and is not, stays as it is.
fn refill_xliff(bytes: &[u8]) {
    let Ok(text) = String::from_utf8(bytes.to_vec()) else { return };
    let charset = jjak::formats::fill::Charset::new("UTF-8", false);
    let Ok(file) = xliff::fill::File::read(text.clone(), charset) else { return };
    let mut same = Vec::new();
    file.write(&vec![None; file.segments().len()], &mut same).expect("memory");
    assert_eq!(String::from_utf8_lossy(&same), text);
}

fn refill_po(bytes: &[u8]) {
    let Ok(text) = String::from_utf8(bytes.to_vec()) else { return };
    let charset = jjak::formats::fill::Charset::new("UTF-8", false);
    let Ok(file) = po::fill::Catalogue::read(text.clone(), charset) else { return };
    let mut same = Vec::new();
    file.write(&vec![None; file.segments().len()], &mut same).expect("memory");
    assert_eq!(String::from_utf8_lossy(&same), text);
}
