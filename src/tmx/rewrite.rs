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
        Rewriter::begin(output, reader, header.map_or(Top::Same, Top::Header), false)
    }

    /// As [`Rewriter::new`], but every unit is written as [`super::Writer`] does it, so that the
    /// file is valid whatever the first was like. Comments are kept.
    ///
    /// # Errors
    /// `Kind::Io` when the output cannot be written.
    pub fn valid<R: BufRead>(output: W, reader: &Reader<R>) -> Result<Self> {
        Rewriter::begin(output, reader, Top::Same, true)
    }

    pub(super) fn begin<R: BufRead>(
        output: W,
        reader: &Reader<R>,
        top: Top<'_>,
        valid: bool,
    ) -> Result<Self> {
        let prolog = reader.prolog();
        let anew = Rewriter::<W>::is_anew(reader, valid);
        let charset = reader.charset();
        let mut page = Page::default();
        let crlf = prolog.before().contains("\r\n");
        page.old_lang = !anew && has_old_lang(reader);
        if anew {
            let prolog = format!("{}{}{}", prolog.before(), prolog.header(), prolog.after());
            let header = if let Top::Header(header) = top { header } else { reader.header() };
            page.header(header, charset, &remarks(&prolog));
        } else {
            page.out.push_str(prolog.before());
            match top {
                Top::Header(header) => {
                    let start = page.out.len();
                    page.header_element(header);
                    let element = page.out.split_off(start);
                    page.out.push_str(&line_ends(element.trim(), crlf));
                }
                Top::Text(text) => page.out.push_str(text),
                Top::Same => page.out.push_str(prolog.header()),
            }
            page.out.push_str(prolog.after());
        }
        let mut rewriter = Rewriter { output: Encoded::new(output, charset)?, page, anew, crlf };
        rewriter.flush_page()?;
        Ok(rewriter)
    }

    /// Whether all is laid out anew, of a file that the reader is at the beginning of.
    pub(super) fn is_anew<R: BufRead>(reader: &Reader<R>, valid: bool) -> bool {
        let is_broken = reader.prolog().header().is_empty() || reader.repairs_made() > 0;
        valid || is_broken || !reader.prefix().is_empty()
    }

    /// Writes the unit that the reader read last, as it was.
    ///
    /// # Errors
    /// `Kind::Io` when the output cannot be written.
    pub fn keep<R: BufRead>(&mut self, reader: &Reader<R>, unit: &Unit) -> Result<()> {
        if self.lays_out(reader) {
            return self.change(reader, unit);
        }
        self.output.write(reader.between())?;
        self.output.write(reader.raw())
    }

    /// Writes the unit that the reader read last as this text, which differs from its own in what
    /// stands in attributes. Not for a unit that had to be repaired.
    pub(super) fn keep_as<R: BufRead>(&mut self, reader: &Reader<R>, text: &str) -> Result<()> {
        self.output.write(reader.between())?;
        self.output.write(text)
    }

    /// Whether the unit that the reader read last is laid out anew, whatever is done with it.
    pub(super) fn lays_out<R: BufRead>(&self, reader: &Reader<R>) -> bool {
        self.anew || reader.is_repaired()
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

    /// Adds the unit that the reader of another file read last, with the comments before it: as it
    /// was, where it was not changed and can stand so in this file.
    ///
    /// # Errors
    /// `Kind::Io` when the output cannot be written.
    pub fn append<R: BufRead>(
        &mut self,
        other: &Reader<R>,
        unit: &Unit,
        is_changed: bool,
    ) -> Result<()> {
        let alike = other.prefix().is_empty() && has_old_lang(other) == self.page.old_lang;
        self.remarks(other.between());
        if alike && !is_changed && !self.lays_out(other) {
            self.write_added()?;
            self.output.write(&line_ends("\n    ", self.crlf))?;
            return self.output.write(other.raw());
        }
        self.remarks(other.raw());
        self.page.unit(unit);
        self.write_added()
    }

    /// Leaves out the unit that the reader of another file read last; a comment before it is
    /// added, and once all its units are read, those after the last.
    ///
    /// # Errors
    /// `Kind::Io` when the output cannot be written.
    pub fn pass<R: BufRead>(&mut self, other: &Reader<R>) -> Result<()> {
        self.remarks(other.between());
        self.remarks(other.tail());
        self.write_added()
    }

    /// Writes what is on the page behind the last unit.
    fn write_added(&mut self) -> Result<()> {
        if self.page.out.is_empty() || self.anew {
            return self.flush_page();
        }
        let text = std::mem::take(&mut self.page.out);
        self.output.write(&line_ends(&format!("\n{}", text.trim_end()), self.crlf))
    }

    /// Ends the file as the reader found it ended, and says what had to be changed.
    ///
    /// # Errors
    /// `Kind::Io` when the output cannot be written.
    pub fn finish<R: BufRead>(self, reader: &Reader<R>) -> Result<Report> {
        self.end(reader, true).map(|(report, _)| report)
    }

    /// As [`Rewriter::finish`]; gives the output back, too. Of the parts of a file only one is to
    /// keep the comments after the last unit.
    ///
    /// # Errors
    /// `Kind::Io` when the output cannot be written.
    pub fn end<R: BufRead>(mut self, reader: &Reader<R>, keeps: bool) -> Result<(Report, W)> {
        if self.anew && keeps {
            self.remarks(reader.tail());
            self.flush_page()?;
        }
        let epilog = match reader.epilog() {
            _ if self.anew => "  </body>\n</tmx>\n".to_string(),
            "" => line_ends(END, self.crlf),
            epilog if !keeps && !remarks(epilog).is_empty() => line_ends(END, self.crlf),
            epilog => epilog.to_string(),
        };
        self.output.write(&epilog)?;
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

/// The end of a file behind its last unit.
const END: &str = "\n  </body>\n</tmx>\n";

/// What the header is to be.
pub(super) enum Top<'a> {
    /// The one of the file.
    Same,
    /// Another one.
    Header(&'a Header),
    /// The one of the file, with this for its text.
    Text(&'a str),
}

/// Whether the file names languages by `lang`: `xml:lang` came with version 1.3.
fn has_old_lang<R: BufRead>(reader: &Reader<R>) -> bool {
    matches!(reader.header().version(), Some("1.1" | "1.2"))
}

fn line_ends(text: &str, crlf: bool) -> String {
    if crlf { text.replace('\n', "\r\n") } else { text.to_string() }
}
