//! XLIFF 1.2 and 2.0 (OASIS standards): bilingual files of segments with inline codes.
//!
//! Writing: a unit a `trans-unit` (1.2) or `unit` with one `segment` (2.0). In 1.2 the inline codes
//! of TMX have elements of their own; in 2.0 a pair is `sc` and `ec`, anything else `ph`, and the
//! native code goes to `originalData`.

mod element;
mod events;
pub mod fill;
mod read;
mod scan;
mod tag;

use std::io::Write;

use super::left_out::{LeftOut, Room};
use crate::error::{Error, Kind, Result};
use crate::lang::tag::LangTag;
use crate::unit::{Code, CodeKind, Content, Inline, Unit, markup};

pub use read::Reader;

/// Which XLIFF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// XLIFF 1.2 (2008), which CAT tools read and write most.
    V1_2,
    /// XLIFF 2.0 (2014).
    V2_0,
}

/// Writes an XLIFF file of the two languages.
pub struct Writer<W> {
    output: W,
    version: Version,
    langs: [LangTag; 2],
    units: usize,
    left_out: LeftOut,
}

impl<W: Write> Writer<W> {
    /// Begins a file.
    ///
    /// # Errors
    /// `Kind::Io` when the output cannot be written.
    pub fn new(output: W, version: Version, source: LangTag, target: LangTag) -> Result<Self> {
        let (from, to) = (source.as_str(), target.as_str());
        let start = match version {
            Version::V1_2 => format!(
                "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">\n  \
                 <file original=\"memory\" source-language=\"{from}\" target-language=\"{to}\" \
                 datatype=\"plaintext\">\n    <body>\n"
            ),
            Version::V2_0 => format!(
                "<xliff version=\"2.0\" xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" \
                 srcLang=\"{from}\" trgLang=\"{to}\">\n  <file id=\"f1\">\n"
            ),
        };
        let left_out = LeftOut::default();
        let mut writer = Writer { output, version, langs: [source, target], units: 0, left_out };
        writer.put(&format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{start}"))?;
        Ok(writer)
    }

    /// Writes a unit; one without both languages is left out and counted.
    ///
    /// # Errors
    /// `Kind::Io` when the output cannot be written.
    pub fn write(&mut self, unit: &Unit) -> Result<()> {
        let [source, target] = &self.langs;
        let (Some(source), Some(target)) = (unit.variant(source), unit.variant(target)) else {
            self.left_out.units += 1;
            return Ok(());
        };
        if std::ptr::eq(source, target) {
            self.left_out.units += 1;
            return Ok(());
        }
        self.units += 1;
        let room = Room { codes: true, id: true, notes: true, ..Room::default() };
        self.left_out.count(unit, [source, target], room);
        let mut text = String::new();
        match self.version {
            Version::V1_2 => {
                push_trans_unit(&mut text, self.units, unit, [&source.content, &target.content])
            }
            Version::V2_0 => {
                push_unit(&mut text, self.units, unit, [&source.content, &target.content])
            }
        }
        self.put(&text)
    }

    /// Ends the file, and says what it could not hold.
    ///
    /// # Errors
    /// `Kind::Io` when the output cannot be written.
    pub fn finish(mut self) -> Result<LeftOut> {
        self.put(match self.version {
            Version::V1_2 => "    </body>\n  </file>\n</xliff>\n",
            Version::V2_0 => "  </file>\n</xliff>\n",
        })?;
        self.output.flush().map_err(|error| Error::new(Kind::Io(error)))?;
        Ok(self.left_out)
    }

    fn put(&mut self, text: &str) -> Result<()> {
        self.output.write_all(text.as_bytes()).map_err(|error| Error::new(Kind::Io(error)))
    }
}

fn push_trans_unit(out: &mut String, number: usize, unit: &Unit, sides: [&Content; 2]) {
    out.push_str(&format!("      <trans-unit id=\"{number}\""));
    if let Some(id) = unit.id() {
        markup::push_attribute(out, "resname", id);
    }
    out.push_str(" xml:space=\"preserve\">\n");
    for (name, content) in [("source", sides[0]), ("target", sides[1])] {
        out.push_str(&format!("        <{name}>"));
        let mut ids = Ids::default();
        push_content_1(out, content, &mut ids);
        out.push_str(&format!("</{name}>\n"));
    }
    for note in unit.annotations.notes() {
        out.push_str("        <note>");
        markup::push_text(out, &note.text);
        out.push_str("</note>\n");
    }
    out.push_str("      </trans-unit>\n");
}

/// Ids of codes in one side of a unit, which are the same on both sides for codes that belong
/// together: their `x`, where they have one.
#[derive(Default)]
struct Ids {
    used: Vec<String>,
    /// `i` of an opening code, and its id.
    open: Vec<(String, String)>,
}

impl Ids {
    fn of(&mut self, code: &Code) -> String {
        if code.kind == CodeKind::Ept
            && let Some((_, id)) =
                self.open.iter().find(|(i, _)| Some(i.as_str()) == code.pairing())
        {
            return id.clone();
        }
        let wanted = code.partner().unwrap_or_default();
        let good = !wanted.is_empty() && wanted.chars().all(|c| c.is_ascii_alphanumeric());
        let mut id = if good { wanted.to_string() } else { format!("c{}", self.used.len() + 1) };
        while self.used.contains(&id) {
            id.push('_');
        }
        self.used.push(id.clone());
        if let (CodeKind::Bpt, Some(i)) = (&code.kind, code.pairing()) {
            self.open.push((i.to_string(), id.clone()));
        }
        id
    }
}

/// What stands in the native code of an inline element, as text.
fn native(code: &Code) -> String {
    let mut text = String::new();
    for inline in code.content.iter() {
        match inline {
            Inline::Text(run) => text.push_str(run),
            Inline::Code(sub) => text.push_str(&sub.content.plain_text()),
        }
    }
    text
}

fn push_content_1(out: &mut String, content: &Content, ids: &mut Ids) {
    for inline in content.iter() {
        let code = match inline {
            Inline::Text(text) => {
                markup::push_text(out, text);
                continue;
            }
            Inline::Code(code) => code,
        };
        if matches!(code.kind, CodeKind::Hi | CodeKind::Sub) {
            out.push_str("<mrk mtype=\"x-hi\">");
            push_content_1(out, &code.content, ids);
            out.push_str("</mrk>");
            continue;
        }
        let id = ids.of(code);
        let (name, more) = match code.kind {
            CodeKind::Bpt => ("bpt", format!(" rid=\"{id}\"")),
            CodeKind::Ept => ("ept", format!(" rid=\"{id}\"")),
            CodeKind::It => match code.attributes.get("pos") {
                Some("end") => ("it", " pos=\"close\"".to_string()),
                _ => ("it", " pos=\"open\"".to_string()),
            },
            _ => ("ph", String::new()),
        };
        let suffix = if name == "ept" { "e" } else { "" };
        out.push_str(&format!("<{name} id=\"{id}{suffix}\"{more}>"));
        markup::push_text(out, &native(code));
        out.push_str(&format!("</{name}>"));
    }
}

fn push_unit(out: &mut String, number: usize, unit: &Unit, sides: [&Content; 2]) {
    out.push_str(&format!("    <unit id=\"u{number}\""));
    if let Some(id) = unit.id() {
        markup::push_attribute(out, "name", id);
    }
    out.push_str(">\n");
    let notes: Vec<_> = unit.annotations.notes().collect();
    if !notes.is_empty() {
        out.push_str("      <notes>\n");
        for note in notes {
            out.push_str("        <note>");
            markup::push_text(out, &note.text);
            out.push_str("</note>\n");
        }
        out.push_str("      </notes>\n");
    }
    let (mut data, mut segment) = (Vec::new(), String::new());
    for (name, content) in [("source", sides[0]), ("target", sides[1])] {
        segment.push_str(&format!("        <{name} xml:space=\"preserve\">"));
        push_content_2(&mut segment, content, &mut Ids::default(), &mut data);
        segment.push_str(&format!("</{name}>\n"));
    }
    if !data.is_empty() {
        out.push_str("      <originalData>\n");
        for (index, text) in data.iter().enumerate() {
            out.push_str(&format!("        <data id=\"d{}\">", index + 1));
            markup::push_text(out, text);
            out.push_str("</data>\n");
        }
        out.push_str("      </originalData>\n");
    }
    out.push_str(&format!("      <segment>\n{segment}      </segment>\n    </unit>\n"));
}

fn push_content_2(out: &mut String, content: &Content, ids: &mut Ids, data: &mut Vec<String>) {
    for inline in content.iter() {
        let code = match inline {
            Inline::Text(text) => {
                markup::push_text(out, text);
                continue;
            }
            Inline::Code(code) => code,
        };
        let is_closed = ids.open.iter().any(|(i, _)| Some(i.as_str()) == code.pairing());
        let id = ids.of(code);
        if matches!(code.kind, CodeKind::Hi | CodeKind::Sub) {
            out.push_str(&format!("<mrk id=\"m{id}\" type=\"generic\">"));
            push_content_2(out, &code.content, ids, data);
            out.push_str("</mrk>");
            continue;
        }
        let text = native(code);
        let reference = if text.is_empty() {
            String::new()
        } else {
            let known = data.iter().position(|own| *own == text);
            let at = known.unwrap_or_else(|| {
                data.push(text);
                data.len() - 1
            });
            format!(" dataRef=\"d{}\"", at + 1)
        };
        let tag = match (&code.kind, code.attributes.get("pos")) {
            (CodeKind::Bpt, _) => format!("<sc id=\"{id}\"{reference}/>"),
            (CodeKind::Ept, _) if is_closed => format!("<ec startRef=\"{id}\"{reference}/>"),
            (CodeKind::It, Some("begin")) => {
                format!("<sc id=\"{id}\" isolated=\"yes\"{reference}/>")
            }
            (CodeKind::It, Some("end")) => format!("<ec id=\"{id}\" isolated=\"yes\"{reference}/>"),
            _ => format!("<ph id=\"{id}\"{reference}/>"),
        };
        out.push_str(&tag);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::Variant;

    fn read(text: &str) -> Result<Vec<Unit>> {
        Reader::new(text.as_bytes()).map(|placed| Ok(placed?.unit)).collect()
    }

    fn written(version: Version) -> String {
        let side = |lang: LangTag, text: &str| {
            let mut content = Content::default();
            content.push_code(Code::new(CodeKind::Bpt, "<b>").with("i", "1").with("x", "5"));
            content.push_str(text);
            content.push_code(Code::new(CodeKind::Ept, "</b>").with("i", "1"));
            content.push_code(Code::new(CodeKind::Ph, "").with("x", "7"));
            Variant::new(lang, content)
        };
        let mut unit = Unit::pair(side(LangTag::ko_kr(), "R&D"), side(LangTag::en_us(), "R&D"));
        unit.set_id("기사-1");
        unit.annotations.add_note("확인");
        let mut bytes = Vec::new();
        let mut writer =
            Writer::new(&mut bytes, version, LangTag::ko_kr(), LangTag::en_us()).unwrap();
        writer.write(&unit).unwrap();
        writer.write(&Unit::default()).unwrap();
        assert_eq!(writer.finish().unwrap(), LeftOut { units: 1, ..LeftOut::default() });
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn version_1_2_keeps_the_codes_in_place() {
        let text = written(Version::V1_2);
        let unit = read(&text).unwrap().remove(0);
        assert_eq!(
            unit.variants[0].content.markup(),
            "<bpt i=\"5\" x=\"5\">&lt;b&gt;</bpt>R&amp;D<ept i=\"5\">&lt;/b&gt;</ept><ph x=\"7\"/>"
        );
        assert_eq!((unit.id(), unit.annotations.notes().count()), (Some("기사-1"), 1));
        let target = "<target><bpt id=\"5\" rid=\"5\">&lt;b&gt;</bpt>R&amp;D<ept id=\"5e\" rid=\"5\">&lt;/b&gt;</ept>\
                      <ph id=\"7\"></ph></target>";
        assert!(text.contains(target), "{text}");
        assert!(text.contains("source-language=\"ko-KR\"") && text.contains("resname=\"기사-1\""));
    }

    #[test]
    fn version_2_0_puts_the_codes_aside() {
        let text = written(Version::V2_0);
        let source = "<sc id=\"5\" dataRef=\"d1\"/>R&amp;D<ec startRef=\"5\" dataRef=\"d2\"/><ph id=\"7\"/></source>";
        assert!(text.contains(source), "{text}");
        assert!(text.contains("<data id=\"d1\">&lt;b&gt;</data>"), "{text}");
        assert_eq!(
            read(&text).unwrap()[0].variants,
            read(&written(Version::V1_2)).unwrap()[0].variants
        );
    }

    #[test]
    fn what_other_tools_write_is_read() {
        let text = "<xliff version=\"1.2\"><file source-language=\"en\" target-language=\"ko\"><body>\
            <trans-unit id=\"1\"><source>A <g id=\"1\">chip</g><x id=\"2\"/></source>\
            <seg-source><mrk mtype=\"seg\">no</mrk></seg-source>\
            <target><mrk mtype=\"seg\"><g id=\"1\">칩</g> &amp;<x id=\"2\"/></mrk></target>\
            <alt-trans><target>아님</target></alt-trans></trans-unit>\
            <trans-unit id=\"2\"><source>new</source></trans-unit></body></file></xliff>";
        let units = read(text).unwrap();
        assert_eq!(units.len(), 1);
        assert_eq!(units[0].variants[1].content.plain_text(), "칩 &");
        assert_eq!(units[0].variants[1].content.codes().len(), 3);
        for wrong in ["", "<tmx/>", "<xliff><source><a>", &text[..text.len() - 8]] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn segments_are_units_of_their_own() {
        let segmented = |target: &str| {
            format!(
                "<xliff version=\"1.2\"><file source-language=\"ko\" target-language=\"en\"><body>\
                 <trans-unit id=\"9\"><source>하나. 둘.</source><seg-source><mrk mtype=\"seg\" mid=\"1\">\
                 하나.</mrk> <mrk mtype=\"seg\" mid=\"2\">둘.</mrk></seg-source><target>{target}</target>\
                 <note>확인</note></trans-unit></body></file></xliff>"
            )
        };
        let seen = |target: &str| {
            let text =
                |unit: &Unit, side: usize| unit.variants[side].content.plain_text().into_owned();
            let units = read(&segmented(target)).unwrap();
            assert!(units.iter().all(|unit| unit.annotations.notes().count() == 1));
            let of = |unit: &Unit| {
                (unit.id().unwrap_or_default().to_string(), text(unit, 0), text(unit, 1))
            };
            units.iter().map(of).collect::<Vec<_>>()
        };
        let strings =
            |(id, one, two): (&str, &str, &str)| (id.to_string(), one.to_string(), two.to_string());
        let cut = "<mrk mtype=\"seg\" mid=\"1\">One.</mrk> <mrk mtype=\"seg\" mid=\"2\">Two.</mrk>";
        assert_eq!(seen(cut), [("9/1", "하나.", "One."), ("9/2", "둘.", "Two.")].map(strings));
        assert_eq!(seen("Both."), [("9", "하나. 둘.", "Both.")].map(strings));
        assert_eq!(
            seen("<mrk mtype=\"seg\" mid=\"2\">Two.</mrk>"),
            [("9/2", "둘.", "Two.")].map(strings)
        );
    }
}
