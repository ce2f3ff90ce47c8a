//! Adding units: one transaction a batch, what is there already is left as it is.
//!
//! What is written of a unit is made ready before its transaction begins, by all threads.

use rayon::prelude::*;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use crate::error::Result;
use crate::text::normal::normalise;
use crate::unit::{DOCUMENT_PROP, Unit};

use super::{Store, failure, hash, markup};

/// Where a batch stands in what is being imported.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// Name of the document of units that do not name their own, in the prop
    /// [`DOCUMENT_PROP`].
    pub document: Option<String>,
    /// Number of the unit before the batch.
    pub previous: Option<i64>,
    /// The document that the unit before the batch names itself.
    pub named: Option<String>,
}

/// What became of a batch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Added {
    /// Units that are new.
    pub added: usize,
    /// Units that were there already, just so.
    pub known: usize,
}

/// A unit as it is written.
pub(super) struct Ready {
    tu: String,
    hash: i64,
    created: Option<String>,
    changed: Option<String>,
    user: Option<String>,
    /// The document that the unit names itself.
    document: Option<String>,
    /// Language and plain text of each variant.
    texts: Vec<(String, String)>,
}

impl Ready {
    pub fn new(unit: &Unit) -> Ready {
        let tu = markup::of(unit);
        let attribute = |name: &str| {
            let own = unit.attributes.get(name);
            let any = || unit.variants.iter().find_map(|variant| variant.attributes.get(name));
            own.or_else(any).map(str::to_string)
        };
        let texts = unit.variants.iter().map(|variant| {
            let text = variant.content.plain_text();
            (variant.lang.as_str().to_string(), normalise(&text).text)
        });
        Ready {
            hash: hash([tu.as_str()]) as i64,
            created: attribute("creationdate"),
            changed: attribute("changedate"),
            user: attribute("changeid").or_else(|| attribute("creationid")),
            document: unit.prop(DOCUMENT_PROP).map(str::to_string),
            texts: texts.collect(),
            tu,
        }
    }
}

impl Store {
    /// Adds units in one transaction: all of them or, after an error, none. `place` moves on, so
    /// that the next batch knows what came before it.
    ///
    /// # Errors
    /// When the file cannot be written: read-only, disk full, or another writer that does not end.
    pub fn add(&mut self, units: &[Unit], place: &mut Place) -> Result<Added> {
        let ready: Vec<Ready> = units.par_iter().map(Ready::new).collect();
        let path = self.path.clone();
        self.add_batch(&ready, place).map_err(|error| failure(error, &path))
    }

    fn add_batch(&mut self, units: &[Ready], place: &mut Place) -> rusqlite::Result<Added> {
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut added = Added::default();
        let (mut previous, mut named) = (place.previous, &place.named);
        let number = |named: &Option<String>| -> rusqlite::Result<Option<i64>> {
            let name = named.as_ref().or(place.document.as_ref());
            name.map(|name| document_number(&transaction, name)).transpose()
        };
        let mut document = number(named)?;
        for unit in units {
            if unit.document != *named {
                // What ends one document is not before what begins another.
                (previous, named) = (None, &unit.document);
                document = number(named)?;
            }
            let known: Option<i64> = transaction
                .prepare_cached("SELECT id FROM unit WHERE hash = ?1 AND tu = ?2")?
                .query_row(params![unit.hash, unit.tu], |row| row.get(0))
                .optional()?;
            let id = match known {
                Some(id) => {
                    added.known += 1;
                    id
                }
                None => {
                    added.added += 1;
                    insert(&transaction, unit, previous, document)?
                }
            };
            previous = Some(id);
        }
        transaction.commit()?;
        (place.previous, place.named) = (previous, named.clone());
        Ok(added)
    }
}

fn document_number(db: &Connection, name: &str) -> rusqlite::Result<i64> {
    db.execute("INSERT INTO document (name) VALUES (?1) ON CONFLICT DO NOTHING", [name])?;
    db.query_row("SELECT id FROM document WHERE name = ?1", [name], |row| row.get(0))
}

/// Returns the number that the unit gets.
pub(super) fn insert(
    db: &Connection,
    unit: &Ready,
    previous: Option<i64>,
    document: Option<i64>,
) -> rusqlite::Result<i64> {
    db.prepare_cached(
        "INSERT INTO unit (hash, tu, previous, document, created, changed, user)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        unit.hash,
        unit.tu,
        previous,
        document,
        unit.created,
        unit.changed,
        unit.user
    ])?;
    let id = db.last_insert_rowid();
    let mut statement =
        db.prepare_cached("INSERT INTO variant (unit, place, lang, text) VALUES (?1, ?2, ?3, ?4)")?;
    for (place, (lang, text)) in unit.texts.iter().enumerate() {
        statement.execute(params![id, place as i64, lang, text])?;
    }
    Ok(id)
}
