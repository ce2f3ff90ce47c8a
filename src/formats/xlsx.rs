//! Bilingual tables as Excel workbooks: a unit a row, source and target in the first two columns.
//!
//! The first row names the languages, as in [`super::tsv`]; columns after the second become props.
//! Only the first sheet is read.

use std::io::{Read, Seek, Write};

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::left_out::{LeftOut, Room};
use super::{Placed, handed};
use crate::error::{Error, Kind, Result};
use crate::lang::tag::LangTag;
use crate::text::workbook::{self, Row, Sheet};
use crate::unit::{Unit, Variant};

/// How many rows a sheet holds (Excel's limit), less the one of the header.
const MAX_ROWS: u32 = 1_048_575;
/// How many characters a cell holds (Excel's limit).
const MAX_CELL: usize = 32_767;

/// Reads the first sheet. Row by row, but for the texts that the workbook keeps apart from its
/// sheets, as Excel does with all: they are held in memory. Units stand in the row they have in
/// the sheet.
pub struct Reader {
    rows: Box<dyn Iterator<Item = Result<Row>> + Send>,
    /// The column in which the table begins.
    left: u32,
    langs: [LangTag; 2],
    /// The cells of the header, if there is one.
    kinds: Vec<String>,
}

impl Reader {
    /// Reads the first row of the sheet, whose languages win over those given.
    ///
    /// # Errors
    /// `Kind::Malformed` when this is no workbook, `Kind::Unsupported` when it unpacks to more than
    /// is held in memory; `Kind::Empty` when it holds no row.
    pub fn new<R>(input: R, source: LangTag, target: LangTag) -> Result<Self>
    where
        R: Read + Seek + Send + 'static,
    {
        let mut sheet = Sheet::open(input)?;
        let columns = sheet.columns();
        let mut rows = handed(move |each| sheet.for_each_row(each));
        let first = rows.next().ok_or_else(|| Error::new(Kind::Empty))??;
        let left = columns.left(&first);
        let cells = workbook::cells(first.clone(), left);
        let mut reader =
            Reader { rows: Box::new(rows), left, langs: [source, target], kinds: Vec::new() };
        match header(&cells) {
            Some(langs) => (reader.langs, reader.kinds) = (langs, cells),
            None => reader.rows = Box::new(std::iter::once(Ok(first)).chain(reader.rows)),
        }
        Ok(reader)
    }

    fn unit(&self, row: Row) -> Option<Unit> {
        let mut cells = workbook::cells(row, self.left).into_iter();
        let (from, to) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        if from.is_empty() && to.is_empty() {
            return None;
        }
        let [one, two] = self.langs.clone();
        let mut unit = Unit::pair(Variant::text(one, from), Variant::text(two, to));
        for (index, text) in cells.enumerate().filter(|(_, text)| !text.is_empty()) {
            let kind = match self.kinds.get(index + 2).map(|kind| kind.trim()) {
                Some(kind) if kind.starts_with("x-") => kind.to_string(),
                Some(kind) if !kind.is_empty() => format!("x-{kind}"),
                _ => format!("x-column-{}", index + 3),
            };
            unit.annotations.add_prop(kind, text);
        }
        Some(unit)
    }
}

impl Iterator for Reader {
    type Item = Result<Placed>;

    /// The next unit; rows whose first two cells are empty are passed over. An error, where the
    /// sheet cannot be read on, is the last item.
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let row = match self.rows.next()? {
                Ok(row) => row,
                Err(error) => return Some(Err(error)),
            };
            let line = Some(row.0 as usize + 1);
            if let Some(unit) = self.unit(row) {
                return Some(Ok(Placed { unit, line }));
            }
        }
    }
}

/// The languages that the first row names.
fn header(row: &[String]) -> Option<[LangTag; 2]> {
    let [first, second, ..] = row else { return None };
    let parse = |cell: &String| LangTag::parse(cell.trim()).ok();
    let (first, second) = (parse(first)?, parse(second)?);
    (first != second).then_some([first, second])
}

/// Writes a workbook of one sheet; rows go to a temporary file as they come.
pub struct Writer {
    book: Workbook,
    langs: [LangTag; 2],
    props: Vec<String>,
    rows: u32,
    left_out: LeftOut,
}

impl Writer {
    /// Begins a workbook with a header row; props of these types get a column each.
    ///
    /// # Errors
    /// `Kind::Io` when there is no room for the temporary file.
    pub fn new(source: LangTag, target: LangTag, props: Vec<String>) -> Result<Self> {
        let mut book = Workbook::new();
        let bold = Format::new().set_bold();
        let sheet = book.add_worksheet_with_constant_memory().map_err(failed)?;
        for (column, lang) in [(0, &source), (1, &target)] {
            sheet.set_column_width(column, 60).map_err(failed)?;
            sheet.write_string_with_format(0, column, lang.as_str(), &bold).map_err(failed)?;
        }
        for (column, kind) in (2..).zip(&props) {
            sheet.write_string_with_format(0, column, kind, &bold).map_err(failed)?;
        }
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
        let left_out = LeftOut::default();
        Ok(Writer { book, langs: [source, target], props, rows: 0, left_out })
    }

    /// Writes the texts of the two languages, and the props that have a column.
    ///
    /// # Errors
    /// `Kind::Unsupported` when the sheet is full or a text too long for a cell.
    pub fn write(&mut self, unit: &Unit) -> Result<()> {
        let [source, target] = &self.langs;
        let (Some(pair), Some(one), Some(two)) =
            (unit.as_pair(1, source, target), unit.variant(source), unit.variant(target))
        else {
            self.left_out.units += 1;
            return Ok(());
        };
        let held: Vec<&str> = self.props.iter().map(String::as_str).collect();
        self.left_out.count(unit, [one, two], Room { props: &held, ..Room::default() });
        if self.rows == MAX_ROWS {
            let error =
                Error::new(Kind::Unsupported(format!("more than {MAX_ROWS} units in a sheet")));
            return Err(error.cure("split the memory first: jjak tmx split --units 1000000"));
        }
        self.rows += 1;
        let sheet = self.book.worksheet_from_index(0).map_err(failed)?;
        let values = held.iter().map(|kind| unit.prop(kind).unwrap_or_default());
        let texts = [pair.source.as_ref(), pair.target.as_ref()];
        for (column, text) in (0..).zip(texts.into_iter().chain(values)) {
            if text.chars().count() > MAX_CELL {
                let message = format!("a text of more than {MAX_CELL} characters");
                let error = Error::new(Kind::Unsupported(message));
                return Err(error.cure("write a .tsv or .jsonl file"));
            }
            sheet.write_string(self.rows, column, text).map_err(failed)?;
        }
        Ok(())
    }

    /// Writes the workbook, and says what it could not hold.
    ///
    /// # Errors
    /// `Kind::Io` when the output cannot be written.
    pub fn finish<W: Write + Seek + Send>(mut self, output: W) -> Result<LeftOut> {
        self.book.save_to_writer(output).map_err(failed)?;
        Ok(self.left_out)
    }
}

fn failed(error: XlsxError) -> Error {
    match error {
        XlsxError::IoError(io) => Error::new(Kind::Io(io)),
        other => Error::malformed(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_as_they_were() {
        let (ko, en) = (LangTag::ko_kr(), LangTag::en_us());
        let unit = |one: &str, two: &str| {
            Unit::pair(Variant::text(ko.clone(), one), Variant::text(en.clone(), two))
        };
        let units =
            [unit("  수율 <3%> & \"두\n줄\"\t", "=SUM(A1)"), unit("0123", "1e5"), unit("칩😀", "")];
        let mut writer = Writer::new(ko.clone(), en.clone(), Vec::new()).unwrap();
        units.iter().for_each(|unit| writer.write(unit).unwrap());
        writer.write(&Unit::default()).unwrap();
        let mut bytes = std::io::Cursor::new(Vec::new());
        assert_eq!(writer.finish(&mut bytes).unwrap(), LeftOut { units: 1, ..LeftOut::default() });
        bytes.set_position(0);
        let placed: Vec<_> = Reader::new(bytes, en, ko).unwrap().map(Result::unwrap).collect();
        assert_eq!(
            placed.iter().map(|placed| placed.line).collect::<Vec<_>>(),
            [2, 3, 4].map(Some)
        );
        assert_eq!(placed.into_iter().map(|placed| placed.unit).collect::<Vec<_>>(), units);
    }

    #[test]
    fn what_is_no_workbook_is_refused() {
        let bytes = std::io::Cursor::new(b"no workbook".to_vec());
        assert!(Reader::new(bytes, LangTag::ko_kr(), LangTag::en_us()).is_err());
    }
}
