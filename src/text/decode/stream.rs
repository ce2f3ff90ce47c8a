//! Bytes to text while they are read, for files that are larger than memory.
//!
//! The evidence is that of [`decode`], taken from the first [`HEAD`] bytes. As long as these and
//! what follows are ASCII, which all encodings but UTF-16 agree on, nothing is decided: the first
//! other byte is, with as many bytes as are looked at in the beginning.

use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding};

use super::{Hints, binary, by_content, by_marks, decode, malformed_at, named, named_after};
use crate::error::{Error, Result};

/// How many bytes are looked at to find the encoding.
pub const HEAD: usize = 256 * 1024;
/// How many bytes are decoded at once.
const BLOCK: usize = 64 * 1024;

/// A text file of any encoding as UTF-8, without byte order mark.
///
/// Errors of reading that are about the text, not the operating system, carry an
/// [`Error`](crate::error::Error) with the line: see [`Error::reading`](crate::error::Error::reading).
pub struct Stream<R> {
    input: R,
    /// Bytes that were read to find the encoding and are not decoded yet.
    ahead: Vec<u8>,
    /// `None` as long as all is ASCII.
    decoder: Option<Decoder>,
    /// The encoding the file names, in case it is needed.
    label: Option<&'static Encoding>,
    /// Decoded text, and how much of it was taken.
    text: Vec<u8>,
    taken: usize,
    /// Lines that ended in what was decoded.
    lines: usize,
    at_end: bool,
}

impl<R: BufRead> Stream<R> {
    /// Looks at the beginning of a file.
    ///
    /// # Errors
    /// As [`decode`], and `Kind::Io`.
    pub fn new(mut input: R, hints: Hints<'_>) -> Result<Self> {
        let mut ahead = Vec::new();
        let at_end = gather(&mut input, &mut ahead).map_err(Error::reading)?;
        let mut stream = Stream {
            input,
            ahead: Vec::new(),
            decoder: None,
            label: None,
            text: Vec::new(),
            taken: 0,
            lines: 0,
            at_end,
        };
        if at_end {
            stream.text = decode(&ahead, hints)?.text.into_bytes();
            return Ok(stream);
        }
        let encoding = match hints.encoding {
            Some(label) => Some(named(label)?),
            None => by_marks(&ahead)?,
        };
        stream.label = hints.label.and_then(|label| named_after(&ahead, label));
        stream.decoder = encoding.map(Encoding::new_decoder_with_bom_removal);
        stream.ahead = ahead;
        Ok(stream)
    }

    /// Decodes some more; `false` at the end of the file.
    fn more(&mut self) -> io::Result<bool> {
        self.text.clear();
        self.taken = 0;
        while self.text.is_empty() && !self.at_end {
            if self.decoder.is_none() {
                self.pass_ascii()?;
            } else {
                self.decode_block()?;
            }
        }
        Ok(!self.text.is_empty())
    }

    /// Hands ASCII on as it is, or decides on an encoding where it ends.
    fn pass_ascii(&mut self) -> io::Result<()> {
        let plain = Encoding::ascii_valid_up_to(&self.ahead);
        if plain > 0 {
            self.text.extend(self.ahead.drain(..plain));
            if self.text.contains(&0) {
                return Err(binary("it holds NUL bytes").into());
            }
            self.lines += count_lines(&self.text);
        }
        let ended = gather(&mut self.input, &mut self.ahead)?;
        if !self.ahead.is_empty() && !self.ahead[0].is_ascii() {
            let window = if ended { &self.ahead } else { whole_lines(&self.ahead) };
            let encoding = self.content(window)?;
            self.decoder = Some(encoding.new_decoder_without_bom_handling());
        } else {
            self.at_end = ended && self.ahead.is_empty();
        }
        Ok(())
    }

    fn content(&self, window: &[u8]) -> Result<&'static Encoding> {
        by_content(window, self.label).map_err(|error| match error.place().line {
            Some(line) => error.at_line(self.lines + line),
            None => error,
        })
    }

    fn decode_block(&mut self) -> io::Result<()> {
        let Some(decoder) = &mut self.decoder else { return Ok(()) };
        let is_ahead = !self.ahead.is_empty();
        let bytes = if is_ahead { &self.ahead } else { self.input.fill_buf()? };
        let bytes = &bytes[..bytes.len().min(BLOCK)];
        let last = bytes.is_empty();
        let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
        self.text.resize(room.unwrap_or(3 * BLOCK), 0);
        let (result, read, written) =
            decoder.decode_to_utf8_without_replacement(bytes, &mut self.text, last);
        self.text.truncate(written);
        self.lines += count_lines(&self.text);
        if let DecoderResult::Malformed(..) = result {
            return Err(malformed_at(self.lines + 1, decoder.encoding()).into());
        }
        if is_ahead {
            self.ahead.drain(..read);
        } else {
            self.input.consume(read);
        }
        self.at_end = last;
        Ok(())
    }
}

impl<R: BufRead> BufRead for Stream<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.taken == self.text.len() {
            self.more()?;
        }
        Ok(&self.text[self.taken..])
    }

    fn consume(&mut self, amount: usize) {
        self.taken += amount;
    }
}

impl<R: BufRead> Read for Stream<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let amount = ready.len().min(out.len());
        out[..amount].copy_from_slice(&ready[..amount]);
        self.consume(amount);
        Ok(amount)
    }
}

/// Reads until `ahead` holds [`HEAD`] bytes; whether the file ended before.
fn gather(input: &mut impl BufRead, ahead: &mut Vec<u8>) -> io::Result<bool> {
    while ahead.len() < HEAD {
        let bytes = input.fill_buf()?;
        if bytes.is_empty() {
            return Ok(true);
        }
        let amount = bytes.len().min(HEAD - ahead.len());
        ahead.extend_from_slice(&bytes[..amount]);
        input.consume(amount);
    }
    Ok(false)
}

/// The bytes up to the last that can only be a character of its own: a line end, or in a line
/// without end a blank.
fn whole_lines(bytes: &[u8]) -> &[u8] {
    let last = |wanted: u8| bytes.iter().rposition(|byte| *byte == wanted);
    let end = last(b'\n').or_else(|| last(b' ')).map_or(bytes.len(), |at| at + 1);
    &bytes[..end]
}

fn count_lines(text: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', text).count()
}

#[cfg(test)]
mod tests {
    use encoding_rs::EUC_KR;
    use proptest::prelude::*;

    use super::*;
    use crate::text::decode::XML;

    const LINE: &str = "한빛전자는 12일 새 칩 '가온'을 공개했다.\n";

    fn read(bytes: &[u8], hints: Hints<'_>) -> Result<String> {
        // A buffer so small that characters are cut.
        let mut stream = Stream::new(io::BufReader::with_capacity(7, bytes), hints)?;
        let mut text = String::new();
        stream.read_to_string(&mut text).map_err(Error::reading)?;
        Ok(text)
    }

    fn long(line: &str) -> String {
        line.repeat(3 * HEAD / line.len())
    }

    #[test]
    fn long_files_are_read_in_every_encoding() {
        let text = long(LINE);
        let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
        let cp949 = EUC_KR.encode(&text).0.into_owned();
        for bytes in [text.as_bytes(), &utf_16, &marked, &cp949] {
            assert!(read(bytes, Hints::default()).unwrap() == text);
        }
    }

    #[test]
    fn korean_that_comes_late_is_found() {
        let text = long("An English line of the table.\tthe same\n") + LINE;
        for bytes in [text.as_bytes(), &*EUC_KR.encode(&text).0] {
            assert!(read(bytes, Hints::default()).unwrap() == text);
        }
    }

    #[test]
    fn a_label_decides_where_the_bytes_do_not() {
        let text =
            format!("<?xml version='1.0' encoding='windows-1250'?>\n{}", long("výška Łódź\n"));
        let bytes = encoding_rs::WINDOWS_1250.encode(&text).0.into_owned();
        assert!(read(&bytes, Hints { label: Some(XML), ..Hints::default() }).unwrap() == text);
    }

    #[test]
    fn damage_is_named_by_its_line() {
        for (before, after) in [("", LINE), ("plain\n", "plain\n")] {
            let text = long("plain\n") + before + LINE;
            let bytes = [text.as_bytes(), b"\xED\x95 chip\n", long(after).as_bytes()].concat();
            let error = read(&bytes, Hints::default()).unwrap_err();
            assert_eq!(error.place().line, Some(text.lines().count() + 1), "{error}");
        }
    }

    proptest! {
        #[test]
        fn small_files_read_as_they_decode(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            let (streamed, whole) = (read(&bytes, Hints::default()), decode(&bytes, Hints::default()));
            prop_assert_eq!(streamed.ok(), whole.ok().map(|decoded| decoded.text));
        }
    }
}
