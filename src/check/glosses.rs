//! `gloss.contradicts`: does the target spell a name as the source itself does in brackets?
//!
//! 쿤룬(Kunlun) says how the name is spelled, here and in the rest of the file. Only names that
//! are spelled by sound are judged: a gloss that translates (수율(yield)) may be put otherwise.

use rustc_hash::FxHashMap;

use super::names::names;
use super::{Finding, Input, Rule, Severity};
use crate::lang::ko::hangul::is_syllable;
use crate::lang::ko::sound::Sound;
use crate::lang::ko::tail;
use crate::text::Span;
use crate::text::key::Key;

pub(super) const RULES: &[Rule] = &[CONTRADICTS];

const CONTRADICTS: Rule = Rule {
    id: "gloss.contradicts",
    severity: Severity::Error,
    english: "The source gives the spelling of a name in brackets, here or earlier in the file, \
        and the target spells the name otherwise.",
    korean: "원문이 괄호 안에 적어 준(여기 또는 파일 앞부분에서) 철자와 번역문의 철자가 다릅니다.",
    glossary: "",
    fires: &[
        ("화산 이름은 멘타리(Mentari)다.", "The volcano is called Mentari."),
        ("멘타리는 작년에 터졌다.", "Mantary erupted last year."),
    ],
    silent: &[
        ("화산 이름은 멘타리(Mentari)다.", "The volcano is called Mentari."),
        ("멘타리는 작년에 터졌다.", "The volcano erupted last year."),
    ],
};

/// A spelling that a text gives in brackets: the word before them and what stands in them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Given<'a> {
    term: &'a str,
    spelling: &'a str,
}

/// A spelling that a source gave.
#[derive(Debug)]
struct Gloss {
    term: String,
    spelling: String,
    unit: usize,
}

/// The glosses met so far in a file.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// By the first syllable of their terms, the longest first.
    glosses: FxHashMap<char, Vec<Gloss>>,
}

impl Seen {
    /// Compares the names of the target with the glosses known, after those which [`given`] found
    /// in the source are remembered.
    pub fn check(&mut self, input: &Input, given: &[Given], findings: &mut Vec<Finding>) {
        for gloss in given {
            self.remember(gloss, input.number);
        }
        if self.glosses.is_empty() {
            return;
        }
        let mut known: Vec<(Span, &Gloss)> = Vec::new();
        for span in runs(input.source) {
            if let Some(gloss) = self.gloss_of(span.of(input.source))
                && known.iter().all(|(_, other)| other.term != gloss.term)
            {
                known.push((Span::new(span.start, span.start + gloss.term.len()), gloss));
            }
        }
        for (span, gloss) in known {
            if let Some(found) = contradiction(&gloss.term, &gloss.spelling, input) {
                let finding = Finding::new(&CONTRADICTS, input).in_source(span).in_target(found);
                let finding = finding.with("term", gloss.term.clone());
                let finding = finding.with("expected", gloss.spelling.clone());
                let finding = finding.with("found", found.of(input.target));
                findings.push(finding.with("first", gloss.unit.to_string()));
            }
        }
    }

    fn remember(&mut self, given: &Given, unit: usize) {
        let Some(first) = given.term.chars().next() else { return };
        let known = self.glosses.entry(first).or_default();
        if known.iter().all(|gloss| gloss.term != given.term) {
            let (term, spelling) = (given.term.to_string(), given.spelling.to_string());
            let place = known.partition_point(|gloss| gloss.term.len() >= term.len());
            known.insert(place, Gloss { term, spelling, unit });
        }
    }

    /// The gloss whose term a run of Hangul is, but for particles.
    fn gloss_of(&self, run: &str) -> Option<&Gloss> {
        let known = self.glosses.get(&run.chars().next()?)?;
        known.iter().find(|gloss| {
            let last = gloss.term.chars().next_back();
            let rest = run.strip_prefix(gloss.term.as_str());
            last.zip(rest).is_some_and(|(last, rest)| tail::is_tail(last, rest))
        })
    }
}

/// A name of the target that sounds like the term and is not the spelling wanted, when that one
/// does not stand in the target.
fn contradiction(term: &str, spelling: &str, input: &Input) -> Option<Span> {
    let bare = |text: &str| {
        let key = Key::new(text);
        key.text().chars().filter(|c| c.is_alphanumeric()).collect::<String>()
    };
    let wanted = bare(spelling);
    if bare(input.target).contains(&wanted) {
        return None;
    }
    let sound = Sound::of_korean(term);
    names(input.target).find(|span| {
        let name = span.of(input.target);
        let found = bare(name);
        // Derived from it (Kunlunxin), or the part that people use (Altman for Sam Altman).
        !found.starts_with(&wanted)
            && !wanted.contains(&found)
            && Sound::of_english(name).is_like(&sound)
    })
}

/// The glosses of a text that give the sound of one word.
pub(super) fn given(text: &str) -> impl Iterator<Item = Given<'_>> {
    let brackets = text.match_indices('(');
    brackets.filter_map(|(at, _)| {
        let spelling = text[at + 1..].split_once(')')?.0.trim();
        let name = spelling.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '\''))
            && spelling.starts_with(|c: char| c.is_ascii_uppercase())
            && spelling.chars().count() >= 4;
        let before = text[..at].trim_end_matches(['\'', '"', '’', '”', ' ']);
        let start = before.char_indices().rev().find(|&(_, c)| !is_syllable(c));
        let term = &before[start.map_or(0, |(at, c)| at + c.len_utf8())..];
        let alike = || Sound::of_korean(term).is_like(&Sound::of_english(spelling));
        (name && term.chars().count() >= 2 && alike()).then_some(Given { term, spelling })
    })
}

/// Runs of Hangul.
fn runs(text: &str) -> impl Iterator<Item = Span> {
    let mut chars = text.char_indices();
    std::iter::from_fn(move || {
        let (start, _) = chars.find(|&(_, c)| is_syllable(c))?;
        let end = chars.find(|&(_, c)| !is_syllable(c)).map_or(text.len(), |(end, _)| end);
        Some(Span::new(start, end))
    })
}
