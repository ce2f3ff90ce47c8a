//! `jjak check --list` and `--explain`.

use crate::check;
use crate::cli::{Outcome, output};
use crate::error::{Error, Result};
use crate::report::rules;

use super::args::CheckArgs;

/// Prints the rules that are asked for.
pub(super) fn run(args: &CheckArgs) -> Result<Outcome> {
    let beginning = args.explain.as_deref().unwrap_or_default();
    let mut said = String::new();
    for rule in check::rules().filter(|rule| rule.id.starts_with(beginning)) {
        said += &if args.list { rules::line(rule) } else { rules::page(rule) };
    }
    if said.is_empty() {
        return Err(unknown(beginning));
    }
    output::print(said.as_bytes())?;
    Ok(Outcome::Fine)
}

/// The error for an id, or the beginning of one, that no rule has.
pub(super) fn unknown(id: &str) -> Error {
    let error = Error::usage(format!("no rule begins with '{id}'"));
    error.cure(match check::closest(id) {
        Some(near) => format!("did you mean '{near}'? jjak check --list names the rules"),
        None => "jjak check --list names the rules".to_string(),
    })
}
