//! `length.ratio`: is the translation far too long or too short?

use super::prepared::Prepared;
use super::{Finding, Rule, Severity};

pub(super) const RULES: &[Rule] = &[LENGTH];

const LENGTH: Rule = Rule {
    id: "length.ratio",
    severity: Severity::Warning,
    english: "The target is far longer or shorter than translations of such a source are: \
        something is missing, or the two do not belong together. English has about two \
        characters for one of Korean.",
    korean: "번역문이 원문에 비해 지나치게 길거나 짧습니다. 빠진 내용이 있거나 짝이 잘못되었을 수 \
        있습니다. 영어는 보통 한국어 글자 수의 두 배쯤 됩니다.",
    glossary: "",
    fires: &[(
        "정부는 내년부터 모든 초등학교에서 코딩 수업을 의무화하고 교사 연수도 함께 늘리기로 했다.",
        "The government said so.",
    )],
    silent: &[("정부는 그렇게 말했다.", "The government said so.")],
};

/// English characters for one of Korean, blanks not counted, in news.
const USUAL: f64 = 2.1;
/// Characters that are added to both sides, so that short texts may differ more.
const SLACK: f64 = 20.0;
/// How many times too long or too short a text is suspicious.
const TOLERANCE: f64 = 2.2;

/// Compares the lengths.
pub(super) fn check(input: &Prepared, findings: &mut Vec<Finding>) {
    let (one, two) = (&input.of_source, &input.of_target);
    let (source, target) = (f64::from(one.length), f64::from(two.length));
    let usual = match (one.is_korean(), two.is_korean()) {
        (true, false) if two.is_english() => USUAL,
        (false, true) if one.is_english() => 1.0 / USUAL,
        _ => return,
    };
    let ratio = (target + SLACK) / (source * usual + SLACK);
    if !(1.0 / TOLERANCE..=TOLERANCE).contains(&ratio) {
        let what = if ratio > 1.0 { "long" } else { "short" };
        findings.push(
            Finding::new(&LENGTH, input)
                .with("what", what)
                .with("source", source.to_string())
                .with("target", target.to_string()),
        );
    }
}
