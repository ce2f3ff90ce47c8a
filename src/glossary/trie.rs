//! A tree of characters that holds many patterns: a radix tree.
//!
//! A branch is labelled with all letters up to where patterns part or one ends, so that a long term
//! is a few nodes, far from each other in memory, and its letters stand side by side. Nodes are
//! numbered level by level: those to which the branches of a node lead stand side by side as well,
//! each with the first letter of its branch, and what a node knows of them is where they begin. Terms are looked for only where words begin, so nothing is
//! ever resumed in the middle of a pattern and no failure links are needed (as Aho and Corasick's
//! automaton has them).

use std::ops::Range;

/// Patterns, found branch by branch.
pub(super) struct Trie {
    /// The node to which each character leads from the root, by the number of the character; 0 is
    /// none.
    first: Vec<u32>,
    /// The root, all other nodes, and one more for where the last one ends.
    nodes: Vec<Node>,
    /// The labels in the order of their nodes, less the first letters.
    labels: Vec<char>,
}

/// What is known of a node; branches and label end where those of the next node begin.
struct Node {
    /// The first letter on the branch to it.
    letter: char,
    /// Where the nodes begin to which its branches lead.
    branches: u32,
    /// Where the other letters on the branch to it begin.
    label: u32,
    /// The pattern that ends there.
    pattern: u32,
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
        let mut trie = Trie { first: Vec::new(), nodes: Vec::new(), labels: Vec::new() };
        trie.add("")?;
        // By node: which of the sorted patterns go through it, and how many of their bytes lead
        // to it.
        let mut through: Vec<(Range<usize>, usize)> = vec![(0..sorted.len(), 0)];
        let mut node = 0;
        while node < through.len() {
            let (mut rest, depth) = through[node].clone();
            trie.nodes[node].branches = u32::try_from(through.len()).ok()?;
            while let Some(&(pattern, number)) = sorted[rest.clone()].first() {
                let Some(c) = pattern[depth..].chars().next() else {
                    trie.nodes[node].pattern = number;
                    rest.start += 1;
                    continue;
                };
                let same = sorted[rest.clone()].partition_point(|(p, _)| p[depth..].starts_with(c));
                let last = sorted[rest.start + same - 1].0;
                let label = shared(&pattern[depth..], &last[depth..]);
                trie.add(label)?;
                through.push((rest.start..rest.start + same, depth + label.len()));
                rest.start += same;
            }
            node += 1;
        }
        trie.add("")?;
        trie.nodes[node].branches = u32::try_from(through.len()).ok()?;
        for node in trie.branches(0) {
            let letter = trie.nodes[node].letter as usize;
            trie.first.resize(letter + 1, 0);
            trie.first[letter] = u32::try_from(node).ok()?;
        }
        Some(trie)
    }

    /// Adds a node to which a branch with this label leads.
    fn add(&mut self, label: &str) -> Option<()> {
        let mut letters = label.chars();
        let letter = letters.next().unwrap_or_default();
        let label = u32::try_from(self.labels.len()).ok()?;
        self.nodes.push(Node { letter, branches: 0, label, pattern: NONE });
        self.labels.extend(letters);
        Some(())
    }

    /// Tells patterns from now on by what stands at their places in `numbers`.
    pub(super) fn renumber(&mut self, numbers: &[u32]) {
        for node in self.nodes.iter_mut().filter(|node| node.pattern != NONE) {
            node.pattern = numbers[node.pattern as usize];
        }
    }

    /// The nodes to which the branches of `node` lead.
    #[inline]
    fn branches(&self, node: usize) -> Range<usize> {
        self.nodes[node].branches as usize..self.nodes[node + 1].branches as usize
    }

    /// The node to which the branch leads from the root that begins with a letter.
    #[inline]
    pub(super) fn first(&self, letter: char) -> Option<usize> {
        self.first.get(letter as usize).filter(|&&node| node != 0).map(|&node| node as usize)
    }

    /// The node to which the branch leads from `node` that begins with `letter`.
    #[inline]
    pub(super) fn next(&self, node: usize, letter: char) -> Option<usize> {
        let nodes = self.branches(node);
        let branches = &self.nodes[nodes.clone()];
        let found = if branches.len() <= FEW {
            branches.iter().position(|node| node.letter == letter)
        } else {
            branches.binary_search_by_key(&letter, |node| node.letter).ok()
        };
        found.map(|branch| nodes.start + branch)
    }

    /// The letters after the first on the branch to `node`: it is reached when all of them follow.
    #[inline]
    pub(super) fn label(&self, node: usize) -> &[char] {
        &self.labels[self.nodes[node].label as usize..self.nodes[node + 1].label as usize]
    }

    /// The pattern that ends at `node`.
    #[inline]
    pub(super) fn pattern(&self, node: usize) -> Option<usize> {
        let pattern = self.nodes[node].pattern;
        (pattern != NONE).then_some(pattern as usize)
    }
}

/// The letters that both texts begin with.
fn shared<'a>(one: &'a str, other: &str) -> &'a str {
    let mut letters = one.char_indices().zip(other.chars());
    let parted = letters.find(|((_, a), b)| a != b);
    // One may be the beginning of the other.
    let end = parted.map_or_else(|| one.len().min(other.len()), |((at, _), _)| at);
    &one[..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn find(trie: &Trie, text: &str) -> Option<usize> {
        let mut letters = text.chars();
        let mut node = trie.first(letters.next()?)?;
        loop {
            for &letter in trie.label(node) {
                letters.next().filter(|&c| c == letter)?;
            }
            match letters.next() {
                Some(c) => node = trie.next(node, c)?,
                None => return trie.pattern(node),
            }
        }
    }

    #[test]
    fn finds_patterns_and_their_beginnings() {
        let patterns =
            ["수율", "수율개선", "수", "yield", "yield rate", "yielding", "y가"].map(String::from);
        let trie = Trie::new(&patterns).unwrap();
        for (number, pattern) in patterns.iter().enumerate() {
            assert_eq!(find(&trie, pattern), Some(number));
        }
        for missing in ["", "수율개", "수율개선안", "yields", "yieldin", "y", "율"] {
            assert_eq!(find(&trie, missing), None, "{missing}");
        }
        assert_eq!(find(&Trie::new(&[]).unwrap(), "수"), None);
    }

    proptest! {
        #[test]
        fn finds_what_was_put_in(patterns in proptest::collection::vec("[가나a-c각]{1,4}|가나ab?c?", 0..40), other in "[가나a-c각]{1,4}") {
            let trie = Trie::new(&patterns).unwrap();
            for pattern in &patterns {
                prop_assert_eq!(find(&trie, pattern).map(|number| &patterns[number]), Some(pattern));
            }
            prop_assert_eq!(find(&trie, &other).is_some(), patterns.contains(&other));
        }
    }
}
