//! Files that translations are filled into: XLIFF and gettext catalogues.

use std::io::Write;
use std::path::Path;

use crate::cli::bilingual::{self, Format};
use crate::error::{Error, Result};
use crate::formats::fill::{Charset, Filling, Segment};
use crate::formats::{po, xliff};
use crate::lang::tag::LangTag;
use crate::text::decode::{self, Decoded, Hints};

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
        let bytes = std::fs::read(path).map_err(|error| Error::io(path, error))?;
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
