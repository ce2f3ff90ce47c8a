//! Pairs of segments that are surely translations of each other, in order: where the corridor goes.
//!
//! Two segments that share rare anchors are a likely link, and the heaviest chain of links that
//! ascends on both sides leaves the wrong ones out (Melamed, *Bitext Maps and Alignment via Pattern
//! Recognition*, 1999). What counts as rare depends on the text: in a long one without new names
//! nothing stands once, but two words that stand thirty times each meet by chance in no other pair.

use std::collections::HashMap;
use std::ops::Range;

use super::anchor::{Anchors, by_segment};

/// Pairs of segments that are looked at in all, for each segment: the rarest anchors first. Keeps
/// the work proportional to the length.
const LOOKED_AT: usize = 24;
/// Weight in shared anchors that a link needs at least.
const STRONG: f64 = 8.0;
/// And how much more than a pair has that shares one anchor which stands nowhere else. There are as
/// many wrong pairs for a segment as there are segments, so that the weight that chance reaches
/// grows with the logarithm of their number.
const ABOVE_CHANCE: f64 = 0.5;
/// A part between two links of more cells than this is looked at again, with what is rare inside of
/// it.
const LONG: usize = 20 * 20;
/// How often.
const DEPTH: usize = 6;

/// The anchors of a pair of documents, by Korean segment.
pub(crate) struct Chains<'a> {
    anchors: &'a [Anchors<'a>],
    /// Where the items of each segment begin, then their number.
    starts: Vec<usize>,
    /// Family and item.
    items: Vec<(u32, u32)>,
    /// By family, where the links of each item begin in the family's links.
    links: Vec<Vec<usize>>,
}

impl<'a> Chains<'a> {
    /// Of documents with so many Korean segments.
    pub fn new(anchors: &'a [Anchors<'a>], ko_len: usize) -> Self {
        let all = || {
            anchors.iter().enumerate().flat_map(|(family, anchors)| {
                let items = anchors.ko.iter().enumerate();
                items.flat_map(move |(item, segments)| {
                    segments.iter().map(move |&i| (i as usize, (family as u32, item as u32)))
                })
            })
        };
        let (starts, items) = by_segment(all, ko_len);
        // The links of a family are sorted by their Korean item.
        let links_of = |family: &Anchors| {
            let first = |item| family.links.partition_point(|&(k, _)| (k as usize) < item);
            (0..=family.ko.len()).map(first).collect()
        };
        Chains { anchors, starts, items, links: anchors.iter().map(links_of).collect() }
    }

    /// Adds the links inside a part of the lattice to a chain.
    pub fn extend(&self, chain: &mut Vec<(usize, usize)>, ko: &Range<usize>, en: &Range<usize>) {
        self.extend_to_depth(chain, ko, en, DEPTH);
    }

    fn extend_to_depth(
        &self,
        chain: &mut Vec<(usize, usize)>,
        ko: &Range<usize>,
        en: &Range<usize>,
        depth: usize,
    ) {
        let mut inner = self.strongest(ko, en);
        if inner.is_empty() {
            return;
        }
        inner.push((ko.end, en.end));
        let (mut i, mut j) = (ko.start, en.start);
        for link in inner {
            if depth > 0 && (link.0 - i) * (link.1 - j) > LONG {
                self.extend_to_depth(chain, &(i..link.0), &(j..link.1), depth - 1);
            }
            if link != (ko.end, en.end) {
                chain.push(link);
            }
            (i, j) = link;
        }
    }

    /// The heaviest chain of links in this part of the lattice.
    fn strongest(&self, ko: &Range<usize>, en: &Range<usize>) -> Vec<(usize, usize)> {
        let (starts, rare) = self.rare(ko, en);
        let enough = STRONG.max((en.len() as f64).ln() + ABOVE_CHANCE);
        let mut links = Vec::new();
        let mut shared: Vec<(u32, f64)> = Vec::new();
        for (i, bounds) in ko.clone().zip(starts.windows(2)) {
            shared.clear();
            for &(weight, answers) in &rare[bounds[0]..bounds[1]] {
                shared.extend(answers.iter().map(|&j| (j, weight)));
            }
            // From the far end: a chain must ascend strictly on both sides.
            shared.sort_by_key(|&(j, _)| std::cmp::Reverse(j));
            for same in shared.chunk_by(|a, b| a.0 == b.0) {
                let weight: f64 = same.iter().map(|&(_, weight)| weight).sum();
                if weight >= enough {
                    links.push((i, same[0].0 as usize, weight));
                }
            }
        }
        heaviest_ascending(&links, en)
    }

    /// What is rare in a part: where the anchors of each Korean segment begin, and their weights
    /// and English segments.
    fn rare(&self, ko: &Range<usize>, en: &Range<usize>) -> (Vec<usize>, Vec<(f64, &'a [u32])>) {
        let mut items = self.items[self.starts[ko.start]..self.starts[ko.end]].to_vec();
        items.sort_unstable();
        items.dedup();
        let links = self.links_inside(&items, ko, en);
        let most = most_pairs(&links, en.len());
        let all = || {
            let rare = links.iter().filter(|link| link.pairs <= most);
            rare.flat_map(|link| {
                let weight = (en.len() as f64 / link.pairs as f64).ln();
                link.ko.iter().map(move |&i| (i as usize - ko.start, (weight, link.en)))
            })
        };
        by_segment(all, ko.len())
    }

    /// The links of these items that both sides of a part have.
    fn links_inside(
        &self,
        items: &[(u32, u32)],
        ko: &Range<usize>,
        en: &Range<usize>,
    ) -> Vec<Link<'a>> {
        let mut links: Vec<Link> = Vec::new();
        // Pairs of segments by English item.
        let mut pairs: HashMap<(u32, u32), usize> = HashMap::new();
        let mut answers: Vec<(u32, u32)> = Vec::new();
        for &(family, item) in items {
            let anchors = &self.anchors[family as usize];
            let bounds = &self.links[family as usize][item as usize..][..2];
            let korean = within(&anchors.ko[item as usize], ko);
            let first = links.len();
            for &(_, answer) in &anchors.links[bounds[0]..bounds[1]] {
                let english = within(&anchors.en[answer as usize], en);
                if !english.is_empty() {
                    links.push(Link { ko: korean, en: english, pairs: 0 });
                    answers.push((family, answer));
                    *pairs.entry((family, answer)).or_default() += korean.len() * english.len();
                }
            }
            let all = links[first..].iter().map(|link| link.ko.len() * link.en.len()).sum();
            links[first..].iter_mut().for_each(|link| link.pairs = all);
        }
        for (link, answer) in links.iter_mut().zip(&answers) {
            link.pairs = link.pairs.max(pairs[answer]);
        }
        links
    }
}

/// Two items that answer each other.
struct Link<'a> {
    /// The Korean segments of a part in which the one stands.
    ko: &'a [u32],
    /// The English segments of the other.
    en: &'a [u32],
    /// Pairs of segments that one of the two items ties with all that answers it, the greater
    /// number: who is answered by many says little.
    pairs: usize,
}

/// How many pairs of segments a rare anchor may tie: those that tie less than `length`, the rarest
/// first, as long as there are not too many pairs in all.
fn most_pairs(links: &[Link], length: usize) -> usize {
    let mut counts = vec![0usize; length];
    for link in links.iter().filter(|link| link.pairs < length) {
        counts[link.pairs] += link.ko.len() * link.en.len();
    }
    let mut sum = 0;
    let fits = |&(_, &count): &(usize, &usize)| {
        sum += count;
        sum <= LOOKED_AT * length
    };
    counts.iter().enumerate().take_while(fits).last().map_or(0, |(pairs, _)| pairs)
}

/// The segments of an item that lie in a range.
fn within<'a>(segments: &'a [u32], range: &Range<usize>) -> &'a [u32] {
    let place = |bound: usize| segments.partition_point(|&segment| (segment as usize) < bound);
    &segments[place(range.start)..place(range.end)]
}

/// Heaviest strictly ascending subsequence by a Fenwick tree of prefix maxima. English segments lie
/// in `en`.
fn heaviest_ascending(pairs: &[(usize, usize, f64)], en: &Range<usize>) -> Vec<(usize, usize)> {
    let mut tree: Vec<(f64, Option<usize>)> = vec![(0.0, None); en.len() + 1];
    let mut previous = vec![None; pairs.len()];
    let mut best: (f64, Option<usize>) = (0.0, None);
    for (n, &(_, j, weight)) in pairs.iter().enumerate() {
        let j = j - en.start;
        let mut before: (f64, Option<usize>) = (0.0, None);
        let mut at = j;
        while at > 0 {
            if tree[at].0 > before.0 {
                before = tree[at];
            }
            at &= at - 1;
        }
        previous[n] = before.1;
        let here = (before.0 + weight, Some(n));
        if here.0 > best.0 {
            best = here;
        }
        let mut at = j + 1;
        while at <= en.len() {
            if here.0 > tree[at].0 {
                tree[at] = here;
            }
            at += at & at.wrapping_neg();
        }
    }
    let mut chain = Vec::new();
    let mut next = best.1;
    while let Some(n) = next {
        chain.push((pairs[n].0, pairs[n].1));
        next = previous[n];
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::anchor::Family;

    #[test]
    fn the_chain_leaves_out_what_crosses() {
        let pairs = [(0, 0, 9.0), (1, 7, 10.0), (2, 2, 9.0), (3, 3, 9.0)];
        assert_eq!(heaviest_ascending(&pairs, &(0..8)), [(0, 0), (2, 2), (3, 3)]);
    }

    /// So many anchors of one kind, each in these segments of both sides.
    fn anchors(family: Family, places: &[Vec<u32>]) -> Anchors<'static> {
        let links = (0..places.len() as u32).map(|n| (n, n)).collect();
        Anchors::new(family, places.to_vec(), places.to_vec(), links)
    }

    fn chain(anchors: &[Anchors], length: usize) -> Vec<(usize, usize)> {
        let mut chain = Vec::new();
        Chains::new(anchors, length).extend(&mut chain, &(0..length), &(0..length));
        chain
    }

    #[test]
    fn two_words_that_are_each_frequent_make_a_link_where_they_meet() {
        // Every word stands in 40 segments, and no two segments have the same two.
        let of = |step: u32| -> Vec<Vec<u32>> {
            (0..40).map(|n| (0..1600).filter(|i| i / step % 40 == n).collect()).collect()
        };
        let both = [anchors(Family::Latin, &of(1)), anchors(Family::Sound, &of(40))];
        let one = &both[..1];
        assert!(chain(one, 1600).is_empty());
        let found = chain(&both, 1600);
        assert!(found.iter().all(|(i, j)| i == j), "{found:?}");
    }

    #[test]
    fn who_is_answered_by_many_says_little() {
        // One Korean word a segment, which a hundred English words answer by their sound.
        let places: Vec<Vec<u32>> = (0..1000).map(|i| vec![i]).collect();
        let links = (0..1000).flat_map(|k| (0..100).map(move |n| (k, (k / 100) * 100 + n)));
        let sounds = Anchors::new(Family::Sound, places.clone(), places, links.collect());
        let again = [Family::Latin, Family::Number].map(|family| {
            Anchors::new(family, sounds.ko.clone(), sounds.en.clone(), sounds.links.clone())
        });
        let [latin, number] = again;
        let found = chain(&[sounds, latin, number], 1000);
        assert!(found.is_empty(), "{found:?}");
    }
}
