//! Does a Korean word sound like an English one? 쿤룬 and Kunlun, 파운드리 and foundry.
//!
//! Names and loanwords cross between the languages by sound, so a likeness of sound ties two
//! sentences together without any dictionary. Both words are turned into units, each a set of
//! merged sound classes (ㄱㄲㅋ are one class, so are English *p b f v*), because Hangul spelling
//! keeps classes apart that it merges in another word. Two weighted edit distances are taken, over
//! all units and over the consonants alone, and mixed 0.4 to 0.6: vowels vary most
//! (cf. Knight and Graehl, *Machine Transliteration*, 1998, for the problem; Kondrak, *A New
//! Algorithm for the Alignment of Phonetic Sequences*, 2000, for graded costs). The letter tables
//! are `data/sound_ko.tsv` and `data/sound_en.tsv`.

mod index;

use std::sync::OnceLock;

use super::hangul::{self, Syllable};
use crate::text::table::rows;

pub use index::Index;

/// Two words at or above this likeness are taken for the same name or loanword.
pub const ALIKE: f64 = 0.62;

/// Classes by the names that the tables use; the bit is the place in this list.
const CLASSES: [&str; 15] =
    ["K", "T", "P", "S", "C", "N", "M", "NG", "L", "H", "a", "e", "i", "o", "u"];
const CONSONANTS: u16 = (1 << 10) - 1;
const NASALS: u16 = 1 << 5 | 1 << 7;
/// What a consonant costs; costs are whole numbers, so that they are the same everywhere.
const COST: f64 = 20.0;

/// One sound: the classes it may belong to, and whether the other language may leave it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Unit {
    classes: u16,
    silent: bool,
}

impl Unit {
    fn is_consonant(self) -> bool {
        self.classes & CONSONANTS != 0
    }

    /// What leaving the unit out costs, in [`COST`]s.
    fn gap(self) -> u32 {
        match (self.is_consonant(), self.silent) {
            (true, false) => 20,
            (true, true) => 6,
            (false, false) => 10,
            (false, true) => 2,
        }
    }

    /// What putting `other` in its place costs.
    fn change(self, other: Unit) -> u32 {
        if self.classes & other.classes != 0 {
            0
        } else if self.is_consonant() != other.is_consonant() {
            40
        } else if !self.is_consonant() || self.is_nasal() && other.is_nasal() {
            10
        } else {
            20
        }
    }

    fn is_nasal(self) -> bool {
        self.classes & NASALS != 0
    }
}

/// A word as a sequence of sound classes, to compare with [`Sound::likeness`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sound {
    units: Vec<Unit>,
    consonants: Vec<Unit>,
    /// What leaving out all units costs, and all consonants.
    weight: u32,
    consonant_weight: u32,
    /// The classes that any of the consonants may belong to.
    consonant_classes: u16,
}

impl Sound {
    /// The sound of a Hangul word; characters other than syllables are passed over.
    pub fn of_korean(word: &str) -> Sound {
        let mut units = Vec::new();
        for Syllable { first, vowel, last } in word.chars().filter_map(hangul::decompose) {
            let table = korean_table();
            units.extend(table.first(first));
            units.extend(table.vowel(vowel));
            if let Some(last) = last {
                // A double final is heard by its first letter: 값 as 갑.
                let heard = match last {
                    'ㄳ' => 'ㄱ',
                    'ㄵ' | 'ㄶ' => 'ㄴ',
                    'ㄼ' | 'ㄽ' | 'ㄾ' | 'ㅀ' => 'ㄹ',
                    'ㄺ' => 'ㄱ',
                    'ㄻ' => 'ㅁ',
                    'ㄿ' | 'ㅄ' => 'ㅂ',
                    single => single,
                };
                units.extend(table.last(heard));
            }
        }
        Sound::of_units(units)
    }

    /// The sound of an English word, a pinyin or a romanised name; case does not count, and
    /// characters other than ASCII letters are passed over.
    pub fn of_english(word: &str) -> Sound {
        let letters: String = word
            .chars()
            .filter(char::is_ascii_alphabetic)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        let mut units = Vec::new();
        let mut at = 0;
        while at < letters.len() {
            let rule = english_rules(letters.as_bytes()[at]);
            let rule = rule.iter().find(|rule| rule.fits(&letters, at));
            match rule {
                Some(rule) => {
                    units.extend_from_slice(&rule.units);
                    at += rule.spelling.len();
                }
                None => at += 1,
            }
        }
        Sound::of_units(units)
    }

    /// Merges vowels that touch and doubled consonants: spelling cuts them differently.
    fn of_units(units: Vec<Unit>) -> Sound {
        let mut merged: Vec<Unit> = Vec::with_capacity(units.len());
        for unit in units {
            match merged.last_mut() {
                Some(last) if !last.is_consonant() && !unit.is_consonant() => {
                    last.classes |= unit.classes;
                    last.silent &= unit.silent;
                }
                Some(last) if last.is_consonant() && last.classes == unit.classes => {}
                _ => merged.push(unit),
            }
        }
        let consonants: Vec<Unit> = merged.iter().copied().filter(|u| u.is_consonant()).collect();
        Sound {
            weight: merged.iter().map(|unit| unit.gap()).sum(),
            consonant_weight: consonants.iter().map(|unit| unit.gap()).sum(),
            consonant_classes: consonants.iter().fold(0, |all, unit| all | unit.classes),
            units: merged,
            consonants,
        }
    }

    /// How many consonants it has; below 2 a likeness says little.
    pub fn consonants(&self) -> usize {
        self.consonants.len()
    }

    /// Whether the two could be alike at all, by a test much cheaper than [`Sound::likeness`]:
    /// the first consonants share a class and the lengths are near.
    pub fn may_be_like(&self, other: &Sound) -> bool {
        let (a, b) = (self.consonants.len(), other.consonants.len());
        let first = |s: &Sound| s.consonants.first().map_or(0, |u| u.classes);
        let leading_silent = |s: &Sound| s.consonants.first().is_some_and(|u| u.silent);
        a.abs_diff(b) <= 1 + a.max(b) / 3
            && (first(self) & first(other) != 0 || leading_silent(self) || leading_silent(other))
    }

    /// Likeness in 0..1, 1 for the same sound: 0.4 of the edit similarity of all units and 0.6 of
    /// that of the consonants. 0 when either has no unit.
    pub fn likeness(&self, other: &Sound) -> f64 {
        if self.units.is_empty() || other.units.is_empty() {
            return 0.0;
        }
        let likeness = |distance: Option<u32>, mean: f64| {
            distance.map_or(0.0, |distance| (1.0 - f64::from(distance) / mean).max(0.0))
        };
        let consonants = match self.consonants.is_empty() || other.consonants.is_empty() {
            true => None,
            false => distance(&self.consonants, &other.consonants, u32::MAX),
        };
        let (all, skeleton) = self.means(other);
        0.4 * likeness(distance(&self.units, &other.units, u32::MAX), all)
            + 0.6 * likeness(consonants, skeleton)
    }

    /// Whether the likeness is at least [`ALIKE`]; far cheaper than to compute it where it is not.
    pub fn is_like(&self, other: &Sound) -> bool {
        if !self.may_be_like(other) {
            return false;
        }
        // The units are at least as far from each other as their consonants, so that this distance
        // of the consonants alone leaves no chance.
        let (all, skeleton) = self.means(other);
        let limit = ((1.0 - ALIKE) / (0.4 / all + 0.6 / skeleton) + 1e-6) as u32;
        self.unmatched(other) <= limit
            && other.unmatched(self) <= limit
            && distance(&self.consonants, &other.consonants, limit).is_some()
            && self.likeness(other) >= ALIKE
    }

    /// What the two words weigh on average: all units, the consonants.
    fn means(&self, other: &Sound) -> (f64, f64) {
        let mean = |a: u32, b: u32| (f64::from(a + b) / 2.0).max(COST);
        (mean(self.weight, other.weight), mean(self.consonant_weight, other.consonant_weight))
    }

    /// What the consonants cost at least that no consonant of the other can match.
    fn unmatched(&self, other: &Sound) -> u32 {
        let nasal = other.consonant_classes & NASALS != 0;
        let alone = self.consonants.iter().filter(|u| u.classes & other.consonant_classes == 0);
        alone.map(|u| u.gap().min(if nasal && u.is_nasal() { 10 } else { 20 })).sum()
    }
}

/// Weighted edit distance in [`COST`]s; `None` when it is above the limit.
fn distance(a: &[Unit], b: &[Unit], limit: u32) -> Option<u32> {
    // Words are short: the row of the edit distance stands on the stack.
    let mut buffer = [0; 48];
    let mut long = Vec::new();
    let row: &mut [u32] = if b.len() < buffer.len() {
        &mut buffer[..=b.len()]
    } else {
        long.resize(b.len() + 1, 0);
        &mut long
    };
    for (j, unit) in b.iter().enumerate() {
        row[j + 1] = row[j] + unit.gap();
    }
    for &unit in a {
        let gap = unit.gap();
        let mut diagonal = row[0];
        row[0] += gap;
        let mut least = row[0];
        for (j, &other) in b.iter().enumerate() {
            let best =
                (diagonal + unit.change(other)).min(row[j + 1] + gap).min(row[j] + other.gap());
            diagonal = std::mem::replace(&mut row[j + 1], best);
            least = least.min(best);
        }
        if least > limit {
            return None;
        }
    }
    (row[b.len()] <= limit).then_some(row[b.len()])
}

/// Units of the Hangul letters by their place in the syllable tables.
struct KoreanTable {
    first: Vec<Option<Unit>>,
    vowel: Vec<Option<Unit>>,
    last: Vec<Option<Unit>>,
}

impl KoreanTable {
    fn first(&self, c: char) -> Option<Unit> {
        self.first[hangul::INITIALS.iter().position(|&l| l == c)?]
    }

    fn vowel(&self, c: char) -> Option<Unit> {
        self.vowel[hangul::MEDIALS.iter().position(|&l| l == c)?]
    }

    fn last(&self, c: char) -> Option<Unit> {
        self.last[hangul::FINALS.iter().position(|&l| l == c)?]
    }
}

fn korean_table() -> &'static KoreanTable {
    static TABLE: OnceLock<KoreanTable> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = KoreanTable {
            first: vec![None; hangul::INITIALS.len()],
            vowel: vec![None; hangul::MEDIALS.len()],
            last: vec![None; hangul::FINALS.len()],
        };
        for row in rows(include_str!("data/sound_ko.tsv")) {
            let letter = row[0].chars().next();
            let unit = parse_unit(row[2]);
            let (letters, cells): (&[char], _) = match row[1] {
                "first" => (&hangul::INITIALS, &mut table.first),
                "vowel" => (&hangul::MEDIALS, &mut table.vowel),
                _ => (&hangul::FINALS, &mut table.last),
            };
            if let Some(at) = letters.iter().position(|&l| Some(l) == letter) {
                cells[at] = unit;
            }
        }
        table
    })
}

/// One row of the English spelling table.
struct Rule {
    spelling: &'static str,
    at_start: bool,
    at_end: bool,
    units: Vec<Unit>,
}

impl Rule {
    fn fits(&self, letters: &str, at: usize) -> bool {
        letters[at..].starts_with(self.spelling)
            && (!self.at_start || at == 0)
            && (!self.at_end || at + self.spelling.len() == letters.len())
    }
}

/// The rules for spellings that begin with this small letter, longest spelling first, anchored ones
/// before free ones.
fn english_rules(first: u8) -> &'static [Rule] {
    static RULES: OnceLock<[Vec<Rule>; 26]> = OnceLock::new();
    let rules = RULES.get_or_init(|| {
        let mut rules: Vec<Rule> = rows(include_str!("data/sound_en.tsv"))
            .map(|row| Rule {
                spelling: row[0].trim_start_matches('^').trim_end_matches('$'),
                at_start: row[0].starts_with('^'),
                at_end: row[0].ends_with('$'),
                units: row[1].split(',').filter_map(parse_unit).collect(),
            })
            .collect();
        rules.sort_by_key(|r| (std::cmp::Reverse(r.spelling.len()), !(r.at_start || r.at_end)));
        let mut by_letter = [const { Vec::new() }; 26];
        for rule in rules {
            if let Some(place) = rule.spelling.bytes().next().and_then(letter_place) {
                by_letter[place].push(rule);
            }
        }
        by_letter
    });
    letter_place(first).map_or(&[], |place| &rules[place])
}

/// The place of a small letter in the alphabet, from 0.
fn letter_place(letter: u8) -> Option<usize> {
    letter.is_ascii_lowercase().then(|| usize::from(letter - b'a'))
}

/// `K C ?` → the classes and whether it may be silent; `None` for `-`, no sound at all.
fn parse_unit(text: &str) -> Option<Unit> {
    let mut unit = Unit { classes: 0, silent: false };
    for name in text.split_whitespace() {
        match CLASSES.iter().position(|&c| c == name) {
            Some(bit) => unit.classes |= 1 << bit,
            None => unit.silent |= name == "?",
        }
    }
    (unit.classes != 0).then_some(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(ko: &str, en: &str) -> f64 {
        Sound::of_korean(ko).likeness(&Sound::of_english(en))
    }

    #[test]
    fn names_and_loanwords_are_alike() {
        for (ko, en) in [
            ("쿤룬", "Kunlun"),
            ("쿠다", "CUDA"),
            ("엔비디아", "Nvidia"),
            ("파운드리", "foundry"),
            ("클러스터", "cluster"),
            ("바이두", "Baidu"),
            ("화웨이", "Huawei"),
            ("모바일", "mobile"),
            ("차이나", "China"),
            ("텐센트", "Tencent"),
            ("마이크로소프트", "Microsoft"),
            ("데이터", "data"),
            ("플랫폼", "platform"),
            ("부산", "Busan"),
            ("전주", "Jeonju"),
            ("트럼프", "Trump"),
            ("브라질", "Brazil"),
            ("로이터", "Reuter"),
            ("알고리즘", "algorithm"),
            ("스미스", "Smith"),
            // Chinese names by their sound (외래어 표기법).
            ("시진핑", "XiJinping"),
            ("톈진", "Tianjin"),
            ("텐치", "Tianchi"),
            ("선전", "Shenzhen"),
            ("쑤저우", "Suzhou"),
            ("충칭", "Chongqing"),
            ("저우언라이", "ZhouEnlai"),
            ("차이잉원", "TsaiIngwen"),
            // Korean names as their owners write them.
            ("이재명", "LeeJaemyung"),
            ("최태원", "CheyTaewon"),
            ("박근혜", "ParkGeunhye"),
            ("임수경", "LimSookyung"),
            ("강릉", "Gangneung"),
            // Vowels of English.
            ("워싱턴", "Washington"),
            ("로스앤젤레스", "LosAngeles"),
            ("아키텍처", "architecture"),
            ("인플레이션", "inflation"),
            ("초콜릿", "chocolate"),
            ("셰익스피어", "Shakespeare"),
            ("클러스터", "clusters"),
            ("로이터", "Reuters"),
        ] {
            let score = likeness(ko, en);
            assert!(score >= ALIKE, "{ko} {en} {score:.2}");
        }
    }

    #[test]
    fn translations_are_not_alike() {
        for (ko, en) in [
            ("제조", "foundry"),
            ("신창타이", "Normal"),
            ("공백", "gaps"),
            ("정부", "government"),
            ("회사", "company"),
            ("시장", "market"),
            ("쿤룬", "Kunlunxin"),
            ("미국", "Mexico"),
        ] {
            let score = likeness(ko, en);
            assert!(score < ALIKE, "{ko} {en} {score:.2}");
        }
    }

    #[test]
    fn every_letter_has_a_row() {
        let table = korean_table();
        for c in hangul::INITIALS {
            assert_eq!(table.first(c).is_none(), c == 'ㅇ', "{c}");
        }
        for c in hangul::MEDIALS {
            assert!(table.vowel(c).is_some(), "{c}");
        }
        for letter in b'a'..=b'z' {
            let alone = |rule: &Rule| rule.spelling.as_bytes() == [letter];
            assert!(english_rules(letter).iter().any(alone), "{}", char::from(letter));
        }
    }
}
