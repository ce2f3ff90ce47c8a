//! Entries → the bytes of a part.

use std::io::Write;
use std::path::Path;

use rayon::prelude::*;

use crate::error::{Error, Result};
use crate::text::output::Output;

use super::part::{BLOCK, Header, Part};
use super::query::{gram, signature};

/// Entries in the order they came: ids, and the symbols of all in a row.
#[derive(Debug, Default)]
pub(super) struct Entries {
    pub ids: Vec<u64>,
    /// One past the last symbol of each entry.
    ends: Vec<usize>,
    symbols: Vec<u16>,
}

impl Entries {
    pub fn push(&mut self, id: u64, symbols: impl IntoIterator<Item = u16>) {
        self.ids.push(id);
        self.symbols.extend(symbols);
        self.ends.push(self.symbols.len());
    }

    pub fn len(&self) -> usize {
        self.ids.len()
    }

    pub fn symbols(&self, entry: usize) -> &[u16] {
        let start = if entry == 0 { 0 } else { self.ends[entry - 1] };
        &self.symbols[start..self.ends[entry]]
    }

    /// Adds what a part holds.
    pub fn push_part(&mut self, part: &Part) {
        for entry in 0..part.header.entries {
            let bytes = part.symbols(entry, part.length(entry));
            let symbols = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
            self.push(part.id(entry), symbols);
        }
    }
}

/// Writes a part that covers the numbers above `after` up to and with `last`.
pub(super) fn write(
    path: &Path,
    identity: &str,
    (after, last): (i64, i64),
    entries: &Entries,
) -> Result<()> {
    let mut order: Vec<u32> = (0..entries.len() as u32).collect();
    order.par_sort_unstable_by_key(|&e| {
        (entries.symbols(e as usize).len(), entries.ids[e as usize])
    });
    let lengths = order.last().map_or(0, |&e| entries.symbols(e as usize).len()) + 1;
    let mut starts = Vec::new();
    for length in 0..=lengths {
        let first = order.partition_point(|&e| entries.symbols(e as usize).len() < length);
        starts.extend((first as u32).to_le_bytes());
    }
    let (grams, postings) = lists(entries, &order);
    let header = Header {
        identity: identity.to_string(),
        after,
        last,
        entries: entries.len(),
        lengths,
        symbols: entries.symbols.len(),
        grams: grams.len() / 12,
        postings: postings.len(),
    };
    let mut file = Output::create(path)?;
    let mut write = || -> std::io::Result<()> {
        file.write_all(&header.bytes())?;
        file.write_all(&starts)?;
        for &entry in &order {
            file.write_all(&entries.ids[entry as usize].to_le_bytes())?;
        }
        for &entry in &order {
            file.write_all(&signature(entries.symbols(entry as usize)).to_le_bytes())?;
        }
        for &entry in &order {
            for symbol in entries.symbols(entry as usize) {
                file.write_all(&symbol.to_le_bytes())?;
            }
        }
        file.write_all(&grams)?;
        file.write_all(&postings)
    };
    write().map_err(|error| Error::io(path, error))?;
    file.commit()
}

/// The bytes of the gram table and of the posting lists.
fn lists(entries: &Entries, order: &[u32]) -> (Vec<u8>, Vec<u8>) {
    let mut pairs: Vec<u64> = Vec::with_capacity(entries.symbols.len());
    for (place, &entry) in order.iter().enumerate() {
        let windows = entries.symbols(entry as usize).windows(2);
        pairs.extend(windows.map(|pair| u64::from(gram(pair[0], pair[1])) << 32 | place as u64));
    }
    pairs.par_sort_unstable();
    pairs.dedup();
    let (mut keys, mut counts, mut offsets) = (Vec::new(), Vec::new(), Vec::new());
    let mut postings = Vec::new();
    for list in pairs.chunk_by(|a, b| a >> 32 == b >> 32) {
        keys.extend(((list[0] >> 32) as u32).to_le_bytes());
        counts.extend((list.len() as u32).to_le_bytes());
        offsets.extend((postings.len() as u32).to_le_bytes());
        push_list(&mut postings, list);
    }
    keys.extend(counts);
    keys.extend(offsets);
    (keys, postings)
}

fn push_list(out: &mut Vec<u8>, list: &[u64]) {
    let mut data = Vec::new();
    for block in list.chunks(BLOCK) {
        if list.len() > BLOCK {
            out.extend((block[0] as u32).to_le_bytes());
            out.extend((data.len() as u32).to_le_bytes());
        }
        let mut last = 0;
        for &pair in block {
            let entry = pair as u32;
            push_varint(&mut data, entry - last);
            last = entry;
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
