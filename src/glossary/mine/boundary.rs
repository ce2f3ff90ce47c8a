//! Where the term before a bracketed gloss begins.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::bracket::is_acronym;
use crate::lang::ko::sound::Sound;
use crate::lang::ko::{hangul, tail};

/// What ties a term to its gloss.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The term sounds like the gloss: 쿤룬, Kunlun.
    Sound,
    /// The gloss is an acronym: 세계무역기구, WTO.
    Acronym,
    /// The gloss means the same, or so it seems.
    Translation,
}

impl Kind {
    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Sound => "sound",
            Kind::Acronym => "acronym",
            Kind::Translation => "translation",
        }
    }
}

/// How alike a term and its gloss must sound; random pairs reach it in no case out of a thousand.
const ALIKE: f64 = 0.6;

/// As [`ALIKE`], when term and gloss have as many words.
const ALIKE_IN_STEP: f64 = 0.5;

/// As [`ALIKE`], for glosses in capitals, which are mostly read by their letters.
const ALIKE_ACRONYM: f64 = 0.75;

/// The most words of a term.
const LONGEST: usize = 8;

/// Words of a gloss for which Korean has none.
const SMALL: [&str; 13] =
    ["the", "of", "and", "for", "in", "on", "a", "an", "&", "co", "co.", "inc.", "inc"];

/// Words and endings that stand before a term but are none of it.
struct Stops {
    words: HashSet<&'static str>,
    nouns: Vec<&'static str>,
    endings: Vec<&'static str>,
    long_endings: Vec<&'static str>,
}

static STOPS: LazyLock<Stops> = LazyLock::new(|| {
    let of = |wanted: &str| {
        let lines = include_str!("../data/gloss_stops.txt").lines();
        let found = lines.filter_map(|line| line.split_once('\t'));
        let cells = found.filter(move |(kind, _)| *kind == wanted);
        cells.flat_map(|(_, words)| words.split(' ')).collect::<Vec<&'static str>>()
    };
    let words = of("word").into_iter().collect();
    Stops { words, nouns: of("noun"), endings: of("ending"), long_endings: of("long") }
});

/// Where a bracket stands.
pub(super) struct Place<'a> {
    /// The text before it, trimmed at its end.
    pub before: &'a str,
    /// The text after it.
    pub after: &'a str,
}

fn is_quote(c: char) -> bool {
    matches!(
        c,
        '\'' | '"'
            | '`'
            | '‘'
            | '’'
            | '“'
            | '”'
            | '「'
            | '」'
            | '『'
            | '』'
            | '〈'
            | '〉'
            | '《'
            | '》'
            | '<'
            | '>'
    )
}

/// Whether a term never reaches across it.
fn is_border(c: char) -> bool {
    is_quote(c)
        || matches!(
            c,
            ',' | '.'
                | '('
                | ')'
                | '（'
                | '）'
                | '·'
                | ';'
                | ':'
                | '['
                | ']'
                | '…'
                | '='
                | '/'
                | '?'
                | '!'
        )
}

impl Place<'_> {
    /// The term that a gloss goes with, and what ties the two.
    pub(super) fn term(&self, gloss: &str) -> Option<(String, Kind)> {
        let acronym = is_acronym(gloss);
        let fallback = if acronym { Kind::Acronym } else { Kind::Translation };
        if let Some(quoted) = self.quoted() {
            let kind = match likeness(quoted, gloss) {
                score if score >= if acronym { ALIKE_ACRONYM } else { ALIKE_IN_STEP } => {
                    Kind::Sound
                }
                _ => fallback,
            };
            return Some((quoted.to_string(), kind));
        }
        let candidates = self.candidates();
        if let Some(term) = by_sound(&candidates, gloss, acronym) {
            return Some((term.to_string(), Kind::Sound));
        }
        let term = by_size(&candidates, gloss, acronym)?;
        let title = acronym && gloss.len() == 3 && gloss.starts_with('C') && gloss.ends_with('O');
        // A person's job, 김 대표(CEO), is no term with its gloss.
        (!title || term.contains("최고")).then(|| (term.to_string(), fallback))
    }

    /// The span in quotation marks that the bracket closes: ‘칩’(chip) or ‘칩(chip)’.
    fn quoted(&self) -> Option<&str> {
        let inside = match self.before.chars().next_back().filter(|&c| is_quote(c)) {
            Some(mark) => &self.before[..self.before.len() - mark.len_utf8()],
            None if self.after.starts_with(is_quote) => self.before,
            None => return None,
        };
        let (at, mark) = inside.char_indices().rev().find(|&(_, c)| is_quote(c))?;
        let quoted = inside[at + mark.len_utf8()..].trim();
        let fits = quoted.split_whitespace().count() <= LONGEST && !quoted.contains(['(', ')']);
        (fits && quoted.chars().any(hangul::is_hangul)).then_some(quoted)
    }

    /// What may be the term, the last word first, then with one more word each; all in Korean or
    /// with a Korean word after a Latin one (AAP 통신).
    fn candidates(&self) -> Vec<&str> {
        let start = self.before.char_indices().rev().find(|&(_, c)| is_border(c));
        let window = match start {
            Some((at, c)) => without_particle(&self.before[at + c.len_utf8()..]),
            None => self.before,
        };
        let base = window.as_ptr() as usize;
        let mut words = window.split_whitespace().rev();
        let Some(last) = words.next().filter(|word| word.chars().any(hangul::is_hangul)) else {
            return Vec::new();
        };
        std::iter::once(last)
            .chain(words.take(LONGEST - 1))
            .map(|word| &window[word.as_ptr() as usize - base..])
            .collect()
    }
}

/// What stands after a bracket or quotation mark, less the particle that belongs to what is inside:
/// 자영업자(개인)와 중소기업.
fn without_particle(window: &str) -> &str {
    match window.split_once(' ') {
        Some((first, rest)) if tail::particles().any(|particle| particle == first) => rest,
        _ => window,
    }
}

fn first_word(candidate: &str) -> &str {
    candidate.split_whitespace().next().unwrap_or(candidate)
}

/// Whether a word before a term is none of it.
fn stops(word: &str) -> bool {
    let count = word.chars().count();
    let ends = |endings: &[&str], least: usize| {
        endings.iter().any(|end| word.ends_with(end) && count >= end.chars().count() + least)
    };
    STOPS.words.contains(word)
        || word.chars().any(|c| c.is_ascii_digit())
        || !STOPS.nouns.iter().any(|noun| word.ends_with(noun))
            && (ends(&STOPS.endings, 1) || ends(&STOPS.long_endings, 3))
}

/// The words of a gloss that have a counterpart.
fn content_words(gloss: &str) -> Vec<&str> {
    let words = gloss.split([' ', '+']).filter(|word| !word.is_empty());
    words.filter(|word| !SMALL.contains(&word.to_lowercase().as_str())).collect()
}

fn likeness(term: &str, gloss: &str) -> f64 {
    let all = Sound::of_english(gloss);
    let bare = Sound::of_english(&content_words(gloss).join(" "));
    let term = Sound::of_korean(term);
    term.likeness(&all).max(term.likeness(&bare))
}

/// The candidate that sounds most like the gloss, if one does.
fn by_sound<'a>(candidates: &[&'a str], gloss: &str, acronym: bool) -> Option<&'a str> {
    let words = content_words(gloss).len();
    let scored = candidates.iter().enumerate().take(words + 2).map(|(index, candidate)| {
        let in_step = index + 1 == words || candidate.split_whitespace().count() == words;
        let enough = match (acronym, in_step) {
            (true, _) => ALIKE_ACRONYM,
            (_, true) => ALIKE_IN_STEP,
            _ => ALIKE,
        };
        (likeness(candidate, gloss), enough, *candidate)
    });
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 >= best.1).then_some(best.2)
}

/// As many words as the gloss has meanings: two syllables for each of its words or capitals. A word
/// before them belongs to the term when the gloss begins with its sound (아세안 지역안보포럼, ARF).
fn by_size<'a>(candidates: &[&'a str], gloss: &str, acronym: bool) -> Option<&'a str> {
    let content = content_words(gloss);
    let wanted =
        if acronym { gloss.chars().filter(|c| c.is_alphabetic()).count() } else { content.len() };
    let mut kept = *candidates.first()?;
    for candidate in &candidates[1..] {
        let word = first_word(candidate);
        if word == "및" {
            continue;
        }
        let letters = kept.chars().filter(|&c| hangul::is_syllable(c)).count();
        let enough = letters.div_ceil(2) >= wanted;
        let begins = sounds_first(word, gloss, acronym) && !sounds_first(kept, gloss, acronym)
            || acronym && is_quality(word);
        if stops(word) || enough && !begins {
            break;
        }
        kept = candidate;
    }
    Some(kept)
}

/// Whether a word says of what kind the next is: 급성, 근위축성.
fn is_quality(word: &str) -> bool {
    word.ends_with('성') && word.chars().count() >= 2 && word.chars().all(hangul::is_syllable)
}

/// Whether a Korean text begins with the sound that a gloss begins with.
fn sounds_first(korean: &str, gloss: &str, acronym: bool) -> bool {
    if !acronym {
        let first = content_words(gloss).first().copied().unwrap_or_default();
        return likeness(first_word(korean), first) >= ALIKE;
    }
    let (Some(first), Some(letter)) = (korean.chars().next(), gloss.chars().next()) else {
        return false;
    };
    let Some(syllable) = hangul::decompose(first) else { return false };
    let (initial, vowel) = (syllable.first, syllable.vowel);
    match letter.to_ascii_uppercase() {
        'A' => initial == 'ㅇ' && matches!(vowel, 'ㅏ' | 'ㅐ' | 'ㅔ' | 'ㅓ'),
        'E' => initial == 'ㅇ' && matches!(vowel, 'ㅔ' | 'ㅐ' | 'ㅣ'),
        'I' => initial == 'ㅇ' && matches!(vowel, 'ㅣ' | 'ㅏ'),
        'O' => initial == 'ㅇ' && matches!(vowel, 'ㅗ' | 'ㅓ'),
        'U' => initial == 'ㅇ' && matches!(vowel, 'ㅠ' | 'ㅜ'),
        'W' => initial == 'ㅇ' && matches!(vowel, 'ㅝ' | 'ㅟ' | 'ㅘ' | 'ㅞ' | 'ㅜ'),
        'Y' => initial == 'ㅇ' && matches!(vowel, 'ㅑ' | 'ㅕ' | 'ㅛ' | 'ㅠ' | 'ㅖ'),
        'B' | 'V' => initial == 'ㅂ',
        'C' => matches!(initial, 'ㅋ' | 'ㅅ' | 'ㅊ'),
        'D' => initial == 'ㄷ',
        'F' | 'P' => initial == 'ㅍ',
        'G' => matches!(initial, 'ㄱ' | 'ㅈ'),
        'H' => initial == 'ㅎ',
        'J' | 'Z' => initial == 'ㅈ',
        'K' | 'Q' => initial == 'ㅋ',
        'L' | 'R' => initial == 'ㄹ',
        'M' => initial == 'ㅁ',
        'N' => initial == 'ㄴ',
        'S' => matches!(initial, 'ㅅ' | 'ㅆ'),
        'T' => initial == 'ㅌ',
        _ => false,
    }
}
