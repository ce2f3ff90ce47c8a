//! What is in a memory: languages, dates, users, props, codes, duplicates.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hash, Hasher};
use std::io::BufRead;

use foldhash::quality::FixedState;
use serde::Serialize;

use super::extent::measure;
use super::reader::Reader;
use super::sorter::Sorter;
use crate::error::Result;
use crate::lang::tag::LangTag;
use crate::unit::{Annotations, Attributes, Unit};

/// How many different names a list keeps apart before it only counts.
const MAX_NAMES: usize = 1000;

/// Counts over the units of a memory.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
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

impl Statistics {
    /// Counts what is left of a file, on all cores.
    ///
    /// # Errors
    /// Those of the reader; `Kind::Io` when there is no room for a temporary file, which more than
    /// two million units take.
    pub fn of<R: BufRead + Send>(reader: &mut Reader<R>) -> Result<Statistics> {
        let mut all = Survey::default();
        let mut hashes = Sorter::<1>::default();
        let mut add = |part: Survey| {
            all.statistics.add(part.statistics);
            part.hashes.into_iter().try_for_each(|hash| hashes.push([hash]))
        };
        if reader.is_lenient() {
            for unit in reader {
                let mut part = Survey::default();
                part.add(&unit?);
                add(part)?;
            }
        } else {
            let mut failed = Ok(());
            reader.in_pieces(Survey::of, |before, part| {
                let part = part.map_err(|error| match error.place().unit {
                    Some(unit) => error.in_unit(before + unit),
                    None => error,
                });
                if failed.is_ok() {
                    failed = part.and_then(&mut add);
                }
            })?;
            failed?;
        }
        let mut last = None;
        for hash in hashes.sorted()? {
            let hash = Some(hash?);
            all.statistics.duplicates += usize::from(hash == last);
            last = hash;
        }
        Ok(all.statistics)
    }

    /// Adds the counts over other units, less duplicates.
    fn add(&mut self, other: Statistics) {
        self.units += other.units;
        self.notes += other.notes;
        for (lang, counts) in other.languages {
            let own = self.languages.entry(lang).or_default();
            own.variants += counts.variants;
            own.empty += counts.empty;
            own.characters += counts.characters;
            own.words += counts.words;
        }
        for (size, units) in other.variants {
            *self.variants.entry(size).or_default() += units;
        }
        for (own, other) in [
            (&mut self.users, other.users),
            (&mut self.props, other.props),
            (&mut self.codes, other.codes),
        ] {
            other.iter().for_each(|(name, count)| add_count(own, name, *count));
        }
        if let Some((first, last)) = other.dates {
            self.add_date(&first);
            self.add_date(&last);
        }
    }

    /// How many variants are in a language that fits.
    pub fn in_language(&self, lang: &LangTag) -> usize {
        let fits = |written: &str| LangTag::new(written).matches(lang).is_some();
        let own = self.languages.iter().filter(|(written, _)| fits(written));
        own.map(|(_, counts)| counts.variants).sum()
    }

    fn add_date(&mut self, date: &str) {
        match &mut self.dates {
            None => self.dates = Some((date.to_string(), date.to_string())),
            Some((first, _)) if date < first.as_str() => *first = date.to_string(),
            Some((_, last)) if date > last.as_str() => *last = date.to_string(),
            Some(_) => {}
        }
    }

    fn add_attributes(&mut self, attributes: &Attributes) {
        let (mut maker, mut changer) = (None, None);
        for (name, value) in attributes.iter() {
            match name {
                "creationid" => maker = Some(value),
                "changeid" => changer = Some(value),
                "creationdate" | "changedate" if is_date(value) => self.add_date(value),
                _ => {}
            }
        }
        if let Some(user) = changer.or(maker) {
            add_count(&mut self.users, user, 1);
        }
    }

    fn add_annotations(&mut self, annotations: &Annotations) {
        for prop in annotations.props() {
            add_count(&mut self.props, prop.kind().unwrap_or("(no type)"), 1);
        }
        self.notes += annotations.notes().count();
    }
}

/// Counts with the hashes that tell duplicates.
#[derive(Debug, Default)]
struct Survey {
    statistics: Statistics,
    hashes: Vec<u64>,
    /// Where a text is pieced together.
    buffer: String,
}

impl Survey {
    /// Counts the units of a reader.
    fn of<R: BufRead>(reader: &mut Reader<R>) -> Result<Survey> {
        let (mut survey, mut unit) = (Survey::default(), Unit::default());
        while reader.read(&mut unit)? {
            survey.add(&unit);
        }
        Ok(survey)
    }

    fn add(&mut self, unit: &Unit) {
        let statistics = &mut self.statistics;
        statistics.units += 1;
        *statistics.variants.entry(unit.variants.len()).or_default() += 1;
        statistics.add_attributes(&unit.attributes);
        statistics.add_annotations(&unit.annotations);
        // The same in every part of a file, so that hashes can be compared.
        let mut hasher = FixedState::default().build_hasher();
        for variant in &unit.variants {
            let text = variant.content.plain_text_in(&mut self.buffer);
            let (characters, words) = measure(text);
            let counts = match statistics.languages.get_mut(variant.lang.written()) {
                Some(counts) => counts,
                None => statistics.languages.entry(variant.lang.written().into()).or_default(),
            };
            counts.variants += 1;
            counts.empty += usize::from(words == 0);
            counts.characters += characters;
            counts.words += words;
            statistics.add_annotations(&variant.annotations);
            let codes = &mut statistics.codes;
            variant.content.each_code(&mut |code| add_count(codes, code.kind.name(), 1));
            variant.lang.hash(&mut hasher);
            text.hash(&mut hasher);
        }
        self.hashes.push(hasher.finish());
    }
}

/// Whether this sorts as dates do: `YYYYMMDDThhmmssZ`.
fn is_date(written: &str) -> bool {
    written.len() == 16 && written.bytes().take(8).all(|byte| byte.is_ascii_digit())
}

/// Counts a name; names past the bound together as `…`.
fn add_count(counts: &mut BTreeMap<String, usize>, name: &str, more: usize) {
    if let Some(count) = counts.get_mut(name) {
        *count += more;
        return;
    }
    let name = if counts.len() < MAX_NAMES { name } else { "…" };
    *counts.entry(name.to_string()).or_default() += more;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tmx::{Header, Writer};
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
        let header = Header::new(&LangTag::ko_kr(), jiff::Timestamp::UNIX_EPOCH);
        let mut file = Vec::new();
        let mut writer = Writer::new(&mut file, &header).unwrap();
        for unit in [
            unit("수율이 올랐다", "Yields rose", "김", "20260301T090000Z"),
            unit("수율이 올랐다", "Yields rose", "이", "20250301T090000Z"),
            unit("수율이 올랐다", "", "이", "어제"),
        ] {
            writer.write(&unit).unwrap();
        }
        writer.finish().unwrap();
        let statistics = Statistics::of(&mut Reader::new(file.as_slice()).unwrap()).unwrap();
        let lenient = Statistics::of(&mut Reader::lenient(file.as_slice()).unwrap()).unwrap();
        assert_eq!(lenient, statistics);
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
