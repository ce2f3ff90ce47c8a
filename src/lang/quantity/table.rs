//! Tables of written forms, looked up at a position of a text, longest first.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::folded::Folded;
use crate::text::chars::CharSet;

/// Written forms with what each means.
#[derive(Debug)]
pub struct Forms<T> {
    /// By beginning, the longest first.
    forms: Vec<(Vec<char>, T)>,
    /// The places of the forms by their beginning.
    index: FxHashMap<Beginning, Range<usize>>,
    first: CharSet,
}

/// The first character of a form in the upper half, and in the lower half the second, or 0 when the
/// form has only one: two characters that are compared at once.
type Beginning = u64;

/// The beginning of a form that has these characters.
#[inline]
fn beginning(first: char, second: Option<char>) -> Beginning {
    u64::from(first) << 32 | second.map_or(0, u64::from)
}

impl<T> Forms<T> {
    /// A table from rows of form and meaning.
    pub fn new(rows: impl IntoIterator<Item = (String, T)>) -> Forms<T> {
        let rows =
            rows.into_iter().map(|(form, meaning)| (form.chars().collect::<Vec<char>>(), meaning));
        let mut forms: Vec<_> = rows.filter(|(form, _)| !form.is_empty()).collect();
        let beginning = |form: &[char]| beginning(form[0], form.get(1).copied());
        forms.sort_by_key(|(form, _)| (beginning(form), std::cmp::Reverse(form.len())));
        let mut index: FxHashMap<Beginning, Range<usize>> = FxHashMap::default();
        for (at, (form, _)) in forms.iter().enumerate() {
            index.entry(beginning(form)).or_insert(at..at).end = at + 1;
        }
        let first = forms.iter().map(|(form, _)| form[0]).collect();
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
            let places = self.index.get(&beginning(first, second))?;
            self.forms[places.clone()].iter().find_map(|(form, meaning)| {
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
