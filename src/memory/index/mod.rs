//! The index: finds the few units whose score can reach a threshold, and never loses one.
//!
//! It is derived from the store and can be deleted at any time: immutable mapped parts, in a folder
//! beside the memory, cover ranges of unit numbers; what is newer is scanned, and becomes a part of
//! its own when it grows. Units never change under their number, so a part stays true; units that
//! were removed are dropped when their text is asked for. One language is indexed at a time, when
//! it is first asked for.

mod build;
mod choice;
mod entries;
mod folder;
mod part;
mod postings;
mod query;
mod signature;

use rayon::prelude::*;

use crate::error::Result;
use crate::text::key::Key;

use super::score::Score;
use super::shade::Shade;
use super::store::Store;
use super::token::Tokens;

use entries::{Entries, Id};
use folder::Folder;
use part::{Header, Part};
use query::Query;

pub use folder::discard;
pub use query::Candidate;

/// More new texts than this become a part.
const TAIL: usize = 2_000;
/// The most entries of a part, and the most symbols: they bound the room that building takes.
const MOST: usize = 1 << 21;
const MOST_SYMBOLS: usize = 1 << 26;
/// How many unit numbers are read at a time, and how many of their texts are cut at a time.
const CHUNK: i64 = 20_000;
const CUT: usize = 500;
/// More symbols than most texts have: room for so many is made at once.
const SYMBOLS: usize = 64;

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

    /// Whether single symbols are looked up too. A concordance has no use for them.
    fn has_singles(&self) -> bool {
        matches!(self, Kind::Tokens(_))
    }

    /// Adds the text of a variant.
    fn push(&self, entries: &mut Entries, row: &Row, text: &str) {
        match self {
            Kind::Tokens(_) => {
                let tokens = Tokens::without_places(text);
                entries.push(row.id, Shade::of(&tokens), tokens.core().map(query::fold));
            }
            Kind::Letters => entries.push(row.id, row.lang, letters(text)),
        }
    }
}

/// The letters of a text as the concordance compares them.
fn letters(text: &str) -> Vec<u16> {
    let key = Key::new(text);
    let letters = key.text().chars().filter(|c| !c.is_whitespace());
    letters.map(|c| query::fold(u64::from(u32::from(c)))).collect()
}

/// Texts that are still to be cut into symbols, all in one string.
#[derive(Debug, Default)]
struct Texts {
    rows: Vec<Row>,
    text: String,
}

/// A text of a variant.
#[derive(Debug)]
struct Row {
    id: Id,
    lang: Shade,
    /// One past the last byte of the text.
    end: usize,
}

impl Texts {
    /// The texts of the units above `after` up to `to`.
    fn read(store: &Store, kind: &Kind, after: i64, to: i64) -> Result<Texts> {
        let mut texts = Texts::default();
        store.for_each_text(kind.primary(), after, to, |text| {
            texts.text.push_str(text.text);
            let (id, lang) = (Id::new(text.number, text.place), Shade::of_language(text.lang));
            texts.rows.push(Row { id, lang, end: texts.text.len() });
            Ok(())
        })?;
        Ok(texts)
    }

    /// The texts as entries, by all threads.
    fn cut(&self, kind: &Kind) -> Vec<Entries> {
        let cut = |(at, rows): (usize, &[Row])| {
            let mut start = if at == 0 { 0 } else { self.rows[at * CUT - 1].end };
            let mut entries = Entries::default();
            for row in rows {
                kind.push(&mut entries, row, &self.text[start..row.end]);
                start = row.end;
            }
            entries
        };
        self.rows.par_chunks(CUT).enumerate().map(cut).collect()
    }
}

/// An index of a memory.
#[derive(Debug)]
pub struct Index {
    folder: Folder,
    kind: Kind,
    identity: String,
    parts: Vec<Part>,
    tail: Entries,
    /// The last unit number that parts and tail cover.
    last: i64,
}

impl Index {
    /// Opens an index of a memory, and brings it up to date. What cannot be read is made anew; where
    /// nothing can be written all is kept in memory.
    ///
    /// # Errors
    /// When the memory cannot be read.
    pub fn open(store: &Store, kind: Kind) -> Result<Index> {
        let mut index = Index {
            folder: Folder::new(store.path(), kind.name()),
            kind,
            identity: store.identity()?,
            parts: Vec::new(),
            tail: Entries::default(),
            last: 0,
        };
        index.folder.tidy();
        index.open_parts(store)?;
        if store.last_number()? - index.last > TAIL as i64 {
            // Another process may be at it: what it has done by the time it is through need not be
            // done again.
            let _lock = index.folder.lock();
            index.open_parts(store)?;
            index.read(store)?;
        } else {
            index.read(store)?;
        }
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
            self.clear();
        }
        if last - self.last + self.tail.len() as i64 > TAIL as i64 {
            let _lock = self.folder.lock();
            return self.read(store);
        }
        self.read(store)
    }

    fn clear(&mut self) {
        self.parts.clear();
        self.tail = Entries::default();
        self.last = 0;
    }

    /// All units with a text whose score with `tokens` can be `min` or more, best bounds first, of
    /// equals the newest.
    pub fn candidates(&self, tokens: &Tokens, min: Score) -> Vec<Candidate> {
        let symbols: Vec<u16> = tokens.core().map(query::fold).collect();
        let mut out = Vec::new();
        if symbols.is_empty() {
            return out;
        }
        let query = Query::new(symbols, Shade::of(tokens), min);
        for part in &self.parts {
            query.search(part, &mut out);
        }
        for entry in 0..self.tail.len() {
            query.test(&self.tail, entry, &mut out);
        }
        out.sort_unstable_by_key(|found| {
            std::cmp::Reverse((found.bound, found.number, found.place))
        });
        out
    }

    /// [`Index::candidates`] of several texts, each with its own threshold, by all threads.
    pub fn candidates_of_all(&self, texts: &[(&Tokens, Score)]) -> Vec<Vec<Candidate>> {
        match texts {
            // No other thread need wake up for one.
            [(tokens, min)] => vec![self.candidates(tokens, *min)],
            _ => texts.par_iter().map(|(tokens, min)| self.candidates(tokens, *min)).collect(),
        }
    }

    /// All units with a text that can contain `text`, which has two letters at least, in any order;
    /// `lang` leaves out those in other languages. `None` for a shorter one, which the index does
    /// not help with.
    pub fn containing(&self, text: &str, lang: Option<&str>) -> Option<Vec<Candidate>> {
        let wanted = letters(text);
        if wanted.len() < 2 {
            return None;
        }
        let lang = lang.map(Shade::of_language);
        let mut out = Vec::new();
        for part in &self.parts {
            query::containing(part, &wanted, lang, &mut out);
        }
        for entry in 0..self.tail.len() {
            let found = self.tail.symbols(entry).windows(wanted.len()).any(|own| own == wanted);
            if found && lang.is_none_or(|lang| lang == self.tail.shades[entry]) {
                out.push(Candidate::new(self.tail.ids[entry], Score::EXACT));
            }
        }
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

    /// Takes in what the store has beyond `last`: while some texts are cut into symbols the next
    /// are read.
    fn read(&mut self, store: &Store) -> Result<()> {
        let (last, mut at) = (store.last_number()?, self.last);
        let mut waiting = Texts::default();
        while self.last < last {
            if self.tail.is_empty() {
                let most = usize::try_from(last - self.last).unwrap_or(MOST).min(MOST);
                self.tail.reserve(most, (most * SYMBOLS).min(MOST_SYMBOLS));
            }
            let to = (at + CHUNK).min(last);
            let (mut cut, mut read) = (Vec::new(), Ok(Texts::default()));
            rayon::in_place_scope(|scope| {
                let (kind, waiting) = (&self.kind, &waiting);
                scope.spawn(|_| cut = waiting.cut(kind));
                read = Texts::read(store, kind, at, to);
            });
            cut.iter().for_each(|entries| self.tail.append(entries));
            self.last = at;
            if self.tail.len() >= MOST || self.tail.size() >= MOST_SYMBOLS {
                self.flush();
            }
            (waiting, at) = (read?, to);
            if waiting.rows.is_empty() {
                self.last = at;
            }
        }
        if self.tail.len() > TAIL {
            self.flush();
        }
        Ok(())
    }

    /// Makes a part of the tail, and of the parts before it that are not larger. Where it cannot be
    /// written the tail stays what it was.
    fn flush(&mut self) {
        let mut entries = std::mem::take(&mut self.tail);
        let mut first = self.parts.len();
        while let Some(part) = first.checked_sub(1).map(|before| &self.parts[before])
            && part.header.entries <= entries.len()
            && part.header.entries + entries.len() <= MOST
            && part.header.symbols + entries.size() <= MOST_SYMBOLS
        {
            first -= 1;
            entries.push_part(part);
        }
        let after = match (self.parts.get(first), self.parts.last()) {
            (Some(part), _) => part.header.after,
            (None, Some(part)) => part.header.last,
            (None, None) => 0,
        };
        let range = (after, self.last);
        let path = self.folder.part(range);
        let written = build::write(&path, &self.identity, range, &entries, self.kind.has_singles());
        match written.ok().and_then(|()| Part::open(&path)) {
            Some(part) => {
                for Header { after, last, .. } in self.parts.drain(first..).map(|old| old.header) {
                    folder::remove(&self.folder.part((after, last)));
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
        self.clear();
        let parts = self.folder.parts();
        // Asked after the parts were opened: another process may add units and parts meanwhile.
        let last = store.last_number()?;
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
                None => folder::remove(&path),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
