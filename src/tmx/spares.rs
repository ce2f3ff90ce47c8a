//! The memory of units that are needed no more, for the units that come.
//!
//! A unit is a dozen small allocations, which take longer to make and free than their text takes
//! to read. So whoever looks at unit after unit gives each one back.

use crate::unit::{Annotation, Annotations, Attributes, Code, Content, Inline, Unit};

/// How many parts of a kind are kept; a unit rarely has more.
const MAX_PARTS: usize = 32;
/// How many bytes a text may hold that is kept: a bound on what very long ones leave behind.
const MAX_TEXT: usize = 4096;

/// Parts of units, emptied.
#[derive(Debug, Default)]
pub(super) struct Spares {
    texts: Vec<String>,
    attributes: Vec<Attributes>,
    contents: Vec<Content>,
    annotations: Vec<Annotations>,
    names: Vec<&'static str>,
}

impl Spares {
    /// A text to be filled.
    pub(super) fn text(&mut self) -> String {
        self.texts.pop().unwrap_or_default()
    }

    /// Attributes to be filled.
    pub(super) fn attributes(&mut self) -> Attributes {
        self.attributes.pop().unwrap_or_default()
    }

    /// Content to be filled.
    pub(super) fn content(&mut self) -> Content {
        self.contents.pop().unwrap_or_default()
    }

    /// Annotations to be filled.
    pub(super) fn annotations(&mut self) -> Annotations {
        self.annotations.pop().unwrap_or_default()
    }

    /// A list of names to be filled.
    pub(super) fn names<'a>(&mut self) -> Vec<&'a str> {
        std::mem::take(&mut self.names)
    }

    pub(super) fn keep_names(&mut self, mut names: Vec<&str>) {
        names.clear();
        // Turning nothing into nothing keeps the memory, and forgets how long the names lived.
        self.names = names.into_iter().map(|_| "").collect();
    }

    /// Empties a unit.
    pub(super) fn empty(&mut self, unit: &mut Unit) {
        unit.attributes.clear();
        self.empty_annotations(&mut unit.annotations);
        for mut variant in unit.variants.drain(..) {
            self.keep_attributes(variant.attributes);
            self.empty_annotations(&mut variant.annotations);
            keep(&mut self.annotations, variant.annotations);
            self.keep_content(variant.content);
        }
    }

    fn empty_annotations(&mut self, annotations: &mut Annotations) {
        for annotation in annotations.0.drain(..) {
            let (attributes, text) = match annotation {
                Annotation::Note(note) => (note.attributes, note.text),
                Annotation::Prop(prop) => (prop.attributes, prop.text),
                Annotation::Other(code) => {
                    self.keep_code(code);
                    continue;
                }
            };
            self.keep_attributes(attributes);
            self.keep_text(text);
        }
    }

    fn keep_content(&mut self, mut content: Content) {
        for inline in content.drain() {
            match inline {
                Inline::Text(text) => self.keep_text(text),
                Inline::Code(code) => self.keep_code(code),
            }
        }
        keep(&mut self.contents, content);
    }

    fn keep_code(&mut self, code: Code) {
        self.keep_attributes(code.attributes);
        self.keep_content(code.content);
    }

    pub(super) fn keep_attributes(&mut self, mut attributes: Attributes) {
        attributes.clear();
        keep(&mut self.attributes, attributes);
    }

    fn keep_text(&mut self, mut text: String) {
        if text.capacity() <= MAX_TEXT {
            text.clear();
            keep(&mut self.texts, text);
        }
    }
}

fn keep<T>(parts: &mut Vec<T>, part: T) {
    if parts.len() < MAX_PARTS {
        parts.push(part);
    }
}
