//! Glossaries: entries, their files, and finding terms in Korean and English text.
//!
//! Layer 4.
