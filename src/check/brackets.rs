//! `pair.bracket`: brackets that are opened or closed only.

use super::prepared::{Mark, Prepared};
use super::{Finding, Rule, Severity};
use crate::text::Span;

pub(super) const RULES: &[Rule] = &[BRACKET];

const BRACKET: Rule = Rule {
    id: "pair.bracket",
    severity: Severity::Warning,
    english: "A bracket of the target has no partner, while those of the source have. Numbering \
        such as \"1)\" needs none.",
    korean: "번역문의 괄호가 짝이 맞지 않습니다(원문은 맞습니다). \"1)\" 같은 번호는 괜찮습니다.",
    glossary: "",
    fires: &[("그는 웃었다(크게).", "He laughed (out loud.")],
    silent: &[("1) 그는 웃었다(크게).", "1) He laughed (out loud).")],
};

/// Opening and closing forms; wide forms count as their narrow ones.
const PAIRS: [(char, char); 8] = [
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('「', '」'),
    ('『', '』'),
    ('《', '》'),
    ('〈', '〉'),
    ('【', '】'),
];

/// Finds brackets without a partner.
pub(super) fn check(input: &Prepared, findings: &mut Vec<Finding>) {
    if !input.of_target.has(Mark::Bracket) {
        return;
    }
    let lone = unpaired(input.target);
    if !lone.is_empty() && unpaired(input.source).is_empty() {
        let found = lone[0].of(input.target).to_string();
        let finding = Finding::new(&BRACKET, input).with("found", found);
        findings.push(Finding { target: lone, ..finding });
    }
}

fn unpaired(text: &str) -> Vec<Span> {
    let mut open: Vec<(char, Span)> = Vec::new();
    let mut lone: Vec<Span> = Vec::new();
    for (at, c) in text.char_indices() {
        let span = Span::new(at, at + c.len_utf8());
        let c = match c {
            '（' => '(',
            '）' => ')',
            '［' => '[',
            '］' => ']',
            other => other,
        };
        if PAIRS.iter().any(|pair| pair.0 == c) {
            open.push((c, span));
        } else if let Some(&(opener, _)) = PAIRS.iter().find(|pair| pair.1 == c) {
            match open.iter().rposition(|&(o, _)| o == opener) {
                Some(place) => {
                    open.remove(place);
                }
                None if is_number(&text[..at]) => {}
                None => lone.push(span),
            }
        }
    }
    lone.extend(open.into_iter().map(|(_, span)| span));
    lone.sort_unstable();
    lone
}

/// Whether a closing bracket after this text ends the number of a list ("1)", "가)", "iv)") or a
/// smiling face.
fn is_number(before: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let mark = |c: char| c.is_ascii_digit() || "ivx".contains(c);
    let short = word.chars().count() == 1 && !word.starts_with(|c: char| c.is_ascii_punctuation());
    short || matches!(word, ":" | ";" | ":-" | ";-") || !word.is_empty() && word.chars().all(mark)
}
