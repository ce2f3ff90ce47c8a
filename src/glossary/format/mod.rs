//! Glossaries in the formats of other programs: tables, TBX, UTX.

mod table;
mod tbx;
mod utx;

use std::collections::BTreeMap;
use std::path::Path;

use super::{Case, Entry, Glossary, Match, Status};
use crate::error::Result;

/// A file format for glossaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Our table: header, tabs between cells.
    Tsv,
    /// Our table with commas, quoted as RFC 4180 says.
    Csv,
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
    /// UTX 1.20, Korean to English.
    Utx,
}

impl Format {
    /// The format that the ending of a file name says; TBX is written as version 3 with attributes.
    pub fn of(path: &Path) -> Option<Format> {
        let ending = path.extension()?.to_str()?.to_lowercase();
        Some(match ending.as_str() {
            "tsv" | "txt" | "tab" => Format::Tsv,
            "csv" => Format::Csv,
            "tbx" | "xml" => Format::Tbx3Dca,
            "utx" => Format::Utx,
            _ => return None,
        })
    }

    /// Reads a glossary. Any TBX is read whichever of the three is named.
    ///
    /// # Errors
    /// When the text is not of the format, with the line of the mistake.
    pub fn read(self, text: &str, path: &Path) -> Result<Glossary> {
        let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        let entries = match self {
            Format::Tsv => return Glossary::parse(text, path),
            Format::Csv => table::read(text, b',', None),
            Format::Omegat => table::read(text, b'\t', Some(&table::OMEGAT)),
            Format::Deepl | Format::Google => table::read(text, b',', None),
            Format::Tbx2 | Format::Tbx3Dca | Format::Tbx3Dct => tbx::read(text),
            Format::Utx => utx::read(text),
        };
        Ok(Glossary { name, entries: entries.map_err(|error| error.in_file(path))? })
    }

    /// Writes a glossary, and says how often the format could not hold what.
    pub fn write(self, glossary: &Glossary) -> (String, Lost) {
        let mut lost = Lost::default();
        let text = match self {
            Format::Tsv => glossary.to_tsv(),
            Format::Csv => table::write_csv(glossary),
            Format::Omegat | Format::Deepl | Format::Google => {
                table::write_plain(self, glossary, &mut lost)
            }
            Format::Tbx2 | Format::Tbx3Dca | Format::Tbx3Dct => {
                tbx::write(self, glossary, &mut lost)
            }
            Format::Utx => utx::write(glossary, &mut lost),
        };
        (text, lost)
    }
}

/// What could not be written: how many entries lost what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lost(BTreeMap<&'static str, usize>);

impl Lost {
    /// Names of what was lost, with the number of entries.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, usize)> {
        self.0.iter().map(|(&what, &count)| (what, count))
    }

    fn count(&mut self, what: &'static str, lost: bool) {
        if lost {
            *self.0.entry(what).or_default() += 1;
        }
    }

    /// What only our own tables hold.
    fn count_own(&mut self, entry: &Entry) {
        self.count("match mode", entry.matching != Match::Grammar);
        self.count("letter case", entry.case != Case::Auto);
        self.count("self-tests", !entry.examples.is_empty() || !entry.counterexamples.is_empty());
        self.count("do-not-translate", entry.status == Status::DoNotTranslate);
    }
}

#[cfg(test)]
mod tests;
