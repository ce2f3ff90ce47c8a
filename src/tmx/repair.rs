//! What a lenient reader put right.

use std::fmt;

use crate::error::Place;

/// What was done about a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Fix {
    /// A character that XML cannot hold, or a reference to one, was deleted.
    Deleted,
    /// An `&`, `<` or `]]>` that stood for itself is now escaped.
    Escaped,
    /// An entity of HTML became its character.
    Resolved,
    /// Bytes that mean nothing in the file's encoding became U+FFFD.
    Replaced,
    /// An element without an end tag was closed.
    Closed,
    /// An end tag that closes nothing, a second attribute of one name and the like was left out.
    LeftOut,
    /// What a file must have was added: a header, a body, a language.
    Added,
    /// A date was written in the form that TMX asks for.
    Rewritten,
    /// A unit that cannot be read, or has no end, was left out.
    UnitLeftOut,
}

impl fmt::Display for Fix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Fix::Deleted => "deleted",
            Fix::Escaped => "escaped",
            Fix::Resolved => "written as its character",
            Fix::Replaced => "replaced by U+FFFD",
            Fix::Closed => "closed",
            Fix::LeftOut => "left out",
            Fix::Added => "added",
            Fix::Rewritten => "rewritten",
            Fix::UnitLeftOut => "unit left out",
        })
    }
}

/// A fault that was put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// Where the fault was: line, column, and the unit if it was in one.
    pub place: Place,
    /// What was wrong.
    pub fault: String,
    /// What was done.
    pub fix: Fix,
}

/// `line 7, column 3, unit 2: a bare '&' in the text: escaped`
impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let (Some(line), Some(column)) = (self.place.line, self.place.column) {
            write!(f, "line {line}, column {column}")?;
        }
        if let Some(unit) = self.place.unit {
            write!(f, ", unit {unit}")?;
        }
        write!(f, ": {}: {}", self.fault, self.fix)
    }
}
