//! The rules of the checks, listed, explained, and counted.

use crate::check::Rule;

use super::tally::Tally;

/// One line: id, severity, the first sentence of the explanation.
pub fn line(rule: &Rule) -> String {
    let first = rule.english.split_inclusive(". ").next().unwrap_or_default().trim_end();
    format!("{:<20} {:<8} {first}\n", rule.id, rule.severity.name())
}

/// The rule in full, in both languages, with its examples.
pub fn page(rule: &Rule) -> String {
    let mut page = format!("{} ({})\n\n", rule.id, rule.severity.name());
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

/// What a file came to, in one line: `news.tmx: 32 units, 3 findings, 2 ignored in the file`.
pub fn file_line(file: &str, tally: &Tally) -> String {
    let mut line = format!("{file}: {}", counted(tally.units, "unit"));
    let mut add = |count: usize, what: &str| {
        if count > 0 {
            line += &format!(", {count} {what}");
        }
    };
    add(tally.units - tally.pairs, "without both languages");
    line += &format!(", {}", counted(tally.shown, "finding"));
    let mut add = |count: usize, what: &str| {
        if count > 0 {
            line += &format!(", {count} {what}");
        }
    };
    add(tally.ignored, "ignored in the file");
    add(tally.accepted, "accepted by the baseline");
    add(tally.hidden, "of lower severity not shown (--least info)");
    line
}

/// A table of the findings by rule, the worst first; empty without findings.
pub fn table(tally: &Tally) -> String {
    if tally.shown == 0 {
        return String::new();
    }
    let mut table =
        format!("\n{:<22} {:<8} {:>9} {:>9}\n", "rule", "severity", "findings", "units");
    for (rule, severity, count) in tally.rules() {
        table += &format!(
            "{rule:<22} {:<8} {:>9} {:>9}\n",
            severity.name(),
            count.findings,
            count.units
        );
    }
    table
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
