//! The rows of a glossary table, whatever kind of file they stand in: which column says what, and
//! the entry that a row makes.

use std::collections::BTreeMap;

use super::column::{Column, DEFAULT, header};
use super::entry::Word;
use super::{Entry, Match, Status};
use crate::error::{Error, Result};

/// Takes rows in and makes entries of them.
pub(super) struct Rows {
    /// `None` until the first row has shown whether it is a header.
    columns: Option<Vec<Column>>,
    /// The cells of the header, as written.
    names: Vec<String>,
    /// Whether a row without target is a mistake.
    targets: bool,
    /// The entries so far.
    pub entries: Vec<Entry>,
    /// How many rows fill a column that a glossary has no place for.
    pub left_out: BTreeMap<String, usize>,
}

impl Rows {
    /// Rows with these columns, or else with those of the header that the first row may be.
    pub(super) fn new(fixed: Option<&[Column]>, targets: bool) -> Rows {
        Rows {
            columns: fixed.map(<[Column]>::to_vec),
            names: Vec::new(),
            targets,
            entries: Vec::new(),
            left_out: BTreeMap::new(),
        }
    }

    /// Takes a row in; blank ones are passed over. `line` counts from 1.
    ///
    /// # Errors
    /// As [`entry`], at this line.
    pub(super) fn take<S: AsRef<str>>(&mut self, line: usize, cells: &[S]) -> Result<()> {
        let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        let columns = match &self.columns {
            Some(columns) => columns,
            None => {
                let named = header(&cells);
                let is_header = named.is_some();
                let columns = self.columns.insert(named.unwrap_or_else(|| DEFAULT.to_vec()));
                if is_header {
                    self.names = cells.iter().map(|cell| cell.trim().to_string()).collect();
                    return Ok(());
                }
                columns
            }
        };
        let filled = (0..cells.len()).filter(|&at| !cells[at].trim().is_empty());
        for at in filled {
            if columns.get(at).is_none_or(|column| *column == Column::Other) {
                let name = match self.names.get(at).filter(|name| !name.is_empty()) {
                    Some(name) => format!("column '{name}'"),
                    None => format!("column {}", at + 1),
                };
                *self.left_out.entry(name).or_default() += 1;
            }
        }
        let entry = entry(columns, &cells, self.targets, line);
        self.entries.push(entry.map_err(|error| error.at_line(line))?);
        Ok(())
    }
}

/// The entry of one row. Several columns of source terms or of targets count as one.
///
/// # Errors
/// When it has no source, no target (unless targets may be missing, or its status is
/// do-not-translate), a word that is not known, or a regular expression that is none.
pub(super) fn entry(
    columns: &[Column],
    cells: &[&str],
    targets: bool,
    line: usize,
) -> Result<Entry> {
    let all = |wanted: Column| {
        let places = columns.iter().zip(cells).filter(move |(column, _)| **column == wanted);
        places.map(|(_, cell)| cell.trim()).filter(|cell| !cell.is_empty())
    };
    let cell = |wanted: Column| all(wanted).next().unwrap_or_default();
    let terms = |wanted: Column| {
        let mut terms: Vec<String> = Vec::new();
        for term in all(wanted).flat_map(alternatives) {
            if !terms.contains(&term) {
                terms.push(term);
            }
        }
        terms
    };
    let matching: Match = word(cell(Column::Match), "match", "grammar, exact or regex")?;
    let status: Status = word(
        cell(Column::Status),
        "status",
        "preferred, allowed, forbidden or do-not-translate, and notes into the column after it",
    )?;
    let mut entry = Entry {
        sources: match matching {
            Match::Regex => vec![pattern(cell(Column::Source))?],
            _ => terms(Column::Source),
        },
        targets: terms(Column::Target),
        status,
        matching,
        case: word(cell(Column::Case), "case", "auto, sensitive or insensitive")?,
        part_of_speech: cell(Column::PartOfSpeech).to_string(),
        domain: cell(Column::Domain).to_string(),
        definition: cell(Column::Definition).to_string(),
        note: cell(Column::Note).to_string(),
        examples: terms(Column::Example),
        counterexamples: terms(Column::Counterexample),
        line,
    };
    if entry.sources.is_empty() {
        return Err(Error::malformed("this line has no source term")
            .cure("write source<TAB>target, or # before a remark"));
    }
    if entry.targets.is_empty() && status == Status::DoNotTranslate && matching != Match::Regex {
        entry.targets.clone_from(&entry.sources);
    }
    if entry.targets.is_empty() && targets {
        return Err(Error::malformed("this line has no target term")
            .cure("write source<TAB>target, with a tab between the two"));
    }
    Ok(entry)
}

/// The parts of a cell between bars, less those that are blank.
fn alternatives(cell: &str) -> impl Iterator<Item = String> {
    let parts = cell.split('|').map(str::trim);
    parts.filter(|part| part.chars().any(char::is_alphanumeric)).map(str::to_string)
}

/// A cell that must be a regular expression.
fn pattern(cell: &str) -> Result<String> {
    match regex_lite::Regex::new(cell) {
        Ok(_) if !cell.is_empty() => Ok(cell.to_string()),
        Ok(_) => Err(Error::malformed("this line has no source term")
            .cure("write the regular expression into the source column")),
        Err(error) => Err(Error::malformed(format!("'{cell}' is no regular expression: {error}"))
            .cure("mend it, or write exact or grammar in the match column")),
    }
}

fn word<T: Word>(cell: &str, what: &str, choice: &str) -> Result<T> {
    T::of(cell).ok_or_else(|| {
        Error::malformed(format!("unknown {what} '{cell}'"))
            .cure(format!("write {choice} in the {what} column"))
    })
}
