//! `word.double`: a word written twice.

use std::sync::LazyLock;

use super::prepared::Prepared;
use super::{Finding, Rule, Severity};
use crate::text::Span;
use crate::text::chars::CharClass;

pub(super) const RULES: &[Rule] = &[DOUBLED];

const DOUBLED: Rule = Rule {
    id: "word.double",
    severity: Severity::Warning,
    english: "A word stands twice in the English text. Words that may (had had, that that) and \
        names (Duran Duran) are left alone.",
    korean: "영어 번역문에 같은 낱말이 잇달아 두 번 나옵니다. 겹쳐 쓸 수 있는 낱말(had had 등)과 \
        이름은 보지 않습니다.",
    glossary: "",
    fires: &[("시장은 조용하다.", "The market is is quiet.")],
    silent: &[("그가 겪은 일이다.", "It is what he had had to go through.")],
};

/// Words that may stand twice: by grammar, for emphasis, or as one expression.
const MAY_DOUBLE: [&str; 26] = [
    "had", "that", "her", "very", "so", "no", "yes", "bye", "ha", "ho", "hey", "now", "there",
    "well", "knock", "hear", "blah", "many", "much", "really", "far", "long", "do", "can", "wait",
    "never",
];

/// Finds doubled words.
pub(super) fn check(input: &Prepared, findings: &mut Vec<Finding>) {
    if !input.of_target.has_latin() {
        return;
    }
    let mut last: Option<(Span, &str)> = None;
    for (span, word) in words(input.target) {
        if let Some((before, previous)) = last
            && previous.eq_ignore_ascii_case(word)
            && input.target[before.end..span.start].trim().is_empty()
            && is_latin(word)
            && !may_double(word)
        {
            let both = Span::new(before.start, span.end);
            findings.push(Finding::new(&DOUBLED, input).in_target(both).with("found", word));
        }
        last = Some((span, word));
    }
}

/// Whether a word is one of Latin letters.
fn is_latin(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_alphabetic() || c == '\'')
        && word.contains(|c: char| c.is_ascii_alphabetic())
}

fn may_double(word: &str) -> bool {
    // Both capital: a name, or a sign such as "AI AI".
    word.starts_with(|c: char| c.is_ascii_uppercase())
        || MAY_DOUBLE.iter().any(|may| may.eq_ignore_ascii_case(word))
}

/// What stands inside words.
static INSIDE: LazyLock<CharClass> = LazyLock::new(|| {
    CharClass::new(|c| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '_'))
});

/// The words of a text, those with an apostrophe inside whole, with their places.
fn words(text: &str) -> impl Iterator<Item = (Span, &str)> {
    let inside = &*INSIDE;
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = inside.next(text, at);
        at = inside.end(text, start);
        (start < at).then(|| (Span::new(start, at), &text[start..at]))
    })
}
