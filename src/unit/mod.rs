//! The hub of the program: a text with its translation, and what is known of the two.
//!
//! Layer 3. Alignment and every bilingual reader make units; checks, reports and writers take
//! them, and need not know who made one. A [`Unit`] holds all that TMX can say of a translation
//! unit, without loss and in its order, under TMX's names; most users need only
//! [`Unit::pair`], [`Unit::as_pair`] and [`Unit::set_prop`]:
//!
//! ```
//! use jjak::lang::tag::LangTag;
//! use jjak::unit::{Unit, Variant};
//!
//! let (ko, en) = (LangTag::ko_kr(), LangTag::en_us());
//! let mut unit = Unit::pair(Variant::text(ko.clone(), "수율이 올랐다."), Variant::text(en.clone(), "Yields rose."));
//! unit.set_prop("x-jjak-confidence", "0.97");
//!
//! let pair = unit.as_pair(1, &ko, &en).unwrap();
//! assert_eq!((&*pair.source, &*pair.target), ("수율이 올랐다.", "Yields rose."));
//! ```

mod annotation;
mod attributes;
pub mod date;
pub mod inline;
pub mod markup;
pub mod pairing;

use std::borrow::Cow;

use compact_str::CompactString;

use crate::lang::tag::{Fit, LangTag};

pub use annotation::{Annotation, Annotations, Note, Prop};
pub use attributes::Attributes;
pub use inline::{Code, CodeKind, Content, Inline};

/// The prop that names the document a unit comes from.
pub const DOCUMENT_PROP: &str = "x-document";

/// A source text with its translation or translations: TMX `tu`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unit {
    /// What TMX writes as attributes (`tuid`, `creationdate`, `srclang` ...), in order.
    pub attributes: Attributes,
    /// Notes, props and foreign elements, in order.
    pub annotations: Annotations,
    /// One text per language, in order; a language may come more than once.
    pub variants: Vec<Variant>,
}

/// One language's side of a unit: TMX `tuv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// The language of the text.
    pub lang: LangTag,
    /// What TMX writes as attributes, in order, without the language.
    pub attributes: Attributes,
    /// Notes, props and foreign elements, in order.
    pub annotations: Annotations,
    /// The text with its inline codes.
    pub content: Content,
}

/// The two texts of a unit that a bilingual check looks at, less their codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair<'a> {
    /// Number of the unit in its file, counted from 1.
    pub number: usize,
    /// Text of the source language.
    pub source: Cow<'a, str>,
    /// Text of the target language.
    pub target: Cow<'a, str>,
}

impl Unit {
    /// A bilingual unit.
    pub fn pair(source: Variant, target: Variant) -> Self {
        Unit { variants: vec![source, target], ..Unit::default() }
    }

    /// The id of the unit (`tuid`): need not be a number, nor unique.
    pub fn id(&self) -> Option<&str> {
        self.attributes.get("tuid")
    }

    /// Sets the id of the unit.
    pub fn set_id(&mut self, id: impl Into<CompactString>) {
        self.attributes.set("tuid", id);
    }

    /// The source language the unit itself names (`srclang`); `*all*` and its kin count as none.
    pub fn source_lang(&self) -> Option<LangTag> {
        self.attributes.get("srclang").and_then(source_lang)
    }

    /// The source language of the unit in a file whose header names this one: its own word wins,
    /// also where it says that any language may be the source, for which this is `None`.
    pub fn source_lang_in(&self, header: Option<&LangTag>) -> Option<LangTag> {
        match self.attributes.get("srclang") {
            Some(written) => source_lang(written),
            None => header.cloned(),
        }
    }

    /// The variant that fits the language best: the exact tag, else the bare language, else any
    /// region; of equals the first.
    pub fn variant(&self, lang: &LangTag) -> Option<&Variant> {
        let mut best: Option<(Fit, &Variant)> = None;
        for variant in &self.variants {
            if let Some(fit) = variant.lang.matches(lang)
                && best.is_none_or(|(found, _)| fit > found)
            {
                best = Some((fit, variant));
            }
        }
        best.map(|(_, variant)| variant)
    }

    /// The texts of the two languages; `None` when the unit lacks one of them, or the same
    /// variant would be both (the languages differ in region only).
    pub fn as_pair(&self, number: usize, source: &LangTag, target: &LangTag) -> Option<Pair<'_>> {
        let [source, target] = self.both(source, target)?;
        let (source, target) = (source.content.plain_text(), target.content.plain_text());
        Some(Pair { number, source, target })
    }

    /// The variants of the two languages; `None` as for [`Unit::as_pair`].
    pub fn both(&self, source: &LangTag, target: &LangTag) -> Option<[&Variant; 2]> {
        let (source, target) = (self.variant(source)?, self.variant(target)?);
        (!std::ptr::eq(source, target)).then_some([source, target])
    }

    /// The text of the first prop of this type.
    pub fn prop(&self, kind: &str) -> Option<&str> {
        self.annotations.prop(kind)
    }

    /// Sets the prop of this type: changes the first one, or adds it as the last.
    /// Types of one's own begin with `x-`.
    pub fn set_prop(&mut self, kind: impl Into<String>, text: impl Into<String>) {
        self.annotations.set_prop(kind, text);
    }

    /// When the unit was made (`creationdate`), if that is said in a form that can be read.
    pub fn created(&self) -> Option<jiff::Timestamp> {
        self.attributes.get("creationdate").and_then(date::parse)
    }

    /// When the unit was last changed (`changedate`), if that is said in a form that can be read.
    pub fn changed(&self) -> Option<jiff::Timestamp> {
        self.attributes.get("changedate").and_then(date::parse)
    }

    /// When the unit or one of its variants was last changed or, where that is not said, made.
    pub fn last_touched(&self) -> Option<jiff::Timestamp> {
        let own = std::iter::once(&self.attributes);
        let all = own.chain(self.variants.iter().map(|variant| &variant.attributes));
        let said = |attributes: &Attributes| {
            let written = attributes.get("changedate").or_else(|| attributes.get("creationdate"));
            written.and_then(date::parse)
        };
        all.filter_map(said).max()
    }

    /// Says when the unit was made.
    pub fn set_created(&mut self, when: jiff::Timestamp) {
        self.attributes.set("creationdate", date::format(when));
    }
}

impl Variant {
    /// A variant of plain text.
    pub fn text(lang: LangTag, text: impl Into<String>) -> Self {
        Variant::new(lang, Content::from_text(text))
    }

    /// A variant with nothing but its content.
    pub fn new(lang: LangTag, content: Content) -> Self {
        let (attributes, annotations) = (Attributes::default(), Annotations::default());
        Variant { lang, attributes, annotations, content }
    }
}

/// Reads a `srclang` value: `None` for `*all*`, as the standard has it, and for the `all` and
/// nothing at all that tools write in its place.
pub fn source_lang(value: &str) -> Option<LangTag> {
    let value = value.trim();
    let any =
        value.is_empty() || value == "*" || value.trim_matches('*').eq_ignore_ascii_case("all");
    (!any).then(|| LangTag::new(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variant(lang: &str, text: &str) -> Variant {
        Variant::text(LangTag::new(lang), text)
    }

    #[test]
    fn finds_the_variant_that_fits_best() {
        let unit = Unit {
            variants: vec![
                variant("en-GB", "colour"),
                variant("en", "any"),
                variant("en_US", "color"),
                variant("ko", "색"),
            ],
            ..Unit::default()
        };
        let text = |lang: &str| unit.variant(&LangTag::new(lang)).map(|v| v.content.plain_text());
        assert_eq!(text("en-US").unwrap(), "color");
        assert_eq!(text("en-AU").unwrap(), "any");
        assert_eq!(text("eng").unwrap(), "any");
        assert_eq!(text("ko-KR").unwrap(), "색");
        assert_eq!(text("ja"), None);
    }

    #[test]
    fn one_variant_is_not_a_pair() {
        let unit = Unit { variants: vec![variant("en-GB", "colour")], ..Unit::default() };
        assert_eq!(unit.as_pair(1, &LangTag::en_us(), &LangTag::new("en-GB")), None);
    }

    #[test]
    fn all_is_no_source_language() {
        for any in ["*all*", "all", "*ALL*", "", " "] {
            assert_eq!(source_lang(any), None, "{any:?}");
        }
        assert_eq!(source_lang("KO-KR"), Some(LangTag::ko_kr()));
    }

    #[test]
    fn the_unit_says_its_source_language_before_the_header() {
        let header = LangTag::en_us();
        let mut unit = Unit::pair(variant("ko", "칩"), variant("en", "chip"));
        assert_eq!(unit.source_lang_in(Some(&header)), Some(header.clone()));
        unit.attributes.set("srclang", "KOR");
        assert_eq!(unit.source_lang_in(Some(&header)), Some(LangTag::new("ko")));
        unit.attributes.set("srclang", "*all*");
        assert_eq!(unit.source_lang_in(Some(&header)), None);
    }

    #[test]
    fn a_prop_is_set_once_and_keeps_its_place() {
        let mut unit = Unit::pair(variant("ko", "칩"), variant("en", "chip"));
        unit.set_prop("x-file", "기사.txt");
        unit.set_prop("x-jjak-confidence", "0.5");
        unit.set_prop("x-file", "article.txt");
        let props: Vec<_> = unit.annotations.props().map(|p| (p.kind(), p.text.as_str())).collect();
        assert_eq!(props, [(Some("x-file"), "article.txt"), (Some("x-jjak-confidence"), "0.5")]);
    }
}
