//! jjak (짝, "a pair"): alignment, glossary checks and translation units for people who translate
//! between Korean and English.
//!
//! Data goes forward through the stages, and a lower layer never looks at a higher one:
//!
//! ```text
//! file bytes ─ text ─► lines ─ document ─► segments ─ align ─► beads ─► units ─ check ─► findings ─ report
//!                                                                │
//!                                     TMX, TSV ── tmx, formats ──┘
//! ```
//!
//! | layer | module | job |
//! |---|---|---|
//! | 0 | [`error`] | the one error type |
//! | 1 | [`text`] | spans, decoding, normal forms, workbook rows, atomic output |
//! | 2 | [`lang`] | what is known of Korean and English |
//! | 3 | [`mod@unit`] | the hub: a source text with its translation |
//! | 4 | [`document`], [`tmx`], [`formats`], [`glossary`] | readers and writers |
//! | 5 | [`align`], [`check`], [`memory`] | the engines |
//! | 6 | [`report`] | findings and summaries for people and programs |
//! | 7 | [`cli`] | arguments and subcommands |

pub mod align;
pub mod check;
pub mod cli;
pub mod document;
pub mod error;
pub mod formats;
pub mod glossary;
pub mod lang;
pub mod memory;
pub mod report;
pub mod text;
pub mod tmx;
pub mod unit;
