//! The store: a SQLite file that keeps units, safe under a killed process and many users at once.
//!
//! Changes are transactions in a write-ahead log, so that readers are not held up by a writer and a
//! process that dies leaves what was committed. A unit is kept whole as TMX markup; beside it stand
//! the plain texts that are searched. Units that are equal in all they hold are kept once, so that
//! the same import twice changes nothing.

mod change;
mod glimpse;
mod markup;
mod open;
mod read;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use crate::error::{Error, Kind, Result};
use crate::text::normal::normalise;
use crate::unit::Unit;

use super::token::hash;

pub use glimpse::Glimpse;
pub use read::{Stats, Stored, Text};

/// A memory's file, open.
#[derive(Debug)]
pub struct Store {
    db: Connection,
    path: PathBuf,
    read_only: bool,
}

/// Where a batch stands in what is being imported.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// Name of the document.
    pub document: Option<String>,
    /// Number of the unit before the batch.
    pub previous: Option<i64>,
}

/// What became of a batch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Added {
    /// Units that are new.
    pub added: usize,
    /// Units that were there already, just so.
    pub known: usize,
}

impl Store {
    /// The path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Adds units in one transaction: all of them or, after an error, none. `place` moves on, so
    /// that the next batch knows what came before it.
    ///
    /// # Errors
    /// When the file cannot be written: read-only, disk full, or another writer that does not end.
    pub fn add(&mut self, units: &[Unit], place: &mut Place) -> Result<Added> {
        let path = self.path.clone();
        self.add_batch(units, place).map_err(|error| failure(error, &path))
    }

    fn add_batch(&mut self, units: &[Unit], place: &mut Place) -> rusqlite::Result<Added> {
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut added = Added::default();
        let mut previous = place.previous;
        let document = match &place.document {
            Some(name) => Some(document_number(&transaction, name)?),
            None => None,
        };
        for unit in units {
            let tu = markup::of(unit);
            let hash = hash([tu.as_str()]) as i64;
            let known: Option<i64> = transaction
                .prepare_cached("SELECT id FROM unit WHERE hash = ?1 AND tu = ?2")?
                .query_row(params![hash, tu], |row| row.get(0))
                .optional()?;
            let id = match known {
                Some(id) => {
                    added.known += 1;
                    id
                }
                None => {
                    added.added += 1;
                    insert(&transaction, unit, &tu, hash, previous, document)?
                }
            };
            previous = Some(id);
        }
        transaction.commit()?;
        place.previous = previous;
        Ok(added)
    }

    /// Takes units out by number, in one transaction; returns how many were there.
    ///
    /// # Errors
    /// As [`Store::add`].
    pub fn remove(&mut self, numbers: &[i64]) -> Result<usize> {
        let path = self.path.clone();
        let mut remove = || {
            let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let mut removed = 0;
            for number in numbers {
                let mut statement = transaction.prepare_cached("DELETE FROM unit WHERE id = ?1")?;
                removed += statement.execute([number])?;
            }
            transaction.commit()?;
            Ok(removed)
        };
        remove().map_err(|error| failure(error, &path))
    }

    /// Counts a use of a unit.
    ///
    /// # Errors
    /// As [`Store::add`].
    pub fn mark_used(&mut self, number: i64) -> Result<()> {
        let count = "UPDATE unit SET used = used + 1 WHERE id = ?1";
        self.db.execute(count, [number]).map_err(|error| failure(error, &self.path))?;
        Ok(())
    }

    /// Gives the room of removed units back to the disk.
    ///
    /// # Errors
    /// As [`Store::add`].
    pub fn compact(&mut self) -> Result<()> {
        let commands = "DELETE FROM document WHERE id NOT IN (SELECT document FROM unit \
            WHERE document IS NOT NULL); VACUUM; PRAGMA wal_checkpoint(TRUNCATE);";
        self.db.execute_batch(commands).map_err(|error| failure(error, &self.path))
    }
}

fn document_number(db: &Connection, name: &str) -> rusqlite::Result<i64> {
    db.execute("INSERT INTO document (name) VALUES (?1) ON CONFLICT DO NOTHING", [name])?;
    db.query_row("SELECT id FROM document WHERE name = ?1", [name], |row| row.get(0))
}

fn insert(
    db: &Connection,
    unit: &Unit,
    tu: &str,
    hash: i64,
    previous: Option<i64>,
    document: Option<i64>,
) -> rusqlite::Result<i64> {
    let attribute = |name: &str| {
        let own = unit.attributes.get(name);
        own.or_else(|| unit.variants.iter().find_map(|variant| variant.attributes.get(name)))
    };
    let user = attribute("changeid").or_else(|| attribute("creationid"));
    db.prepare_cached(
        "INSERT INTO unit (hash, tu, previous, document, created, changed, user)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        hash,
        tu,
        previous,
        document,
        attribute("creationdate"),
        attribute("changedate"),
        user
    ])?;
    let id = db.last_insert_rowid();
    let mut statement =
        db.prepare_cached("INSERT INTO variant (unit, place, lang, text) VALUES (?1, ?2, ?3, ?4)")?;
    for (place, variant) in unit.variants.iter().enumerate() {
        let text = variant.content.plain_text();
        let text = normalise(&text).text;
        statement.execute(params![id, place as i64, variant.lang.as_str(), text])?;
    }
    Ok(id)
}

/// What SQLite says, as it concerns the user.
fn failure(error: rusqlite::Error, path: &Path) -> Error {
    use rusqlite::ErrorCode as Code;
    use std::io::ErrorKind;
    let io = |kind: ErrorKind| Error::new(Kind::Io(kind.into()));
    let found = match error.sqlite_error_code() {
        Some(Code::DiskFull) => {
            io(ErrorKind::StorageFull).cure("make room and try again: what was committed is safe")
        }
        Some(Code::ReadOnly) => io(ErrorKind::ReadOnlyFilesystem),
        Some(Code::PermissionDenied) => io(ErrorKind::PermissionDenied),
        Some(Code::CannotOpen) => {
            io(ErrorKind::NotFound).cure("check the path, and that the folder may be written")
        }
        Some(Code::DatabaseBusy | Code::DatabaseLocked) => {
            Error::usage("another program is writing to this memory").cure("try again later")
        }
        Some(Code::NotADatabase) => {
            Error::new(Kind::Unsupported("this is not a memory".to_string()))
                .cure("name a memory, or import this file into one: jjak tm import")
        }
        Some(Code::DatabaseCorrupt) => Error::malformed(format!("the memory is damaged: {error}"))
            .cure("restore a backup, or export what can be read: jjak tm export"),
        _ => Error::malformed(format!("the memory failed: {error}")),
    };
    found.in_file(path)
}

#[cfg(test)]
mod tests;
