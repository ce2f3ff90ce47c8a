//! The memory as its users see it.

mod asking;
mod command;
mod filling;
mod keeping;
mod killed;
mod recall;
mod scoring;
