//! What a format could not hold of the units that were written in it, counted.
//!
//! A table or a catalogue has room for two texts and little else. Its writer tells this count of
//! every unit, so that whoever converts a memory learns what stays behind.

use crate::unit::{Annotation, Annotations, Unit, Variant};

/// Counts of what a bilingual file could not hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Units without one of the two languages.
    pub units: usize,
    /// Units without a source text, which a catalogue cannot hold.
    pub blank: usize,
    /// Inline codes, where the format holds nothing but the text that `hi` marks.
    pub codes: usize,
    /// Texts in other languages than the two, or a second one in the same language.
    pub texts: usize,
    /// Attributes of units and their variants: dates, users, counts.
    pub attributes: usize,
    /// Props.
    pub props: usize,
    /// Notes.
    pub notes: usize,
    /// Elements that TMX does not know.
    pub elements: usize,
}

/// What a format has room for, besides the two texts.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Room<'a> {
    /// Inline codes.
    pub codes: bool,
    /// The id of the unit.
    pub id: bool,
    /// Notes of the unit.
    pub notes: bool,
    /// Props of the unit, by type.
    pub props: &'a [&'a str],
}

impl LeftOut {
    /// Counts what stays behind of a unit that was written with these two of its variants.
    pub(super) fn count(&mut self, unit: &Unit, written: [&Variant; 2], room: Room<'_>) {
        self.texts += unit.variants.len().saturating_sub(written.len());
        let own = unit.attributes.iter().filter(|(name, _)| !(room.id && *name == "tuid"));
        self.attributes += own.count();
        self.annotations(&unit.annotations, room);
        for variant in written {
            if !room.codes {
                self.codes += variant.content.codes().len();
            }
            self.attributes += variant.attributes.len();
            self.annotations(&variant.annotations, Room::default());
        }
    }

    fn annotations(&mut self, annotations: &Annotations, room: Room<'_>) {
        for annotation in &annotations.0 {
            match annotation {
                Annotation::Prop(prop) => {
                    let held = prop.kind().is_some_and(|kind| room.props.contains(&kind));
                    self.props += usize::from(!held);
                }
                Annotation::Note(_) => self.notes += usize::from(!room.notes),
                Annotation::Other(_) => self.elements += 1,
            }
        }
    }

    /// What was left out and how often, in the order of the fields; nothing that was not.
    pub fn counts(&self) -> impl Iterator<Item = (&'static str, usize)> {
        [
            ("units without both languages", self.units),
            ("units without a source text", self.blank),
            ("inline codes", self.codes),
            ("texts in other languages", self.texts),
            ("attributes (dates, users, counts)", self.attributes),
            ("props", self.props),
            ("notes", self.notes),
            ("foreign elements", self.elements),
        ]
        .into_iter()
        .filter(|(_, count)| *count > 0)
    }
}
