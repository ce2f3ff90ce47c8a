//! What a unit asks not to be told: rules that its notes and props name.
//!
//! A prop `x-jjak-ignore` holds rule ids, or their beginnings, between blanks or commas; a note, or
//! any other prop, may hold `jjak:ignore` with the ids after it. No ids means all rules. What
//! follows `--` is a remark: `jjak:ignore number.changed -- the source has a misprint`. So a TMX
//! note, a comment column of a table, a translator's comment in a catalogue and an XLIFF note all
//! serve.

use super::rule::rules;
use crate::unit::{Annotation, Unit};

/// The prop that names rules to pass over.
const PROP: &str = "x-jjak-ignore";
/// What begins the list in a note.
const MARK: &str = "jjak:ignore";

/// The rules that a unit asks to pass over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ignore {
    all: bool,
    beginnings: Vec<String>,
}

impl Ignore {
    /// What the notes and props of a unit and its texts ask.
    pub fn of(unit: &Unit) -> Ignore {
        let mut ignore = Ignore::default();
        let texts = unit.variants.iter().map(|variant| &variant.annotations);
        for annotation in std::iter::once(&unit.annotations).chain(texts).flat_map(|all| &all.0) {
            match annotation {
                Annotation::Prop(prop) if prop.kind() == Some(PROP) => ignore.add(&prop.text),
                Annotation::Prop(prop) => ignore.add_marked(&prop.text),
                Annotation::Note(note) => ignore.add_marked(&note.text),
                Annotation::Other(_) => {}
            }
        }
        ignore
    }

    /// Whether findings of this rule are passed over.
    pub fn takes(&self, rule: &str) -> bool {
        self.all || self.beginnings.iter().any(|beginning| rule.starts_with(beginning))
    }

    /// Ids with which no rule begins.
    pub fn unknown(&self) -> impl Iterator<Item = &str> {
        let names_none = |id: &&str| !rules().any(|rule| rule.id.starts_with(*id));
        self.beginnings.iter().map(String::as_str).filter(names_none)
    }

    fn add_marked(&mut self, text: &str) {
        for (at, _) in text.match_indices(MARK) {
            let rest = &text[at + MARK.len()..];
            self.add(rest.lines().next().unwrap_or_default());
        }
    }

    fn add(&mut self, list: &str) {
        let list = list.split("--").next().unwrap_or_default();
        let ids = list.split(|c: char| c.is_whitespace() || c == ',').filter(|id| !id.is_empty());
        let before = self.beginnings.len();
        self.beginnings.extend(ids.map(str::to_string));
        self.all |= self.beginnings.len() == before;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noted(text: &str) -> Ignore {
        let mut unit = Unit::default();
        unit.annotations.add_note(text);
        Ignore::of(&unit)
    }

    #[test]
    fn notes_and_props_name_rules() {
        let ignore = noted("확인함\njjak:ignore number, mark.end -- 원문 오기\n다른 말");
        assert!(ignore.takes("number.changed") && ignore.takes("mark.end"));
        assert!(!ignore.takes("term.missing"));
        assert!(noted("jjak:ignore").takes("term.missing"));
        assert!(!noted("number.changed").takes("number.changed"));
        let mut unit = Unit::default();
        unit.set_prop(PROP, "term.missing");
        assert!(Ignore::of(&unit).takes("term.missing"));
    }

    #[test]
    fn an_id_that_no_rule_has_is_told() {
        let ignore = noted("jjak:ignore number.changed numbr.changed");
        assert_eq!(ignore.unknown().collect::<Vec<_>>(), ["numbr.changed"]);
    }
}
