//! `name.inconsistent`: is a name always spelled alike within a file?
//!
//! Two spellings are one name when they differ in one letter and the sources of both have the same
//! Korean word that sounds like them (쿤룬: Kunlun and Kunlon, but not Hunan and Henan, which are
//! 후난 and 허난). Into Korean, two spellings are one name when both sound like the same name of the
//! sources and differ in one letter (Kurosawa: 구로사와 and 쿠로사와).

use rustc_hash::FxHashMap;

use super::{Finding, Input, Rule, Severity};
use crate::lang::ko::hangul::{decompose, is_syllable};
use crate::lang::ko::sound::Sound;
use crate::lang::ko::tail;
use crate::text::Span;

pub(super) const RULES: &[Rule] = &[INCONSISTENT];

const INCONSISTENT: Rule = Rule {
    id: "name.inconsistent",
    severity: Severity::Warning,
    english: "A name is spelled otherwise earlier in the file: one letter (into Korean, one \
        jamo) differs, and the same name stands in both sources.",
    korean: "같은 이름의 표기가 파일 앞부분과 한 글자 다릅니다(원문의 이름은 같습니다).",
    glossary: "",
    fires: &[
        ("톈진에서 회의가 열렸다.", "The meeting was held in Tianjin."),
        ("톈진의 인구는 많다.", "The population of Tienjin is large."),
    ],
    silent: &[
        ("후난에서 회의가 열렸다.", "The meeting was held in Hunan."),
        ("허난의 인구는 많다.", "The population of Henan is large."),
    ],
};

/// Letters from which a name is compared: shorter ones are too near to each other (Iran, Iraq).
const SHORTEST: usize = 5;
/// Units in which the Korean of a name is looked for: most capitals begin a sentence, not a name.
const TRIES: u8 = 3;
/// How much less alike than the best a Korean word may sound and still be the name.
const MARGIN: f64 = 0.05;

/// Where a name stood first.
#[derive(Debug)]
struct First {
    unit: usize,
    /// Korean words of that unit's source that sound like it.
    korean: Vec<String>,
    /// In how many units a Korean word was looked for.
    tries: u8,
}

/// The names met so far in a file.
#[derive(Debug, Default)]
pub(super) struct Seen {
    names: FxHashMap<String, First>,
    /// Names that have a Korean word, by each form with one letter left out: two that differ in
    /// one letter share one.
    near: FxHashMap<String, Vec<String>>,
}

impl Seen {
    /// Compares the names of the unit, which [`names`] found in its target, with those before it,
    /// and remembers them.
    pub fn check(&mut self, input: &Input, names: &[Span], findings: &mut Vec<Finding>) {
        for &span in names {
            let name = span.of(input.target);
            let known = self.names.get(name);
            // The Korean may have been a pronoun the first time.
            if known.is_some_and(|known| !known.korean.is_empty() || known.tries >= TRIES) {
                continue;
            }
            let tries = known.map_or(1, |known| known.tries + 1);
            let korean = alike(name, input.source);
            if !korean.is_empty() {
                if let Some((other, unit)) = self.near_miss(name, &korean, input.target) {
                    let finding = Finding::new(&INCONSISTENT, input).in_target(span);
                    let finding = finding.with("found", name).with("other", other);
                    findings.push(finding.with("first", unit.to_string()));
                }
                self.remember_near(name);
            }
            self.names.insert(name.to_string(), First { unit: input.number, korean, tries });
        }
    }

    /// Compares how the names of an English source, which [`names`] found there, are spelled in
    /// the Korean target with how they were before.
    pub fn check_korean(&mut self, input: &Input, names: &[Span], findings: &mut Vec<Finding>) {
        for name in names.iter().map(|span| span.of(input.source)) {
            let known = self.names.get(name);
            let stands = |word: &String| input.target.contains(word.as_str());
            if known.is_some_and(|known| known.korean.iter().any(stands)) {
                continue;
            }
            let korean = alike(name, input.target);
            match known {
                Some(known) => findings.extend(respelled(input, known, &korean)),
                None if korean.is_empty() => {}
                None => {
                    let first = First { unit: input.number, korean, tries: 1 };
                    self.names.insert(name.to_string(), first);
                }
            }
        }
    }

    /// A spelling that differs in one letter, has the same Korean word and does not stand in
    /// this target too; with the unit where it stood first.
    fn near_miss(&self, name: &str, korean: &[String], target: &str) -> Option<(String, usize)> {
        let others = shortened(name).filter_map(|form| self.near.get(&form)).flatten();
        others
            .filter(|other| *other != name && !target.contains(other.as_str()))
            .filter(|other| !other.starts_with(name) && !name.starts_with(other.as_str()))
            .filter(|other| strsim::osa_distance(name, other) == 1)
            // A people beside its land: Texan and Texas.
            .filter(|other| {
                !(name.ends_with(['s', 'n']) && other.ends_with(['s', 'n'])) || {
                    let stem = |name: &str| name[..name.len() - 1].to_string();
                    stem(name) != stem(other)
                }
            })
            .filter_map(|other| Some((other, self.names.get(other)?)))
            .find(|(_, first)| first.korean.iter().any(|word| korean.contains(word)))
            .map(|(other, first)| (other.clone(), first.unit))
    }

    fn remember_near(&mut self, name: &str) {
        for form in shortened(name) {
            self.near.entry(form).or_default().push(name.to_string());
        }
    }
}

/// The finding that one of these `korean` words of the target was spelled with another letter
/// where the name stood first.
fn respelled(input: &Input, first: &First, korean: &[String]) -> Option<Finding> {
    let pairs = korean.iter().flat_map(|word| first.korean.iter().map(move |other| (word, other)));
    let (word, other) = pairs.into_iter().find(|(word, other)| in_one_letter(word, other))?;
    let start = input.target.find(word.as_str())?;
    let finding = Finding::new(&INCONSISTENT, input);
    let finding = finding.in_target(Span::new(start, start + word.len()));
    let finding = finding.with("found", word.clone()).with("other", other.clone());
    Some(finding.with("first", first.unit.to_string()))
}

/// Whether two Korean words differ in just one letter (jamo): 구로사와 and 쿠로사와. Words of two syllables
/// are too near to each other, and an ㄴ at the end makes another word of a name (이탈리아, 이탈리안).
fn in_one_letter(word: &str, other: &str) -> bool {
    const SHORTEST: usize = 3;
    let letters = |word: &str| -> Vec<[Option<char>; 3]> {
        let syllables = word.chars().filter_map(decompose);
        syllables.map(|s| [Some(s.first), Some(s.vowel), s.last]).collect()
    };
    let particle = ends_in_particle(word) || ends_in_particle(other);
    let (word, other) = (letters(word), letters(other));
    let pairs = word.iter().flatten().zip(other.iter().flatten());
    let differing: Vec<(usize, [Option<char>; 2])> = pairs
        .enumerate()
        .filter(|(_, (one, other))| one != other)
        .map(|(at, (one, other))| (at, [*one, *other]))
        .collect();
    let [(at, letters)] = differing[..] else { return false };
    let last = at / 3 + 1 == word.len();
    let ending = at % 3 == 2 && letters.contains(&None) && letters.contains(&Some('ㄴ'));
    let other_word = last && (particle || ending);
    word.len() == other.len() && word.len() >= SHORTEST && !other_word
}

/// Whether the last syllable could be a particle of the word before it: 미국은.
fn ends_in_particle(word: &str) -> bool {
    let mut letters = word.chars().rev();
    let (last, before) = (letters.next(), letters.next());
    last.zip(before).is_some_and(|(last, before)| tail::is_tail(before, &last.to_string()))
}

/// The name, and the name with each of its letters left out.
fn shortened(name: &str) -> impl Iterator<Item = String> {
    let without = name.char_indices().map(|(at, c)| {
        let mut form = name.to_string();
        form.replace_range(at..at + c.len_utf8(), "");
        form
    });
    std::iter::once(name.to_string()).chain(without)
}

/// Words of ASCII letters that begin with a capital and have small letters too; hyphens may stand
/// inside.
pub(super) fn names(text: &str) -> impl Iterator<Item = Span> {
    let part = |c: char| c.is_alphabetic() || c == '-';
    let bytes = text.as_bytes();
    let mut rest = 0;
    // From capital to capital: most of a text is passed over byte by byte.
    let capitalised = std::iter::from_fn(move || {
        let start = rest + bytes[rest..].iter().position(u8::is_ascii_uppercase)?;
        let outside = |byte: &u8| !(byte.is_ascii_alphabetic() || *byte == b'-');
        rest = bytes[start..].iter().position(outside).map_or(bytes.len(), |end| start + end);
        Some(Span::new(start, rest))
    });
    capitalised.filter(move |span| {
        let word = span.of(text).as_bytes();
        word.iter().filter(|byte| byte.is_ascii_alphabetic()).count() >= SHORTEST
            && word.iter().any(u8::is_ascii_lowercase)
            && !text[..span.start].ends_with(part)
            && !text[span.end..].starts_with(part)
    })
}

/// The words of a Korean text that sound like the name, the best and those near it; each as it is
/// without its particles.
fn alike(name: &str, text: &str) -> Vec<String> {
    let sound = Sound::of_english(name);
    let words = text.split(|c: char| !is_syllable(c)).filter(|word| !word.is_empty());
    let mut found: Vec<(f64, &str)> = Vec::new();
    for stem in words.flat_map(tail::stems).filter(|stem| stem.chars().count() >= 2) {
        let korean = Sound::of_korean(stem);
        if sound.is_like(&korean) {
            found.push((sound.likeness(&korean), stem));
        }
    }
    let best = found.iter().map(|&(likeness, _)| likeness).fold(0.0, f64::max);
    let near = found.into_iter().filter(|&(likeness, _)| likeness >= best - MARGIN);
    near.map(|(_, stem)| stem.to_string()).collect()
}
