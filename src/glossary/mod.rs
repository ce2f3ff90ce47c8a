//! Glossaries: which term is rendered how, and where terms stand in a text.
//!
//! Layer 4. A [`Glossary`] is read from a table or shipped with the program; a [`Matcher`] finds
//! the terms of any number of glossaries in source and target texts.

mod column;
mod entry;
pub mod format;
pub mod lint;
mod matcher;
pub mod mine;
mod parse;
mod parted;
mod row;
mod shipped;
mod side;
mod trie;
mod turn;
mod write;

pub use entry::{Case, Entry, Match, Status};
pub use matcher::{Hit, Matcher};

/// A named list of entries.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Glossary {
    /// Name of the shipped glossary or of the file, without folder.
    pub name: String,
    /// The entries in the order of the file.
    pub entries: Vec<Entry>,
}
