//! English: inflection, numerals, sentence ends.

pub mod inflect;
pub mod numerals;
pub mod sentence;
pub mod stem;
