//! Reading files that are not articles: tables, manifests, glossaries.

use std::path::Path;

use crate::error::{Error, Result};
use crate::text::decode::{self, Hints};

/// The text of a whole file, in the encoding that its bytes show or that is named.
pub(super) fn read_text(path: &Path, encoding: Option<&str>) -> Result<String> {
    let bytes = std::fs::read(path).map_err(|error| Error::io(path, error))?;
    let hints = Hints { encoding, ..Hints::default() };
    let decoded = decode::decode(&bytes, hints).map_err(|error| error.in_file(path))?;
    Ok(decoded.text)
}
