//! Bilingual files other than TMX, read into units and written from them.
//!
//! Layer 4. One file per format; each has a `Reader` that is an iterator of units and a `Writer`
//! that takes them, like [`crate::tmx`].

pub mod jsonl;
pub mod po;
pub mod sdltm;
pub mod tsv;
pub mod wordfast;
pub mod xliff;
pub mod xlsx;
