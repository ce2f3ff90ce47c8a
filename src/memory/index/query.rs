//! A query against a part: which entries can score as high as asked.
//!
//! Symbols are the heavy tokens folded to 16 bits; folding makes different ones equal at most, so
//! the distance of the folded texts is never more than that of the texts. With `k` edits allowed:
//!
//! - **Length**: the two lengths differ by `k` at most.
//! - **Grams**: an edit touches at most one of a set of disjoint grams of the query, so of any
//!   `k + c` disjoint grams `c` are in the entry as they are. The cheapest such set is taken.
//! - **Signature**: an edit takes away one symbol and brings one at most, so no more than `k`
//!   classes of symbols of either side are missing on the other.
//! - **Distance**: bit-parallel Levenshtein (Hyyrö), cut off at `k`.
//!
//! Each is a necessary condition: nothing that scores as high is lost.

use std::ops::Range;

use rapidfuzz::distance::levenshtein::{Args, BatchComparator};

use crate::memory::score::{Score, edits_allowed};

use super::part::{Part, Postings};

/// What decoding a posting costs, in signatures tested in a row.
const POSTING_COST: usize = 3;
/// How many bands of lengths above the query's are searched one by one.
const BANDS: usize = 3;

/// Folds the symbol of a token to 16 bits: Hangul stays as it is, the rest shares the room below.
pub(super) fn fold(symbol: u64) -> u16 {
    const HANGUL: u64 = 0xAC00;
    match symbol {
        0xAC00..=0xD7A3 => symbol as u16,
        _ => (symbol.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20) as u16 % HANGUL as u16,
    }
}

/// Two neighbouring symbols as one number.
pub(super) fn gram(first: u16, second: u16) -> u32 {
    u32::from(first) << 16 | u32::from(second)
}

/// Which of 128 classes of symbols occur.
pub(super) fn signature(symbols: &[u16]) -> u128 {
    let class = |symbol: u16| u32::from(symbol).wrapping_mul(0x9E37_79B1) >> 25;
    symbols.iter().fold(0, |bits, &symbol| bits | 1 << class(symbol))
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
    pub(super) fn new(id: u64, bound: Score) -> Candidate {
        Candidate { number: (id >> 16) as i64, place: (id & 0xFFFF) as usize, bound }
    }
}

/// A text to be found, with the lowest score that counts.
pub(super) struct Query {
    symbols: Vec<u16>,
    signature: u128,
    comparator: BatchComparator<u16>,
    min: Score,
}

/// Room that is used again from query to query.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    /// Chosen grams of each entry; all zero between queries.
    counts: Vec<u8>,
    touched: Vec<u32>,
}

impl Query {
    pub fn new(symbols: Vec<u16>, min: Score) -> Query {
        let comparator = BatchComparator::new(symbols.iter().copied());
        Query { signature: signature(&symbols), comparator, symbols, min }
    }

    fn edits(&self, length: usize) -> usize {
        edits_allowed(self.min, self.symbols.len().max(length))
    }

    /// The lengths that an entry can have.
    fn lengths(&self, longest: usize) -> Range<usize> {
        let own = self.symbols.len();
        let fits = |length: &usize| length.abs_diff(own) <= self.edits(*length);
        let low = (1..=own).find(fits).unwrap_or(own);
        let high = (own..=longest).take_while(fits).last().unwrap_or(own);
        low..high + 1
    }

    /// Adds the candidate if the symbols are near enough.
    pub fn test(&self, id: u64, symbols: &[u16], out: &mut Vec<Candidate>) {
        if symbols.len().abs_diff(self.symbols.len()) <= self.edits(symbols.len())
            && self.may_fit(signature(symbols), self.edits(symbols.len()))
        {
            self.verify(id, symbols.iter().copied(), out);
        }
    }

    fn may_fit(&self, signature: u128, edits: usize) -> bool {
        (self.signature & !signature).count_ones() as usize <= edits
            && (signature & !self.signature).count_ones() as usize <= edits
    }

    fn verify<I>(&self, id: u64, symbols: I, out: &mut Vec<Candidate>)
    where
        I: DoubleEndedIterator<Item = u16> + ExactSizeIterator + Clone,
    {
        let longer = symbols.len().max(self.symbols.len());
        let args = Args::default().score_cutoff(self.edits(symbols.len()));
        if let Some(distance) = self.comparator.distance_with_args(symbols, &args) {
            let bound = Score((10_000 * (longer - distance) / longer) as u16);
            out.push(Candidate::new(id, bound));
        }
    }

    /// Adds the candidates of a part.
    pub fn search(&self, part: &Part, scratch: &mut Scratch, out: &mut Vec<Candidate>) {
        let lengths = self.lengths(part.header.lengths);
        let own = self.symbols.len();
        let lists: Vec<Postings<'_>> =
            self.symbols.windows(2).map(|pair| part.postings(gram(pair[0], pair[1]))).collect();
        let mut band = lengths.start..(own + 1).min(lengths.end);
        let step = (lengths.end - band.end).div_ceil(BANDS).max(1);
        loop {
            self.search_band(part, band.clone(), &lists, scratch, out);
            if band.end >= lengths.end {
                return;
            }
            band = band.end..(band.end + step).min(lengths.end);
        }
    }

    fn search_band(
        &self,
        part: &Part,
        lengths: Range<usize>,
        lists: &[Postings<'_>],
        scratch: &mut Scratch,
        out: &mut Vec<Candidate>,
    ) {
        let entries = part.entries(lengths.clone());
        if entries.is_empty() {
            return;
        }
        let edits = self.edits(lengths.end - 1);
        let costs: Vec<usize> = lists.iter().map(|list| list.about(&entries)).collect();
        let chosen = [2, 1].into_iter().find_map(|wanted| {
            let (cost, grams) = cheapest(&costs, edits + wanted)?;
            (cost * POSTING_COST < entries.len()).then_some((wanted, grams))
        });
        let Some((wanted, grams)) = chosen else {
            for entry in entries {
                self.test_entry(part, entry, edits, out);
            }
            return;
        };
        scratch.counts.resize(scratch.counts.len().max(part.header.entries), 0);
        let Scratch { counts, touched } = scratch;
        for at in grams {
            lists[at].for_each(&entries, |entry| {
                let count = &mut counts[entry];
                if *count == 0 {
                    touched.push(entry as u32);
                }
                *count = count.saturating_add(1);
            });
        }
        for entry in touched.drain(..).map(|entry| entry as usize) {
            if usize::from(std::mem::take(&mut counts[entry])) >= wanted {
                self.test_entry(part, entry, edits, out);
            }
        }
    }

    fn test_entry(&self, part: &Part, entry: usize, edits: usize, out: &mut Vec<Candidate>) {
        if self.may_fit(part.signature(entry), edits) {
            let bytes = part.symbols(entry, part.length(entry));
            let symbols = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
            self.verify(part.id(entry), symbols, out);
        }
    }
}

/// Adds the entries of a part that have these symbols, two at least, in a row.
pub(super) fn containing(part: &Part, wanted: &[u16], out: &mut Vec<Candidate>) {
    let entries = part.entries(wanted.len()..part.header.lengths);
    let lists = wanted.windows(2).map(|pair| part.postings(gram(pair[0], pair[1])));
    let Some(rarest) = lists.min_by_key(|list| list.count) else { return };
    let class = signature(wanted);
    rarest.for_each(&entries, |entry| {
        if class & !part.signature(entry) != 0 {
            return;
        }
        let bytes = part.symbols(entry, part.length(entry));
        let has = |window: &[u8]| {
            let symbols = window.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
            symbols.eq(wanted.iter().copied())
        };
        if wanted.len() == 2 || bytes.windows(wanted.len() * 2).step_by(2).any(has) {
            out.push(Candidate::new(part.id(entry), Score::EXACT));
        }
    });
}

/// The cheapest `wanted` grams of which no two touch the same symbol, and their cost; `None` when
/// there are not so many. `costs` are those of the grams in the order they overlap.
fn cheapest(costs: &[usize], wanted: usize) -> Option<(usize, Vec<usize>)> {
    if costs.len().div_ceil(2) < wanted {
        return None;
    }
    const NEVER: usize = usize::MAX / 2;
    // best[p][j]: the cheapest j grams among the first p.
    let width = wanted + 1;
    let mut best = vec![NEVER; (costs.len() + 1) * width];
    best[0] = 0;
    for place in 1..=costs.len() {
        for count in 0..width {
            let without = best[(place - 1) * width + count];
            let with = match count {
                0 => NEVER,
                _ => best[place.saturating_sub(2) * width + count - 1] + costs[place - 1],
            };
            best[place * width + count] = without.min(with);
        }
    }
    let cost = best[costs.len() * width + wanted];
    let (mut place, mut count, mut chosen) = (costs.len(), wanted, Vec::with_capacity(wanted));
    while count > 0 {
        if best[place * width + count] == best[(place - 1) * width + count] {
            place -= 1;
        } else {
            chosen.push(place - 1);
            place = place.saturating_sub(2);
            count -= 1;
        }
    }
    Some((cost, chosen))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cheapest_disjoint_grams_are_taken() {
        assert_eq!(cheapest(&[5, 1, 5, 1, 9], 2), Some((2, vec![3, 1])));
        assert_eq!(cheapest(&[1, 1, 1], 2), Some((2, vec![2, 0])));
        assert_eq!(cheapest(&[1, 1, 1], 3), None);
        assert_eq!(cheapest(&[], 1), None);
    }

    #[test]
    fn hangul_and_the_rest_do_not_meet() {
        assert_eq!(fold(u64::from(u32::from('쿤'))), '쿤' as u16);
        assert!((0..100_000).all(|symbol: u64| {
            (0xAC00..=0xD7A3).contains(&symbol) || fold(symbol << 40) < 0xAC00
        }));
    }
}
