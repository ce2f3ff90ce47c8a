//! `code.missing`, `code.added`, `code.order`: are the inline codes of the source in the target?

use super::prepared::Prepared;
use super::{Finding, Rule, Severity};
use crate::unit::{CodeKind, Content};

pub(super) const RULES: &[Rule] = &[MISSING, ADDED, ORDER];

const MISSING: Rule = Rule {
    id: "code.missing",
    severity: Severity::Error,
    english: "An inline code of the source (a tag, a placeholder) is not in the target. Units \
        whose target has no codes at all are left alone: many memories keep none.",
    korean: "원문의 인라인 코드(태그, 자리 표시)가 번역문에 없습니다. 번역문에 코드가 전혀 없는 \
        유닛은 보지 않습니다.",
    glossary: "",
    fires: &[],
    silent: &[],
};

const ADDED: Rule = Rule {
    id: "code.added",
    severity: Severity::Warning,
    english: "An inline code of the target is not in the source. Units whose source has no codes \
        at all are left alone.",
    korean: "번역문의 인라인 코드가 원문에 없습니다. 원문에 코드가 전혀 없는 유닛은 보지 않습니다.",
    glossary: "",
    fires: &[],
    silent: &[],
};

const ORDER: Rule = Rule {
    id: "code.order",
    severity: Severity::Info,
    english: "Both texts have the same inline codes, in another order.",
    korean: "두 글의 인라인 코드는 같지만 순서가 다릅니다.",
    glossary: "",
    fires: &[],
    silent: &[],
};

/// Compares the inline codes of both texts.
pub(super) fn check(input: &Prepared, findings: &mut Vec<Finding>) {
    let Some((source, target)) = input.content else { return };
    if source.is_plain() || target.is_plain() {
        return;
    }
    let (source, target) = (codes(source), codes(target));
    if source.is_empty() || target.is_empty() || source == target {
        return;
    }
    let lost = beyond(&source, &target);
    let new = beyond(&target, &source);
    if lost.is_empty() && new.is_empty() {
        findings.push(Finding::new(&ORDER, input));
    }
    let both = [(&MISSING, lost), (&ADDED, new)].into_iter();
    for (rule, codes) in both.filter(|(_, codes)| !codes.is_empty()) {
        findings.push(Finding::new(rule, input).with("codes", codes.join(" ")));
    }
}

/// What each code is, as far as it must be the same on both sides: element and native code.
fn codes(content: &Content) -> Vec<String> {
    let codes = content.codes().into_iter().filter(|code| code.kind != CodeKind::Hi);
    codes
        .map(|code| match &*code.content.plain_text() {
            "" => format!("<{}>", code.kind.name()),
            native => native.to_string(),
        })
        .collect()
}

/// The members of `some` that `others` lacks, counted with repetitions.
fn beyond(some: &[String], others: &[String]) -> Vec<String> {
    let mut left: Vec<&String> = others.iter().collect();
    let mut lost = Vec::new();
    for code in some {
        match left.iter().position(|&other| other == code) {
            Some(place) => {
                left.swap_remove(place);
            }
            None => lost.push(code.clone()),
        }
    }
    lost
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Input;
    use crate::unit::Code;

    fn content(parts: &[&str]) -> Content {
        let mut content = Content::default();
        for part in parts {
            if part.starts_with('<') {
                content.push_code(Code::new(CodeKind::Ph, *part));
            } else {
                content.push_text(*part);
            }
        }
        content
    }

    #[test]
    fn compares_codes() {
        let source = content(&["<b>", "저장", "</b>", "을 누르세요", "<br/>"]);
        for (target, rules) in [
            (vec!["Press ", "<b>", "Save", "</b>", "<br/>"], vec![]),
            (vec!["Press Save"], vec![]),
            (vec!["Press ", "<b>", "Save", "</b>"], vec!["code.missing"]),
            (vec!["<br/>", "Press ", "<b>", "Save", "</b>"], vec!["code.order"]),
            (vec!["<b>", "Save", "</b>", "<br/>", "<br/>"], vec!["code.added"]),
            (vec!["<i>", "Save", "</b>", "<br/>"], vec!["code.missing", "code.added"]),
        ] {
            let target = content(&target);
            let input =
                Input::new(1, "저장을 누르세요", "Press Save").with_content(&source, &target);
            let mut findings = Vec::new();
            check(&Prepared::new(input), &mut findings);
            let found: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
            assert_eq!(found, rules, "{target:?}");
        }
    }
}
