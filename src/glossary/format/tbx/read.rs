//! Reads TBX of any version, style and dialect, and its kin: TBX-Min of 2013, MultiTerm's XML.
//!
//! They differ in the names of their elements only, so one reader takes them all. Programs put data
//! at whatever level they like and name the values of a status in their own words.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{OWN, STATUS};
use crate::error::{Error, Result};
use crate::glossary::entry::Word;
use crate::glossary::format::Reading;
use crate::glossary::format::lost::Lost;
use crate::glossary::{Entry, Status};

/// Elements of a text: what they hold belongs to the element around them.
const INLINE: [&str; 9] = ["hi", "foreign", "bpt", "ept", "ph", "sc", "ec", "b", "i"];

/// Who changed what and when, and the numbers of MultiTerm: no part of a glossary.
const MANAGED: [&str; 7] =
    ["date", "transac", "transacNote", "transactionType", "responsibility", "concept", "system"];

/// Words for a status besides those of the standard, in lower case.
const STATUS_WORDS: [(&str, Status); 17] = [
    ("preferred", Status::Preferred),
    ("approved", Status::Preferred),
    ("standard", Status::Preferred),
    ("recommended", Status::Preferred),
    ("final", Status::Preferred),
    ("admitted", Status::Allowed),
    ("allowed", Status::Allowed),
    ("provisional", Status::Allowed),
    ("deprecated", Status::Forbidden),
    ("superseded", Status::Forbidden),
    ("forbidden", Status::Forbidden),
    ("obsolete", Status::Forbidden),
    ("rejected", Status::Forbidden),
    ("prohibited", Status::Forbidden),
    ("notrecommended", Status::Forbidden),
    ("donotuse", Status::Forbidden),
    ("donottranslate", Status::DoNotTranslate),
];

/// The status that a value names, whatever its blanks, hyphens and endings (`preferredTerm`).
fn status(value: &str) -> Option<Status> {
    if let Some(&(_, status)) = STATUS.iter().find(|(word, _)| *word == value) {
        return Some(status);
    }
    let bare: String = value.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let bare = bare.trim_end_matches("admnsts").trim_end_matches("term");
    STATUS_WORDS.iter().find(|(word, _)| *word == bare).map(|&(_, status)| status)
}

/// A term of a concept.
#[derive(Default)]
struct Term {
    text: String,
    status: Option<Status>,
    note: String,
}

/// What is known of the concept that is being read.
#[derive(Default)]
struct Concept {
    entry: Entry,
    targets: Vec<Term>,
    lang: String,
    /// The term that is being read.
    term: Option<Term>,
    any: bool,
}

impl Concept {
    fn korean(&self) -> bool {
        self.lang.split(['-', '_']).next() == Some("ko")
    }

    fn english(&self) -> bool {
        self.lang.split(['-', '_']).next() == Some("en")
    }

    fn end_term(&mut self, lost: &mut Lost) {
        let Some(term) = self.term.take().filter(|term| !term.text.is_empty()) else { return };
        self.any = true;
        if self.korean() {
            append(&mut self.entry.note, &term.note);
            if matches!(term.status, Some(Status::Allowed | Status::Forbidden)) {
                lost.count("status of a Korean term");
            }
            if !self.entry.sources.contains(&term.text) {
                self.entry.sources.push(term.text);
            }
        } else if self.english() {
            if !self.targets.iter().any(|known| known.text == term.text) {
                self.targets.push(term);
            }
        } else {
            lost.count("terms in other languages");
        }
    }

    /// Takes in the text of an element or of a category.
    fn take(&mut self, what: &str, text: &str, lost: &mut Lost) {
        if text.is_empty() {
            return;
        }
        let name: String = what.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        match name.as_str() {
            "term" => self.term.get_or_insert_default().text = text.to_string(),
            "definition" => append(&mut self.entry.definition, text),
            "subjectfield" | "subject" | "domain" => append(&mut self.entry.domain, text),
            "partofspeech" if self.entry.part_of_speech.is_empty() || self.korean() => {
                self.entry.part_of_speech = text.to_string();
            }
            "partofspeech" => {}
            "note" | "usagenote" | "explanation" | "comment" | "descrip" => {
                self.take_note(text, lost)
            }
            "context" | "example" if self.korean() => {
                self.entry.examples.push(text.to_string());
            }
            "administrativestatus"
            | "normativeauthorization"
            | "termstatus"
            | "status"
            | "usagestatus" => match (status(text), &mut self.term) {
                (Some(status), Some(term)) => term.status = Some(status),
                _ => lost.count(format!("{what} '{text}'")),
            },
            "forbidden" if text.eq_ignore_ascii_case("true") || text == "1" => {
                self.term.get_or_insert_default().status = Some(Status::Forbidden);
            }
            // Weblate's word for a term that stays as it is.
            "translationneeded" if text.eq_ignore_ascii_case("no") => {
                self.entry.status = Status::DoNotTranslate;
            }
            _ => lost.count(what),
        }
    }

    /// A note, or what our own writer has put into one.
    fn take_note(&mut self, text: &str, lost: &mut Lost) {
        let own = text.strip_prefix(OWN).and_then(|rest| rest.split_once(": "));
        match (own, &mut self.term) {
            (Some(("match", word)), _)
                if Word::of(word).is_some_and(|m| {
                    self.entry.matching = m;
                    true
                }) => {}
            (Some(("case", word)), _)
                if Word::of(word).is_some_and(|case| {
                    self.entry.case = case;
                    true
                }) => {}
            (Some(("status", word)), Some(term)) if status(word).is_some() => {
                term.status = status(word);
            }
            (Some(("pos", word)), _) => self.entry.part_of_speech = word.to_string(),
            (Some(("-example", text)), _) => self.entry.counterexamples.push(text.to_string()),
            (Some((what, _)), _) => lost.count(format!("note '{OWN}{what}'")),
            (None, Some(term)) => append(&mut term.note, text),
            (None, None) => append(&mut self.entry.note, text),
        }
    }

    /// An entry for each status and note of the targets.
    fn entries(self, line: usize, lost: &mut Lost) -> Vec<Entry> {
        let Concept { entry, targets, any, .. } = self;
        let mut entries: Vec<Entry> = Vec::new();
        if entry.sources.is_empty() || targets.is_empty() {
            let kept = entry.status == Status::DoNotTranslate && !entry.sources.is_empty();
            if kept {
                let targets = entry.sources.clone();
                entries.push(Entry { targets, line, ..entry });
            } else if any {
                lost.count("concepts without a Korean and an English term");
            }
            return entries;
        }
        for term in targets {
            let mut note = entry.note.clone();
            append(&mut note, &term.note);
            let status = term.status.unwrap_or(entry.status);
            match entries.iter_mut().find(|e| e.status == status && e.note == note) {
                Some(same) => same.targets.push(term.text),
                None => {
                    let targets = vec![term.text];
                    entries.push(Entry { targets, status, note, line, ..entry.clone() });
                }
            }
        }
        entries
    }
}

/// Adds a text to a field; one that it holds already is not said twice.
fn append(field: &mut String, text: &str) {
    if field.is_empty() {
        field.push_str(text);
    } else if !text.is_empty() && !field.split("; ").any(|known| known == text) {
        field.push_str("; ");
        field.push_str(text);
    }
}

/// An element that is not closed yet.
struct Open {
    /// Its local name.
    name: String,
    /// The category that its type names, or else its name.
    kind: String,
    text: String,
}

/// The state of reading a file.
#[derive(Default)]
struct File {
    open: Vec<Open>,
    concept: Option<Concept>,
    entries: Vec<Entry>,
    lost: Lost,
    root: String,
}

impl File {
    fn start(&mut self, tag: &BytesStart) {
        let name = tag.local_name().as_ref().to_string();
        let (mut kind, mut lang) = (name.clone(), None);
        for attribute in tag.attributes().flatten() {
            match attribute.key.local_name().as_ref() {
                "lang" => lang = Some(attribute.value.to_lowercase()),
                "type" if name != "language" => kind = attribute.value.to_string(),
                _ => {}
            }
        }
        if self.open.is_empty() {
            self.root.clone_from(&name);
        }
        match name.as_str() {
            "termEntry" | "conceptEntry" | "conceptGrp" | "entry" => {
                self.concept = Some(Concept::default());
            }
            "langSet" | "langSec" | "langGroup" | "language" => {
                if let Some(concept) = &mut self.concept {
                    concept.lang = lang.unwrap_or_default();
                }
            }
            "tig" | "ntig" | "termSec" | "termGroup" => {
                if let Some(concept) = &mut self.concept {
                    concept.term = Some(Term::default());
                }
            }
            _ => {}
        }
        self.open.push(Open { name, kind, text: String::new() });
    }

    fn end(&mut self, line: usize) {
        let Some(Open { name, kind, text }) = self.open.pop() else { return };
        if INLINE.contains(&name.as_str()) {
            self.say(&text);
            return;
        }
        let File { concept, lost, entries, root, .. } = self;
        let Some(of) = concept else { return };
        let said = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !MANAGED.contains(&name.as_str()) {
            of.take(&kind, &said, lost);
        }
        match name.as_str() {
            "tig" | "ntig" | "termSec" | "termGroup" => of.end_term(lost),
            "termGrp" if root == "mtf" => of.end_term(lost),
            "langSet" | "langSec" | "langGroup" | "languageGrp" => of.lang.clear(),
            "termEntry" | "conceptEntry" | "conceptGrp" | "entry" => {
                entries.extend(concept.take().unwrap_or_default().entries(line, lost));
            }
            _ => {}
        }
    }

    fn say(&mut self, text: &str) {
        if let Some(open) = self.open.last_mut() {
            open.text.push_str(text);
        }
    }
}

/// Reads any TBX. Terms in other languages than Korean and English are counted as lost.
///
/// # Errors
/// When this is no XML, ends before its root element does, or is no TBX.
pub(in crate::glossary::format) fn read(text: &str) -> Result<Reading> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut file = File::default();
    let (mut line, mut counted) = (1, 0);
    loop {
        let event = reader.read_event();
        let place = (reader.buffer_position() as usize).min(text.len()).max(counted);
        line += text.as_bytes()[counted..place].iter().filter(|byte| **byte == b'\n').count();
        counted = place;
        let bad = |error: String| Error::malformed(error).at_line(line);
        match event.map_err(|error| bad(format!("this is no well-formed XML: {error}")))? {
            Event::Start(tag) => {
                file.start(&tag);
                if !matches!(file.root.as_str(), "martif" | "tbx" | "TBX" | "mtf") {
                    return Err(bad(format!("this is no TBX file: its root is <{}>", file.root))
                        .cure("give a TBX file of version 2 (martif) or 3 (tbx)"));
                }
            }
            Event::Text(said) => file.say(&said),
            Event::CData(said) => file.say(&said),
            Event::GeneralRef(name) => {
                let name: &str = &name;
                let said = quick_xml::escape::unescape(&format!("&{name};"))
                    .map_err(|error| bad(error.to_string()))?
                    .into_owned();
                file.say(&said);
            }
            Event::End(_) => file.end(line),
            Event::Eof => break,
            _ => {}
        }
    }
    let missing = match file.open.last() {
        _ if file.root.is_empty() => "this is no TBX file: it holds no element".to_string(),
        Some(open) => format!("the file ends inside <{}>", open.name),
        None => return Ok(Reading { entries: file.entries, lost: file.lost }),
    };
    Err(Error::malformed(missing).at_line(line).cure("get the whole file once more"))
}
