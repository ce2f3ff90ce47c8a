//! Text → bytes in the encoding a file is to have.

use std::borrow::Cow;
use std::io::Write;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::{Error, Kind, Result};

/// What a file is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charset {
    encoding: &'static Encoding,
    mark: bool,
}

impl Default for Charset {
    fn default() -> Self {
        Charset::UTF_8
    }
}

impl Charset {
    /// UTF-8 without a byte order mark.
    pub const UTF_8: Charset = Charset { encoding: UTF_8, mark: false };
    /// UTF-16, little end first, with the byte order mark that TMX asks for.
    pub const UTF_16: Charset = Charset { encoding: UTF_16LE, mark: true };

    pub(super) fn new(encoding: &'static Encoding, mark: bool) -> Self {
        Charset { encoding, mark }
    }

    /// The name for an XML declaration.
    pub fn label(self) -> &'static str {
        if self.encoding == UTF_16LE || self.encoding == UTF_16BE {
            "UTF-16"
        } else {
            self.encoding.name()
        }
    }
}

/// A sink of text. Characters that the encoding does not have become character references.
pub(super) struct Encoded<W> {
    output: W,
    charset: Charset,
    bytes: Vec<u8>,
}

impl<W: Write> Encoded<W> {
    /// A sink that has written its byte order mark.
    pub(super) fn new(output: W, charset: Charset) -> Result<Self> {
        let mut encoded = Encoded { output, charset, bytes: Vec::new() };
        if charset.mark {
            encoded.write("\u{FEFF}")?;
        }
        Ok(encoded)
    }

    pub(super) fn write(&mut self, text: &str) -> Result<()> {
        let encoding = self.charset.encoding;
        self.bytes.clear();
        let bytes = if encoding == UTF_16LE {
            self.bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
            Cow::Borrowed(&self.bytes)
        } else if encoding == UTF_16BE {
            self.bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
            Cow::Borrowed(&self.bytes)
        } else if encoding == UTF_8 {
            return self.output.write_all(text.as_bytes()).map_err(failed);
        } else {
            Cow::Owned(encoding.encode(text).0.into_owned())
        };
        self.output.write_all(&bytes).map_err(failed)
    }

    /// Sees that all is written, and gives the output back.
    pub(super) fn finish(mut self) -> Result<W> {
        self.output.flush().map_err(failed)?;
        Ok(self.output)
    }
}

fn failed(error: std::io::Error) -> Error {
    Error::new(Kind::Io(error))
}
