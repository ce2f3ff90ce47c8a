//! UTX 1.20, the simple dictionary format of the Asia-Pacific Association for Machine Translation:
//! tab-separated, header lines that begin with `#`, the last of which names the columns.
//!
//! `src`, `tgt` and `src:pos` must stand, other columns may; one row holds one source term with one
//! rendering, and rows with the same concept ID are one entry.

use std::collections::BTreeMap;

use super::Reading;
use super::lost::Lost;
use crate::error::{Error, Result};
use crate::glossary::column::Column;
use crate::glossary::row::entry;
use crate::glossary::write::cell;
use crate::glossary::{Entry, Glossary, Status};

/// Words for the term status; the first of a status is the one written.
const STATUS: [(&str, Status); 5] = [
    ("approved", Status::Preferred),
    ("provisional", Status::Allowed),
    ("non-standard", Status::Allowed),
    ("forbidden", Status::Forbidden),
    ("rejected", Status::Forbidden),
];

/// Columns besides the terms and the status, with the names that are read; the first is written.
const COLUMNS: [(Column, &[&str]); 8] = [
    (Column::PartOfSpeech, &["src:pos"]),
    (Column::Note, &["comment", "src:comment", "tgt:comment"]),
    (Column::Domain, &["domain"]),
    (Column::Definition, &["definition"]),
    (Column::Match, &["match"]),
    (Column::Case, &["case"]),
    (Column::Example, &["+example"]),
    (Column::Counterexample, &["-example"]),
];

/// What the header says.
#[derive(Default)]
struct Head {
    columns: Vec<String>,
    /// From English to Korean: source and target stand in each other's place.
    turned: bool,
}

impl Head {
    fn take(&mut self, line: &str) {
        if line.starts_with("src\t") {
            self.columns = line.split('\t').map(|name| name.trim().to_lowercase()).collect();
        } else if line.starts_with("UTX") {
            let langs = line.split(';').nth(1).unwrap_or_default().trim().to_lowercase();
            self.turned = langs.starts_with("en") && langs.contains("/ko");
        }
    }

    fn cell<'a>(&self, cells: &[&'a str], name: &str) -> &'a str {
        let place = self.columns.iter().position(|column| column == name);
        place.and_then(|at| cells.get(at)).map_or("", |cell| cell.trim())
    }

    fn known(&self, name: &str) -> bool {
        matches!(name, "src" | "tgt" | "term status" | "concept id")
            || COLUMNS.iter().any(|(_, names)| names.contains(&name))
    }

    fn entry(&self, cells: &[&str], line: usize) -> Result<Entry> {
        let [source, target] = if self.turned { ["tgt", "src"] } else { ["src", "tgt"] };
        let mut columns = vec![Column::Source, Column::Target];
        let mut row = vec![self.cell(cells, source), self.cell(cells, target)];
        for (column, names) in COLUMNS {
            columns.push(column);
            let filled = names.iter().map(|name| self.cell(cells, name));
            row.push(filled.into_iter().find(|text| !text.is_empty()).unwrap_or_default());
        }
        let mut read = entry(&columns, &row, true, line)?;
        let word = self.cell(cells, "term status").to_lowercase();
        read.status = match word.as_str() {
            "" => Status::Preferred,
            "do-not-translate" => Status::DoNotTranslate,
            _ => STATUS.iter().find(|(known, _)| *known == word).map(|&(_, s)| s).ok_or_else(
                || {
                    Error::malformed(format!("unknown term status '{word}'"))
                        .cure("write approved, provisional, non-standard or forbidden")
                },
            )?,
        };
        Ok(read)
    }
}

pub(super) fn read(text: &str) -> Result<Reading> {
    let mut head = Head::default();
    let mut entries: Vec<Entry> = Vec::new();
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut lost = Lost::default();
    for (index, line) in text.lines().enumerate() {
        if let Some(line) = line.strip_prefix('#') {
            head.take(line);
            continue;
        }
        if line.trim().is_empty() {
            continue;
        }
        if head.columns.is_empty() {
            return Err(Error::malformed("no UTX header stands before this line")
                .at_line(index + 1)
                .cure("begin the file with #UTX and a line #src<TAB>tgt<TAB>src:pos"));
        }
        let cells: Vec<&str> = line.split('\t').collect();
        for (name, _) in head.columns.iter().zip(&cells).filter(|(_, cell)| !cell.trim().is_empty())
        {
            if !head.known(name) {
                lost.count(format!("column '{name}'"));
            }
        }
        let read = head.entry(&cells, index + 1).map_err(|error| error.at_line(index + 1))?;
        let concept = head.cell(&cells, "concept id").to_string();
        let same = numbers.get(&concept).map(|&number| &mut entries[number]);
        match same.filter(|same| says_the_same(same, &read)) {
            Some(same) if !concept.is_empty() => {
                add_missing(&mut same.sources, read.sources);
                add_missing(&mut same.targets, read.targets);
            }
            _ => {
                numbers.insert(concept, entries.len());
                entries.push(read);
            }
        }
    }
    Ok(Reading { entries, lost })
}

/// Whether two rows of a concept differ in their terms only.
fn says_the_same(a: &Entry, b: &Entry) -> bool {
    let bare = |entry: &Entry| Entry {
        sources: Vec::new(),
        targets: Vec::new(),
        line: 0,
        ..entry.clone()
    };
    bare(a) == bare(b)
}

fn add_missing(terms: &mut Vec<String>, more: Vec<String>) {
    for term in more {
        if !terms.contains(&term) {
            terms.push(term);
        }
    }
}

pub(super) fn write(glossary: &Glossary) -> String {
    let filled = glossary.columns();
    let columns: Vec<(Column, &str)> = COLUMNS
        .iter()
        .filter(|(column, _)| *column == Column::PartOfSpeech || filled.contains(column))
        .map(|(column, names)| (*column, names[0]))
        .collect();
    let mut out = String::from("#UTX 1.20; ko/en\n#src\ttgt");
    for (_, name) in &columns {
        out.push('\t');
        out.push_str(name);
    }
    out.push_str("\tterm status\tconcept ID\n");
    for (number, entry) in glossary.entries.iter().enumerate() {
        let status = match entry.status {
            Status::DoNotTranslate => "do-not-translate",
            status => {
                STATUS.iter().find(|(_, known)| *known == status).map_or("", |(word, _)| word)
            }
        };
        let rest: String = columns
            .iter()
            .map(|&(column, _)| match cell(entry, column) {
                // The format asks for a part of speech, and most terms are nouns.
                text if column == Column::PartOfSpeech && text.is_empty() => "\tnoun".to_string(),
                text => format!("\t{text}"),
            })
            .collect();
        for source in &entry.sources {
            for target in &entry.targets {
                let terms = [source, target].map(|term| term.replace(['\t', '\n'], " ")).join("\t");
                out.push_str(&format!("{terms}{rest}\t{status}\t{}\n", number + 1));
            }
        }
    }
    out
}
