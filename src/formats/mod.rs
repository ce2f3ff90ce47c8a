//! Bilingual files other than TMX, read into units and written from them.
//!
//! Layer 4.
