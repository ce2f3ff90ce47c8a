//! What is odd in a file but does not keep it from being read.

use std::fmt;

use crate::error::Place;

/// An oddity of a file that was read all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warning {
    /// The XML declaration names another encoding than the bytes are in; the bytes were believed.
    DeclaredEncoding {
        /// As the declaration has it.
        declared: String,
        /// What the bytes are.
        found: &'static str,
    },
    /// UTF-16 without the byte order mark that TMX asks for.
    NoByteOrderMark {
        /// What the bytes are.
        found: &'static str,
    },
    /// An encoding that TMX does not allow, which not every tool will read.
    LegacyEncoding {
        /// Its name in the WHATWG Encoding Standard.
        found: &'static str,
    },
    /// A version that is none of 1.1 to 1.4.
    Version {
        /// As written; `None` when there is no version.
        version: Option<String>,
    },
    /// An element where TMX has none and a unit has no place for it: left out.
    SkippedElement {
        /// Its name.
        name: String,
        /// Where it begins.
        place: Place,
    },
    /// Elements inside a note or prop, which is to hold text: their markup was read as text.
    MarkupInText {
        /// The element that holds them.
        name: &'static str,
        /// Where it begins.
        place: Place,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Warning::DeclaredEncoding { declared, found } => {
                write!(f, "the file says its encoding is {declared}, but it is {found}")
            }
            Warning::NoByteOrderMark { found } => {
                write!(f, "the file is {found} without a byte order mark, which TMX asks for")
            }
            Warning::LegacyEncoding { found } => {
                write!(f, "the file is {found}; TMX allows UTF-8 and UTF-16 only")
            }
            Warning::Version { version: Some(version) } => {
                write!(f, "the file says it is TMX {version}; it was read as TMX 1.4")
            }
            Warning::Version { version: None } => {
                f.write_str("the file names no TMX version; it was read as TMX 1.4")
            }
            Warning::SkippedElement { name, place } => {
                write!(f, "{}<{name}> does not belong here and was left out", At(place))
            }
            Warning::MarkupInText { name, place } => {
                write!(f, "{}<{name}> holds markup, which was read as text", At(place))
            }
        }
    }
}

/// `line N, column N: `.
struct At<'a>(&'a Place);

impl fmt::Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0.line, self.0.column) {
            (Some(line), Some(column)) => write!(f, "line {line}, column {column}: "),
            (Some(line), None) => write!(f, "line {line}: "),
            _ => Ok(()),
        }
    }
}
