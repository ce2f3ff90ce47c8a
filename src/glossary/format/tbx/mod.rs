//! TBX: ISO 30042:2008 (`martif`) and ISO 30042:2019 (`tbx`), in both of its styles.
//!
//! A concept holds the terms of each language, those of English with their administrative status.
//! Entries with the same source terms and data are one concept. What TBX has no data category for
//! (match mode, letter case, do-not-translate, counterexamples) goes into notes that begin with
//! `jjak `, which other programs show and keep like any note.

mod read;
mod write;

pub(super) use read::read;
pub(super) use write::write;

use crate::glossary::Status;

/// Values of administrativeStatus; the first of a status is the one written.
const STATUS: [(&str, Status); 4] = [
    ("preferredTerm-admn-sts", Status::Preferred),
    ("admittedTerm-admn-sts", Status::Allowed),
    ("deprecatedTerm-admn-sts", Status::Forbidden),
    ("supersededTerm-admn-sts", Status::Forbidden),
];

/// How notes begin that hold what TBX has no category for: `jjak match: exact`.
const OWN: &str = "jjak ";

/// Parts of speech that TBX-Basic permits; others go into notes.
const PARTS_OF_SPEECH: [&str; 5] = ["noun", "verb", "adjective", "adverb", "other"];
