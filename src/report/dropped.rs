//! What was set aside before aligning, and why.

use std::fmt::Write as _;

use crate::document::Dropped;

/// `file:line<TAB>rule<TAB>text`, a line each.
pub fn table(file: &str, dropped: &[Dropped]) -> String {
    let mut out = String::new();
    for Dropped { text, line, rule, .. } in dropped {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{file}:{line}\t{rule}\t{text}");
    }
    out
}
