//! Findings, beads and summaries, for people and for programs.
//!
//! Layer 6. The engines give data; here it becomes text: [`diagnostic`] draws findings for a
//! terminal, [`json`] writes one JSON object a line, [`beads`] writes alignments, [`summary`] says
//! what an alignment came to. Messages are made from rule ids in [`message`].

pub mod beads;
pub mod diagnostic;
pub mod dropped;
pub mod explain;
pub mod json;
pub mod leverage;
pub mod message;
pub mod rules;
pub mod summary;
