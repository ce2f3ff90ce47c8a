//! Bytes in any encoding a TMX file comes in → text in a window that slides over the file.
//!
//! The bytes decide the encoding (XML 1.0, appendix F): a byte order mark, else the zeros of
//! UTF-16, else the XML declaration. The window holds the item being read and what came with it
//! in the same blocks, so memory is bound by the largest item.

use std::cell::Cell;
use std::io::{BufRead, Cursor, Empty, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use memchr::{memchr_iter, memmem, memrchr};

use super::warning::Warning;
use crate::error::{Error, Kind, Result};

/// How many bytes are looked at to find the encoding; an XML declaration is far shorter.
const HEAD: usize = 1024;
/// How many bytes are decoded at a time, at least.
const BLOCK: usize = 128 * 1024;
/// How many bytes of UTF-8 a unit or the header may take: a bound on memory for hostile files.
pub(super) const MAX_ITEM: usize = 16 << 20;

/// Line and column in characters, both from 1.
pub(super) type Position = (usize, usize);

/// A window of text on a stream of bytes, that knows the line and column of its items.
///
/// Lines are counted only where somebody asks, and where text leaves the window.
pub(super) struct Source<R> {
    input: std::io::Chain<Cursor<Vec<u8>>, R>,
    encoding: &'static Encoding,
    /// Whether the file began with a byte order mark.
    marked: bool,
    decoder: Decoder,
    /// Whether bytes that mean nothing are replaced by U+FFFD.
    lenient: bool,
    /// Whether the decoder met bytes that mean nothing; they come after the text.
    malformed: bool,
    at_end: bool,
    text: String,
    /// The byte of `text` at which the window begins.
    start: usize,
    /// The position of the first byte of `text`.
    origin: (usize, Position),
    /// How much of `text` is counted, and the position there.
    counted: (usize, Position),
    /// Places in the window where bytes were replaced.
    replaced: Vec<usize>,
    /// Whether the window may hold what a scanner has to look at character by character, once
    /// somebody asked.
    suspect: Cell<Option<bool>>,
}

impl<R: BufRead> Source<R> {
    /// Finds the encoding. A lenient source replaces bytes that mean nothing by U+FFFD.
    ///
    /// # Errors
    /// [`Kind::Empty`], [`Kind::Unsupported`] for archives, [`Kind::Unknown`] for an encoding
    /// nobody knows.
    pub(super) fn new(mut input: R, lenient: bool, warnings: &mut Vec<Warning>) -> Result<Self> {
        let mut head = Vec::with_capacity(HEAD);
        let read = input.by_ref().take(HEAD as u64).read_to_end(&mut head);
        read.map_err(|error| Error::new(Kind::Io(error)))?;
        refuse_other_files(&head)?;
        let (encoding, mark) = encoding_of(&head, warnings)?;
        head.drain(..mark);
        Ok(Source {
            input: Cursor::new(head).chain(input),
            encoding,
            marked: mark > 0,
            decoder: encoding.new_decoder_without_bom_handling(),
            lenient,
            malformed: false,
            at_end: false,
            text: String::new(),
            start: 0,
            origin: (0, (1, 1)),
            counted: (0, (1, 1)),
            replaced: Vec::new(),
            suspect: Cell::new(None),
        })
    }

    /// Takes text off the front of the window, with the position at which it begins, in the memory
    /// of a text that is needed no more.
    pub(super) fn take(&mut self, amount: usize, mut memory: String) -> Text {
        let begin = self.position(0);
        memory.clear();
        memory.push_str(&self.window()[..amount]);
        self.consume(amount);
        Text { text: memory, begin }
    }

    /// Brings more text into the window; `false` at the end of the file.
    ///
    /// # Errors
    /// [`Kind::Io`]; [`Kind::Encoding`] with the place; [`Kind::Malformed`] when the window holds
    /// more than any item takes.
    pub(super) fn more(&mut self) -> Result<bool> {
        if self.window().len() > MAX_ITEM {
            let message = format!("more than {} MB in one unit", MAX_ITEM >> 20);
            return Err(self.error_at(0, Error::malformed(message)));
        }
        self.slide();
        // A window that was too small is doubled, so that reading it anew stays cheap.
        let wanted = self.text.len() + BLOCK.max(self.text.len());
        let before = self.text.len();
        while self.text.len() < wanted && !self.at_end && !self.malformed {
            self.decode()?;
        }
        if self.text.len() == before && self.malformed {
            let error = Error::new(Kind::Encoding { encoding: self.encoding.name() });
            return Err(self.error_at(before, error));
        }
        self.suspect.set(None);
        Ok(self.text.len() > before)
    }

    /// Decodes what the input has ready, a block at most.
    fn decode(&mut self) -> Result<()> {
        let bytes = self.input.fill_buf().map_err(|error| Error::new(Kind::Io(error)))?;
        let bytes = &bytes[..bytes.len().min(BLOCK)];
        let last = bytes.is_empty();
        // That is too large for a number only if the bytes fill the memory.
        let room = self.decoder.max_utf8_buffer_length_without_replacement(bytes.len());
        self.text.reserve(room.unwrap_or_default());
        let (result, read) =
            self.decoder.decode_to_string_without_replacement(bytes, &mut self.text, last);
        self.input.consume(read);
        match result {
            DecoderResult::Malformed(..) if self.lenient => {
                self.replaced.push(self.text.len());
                self.text.push('\u{FFFD}');
            }
            DecoderResult::Malformed(..) => self.malformed = true,
            _ => self.at_end = last,
        }
        Ok(())
    }
}

impl Source<Empty> {
    /// A window that holds this text and nothing more.
    pub(super) fn of(Text { text, begin }: Text) -> Self {
        Source {
            input: Cursor::new(Vec::new()).chain(std::io::empty()),
            encoding: UTF_8,
            marked: false,
            decoder: UTF_8.new_decoder_without_bom_handling(),
            lenient: false,
            malformed: false,
            at_end: true,
            text,
            start: 0,
            origin: (0, begin),
            counted: (0, begin),
            replaced: Vec::new(),
            suspect: Cell::new(None),
        }
    }

    /// The text as it was given, and what is left of it in the window.
    pub(super) fn into_texts(mut self) -> (Text, Option<Text>) {
        let begin = self.position(0);
        let rest = self.window().to_string();
        let whole = Text { text: self.text, begin: self.origin.1 };
        (whole, (!rest.is_empty()).then_some(Text { text: rest, begin }))
    }
}

/// Text with the position at which it begins.
pub(super) struct Text {
    pub text: String,
    pub begin: Position,
}

impl<R> Source<R> {
    /// The text from the item being read on.
    pub(super) fn window(&self) -> &str {
        &self.text[self.start..]
    }

    /// Whether the window may hold illegal characters, carriage returns or `]]>`.
    pub(super) fn is_suspect(&self) -> bool {
        let suspect = self.suspect.get().unwrap_or_else(|| is_suspect(&self.text));
        self.suspect.set(Some(suspect));
        suspect
    }

    /// Moves the window's beginning on; what is before it is gone.
    pub(super) fn consume(&mut self, amount: usize) {
        self.start += amount;
    }

    /// The position of a byte of the window.
    pub(super) fn position(&mut self, offset: usize) -> Position {
        let index = self.start + offset;
        // Mostly one asks forwards.
        let (counted, position) = if index < self.counted.0 { self.origin } else { self.counted };
        self.counted = (index, advance(position, &self.text.as_bytes()[counted..index]));
        self.counted.1
    }

    /// The error, at a byte of the window.
    pub(super) fn error_at(&mut self, offset: usize, error: Error) -> Error {
        let (line, column) = self.position(offset);
        error.at(line, column)
    }

    /// The first places in the window's first bytes at which bytes were replaced; forgets them.
    pub(super) fn take_replaced(&mut self, amount: usize) -> Vec<usize> {
        let (start, end) = (self.start, self.start + amount);
        let inside = self.replaced.partition_point(|at| *at < end);
        self.replaced.drain(..inside).map(|at| at.saturating_sub(start)).collect()
    }

    /// What the file is in, and whether it began with a byte order mark.
    pub(super) fn encoding(&self) -> (&'static Encoding, bool) {
        (self.encoding, self.marked)
    }

    /// Forgets what is before the window.
    fn slide(&mut self) {
        let position = self.position(0);
        self.text.drain(..self.start);
        // Of what was passed over, the repairs are still to be told.
        self.replaced.iter_mut().for_each(|at| *at = at.saturating_sub(self.start));
        self.start = 0;
        self.origin = (0, position);
        self.counted = self.origin;
    }
}

/// Whether the text may hold what XML forbids or changes: control characters, U+FFFE and U+FFFF
/// (which begin with 0xEF, as do the full-width forms), carriage returns, `]]>`.
fn is_suspect(text: &str) -> bool {
    // Without a branch per byte the compiler looks at many at a time.
    let (mut odd, mut brackets) = (0, 0);
    for byte in text.bytes() {
        odd |= u8::from((byte < b' ') & (byte != b'\t') & (byte != b'\n') | (byte == 0xEF));
        brackets |= u8::from(byte == b']');
    }
    odd != 0 || (brackets != 0 && memmem::find(text.as_bytes(), b"]]>").is_some())
}

/// The position after `bytes`, which are UTF-8.
pub(super) fn advance((line, column): Position, bytes: &[u8]) -> Position {
    // Bytes that continue a character are 0x80 to 0xBF, the lowest as signed numbers.
    let chars = |bytes: &[u8]| bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count();
    let lines = memchr_iter(b'\n', bytes).count();
    if lines == 0 {
        return (line, column + chars(bytes));
    }
    let last = memrchr(b'\n', bytes).map_or(0, |last| last + 1);
    (line + lines, 1 + chars(&bytes[last..]))
}

/// Files that are no XML, told by their first bytes.
fn refuse_other_files(head: &[u8]) -> Result<()> {
    let archive = if head.starts_with(&[0x1F, 0x8B]) {
        "a gzip archive"
    } else if head.starts_with(b"PK\x03\x04") {
        "a zip archive"
    } else if head.starts_with(b"SQLite format 3\0") {
        let error = Error::new(Kind::Unsupported("this is a database, not a TMX file".into()));
        return Err(error.cure("unpack it, and name it .sdltm (Trados) or .jjak, as what it is"));
    } else if head.is_empty() {
        return Err(Error::new(Kind::Empty));
    } else {
        return Ok(());
    };
    Err(Error::new(Kind::Unsupported(format!("this is {archive}, not a TMX file")))
        .cure("unpack it first"))
}

/// The encoding, and how many bytes its byte order mark takes.
fn encoding_of(head: &[u8], warnings: &mut Vec<Warning>) -> Result<(&'static Encoding, usize)> {
    let (encoding, mark, sure) = match Encoding::for_bom(head) {
        Some((encoding, mark)) => (encoding, mark, true),
        None => match head {
            [0, second, ..] if *second != 0 => (UTF_16BE, 0, true),
            [first, 0, ..] if *first != 0 => (UTF_16LE, 0, true),
            _ => (UTF_8, 0, false),
        },
    };
    if sure && mark == 0 {
        warnings.push(Warning::NoByteOrderMark { found: encoding.name() });
    }
    let (start, _) = encoding.decode_without_bom_handling(&head[mark..]);
    let Some(declared) = declared_encoding(&start) else { return Ok((encoding, mark)) };
    // The Encoding Standard makes windows-1252 of ASCII; as UTF-8 it is checked.
    let ascii = ["us-ascii", "ascii"].iter().any(|name| declared.eq_ignore_ascii_case(name));
    let utf_16 = declared.to_ascii_lowercase().starts_with("utf-16");
    let label = if ascii { Some(UTF_8) } else { Encoding::for_label(declared.as_bytes()) };
    let agrees = match label {
        _ if utf_16 => encoding == UTF_16LE || encoding == UTF_16BE,
        Some(label) => label == encoding,
        None => false,
    };
    if agrees {
        return Ok((encoding, mark));
    }
    match label {
        // Without a byte order mark or zeros, only the declaration tells legacy encodings apart.
        Some(label) if !sure && !utf_16 => {
            warnings.push(Warning::LegacyEncoding { found: label.name() });
            Ok((label, mark))
        }
        None if !sure => {
            let name = declared.to_string();
            Err(Error::new(Kind::Unknown { what: "encoding", name }).at_line(1))
        }
        _ => {
            let declared = declared.to_string();
            warnings.push(Warning::DeclaredEncoding { declared, found: encoding.name() });
            Ok((encoding, mark))
        }
    }
}

/// The encoding an XML declaration at the start of the text names.
fn declared_encoding(start: &str) -> Option<&str> {
    let declaration = start.strip_prefix("<?xml")?.split_once("?>")?.0;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split_once(quote).map(|(name, _)| name.trim())
}
