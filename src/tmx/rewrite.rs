//! A file written again: what was not touched stays byte for byte.

use std::io::{BufRead, Write};

use super::conform::Report;
use super::encoded::Encoded;
use super::header::Header;
use super::reader::Reader;
use super::remarks::remarks;
use super::writer::Page;
use crate::error::Result;
use crate::unit::Unit;

/// Writes the units of a [`Reader`] again, in the encoding and between the comments of its file.
///
/// Units that were not changed are copied as they are, whatever they hold. A changed one is
/// written as [`super::Writer`] does it; what had to be changed for that is counted in the
/// [`Report`] of [`Rewriter::finish`].
pub struct Rewriter<W> {
    output: Encoded<W>,
    page: Page,
    /// Whether all is laid out anew: the file lacks what it must have, or has a prefix.
    anew: bool,
    crlf: bool,
}

impl<W: Write> Rewriter<W> {
    /// Begins the file that the reader is at the beginning of, with another header if one is given.
    ///
    /// # Errors
    /// `Kind::Io` when the output cannot be written.
    pub fn new<R: BufRead>(output: W, reader: &Reader<R>, header: Option<&Header>) -> Result<Self> {
        let prolog = reader.prolog();
        let anew =
            !reader.prefix().is_empty() || prolog.header().is_empty() || reader.repairs_made() > 0;
        let charset = reader.charset();
        let mut page = Page::default();
        let crlf = prolog.before().contains("\r\n");
        page.old_lang = !anew && has_old_lang(reader);
        if anew {
            let prolog = format!("{}{}{}", prolog.before(), prolog.header(), prolog.after());
            page.header(header.unwrap_or(reader.header()), charset, &remarks(&prolog));
        } else {
            page.out.push_str(prolog.before());
            match header {
                Some(header) => {
                    let start = page.out.len();
                    page.header_element(header);
                    let element = page.out.split_off(start);
                    page.out.push_str(&line_ends(element.trim(), crlf));
                }
                None => page.out.push_str(prolog.header()),
            }
            page.out.push_str(prolog.after());
        }
        let mut rewriter = Rewriter { output: Encoded::new(output, charset)?, page, anew, crlf };
        rewriter.flush_page()?;
        Ok(rewriter)
    }

    /// Writes the unit that the reader read last, as it was.
    ///
    /// # Errors
    /// `Kind::Io` when the output cannot be written.
    pub fn keep<R: BufRead>(&mut self, reader: &Reader<R>, unit: &Unit) -> Result<()> {
        if self.anew || reader.is_repaired() {
            return self.change(reader, unit);
        }
        self.output.write(reader.between())?;
        self.output.write(reader.raw())
    }

    /// Writes this unit in place of the one that the reader read last.
    ///
    /// # Errors
    /// `Kind::Io` when the output cannot be written.
    pub fn change<R: BufRead>(&mut self, reader: &Reader<R>, unit: &Unit) -> Result<()> {
        if self.anew {
            self.remarks(reader.between());
            self.remarks(reader.raw());
            self.page.unit(unit);
            return self.flush_page();
        }
        // A repair may have been to what stands before the unit.
        if reader.is_repaired() {
            self.remarks(reader.between());
            self.page.out.insert(0, '\n');
            self.page.out.push_str("    ");
            let text = std::mem::take(&mut self.page.out);
            self.output.write(&line_ends(&text, self.crlf))?;
        } else {
            self.output.write(reader.between())?;
        }
        // Comments inside the unit have no place in it that is still sure: they stand before it.
        self.remarks(reader.raw());
        self.page.unit(unit);
        let text = std::mem::take(&mut self.page.out);
        self.output.write(&line_ends(text.trim(), self.crlf))
    }

    /// Leaves out the unit that the reader read last; a comment before it stays.
    ///
    /// # Errors
    /// `Kind::Io` when the output cannot be written.
    pub fn leave_out<R: BufRead>(&mut self, reader: &Reader<R>) -> Result<()> {
        if self.anew || reader.is_repaired() {
            self.remarks(reader.between());
            if !self.anew && !self.page.out.is_empty() {
                self.page.out.insert(0, '\n');
            }
            let text = std::mem::take(&mut self.page.out);
            let text = if self.anew { text.as_str() } else { text.trim_end() };
            return self.output.write(&line_ends(text, self.crlf && !self.anew));
        }
        let between = reader.between().trim_end();
        self.output.write(between)
    }

    /// Adds the unit that the reader of another file read last, as it was where that can stand in
    /// this file.
    ///
    /// # Errors
    /// `Kind::Io` when the output cannot be written.
    pub fn append<R: BufRead>(&mut self, other: &Reader<R>, unit: &Unit) -> Result<()> {
        let alike = other.prefix().is_empty() && has_old_lang(other) == self.page.old_lang;
        if self.anew || !alike {
            return self.add(unit);
        }
        self.output.write(&line_ends("\n    ", self.crlf))?;
        self.output.write(other.raw())
    }

    /// Adds a unit that the file did not have.
    ///
    /// # Errors
    /// `Kind::Io` when the output cannot be written.
    pub fn add(&mut self, unit: &Unit) -> Result<()> {
        self.page.unit(unit);
        let text = std::mem::take(&mut self.page.out);
        if self.anew {
            return self.output.write(&text);
        }
        self.output.write(&line_ends(&format!("\n    {}", text.trim()), self.crlf))
    }

    /// Ends the file as the reader found it ended, and says what had to be changed.
    ///
    /// # Errors
    /// `Kind::Io` when the output cannot be written.
    pub fn finish<R: BufRead>(self, reader: &Reader<R>) -> Result<Report> {
        self.end(reader).map(|(report, _)| report)
    }

    /// As [`Rewriter::finish`]; gives the output back, too.
    ///
    /// # Errors
    /// `Kind::Io` when the output cannot be written.
    pub fn end<R: BufRead>(mut self, reader: &Reader<R>) -> Result<(Report, W)> {
        if self.anew {
            self.remarks(reader.tail());
            self.flush_page()?;
        }
        let epilog = match reader.epilog() {
            _ if self.anew => "  </body>\n</tmx>\n",
            "" => "\n  </body>\n</tmx>\n",
            epilog => epilog,
        };
        self.output.write(epilog)?;
        Ok((self.page.report, self.output.finish()?))
    }

    /// Writes the comments in a text that stands between units, each on a line.
    fn remarks(&mut self, text: &str) {
        self.page.remarks(&remarks(text));
    }

    fn flush_page(&mut self) -> Result<()> {
        self.output.write(&self.page.out)?;
        self.page.out.clear();
        Ok(())
    }
}

/// Whether the file names languages by `lang`: `xml:lang` came with version 1.3.
fn has_old_lang<R: BufRead>(reader: &Reader<R>) -> bool {
    matches!(reader.header().version(), Some("1.1" | "1.2"))
}

fn line_ends(text: &str, crlf: bool) -> String {
    if crlf { text.replace('\n', "\r\n") } else { text.to_string() }
}
