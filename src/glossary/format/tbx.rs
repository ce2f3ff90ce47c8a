//! TBX: ISO 30042:2008 (`martif`) and ISO 30042:2019 (`tbx`), in both of its styles.
//!
//! One entry is one concept: its terms in each language, the status on the English ones. The reader
//! takes all three shapes at once, for they differ in the names of their elements only.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::{Format, Lost};
use crate::error::{Error, Result};
use crate::glossary::{Entry, Glossary, Status};
use crate::unit::markup::push_text;

const STATUS: [(&str, Status); 4] = [
    ("preferredTerm-admn-sts", Status::Preferred),
    ("admittedTerm-admn-sts", Status::Allowed),
    ("deprecatedTerm-admn-sts", Status::Forbidden),
    ("supersededTerm-admn-sts", Status::Forbidden),
];

/// What is known of the concept that is being read.
#[derive(Default)]
struct Concept {
    entry: Entry,
    targets: Vec<(String, Status)>,
    lang: String,
    term: String,
    status: Status,
}

impl Concept {
    fn end_term(&mut self) {
        let term = std::mem::take(&mut self.term);
        let status = std::mem::take(&mut self.status);
        match self.lang.split(['-', '_']).next() {
            _ if term.is_empty() => {}
            Some("ko") => self.entry.sources.push(term),
            Some("en") => self.targets.push((term, status)),
            _ => {}
        }
    }

    fn take(&mut self, what: &str, text: &str) {
        let text = text.trim();
        let field = match what {
            "term" => &mut self.term,
            "definition" => &mut self.entry.definition,
            "subjectField" => &mut self.entry.domain,
            "partOfSpeech" => &mut self.entry.part_of_speech,
            "note" => &mut self.entry.note,
            "administrativeStatus" => {
                let known = STATUS.iter().find(|(word, _)| *word == text);
                self.status = known.map_or(Status::Preferred, |&(_, status)| status);
                return;
            }
            _ => return,
        };
        field.push_str(text);
    }

    /// An entry for each status of the targets.
    fn entries(self, line: usize) -> impl Iterator<Item = Entry> {
        let Concept { entry, targets, .. } = self;
        [Status::Preferred, Status::Allowed, Status::Forbidden].into_iter().filter_map(
            move |status| {
                let of = targets.iter().filter(|(_, own)| *own == status);
                let targets: Vec<String> = of.map(|(term, _)| term.clone()).collect();
                let whole = !targets.is_empty() && !entry.sources.is_empty();
                whole.then(|| Entry { targets, status, line, ..entry.clone() })
            },
        )
    }
}

/// Reads any TBX. Terms in other languages than Korean and English are passed over.
pub(super) fn read(text: &str) -> Result<Vec<Entry>> {
    let text = text.trim_start_matches('\u{FEFF}');
    let mut reader = Reader::from_str(text);
    let (mut entries, mut concept) = (Vec::new(), Concept::default());
    let (mut what, mut said, mut root) = (String::new(), String::new(), false);
    loop {
        let place = reader.buffer_position() as usize;
        let line =
            || text.as_bytes()[..place.min(text.len())].iter().filter(|b| **b == b'\n').count() + 1;
        let bad = |error: String| Error::malformed(error).at_line(line());
        match reader.read_event().map_err(|error| bad(error.to_string()))? {
            Event::Start(tag) => {
                let name = tag.local_name();
                let name = name.as_ref().to_string();
                root |= matches!(name.as_str(), "martif" | "tbx");
                let mut kind = name.clone();
                for attribute in tag.attributes().flatten() {
                    let value = attribute.value.to_string();
                    match attribute.key.local_name().as_ref() {
                        "lang" if matches!(name.as_str(), "langSet" | "langSec") => {
                            concept.lang = value.to_lowercase();
                        }
                        "type" => kind = value,
                        _ => {}
                    }
                }
                if matches!(name.as_str(), "termEntry" | "conceptEntry") {
                    concept = Concept::default();
                }
                (what, said) = (kind, String::new());
            }
            Event::Text(text) => said.push_str(&text),
            Event::CData(text) => said.push_str(&text),
            Event::GeneralRef(name) => {
                let name = name.to_string();
                said.push_str(
                    &quick_xml::escape::unescape(&format!("&{name};"))
                        .map_err(|error| bad(error.to_string()))?,
                );
            }
            Event::End(tag) => {
                concept.take(&std::mem::take(&mut what), &std::mem::take(&mut said));
                match tag.local_name().as_ref() {
                    "tig" | "ntig" | "termSec" => concept.end_term(),
                    "termEntry" | "conceptEntry" => {
                        entries.extend(std::mem::take(&mut concept).entries(line()));
                    }
                    _ => {}
                }
            }
            Event::Eof if root => return Ok(entries),
            Event::Eof => {
                return Err(Error::malformed("this is no TBX file: it has neither martif nor tbx")
                    .cure("give a TBX file of version 2 or 3"));
            }
            _ => {}
        }
    }
}

/// The names that differ between the three shapes.
struct Names {
    head: &'static str,
    foot: &'static str,
    concept: &'static str,
    lang: &'static str,
    term: &'static str,
}

const V2: Names = Names {
    head: "<martif type=\"TBX\" xml:lang=\"en\">\n<martifHeader><fileDesc><sourceDesc><p>Glossary</p>\
           </sourceDesc></fileDesc></martifHeader>\n<text><body>\n",
    foot: "</body></text>\n</martif>\n",
    concept: "termEntry",
    lang: "langSet",
    term: "tig",
};

const V3: Names = Names {
    head: " type=\"TBX-Basic\" xml:lang=\"en\" xmlns=\"urn:iso:std:iso:30042:ed-2\"",
    foot: "</body></text>\n</tbx>\n",
    concept: "conceptEntry",
    lang: "langSec",
    term: "termSec",
};

pub(super) fn write(format: Format, glossary: &Glossary, lost: &mut Lost) -> String {
    let names = if format == Format::Tbx2 { V2 } else { V3 };
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    if format == Format::Tbx2 {
        out.push_str(names.head);
    } else {
        let style = if format == Format::Tbx3Dct {
            "style=\"dct\" xmlns:min=\"http://www.tbxinfo.net/ns/min\" xmlns:basic=\"http://www.tbxinfo.net/ns/basic\""
        } else {
            "style=\"dca\""
        };
        out.push_str(&format!("<tbx {style}{}>\n", names.head));
        out.push_str(
            "<tbxHeader><fileDesc><sourceDesc><p>Glossary</p></sourceDesc></fileDesc></tbxHeader>\n\
             <text><body>\n",
        );
    }
    for (number, entry) in glossary.entries.iter().enumerate() {
        lost.count_own(entry);
        let Names { concept, lang, term, .. } = names;
        out.push_str(&format!("<{concept} id=\"c{}\">", number + 1));
        data(format, "descrip", "min", "subjectField", &entry.domain, &mut out);
        data(format, "descrip", "basic", "definition", &entry.definition, &mut out);
        if !entry.note.is_empty() {
            element("note", "note", &entry.note, &mut out);
        }
        let status = STATUS.iter().find(|(_, status)| *status == entry.status);
        let status = status.map_or(STATUS[0].0, |(word, _)| word);
        for (code, terms) in [("ko", &entry.sources), ("en", &entry.targets)] {
            out.push_str(&format!("<{lang} xml:lang=\"{code}\">"));
            for text in terms {
                out.push_str(&format!("<{term}>"));
                element("term", "term", text, &mut out);
                if code == "en" {
                    data(format, "termNote", "min", "administrativeStatus", status, &mut out);
                } else if text == &entry.sources[0] {
                    let pos = &entry.part_of_speech;
                    data(format, "termNote", "min", "partOfSpeech", pos, &mut out);
                }
                out.push_str(&format!("</{term}>"));
            }
            out.push_str(&format!("</{lang}>"));
        }
        out.push_str(&format!("</{concept}>\n"));
    }
    out.push_str(names.foot);
    out
}

/// A data category: an attribute of a general element, or an element of its own.
fn data(format: Format, name: &str, module: &str, kind: &str, text: &str, out: &mut String) {
    match format {
        _ if text.is_empty() => {}
        Format::Tbx3Dct => {
            let name = format!("{module}:{kind}");
            element(&name, &name, text, out);
        }
        _ => element(&format!("{name} type=\"{kind}\""), name, text, out),
    }
}

fn element(open: &str, close: &str, text: &str, out: &mut String) {
    out.push_str(&format!("<{open}>"));
    push_text(out, text);
    out.push_str(&format!("</{close}>"));
}
