//! Writes a glossary as tab-separated lines.

use super::column::{Column, NAMES};
use super::entry::Word;
use super::{Case, Entry, Glossary, Match, Status};

impl Glossary {
    /// The glossary as a table that [`Glossary::parse`] reads: a header, and the columns that some
    /// entry fills; source and target always.
    pub fn to_tsv(&self) -> String {
        let columns = self.columns();
        let names: Vec<&str> = columns.iter().map(|column| column.name()).collect();
        let mut out = names.join("\t");
        out.push('\n');
        for entry in &self.entries {
            let cells: Vec<String> =
                columns.iter().map(|&column| quoted(cell(entry, column))).collect();
            out.push_str(&cells.join("\t"));
            out.push('\n');
        }
        out
    }

    /// The columns that some entry fills; source and target always.
    pub(super) fn columns(&self) -> Vec<Column> {
        let used = |column: &Column| {
            matches!(column, Column::Source | Column::Target)
                || self.entries.iter().any(|entry| !cell(entry, *column).is_empty())
        };
        NAMES.iter().map(|&(column, _)| column).filter(used).collect()
    }
}

/// A cell that would be read as a quoted one is quoted.
fn quoted(cell: String) -> String {
    match cell.len() > 1 && cell.starts_with('"') && cell.ends_with('"') {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell,
    }
}

/// What an entry has in a column, on one line; empty for the default.
pub(super) fn cell(entry: &Entry, column: Column) -> String {
    let word = |plain: bool, word: &str| if plain { String::new() } else { word.to_string() };
    let text = match column {
        Column::Source => entry.sources.join("|"),
        Column::Target => entry.targets.join("|"),
        Column::Status => word(entry.status == Status::Preferred, entry.status.word()),
        Column::Match => word(entry.matching == Match::Grammar, entry.matching.word()),
        Column::Case => word(entry.case == Case::Auto, entry.case.word()),
        Column::PartOfSpeech => entry.part_of_speech.clone(),
        Column::Domain => entry.domain.clone(),
        Column::Definition => entry.definition.clone(),
        Column::Note => entry.note.clone(),
        Column::Example => entry.examples.join("|"),
        Column::Counterexample => entry.counterexamples.join("|"),
        Column::Other => String::new(),
    };
    text.replace(['\t', '\n', '\r'], " ")
}
