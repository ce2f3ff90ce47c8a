//! `wrong.pair`: the two texts do not belong together.

use super::{Finding, Input, Rule, Severity};

pub(super) const RULES: &[Rule] = &[WRONG];

/// Id of the rule.
pub(super) const ID: &str = "wrong.pair";

const WRONG: Rule = Rule {
    id: ID,
    severity: Severity::Warning,
    english: "So much of the unit is in conflict (numbers, terms, length) that the target is \
        probably not the translation of the source. Said once, in place of the single findings.",
    korean: "수, 용어, 길이 등 어긋나는 것이 많아 번역문이 이 원문의 번역이 아닌 듯합니다. 개별 \
        지적을 대신해 한 번만 알립니다.",
    glossary: "수율\tyield\n",
    fires: &[(
        "수율은 83%로 지난해 3월보다 12%포인트 올랐고 직원은 4200명이다.",
        "The two leaders met for 40 minutes on May 9 and discussed a loan worth 6% of output.",
    )],
    silent: &[(
        "수율은 83%로 지난해 3월보다 12%포인트 올랐고 직원은 4200명이다.",
        "The yield was 85%, 12 percentage points above last March, and the staff is 4,200.",
    )],
};

/// Findings that speak for a wrong pair, from which it is one.
const CONFLICTS: usize = 3;

/// Puts one finding in the place of several that speak for a wrong pair.
pub(super) fn judge(input: &Input, agreeing: usize, findings: &mut Vec<Finding>) {
    let speaks = |finding: &&Finding| {
        matches!(
            finding.rule,
            "number.changed" | "term.missing" | "length.ratio" | "address.changed"
        )
    };
    let conflicts = findings.iter().filter(speaks).count();
    if conflicts < CONFLICTS || conflicts <= 2 * agreeing {
        return;
    }
    findings.retain(|finding| !speaks(&finding) && !finding.rule.starts_with("number."));
    findings.push(Finding::new(&WRONG, input).with("conflicts", conflicts.to_string()));
}
