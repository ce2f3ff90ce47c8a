//! Plain text: one line a paragraph or heading, unless the text was wrapped by hand.

use crate::text::Span;

use super::lines::RawLine;

/// Columns beyond which no line of wrapped text goes.
const WIDEST: usize = 100;
/// Columns that the full lines of wrapped text have at least.
const NARROWEST: usize = 40;

/// The lines of a text with content; lines that were wrapped by hand are joined.
pub(super) fn lines(text: &str) -> Vec<RawLine> {
    let lines: Vec<RawLine> = physical_lines(text)
        .enumerate()
        .filter(|(_, span)| !span.of(text).trim().is_empty())
        .map(|(n, span)| RawLine { span, number: n + 1, hint: None })
        .collect();
    if is_wrapped(text, &lines) { join(lines) } else { lines }
}

/// The lines of a text less their ends (LF, CRLF, CR); an end at the very end begins no line.
pub(super) fn physical_lines(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        if at >= text.len() {
            return None;
        }
        let end = text[at..].find(['\n', '\r']).map_or(text.len(), |length| at + length);
        let span = Span::new(at, end);
        let crlf = text[end..].starts_with("\r\n");
        at = end + if crlf { 2 } else { 1 };
        Some(span)
    })
}

/// Whether most lines break off inside a sentence, as happens when an editor wraps them.
fn is_wrapped(text: &str, lines: &[RawLine]) -> bool {
    let width = |line: &RawLine| unicode_width::UnicodeWidthStr::width(line.span.of(text));
    if lines.iter().any(|line| width(line) > WIDEST) {
        return false;
    }
    // Lines that another follows without a blank line between them.
    let inner: Vec<&RawLine> =
        lines.windows(2).filter(|w| w[1].number == w[0].number + 1).map(|w| &w[0]).collect();
    let broken = |line: &&&RawLine| {
        let text = line.span.of(text).trim_end();
        let text = text.trim_end_matches(['"', '\'', '”', '’', ')', ']']);
        !text.ends_with(['.', '?', '!', '…', ':', ';', '。']) && width(line) >= NARROWEST
    };
    inner.len() >= 2 && inner.iter().filter(broken).count() * 10 >= inner.len() * 6
}

/// Joins the lines between blank lines.
fn join(lines: Vec<RawLine>) -> Vec<RawLine> {
    let mut joined: Vec<(RawLine, usize)> = Vec::new();
    for line in lines {
        match joined.last_mut() {
            Some((paragraph, last)) if *last + 1 == line.number => {
                paragraph.span.end = line.span.end;
                *last = line.number;
            }
            _ => {
                let number = line.number;
                joined.push((line, number));
            }
        }
    }
    joined.into_iter().map(|(line, _)| line).collect()
}
