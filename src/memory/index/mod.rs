//! The index: finds the few units whose score can reach a threshold, and never loses one.
//!
//! It is derived from the store and can be deleted at any time: immutable mapped parts, in a folder
//! beside the memory, cover ranges of unit numbers; what is newer is scanned, and becomes a part of
//! its own when it grows. Units never change under their number, so a part stays true; units that
//! were removed are dropped when their text is asked for. One language is indexed at a time, when
//! it is first asked for.

mod build;
mod part;
mod query;

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::error::Result;
use crate::text::key::Key;

use super::score::Score;
use super::store::Store;
use super::token::Tokens;

use build::Entries;
use part::Part;
use query::{Query, Scratch};

pub use query::Candidate;

/// More new texts than this become a part.
const TAIL: usize = 2_000;
/// The most entries of a part: bounds the room that building takes.
const MOST: usize = 1 << 19;
/// How many unit numbers are read at a time.
const CHUNK: i64 = 20_000;

/// What of a text is indexed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The heavy tokens of the texts of a language, given by its primary tag: for matches.
    Tokens(String),
    /// The letters of all texts, without white space and case: for the concordance.
    Letters,
}

impl Kind {
    /// The language, when there is one.
    fn primary(&self) -> Option<&str> {
        match self {
            Kind::Tokens(primary) => Some(primary),
            Kind::Letters => None,
        }
    }

    /// What the names of its files begin with.
    fn name(&self) -> String {
        match self {
            Kind::Tokens(primary) => primary.chars().filter(char::is_ascii_alphanumeric).collect(),
            Kind::Letters => "letters".to_string(),
        }
    }

    fn symbols(&self, text: &str) -> Vec<u16> {
        match self {
            Kind::Tokens(_) => Tokens::core_of(text).into_iter().map(query::fold).collect(),
            Kind::Letters => letters(text),
        }
    }
}

/// The letters of a text as the concordance compares them.
fn letters(text: &str) -> Vec<u16> {
    let key = Key::new(text);
    let letters = key.text().chars().filter(|c| !c.is_whitespace());
    letters.map(|c| query::fold(u64::from(u32::from(c)))).collect()
}

/// An index of a memory.
#[derive(Debug)]
pub struct Index {
    folder: PathBuf,
    kind: Kind,
    identity: String,
    parts: Vec<Part>,
    tail: Entries,
    /// The last unit number that parts and tail cover.
    last: i64,
    scratch: Scratch,
}

impl Index {
    /// Opens an index of a memory, and brings it up to date. What cannot be read is made anew; where nothing can be written all is kept in memory.
    ///
    /// # Errors
    /// When the memory cannot be read.
    pub fn open(store: &Store, kind: Kind) -> Result<Index> {
        let mut index = Index {
            folder: folder(store.path()),
            kind,
            identity: store.identity()?,
            parts: Vec::new(),
            tail: Entries::default(),
            last: 0,
            scratch: Scratch::default(),
        };
        index.open_parts(store)?;
        index.refresh(store)?;
        Ok(index)
    }

    /// Takes in units that were added since.
    ///
    /// # Errors
    /// When the memory cannot be read.
    pub fn refresh(&mut self, store: &Store) -> Result<()> {
        let last = store.last_number()?;
        if last < self.last {
            // An older copy of the file was put in its place.
            self.parts.clear();
            self.tail = Entries::default();
            self.last = 0;
        }
        while self.last < last {
            let to = (self.last + CHUNK).min(last);
            self.read_tail(store, to)?;
            if self.tail.len() >= MOST {
                self.flush();
            }
        }
        if self.tail.len() > TAIL {
            self.flush();
        }
        Ok(())
    }

    /// All units with a text whose score with `tokens` can be `min` or more, best bounds first.
    pub fn candidates(&mut self, tokens: &Tokens, min: Score) -> Vec<Candidate> {
        let symbols: Vec<u16> = tokens.core().map(query::fold).collect();
        let mut out = Vec::new();
        if symbols.is_empty() {
            return out;
        }
        let query = Query::new(symbols, min);
        for part in &self.parts {
            query.search(part, &mut self.scratch, &mut out);
        }
        for entry in 0..self.tail.len() {
            query.test(self.tail.ids[entry], self.tail.symbols(entry), &mut out);
        }
        out.sort_unstable_by_key(|found| (std::cmp::Reverse(found.bound), found.number));
        out
    }

    /// All units with a text that can contain `text`, which has two letters at least: newest first.
    /// `None` for a shorter one, which the index does not help with.
    pub fn containing(&mut self, text: &str) -> Option<Vec<Candidate>> {
        let wanted = letters(text);
        if wanted.len() < 2 {
            return None;
        }
        let mut out = Vec::new();
        for part in &self.parts {
            query::containing(part, &wanted, &mut out);
        }
        for entry in 0..self.tail.len() {
            if self.tail.symbols(entry).windows(wanted.len()).any(|window| window == wanted) {
                out.push(Candidate::new(self.tail.ids[entry], Score::EXACT));
            }
        }
        out.sort_unstable_by_key(|found| std::cmp::Reverse((found.number, found.place)));
        Some(out)
    }

    /// How many texts are indexed.
    pub fn len(&self) -> usize {
        self.parts.iter().map(|part| part.header.entries).sum::<usize>() + self.tail.len()
    }

    /// Whether no text is indexed.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn read_tail(&mut self, store: &Store, to: i64) -> Result<()> {
        let mut texts: Vec<(u64, String)> = Vec::new();
        store.for_each_text(self.kind.primary(), self.last, to, |text| {
            texts.push(((text.number as u64) << 16 | text.place as u64 & 0xFFFF, text.text.into()));
            Ok(())
        })?;
        let symbols = texts.par_iter().map(|(_, text)| self.kind.symbols(text));
        for ((id, _), symbols) in texts.iter().zip(symbols.collect::<Vec<_>>()) {
            if !symbols.is_empty() {
                self.tail.push(*id, symbols);
            }
        }
        self.last = to;
        Ok(())
    }

    /// Makes a part of the tail, and of the parts before it that are not larger. Where it cannot be
    /// written the tail stays what it was.
    fn flush(&mut self) {
        let mut entries = std::mem::take(&mut self.tail);
        let mut first = self.parts.len();
        let mut size = entries.len();
        while first > 0 && self.parts[first - 1].header.entries <= size {
            size += self.parts[first - 1].header.entries;
            if size > MOST {
                break;
            }
            first -= 1;
            entries.push_part(&self.parts[first]);
        }
        let after = match (self.parts.get(first), self.parts.last()) {
            (Some(part), _) => part.header.after,
            (None, Some(part)) => part.header.last,
            (None, None) => 0,
        };
        let path = self.folder.join(format!("{}.{after}-{}.part", self.kind.name(), self.last));
        let written = std::fs::create_dir_all(&self.folder).is_ok()
            && build::write(&path, &self.identity, (after, self.last), &entries).is_ok();
        match written.then(|| Part::open(&path)).flatten() {
            Some(part) => {
                for old in self.parts.drain(first..) {
                    // Another process may still have it mapped, which does no harm.
                    let _ = std::fs::remove_file(part_path(
                        &self.folder,
                        &self.kind.name(),
                        &old.header,
                    ));
                }
                self.parts.push(part);
            }
            None => {
                // What the parts hold is in `entries` too: keep all of it here.
                self.parts.truncate(first);
                self.tail = entries;
            }
        }
    }

    /// Maps the parts that follow each other without a gap, the longest first; deletes the rest.
    fn open_parts(&mut self, store: &Store) -> Result<()> {
        let start = format!("{}.", self.kind.name());
        let files = std::fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let found = files.map(|file| file.path()).filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with(&start) && name.ends_with(".part")
        });
        let mut parts: Vec<(PathBuf, Option<Part>)> =
            found.map(|path| (path.clone(), Part::open(&path))).collect();
        // Asked after the parts were opened: another process may add units and parts meanwhile.
        let last = store.last_number()?;
        parts.sort_by_key(|(_, part)| {
            let range = |part: &Part| (part.header.after, std::cmp::Reverse(part.header.last));
            part.as_ref().map(range)
        });
        for (path, part) in parts {
            let fits = |part: &Part| {
                let header = &part.header;
                header.identity == self.identity && header.after == self.last && header.last <= last
            };
            match part.filter(fits) {
                Some(part) => {
                    self.last = part.header.last;
                    self.parts.push(part);
                }
                None => {
                    // One that cannot be deleted is passed over the next time too.
                    let _ = std::fs::remove_file(path);
                }
            }
        }
        Ok(())
    }
}

/// Deletes the index of a memory: it is made anew when it is asked for.
pub fn discard(memory: &Path) {
    // What cannot be deleted is still true.
    let _ = std::fs::remove_dir_all(folder(memory));
}

/// The folder of the parts: the name of the memory and `.index`.
fn folder(memory: &Path) -> PathBuf {
    let mut name = memory.as_os_str().to_os_string();
    name.push(".index");
    PathBuf::from(name)
}

fn part_path(folder: &Path, name: &str, header: &part::Header) -> PathBuf {
    folder.join(format!("{name}.{}-{}.part", header.after, header.last))
}

#[cfg(test)]
mod tests;
