//! The memory: what was translated is kept, and found again.
//!
//! Layer 5. [`store`] keeps units in a SQLite file; [`index`] finds the few that may match, from
//! mapped files beside it that can always be made anew; [`score`] says how well two texts match,
//! by [`token`]s that a translator would count. Nothing above the threshold is missed: the filters
//! of the index are upper bounds of the score.

pub mod analysis;
pub mod concordance;
pub mod difference;
pub mod import;
pub mod index;
pub mod lookup;
pub mod proposal;
pub mod rival;
pub mod score;
pub mod several;
mod shade;
pub mod store;
pub mod substitute;
pub mod token;
