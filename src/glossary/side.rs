//! Finds the terms of one language side.
//!
//! All written forms of all terms go into one tree of characters over match keys without blanks
//! and hyphens, so that spacing does not matter: AI반도체 is AI 반도체, *third-party* is *third
//! party*. A term begins where a word begins; from each such place the tree is walked, blanks
//! passed over, as long as some term goes on so. What it finds is then looked at in the text with
//! its blanks: word boundaries, tail grammar, letter case.

use std::borrow::Cow;
use std::collections::HashMap;

use rayon::prelude::*;
use regex_lite::Regex;

use super::trie::Trie;
use super::{Case, Entry, Hit, Match};
use crate::lang::en::inflect;
use crate::lang::ko::{hangul, tail};
use crate::text::Span;
use crate::text::key::{self, Key};

/// Shortest pieces, in letters, into which a blank may cut a word that has none in the glossary.
const HANGUL_PIECE: usize = 2;
const LATIN_PIECE: usize = 4;

/// The terms of one side, ready to be found.
pub(super) struct Side {
    /// `None` without terms, or with more forms than a tree can number.
    trie: Option<Trie>,
    /// By pattern of the tree.
    forms: Vec<Vec<Form>>,
    /// Entry, term and expression of the entries that are found by one.
    patterns: Vec<(usize, usize, Regex)>,
}

/// One written form of a term.
struct Form {
    entry: usize,
    /// Which of the terms of the entry it is a form of.
    term: usize,
    /// The written form itself, when nothing else will do.
    exact: Option<String>,
    case: Case,
    /// Without blanks and hyphens, in the case of the glossary.
    text: String,
    /// How many bytes its pattern has: a key as long has no gap.
    length: usize,
    /// Whether it has no capitals, so that it may be written in any case.
    plain: bool,
    /// Number of characters of each word.
    words: Vec<usize>,
}

/// Whether a gap may stand for it: what compact keys leave out.
#[inline]
fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '-') || !hangul::is_syllable(c) && c.is_whitespace()
}

impl Side {
    /// The source terms of these entries, numbered in their order.
    pub(super) fn of_sources<'a>(entries: impl Iterator<Item = &'a Entry>) -> Side {
        Builder::of(entries, |entry| (&entry.sources, entry.matching))
    }

    /// The target terms of these entries, numbered in their order. Targets are no expressions:
    /// those of an entry with one are found as they are written.
    pub(super) fn of_targets<'a>(entries: impl Iterator<Item = &'a Entry>) -> Side {
        Builder::of(entries, |entry| match entry.matching {
            Match::Regex => (&entry.targets, Match::Exact),
            matching => (&entry.targets, matching),
        })
    }

    /// Every place where a term stands as a word, those inside and across others included.
    pub(super) fn hits(&self, text: &str) -> Vec<Hit> {
        let mut hits = self.pattern_hits(text);
        let Some(trie) = &self.trie else { return hits };
        let key = Key::new(text);
        let (mut at, mut before) = (0, Class::OTHER);
        while let Some((class, length)) = Class::at(key.text(), at) {
            let start = at;
            at += length;
            if std::mem::replace(&mut before, class).joins(class) {
                continue;
            }
            // A word begins.
            let Some(node) = key.text()[start..].chars().next().and_then(|c| trie.first(c)) else {
                continue;
            };
            walk(trie, key.text(), start, node, |pattern, inner| {
                if !ends_word(key.text(), inner) {
                    return;
                }
                let span = key.origin(inner);
                let found = Found { text: span.of(text), key: inner.of(key.text()) };
                let forms = self.forms[pattern].iter().filter(|form| form.fits(&found));
                hits.extend(forms.map(|form| Hit { entry: form.entry, term: form.term, span }));
            });
        }
        hits.sort_by_key(|hit| {
            (hit.span.start, std::cmp::Reverse(hit.span.end), hit.entry, hit.term)
        });
        hits.dedup_by_key(|hit| (hit.span, hit.entry));
        hits
    }

    /// Where the regular expressions match something.
    fn pattern_hits(&self, text: &str) -> Vec<Hit> {
        let found = self.patterns.iter().flat_map(|(entry, term, pattern)| {
            pattern.find_iter(text).filter(|found| !found.is_empty()).map(|found| Hit {
                entry: *entry,
                term: *term,
                span: Span::new(found.start(), found.end()),
            })
        });
        found.collect()
    }
}

/// Tells of every pattern that begins at `start` of a key whose gaps do not count, with its place.
/// The first letter leads to `node`.
fn walk(trie: &Trie, key: &str, start: usize, mut node: usize, mut tell: impl FnMut(usize, Span)) {
    let mut rest = key[start..].chars();
    rest.next();
    loop {
        if let Some(pattern) = trie.pattern(node) {
            tell(pattern, Span::new(start, key.len() - rest.as_str().len()));
        }
        let Some(next) = rest.find(|&c| !is_gap(c)).and_then(|c| trie.next(node, c)) else {
            return;
        };
        node = next;
    }
}

/// What stands in a text where a form may be.
struct Found<'a> {
    /// As it is written.
    text: &'a str,
    /// Its key, with gaps.
    key: &'a str,
}

impl<'a> Found<'a> {
    /// As it is written, letters composed.
    fn cased(&self) -> Cow<'a, str> {
        key::cased(self.text)
    }

    /// The same without gaps.
    fn letters(&self) -> Cow<'a, str> {
        let cased = self.cased();
        match cased.contains(is_gap) {
            true => Cow::Owned(cased.chars().filter(|&c| !is_gap(c)).collect()),
            false => cased,
        }
    }
}

/// Gathers the written forms of a side.
#[derive(Default)]
struct Builder {
    patterns: Vec<String>,
    numbers: HashMap<String, usize>,
    forms: Vec<Vec<Form>>,
    expressions: Vec<(usize, usize, Regex)>,
}

/// A term to be found: where it stands in its entry and how it is matched.
struct Term<'a> {
    entry: usize,
    term: usize,
    case: Case,
    matching: Match,
    text: &'a str,
}

impl Builder {
    /// The side whose terms, with how they are matched, `side` picks of each entry.
    fn of<'a>(
        entries: impl Iterator<Item = &'a Entry>,
        side: fn(&'a Entry) -> (&'a Vec<String>, Match),
    ) -> Side {
        let all: Vec<Term> = entries
            .enumerate()
            .flat_map(|(number, entry)| {
                let (terms, matching) = side(entry);
                let term = move |(term, text)| Term {
                    entry: number,
                    term,
                    case: entry.case,
                    matching,
                    text,
                };
                terms.iter().map(String::as_str).enumerate().map(term)
            })
            .collect();
        // Writing out the forms is most of the work, and no term needs another.
        let forms: Vec<Vec<(String, Form)>> = all.par_iter().map(Term::forms).collect();
        let mut builder = Builder::default();
        for (term, forms) in all.iter().zip(forms) {
            match term.matching {
                Match::Regex => builder.add_pattern(term.entry, term.term, term.case, term.text),
                _ => forms.into_iter().for_each(|(pattern, form)| builder.add(pattern, form)),
            }
        }
        builder.build()
    }

    fn add(&mut self, pattern: String, form: Form) {
        let number = match self.numbers.get(&pattern) {
            Some(&number) => number,
            None => {
                self.patterns.push(pattern.clone());
                self.forms.push(Vec::new());
                self.numbers.insert(pattern, self.forms.len() - 1);
                self.forms.len() - 1
            }
        };
        self.forms[number].push(form);
    }

    /// An expression that cannot be read finds nothing: reading a glossary refuses it before.
    fn add_pattern(&mut self, entry: usize, term: usize, case: Case, text: &str) {
        let mut builder = regex_lite::RegexBuilder::new(text);
        if let Ok(pattern) = builder.case_insensitive(case == Case::Insensitive).build() {
            self.expressions.push((entry, term, pattern));
        }
    }

    fn build(self) -> Side {
        let trie = if self.patterns.is_empty() { None } else { Trie::new(&self.patterns) };
        Side { trie, forms: self.forms, patterns: self.expressions }
    }
}

impl Term<'_> {
    /// The written forms, each with the pattern that finds it; none for an expression.
    fn forms(&self) -> Vec<(String, Form)> {
        let written = match self.matching {
            Match::Grammar => written_forms(self.text),
            Match::Exact => vec![self.text.to_string()],
            Match::Regex => Vec::new(),
        };
        let form = |written: String| {
            let mut form = Form::new(self.entry, self.term, self.case, &written);
            if self.matching == Match::Exact {
                form.exact = Some(Key::cased(&written).text().to_string());
            }
            // The text of a form is folded already, all but its case.
            let pattern: String = form.text.chars().flat_map(char::to_lowercase).collect();
            form.length = pattern.len();
            (pattern, form)
        };
        written.into_iter().map(form).filter(|(pattern, _)| !pattern.is_empty()).collect()
    }
}

fn written_forms(term: &str) -> Vec<String> {
    if term.chars().any(hangul::is_hangul) { vec![term.to_string()] } else { inflect::forms(term) }
}

impl Form {
    fn new(entry: usize, term: usize, case: Case, written: &str) -> Form {
        let key = Key::cased(written);
        let words = key.text().split(is_gap).map(|word| word.chars().count());
        let plain = !key.text().contains(char::is_uppercase);
        Form {
            entry,
            term,
            exact: None,
            case,
            length: 0,
            plain,
            words: words.filter(|&count| count > 0).collect(),
            text: key.without(is_gap).text().to_string(),
        }
    }

    /// Whether what stands there is this form: its letters, their case and the gaps.
    fn fits(&self, found: &Found) -> bool {
        if let Some(exact) = &self.exact {
            return found.cased() == *exact;
        }
        let case = match self.case {
            Case::Insensitive => true,
            Case::Auto if self.plain => true,
            Case::Auto => inflect::case_fits(&self.text, &self.words, &found.letters()),
            Case::Sensitive => self.text == found.letters(),
        };
        case && (found.key.len() == self.length || self.gaps_fit(found.key))
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

/// Whether what stands at `span` of a key ends where a word may end.
fn ends_word(key: &str, span: Span) -> bool {
    let found = span.of(key);
    let Some(last) = found.chars().next_back() else { return false };
    let (before, after) = (&key[..span.start], &key[span.end..]);
    let run = after.find(|c| !hangul::is_hangul(c)).unwrap_or(after.len());
    let (tail, beyond) = after.split_at(run);
    let ends = if tail.is_empty() { parts(last, beyond) } else { tail::stands(found, tail) };
    ends && !tail::is_ability(before, &key[span.start..span.end + run], beyond)
        && !tail::is_counter(before, found)
}

/// What a character is to words: neighbours of one class belong to one word.
#[derive(Debug, Clone, Copy)]
struct Class(u8);

impl Class {
    const OTHER: Class = Class(0);
    const LETTER: Class = Class(1);
    const DIGIT: Class = Class(2);
    const HANGUL: Class = Class(4);

    #[inline]
    fn of(c: char) -> Class {
        match ASCII.get(c as usize) {
            Some(&class) => class,
            None if hangul::is_hangul(c) => Class::HANGUL,
            // Some, such as Ⅷ, are both.
            None => Class(u8::from(c.is_alphabetic()) | u8::from(c.is_numeric()) << 1),
        }
    }

    /// The class of the character at byte `at` of a text, and how many bytes that has; `None` at
    /// the end of the text.
    #[inline]
    fn at(text: &str, at: usize) -> Option<(Class, usize)> {
        let byte = *text.as_bytes().get(at)?;
        if let Some(&class) = ASCII.get(usize::from(byte)) {
            return Some((class, 1));
        }
        let c = text[at..].chars().next()?;
        Some((Class::of(c), c.len_utf8()))
    }

    #[inline]
    fn joins(self, next: Class) -> bool {
        self.0 & next.0 != 0
    }
}

/// What the ASCII characters are.
const ASCII: [Class; 128] = {
    let mut table = [Class::OTHER; 128];
    let mut at = 0;
    while at < table.len() {
        if (at as u8).is_ascii_alphabetic() {
            table[at] = Class::LETTER;
        } else if (at as u8).is_ascii_digit() {
            table[at] = Class::DIGIT;
        }
        at += 1;
    }
    table
};

/// Whether one word may end in `last` and what is no Hangul follow it: no letter of the same word, no
/// decimals.
fn parts(last: char, rest: &str) -> bool {
    let Some(next) = rest.chars().next() else { return true };
    let decimal =
        last.is_numeric() && matches!(next, '.' | ',') && rest[1..].starts_with(char::is_numeric);
    !Class::of(last).joins(Class::of(next)) && !decimal
}
