//! `consistency.target` and `consistency.source`: is one text always translated alike?
//!
//! Texts are compared by match key, less blanks, quotation marks and final marks. Hashes are kept,
//! not texts, so that a memory of millions of units can be checked.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::prepared::{Facts, Mark, Prepared};
use super::{Finding, Input, Rule, Severity};
use crate::text::key::Key;

pub(super) const RULES: &[Rule] = &[TARGET, SOURCE];

const TARGET: Rule = Rule {
    id: "consistency.target",
    severity: Severity::Warning,
    english: "The same source was translated otherwise before, in this file or another. Case, \
        quotation marks, blanks and final marks do not count.",
    korean: "같은 원문이 앞에서(이 파일이나 다른 파일에서) 다르게 번역되었습니다. 대소문자, 따옴표, \
        띄어쓰기, 끝 문장 부호의 차이는 보지 않습니다.",
    glossary: "",
    fires: &[
        ("회의는 비공개로 열렸다.", "The meeting was held behind closed doors."),
        ("회의는 비공개로 열렸다.", "They met in private."),
    ],
    silent: &[
        ("회의는 비공개로 열렸다.", "The meeting was held behind closed doors."),
        ("회의는 비공개로 열렸다", "The meeting was held behind closed doors"),
    ],
};

const SOURCE: Rule = Rule {
    id: "consistency.source",
    severity: Severity::Warning,
    english: "Another source has the same target. Reported for targets of three words or more: \
        different short texts often have one translation.",
    korean: "다른 원문이 똑같은 번역문을 가지고 있습니다. 짧은 글은 번역이 같을 수 있으므로 세 \
        단어 이상일 때만 알립니다.",
    glossary: "",
    fires: &[
        ("공장은 3월에 문을 연다.", "The plant opens in March."),
        ("공장은 문을 닫는다.", "The plant opens in March."),
    ],
    silent: &[("공장을 닫는다.", "Closed."), ("가게를 닫는다.", "Closed.")],
};

/// Characters of a source, blanks not counted, below which it may well be translated in many ways.
const SHORT_SOURCE: usize = 4;
/// Words of a target below which it may well translate many sources.
const SHORT_TARGET: usize = 3;

/// Where a text stood first, and with what on the other side.
#[derive(Debug, Clone, Copy)]
struct First {
    file: u32,
    unit: usize,
    other: u64,
}

/// The texts met so far.
#[derive(Debug, Default)]
pub(super) struct Seen {
    files: Vec<String>,
    by_source: HashMap<u64, First>,
    by_target: HashMap<u64, First>,
}

impl Seen {
    /// Says that the units to come are those of this file.
    pub fn begin_file(&mut self, name: &str) {
        self.files.push(name.to_string());
    }

    /// Compares the unit with those before it, and remembers it.
    pub fn check(&mut self, input: &Input, texts: Texts, findings: &mut Vec<Finding>) {
        let file = u32::try_from(self.files.len()).unwrap_or(u32::MAX);
        let Texts { source, target, .. } = texts;
        if source == target {
            return;
        }
        let here = |other| First { file, unit: input.number, other };
        let first = *self.by_source.entry(source).or_insert(here(target));
        if first.other != target && !texts.short_source {
            findings.push(self.finding(&TARGET, input, first));
        }
        let first = *self.by_target.entry(target).or_insert(here(source));
        if first.other != source && !texts.short_target {
            findings.push(self.finding(&SOURCE, input, first));
        }
    }

    fn finding(&self, rule: &Rule, input: &Input, first: First) -> Finding {
        let finding = Finding::new(rule, input).with("first", first.unit.to_string());
        let (file, last) = (first.file as usize, self.files.len());
        match self.files.get(file.wrapping_sub(1)) {
            Some(name) if file != last => finding.with("file", name.clone()),
            _ => finding,
        }
    }
}

/// What is compared of the two texts of a unit. Made apart from [`Seen`], so that it can be made
/// for many units at once.
#[derive(Debug, Clone, Copy)]
pub(super) struct Texts {
    source: u64,
    target: u64,
    short_source: bool,
    short_target: bool,
}

impl Texts {
    /// The texts of a unit.
    pub fn new(input: &Prepared) -> Texts {
        let source = bare(input.source, &input.of_source);
        let target = bare(input.target, &input.of_target);
        Texts {
            short_source: source.chars().count() < SHORT_SOURCE,
            short_target: input.target.split_whitespace().nth(SHORT_TARGET - 1).is_none(),
            source: hash(&source),
            target: hash(&target),
        }
    }
}

/// A text less all that does not count.
pub(super) fn bare(text: &str, facts: &Facts) -> String {
    let counts = |c: char| !c.is_whitespace() && !matches!(c, '"' | '\'' | '‘' | '’' | '“' | '”');
    let mut bare = String::with_capacity(text.len());
    if facts.has(Mark::Special) {
        bare.extend(Key::new(text).text().chars().filter(|&c| counts(c)));
    } else {
        for c in text.chars() {
            match c {
                '가'..='힣' => bare.push(c),
                _ if c.is_ascii() && counts(c) => bare.push(c.to_ascii_lowercase()),
                _ if counts(c) => bare.extend(c.to_lowercase()),
                _ => {}
            }
        }
    }
    bare.truncate(bare.trim_end_matches(['.', '!', '?', '…', '。']).len());
    bare
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
