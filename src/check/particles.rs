//! `particle.form` and `particle.both`: do the particles of Korean text fit the words before them?
//!
//! Reported only where it is certain how the word ends when it is read aloud, and that what follows
//! is a particle: after Latin letters, digits and signs (AI가, M100을), after renderings of the
//! glossary (the term check finds those), and after any word where no other word can end so: 를 after
//! a final consonant, 으로 after a vowel.

use super::prepared::Prepared;
use super::{Finding, Input, Rule, Severity};
use crate::lang::ko::hangul::{batchim, is_syllable};
use crate::lang::ko::particle::{self, Ending};
use crate::text::Span;

pub(super) const RULES: &[Rule] = &[FORM, BOTH];

const FORM: Rule = Rule {
    id: "particle.form",
    severity: Severity::Warning,
    english: "A particle of the Korean target does not fit the last sound of the word before it. \
        Latin words and numbers are read aloud (M100을, AI가); where the reading is not certain, \
        nothing is said.",
    korean: "조사가 앞말의 끝소리에 맞지 않습니다. 로마자와 숫자는 소리 내어 읽는 대로 보며(M100을, \
        AI가) 읽는 법이 확실하지 않으면 알리지 않습니다.",
    glossary: "",
    fires: &[("The company uses AI and the M100.", "회사는 AI을 쓰고 M100를 판다.")],
    silent: &[("The company uses AI and the M100.", "회사는 AI를 쓰고 M100을 판다.")],
};

const BOTH: Rule = Rule {
    id: "particle.both",
    severity: Severity::Warning,
    english: "Both forms of a particle are left in the Korean target, 을(를), after a word that is \
        known. After placeholders, where the word is not known, they are right.",
    korean: "앞말이 정해져 있는데도 ‘을(를)’처럼 조사의 두 형태가 함께 남아 있습니다. 자리표시자 뒤에 쓴 \
        것은 괜찮습니다.",
    glossary: "",
    fires: &[("The company sold the chip.", "회사는 칩을(를) 팔았다.")],
    silent: &[("Delete %s?", "%s을(를) 지울까요?")],
};

/// Both forms together, as they are written for words that are not known.
const BOTH_FORMS: &[&str] = &[
    "을(를)", "를(을)", "은(는)", "는(은)", "이(가)", "가(이)", "과(와)", "와(과)", "(으)로",
    "(이)라", "(이)나", "(이)며", "(이)랑",
];

/// Forms that end no other word than one that they follow as particles, whatever the word.
const CERTAIN: &[&str] = &["를", "으로", "으로는", "으로도", "으로서", "으로써", "으로부터"];

/// Forms that after a bare number are particles and no counters.
const AFTER_DIGITS: &[&str] = &["을", "를", "은", "는", "으로"];

/// Checks the particles of a Korean target.
pub(super) fn check(input: &Prepared, findings: &mut Vec<Finding>) {
    // A code may stand for the word before a particle.
    let has_codes = input.content.is_some_and(|(_, target)| !target.is_plain());
    if has_codes || !input.of_target.is_korean() {
        return;
    }
    both(input, findings);
    for word in words(input.target) {
        if let Some((span, found, right)) = misfit(input.target, word) {
            findings.push(finding(input, span, found, right));
        }
    }
}

/// A finding of `particle.form`: the word with its particle, and the form that should stand.
pub(super) fn finding(input: &Input, span: Span, form: &str, right: &str) -> Finding {
    let text = span.of(input.target);
    let word = text.strip_suffix(form).unwrap_or(text);
    Finding::new(&FORM, input)
        .in_target(span)
        .with("found", text)
        .with("expected", format!("{word}{right}"))
}

/// Words with what is written together: between blanks and marks that belong to no word.
fn words(text: &str) -> impl Iterator<Item = Span> {
    let inside = |c: char| c.is_alphanumeric() || "%％℃㎞㎝㎜㎏.,-".contains(c);
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(inside)?;
        let end = text[start..].find(|c| !inside(c)).map_or(text.len(), |end| start + end);
        rest = end;
        let word = Span::new(start, end).of(text).trim_end_matches(['.', ',', '-']);
        Some(Span::new(start, start + word.len()))
    })
}

/// The word with a particle that does not fit it: its place, the form found and the right one.
fn misfit(text: &str, word: Span) -> Option<(Span, &str, &'static str)> {
    let written = word.of(text);
    let tail = written.trim_end_matches(is_syllable).len();
    let (head, form) = written.split_at(tail);
    if !head.is_empty() && particle::pair(form).is_some() {
        // 3가 is a street, 2과 a lesson.
        let counts = !head.contains(char::is_alphabetic) && head.ends_with(char::is_numeric);
        if counts && !AFTER_DIGITS.contains(&form) {
            return None;
        }
        return Some((word, form, particle::mended(head, form)?));
    }
    let mut certain = CERTAIN.iter().filter_map(|form| Some((written.strip_suffix(form)?, form)));
    let (head, form) = certain.next()?;
    // 를 alone is a word of grammars; ㄹ before 으로 is as wrong as a vowel.
    let fits = match head.chars().next_back().filter(|c| is_syllable(*c))? {
        last if *form == "를" => batchim(last).is_none(),
        last => !matches!(batchim(last), None | Some('ㄹ')),
    };
    if fits { None } else { Some((word, *form, particle::mended(head, form)?)) }
}

/// A rendering that stands in the text with a particle that does not fit it, so that the term
/// check does not find it there: its place with the particle, the form found and the right one.
pub(super) fn misfit_after<'t>(text: &'t str, term: &str) -> Option<(Span, &'t str, &'static str)> {
    Ending::of(term)?;
    text.match_indices(term).find_map(|(at, _)| {
        let end = at + term.len();
        let rest = text[end..].find(|c| !is_syllable(c)).map_or(text.len(), |n| end + n);
        let form = &text[end..rest];
        let right = particle::mended(term, form)?;
        let begins = !text[..at].ends_with(char::is_alphanumeric);
        begins.then_some((Span::new(at, rest), form, right))
    })
}

fn both(input: &Input, findings: &mut Vec<Finding>) {
    let text = input.target;
    let open = |c: char| c == '(';
    if !text.contains(open) {
        return;
    }
    for form in BOTH_FORMS {
        for (at, _) in text.match_indices(form) {
            let before = &text[..at];
            if before.ends_with(char::is_alphanumeric) && !ends_in_placeholder(before) {
                let start = before.trim_end_matches(char::is_alphanumeric).len();
                let span = Span::new(start, at + form.len());
                findings
                    .push(Finding::new(&BOTH, input).in_target(span).with("found", span.of(text)));
            }
        }
    }
}

/// Whether a text ends in `%s`, `%1$d`, `$name` or the like.
fn ends_in_placeholder(text: &str) -> bool {
    let name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$' || c == '@';
    let before = text.trim_end_matches(name);
    before.ends_with('%') || text[before.len()..].contains('$')
}
