//! The units of an XLIFF file, one after the other: what is in them, and where it stands.

use std::collections::HashMap;
use std::io::BufRead;
use std::ops::Range;

use quick_xml::events::{BytesStart, Event};

use super::element::{Element, Elements};
use super::events::{Events, too_early};
use super::tag::{attribute, local, prefix};
use crate::error::{Error, Result};
use crate::lang::tag::LangTag;
use crate::unit::Content;

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
    /// What it is called: `resname`, `name` or its id.
    pub id: Option<String>,
    /// Its notes.
    pub notes: Vec<String>,
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
    /// What that says, with what stands between the segments.
    pub content: Content,
    /// The target.
    pub target: Option<Element>,
}

/// A segment.
#[derive(Debug, Default)]
pub(super) struct Place {
    /// Its id (2.0), or that of its mark (1.2).
    pub id: Option<String>,
    /// The line in which its source begins.
    pub line: usize,
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

/// Reads the units of a file that have a source.
pub(super) struct Scan<R> {
    events: Events<R>,
    /// Source and target language of the file that is being read.
    pub langs: [Option<LangTag>; 2],
    is_xliff: bool,
    is_2: bool,
    /// Elements outside units that are open.
    depth: usize,
    /// For each file and group that is open, whether it is not to be translated.
    locked: Vec<bool>,
    /// Native codes of the unit by id (2.0).
    data: HashMap<String, String>,
    done: bool,
}

impl<R: BufRead> Scan<R> {
    pub(super) fn new(input: R) -> Self {
        Scan {
            events: Events::new(input),
            langs: [None, None],
            is_xliff: false,
            is_2: false,
            depth: 0,
            locked: Vec::new(),
            data: HashMap::new(),
            done: false,
        }
    }

    fn next_unit(&mut self) -> Result<Option<Unit>> {
        loop {
            let (event, place) = self.events.outside()?;
            match event {
                Event::Start(tag) => match self.begin(&tag, place)? {
                    Some(unit) if !unit.places.is_empty() => return Ok(Some(unit)),
                    Some(_) => {}
                    None => self.depth += 1,
                },
                Event::End(tag) => {
                    self.depth = self.depth.saturating_sub(1);
                    if matches!(tag.local_name().into_inner(), "file" | "group") {
                        self.locked.pop();
                    }
                }
                Event::Eof if !self.is_xliff => {
                    return Err(Error::malformed("this is not an XLIFF file"));
                }
                Event::Eof if self.depth > 0 => return Err(too_early()),
                Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }

    /// An element outside units begins; gives the unit, if it is one.
    fn begin(&mut self, tag: &BytesStart<'_>, place: Range<usize>) -> Result<Option<Unit>> {
        let name = local(tag);
        self.is_xliff |= name == "xliff";
        if !self.is_xliff {
            return Err(Error::malformed("this is not an XLIFF file"));
        }
        let own = is_locked(tag, self.locked.last().copied().unwrap_or(false));
        match name {
            "xliff" => {
                self.is_2 = attribute(tag, "version").is_some_and(|v| v.starts_with('2'));
                self.set_langs(tag, ["srcLang", "trgLang"]);
            }
            "file" => self.set_langs(tag, ["source-language", "target-language"]),
            _ => {}
        }
        match name {
            "file" | "group" => self.locked.push(own),
            "trans-unit" => return self.trans_unit(tag, place, own).map(Some),
            "unit" if self.is_2 => return self.unit(tag, place, own).map(Some),
            _ => {}
        }
        Ok(None)
    }

    fn set_langs(&mut self, tag: &BytesStart<'_>, names: [&str; 2]) {
        for (lang, name) in self.langs.iter_mut().zip(names) {
            if let Some(written) = attribute(tag, name) {
                *lang = Some(LangTag::new(&written));
            }
        }
    }

    fn element(
        &mut self,
        tag: &BytesStart<'_>,
        place: Range<usize>,
        is_empty: bool,
    ) -> Result<Element> {
        Elements::new(&mut self.events, &self.data).read(tag, place, is_empty, 0)
    }

    fn trans_unit(
        &mut self,
        tag: &BytesStart<'_>,
        place: Range<usize>,
        is_locked: bool,
    ) -> Result<Unit> {
        let approved = attribute(tag, "approved").as_deref() == Some("yes");
        let id = named(tag, ["resname", "id"]);
        let mut unit = Unit { is_locked, id, prefix: prefix(tag), tag: place, ..Unit::default() };
        let (mut source, mut segmented, mut target) = (None, None, None);
        let mut line = self.events.line();
        self.data.clear();
        loop {
            let (event, place) = self.events.inside()?;
            let (tag, is_empty) = match event {
                Event::Start(tag) => (tag, false),
                Event::Empty(tag) => (tag, true),
                Event::End(_) => break,
                _ => continue,
            };
            let slot = match local(&tag) {
                "source" => {
                    line = self.events.line();
                    &mut source
                }
                "seg-source" => &mut segmented,
                "target" => &mut target,
                _ if is_empty => continue,
                "note" => {
                    unit.notes.push(self.events.skip()?.1);
                    continue;
                }
                // Proposals and what tools add hold sources and targets of their own.
                _ => {
                    self.events.skip()?;
                    continue;
                }
            };
            *slot = Some(self.element(&tag, place, is_empty)?);
        }
        if let Some(source) = source {
            unit.place(line, source, segmented, target, approved);
        }
        Ok(unit)
    }

    fn unit(&mut self, tag: &BytesStart<'_>, place: Range<usize>, is_locked: bool) -> Result<Unit> {
        let id = named(tag, ["name", "id"]);
        let (is_2, prefix_of_unit) = (true, prefix(tag));
        let mut unit =
            Unit { is_2, is_locked, id, prefix: prefix_of_unit, tag: place, ..Unit::default() };
        self.data.clear();
        // Whether notes or native codes are being read, which stand in an element around all.
        let mut inside = false;
        loop {
            let (event, place) = self.events.inside()?;
            match event {
                Event::Start(tag) => match local(&tag) {
                    "segment" => unit.places.extend(self.segment(&tag, place)?),
                    "notes" | "originalData" => inside = true,
                    "note" if inside => unit.notes.push(self.events.skip()?.1),
                    "data" if inside => {
                        let text = self.events.skip()?.1;
                        self.data.insert(attribute(&tag, "id").unwrap_or_default(), text);
                    }
                    "matches" => {
                        let prefix = prefix(&tag);
                        unit.matches = Some((prefix, self.events.skip()?.0.start));
                    }
                    _ => drop(self.events.skip()?),
                },
                Event::End(_) if inside => inside = false,
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
            let (event, place) = self.events.inside()?;
            let (tag, is_empty) = match event {
                Event::Start(tag) => (tag, false),
                Event::Empty(tag) => (tag, true),
                Event::End(_) => break,
                _ => continue,
            };
            match local(&tag) {
                "source" => {
                    segment.line = self.events.line();
                    source = Some(self.element(&tag, place, is_empty)?);
                }
                "target" => segment.target = Some(self.element(&tag, place, is_empty)?),
                _ if is_empty => {}
                _ => drop(self.events.skip()?),
            }
        }
        Ok(source.map(|source| Place { source, ..segment }))
    }
}

impl<R: BufRead> Iterator for Scan<R> {
    type Item = Result<Unit>;

    /// The next unit; an error, with its line, where the file is not well-formed or no XLIFF, is
    /// the last item.
    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let unit = self.next_unit().transpose();
        self.done = !matches!(unit, Some(Ok(_)));
        let at_line = |error: Error| match error.place().line {
            Some(_) => error,
            // Where the parser stands is near enough to the fault to find it.
            None => error.at_line(self.events.line()),
        };
        unit.map(|unit| unit.map_err(at_line))
    }
}

impl Unit {
    /// Puts the segments of a unit of version 1.2 in place.
    fn place(
        &mut self,
        line: usize,
        source: Element,
        segmented: Option<Element>,
        target: Option<Element>,
        approved: bool,
    ) {
        self.source_start = source.whole.start;
        let marked = segmented.filter(|own| !own.marks.is_empty());
        self.after_source = marked.as_ref().map_or(source.whole.end, |own| own.whole.end);
        self.after_target = target.as_ref().map_or(self.after_source, |own| own.whole.end);
        let Some(marked) = marked else {
            let state = target.as_ref().and_then(|target| target.state.as_deref());
            let is_done = approved || !matches!(state, Some("new" | "needs-translation"));
            self.places.push(Place { line, source, target, is_done, ..Place::default() });
            return;
        };
        let find = |id: &Option<String>| {
            let target = target.as_ref()?;
            let mark = target.marks.iter().find(|(own, _)| own == id);
            // A translation that is not cut into segments is one of all of them.
            let whole = (target.marks.is_empty() && !target.is_blank()).then_some(target);
            mark.map(|(_, own)| own).or(whole).cloned()
        };
        for (id, source) in marked.marks {
            let target = find(&id);
            let is_done = true;
            self.places.push(Place { id, line, source, target, is_done, ..Place::default() });
        }
        self.segmented = Some(Segmented { inner: marked.inner, content: marked.content, target });
    }
}

/// The first of these attributes that the tag has.
fn named<const N: usize>(tag: &BytesStart<'_>, names: [&str; N]) -> Option<String> {
    names.iter().find_map(|name| attribute(tag, name))
}

fn is_locked(tag: &BytesStart<'_>, outer: bool) -> bool {
    match attribute(tag, "translate").as_deref() {
        Some("no") => true,
        Some("yes") => false,
        _ => outer,
    }
}
