//! Reading the inputs of a command: articles in whatever language they look, and files that are no
//! articles (tables, manifests, glossaries).

use std::path::Path;

use crate::document::{Document, ReadOptions};
use crate::error::{Error, Result};
use crate::lang::script::Language;
use crate::text::decode::{self, Hints};

/// The text of a whole file, in the encoding that its bytes show or that is named.
pub(super) fn read_text(path: &Path, encoding: Option<&str>) -> Result<String> {
    let bytes = std::fs::read(path).map_err(|error| Error::io(path, error))?;
    let hints = Hints { encoding, ..Hints::default() };
    let decoded = decode::decode(&bytes, hints).map_err(|error| error.in_file(path))?;
    Ok(decoded.text)
}

/// An article cut by the rules of the language that its letters show: English, or else Korean.
pub(super) fn read_article(
    path: &Path,
    encoding: Option<&str>,
    keep_boilerplate: bool,
) -> Result<Document> {
    let read = |language| {
        let encoding = encoding.map(str::to_string);
        let options = ReadOptions { encoding, keep_boilerplate, ..ReadOptions::new(language) };
        Document::read(path, &options)
    };
    let document = read(Language::Korean)?;
    let english = document.language() == Some(Language::English);
    if english { read(Language::English) } else { Ok(document) }
}
