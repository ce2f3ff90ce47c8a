//! The lines of a text file, of which one is held at a time.

use std::io::{BufRead, Read};
use std::ops::Range;

use crate::error::{Error, Kind, Result};

/// How many bytes a unit may take in its file. A file without line ends, or of one element without
/// end, is refused when it comes to this, and not held whole.
pub(super) const MAX_UNIT: usize = 16 << 20;

/// The error for a unit that takes more than [`MAX_UNIT`].
pub(super) fn too_long() -> Error {
    Error::malformed(format!("more than {} MB in one unit", MAX_UNIT >> 20))
}

/// Reads UTF-8 line by line.
pub(super) struct Lines<R> {
    input: R,
    bytes: Vec<u8>,
    /// Where the text is in `bytes`, without line end and byte order mark.
    text: Range<usize>,
    number: usize,
    /// Where the line ends in the file.
    end: usize,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(input: R) -> Self {
        Lines { input, bytes: Vec::new(), text: 0..0, number: 0, end: 0 }
    }

    /// Goes on to the next line; `false` at the end of the file.
    ///
    /// # Errors
    /// `Kind::Io`; with the line, `Kind::Encoding` when it is not UTF-8 and `Kind::Malformed` when
    /// it is too long.
    pub(super) fn read(&mut self) -> Result<bool> {
        self.bytes.clear();
        self.text = 0..0;
        let mut input = self.input.by_ref().take(MAX_UNIT as u64 + 1);
        let read = input.read_until(b'\n', &mut self.bytes).map_err(Error::reading)?;
        if read == 0 {
            return Ok(false);
        }
        self.number += 1;
        self.end += read;
        if read > MAX_UNIT {
            return Err(too_long().at_line(self.number));
        }
        let encoding = |_| Error::new(Kind::Encoding { encoding: "UTF-8" }).at_line(self.number);
        let whole = std::str::from_utf8(&self.bytes).map_err(encoding)?;
        let text = whole.trim_end_matches(['\n', '\r']);
        let marked = self.number == 1 && text.starts_with('\u{FEFF}');
        self.text = if marked { '\u{FEFF}'.len_utf8() } else { 0 }..text.len();
        Ok(true)
    }

    /// The line that was read, without its end.
    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes[self.text.clone()]).unwrap_or_default()
    }

    /// Its number, from 1; 0 before the first.
    pub(super) fn number(&self) -> usize {
        self.number
    }

    /// Where it stands in the file, in bytes; its end counts.
    pub(super) fn place(&self) -> Range<usize> {
        self.end - self.bytes.len()..self.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_with_number_and_place() {
        let file = "\u{FEFF}첫 줄\r\n\n끝";
        let mut lines = Lines::new(file.as_bytes());
        let mut seen = Vec::new();
        while lines.read().unwrap() {
            seen.push((lines.number(), lines.text().to_string(), file[lines.place()].to_string()));
        }
        let wanted = [(1, "첫 줄", "\u{FEFF}첫 줄\r\n"), (2, "", "\n"), (3, "끝", "끝")];
        assert_eq!(seen, wanted.map(|(n, text, whole)| (n, text.to_string(), whole.to_string())));
    }

    #[test]
    fn a_line_without_end_is_refused_before_it_is_held() {
        let mut endless = Lines::new(std::io::BufReader::new(std::io::repeat(b'a')));
        let error = endless.read().unwrap_err();
        assert_eq!(error.to_string(), "line 1: more than 16 MB in one unit");
    }
}
