//! The rows of an Excel workbook, of its first sheet, read one at a time.
//!
//! What Excel does with texts makes a workbook hard to bound: it keeps them apart from the sheet, in
//! one list that has to be held in memory. So a workbook is looked through before it is read
//! (`bounds`), and refused when it would unpack to more than a workbook of people does.

mod bounds;

use std::io::{Read, Seek};

use calamine::{Data, Reader as _, Xlsx};

use crate::error::{Error, Kind, Result};

/// How many columns a sheet has (Excel's limit).
const MAX_COLUMNS: u32 = 16_384;
/// How many bytes the cells of a row may hold together.
const MAX_ROW: usize = 16 << 20;

/// A row that holds something: its number, from 0, and its cells by column, from 0.
pub type Row = (u32, Vec<(u32, String)>);

/// The first sheet of a workbook.
pub struct Sheet<R> {
    book: Xlsx<R>,
    name: String,
    columns: Columns,
}

/// Where the table of a sheet begins: its first column, if the workbook says how far it goes.
#[derive(Debug, Clone, Copy)]
pub struct Columns(Option<u32>);

impl Columns {
    /// The column in which the table begins whose first row this is.
    pub fn left(self, (_, cells): &Row) -> u32 {
        let filled = cells.first().map_or(0, |(column, _)| *column);
        self.0.map_or(filled, |first| first.min(filled))
    }
}

impl<R: Read + Seek> Sheet<R> {
    /// Opens a workbook. The texts that it keeps apart from its sheets are read now.
    ///
    /// # Errors
    /// `Kind::Malformed` when this is no workbook, `Kind::Unsupported` when it unpacks to more than
    /// is held in memory, `Kind::Empty` when it has no sheet.
    pub fn open(mut input: R) -> Result<Self> {
        bounds::check(&mut input)?;
        let mut book: Xlsx<R> = Xlsx::new(input).map_err(wrong)?;
        let name = book.sheet_names().into_iter().next().ok_or_else(|| Error::new(Kind::Empty))?;
        let said = book.worksheet_cells_reader(&name).map_err(wrong)?.dimensions();
        // What writes a workbook row by row cannot say beforehand how far it goes.
        let columns = Columns((said.start != said.end).then_some(said.start.1));
        Ok(Sheet { book, name, columns })
    }

    /// What the workbook says of where the table begins.
    pub fn columns(&self) -> Columns {
        self.columns
    }

    /// Hands over the rows that hold something, in order.
    ///
    /// # Errors
    /// `Kind::Malformed` when the sheet cannot be read on; those of the callback.
    pub fn for_each_row(&mut self, each: &mut dyn FnMut(Row) -> Result<()>) -> Result<()> {
        let mut cells = self.book.worksheet_cells_reader(&self.name).map_err(wrong)?;
        let (mut row, mut bytes): (Row, usize) = ((0, Vec::new()), 0);
        while let Some(cell) = cells.next_cell().map_err(wrong)? {
            let (number, column) = cell.get_position();
            let text = match Data::from(cell.get_value().clone()) {
                Data::Empty => continue,
                data => data.to_string(),
            };
            if column >= MAX_COLUMNS {
                return Err(Error::malformed(format!(
                    "a cell in column {}",
                    u64::from(column) + 1
                )));
            }
            if number != row.0 && !row.1.is_empty() {
                each(std::mem::take(&mut row))?;
                bytes = 0;
            }
            bytes += text.len() + size_of::<(u32, String)>();
            if bytes > MAX_ROW {
                let message = format!("more than {} MB in one row", MAX_ROW >> 20);
                return Err(Error::malformed(message).at_line(number as usize + 1));
            }
            row.0 = number;
            row.1.push((column, text));
        }
        if row.1.is_empty() { Ok(()) } else { each(row) }
    }
}

/// The cells of the table in a row, from the column in which the table begins.
pub fn cells((_, filled): Row, left: u32) -> Vec<String> {
    let mut cells = Vec::new();
    for (column, text) in filled {
        let Some(index) = column.checked_sub(left) else { continue };
        cells.resize(cells.len().max(index as usize + 1), String::new());
        cells[index as usize] = text;
    }
    cells
}

fn wrong(error: calamine::XlsxError) -> Error {
    Error::malformed(format!("this cannot be read as a workbook: {error}"))
}
