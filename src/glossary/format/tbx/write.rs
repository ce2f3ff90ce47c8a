//! Writes TBX: which element holds what in each version, style and dialect.

use super::{OWN, PARTS_OF_SPEECH, STATUS};
use crate::glossary::entry::Word;
use crate::glossary::format::Format;
use crate::glossary::format::lost::{Lost, Trait};
use crate::glossary::{Case, Entry, Glossary, Match, Status};
use crate::unit::markup::push_text;

/// The names that differ between the two versions.
struct Names {
    concept: &'static str,
    lang: &'static str,
    term: &'static str,
}

const V2: Names = Names { concept: "termEntry", lang: "langSet", term: "tig" };
const V3: Names = Names { concept: "conceptEntry", lang: "langSec", term: "termSec" };

/// The module of version 3 that a data category belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Module {
    Min,
    Basic,
}

struct Writer<'a> {
    format: Format,
    names: Names,
    out: &'a mut String,
}

pub(in crate::glossary::format) fn write(
    format: Format,
    glossary: &Glossary,
    lost: &mut Lost,
) -> String {
    let core =
        [Trait::Note, Trait::Match, Trait::Case, Trait::Counterexamples, Trait::DoNotTranslate];
    let min = [Trait::PartOfSpeech, Trait::Domain, Trait::Allowed, Trait::Forbidden];
    match format {
        Format::TbxCore => lost.count_all_but(&core, glossary),
        Format::TbxMin => lost.count_all_but(&[&core[..], &min].concat(), glossary),
        _ => {}
    }
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let names = if format == Format::Tbx2 { V2 } else { V3 };
    out.push_str(&head(format));
    // Without a status, other programs would take a forbidden rendering for a good one.
    let fits = |entry: &&Entry| format != Format::TbxCore || entry.status != Status::Forbidden;
    let entries: Vec<&Entry> = glossary.entries.iter().filter(fits).collect();
    let mut writer = Writer { format, names, out: &mut out };
    for (number, concept) in concepts(&entries).iter().enumerate() {
        writer.concept(number + 1, concept);
    }
    out.push_str(if format == Format::Tbx2 {
        "</body></text>\n</martif>\n"
    } else {
        "</body></text>\n</tbx>\n"
    });
    out
}

/// The element that the file begins with, and its header.
fn head(format: Format) -> String {
    if format == Format::Tbx2 {
        return "<!DOCTYPE martif SYSTEM \"TBXcoreStructV02.dtd\">\n\
            <martif type=\"TBX\" xml:lang=\"ko\">\n<martifHeader>\n\
            <fileDesc><sourceDesc><p>Glossary written by jjak</p></sourceDesc></fileDesc>\n\
            <encodingDesc><p type=\"XCSURI\">TBXXCSV02.xcs</p></encodingDesc>\n\
            </martifHeader>\n<text><body>\n"
            .to_string();
    }
    let (dialect, style, modules) = match format {
        Format::TbxCore => ("TBX-Core", "dca", ""),
        Format::TbxMin => ("TBX-Min", "dct", " xmlns:min=\"http://www.tbxinfo.net/ns/min\""),
        Format::Tbx3Dct => (
            "TBX-Basic",
            "dct",
            " xmlns:min=\"http://www.tbxinfo.net/ns/min\" xmlns:basic=\"http://www.tbxinfo.net/ns/basic\"",
        ),
        _ => ("TBX-Basic", "dca", ""),
    };
    format!(
        "<tbx type=\"{dialect}\" style=\"{style}\" xml:lang=\"ko\" \
         xmlns=\"urn:iso:std:iso:30042:ed-2\"{modules}>\n<tbxHeader><fileDesc><sourceDesc>\
         <p>Glossary written by jjak</p></sourceDesc></fileDesc></tbxHeader>\n<text><body>\n"
    )
}

/// Entries of one concept: the same but for targets, status and note.
fn concepts<'a>(entries: &[&'a Entry]) -> Vec<Vec<&'a Entry>> {
    let bare = |entry: &Entry| Entry {
        targets: Vec::new(),
        status: Status::Preferred,
        note: String::new(),
        line: 0,
        ..entry.clone()
    };
    let mut numbers = std::collections::HashMap::new();
    let mut concepts: Vec<Vec<&Entry>> = Vec::new();
    for &entry in entries {
        let number = *numbers.entry(entry.sources.join("|")).or_insert(concepts.len());
        match concepts.get_mut(number) {
            Some(concept) if bare(concept[0]) == bare(entry) => concept.push(entry),
            _ => {
                numbers.insert(entry.sources.join("|"), concepts.len());
                concepts.push(vec![entry]);
            }
        }
    }
    concepts
}

impl Writer<'_> {
    fn concept(&mut self, number: usize, entries: &[&Entry]) {
        let (entry, name) = (entries[0], self.names.concept);
        self.out.push_str(&format!("<{name} id=\"c{number}\">\n"));
        self.data("descrip", Module::Min, "subjectField", &entry.domain);
        self.data("descrip", Module::Basic, "definition", &entry.definition);
        if entry.matching != Match::Grammar {
            self.own("match", entry.matching.word());
        }
        if entry.case != Case::Auto {
            self.own("case", entry.case.word());
        }
        for text in &entry.counterexamples {
            self.own("-example", text);
        }
        let pos = part_of_speech(&entry.part_of_speech);
        if pos.is_none() && self.format != Format::TbxCore && !entry.part_of_speech.is_empty() {
            self.own("pos", &entry.part_of_speech);
        }
        self.out.push_str(&format!("<{} xml:lang=\"ko\">", self.names.lang));
        for (index, source) in entry.sources.iter().enumerate() {
            self.term(source, |writer| {
                writer.data("termNote", Module::Min, "partOfSpeech", pos.unwrap_or_default());
                for example in entry.examples.iter().filter(|_| index == 0) {
                    writer.data("descrip", Module::Basic, "context", example);
                }
            });
        }
        self.out.push_str(&format!("</{}>\n", self.names.lang));
        self.out.push_str(&format!("<{} xml:lang=\"en\">", self.names.lang));
        for entry in entries {
            let word = STATUS.iter().find(|(_, status)| *status == entry.status);
            let word = word.map_or(STATUS[0].0, |(word, _)| word);
            for target in &entry.targets {
                self.term(target, |writer| {
                    writer.data("termNote", Module::Min, "administrativeStatus", word);
                    if entry.status == Status::DoNotTranslate {
                        writer.own("status", entry.status.word());
                    }
                    if !entry.note.is_empty() {
                        writer.element("note", "note", &entry.note);
                    }
                });
            }
        }
        self.out.push_str(&format!("</{}>\n</{name}>\n", self.names.lang));
    }

    fn term(&mut self, text: &str, rest: impl FnOnce(&mut Self)) {
        let name = self.names.term;
        self.out.push_str(&format!("<{name}>"));
        self.element("term", "term", text);
        rest(self);
        self.out.push_str(&format!("</{name}>"));
    }

    /// A data category, if the dialect has it: an attribute of a general element, or an element of
    /// its own.
    fn data(&mut self, name: &str, module: Module, kind: &str, text: &str) {
        match (self.format, module) {
            _ if text.is_empty() => {}
            (Format::TbxCore, _) | (Format::TbxMin, Module::Basic) => {}
            (Format::TbxMin | Format::Tbx3Dct, _) => {
                let prefix = if module == Module::Min { "min" } else { "basic" };
                let name = format!("{prefix}:{kind}");
                self.element(&name, &name, text);
            }
            _ => self.element(&format!("{name} type=\"{kind}\""), name, text),
        }
    }

    /// A note that holds what TBX has no category for.
    fn own(&mut self, what: &str, text: &str) {
        self.element("note", "note", &format!("{OWN}{what}: {text}"));
    }

    fn element(&mut self, open: &str, close: &str, text: &str) {
        self.out.push_str(&format!("<{open}>"));
        push_text(self.out, text);
        self.out.push_str(&format!("</{close}>"));
    }
}

/// The standard's word for a part of speech, if it has one and reading it gives the same again.
fn part_of_speech(word: &str) -> Option<&'static str> {
    PARTS_OF_SPEECH.into_iter().find(|known| *known == word)
}
