//! The memory as its users see it.

mod command;
mod killed;
mod scoring;
