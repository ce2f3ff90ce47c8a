//! TMX, the exchange format of translation memories.
//!
//! Layer 4.
