//! A bead explained: both texts, what adds to its score, and what is answered in it.

use std::fmt::Write as _;

use crate::align::{Bead, Direction, Explanation};
use crate::document::Segment;

/// Several lines about the unit of this number (from 1): texts, contributions, answered items; the
/// source first.
///
/// # Panics
/// When the bead does not lie in these segments.
pub fn text(
    number: usize,
    bead: &Bead,
    explanation: &Explanation,
    direction: Direction,
    ko: &[Segment],
    en: &[Segment],
) -> String {
    let mut out = format!(
        "unit {number}: {}, confidence {:.1} %, score {:+.2}\n",
        direction.shape(bead.shape()),
        bead.confidence * 100.0,
        explanation.score()
    );
    let (source, target) =
        direction.order(("Korean", &ko[bead.ko.clone()]), ("English", &en[bead.en.clone()]));
    for (label, segments) in [source, target] {
        for segment in segments {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "  {label:<8}{:>5}  {}", segment.line, segment.text);
        }
    }
    let _ =
        writeln!(out, "\n  {:<22}{:>9}{:>9}{:>14}", "feature", "value", "weight", "contribution");
    for one in &explanation.contributions {
        let (value, weight) = (one.value, one.weight);
        let _ =
            writeln!(out, "  {:<22}{value:>9.3}{weight:>9.3}{:>+14.3}", one.feature, one.amount());
    }
    if explanation.answers.is_empty() {
        return out + "\n  nothing is answered\n";
    }
    let _ = writeln!(out, "\n  answered");
    for answer in &explanation.answers {
        let (source, target) = direction.order(&answer.ko, &answer.en);
        let _ = writeln!(out, "  {:<8} {source} ~ {target}", answer.family);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::{Aligner, Lexicon};
    use crate::document::Document;

    #[test]
    fn shows_texts_features_and_answers() {
        let ko = Document::from_segmented("정부는 8조원을 쓴다.\n비가 왔다.\n").segments;
        let en =
            Document::from_segmented("The government will spend 8 trillion won.\nIt rained.\n");
        let aligner = Aligner::new(Lexicon::core());
        let bead = Bead { ko: 0..1, en: 0..1, confidence: 0.987 };
        let explanation = aligner.explain(&ko, &en.segments, &bead).unwrap();
        let text = text(1, &bead, &explanation, Direction::KoreanToEnglish, &ko, &en.segments);
        assert!(text.starts_with("unit 1: 1-1, confidence 98.7 %, score +"), "{text}");
        for part in [
            "Korean      1  정부는 8조원을 쓴다.",
            "English     1  The government will spend 8 trillion won.",
            "anchor.number",
            "lexicon  정부는 ~ government",
            "number   8조원 ~ 8 trillion won",
        ] {
            assert!(text.contains(part), "{part} is not in\n{text}");
        }
    }
}
