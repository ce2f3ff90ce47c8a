//! What a file says of itself and of all its units.

use crate::lang::tag::LangTag;
use crate::unit::{Annotations, Attributes, date, source_lang};

/// The header of a TMX file, with the attributes of the root element.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Header {
    /// Attributes of the root element in order: `version`, namespaces.
    pub root: Attributes,
    /// Attributes of the header in order.
    pub attributes: Attributes,
    /// Notes, props and `ude` elements, in order.
    pub annotations: Annotations,
}

impl Header {
    /// A header for units made by this program: all that the DTD requires, and the date.
    pub fn new(source: &LangTag, created: jiff::Timestamp) -> Self {
        let attributes = [
            ("creationtool", env!("CARGO_PKG_NAME")),
            ("creationtoolversion", env!("CARGO_PKG_VERSION")),
            ("segtype", "sentence"),
            ("o-tmf", env!("CARGO_PKG_NAME")),
            ("adminlang", "en"),
            ("srclang", source.as_str()),
            ("datatype", "plaintext"),
            ("creationdate", &date::format(created)),
        ];
        Header {
            root: [("version", "1.4")].into_iter().collect(),
            attributes: attributes.into_iter().collect(),
            annotations: Annotations::default(),
        }
    }

    /// The version the file claims; files without one exist.
    pub fn version(&self) -> Option<&str> {
        self.root.get("version")
    }

    /// The source language of all units that do not name their own; `None` when any language may
    /// be the source (`*all*`), or the header does not say.
    pub fn source_lang(&self) -> Option<LangTag> {
        self.attributes.get("srclang").and_then(source_lang)
    }

    /// Name of the tool that wrote the file.
    pub fn tool(&self) -> Option<&str> {
        self.attributes.get("creationtool")
    }

    /// When the file was made, if that is said in a form that can be read.
    pub fn created(&self) -> Option<jiff::Timestamp> {
        self.attributes.get("creationdate").and_then(date::parse)
    }
}
