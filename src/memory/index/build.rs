//! Entries → the bytes of a part.
//!
//! A part is written from its beginning to its end, and what is known of it last stands last. The
//! grams are brought into the order of their hashes range by range, as many at a time as there are
//! threads, and written before the next ones are looked at: a build takes little more room than
//! the entries and the table of grams.

use std::io::{self, Write};
use std::ops::RangeInclusive;
use std::path::Path;

use rayon::prelude::*;

use crate::error::{Error, Result};
use crate::text::output::Output;

use super::entries::Entries;
use super::part::{Header, bucket, scattered};
use super::postings;
use super::query::{gram, single};

/// About how many grams all threads sort at a time: bounds the room that it takes.
const SORTED: usize = 1 << 23;
/// The fewest grams of a range: each range is another run through all entries.
const RANGE: usize = 1 << 20;
/// Bits of a hash by which the ranges are told.
const COARSE: u32 = 12;
/// About how many grams share a bucket.
const BUCKET: usize = 4;

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
    let mut file = Output::create(path)?;
    let mut write = || -> io::Result<()> {
        write_entries(&mut file, entries, &order, &starts)?;
        let (rows, postings) = write_postings(&mut file, entries, &order, with_singles)?;
        let grams: usize = rows.iter().map(Vec::len).sum();
        let buckets = (grams / BUCKET).next_power_of_two();
        write_buckets(&mut file, &rows, buckets)?;
        write_grams(&mut file, &rows)?;
        let header = Header {
            identity: identity.to_string(),
            after,
            last,
            entries: entries.len(),
            lengths,
            symbols: entries.size(),
            buckets,
            grams,
            postings,
        };
        file.write_all(&header.bytes())
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

fn write_entries(
    file: &mut impl Write,
    entries: &Entries,
    order: &[u32],
    starts: &[u32],
) -> io::Result<()> {
    starts.iter().try_for_each(|start| file.write_all(&start.to_le_bytes()))?;
    for &entry in order {
        file.write_all(&entries.ids[entry as usize].0.to_le_bytes())?;
    }
    for &entry in order {
        file.write_all(&entries.shades[entry as usize].0.to_le_bytes())?;
    }
    for &entry in order {
        file.write_all(&entries.signatures[entry as usize].to_le_bytes())?;
    }
    let mut bytes = Vec::new();
    for &entry in order {
        bytes.clear();
        bytes
            .extend(entries.symbols(entry as usize).iter().flat_map(|symbol| symbol.to_le_bytes()));
        file.write_all(&bytes)?;
    }
    Ok(())
}

/// A gram in the table: its hash, how many entries have it, and the offset of its list or the only
/// entry.
type Row = [u32; 3];

/// Writes all lists in the order of the hashes of their grams; returns the table, range by range,
/// and how many bytes were written.
fn write_postings(
    file: &mut impl Write,
    entries: &Entries,
    order: &[u32],
    with_singles: bool,
) -> io::Result<(Vec<Vec<Row>>, usize)> {
    let mut places = vec![0; order.len()];
    for (place, &entry) in (0..).zip(order) {
        places[entry as usize] = place;
    }
    let threads = rayon::current_num_threads();
    let (mut all, mut written) = (Vec::new(), 0);
    for some in ranges(entries, with_singles, SORTED / threads).chunks(threads) {
        let sort = |range| lists(grams_in(range, entries, &places, with_singles));
        let lists: Vec<(Vec<Row>, Vec<u8>)> = some.par_iter().map(sort).collect();
        for (mut rows, bytes) in lists {
            let long = rows.iter_mut().filter(|[_, count, _]| *count > 1);
            long.for_each(|[_, _, at]| *at += written as u32);
            file.write_all(&bytes)?;
            written += bytes.len();
            all.push(rows);
        }
    }
    Ok((all, written))
}

/// Ranges of hashes, each with about `size` grams, that follow each other.
fn ranges(entries: &Entries, with_singles: bool, size: usize) -> Vec<RangeInclusive<u32>> {
    let mut counts = vec![0_usize; 1 << COARSE];
    for entry in 0..entries.len() {
        each_gram(entries.symbols(entry), with_singles, |hash| {
            counts[(hash >> (u32::BITS - COARSE)) as usize] += 1;
        });
    }
    let (mut ranges, mut start, mut sum) = (Vec::new(), 0, 0);
    for (coarse, count) in (0_u32..).zip(counts) {
        if sum > 0 && sum + count > size.max(RANGE) {
            ranges.push(start..=(coarse << (u32::BITS - COARSE)) - 1);
            (start, sum) = (coarse << (u32::BITS - COARSE), 0);
        }
        sum += count;
    }
    ranges.push(start..=u32::MAX);
    ranges
}

/// Calls `each` with the hashes of the grams of an entry.
#[inline(always)]
fn each_gram(symbols: &[u16], with_singles: bool, mut each: impl FnMut(u32)) {
    for pair in symbols.windows(2) {
        each(scattered(gram(pair[0], pair[1])));
    }
    for &only in if with_singles { symbols } else { &[] } {
        each(scattered(single(only)));
    }
}

/// The grams of a range of hashes with the places of their entries, in order.
fn grams_in(
    range: &RangeInclusive<u32>,
    entries: &Entries,
    places: &[u32],
    with_singles: bool,
) -> Vec<u64> {
    let (first, width) = (*range.start(), range.end() - range.start());
    let mut found: Vec<u64> = Vec::new();
    for (entry, &place) in places.iter().enumerate() {
        each_gram(entries.symbols(entry), with_singles, |hash| {
            if hash.wrapping_sub(first) <= width {
                found.push(u64::from(hash) << 32 | u64::from(place));
            }
        });
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The lists of sorted grams, and the rows of their table.
fn lists(grams: Vec<u64>) -> (Vec<Row>, Vec<u8>) {
    let same_gram = |a: &u64, b: &u64| a >> 32 == b >> 32;
    let mut rows = Vec::with_capacity(grams.chunk_by(same_gram).count());
    let (mut bytes, mut list) = (Vec::new(), Vec::new());
    for same in grams.chunk_by(same_gram) {
        let at = match same {
            [one] => *one as u32,
            _ => {
                let at = bytes.len() as u32;
                list.clear();
                list.extend(same.iter().map(|&gram| gram as u32));
                postings::push(&mut bytes, &list);
                at
            }
        };
        rows.push([(same[0] >> 32) as u32, same.len() as u32, at]);
    }
    (rows, bytes)
}

/// Writes where each bucket begins in the table, and one past the last.
fn write_buckets(file: &mut impl Write, rows: &[Vec<Row>], buckets: usize) -> io::Result<()> {
    let (mut next, mut all) = (0, 0_u32);
    for [hash, ..] in rows.iter().flatten() {
        while next <= bucket(*hash, buckets) {
            file.write_all(&all.to_le_bytes())?;
            next += 1;
        }
        all += 1;
    }
    (next..=buckets).try_for_each(|_| file.write_all(&all.to_le_bytes()))
}

fn write_grams(file: &mut impl Write, rows: &[Vec<Row>]) -> io::Result<()> {
    let numbers = rows.iter().flatten().flatten();
    numbers.into_iter().try_for_each(|number| file.write_all(&number.to_le_bytes()))
}
