//! A file gone over on all cores.
//!
//! The text is cut behind the end tags of units into pieces, and each piece is read by a reader of
//! its own while the next ones come in. What looks like an end tag may be none: it may stand in a
//! comment. So no cut is believed. A piece that does not end with its last unit is read anew
//! together with the piece after it, and what had been made of that one is forgotten; every piece
//! that counts therefore begins where a unit, or what stands between units, begins.
//!
//! No more than two rounds of pieces are held at a time, whatever the size of the file; the text of
//! a round is put into the memory of the round before the last.

use std::io::{BufRead, Empty};

use memchr::memmem;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::reader::Reader;
use super::source::{MAX_ITEM, Text};
use crate::error::{Error, Result};

/// How many bytes a piece has, about: a round of them should stay in the cache of a core.
const PIECE: usize = 64 << 10;
/// How many pieces a core is given in a round, so that the cores end at about the same time.
const PER_CORE: usize = 4;
/// How many cores are used at most: what is read from a disk keeps no more of them busy.
const MAX_CORES: usize = 8;

/// A reader of the units in a piece of a file. It knows places in the file, but counts its units
/// from 1, and has no header.
pub(super) type Piece = Reader<Empty>;

/// The pieces that are read at the same time.
struct Round {
    /// Texts, and whether the file ends with it.
    texts: Vec<(Text, bool)>,
    /// Why no more text came.
    error: Option<Error>,
}

impl<R: BufRead + Send> Reader<R> {
    /// Goes over the units that are left, on all cores. `work` is given each piece to read to its
    /// end or first error; `join` what it made of them, in order, with the number of units before.
    ///
    /// For strict readers: what a lenient one makes of a fault may reach beyond a piece.
    ///
    /// # Errors
    /// What keeps the file from being read on; faults in the text are met by `work`.
    pub(super) fn in_pieces<T: Send>(
        &mut self,
        work: impl Fn(&mut Piece) -> T + Sync,
        mut join: impl FnMut(usize, T),
    ) -> Result<()> {
        let context = self.begin_pieces();
        let read = |(text, is_last): (Text, bool)| {
            let mut piece = Piece::of_piece(text, context.clone(), !is_last);
            let made = work(&mut piece);
            (piece, made)
        };
        let mut spares = Vec::new();
        let mut round = self.round(&mut spares);
        let mut rest: Option<Text> = None;
        loop {
            let Round { texts, error } = round;
            let is_end = error.is_some() || texts.last().is_none_or(|(_, is_last)| *is_last);
            let next = || if is_end { Round::none() } else { self.round(&mut spares) };
            let here = || texts.into_par_iter().map(read).collect::<Vec<_>>();
            let (next, pieces) = rayon::join(next, here);
            for (mut piece, mut made) in pieces {
                if let Some(mut before) = rest.take() {
                    let is_last = !piece.is_cut();
                    let text = piece.into_texts().0.text;
                    before.text.push_str(&text);
                    keep(&mut spares, text);
                    if before.text.len() > MAX_ITEM {
                        return Err(too_long(&before).in_unit(self.units_read() + 1));
                    }
                    (piece, made) = read((before, is_last));
                }
                join(self.units_read(), made);
                let has_failed = piece.has_failed();
                self.add_piece(&piece);
                let (whole, left) = piece.into_texts();
                keep(&mut spares, whole.text);
                rest = left;
                if has_failed {
                    return Ok(());
                }
            }
            if let Some(error) = error {
                let in_unit = rest.is_some_and(|rest| rest.text.trim_start().starts_with('<'));
                let unit = self.units_read() + 1;
                return Err(if in_unit { error.in_unit(unit) } else { error });
            }
            if is_end {
                return Ok(());
            }
            round = next;
        }
    }

    /// The next pieces, in the memory of those before.
    fn round(&mut self, spares: &mut Vec<String>) -> Round {
        let mut round = Round::none();
        for _ in 0..PER_CORE * rayon::current_num_threads().min(MAX_CORES) {
            match self.take_piece(spares.pop().unwrap_or_default()) {
                Ok((text, is_last)) => {
                    round.texts.push((text, is_last));
                    if is_last {
                        break;
                    }
                }
                Err(error) => {
                    // What came before the fault is still to be read.
                    let text = self.take(self.window().len(), String::new());
                    round.texts.push((text, false));
                    round.error = Some(error);
                    break;
                }
            }
        }
        round
    }

    /// Text up to where a unit seems to end, and whether the file ends with it.
    fn take_piece(&mut self, memory: String) -> Result<(Text, bool)> {
        while self.window().len() < PIECE && self.more()? {}
        loop {
            if self.is_at_end() {
                return Ok((self.take(self.window().len(), memory), true));
            }
            match unit_end(self.window(), self.prefix()) {
                Some(end) => return Ok((self.take(end, memory), false)),
                None => self.more()?,
            };
        }
    }
}

impl Round {
    fn none() -> Self {
        Round { texts: Vec::new(), error: None }
    }
}

/// Keeps the memory of a text for one that is to come, if it is not that of a very long one.
fn keep(spares: &mut Vec<String>, text: String) {
    if text.capacity() <= 4 * PIECE {
        spares.push(text);
    }
}

fn too_long(text: &Text) -> Error {
    let (line, column) = text.begin;
    let message = format!("more than {} MB in one unit", MAX_ITEM >> 20);
    Error::malformed(message).at(line, column)
}

/// The byte after the last end tag of a unit.
fn unit_end(window: &str, prefix: &str) -> Option<usize> {
    let tag = format!("</{prefix}tu");
    let finder = memmem::FinderRev::new(tag.as_bytes());
    finder.rfind_iter(window.as_bytes()).find_map(|at| {
        let after = &window[at + tag.len()..];
        let end = after.find('>')?;
        after[..end].trim_ascii().is_empty().then_some(at + tag.len() + end + 1)
    })
}
