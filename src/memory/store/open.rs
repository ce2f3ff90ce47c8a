//! Opening: a new file gets its tables, an old one is brought up to date.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::error::{Error, Kind, Result};

use super::{Store, failure};

/// Marks a SQLite file as a memory: "jjak".
const APPLICATION: i64 = 0x6A6A_616B;
/// What brings a file from the version of its place in the list, from 0, to the next.
const MIGRATIONS: &[&str] = &[include_str!("schema.sql")];
/// How many bytes of the file are mapped: what a long import or check has read of them counts as
/// its memory.
const MAPPED: i64 = 1 << 26;
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
            Err(error) if is_denied(&error) => {
                let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
                let store = Store::connect(path, flags, true)?;
                store.check_kind().map_err(|error| failure(error, path))??;
                Ok(store)
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
            db.pragma_update(None, "mmap_size", MAPPED)?;
            db.pragma_update(None, "cache_size", -65_536)?;
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

fn is_denied(error: &Error) -> bool {
    use std::io::ErrorKind::{NotFound, PermissionDenied, ReadOnlyFilesystem};
    match error.kind() {
        Kind::Io(io) => matches!(io.kind(), PermissionDenied | ReadOnlyFilesystem | NotFound),
        _ => false,
    }
}
