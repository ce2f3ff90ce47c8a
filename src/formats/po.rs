//! Gettext catalogues (`.po`): a message a unit.
//!
//! The source language is not said in a catalogue; the target is its `Language` header. Messages
//! that are fuzzy or not translated are passed over, as programs do that show them. Of plural
//! forms each makes a unit, the last for `msgid_plural`; Korean has one form only.

use std::collections::HashMap;
pub mod fill;

use std::io::{Read, Write};

use super::Placed;
use super::left_out::{LeftOut, Room};
use crate::error::{Error, Kind, Result};
use crate::lang::tag::LangTag;
use crate::unit::{Unit, Variant};

/// The prop that holds a message's context (`msgctxt`).
const CONTEXT: &str = "x-context";

/// Reads the translated messages of a catalogue. `target` is used where the catalogue does not
/// name its language.
///
/// # Errors
/// `Kind::Malformed` when this is no catalogue.
pub fn read(input: impl Read, source: &LangTag, target: &LangTag) -> Result<Vec<Unit>> {
    let placed = read_placed(input, source, target)?;
    Ok(placed.into_iter().map(|placed| placed.unit).collect())
}

/// As [`read`], with the line of each `msgid`.
///
/// # Errors
/// As [`read`].
pub fn read_placed(
    mut input: impl Read,
    source: &LangTag,
    target: &LangTag,
) -> Result<Vec<Placed>> {
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes).map_err(failed)?;
    let lines = lines(&String::from_utf8_lossy(&bytes));
    let catalogue = polib::po_file::parse_from_reader(bytes.as_slice()).map_err(|error| {
        Error::malformed(format!("this cannot be read as a catalogue: {error}"))
    })?;
    let named = catalogue.metadata.language.trim();
    let target = if named.is_empty() { target.clone() } else { LangTag::new(named) };
    let mut units = Vec::new();
    for message in catalogue.messages() {
        if message.is_fuzzy() || !message.is_translated() {
            continue;
        }
        let context = message.msgctxt().unwrap_or_default();
        let line = lines.get(&(context.to_string(), message.msgid().to_string())).copied();
        let mut add = |from: &str, to: &str| {
            let mut unit =
                Unit::pair(Variant::text(source.clone(), from), Variant::text(target.clone(), to));
            if !context.is_empty() {
                unit.set_prop(CONTEXT, context);
            }
            for note in [message.translator_comments(), message.extracted_comments()] {
                if !note.is_empty() {
                    unit.annotations.add_note(note);
                }
            }
            units.push(Placed { unit, line });
        };
        if let (Ok(plural), Ok(forms)) = (message.msgid_plural(), message.msgstr_plural()) {
            for (index, form) in forms.iter().enumerate() {
                let is_last = index + 1 == forms.len();
                add(if is_last { plural } else { message.msgid() }, form);
            }
        } else if let Ok(text) = message.msgstr() {
            add(message.msgid(), text);
        }
    }
    Ok(units)
}

/// The line, from 1, of each message's `msgid`, by context and text.
fn lines(catalogue: &str) -> HashMap<(String, String), usize> {
    let mut lines = HashMap::new();
    let (mut context, mut text, mut line) = (String::new(), String::new(), None);
    let mut in_context = false;
    for (index, row) in catalogue.lines().enumerate() {
        let row = row.trim();
        if let Some(cell) = row.strip_prefix("msgctxt ") {
            (context, in_context) = (unquoted(cell), true);
        } else if let Some(cell) = row.strip_prefix("msgid ") {
            (text, line, in_context) = (unquoted(cell), Some(index + 1), false);
        } else if row.starts_with('"') && in_context {
            context += &unquoted(row);
        } else if row.starts_with('"') && line.is_some() {
            text += &unquoted(row);
        } else if let Some(line) = line.take() {
            // What follows the text of the message: its translation or plural.
            lines.insert((std::mem::take(&mut context), std::mem::take(&mut text)), line);
        }
    }
    lines
}

/// The string that a catalogue writes so.
fn unquoted(cell: &str) -> String {
    let inner = cell.trim().trim_start_matches('"');
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        let escaped = if c == '\\' { chars.next() } else { None };
        out.push(match escaped {
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some(other) => other,
            None => c,
        });
    }
    out
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

    /// Writes a message; its context is the prop `x-context`.
    ///
    /// # Errors
    /// `Kind::Io` when the output cannot be written.
    pub fn write(&mut self, unit: &Unit) -> Result<()> {
        let [source, target] = &self.langs;
        let pair = unit.as_pair(1, source, target).filter(|pair| !pair.source.is_empty());
        let (Some(pair), Some(one), Some(two)) = (pair, unit.variant(source), unit.variant(target))
        else {
            self.left_out.units += 1;
            return Ok(());
        };
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
        assert_eq!(read(bytes.as_slice(), &en, &LangTag::new("ja")).unwrap(), units);
        let text = String::from_utf8(bytes).unwrap();
        for placed in read_placed(text.as_bytes(), &en, &ko).unwrap() {
            let line = text.lines().nth(placed.line.unwrap() - 1).unwrap();
            let source = placed.unit.variants[0].content.plain_text();
            assert_eq!(line, format!("msgid {}", quoted(&source)));
        }
    }

    #[test]
    fn what_programs_do_not_show_is_passed_over() {
        let catalogue = "msgid \"\"\nmsgstr \"\"\n\"Language: ko\\n\"\n\n#, fuzzy\nmsgid \"a\"\nmsgstr \"가\"\n\n\
            msgid \"b\"\nmsgstr \"\"\n\nmsgid \"%d chip\"\nmsgid_plural \"%d chips\"\nmsgstr[0] \"칩 %d개\"\n";
        let units = read(catalogue.as_bytes(), &LangTag::new("en"), &LangTag::new("ko")).unwrap();
        let texts: Vec<_> =
            units.iter().map(|unit| unit.variants[0].content.plain_text()).collect();
        assert_eq!(texts, ["%d chips"]);
    }
}
