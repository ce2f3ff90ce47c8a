//! A part: an immutable file, mapped into memory, that indexes a range of unit numbers.
//!
//! Entries are ordered by length, so that the entries of one length stand in a row, their symbols
//! too, and a posting list cut to a range of entries is a range of lengths. What counts the others
//! stands at the end, so that a part is written in one go. All numbers are little-endian.
//!
//! | section | what | bytes |
//! |---|---|---|
//! | starts | first entry of each length, and one past the last | 4 each |
//! | ids | `number << 16 \| place` of each entry | 8 each |
//! | shades | what its symbols do not show, see [`crate::memory::shade`] | 8 each |
//! | signatures | which of 128 classes of symbols occur | 16 each |
//! | symbols | those of each entry, folded to 16 bits | 2 each |
//! | postings | the lists, see [`super::postings`] | |
//! | buckets | first gram of each range of hashes, and one past the last | 4 each |
//! | grams | pairs of neighbouring symbols, and single ones, by their hash, ascending: hash, how many entries have it, where its list begins (or the entry, if one) | 12 each |
//! | header | magic, identity of the memory, range of numbers, counts, hash of the header | 128 |

use std::fs::File;
use std::ops::Range;
use std::path::Path;

use memmap2::Mmap;

use crate::memory::shade::Shade;
use crate::memory::token::hash;

use super::entries::Id;
use super::postings::List;

/// Ends with the version of the format: a part of another is made anew.
pub(super) const MAGIC: &[u8; 8] = b"jjakidx4";
pub(super) const HEADER: usize = 128;
/// Bytes of a gram in the table.
pub(super) const ROW: usize = 12;
/// Sections before the header.
const SECTIONS: usize = 8;

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
    /// How many buckets the grams have: a power of two.
    pub buckets: usize,
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
        let counts =
            [self.entries, self.lengths, self.symbols, self.buckets, self.grams, self.postings];
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
        let header: &[u8; HEADER] = bytes.last_chunk()?;
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
            buckets: number(5) as usize,
            grams: number(6) as usize,
            postings: number(7) as usize,
        })
    }

    /// Where the sections begin, and where the header does.
    fn sections(&self) -> [usize; SECTIONS + 1] {
        let sizes = [
            (self.lengths + 1) * 4,
            self.entries * 8,
            self.entries * 8,
            self.entries * 16,
            self.symbols * 2,
            self.postings,
            (self.buckets + 1) * 4,
            self.grams * ROW,
        ];
        let mut at = 0;
        let mut out = [0; SECTIONS + 1];
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
    sections: [usize; SECTIONS + 1],
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
        if map.len() != sections[SECTIONS] + HEADER {
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

    pub fn id(&self, entry: usize) -> Id {
        Id(u64_at(self.section(1), entry))
    }

    pub fn shade(&self, entry: usize) -> Shade {
        Shade(u64_at(self.section(2), entry))
    }

    pub fn signature(&self, entry: usize) -> u128 {
        let at = entry * 16;
        u128::from_le_bytes(self.section(3)[at..at + 16].try_into().expect("16 bytes"))
    }

    /// The signatures of entries, 16 bytes each.
    pub fn signatures(&self, entries: &Range<usize>) -> &[u8] {
        &self.section(3)[entries.start * 16..entries.end * 16]
    }

    /// The symbols of an entry of this length, as bytes.
    pub fn symbols(&self, entry: usize, length: usize) -> &[u8] {
        let (first, symbols) = self.starts[length];
        let at = (symbols + (entry - first) * length) * 2;
        &self.section(4)[at..at + length * 2]
    }

    /// The posting list of a gram; empty when no entry has it.
    pub fn list(&self, gram: u32) -> List<'_> {
        let wanted = scattered(gram);
        let (buckets, rows) = (self.section(6), self.section(7));
        let bucket = bucket(wanted, self.header.buckets);
        for row in u32_at(buckets, bucket) as usize..u32_at(buckets, bucket + 1) as usize {
            if u32_at(rows, row * 3) == wanted {
                let (count, at) = (u32_at(rows, row * 3 + 1), u32_at(rows, row * 3 + 2));
                return match count {
                    1 => List { count: 1, single: at, bytes: &[] },
                    _ => List {
                        count: count as usize,
                        single: 0,
                        bytes: &self.section(5)[at as usize..],
                    },
                };
            }
        }
        List::EMPTY
    }
}

/// The hash of a gram: another for each, and spread evenly.
#[inline]
pub(super) fn scattered(gram: u32) -> u32 {
    gram.wrapping_mul(0x9E37_79B1)
}

/// Which of the buckets, a power of two, a hash falls into: ascending.
#[inline]
pub(super) fn bucket(hash: u32, buckets: usize) -> usize {
    ((u64::from(hash) * buckets as u64) >> 32) as usize
}

#[inline]
pub(super) fn u32_at(bytes: &[u8], index: usize) -> u32 {
    u32::from_le_bytes(bytes[index * 4..index * 4 + 4].try_into().expect("4 bytes"))
}

#[inline]
fn u64_at(bytes: &[u8], index: usize) -> u64 {
    u64::from_le_bytes(bytes[index * 8..index * 8 + 8].try_into().expect("8 bytes"))
}
