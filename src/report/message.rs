//! What a finding says in words, by its rule id.

use crate::check::Finding;

/// One sentence, without a full stop, that says what is wrong.
///
/// A rule without a message of its own is shown by its id and arguments, so that nothing is
/// hidden.
pub fn of(finding: &Finding) -> String {
    let arg = |name: &str| finding.arg(name).unwrap_or_default();
    match finding.rule {
        "term.missing" => format!("'{}' should be {}", arg("term"), quoted(arg("expected"))),
        "term.forbidden" if arg("expected").is_empty() => {
            format!("'{}' must not be rendered as '{}'", arg("term"), arg("found"))
        }
        "term.forbidden" => format!(
            "'{}' must not be rendered as '{}': use {}",
            arg("term"),
            arg("found"),
            quoted(arg("expected"))
        ),
        rule => {
            let args: Vec<String> =
                finding.args.iter().map(|(name, value)| format!("{name} {value}")).collect();
            format!("{rule}: {}", args.join(", "))
        }
    }
}

/// `a | b` → `'a' or 'b'`.
fn quoted(alternatives: &str) -> String {
    let quoted: Vec<String> = alternatives.split('|').map(|a| format!("'{}'", a.trim())).collect();
    quoted.join(" or ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Severity;

    #[test]
    fn says_what_to_use() {
        let finding = Finding {
            rule: "term.forbidden",
            severity: Severity::Error,
            unit: 3,
            source: Vec::new(),
            target: Vec::new(),
            args: vec![
                ("term", "추론".into()),
                ("found", "reasoning".into()),
                ("expected", "inference | inferencing".into()),
            ],
        };
        assert_eq!(
            of(&finding),
            "'추론' must not be rendered as 'reasoning': use 'inference' or 'inferencing'"
        );
    }
}
