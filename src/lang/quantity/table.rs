//! Tables of written forms, looked up at a position of a text, longest first.

use std::collections::HashMap;

use super::folded::Folded;

/// Written forms with what each means.
#[derive(Debug)]
pub struct Forms<T> {
    by_first: HashMap<char, Vec<(Vec<char>, T)>>,
}

impl<T> Forms<T> {
    /// A table from rows of form and meaning.
    pub fn new(rows: impl IntoIterator<Item = (String, T)>) -> Forms<T> {
        let mut by_first: HashMap<char, Vec<(Vec<char>, T)>> = HashMap::new();
        for (form, meaning) in rows {
            let form: Vec<char> = form.chars().collect();
            if let Some(&first) = form.first() {
                by_first.entry(first).or_default().push((form, meaning));
            }
        }
        for forms in by_first.values_mut() {
            forms.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
        }
        Forms { by_first }
    }

    /// The longest form at `position` that `fits` (given its end), with the position after it.
    pub fn longest(
        &self,
        text: &Folded,
        position: usize,
        fits: impl Fn(usize, &T) -> bool,
    ) -> Option<(usize, &T)> {
        let forms = self.by_first.get(&text.at(position))?;
        forms.iter().find_map(|(form, meaning)| {
            let end = position + form.len();
            let stands = end <= text.len() && text.slice(position, end) == form.as_slice();
            (stands && fits(end, meaning)).then_some((end, meaning))
        })
    }
}

/// The rows of an embedded table: cells between tabs, without `#` lines and empty lines.
pub fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}
