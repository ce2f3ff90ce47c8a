//! Changing one unit.

use rusqlite::{OptionalExtension, TransactionBehavior, params};

use crate::error::Result;
use crate::unit::Unit;

use super::add::{Ready, insert};
use super::{Store, failure};

impl Store {
    /// Puts `unit` in the place of the one of this number, with its document, its neighbours and
    /// its count of uses. It gets a number of its own, which is returned: under one number a unit
    /// never changes. `None` when there is no unit of this number.
    ///
    /// # Errors
    /// As [`Store::add`].
    pub fn replace(&mut self, number: i64, unit: &Unit) -> Result<Option<i64>> {
        let path = self.path.clone();
        let mut replace = || {
            let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let known = "SELECT previous, document, used FROM unit WHERE id = ?1";
            let known = transaction
                .query_row(known, [number], |row| {
                    let (previous, document): (Option<i64>, Option<i64>) =
                        (row.get(0)?, row.get(1)?);
                    Ok((previous, document, row.get::<_, i64>(2)?))
                })
                .optional()?;
            let Some((previous, document, used)) = known else { return Ok(None) };
            transaction.execute("DELETE FROM unit WHERE id = ?1", [number])?;
            let new = insert(&transaction, &Ready::new(unit), previous, document)?;
            transaction.execute("UPDATE unit SET used = ?2 WHERE id = ?1", [new, used])?;
            for next in [
                "UPDATE unit SET previous = ?2 WHERE id = ?1 + 1 AND previous = ?1",
                "UPDATE unit SET previous = ?2 WHERE previous = ?1 AND previous <> id - 1",
            ] {
                transaction.execute(next, params![number, new])?;
            }
            transaction.commit()?;
            Ok(Some(new))
        };
        replace().map_err(|error| failure(error, &path))
    }
}

#[cfg(test)]
mod tests {
    use crate::lang::tag::LangTag;
    use crate::memory::store::{Place, Store};
    use crate::unit::{Unit, Variant};

    #[test]
    fn a_changed_unit_keeps_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("m.jjak")).unwrap();
        let unit = |ko: &str, en: &str| {
            Unit::pair(Variant::text(LangTag::ko_kr(), ko), Variant::text(LangTag::en_us(), en))
        };
        let mut place = Place { document: Some("차림표.txt".into()), ..Place::default() };
        let units = [unit("열기", "Open"), unit("닫기", "Closed"), unit("저장", "Save")];
        store.add(&units, &mut place).unwrap();
        store.mark_used(2).unwrap();
        assert_eq!(store.replace(2, &unit("닫기", "Close")).unwrap(), Some(4));
        assert_eq!(store.replace(2, &unit("닫기", "Shut")).unwrap(), None);
        let new = store.get(4).unwrap().unwrap();
        assert_eq!((new.previous, new.used), (Some(1), 1));
        assert_eq!(new.document.as_deref(), Some("차림표.txt"));
        assert_eq!(store.get(3).unwrap().unwrap().previous, Some(4));
        let next = |store: &Store, number| store.next_of(number).unwrap();
        assert_eq!((next(&store, 1), next(&store, 4)), (Some(4), Some(3)));
        assert_eq!(store.replace(4, &unit("닫기", "Close it")).unwrap(), Some(5));
        assert_eq!((next(&store, 1), next(&store, 5)), (Some(5), Some(3)));
        assert_eq!(store.get(3).unwrap().unwrap().previous, Some(5));
        assert_eq!(store.check().unwrap(), Vec::<String>::new());
    }
}
