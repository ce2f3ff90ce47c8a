//! Paragraphs into segments.

use super::kinds::Paragraph;
use super::lines::{Line, PieceRole};
use super::{Dropped, Kind, ReadOptions, Segment};
use crate::lang::script::Language;
use crate::lang::{en, ko};
use crate::text::{Span, normal};

/// Cuts paragraphs into segments; what was set aside comes second.
pub(super) fn cut(
    text: &str,
    paragraphs: &[Paragraph],
    options: &ReadOptions,
) -> (Vec<Segment>, Vec<Dropped>) {
    let mut cutter = Cutter { text, options, segments: Vec::new(), dropped: Vec::new(), number: 0 };
    for paragraph in paragraphs {
        cutter.paragraph(paragraph);
    }
    (cutter.segments, cutter.dropped)
}

struct Cutter<'a> {
    text: &'a str,
    options: &'a ReadOptions,
    segments: Vec<Segment>,
    dropped: Vec<Dropped>,
    /// Number of the next paragraph.
    number: usize,
}

impl Cutter<'_> {
    fn paragraph(&mut self, paragraph: &Paragraph) {
        let before = self.segments.len();
        // Text that runs on over wrapped lines; only dropped pieces and by-lines interrupt it.
        let mut run: Option<Span> = None;
        for piece in paragraph.lines.iter().flat_map(|line| &line.pieces) {
            if piece.role == PieceRole::Text {
                let start = run.map_or(piece.span.start, |run| run.start);
                run = Some(Span::new(start, piece.span.end));
                continue;
            }
            self.run(run.take(), paragraph);
            let line = line_of(&paragraph.lines, piece.span);
            match piece.role {
                PieceRole::Dropped(rule) if !self.options.keep_boilerplate => {
                    self.dropped.push(Dropped {
                        text: piece.span.of(self.text).to_owned(),
                        line,
                        span: piece.span,
                        rule: rule.to_owned(),
                    });
                }
                PieceRole::Dropped(_) => self.push(piece.span, Kind::Boilerplate, line),
                _ => {
                    // A by-line glued to a paragraph is one of its own.
                    self.number += usize::from(self.segments.len() > before);
                    self.push(piece.span, Kind::Byline, line);
                }
            }
        }
        self.run(run, paragraph);
        if self.segments.len() > before {
            self.number += 1;
        }
    }

    /// Adds text of the article: headings whole, the rest by sentences.
    fn run(&mut self, run: Option<Span>, paragraph: &Paragraph) {
        let Some(run) = run else { return };
        if matches!(paragraph.kind, Kind::Headline | Kind::Subhead) {
            self.push(run, paragraph.kind, line_of(&paragraph.lines, run));
            return;
        }
        let inner = run.of(self.text);
        let sentences = match self.options.language {
            Language::Korean => ko::sentence::sentences(inner),
            Language::English | Language::Other(_) => en::sentence::sentences(inner),
        };
        for sentence in sentences {
            let span = Span::new(run.start + sentence.start, run.start + sentence.end);
            self.push(span, paragraph.kind, line_of(&paragraph.lines, span));
        }
    }

    fn push(&mut self, span: Span, kind: Kind, line: usize) {
        let span = normal::trim(self.text, span);
        if !span.is_empty() {
            let text = normal::collapse(span.of(self.text)).into_owned();
            self.segments.push(Segment { text, kind, paragraph: self.number, line, span });
        }
    }
}

/// The number of the line, among those of a paragraph, on which `span` begins.
fn line_of(lines: &[Line], span: Span) -> usize {
    let after = lines.partition_point(|line| line.span.start <= span.start);
    lines[after.saturating_sub(1)].number
}
