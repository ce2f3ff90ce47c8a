//! `jjak align --tm`: what was aligned goes into a memory too.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::error::Result;
use crate::lang::tag::LangTag;
use crate::memory::import::{Import, Imported};
use crate::memory::lookup::Memory;
use crate::memory::store::{Place, Store};
use crate::tmx::memory::Policy;
use crate::unit::Unit;

/// The least confidence of a bead that goes into a memory, where the user names none: of ten such
/// beads nine are right.
pub(super) const CONFIDENT: f64 = 0.9;

/// A memory that takes the confident beads of all articles of a run.
pub(super) struct Keeper {
    memory: Mutex<Memory>,
    source: LangTag,
}

impl Keeper {
    /// Opens a memory, which is made when there is none.
    pub(super) fn open(path: &Path, source: &LangTag) -> Result<Keeper> {
        let memory = Mutex::new(Memory::new(Store::open(path)?, 0));
        Ok(Keeper { memory, source: source.clone() })
    }

    /// Adds units, each with its number in the document. Those whose numbers follow each other
    /// are neighbours. What the memory says already is not added again.
    pub(super) fn keep(&self, document: &str, units: &[(usize, Unit)]) -> Result<Imported> {
        // A thread that failed while it held the memory left a whole transaction or none.
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        let import = Import { policy: Policy::KeepAll, source: &self.source };
        let mut sum = Imported::default();
        for run in units.chunk_by(|one, other| one.0 + 1 == other.0) {
            let mut place = Place { document: Some(document.to_string()), ..Place::default() };
            let units = run.iter().map(|(_, unit)| unit.clone()).collect();
            sum += import.add_unsaid(&mut memory, units, &mut place)?;
        }
        Ok(sum)
    }
}
