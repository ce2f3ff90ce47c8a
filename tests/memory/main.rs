//! The memory as its users see it.

mod command;
mod killed;
mod recall;
mod scoring;
