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
        "number.changed" => format!("'{}' became '{}'", arg("source"), arg("target")),
        "number.unit" => {
            format!("'{}' became '{}': another unit", arg("source"), arg("target"))
        }
        "number.missing" => format!("'{}' is not in the target", arg("source")),
        "number.added" => format!("'{}' is not in the source", arg("target")),
        "consistency.target" => format!("{} has this source with another target", first(finding)),
        "consistency.source" => format!("{} has this target for another source", first(finding)),
        "name.inconsistent" => {
            format!("'{}' is spelled '{}' in {}", arg("found"), arg("other"), first(finding))
        }
        "gloss.contradicts" => format!(
            "'{}' is '{}' by the source of {}, not '{}'",
            arg("term"),
            arg("expected"),
            first(finding),
            arg("found")
        ),
        "address.changed" => format!("'{}' became '{}'", arg("source"), arg("target")),
        "address.missing" => format!("'{}' is not in the target", arg("source")),
        "code.missing" => format!("the target lacks {}", arg("codes")),
        "code.added" => format!("the source has no {}", arg("codes")),
        rule => form(rule, finding).unwrap_or_else(|| {
            let args: Vec<String> =
                finding.args.iter().map(|(name, value)| format!("{name} {value}")).collect();
            format!("{rule}: {}", args.join(", "))
        }),
    }
}

/// Messages about the form of the target.
fn form(rule: &str, finding: &Finding) -> Option<String> {
    let arg = |name: &str| finding.arg(name).unwrap_or_default();
    Some(match rule {
        "wrong.pair" => "the target is probably not the translation of this source".into(),
        "empty.target" => "there is no translation".into(),
        "empty.source" => "there is no source".into(),
        "same.text" => "the target is the source, untranslated".into(),
        "untranslated.text" => "the target is in the language of the source".into(),
        "script.hangul" => format!("Hangul is left: '{}'", arg("found")),
        "pair.bracket" => format!("'{}' has no partner", arg("found")),
        "pair.quote" => "a quotation mark has no partner".into(),
        "word.double" => format!("'{}' stands twice", arg("found")),
        "space.double" => "two blanks between words".into(),
        "space.edge" => format!("the blank at the {} differs from the source", arg("edge")),
        "mark.end" => format!("the source ends with '{}', the target with no mark", arg("mark")),
        "mark.question" => "only one side ends with a question mark".into(),
        "length.ratio" => format!(
            "the target is very {}: {} characters for {}",
            arg("what"),
            arg("target"),
            arg("source")
        ),
        "code.order" => "the inline codes stand in another order".into(),
        _ => return None,
    })
}

/// The unit that a finding compares with: `unit 3`, or `unit 3 of a.tmx`.
fn first(finding: &Finding) -> String {
    let unit = format!("unit {}", finding.arg("first").unwrap_or_default());
    match finding.arg("file") {
        Some(file) => format!("{unit} of {file}"),
        None => unit,
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
    fn every_rule_has_a_message() {
        for rule in crate::check::rules() {
            let (source, target, args) = (Vec::new(), Vec::new(), Vec::new());
            let (rule, severity) = (rule.id, rule.severity);
            let finding = Finding { rule, severity, unit: 1, source, target, args };
            assert!(!of(&finding).starts_with(rule), "{rule}");
        }
    }

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
