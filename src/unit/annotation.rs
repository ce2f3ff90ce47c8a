//! What is said beside the texts: notes for people, props for tools.

use super::attributes::Attributes;
use super::inline::Code;

/// A remark for people: TMX `note`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Note {
    /// The language of the note (`xml:lang`) and the like.
    pub attributes: Attributes,
    /// The remark.
    pub text: String,
}

/// A value for tools: TMX `prop`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prop {
    /// Its `type`, and its language and the like.
    pub attributes: Attributes,
    /// The value.
    pub text: String,
}

impl Prop {
    /// A prop of this type.
    pub fn new(kind: impl Into<String>, text: impl Into<String>) -> Self {
        let attributes = [("type", kind.into())].into_iter().collect();
        Prop { attributes, text: text.into() }
    }

    /// What the value says (`type`, in some tools' files `name`): tools name their own, those
    /// not published with `x-` in front.
    pub fn kind(&self) -> Option<&str> {
        self.attributes.get("type").or_else(|| self.attributes.get("name"))
    }
}

/// A note, a prop, or a foreign element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Annotation {
    /// A remark for people.
    Note(Note),
    /// A value for tools.
    Prop(Prop),
    /// An element that TMX does not have at this place, as a [`Code`] of its name; in a header
    /// also `ude`, which TMX has.
    Other(Code),
}

/// Notes, props and foreign elements in the order they came; a prop's type may come again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Annotations(pub Vec<Annotation>);

impl Annotations {
    /// The notes in order.
    pub fn notes(&self) -> impl Iterator<Item = &Note> {
        self.0.iter().filter_map(|annotation| match annotation {
            Annotation::Note(note) => Some(note),
            _ => None,
        })
    }

    /// The props in order.
    pub fn props(&self) -> impl Iterator<Item = &Prop> {
        self.0.iter().filter_map(|annotation| match annotation {
            Annotation::Prop(prop) => Some(prop),
            _ => None,
        })
    }

    /// The text of the first prop of this type.
    pub fn prop(&self, kind: &str) -> Option<&str> {
        self.props().find(|prop| prop.kind() == Some(kind)).map(|prop| prop.text.as_str())
    }

    /// Adds a note as the last.
    pub fn add_note(&mut self, text: impl Into<String>) {
        let note = Note { text: text.into(), ..Note::default() };
        self.0.push(Annotation::Note(note));
    }

    /// Adds a prop as the last, whether or not there is one of its type.
    pub fn add_prop(&mut self, kind: impl Into<String>, text: impl Into<String>) {
        self.0.push(Annotation::Prop(Prop::new(kind, text)));
    }

    /// Sets the prop of this type: changes the first one, or adds it as the last.
    pub fn set_prop(&mut self, kind: impl Into<String>, text: impl Into<String>) {
        let kind = kind.into();
        let own = self.0.iter_mut().find_map(|annotation| match annotation {
            Annotation::Prop(prop) if prop.kind() == Some(&kind) => Some(prop),
            _ => None,
        });
        match own {
            Some(prop) => prop.text = text.into(),
            None => self.add_prop(kind, text),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
