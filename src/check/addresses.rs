//! `address.changed` and `address.missing`: web and mail addresses are the same on both sides.

use super::prepared::{Mark, Prepared};
use super::{Finding, Rule, Severity};
use crate::text::Span;

pub(super) const RULES: &[Rule] = &[CHANGED, MISSING];

const CHANGED: Rule = Rule {
    id: "address.changed",
    severity: Severity::Error,
    english: "An address of the source is another in the target. Case, a scheme left out and marks \
        after the address do not count.",
    korean: "원문의 웹 주소나 전자우편 주소가 번역문에서 다르게 적혔습니다. 대소문자, 생략한 http, \
        주소 뒤의 문장 부호는 보지 않습니다.",
    glossary: "",
    fires: &[("문의: help@saebyeok.example", "Contact: help@saebyuk.example")],
    silent: &[("문의: help@saebyeok.example", "Write to help@saebyeok.example.")],
};

const MISSING: Rule = Rule {
    id: "address.missing",
    severity: Severity::Info,
    english: "An address of the source is not in the target.",
    korean: "원문의 웹 주소나 전자우편 주소가 번역문에 없습니다.",
    glossary: "",
    fires: &[("문의: help@saebyeok.example", "Contact us.")],
    silent: &[("문의: help@saebyeok.example", "Write to help@saebyeok.example.")],
};

/// Compares the addresses of both texts.
pub(super) fn check(input: &Prepared, findings: &mut Vec<Finding>) {
    if !input.of_source.has(Mark::Address) {
        return;
    }
    let (source, target) = (addresses(input.source), addresses(input.target));
    if source.is_empty() {
        return;
    }
    let key = |text: &str, span: Span| {
        let lower = span.of(text).to_lowercase();
        let bare = lower.trim_start_matches("https://").trim_start_matches("http://");
        bare.trim_start_matches("www.").trim_end_matches('/').to_string()
    };
    let there = |span: &Span, text: &str, spans: &[Span], other: &str| {
        spans.iter().any(|&s| key(other, s) == key(text, *span))
    };
    let lost = source.iter().filter(|s| !there(s, input.source, &target, input.target));
    let mut new = target.iter().filter(|t| !there(t, input.target, &source, input.source));
    for &span in lost {
        let mail = |text: &str, span: Span| span.of(text).contains('@');
        let kind = mail(input.source, span);
        let found = new.by_ref().find(|&&t| mail(input.target, t) == kind);
        let rule = if found.is_some() { &CHANGED } else { &MISSING };
        let said = span.of(input.source);
        let mut finding = Finding::new(rule, input).in_source(span).with("source", said);
        if let Some(&found) = found {
            finding = finding.in_target(found).with("target", found.of(input.target));
        }
        findings.push(finding);
    }
}

/// The addresses of a text, marks after them left out.
fn addresses(text: &str) -> Vec<Span> {
    let part = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '(' | ')');
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(part).map(|found| at + found) {
        let end = text[start..].find(|c| !part(c)).map_or(text.len(), |end| start + end);
        let word =
            text[start..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ']', '}']);
        let mail = word.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.contains('.') && !host.contains(['@', '/'])
        });
        if mail || word.contains("://") || word.starts_with("www.") {
            spans.push(Span::new(start, start + word.len()));
        }
        at = end;
    }
    spans
}
