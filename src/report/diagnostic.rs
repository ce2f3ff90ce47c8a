//! Findings drawn for a terminal: both texts, the place marked under the characters.
//!
//! Columns are right under Hangul and other wide characters. Long texts are broken into lines, each
//! with its marks under it, because a translation unit is one long line and a terminal is narrow
//! (libraries that draw diagnostics for source code cut such lines off).

use std::fmt::Write as _;
use std::io::Write;

use unicode_width::UnicodeWidthChar;

use crate::check::Severity;
use crate::error::Result;
use crate::text::Span;

use super::record::Record;
use super::tally::Tally;
use super::{Report, rules, written};

/// Columns of text before a line is broken.
const WIDTH: usize = 92;
/// Languages' names stand in front of their texts.
const INDENT: &str = "      ";

/// Draws one finding on the texts it is about; several lines, without a line end after the last.
/// Where it stands in the file is said when that is known.
///
/// # Panics
/// When a span of the finding does not lie in the texts of the pair.
pub fn draw(record: &Record<'_>, colour: bool) -> String {
    let Record { finding, pair, .. } = *record;
    let style = Style { colour, severity: finding.severity };
    let head = style.strong(&format!("{}[{}]", finding.severity.name(), finding.rule));
    let mut out = format!("{head} unit {}: {}", finding.unit, record.message());
    if let Some(place) = place(record) {
        // Writing to a string cannot fail.
        let _ = write!(out, "\n  {}{place}", style.faint("at      "));
    }
    for (side, text, spans) in
        [("source", &pair.source, &finding.source), ("target", &pair.target, &finding.target)]
    {
        for (n, line) in broken(text).into_iter().enumerate() {
            let label = if n == 0 { side } else { "" };
            let shown = line.of(text).trim_end().replace(['\n', '\r', '\t'], " ");
            let _ = write!(out, "\n  {}{shown}", style.faint(&format!("{label:<8}")));
            if let Some(marks) = marks(text, line, spans) {
                let _ = write!(out, "\n    {INDENT}{}", style.strong(&marks));
            }
        }
    }
    if let Some(note) = finding.arg("note").filter(|note| !note.is_empty()) {
        let _ = write!(out, "\n  {}{note}", style.faint("note    "));
    }
    out
}

/// `news.tmx:42, id greeting.7`: what is known of the place beside the number of the unit.
fn place(record: &Record<'_>) -> Option<String> {
    let line = record.line.map(|line| format!("{}:{line}", record.file));
    let id = record.unit_id.map(|id| format!("id {id}"));
    match (line, id) {
        (Some(line), Some(id)) => Some(format!("{line}, {id}")),
        (line, id) => line.or(id),
    }
}

/// The parts of a text that are shown on a line each: broken behind blanks where there are any.
fn broken(text: &str) -> Vec<Span> {
    let mut lines = Vec::new();
    let (mut start, mut blank, mut columns) = (0, 0, 0);
    for (at, c) in text.char_indices() {
        columns += width(c);
        if columns > WIDTH && at > start {
            let end = if blank > start { blank } else { at };
            lines.push(Span::new(start, end));
            start = end;
            columns = text[start..at + c.len_utf8()].chars().map(width).sum();
        }
        if c.is_whitespace() {
            blank = at + c.len_utf8();
        }
    }
    lines.push(Span::new(start, text.len()));
    lines
}

/// Carets under the marked characters of one line; `None` when none of them is marked.
fn marks(text: &str, line: Span, spans: &[Span]) -> Option<String> {
    let marked = |at: usize| spans.iter().any(|span| span.start <= at && at < span.end);
    let marks: String = line
        .of(text)
        .char_indices()
        .map(|(at, c)| if marked(line.start + at) { "^" } else { " " }.repeat(width(c)))
        .collect();
    let marks = marks.trim_end();
    (!marks.is_empty()).then(|| marks.to_string())
}

fn width(c: char) -> usize {
    // Control characters are shown as a blank.
    c.width().unwrap_or(1)
}

/// Findings one after the other, a line on each file, and a table by rule.
pub struct Drawings<W> {
    output: W,
    colour: bool,
}

impl<W: Write> Drawings<W> {
    /// Drawings on an output that shows colours, or none.
    pub fn new(output: W, colour: bool) -> Self {
        Drawings { output, colour }
    }
}

impl<W: Write> Report for Drawings<W> {
    fn finding(&mut self, record: &Record<'_>) -> Result<()> {
        written(write!(self.output, "{}\n\n", draw(record, self.colour)))
    }

    fn end_file(&mut self, file: &str, tally: &Tally) -> Result<()> {
        written(writeln!(self.output, "{}", rules::file_line(file, tally)))
    }

    fn finish(mut self: Box<Self>, tally: &Tally) -> Result<()> {
        written(self.output.write_all(rules::table(tally).as_bytes()))?;
        written(self.output.flush())
    }
}

/// Terminal colours, or none.
struct Style {
    colour: bool,
    severity: Severity,
}

impl Style {
    fn strong(&self, text: &str) -> String {
        let code = match self.severity {
            Severity::Error => "1;31",
            Severity::Warning => "1;33",
            Severity::Info => "1;36",
        };
        self.paint(text, code)
    }

    fn faint(&self, text: &str) -> String {
        self.paint(text, "2")
    }

    fn paint(&self, text: &str, code: &str) -> String {
        if self.colour { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::check::Finding;
    use crate::lang::tag::LangTag;
    use crate::unit::Pair;

    fn finding(source: &[Span], target: &[Span]) -> Finding {
        Finding {
            rule: "term.forbidden",
            severity: Severity::Error,
            unit: 15,
            source: source.to_vec(),
            target: target.to_vec(),
            args: vec![
                ("term", "추론".into()),
                ("found", "reasoning".into()),
                ("expected", "inference".into()),
                ("note", "the computing step".into()),
            ],
        }
    }

    fn span(text: &str, part: &str) -> Span {
        let start = text.find(part).unwrap();
        Span::new(start, start + part.len())
    }

    #[test]
    fn marks_stand_under_wide_characters_and_on_their_line() {
        let source = "HBM은 D램을 여러 층 쌓아 데이터가 오가는 길을 넓힌 메모리로, 값비싼 부품이며, \
            추론 칩 원가의 절반을 차지한다.";
        let target = "HBM makes up half the cost of a reasoning chip.";
        let finding = finding(&[span(source, "추론")], &[span(target, "reasoning")]);
        let pair = Pair { number: 15, source: source.into(), target: target.into() };
        let record = Record {
            finding: &finding,
            pair: &pair,
            langs: &[LangTag::ko_kr(), LangTag::en_us()],
            file: "news.tmx",
            line: Some(42),
            unit_id: Some("lead"),
            id: "",
        };
        insta::assert_snapshot!(draw(&record, false), @r"
        error[term.forbidden] unit 15: '추론' must not be rendered as 'reasoning': use 'inference'
          at      news.tmx:42, id lead
          source  HBM은 D램을 여러 층 쌓아 데이터가 오가는 길을 넓힌 메모리로, 값비싼 부품이며, 추론 칩
                                                                                                ^^^^
                  원가의 절반을 차지한다.
          target  HBM makes up half the cost of a reasoning chip.
                                                  ^^^^^^^^^
          note    the computing step
        ");
    }

    proptest! {
        #[test]
        fn no_text_is_cut_off(text in "[가-힣a-z ]{0,300}") {
            let lines = broken(&text);
            let joined: String = lines.iter().map(|line| line.of(&text)).collect();
            prop_assert_eq!(joined, &text[..]);
            for line in lines {
                prop_assert!(line.of(&text).trim_end().chars().map(width).sum::<usize>() <= WIDTH);
            }
        }
    }
}
