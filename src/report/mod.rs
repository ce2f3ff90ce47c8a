//! Findings and summaries, for people and for programs.
//!
//! Layer 6.
