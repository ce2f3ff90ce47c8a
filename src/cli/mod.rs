//! The command line: arguments, one file per subcommand, joining the engines.
//!
//! Layer 7. Results go to standard output, progress and notes to standard error.

mod align;
mod align_memory;
mod args;
mod articles;
mod batch;
mod beside;
mod bilingual;
mod check;
mod config;
mod eval;
mod glossary;
mod input;
mod interrupt;
mod learn;
mod memory;
mod output;
mod read_ahead;
mod segment;
mod tmx;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

use crate::error::{Error, Kind};

/// How a run ended, as scripts see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Done, and nothing was found: exit code 0.
    Fine,
    /// Done, and there are findings: exit code 1.
    Findings,
    /// Could not run, or not all of it: exit code 2.
    Failed,
    /// Stopped by the user: exit code 130, as shells have it for an interrupt.
    Interrupted,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        ExitCode::from(match outcome {
            Outcome::Fine => 0,
            Outcome::Findings => 1,
            Outcome::Failed => 2,
            Outcome::Interrupted => 130,
        })
    }
}

/// Runs one command line, the program's name first. Errors are printed, not returned.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Outcome {
    let arguments = match args::Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // A closed pipe under --help is nobody's error.
            let _ = error.print();
            return match error.kind() {
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Outcome::Fine,
                _ => Outcome::Failed,
            };
        }
    };
    interrupt::install();
    let result = match &arguments.command {
        args::Command::Align(args) => align::run(args),
        args::Command::Learn(args) => learn::run(args),
        args::Command::Check(args) => check::run(args),
        args::Command::Segment(args) => segment::run(args),
        args::Command::Glossary(args) => glossary::run(args),
        args::Command::Tmx(args) => tmx::run(args),
        args::Command::Eval(args) => eval::run(args),
        args::Command::Tm(args) => memory::run(args),
    };
    result.unwrap_or_else(|error| report(&error))
}

/// Prints an error, unless it only says that nobody reads the output any more.
fn report(error: &Error) -> Outcome {
    match error.kind() {
        Kind::Io(io) if io.kind() == std::io::ErrorKind::BrokenPipe => Outcome::Fine,
        Kind::Interrupted => Outcome::Interrupted,
        _ => {
            anstream::eprintln!("error: {error}");
            Outcome::Failed
        }
    }
}
