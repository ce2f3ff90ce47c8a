//! What is in a memory: languages, dates, users, props, codes, duplicates.

use std::collections::{BTreeMap, HashSet};
use std::hash::{BuildHasher, Hash, Hasher, RandomState};

use serde::Serialize;

use crate::lang::tag::LangTag;
use crate::unit::{Annotations, Attributes, Unit};

/// How many different names a list keeps apart before it only counts.
const MAX_NAMES: usize = 1000;
/// How many units are remembered (by a hash each) to tell duplicates: 8 bytes each, some over.
const MAX_HASHES: usize = 2_000_000;

/// Counts over the units of a memory.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Statistics {
    /// Units.
    pub units: usize,
    /// Per language as written: how many variants, how many characters and words of text.
    pub languages: BTreeMap<String, Text>,
    /// Units by how many variants they have.
    pub variants: BTreeMap<usize, usize>,
    /// Creation and change dates of units, as written: the earliest and the latest.
    pub dates: Option<(String, String)>,
    /// Who made or changed units: how many they touched last.
    pub users: BTreeMap<String, usize>,
    /// Types of props, and how many there are.
    pub props: BTreeMap<String, usize>,
    /// Kinds of inline codes, and how many there are.
    pub codes: BTreeMap<String, usize>,
    /// Notes.
    pub notes: usize,
    /// Units all of whose texts came before in one unit.
    pub duplicates: usize,
    /// Whether there were more units than duplicates can be told of.
    pub duplicates_unsure: bool,
    #[serde(skip)]
    seen: Seen,
}

/// Counts over the texts of a language.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Text {
    /// Variants.
    pub variants: usize,
    /// Variants without text.
    pub empty: usize,
    /// Characters, less codes.
    pub characters: usize,
    /// Words: what stands between blanks.
    pub words: usize,
}

/// Hashes of the units that came before.
#[derive(Debug, Clone, Default)]
struct Seen {
    hashes: HashSet<u64>,
    state: RandomState,
}

impl Statistics {
    /// Counts a unit.
    pub fn add(&mut self, unit: &Unit) {
        self.units += 1;
        count_at(&mut self.variants, unit.variants.len());
        self.add_attributes(&unit.attributes);
        self.add_annotations(&unit.annotations);
        for variant in &unit.variants {
            let text = variant.content.plain_text();
            let counts = match self.languages.get_mut(variant.lang.written()) {
                Some(counts) => counts,
                None => self.languages.entry(variant.lang.written().to_string()).or_default(),
            };
            counts.variants += 1;
            counts.empty += usize::from(text.trim().is_empty());
            counts.characters += text.chars().count();
            counts.words += text.split_whitespace().count();
            self.add_annotations(&variant.annotations);
            if !variant.content.is_plain() {
                for code in variant.content.codes() {
                    count(&mut self.codes, code.kind.name());
                }
            }
        }
        self.add_duplicate(unit);
    }

    fn add_attributes(&mut self, attributes: &Attributes) {
        let user = attributes.get("changeid").or_else(|| attributes.get("creationid"));
        if let Some(user) = user {
            count(&mut self.users, user);
        }
        for name in ["creationdate", "changedate"] {
            let Some(date) = attributes.get(name).filter(|date| is_date(date)) else { continue };
            match &mut self.dates {
                None => self.dates = Some((date.to_string(), date.to_string())),
                Some((first, _)) if date < first.as_str() => *first = date.to_string(),
                Some((_, last)) if date > last.as_str() => *last = date.to_string(),
                Some(_) => {}
            }
        }
    }

    fn add_annotations(&mut self, annotations: &Annotations) {
        for prop in annotations.props() {
            count(&mut self.props, prop.kind().unwrap_or("(no type)"));
        }
        self.notes += annotations.notes().count();
    }

    fn add_duplicate(&mut self, unit: &Unit) {
        let mut hasher = self.seen.state.build_hasher();
        for variant in &unit.variants {
            variant.lang.hash(&mut hasher);
            variant.content.plain_text().hash(&mut hasher);
        }
        let hash = hasher.finish();
        if self.seen.hashes.contains(&hash) {
            self.duplicates += 1;
        } else if self.seen.hashes.len() < MAX_HASHES {
            self.seen.hashes.insert(hash);
        } else {
            self.duplicates_unsure = true;
        }
    }

    /// How many variants are in a language that fits.
    pub fn in_language(&self, lang: &LangTag) -> usize {
        let fits = |written: &str| LangTag::new(written).matches(lang).is_some();
        let own = self.languages.iter().filter(|(written, _)| fits(written));
        own.map(|(_, counts)| counts.variants).sum()
    }
}

/// Whether this sorts as dates do: `YYYYMMDDThhmmssZ`.
fn is_date(written: &str) -> bool {
    written.len() == 16 && written.bytes().take(8).all(|byte| byte.is_ascii_digit())
}

fn count_at(counts: &mut BTreeMap<usize, usize>, key: usize) {
    *counts.entry(key).or_default() += 1;
}

/// Counts a name; names past the bound together as `…`.
fn count(counts: &mut BTreeMap<String, usize>, name: &str) {
    if let Some(count) = counts.get_mut(name) {
        *count += 1;
        return;
    }
    let name = if counts.len() < MAX_NAMES { name } else { "…" };
    *counts.entry(name.to_string()).or_default() += 1;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::Variant;

    #[test]
    fn counts_what_a_person_would() {
        let unit = |ko: &str, en: &str, user: &str, date: &str| {
            let mut unit = Unit::pair(
                Variant::text(LangTag::ko_kr(), ko),
                Variant::text(LangTag::en_us(), en),
            );
            unit.attributes.set("creationid", user);
            unit.attributes.set("creationdate", date);
            unit.set_prop("x-file", "기사.txt");
            unit
        };
        let mut statistics = Statistics::default();
        statistics.add(&unit("수율이 올랐다", "Yields rose", "김", "20260301T090000Z"));
        statistics.add(&unit("수율이 올랐다", "Yields rose", "이", "20250301T090000Z"));
        statistics.add(&unit("수율이 올랐다", "", "이", "어제"));
        assert_eq!((statistics.units, statistics.duplicates), (3, 1));
        let english = Text { variants: 3, empty: 1, characters: 22, words: 4 };
        assert_eq!(statistics.languages["en-US"], english);
        assert_eq!(statistics.users["이"], 2);
        assert_eq!(statistics.props["x-file"], 3);
        let dates = ("20250301T090000Z".to_string(), "20260301T090000Z".to_string());
        assert_eq!(statistics.dates, Some(dates));
        assert_eq!(statistics.in_language(&LangTag::new("ko")), 3);
    }
}
