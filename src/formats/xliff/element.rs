//! A source or target: text and codes, and where each stands.

use std::collections::HashMap;
use std::io::BufRead;
use std::ops::Range;

use quick_xml::events::{BytesStart, Event};

use super::events::{Events, resolved};
use super::tag::{attribute, local};
use crate::error::{Error, Result};
use crate::unit::{Code, CodeKind, Content};

/// How deep inline elements may stand in each other.
const MAX_DEPTH: usize = 64;

/// An element of text and codes.
#[derive(Debug, Default, Clone)]
pub(super) struct Element {
    /// All of it.
    pub whole: Range<usize>,
    /// Its start tag.
    pub tag: Range<usize>,
    /// What is between its tags.
    pub inner: Range<usize>,
    /// What that says.
    pub content: Content,
    /// Its codes as they stand: the tags of one that has text in it count as two.
    pub codes: Vec<Range<usize>>,
    /// The segments that are marked in it, with their ids.
    pub marks: Vec<(Option<String>, Element)>,
    /// Its `state`.
    pub state: Option<String>,
}

impl Element {
    /// Whether there is no text.
    pub fn is_blank(&self) -> bool {
        self.content.plain_text().trim().is_empty()
    }
}

/// An inline element that is open in the text.
enum Open {
    /// It marks text and is no code.
    Mark,
    /// The end of a pair of codes is still to come.
    Pair(Code),
}

/// Reads elements of a unit.
pub(super) struct Elements<'e, R> {
    events: &'e mut Events<R>,
    /// Native codes of the unit by id (2.0).
    data: &'e HashMap<String, String>,
    /// Pairs that were numbered in the element.
    pairs: usize,
}

impl<'e, R: BufRead> Elements<'e, R> {
    pub(super) fn new(events: &'e mut Events<R>, data: &'e HashMap<String, String>) -> Self {
        Elements { events, data, pairs: 0 }
    }

    /// The element that was begun.
    ///
    /// # Errors
    /// `Kind::Malformed` when it does not end well, has too many elements inside each other, or a
    /// reference that stands for nothing.
    pub(super) fn read(
        &mut self,
        tag: &BytesStart<'_>,
        place: Range<usize>,
        is_empty: bool,
        depth: usize,
    ) -> Result<Element> {
        let mut element = Element {
            whole: place.clone(),
            inner: place.end..place.end,
            tag: place,
            state: attribute(tag, "state"),
            ..Element::default()
        };
        if is_empty {
            return Ok(element);
        }
        let mut open: Vec<Open> = Vec::new();
        loop {
            let (event, place) = self.events.inside()?;
            match event {
                Event::Text(run) => element.content.push_str(&run),
                Event::CData(run) => element.content.push_str(&run),
                Event::GeneralRef(name) => element.content.push_text(resolved(&name)?),
                Event::Start(tag) => {
                    if depth + open.len() > MAX_DEPTH {
                        let message = format!("more than {MAX_DEPTH} elements inside each other");
                        return Err(Error::malformed(message));
                    }
                    self.begin(&tag, place, depth + open.len(), &mut element, &mut open)?;
                }
                Event::Empty(tag) if is_segment(&tag) => {
                    let mark = self.read(&tag, place, true, depth)?;
                    element.marks.push((attribute(&tag, "mid"), mark));
                }
                Event::Empty(tag) if local(&tag) == "mrk" => {}
                Event::Empty(tag) => {
                    let native = self.data(&tag, "dataRefStart") + &self.data(&tag, "dataRefEnd");
                    element.push_code(self.code(&tag, native), place);
                }
                Event::End(_) => match open.pop() {
                    Some(Open::Mark) => {}
                    Some(Open::Pair(close)) => element.push_code(close, place),
                    None => {
                        element.inner.end = place.start;
                        element.whole.end = place.end;
                        return Ok(element);
                    }
                },
                _ => {}
            }
        }
    }

    /// An element inside a text begins.
    fn begin(
        &mut self,
        tag: &BytesStart<'_>,
        place: Range<usize>,
        depth: usize,
        element: &mut Element,
        open: &mut Vec<Open>,
    ) -> Result<()> {
        match local(tag) {
            _ if is_segment(tag) => {
                let mark = self.read(tag, place, false, depth + 1)?;
                element.content.append(mark.content.clone());
                element.codes.extend(mark.codes.iter().cloned());
                element.marks.push((attribute(tag, "mid"), mark));
            }
            "mrk" => open.push(Open::Mark),
            "g" | "pc" => {
                self.pairs += 1;
                let half = |kind, name| {
                    Code::new(kind, self.data(tag, name)).with("i", self.pairs.to_string())
                };
                open.push(Open::Pair(half(CodeKind::Ept, "dataRefEnd")));
                let begin = half(CodeKind::Bpt, "dataRefStart");
                element.push_code(with(begin, "x", attribute(tag, "id")), place);
            }
            _ => {
                let (end, native) = self.events.skip()?;
                element.push_code(self.code(tag, native), place.start..end.end);
            }
        }
        Ok(())
    }

    /// A code that stands alone or is one half of a pair.
    fn code(&self, tag: &BytesStart<'_>, native: String) -> Code {
        let get = |name: &str| attribute(tag, name);
        let native = if native.is_empty() { self.data(tag, "dataRef") } else { native };
        let isolated = get("isolated").as_deref() == Some("yes");
        let pair = get("rid").or_else(|| get("startRef")).or_else(|| get("id"));
        let new = |kind: CodeKind| Code::new(kind, native);
        let it = |code: Code, ends: bool| code.with("pos", if ends { "end" } else { "begin" });
        match local(tag) {
            "bpt" | "bx" | "sc" if !isolated => {
                with(with(new(CodeKind::Bpt), "i", pair), "x", get("id"))
            }
            "ept" | "ex" | "ec" if !isolated => with(new(CodeKind::Ept), "i", pair),
            "it" => {
                let ends = get("pos").as_deref() == Some("close");
                it(with(new(CodeKind::It), "x", get("id")), ends)
            }
            name @ ("sc" | "ec") => it(with(new(CodeKind::It), "x", get("id")), name == "ec"),
            _ => with(new(CodeKind::Ph), "x", get("id")),
        }
    }

    /// The native code that this attribute refers to.
    fn data(&self, tag: &BytesStart<'_>, name: &str) -> String {
        let id = attribute(tag, name);
        id.and_then(|id| self.data.get(&id).cloned()).unwrap_or_default()
    }
}

impl Element {
    fn push_code(&mut self, code: Code, place: Range<usize>) {
        self.content.push_code(code);
        self.codes.push(place);
    }
}

/// The code with an attribute that has a value.
fn with(code: Code, name: &str, value: Option<String>) -> Code {
    match value.filter(|value| !value.is_empty()) {
        Some(value) => code.with(name, value),
        None => code,
    }
}

fn is_segment(tag: &BytesStart<'_>) -> bool {
    local(tag) == "mrk" && attribute(tag, "mtype").as_deref() == Some("seg")
}
