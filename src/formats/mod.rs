//! Bilingual files other than TMX, read into units and written from them.
//!
//! Layer 4. One file per format; each has a `Reader` that is an iterator of [`Placed`] units, and
//! those that are written a `Writer` that takes them, like [`crate::tmx`]. Readers hold one unit,
//! of 16 MB at most; only that of workbooks holds the texts that the sheet refers to. They take UTF-8, which
//! [`Stream`](crate::text::decode::Stream) makes of other encodings. XLIFF and gettext catalogues
//! can also be filled in where they stand ([`fill`]).

pub mod fill;
mod handed;
pub mod jsonl;
mod left_out;
mod lines;
mod passed_over;
pub mod po;
pub mod sdltm;
pub mod tsv;
pub mod wordfast;
pub mod xliff;
pub mod xlsx;

use crate::unit::Unit;

pub use handed::{Handed, handed};
pub use left_out::LeftOut;
pub use passed_over::PassedOver;

/// A unit with where it stands in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The unit.
    pub unit: Unit,
    /// Line where it begins, from 1, or row of a workbook; `None` where a format has no lines.
    pub line: Option<usize>,
}
