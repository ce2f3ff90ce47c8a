//! A pair of articles as a bilingual file: aligned on the fly, with the lines of the source article.

use std::path::{Path, PathBuf};

use crate::align::{self, Aligner, Direction, Lexicon, Origin};
use crate::cli::align::creation_time;
use crate::cli::articles::{Articles, How};
use crate::cli::beside::Beside;
use crate::cli::bilingual::{Bilingual, Wanted};
use crate::cli::input::read_text;
use crate::error::Result;
use crate::formats::{PassedOver, Placed};
use crate::glossary::Matcher;
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
    let how = How { encoding: wanted.encoding, ..How::default() };
    let articles = Articles::read(source, target, how)?;
    let tag = |written: Option<&LangTag>, usual: LangTag| written.cloned().unwrap_or(usual);
    let (from, to) = (wanted.source, wanted.target);
    let (ko, en) = match articles.direction {
        Direction::KoreanToEnglish => (tag(from, LangTag::ko_kr()), tag(to, LangTag::en_us())),
        Direction::EnglishToKorean => (tag(to, LangTag::ko_kr()), tag(from, LangTag::en_us())),
    };
    let (from, to) = articles.direction.order(ko.clone(), en.clone());
    let document = source.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (direction, created) = (articles.direction, creation_time());
    let origin = Origin { ko, en, direction, document, created };
    let units = aligned(&articles, &origin, matcher);
    let header = Header::new(&from, created);
    let units = Box::new(units.into_iter().map(Ok));
    let beside = Beside::default();
    let passed_over = PassedOver::default();
    Ok(Bilingual { header, langs: Some([from, to]), beside, passed_over, units })
}

/// The units of the alignment, each with the line of its source text.
fn aligned(articles: &Articles, origin: &Origin, matcher: Option<&Matcher>) -> Vec<Placed> {
    let mut aligner = Aligner::new(Lexicon::core());
    if let Some(matcher) = matcher {
        aligner = aligner.with_glossary(matcher);
    }
    let (ko, en) = (&articles.ko.1.segments, &articles.en.1.segments);
    let beads = aligner.align(ko, en);
    let units = align::units(&beads, ko, en, origin);
    let lines = beads.iter().filter(|bead| !bead.is_null()).map(|bead| {
        let (segments, first) = origin.direction.order((ko, bead.ko.start), (en, bead.en.start)).0;
        segments.get(first).map(|segment| segment.line)
    });
    units.into_iter().zip(lines).map(|(unit, line)| Placed { unit, line }).collect()
}
