//! Entries → the bytes of a part.

use std::io::{self, Write};
use std::path::Path;

use rayon::prelude::*;

use crate::error::{Error, Result};
use crate::text::output::Output;

use super::part::{Header, Part, bucket, scattered};
use super::postings;
use super::query::{gram, single};
use super::signature::signature;

/// About how many grams are sorted at a time by one thread: bounds the room it takes.
const SHARD: usize = 1 << 21;
/// About how many grams share a bucket.
const BUCKET: usize = 4;

/// Entries in the order they came: ids, and the symbols of all in a row.
#[derive(Debug, Default)]
pub(super) struct Entries {
    pub ids: Vec<u64>,
    pub signatures: Vec<u128>,
    /// One past the last symbol of each entry.
    ends: Vec<u32>,
    symbols: Vec<u16>,
}

impl Entries {
    pub fn push(&mut self, id: u64, symbols: &[u16]) {
        self.ids.push(id);
        self.signatures.push(signature(symbols));
        self.symbols.extend_from_slice(symbols);
        self.ends.push(self.symbols.len() as u32);
    }

    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// How many symbols the entries have together.
    pub fn size(&self) -> usize {
        self.symbols.len()
    }

    pub fn symbols(&self, entry: usize) -> &[u16] {
        let start = if entry == 0 { 0 } else { self.ends[entry - 1] };
        &self.symbols[start as usize..self.ends[entry] as usize]
    }

    /// Adds what a part holds.
    pub fn push_part(&mut self, part: &Part) {
        for entry in 0..part.header.entries {
            let bytes = part.symbols(entry, part.length(entry));
            self.symbols
                .extend(bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])));
            self.ids.push(part.id(entry));
            self.signatures.push(part.signature(entry));
            self.ends.push(self.symbols.len() as u32);
        }
    }
}

/// Writes a part that covers the numbers above `after` up to and with `last`, with lists of single
/// symbols or of pairs alone.
pub(super) fn write(
    path: &Path,
    identity: &str,
    (after, last): (i64, i64),
    entries: &Entries,
    with_singles: bool,
) -> Result<()> {
    let lengths = (0..entries.len()).map(|e| entries.symbols(e).len()).max().unwrap_or(0) + 1;
    let (order, starts) = by_length(entries, lengths);
    let shards = shards(entries, &order, with_singles);
    let header = Header {
        identity: identity.to_string(),
        after,
        last,
        entries: entries.len(),
        lengths,
        symbols: entries.size(),
        buckets: (shards.iter().map(|shard| shard.rows.len()).sum::<usize>() / BUCKET)
            .next_power_of_two(),
        grams: shards.iter().map(|shard| shard.rows.len()).sum(),
        postings: shards.iter().map(|shard| shard.postings.len()).sum(),
    };
    let mut file = Output::create(path)?;
    let write = || -> io::Result<()> {
        file.write_all(&header.bytes())?;
        write_numbers(&mut file, starts)?;
        for &entry in &order {
            file.write_all(&entries.ids[entry as usize].to_le_bytes())?;
        }
        for &entry in &order {
            file.write_all(&entries.signatures[entry as usize].to_le_bytes())?;
        }
        for &entry in &order {
            for symbol in entries.symbols(entry as usize) {
                file.write_all(&symbol.to_le_bytes())?;
            }
        }
        write_grams(&mut file, &shards, header.buckets)
    };
    write().map_err(|error| Error::io(path, error))?;
    file.commit()
}

/// The entries by length, of equals in the order they came, and where each length begins.
fn by_length(entries: &Entries, lengths: usize) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0; lengths + 1];
    for entry in 0..entries.len() {
        starts[entries.symbols(entry).len() + 1] += 1;
    }
    for length in 0..lengths {
        starts[length + 1] += starts[length];
    }
    let mut next = starts.clone();
    let mut order = vec![0; entries.len()];
    for entry in 0..entries.len() {
        let place = &mut next[entries.symbols(entry).len()];
        order[*place as usize] = entry as u32;
        *place += 1;
    }
    (order, starts)
}

fn write_numbers(file: &mut impl Write, numbers: impl IntoIterator<Item = u32>) -> io::Result<()> {
    numbers.into_iter().try_for_each(|number| file.write_all(&number.to_le_bytes()))
}

/// The grams of a range of hashes.
struct Shard {
    /// Hash, how many entries, and the offset in `postings` or the only entry.
    rows: Vec<[u32; 3]>,
    postings: Vec<u8>,
}

fn write_grams(file: &mut impl Write, shards: &[Shard], buckets: usize) -> io::Result<()> {
    let mut next = 0;
    let hashes = shards.iter().flat_map(|shard| &shard.rows).map(|row| row[0]);
    for (number, hash) in hashes.clone().enumerate() {
        while next <= bucket(hash, buckets) {
            write_numbers(file, [number as u32])?;
            next += 1;
        }
    }
    let all = hashes.count() as u32;
    write_numbers(file, (next..=buckets).map(|_| all))?;
    let mut before = 0;
    for shard in shards {
        for &[hash, count, at] in &shard.rows {
            write_numbers(file, [hash, count, if count == 1 { at } else { at + before }])?;
        }
        before += shard.postings.len() as u32;
    }
    shards.iter().try_for_each(|shard| file.write_all(&shard.postings))
}

/// All grams with their lists, in the order of their hashes.
fn shards(entries: &Entries, order: &[u32], with_singles: bool) -> Vec<Shard> {
    let count = (entries.size() / SHARD).next_power_of_two();
    let one = |number| {
        let mut found: Vec<u64> = Vec::with_capacity(entries.size() / count * 2);
        for (place, &entry) in order.iter().enumerate() {
            let symbols = entries.symbols(entry as usize);
            let pairs = symbols.windows(2).map(|pair| gram(pair[0], pair[1]));
            let singles = if with_singles { symbols } else { &[] };
            for hash in pairs.chain(singles.iter().map(|&only| single(only))).map(scattered) {
                if bucket(hash, count) == number {
                    found.push(u64::from(hash) << 32 | place as u64);
                }
            }
        }
        shard(found)
    };
    (0..count).into_par_iter().map(one).collect()
}

fn shard(mut pairs: Vec<u64>) -> Shard {
    pairs.sort_unstable();
    pairs.dedup();
    let mut shard = Shard { rows: Vec::new(), postings: Vec::new() };
    let mut list = Vec::new();
    for same in pairs.chunk_by(|a, b| a >> 32 == b >> 32) {
        let at = match same {
            [one] => *one as u32,
            _ => {
                let at = shard.postings.len() as u32;
                list.clear();
                list.extend(same.iter().map(|&pair| pair as u32));
                postings::push(&mut shard.postings, &list);
                at
            }
        };
        shard.rows.push([(same[0] >> 32) as u32, same.len() as u32, at]);
    }
    shard
}
