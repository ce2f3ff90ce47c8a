//! An article and its translation: read, and told apart by their language.

use std::path::{Path, PathBuf};

use crate::align::Direction;
use crate::document::{Document, ReadOptions};
use crate::error::{Error, Kind, Result};
use crate::lang::script::Language;

use super::input::read_text;

/// How articles are read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct How<'a> {
    /// Encoding, when the user names one.
    pub encoding: Option<&'a str>,
    /// One segment a line already.
    pub segmented: bool,
    /// Boilerplate is text too.
    pub keep_boilerplate: bool,
}

/// Two articles, one the translation of the other.
pub(super) struct Articles {
    /// The Korean one.
    pub ko: (PathBuf, Document),
    /// The English one.
    pub en: (PathBuf, Document),
    /// Which of the two was given first.
    pub direction: Direction,
}

impl Articles {
    /// Reads both. The first is the source; Korean, or English when the texts show it.
    ///
    /// # Errors
    /// When a file cannot be read, both are in the same language or one is in a third.
    pub fn read(first: &Path, second: &Path, how: How<'_>) -> Result<Articles> {
        let source = read(first, Language::Korean, how)?;
        let target = read(second, Language::English, how)?;
        let found = (source.language(), target.language());
        if !is_turned(found) {
            check((first, found.0, Language::Korean), (second, found.1, Language::English))?;
            let (ko, en) = ((first.to_path_buf(), source), (second.to_path_buf(), target));
            return Ok(Articles { ko, en, direction: Direction::KoreanToEnglish });
        }
        // Read again by the rules of the language that they are in.
        let en = read(first, Language::English, how)?;
        let ko = read(second, Language::Korean, how)?;
        check(
            (first, en.language(), Language::English),
            (second, ko.language(), Language::Korean),
        )?;
        let (ko, en) = ((second.to_path_buf(), ko), (first.to_path_buf(), en));
        Ok(Articles { ko, en, direction: Direction::EnglishToKorean })
    }

    /// The source, then the target.
    pub fn in_order(&self) -> [&(PathBuf, Document); 2] {
        let (source, target) = self.direction.order(&self.ko, &self.en);
        [source, target]
    }
}

fn read(path: &Path, language: Language, how: How<'_>) -> Result<Document> {
    if how.segmented {
        return Ok(Document::from_segmented(&read_text(path, how.encoding)?));
    }
    let (encoding, keep_boilerplate) = (how.encoding.map(str::to_string), how.keep_boilerplate);
    let options = ReadOptions { encoding, keep_boilerplate, ..ReadOptions::new(language) };
    Document::read(path, &options)
}

/// Whether the first text is English and the second Korean, as far as they show it.
fn is_turned(found: (Option<Language>, Option<Language>)) -> bool {
    let (english, korean) = (Some(Language::English), Some(Language::Korean));
    (found.0 == english || found.0.is_none()) && found.1 == korean
        || found.0 == english && found.1.is_none()
}

/// Says when a text is in a language it should not be in.
fn check(
    first: (&Path, Option<Language>, Language),
    second: (&Path, Option<Language>, Language),
) -> Result<()> {
    for (path, found, expected) in [first, second] {
        if let Some(found) = found.filter(|&found| found != expected) {
            let kind = Kind::WrongLanguage { expected: expected.name(), found: found.name() };
            let cure = "give an article and its translation, one Korean, the other English";
            return Err(Error::new(kind).in_file(path).cure(cure));
        }
    }
    Ok(())
}
