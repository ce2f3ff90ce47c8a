//! Words around a number that say how exactly it is meant: 약, 이상; about, at least.

use rustc_hash::FxHashMap;

use super::Vagueness;
use super::folded::Folded;
use crate::text::table::rows;

/// The hedges of one language, by the character next to the number.
#[derive(Debug)]
pub struct Hedges {
    before: FxHashMap<char, Vec<Hedge>>,
    after: FxHashMap<char, Vec<Hedge>>,
}

#[derive(Debug)]
struct Hedge {
    form: &'static str,
    /// How many characters it has.
    length: usize,
    meaning: Vagueness,
}

impl Hedges {
    /// Reads a table with the columns place (`before` or `after`), meaning, form. Longer forms
    /// should come first.
    pub fn new(table: &'static str) -> Hedges {
        let mut hedges = Hedges { before: FxHashMap::default(), after: FxHashMap::default() };
        for row in rows(table) {
            let [place, meaning, form] = row[..] else { continue };
            let meaning = match meaning {
                "about" => Vagueness::About,
                "at-least" => Vagueness::AtLeast,
                "more" => Vagueness::MoreThan,
                "at-most" => Vagueness::AtMost,
                "less" => Vagueness::LessThan,
                _ => continue,
            };
            let length = form.chars().count();
            let (edge, side) = match place {
                "before" => (form.chars().next_back(), &mut hedges.before),
                _ => (form.chars().next(), &mut hedges.after),
            };
            let Some(edge) = edge else { continue };
            side.entry(edge).or_default().push(Hedge { form, length, meaning });
        }
        hedges
    }

    /// How the words around the number from `start` to `end` hedge it. Forms after a number also
    /// stand one particle (이, 가, 을, 를, 도) further on.
    pub fn of(&self, text: &Folded, start: usize, end: usize) -> Vagueness {
        let stem = text.skip_spaces_back(start);
        let letter = |c: char| c.is_alphabetic();
        let last = text.before(stem).to_ascii_lowercase();
        let before = self.before.get(&last).into_iter().flatten().find(|hedge| {
            ends_ignoring_case(text, stem, hedge) && !letter(text.before(stem - hedge.length))
        });
        if let Some(hedge) = before {
            return hedge.meaning;
        }
        let particle = matches!(text.at(end), '이' | '가' | '을' | '를' | '도');
        let places = [text.skip_spaces(end), text.skip_spaces(end + usize::from(particle))];
        let after = places.iter().find_map(|&place| {
            let next = text.at(place);
            self.after.get(&next).into_iter().flatten().find(|hedge| {
                let stop = place + hedge.length;
                let cut = text.at(stop).is_ascii_alphabetic() && hedge.form.is_ascii();
                text.has(place, hedge.form) && !cut
            })
        });
        after.map_or(Vagueness::Exact, |hedge| hedge.meaning)
    }
}

fn ends_ignoring_case(text: &Folded, end: usize, hedge: &Hedge) -> bool {
    let Some(start) = end.checked_sub(hedge.length) else { return false };
    let mut letters = hedge.form.chars().enumerate();
    letters.all(|(i, c)| text.at(start + i).to_ascii_lowercase() == c)
}
