//! The tail grammar: what may follow a Korean term inside the same eojeol.
//!
//! Korean writes particles, the copula and light verbs together with the noun before them: 쿤룬을,
//! 쿤룬에서는, 쿤룬이다, 개발했다. A term stands as a word when everything after it up to the next
//! blank or mark is such a tail. The tables are in `data/tail.tsv` and `data/tail_verb.tsv`; a
//! small recogniser walks them. No dictionary of nouns is needed.

use std::collections::HashSet;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::hangul;
use crate::text::table;

mod single;

/// What kind of tail follows a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tail {
    /// Nothing: the term ends the eojeol.
    Bare,
    /// Particles only.
    Particle,
    /// A form of 이다.
    Copula,
    /// A form of 하다, 되다, 시키다 and the like.
    Verb,
    /// A suffix or bound noun that leaves the noun in place: 들, 님, 쯤, 적.
    Suffix,
    /// A suffix that makes another noun: 클러스터링, 미국산. The term itself does not stand there.
    Derived,
}

/// What may follow `last`, the last character of a term, inside its eojeol.
///
/// `rest` is everything from there up to white space or punctuation; `None` when it is not a tail,
/// so that the term is a part of a longer word.
///
/// ```
/// use jjak::lang::ko::tail::{Tail, follows};
/// assert_eq!(follows('룬', "에서는"), Some(Tail::Particle));
/// assert_eq!(follows('발', "했다"), Some(Tail::Verb));
/// assert_eq!(follows('터', "링"), Some(Tail::Derived));
/// assert_eq!(follows('룬', "신"), None);
/// ```
pub fn follows(last: char, rest: &str) -> Option<Tail> {
    if rest.is_empty() {
        return Some(Tail::Bare);
    }
    let table = &*TABLE;
    [Class::Closing, Class::Adverbial, Class::Limiting]
        .into_iter()
        .find_map(|class| table.walk(last, rest, class).then_some(Tail::Particle))
        .or_else(|| table.walk(last, rest, Class::Copula).then_some(Tail::Copula))
        .or_else(|| table.verb(rest).then_some(Tail::Verb))
        .or_else(|| table.walk(last, rest, Class::Suffix).then_some(Tail::Suffix))
        .or_else(|| table.walk(last, rest, Class::Derived).then_some(Tail::Derived))
}

/// The letter that stands for all those after which the same tails may follow as after `last`: the
/// sound at its end alone counts.
///
/// ```
/// use jjak::lang::ko::tail::sounds_like;
/// assert_eq!(sounds_like('룬'), sounds_like('격'));
/// assert_ne!(sounds_like('룬'), sounds_like('발'));
/// ```
pub fn sounds_like(last: char) -> char {
    match hangul::is_syllable(last) {
        false => 'a',
        true => match hangul::batchim(last) {
            None => '가',
            Some('ㄹ') => '갈',
            Some(_) => '각',
        },
    }
}

/// Whether `rest`, possibly empty, is nothing but what may follow a term that ends in `last`.
pub fn is_tail(last: char, rest: &str) -> bool {
    follows(last, rest).is_some_and(|tail| tail != Tail::Derived)
}

/// Whether `term` stands as a word before `rest`, the remainder of its eojeol.
///
/// [`is_tail`], and for a term of one syllable stricter: most syllables begin many words (정 begins
/// 정의, 정도, 정당), so that only particles, 이다, 하다 and 되다 count, and not where a common
/// word is read instead. After a country 인 makes its people (한국인), not a form of 이다.
///
/// ```
/// use jjak::lang::ko::tail::stands;
/// assert!(stands("칩", "은") && stands("칩", "이다"));
/// assert!(!stands("정", "도가"));
/// ```
pub fn stands(term: &str, rest: &str) -> bool {
    let mut letters = term.chars();
    let (Some(first), None) = (letters.next(), letters.next()) else {
        let people = rest.starts_with('인')
            && PEOPLES.contains(term)
            && follows('인', &rest['인'.len_utf8()..]).is_some();
        if let Some(rest) = person_title(term, rest) {
            return is_tail('양', rest);
        }
        return !people && term.chars().next_back().is_some_and(|last| is_tail(last, rest));
    };
    if rest.is_empty() || !hangul::is_syllable(first) {
        return is_tail(first, rest);
    }
    follows(first, rest).is_some_and(|tail| single::may_follow(tail, rest))
        && !single::is_other_word(first, rest)
}

/// What follows the 양 that is written to the name of a girl, when `term` may be one: three
/// syllables, the first a family name (김민지양이). 군 is as often "group" (제품군) and no tail.
fn person_title<'t>(term: &str, rest: &'t str) -> Option<&'t str> {
    let rest = rest.strip_prefix('양')?;
    let named = term.chars().count() == 3 && FAMILY_NAMES.contains(&term.chars().next()?);
    named.then_some(rest)
}

/// Whether a term of one syllable is glued to a digit, so that it counts: 2차 협상, 8강.
pub fn is_counter(before: &str, term: &str) -> bool {
    let mut letters = term.chars();
    let single = letters.next().is_some_and(hangul::is_syllable) && letters.next().is_none();
    single && before.ends_with(|c: char| c.is_ascii_digit())
}

/// Whether an eojeol is the bound noun 수 of "can, may" (갈 수도 있다), whatever noun it looks like:
/// 수도 "capital". `before` is the text up to the eojeol, `after` what follows it.
pub fn is_ability(before: &str, eojeol: &str, after: &str) -> bool {
    let Some(rest) = eojeol.strip_prefix('수') else { return false };
    let adnominal = before.ends_with(char::is_whitespace)
        && before.trim_end().chars().next_back().and_then(hangul::batchim) == Some('ㄹ');
    let next = || after.trim_start().chars().next();
    adnominal
        && follows('수', rest) == Some(Tail::Particle)
        && next().is_none_or(|c| matches!(c, '있' | '없') || !c.is_alphanumeric())
}

/// The beginnings of a run of Hangul after which the rest is a tail: longest first, the whole run
/// included.
///
/// ```
/// assert_eq!(jjak::lang::ko::tail::stems("쿤룬에서"), ["쿤룬에서", "쿤룬"]);
/// ```
pub fn stems(run: &str) -> Vec<&str> {
    let mut stems: Vec<&str> = run
        .char_indices()
        .map(|(at, c)| (c, at + c.len_utf8()))
        .filter(|&(c, end)| is_tail(c, &run[end..]))
        .map(|(_, end)| &run[..end])
        .collect();
    stems.reverse();
    stems
}

/// The forms of the particle table that stand on their own, in the order of the table.
pub fn particles() -> impl Iterator<Item = &'static str> {
    rows().filter(|row| row.ends && row.class != Class::Derived).flat_map(|row| row.forms.clone())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Class {
    Suffix,
    Adverbial,
    Limiting,
    Closing,
    Copula,
    Derived,
}

impl Class {
    fn of(letter: char) -> Option<Class> {
        Some(match letter {
            'S' => Class::Suffix,
            'A' => Class::Adverbial,
            'L' => Class::Limiting,
            'F' => Class::Closing,
            'C' => Class::Copula,
            'D' => Class::Derived,
            _ => return None,
        })
    }
}

/// The sound a form wants before it.
#[derive(Debug, Clone, Copy)]
enum Sound {
    Any,
    Vowel,
    Consonant,
    VowelOrRieul,
    OtherConsonant,
}

impl Sound {
    fn of(name: &str) -> Sound {
        match name {
            "V" => Sound::Vowel,
            "C" => Sound::Consonant,
            "R" => Sound::VowelOrRieul,
            "N" => Sound::OtherConsonant,
            _ => Sound::Any,
        }
    }

    fn fits(self, last: char) -> bool {
        if !hangul::is_syllable(last) {
            return true;
        }
        let batchim = hangul::batchim(last);
        match self {
            Sound::Any => true,
            Sound::Vowel => batchim.is_none(),
            Sound::Consonant => batchim.is_some(),
            Sound::VowelOrRieul => matches!(batchim, None | Some('ㄹ')),
            Sound::OtherConsonant => !matches!(batchim, None | Some('ㄹ')),
        }
    }
}

/// One line of `tail.tsv`.
struct Row {
    class: Class,
    sound: Sound,
    next: Vec<Class>,
    ends: bool,
    open: bool,
    forms: Vec<&'static str>,
}

fn rows() -> impl Iterator<Item = Row> {
    table::lines(include_str!("data/tail.tsv")).filter_map(|line| {
        let mut cells = line.split('\t');
        let class = Class::of(cells.next()?.chars().next()?)?;
        let sound = Sound::of(cells.next()?);
        let next = cells.next()?;
        Some(Row {
            class,
            sound,
            next: next.chars().filter_map(Class::of).collect(),
            ends: next.contains(['.', '~']),
            open: next.contains('~'),
            forms: cells.next()?.split(' ').collect(),
        })
    })
}

/// Countries and regions whose people are named with 인.
static PEOPLES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    table::lines(include_str!("data/peoples.txt")).flat_map(str::split_whitespace).collect()
});

/// Family names of one syllable.
static FAMILY_NAMES: LazyLock<HashSet<char>> = LazyLock::new(|| {
    let lines = table::lines(include_str!("data/family_names.txt"));
    lines.flat_map(|line| line.chars().filter(|&c| hangul::is_syllable(c))).collect()
});

/// How a light verb goes on after its head.
struct Head {
    form: &'static str,
    next: &'static str,
}

struct Table {
    rows: Vec<Row>,
    /// Class and first character of a form → row and form.
    index: FxHashMap<(Class, char), Vec<(usize, &'static str)>>,
    heads: FxHashMap<char, Vec<Head>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let rows: Vec<Row> = rows().collect();
    let mut index: FxHashMap<_, Vec<_>> = FxHashMap::default();
    for (number, row) in rows.iter().enumerate() {
        for &form in &row.forms {
            if let Some(first) = form.chars().next() {
                index.entry((row.class, first)).or_default().push((number, form));
            }
        }
    }
    let mut heads: FxHashMap<char, Vec<Head>> = FxHashMap::default();
    for line in table::lines(include_str!("data/tail_verb.tsv")) {
        if let Some((form, next)) = line.split_once('\t')
            && let Some(first) = form.chars().next()
        {
            heads.entry(first).or_default().push(Head { form, next });
        }
    }
    Table { rows, index, heads }
});

impl Table {
    /// Whether `rest` can be read to its end, beginning with a form of `class`.
    fn walk(&self, last: char, rest: &str, class: Class) -> bool {
        let Some(forms) = rest.chars().next().and_then(|c| self.index.get(&(class, c))) else {
            return false;
        };
        forms.iter().any(|&(row, form)| {
            let row = &self.rows[row];
            let Some(after) = rest.strip_prefix(form).filter(|_| row.sound.fits(last)) else {
                return false;
            };
            if after.is_empty() {
                return row.ends;
            }
            let last = form.chars().next_back().unwrap_or(last);
            row.open || row.next.iter().any(|&class| self.walk(last, after, class))
        })
    }

    /// Whether `rest` is a form of a light verb.
    fn verb(&self, rest: &str) -> bool {
        let Some(heads) = rest.chars().next().and_then(|c| self.heads.get(&c)) else {
            return false;
        };
        heads.iter().any(|head| {
            let Some(after) = rest.strip_prefix(head.form) else { return false };
            match after.chars().next() {
                None => head.next.contains('.'),
                Some(next) if head.next.contains('+') => {
                    hangul::is_syllable(next) && self.nominal(head.form, after)
                }
                Some(next) => head.next.contains(next),
            }
        })
    }

    /// Particles or copula after the nominal form of a verb: 개발함으로써.
    fn nominal(&self, form: &str, after: &str) -> bool {
        let last = form.chars().next_back().unwrap_or('ㅁ');
        [Class::Closing, Class::Adverbial, Class::Limiting, Class::Copula]
            .into_iter()
            .any(|class| self.walk(last, after, class))
    }
}

#[cfg(test)]
mod tests;
