//! Tables of written forms, looked up at a position of a text, longest first.

use std::ops::Range;

use super::folded::Folded;
use crate::text::chars::CharSet;

/// Written forms with what each means.
#[derive(Debug)]
pub struct Forms<T> {
    /// By beginning, the longest first.
    forms: Vec<(Vec<char>, T)>,
    /// The beginnings in order, each with the places of its forms.
    index: Vec<(Beginning, Range<usize>)>,
    first: CharSet,
}

/// The first character of a form, and the second unless the form has only one.
type Beginning = (char, Option<char>);

impl<T> Forms<T> {
    /// A table from rows of form and meaning.
    pub fn new(rows: impl IntoIterator<Item = (String, T)>) -> Forms<T> {
        let rows =
            rows.into_iter().map(|(form, meaning)| (form.chars().collect::<Vec<char>>(), meaning));
        let mut forms: Vec<_> = rows.filter(|(form, _)| !form.is_empty()).collect();
        let beginning = |form: &[char]| -> Beginning { (form[0], form.get(1).copied()) };
        forms.sort_by_key(|(form, _)| (beginning(form), std::cmp::Reverse(form.len())));
        let mut index: Vec<(Beginning, Range<usize>)> = Vec::new();
        for (at, (form, _)) in forms.iter().enumerate() {
            match index.last_mut() {
                Some((before, places)) if *before == beginning(form) => places.end = at + 1,
                _ => index.push((beginning(form), at..at + 1)),
            }
        }
        let first = index.iter().map(|&((first, _), _)| first).collect();
        Forms { forms, index, first }
    }

    /// The longest form at `position` that `fits` (given its end), with the position after it.
    pub fn longest(
        &self,
        text: &Folded,
        position: usize,
        fits: impl Fn(usize, &T) -> bool,
    ) -> Option<(usize, &T)> {
        let first = text.at(position);
        if !self.first.contains(first) {
            return None;
        }
        // Forms of one character come last, as the shortest.
        [Some(text.at(position + 1)), None].into_iter().find_map(|second| {
            let beginning = (first, second);
            let found = self.index.binary_search_by_key(&beginning, |&(known, _)| known).ok()?;
            self.forms[self.index[found].1.clone()].iter().find_map(|(form, meaning)| {
                let mut rest = form.iter().enumerate().skip(2);
                let stands = rest.all(|(at, &c)| text.at(position + at) == c);
                let end = position + form.len();
                (stands && fits(end, meaning)).then_some((end, meaning))
            })
        })
    }

    /// The written forms.
    pub fn written(&self) -> impl Iterator<Item = &[char]> {
        self.forms.iter().map(|(form, _)| form.as_slice())
    }
}
