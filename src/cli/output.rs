//! Where results go: a file that is replaced whole, or standard output.

use std::io::{self, Write};
use std::path::Path;

use crate::error::{Error, Result};
use crate::text::output::Output;

/// Whether `path` names standard input or output.
pub(super) fn is_stream(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Writes the whole of a result to a file (under a temporary name until it is complete) or, when
/// there is none or it is `-`, to standard output.
pub(super) fn write_all(path: Option<&Path>, bytes: &[u8]) -> Result<()> {
    match path.filter(|path| !is_stream(path)) {
        Some(path) => {
            let mut file = Output::create(path)?;
            file.write_all(bytes).map_err(|error| Error::io(path, error))?;
            file.commit()
        }
        None => print(bytes),
    }
}

/// Writes to standard output.
pub(super) fn print(bytes: &[u8]) -> Result<()> {
    let mut out = io::stdout().lock();
    let result = out.write_all(bytes).and_then(|()| out.flush());
    result.map_err(|error| Error::io("standard output", error))
}

/// Whether colours are shown on standard output.
pub(super) fn colour() -> bool {
    anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
}
