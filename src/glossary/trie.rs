//! A tree of characters that holds many patterns: from each node one branch a character.
//!
//! Terms are looked for only where words begin, so nothing is ever resumed in the middle of a
//! pattern and no failure links are needed (as Aho and Corasick's automaton has them). Nodes are
//! numbered level by level: the branches of a node stand side by side, and what a node knows of
//! them is where they begin.

use std::ops::Range;

/// Patterns, found letter by letter.
pub(super) struct Trie {
    /// The node to which each character leads from the root, by the number of the character; 0 is
    /// none.
    first: Vec<u32>,
    /// The character that leads to each node.
    letters: Vec<char>,
    /// Where the branches of each node begin; they end where those of the next node begin.
    branches: Vec<u32>,
    /// The pattern that ends at each node.
    patterns: Vec<u32>,
}

/// No pattern ends there.
const NONE: u32 = u32::MAX;
/// Branches up to which they are looked through in turn.
const FEW: usize = 8;

impl Trie {
    /// A tree of these patterns, which are told by their place; of equal ones, by one of their
    /// places. `None` when there are more letters than it can number.
    pub(super) fn new(patterns: &[String]) -> Option<Trie> {
        let mut sorted: Vec<(&str, u32)> = Vec::with_capacity(patterns.len());
        for (number, pattern) in patterns.iter().enumerate() {
            sorted.push((pattern, u32::try_from(number).ok().filter(|&n| n != NONE)?));
        }
        sorted.sort_unstable();
        let mut trie = Trie {
            first: Vec::new(),
            letters: vec!['\0'],
            branches: Vec::new(),
            patterns: Vec::new(),
        };
        // By node: which of the sorted patterns go through it, and how many of their bytes lead
        // to it.
        let mut through: Vec<(Range<usize>, usize)> = vec![(0..sorted.len(), 0)];
        let mut node = 0;
        while node < through.len() {
            let (mut rest, depth) = through[node].clone();
            trie.branches.push(u32::try_from(trie.letters.len()).ok()?);
            trie.patterns.push(NONE);
            while let Some(c) = sorted[rest.clone()].first().map(|(p, _)| p[depth..].chars().next())
            {
                let Some(c) = c else {
                    trie.patterns[node] = sorted[rest.start].1;
                    rest.start += 1;
                    continue;
                };
                let same = sorted[rest.clone()].partition_point(|(p, _)| p[depth..].starts_with(c));
                trie.letters.push(c);
                through.push((rest.start..rest.start + same, depth + c.len_utf8()));
                rest.start += same;
            }
            node += 1;
        }
        trie.branches.push(u32::try_from(trie.letters.len()).ok()?);
        for (node, &letter) in (1..).zip(&trie.letters[1..trie.branches[1] as usize]) {
            trie.first.resize(letter as usize + 1, 0);
            trie.first[letter as usize] = node;
        }
        Some(trie)
    }

    /// The node to which the first letter of a pattern leads.
    #[inline]
    pub(super) fn first(&self, letter: char) -> Option<usize> {
        self.first.get(letter as usize).filter(|&&node| node != 0).map(|&node| node as usize)
    }

    /// The node to which `letter` leads from `node`.
    #[inline]
    pub(super) fn next(&self, node: usize, letter: char) -> Option<usize> {
        let (start, end) = (self.branches[node] as usize, self.branches[node + 1] as usize);
        let branches = &self.letters[start..end];
        let found = if branches.len() <= FEW {
            branches.iter().position(|&branch| branch == letter)
        } else {
            branches.binary_search(&letter).ok()
        };
        found.map(|branch| start + branch)
    }

    /// The pattern that ends at `node`.
    #[inline]
    pub(super) fn pattern(&self, node: usize) -> Option<usize> {
        let pattern = self.patterns[node];
        (pattern != NONE).then_some(pattern as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn find(trie: &Trie, text: &str) -> Option<usize> {
        let mut letters = text.chars();
        let first = trie.first(letters.next()?)?;
        let node = letters.try_fold(first, |node, c| trie.next(node, c))?;
        trie.pattern(node)
    }

    #[test]
    fn finds_patterns_and_their_beginnings() {
        let patterns = ["수율", "수율개선", "수", "yield"].map(String::from);
        let trie = Trie::new(&patterns).unwrap();
        for (number, pattern) in patterns.iter().enumerate() {
            assert_eq!(find(&trie, pattern), Some(number));
        }
        for missing in ["", "수율개", "수율개선안", "yields", "율"] {
            assert_eq!(find(&trie, missing), None, "{missing}");
        }
        assert_eq!(find(&Trie::new(&[]).unwrap(), "수"), None);
    }

    proptest! {
        #[test]
        fn finds_what_was_put_in(patterns in proptest::collection::vec("[가나a-c각]{1,4}", 0..40), other in "[가나a-c각]{1,4}") {
            let trie = Trie::new(&patterns).unwrap();
            for pattern in &patterns {
                prop_assert_eq!(find(&trie, pattern).map(|number| &patterns[number]), Some(pattern));
            }
            prop_assert_eq!(find(&trie, &other).is_some(), patterns.contains(&other));
        }
    }
}
