//! A query against a part: which entries can score as high as asked.
//!
//! Symbols are the heavy tokens folded to 16 bits; folding makes different ones equal at most, so
//! the distance of the folded texts is never more than that of the texts. With `k` edits allowed:
//!
//! - **Length**: the two lengths differ by `k` at most.
//! - **Grams**: of the grams that [`super::choice`] picks, an entry has as many as it says.
//! - **Signature**: a symbol of the query that the entry has not is deleted or replaced. An entry
//!   that is longer by `m` takes `m` insertions, which leaves `k − m` edits for that: no more
//!   classes of symbols of the query can be missing. The other way round alike.
//! - **Distance**: bit-parallel Levenshtein (Hyyrö), cut off at `k`.
//! - **Shade**: what the light tokens, numbers and marks cost at least.
//!
//! Each is a necessary condition: nothing that scores as high is lost.

use std::cell::{LazyCell, RefCell};
use std::ops::Range;

use rapidfuzz::distance::levenshtein::{Args, BatchComparator};

use crate::memory::score::{Score, edits_allowed};
use crate::memory::shade::Shade;

use super::choice::{DEAR, choose};
use super::entries::{Entries, Id};
use super::part::Part;
use super::postings::{BLOCK, Cut, List};
use super::signature::{self, signature};

/// How many bands of lengths above the query's are searched one by one.
const BANDS: usize = 3;

/// Folds the symbol of a token to 16 bits: Hangul stays as it is, the rest shares the room below.
#[inline]
pub(super) fn fold(symbol: u64) -> u16 {
    const HANGUL: u64 = 0xAC00;
    match symbol {
        0xAC00..=0xD7A3 => symbol as u16,
        _ => (symbol.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20) as u16 % HANGUL as u16,
    }
}

/// Two neighbouring symbols as one number.
#[inline]
pub(super) fn gram(first: u16, second: u16) -> u32 {
    u32::from(first) << 16 | u32::from(second)
}

/// A symbol alone as a number that is no pair: nothing is folded to the second half.
#[inline]
pub(super) fn single(symbol: u16) -> u32 {
    gram(symbol, u16::MAX)
}

/// An entry that may score as high as asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Number of the unit.
    pub number: i64,
    /// Place of the variant in the unit.
    pub place: usize,
    /// What the score cannot be above.
    pub bound: Score,
}

impl Candidate {
    pub(super) fn new(id: Id, bound: Score) -> Candidate {
        Candidate { number: id.number(), place: id.place(), bound }
    }
}

/// A text to be found, with the lowest score that counts.
pub(super) struct Query {
    symbols: Vec<u16>,
    signature: u128,
    comparator: BatchComparator<u16>,
    shade: Shade,
    min: Score,
}

impl Query {
    pub fn new(symbols: Vec<u16>, shade: Shade, min: Score) -> Query {
        let comparator = BatchComparator::new(symbols.iter().copied());
        let min = min.min(Score::EXACT);
        Query { signature: signature(&symbols), comparator, shade, symbols, min }
    }

    fn edits(&self, length: usize) -> usize {
        edits_allowed(self.min, self.symbols.len().max(length))
    }

    /// The lengths that an entry can have.
    fn lengths(&self, longest: usize) -> Range<usize> {
        let own = self.symbols.len();
        let fits = |length: &usize| length.abs_diff(own) <= self.edits(*length);
        let low = own.saturating_sub(self.edits(own)).max(1);
        let high = (own..=longest).take_while(fits).last().unwrap_or(own);
        low..high + 1
    }

    /// Adds the candidate of an entry that is in no part if it is near enough.
    pub fn test(&self, entries: &Entries, entry: usize, out: &mut Vec<Candidate>) {
        let symbols = entries.symbols(entry);
        let edits = self.edits(symbols.len());
        if symbols.len().abs_diff(self.symbols.len()) <= edits
            && self.may_fit(entries.signatures[entry], self.room(symbols.len(), edits))
        {
            let is = || (entries.ids[entry], entries.shades[entry]);
            self.verify(symbols.iter().copied(), edits, is, out);
        }
    }

    /// How many classes of the query an entry of this length may miss, and the query of the entry.
    fn room(&self, length: usize, edits: usize) -> (u32, u32) {
        let own = self.symbols.len();
        let room = |more: usize| edits.saturating_sub(more) as u32;
        (room(length.saturating_sub(own)), room(own.saturating_sub(length)))
    }

    fn may_fit(&self, signature: u128, room: (u32, u32)) -> bool {
        signature::fits(self.signature, signature, room)
    }

    /// Adds the candidate of the entry that `is` tells if it is near enough.
    fn verify<I>(
        &self,
        symbols: I,
        edits: usize,
        is: impl FnOnce() -> (Id, Shade),
        out: &mut Vec<Candidate>,
    ) where
        I: DoubleEndedIterator<Item = u16> + ExactSizeIterator + Clone,
    {
        let longer = symbols.len().max(self.symbols.len());
        let args = Args::default().score_cutoff(edits);
        if let Some(distance) = self.comparator.distance_with_args(symbols, &args) {
            let (id, shade) = is();
            let bound = self.shade.bound(shade, distance, longer);
            if bound >= self.min {
                out.push(Candidate::new(id, bound));
            }
        }
    }

    /// Adds the candidates of a part.
    pub fn search(&self, part: &Part, out: &mut Vec<Candidate>) {
        let lengths = self.lengths(part.header.lengths);
        let own = self.symbols.len();
        let pairs = self.symbols.windows(2).map(|pair| part.list(gram(pair[0], pair[1])));
        let pairs: Vec<List<'_>> = pairs.collect();
        let singles = LazyCell::new(|| -> Vec<List<'_>> {
            self.symbols.iter().map(|&symbol| part.list(single(symbol))).collect()
        });
        let mut band = lengths.start..(own + 1).min(lengths.end);
        let step = (lengths.end - band.end).div_ceil(BANDS).max(1);
        loop {
            let entries = part.entries(band.clone());
            let edits = self.edits(band.end - 1);
            let mut cuts: Vec<Cut<'_>> = pairs.iter().map(|list| list.cut(&entries)).collect();
            let mut plan = choose(&costs(&cuts), &[], edits, entries.len());
            if plan.price > DEAR {
                cuts.extend(singles.iter().map(|list| list.cut(&entries)));
                let all = costs(&cuts);
                let (pairs, singles) = all.split_at(pairs.len());
                plan = choose(pairs, singles, edits, entries.len());
            }
            match plan.grams {
                None => self.scan(part, band.clone(), out),
                Some((chosen, shared)) => {
                    let cuts = chosen.into_iter().map(|at| &cuts[at]);
                    COUNTER.with_borrow_mut(|counter| {
                        for &entry in counter.having(cuts, &entries, shared) {
                            self.test_entry(part, entry as usize, edits, out);
                        }
                    });
                }
            }
            if band.end >= lengths.end {
                return;
            }
            band = band.end..(band.end + step).min(lengths.end);
        }
    }

    fn scan(&self, part: &Part, lengths: Range<usize>, out: &mut Vec<Candidate>) {
        let mut fitting = Vec::new();
        for length in lengths.start..lengths.end.min(part.header.lengths) {
            let edits = self.edits(length);
            let entries = part.entries(length..length + 1);
            let signatures = part.signatures(&entries);
            signature::fitting(self.signature, signatures, self.room(length, edits), &mut fitting);
            for place in fitting.drain(..) {
                self.verify_entry(part, entries.start + place, length, edits, out);
            }
        }
    }

    /// `edits` is at least what the length of the entry allows.
    fn test_entry(&self, part: &Part, entry: usize, edits: usize, out: &mut Vec<Candidate>) {
        let signature = part.signature(entry);
        if self.may_fit(signature, (edits as u32, edits as u32)) {
            let length = part.length(entry);
            let edits = self.edits(length);
            if self.may_fit(signature, self.room(length, edits)) {
                self.verify_entry(part, entry, length, edits, out);
            }
        }
    }

    fn verify_entry(
        &self,
        part: &Part,
        entry: usize,
        length: usize,
        edits: usize,
        out: &mut Vec<Candidate>,
    ) {
        let bytes = part.symbols(entry, length);
        let symbols = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        self.verify(symbols, edits, || (part.id(entry), part.shade(entry)), out);
    }
}

thread_local! {
    /// Its room is used again from query to query.
    static COUNTER: RefCell<Counter> = RefCell::default();
}

/// Counts how many of some lists an entry stands in.
#[derive(Debug)]
struct Counter {
    /// Of each entry of a range: the number of the search in the upper half, so that nothing has to
    /// be cleared between two, and the count in the lower.
    cells: Vec<u8>,
    search: u8,
    found: Vec<u32>,
    block: [u32; BLOCK],
}

impl Default for Counter {
    fn default() -> Counter {
        Counter { cells: Vec::new(), search: 0, found: Vec::new(), block: [0; BLOCK] }
    }
}

impl Counter {
    /// The entries of the range that stand in `shared` of the lists or more; `shared` is at most 14.
    fn having<'a>(
        &mut self,
        cuts: impl Iterator<Item = &'a Cut<'a>>,
        entries: &Range<usize>,
        shared: usize,
    ) -> &[u32] {
        let cells = self.cells.len().max(entries.len());
        self.cells.resize(cells, 0);
        self.search = (self.search + 1) % 16;
        if self.search == 0 {
            self.cells.fill(0);
            self.search = 1;
        }
        let (fresh, first) = (self.search << 4, entries.start as u32);
        let wanted = fresh | shared as u8;
        self.found.clear();
        let Counter { cells, found, block, .. } = self;
        for cut in cuts {
            cut.visit(block, |run| {
                for &entry in run {
                    let cell = &mut cells[(entry - first) as usize];
                    let count = if *cell & 0xF0 == fresh { *cell } else { fresh };
                    // The count stays at its highest; it is past what is wanted by then.
                    let count = count + u8::from(count & 0x0F != 0x0F);
                    *cell = count;
                    if count == wanted {
                        found.push(entry);
                    }
                }
            });
        }
        found
    }
}

fn costs(cuts: &[Cut<'_>]) -> Vec<usize> {
    cuts.iter().map(Cut::cost).collect()
}

/// Adds the entries of a part, of a language or of all, that have these symbols, two at least, in a row.
pub(super) fn containing(
    part: &Part,
    wanted: &[u16],
    lang: Option<Shade>,
    out: &mut Vec<Candidate>,
) {
    let entries = part.entries(wanted.len()..part.header.lengths);
    let lists = wanted.windows(2).map(|pair| part.list(gram(pair[0], pair[1])));
    let Some(rarest) = lists.min_by_key(|list| list.count) else { return };
    let class = signature(wanted);
    let has = |entry: usize| {
        if lang.is_some_and(|lang| lang != part.shade(entry)) {
            return false;
        }
        if wanted.len() == 2 {
            return true;
        }
        if class & !part.signature(entry) != 0 {
            return false;
        }
        let bytes = part.symbols(entry, part.length(entry));
        let is = |window: &[u8]| {
            let symbols = window.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
            symbols.eq(wanted.iter().copied())
        };
        bytes.windows(wanted.len() * 2).step_by(2).any(is)
    };
    rarest.cut(&entries).visit(&mut [0; BLOCK], |run| {
        let found = run.iter().map(|&entry| entry as usize).filter(|&entry| has(entry));
        out.extend(found.map(|entry| Candidate::new(part.id(entry), Score::EXACT)));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hangul_and_the_rest_do_not_meet() {
        assert_eq!(fold(u64::from(u32::from('쿤'))), '쿤' as u16);
        assert!((0..100_000).all(|symbol: u64| {
            (0xAC00..=0xD7A3).contains(&symbol) || fold(symbol << 40) < 0xAC00
        }));
    }
}
