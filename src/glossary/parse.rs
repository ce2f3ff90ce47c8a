//! Reads a glossary from tab-separated lines.

use std::path::Path;

use super::column::{Column, DEFAULT, header};
use super::entry::Word;
use super::{Entry, Glossary, Match, Status};
use crate::error::{Error, Result};

impl Glossary {
    /// Reads `source<TAB>target[<TAB>status[<TAB>note]]` lines, or the columns that a header names.
    ///
    /// Alternatives and examples are separated by `|` (a regular expression is one term, bars and
    /// all); blank lines and lines that begin with `#` are skipped. A header is a first line whose
    /// first cells are names of columns: source, target, status, match, case, pos, domain,
    /// definition, note, +example, -example, in any order; columns with other names are passed
    /// over. A missing status means preferred. `path` names the glossary and stands in errors.
    ///
    /// ```
    /// use jjak::glossary::{Glossary, Match};
    /// let text = "source\tmatch\ttarget\n칩 값\texact\tchip price\n";
    /// let glossary = Glossary::parse(text, "chips.tsv".as_ref()).unwrap();
    /// assert_eq!(glossary.entries[0].matching, Match::Exact);
    /// ```
    ///
    /// # Errors
    /// At the first line that has no source, no target (unless its status is do-not-translate), or
    /// a status, match or case that is not known, or a regular expression that is none.
    pub fn parse(text: &str, path: &Path) -> Result<Glossary> {
        Glossary::read(text, path, true)
    }

    /// Reads a list of terms: as [`Glossary::parse`], but targets may be missing, and so may their
    /// column. For finding source terms only.
    ///
    /// # Errors
    /// As [`Glossary::parse`], targets excepted.
    pub fn parse_terms(text: &str, path: &Path) -> Result<Glossary> {
        Glossary::read(text, path, false)
    }

    fn read(text: &str, path: &Path, targets: bool) -> Result<Glossary> {
        let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        let mut entries = Vec::new();
        let mut columns: Option<Vec<Column>> = None;
        for (index, line) in text.trim_start_matches('\u{FEFF}').lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let Some(columns) = &columns else {
                let cells: Vec<&str> = line.split('\t').collect();
                let named = header(&cells);
                let is_header = named.is_some();
                let columns = columns.insert(named.unwrap_or_else(|| DEFAULT.to_vec()));
                if !is_header {
                    entries.push(read_line(line, columns, targets, path, index + 1)?);
                }
                continue;
            };
            entries.push(read_line(line, columns, targets, path, index + 1)?);
        }
        Ok(Glossary { name, entries })
    }
}

fn read_line(
    line: &str,
    columns: &[Column],
    targets: bool,
    path: &Path,
    number: usize,
) -> Result<Entry> {
    let cells: Vec<&str> = line.splitn(columns.len(), '\t').collect();
    let entry = entry(columns, &cells, targets, number);
    entry.map_err(|error| error.at_line(number).in_file(path))
}

/// The entry of one line of a table.
///
/// # Errors
/// As [`Glossary::parse`], without the place; targets may be missing unless `targets`.
pub(super) fn entry(
    columns: &[Column],
    cells: &[&str],
    targets: bool,
    line: usize,
) -> Result<Entry> {
    let cell = |wanted: Column| {
        let place = columns.iter().position(|&column| column == wanted);
        place.and_then(|at| cells.get(at)).map_or("", |cell| cell.trim())
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
            _ => alternatives(cell(Column::Source)),
        },
        targets: alternatives(cell(Column::Target)),
        status,
        matching,
        case: word(cell(Column::Case), "case", "auto, sensitive or insensitive")?,
        part_of_speech: cell(Column::PartOfSpeech).to_string(),
        domain: cell(Column::Domain).to_string(),
        definition: cell(Column::Definition).to_string(),
        note: cell(Column::Note).to_string(),
        examples: alternatives(cell(Column::Example)),
        counterexamples: alternatives(cell(Column::Counterexample)),
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
fn alternatives(cell: &str) -> Vec<String> {
    let parts = cell.split('|').map(str::trim);
    parts.filter(|part| part.chars().any(char::is_alphanumeric)).map(str::to_string).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Glossary> {
        Glossary::parse(text, Path::new("dir/chips.tsv"))
    }

    #[test]
    fn reads_alternatives_status_and_note() {
        let text = "\u{FEFF}# chips\nsource\ttarget\tstatus\tnote\n\n\
                    반도체 | 칩\tsemiconductor|chip\n수율\tproduction rate\tForbidden\tuse yield\r\n";
        let glossary = parse(text).unwrap();
        assert_eq!(glossary.name, "chips.tsv");
        assert_eq!(glossary.entries[0].sources, ["반도체", "칩"]);
        assert_eq!(glossary.entries[0].targets, ["semiconductor", "chip"]);
        assert_eq!(glossary.entries[0].line, 4);
        assert_eq!(glossary.entries[1].status, Status::Forbidden);
        assert_eq!(glossary.entries[1].note, "use yield");
    }

    #[test]
    fn names_the_bad_line() {
        for (text, message) in [
            ("칩\tchip\n반도체\n", "dir/chips.tsv:2: this line has no target term"),
            ("칩 chip\n", "dir/chips.tsv:1: this line has no target term"),
            ("\tchip\n", "dir/chips.tsv:1: this line has no source term"),
            ("칩\tchip\tgood\n", "dir/chips.tsv:1: unknown status 'good'"),
        ] {
            let error = parse(text).unwrap_err().to_string();
            assert!(error.starts_with(message), "{error}");
            assert!(error.contains("help: write"), "{error}");
        }
    }
}
