//! Posting lists: the entries that have a gram, ascending and packed.
//!
//! A list of one entry takes no room of its own. A longer one is cut into blocks of 128 entries,
//! whose differences are packed to as many bits as the largest needs (the layout of `bitpacking`,
//! after Lemire's simdcomp); what remains at its end is written as varints. A list of 128 or more
//! begins with the first entry and the offset of each block and of the rest, so that a range of
//! entries is found without reading what comes before.

use std::ops::Range;

use bitpacking::{BitPacker, BitPacker4x};

use super::part::u32_at;

/// Entries of a block.
pub(super) const BLOCK: usize = BitPacker4x::BLOCK_LEN;
/// Bytes that say where a block begins: its first entry and its offset.
const SKIP: usize = 8;

/// Packs a list of two entries or more.
pub(super) fn push(out: &mut Vec<u8>, entries: &[u32]) {
    let mut data = Vec::new();
    let packer = BitPacker4x::new();
    for block in entries.chunks(BLOCK) {
        if entries.len() >= BLOCK {
            out.extend(block[0].to_le_bytes());
            out.extend((data.len() as u32).to_le_bytes());
        }
        if block.len() == BLOCK {
            let bits = packer.num_bits_sorted(block[0], block);
            data.push(bits);
            let start = data.len();
            data.resize(start + usize::from(bits) * BLOCK / 8, 0);
            packer.compress_sorted(block[0], block, &mut data[start..], bits);
        } else {
            let mut last = 0;
            for &entry in block {
                push_varint(&mut data, entry - last);
                last = entry;
            }
        }
    }
    out.extend(data);
}

fn push_varint(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// A posting list.
#[derive(Debug, Clone, Copy)]
pub(super) struct List<'a> {
    /// How many entries it has.
    pub count: usize,
    /// The entry of a list of one.
    pub single: u32,
    /// A longer list, and what comes after it.
    pub bytes: &'a [u8],
}

/// A list cut to a range of entries.
#[derive(Debug, Clone)]
pub(super) struct Cut<'a> {
    list: List<'a>,
    entries: Range<u32>,
    /// The blocks that may hold such entries.
    blocks: Range<usize>,
}

impl<'a> List<'a> {
    pub const EMPTY: List<'static> = List { count: 0, single: 0, bytes: &[] };

    /// The part of the list that lies in a range.
    pub fn cut(self, entries: &Range<usize>) -> Cut<'a> {
        let range = entries.start as u32..entries.end as u32;
        let blocks = if self.count < BLOCK {
            0..usize::from(self.count > 0 && !range.is_empty())
        } else {
            let from = self.blocks_before(range.start.saturating_add(1)).saturating_sub(1);
            from..self.blocks_before(range.end).max(from)
        };
        Cut { list: self, entries: range, blocks }
    }

    /// How many blocks begin before an entry.
    fn blocks_before(&self, limit: u32) -> usize {
        let (mut low, mut high) = (0, self.count.div_ceil(BLOCK));
        while low < high {
            let middle = (low + high) / 2;
            if u32_at(self.bytes, middle * 2) < limit { low = middle + 1 } else { high = middle }
        }
        low
    }
}

impl Cut<'_> {
    /// How many entries must be unpacked to visit the cut.
    pub fn cost(&self) -> usize {
        (self.blocks.len() * BLOCK).min(self.list.count)
    }

    /// Calls `each` with ascending runs of the entries.
    pub fn visit(&self, room: &mut [u32; BLOCK], mut each: impl FnMut(&[u32])) {
        if self.list.count == 1 {
            room[0] = self.list.single;
            each(self.clip(&room[..self.blocks.len()]));
            return;
        }
        let skips = if self.list.count < BLOCK { 0 } else { self.list.count.div_ceil(BLOCK) };
        for block in self.blocks.clone() {
            let start = match skips {
                0 => 0,
                _ => skips * SKIP + u32_at(self.list.bytes, block * 2 + 1) as usize,
            };
            let count = BLOCK.min(self.list.count - block * BLOCK);
            if count == BLOCK {
                let first = u32_at(self.list.bytes, block * 2);
                let bits = self.list.bytes[start];
                let packed = &self.list.bytes[start + 1..];
                BitPacker4x::new().decompress_sorted(first, packed, room, bits);
            } else {
                read_varints(&self.list.bytes[start..], &mut room[..count]);
            }
            each(self.clip(&room[..count]));
        }
    }

    fn clip<'r>(&self, run: &'r [u32]) -> &'r [u32] {
        match run {
            [first, .., last] if self.entries.contains(first) && self.entries.contains(last) => run,
            _ => {
                let from = run.partition_point(|&entry| entry < self.entries.start);
                &run[from..run.partition_point(|&entry| entry < self.entries.end).max(from)]
            }
        }
    }
}

fn read_varints(bytes: &[u8], out: &mut [u32]) {
    let (mut at, mut entry) = (0, 0_u32);
    for place in out {
        let mut shift = 0;
        loop {
            let byte = bytes[at];
            at += 1;
            entry = entry.wrapping_add(u32::from(byte & 0x7F) << shift);
            if byte < 0x80 {
                break;
            }
            shift = (shift + 7) & 31;
        }
        *place = entry;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_cut_holds_what_lies_in_the_range(
            steps in prop::collection::vec(1_u32..2_000, 1..700), from in 0_usize..400_000,
            width in 0_usize..400_000,
        ) {
            let entries: Vec<u32> = steps.iter().scan(0, |at, step| { *at += step; Some(*at) }).collect();
            let mut bytes = Vec::new();
            if entries.len() > 1 {
                push(&mut bytes, &entries);
            }
            let list = List { count: entries.len(), single: entries[0], bytes: &bytes };
            let range = from..from + width;
            let cut = list.cut(&range);
            let mut found = Vec::new();
            cut.visit(&mut [0; BLOCK], |run| found.extend_from_slice(run));
            let wanted: Vec<u32> =
                entries.iter().copied().filter(|&entry| range.contains(&(entry as usize))).collect();
            prop_assert!(cut.cost() >= wanted.len());
            prop_assert_eq!(found, wanted);
        }
    }
}
