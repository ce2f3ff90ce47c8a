//! Article files → lines → segments.
//!
//! Layer 4. A file is decoded ([`crate::text::decode`]), its text is taken out of the format
//! (plain text, Markdown, web page), every line gets a [`Kind`], boilerplate is set aside, and the
//! rest is cut into sentences. The result keeps the way back: each [`Segment`] knows its place in
//! the text, and what was set aside is listed with its reason.

use crate::text::Span;

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

/// A sentence, heading or caption: the piece of text that is aligned and remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// The text: NFC, no blanks at the ends, no line breaks.
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
#[derive(Debug, Clone)]
pub struct Document {
    /// The article's text, NFC, out of which all spans are taken.
    pub text: String,
    /// The segments in reading order.
    pub segments: Vec<Segment>,
    /// What was set aside, in reading order.
    pub dropped: Vec<Dropped>,
}
