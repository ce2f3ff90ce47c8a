//! Finds the terms of one language side.
//!
//! All written forms of all terms go into one Aho-Corasick automaton (Aho and Corasick 1975) over
//! match keys without blanks and hyphens, so that spacing does not matter: AI반도체 is AI 반도체,
//! *third-party* is *third party*. Each place it finds is then looked at in the text with its
//! blanks: word boundaries, tail grammar, letter case.

use std::collections::HashMap;

use aho_corasick::AhoCorasick;

use super::Hit;
use crate::lang::en::inflect;
use crate::lang::ko::{hangul, tail};
use crate::text::Span;
use crate::text::key::Key;

/// Shortest pieces, in letters, into which a blank may cut a word that has none in the glossary.
const HANGUL_PIECE: usize = 2;
const LATIN_PIECE: usize = 4;

/// The terms of one side, ready to be found.
pub(super) struct Side {
    /// `None` without terms, or with more forms than an automaton can hold.
    automaton: Option<AhoCorasick>,
    /// By pattern of the automaton.
    forms: Vec<Vec<Form>>,
}

/// One written form of a term.
struct Form {
    entry: usize,
    /// Without blanks and hyphens, in the case of the glossary.
    text: String,
    /// Number of characters of each word.
    words: Vec<usize>,
}

/// Whether a gap may stand for it: what compact keys leave out.
fn is_gap(c: char) -> bool {
    c.is_whitespace() || c == '-'
}

impl Side {
    /// A side of these terms, each with the number of its entry.
    pub(super) fn new<'a>(terms: impl Iterator<Item = (usize, &'a str)>) -> Side {
        let mut patterns: Vec<String> = Vec::new();
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut forms: Vec<Vec<Form>> = Vec::new();
        for (entry, term) in terms {
            for written in written_forms(term) {
                let form = Form::new(entry, &written);
                let pattern = Key::new(&form.text).text().to_string();
                if pattern.is_empty() {
                    continue;
                }
                let number = *numbers.entry(pattern).or_insert_with_key(|pattern| {
                    patterns.push(pattern.clone());
                    forms.push(Vec::new());
                    forms.len() - 1
                });
                forms[number].push(form);
            }
        }
        let automaton = if patterns.is_empty() { None } else { AhoCorasick::new(&patterns).ok() };
        Side { automaton, forms }
    }

    /// Every place where a term stands as a word, those inside and across others included.
    pub(super) fn hits(&self, text: &str) -> Vec<Hit> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let key = Key::new(text);
        let compact = key.without(is_gap);
        let mut hits = Vec::new();
        for found in automaton.find_overlapping_iter(compact.text()) {
            let inner = compact.origin(Span::new(found.start(), found.end()));
            let forms = &self.forms[found.pattern().as_usize()];
            if !is_word(key.text(), inner) {
                continue;
            }
            let span = key.origin(inner);
            let cased = Key::cased(span.of(text)).without(is_gap);
            hits.extend(
                forms
                    .iter()
                    .filter(|form| form.fits(cased.text(), inner.of(key.text())))
                    .map(|form| Hit { entry: form.entry, span }),
            );
        }
        hits.sort_by_key(|hit| (hit.span.start, std::cmp::Reverse(hit.span.end), hit.entry));
        hits.dedup();
        hits
    }
}

fn written_forms(term: &str) -> Vec<String> {
    if term.chars().any(hangul::is_hangul) { vec![term.to_string()] } else { inflect::forms(term) }
}

impl Form {
    fn new(entry: usize, written: &str) -> Form {
        let key = Key::cased(written);
        let words = key.text().split(is_gap).map(|word| word.chars().count());
        Form {
            entry,
            words: words.filter(|&count| count > 0).collect(),
            text: key.without(is_gap).text().to_string(),
        }
    }

    /// Whether the letters (`cased`, without gaps) and the gaps (in `spaced`) may stand for this
    /// form.
    fn fits(&self, cased: &str, spaced: &str) -> bool {
        inflect::case_fits(&self.text, &self.words, cased) && self.gaps_fit(spaced)
    }

    /// A blank stands where the term has one, or cuts a long word into two long pieces (공급 망,
    /// *chip maker*); a hyphen may join the parts of any Latin word.
    fn gaps_fit(&self, spaced: &str) -> bool {
        let total: usize = self.words.iter().sum();
        let mut before = 0;
        let mut last = ' ';
        for (at, c) in spaced.char_indices() {
            if !is_gap(c) {
                before += 1;
                last = c;
                continue;
            }
            let next = spaced[at..].chars().find(|&c| !is_gap(c)).unwrap_or(' ');
            if self.has_break(before) || hangul::is_hangul(last) != hangul::is_hangul(next) {
                continue;
            }
            let fits = if hangul::is_hangul(last) {
                before >= HANGUL_PIECE
            } else {
                c == '-' || before >= LATIN_PIECE && total - before >= LATIN_PIECE
            };
            if !fits {
                return false;
            }
        }
        true
    }

    /// Whether a word of the term ends after this many characters.
    fn has_break(&self, count: usize) -> bool {
        let mut sum = 0;
        self.words.iter().any(|word| {
            sum += word;
            sum == count
        })
    }
}

/// Whether what stands at `span` begins and ends where a word may begin and end.
fn is_word(key: &str, span: Span) -> bool {
    let found = span.of(key);
    let (Some(first), Some(last)) = (found.chars().next(), found.chars().next_back()) else {
        return false;
    };
    let (before, after) = (&key[..span.start], &key[span.end..]);
    if before.chars().next_back().is_some_and(|before| joined(before, first)) {
        return false;
    }
    let run = after.find(|c| !hangul::is_hangul(c)).unwrap_or(after.len());
    let eojeol = Span::new(span.start, span.end + run).of(key);
    ends(found, last, after) && !tail::is_ability(before, eojeol, &after[run..])
}

/// Whether two neighbours belong to one word.
fn joined(a: char, b: char) -> bool {
    match (hangul::is_hangul(a), hangul::is_hangul(b)) {
        (true, true) => true,
        (false, false) => {
            a.is_alphabetic() && b.is_alphabetic() || a.is_numeric() && b.is_numeric()
        }
        _ => false,
    }
}

/// Whether `found`, which ends in `last`, may end before `rest`.
fn ends(found: &str, last: char, rest: &str) -> bool {
    let Some(next) = rest.chars().next() else { return true };
    if hangul::is_hangul(next) {
        let end = rest.find(|c| !hangul::is_hangul(c)).unwrap_or(rest.len());
        return tail::stands(found, &rest[..end]);
    }
    let decimal =
        last.is_numeric() && matches!(next, '.' | ',') && rest[1..].starts_with(char::is_numeric);
    !joined(last, next) && !decimal
}
