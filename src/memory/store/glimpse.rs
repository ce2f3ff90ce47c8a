//! A text with what a search orders by, without the unit it belongs to.

use rusqlite::{OptionalExtension, params};

use crate::error::Result;

use super::{Store, failure};

/// A text of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glimpse {
    /// Canonical language tag.
    pub lang: String,
    /// The text, without inline codes.
    pub text: String,
    /// When its unit was last changed or else made, as TMX writes it.
    pub date: Option<String>,
}

impl Store {
    /// The text of the variant at `place` in the unit; `None` when the unit is gone.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn glimpse(&self, number: i64, place: usize) -> Result<Option<Glimpse>> {
        let query = || {
            let text = "SELECT lang, text, coalesce(changed, created) FROM variant
                JOIN unit ON unit.id = variant.unit WHERE variant.unit = ?1 AND place = ?2";
            let mut statement = self.db.prepare_cached(text)?;
            let glimpse = statement.query_row(params![number, place as i64], |row| {
                Ok(Glimpse { lang: row.get(0)?, text: row.get(1)?, date: row.get(2)? })
            });
            glimpse.optional()
        };
        query().map_err(|error| failure(error, &self.path))
    }
}
