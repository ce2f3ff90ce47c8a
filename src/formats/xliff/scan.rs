//! Where the units of an XLIFF file stand, and what is in them: for writing the file again.
//!
//! The reader of [`super::read`] gives texts; this one also gives their places, and the segments
//! that are not translated yet.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::read::{MAX_DEPTH, attribute, local};
use crate::error::{Error, Result};
use crate::lang::tag::LangTag;
use crate::unit::{Code, CodeKind, Content, markup};

/// A `trans-unit` (1.2) or `unit` (2.0).
#[derive(Debug, Default)]
pub(super) struct Unit {
    /// Whether it is one of version 2.0.
    pub is_2: bool,
    /// Whether it is not to be translated.
    pub is_locked: bool,
    /// What stands before the names of its elements: nothing, or a prefix with its colon.
    pub prefix: String,
    /// Its start tag.
    pub tag: Range<usize>,
    /// Where its source begins.
    pub source_start: usize,
    /// Where its source ends, segmented or not.
    pub after_source: usize,
    /// Where its target ends or, without one, its source.
    pub after_target: usize,
    /// Its segments.
    pub places: Vec<Place>,
    /// How it is segmented (1.2).
    pub segmented: Option<Segmented>,
    /// Its candidates (2.0): the prefix of the module, and where their end tag begins.
    pub matches: Option<(String, usize)>,
}

/// A unit of version 1.2 whose segments are marked.
#[derive(Debug)]
pub(super) struct Segmented {
    /// What is in the segmented source.
    pub inner: Range<usize>,
    /// The target.
    pub target: Option<Element>,
}

/// A segment.
#[derive(Debug, Default)]
pub(super) struct Place {
    /// Its id (2.0), or that of its mark (1.2).
    pub id: Option<String>,
    /// Its start tag (2.0).
    pub tag: Range<usize>,
    /// Its source.
    pub source: Element,
    /// Its target.
    pub target: Option<Element>,
    /// The target counts as translated even if it is the source.
    is_done: bool,
}

impl Place {
    /// Whether there is a translation: some tools put the source there until there is one.
    pub fn is_translated(&self) -> bool {
        self.target.as_ref().is_some_and(|target| {
            !target.is_blank() && (self.is_done || target.content != self.source.content)
        })
    }
}

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
    marks: Vec<(Option<String>, Element)>,
    /// Its `state`.
    state: Option<String>,
}

impl Element {
    /// Whether there is no text.
    pub fn is_blank(&self) -> bool {
        self.content.plain_text().trim().is_empty()
    }
}

/// The units of a file that have a source, and its languages.
///
/// # Errors
/// `Kind::Malformed` with the line when the file is not well-formed or no XLIFF.
pub(super) fn units(text: &str) -> Result<(Vec<Unit>, [Option<LangTag>; 2])> {
    let mut scan = Scan { reader: Reader::from_str(text), text, pairs: 0 };
    let units = scan.units();
    let line = text[..scan.at().min(text.len())].bytes().filter(|byte| *byte == b'\n').count();
    units.map_err(|error| error.at_line(line + 1))
}

/// The start tag with these attributes, in the place of those it has by these names.
pub(super) fn with_attributes(tag: &str, said: &[(&str, &str)]) -> String {
    let body = tag.trim_end_matches('>').trim_end_matches('/').trim_end();
    let (name, mut rest) = body.split_at(body.find(char::is_whitespace).unwrap_or(body.len()));
    let mut out = name.to_string();
    let mut left: Vec<&(&str, &str)> = said.iter().collect();
    while let Some((before, after)) = rest.split_once('=') {
        let own = before.trim();
        let value = after.trim_start();
        let quote = value.chars().next().unwrap_or('"');
        let inner = value.get(1..).and_then(|inner| inner.find(quote));
        let end = inner.map_or(value.len(), |at| at + 2);
        match left.iter().position(|(name, _)| *name == own) {
            Some(at) => {
                let (name, new) = left.remove(at);
                markup::push_attribute(&mut out, name, new);
            }
            None => out += &format!("{before}={}", &value[..end]),
        }
        rest = &value[end..];
    }
    for (name, value) in left {
        markup::push_attribute(&mut out, name, value);
    }
    out + ">"
}

struct Scan<'a> {
    reader: Reader<&'a [u8]>,
    text: &'a str,
    /// Pairs that were numbered in the unit being read.
    pairs: usize,
}

impl<'a> Scan<'a> {
    fn at(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// The next event with its place.
    fn next(&mut self) -> Result<(Event<'a>, Range<usize>)> {
        let start = self.at();
        let event = self.reader.read_event();
        let event =
            event.map_err(|error| Error::malformed(format!("this is not well-formed: {error}")))?;
        Ok((event, start..self.at()))
    }

    /// As [`Scan::next`], where the file must not end.
    fn inside(&mut self) -> Result<(Event<'a>, Range<usize>)> {
        match self.next()? {
            (Event::Eof, _) => {
                let length = self.text.len();
                Err(Error::malformed(format!("the file ends too early, after {length} bytes")))
            }
            next => Ok(next),
        }
    }

    fn units(&mut self) -> Result<(Vec<Unit>, [Option<LangTag>; 2])> {
        let (mut units, mut langs, mut locked) = (Vec::new(), [None, None], Vec::new());
        let (mut is_xliff, mut is_2) = (false, false);
        loop {
            let (event, place) = self.next()?;
            match event {
                Event::Start(tag) => {
                    let name = local(&tag).to_string();
                    is_xliff |= name == "xliff";
                    if !is_xliff {
                        break;
                    }
                    let names = match name.as_str() {
                        "xliff" => {
                            is_2 = attribute(&tag, "version").is_some_and(|v| v.starts_with('2'));
                            ["srcLang", "trgLang"]
                        }
                        _ => ["source-language", "target-language"],
                    };
                    if matches!(name.as_str(), "xliff" | "file") {
                        for (lang, name) in langs.iter_mut().zip(names) {
                            let named = attribute(&tag, name);
                            *lang = named.map(|named| LangTag::new(&named)).or(lang.take());
                        }
                    }
                    let own = is_locked(&tag, locked.last().copied().unwrap_or(false));
                    match name.as_str() {
                        "file" | "group" => locked.push(own),
                        "trans-unit" => units.push(self.trans_unit(&tag, place, own)?),
                        "unit" if is_2 => units.push(self.unit(&tag, place, own)?),
                        _ => {}
                    }
                }
                Event::End(tag) if matches!(tag.local_name().into_inner(), "file" | "group") => {
                    locked.pop();
                }
                Event::Eof => break,
                _ => {}
            }
        }
        if !is_xliff {
            return Err(Error::malformed("this is not an XLIFF file"));
        }
        units.retain(|unit| !unit.places.is_empty());
        Ok((units, langs))
    }

    fn trans_unit(
        &mut self,
        tag: &BytesStart<'_>,
        place: Range<usize>,
        is_locked: bool,
    ) -> Result<Unit> {
        let approved = attribute(tag, "approved").as_deref() == Some("yes");
        let mut unit = Unit { is_locked, prefix: prefix(tag), tag: place, ..Unit::default() };
        let (mut source, mut segmented, mut target) = (None, None, None);
        self.pairs = 0;
        loop {
            let (event, place) = self.inside()?;
            let (tag, is_empty) = match event {
                Event::Start(tag) => (tag, false),
                Event::Empty(tag) => (tag, true),
                Event::End(_) => break,
                _ => continue,
            };
            let slot = match local(&tag) {
                "source" => &mut source,
                "seg-source" => &mut segmented,
                "target" => &mut target,
                _ if is_empty => continue,
                _ => {
                    self.skip()?;
                    continue;
                }
            };
            *slot = Some(self.element(&tag, place, is_empty, 0)?);
        }
        let Some(source) = source else { return Ok(unit) };
        unit.source_start = source.whole.start;
        let marked = segmented.filter(|own| !own.marks.is_empty());
        unit.after_source = marked.as_ref().map_or(source.whole.end, |own| own.whole.end);
        unit.after_target = target.as_ref().map_or(unit.after_source, |own| own.whole.end);
        match marked {
            Some(marked) => {
                let find = |id: &Option<String>| {
                    let target = target.as_ref()?;
                    let mark = target.marks.iter().find(|(own, _)| own == id);
                    // A translation that is not cut into segments is one of all of them.
                    let whole = (target.marks.is_empty() && !target.is_blank()).then_some(target);
                    mark.map(|(_, own)| own).or(whole).cloned()
                };
                for (id, source) in marked.marks {
                    let target = find(&id);
                    unit.places.push(Place {
                        id,
                        source,
                        target,
                        is_done: true,
                        ..Place::default()
                    });
                }
                unit.segmented = Some(Segmented { inner: marked.inner, target });
            }
            None => {
                let state = target.as_ref().and_then(|target| target.state.as_deref());
                let is_done = approved || !matches!(state, Some("new" | "needs-translation"));
                unit.places.push(Place { source, target, is_done, ..Place::default() });
            }
        }
        Ok(unit)
    }

    fn unit(&mut self, tag: &BytesStart<'_>, place: Range<usize>, is_locked: bool) -> Result<Unit> {
        let prefix_of_unit = prefix(tag);
        let mut unit =
            Unit { is_2: true, is_locked, prefix: prefix_of_unit, tag: place, ..Unit::default() };
        self.pairs = 0;
        loop {
            let (event, place) = self.inside()?;
            match event {
                Event::Start(tag) if local(&tag) == "segment" => {
                    unit.places.extend(self.segment(&tag, place)?);
                }
                Event::Start(tag) if local(&tag) == "matches" => {
                    let prefix = prefix(&tag);
                    unit.matches = Some((prefix, self.skip()?.0.start));
                }
                Event::Start(_) => drop(self.skip()?),
                Event::End(_) => return Ok(unit),
                _ => {}
            }
        }
    }

    /// A segment of version 2.0, unless it has no source.
    fn segment(&mut self, tag: &BytesStart<'_>, place: Range<usize>) -> Result<Option<Place>> {
        let state = attribute(tag, "state");
        let is_done = !matches!(state.as_deref(), None | Some("initial"));
        let (id, mut source) = (attribute(tag, "id"), None);
        let mut segment = Place { id, tag: place, is_done, ..Place::default() };
        loop {
            let (event, place) = self.inside()?;
            let (tag, is_empty) = match event {
                Event::Start(tag) => (tag, false),
                Event::Empty(tag) => (tag, true),
                Event::End(_) => break,
                _ => continue,
            };
            match local(&tag) {
                "source" => source = Some(self.element(&tag, place, is_empty, 0)?),
                "target" => segment.target = Some(self.element(&tag, place, is_empty, 0)?),
                _ if is_empty => {}
                _ => drop(self.skip()?),
            }
        }
        Ok(source.map(|source| Place { source, ..segment }))
    }

    /// The element that was begun.
    fn element(
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
        // Elements that are open: those that are codes by the number of their pair.
        let mut open: Vec<Option<usize>> = Vec::new();
        loop {
            let (event, place) = self.inside()?;
            match event {
                Event::Text(run) => element.content.push_str(&run),
                Event::CData(run) => element.content.push_str(&run),
                Event::GeneralRef(name) => {
                    let text = quick_xml::escape::unescape(&format!("&{};", &*name))
                        .map(|text| text.into_owned());
                    let unknown =
                        |_| Error::malformed(format!("the entity &{}; is unknown", &*name));
                    element.content.push_text(text.map_err(unknown)?);
                }
                Event::Start(tag) => {
                    if depth + open.len() > MAX_DEPTH {
                        let message = format!("more than {MAX_DEPTH} elements inside each other");
                        return Err(Error::malformed(message));
                    }
                    self.begin(&tag, place, depth + open.len(), &mut element, &mut open)?;
                }
                Event::Empty(tag) if is_segment(&tag) => {
                    let mark = self.element(&tag, place, true, depth)?;
                    element.marks.push((attribute(&tag, "mid"), mark));
                }
                Event::Empty(tag) if local(&tag) == "mrk" => {}
                Event::Empty(tag) => element.push_code(code(&tag, String::new()), place),
                Event::End(_) => match open.pop() {
                    Some(None) => {}
                    Some(Some(pair)) => {
                        let close = Code::new(CodeKind::Ept, "").with("i", pair.to_string());
                        element.push_code(close, place);
                    }
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
        open: &mut Vec<Option<usize>>,
    ) -> Result<()> {
        match local(tag) {
            _ if is_segment(tag) => {
                let mark = self.element(tag, place, false, depth + 1)?;
                element.content.append(mark.content.clone());
                element.codes.extend(mark.codes.iter().cloned());
                element.marks.push((attribute(tag, "mid"), mark));
            }
            "mrk" => open.push(None),
            "g" | "pc" => {
                self.pairs += 1;
                open.push(Some(self.pairs));
                let pair = Code::new(CodeKind::Bpt, "").with("i", self.pairs.to_string());
                let id = attribute(tag, "id").unwrap_or_default();
                element.push_code(pair.with("x", id), place);
            }
            _ => {
                let (end, native) = self.skip()?;
                element.push_code(code(tag, native), place.start..end.end);
            }
        }
        Ok(())
    }

    /// Passes over the element that was begun; gives the place of its end tag, and its text.
    fn skip(&mut self) -> Result<(Range<usize>, String)> {
        let (mut depth, mut text) = (0, String::new());
        loop {
            let (event, place) = self.inside()?;
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => return Ok((place, text)),
                Event::End(_) => depth -= 1,
                Event::Text(run) => text.push_str(&run),
                Event::GeneralRef(name) => {
                    let known = quick_xml::escape::unescape(&format!("&{};", &*name))
                        .map(|known| known.into_owned());
                    text.push_str(&known.unwrap_or_default());
                }
                _ => {}
            }
        }
    }
}

impl Element {
    fn push_code(&mut self, code: Code, place: Range<usize>) {
        self.content.push_code(code);
        self.codes.push(place);
    }
}

/// A code that stands alone or is one half of a pair, as [`super::read`] reads it.
fn code(tag: &BytesStart<'_>, native: String) -> Code {
    let get = |name: &str| attribute(tag, name);
    let isolated = get("isolated").as_deref() == Some("yes");
    let pair = get("rid").or_else(|| get("startRef")).or_else(|| get("id")).unwrap_or_default();
    let id = get("id").unwrap_or_default();
    match local(tag) {
        "bpt" | "bx" | "sc" if !isolated => {
            Code::new(CodeKind::Bpt, native).with("i", pair).with("x", id)
        }
        "ept" | "ex" | "ec" if !isolated => Code::new(CodeKind::Ept, native).with("i", pair),
        "it" | "sc" | "ec" => Code::new(CodeKind::It, native).with("x", id),
        _ => Code::new(CodeKind::Ph, native).with("x", id),
    }
}

fn is_segment(tag: &BytesStart<'_>) -> bool {
    local(tag) == "mrk" && attribute(tag, "mtype").as_deref() == Some("seg")
}

fn is_locked(tag: &BytesStart<'_>, outer: bool) -> bool {
    match attribute(tag, "translate").as_deref() {
        Some("no") => true,
        Some("yes") => false,
        _ => outer,
    }
}

/// The prefix of an element's name with its colon, or nothing.
fn prefix(tag: &BytesStart<'_>) -> String {
    let (name, local) = (tag.name().into_inner(), tag.local_name().into_inner());
    name.strip_suffix(local).unwrap_or_default().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_set_where_they_stand() {
        let said = [("state", "translated"), ("id", "a\"b")];
        assert_eq!(
            with_attributes("<target xml:lang='ko' state = \"new\" />", &said),
            "<target xml:lang='ko' state=\"translated\" id=\"a&quot;b\">"
        );
        assert_eq!(with_attributes("<target>", &[]), "<target>");
    }
}
