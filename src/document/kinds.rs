//! What each line is: headline, sub-head, body, caption.
//!
//! The format's word comes first (a heading is a heading). For the rest: the lines before the
//! first body line are the headline and its deck; a short line without a sentence end between body
//! lines is a sub-head; everything else is body.

use std::collections::HashSet;

use unicode_width::UnicodeWidthStr;

use super::Kind;
use super::format::Hint;
use super::lines::{Line, PieceRole, ends_sentence};
use crate::text::{Span, normal};

/// A paragraph: a line, or the lines one was wrapped into.
#[derive(Debug)]
pub(super) struct Paragraph {
    /// What its text is.
    pub(super) kind: Kind,
    /// Its lines.
    pub(super) lines: Vec<Line>,
}

impl Paragraph {
    /// Its text of the article, from the first piece to the last.
    fn body(&self) -> Option<Span> {
        let first = self.lines.iter().find_map(Line::body)?;
        let last = self.lines.iter().rev().find_map(Line::body)?;
        Some(Span::new(first.start, last.end))
    }
}

/// Widest headline and sub-head in columns (a Hangul syllable has two).
const WIDEST_HEADLINE: usize = 200;
const WIDEST_SUBHEAD: usize = 130;

/// Tells what every paragraph is.
pub(super) fn tell(text: &str, lines: Vec<Line>) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for line in lines {
        match paragraphs.last_mut() {
            Some(paragraph) if line.wrapped => paragraph.lines.push(line),
            _ => paragraphs.push(Paragraph { kind: Kind::Body, lines: vec![line] }),
        }
    }
    drop_repeats(text, &mut paragraphs);
    let looks: Vec<Look> =
        paragraphs.iter().enumerate().map(|(at, p)| Look::of(text, p, at == 0)).collect();
    let first_body = looks.iter().position(|look| *look == Look::Body);
    let last_body = looks.iter().rposition(|look| *look == Look::Body);
    let mut headed = false;
    for (at, (paragraph, look)) in paragraphs.iter_mut().zip(&looks).enumerate() {
        paragraph.kind = match look {
            Look::Caption => Kind::Caption,
            Look::Nothing | Look::Body => Kind::Body,
            Look::Heading | Look::Short if first_body.is_none_or(|body| at < body) => {
                // Without any body line only the first can be the headline.
                let first = !std::mem::replace(&mut headed, true);
                let heading = first || first_body.is_some() || *look == Look::Heading;
                if heading { Kind::Headline } else { Kind::Body }
            }
            Look::Heading => Kind::Subhead,
            Look::Short if last_body.is_some_and(|body| at < body) => Kind::Subhead,
            Look::Short => Kind::Body,
        };
    }
    paragraphs
}

/// What a paragraph looks like by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// No text of the article.
    Nothing,
    /// The format says that it is a heading.
    Heading,
    /// Short and without a sentence end.
    Short,
    Body,
    Caption,
}

impl Look {
    /// `first` says that no other paragraph comes before.
    fn of(text: &str, paragraph: &Paragraph, first: bool) -> Look {
        let Some(body) = paragraph.body() else { return Look::Nothing };
        let body = body.of(text);
        let line = &paragraph.lines[0];
        match line.hint {
            Hint::Heading => return Look::Heading,
            Hint::Caption => return Look::Caption,
            Hint::Paragraph => return Look::Body,
            Hint::Text if line.caption => return Look::Caption,
            Hint::Text => {}
        }
        let widest = if first { WIDEST_HEADLINE } else { WIDEST_SUBHEAD };
        let asks = body.ends_with(['?', '!', '？', '！']) && first;
        let ended = ends_sentence(body) && !asks || body.ends_with([':', '：', ',']);
        if ended || body.width() > widest || is_list_item(body) { Look::Body } else { Look::Short }
    }
}

/// Whether a line begins with the mark of a list.
fn is_list_item(line: &str) -> bool {
    let marks = ["- ", "* ", "• ", "· ", "▲", "△", "○ ", "◦ ", "ㆍ", "‣ ", "–  "];
    marks.iter().any(|mark| line.starts_with(mark))
}

/// How many of the first paragraphs are looked at for repeats.
const TOP: usize = 12;
/// Shorter lines (in characters) may well stand twice.
const SHORTEST_REPEAT: usize = 8;

/// Sets lines aside that stand a second time near the top, as pages do with decks.
fn drop_repeats(text: &str, paragraphs: &mut [Paragraph]) {
    let mut seen = HashSet::new();
    for paragraph in paragraphs.iter_mut().take(TOP) {
        let Some(body) = paragraph.body() else { continue };
        let key = normal::collapse(body.of(text)).into_owned();
        if key.chars().count() < SHORTEST_REPEAT || seen.insert(key) {
            continue;
        }
        for piece in paragraph.lines.iter_mut().flat_map(|line| &mut line.pieces) {
            if piece.role == PieceRole::Text {
                piece.role = PieceRole::Dropped("repeated-line");
            }
        }
    }
}
