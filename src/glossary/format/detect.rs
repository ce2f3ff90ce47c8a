//! Which format a glossary file is in, by its first bytes and its ending.

use std::path::Path;

use super::{Format, table};
use crate::glossary::Status;
use crate::glossary::column::header;
use crate::glossary::entry::Word;
use crate::lang::tag::LangTag;
use crate::text::decode::{self, Hints};

/// How many bytes are looked at.
const HEAD: usize = 64 * 1024;

impl Format {
    /// The format of a file: by its content where that is telling (workbooks, TBX, UTX), else by
    /// its ending, and a table by its cells. Files with an ending that says nothing are our tables.
    pub fn detect(bytes: &[u8], path: &Path) -> Format {
        if bytes.starts_with(b"PK\x03\x04") {
            return Format::Xlsx;
        }
        let head = &bytes[..bytes.len().min(HEAD)];
        let text = match std::str::from_utf8(head) {
            Ok(text) => text.to_string(),
            // A letter may be cut in two at the end.
            Err(error) if error.error_len().is_none() => {
                String::from_utf8_lossy(&head[..error.valid_up_to()]).into_owned()
            }
            Err(_) => decode::decode(bytes, Hints::default()).map(|d| d.text).unwrap_or_default(),
        };
        let text = text.trim_start_matches('\u{FEFF}');
        if text.trim_start().starts_with('<') {
            return Format::Tbx3Dca;
        }
        if text.starts_with("#UTX") {
            return Format::Utx;
        }
        let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_lowercase();
        match ending.as_str() {
            "csv" if is_deepl(text) => Format::Deepl,
            "csv" => Format::Csv,
            "txt" | "tab" | "utf8" if is_omegat(text) => Format::Omegat,
            _ => Format::Tsv,
        }
    }
}

/// The rows of the beginning of a table, without remarks; the last may be cut off.
fn rows(text: &str, delimiter: char) -> impl Iterator<Item = Vec<&str>> {
    let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines.map(move |line| line.split(delimiter).map(str::trim).collect())
}

/// Whether the third and the fourth cell are languages.
fn is_deepl(text: &str) -> bool {
    let first = rows(text, table::delimiter(text).into()).next();
    let lang = |cell: &str| cell.len() >= 2 && LangTag::parse(cell).is_ok();
    first.is_some_and(|cells| {
        let langs = cells.len() == 4 && lang(cells[2]) && lang(cells[3]);
        langs && header(&cells[..2]).is_none() && <Status as Word>::of(cells[2]).is_none()
    })
}

/// Whether there is no header, and a third cell, but never one that is a status.
fn is_omegat(text: &str) -> bool {
    let mut comments = rows(text, '\t').filter_map(|cells| cells.get(2).copied()).peekable();
    let headed = rows(text, '\t').next().is_some_and(|cells| header(&cells).is_some());
    let long = rows(text, '\t').any(|cells| cells.len() > 3);
    !headed
        && !long
        && comments.peek().is_some()
        && comments.all(|cell| cell.is_empty() || <Status as Word>::of(cell).is_none())
}
