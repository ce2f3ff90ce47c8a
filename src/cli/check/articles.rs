//! A pair of articles as a bilingual file: aligned on the fly, with the lines of the source article.

use std::path::{Path, PathBuf};

use crate::align::{self, Aligner, Lexicon, Origin};
use crate::cli::align::{check_languages, creation_time};
use crate::cli::bilingual::{Bilingual, Wanted};
use crate::cli::input::{read_article, read_text};
use crate::document::Document;
use crate::error::Result;
use crate::formats::Placed;
use crate::glossary::Matcher;
use crate::lang::script::Language;
use crate::lang::tag::LangTag;
use crate::tmx::Header;

/// Whether two files look like an article and its translation, and not like two tables.
pub(super) fn are_articles(files: &[PathBuf]) -> bool {
    let [one, two] = files else { return false };
    let ending = |path: &Path| {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        ending.to_ascii_lowercase()
    };
    let is_article = |path: &PathBuf| match ending(path).as_str() {
        "md" | "markdown" | "html" | "htm" => true,
        // What cannot be read is told by the reader of tables.
        "txt" => read_text(path, None).is_ok_and(|text| !text.contains('\t')),
        _ => false,
    };
    is_article(one) && is_article(two)
}

/// Reads and aligns an article and its translation. The first is the source, in whichever of the
/// two languages it is.
///
/// # Errors
/// When one cannot be read, or they are not a Korean and an English text.
pub(super) fn open(
    source: &Path,
    target: &Path,
    wanted: Wanted<'_>,
    matcher: Option<&Matcher>,
) -> Result<Bilingual> {
    let read = |path| read_article(path, wanted.encoding, false);
    let (first, second) = (read(source)?, read(target)?);
    let from_english =
        first.language() == Some(Language::English) && second.language() != Some(Language::English);
    let pair = if from_english {
        Articles { ko: second, en: first, paths: [target, source] }
    } else {
        Articles { ko: first, en: second, paths: [source, target] }
    };
    let [ko, en] = pair.paths;
    check_languages((ko, &pair.ko), (en, &pair.en))?;
    let tag = |written: Option<&LangTag>, usual: LangTag| written.cloned().unwrap_or(usual);
    let (from, to) = (wanted.source, wanted.target);
    let langs = if from_english {
        [tag(to, LangTag::ko_kr()), tag(from, LangTag::en_us())]
    } else {
        [tag(from, LangTag::ko_kr()), tag(to, LangTag::en_us())]
    };
    let units = pair.align(&langs, matcher, from_english);
    let [ko, en] = langs;
    let langs = if from_english { [en, ko] } else { [ko, en] };
    let header = Header::new(&langs[0], creation_time());
    Ok(Bilingual { header, langs: Some(langs), units: Box::new(units.into_iter().map(Ok)) })
}

/// The two articles, Korean first.
struct Articles<'a> {
    ko: Document,
    en: Document,
    paths: [&'a Path; 2],
}

impl Articles<'_> {
    /// The units of the alignment, each with the line of its source text.
    fn align(
        &self,
        [ko, en]: &[LangTag; 2],
        matcher: Option<&Matcher>,
        from_english: bool,
    ) -> Vec<Placed> {
        let mut aligner = Aligner::new(Lexicon::core());
        if let Some(matcher) = matcher {
            aligner = aligner.with_glossary(matcher);
        }
        let (ko_segments, en_segments) = (&self.ko.segments, &self.en.segments);
        let beads = aligner.align(ko_segments, en_segments);
        let document = self.paths[0].file_name().unwrap_or_default().to_string_lossy().into_owned();
        let created = creation_time();
        let origin = Origin { ko: ko.clone(), en: en.clone(), document, created };
        let units = align::units(&beads, ko_segments, en_segments, &origin);
        let lines = beads.iter().filter(|bead| !bead.is_null()).map(|bead| {
            let segment = if from_english {
                en_segments.get(bead.en.start)
            } else {
                ko_segments.get(bead.ko.start)
            };
            segment.map(|segment| segment.line)
        });
        units.into_iter().zip(lines).map(|(unit, line)| Placed { unit, line }).collect()
    }
}
