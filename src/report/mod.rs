//! Findings, beads and summaries, for people and for programs.
//!
//! Layer 6. The engines give data; here it becomes text. Findings of `jjak check` go to a
//! [`Report`], one per output format: [`diagnostic`] draws them for a terminal, [`json`], [`sarif`]
//! and [`annotations`] write them for programs, [`html`] and [`workbook`] for people who have
//! neither. [`beads`] writes alignments, [`summary`] says what one came to. Messages are made from
//! rule ids in [`message`].

pub mod annotations;
pub mod baseline;
pub mod beads;
pub mod diagnostic;
pub mod dropped;
pub mod explain;
pub mod fingerprint;
pub mod html;
pub mod json;
pub mod leverage;
pub mod message;
pub mod record;
pub mod rules;
pub mod sarif;
pub mod summary;
pub mod tally;
pub mod workbook;

use std::io;

use crate::error::{Error, Kind, Result};

use record::Record;
use tally::Tally;

/// What becomes of the findings of a run: one implementation per output format. They are written as the findings come, so that a run may be of any size.
pub trait Report {
    /// Adds a finding.
    ///
    /// # Errors
    /// When the output cannot be written.
    fn finding(&mut self, record: &Record<'_>) -> Result<()>;

    /// Says that a file is done, and what it came to.
    ///
    /// # Errors
    /// When the output cannot be written.
    fn end_file(&mut self, _file: &str, _tally: &Tally) -> Result<()> {
        Ok(())
    }

    /// Ends the output with what the run came to.
    ///
    /// # Errors
    /// When the output cannot be written.
    fn finish(self: Box<Self>, tally: &Tally) -> Result<()>;
}

/// The result of writing, as an error of ours; the caller names the file.
fn written(result: io::Result<()>) -> Result<()> {
    result.map_err(|error| Error::new(Kind::Io(error)))
}
