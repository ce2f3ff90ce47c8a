//! What stands beside the units of a TMX file: comments and processing instructions.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::tmx::Remark;

/// The remarks of a file while its units are read: counted, and kept for whoever asked for them.
#[derive(Clone, Default)]
pub(super) struct Beside(Option<Arc<Mutex<Met>>>);

/// What was met so far.
struct Met {
    count: usize,
    /// Those before the first unit.
    first: Vec<Remark>,
    /// Those met since, that nobody took yet; `None` where nobody wants them.
    waiting: Option<Vec<Remark>>,
}

impl Beside {
    /// Those before the first unit of a TMX file.
    pub(super) fn of_tmx(first: Vec<Remark>) -> Self {
        Beside(Some(Arc::new(Mutex::new(Met { count: first.len(), first, waiting: None }))))
    }

    /// Whether the file is TMX, which has remarks.
    pub(super) fn is_of_tmx(&self) -> bool {
        self.0.is_some()
    }

    fn met(&self) -> Option<MutexGuard<'_, Met>> {
        // A count stays right whatever panicked beside it.
        self.0.as_ref().map(|met| met.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Adds those that were met with a unit.
    pub(super) fn add(&self, mut remarks: Vec<Remark>) {
        if remarks.is_empty() {
            return;
        }
        if let Some(mut met) = self.met() {
            met.count += remarks.len();
            if let Some(waiting) = &mut met.waiting {
                waiting.append(&mut remarks);
            }
        }
    }

    /// Those before the first unit; from here on the others wait to be taken.
    pub(super) fn keep(&self) -> Vec<Remark> {
        let first = self.met().map(|mut met| {
            met.waiting = Some(Vec::new());
            std::mem::take(&mut met.first)
        });
        first.unwrap_or_default()
    }

    /// Those that were met since this was last asked.
    pub(super) fn take(&self) -> Vec<Remark> {
        let waiting = self.met().and_then(|mut met| Some(std::mem::take(met.waiting.as_mut()?)));
        waiting.unwrap_or_default()
    }

    /// How many were met in all.
    pub(super) fn count(&self) -> usize {
        self.met().map_or(0, |met| met.count)
    }
}
