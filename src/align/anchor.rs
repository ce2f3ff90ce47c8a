//! Anchors: things seen on both sides that tie segments together.
//!
//! Every kind of anchor (numbers, Latin words, lexicon words ...) is gathered over the whole
//! document into the same form, [`Anchors`]: the distinct items of each side, the segments each
//! stands in, and which Korean item answers which English one.

use std::collections::HashMap;
use std::hash::Hash;

/// What kind of thing an anchor is; each is a feature of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Family {
    Number,
    Latin,
    Term,
    Lexicon,
    Sound,
}

impl Family {
    pub const COUNT: usize = 5;
}

/// The anchors of one family in a pair of documents.
#[derive(Debug)]
pub(crate) struct Anchors {
    pub family: Family,
    /// For each Korean item the segments it stands in, ascending, each once.
    pub ko: Vec<Vec<u32>>,
    /// The same for each English item.
    pub en: Vec<Vec<u32>>,
    /// Pairs of items that answer each other: places in `ko` and `en`, each pair once.
    pub links: Vec<(u32, u32)>,
}

impl Anchors {
    /// Drops the items that have no counterpart anywhere: they cannot tie anything.
    pub fn new(
        family: Family,
        ko: Vec<Vec<u32>>,
        en: Vec<Vec<u32>>,
        mut links: Vec<(u32, u32)>,
    ) -> Self {
        links.sort_unstable();
        links.dedup();
        Anchors { family, ko, en, links }
    }
}

/// Numbers the distinct keys of one side and remembers the segments of each.
#[derive(Debug)]
pub(crate) struct Items<K> {
    ids: HashMap<K, u32>,
    segments: Vec<Vec<u32>>,
}

impl<K: Hash + Eq> Items<K> {
    pub fn new() -> Self {
        Items { ids: HashMap::new(), segments: Vec::new() }
    }

    /// Notes that `key` stands in `segment`. Segments must come in ascending order.
    pub fn note(&mut self, key: K, segment: usize) -> u32 {
        let next = self.segments.len() as u32;
        let id = *self.ids.entry(key).or_insert(next);
        if id == next {
            self.segments.push(Vec::new());
        }
        let list = &mut self.segments[id as usize];
        if list.last() != Some(&(segment as u32)) {
            list.push(segment as u32);
        }
        id
    }

    pub fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<u32>
    where
        K: std::borrow::Borrow<Q>,
    {
        self.ids.get(key).copied()
    }

    /// The items in the order in which they were first noted: nothing that is made from them may
    /// depend on the order of a hash table.
    pub fn in_order(&self) -> Vec<(&K, u32)> {
        let mut items: Vec<(&K, u32)> = self.ids.iter().map(|(key, &id)| (key, id)).collect();
        items.sort_unstable_by_key(|&(_, id)| id);
        items
    }

    /// The segments of one item.
    pub fn segments(&self, id: u32) -> &[u32] {
        &self.segments[id as usize]
    }

    pub fn into_segments(self) -> Vec<Vec<u32>> {
        self.segments
    }
}

/// Anchors whose two sides share their keys: an item is answered by the item with the same key.
pub(crate) fn same_keys<K: Hash + Eq>(family: Family, ko: Items<K>, en: Items<K>) -> Anchors {
    let links =
        ko.in_order().into_iter().filter_map(|(key, id)| Some((id, en.get(key)?))).collect();
    Anchors::new(family, ko.into_segments(), en.into_segments(), links)
}
