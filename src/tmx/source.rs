//! Bytes in any encoding a TMX file comes in → UTF-8, as a stream that knows its line and column.
//!
//! The bytes decide (XML 1.0, appendix F): a byte order mark, else the zeros of UTF-16, else the
//! XML declaration. UTF-8 goes through untouched; everything else is decoded block by block.

use std::fmt;
use std::io::{self, BufRead, Cursor, Read};
use std::ops::Range;

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::warning::Warning;
use crate::error::{Error, Kind, Result};

/// How many bytes are looked at to find the encoding; an XML declaration is far shorter.
const HEAD: usize = 1024;
/// How many bytes of UTF-8 are decoded at a time.
const BLOCK: usize = 64 * 1024;
/// How many bytes of UTF-8 a unit or the header may take: a bound on memory for hostile files.
const MAX_ITEM: usize = 16 << 20;

/// Line and column in characters, both from 1.
pub(super) type Position = (usize, usize);

/// A stream of UTF-8 that knows line and column of a mark, and the size of the item being read.
///
/// Lines are counted only up to where somebody asks, and where a block ends.
pub(super) struct Source<R> {
    input: io::Chain<Cursor<Vec<u8>>, R>,
    /// What makes UTF-8 of the input; `None` when it is UTF-8 already.
    decoder: Option<Decoder>,
    /// Whether the decoder met bytes that mean nothing; they come after the block.
    malformed: bool,
    at_end: bool,
    block: Vec<u8>,
    /// The bytes of the block that are not consumed yet.
    ready: Range<usize>,
    /// How much of the block is counted, and the position there.
    counted: (usize, Position),
    mark: Mark,
    /// How many bytes the item being read may still take.
    allowance: usize,
}

/// A place that was marked.
#[derive(Clone, Copy)]
enum Mark {
    /// At this byte of the block.
    Here(usize),
    /// In a block that is gone.
    Before(Position),
}

/// Why a source stops, inside an [`io::Error`].
#[derive(Debug, Clone, Copy)]
pub(super) enum Fault {
    /// The bytes cannot be read in this encoding.
    Encoding(&'static str),
    /// A unit, or the header, is larger than any real one.
    TooLarge,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Encoding(name) => write!(f, "the text cannot be read as {name}"),
            Fault::TooLarge => write!(f, "more than {} MB in one unit", MAX_ITEM >> 20),
        }
    }
}

impl std::error::Error for Fault {}

impl<R: BufRead> Source<R> {
    /// Finds the encoding.
    ///
    /// # Errors
    /// [`Kind::Empty`], [`Kind::Unsupported`] for archives, [`Kind::Unknown`] for an encoding
    /// nobody knows.
    pub(super) fn new(mut input: R, warnings: &mut Vec<Warning>) -> Result<Self> {
        let mut head = Vec::with_capacity(HEAD);
        let read = input.by_ref().take(HEAD as u64).read_to_end(&mut head);
        read.map_err(|error| Error::new(Kind::Io(error)))?;
        refuse_other_files(&head)?;
        let (encoding, mark) = encoding_of(&head, warnings)?;
        head.drain(..mark);
        Ok(Source {
            input: Cursor::new(head).chain(input),
            decoder: (encoding != UTF_8).then(|| encoding.new_decoder_without_bom_handling()),
            malformed: false,
            at_end: false,
            block: vec![0; BLOCK],
            ready: 0..0,
            counted: (0, (1, 1)),
            mark: Mark::Here(0),
            allowance: MAX_ITEM,
        })
    }

    /// Reads the next block; every byte of the last one is consumed.
    fn refill(&mut self) -> io::Result<()> {
        self.mark = Mark::Before(self.marked());
        self.count_to(self.ready.end);
        self.counted.0 = 0;
        self.ready = 0..0;
        while self.ready.is_empty() && !self.at_end {
            let bytes = self.input.fill_buf()?;
            let Some(decoder) = &mut self.decoder else {
                let amount = bytes.len().min(BLOCK);
                self.block[..amount].copy_from_slice(&bytes[..amount]);
                self.input.consume(amount);
                self.ready = 0..amount;
                self.at_end = amount == 0;
                continue;
            };
            // What came before the fault has been read by now, so that the fault has its line.
            if self.malformed {
                return Err(io::Error::other(Fault::Encoding(decoder.encoding().name())));
            }
            let last = bytes.is_empty();
            let (result, read, written) =
                decoder.decode_to_utf8_without_replacement(bytes, &mut self.block, last);
            self.input.consume(read);
            self.ready = 0..written;
            self.malformed = matches!(result, DecoderResult::Malformed(..));
            self.at_end = last && !self.malformed;
        }
        Ok(())
    }
}

impl<R> Source<R> {
    /// Marks the next byte.
    pub(super) fn mark(&mut self) {
        self.mark = Mark::Here(self.ready.start);
    }

    /// The position of the byte that was marked last.
    pub(super) fn marked(&mut self) -> Position {
        match self.mark {
            Mark::Here(index) => self.count_to(index),
            Mark::Before(position) => position,
        }
    }

    /// Says that a new item begins, which may be as large as any.
    pub(super) fn begin_item(&mut self) {
        self.allowance = MAX_ITEM;
    }

    fn count_to(&mut self, index: usize) -> Position {
        let (counted, position) = self.counted;
        self.counted = (index, advance(position, &self.block[counted..index]));
        self.counted.1
    }
}

impl<R: BufRead> Read for Source<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let amount = self.fill_buf()?.read(out)?;
        self.consume(amount);
        Ok(amount)
    }
}

impl<R: BufRead> BufRead for Source<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.allowance == 0 {
            return Err(io::Error::other(Fault::TooLarge));
        }
        if self.ready.is_empty() {
            self.refill()?;
        }
        let bytes = &self.block[self.ready.clone()];
        Ok(&bytes[..bytes.len().min(self.allowance)])
    }

    fn consume(&mut self, amount: usize) {
        self.ready.start += amount;
        self.allowance = self.allowance.saturating_sub(amount);
    }
}

/// The position after `bytes`, which are UTF-8.
pub(super) fn advance((line, column): Position, bytes: &[u8]) -> Position {
    // Bytes that continue a character are 0x80 to 0xBF, the lowest as signed numbers.
    let chars = |bytes: &[u8]| bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count();
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
    if lines == 0 {
        return (line, column + chars(bytes));
    }
    let last = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |last| last + 1);
    (line + lines, 1 + chars(&bytes[last..]))
}

/// Files that are no XML, told by their first bytes.
fn refuse_other_files(head: &[u8]) -> Result<()> {
    let archive = if head.starts_with(&[0x1F, 0x8B]) {
        "a gzip archive"
    } else if head.starts_with(b"PK\x03\x04") {
        "a zip archive"
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
