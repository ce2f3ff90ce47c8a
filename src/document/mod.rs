//! Article files → lines → segments.
//!
//! Layer 4. A file is decoded ([`crate::text::decode`]), its text is taken out of the format
//! (plain text, Markdown, web page: `source`), every line gets a [`Kind`] and boilerplate is set
//! aside (`lines`), and the rest is cut into sentences. The result keeps the way back: each
//! [`Segment`] knows its place in the text, and what was set aside is listed with its reason.

mod html;
mod lines;
mod markdown;
mod plain;

use std::ops::Range;
use std::path::Path;

use crate::error::{Error, Result};
use crate::lang::script::{self, Language};
use crate::lang::{en, ko};
use crate::text::Span;
use crate::text::decode;
use crate::text::normal::Normal;

use lines::Line;

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
    /// The text: NFC, no blanks at the ends, every run of white space a single space.
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

/// How to read an article.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Label of the encoding; `None` to find it from the bytes.
    pub encoding: Option<String>,
    /// Keep boilerplate among the segments instead of setting it aside.
    pub keep_boilerplate: bool,
    /// Language whose rules cut the sentences; `None` for the one that the text looks like.
    pub language: Option<Language>,
}

/// The format that an article's text is taken out of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Lines of text.
    Plain,
    /// CommonMark.
    Markdown,
    /// A web page.
    Html,
}

impl Format {
    /// By the ending of the file name; what has no known ending is plain text.
    pub fn of(path: &Path) -> Format {
        let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        match ending.to_lowercase().as_str() {
            "md" | "markdown" => Format::Markdown,
            "html" | "htm" | "xhtml" => Format::Html,
            _ => Format::Plain,
        }
    }
}

/// An article cut into segments.
#[derive(Debug, Clone)]
pub struct Document {
    text: Normal,
    /// The segments in reading order.
    pub segments: Vec<Segment>,
    /// What was set aside, in reading order.
    pub dropped: Vec<Dropped>,
}

impl Document {
    /// Reads an article from a file.
    ///
    /// # Errors
    /// When the file cannot be read, is empty or no text ([`decode::decode`]), or a web page has
    /// no text.
    pub fn read(path: &Path, options: &ReadOptions) -> Result<Document> {
        let text = read_text(path, options)?;
        let document = Document::from_text(text, Format::of(path), options);
        if document.segments.is_empty() && document.dropped.is_empty() {
            return Err(Error::malformed("no article text was found").in_file(path));
        }
        Ok(document)
    }

    /// Reads a file that has one segment a line already; see [`Document::from_segmented`].
    ///
    /// # Errors
    /// As [`Document::read`].
    pub fn read_segmented(path: &Path, options: &ReadOptions) -> Result<Document> {
        Ok(Document::from_segmented(read_text(path, options)?))
    }

    /// An article from its text. Spans refer to the text taken out of the format: for Markdown and
    /// HTML that is not the input itself.
    pub fn from_text(text: String, format: Format, options: &ReadOptions) -> Document {
        let (text, lines) = match format {
            Format::Plain => {
                let text = Normal::new(text);
                let lines = plain::lines(text.text());
                (text, lines)
            }
            Format::Markdown => markdown::lines(&Normal::new(text)),
            Format::Html => html::lines(&Normal::new(text)),
        };
        let language =
            options.language.or_else(|| script::guess(text.text())).unwrap_or(Language::English);
        let (lines, dropped) = lines::tag(text.text(), lines, options.keep_boilerplate);
        let segments = segments(text.text(), &lines, language);
        Document { text, segments, dropped }
    }

    /// A text with one segment a line: nothing is dropped or cut, and the segment on line `n`
    /// (from 1) has the index `n - 1`, so that an empty line is a segment without text.
    pub fn from_segmented(text: String) -> Document {
        let text = Normal::new(text);
        let segments = plain::physical_lines(text.text())
            .enumerate()
            .map(|(n, span)| Segment {
                text: collapse(span.of(text.text())),
                kind: Kind::Body,
                paragraph: n,
                line: n + 1,
                span,
            })
            .collect();
        Document { text, segments, dropped: Vec::new() }
    }

    /// The article's text, NFC, that all spans refer to.
    pub fn text(&self) -> &str {
        self.text.text()
    }

    /// The characters of the decoded input (for Markdown and HTML: of the text taken out of it)
    /// that a span covers.
    ///
    /// # Panics
    /// When the span does not lie in the text.
    pub fn input_chars(&self, span: Span) -> Range<usize> {
        self.text.input_chars(span)
    }

    /// The language that the segments look like; `None` when their letters do not tell.
    pub fn language(&self) -> Option<Language> {
        let text: String = self.segments.iter().map(|s| s.text.as_str()).collect();
        script::guess(&text)
    }
}

fn read_text(path: &Path, options: &ReadOptions) -> Result<String> {
    let bytes = std::fs::read(path).map_err(|error| Error::io(path, error))?;
    let decoded = decode::decode(&bytes, options.encoding.as_deref());
    Ok(decoded.map_err(|error| error.in_file(path))?.text)
}

/// Cuts the lines into segments: body text into sentences, every other line is one.
fn segments(text: &str, lines: &[Line], language: Language) -> Vec<Segment> {
    let mut segments = Vec::new();
    for (paragraph, line) in lines.iter().enumerate() {
        let slice = line.span.of(text);
        let spans = match (line.kind, language) {
            (Kind::Body, Language::Korean) => ko::sentence::sentences(slice),
            (Kind::Body, _) => en::sentence::sentences(slice),
            _ => vec![Span::new(0, slice.len())],
        };
        for span in spans {
            let span = Span::new(line.span.start + span.start, line.span.start + span.end);
            segments.push(Segment {
                text: collapse(span.of(text)),
                kind: line.kind,
                paragraph,
                line: line.number + text[line.span.start..span.start].matches('\n').count(),
                span,
            });
        }
    }
    segments
}

/// Every run of white space becomes a single space; soft hyphens and zero-width spaces, which
/// pages put into words for the browser, are left out.
fn collapse(text: &str) -> String {
    let visible: String =
        text.chars().filter(|c| !matches!(c, '\u{AD}' | '\u{200B}' | '\u{FEFF}')).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Document {
        Document::from_text(text.to_string(), Format::Plain, &ReadOptions::default())
    }

    fn kinds(document: &Document) -> Vec<(&str, &str)> {
        document.segments.iter().map(|s| (s.kind.name(), s.text.as_str())).collect()
    }

    #[test]
    fn a_captured_page_comes_out_clean() {
        let document = read(
            "새 칩, 정면 돌파…업계는 '반신반의'\n전력은 절반으로\n전력은 절반으로\n\
             이미지 확대보기국내 업체가 칩을 냈다. 값은 비싸다.\n숙제는 남았다\n\
             수율이 낮다. \"두고 봐야 한다. 아직 이르다\"라고 업계는 말했다.\n\
             홍서연 한빛경제 기자 hong@example.com\n\n![[기획] 칩](https://example.com/a.jpg)\n",
        );
        assert_eq!(
            kinds(&document),
            [
                ("headline", "새 칩, 정면 돌파…업계는 '반신반의'"),
                ("headline", "전력은 절반으로"),
                ("body", "국내 업체가 칩을 냈다."),
                ("body", "값은 비싸다."),
                ("subhead", "숙제는 남았다"),
                ("body", "수율이 낮다."),
                ("body", "\"두고 봐야 한다. 아직 이르다\"라고 업계는 말했다."),
                ("byline", "홍서연 한빛경제 기자 hong@example.com"),
            ]
        );
        let dropped: Vec<(usize, &str)> =
            document.dropped.iter().map(|d| (d.line, d.rule.as_str())).collect();
        assert_eq!(dropped, [(3, "repeated-line"), (4, "image-marker"), (9, "image-link")]);
    }

    #[test]
    fn boilerplate_can_be_kept() {
        let options = ReadOptions { keep_boilerplate: true, ..ReadOptions::default() };
        let text = "이미지 확대보기칩이 나왔다.\n무단전재 및 재배포 금지\n".to_string();
        let document = Document::from_text(text, Format::Plain, &options);
        assert_eq!(
            kinds(&document),
            [
                ("boilerplate", "이미지 확대보기"),
                ("body", "칩이 나왔다."),
                ("boilerplate", "무단전재 및 재배포 금지"),
            ]
        );
        assert!(document.dropped.is_empty());
    }

    #[test]
    fn hard_wrapped_text_is_joined() {
        let document = read(
            "The company said on Monday that it would build a plant in Sangju, and\n\
             that the first phase alone would take 275,000 chips. The city welcomed\n\
             the plan.\n\nAnalysts were less sure about it, since the yield of the line\n\
             is still low and the memory that it needs is hard to get in time.\n",
        );
        let texts: Vec<&str> = document.segments.iter().map(|s| s.text.as_str()).collect();
        assert_eq!(texts.len(), 3, "{texts:?}");
        assert_eq!(texts[1], "The city welcomed the plan.");
        assert_eq!(document.segments[1].line, 2);
        assert_eq!(document.segments[2].paragraph, 1);
    }

    #[test]
    fn places_are_those_of_decomposed_input() {
        use unicode_normalization::UnicodeNormalization;
        let input: String = "칩이 나왔다. 값은 비싸다.".nfd().collect();
        let document = read(&input);
        let place = document.input_chars(document.segments[1].span);
        let found: String = input.chars().skip(place.start).take(place.len()).collect();
        assert_eq!(found.nfc().collect::<String>(), "값은 비싸다.");
    }

    #[test]
    fn segmented_text_keeps_its_line_numbers() {
        let document = Document::from_segmented("하나다.\n\n셋이다. 넷이다.\r\n".to_string());
        let texts: Vec<&str> = document.segments.iter().map(|s| s.text.as_str()).collect();
        assert_eq!(texts, ["하나다.", "", "셋이다. 넷이다."]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "([가-힣a-zA-Z0-9.?!\"'()\\[\\]=/ ]{0,30}|이미지 확대보기|By Kim Lee|\\[단독\\] |▲ |ⓒ |\n){0,30}") {
            let document = read(&text);
            let mut spans: Vec<Span> = document.segments.iter().map(|s| s.span).collect();
            spans.extend(document.dropped.iter().map(|d| d.span));
            spans.sort();
            let text = document.text();
            let mut at = 0;
            for span in spans {
                prop_assert!(at <= span.start, "{span:?} overlaps");
                prop_assert!(text[at..span.start].trim().is_empty(), "lost {:?}", &text[at..span.start]);
                at = span.end;
            }
            prop_assert!(text[at..].trim().is_empty());
        }
    }
}
