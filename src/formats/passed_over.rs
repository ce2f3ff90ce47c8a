//! What a reader passed over, since it is no unit.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many parts of a file were passed over, to be asked while the file is read, or after.
#[derive(Debug, Clone, Default)]
pub struct PassedOver {
    what: &'static str,
    count: Arc<AtomicUsize>,
}

impl PassedOver {
    /// An account of this kind of parts, in the plural.
    pub(super) fn new(what: &'static str) -> Self {
        PassedOver { what, count: Arc::default() }
    }

    pub(super) fn add(&self, count: usize) {
        self.count.fetch_add(count, Ordering::Relaxed);
    }

    /// What they are: `segments without a translation`.
    pub fn what(&self) -> &'static str {
        self.what
    }

    /// How many so far.
    pub fn count(&self) -> usize {
        self.count.load(Ordering::Relaxed)
    }
}
