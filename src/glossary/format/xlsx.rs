//! Our table as an Excel workbook: the first sheet, its columns named in the first row.

use std::io::Cursor;

use rust_xlsxwriter::{Format as CellFormat, Workbook, XlsxError};

use super::Reading;
use crate::error::{Error, Kind, Result};
use crate::glossary::Glossary;
use crate::glossary::row::Rows;
use crate::glossary::write::cell;
use crate::text::workbook::{self, Sheet};

/// How many characters a cell holds (Excel's limit).
const MAX_CELL: usize = 32_767;

/// How many rows a sheet holds (Excel's limit), less the one of the header.
const MAX_ROWS: usize = 1_048_575;

/// Width of the columns, in characters.
const WIDTH: f64 = 28.0;

pub(super) fn read(bytes: &[u8]) -> Result<Reading> {
    let mut sheet = Sheet::open(Cursor::new(bytes))?;
    let (columns, mut left) = (sheet.columns(), None);
    let mut rows = Rows::new(None, true);
    sheet.for_each_row(&mut |row| {
        let left = *left.get_or_insert_with(|| columns.left(&row));
        let number = row.0 as usize + 1;
        let cells: Vec<String> = workbook::cells(row, left).into_iter().map(text).collect();
        if cells.first().is_some_and(|first| first.starts_with('#')) {
            return Ok(());
        }
        rows.take(number, &cells)
    })?;
    Ok(Reading { entries: rows.entries, lost: rows.left_out.into() })
}

/// A cell as text; breaks inside it become blanks.
fn text(cell: String) -> String {
    if cell.contains(['\n', '\r', '\t']) { cell.replace(['\n', '\r', '\t'], " ") } else { cell }
}

/// # Errors
/// `Kind::Unsupported` when there are more entries or longer cells than a sheet holds.
pub(super) fn write(glossary: &Glossary) -> Result<Vec<u8>> {
    let too_much = |what: String| {
        Error::new(Kind::Unsupported(what)).cure("write a .tsv file, which has no such limit")
    };
    if glossary.entries.len() > MAX_ROWS {
        return Err(too_much(format!("more than {MAX_ROWS} entries in a sheet")));
    }
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let bold = CellFormat::new().set_bold();
    for (place, column) in (0u16..).zip(glossary.columns()) {
        sheet.set_column_width(place, WIDTH).map_err(failed)?;
        sheet.write_string_with_format(0, place, column.name(), &bold).map_err(failed)?;
        for (row, entry) in (1u32..).zip(&glossary.entries) {
            let text = cell(entry, column);
            if text.chars().count() > MAX_CELL {
                return Err(too_much(format!("a cell of more than {MAX_CELL} characters")));
            }
            if !text.is_empty() {
                sheet.write_string(row, place, text).map_err(failed)?;
            }
        }
    }
    sheet.set_freeze_panes(1, 0).map_err(failed)?;
    book.save_to_buffer().map_err(failed)
}

fn failed(error: XlsxError) -> Error {
    Error::malformed(error.to_string())
}
