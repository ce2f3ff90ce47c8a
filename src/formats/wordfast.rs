//! Wordfast Classic memories (`.txt`): a unit a line, cells between tabs, no quotation.
//!
//! The first line is a header whose cells begin with `%`. A unit has date, user, reuse count,
//! source language, source, target language, target, and up to five attributes. Characters of
//! windows-1252 that old versions could not store stand as `&'93;`, their byte in hexadecimal.

use std::io::BufRead;

use encoding_rs::WINDOWS_1252;

use super::Placed;
use super::lines::Lines;
use crate::error::{Error, Result};
use crate::lang::tag::LangTag;
use crate::unit::{Unit, Variant};

/// Reads a memory.
pub struct Reader<R> {
    lines: Lines<R>,
    done: bool,
}

impl<R: BufRead> Reader<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// `Kind::Malformed` when it is not that of a Wordfast memory; `Kind::Io`.
    pub fn new(input: R) -> Result<Self> {
        let mut lines = Lines::new(input);
        if !lines.read()? || !is_wordfast(lines.text()) {
            let message = "this is not a Wordfast memory: its first line says otherwise";
            let error = Error::malformed(message).at_line(1);
            return Err(error.cure("give the .txt file that Wordfast keeps its memory in"));
        }
        Ok(Reader { lines, done: false })
    }

    fn read_unit(&mut self) -> Result<Option<Placed>> {
        while self.lines.read()? {
            let (text, line) = (self.lines.text(), self.lines.number());
            if !text.trim().is_empty() {
                let unit = read_unit(text).map_err(|error| error.at_line(line))?;
                return Ok(Some(Placed { unit, line: Some(line) }));
            }
        }
        Ok(None)
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Placed>;

    /// The next unit; an error, with its line, where one has too few cells, is the last item.
    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let unit = self.read_unit().transpose();
        self.done = !matches!(unit, Some(Ok(_)));
        unit
    }
}

/// Whether the text begins as such a memory does.
pub fn is_wordfast(text: &str) -> bool {
    let first = text.trim_start_matches('\u{FEFF}').lines().next().unwrap_or_default();
    first.starts_with('%') && first.contains("Wordfast")
}

fn read_unit(line: &str) -> Result<Unit> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [date, user, reuse, from, source, to, target, attributes @ ..] = cells.as_slice() else {
        let error = Error::malformed(format!("this unit has {} cells, not 7 or more", cells.len()));
        return Err(error.cure("delete the line, or put the missing tabs in"));
    };
    let variant = |lang: &str, text: &str| Variant::text(LangTag::new(lang), unescape(text));
    let mut unit = Unit::pair(variant(from, source), variant(to, target));
    let date = date.replacen('~', "T", 1);
    for (name, value) in [("creationid", *user), ("usagecount", *reuse)] {
        if !value.is_empty() {
            unit.attributes.set(name, value);
        }
    }
    if let Some(when) = crate::unit::date::parse(&date) {
        unit.set_created(when);
    }
    for (index, value) in attributes.iter().enumerate().filter(|(_, value)| !value.is_empty()) {
        unit.annotations.add_prop(format!("x-wordfast-{}", index + 1), unescape(value));
    }
    Ok(unit)
}

/// Resolves `&'93;`.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("&'") {
        out.push_str(&rest[..at]);
        let after = &rest[at + 2..];
        let byte = after.split_once(';').and_then(|(code, after)| {
            (code.len() == 2).then(|| u8::from_str_radix(code, 16).ok()).flatten().zip(Some(after))
        });
        match byte {
            Some((byte, after)) => {
                out.push_str(&WINDOWS_1252.decode_without_bom_handling(&[byte]).0);
                rest = after;
            }
            None => {
                out.push_str("&'");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<Unit>> {
        Reader::new(text.as_bytes())?.map(|placed| Ok(placed?.unit)).collect()
    }

    const HEADER: &str =
        "\u{FEFF}%20260301~090000\t%User\t%TU=1\t%KO-KR\t%Wordfast TM v.5\t%EN-US\r\n";

    #[test]
    fn reads_units_with_their_escapes() {
        let text = format!(
            "{HEADER}20260301~091500\tKIM\t3\tKO-KR\t&'93;수율&'94; R&'26;D&'85; &'zz;\tEN-US\tYields\t경제\t\t\r\n"
        );
        assert!(is_wordfast(&text));
        let unit = read(&text).unwrap().remove(0);
        assert_eq!(unit.variants[0].content.plain_text(), "“수율” R&D… &'zz;");
        assert_eq!(unit.attributes.get("creationdate"), Some("20260301T091500Z"));
        assert_eq!(
            (unit.attributes.get("usagecount"), unit.prop("x-wordfast-1")),
            (Some("3"), Some("경제"))
        );
    }

    #[test]
    fn other_tables_and_short_lines_are_refused() {
        assert!(read("ko\ten\n").is_err());
        let error = read(&format!("{HEADER}하나\tone\n")).unwrap_err();
        assert_eq!(error.place().line, Some(2));
    }
}
