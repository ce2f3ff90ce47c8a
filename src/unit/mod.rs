//! The hub of the program: a text with its translation, and what is known of the two.
//!
//! Layer 3. Alignment and every bilingual reader make units; checks, reports and writers take
//! them, and need not know who made one.
