//! `pair.quote`: quotation marks that are opened or closed only.

use super::prepared::{Mark, Prepared};
use super::{Finding, Rule, Severity};
use crate::text::Span;

pub(super) const RULES: &[Rule] = &[QUOTE];

const QUOTE: Rule = Rule {
    id: "pair.quote",
    severity: Severity::Warning,
    english: "A double quotation mark of the target has no partner, while those of the source \
        have. Single marks are left alone: they may be apostrophes. Quoted sentences that may go \
        on in the next unit are told at severity info.",
    korean: "번역문의 큰따옴표가 짝이 맞지 않습니다(원문은 맞습니다). 작은따옴표는 아포스트로피일 수 \
        있어 보지 않습니다. 다음 단위로 이어질 수 있는 인용문은 참고(info)로 알립니다.",
    glossary: "",
    fires: &[("이른바 \"두뇌 유출\"이 늘었다.", "The so-called \"brain drain has grown.")],
    silent: &[("27\" 화면이 \"크다\"고 했다.", "He said the 27\" screen is \"big.\"")],
};

/// Finds double quotation marks without a partner.
pub(super) fn check(input: &Prepared, findings: &mut Vec<Finding>) {
    if !input.of_target.has(Mark::Quote) {
        return;
    }
    let Some(lone) = unpaired(input.target) else { return };
    // A quotation may reach over several units: then both sides begin, or end, inside it.
    let continues = unpaired(input.source).is_some()
        || is_mark_at(input.source.chars().next()) && lone.start == 0;
    if !continues {
        let opening = opens(input.target, lone);
        let mark = if opening { OPENING } else { CLOSING };
        let mut finding = Finding::new(&QUOTE, input).in_target(lone).with("mark", mark);
        if may_go_on(input.target, lone, opening) {
            finding.severity = Severity::Info;
        }
        findings.push(finding);
    }
}

/// Whether whole sentences are quoted that may have begun in the unit before or go on in the next
/// one: English has no closing mark where a paragraph ends inside a quotation. A word or phrase in
/// quotation marks does not go on.
fn may_go_on(text: &str, mark: Span, opening: bool) -> bool {
    let (before, after) = (text[..mark.start].trim_end(), &text[mark.end..]);
    let ends = |text: &str| text.ends_with(['.', '?', '!', '…', ',']);
    if !opening {
        return before.starts_with(char::is_uppercase) && ends(before);
    }
    let begins = before.is_empty() || ends(before) || before.ends_with([':', '"', '”']);
    begins
        && after.starts_with(|c: char| c.is_uppercase() || matches!(c, '[' | '\''))
        && ends(after.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '\'' | '’')))
}

const OPENING: &str = "opening";
const CLOSING: &str = "closing";
/// Units over which a quotation may reach.
const REACH: usize = 5;

/// Takes out quotations that reach over several units: opened in one, closed in a later one.
pub(super) fn join(findings: &mut Vec<Finding>) {
    let lone: Vec<(usize, bool)> = findings
        .iter()
        .filter(|finding| finding.rule == QUOTE.id)
        .map(|finding| (finding.unit, finding.arg("mark") == Some(OPENING)))
        .collect();
    let joined: Vec<usize> = lone
        .windows(2)
        .filter(|pair| pair[0].1 && !pair[1].1 && pair[1].0 - pair[0].0 <= REACH)
        .flat_map(|pair| [pair[0].0, pair[1].0])
        .collect();
    findings.retain(|f| f.rule != QUOTE.id || joined.binary_search(&f.unit).is_err());
}

/// Whether the mark opens a quotation, by what stands around it.
fn opens(text: &str, mark: Span) -> bool {
    let before = text[..mark.start].chars().next_back();
    let after = text[mark.end..].chars().next();
    match mark.of(text) {
        "“" => true,
        "”" => false,
        _ => {
            before.is_none_or(|c| c.is_whitespace() || "([‘'—–-".contains(c))
                && after.is_some_and(|c| !c.is_whitespace())
        }
    }
}

fn is_mark_at(c: Option<char>) -> bool {
    c.is_some_and(|c| matches!(c, '"' | '“' | '”'))
}

/// The double mark that has no partner: the first that is opened twice, or closed unopened; else
/// the last of an odd number.
fn unpaired(text: &str) -> Option<Span> {
    let mut open: Option<Span> = None;
    for (at, c) in text.char_indices() {
        let span = Span::new(at, at + c.len_utf8());
        match c {
            '“' if open.is_some() => return open,
            '“' => open = Some(span),
            '”' if open.is_none() => return Some(span),
            '”' => open = None,
            '"' if open.is_none() && text[..at].ends_with(|c: char| c.is_ascii_digit()) => {}
            '"' => open = if open.is_some() { None } else { Some(span) },
            _ => {}
        }
    }
    open
}
