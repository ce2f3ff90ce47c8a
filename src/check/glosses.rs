//! `gloss.contradicts`: does the target spell a name as the source itself does in brackets?
//!
//! 쿤룬(Kunlun) says how the name is spelled, here and in the rest of the file. Only names that
//! are spelled by sound are judged: a gloss that translates (수율(yield)) may be put otherwise. Into
//! Korean it is the target that has the brackets, and the source that tells the spelling.

use rustc_hash::FxHashMap;

use super::names::names;
use super::{Finding, Input, Rule, Severity};
use crate::lang::ko::hangul::is_syllable;
use crate::lang::ko::sound::Sound;
use crate::lang::ko::tail;
use crate::text::Span;
use crate::text::key::Key;
use crate::text::normal::trim;

pub(super) const RULES: &[Rule] = &[CONTRADICTS];

const CONTRADICTS: Rule = Rule {
    id: "gloss.contradicts",
    severity: Severity::Error,
    english: "The source gives the spelling of a name in brackets, here or earlier in the file, \
        and the target spells the name otherwise; or a Korean target gives it in brackets and its \
        source has another.",
    korean: "원문이 괄호 안에 적어 준(여기 또는 파일 앞부분에서) 철자와 번역문의 철자가 다르거나, \
        한국어 번역문의 괄호 속 철자가 영어 원문과 다릅니다.",
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
pub(super) struct Given {
    term: Span,
    spelling: Span,
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
            self.remember(input, gloss);
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
            if let Some(found) = contradiction(&gloss.term, &gloss.spelling, input.target) {
                let finding = Finding::new(&CONTRADICTS, input).in_source(span).in_target(found);
                let finding = finding.with("term", gloss.term.clone());
                let finding = finding.with("expected", gloss.spelling.clone());
                let finding = finding.with("found", found.of(input.target));
                findings.push(finding.with("first", gloss.unit.to_string()));
            }
        }
    }

    fn remember(&mut self, input: &Input, given: &Given) {
        let term = given.term.of(input.source);
        let Some(first) = term.chars().next() else { return };
        let known = self.glosses.entry(first).or_default();
        if known.iter().all(|gloss| gloss.term != term) {
            let place = known.partition_point(|gloss| gloss.term.len() >= term.len());
            let spelling = given.spelling.of(input.source).to_string();
            known.insert(place, Gloss { term: term.to_string(), spelling, unit: input.number });
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

/// Compares what a Korean target gives in brackets with the names of its English source. Only
/// within the unit: one Korean spelling may stand for several English ones (Steven, Stephen).
pub(super) fn check_target(input: &Input, findings: &mut Vec<Finding>) {
    for Given { term, spelling } in given(input.target) {
        let [word, written] = [term, spelling].map(|span| span.of(input.target));
        if let Some(name) = contradiction(word, written, input.source) {
            let finding = Finding::new(&CONTRADICTS, input).in_source(name).in_target(spelling);
            let finding = finding.with("term", word).with("expected", name.of(input.source));
            let finding = finding.with("found", written);
            findings.push(finding.with("first", input.number.to_string()));
        }
    }
}

/// A name of an English text that sounds like the term and is not the spelling given for it, when
/// that one does not stand in the text.
fn contradiction(term: &str, spelling: &str, english: &str) -> Option<Span> {
    let bare = |text: &str| {
        let key = Key::new(text);
        key.text().chars().filter(|c| c.is_alphanumeric()).collect::<String>()
    };
    let wanted = bare(spelling);
    if bare(english).contains(&wanted) {
        return None;
    }
    let sound = Sound::of_korean(term);
    names(english).find(|span| {
        let name = span.of(english);
        let found = bare(name);
        // Derived from it (Kunlunxin), or the part that people use (Altman for Sam Altman).
        !found.starts_with(&wanted)
            && !wanted.contains(&found)
            && Sound::of_english(name).is_like(&sound)
    })
}

/// The glosses of a text that give the sound of one word.
pub(super) fn given(text: &str) -> impl Iterator<Item = Given> {
    let brackets = text.match_indices('(');
    brackets.filter_map(|(at, _)| {
        let inside = text[at + 1..].split_once(')')?.0;
        let inside = trim(text, Span::new(at + 1, at + 1 + inside.len()));
        let spelling = inside.of(text);
        let name = spelling.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '\''))
            && spelling.starts_with(|c: char| c.is_ascii_uppercase())
            && spelling.chars().count() >= 4;
        let before = text[..at].trim_end_matches(['\'', '"', '’', '”', ' ']);
        let start = before.char_indices().rev().find(|&(_, c)| !is_syllable(c));
        let place = Span::new(start.map_or(0, |(at, c)| at + c.len_utf8()), before.len());
        let term = place.of(text);
        let alike = || Sound::of_korean(term).is_like(&Sound::of_english(spelling));
        (name && term.chars().count() >= 2 && alike())
            .then_some(Given { term: place, spelling: inside })
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
