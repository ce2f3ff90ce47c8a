//! XLIFF → units.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::error::{Error, Result};
use crate::formats::Placed;
use crate::lang::tag::LangTag;
use crate::unit::{Code, CodeKind, Content, Unit, Variant};

/// How deep inline elements may stand in each other.
pub(super) const MAX_DEPTH: usize = 64;

/// Reads the segments of a file of version 1.2 or 2.0 that have a translation.
///
/// # Errors
/// `Kind::Malformed` when the file is not well-formed, is no XLIFF, or names no languages.
pub fn read(text: &str) -> Result<Vec<Unit>> {
    Ok(read_placed(text)?.into_iter().map(|placed| placed.unit).collect())
}

/// As [`read`], with the line of each segment.
///
/// # Errors
/// As [`read`].
pub fn read_placed(text: &str) -> Result<Vec<Placed>> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let langs = [None, None];
    let mut scan = Scan { reader, text, langs, data: HashMap::new(), pairs: 0, counted: (0, 1) };
    let units = scan.units();
    // Where the parser stands is near enough to the fault to find it.
    let line = scan.line();
    units.map_err(|error| error.at_line(line))
}

struct Scan<'a> {
    reader: Reader<&'a [u8]>,
    text: &'a str,
    langs: [Option<LangTag>; 2],
    /// Native codes of the unit by id (2.0).
    data: HashMap<String, String>,
    /// Pairs that were numbered in the content being read.
    pairs: usize,
    /// Where lines were counted up to, and which line that is.
    counted: (usize, usize),
}

/// What is known of the unit being read.
#[derive(Default)]
struct Current {
    id: Option<String>,
    line: usize,
    notes: Vec<String>,
    source: Option<Content>,
    target: Option<Content>,
}

impl<'a> Scan<'a> {
    fn next(&mut self) -> Result<Event<'a>> {
        let event = self.reader.read_event();
        event.map_err(|error| Error::malformed(format!("this is not well-formed: {error}")))
    }

    /// The line where the parser stands, from 1.
    fn line(&mut self) -> usize {
        let at = usize::try_from(self.reader.buffer_position()).unwrap_or(0).min(self.text.len());
        let (from, line) = self.counted;
        if at > from {
            let ends = self.text.as_bytes()[from..at].iter().filter(|byte| **byte == b'\n');
            self.counted = (at, line + ends.count());
        }
        self.counted.1
    }

    fn units(&mut self) -> Result<Vec<Placed>> {
        let (mut units, mut current, mut is_xliff) = (Vec::new(), Current::default(), false);
        loop {
            match self.next()? {
                Event::Start(tag) => {
                    is_xliff |= local(&tag) == "xliff";
                    if !is_xliff {
                        return Err(Error::malformed("this is not an XLIFF file"));
                    }
                    self.start(&tag, &mut current)?;
                }
                Event::End(tag) => match tag.local_name().into_inner() {
                    "trans-unit" | "segment" => units.extend(self.unit(&mut current)?),
                    "unit" => current = Current::default(),
                    _ => {}
                },
                Event::Eof if is_xliff => return Ok(units),
                Event::Eof => return Err(Error::malformed("this is not an XLIFF file")),
                _ => {}
            }
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, current: &mut Current) -> Result<()> {
        match local(tag) {
            "xliff" => self.set_langs(tag, ["srcLang", "trgLang"]),
            "file" => self.set_langs(tag, ["source-language", "target-language"]),
            "trans-unit" | "unit" => {
                *current = Current::default();
                self.data.clear();
                current.id = ["resname", "name", "id"].iter().find_map(|name| attribute(tag, name));
            }
            "data" => {
                let id = attribute(tag, "id").unwrap_or_default();
                let text = self.content(0)?.plain_text().into_owned();
                self.data.insert(id, text);
            }
            "note" => current.notes.push(self.content(0)?.plain_text().into_owned()),
            // Proposals and the segmented copy of the source hold sources and targets of their own.
            "alt-trans" | "seg-source" | "matches" | "ignorable" => drop(self.content(0)?),
            name @ ("source" | "target") => {
                if name == "source" {
                    current.line = self.line();
                }
                self.pairs = 0;
                let content = self.content(0)?;
                let side = if name == "source" { &mut current.source } else { &mut current.target };
                side.get_or_insert(content);
            }
            _ => {}
        }
        Ok(())
    }

    fn set_langs(&mut self, tag: &BytesStart<'_>, names: [&str; 2]) {
        for (lang, name) in self.langs.iter_mut().zip(names) {
            if let Some(written) = attribute(tag, name) {
                *lang = Some(LangTag::new(&written));
            }
        }
    }

    /// The unit, if it is translated; what is of the segment only is forgotten.
    fn unit(&self, current: &mut Current) -> Result<Option<Placed>> {
        let (source, target) = (current.source.take(), current.target.take());
        let (Some(source), Some(target)) = (source, target.filter(|target| !target.is_empty()))
        else {
            return Ok(None);
        };
        let [Some(from), Some(to)] = &self.langs else {
            return Err(Error::malformed("the file does not name its two languages"));
        };
        let mut unit =
            Unit::pair(Variant::new(from.clone(), source), Variant::new(to.clone(), target));
        if let Some(id) = &current.id {
            unit.set_id(id.as_str());
        }
        current.notes.iter().for_each(|note| unit.annotations.add_note(note.as_str()));
        Ok(Some(Placed { unit, line: Some(current.line) }))
    }

    /// Text and codes up to the end of the element that was begun.
    fn content(&mut self, depth: usize) -> Result<Content> {
        if depth > MAX_DEPTH {
            return Err(Error::malformed(format!(
                "more than {MAX_DEPTH} elements inside each other"
            )));
        }
        let mut content = Content::default();
        loop {
            match self.next()? {
                Event::Text(run) => content.push_str(&run),
                Event::CData(run) => content.push_str(&run),
                Event::GeneralRef(name) => {
                    let text = quick_xml::escape::unescape(&format!("&{};", &*name))
                        .map(|text| text.into_owned());
                    let unknown =
                        |_| Error::malformed(format!("the entity &{}; is unknown", &*name));
                    content.push_text(text.map_err(unknown)?);
                }
                Event::Start(tag) => self.inline(&tag, &mut content, depth)?,
                Event::End(_) => return Ok(content),
                Event::Eof => {
                    let length = self.text.len();
                    return Err(Error::malformed(format!(
                        "the file ends too early, after {length} bytes"
                    )));
                }
                _ => {}
            }
        }
    }

    fn inline(&mut self, tag: &BytesStart<'_>, out: &mut Content, depth: usize) -> Result<()> {
        let name = local(tag).to_string();
        let get = |name: &str| attribute(tag, name);
        let id = get("id").unwrap_or_default();
        let native = |scan: &Self, name: &str| {
            get(name).and_then(|at| scan.data.get(&at).cloned()).unwrap_or_default()
        };
        let code = |kind: CodeKind, text: String, pair: Option<String>, partner: &str| {
            let mut code = Code::new(kind, text);
            for (name, value) in [("i", pair), ("x", Some(partner.to_string()))] {
                if let Some(value) = value.filter(|value| !value.is_empty()) {
                    code.attributes.set(name, value);
                }
            }
            code
        };
        match name.as_str() {
            "g" | "pc" => {
                self.pairs += 1;
                let pair = Some(format!("{}", self.pairs));
                let (open, close) = (native(self, "dataRefStart"), native(self, "dataRefEnd"));
                out.push_code(code(CodeKind::Bpt, open, pair.clone(), &id));
                out.append(self.content(depth + 1)?);
                out.push_code(code(CodeKind::Ept, close, pair, ""));
            }
            "mrk" => out.append(self.content(depth + 1)?),
            _ => {
                let inner = self.content(depth + 1)?.plain_text().into_owned();
                let text = if inner.is_empty() { native(self, "dataRef") } else { inner };
                let isolated = get("isolated").as_deref() == Some("yes");
                let pair = get("rid").or_else(|| get("startRef")).or_else(|| get("id"));
                out.push_code(match name.as_str() {
                    "bpt" | "bx" | "sc" if !isolated => code(CodeKind::Bpt, text, pair, &id),
                    "ept" | "ex" | "ec" if !isolated => code(CodeKind::Ept, text, pair, ""),
                    "sc" => code(CodeKind::It, text, None, &id).with("pos", "begin"),
                    "ec" => code(CodeKind::It, text, None, &id).with("pos", "end"),
                    "it" => {
                        let end = get("pos").as_deref() == Some("close");
                        let pos = if end { "end" } else { "begin" };
                        code(CodeKind::It, text, None, &id).with("pos", pos)
                    }
                    _ => code(CodeKind::Ph, text, None, &id),
                });
            }
        }
        Ok(())
    }
}

pub(super) fn local<'t>(tag: &'t BytesStart<'_>) -> &'t str {
    tag.local_name().into_inner()
}

/// The value of an attribute, references resolved.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|own| own.key.into_inner() == name)?;
    quick_xml::escape::unescape(&found.value).ok().map(|value| value.into_owned())
}
