//! What each line of an article is, and which are set aside.

use crate::lang::ko::boilerplate::{self, Role};
use crate::lang::quotes;
use crate::text::Span;

use super::{Dropped, Kind};

/// Characters of the longest heading.
const LONGEST_HEADING: usize = 160;
/// Lines from the top among which a repeated line is dropped: pages show the deck twice.
const TOP: usize = 12;

/// A line as the format has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RawLine {
    pub span: Span,
    /// Line in the input, from 1.
    pub number: usize,
    /// What the format says of it.
    pub hint: Option<Kind>,
}

/// A line, or what is left of it, that goes into the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub span: Span,
    pub number: usize,
    pub kind: Kind,
}

/// Gives every line its kind and sets boilerplate aside, or keeps it as lines of that kind.
pub(super) fn tag(text: &str, raw: Vec<RawLine>, keep: bool) -> (Vec<Line>, Vec<Dropped>) {
    let mut lines: Vec<Line> = Vec::new();
    let mut dropped = Vec::new();
    let mut set_aside = |lines: &mut Vec<Line>, span: Span, number: usize, rule: &str| {
        if keep {
            lines.push(Line { span, number, kind: Kind::Boilerplate });
        } else {
            let (text, rule) = (span.of(text).to_string(), rule.to_string());
            dropped.push(Dropped { text, line: number, span, rule });
        }
    };
    let mut seen_body = false;
    for line in raw {
        let span = trim(text, line.span);
        let mut rest = span;
        let mut behind = Vec::new();
        for found in boilerplate::find(span.of(text)) {
            let piece = Span::new(span.start + found.span.start, span.start + found.span.end);
            if piece.start == rest.start {
                set_aside(&mut lines, piece, line.number, found.rule);
                rest = trim(text, Span::new(piece.end, rest.end));
            } else {
                rest = trim(text, Span::new(rest.start, piece.start.max(rest.start)));
                behind.push((piece, found.rule));
            }
        }
        if !rest.is_empty() {
            let same = |other: &Line| {
                other.kind != Kind::Boilerplate && other.span.of(text) == rest.of(text)
            };
            if lines.len() < TOP && !seen_body && lines.iter().any(same) {
                set_aside(&mut lines, rest, line.number, "repeated-line");
            } else {
                let kind = kind(rest.of(text), line.hint, seen_body);
                seen_body |= kind == Kind::Body;
                lines.push(Line { span: rest, number: line.number, kind });
            }
        }
        for (piece, rule) in behind {
            set_aside(&mut lines, piece, line.number, rule);
        }
    }
    (lines, dropped)
}

fn kind(line: &str, hint: Option<Kind>, seen_body: bool) -> Kind {
    if let Some(hint) = hint.filter(|&hint| hint != Kind::Body) {
        return hint;
    }
    match boilerplate::role(line) {
        Some(Role::Byline) => Kind::Byline,
        Some(Role::Caption) => Kind::Caption,
        None if hint == Some(Kind::Body) || !is_heading(line) => Kind::Body,
        None if seen_body => Kind::Subhead,
        None => Kind::Headline,
    }
}

/// Whether a line has no sentence end: neither behind its last word nor inside it.
fn is_heading(line: &str) -> bool {
    let bare = line.trim_end_matches(['"', '\'', '”', '’', ')', ']', '」', '』']);
    let closed = bare.ends_with(['.', '。']) && !bare.ends_with("..");
    // A heading that is one quotation may have the full stop inside of it.
    (!closed || is_quotation(line))
        && !has_inner_end(line)
        && line.chars().count() <= LONGEST_HEADING
}

/// Whether the whole line stands in one pair of quotes.
fn is_quotation(line: &str) -> bool {
    let chars: Vec<char> = line.chars().collect();
    let last = chars.len().checked_sub(1);
    last.is_some_and(|last| last > 0 && quotes::partners(&chars)[last] == Some(0))
}

/// Whether a sentence ends inside the line, outside of quotations.
fn has_inner_end(line: &str) -> bool {
    let chars: Vec<char> = line.chars().collect();
    let partners = quotes::partners(&chars);
    let mut at = 0;
    while at + 2 < chars.len() {
        if let Some(close) = partners[at].filter(|&close| close > at) {
            at = close;
        } else if chars[at] == '.'
            && chars[at + 1].is_whitespace()
            && at > 0
            && (chars[at - 1] == '다' || chars[at - 1] == '요')
        {
            return true;
        }
        at += 1;
    }
    false
}

fn trim(text: &str, span: Span) -> Span {
    let slice = span.of(text);
    let start = span.start + slice.len() - slice.trim_start().len();
    Span::new(start, start + slice.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_and_sentences() {
        for heading in [
            "수율이 발목…'패키징 실험' 통할까",
            "\"메모리가 먼저\"…HBM 줄서기에 갇힌 신생 업체",
            "From the grid to interest rates: the hills Sangju has yet to climb",
            "Who will make them?",
        ] {
            assert!(is_heading(heading), "{heading}");
        }
        for sentence in [
            "온새미는 칩을 냈다.",
            "그는 “칩이 먼저다.”라고 했다. 반응은 엇갈렸다",
            "Whether it works is 'anybody's guess.'",
            "It will sell the chip in 2027.",
        ] {
            assert!(!is_heading(sentence), "{sentence}");
        }
    }
}
