//! Glossaries in the formats of other programs: tables, workbooks, TBX, UTX.

mod detect;
mod lost;
mod table;
mod tbx;
mod utx;
mod xlsx;

use std::path::Path;

pub use lost::Lost;

use super::{Entry, Glossary, parse};
use crate::error::{Error, Result};
use crate::text::decode::{self, Hints};

/// A file format for glossaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Our table: header, tabs between cells.
    Tsv,
    /// Our table with commas, quoted as RFC 4180 says; semicolons and tabs are read too.
    Csv,
    /// Our table as an Excel workbook.
    Xlsx,
    /// OmegaT: source, target and comment, tabs, no header.
    Omegat,
    /// DeepL: source and target, commas, no header, each source once.
    Deepl,
    /// Google Cloud Translation, equivalent term sets: commas, language codes in the header.
    Google,
    /// TBX 2 (ISO 30042:2008), `martif`.
    Tbx2,
    /// TBX 3 (ISO 30042:2019), TBX-Basic, data categories as attributes.
    Tbx3Dca,
    /// TBX 3 (ISO 30042:2019), TBX-Basic, data categories as tags.
    Tbx3Dct,
    /// TBX 3 (ISO 30042:2019), TBX-Min, data categories as tags.
    TbxMin,
    /// TBX 3 (ISO 30042:2019), TBX-Core: terms and notes.
    TbxCore,
    /// UTX 1.20, Korean to English.
    Utx,
}

/// What a reader found in a file.
struct Reading {
    entries: Vec<Entry>,
    lost: Lost,
}

impl Format {
    /// The format that the ending of a file name says; TBX is written as version 3 with attributes.
    pub fn of(path: &Path) -> Option<Format> {
        let ending = path.extension()?.to_str()?.to_lowercase();
        Some(match ending.as_str() {
            "tsv" | "txt" | "tab" | "utf8" => Format::Tsv,
            "csv" => Format::Csv,
            "xlsx" => Format::Xlsx,
            "tbx" | "xml" => Format::Tbx3Dca,
            "utx" => Format::Utx,
            _ => return None,
        })
    }

    /// Reads a glossary, and says how often the file holds what a glossary has no place for. Any
    /// TBX is read whichever is named. `encoding` overrides what the bytes say.
    ///
    /// ```
    /// use jjak::glossary::format::Format;
    /// let file = "ko;en\r\n수율;yield\r\n";
    /// let (glossary, lost) = Format::Csv.read(file.as_bytes(), "a.csv".as_ref(), None).unwrap();
    /// assert_eq!(glossary.entries[0].targets, ["yield"]);
    /// assert_eq!(lost.iter().count(), 0);
    /// ```
    ///
    /// # Errors
    /// When the bytes are not of the format, with the line of the mistake, or hold no entry.
    pub fn read(
        self,
        bytes: &[u8],
        path: &Path,
        encoding: Option<&str>,
    ) -> Result<(Glossary, Lost)> {
        let reading = self.reading(bytes, encoding).map_err(|error| error.in_file(path))?;
        let Reading { entries, lost } = reading;
        if entries.is_empty() {
            let why: Vec<String> = lost.iter().map(|(what, n)| format!("{n} {what}")).collect();
            let error = match why.is_empty() {
                true => Error::malformed("this glossary holds no entry"),
                false => Error::malformed(format!("no entry can be read: {}", why.join(", "))),
            };
            return Err(error
                .in_file(path)
                .cure("jjak wants Korean terms with English ones; --from names the format"));
        }
        Ok((Glossary { name: parse::name(path), entries }, lost))
    }

    fn reading(self, bytes: &[u8], encoding: Option<&str>) -> Result<Reading> {
        if self == Format::Xlsx {
            return xlsx::read(bytes);
        }
        let decoded = decode::decode(bytes, Hints { encoding, ..Hints::default() })?;
        let text = decoded.text.trim_start_matches('\u{FEFF}');
        match self {
            Format::Tsv => {
                let rows = parse::rows(text, true)?;
                Ok(Reading { entries: rows.entries, lost: rows.left_out.into() })
            }
            Format::Csv | Format::Omegat | Format::Deepl | Format::Google => {
                table::read(self, text)
            }
            Format::Utx => utx::read(text),
            _ => tbx::read(text),
        }
    }

    /// Writes a glossary, and says how often the format could not hold what.
    ///
    /// # Errors
    /// When a workbook cannot hold that many entries or that long a text.
    pub fn write(self, glossary: &Glossary) -> Result<(Vec<u8>, Lost)> {
        let mut lost = Lost::default();
        let text = match self {
            Format::Xlsx => return Ok((xlsx::write(glossary)?, lost)),
            Format::Tsv => glossary.to_tsv(),
            Format::Csv => table::write_csv(glossary),
            Format::Omegat => table::write_omegat(glossary, &mut lost),
            Format::Deepl | Format::Google => table::write_pairs(self, glossary, &mut lost),
            Format::Utx => utx::write(glossary),
            _ => tbx::write(self, glossary, &mut lost),
        };
        Ok((text.into_bytes(), lost))
    }
}

#[cfg(test)]
mod tests;
