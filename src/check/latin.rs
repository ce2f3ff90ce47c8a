//! `script.latin`: English words left in Korean text.

use super::prepared::Prepared;
use super::{Finding, Rule, Severity};
use crate::text::Span;

pub(super) const RULES: &[Rule] = &[LATIN];

const LATIN: Rule = Rule {
    id: "script.latin",
    severity: Severity::Warning,
    english: "Words of the English source are left in the Korean text: three or more in a row, \
        none with a capital. Names, and English in brackets or quotation marks, may stay.",
    korean: "한국어 번역문에 영어 원문의 낱말이 세 개 이상 이어서 남아 있습니다. 대문자로 시작하는 이름과 \
        괄호나 따옴표 안의 영어는 괜찮습니다.",
    glossary: "",
    fires: &[(
        "The company wants to cut costs by moving to a shared data center.",
        "회사는 비용을 줄이려고 a shared data center 이전을 원한다.",
    )],
    silent: &[(
        "The company calls it \"a shared data center\" and uses Red Hat Linux.",
        "회사는 이를 “a shared data center”라고 부르며 Red Hat Linux를 쓴다.",
    )],
};

/// Words in a row that are no name and no code.
const WORDS: usize = 3;

/// Finds runs of English words outside brackets and quotation marks.
pub(super) fn check(input: &Prepared, findings: &mut Vec<Finding>) {
    let lower = |c: char| c.is_ascii_lowercase();
    if !input.of_target.is_korean()
        || !input.of_source.is_english()
        || !input.target.contains(lower)
    {
        return;
    }
    let runs = runs(input.target).into_iter().filter(|run| {
        let text = run.of(input.target);
        text.split(' ').count() >= WORDS
            && input.source.contains(text)
            && !is_set_off(&input.target[..run.start])
    });
    let spans: Vec<Span> = runs.collect();
    if let Some(first) = spans.first() {
        let found = first.of(input.target).to_string();
        findings
            .push(Finding { target: spans, ..Finding::new(&LATIN, input).with("found", found) });
    }
}

/// Runs of words in small letters with one blank between them.
fn runs(text: &str) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(' ') {
        let letters = word.trim_end_matches(' ');
        if !letters.is_empty() && letters.chars().all(|c| c.is_ascii_lowercase()) {
            let end = at + letters.len();
            match runs.last_mut() {
                Some(run) if run.end + 1 == at => run.end = end,
                _ => runs.push(Span::new(at, end)),
            }
        }
        at += word.len();
    }
    runs
}

/// Whether a bracket or quotation mark is open at the end of the text.
fn is_set_off(before: &str) -> bool {
    let count = |marks: &str| before.chars().filter(|c| marks.contains(*c)).count();
    count("([“‘「『《") > count(")]”’」』》") || count("\"") % 2 == 1 || count("'") % 2 == 1
}
