//! `mark.end` and `mark.question`: does the target end as the source does?

use super::prepared::Prepared;
use super::{Finding, Rule, Severity};

pub(super) const RULES: &[Rule] = &[END, QUESTION];

pub(super) const END: Rule = Rule {
    id: "mark.end",
    severity: Severity::Warning,
    english: "The source ends like a sentence and the target without any mark. Headlines, which \
        have no mark in the source, are left alone; the items of a list, where one after the \
        other lacks its mark, are told at severity info.",
    korean: "원문은 문장 부호로 끝나는데 번역문에는 끝 부호가 없습니다. 부호 없는 제목은 보지 \
        않으며, 목록처럼 잇달아 부호가 없으면 참고(info)로 알립니다.",
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

/// Units within which sentences without an end mark belong to one list.
const REACH: usize = 3;

/// Lowers what is said of the items of a list, which lack their mark one after the other, to
/// `severity`.
pub(super) fn join(findings: &mut [Finding], severity: Severity) {
    let bare = |finding: &Finding| finding.rule == END.id;
    let units: Vec<usize> = findings.iter().filter(|f| bare(f)).map(|f| f.unit).collect();
    let pairs = units.windows(2).filter(|pair| pair[1] - pair[0] <= REACH);
    let listed: Vec<usize> = pairs.flatten().copied().collect();
    for finding in findings.iter_mut().filter(|finding| bare(finding)) {
        if listed.binary_search(&finding.unit).is_ok() {
            finding.severity = severity;
        }
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
