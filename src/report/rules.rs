//! The rules of the checks, listed and explained.

use crate::check::{Rule, Severity};

/// One line: id, severity, the first sentence of the explanation.
pub fn line(rule: &Rule) -> String {
    let first = rule.english.split_inclusive(". ").next().unwrap_or_default().trim_end();
    format!("{:<20} {:<8} {first}\n", rule.id, severity(rule.severity))
}

/// The rule in full, in both languages, with its examples.
pub fn page(rule: &Rule) -> String {
    let mut page = format!("{} ({})\n\n", rule.id, severity(rule.severity));
    page += &format!("{}\n\n{}\n", rule.english, rule.korean);
    for (title, units) in [("reports", rule.fires), ("leaves alone", rule.silent)] {
        if units.is_empty() {
            continue;
        }
        page += &format!("\n{title}:\n");
        for (source, target) in units {
            page += &format!("  {source}\n  {target}\n");
        }
    }
    page + "\n"
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}
