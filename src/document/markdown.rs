//! Markdown: headings, paragraphs and list items, without their marks.

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use crate::text::Span;
use crate::text::normal::Normal;

use super::Kind;
use super::lines::RawLine;

/// The text of a Markdown file, a line a block, and those lines with what their marks say. Line
/// numbers are those of the input.
pub(super) fn lines(input: &Normal) -> (Normal, Vec<RawLine>) {
    let source = input.text();
    let mut blocks = Blocks::default();
    for (event, range) in Parser::new(source).into_offset_iter() {
        let number = || source[..range.start].matches('\n').count() + 1;
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let first = level == HeadingLevel::H1;
                let kind = if first { Kind::Headline } else { Kind::Subhead };
                blocks.begin(number(), Some(kind));
            }
            Event::Start(Tag::Paragraph) => blocks.begin(number(), None),
            Event::Start(Tag::Item | Tag::CodeBlock(_) | Tag::HtmlBlock) => {
                blocks.begin(number(), Some(Kind::Body));
            }
            // The text of a picture is not part of the article.
            Event::Start(Tag::Image { .. }) => blocks.pictures += 1,
            Event::End(TagEnd::Image) => blocks.pictures -= 1,
            Event::End(
                TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock,
            ) => blocks.end(),
            Event::Text(text) | Event::Code(text) => blocks.push(&text),
            Event::SoftBreak | Event::HardBreak => blocks.push(" "),
            _ => {}
        }
    }
    blocks.end();
    (Normal::new(blocks.text), blocks.lines)
}

#[derive(Default)]
struct Blocks {
    text: String,
    lines: Vec<RawLine>,
    current: String,
    number: usize,
    hint: Option<Kind>,
    pictures: usize,
}

impl Blocks {
    fn begin(&mut self, number: usize, hint: Option<Kind>) {
        // A paragraph inside a list item is the item's.
        let item = self.hint == Some(Kind::Body) && hint.is_none();
        self.end();
        self.number = number;
        self.hint = if item { Some(Kind::Body) } else { hint };
    }

    fn push(&mut self, text: &str) {
        if self.pictures == 0 {
            self.current.push_str(&text.replace(['\n', '\r'], " "));
        }
    }

    fn end(&mut self) {
        let text = std::mem::take(&mut self.current);
        let text = text.trim();
        if !text.is_empty() {
            let start = self.text.len();
            self.text.push_str(text);
            let span = Span::new(start, self.text.len());
            self.lines.push(RawLine { span, number: self.number, hint: self.hint });
            self.text.push('\n');
        }
        self.hint = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Format, ReadOptions};

    #[test]
    fn marks_become_kinds() {
        let text = "# Chip held back\n\nIt is *late*. See [the plan](https://example.com).\n\n\
            ![photo](a.jpg)\n\n## What next\n\n- First item.\n- Second item.\n";
        let document =
            Document::from_text(text.to_string(), Format::Markdown, &ReadOptions::default());
        let found: Vec<(Kind, &str, usize)> =
            document.segments.iter().map(|s| (s.kind, s.text.as_str(), s.line)).collect();
        assert_eq!(
            found,
            [
                (Kind::Headline, "Chip held back", 1),
                (Kind::Body, "It is late.", 3),
                (Kind::Body, "See the plan.", 3),
                (Kind::Subhead, "What next", 7),
                (Kind::Body, "First item.", 9),
                (Kind::Body, "Second item.", 10),
            ]
        );
    }
}
