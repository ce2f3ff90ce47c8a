//! Which format an input is in, and its text with what the format says of each line.

use std::path::Path;

use super::{html, markdown};

/// A format articles come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Plain,
    /// Markdown (CommonMark).
    Markdown,
    /// A web page.
    Html,
}

/// What a format says of a line of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hint {
    /// Nothing: the rules for plain text decide.
    Text,
    /// A heading.
    Heading,
    /// A paragraph, list item or cell.
    Paragraph,
    /// The text of a picture.
    Caption,
}

/// The text taken out of a format.
#[derive(Debug, Default)]
pub(super) struct Extracted {
    /// The text, one block a line.
    pub(super) text: String,
    /// One hint for every line of the text; none at all for plain text.
    pub(super) hints: Vec<Hint>,
}

impl Extracted {
    /// Adds a block; line ends in it stay and get the same hint.
    pub(super) fn push(&mut self, block: &str, hint: Hint) {
        for line in block.lines().map(str::trim).filter(|line| !line.is_empty()) {
            self.text.push_str(line);
            self.text.push('\n');
            self.hints.push(hint);
        }
    }
}

impl Format {
    /// The format a file name tells, if it tells one.
    pub fn of_name(path: &Path) -> Option<Format> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "txt" | "text" => Some(Format::Plain),
            "md" | "markdown" => Some(Format::Markdown),
            "html" | "htm" | "xhtml" => Some(Format::Html),
            _ => None,
        }
    }

    /// The format of decoded text: a web page when it begins like one, else plain text. Markdown
    /// cannot be told from plain text safely.
    pub fn of_content(text: &str) -> Format {
        if looks_like_html(text) { Format::Html } else { Format::Plain }
    }

    pub(super) fn extract(self, text: &str) -> Extracted {
        match self {
            Format::Plain => Extracted { text: text.to_owned(), hints: Vec::new() },
            Format::Markdown => markdown::extract(text),
            Format::Html => html::extract(text),
        }
    }
}

/// Whether text begins like a web page.
pub(super) fn looks_like_html(text: &str) -> bool {
    let mut head = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    while let Some(comment) = head.strip_prefix("<!--") {
        head = comment.split_once("-->").map_or("", |(_, rest)| rest).trim_start();
    }
    let begins = |tag: &str| head.get(..tag.len()).is_some_and(|h| h.eq_ignore_ascii_case(tag));
    ["<!doctype html", "<html", "<head", "<body", "<article"].into_iter().any(begins)
}
