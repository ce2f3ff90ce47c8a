//! Korean: syllables, particles and endings, numerals, sound, sentence ends.

pub mod hangul;
pub mod numerals;
pub mod particle;
pub mod sentence;
pub mod sound;
pub mod stem;
pub mod tail;
