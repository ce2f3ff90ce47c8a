//! The text of a configuration file → [`Config`]; faults with their line and what was meant.

use std::path::Path;

use serde::de::{Deserialize as _, Deserializer, Error as _};
use toml::Value;

use super::{Config, Level};
use crate::check::{Severity, closest, rules};
use crate::error::{Error, Result};
use crate::lang::tag::LangTag;

/// Reads a configuration file.
///
/// # Errors
/// As [`super::ConfigOption::load`].
pub(super) fn read(path: &Path) -> Result<Config> {
    let text = std::fs::read_to_string(path).map_err(|error| Error::io(path, error))?;
    let mut config = parse(&text).map_err(|error| error.in_file(path))?;
    config.folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
    Ok(config)
}

fn parse(text: &str) -> Result<Config> {
    let mut config: Config = toml::from_str(text).map_err(|error| explain(&error, text))?;
    let at = |error: Error, key: &str| error.at_line(line_of_key(text, key));
    for id in config.check.only.iter().chain(&config.check.skip) {
        known(id).map_err(|error| at(error, id))?;
    }
    config.severities = severities(&config.check.severity, text)?;
    for (id, _) in &config.severities {
        let first = id.split('.').next().unwrap_or(id);
        known(id).map_err(|error| at(error, first))?;
    }
    if config.check.length.tolerance.is_some_and(|tolerance| tolerance.is_nan() || tolerance < 1.0)
    {
        return Err(at(Error::malformed("'tolerance' must be a number from 1 up"), "tolerance"));
    }
    Ok(config)
}

/// The error of the parser, with line, column and what was probably meant.
fn explain(error: &toml::de::Error, text: &str) -> Error {
    let mut explained = Error::malformed(error.message().trim().replace('\n', ": "));
    // "unknown field `glosaries`, expected one of `languages`, `glossaries`": the name, then those
    // that are known.
    let mut names = error.message().split('`').skip(1).step_by(2);
    if error.message().starts_with("unknown ")
        && let Some(name) = names.next()
    {
        let what = if error.message().starts_with("unknown field") { "key" } else { "value" };
        explained = Error::malformed(format!("unknown {what} '{name}'"));
        let names: Vec<&str> = names.collect();
        let near = names.iter().min_by_key(|known| strsim::osa_distance(known, name));
        let is_near = |known: &&&str| {
            known.starts_with(name) || strsim::osa_distance(known, name) <= 1 + known.len() / 4
        };
        explained = explained.cure(match near.filter(is_near) {
            Some(near) => format!("did you mean '{near}'?"),
            None => format!("it may be {}", names.join(", ")),
        });
    }
    match error.span() {
        Some(span) => {
            let before = &text[..span.start.min(text.len())];
            let line = before.matches('\n').count() + 1;
            let column = before.chars().rev().take_while(|&c| c != '\n').count() + 1;
            explained.at(line, column)
        }
        None => explained,
    }
}

/// The severities of a table, whose keys with points may be tables of their own.
///
/// # Errors
/// When a value is no severity, with its line in the text.
fn severities(table: &toml::Table, text: &str) -> Result<Vec<(String, Option<Severity>)>> {
    let mut found = Vec::new();
    for (key, value) in table {
        match value {
            Value::Table(inner) => found.extend(
                severities(inner, text)?
                    .into_iter()
                    .map(|(end, level)| (format!("{key}.{end}"), level)),
            ),
            value => match Level::deserialize(value.clone()) {
                Ok(level) => found.push((key.clone(), level.severity())),
                Err(_) => {
                    let error = Error::malformed(format!("{value} is no severity of '{key}'"))
                        .at_line(line_of_key(text, &value.to_string()));
                    return Err(error.cure("write \"error\", \"warning\", \"info\" or \"off\""));
                }
            },
        }
    }
    Ok(found)
}

/// Refuses what no rule begins with.
fn known(id: &str) -> Result<()> {
    if rules().any(|rule| rule.id.starts_with(id)) {
        return Ok(());
    }
    let error = Error::malformed(format!("no rule begins with '{id}'"));
    Err(match closest(id) {
        Some(near) => error.cure(format!("did you mean '{near}'?")),
        None => error.cure("jjak check --list names the rules"),
    })
}

/// The line, from 1, that holds the key or value; the parser knows places of its own errors only.
fn line_of_key(text: &str, key: &str) -> usize {
    text.lines().position(|line| line.contains(key)).map_or(1, |index| index + 1)
}

/// A language tag.
pub(super) fn tag<'de, D: Deserializer<'de>>(
    input: D,
) -> std::result::Result<Option<LangTag>, D::Error> {
    let written = String::deserialize(input)?;
    LangTag::parse(&written).map(Some).map_err(D::Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_severities_with_and_without_quotes() {
        let config = parse(
            "[check.severity]\nnumber.missing = \"warning\"\n\"mark.end\" = \"off\"\nterm = \"info\"\n",
        )
        .unwrap();
        let mut found = config.severities;
        found.sort_by(|a, b| a.0.cmp(&b.0));
        assert_eq!(
            found,
            [
                ("mark.end".to_string(), None),
                ("number.missing".to_string(), Some(Severity::Warning)),
                ("term".to_string(), Some(Severity::Info)),
            ]
        );
    }

    #[test]
    fn faults_have_their_line_and_a_cure() {
        for (text, line, message, cure) in [
            ("\nglosaries = []\n", 2, "unknown key 'glosaries'", "did you mean 'glossaries'?"),
            ("[check]\nfail-on = \"eror\"\n", 2, "unknown value 'eror'", "did you mean 'error'?"),
            (
                "[check]\nskip = [\"numbr.unit\"]\n",
                2,
                "no rule begins with 'numbr.unit'",
                "number.unit",
            ),
            ("[check.severity]\nlenght.ratio = \"off\"\n", 2, "no rule begins", "length.ratio"),
            ("[check.severity]\nnumber = \"of\"\n", 2, "\"of\" is no severity of 'number'", "off"),
            ("[check.length]\ntolerance = 0.5\n", 2, "'tolerance' must be", ""),
            ("[languages]\nsource = \"kr\"\n", 2, "kr", ""),
            ("[check\n", 1, "", ""),
        ] {
            let error = parse(text).unwrap_err();
            let said = error.to_string();
            assert!(said.contains(message) && said.contains(cure), "{text}: {said}");
            assert_eq!(error.place().line, Some(line), "{text}: {said}");
        }
    }
}
