//! Text as such, whatever its language: spans, decoding, normal forms, rows of workbooks, output to
//! files.
//!
//! Layer 1. Bytes come in here and leave as NFC text with a way back to the place in the input;
//! results leave through [`output`], which never shows a half-written file.

pub mod chars;
pub mod decode;
pub mod key;
pub mod normal;
pub mod output;
mod span;
pub(crate) mod table;
pub mod workbook;

pub use span::Span;
