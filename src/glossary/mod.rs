//! Glossaries: which term is rendered how, and where terms stand in a text.
//!
//! Layer 4. A [`Glossary`] is read from a table or shipped with the program; a [`Matcher`] finds
//! the terms of any number of glossaries in source and target texts.

mod matcher;
mod parse;
mod shipped;
mod side;

pub use matcher::{Hit, Matcher};

/// What a glossary says of the targets of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// The rendering to use.
    #[default]
    Preferred,
    /// A rendering that may stand as well.
    Allowed,
    /// A rendering that must not be used for this source term.
    Forbidden,
}

/// One line of a glossary: source terms that mean the same, and their renderings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Source terms, never empty.
    pub sources: Vec<String>,
    /// Target terms, never empty.
    pub targets: Vec<String>,
    /// What the entry says of the targets.
    pub status: Status,
    /// A remark for people; may be empty.
    pub note: String,
    /// Line of the file, counted from 1.
    pub line: usize,
}

/// A named list of entries.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Glossary {
    /// Name of the shipped glossary or of the file, without folder.
    pub name: String,
    /// The entries in the order of the file.
    pub entries: Vec<Entry>,
}
