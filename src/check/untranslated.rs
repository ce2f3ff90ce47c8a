//! `empty.target`, `empty.source`, `same.text`, `untranslated.text`: is there a translation at all?

use super::consistency::bare;
use super::prepared::Prepared;
use super::{Finding, Rule, Severity};

pub(super) const RULES: &[Rule] = &[EMPTY_TARGET, EMPTY_SOURCE, SAME, UNTRANSLATED];

const EMPTY_TARGET: Rule = Rule {
    id: "empty.target",
    severity: Severity::Error,
    english: "The source has text, the target has none.",
    korean: "원문은 있는데 번역문이 비어 있습니다.",
    glossary: "",
    fires: &[("행사는 내일 열린다.", " ")],
    silent: &[("행사는 내일 열린다.", "The event is tomorrow.")],
};

const EMPTY_SOURCE: Rule = Rule {
    id: "empty.source",
    severity: Severity::Warning,
    english: "The target has text, the source has none.",
    korean: "번역문은 있는데 원문이 비어 있습니다.",
    glossary: "",
    fires: &[("", "The event is tomorrow.")],
    silent: &[("", "")],
};

const SAME: Rule = Rule {
    id: "same.text",
    severity: Severity::Error,
    english: "The target is the source, untranslated. Names, codes, numbers and addresses may be \
        the same in both languages.",
    korean: "번역문이 원문과 같습니다. 이름, 제품 번호, 숫자, 주소는 같아도 됩니다.",
    glossary: "",
    fires: &[("주가가 올랐다.", "주가가 올랐다.")],
    silent: &[("HBM3E-16", "HBM3E-16")],
};

const UNTRANSLATED: Rule = Rule {
    id: "untranslated.text",
    severity: Severity::Error,
    english: "The target is written in the language of the source.",
    korean: "번역문이 원문과 같은 언어로 쓰여 있습니다.",
    glossary: "",
    fires: &[("주가가 크게 올랐다.", "주가 큰 폭 상승")],
    silent: &[("주가가 크게 올랐다.", "The share price (주가) jumped.")],
};

/// Words of a text in Latin letters from which it is a sentence, not a name.
const SENTENCE: usize = 5;

/// Checks that there is a translation.
pub(super) fn check(input: &Prepared, findings: &mut Vec<Finding>) {
    let blank = |text: &str| !text.chars().any(char::is_alphanumeric);
    if input.of_target.is_blank() && !blank(input.source) {
        findings.push(Finding::new(&EMPTY_TARGET, input));
    } else if input.of_source.is_blank() && !blank(input.target) {
        findings.push(Finding::new(&EMPTY_SOURCE, input));
    } else if let Some(rule) = left_over(input) {
        findings.push(Finding::new(rule, input));
    }
}

fn left_over(input: &Prepared) -> Option<&'static Rule> {
    let korean = input.of_source.is_korean() && input.of_target.is_korean();
    let words = input.source.split_whitespace().filter(|w| w.starts_with(char::is_lowercase));
    let english = input.of_source.is_english() && words.count() >= SENTENCE;
    if (korean || english)
        && bare(input.source, &input.of_source) == bare(input.target, &input.of_target)
    {
        return Some(&SAME);
    }
    // Two texts in Latin letters may be two languages.
    korean.then_some(&UNTRANSLATED)
}
