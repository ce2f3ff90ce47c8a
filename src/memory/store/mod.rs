//! The store: a SQLite file that keeps units, safe under a killed process and many users at once.
//!
//! Changes are transactions in a write-ahead log, so that readers are not held up by a writer and a
//! process that dies leaves what was committed. A unit is kept whole as TMX markup; beside it stand
//! the plain texts that are searched. Units that are equal in all they hold are kept once, so that
//! the same import twice changes nothing.

mod add;
mod change;
mod glimpse;
mod markup;
mod open;
mod read;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use crate::error::{Error, Kind, Result};

use super::token::hash;

pub use add::{Added, Place};
pub use glimpse::Glimpse;
pub use read::{Reading, Stats, Stored, Text};

/// A memory's file, open.
#[derive(Debug)]
pub struct Store {
    db: Connection,
    path: PathBuf,
    read_only: bool,
}

impl Store {
    /// The path of the file.
    pub fn path(&self) -> &Path {
        &self.path
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
        Some(Code::SystemIoFailure) => Error::new(Kind::Io(std::io::Error::other(error)))
            .cure("see whether the disk is full or failing: what was committed is safe"),
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
