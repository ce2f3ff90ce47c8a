//! `consistency.target` and `consistency.source`: is one text always translated alike?
//!
//! Texts are compared by match key, less blanks, quotation marks and final marks. Hashes are kept,
//! not texts, so that a memory of millions of units can be checked.

mod compared;

use hashbrown::HashTable;

use super::prepared::Prepared;
use super::{Finding, Input, Rule, Severity};
use compared::Compared;
pub(super) use compared::{Comparison, bare};

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
        different short texts often have one translation. Sources that differ only in particles \
        such as 은 and 이 are told at severity info.",
    korean: "다른 원문이 똑같은 번역문을 가지고 있습니다. 짧은 글은 번역이 같을 수 있으므로 세 \
        단어 이상일 때만 알립니다. 은·이 같은 조사만 다르면 참고(info)로 알립니다.",
    glossary: "",
    fires: &[
        ("공장은 3월에 문을 연다.", "The plant opens in March."),
        ("공장은 문을 닫는다.", "The plant opens in March."),
    ],
    silent: &[("공장을 닫는다.", "Closed."), ("가게를 닫는다.", "Closed.")],
};

/// Words of a target below which it may well translate many sources.
const SHORT_TARGET: usize = 3;

/// A unit in which a text stood first. A million of them are held for a memory of a million units.
#[derive(Debug, Clone, Copy)]
struct First {
    source: u64,
    target: u64,
    /// The Korean one of the two without its plain particles.
    stems: u64,
    file: u32,
    unit: u32,
}

/// The texts met so far: some 50 bytes a unit that has a new one.
#[derive(Debug, Default)]
pub(super) struct Seen {
    files: Vec<String>,
    units: Vec<First>,
    /// Places in `units`, by source and by target.
    by_source: HashTable<u32>,
    by_target: HashTable<u32>,
}

impl Seen {
    /// Says that the units to come are those of this file.
    pub fn begin_file(&mut self, name: &str) {
        self.files.push(name.to_string());
    }

    /// Compares the unit with those before it, and remembers it.
    pub fn check(&mut self, input: &Input, texts: Texts, findings: &mut Vec<Finding>) {
        let Texts { source, target, .. } = texts;
        if source == target {
            return;
        }
        let unit = |&at: &u32| &self.units[at as usize];
        let same_source = self.by_source.find(source, |at| unit(at).source == source).map(unit);
        let same_target = self.by_target.find(target, |at| unit(at).target == target).map(unit);
        if let Some(first) = same_source
            && first.target != target
            && !texts.short_source
        {
            findings.push(self.finding(&TARGET, input, &texts, first));
        }
        if let Some(first) = same_target
            && first.source != source
            && !texts.short_target
        {
            findings.push(self.finding(&SOURCE, input, &texts, first));
        }
        let new = (same_source.is_none(), same_target.is_none());
        self.remember(input.number, &texts, new);
    }

    /// Remembers the unit by those of its texts that are `new`: the source, the target.
    fn remember(&mut self, number: usize, texts: &Texts, new: (bool, bool)) {
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let Ok(at) = u32::try_from(self.units.len()) else { return };
        let Seen { files, units, by_source, by_target } = self;
        if new.0 {
            by_source.insert_unique(texts.source, at, |&at| units[at as usize].source);
        }
        if new.1 {
            by_target.insert_unique(texts.target, at, |&at| units[at as usize].target);
        }
        if new.0 || new.1 {
            let (file, unit) = (small(files.len()), small(number));
            let Texts { source, target, stems, .. } = *texts;
            units.push(First { source, target, stems, file, unit });
        }
    }

    /// A finding; hardly worth a look where the two texts that should be the same are Korean and
    /// differ in particles.
    fn finding(&self, rule: &Rule, input: &Input, texts: &Texts, first: &First) -> Finding {
        let mut finding = Finding::new(rule, input).with("first", first.unit.to_string());
        let korean = if rule.id == SOURCE.id { Side::Source } else { Side::Target };
        if texts.korean == Some(korean) && first.stems == texts.stems {
            finding.severity = Severity::Info;
        }
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
    /// The Korean one of the two without its plain particles.
    stems: u64,
    /// Which of the two it is, if any.
    korean: Option<Side>,
    short_source: bool,
    short_target: bool,
}

/// One of the two texts of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Source,
    Target,
}

impl Texts {
    /// The texts of a unit.
    pub fn new(input: &Prepared, comparison: &Comparison) -> Texts {
        let source = Compared::of(input.source, &input.of_source, comparison);
        let target = Compared::of(input.target, &input.of_target, comparison);
        let except = comparison.excepts(input.source, &input.of_source)
            || comparison.excepts(input.target, &input.of_target);
        let korean = match (input.of_source.is_korean(), input.of_target.is_korean()) {
            (true, _) => Some(Side::Source),
            (false, true) => Some(Side::Target),
            (false, false) => None,
        };
        let few_words = || input.target.split_whitespace().nth(SHORT_TARGET - 1).is_none();
        Texts {
            short_source: except || source.short,
            short_target: except || few_words(),
            source: source.letters,
            target: target.letters,
            stems: if korean == Some(Side::Target) { target.stems } else { source.stems },
            korean,
        }
    }
}
