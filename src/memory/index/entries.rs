//! Entries: texts as the index holds them, before they are a part.

use super::part::Part;
use super::signature::signature;

/// Bits of an id that say which variant of its unit an entry is.
const PLACE_BITS: u32 = 16;
/// Bits of an id that tell entries apart that differ in what the symbols do not show.
const DIGEST_BITS: u32 = 12;

/// What an entry is: number of the unit, place of the variant, and a digest of what its symbols do
/// not show: the numbers in the text, so that those of a label whose number alone differs (3쪽, 4쪽)
/// are told apart without a look at the store, or the language where all are in one index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Id(pub u64);

impl Id {
    pub fn new(number: i64, place: usize, digest: u64) -> Id {
        let place = place as u64 & ((1 << PLACE_BITS) - 1);
        let digest = digest & ((1 << DIGEST_BITS) - 1);
        Id((number as u64) << (PLACE_BITS + DIGEST_BITS) | digest << PLACE_BITS | place)
    }

    pub fn number(self) -> i64 {
        (self.0 >> (PLACE_BITS + DIGEST_BITS)) as i64
    }

    pub fn place(self) -> usize {
        (self.0 & ((1 << PLACE_BITS) - 1)) as usize
    }

    /// Whether the digests differ, and so what they are made of does.
    pub fn differs(self, other: Id) -> bool {
        (self.0 ^ other.0) >> PLACE_BITS & ((1 << DIGEST_BITS) - 1) != 0
    }
}

/// Entries in the order they came: ids, and the symbols of all in a row.
#[derive(Debug, Default)]
pub(super) struct Entries {
    pub ids: Vec<Id>,
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
        self.signatures.reserve_exact(entries);
        self.ends.reserve_exact(entries);
        self.symbols.reserve_exact(symbols);
    }

    pub fn push(&mut self, id: Id, symbols: impl IntoIterator<Item = u16>) {
        let start = self.symbols.len();
        self.symbols.extend(symbols);
        self.ids.push(id);
        self.signatures.push(signature(&self.symbols[start..]));
        self.ends.push(self.symbols.len() as u32);
    }

    /// Adds the entries that have any symbols.
    pub fn append(&mut self, other: &Entries) {
        for entry in (0..other.len()).filter(|&entry| !other.symbols(entry).is_empty()) {
            self.symbols.extend_from_slice(other.symbols(entry));
            self.ids.push(other.ids[entry]);
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
            self.signatures.push(part.signature(entry));
            self.ends.push(self.symbols.len() as u32);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_gives_back_what_it_was_made_of() {
        let id = Id::new(5_000_000_000, 3, u64::MAX);
        assert_eq!((id.number(), id.place()), (5_000_000_000, 3));
        assert!(id.differs(Id::new(5_000_000_000, 3, 7)));
        assert!(!id.differs(Id::new(1, 0, u64::MAX)));
    }
}
