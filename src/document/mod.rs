//! Article files → lines → segments.
//!
//! Layer 4. A file is decoded ([`crate::text::decode`]), its text is taken out of the format
//! (plain text, Markdown, web page), every line gets a [`Kind`], boilerplate is set aside, and the
//! rest is cut into sentences. The result keeps the way back: each [`Segment`] knows its place in
//! the text, and what was set aside is listed with its reason.

mod format;
mod html;
mod kinds;
mod lines;
mod markdown;
mod segment;

use std::fs;
use std::ops::Range;
use std::path::Path;

pub use format::Format;

use crate::error::{self, Error, Result};
use crate::lang::script::{self, Language};
use crate::text::Span;
use crate::text::decode::{self, Decoded};
use crate::text::normal::{self, Normal, Offsets};

/// What a line, and every segment of it, is in the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The article's title, and the deck lines under it.
    Headline,
    /// A heading inside the article.
    Subhead,
    /// Running text.
    Body,
    /// The text that goes with a picture or chart.
    Caption,
    /// The reporter's name, paper and address.
    Byline,
    /// What the page put around the article: markers, buttons, copyright, repeats.
    Boilerplate,
}

impl Kind {
    /// Its name as files have it: `headline`, `subhead`, `body` ...
    pub fn name(self) -> &'static str {
        match self {
            Kind::Headline => "headline",
            Kind::Subhead => "subhead",
            Kind::Body => "body",
            Kind::Caption => "caption",
            Kind::Byline => "byline",
            Kind::Boilerplate => "boilerplate",
        }
    }
}

/// A sentence, heading or caption: the piece of text that is aligned and remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// The text: NFC, no blanks at the ends, every run of white space one space.
    pub text: String,
    /// What it is in the article.
    pub kind: Kind,
    /// Its paragraph, counted from 0 over the document (every heading is one of its own).
    pub paragraph: usize,
    /// The line it begins on, counted from 1.
    pub line: usize,
    /// Its bytes in [`Document::text`].
    pub span: Span,
}

/// Text that was set aside before alignment, and why.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Dropped {
    /// The text set aside.
    pub text: String,
    /// The line it stands on, counted from 1.
    pub line: usize,
    /// Its bytes in [`Document::text`].
    pub span: Span,
    /// Id of the boilerplate rule that matched, or `repeated-line`.
    pub rule: String,
}

/// An article cut into segments.
///
/// For plain text, [`Document::text`] is the whole input; for Markdown and web pages it is the
/// text taken out of them, one block a line, and spans, lines and offsets refer to that.
#[derive(Debug, Clone)]
pub struct Document {
    /// The article's text, NFC, out of which all spans are taken.
    pub text: String,
    /// The segments in reading order.
    pub segments: Vec<Segment>,
    /// What was set aside, in reading order.
    pub dropped: Vec<Dropped>,
    /// The way back from `text` to the characters before normalisation.
    offsets: Offsets,
}

/// How to read an article.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// The language whose rules find the sentences.
    pub language: Language,
    /// Label of the encoding, when the user names one.
    pub encoding: Option<String>,
    /// The format; told by name and content when absent.
    pub format: Option<Format>,
    /// Whether boilerplate becomes segments of [`Kind::Boilerplate`] instead of being set aside.
    pub keep_boilerplate: bool,
}

impl ReadOptions {
    /// Plain reading in this language: everything else is detected.
    pub fn new(language: Language) -> Self {
        ReadOptions { language, encoding: None, format: None, keep_boilerplate: false }
    }
}

impl Document {
    /// Reads a file.
    ///
    /// # Errors
    /// When the file cannot be read, holds no text, or is not in the encoding (see
    /// [`decode::decode`]); each names the file.
    pub fn read(path: impl AsRef<Path>, options: &ReadOptions) -> Result<Self> {
        let path = path.as_ref();
        let bytes = fs::read(path).map_err(|error| Error::io(path, error))?;
        let format = options.format.or_else(|| Format::of_name(path));
        let options = ReadOptions { format, ..options.clone() };
        Document::from_bytes(&bytes, &options).map_err(|error| error.in_file(path))
    }

    /// Reads the bytes of a file.
    ///
    /// # Errors
    /// As [`Document::read`], without the file's name.
    pub fn from_bytes(bytes: &[u8], options: &ReadOptions) -> Result<Self> {
        let html = match options.format {
            Some(format) => format == Format::Html,
            None => {
                format::looks_like_html(&String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]))
            }
        };
        let label = html.then_some(decode::CHARSET);
        let hints = decode::Hints { encoding: options.encoding.as_deref(), label };
        let Decoded { text, .. } = decode::decode(bytes, hints)?;
        let document = Document::from_text(&text, options);
        if document.segments.is_empty() && document.dropped.is_empty() {
            return Err(error::Kind::Empty.into());
        }
        Ok(document)
    }

    /// Cuts decoded text into segments.
    pub fn from_text(text: &str, options: &ReadOptions) -> Self {
        let format = options.format.unwrap_or_else(|| Format::of_content(text));
        let extracted = format.extract(text);
        let Normal { text, offsets } = normal::normalise(&extracted.text);
        let lines = lines::read(&text, &extracted.hints);
        let lines = kinds::tell(&text, lines);
        let (segments, dropped) = segment::cut(&text, &lines, options);
        Document { text, segments, dropped, offsets }
    }

    /// Takes text that has one segment a line: nothing is dropped or split, every line is
    /// [`Kind::Body`]. A blank line is a segment with empty text, so that the index of a segment is
    /// its line number less one; what follows the last line end is a line only when not empty.
    pub fn from_segmented(text: &str) -> Self {
        let Normal { text, offsets } = normal::normalise(text);
        let segments = normal::lines(&text)
            .enumerate()
            .map(|(index, line)| {
                let span = normal::trim(&text, line);
                Segment {
                    text: normal::collapse(span.of(&text)).into_owned(),
                    kind: Kind::Body,
                    paragraph: index,
                    line: index + 1,
                    span,
                }
            })
            .collect();
        Document { segments, dropped: Vec::new(), text, offsets }
    }

    /// The language the segments are written in, as far as their letters tell.
    pub fn language(&self) -> Option<Language> {
        let texts: Vec<&str> = self.segments.iter().map(|s| s.text.as_str()).collect();
        script::guess(&texts.join(" "))
    }

    /// Checks that the text is not clearly in another language than `expected`.
    ///
    /// # Errors
    /// [`error::Kind::WrongLanguage`].
    pub fn expect_language(&self, expected: Language) -> Result<()> {
        match self.language() {
            Some(found) if found != expected => {
                let (expected, found) = (expected.name(), found.name());
                Err(error::Kind::WrongLanguage { expected, found }.into())
            }
            _ => Ok(()),
        }
    }

    /// The characters of the decoded input (for Markdown and web pages: of the extracted text) that
    /// `span` came from, counted from 0; they differ from those of [`Document::text`] when the input
    /// was not in normal form C.
    ///
    /// # Panics
    /// When `span` reaches past the text or cuts a character.
    pub fn input_chars(&self, span: Span) -> Range<usize> {
        self.offsets.input_chars(&self.text, span)
    }
}

#[cfg(test)]
mod tests;
