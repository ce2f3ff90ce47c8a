//! Which two texts of a unit are meant where a pair of languages is asked for, and the account of
//! the units that have none.
//!
//! A unit says from which language it was translated (`srclang`), else its file does for it. The
//! word of a unit counts: asked for Korean to English, a unit that was translated from English is
//! passed over. That of a file is only what its units usually are, and often the language of the
//! program that wrote it: who names the languages overrules it.

use std::collections::BTreeMap;

use super::{Unit, Variant};
use crate::lang::tag::LangTag;

/// How many different languages an account keeps apart.
const MAX_LANGS: usize = 200;
/// How many languages are named in a line.
const SHOWN: usize = 6;

/// Two languages, from which to which, in which units are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LangPair {
    /// The language that is to be the source.
    pub source: LangTag,
    /// The language that is to be the target.
    pub target: LangTag,
    /// The source language of units that do not name their own, as their file has it; `None` when
    /// any may be (`*all*`), or nothing is said.
    pub usual: Option<LangTag>,
    /// Whether units are taken that themselves say they were translated in another direction.
    pub any: bool,
}

/// Why a unit gives no pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unfit {
    /// It has no text in the source language.
    NoSource,
    /// It has no text in the target language.
    NoTarget,
    /// It has a text in neither.
    Neither,
    /// One text would be both: the two languages differ in region only.
    OneText,
    /// It says that it was translated from another language.
    OtherDirection,
}

impl LangPair {
    /// From one language to another, whatever the units say.
    pub fn any(source: LangTag, target: LangTag) -> Self {
        LangPair { source, target, usual: None, any: true }
    }

    /// The texts of the two languages: of each the one that fits best, see [`Unit::variant`].
    ///
    /// # Errors
    /// Why there are none.
    pub fn pair<'u>(&self, unit: &'u Unit) -> Result<[&'u Variant; 2], Unfit> {
        let [source, target] = match (unit.variant(&self.source), unit.variant(&self.target)) {
            (Some(source), Some(target)) => [source, target],
            (None, Some(_)) => return Err(Unfit::NoSource),
            (Some(_), None) => return Err(Unfit::NoTarget),
            (None, None) => return Err(Unfit::Neither),
        };
        if std::ptr::eq(source, target) {
            return Err(Unfit::OneText);
        }
        let own = unit.source_lang();
        let contradicts = own.is_some_and(|own| is_other(unit, &own, source));
        if contradicts && !self.any { Err(Unfit::OtherDirection) } else { Ok([source, target]) }
    }

    /// Whether the unit was translated from another language than the one that is asked for.
    fn turns(&self, unit: &Unit, source: &Variant) -> bool {
        let own = unit.source_lang_in(self.usual.as_ref());
        own.is_some_and(|own| is_other(unit, &own, source))
    }
}

/// Whether the text in this language is there and another one than this.
fn is_other(unit: &Unit, lang: &LangTag, source: &Variant) -> bool {
    unit.variant(lang).is_some_and(|own| !std::ptr::eq(own, source))
}

/// How many units gave a pair, and why others did not.
#[derive(Debug, Clone, Default)]
pub struct Pairing {
    /// Units that gave a pair.
    pub paired: usize,
    /// Those among them that were translated from another language than asked for.
    pub turned: usize,
    reasons: BTreeMap<Unfit, Languages>,
}

/// Units, and the languages they have (or say they are translated from), with how many have each.
#[derive(Debug, Clone, Default)]
struct Languages {
    units: usize,
    names: BTreeMap<String, usize>,
}

impl Pairing {
    /// As [`LangPair::pair`], and takes down what came of it.
    pub fn pair<'u>(&mut self, asked: &LangPair, unit: &'u Unit) -> Option<[&'u Variant; 2]> {
        match asked.pair(unit) {
            Ok(pair) => {
                self.paired += 1;
                self.turned += usize::from(asked.turns(unit, pair[0]));
                Some(pair)
            }
            Err(unfit) => {
                let languages = self.reasons.entry(unfit).or_default();
                languages.units += 1;
                if unfit == Unfit::OtherDirection {
                    unit.source_lang().iter().for_each(|lang| languages.add(lang));
                } else {
                    unit.variants.iter().for_each(|variant| languages.add(&variant.lang));
                }
                None
            }
        }
    }

    /// Units that gave no pair.
    pub fn unpaired(&self) -> usize {
        self.reasons.values().map(|languages| languages.units).sum()
    }

    /// How many units gave no pair for this reason.
    pub fn count(&self, unfit: Unfit) -> usize {
        self.reasons.get(&unfit).map_or(0, |languages| languages.units)
    }

    /// The languages of the units that gave no pair, the commonest first: `ko-KR, ja`.
    pub fn languages(&self) -> String {
        let mut all = Languages::default();
        for own in self.reasons.values() {
            for (name, count) in &own.names {
                *all.names.entry(name.clone()).or_default() += count;
            }
        }
        all.shown()
    }

    /// A clause for each reason, its count, and the languages there are instead:
    /// `("units without a text in en-US", 3, "they have ko-KR, ja")`.
    pub fn reasons(&self, asked: &LangPair) -> impl Iterator<Item = (String, usize, String)> {
        let LangPair { source, target, .. } = asked.clone();
        self.reasons.iter().map(move |(unfit, languages)| {
            let shown = languages.shown();
            let (what, has) = match unfit {
                Unfit::NoSource => (format!("units without a text in {source}"), "they have"),
                Unfit::NoTarget => (format!("units without a text in {target}"), "they have"),
                Unfit::Neither => {
                    (format!("units without a text in {source} and {target}"), "they have")
                }
                Unfit::OneText => {
                    (format!("units with one text for {source} and {target}"), "they have")
                }
                Unfit::OtherDirection => {
                    (format!("units not translated from {source}"), "they say from")
                }
            };
            let shown = if shown.is_empty() { "no text".to_string() } else { shown };
            (what, languages.units, format!("{has} {shown}"))
        })
    }
}

impl Languages {
    fn add(&mut self, lang: &LangTag) {
        let known = self.names.contains_key(lang.as_str());
        let name = if known || self.names.len() < MAX_LANGS { lang.as_str() } else { "…" };
        *self.names.entry(name.to_string()).or_default() += 1;
    }

    fn shown(&self) -> String {
        let mut names: Vec<_> = self.names.iter().collect();
        names.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let shown: Vec<&str> = names.iter().take(SHOWN).map(|(name, _)| name.as_str()).collect();
        let more = names.len() - shown.len();
        let shown = shown.join(", ");
        if more > 0 { format!("{shown} and {more} more") } else { shown }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(srclang: &str, texts: &[(&str, &str)]) -> Unit {
        let variant = |(lang, text): &(&str, &str)| Variant::text(LangTag::new(lang), *text);
        let mut unit = Unit { variants: texts.iter().map(variant).collect(), ..Unit::default() };
        if !srclang.is_empty() {
            unit.attributes.set("srclang", srclang);
        }
        unit
    }

    fn asked(source: &str, target: &str, usual: Option<&str>) -> LangPair {
        let [source, target] = [source, target].map(LangTag::new);
        LangPair { source, target, usual: usual.map(LangTag::new), any: false }
    }

    const BOTH: [(&str, &str); 2] =
        [("en-US", "Exports rose 12% in July."), ("ko-KR", "7월 수출은 12% 늘었다.")];

    #[test]
    fn the_word_of_a_unit_is_heard_before_that_of_its_file() {
        let from_korean = asked("ko", "en", Some("en"));
        for own in ["ko", "KO-kr", "kor", "ko_KR", "*all*", "all", ""] {
            let unit = unit(own, &BOTH);
            let [source, target] = from_korean.pair(&unit).unwrap();
            assert_eq!((source.lang.as_str(), target.lang.as_str()), ("ko-KR", "en-US"), "{own}");
        }
        for own in ["en-US", "en", "eng", "EN_us"] {
            assert_eq!(from_korean.pair(&unit(own, &BOTH)), Err(Unfit::OtherDirection), "{own}");
            assert!(asked("en", "ko", Some("ko")).pair(&unit(own, &BOTH)).is_ok(), "{own}");
        }
    }

    #[test]
    fn a_source_language_without_a_text_says_nothing() {
        assert!(asked("ko", "en", None).pair(&unit("fr", &BOTH)).is_ok());
    }

    #[test]
    fn regions_tell_directions_apart() {
        let texts = [("en-US", "labor costs"), ("en-GB", "labour costs")];
        let american = asked("en-US", "en-GB", None);
        assert!(american.pair(&unit("en-US", &texts)).is_ok());
        assert_eq!(american.pair(&unit("en-GB", &texts)), Err(Unfit::OtherDirection));
        assert_eq!(american.pair(&unit("", &texts[..1])), Err(Unfit::OneText));
    }

    #[test]
    fn the_account_adds_up_and_names_the_languages() {
        let pair = asked("ko", "en", Some("en"));
        let units = [
            unit("ko", &BOTH),
            unit("", &BOTH),
            unit("en", &BOTH),
            unit("", &BOTH[1..]),
            unit("", &[("ja", "輸出"), ("ko", "수출")]),
            unit("", &BOTH[..1]),
            unit("", &[("zh-Hans", "出口")]),
            unit("", &[]),
        ];
        let mut pairing = Pairing::default();
        units.iter().for_each(|unit| {
            pairing.pair(&pair, unit);
        });
        assert_eq!((pairing.paired, pairing.turned, pairing.unpaired()), (2, 1, 6));
        let said: Vec<_> = pairing.reasons(&pair).collect();
        let wanted = [
            ("units without a text in ko", 1, "they have en-US"),
            ("units without a text in en", 2, "they have ja, ko, ko-KR"),
            ("units without a text in ko and en", 2, "they have zh-Hans"),
            ("units not translated from ko", 1, "they say from en"),
        ];
        assert_eq!(said, wanted.map(|(what, n, has)| (what.to_string(), n, has.to_string())));
        assert_eq!(pairing.count(Unfit::NoTarget), 2);
        assert!(LangPair { any: true, ..pair }.pair(&units[2]).is_ok());
    }
}
