//! The XML of an XLIFF file, event by event, with places and lines.

use std::io::{self, BufRead, Read};
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};

use crate::error::{Error, Kind, Result};
use crate::formats::lines::{MAX_UNIT, too_long};

/// Reads events; places are in bytes from the beginning of the text.
pub(super) struct Events<R> {
    reader: Reader<Counted<R>>,
    buffer: Vec<u8>,
}

impl<R: BufRead> Events<R> {
    pub(super) fn new(input: R) -> Self {
        let counted = Counted { input, line: 1, left: MAX_UNIT };
        Events { reader: Reader::from_reader(counted), buffer: Vec::new() }
    }

    /// The line, from 1, in which the last event ended.
    pub(super) fn line(&self) -> usize {
        self.reader.get_ref().line
    }

    fn at(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// The next event with its place.
    ///
    /// # Errors
    /// `Kind::Malformed` when the file is not well-formed there, or this and what came before it
    /// is longer than a unit may be; what reading it says.
    pub(super) fn next(&mut self) -> Result<(Event<'static>, Range<usize>)> {
        let start = self.at();
        self.buffer.clear();
        let event = self.reader.read_event_into(&mut self.buffer).map_err(explain)?.into_owned();
        Ok((event, start..self.at()))
    }

    /// As [`Events::next`], where the file must not end.
    ///
    /// # Errors
    /// As [`Events::next`], and `Kind::Malformed` when it does.
    pub(super) fn inside(&mut self) -> Result<(Event<'static>, Range<usize>)> {
        match self.next()? {
            (Event::Eof, _) => Err(too_early()),
            next => Ok(next),
        }
    }

    /// As [`Events::next`] between units: text is passed over unread, and a new unit may begin.
    ///
    /// # Errors
    /// As [`Events::next`].
    pub(super) fn outside(&mut self) -> Result<(Event<'static>, Range<usize>)> {
        self.reader.get_mut().left = MAX_UNIT;
        loop {
            let mut text = self.reader.stream();
            let ready = text.fill_buf().map_err(Error::reading)?;
            let found = memchr::memchr(b'<', ready);
            let (passed, is_end) = (found.unwrap_or(ready.len()), ready.is_empty());
            text.consume(passed);
            self.reader.get_mut().left = MAX_UNIT;
            if found.is_some() || is_end {
                return self.next();
            }
        }
    }

    /// Passes over the element that was begun; gives the place of its end tag, and its text.
    ///
    /// # Errors
    /// As [`Events::inside`].
    pub(super) fn skip(&mut self) -> Result<(Range<usize>, String)> {
        let (mut depth, mut text) = (0, String::new());
        loop {
            let (event, place) = self.inside()?;
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => return Ok((place, text)),
                Event::End(_) => depth -= 1,
                Event::Text(run) => text.push_str(&run),
                Event::CData(run) => text.push_str(&run),
                Event::GeneralRef(name) => text.push_str(&resolved(&name)?),
                _ => {}
            }
        }
    }
}

/// The error for a file that ends in the middle.
pub(super) fn too_early() -> Error {
    Error::malformed("the file ends too early").cure("get a whole copy of it")
}

/// What a reference stands for.
///
/// # Errors
/// `Kind::Malformed` when it is none of XML's own: files cannot define any.
pub(super) fn resolved(name: &BytesRef<'_>) -> Result<String> {
    let text = quick_xml::escape::unescape(&format!("&{};", &**name)).map(|text| text.into_owned());
    text.map_err(|_| Error::malformed(format!("the entity &{}; is unknown", &**name)))
}

fn explain(error: quick_xml::Error) -> Error {
    match error {
        quick_xml::Error::Io(shared) => match std::sync::Arc::try_unwrap(shared) {
            Ok(error) => Error::reading(error),
            Err(shared) => Error::new(Kind::Io(io::Error::new(shared.kind(), shared))),
        },
        other => Error::malformed(format!("this is not well-formed: {other}")),
    }
}

/// Counts lines, and how much more may be read before the unit is too long.
struct Counted<R> {
    input: R,
    line: usize,
    left: usize,
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(too_long().into());
        }
        self.input.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        // What is consumed is in the buffer still, so that asking for it again costs nothing.
        if amount > 0
            && let Ok(buffer) = self.input.fill_buf()
        {
            self.line += memchr::memchr_iter(b'\n', &buffer[..amount.min(buffer.len())]).count();
        }
        self.left = self.left.saturating_sub(amount);
        self.input.consume(amount);
    }
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let amount = ready.len().min(out.len());
        out[..amount].copy_from_slice(&ready[..amount]);
        self.consume(amount);
        Ok(amount)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_without_end_is_refused_before_it_is_held() {
        let text = "<xliff><source>".as_bytes().chain(io::BufReader::new(io::repeat(b'a')));
        let mut events = Events::new(text);
        let error = loop {
            if let Err(error) = events.inside() {
                break error;
            }
        };
        assert_eq!(error.to_string(), "more than 16 MB in one unit");
    }

    #[test]
    fn what_is_between_units_may_be_long() {
        let long = io::BufReader::new(io::repeat(b'a').take(3 * MAX_UNIT as u64));
        let mut events = Events::new(
            "<internal-file>".as_bytes().chain(long).chain("\n</internal-file>".as_bytes()),
        );
        assert!(matches!(events.outside().unwrap().0, Event::Start(_)));
        let (end, place) = events.outside().unwrap();
        assert!(matches!(end, Event::End(_)));
        assert_eq!((place.start, events.line()), (15 + 3 * MAX_UNIT + 1, 2));
    }
}
