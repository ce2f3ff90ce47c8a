//! Opening: a new file gets its tables, an old one is brought up to date.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::error::{Error, Kind, Result};

use super::{Store, failure};

/// Marks a SQLite file as a memory: "jjak".
const APPLICATION: i64 = 0x6A6A_616B;
/// What brings a file from the version of its place in the list, from 0, to the next.
const MIGRATIONS: &[&str] = &[include_str!("schema.sql"), include_str!("neighbours.sql")];
/// How much of the file is kept in memory, in KiB.
const CACHE: i64 = 32 * 1024;
/// Pages of the log, of 4 KiB, after which it is brought into the file: an import does so for a few
/// batches at a time.
const CHECKPOINT: i64 = 8_192;
/// How long a writer waits for another.
const PATIENCE: Duration = Duration::from_secs(30);

impl Store {
    /// Opens a memory; makes it when there is no file.
    ///
    /// # Errors
    /// When the file is no memory, is of a newer jjak, or cannot be read and written.
    pub fn open(path: &Path) -> Result<Store> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut store = Store::connect(path, flags, false)?;
        store.prepare().map_err(|error| failure(error, path))??;
        Ok(store)
    }

    /// Opens a memory that must be there, to read it. One that may be written is also brought up
    /// to date.
    ///
    /// # Errors
    /// As [`Store::open`], and when there is none.
    pub fn open_existing(path: &Path) -> Result<Store> {
        if let Err(error) = std::fs::metadata(path) {
            return Err(Error::io(path, error).cure("make it first: jjak tm import"));
        }
        match Store::open(path) {
            Err(error) if is_denied(&error) => Store::open_read_only(path),
            other => other,
        }
    }

    /// Opens a memory that must be there, and writes nothing to it.
    ///
    /// # Errors
    /// As [`Store::open_existing`].
    pub fn open_read_only(path: &Path) -> Result<Store> {
        if let Err(error) = std::fs::metadata(path) {
            return Err(Error::io(path, error).cure("check the path"));
        }
        let open = |named: &Path, more: OpenFlags| -> Result<Store> {
            let mut store = Store::connect(named, OpenFlags::SQLITE_OPEN_READ_ONLY | more, true)?;
            store.path = path.to_path_buf();
            store.check_kind().map_err(|error| failure(error, path))??;
            Ok(store)
        };
        match open(path, OpenFlags::empty()) {
            // Where the folder may not be written either, a reader cannot take part in the log.
            // Without one the file is whole, and is read as one that nobody changes.
            Err(error) if is_denied(&error) && !has_log(path) => {
                open(&immutable(path), OpenFlags::SQLITE_OPEN_URI)
            }
            other => other,
        }
    }

    /// Whether nothing can be added.
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    fn connect(path: &Path, flags: OpenFlags, read_only: bool) -> Result<Store> {
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connect = || {
            let db = Connection::open_with_flags(path, flags)?;
            db.busy_timeout(PATIENCE)?;
            db.pragma_update(None, "foreign_keys", true)?;
            db.pragma_update(None, "cache_size", -CACHE)?;
            // Else a statement is planned anew whenever a value is bound to it that an index is
            // searched for, which takes longer than the search.
            db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
            db.set_prepared_statement_cache_capacity(32);
            Ok(db)
        };
        let db = connect().map_err(|error| failure(error, path))?;
        Ok(Store { db, path: path.to_path_buf(), read_only })
    }

    fn prepare(&mut self) -> rusqlite::Result<Result<()>> {
        if let Err(error) = self.check_kind()? {
            return Ok(Err(error));
        }
        // Committed work outlives a killed process; a power cut may take the last of it back, but
        // never damages the file.
        self.db.pragma_update(None, "journal_mode", "wal")?;
        self.db.pragma_update(None, "synchronous", "normal")?;
        self.db.pragma_update(None, "wal_autocheckpoint", CHECKPOINT)?;
        if self.version()? == MIGRATIONS.len() {
            return Ok(Ok(()));
        }
        // Another process may have done it while this one waited: the version is read again.
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let version: u32 = transaction.pragma_query_value(None, "user_version", |r| r.get(0))?;
        for migration in MIGRATIONS.iter().skip(version as usize) {
            transaction.execute_batch(migration)?;
        }
        if version == 0 {
            let id = "INSERT INTO memory VALUES ('id', lower(hex(randomblob(16))))";
            transaction.execute(id, [])?;
        }
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        transaction.pragma_update(None, "user_version", MIGRATIONS.len() as i64)?;
        transaction.commit()?;
        Ok(Ok(()))
    }

    fn version(&self) -> rusqlite::Result<usize> {
        let version: u32 = self.db.pragma_query_value(None, "user_version", |row| row.get(0))?;
        Ok(version as usize)
    }

    /// Refuses other SQLite files and memories of a later version.
    fn check_kind(&self) -> rusqlite::Result<Result<()>> {
        let application: i64 =
            self.db.pragma_query_value(None, "application_id", |row| row.get(0))?;
        let tables: i64 =
            self.db.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0))?;
        let version = self.version()?;
        let fault = if application != APPLICATION && tables > 0 {
            "this SQLite file is not a memory".to_string()
        } else if version > MIGRATIONS.len() {
            format!("this memory is of version {version}, made by a newer jjak")
        } else {
            return Ok(Ok(()));
        };
        Ok(Err(Error::new(Kind::Unsupported(fault)).in_file(&self.path)))
    }
}

/// Whether there is a write-ahead log with something in it.
fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_os_string();
    log.push("-wal");
    std::fs::metadata(log).is_ok_and(|metadata| metadata.len() > 0)
}

/// The name by which SQLite takes a file for one that is never changed.
fn immutable(path: &Path) -> PathBuf {
    let mut name = "file:".to_string();
    for &byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' => {
                name.push(char::from(byte));
            }
            other => name.push_str(&format!("%{other:02X}")),
        }
    }
    PathBuf::from(name + "?immutable=1")
}

fn is_denied(error: &Error) -> bool {
    use std::io::ErrorKind::{NotFound, PermissionDenied, ReadOnlyFilesystem};
    match error.kind() {
        Kind::Io(io) => matches!(io.kind(), PermissionDenied | ReadOnlyFilesystem | NotFound),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_as_one_that_nobody_changes_whatever_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("기억 50%? #1.jjak");
        drop(Store::open(&path).unwrap());
        assert!(!has_log(&path));
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        let store = Store::connect(&immutable(&path), flags, true).unwrap();
        store.check_kind().unwrap().unwrap();
        assert_eq!(store.stats().unwrap().units, 0);
        assert!(Store::open_read_only(&path).unwrap().is_read_only());
    }
}
