//! The rules of the checks, listed, explained, and counted.

use unicode_width::UnicodeWidthStr;

use crate::check::Rule;

use super::message::Ui;
use super::tally::Tally;

/// One line: id, severity, the first sentence of the explanation.
pub fn line(rule: &Rule) -> String {
    let first = rule.english.split_inclusive(". ").next().unwrap_or_default().trim_end();
    format!("{:<22} {:<8} {first}\n", rule.id, rule.severity.name())
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
pub fn file_line(file: &str, tally: &Tally, ui: Ui) -> String {
    let mut parts = vec![ui.counted("ui.units", tally.units)];
    let mut add = |count: usize, id: &str, always: bool| {
        if always || count > 0 {
            parts.push(ui.counted(id, count));
        }
    };
    add(tally.units - tally.pairs, "ui.unpaired", false);
    add(tally.shown, "ui.findings", true);
    add(tally.ignored, "ui.ignored", false);
    add(tally.accepted, "ui.accepted", false);
    add(tally.hidden, "ui.hidden", false);
    format!("{file}: {}", parts.join(", "))
}

/// Columns of the table by rule: message id, width, whether numbers stand in it.
const COLUMNS: [(&str, usize, bool); 4] = [
    ("ui.rule", 24, false),
    ("ui.severity", 9, false),
    ("ui.count", 8, true),
    ("ui.touched", 8, true),
];

/// A table of the findings by rule, the worst first; empty without findings.
pub fn table(tally: &Tally, ui: Ui) -> String {
    if tally.shown == 0 {
        return String::new();
    }
    let mut table = String::from("\n");
    let mut row = |cells: [String; 4]| {
        let padded = cells.iter().zip(COLUMNS).map(|(cell, (_, columns, is_number))| {
            let blanks = " ".repeat(columns.saturating_sub(cell.width()));
            if is_number { format!("{blanks}{cell}") } else { format!("{cell}{blanks}") }
        });
        table += &(padded.collect::<Vec<_>>().join(" ") + "\n");
    };
    row(COLUMNS.map(|(id, ..)| ui.text(id)));
    for (rule, severity, count) in tally.rules() {
        let (findings, units) = (count.findings.to_string(), count.units.to_string());
        row([rule.to_string(), severity.name().to_string(), findings, units]);
    }
    table
}
