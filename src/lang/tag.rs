//! Language tags: what files and people write (`ko-KR`, `KO-kr`, `ko_KR`, `kor`) and what it means.
//!
//! The form is that of BCP 47 (RFC 5646): subtags joined by hyphens, case of no meaning. Tools also
//! write underscores, POSIX locales (`ko_KR.UTF-8`) and the three-letter codes of ISO 639-2; all
//! are read. Two-letter codes are the canonical ones, as RFC 5646 section 4.5 asks.

use std::collections::HashMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, LazyLock};

use crate::error::{Error, Kind, Result};
use crate::text::table;

/// A language tag: what was written, and its canonical form.
///
/// Two tags are equal when their canonical forms are: `ko_KR` = `kor-kr` = `ko-KR`. Cheap to clone.
#[derive(Clone)]
pub struct LangTag(Arc<Inner>);

struct Inner {
    written: String,
    canonical: String,
    /// How many bytes of `canonical` are the language alone.
    primary: usize,
    /// Whether `written` is well-formed: asked of every text of a memory.
    is_written_well: bool,
}

/// How well two tags fit, from worst to best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fit {
    /// The same language, another region or script: `en-US` and `en-GB`.
    Region,
    /// The same language, and one of the two names nothing but the language: `ko` and `ko-KR`.
    Primary,
    /// The same tag.
    Exact,
}

impl LangTag {
    /// Reads a tag out of a file, where anything may stand: it is kept as written, and
    /// canonicalised as far as it can be understood. See [`LangTag::parse`] for arguments.
    pub fn new(written: &str) -> Self {
        LangTag::of(written, canonical(written))
    }

    fn of(written: &str, canonical: String) -> Self {
        let primary = canonical.find('-').unwrap_or(canonical.len());
        let is_written_well = is_well_formed(written);
        let written = written.to_string();
        LangTag(Arc::new(Inner { written, canonical, primary, is_written_well }))
    }

    /// Reads a tag that must be one: well-formed once underscores are read as hyphens.
    ///
    /// # Errors
    /// [`Kind::Unknown`] when it is not well-formed, or names a country where a language is meant:
    /// `kr` is refused (who means Kanuri, which has that code, can write `kau`). The cure says
    /// what to write.
    pub fn parse(written: &str) -> Result<Self> {
        let tag = LangTag::new(written);
        let known = LANGUAGES.names.contains_key(tag.primary()) || tag.primary().len() == 3;
        let country = language_of_country(written);
        if tag.is_well_formed() && known && country.is_none() {
            return Ok(tag);
        }
        let error = Error::new(Kind::Unknown { what: "language", name: written.to_string() });
        Err(match country {
            Some(language) => error.cure(format!("write '{language}': '{written}' is a country")),
            None => error.cure("write a language tag such as ko, ko-KR, en or en-US"),
        })
    }

    /// As [`LangTag::new`], but a country code that stands for a language is read as that
    /// language (`kr` → `ko`, `KR` → `ko`, `jp` → `ja`): for mapping tags when the user asks.
    pub fn new_from_country(written: &str) -> Self {
        match language_of_country(written) {
            Some(language) => LangTag::of(written, language.to_string()),
            None => LangTag::new(written),
        }
    }

    /// `ko-KR`, Korean as written in South Korea.
    pub fn ko_kr() -> Self {
        LangTag::new("ko-KR")
    }

    /// `en-US`, English as written in the United States.
    pub fn en_us() -> Self {
        LangTag::new("en-US")
    }

    /// The tag as it was written.
    pub fn written(&self) -> &str {
        &self.0.written
    }

    /// The canonical form: `ko-KR`, `zh-Hant-TW`.
    pub fn as_str(&self) -> &str {
        &self.0.canonical
    }

    /// The language alone, in lower case: `ko`.
    pub fn primary(&self) -> &str {
        &self.as_str()[..self.0.primary]
    }

    /// The region, if the tag names one: `KR`, `419`.
    pub fn region(&self) -> Option<&str> {
        self.as_str()
            .split('-')
            .skip(1)
            .take_while(|subtag| subtag.len() > 1)
            .find(|subtag| is_region(subtag))
    }

    /// Whether the canonical form is built as a tag must be (RFC 5646 section 2.1, `xs:language`):
    /// letters first, then subtags of one to eight letters and digits.
    pub fn is_well_formed(&self) -> bool {
        is_well_formed(self.as_str())
    }

    /// Whether the tag is built as a tag must be just as it was written.
    pub fn is_written_well(&self) -> bool {
        self.0.is_written_well
    }

    /// How well the two fit; `None` when the languages differ.
    ///
    /// The order is what CAT tools do: the exact tag, then the bare language, then any region.
    pub fn matches(&self, other: &LangTag) -> Option<Fit> {
        if self == other {
            Some(Fit::Exact)
        } else if self.primary() != other.primary() || self.primary().is_empty() {
            None
        } else if self.is_bare() || other.is_bare() {
            Some(Fit::Primary)
        } else {
            Some(Fit::Region)
        }
    }

    /// English name of the language: `Korean`. `None` for languages without a two-letter code.
    pub fn english_name(&self) -> Option<&'static str> {
        LANGUAGES.names.get(self.primary()).copied()
    }

    fn is_bare(&self) -> bool {
        self.0.primary == self.0.canonical.len()
    }
}

impl fmt::Display for LangTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for LangTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LangTag({:?})", self.0.written)
    }
}

impl PartialEq for LangTag {
    fn eq(&self, other: &Self) -> bool {
        self.0.canonical == other.0.canonical
    }
}

impl Eq for LangTag {}

impl Hash for LangTag {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.canonical.hash(state);
    }
}

impl std::str::FromStr for LangTag {
    type Err = Error;

    fn from_str(written: &str) -> Result<Self> {
        LangTag::parse(written)
    }
}

impl serde::Serialize for LangTag {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Whether `tag` has the form of `xs:language`.
fn is_well_formed(tag: &str) -> bool {
    tag.split('-').enumerate().all(|(index, subtag)| {
        let fits = |c: u8| c.is_ascii_alphabetic() || (index > 0 && c.is_ascii_digit());
        (1..=8).contains(&subtag.len()) && subtag.bytes().all(fits)
    })
}

/// Two letters or three digits (RFC 5646 section 2.2.4).
fn is_region(subtag: &str) -> bool {
    (subtag.len() == 2 && subtag.bytes().all(|c| c.is_ascii_alphabetic()))
        || (subtag.len() == 3 && subtag.bytes().all(|c| c.is_ascii_digit()))
}

/// Hyphens, the shortest language code, and the case RFC 5646 section 2.1.1 recommends.
fn canonical(written: &str) -> String {
    // A POSIX locale names its character set after a point: ko_KR.UTF-8, ca_ES@valencia.
    let tag = written.trim().split(['.', '@']).next().unwrap_or_default();
    let mut canonical = String::with_capacity(tag.len());
    let mut in_extension = false;
    for (index, subtag) in tag.split(['-', '_']).enumerate() {
        let lower = subtag.to_ascii_lowercase();
        if index == 0 {
            canonical.push_str(LANGUAGES.short.get(lower.as_str()).copied().unwrap_or(&lower));
            continue;
        }
        canonical.push('-');
        if !in_extension && is_region(subtag) {
            canonical.push_str(&subtag.to_ascii_uppercase());
        } else if !in_extension && subtag.len() == 4 && subtag.is_ascii() {
            canonical.push_str(&lower[..1].to_ascii_uppercase());
            canonical.push_str(&lower[1..]);
        } else {
            canonical.push_str(&lower);
        }
        in_extension |= subtag.len() == 1;
    }
    canonical
}

/// The language that people mean when they write this country's code. `uk` is not among them: it
/// is Ukrainian as often.
fn language_of_country(code: &str) -> Option<&'static str> {
    const COUNTRIES: &[(&str, &str)] =
        &[("kr", "ko"), ("us", "en"), ("gb", "en"), ("jp", "ja"), ("cn", "zh")];
    let code = code.to_ascii_lowercase();
    COUNTRIES.iter().find(|(country, _)| *country == code).map(|(_, language)| *language)
}

struct Languages {
    /// Three-letter code → two-letter code.
    short: HashMap<&'static str, &'static str>,
    /// Two-letter code → English name.
    names: HashMap<&'static str, &'static str>,
}

static LANGUAGES: LazyLock<Languages> = LazyLock::new(|| {
    let mut languages = Languages { short: HashMap::new(), names: HashMap::new() };
    let rows = table::lines(include_str!("data/iso639.tsv"));
    for row in rows {
        let mut fields = row.split('\t');
        if let (Some(two), Some(three), Some(name)) = (fields.next(), fields.next(), fields.next())
        {
            languages.short.extend(three.split('|').map(|code| (code, two)));
            languages.names.insert(two, name);
        }
    }
    languages
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_tag_are_equal_and_stay_as_written() {
        for written in ["ko-KR", "ko_KR", "KO-kr", "kor-KR", "ko_KR.UTF-8"] {
            let tag = LangTag::new(written);
            assert_eq!(tag, LangTag::ko_kr(), "{written}");
            assert_eq!(tag.written(), written);
        }
        assert_eq!(LangTag::new("kor").as_str(), "ko");
        assert_eq!(LangTag::new("chi-hant-tw").as_str(), "zh-Hant-TW");
        assert_eq!(LangTag::new("ko-kore-kr").region(), Some("KR"));
        assert_eq!(LangTag::new("en-x-us").region(), None);
    }

    #[test]
    fn the_exact_tag_fits_best_then_the_bare_language_then_any_region() {
        let ko = LangTag::ko_kr();
        assert_eq!(ko.matches(&LangTag::new("KO_kr")), Some(Fit::Exact));
        assert_eq!(ko.matches(&LangTag::new("kor")), Some(Fit::Primary));
        assert_eq!(ko.matches(&LangTag::new("ko-KP")), Some(Fit::Region));
        assert_eq!(ko.matches(&LangTag::en_us()), None);
        assert_eq!(LangTag::new("").matches(&LangTag::new("-KR")), None);
        assert!(Fit::Exact > Fit::Primary && Fit::Primary > Fit::Region);
    }

    #[test]
    fn a_country_is_a_language_only_when_asked() {
        let error = LangTag::parse("kr").unwrap_err().to_string();
        assert!(error.contains("unknown language 'kr'") && error.contains("write 'ko'"), "{error}");
        assert_eq!(LangTag::new_from_country("KR").as_str(), "ko");
        assert_eq!(LangTag::new_from_country("en-GB").as_str(), "en-GB");
    }

    #[test]
    fn arguments_must_be_tags() {
        for wrong in ["", "korean language", "k", "*all*", "ko--KR", "한국어", "en-toolongsubtag"]
        {
            assert!(LangTag::parse(wrong).is_err(), "{wrong}");
        }
        assert!(LangTag::parse("en_US").is_ok());
        assert!(LangTag::parse("fil").is_ok());
        assert!(LangTag::parse("kau").is_ok());
    }

    #[test]
    fn names_languages_in_english() {
        assert_eq!(LangTag::ko_kr().english_name(), Some("Korean"));
        assert_eq!(LangTag::new("eng").english_name(), Some("English"));
        assert_eq!(LangTag::new("qqq").english_name(), None);
    }
}
