//! The findings of a day, accepted: later runs report what is new.
//!
//! A text file that a version control system can compare: `id<TAB>rule` a line, sorted, lines that
//! begin with `#` passed over. Only the ids count.

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::error::{Error, Result};

const HEADER: &str = "# Findings accepted for now, written by jjak check --write-baseline.\n\
    # id<TAB>rule; delete a line to have its finding reported again.\n";

/// Accepted findings by their ids, and which of them were met.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    ids: HashMap<u64, bool>,
}

impl Baseline {
    /// Reads a baseline file.
    ///
    /// # Errors
    /// With the line, when something else than an id stands at its beginning.
    pub fn parse(text: &str) -> Result<Baseline> {
        let mut ids = HashMap::new();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let id = line.split_whitespace().next().unwrap_or_default();
            let number = number(id).ok_or_else(|| {
                let error = Error::malformed(format!("'{id}' is no id of a finding"));
                error.at_line(index + 1).cure("write the file anew: jjak check --write-baseline")
            })?;
            ids.insert(number, false);
        }
        Ok(Baseline { ids })
    }

    /// Whether the finding of this id is accepted; notes that it was met.
    pub fn accepts(&mut self, id: &str) -> bool {
        match number(id).and_then(|number| self.ids.get_mut(&number)) {
            Some(met) => {
                *met = true;
                true
            }
            None => false,
        }
    }

    /// How many accepted findings were not met: they are mended, or their units are gone.
    pub fn gone(&self) -> usize {
        self.ids.values().filter(|met| !**met).count()
    }
}

/// A baseline being made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Accepted(Vec<(&'static str, String)>);

impl Accepted {
    /// Accepts a finding.
    pub fn add(&mut self, rule: &'static str, id: &str) {
        self.0.push((rule, id.to_string()));
    }

    /// How many findings are accepted.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The file, sorted by rule and id, whatever order the findings came in.
    pub fn to_text(mut self) -> String {
        self.0.sort_unstable();
        let mut text = HEADER.to_string();
        for (rule, id) in &self.0 {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{id}\t{rule}");
        }
        text
    }
}

fn number(id: &str) -> Option<u64> {
    if id.len() == 16 { u64::from_str_radix(id, 16).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_accepted_and_what_is_gone_counted() {
        let mut accepted = Accepted::default();
        accepted.add("number.changed", "00000000000000ff");
        accepted.add("mark.end", "a0000000000000ff");
        let text = accepted.to_text();
        let mut baseline = Baseline::parse(&text).unwrap();
        assert!(baseline.accepts("00000000000000ff") && !baseline.accepts("00000000000000fe"));
        assert_eq!(baseline.gone(), 1);
    }

    #[test]
    fn a_line_without_an_id_is_named() {
        let error = Baseline::parse("# ids\n\nnumber.changed\n").unwrap_err();
        assert_eq!(error.place().line, Some(3));
    }
}
