//! Which units of a memory are meant.

use clap::Args;

use crate::cli::tmx::filter::Conditions;
use crate::lang::tag::LangTag;
use crate::memory::store::Stored;

#[derive(Debug, Args)]
pub(super) struct Selection {
    /// Came from this document; may be repeated
    #[arg(long, value_name = "NAME")]
    document: Vec<String>,
    #[command(flatten)]
    conditions: Conditions,
}

impl Selection {
    /// Whether there is no condition, which every unit meets.
    pub(super) fn is_empty(&self) -> bool {
        self.document.is_empty() && self.conditions.is_empty()
    }

    /// Whether a unit meets all conditions.
    pub(super) fn is_met(&self, stored: &Stored, source: &LangTag) -> bool {
        let is_named = |name: &String| stored.document.as_ref() == Some(name);
        (self.document.is_empty() || self.document.iter().any(is_named))
            && self.conditions.is_met(&stored.unit, Some(source))
    }
}
