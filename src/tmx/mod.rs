//! TMX, the exchange format of translation memories: versions 1.1 to 1.4b in, 1.4 out.
//!
//! Layer 4. [`Reader`] goes through a file unit by unit, whatever its encoding and version, and
//! holds no more than one unit; [`Writer`] writes units so that the file is valid against the 1.4
//! DTD, whatever the units hold, and counts what it had to change.
//!
//! ```
//! use jjak::lang::tag::LangTag;
//! use jjak::tmx::{Header, Reader, Writer};
//! use jjak::unit::{Unit, Variant};
//!
//! let created = jjak::unit::date::parse("20260301T090000Z").unwrap();
//! let header = Header::new(&LangTag::ko_kr(), created);
//! let unit = Unit::pair(
//!     Variant::text(LangTag::ko_kr(), "짝을 찾다"),
//!     Variant::text(LangTag::en_us(), "find a match"),
//! );
//! let mut file = Vec::new();
//! let mut writer = Writer::new(&mut file, &header)?;
//! writer.write(&unit)?;
//! assert!(writer.finish()?.is_empty());
//!
//! let mut reader = Reader::new(file.as_slice())?;
//! assert_eq!(reader.header().source_lang(), Some(LangTag::ko_kr()));
//! assert_eq!(reader.next().unwrap()?, unit);
//! # Ok::<(), jjak::error::Error>(())
//! ```
//!
//! Inside: `source` turns bytes into a window of text and counts lines, `xml` turns that into checked
//! tokens, `parse` makes units of them, `reader` moves the window on, `pieces` sets all cores to
//! it; `conform` makes a unit valid, `codes` its inline codes, `partners` what
//! they are in the other languages, `writer` lays it out; `sorter` keeps
//! comparisons of whole memories within bounds.

mod codes;
mod conform;
mod dates;
mod encoded;
mod extent;
mod header;
mod input;
pub mod lint;
pub mod memory;
mod mend;
mod parse;
mod partners;
mod pieces;
mod profile;
mod reader;
mod remarks;
mod repair;
mod rewrite;
mod rule;
mod sameness;
pub(crate) mod sorter;
mod source;
mod spares;
mod statistics;
mod warning;
mod writer;
mod xml;

pub use conform::{Change, Report};
pub use encoded::Charset;
pub use header::Header;
pub use input::{Input, Progress, open};
pub use mend::{Mended, mend};
pub use profile::{Options, Profile};
pub use reader::{Prolog, Reader};
pub use remarks::Remark;
pub use repair::{Fix, Repair};
pub use rewrite::Rewriter;
pub use rule::{Rule, Severity};
pub use sameness::Sameness;
pub use statistics::{Statistics, Text};
pub use warning::Warning;
pub use writer::Writer;
