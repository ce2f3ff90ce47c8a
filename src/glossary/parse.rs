//! Reads a glossary from tab-separated lines.

use std::borrow::Cow;
use std::path::Path;

use super::Glossary;
use super::row::Rows;
use crate::error::Result;

impl Glossary {
    /// Reads `source<TAB>target[<TAB>status[<TAB>note]]` lines, or the columns that a header names.
    ///
    /// Alternatives and examples are separated by `|` (a regular expression is one term, bars and
    /// all); blank lines and lines that begin with `#` are skipped. A header is a first line whose
    /// first cells are names of columns: source, target, status, match, case, pos, domain,
    /// definition, note, +example, -example, in any order; columns with other names are passed
    /// over. Cells may be quoted as spreadsheets do. A missing status means preferred. `path` names the glossary and stands in errors.
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
        let entries = rows(text, targets).map_err(|error| error.in_file(path))?.entries;
        Ok(Glossary { name: name(path), entries })
    }
}

/// The name of a glossary: that of its file, without folder.
pub(super) fn name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// The rows of tab-separated lines.
///
/// # Errors
/// As [`Glossary::parse`], without the file.
pub(super) fn rows(text: &str, targets: bool) -> Result<Rows> {
    let mut rows = Rows::new(None, targets);
    for (index, line) in text.trim_start_matches('\u{FEFF}').lines().enumerate() {
        if !line.starts_with('#') {
            let cells: Vec<Cow<str>> = line.split('\t').map(unquoted).collect();
            rows.take(index + 1, &cells)?;
        }
    }
    Ok(rows)
}

/// A cell without the quotation marks that spreadsheets put around one with a mark in it:
/// `"a ""deep"" chip"`.
fn unquoted(cell: &str) -> Cow<'_, str> {
    let inner = cell.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    match inner {
        Some(inner) if !inner.replace("\"\"", "").contains('"') => {
            inner.replace("\"\"", "\"").into()
        }
        _ => cell.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::Status;

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
