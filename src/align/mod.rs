//! Pairs the sentences of a text with those of its translation.
//!
//! Layer 5.
