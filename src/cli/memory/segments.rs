//! The segments to translate of a file, whatever its format.

use std::io::Read;
use std::path::Path;

use super::bilingual::{self, Format};
use crate::cli::args::Languages;
use crate::cli::{input, output};
use crate::document::{Document, ReadOptions};
use crate::error::{Error, Result};
use crate::lang::script::Language;
use crate::unit::Content;

use super::args::direction;

/// The source texts of a file in order: the sentences of an article (`-` for one on standard
/// input), or the sources of a bilingual file.
pub(super) fn read(
    path: &Path,
    languages: &Languages,
    encoding: Option<&str>,
) -> Result<Vec<Content>> {
    match Format::of_name(path) {
        None => {
            let segments = article(path, encoding)?.segments;
            Ok(segments.into_iter().map(|segment| Content::from_text(segment.text)).collect())
        }
        Some(_) => {
            let langs = [&languages.source_lang, &languages.target_lang];
            let reading = bilingual::Reading { langs, encoding, format: None };
            let opened = bilingual::open(path, reading)?;
            let named = opened.source.clone();
            let source = named.as_ref().unwrap_or(langs[0]);
            let text = |unit: Result<crate::unit::Unit>| {
                let unit = unit?;
                let own = unit.variant(source).or(unit.variants.first());
                Ok(own.map(|variant| variant.content.clone()))
            };
            opened.units.filter_map(|unit| text(unit).transpose()).collect()
        }
    }
}

/// An article in the language it is written in.
pub(super) fn article(path: &Path, encoding: Option<&str>) -> Result<Document> {
    if !output::is_stream(path) {
        return input::read_article(path, encoding, false);
    }
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().read_to_end(&mut bytes);
    read.map_err(|error| Error::io("standard input", error))?;
    let read = |language| {
        let encoding = encoding.map(str::to_string);
        let options = ReadOptions { encoding, ..ReadOptions::new(language) };
        Document::from_bytes(&bytes, &options).map_err(|error| error.in_file("standard input"))
    };
    let document = read(Language::Korean)?;
    let english = document.language() == Some(Language::English);
    if english { read(Language::English) } else { Ok(document) }
}

/// Source and target language of segments, as [`direction`] of all their texts.
pub(super) fn direction_of<'a>(
    languages: &'a Languages,
    reverse: bool,
    segments: &[Content],
) -> [&'a crate::lang::tag::LangTag; 2] {
    let texts: Vec<_> = segments.iter().map(Content::plain_text).collect();
    direction(languages, reverse, &texts.join(" "))
}
