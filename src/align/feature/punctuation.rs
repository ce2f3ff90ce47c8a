//! Marks that translation keeps: questions, exclamations, quotations, brackets, colons.

use crate::align::bead::Candidate;
use crate::document::Segment;

/// Marks that one side of the bead has and the other lacks, and marks that both have.
pub const NAMES: [&str; 6] = [
    "marks.question-both",
    "marks.question-one",
    "marks.quote-both",
    "marks.quote-one",
    "marks.bracket-both",
    "marks.open-end",
];

/// The marks of every segment.
pub(super) struct Marks {
    ko: Vec<Seen>,
    en: Vec<Seen>,
}

#[derive(Clone, Copy, Default)]
struct Seen {
    question: bool,
    quotes: u8,
    bracket: bool,
    /// The segment ends like a sentence.
    closed: bool,
}

impl Marks {
    pub fn new(ko: &[Segment], en: &[Segment]) -> Self {
        Marks { ko: ko.iter().map(Seen::of).collect(), en: en.iter().map(Seen::of).collect() }
    }

    pub fn measure(&self, bead: Candidate, out: &mut [f32]) {
        if bead.is_null() {
            return;
        }
        let ko = Seen::union(&self.ko[bead.ko()]);
        let en = Seen::union(&self.en[bead.en()]);
        out[0] = f32::from(ko.question && en.question);
        out[1] = f32::from(ko.question != en.question);
        let (fewer, more) = (ko.quotes.min(en.quotes), ko.quotes.max(en.quotes));
        out[2] = f32::from(fewer.min(4)) / 2.0;
        out[3] = f32::from((more - fewer).min(4)) / 2.0;
        out[4] = f32::from(ko.bracket && en.bracket);
        out[5] = f32::from(ko.closed != en.closed);
    }
}

impl Seen {
    fn of(segment: &Segment) -> Seen {
        let text = segment.text.as_str();
        let last =
            text.trim_end_matches(['"', '\'', '”', '’', ')', ']', '」', '』']).chars().next_back();
        Seen {
            question: text.contains(['?', '？']),
            quotes: text.matches(['"', '“', '”', '「', '」', '《', '》']).count().min(16) as u8,
            bracket: text.contains(['(', '（']),
            closed: matches!(last, Some('.' | '?' | '!' | '。' | '…')),
        }
    }

    fn union(segments: &[Seen]) -> Seen {
        segments.iter().fold(Seen::default(), |all, one| Seen {
            question: all.question | one.question,
            quotes: all.quotes + one.quotes,
            bracket: all.bracket | one.bracket,
            closed: one.closed,
        })
    }
}
