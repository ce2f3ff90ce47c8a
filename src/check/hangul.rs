//! `script.hangul`: Hangul left in English text.

use super::prepared::Prepared;
use super::{Finding, Rule, Severity};
use crate::lang::ko::hangul::is_hangul;
use crate::text::Span;

pub(super) const RULES: &[Rule] = &[HANGUL];

const HANGUL: Rule = Rule {
    id: "script.hangul",
    severity: Severity::Warning,
    english: "Hangul is left in the English text. Hangul in brackets is a gloss and may stay.",
    korean: "영어 번역문에 한글이 남아 있습니다. 괄호 안에 병기한 한글은 괜찮습니다.",
    glossary: "",
    fires: &[("회사의 계획은 분명하다.", "The company's 계획 is clear.")],
    silent: &[("정이 많은 사람이다.", "He is full of affection (jeong, 정).")],
};

/// Finds Hangul outside brackets.
pub(super) fn check(input: &Prepared, findings: &mut Vec<Finding>) {
    if !input.of_target.has_hangul() || !input.of_target.is_english() {
        return;
    }
    let mut depth = 0_usize;
    let mut spans: Vec<Span> = Vec::new();
    for (at, c) in input.target.char_indices() {
        match c {
            '(' | '[' | '（' | '［' => depth += 1,
            ')' | ']' | '）' | '］' => depth = depth.saturating_sub(1),
            _ if depth == 0 && is_hangul(c) => match spans.last_mut() {
                Some(span) if span.end == at => span.end += c.len_utf8(),
                _ => spans.push(Span::new(at, at + c.len_utf8())),
            },
            _ => {}
        }
    }
    if let Some(first) = spans.first() {
        let found = first.of(input.target).to_string();
        findings
            .push(Finding { target: spans, ..Finding::new(&HANGUL, input).with("found", found) });
    }
}
