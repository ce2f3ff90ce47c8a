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
