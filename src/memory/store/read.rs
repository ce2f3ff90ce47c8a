//! Reading the store: units, the texts that the index is made of, figures, and the check.

use std::path::Path;

use rusqlite::{OptionalExtension, Row, params};

use crate::error::{Error, Result};
use crate::unit::Unit;

use super::{Store, failure, hash, markup};

/// A unit with what the store knows of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its number in the memory.
    pub number: i64,
    /// The unit as it was added.
    pub unit: Unit,
    /// The document it came from.
    pub document: Option<String>,
    /// The unit before it there, which may be gone.
    pub previous: Option<i64>,
    /// When it was made, as TMX writes it.
    pub created: Option<String>,
    /// When it was last changed, as TMX writes it.
    pub changed: Option<String>,
    /// Who changed or else made it.
    pub user: Option<String>,
    /// How often it was used.
    pub used: i64,
}

/// A text of a unit, without inline codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text<'a> {
    /// Number of the unit.
    pub number: i64,
    /// Place of the variant in the unit, from 0.
    pub place: usize,
    /// Canonical language tag.
    pub lang: &'a str,
    /// The text.
    pub text: &'a str,
}

/// Figures of a memory.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Stats {
    /// How many units there are.
    pub units: usize,
    /// Language tags with the number of texts and of characters.
    pub languages: Vec<(String, usize, usize)>,
    /// How many documents they came from.
    pub documents: usize,
    /// The earliest and the latest creation date.
    pub created: Option<(String, String)>,
    /// Size of the file in bytes.
    pub bytes: u64,
}

const COLUMNS: &str =
    "SELECT unit.id, tu, document.name, previous, created, changed, user, used, hash
    FROM unit LEFT JOIN document ON document.id = unit.document";

/// A row before its markup is read.
struct Kept {
    stored: Stored,
    tu: String,
    hash: i64,
}

fn kept(row: &Row<'_>) -> rusqlite::Result<Kept> {
    let stored = Stored {
        number: row.get(0)?,
        unit: Unit::default(),
        document: row.get(2)?,
        previous: row.get(3)?,
        created: row.get(4)?,
        changed: row.get(5)?,
        user: row.get(6)?,
        used: row.get(7)?,
    };
    Ok(Kept { stored, tu: row.get(1)?, hash: row.get(8)? })
}

impl Kept {
    fn read(mut self, path: &Path) -> Result<Stored> {
        let named = |error: Error| error.in_unit(self.stored.number as usize).in_file(path);
        self.stored.unit = markup::read(&self.tu).map_err(named)?;
        Ok(self.stored)
    }
}

/// While it lives all that is read is of one moment, and the file is locked once for all of it.
#[derive(Debug)]
pub struct Reading<'a>(Option<&'a Store>);

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        if let Some(store) = self.0 {
            // Nothing was written that could be lost.
            let _ = store.db.prepare_cached("COMMIT").and_then(|mut end| end.execute([]));
        }
    }
}

impl Store {
    /// Begins to read many things at once.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn reading(&self) -> Result<Reading<'_>> {
        if !self.db.is_autocommit() {
            // One that began before sees to it.
            return Ok(Reading(None));
        }
        let begin = || self.db.prepare_cached("BEGIN")?.execute([]);
        begin().map_err(|error| failure(error, &self.path))?;
        Ok(Reading(Some(self)))
    }

    /// The unit of this number; `None` when it is gone.
    ///
    /// # Errors
    /// When the file cannot be read, or the unit in it.
    pub fn get(&self, number: i64) -> Result<Option<Stored>> {
        let query = || {
            let mut statement = self.db.prepare_cached(&format!("{COLUMNS} WHERE unit.id = ?1"))?;
            statement.query_row([number], kept).optional()
        };
        match query().map_err(|error| failure(error, &self.path))? {
            Some(kept) => kept.read(&self.path).map(Some),
            None => Ok(None),
        }
    }

    /// The plain text of a variant; `None` when its unit is gone.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn text(&self, number: i64, place: usize) -> Result<Option<String>> {
        let query = || {
            let text = "SELECT text FROM variant WHERE unit = ?1 AND place = ?2";
            let mut statement = self.db.prepare_cached(text)?;
            statement.query_row(params![number, place as i64], |row| row.get(0)).optional()
        };
        query().map_err(|error| failure(error, &self.path))
    }

    /// When the unit was made or last changed, whichever is later, as TMX writes it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn date(&self, number: i64) -> Result<Option<String>> {
        let query = || {
            let date = "SELECT nullif(max(coalesce(changed, ''), coalesce(created, '')), '')
                FROM unit WHERE id = ?1";
            let mut statement = self.db.prepare_cached(date)?;
            statement.query_row([number], |row| row.get(0)).optional()
        };
        Ok(query().map_err(|error| failure(error, &self.path))?.flatten())
    }

    /// The number of the unit after this one where it was imported.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn next_of(&self, number: i64) -> Result<Option<i64>> {
        let query = || {
            // Units of one import have numbers in a row; those that were edited have not.
            let next = "SELECT id FROM unit WHERE id = ?1 + 1 AND previous = ?1 UNION ALL
                SELECT id FROM unit WHERE previous = ?1 AND previous <> id - 1 LIMIT 1";
            self.db.prepare_cached(next)?.query_row([number], |row| row.get(0)).optional()
        };
        query().map_err(|error| failure(error, &self.path))
    }

    /// Goes through all units in the order of their numbers.
    ///
    /// # Errors
    /// When the file cannot be read, and what `each` returns.
    pub fn for_each_unit(&self, mut each: impl FnMut(Stored) -> Result<()>) -> Result<()> {
        let failed = |error| failure(error, &self.path);
        let mut statement =
            self.db.prepare(&format!("{COLUMNS} ORDER BY unit.id")).map_err(failed)?;
        let mut rows = statement.query([]).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            each(kept(row).map_err(failed)?.read(&self.path)?)?;
        }
        Ok(())
    }

    /// Goes through the texts of the units with numbers above `after`, up to and with `to`, in
    /// order; all languages or the one of the primary tag.
    ///
    /// # Errors
    /// When the file cannot be read, and what `each` returns.
    pub fn for_each_text(
        &self,
        primary: Option<&str>,
        after: i64,
        to: i64,
        mut each: impl FnMut(Text<'_>) -> Result<()>,
    ) -> Result<()> {
        let failed = |error| failure(error, &self.path);
        let query = "SELECT unit, place, lang, text FROM variant WHERE unit > ?1 AND unit <= ?2
            ORDER BY unit, place";
        let mut statement = self.db.prepare_cached(query).map_err(failed)?;
        let mut rows = statement.query([after, to]).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            let read = || -> rusqlite::Result<Text<'_>> {
                let (lang, text) = (row.get_ref(2)?.as_str(), row.get_ref(3)?.as_str());
                let (number, place) = (row.get(0)?, row.get::<_, i64>(1)? as usize);
                Ok(Text { number, place, lang: lang?, text: text? })
            };
            let text = read().map_err(failed)?;
            if primary.is_none_or(|primary| text.lang.split('-').next() == Some(primary)) {
                each(text)?;
            }
        }
        Ok(())
    }

    /// The highest number that a unit has; 0 when there is none.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn last_number(&self) -> Result<i64> {
        let query = || {
            let last = "SELECT coalesce(max(id), 0) FROM unit";
            self.db.prepare_cached(last)?.query_row([], |row| row.get(0))
        };
        query().map_err(|error| failure(error, &self.path))
    }

    /// The random id of the memory, by which files derived from it know it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn identity(&self) -> Result<String> {
        let query = "SELECT value FROM memory WHERE name = 'id'";
        self.db.query_row(query, [], |row| row.get(0)).map_err(|e| failure(e, &self.path))
    }

    /// Counts.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn stats(&self) -> Result<Stats> {
        let count = || {
            let one = |query: &str| self.db.query_row(query, [], |row| row.get::<_, i64>(0));
            let mut statement = self.db.prepare(
                "SELECT lang, count(*), sum(length(text)) FROM variant GROUP BY lang ORDER BY lang",
            )?;
            let language = |row: &Row<'_>| {
                Ok((row.get(0)?, row.get::<_, i64>(1)? as usize, row.get::<_, i64>(2)? as usize))
            };
            let dates = "SELECT min(created), max(created) FROM unit";
            let created = self.db.query_row(dates, [], |row| {
                let ends: (Option<String>, Option<String>) = (row.get(0)?, row.get(1)?);
                Ok(ends.0.zip(ends.1))
            })?;
            Ok(Stats {
                units: one("SELECT count(*) FROM unit")? as usize,
                languages: statement.query_map([], language)?.collect::<Result<_, _>>()?,
                documents: one("SELECT count(*) FROM document")? as usize,
                created,
                bytes: std::fs::metadata(&self.path).map_or(0, |metadata| metadata.len()),
            })
        };
        count().map_err(|error| failure(error, &self.path))
    }

    /// Looks for damage: the file's structure, texts without units, units that cannot be read or
    /// are not what was added. Returns one sentence per fault.
    ///
    /// # Errors
    /// When the file cannot be read at all.
    pub fn check(&self) -> Result<Vec<String>> {
        let failed = |error| failure(error, &self.path);
        let mut faults: Vec<String> = Vec::new();
        let structure = || {
            let mut statement = self.db.prepare("PRAGMA integrity_check(100)")?;
            let lines = statement.query_map([], |row| row.get(0))?;
            lines.collect::<Result<Vec<String>, _>>()
        };
        faults.extend(structure().map_err(failed)?.into_iter().filter(|line| line != "ok"));
        let orphans = "SELECT count(*) FROM pragma_foreign_key_check";
        let orphans: i64 = self.db.query_row(orphans, [], |row| row.get(0)).map_err(failed)?;
        if orphans > 0 {
            faults.push(format!("{orphans} rows name a unit or document that is not there"));
        }
        let mut statement = self.db.prepare(COLUMNS).map_err(failed)?;
        let mut rows = statement.query([]).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            let kept = kept(row).map_err(failed)?;
            let (number, whole) =
                (kept.stored.number, hash([kept.tu.as_str()]) as i64 == kept.hash);
            match kept.read(&self.path) {
                Ok(_) if whole => {}
                Ok(_) => faults.push(format!("unit {number} is not what was added")),
                Err(error) => faults.push(format!("unit {number} cannot be read: {error}")),
            }
        }
        Ok(faults)
    }
}
