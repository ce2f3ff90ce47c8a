//! Gettext catalogues (`.po`): a message a unit.
//!
//! The source language is not said in a catalogue; the target is its `Language` header. Messages
//! that are fuzzy or not translated are passed over, as programs do that show them. Of plural
//! forms each makes a unit, the last for `msgid_plural`; Korean has one form only.

mod entries;
pub mod fill;

use std::io::{BufRead, Write};

use entries::{Entries, Entry};

use super::left_out::{LeftOut, Room};
use super::{PassedOver, Placed};
use crate::error::{Error, Kind, Result};
use crate::lang::tag::LangTag;
use crate::unit::{Unit, Variant};

/// The prop that holds a message's context (`msgctxt`).
const CONTEXT: &str = "x-context";

/// Reads the translated messages of a catalogue. Units stand in the line of their `msgid`.
pub struct Reader<R> {
    entries: Entries<R>,
    source: LangTag,
    target: LangTag,
    /// Units of the message that was read last: of its plural forms, last first.
    waiting: Vec<Placed>,
    passed_over: PassedOver,
}

impl<R: BufRead> Reader<R> {
    /// A reader; `target` is used where the catalogue does not name its language.
    pub fn new(input: R, source: LangTag, target: LangTag) -> Self {
        let passed_over = PassedOver::new("messages that are obsolete, fuzzy or not translated");
        Reader { entries: Entries::new(input), source, target, waiting: Vec::new(), passed_over }
    }

    /// The account of the messages that make no unit.
    pub fn passed_over(&self) -> PassedOver {
        self.passed_over.clone()
    }

    /// The units of a message, last first.
    fn units(&self, entry: &Entry) -> Vec<Placed> {
        let singular = entry.string("msgid").unwrap_or_default();
        let plural = entry.string("msgid_plural").unwrap_or(singular);
        let forms: Vec<&str> = entry.translations().map(|(.., text)| text.as_str()).collect();
        // The header is a message without text.
        if singular.is_empty() {
            return Vec::new();
        }
        if entry.is_fuzzy() || forms.iter().any(|form| form.is_empty()) {
            self.passed_over.add(1);
            return Vec::new();
        }
        let unit = |(nth, form): (usize, &&str)| {
            let source = if nth + 1 == forms.len() { plural } else { singular };
            Placed { unit: self.unit(entry, source, form), line: Some(entry.line) }
        };
        forms.iter().enumerate().map(unit).rev().collect()
    }

    fn unit(&self, entry: &Entry, from: &str, to: &str) -> Unit {
        let (source, target) = (self.source.clone(), self.target.clone());
        let mut unit = Unit::pair(Variant::text(source, from), Variant::text(target, to));
        if let Some(context) = entry.string("msgctxt").filter(|context| !context.is_empty()) {
            unit.set_prop(CONTEXT, context);
        }
        for note in [&entry.notes, &entry.extracted] {
            let note = note.join("\n");
            if !note.is_empty() {
                unit.annotations.add_note(note);
            }
        }
        unit
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Placed>;

    /// The next unit; an error, with its line, where this is no catalogue, is the last item.
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(placed) = self.waiting.pop() {
                return Some(Ok(placed));
            }
            let entry = self.entries.next();
            self.passed_over.add(std::mem::take(&mut self.entries.obsolete));
            let entry = match entry? {
                Ok(entry) => entry,
                Err(error) => return Some(Err(error)),
            };
            if let Some(named) = entry.language() {
                self.target = named;
            }
            self.waiting = self.units(&entry);
        }
    }
}

/// Writes a catalogue of the plain texts.
pub struct Writer<W> {
    output: W,
    langs: [LangTag; 2],
    left_out: LeftOut,
}

impl<W: Write> Writer<W> {
    /// Begins a catalogue.
    ///
    /// # Errors
    /// `Kind::Io` when the output cannot be written.
    pub fn new(mut output: W, source: LangTag, target: LangTag) -> Result<Self> {
        // The plural forms are those of gettext's table: one for Korean and its like.
        let plurals = match target.primary() {
            "ko" | "ja" | "zh" | "vi" | "th" | "id" => "nplurals=1; plural=0;",
            "fr" => "nplurals=2; plural=(n > 1);",
            _ => "nplurals=2; plural=(n != 1);",
        };
        let posix = target.as_str().replace('-', "_");
        write!(
            output,
            "msgid \"\"\nmsgstr \"\"\n\"Language: {posix}\\n\"\n\"MIME-Version: 1.0\\n\"\n\
             \"Content-Type: text/plain; charset=UTF-8\\n\"\n\
             \"Content-Transfer-Encoding: 8bit\\n\"\n\"Plural-Forms: {plurals}\\n\"\n"
        )
        .map_err(failed)?;
        let left_out = LeftOut::default();
        Ok(Writer { output, langs: [source, target], left_out })
    }

    /// Writes a message; its context is the prop `x-context`. A unit without both languages or a
    /// source text is left out and counted.
    ///
    /// # Errors
    /// `Kind::Io` when the output cannot be written.
    pub fn write(&mut self, unit: &Unit) -> Result<()> {
        let [source, target] = &self.langs;
        let (Some(pair), Some(one), Some(two)) =
            (unit.as_pair(1, source, target), unit.variant(source), unit.variant(target))
        else {
            self.left_out.units += 1;
            return Ok(());
        };
        if pair.source.is_empty() {
            self.left_out.blank += 1;
            return Ok(());
        }
        let room = Room { notes: true, props: &[CONTEXT], ..Room::default() };
        self.left_out.count(unit, [one, two], room);
        let mut message = String::from("\n");
        for note in unit.annotations.notes() {
            for line in note.text.lines() {
                message.push_str(&format!("# {line}\n"));
            }
        }
        if let Some(context) = unit.prop(CONTEXT) {
            message.push_str(&format!("msgctxt {}\n", quoted(context)));
        }
        message.push_str(&format!("msgid {}\n", quoted(&pair.source)));
        message.push_str(&format!("msgstr {}\n", quoted(&pair.target)));
        self.output.write_all(message.as_bytes()).map_err(failed)
    }

    /// Ends the catalogue, and says what it could not hold.
    ///
    /// # Errors
    /// `Kind::Io` when the output cannot be written.
    pub fn finish(mut self) -> Result<LeftOut> {
        self.output.flush().map_err(failed)?;
        Ok(self.left_out)
    }
}

fn failed(error: std::io::Error) -> Error {
    Error::new(Kind::Io(error))
}

/// A string as catalogues write it.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(catalogue: &[u8], target: &str) -> Vec<Placed> {
        let reader = Reader::new(catalogue, LangTag::new("en"), LangTag::new(target));
        reader.map(Result::unwrap).collect()
    }

    #[test]
    fn texts_and_contexts_come_back() {
        let (en, ko) = (LangTag::new("en"), LangTag::new("ko"));
        let unit = |one: &str, two: &str| {
            Unit::pair(Variant::text(en.clone(), one), Variant::text(ko.clone(), two))
        };
        let mut menu = unit("Open \"%s\"\n", "\"%s\" 열기\n");
        menu.set_prop(CONTEXT, "menu");
        let units = [menu, unit("back\\slash\ttab", "역\\슬래시\t탭")];
        let mut bytes = Vec::new();
        let mut writer = Writer::new(&mut bytes, en.clone(), ko.clone()).unwrap();
        units.iter().for_each(|unit| writer.write(unit).unwrap());
        assert_eq!(writer.finish().unwrap(), LeftOut::default());
        let placed = read(&bytes, "ja");
        let read: Vec<_> = placed.iter().map(|placed| placed.unit.clone()).collect();
        assert_eq!(read, units);
        let text = String::from_utf8(bytes).unwrap();
        for placed in placed {
            let line = text.lines().nth(placed.line.unwrap() - 1).unwrap();
            let source = placed.unit.variants[0].content.plain_text();
            assert_eq!(line, format!("msgid {}", quoted(&source)));
        }
    }

    #[test]
    fn plural_forms_are_those_of_the_language() {
        let catalogue = "msgid \"%d chip\"\nmsgid_plural \"%d chips\"\n";
        for (forms, wanted) in [
            ("msgstr[0] \"칩 %d개\"\n", vec![("%d chips", "칩 %d개")]),
            (
                "msgstr[0] \"%d puce\"\nmsgstr[1] \"%d puces\"\n",
                vec![("%d chip", "%d puce"), ("%d chips", "%d puces")],
            ),
        ] {
            let units = read(format!("{catalogue}{forms}").as_bytes(), "ko");
            let found: Vec<_> = units
                .iter()
                .map(|placed| {
                    let texts = &placed.unit.variants;
                    (texts[0].content.plain_text(), texts[1].content.plain_text())
                })
                .collect();
            assert_eq!(
                found,
                wanted.iter().map(|(a, b)| ((*a).into(), (*b).into())).collect::<Vec<_>>()
            );
        }
        for (lang, plurals) in
            [("ko", "nplurals=1; plural=0;"), ("en", "nplurals=2; plural=(n != 1);")]
        {
            let mut out = Vec::new();
            let writer = Writer::new(&mut out, LangTag::new("ja"), LangTag::new(lang)).unwrap();
            writer.finish().unwrap();
            assert!(String::from_utf8(out).unwrap().contains(plurals), "{lang}");
        }
    }

    #[test]
    fn what_programs_do_not_show_is_passed_over() {
        let catalogue = "msgid \"\"\nmsgstr \"\"\n\"Language: ko\\n\"\n\n#, fuzzy\nmsgid \"a\"\nmsgstr \"가\"\n\n\
            msgid \"b\"\nmsgstr \"\"\n\nmsgid \"%d chip\"\nmsgid_plural \"%d chips\"\nmsgstr[0] \"칩 %d개\"\n";
        let mut reader = Reader::new(catalogue.as_bytes(), LangTag::new("en"), LangTag::new("ko"));
        let units: Vec<Placed> = reader.by_ref().map(Result::unwrap).collect();
        assert_eq!(reader.passed_over().count(), 2);
        let text = |placed: &Placed| placed.unit.variants[0].content.plain_text().into_owned();
        let texts: Vec<_> = units.iter().map(text).collect();
        assert_eq!(texts, ["%d chips"]);
    }
}
