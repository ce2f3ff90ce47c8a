//! The nouns of Korean texts, told from their particles by what else they stand with in them.
//!
//! 오바마 is 오바마 and not 오바 with a particle 마, for 오바 never stands without 마; 회담에서 is
//! 회담, for that stands with other particles too.

use std::collections::{BTreeSet, HashMap};

use crate::lang::ko::{hangul, tail};

/// How many tails of a stem are remembered; more say nothing new.
const TAILS: usize = 12;

/// First syllables of tails that no foreign name goes on with after a stem of its own.
const SURE: [char; 8] = ['을', '를', '은', '는', '의', '에', '와', '과'];

/// As [`SURE`], for what only nouns are followed by.
const NOMINAL: [char; 10] = ['을', '를', '은', '는', '의', '에', '와', '과', '이', '가'];

/// Nouns that stand for nothing by themselves, by which no word is rendered.
const EMPTY: [&str; 40] = [
    "때문",
    "경우",
    "생각",
    "정도",
    "이후",
    "이전",
    "이상",
    "이하",
    "가운데",
    "모두",
    "이번",
    "이날",
    "그것",
    "이것",
    "우리",
    "그들",
    "자신",
    "사실",
    "동안",
    "당시",
    "최근",
    "지난해",
    "올해",
    "오늘",
    "내용",
    "부분",
    "문제",
    "결과",
    "상황",
    "관련",
    "대한",
    "따라",
    "통해",
    "위해",
    "하나",
    "무엇",
    "누구",
    "여기",
    "거기",
    "앞서",
];

/// The stems of the texts seen, with what follows them.
#[derive(Default)]
pub(super) struct Nouns {
    tails: HashMap<String, BTreeSet<String>>,
}

impl Nouns {
    /// Takes the stems of a text in.
    pub(super) fn learn(&mut self, text: &str) {
        for run in runs(text) {
            for stem in tail::stems(run).into_iter().filter(|stem| stem.chars().count() >= 2) {
                let tails = self.tails.entry(stem.to_string()).or_default();
                if tails.len() < TAILS {
                    tails.insert(run[stem.len()..].to_string());
                }
            }
        }
    }

    /// The nouns of a text, each once.
    pub(super) fn of(&self, text: &str) -> BTreeSet<String> {
        let nouns = runs(text).map(|run| self.stem(run)).filter(|noun| noun.chars().count() >= 2);
        nouns.filter(|noun| !EMPTY.contains(noun)).map(str::to_string).collect()
    }

    /// Whether a stem has been seen with a particle that only nouns take.
    pub(super) fn is_noun(&self, stem: &str) -> bool {
        let tails = self.tails.get(stem);
        tails.is_some_and(|tails| tails.iter().any(|tail| tail.starts_with(NOMINAL)))
    }

    /// The shortest stem of a run that does not always go on with the same syllable.
    fn stem<'a>(&self, run: &'a str) -> &'a str {
        let stems = tail::stems(run);
        let found = stems.into_iter().rev().filter(|stem| stem.chars().count() >= 2).find(|stem| {
            let firsts =
                self.tails.get(*stem).into_iter().flatten().map(|tail| tail.chars().next());
            let mut firsts: Vec<Option<char>> = firsts.collect();
            firsts.dedup();
            let sure = |first: &Option<char>| first.is_none_or(|c| SURE.contains(&c));
            firsts.len() > 1 || firsts.iter().all(sure)
        });
        found.unwrap_or(run)
    }
}

/// The runs of Hangul syllables; one behind a digit is a counter, 명 or 년.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    let pieces = text.split(|c: char| !hangul::is_syllable(c)).filter(|run| !run.is_empty());
    pieces.filter(|run| {
        let at = run.as_ptr() as usize - text.as_ptr() as usize;
        !text[..at].ends_with(|c: char| c.is_ascii_digit())
    })
}
