//! A part: an immutable file, mapped into memory, that indexes a range of unit numbers.
//!
//! Entries are ordered by length, so that the entries of one length stand in a row, their symbols
//! too, and a posting list cut to a range of entries is a range of lengths. All numbers are
//! little-endian.
//!
//! | section | what | bytes |
//! |---|---|---|
//! | header | magic, identity of the memory, range of numbers, counts, hash of the header | 128 |
//! | starts | first entry of each length, and one past the last | 4 each |
//! | ids | `number << 16 \| place` of each entry | 8 each |
//! | signatures | which of 128 classes of symbols occur | 16 each |
//! | symbols | those of each entry, folded to 16 bits | 2 each |
//! | grams | pairs of neighbouring symbols, ascending; how many entries have them; where the list begins | 12 each |
//! | postings | ascending entries as varint differences, in blocks of 128 that begin anew | |
//!
//! A list of more than one block begins with the first entry and the offset of each block.

use std::fs::File;
use std::ops::Range;
use std::path::Path;

use memmap2::Mmap;

use crate::memory::token::hash;

pub(super) const MAGIC: &[u8; 8] = b"jjakidx1";
pub(super) const HEADER: usize = 128;
/// Entries of a block of postings.
pub(super) const BLOCK: usize = 128;

/// What the header says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// Id of the memory, 32 letters.
    pub identity: String,
    /// Numbers of units above this.
    pub after: i64,
    /// The last number that is covered.
    pub last: i64,
    pub entries: usize,
    /// How many lengths `starts` has, from 0.
    pub lengths: usize,
    pub symbols: usize,
    pub grams: usize,
    pub postings: usize,
}

impl Header {
    pub fn bytes(&self) -> [u8; HEADER] {
        let mut out = [0; HEADER];
        out[..8].copy_from_slice(MAGIC);
        let identity = self.identity.as_bytes();
        let shown = identity.len().min(32);
        out[8..8 + shown].copy_from_slice(&identity[..shown]);
        let counts = [self.entries, self.lengths, self.symbols, self.grams, self.postings];
        let numbers = [self.after as u64, self.last as u64];
        let numbers = numbers.into_iter().chain(counts.map(|count| count as u64));
        for (at, number) in numbers.enumerate() {
            out[40 + at * 8..48 + at * 8].copy_from_slice(&number.to_le_bytes());
        }
        let check = check(&out);
        out[HEADER - 8..].copy_from_slice(&check.to_le_bytes());
        out
    }

    fn read(bytes: &[u8]) -> Option<Header> {
        let header: &[u8; HEADER] = bytes.get(..HEADER)?.try_into().ok()?;
        if header[..8] != *MAGIC || u64_at(&header[HEADER - 8..], 0) != check(header) {
            return None;
        }
        let number = |at: usize| u64_at(&header[40..], at);
        let identity = std::str::from_utf8(&header[8..40]).ok()?;
        Some(Header {
            identity: identity.trim_end_matches('\0').to_string(),
            after: number(0) as i64,
            last: number(1) as i64,
            entries: number(2) as usize,
            lengths: number(3) as usize,
            symbols: number(4) as usize,
            grams: number(5) as usize,
            postings: number(6) as usize,
        })
    }

    /// Where the sections begin, and the end of the file.
    fn sections(&self) -> [usize; 7] {
        let sizes = [
            (self.lengths + 1) * 4,
            self.entries * 8,
            self.entries * 16,
            self.symbols * 2,
            self.grams * 12,
            self.postings,
        ];
        let mut at = HEADER;
        let mut out = [HEADER; 7];
        for (section, size) in sizes.into_iter().enumerate() {
            at += size;
            out[section + 1] = at;
        }
        out
    }
}

fn check(header: &[u8; HEADER]) -> u64 {
    let hex: String = header[..HEADER - 8].iter().map(|byte| format!("{byte:02x}")).collect();
    hash([hex.as_str()])
}

/// A mapped part.
#[derive(Debug)]
pub(super) struct Part {
    map: Mmap,
    pub header: Header,
    sections: [usize; 7],
    /// First entry and first symbol of each length, and one past the last.
    starts: Vec<(usize, usize)>,
}

impl Part {
    /// Maps the file; `None` when there is none or it is not a whole part.
    pub fn open(path: &Path) -> Option<Part> {
        let file = File::open(path).ok()?;
        // SAFETY: parts are written under another name and renamed when complete, and never
        // changed after; whoever overwrites one in place breaks his own reader only.
        let map = unsafe { Mmap::map(&file) }.ok()?;
        let header = Header::read(&map)?;
        let sections = header.sections();
        if map.len() != sections[6] {
            return None;
        }
        let table = &map[sections[0]..sections[1]];
        let mut starts = Vec::with_capacity(header.lengths + 1);
        let mut symbols = 0;
        for length in 0..=header.lengths {
            let first = u32_at(table, length) as usize;
            if let Some(&(before, _)) = starts.last() {
                symbols += (first - before) * (length - 1);
            }
            starts.push((first, symbols));
        }
        Some(Part { map, header, sections, starts })
    }

    fn section(&self, number: usize) -> &[u8] {
        &self.map[self.sections[number]..self.sections[number + 1]]
    }

    /// The entries of these lengths.
    pub fn entries(&self, lengths: Range<usize>) -> Range<usize> {
        let first = |length: usize| self.starts[length.min(self.header.lengths)].0;
        first(lengths.start)..first(lengths.end)
    }

    /// How many symbols the entry has.
    pub fn length(&self, entry: usize) -> usize {
        self.starts.partition_point(|&(first, _)| first <= entry) - 1
    }

    pub fn id(&self, entry: usize) -> u64 {
        u64_at(self.section(1), entry)
    }

    pub fn signature(&self, entry: usize) -> u128 {
        let at = entry * 16;
        u128::from_le_bytes(self.section(2)[at..at + 16].try_into().expect("16 bytes"))
    }

    /// The symbols of an entry of this length, as bytes.
    pub fn symbols(&self, entry: usize, length: usize) -> &[u8] {
        let (first, symbols) = self.starts[length];
        let at = (symbols + (entry - first) * length) * 2;
        &self.section(3)[at..at + length * 2]
    }

    /// The posting list of a gram; empty when no entry has it.
    pub fn postings(&self, gram: u32) -> Postings<'_> {
        let grams = self.header.grams;
        let (keys, rest) = self.section(4).split_at(grams * 4);
        let (counts, offsets) = rest.split_at(grams * 4);
        let (mut low, mut high) = (0, grams);
        while low < high {
            let middle = (low + high) / 2;
            if u32_at(keys, middle) < gram {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if low == grams || u32_at(keys, low) != gram {
            return Postings { count: 0, bytes: &[] };
        }
        let start = u32_at(offsets, low) as usize;
        Postings { count: u32_at(counts, low) as usize, bytes: &self.section(5)[start..] }
    }
}

/// A posting list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Postings<'a> {
    pub count: usize,
    bytes: &'a [u8],
}

impl Postings<'_> {
    fn blocks(&self) -> usize {
        if self.count > BLOCK { self.count.div_ceil(BLOCK) } else { 0 }
    }

    /// The blocks that may hold entries of the range.
    fn within(&self, entries: &Range<usize>) -> Range<usize> {
        let first = |block: usize| u32_at(self.bytes, block * 2) as usize;
        let before = |limit: usize| {
            let (mut low, mut high) = (0, self.blocks());
            while low < high {
                let middle = (low + high) / 2;
                if first(middle) < limit { low = middle + 1 } else { high = middle }
            }
            low
        };
        before(entries.start + 1).saturating_sub(1)..before(entries.end)
    }

    /// At least how many entries of the range are listed, to within a block or two.
    pub fn about(&self, entries: &Range<usize>) -> usize {
        if self.count <= BLOCK {
            return self.count;
        }
        (self.within(entries).len() * BLOCK).min(self.count)
    }

    /// Calls `each` for the listed entries of the range.
    pub fn for_each(&self, entries: &Range<usize>, mut each: impl FnMut(usize)) {
        if self.count <= BLOCK {
            run(self.bytes, self.count, entries, &mut each);
            return;
        }
        let data = &self.bytes[self.blocks() * 8..];
        for block in self.within(entries) {
            let start = u32_at(self.bytes, block * 2 + 1) as usize;
            let count = BLOCK.min(self.count - block * BLOCK);
            run(&data[start..], count, entries, &mut each);
        }
    }
}

fn run(bytes: &[u8], count: usize, entries: &Range<usize>, each: &mut impl FnMut(usize)) {
    let (mut at, mut entry) = (0, 0);
    for _ in 0..count {
        let mut shift = 0;
        let mut step = 0;
        loop {
            let byte = bytes[at];
            at += 1;
            step |= usize::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                break;
            }
            shift += 7;
        }
        entry += step;
        if entry >= entries.end {
            return;
        }
        if entry >= entries.start {
            each(entry);
        }
    }
}

fn u32_at(bytes: &[u8], index: usize) -> u32 {
    u32::from_le_bytes(bytes[index * 4..index * 4 + 4].try_into().expect("4 bytes"))
}

fn u64_at(bytes: &[u8], index: usize) -> u64 {
    u64::from_le_bytes(bytes[index * 8..index * 8 + 8].try_into().expect("8 bytes"))
}
