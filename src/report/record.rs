//! A finding with all that is needed to show it without the file.

use crate::check::Finding;
use crate::lang::tag::LangTag;
use crate::text::Span;
use crate::unit::Pair;

use super::message;

/// A finding, the texts it is about, and where they stand.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// What was found.
    pub finding: &'a Finding,
    /// The texts.
    pub pair: &'a Pair<'a>,
    /// The languages of the texts, source first.
    pub langs: &'a [LangTag; 2],
    /// The file, as the user named it.
    pub file: &'a str,
    /// Line of the file where the unit begins, from 1.
    pub line: Option<usize>,
    /// What the file calls the unit: `tuid`, message context.
    pub unit_id: Option<&'a str>,
    /// Stable id of the finding: see [`super::fingerprint`].
    pub id: &'a str,
}

/// A stretch of text, marked or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Run<'a> {
    /// The text, never empty.
    pub text: &'a str,
    /// Whether a span of the finding covers it.
    pub mark: bool,
}

impl<'a> Record<'a> {
    /// What is wrong, in one sentence without a full stop.
    pub fn message(&self) -> String {
        message::of(self.finding)
    }

    /// The source text, cut where marks begin and end.
    pub fn source_runs(&self) -> Vec<Run<'a>> {
        runs(&self.pair.source, &self.finding.source)
    }

    /// The target text, likewise.
    pub fn target_runs(&self) -> Vec<Run<'a>> {
        runs(&self.pair.target, &self.finding.target)
    }
}

/// Cuts a text where marks begin and end; marks may overlap and come in any order.
///
/// # Panics
/// When a span does not lie in the text.
fn runs<'a>(text: &'a str, spans: &[Span]) -> Vec<Run<'a>> {
    let mut spans = spans.to_vec();
    spans.sort_unstable();
    let mut runs = Vec::with_capacity(2 * spans.len() + 1);
    let mut push = |start: usize, end: usize, mark: bool| {
        if start < end {
            runs.push(Run { text: &text[start..end], mark });
        }
    };
    let mut at = 0;
    for span in spans {
        push(at, span.start, false);
        push(at.max(span.start), span.end, true);
        at = at.max(span.end);
    }
    push(at, text.len(), false);
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_that_overlap_are_cut_once() {
        let text = "수율이 올랐다";
        let at = |start: usize, end: usize| Span::new(start * 3, end * 3);
        let found = runs(text, &[at(1, 3), at(0, 2)]);
        let shown: Vec<(&str, bool)> = found.iter().map(|run| (run.text, run.mark)).collect();
        assert_eq!(shown, [("수율", true), ("이", true), (" 올랐다", false)]);
    }

    proptest! {
        #[test]
        fn runs_together_are_the_text(text in "[가-힣a-z ]{0,20}", cuts in proptest::collection::vec((0_usize..20, 0_usize..20), 0..5)) {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let place = |n: usize| places[n.min(places.len() - 1)];
            let spans: Vec<Span> =
                cuts.iter().map(|&(a, b)| Span::new(place(a.min(b)), place(a.max(b)))).collect();
            let joined: String = runs(&text, &spans).iter().map(|run| run.text).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
