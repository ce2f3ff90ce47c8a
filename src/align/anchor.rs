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
    Learned,
}

impl Family {
    pub const COUNT: usize = 6;

    /// Its name: `number`.
    pub fn name(self) -> &'static str {
        self.feature().trim_start_matches("anchor.")
    }

    /// The name of its feature: `anchor.number`.
    pub fn feature(self) -> &'static str {
        match self {
            Family::Number => "anchor.number",
            Family::Latin => "anchor.latin",
            Family::Term => "anchor.term",
            Family::Lexicon => "anchor.lexicon",
            Family::Sound => "anchor.sound",
            Family::Learned => "anchor.learned",
        }
    }
}

/// The anchors of one family in a pair of documents.
#[derive(Debug)]
pub(crate) struct Anchors<'a> {
    pub family: Family,
    /// For each Korean item the segments it stands in, ascending, each once.
    pub ko: Vec<Vec<u32>>,
    /// The same for each English item.
    pub en: Vec<Vec<u32>>,
    /// Pairs of items that answer each other: places in `ko` and `en`, each pair once.
    pub links: Vec<(u32, u32)>,
    /// How each item is written where it first stands: Korean ones, English ones.
    pub written: (Vec<&'a str>, Vec<&'a str>),
}

impl<'a> Anchors<'a> {
    /// Drops the items that have no counterpart anywhere: they cannot tie anything.
    pub fn new(
        family: Family,
        ko: Vec<Vec<u32>>,
        en: Vec<Vec<u32>>,
        mut links: Vec<(u32, u32)>,
    ) -> Self {
        links.sort_unstable();
        links.dedup();
        Anchors { family, ko, en, links, written: Default::default() }
    }

    /// Remembers how the items are written, for explanations.
    pub fn written(mut self, ko: Vec<&'a str>, en: Vec<&'a str>) -> Self {
        self.written = (ko, en);
        self
    }
}

/// Numbers the distinct keys of one side and remembers the segments of each.
#[derive(Debug)]
pub(crate) struct Items<'a, K> {
    ids: HashMap<K, u32>,
    segments: Vec<Vec<u32>>,
    written: Vec<&'a str>,
}

impl<'a, K: Hash + Eq> Items<'a, K> {
    pub fn new() -> Self {
        Items { ids: HashMap::new(), segments: Vec::new(), written: Vec::new() }
    }

    /// Notes that `key` stands in `segment`, written like this. Segments must come in ascending
    /// order.
    pub fn note(&mut self, key: K, segment: usize, written: &'a str) -> u32 {
        let next = self.segments.len() as u32;
        let id = *self.ids.entry(key).or_insert(next);
        if id == next {
            self.segments.push(Vec::new());
            self.written.push(written);
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

    /// The items of each segment, of so many segments in all: where those of each begin, then their
    /// number; and the items.
    pub fn by_segment(&self, segments: usize) -> (Vec<usize>, Vec<u32>) {
        let items = || (0u32..).zip(&self.segments);
        let all = || items().flat_map(|(id, list)| list.iter().map(move |&n| (n as usize, id)));
        by_segment(all, segments)
    }

    /// The segments of each item, and how it is written.
    pub fn into_parts(self) -> (Vec<Vec<u32>>, Vec<&'a str>) {
        (self.segments, self.written)
    }
}

/// Anchors whose two sides share their keys: an item is answered by the item with the same key.
pub(crate) fn same_keys<'a, K: Hash + Eq>(
    family: Family,
    ko: Items<'a, K>,
    en: Items<'a, K>,
) -> Anchors<'a> {
    let links =
        ko.in_order().into_iter().filter_map(|(key, id)| Some((id, en.get(key)?))).collect();
    between(family, ko, en, links)
}

/// Anchors of these items and links.
pub(crate) fn between<'a, K: Hash + Eq, E: Hash + Eq>(
    family: Family,
    ko: Items<'a, K>,
    en: Items<'a, E>,
    links: Vec<(u32, u32)>,
) -> Anchors<'a> {
    let ((ko, ko_written), (en, en_written)) = (ko.into_parts(), en.into_parts());
    Anchors::new(family, ko, en, links).written(ko_written, en_written)
}

/// Sorts things by their segment: where those of each begin, then their number; and the things.
pub(crate) fn by_segment<T: Copy, I>(all: impl Fn() -> I, segments: usize) -> (Vec<usize>, Vec<T>)
where
    I: Iterator<Item = (usize, T)>,
{
    let mut starts = vec![0; segments + 1];
    for (segment, _) in all() {
        starts[segment + 1] += 1;
    }
    for segment in 0..segments {
        starts[segment + 1] += starts[segment];
    }
    let Some((_, any)) = all().next() else { return (starts, Vec::new()) };
    let (mut next, mut sorted) = (starts.clone(), vec![any; starts[segments]]);
    for (segment, thing) in all() {
        sorted[next[segment]] = thing;
        next[segment] += 1;
    }
    (starts, sorted)
}
