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

use super::parted::{self, Parted};
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
    /// The forms, those of one pattern side by side; the tree tells where they begin.
    forms: Vec<Form>,
    /// Entry, term and expression of the entries that are found by one.
    patterns: Vec<(usize, usize, Regex)>,
    /// The terms whose parts are among the forms.
    parted: Parted,
}

/// One written form of a term, or of a part of one: here what is asked of every one that may stand
/// somewhere.
struct Form {
    entry: usize,
    /// Which of the terms of the entry it is a form of.
    term: usize,
    /// How many bytes its pattern has: a key as long has no gap.
    length: usize,
    /// After which letters a word of it ends: bit 0 stands for the first. Words that end after
    /// more than 64 letters are told by the writing only.
    breaks: u64,
    /// Whether any case will do.
    any_case: bool,
    /// Whether the next form has another pattern.
    is_last: bool,
    writing: Box<Writing>,
}

/// How a form is written.
struct Writing {
    /// The written form itself, when nothing else will do.
    exact: Option<String>,
    case: Case,
    /// Without blanks and hyphens, in the case of the glossary.
    text: String,
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
        let mut before = Class::OTHER;
        for (start, c) in key.text().char_indices() {
            let class = Class::of(c);
            if std::mem::replace(&mut before, class).joins(class) {
                continue;
            }
            // A word begins.
            let Some(node) = trie.first(c) else { continue };
            walk(trie, key.text(), start, node, |first, inner| {
                if !ends_word(key.text(), inner) {
                    return;
                }
                let span = key.origin(inner);
                let found = Found { text: span.of(text), key: inner.of(key.text()) };
                for form in &self.forms[first..] {
                    if form.fits(&found) {
                        hits.push(Hit { entry: form.entry, term: form.term, span });
                    }
                    if form.is_last {
                        break;
                    }
                }
            });
        }
        self.parted.join(text, &mut hits);
        hits.sort_by_key(|hit| {
            (hit.span.start, std::cmp::Reverse(hit.span.end), hit.entry, hit.term)
        });
        hits.dedup_by_key(|hit| (hit.span, hit.entry));
        hits
    }

    /// Whether a hit is one of a term in parts, so that its span holds words of no term.
    pub(super) fn is_parted(&self, hit: &Hit) -> bool {
        self.parted.holds(hit)
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
        for &letter in trie.label(node) {
            if rest.find(|&c| !is_gap(c)) != Some(letter) {
                return;
            }
        }
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
    parted: Parted,
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
        let mut builder = Builder::default();
        let mut all: Vec<Term> = Vec::new();
        for (number, entry) in entries.enumerate() {
            let (terms, matching) = side(entry);
            for (term, text) in terms.iter().enumerate() {
                builder.take_apart(
                    Term { entry: number, term, case: entry.case, matching, text },
                    &mut all,
                );
            }
        }
        // Writing out the forms is most of the work, and no term needs another.
        let forms: Vec<Vec<(String, Form)>> = all.par_iter().map(Term::forms).collect();
        for (term, forms) in all.iter().zip(forms) {
            match term.matching {
                Match::Regex => builder.add_pattern(term.entry, term.term, term.case, term.text),
                _ => forms.into_iter().for_each(|(pattern, form)| builder.add(pattern, form)),
            }
        }
        builder.build()
    }

    /// Puts a term into `all`, or its parts.
    fn take_apart<'a>(&mut self, term: Term<'a>, all: &mut Vec<Term<'a>>) {
        let parts = match term.matching {
            Match::Regex => vec![term.text],
            _ => parted::parts(term.text),
        };
        if let [whole] = parts[..] {
            all.push(Term { text: whole, ..term });
            return;
        }
        let entry = self.parted.add(term.entry, term.term, parts.len());
        let part = |(part, text)| Term { entry, term: part, text, ..term };
        all.extend(parts.into_iter().enumerate().map(part));
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
        let mut forms: Vec<Form> = Vec::new();
        let mut starts: Vec<u32> = Vec::new();
        for of_pattern in self.forms {
            starts.extend(u32::try_from(forms.len()));
            forms.extend(of_pattern);
            if let Some(form) = forms.last_mut() {
                form.is_last = true;
            }
        }
        let numbered = starts.len() == self.patterns.len() && !starts.is_empty();
        let mut trie = numbered.then(|| Trie::new(&self.patterns)).flatten();
        if let Some(trie) = &mut trie {
            trie.renumber(&starts);
        }
        Side { trie, forms, patterns: self.expressions, parted: self.parted }
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
            let writing = Writing::new(&written, self.case, self.matching);
            // The text of a form is folded already, all but its case.
            let pattern: String = writing.text.chars().flat_map(char::to_lowercase).collect();
            let form = Form::new(self.entry, self.term, pattern.len(), writing);
            (pattern, form)
        };
        written.into_iter().map(form).filter(|(pattern, _)| !pattern.is_empty()).collect()
    }
}

fn written_forms(term: &str) -> Vec<String> {
    if term.chars().any(hangul::is_hangul) { vec![term.to_string()] } else { inflect::forms(term) }
}

impl Writing {
    fn new(written: &str, case: Case, matching: Match) -> Writing {
        let key = Key::cased(written);
        let words = key.text().split(is_gap).map(|word| word.chars().count());
        Writing {
            exact: (matching == Match::Exact).then(|| key.text().to_string()),
            case,
            plain: !key.text().contains(char::is_uppercase),
            words: words.filter(|&count| count > 0).collect(),
            text: key.without(is_gap).text().to_string(),
        }
    }

    /// Whether any case will do.
    fn takes_any_case(&self) -> bool {
        let plain = self.case == Case::Auto && self.plain;
        self.exact.is_none() && (self.case == Case::Insensitive || plain)
    }

    /// Whether what stands there has the letters of the form in a case that it takes.
    fn case_fits(&self, found: &Found) -> bool {
        match self.case {
            Case::Insensitive => true,
            Case::Auto => {
                self.plain || inflect::case_fits(&self.text, &self.words, &found.letters())
            }
            Case::Sensitive => self.text == found.letters(),
        }
    }

    /// After how many letters its words end, in order.
    fn breaks(&self) -> impl Iterator<Item = usize> {
        self.words.iter().scan(0, |sum, word| {
            *sum += word;
            Some(*sum)
        })
    }
}

impl Form {
    fn new(entry: usize, term: usize, length: usize, writing: Writing) -> Form {
        let bit = |letters: usize| 1_u64.checked_shl(letters as u32 - 1).unwrap_or(0);
        Form {
            entry,
            term,
            length,
            breaks: writing.breaks().map(bit).fold(0, |all, bit| all | bit),
            any_case: writing.takes_any_case(),
            is_last: false,
            writing: Box::new(writing),
        }
    }

    /// Whether what stands there is this form: its letters, their case and the gaps.
    fn fits(&self, found: &Found) -> bool {
        let case = self.any_case
            || match &self.writing.exact {
                Some(exact) => return found.cased() == *exact,
                None => self.writing.case_fits(found),
            };
        case && (found.key.len() == self.length || self.gaps_fit(found.key))
    }

    /// A blank stands where the term has one, or cuts a long word into two long pieces (공급 망,
    /// *chip maker*); a hyphen may join the parts of any Latin word.
    fn gaps_fit(&self, spaced: &str) -> bool {
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
                let letters: usize = self.writing.words.iter().sum();
                c == '-' || before >= LATIN_PIECE && letters - before >= LATIN_PIECE
            };
            if !fits {
                return false;
            }
        }
        true
    }

    /// Whether a word of the term ends after this many letters.
    fn has_break(&self, letters: usize) -> bool {
        match letters {
            0 => false,
            1..=64 => self.breaks >> (letters - 1) & 1 == 1,
            _ => self.writing.breaks().any(|end| end == letters),
        }
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
