//! The segments to translate of a file, whatever its format.

use std::io::Read;
use std::path::Path;

use crate::cli::args::Languages;
use crate::cli::bilingual::{self, Wanted};
use crate::cli::{input, output};
use crate::document::{Document, ReadOptions};
use crate::error::{Error, Result};
use crate::formats::Placed;
use crate::lang::script::Language;
use crate::unit::Content;

use super::args::direction;
use super::fillable::Fillable;

/// The source texts of a file in order: the sentences of an article (`-` for one on standard
/// input), or the sources of a bilingual file.
pub(super) fn read(
    path: &Path,
    languages: &Languages,
    encoding: Option<&str>,
) -> Result<Vec<Content>> {
    if let Some(fillable) = Fillable::read(path, encoding)? {
        return Ok(fillable.segments().into_iter().map(|own| own.source).collect());
    }
    if !is_bilingual(path) {
        let segments = article(path, encoding)?.segments;
        return Ok(segments.into_iter().map(|own| Content::from_text(own.text)).collect());
    }
    let (source, target) = (&languages.source_lang, &languages.target_lang);
    let wanted = Wanted { source: Some(source), target: Some(target), encoding };
    let opened = bilingual::open(path, wanted)?;
    let named = opened.header.source_lang();
    let source = named.as_ref().unwrap_or(source);
    let text = |placed: Result<Placed>| {
        let unit = placed?.unit;
        let own = unit.variant(source).or(unit.variants.first());
        Ok(own.map(|variant| variant.content.clone()))
    };
    opened.units.filter_map(|placed| text(placed).transpose()).collect()
}

/// Whether the ending is that of a bilingual format; a `.txt` is an article.
pub(super) fn is_bilingual(path: &Path) -> bool {
    let is_text = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("txt"));
    !is_text && !output::is_stream(path) && bilingual::format_of(path).is_ok()
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
