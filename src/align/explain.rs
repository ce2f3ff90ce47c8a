//! Why a bead scores as it does: its features, and the items that answer each other in it.

use crate::document::Segment;

use super::bead::{Bead, Candidate, SHAPES};
use super::{Aligner, feature};

/// What one feature adds to the score of a bead.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contribution {
    /// Name of the feature, one of [`feature::NAMES`].
    pub feature: &'static str,
    /// Its value for the bead.
    pub value: f64,
    /// Its weight in the log-linear sum.
    pub weight: f64,
}

impl Contribution {
    /// What it adds to the score: weight times value.
    pub fn amount(&self) -> f64 {
        self.weight * self.value
    }
}

/// A Korean item of a bead and the English one that answers it, as they are written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Answer {
    /// What kind of item: `number`, `latin`, `term`, `lexicon` or `sound`.
    pub family: &'static str,
    /// The Korean item: 8조원, or the eojeol that a lexicon word stands in.
    pub ko: String,
    /// The English item: *8 trillion won*.
    pub en: String,
}

/// Why a bead scores as it does.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The features that have a value for the bead; the strongest first, whatever their sign.
    pub contributions: Vec<Contribution>,
    /// The items that answer each other in the bead, by family.
    pub answers: Vec<Answer>,
}

impl Explanation {
    /// The score of the bead: the sum of the contributions. Only differences between the scores of
    /// beads mean something.
    pub fn score(&self) -> f64 {
        self.contributions.iter().map(Contribution::amount).sum()
    }
}

impl Aligner<'_> {
    /// Explains a bead of these two documents; `None` when it lies outside of them or has a shape
    /// that is not in [`SHAPES`].
    ///
    /// Measures the documents anew: as much work as most of an alignment.
    pub fn explain(&self, ko: &[Segment], en: &[Segment], bead: &Bead) -> Option<Explanation> {
        let shape = SHAPES.iter().position(|&shape| shape == bead.shape())?;
        let (ko_inside, en_inside) = (ko.get(bead.ko.clone())?, en.get(bead.en.clone())?);
        let (features, _) = self.measure(ko, en);
        let values = features.of(Candidate { i: bead.ko.start, j: bead.en.start, shape });
        let mut contributions: Vec<Contribution> = feature::NAMES
            .iter()
            .zip(values)
            .zip(&self.weights.0)
            .map(|((feature, value), &weight)| Contribution {
                feature,
                value: value.into(),
                weight,
            })
            .filter(|contribution| contribution.value != 0.0)
            .collect();
        contributions.sort_by(|a, b| b.amount().abs().total_cmp(&a.amount().abs()));
        // The items of the bead alone, so that they are written as they stand in it.
        let mut answers: Vec<Answer> = Vec::new();
        for anchors in self.anchors(ko_inside, en_inside, &[]) {
            answers.extend(anchors.links.iter().map(|&(k, e)| Answer {
                family: anchors.family.name(),
                ko: anchors.written.0[k as usize].to_string(),
                en: anchors.written.1[e as usize].to_string(),
            }));
        }
        answers.sort();
        answers.dedup();
        Some(Explanation { contributions, answers })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::Lexicon;
    use crate::document::Document;

    const KOREAN: &str =
        "정부는 반도체에 8조원을 쓴다.\n쿤룬신은 AI 칩을 만든다.\n주가는 내렸다.\n";
    const ENGLISH: &str = "The government will spend 8 trillion won on semiconductors.\n\
        Kunlunxin makes AI chips.\nThe share price fell.\n";

    fn explained(at: usize) -> Explanation {
        let (ko, en) = (Document::from_segmented(KOREAN), Document::from_segmented(ENGLISH));
        let aligner = Aligner::new(Lexicon::core());
        let beads = aligner.align(&ko.segments, &en.segments);
        assert_eq!(beads.len(), 3);
        aligner.explain(&ko.segments, &en.segments, &beads[at]).unwrap()
    }

    fn answers(explanation: &Explanation, family: &str) -> Vec<(String, String)> {
        let of_family = explanation.answers.iter().filter(|answer| answer.family == family);
        of_family.map(|answer| (answer.ko.clone(), answer.en.clone())).collect()
    }

    #[test]
    fn names_what_is_answered_as_it_is_written() {
        let first = explained(0);
        let numbers = answers(&first, "number");
        assert!(numbers[0].0.starts_with("8조") && numbers[0].1.starts_with("8 trillion"));
        let words = answers(&first, "lexicon");
        assert!(words.contains(&("정부는".into(), "government".into())), "{words:?}");
        let second = explained(1);
        assert_eq!(answers(&second, "latin"), [("AI".into(), "AI".into())]);
        assert!(answers(&second, "sound").iter().any(|(_, en)| en == "Kunlunxin"), "{second:?}");
    }

    #[test]
    fn contributions_come_strongest_first_and_sum_up_to_the_score() {
        let explanation = explained(0);
        let amounts: Vec<f64> =
            explanation.contributions.iter().map(|c| c.amount().abs()).collect();
        assert!(amounts.is_sorted_by(|a, b| a >= b));
        assert!(explanation.score() > 0.0);
        assert!(explanation.contributions.iter().any(|c| c.feature == "anchor.number"));
    }

    #[test]
    fn there_is_nothing_to_say_of_a_bead_outside() {
        let ko = Document::from_segmented(KOREAN).segments;
        let aligner = Aligner::new(Lexicon::core());
        for (from, to) in [(0..1, 7..8), (0..3, 0..0)] {
            let bead = Bead { ko: from, en: to, confidence: 1.0 };
            assert_eq!(aligner.explain(&ko, &ko, &bead), None);
        }
    }
}
