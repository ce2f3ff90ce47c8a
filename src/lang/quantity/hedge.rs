//! Words around a number that say how exactly it is meant: 약, 이상; about, at least.

use super::Vagueness;
use super::folded::Folded;
use super::table::rows;

/// The hedges of one language.
#[derive(Debug)]
pub struct Hedges {
    before: Vec<(&'static str, Vagueness)>,
    after: Vec<(&'static str, Vagueness)>,
}

impl Hedges {
    /// Reads a table with the columns place (`before` or `after`), meaning, form. Longer forms
    /// should come first.
    pub fn new(table: &'static str) -> Hedges {
        let mut hedges = Hedges { before: Vec::new(), after: Vec::new() };
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
            let side = if place == "before" { &mut hedges.before } else { &mut hedges.after };
            side.push((form, meaning));
        }
        hedges
    }

    /// How the words around the number from `start` to `end` hedge it. Forms after a number also
    /// stand one particle (이, 가, 을, 를, 도) further on.
    pub fn of(&self, text: &Folded, start: usize, end: usize) -> Vagueness {
        let stem = text.skip_spaces_back(start);
        let letter = |c: char| c.is_alphabetic();
        let before = self.before.iter().find(|(form, _)| {
            let begins = || stem - form.chars().count();
            ends_ignoring_case(text, stem, form) && !letter(text.before(begins()))
        });
        if let Some(&(_, meaning)) = before {
            return meaning;
        }
        let particle = matches!(text.at(end), '이' | '가' | '을' | '를' | '도');
        let places = [text.skip_spaces(end), text.skip_spaces(end + usize::from(particle))];
        let after = places.iter().find_map(|&place| {
            self.after.iter().find(|(form, _)| {
                let stop = place + form.chars().count();
                let cut = text.at(stop).is_ascii_alphabetic() && form.is_ascii();
                text.has(place, form) && !cut
            })
        });
        after.map_or(Vagueness::Exact, |&(_, meaning)| meaning)
    }
}

fn ends_ignoring_case(text: &Folded, end: usize, form: &str) -> bool {
    let length = form.chars().count();
    let same = |(i, c): (usize, char)| text.at(end - length + i).to_ascii_lowercase() == c;
    end >= length && form.chars().enumerate().all(same)
}
