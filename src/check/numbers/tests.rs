//! Twins: a right translation is silent, the same with one number changed is reported.

use crate::check::{Input, Severity, run_all};
use crate::text::table::rows;

/// Rules of a unit's findings that a translator sees by default.
fn reported(source: &str, target: &str) -> Vec<&'static str> {
    let findings = run_all([Input::new(1, source, target)], None);
    let seen = findings.iter().filter(|finding| finding.severity > Severity::Info);
    seen.map(|finding| finding.rule).collect()
}

#[test]
fn right_twins_are_silent_and_wrong_ones_reported() {
    for row in rows(include_str!("twins.tsv")) {
        let [source, right, wrong] = row[..] else { panic!("{row:?}") };
        assert_eq!(reported(source, right), [""; 0], "{source} / {right}");
        if wrong != "-" {
            let rules = reported(source, wrong);
            let number = rules.iter().any(|rule| rule.starts_with("number."));
            assert!(number, "{source} / {wrong}: {rules:?}");
        }
    }
}

/// The other direction reads the same quantities. What was rounded for the English is more precise
/// than its source there, and said to be.
#[test]
fn twins_hold_into_korean() {
    for row in rows(include_str!("twins.tsv")) {
        let [source, right, wrong] = row[..] else { panic!("{row:?}") };
        let number = |rules: &[&str]| rules.iter().any(|rule| rule.starts_with("number."));
        let rules = reported(right, source);
        let rules: Vec<_> = rules.into_iter().filter(|rule| *rule != "number.precision").collect();
        assert!(!number(&rules), "{right} / {source}: {rules:?}");
        // A digit too many in the English is rounded away by the Korean.
        let sharper = |wrong| reported(source, wrong).contains(&"number.precision");
        let is_seen = wrong == "-" || number(&reported(wrong, source)) || sharper(wrong);
        assert!(is_seen, "{wrong} / {source}");
    }
}

/// Only the translator's own conversions are checked: a false one in the source stays there.
#[test]
fn a_false_conversion_in_brackets_is_reported() {
    for (source, right, wrong) in [
        (
            "여객기는 1만m 상공을 날고 있었다.",
            "The airliner was flying at 10,000 meters (32,800 feet).",
            "The airliner was flying at 10,000 meters (38,200 feet).",
        ),
        (
            "진원의 깊이는 111㎞로 관측됐다.",
            "The quake was 111 km (69 miles) deep.",
            "The quake was 111 km (61 miles) deep.",
        ),
        (
            "The trail is 50 miles long.",
            "이 길은 50마일(80km)에 이른다.",
            "이 길은 50마일(800km)에 이른다.",
        ),
    ] {
        assert_eq!(reported(source, right), [""; 0]);
        assert_eq!(reported(source, wrong), ["number.changed"]);
        assert_eq!(reported(wrong, source), [""; 0]);
    }
}
