//! Tables that are embedded in the program: a row a line, cells between tabs, `#` for remarks.

/// The rows of a table, without empty lines and remarks.
pub(crate) fn lines(table: &str) -> impl Iterator<Item = &str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The rows of a table as their cells.
pub(crate) fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    lines(table).map(|line| line.split('\t').collect())
}
