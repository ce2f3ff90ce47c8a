//! Reads a glossary from tab-separated lines.

use std::path::Path;

use super::{Entry, Glossary, Status};
use crate::error::{Error, Result};

/// First cells by which a header line is known, in lower case.
const HEADER: [(&str, &str); 4] =
    [("source", "target"), ("ko", "en"), ("korean", "english"), ("원문", "번역")];

impl Glossary {
    /// Reads `source<TAB>target[<TAB>status[<TAB>note]]` lines.
    ///
    /// Alternatives are separated by `|`; blank lines and lines that begin with `#` are skipped,
    /// and so is a header. A missing status means preferred. `path` names the glossary and stands
    /// in errors.
    ///
    /// # Errors
    /// At the first line that has no source, no target or an unknown status.
    pub fn parse(text: &str, path: &Path) -> Result<Glossary> {
        let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        let mut entries = Vec::new();
        let mut first = true;
        for (index, line) in text.trim_start_matches('\u{FEFF}').lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            if !(std::mem::take(&mut first) && is_header(line)) {
                let entry = entry(line, index + 1);
                entries.push(entry.map_err(|e| e.at_line(index + 1).in_file(path))?);
            }
        }
        Ok(Glossary { name, entries })
    }
}

fn is_header(line: &str) -> bool {
    let mut cells = line.split('\t').map(|cell| cell.trim().to_lowercase());
    let (source, target) = (cells.next(), cells.next());
    HEADER.iter().any(|&(s, t)| source.as_deref() == Some(s) && target.as_deref() == Some(t))
}

fn entry(line: &str, number: usize) -> Result<Entry> {
    let mut cells = line.splitn(4, '\t');
    let sources = alternatives(cells.next());
    let targets = alternatives(cells.next());
    if sources.is_empty() {
        return Err(Error::malformed("this line has no source term")
            .cure("write source<TAB>target, or # before a remark"));
    }
    if targets.is_empty() {
        return Err(Error::malformed("this line has no target term")
            .cure("write source<TAB>target, with a tab between the two"));
    }
    let status = status(cells.next().unwrap_or_default().trim())?;
    let note = cells.next().unwrap_or_default().trim().to_string();
    Ok(Entry { sources, targets, status, note, line: number })
}

/// The parts of a cell between bars, less those that are blank.
fn alternatives(cell: Option<&str>) -> Vec<String> {
    let parts = cell.unwrap_or_default().split('|').map(str::trim);
    parts.filter(|part| part.chars().any(char::is_alphanumeric)).map(str::to_string).collect()
}

fn status(name: &str) -> Result<Status> {
    match name.to_lowercase().as_str() {
        "" | "preferred" => Ok(Status::Preferred),
        "allowed" => Ok(Status::Allowed),
        "forbidden" => Ok(Status::Forbidden),
        _ => Err(Error::malformed(format!("unknown status '{name}'")).cure(
            "write preferred, allowed or forbidden in the third column; notes go into the fourth",
        )),
    }
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
