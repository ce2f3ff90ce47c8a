//! What jjak knows of languages: tags and scripts, Korean, English, and quantities by value.
//!
//! Layer 2. Facts stand in tables (`data/*.tsv`, embedded at compile time); the code beside them
//! only applies them.

pub mod boilerplate;
pub mod en;
pub mod ko;
pub mod quantity;
pub mod script;
pub mod tag;
