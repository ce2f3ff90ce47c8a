//! Scores an alignment against one that a human made.
//!
//! Two kinds of gold are known. Exact beads: the figures are those of the field, *strict* and *lax*
//! as the vecalign scorer has them (Thompson and Koehn, *Vecalign*, 2019), and F1 over sentence
//! links. Paragraphs (each line one paragraph, however its sentences pair): how many links stay
//! inside a paragraph and how much of the paragraphs they cover. Counts are kept, figures derived,
//! so that the sum over documents is a micro-average.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::AddAssign;

use crate::error::{Error, Result};

/// Indices of a bead: Korean, English, each ascending, counted from 0.
pub type Indices = (Vec<usize>, Vec<usize>);

/// Reads beads, one a line: Korean indices, a tab, English indices; from 0, comma separated, empty
/// where a side has none. Blank lines and further columns are passed over.
///
/// # Errors
/// Names the line that has no tab, holds something else than numbers, or an index that stood in an
/// earlier bead.
pub fn parse(text: &str) -> Result<Vec<Indices>> {
    Ok(parse_lines(text)?.into_iter().map(|(_, bead)| bead).collect())
}

/// The same, each bead with its line (from 1).
pub(crate) fn parse_lines(text: &str) -> Result<Vec<(usize, Indices)>> {
    let mut beads = Vec::new();
    let mut seen: [BTreeMap<usize, usize>; 2] = Default::default();
    for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let fault = |message: String| Err(Error::malformed(message).at_line(n + 1));
        let mut cells = line.split('\t');
        let (Some(ko), Some(en)) = (cells.next(), cells.next()) else {
            return fault("this line has no tab between Korean and English indices".into());
        };
        let mut sides = [Vec::new(), Vec::new()];
        for ((side, cell), seen) in sides.iter_mut().zip([ko, en]).zip(&mut seen) {
            for index in cell.split(',').map(str::trim).filter(|index| !index.is_empty()) {
                let Ok(index) = index.parse() else {
                    return fault(format!("'{index}' is not the index of a segment"));
                };
                if let Some(earlier) = seen.insert(index, n + 1) {
                    return fault(format!("index {index} stands in line {earlier} already"));
                }
                side.push(index);
            }
            side.sort_unstable();
        }
        let [ko, en] = sides;
        if !(ko.is_empty() && en.is_empty()) {
            beads.push((n + 1, (ko, en)));
        }
    }
    Ok(beads)
}

/// Precision and recall, each 0..1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rates {
    /// Share of what was predicted that is right.
    pub precision: f64,
    /// Share of the gold that was found.
    pub recall: f64,
}

impl Rates {
    /// Harmonic mean of the two; 0 when both are.
    pub fn f1(self) -> f64 {
        let sum = self.precision + self.recall;
        if sum > 0.0 { 2.0 * self.precision * self.recall / sum } else { 0.0 }
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Counts of right things, predicted things and things in the gold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Counts {
    right: usize,
    predicted: usize,
    gold: usize,
}

impl Counts {
    fn rates(self) -> Rates {
        Rates { precision: share(self.right, self.predicted), recall: share(self.right, self.gold) }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.right += other.right;
        self.predicted += other.predicted;
        self.gold += other.gold;
    }
}

/// Score against exact beads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Exact {
    /// How many documents it sums up.
    pub files: usize,
    strict: Counts,
    /// Beads that share a link with the other side: of the predicted ones, of the gold ones.
    lax: (usize, usize),
    links: Counts,
    /// Beads, those with one side included, that are in the gold.
    with_null: Counts,
    null: Counts,
}

impl Exact {
    /// Scores one document.
    pub fn of(gold: &[Indices], predicted: &[Indices]) -> Exact {
        let (gold_pairs, predicted_pairs) = (pairs(gold), pairs(predicted));
        let (gold_links, predicted_links) = (links(gold), links(predicted));
        let hit: BTreeSet<(usize, usize)> =
            gold_links.intersection(&predicted_links).copied().collect();
        let touching = |pairs: &BTreeSet<&Indices>| {
            pairs.iter().filter(|bead| bead_links(bead).any(|link| hit.contains(&link))).count()
        };
        let all_gold: BTreeSet<&Indices> = gold.iter().collect();
        let all_predicted: BTreeSet<&Indices> = predicted.iter().collect();
        // A sentence that the prediction leaves out counts as without counterpart.
        let sentences = sentences(gold.iter());
        let alone = |pairs: &BTreeSet<&Indices>| -> BTreeSet<(bool, usize)> {
            sentences.difference(&self::sentences(pairs.iter().copied())).copied().collect()
        };
        Exact {
            files: 1,
            strict: counts(&gold_pairs, &predicted_pairs),
            lax: (touching(&predicted_pairs), touching(&gold_pairs)),
            links: counts(&gold_links, &predicted_links),
            with_null: counts(&all_gold, &all_predicted),
            null: counts(&alone(&gold_pairs), &alone(&predicted_pairs)),
        }
    }

    /// A bead with both sides is right when the very same bead is in the gold.
    pub fn strict(&self) -> Rates {
        self.strict.rates()
    }

    /// A bead with both sides is right when it shares a sentence pair with a bead of the gold.
    pub fn lax(&self) -> Rates {
        Rates {
            precision: share(self.lax.0, self.strict.predicted),
            recall: share(self.lax.1, self.strict.gold),
        }
    }

    /// Every pair of sentences inside of a bead is a link.
    pub fn links(&self) -> Rates {
        self.links.rates()
    }

    /// As the vecalign scorer counts: beads with one side count in the precision, not in the
    /// recall.
    pub fn with_null(&self) -> Rates {
        Rates { precision: self.with_null.rates().precision, ..self.strict() }
    }

    /// The sentences that stand in no bead with both sides.
    pub fn null(&self) -> Rates {
        self.null.rates()
    }

    /// The columns of a report, by name: the share of each.
    pub fn figures(&self) -> [(&'static str, f64); 11] {
        let (strict, lax, links) = (self.strict(), self.lax(), self.links());
        [
            ("strictP", strict.precision),
            ("strictR", strict.recall),
            ("strictF", strict.f1()),
            ("laxP", lax.precision),
            ("laxR", lax.recall),
            ("laxF", lax.f1()),
            ("linkP", links.precision),
            ("linkR", links.recall),
            ("linkF", links.f1()),
            ("vecF", self.with_null().f1()),
            ("nullF", self.null().f1()),
        ]
    }
}

impl AddAssign for Exact {
    fn add_assign(&mut self, other: Exact) {
        self.files += other.files;
        self.strict += other.strict;
        self.lax = (self.lax.0 + other.lax.0, self.lax.1 + other.lax.1);
        self.links += other.links;
        self.with_null += other.with_null;
        self.null += other.null;
    }
}

/// Score against paragraphs: gold of which each line is one paragraph, not one bead.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Paragraphs {
    /// How many documents it sums up.
    pub files: usize,
    /// Links inside of a paragraph, of all links (`gold` is not counted).
    links: Counts,
    /// Sentences with a right link, of those in paragraphs with both sides.
    covered: [(usize, usize); 2],
    single: Counts,
}

impl Paragraphs {
    /// Scores one document.
    pub fn of(gold: &[Indices], predicted: &[Indices]) -> Paragraphs {
        let mut place: [BTreeMap<usize, usize>; 2] = Default::default();
        for (n, (ko, en)) in gold.iter().enumerate().filter(|(_, bead)| is_pair(bead)) {
            place[0].extend(ko.iter().map(|&k| (k, n)));
            place[1].extend(en.iter().map(|&e| (e, n)));
        }
        let links = links(predicted);
        let inside = |&&(k, e): &&(usize, usize)| {
            place[0].get(&k).is_some_and(|n| place[1].get(&e) == Some(n))
        };
        let right: Vec<(usize, usize)> = links.iter().filter(inside).copied().collect();
        let ko: BTreeSet<usize> = right.iter().map(|link| link.0).collect();
        let en: BTreeSet<usize> = right.iter().map(|link| link.1).collect();

        let single: BTreeSet<&Indices> =
            gold.iter().filter(|(ko, en)| ko.len() == 1 && en.len() == 1).collect();
        let of_single = sentences(single.iter().copied());
        let touches = |bead: &&Indices| !sentences(std::iter::once(*bead)).is_disjoint(&of_single);
        let touching: BTreeSet<&Indices> = pairs(predicted).into_iter().filter(touches).collect();
        Paragraphs {
            files: 1,
            links: Counts { right: right.len(), predicted: links.len(), gold: 0 },
            covered: [(ko.len(), place[0].len()), (en.len(), place[1].len())],
            single: counts(&single, &touching),
        }
    }

    /// Share of the links whose two sentences stand in one paragraph.
    pub fn link_precision(&self) -> f64 {
        share(self.links.right, self.links.predicted)
    }

    /// Share of the Korean and of the English sentences, of those in paragraphs with both sides,
    /// that have a right link.
    pub fn coverage(&self) -> [f64; 2] {
        self.covered.map(|(right, all)| share(right, all))
    }

    /// Link precision, with the mean of the two coverages as recall.
    pub fn overall(&self) -> Rates {
        let [ko, en] = self.coverage();
        Rates { precision: self.link_precision(), recall: (ko + en) / 2.0 }
    }

    /// Strict score on the paragraphs of one sentence on each side.
    pub fn single(&self) -> Rates {
        self.single.rates()
    }

    /// The columns of a report, by name: the share of each.
    pub fn figures(&self) -> [(&'static str, f64); 5] {
        let [ko, en] = self.coverage();
        [
            ("linkP", self.link_precision()),
            ("covKo", ko),
            ("covEn", en),
            ("paraF", self.overall().f1()),
            ("1-1", self.single().f1()),
        ]
    }
}

impl AddAssign for Paragraphs {
    fn add_assign(&mut self, other: Paragraphs) {
        self.files += other.files;
        self.links += other.links;
        for (sum, more) in self.covered.iter_mut().zip(other.covered) {
            *sum = (sum.0 + more.0, sum.1 + more.1);
        }
        self.single += other.single;
    }
}

fn is_pair(bead: &Indices) -> bool {
    !bead.0.is_empty() && !bead.1.is_empty()
}

/// The distinct beads with both sides.
fn pairs(beads: &[Indices]) -> BTreeSet<&Indices> {
    beads.iter().filter(|bead| is_pair(bead)).collect()
}

fn bead_links((ko, en): &Indices) -> impl Iterator<Item = (usize, usize)> {
    ko.iter().flat_map(move |&k| en.iter().map(move |&e| (k, e)))
}

fn links(beads: &[Indices]) -> BTreeSet<(usize, usize)> {
    beads.iter().flat_map(bead_links).collect()
}

/// Every sentence of the beads: whether it is English, and its index.
fn sentences<'a>(beads: impl Iterator<Item = &'a Indices>) -> BTreeSet<(bool, usize)> {
    let of =
        |(ko, en): &'a Indices| ko.iter().map(|&k| (false, k)).chain(en.iter().map(|&e| (true, e)));
    beads.flat_map(of).collect()
}

fn counts<T: Ord>(gold: &BTreeSet<T>, predicted: &BTreeSet<T>) -> Counts {
    let right = gold.intersection(predicted).count();
    Counts { right, predicted: predicted.len(), gold: gold.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beads(text: &str) -> Vec<Indices> {
        parse(text).unwrap()
    }

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
    }

    #[test]
    fn a_perfect_alignment_scores_one() {
        let gold = beads("0\t0\n1,2\t1\n\t2\n3\t3,4\n");
        for (name, figure) in Exact::of(&gold, &gold).figures() {
            assert!((figure - 1.0).abs() < 1e-9, "{name}: {figure}");
        }
        for (name, figure) in Paragraphs::of(&gold, &gold).figures() {
            assert!((figure - 1.0).abs() < 1e-9, "{name}: {figure}");
        }
    }

    #[test]
    fn a_bead_of_the_wrong_size_is_lax_but_not_strict() {
        let gold = beads("0\t0\n1,2\t1\n3\t\n4\t2\n");
        let predicted = beads("0\t0\n1\t1\n2\t\n3\t\n4\t2\n");
        let score = Exact::of(&gold, &predicted);
        // Three predicted pairs and three in the gold, two the same; all share a link.
        close(score.strict().f1(), 2.0 / 3.0);
        close(score.lax().f1(), 1.0);
        // Links: three predicted, four in the gold.
        close(score.links().recall, 0.75);
        // Of five predicted beads three are in the gold, 3-0 among them.
        close(score.with_null().precision, 0.6);
        // 2 and 3 are predicted to stand alone; only 3 does.
        close(score.null().precision, 0.5);
        close(score.null().recall, 1.0);
    }

    #[test]
    fn what_a_prediction_leaves_out_stands_alone() {
        let score = Exact::of(&beads("0\t0\n1\t\n"), &[]);
        close(score.null().recall, 1.0);
        close(score.null().precision, 1.0 / 3.0);
        close(score.strict().f1(), 0.0);
    }

    #[test]
    fn paragraphs_ask_for_links_inside_of_them() {
        let gold = beads("0\t0\n1,2,3\t1,2\n4\t\n");
        let predicted = beads("0\t0\n1\t1\n2\t2\n3,4\t\n");
        let score = Paragraphs::of(&gold, &predicted);
        close(score.link_precision(), 1.0);
        close(score.coverage()[0], 0.75);
        close(score.coverage()[1], 1.0);
        close(score.single().f1(), 1.0);
        let shifted = Paragraphs::of(&gold, &beads("0\t1\n1\t0\n"));
        close(shifted.link_precision(), 0.0);
        close(shifted.single().f1(), 0.0);
    }

    #[test]
    fn sums_are_micro_averages() {
        let (long, short) = (beads("0\t0\n1\t1\n2\t2\n"), beads("0\t0\n"));
        let mut sum = Exact::of(&long, &long);
        sum += Exact::of(&short, &beads("0\t\n\t0\n"));
        assert_eq!(sum.files, 2);
        close(sum.strict().recall, 0.75);
        close(sum.strict().precision, 1.0);
    }

    #[test]
    fn faults_name_their_line() {
        for (text, line, message) in [
            ("0\t0\n1 1\n", 2, "no tab"),
            ("0\tzero\n", 1, "'zero'"),
            ("0\t0\n\n0,1\t1\n", 3, "index 0 stands in line 1"),
        ] {
            let error = parse(text).unwrap_err();
            assert_eq!(error.place().line, Some(line));
            assert!(error.to_string().contains(message), "{error}");
        }
        assert_eq!(beads("1,0\t\r\n\n\t\n"), [(vec![0, 1], vec![])]);
    }
}
