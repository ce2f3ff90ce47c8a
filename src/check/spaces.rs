//! `space.double` and `space.edge`: blanks too many or too few.

use super::prepared::{Mark, Prepared};
use super::{Finding, Rule, Severity};
use crate::text::Span;

pub(super) const RULES: &[Rule] = &[DOUBLE, EDGE];

const DOUBLE: Rule = Rule {
    id: "space.double",
    severity: Severity::Warning,
    english: "Two blanks stand between words of the target. Two after a full stop are a style, \
        and text that is laid out with blanks on both sides is left alone.",
    korean: "번역문의 낱말 사이에 빈칸이 둘 이상 있습니다. 마침표 뒤의 두 칸이나 원문도 그런 경우는 \
        보지 않습니다.",
    glossary: "",
    fires: &[("칩 하나에 들어간다.", "It fits in one  chip.")],
    silent: &[("작다. 한 칩에 들어간다.", "It is small.  It fits in one chip.")],
};

const EDGE: Rule = Rule {
    id: "space.edge",
    severity: Severity::Warning,
    english: "The target begins or ends with a blank and the source does not, or the reverse: \
        joined texts would run together or gape.",
    korean: "번역문의 처음이나 끝의 빈칸이 원문과 다릅니다. 이어 붙이면 글이 붙거나 벌어집니다.",
    glossary: "",
    fires: &[("합계:", "Total: ")],
    silent: &[("합계: ", "Total: ")],
};

/// Checks the blanks of the target.
pub(super) fn check(input: &Prepared, findings: &mut Vec<Finding>) {
    let (source, target) = (input.source, input.target);
    if input.of_source.is_blank() || input.of_target.is_blank() {
        return;
    }
    if input.of_target.has(Mark::Gap) {
        let spans = doubled(target);
        if !spans.is_empty() && doubled(source).is_empty() {
            findings.push(Finding { target: spans, ..Finding::new(&DOUBLE, input) });
        }
    }
    let lead = |text: &str| text.starts_with(char::is_whitespace);
    let trail = |text: &str| text.ends_with(char::is_whitespace);
    if lead(source) != lead(target) {
        findings.push(Finding::new(&EDGE, input).with("edge", "beginning"));
    }
    if trail(source) != trail(target) {
        findings.push(Finding::new(&EDGE, input).with("edge", "end"));
    }
}

/// Runs of two or more blanks inside the text, less those after the end of a sentence.
fn doubled(text: &str) -> Vec<Span> {
    let blank = |c: char| matches!(c, ' ' | '\u{A0}');
    let end = text.trim_end().len();
    let mut spans = Vec::new();
    let mut at = text.len() - text.trim_start().len();
    while let Some(start) = text[at..end].find(blank).map(|found| at + found) {
        let rest = &text[start..end];
        let stop = start + rest.find(|c| !blank(c)).unwrap_or(rest.len());
        let before = text[..start].trim_end_matches(['"', '”', '’', '\'', ')']);
        if text[start..stop].chars().count() > 1 && !before.ends_with(['.', '!', '?', ':']) {
            spans.push(Span::new(start, stop));
        }
        at = stop;
    }
    spans
}
