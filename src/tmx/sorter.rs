//! Numbers put in order, however many: what does not fit into memory waits in temporary files.
//!
//! Memories are compared by hashes of their texts. Records of a few numbers are gathered up to a
//! bound, sorted, and put aside as a run; the runs are merged at the end.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Seek, Write};

use crate::error::{Error, Kind, Result};

/// How many bytes of records are held before they are put aside.
const HELD: usize = 16 << 20;

/// Puts records of `N` numbers in ascending order.
#[derive(Debug)]
pub struct Sorter<const N: usize> {
    records: Vec<[u64; N]>,
    runs: Vec<File>,
    held: usize,
}

impl<const N: usize> Default for Sorter<N> {
    fn default() -> Self {
        Sorter::holding(HELD / (8 * N.max(1)))
    }
}

impl<const N: usize> Sorter<N> {
    /// A sorter that holds this many records in memory.
    fn holding(held: usize) -> Self {
        Sorter { records: Vec::new(), runs: Vec::new(), held }
    }

    /// Adds a record.
    ///
    /// # Errors
    /// [`Kind::Io`] when there is no room for a temporary file.
    pub fn push(&mut self, record: [u64; N]) -> Result<()> {
        if self.records.len() == self.held {
            self.records.sort_unstable();
            self.runs.push(put_aside(&self.records).map_err(failed)?);
            self.records.clear();
        }
        self.records.push(record);
        Ok(())
    }

    /// All records in order.
    ///
    /// # Errors
    /// [`Kind::Io`] when a temporary file cannot be read, from the iterator as well.
    pub fn sorted(mut self) -> Result<Sorted<N>> {
        self.records.sort_unstable();
        let mut sorted = Sorted {
            records: self.records.into_iter(),
            runs: self.runs.into_iter().map(BufReader::new).collect(),
            next: BinaryHeap::new(),
        };
        (0..=sorted.runs.len()).try_for_each(|run| sorted.refill(run)).map_err(failed)?;
        Ok(sorted)
    }
}

/// Writes a run.
fn put_aside<const N: usize>(records: &[[u64; N]]) -> std::io::Result<File> {
    let mut run = BufWriter::new(tempfile::tempfile()?);
    for number in records.iter().flatten() {
        run.write_all(&number.to_le_bytes())?;
    }
    let mut run = run.into_inner()?;
    run.rewind()?;
    Ok(run)
}

fn failed(error: std::io::Error) -> Error {
    Error::new(Kind::Io(error)).cure("make room for temporary files, or set TMPDIR")
}

/// Records in ascending order.
#[derive(Debug)]
pub struct Sorted<const N: usize> {
    /// Those that are still in memory: the run after the last.
    records: std::vec::IntoIter<[u64; N]>,
    runs: Vec<BufReader<File>>,
    /// The least record of each run that is left, and the number of the run.
    next: BinaryHeap<Reverse<([u64; N], usize)>>,
}

impl<const N: usize> Sorted<N> {
    /// Takes the next record of a run.
    fn refill(&mut self, run: usize) -> std::io::Result<()> {
        let record = match self.runs.get_mut(run) {
            None => self.records.next(),
            Some(file) => read_record(file)?,
        };
        self.next.extend(record.map(|record| Reverse((record, run))));
        Ok(())
    }
}

/// The next record of a run; `None` at its end.
fn read_record<const N: usize>(run: &mut impl BufRead) -> std::io::Result<Option<[u64; N]>> {
    if run.fill_buf()?.is_empty() {
        return Ok(None);
    }
    let mut record = [0; N];
    for number in &mut record {
        let mut bytes = [0; 8];
        run.read_exact(&mut bytes)?;
        *number = u64::from_le_bytes(bytes);
    }
    Ok(Some(record))
}

impl<const N: usize> Iterator for Sorted<N> {
    type Item = Result<[u64; N]>;

    fn next(&mut self) -> Option<Self::Item> {
        let Reverse((record, run)) = self.next.pop()?;
        Some(self.refill(run).map(|()| record).map_err(failed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_come_in_order_whether_held_or_put_aside() {
        // Knuth's multiplier scatters the numbers.
        let records: Vec<[u64; 2]> =
            (0..1000_u64).map(|n| [n.wrapping_mul(6364136223846793005) % 97, n]).collect();
        let mut wanted = records.clone();
        wanted.sort_unstable();
        for held in [1, 64, 500, 2000] {
            let mut sorter = Sorter::holding(held);
            records.iter().try_for_each(|record| sorter.push(*record)).unwrap();
            let found: Vec<_> = sorter.sorted().unwrap().map(Result::unwrap).collect();
            assert_eq!(found, wanted, "{held} held");
        }
        assert!(Sorter::<3>::default().sorted().unwrap().next().is_none());
    }
}
