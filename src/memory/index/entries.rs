//! Entries: texts as the index holds them, before they are a part.

use crate::memory::shade::Shade;

use super::part::Part;
use super::signature::signature;

/// What an entry is: number of the unit and place of the variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Id(pub u64);

impl Id {
    pub fn new(number: i64, place: usize) -> Id {
        Id((number as u64) << 16 | place as u64 & 0xFFFF)
    }

    pub fn number(self) -> i64 {
        (self.0 >> 16) as i64
    }

    pub fn place(self) -> usize {
        (self.0 & 0xFFFF) as usize
    }
}

/// Entries in the order they came: ids, and the symbols of all in a row.
#[derive(Debug, Default)]
pub(super) struct Entries {
    pub ids: Vec<Id>,
    pub shades: Vec<Shade>,
    pub signatures: Vec<u128>,
    /// One past the last symbol of each entry.
    ends: Vec<u32>,
    symbols: Vec<u16>,
}

impl Entries {
    /// Makes room for so many more entries and symbols, so that what is there need not be copied
    /// as it grows. Room that is not used is no memory yet.
    pub fn reserve(&mut self, entries: usize, symbols: usize) {
        self.ids.reserve_exact(entries);
        self.shades.reserve_exact(entries);
        self.signatures.reserve_exact(entries);
        self.ends.reserve_exact(entries);
        self.symbols.reserve_exact(symbols);
    }

    pub fn push(&mut self, id: Id, shade: Shade, symbols: impl IntoIterator<Item = u16>) {
        let start = self.symbols.len();
        self.symbols.extend(symbols);
        self.ids.push(id);
        self.shades.push(shade);
        self.signatures.push(signature(&self.symbols[start..]));
        self.ends.push(self.symbols.len() as u32);
    }

    /// Adds the entries that have any symbols.
    pub fn append(&mut self, other: &Entries) {
        for entry in (0..other.len()).filter(|&entry| !other.symbols(entry).is_empty()) {
            self.symbols.extend_from_slice(other.symbols(entry));
            self.ids.push(other.ids[entry]);
            self.shades.push(other.shades[entry]);
            self.signatures.push(other.signatures[entry]);
            self.ends.push(self.symbols.len() as u32);
        }
    }

    pub fn len(&self) -> usize {
        self.ids.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// How many symbols the entries have together.
    pub fn size(&self) -> usize {
        self.symbols.len()
    }

    #[inline]
    pub fn symbols(&self, entry: usize) -> &[u16] {
        let start = if entry == 0 { 0 } else { self.ends[entry - 1] };
        &self.symbols[start as usize..self.ends[entry] as usize]
    }

    /// Adds what a part holds.
    pub fn push_part(&mut self, part: &Part) {
        self.reserve(part.header.entries, part.header.symbols);
        for entry in 0..part.header.entries {
            let bytes = part.symbols(entry, part.length(entry));
            self.symbols
                .extend(bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])));
            self.ids.push(part.id(entry));
            self.shades.push(part.shade(entry));
            self.signatures.push(part.signature(entry));
            self.ends.push(self.symbols.len() as u32);
        }
    }
}
