//! Findings as an Excel workbook: one a row, marks in red, filters on every column; a second sheet
//! counts them by rule.
//!
//! Rows go to a temporary file as they come. A sheet of Excel's holds 1,048,576 rows: findings
//! after the last of them are counted, and said on the second sheet.

use std::io::{Seek, Write};

use rust_xlsxwriter::{Color, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use crate::check::Severity;
use crate::error::{Error, Kind, Result};

use super::record::{Record, Run};
use super::tally::Tally;
use super::{Report, written};

/// Rows of a sheet (Excel's limit), less the one of the header.
const MAX_ROWS: u32 = 1_048_575;
/// Characters of a cell (Excel's limit).
const MAX_CELL: usize = 32_767;

/// Columns of the first sheet with their widths in characters.
const COLUMNS: &[(&str, f64)] = &[
    ("severity", 10.0),
    ("rule", 20.0),
    ("message", 44.0),
    ("file", 24.0),
    ("unit", 8.0),
    ("line", 8.0),
    ("unit id", 16.0),
    ("source", 60.0),
    ("target", 60.0),
    ("id", 18.0),
];
const SOURCE: u16 = 7;
const TARGET: u16 = 8;

/// A workbook being written.
pub struct Sheets<W> {
    output: W,
    book: Workbook,
    formats: Formats,
    rows: u32,
    left_out: usize,
}

struct Formats {
    head: Format,
    plain: Format,
    mark: Format,
    error: Format,
    warning: Format,
    info: Format,
}

impl Formats {
    fn new() -> Self {
        let top = Format::new().set_align(FormatAlign::Top).set_text_wrap();
        Formats {
            head: Format::new().set_bold(),
            plain: top.clone(),
            mark: Format::new().set_bold().set_font_color(Color::RGB(0xB0_00_20)),
            error: top.clone().set_background_color(Color::RGB(0xF8_D7_DA)),
            warning: top.clone().set_background_color(Color::RGB(0xFF_F3_CD)),
            info: top.set_background_color(Color::RGB(0xD9_E9_F7)),
        }
    }

    fn of(&self, severity: Severity) -> &Format {
        match severity {
            Severity::Error => &self.error,
            Severity::Warning => &self.warning,
            Severity::Info => &self.info,
        }
    }
}

impl<W: Write> Sheets<W> {
    /// Begins a workbook, which is written to `output` at the end.
    ///
    /// # Errors
    /// When there is no room for the temporary file.
    pub fn new(output: W) -> Result<Self> {
        let (mut book, formats) = (Workbook::new(), Formats::new());
        let sheet = book.add_worksheet_with_constant_memory().map_err(failed)?;
        sheet.set_name("findings").map_err(failed)?;
        for (column, (name, width)) in (0..).zip(COLUMNS) {
            sheet.set_column_width(column, *width).map_err(failed)?;
            sheet.write_string_with_format(0, column, *name, &formats.head).map_err(failed)?;
        }
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
        Ok(Sheets { output, book, formats, rows: 0, left_out: 0 })
    }

    fn row(&mut self, record: &Record<'_>) -> std::result::Result<(), XlsxError> {
        let Record { finding, file, line, unit_id, id, .. } = *record;
        let (row, formats) = (self.rows, &self.formats);
        let sheet = self.book.worksheet_from_index(0)?;
        let plain = &formats.plain;
        let message = record.message();
        let severity = formats.of(finding.severity);
        sheet.write_string_with_format(row, 0, finding.severity.name(), severity)?;
        sheet.write_string_with_format(row, 1, finding.rule, plain)?;
        sheet.write_string_with_format(row, 2, shortened(&message), plain)?;
        sheet.write_string_with_format(row, 3, shortened(file), plain)?;
        sheet.write_number_with_format(row, 4, finding.unit as f64, plain)?;
        if let Some(line) = line {
            sheet.write_number_with_format(row, 5, line as f64, plain)?;
        }
        if let Some(id) = unit_id {
            sheet.write_string_with_format(row, 6, shortened(id), plain)?;
        }
        text(sheet, row, SOURCE, &record.source_runs(), formats)?;
        text(sheet, row, TARGET, &record.target_runs(), formats)?;
        sheet.write_string_with_format(row, 9, id, plain)?;
        Ok(())
    }

    fn counts(&mut self, tally: &Tally) -> std::result::Result<(), XlsxError> {
        let last = u16::try_from(COLUMNS.len() - 1).unwrap_or(u16::MAX);
        self.book.worksheet_from_index(0)?.autofilter(0, 0, self.rows, last)?;
        let head = self.formats.head.clone();
        let sheet = self.book.add_worksheet();
        sheet.set_name("rules")?;
        sheet.set_column_width(0, 24)?;
        for (column, name) in (0..).zip(["rule", "severity", "findings", "units"]) {
            sheet.write_string_with_format(0, column, name, &head)?;
        }
        let mut row = 1;
        for (rule, severity, count) in tally.rules() {
            sheet.write_string(row, 0, rule)?;
            sheet.write_string(row, 1, severity.name())?;
            sheet.write_number(row, 2, count.findings as f64)?;
            sheet.write_number(row, 3, count.units as f64)?;
            row += 1;
        }
        if self.left_out > 0 {
            let said = format!("{} findings more than a sheet can hold", self.left_out);
            sheet.write_string(row + 1, 0, said)?;
        }
        Ok(())
    }
}

impl<W: Write> Report for Sheets<W> {
    fn finding(&mut self, record: &Record<'_>) -> Result<()> {
        if self.rows == MAX_ROWS {
            self.left_out += 1;
            return Ok(());
        }
        self.rows += 1;
        self.row(record).map_err(failed)
    }

    fn finish(mut self: Box<Self>, tally: &Tally) -> Result<()> {
        self.counts(tally).map_err(failed)?;
        // A workbook is a zip archive, which must be written back and forth.
        let mut file = written_value(tempfile::tempfile())?;
        self.book.save_to_writer(&mut file).map_err(failed)?;
        written(file.rewind())?;
        written_value(std::io::copy(&mut file, &mut self.output))?;
        written(self.output.flush())
    }
}

/// A text with its marks; one without is plain.
fn text(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    runs: &[Run<'_>],
    formats: &Formats,
) -> std::result::Result<(), XlsxError> {
    let whole: String = runs.iter().map(|run| run.text).collect();
    let marked = runs.iter().any(|run| run.mark);
    if !marked || runs.len() < 2 || whole.encode_utf16().count() > MAX_CELL {
        let format = if marked { &formats.mark } else { &formats.plain };
        sheet.write_string_with_format(row, column, shortened(&whole), format)?;
        return Ok(());
    }
    let default = Format::new();
    let parts: Vec<(&Format, &str)> = runs
        .iter()
        .map(|run| (if run.mark { &formats.mark } else { &default }, run.text))
        .collect();
    sheet.write_rich_string_with_format(row, column, &parts, &formats.plain)?;
    Ok(())
}

/// As much of a text as a cell holds, with an ellipsis where it is cut.
fn shortened(text: &str) -> String {
    if text.encode_utf16().count() <= MAX_CELL {
        return text.to_string();
    }
    let mut units = 0;
    let kept = text.chars().take_while(|c| {
        units += c.len_utf16();
        units < MAX_CELL
    });
    kept.chain(['…']).collect()
}

fn written_value<T>(result: std::io::Result<T>) -> Result<T> {
    result.map_err(|error| Error::new(Kind::Io(error)))
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
    fn a_long_text_is_cut_to_a_cell() {
        let long = "가😀".repeat(20_000);
        let cut = shortened(&long);
        assert!(cut.encode_utf16().count() <= MAX_CELL && cut.ends_with('…'));
        assert_eq!(shortened("수율"), "수율");
    }
}
