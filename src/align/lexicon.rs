//! The Korean-English lexicon: which English words a Korean word is usually translated by.
//!
//! The core lexicon is `data/lexicon.tsv`, embedded. Lookup works on a run of Hangul: the longest
//! headword at each place, so a compound (반도체산업) gives its parts and particles fall off the
//! end. Verbs and adjectives are found by the beginnings of their conjugated forms.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use crate::lang::ko::stem::{self, Link};
use crate::lang::ko::tail;
use crate::text::table::lines;

/// The table that is shipped.
const CORE: &str = include_str!("data/lexicon.tsv");
/// Letters of the longest headword that lookup tries.
const LONGEST: usize = 12;

/// A dictionary from Korean headwords to English alternatives.
pub struct Lexicon {
    headwords: Vec<&'static str>,
    english: Vec<&'static str>,
    /// Entry of each headword.
    places: HashMap<&'static str, u32>,
    forms: HashMap<Cow<'static, str>, Vec<Sense>>,
}

/// One headword that a form may stand for.
#[derive(Debug, Clone, Copy)]
struct Sense {
    entry: u32,
    /// How a verb form continues; `None` for words that do not conjugate.
    link: Option<Link>,
}

impl Lexicon {
    /// The lexicon that ships with the program.
    pub fn core() -> &'static Lexicon {
        static READ: OnceLock<Lexicon> = OnceLock::new();
        READ.get_or_init(|| Lexicon::of(lines(CORE)))
    }

    /// The core lexicon with only so many of a hundred headwords, picked by their spelling: to see
    /// how the aligner does on texts whose words it lacks.
    pub fn core_share(percent: u64) -> Lexicon {
        // FNV-1a; its low bits are the worse ones.
        let mixed = |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let number = |line: &str| {
            let headword = line.split('\t').next().unwrap_or(line);
            headword.bytes().fold(0xcbf2_9ce4_8422_2325, mixed) >> 20
        };
        Lexicon::of(lines(CORE).filter(|line| number(line) % 100 < percent))
    }

    /// Reads `headword<TAB>part of speech<TAB>english|english` rows.
    fn of(rows: impl Iterator<Item = &'static str>) -> Lexicon {
        let mut lexicon = Lexicon {
            headwords: Vec::new(),
            english: Vec::new(),
            places: HashMap::new(),
            forms: HashMap::new(),
        };
        lexicon.forms.reserve(24_000);
        for line in rows {
            let mut cells = line.split('\t');
            let (Some(headword), Some(part), Some(english)) =
                (cells.next(), cells.next(), cells.next())
            else {
                continue;
            };
            let entry = lexicon.english.len() as u32;
            lexicon.headwords.push(headword);
            lexicon.english.push(english);
            lexicon.places.insert(headword, entry);
            if part == "v" {
                for form in stem::forms(headword) {
                    lexicon.add(form.text.into(), Sense { entry, link: Some(form.link) });
                }
            } else {
                lexicon.add(headword.into(), Sense { entry, link: None });
            }
        }
        lexicon
    }

    fn add(&mut self, form: Cow<'static, str>, sense: Sense) {
        let senses = self.forms.entry(form).or_default();
        if !senses.iter().any(|s| s.entry == sense.entry && s.link == sense.link) {
            senses.push(sense);
        }
    }

    /// How many headwords it has.
    pub fn len(&self) -> usize {
        self.english.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.english.is_empty()
    }

    /// The English alternatives of an entry that [`Lexicon::entries`] gave.
    pub fn english(&self, entry: u32) -> impl Iterator<Item = &'static str> + use<> {
        self.english[entry as usize].split('|')
    }

    /// The headword of an entry: a noun, or a verb in dictionary form.
    pub fn headword(&self, entry: u32) -> &'static str {
        self.headwords[entry as usize]
    }

    /// The English alternatives of a headword; none when it is no headword.
    pub fn translations(&self, headword: &str) -> impl Iterator<Item = &'static str> + use<> {
        let entry = self.places.get(headword);
        let english = entry.map(|&entry| self.english[entry as usize].split('|'));
        english.into_iter().flatten()
    }

    /// Whether it lists the word as one that does not conjugate.
    pub fn is_noun(&self, word: &str) -> bool {
        let senses = self.forms.get(word).map_or(&[][..], Vec::as_slice);
        senses.iter().any(|sense| sense.link.is_none())
    }

    /// The entries found in a run of Hangul syllables, in reading order, and whether the run is
    /// made of known words (particles and endings apart).
    pub fn entries(&self, run: &str) -> (Vec<u32>, bool) {
        let mut found = Vec::new();
        let mut known = true;
        let mut at = 0;
        while at < run.len() {
            match self.longest(run, at) {
                Some((length, entries)) => {
                    found.extend(entries);
                    at += length;
                }
                None => {
                    let next = run[at..].chars().next().map_or(1, char::len_utf8);
                    let tail = at > 0 && is_tail(run, at);
                    if tail {
                        break;
                    }
                    known &= !found.is_empty() && run[at..].chars().count() <= 2;
                    at += next;
                }
            }
        }
        (found, known && at > 0)
    }

    /// The longest form that begins at byte `at`, with its length in bytes and its entries.
    fn longest(&self, run: &str, at: usize) -> Option<(usize, Vec<u32>)> {
        let rest = &run[at..];
        let mut ends = [0; LONGEST];
        let mut count = 0;
        for (start, c) in rest.char_indices().take(LONGEST) {
            ends[count] = start + c.len_utf8();
            count += 1;
        }
        for letters in (1..=count).rev() {
            let end = ends[letters - 1];
            let Some(senses) = self.forms.get(&rest[..end]) else { continue };
            let fits = |sense: &&Sense| match sense.link {
                // A conjugated form begins its eojeol; a short one must also go on as one.
                Some(link) => at == 0 && (letters > 2 || link.allows(&rest[end..])),
                // One syllable is a word only when nothing but a particle is left.
                None => letters > 1 || (at == 0 && is_tail(run, end)),
            };
            let mut entries: Vec<u32> = senses.iter().filter(fits).map(|s| s.entry).collect();
            entries.dedup();
            if !entries.is_empty() {
                return Some((end, entries));
            }
        }
        None
    }
}

/// Whether what stands from byte `at` on is nothing, or particles and endings only.
fn is_tail(run: &str, at: usize) -> bool {
    let rest = &run[at..];
    rest.is_empty() || run[..at].chars().next_back().is_some_and(|last| tail::is_tail(last, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english(run: &str) -> Vec<&'static str> {
        let lexicon = Lexicon::core();
        lexicon.entries(run).0.iter().flat_map(|&entry| lexicon.english(entry)).collect()
    }

    #[test]
    fn finds_nouns_with_particles_compounds_and_verbs() {
        assert!(english("정부는").contains(&"government"));
        assert!(english("정부예산안이").contains(&"budget"));
        assert!(english("밝혔다").contains(&"announce"));
        assert!(english("어려운").contains(&"difficult"));
    }

    #[test]
    fn a_name_is_not_known() {
        assert!(!Lexicon::core().entries("쿤룬신은").1);
        assert!(Lexicon::core().entries("정부는").1);
    }

    #[test]
    fn every_line_is_whole_and_no_headword_stands_twice() {
        let mut seen = std::collections::HashSet::new();
        for (n, line) in include_str!("data/lexicon.tsv").lines().enumerate() {
            if line.starts_with('#') {
                continue;
            }
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 3, "line {}: {line}", n + 1);
            assert!(cells.iter().all(|c| !c.is_empty() && c.trim() == *c), "line {}", n + 1);
            assert!(["n", "v", "a", "name"].contains(&cells[1]), "line {}: {line}", n + 1);
            assert_eq!(cells[1] == "v", !stem::forms(cells[0]).is_empty() && cells[1] == "v");
            assert!(cells[2].split('|').all(|e| !e.is_empty() && e.trim() == e), "{line}");
            assert!(seen.insert(cells[0]), "line {}: {} stands twice", n + 1, cells[0]);
        }
    }
}
