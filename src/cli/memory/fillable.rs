//! Files that translations are filled into: XLIFF and gettext catalogues.

use std::io::Write;
use std::path::Path;

use crate::cli::bilingual::{self, Format};
use crate::error::{Error, Kind, Result};
use crate::formats::fill::{Charset, Filling, Segment};
use crate::formats::{po, xliff};
use crate::lang::tag::LangTag;
use crate::text::decode::{self, Decoded, Hints};

/// How large a file may be that is filled in: it is held in memory with its segments and what is
/// found for them, some five times its size.
const MAX_FILE: u64 = 256 << 20;

/// A file that was read to be filled in.
pub(super) enum Fillable {
    Xliff(xliff::fill::File),
    Po(po::fill::Catalogue),
}

impl Fillable {
    /// Reads a file; `None` when the ending is not of such a format.
    pub(super) fn read(path: &Path, encoding: Option<&str>) -> Result<Option<Fillable>> {
        let is_packed = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gz"));
        let format = match bilingual::format_of(path) {
            Ok(format @ (Format::Xliff | Format::Po)) if !is_packed => format,
            _ => return Ok(None),
        };
        let io = |error| Error::io(path, error);
        if std::fs::metadata(path).map_err(io)?.len() > MAX_FILE {
            let message = format!("a file of more than {} MB is not filled in", MAX_FILE >> 20);
            let error = Error::new(Kind::Unsupported(message)).in_file(path);
            return Err(error.cure("cut it into several files"));
        }
        let bytes = std::fs::read(path).map_err(io)?;
        let read = || {
            let hints = Hints { encoding, ..Hints::default() };
            let Decoded { text, encoding, bom } = decode::decode(&bytes, hints)?;
            let charset = Charset::new(encoding, bom);
            Ok(match format {
                Format::Po => Fillable::Po(po::fill::Catalogue::read(text, charset)?),
                _ => Fillable::Xliff(xliff::fill::File::read(text, charset)?),
            })
        };
        read().map(Some).map_err(|error: Error| error.in_file(path))
    }

    /// Its segments in order.
    pub(super) fn segments(&self) -> Vec<Segment> {
        match self {
            Fillable::Xliff(file) => file.segments(),
            Fillable::Po(catalogue) => catalogue.segments(),
        }
    }

    /// Source and target language, as far as the file says.
    pub(super) fn langs(&self) -> [Option<LangTag>; 2] {
        match self {
            Fillable::Xliff(file) => file.langs.clone(),
            Fillable::Po(catalogue) => [None, catalogue.target.clone()],
        }
    }

    /// Writes it with the fillings, one for each segment or none.
    pub(super) fn write(&self, fillings: &[Option<Filling>], out: impl Write) -> Result<()> {
        match self {
            Fillable::Xliff(file) => file.write(fillings, out),
            Fillable::Po(catalogue) => catalogue.write(fillings, out),
        }
    }
}
