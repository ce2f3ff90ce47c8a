//! Tables: ours with commas, and the plain ones of other programs.

use std::collections::HashSet;

use super::{Format, Lost};
use crate::error::{Error, Result};
use crate::glossary::column::{Column, DEFAULT, NAMES, header};
use crate::glossary::parse::entry;
use crate::glossary::write::cell;
use crate::glossary::{Entry, Glossary, Status};

/// The columns of an OmegaT glossary.
pub(super) const OMEGAT: [Column; 3] = [Column::Source, Column::Target, Column::Note];

/// Reads rows; without fixed columns, the first may be a header.
pub(super) fn read(text: &str, delimiter: u8, fixed: Option<&[Column]>) -> Result<Vec<Entry>> {
    let mut builder = csv::ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(delimiter).comment(Some(b'#'));
    builder.quoting(fixed.is_none());
    let mut reader = builder.from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
    let mut columns: Option<Vec<Column>> = fixed.map(<[Column]>::to_vec);
    let mut entries = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| Error::malformed(error.to_string()))?;
        let line = record.position().map_or(0, |place| place.line() as usize);
        let cells: Vec<&str> = record.iter().collect();
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let known = match &columns {
            Some(columns) => columns,
            None => {
                let named = header(&cells);
                let is_header = named.is_some();
                let known = columns.insert(named.unwrap_or_else(|| DEFAULT.to_vec()));
                if is_header {
                    continue;
                }
                known
            }
        };
        entries.push(entry(known, &cells, true, line).map_err(|error| error.at_line(line))?);
    }
    Ok(entries)
}

fn csv_text<S: AsRef<str>>(rows: impl Iterator<Item = Vec<S>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        // Writing to memory cannot fail, and all rows have the same length.
        let _ = writer.write_record(row.iter().map(AsRef::as_ref));
    }
    writer.into_inner().map_or_else(|_| String::new(), |b| String::from_utf8_lossy(&b).into_owned())
}

/// Our table with commas: every column.
pub(super) fn write_csv(glossary: &Glossary) -> String {
    let columns: Vec<Column> = NAMES.iter().map(|&(column, _)| column).collect();
    let names = columns.iter().map(|column| column.name().to_string()).collect();
    let rows = glossary.entries.iter().map(|e| columns.iter().map(|&c| cell(e, c)).collect());
    csv_text(std::iter::once(names).chain(rows))
}

/// A row for each source term with the first rendering to use.
pub(super) fn write_plain(format: Format, glossary: &Glossary, lost: &mut Lost) -> String {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut seen: HashSet<&str> = HashSet::new();
    if format == Format::Google {
        rows.push(vec!["ko".into(), "en".into()]);
    }
    for entry in &glossary.entries {
        lost.count_own(entry);
        lost.count("part of speech", !entry.part_of_speech.is_empty());
        lost.count("domain", !entry.domain.is_empty());
        lost.count("definition", !entry.definition.is_empty());
        lost.count("forbidden renderings", entry.status == Status::Forbidden);
        if entry.status == Status::Forbidden {
            continue;
        }
        let comment = format == Format::Omegat;
        let once = !comment;
        lost.count("note", !comment && !entry.note.is_empty());
        lost.count("further renderings", once && entry.targets.len() > 1);
        lost.count("status allowed", entry.status == Status::Allowed);
        let targets =
            if once { &entry.targets[..entry.targets.len().min(1)] } else { &entry.targets };
        for source in &entry.sources {
            if once && !seen.insert(source) {
                lost.count("further renderings", true);
                continue;
            }
            for target in targets {
                let mut row = vec![source.clone(), target.clone()];
                if comment {
                    row.push(entry.note.clone());
                }
                rows.push(row);
            }
        }
    }
    match format {
        Format::Omegat => rows.iter().map(|row| row.join("\t") + "\n").collect(),
        _ => csv_text(rows.into_iter()),
    }
}
