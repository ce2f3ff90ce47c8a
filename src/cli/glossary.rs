//! `jjak glossary`: the glossaries that come with jjak; and loading those that `-g` names.

use std::path::Path;

use crate::error::{Kind, Result};
use crate::glossary::Glossary;

use super::Outcome;
use super::args::GlossaryArgs;
use super::input::read_text;
use super::output;

pub(super) fn run(args: &GlossaryArgs) -> Result<Outcome> {
    let text = match &args.name {
        Some(name) => Glossary::shipped_text(name)?.to_string(),
        None => {
            let line = |name: &&str| -> Result<String> {
                Ok(format!("{name}\t{} entries\n", Glossary::shipped(name)?.entries.len()))
            };
            Glossary::shipped_names().iter().map(line).collect::<Result<String>>()?
        }
    };
    output::print(text.as_bytes())?;
    Ok(Outcome::Fine)
}

/// Loads the glossary that `-g` names: a file if there is one, else one that comes with jjak.
pub(super) fn load(name: &Path) -> Result<Glossary> {
    let plain = name.components().count() == 1 && name.extension().is_none();
    if plain && !name.exists() {
        return Glossary::shipped(&name.to_string_lossy()).map_err(|error| match error.kind() {
            Kind::Unknown { .. } => error,
            _ => error.in_file(name),
        });
    }
    Glossary::parse(&read_text(name, None)?, name)
}
