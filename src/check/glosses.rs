//! `gloss.contradicts`: does the target spell a name as the source itself does in brackets?
//!
//! 쿤룬(Kunlun) says how the name is spelled, here and in the rest of the file. Only names that
//! are spelled by sound are judged: a gloss that translates (수율(yield)) may be put otherwise.

use std::collections::HashMap;

use super::names::names;
use super::{Finding, Input, Rule, Severity};
use crate::lang::ko::hangul::is_syllable;
use crate::lang::ko::sound::Sound;
use crate::lang::ko::tail;
use crate::text::Span;
use crate::text::chars::CharSet;
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

/// A spelling that a source gave.
#[derive(Debug, Clone)]
struct Gloss {
    spelling: String,
    unit: usize,
}

/// The glosses met so far in a file, by the Korean word before the bracket.
#[derive(Debug, Default)]
pub(super) struct Seen {
    glosses: HashMap<String, Gloss>,
    /// The syllables with which their words begin.
    first: CharSet,
}

impl Seen {
    /// Compares the names of the target with the glosses known, and remembers those of the source.
    pub fn check(&mut self, input: &Input, findings: &mut Vec<Finding>) {
        for (term, spelling) in glosses(input.source) {
            let gloss = Gloss { spelling: spelling.to_string(), unit: input.number };
            self.first.extend(term.chars().take(1));
            self.glosses.entry(term.to_string()).or_insert(gloss);
        }
        if self.glosses.is_empty() {
            return;
        }
        let mut known: Vec<(Span, &str)> = Vec::new();
        let may_be_known = |span: &Span| {
            span.of(input.source).chars().next().is_some_and(|first| self.first.contains(first))
        };
        for span in runs(input.source).filter(may_be_known) {
            let stems = tail::stems(span.of(input.source));
            let term = stems.into_iter().find(|&stem| self.glosses.contains_key(stem));
            if let Some(term) = term
                && known.iter().all(|&(_, other)| other != term)
            {
                known.push((Span::new(span.start, span.start + term.len()), term));
            }
        }
        for (span, term) in known {
            let gloss = &self.glosses[term];
            if let Some(found) = contradiction(term, &gloss.spelling, input) {
                let finding = Finding::new(&CONTRADICTS, input).in_source(span).in_target(found);
                let finding = finding.with("term", term).with("expected", gloss.spelling.clone());
                let finding = finding.with("found", found.of(input.target));
                findings.push(finding.with("first", gloss.unit.to_string()));
            }
        }
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

/// The glosses of a text that give the sound of one word: the word and its spelling.
fn glosses(source: &str) -> impl Iterator<Item = (&str, &str)> {
    let brackets = source.match_indices('(');
    brackets.filter_map(|(at, _)| {
        let spelling = source[at + 1..].split_once(')')?.0.trim();
        let name = spelling.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '\''))
            && spelling.starts_with(|c: char| c.is_ascii_uppercase())
            && spelling.chars().count() >= 4;
        let before = source[..at].trim_end_matches(['\'', '"', '’', '”', ' ']);
        let start = before.char_indices().rev().find(|&(_, c)| !is_syllable(c));
        let term = &before[start.map_or(0, |(at, c)| at + c.len_utf8())..];
        let alike = || Sound::of_korean(term).is_like(&Sound::of_english(spelling));
        (name && term.chars().count() >= 2 && alike()).then_some((term, spelling))
    })
}

/// Runs of Hangul.
fn runs(text: &str) -> impl Iterator<Item = Span> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(is_syllable)?;
        let end = text[start..].find(|c| !is_syllable(c)).map_or(text.len(), |end| start + end);
        rest = end;
        Some(Span::new(start, end))
    })
}
