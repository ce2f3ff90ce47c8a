//! Tables between commas, semicolons or tabs: ours, and the plain ones of other programs.

use std::collections::HashSet;

use super::lost::{Lost, Trait};
use super::{Format, Reading};
use crate::error::{Error, Result};
use crate::glossary::column::Column;
use crate::glossary::row::Rows;
use crate::glossary::write::cell;
use crate::glossary::{Glossary, Status};

/// The columns of an OmegaT glossary.
const OMEGAT: [Column; 3] = [Column::Source, Column::Target, Column::Note];

/// The columns of a DeepL glossary: terms, then their languages.
const DEEPL: [Column; 4] = [Column::Source, Column::Target, Column::Other, Column::Other];

/// Reads rows; a first one that names columns is a header, but for the formats that have none.
pub(super) fn read(format: Format, text: &str) -> Result<Reading> {
    let (text, named, skipped) = match text.split_once('\n') {
        Some((first, rest)) if separator(first).is_some() => (rest, separator(first), 1),
        _ => (text, None, 0),
    };
    let fixed = match format {
        Format::Omegat => Some(&OMEGAT[..]),
        Format::Deepl => Some(&DEEPL[..]),
        _ => None,
    };
    let mut builder = csv::ReaderBuilder::new();
    builder.has_headers(false).flexible(true).comment(Some(b'#'));
    builder.delimiter(match format {
        Format::Omegat => b'\t',
        _ => named.unwrap_or_else(|| delimiter(text)),
    });
    builder.quoting(format != Format::Omegat);
    let mut reader = builder.from_reader(text.as_bytes());
    let mut rows = Rows::new(fixed, true);
    for record in reader.records() {
        let record = record.map_err(|error| Error::malformed(error.to_string()))?;
        let line = record.position().map_or(0, |place| place.line() as usize) + skipped;
        let cells: Vec<&str> = record.iter().collect();
        rows.take(line, &cells)?;
    }
    let mut left_out = rows.left_out;
    if format == Format::Deepl {
        // The languages are Korean and English, or the texts would not do.
        left_out.clear();
    }
    Ok(Reading { entries: rows.entries, lost: left_out.into() })
}

/// What a first line `sep=;`, by which Excel is told, names.
fn separator(line: &str) -> Option<u8> {
    let named = line.trim_end().strip_prefix("sep=")?;
    (named.len() == 1).then(|| named.as_bytes()[0])
}

/// The delimiter that stands most often, outside quotation marks, in the first line with cells.
pub(super) fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let bare = first.unwrap_or_default().split('"').step_by(2);
    let bare: String = bare.collect();
    // The last of equals wins: a comma.
    let count = |mark: &u8| bare.bytes().filter(|byte| byte == mark).count();
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

fn csv_text<S: AsRef<str>>(rows: impl Iterator<Item = Vec<S>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        // Writing to memory cannot fail, and all rows have the same length.
        let _ = writer.write_record(row.iter().map(AsRef::as_ref));
    }
    writer.into_inner().map_or_else(|_| String::new(), |b| String::from_utf8_lossy(&b).into_owned())
}

/// Our table with commas.
pub(super) fn write_csv(glossary: &Glossary) -> String {
    let columns = glossary.columns();
    let names = columns.iter().map(|column| column.name().to_string()).collect();
    let rows = glossary.entries.iter().map(|e| columns.iter().map(|&c| cell(e, c)).collect());
    csv_text(std::iter::once(names).chain(rows))
}

/// OmegaT's table: a row for each source term with each rendering. A forbidden rendering would be
/// proposed like any other, so it is left out.
pub(super) fn write_omegat(glossary: &Glossary, lost: &mut Lost) -> String {
    lost.count_all_but(&[Trait::Note], glossary);
    let mut out = String::new();
    for entry in glossary.entries.iter().filter(|entry| entry.status != Status::Forbidden) {
        for source in &entry.sources {
            for target in &entry.targets {
                let cells =
                    [source, target, &entry.note].map(|cell| cell.replace(['\t', '\n'], " "));
                out.push_str(cells.join("\t").trim_end());
                out.push('\n');
            }
        }
    }
    out
}

/// The tables of DeepL and Google: each source term once, with the first rendering to use.
pub(super) fn write_pairs(format: Format, glossary: &Glossary, lost: &mut Lost) -> String {
    lost.count_all_but(&[], glossary);
    let mut rows: Vec<[&str; 2]> = Vec::new();
    let mut seen: HashSet<&str> = HashSet::new();
    if format == Format::Google {
        rows.push(["ko", "en"]);
    }
    for entry in glossary.entries.iter().filter(|entry| entry.status != Status::Forbidden) {
        let Some((target, further)) = entry.targets.split_first() else { continue };
        for source in &entry.sources {
            let first = seen.insert(source);
            if first {
                rows.push([source, target]);
            }
            if !first || !further.is_empty() {
                lost.count("further renderings");
            }
        }
    }
    csv_text(rows.into_iter().map(Vec::from))
}
