//! Translations put into a file where they belong, its other bytes untouched.
//!
//! A format reads a file into [`Segment`]s in order; who translates gives a [`Filling`] for those
//! it has something for; the format writes the file again with them. What a filling says of itself
//! (state, score, origin, what was remembered) is written as the format says such things.

use std::borrow::Cow;
use std::io::Write;
use std::ops::Range;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::{Error, Kind, Result};
use crate::unit::Content;

/// A segment to translate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Its text with its codes.
    pub source: Content,
    /// Whether it has a translation.
    pub is_translated: bool,
    /// Whether the file asks to leave it alone.
    pub is_locked: bool,
}

/// A part of a translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Text.
    Text(String),
    /// The code of this place, from 0, among the codes of the segment's source.
    Code(usize),
}

/// How far a translation can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// The text was translated so before, after or before the same neighbour.
    Context,
    /// The text was translated so before.
    Exact,
    /// It was translated before with other numbers, which were put in.
    Numbers,
    /// A similar text was translated so.
    Fuzzy,
}

impl State {
    /// Its name, as files have it.
    pub fn name(self) -> &'static str {
        match self {
            State::Context => "context",
            State::Exact => "exact",
            State::Numbers => "numbers-substituted",
            State::Fuzzy => "fuzzy",
        }
    }

    /// Whether nobody need look at it again.
    pub fn is_final(self) -> bool {
        matches!(self, State::Context | State::Exact)
    }
}

/// A translation for a segment.
#[derive(Debug, Clone, PartialEq)]
pub struct Filling {
    /// The translation.
    pub pieces: Vec<Piece>,
    /// How far it can be relied on.
    pub state: State,
    /// Score of the match, in percent.
    pub percent: f64,
    /// Where the match stands: memory and unit.
    pub origin: String,
    /// The source that was translated.
    pub source: String,
    /// Its translation as it was remembered.
    pub target: String,
    /// What people should know of it.
    pub remark: Option<String>,
}

impl Filling {
    /// The text alone.
    pub fn plain_text(&self) -> String {
        let text = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Code(_) => String::new(),
        };
        self.pieces.iter().map(text).collect()
    }
}

/// Changes to a text, by place.
#[derive(Debug, Default)]
pub(super) struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    /// Puts `text` in the place of what stands at `range`.
    pub(super) fn replace(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.0.push((range, text.into()));
    }

    /// Puts `text` before what stands at `at`, after what was put there before.
    pub(super) fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.replace(at..at, text);
    }

    /// Writes the text with the changes, which do not overlap.
    ///
    /// # Errors
    /// `Kind::Io`, and `Kind::Encoding` when the encoding lacks a character; `escape` says
    /// whether the format has references for those.
    pub(super) fn write(
        mut self,
        text: &str,
        charset: Charset,
        escape: bool,
        mut out: impl Write,
    ) -> Result<()> {
        self.0.sort_by_key(|(range, _)| (range.start, range.end));
        let mut put = |text: &str| -> Result<()> {
            let bytes = charset.encode(text, escape)?;
            out.write_all(&bytes).map_err(|error| Error::new(Kind::Io(error)))
        };
        if charset.mark {
            put("\u{FEFF}")?;
        }
        let mut at = 0;
        for (range, new) in &self.0 {
            put(&text[at..range.start])?;
            put(new)?;
            at = range.end;
        }
        put(&text[at..])
    }
}

/// What a file is written in.
#[derive(Debug, Clone, Copy)]
pub struct Charset {
    encoding: &'static Encoding,
    mark: bool,
}

impl Charset {
    /// The encoding of this name, with or without a byte order mark; UTF-8 when the name is of none.
    pub fn new(name: &str, mark: bool) -> Charset {
        Charset { encoding: Encoding::for_label(name.as_bytes()).unwrap_or(UTF_8), mark }
    }

    fn encode(self, text: &str, escape: bool) -> Result<Cow<'_, [u8]>> {
        if self.encoding == UTF_16LE {
            return Ok(text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>().into());
        }
        if self.encoding == UTF_16BE {
            return Ok(text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>().into());
        }
        let (bytes, _, lacks) = self.encoding.encode(text);
        if lacks && !escape {
            let error = Error::new(Kind::Encoding { encoding: self.encoding.name() });
            return Err(error.cure("save the file as UTF-8 first"));
        }
        Ok(match bytes {
            Cow::Borrowed(_) => Cow::Owned(text.as_bytes().to_vec()),
            Cow::Owned(bytes) => Cow::Owned(bytes),
        })
    }
}
