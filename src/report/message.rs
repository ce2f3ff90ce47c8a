//! What is said to people, in English or Korean, by message id.
//!
//! All texts stand in `data/messages.tsv`; the syntax of its templates is told there. Korean
//! particles take the form that the argument before them wants (‘수율’은, ‘칩’을), by
//! [`crate::lang::ko::particle`].

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::check::Finding;
use crate::lang::ko::particle;
use crate::text::table;

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Ui {
    /// English.
    #[default]
    English,
    /// Korean.
    Korean,
}

impl Ui {
    /// The language that a locale such as `ko_KR.UTF-8` asks for; English for all but Korean.
    pub fn of_locale(locale: &str) -> Ui {
        match locale.split(['-', '_', '.']).next() {
            Some(language) if language.eq_ignore_ascii_case("ko") => Ui::Korean,
            _ => Ui::English,
        }
    }

    /// Its language tag.
    pub fn tag(self) -> &'static str {
        match self {
            Ui::English => "en",
            Ui::Korean => "ko",
        }
    }

    /// The text of this id without arguments; the id itself where there is none.
    pub fn text(self, id: &str) -> String {
        self.fill(id, |_| None)
    }

    /// The text of this id with a number for `count` and `number`.
    pub fn counted(self, id: &str, count: usize) -> String {
        self.fill(id, |name| matches!(name, "count" | "number").then(|| count.to_string()))
    }

    fn fill(self, id: &str, value: impl Fn(&str) -> Option<String>) -> String {
        match TEXTS.get(id) {
            Some(&[english, korean]) => {
                let template = if self == Ui::Korean { korean } else { english };
                fill(template, value, self)
            }
            None => id.to_string(),
        }
    }
}

/// English and Korean by id.
static TEXTS: LazyLock<HashMap<&str, [&str; 2]>> = LazyLock::new(|| {
    let rows = table::lines(include_str!("data/messages.tsv"));
    let cells = rows.filter_map(|row| {
        let mut cells = row.split('\t');
        Some((cells.next()?, [cells.next()?, cells.next()?]))
    });
    cells.collect()
});

/// One sentence, without a full stop, that says what is wrong.
///
/// A rule without a message of its own is shown by its id and arguments, so that nothing is
/// hidden.
pub fn of(finding: &Finding, ui: Ui) -> String {
    let varied = variant(finding).map(|variant| format!("{}+{variant}", finding.rule));
    let id = varied.as_deref().filter(|id| TEXTS.contains_key(id)).unwrap_or(finding.rule);
    if !TEXTS.contains_key(id) {
        let args: Vec<String> =
            finding.args.iter().map(|(name, value)| format!("{name} {value}")).collect();
        return format!("{}: {}", finding.rule, args.join(", "));
    }
    ui.fill(id, |name| Some(finding.arg(name).unwrap_or_default().to_string()))
}

/// Which of several messages of its rule a finding has.
fn variant(finding: &Finding) -> Option<&str> {
    match finding.rule {
        "term.forbidden" if finding.arg("expected").is_none_or(str::is_empty) => Some("alone"),
        "space.edge" => finding.arg("edge").or(Some("end")),
        "length.ratio" => finding.arg("what").or(Some("long")),
        _ => finding.arg("file").map(|_| "file"),
    }
}

/// Fills a template.
fn fill(template: &str, value: impl Fn(&str) -> Option<String>, ui: Ui) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (place, after) = after.split_once('}').unwrap_or((after, ""));
        rest = after;
        if let Some((name, particle)) = place.split_once(':') {
            let value = value(name).unwrap_or_default();
            match particle {
                "s" if value == "1" => {}
                "s" => out.push('s'),
                _ => {
                    let last = value.rsplit('|').next().unwrap_or_default().trim();
                    out.push_str(&particle::attached(last, particle));
                }
            }
        } else if let Some((name, "or")) = place.split_once('|') {
            out.push_str(&alternatives(&value(name).unwrap_or_default(), ui));
        } else {
            out.push_str(&value(place).unwrap_or_default());
        }
    }
    out.push_str(rest);
    out
}

/// `a | b` → `'a' or 'b'`.
fn alternatives(list: &str, ui: Ui) -> String {
    let quoted: Vec<String> = list
        .split('|')
        .map(|part| match ui {
            Ui::English => format!("'{}'", part.trim()),
            Ui::Korean => format!("‘{}’", part.trim()),
        })
        .collect();
    quoted.join(&format!(" {} ", ui.text("ui.or")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Severity;

    fn finding(rule: &'static str, args: &[(&'static str, &str)]) -> Finding {
        let args = args.iter().map(|(name, value)| (*name, value.to_string())).collect();
        let (source, target) = (Vec::new(), Vec::new());
        Finding { rule, severity: Severity::Error, unit: 3, source, target, args }
    }

    #[test]
    fn every_rule_has_a_message() {
        for rule in crate::check::rules() {
            for ui in [Ui::English, Ui::Korean] {
                let said = of(&finding(rule.id, &[]), ui);
                assert!(!said.starts_with(rule.id), "{}", rule.id);
                let korean = said.chars().any(|c| ('가'..='힣').contains(&c));
                assert_eq!(korean, ui == Ui::Korean, "{said}");
            }
        }
    }

    #[test]
    fn says_what_to_use() {
        let finding = finding(
            "term.forbidden",
            &[("term", "추론"), ("found", "reasoning"), ("expected", "inference | inferencing")],
        );
        assert_eq!(
            of(&finding, Ui::English),
            "'추론' must not be rendered as 'reasoning': use 'inference' or 'inferencing'"
        );
        assert_eq!(
            of(&finding, Ui::Korean),
            "‘추론’을 ‘reasoning’으로 옮기면 안 됩니다. ‘inference’ 또는 ‘inferencing’을 쓰십시오"
        );
    }

    #[test]
    fn particles_fit_the_words_before_them() {
        let changed = |source, target| {
            of(&finding("number.changed", &[("source", source), ("target", target)]), Ui::Korean)
        };
        assert_eq!(changed("8조", "8 billion"), "‘8조’가 ‘8 billion’으로 바뀌었습니다");
        assert_eq!(changed("40명", "50"), "‘40명’이 ‘50’으로 바뀌었습니다");
        assert_eq!(changed("1일", "2%"), "‘1일’이 ‘2%’로 바뀌었습니다");
    }

    #[test]
    fn counts_and_locales() {
        assert_eq!(Ui::English.counted("ui.units", 1), "1 unit");
        assert_eq!(Ui::English.counted("ui.findings", 2), "2 findings");
        assert_eq!(Ui::Korean.counted("ui.units", 2), "단위 2개");
        for (locale, ui) in [
            ("ko_KR.UTF-8", Ui::Korean),
            ("ko", Ui::Korean),
            ("en-US", Ui::English),
            ("C", Ui::English),
        ] {
            assert_eq!(Ui::of_locale(locale), ui);
        }
    }

    #[test]
    fn templates_are_well_formed() {
        for (id, texts) in TEXTS.iter() {
            for text in texts {
                assert_eq!(text.matches('{').count(), text.matches('}').count(), "{id}");
                let particles =
                    text.split('{').skip(1).filter_map(|p| p.split_once('}')?.0.split_once(':'));
                for (_, form) in particles {
                    assert!(form == "s" || particle::pair(form).is_some(), "{id}: {form}");
                }
            }
        }
    }
}
