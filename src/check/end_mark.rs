//! `mark.end` and `mark.question`: does the target end as the source does?

use super::prepared::Prepared;
use super::{Finding, Rule, Severity};

pub(super) const RULES: &[Rule] = &[END, QUESTION];

const END: Rule = Rule {
    id: "mark.end",
    severity: Severity::Warning,
    english: "The source ends like a sentence and the target without any mark. Headlines, which \
        have no mark in the source, are left alone.",
    korean: "원문은 문장 부호로 끝나는데 번역문에는 끝 부호가 없습니다. 부호 없는 제목은 보지 \
        않습니다.",
    glossary: "",
    fires: &[("공장이 문을 닫았다.", "The plant has closed")],
    silent: &[("공장 문 닫아", "Plant Closes")],
};

const QUESTION: Rule = Rule {
    id: "mark.question",
    severity: Severity::Info,
    english: "One side ends with a question mark and the other does not.",
    korean: "한쪽만 물음표로 끝납니다.",
    glossary: "",
    fires: &[("누가 살까?", "Nobody will buy it.")],
    silent: &[("누가 살까?", "Who will buy it?")],
};

/// Compares the ends of the two texts.
pub(super) fn check(input: &Prepared, findings: &mut Vec<Finding>) {
    if input.of_source.is_korean() == input.of_target.is_korean() {
        return;
    }
    let (source, target) = (end(input.source), end(input.target));
    let (Some(source), Some(target)) = (source, target) else { return };
    let sentence = |c: char| matches!(c, '.' | '?' | '!' | '…' | '。' | '？' | '！');
    let question = |c: char| matches!(c, '?' | '？');
    // Words end in a letter or a digit; a colon, dash or comma goes on on purpose.
    if sentence(source) && target.is_alphanumeric() && !ends_in_address(input.target) {
        findings.push(Finding::new(&END, input).with("mark", source));
    } else if question(source) != question(target) && sentence(source) && sentence(target) {
        findings.push(Finding::new(&QUESTION, input));
    }
}

/// The last character, closing quotation marks and brackets passed over.
fn end(text: &str) -> Option<char> {
    let closing = |c: char| c.is_whitespace() || "\"'”’)]）］」』》〉】".contains(c);
    text.trim_end_matches(closing).chars().next_back()
}

fn ends_in_address(text: &str) -> bool {
    let word = text.split_whitespace().next_back().unwrap_or_default();
    word.contains("://") || word.contains('@') || word.starts_with("www.")
}
