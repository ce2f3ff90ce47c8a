//! What the user asks of the checks: which report, how severely, and what they pass over.

use super::Severity;

/// Rules that report only when they are asked for by name.
pub const OPTIONAL: &[&str] = &["term.added"];

/// Which rules report. By default all but the [`OPTIONAL`] ones.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// Beginnings of the ids to report; empty for all.
    pub only: Vec<String>,
    /// Beginnings of the ids not to report.
    pub skip: Vec<String>,
}

impl Selection {
    /// Whether the rule of this id reports.
    pub fn takes(&self, id: &str) -> bool {
        let any = |beginnings: &[String]| beginnings.iter().any(|b| id.starts_with(b.as_str()));
        let named = self.only.iter().any(|only| only == id);
        (self.only.is_empty() || any(&self.only))
            && !any(&self.skip)
            && (named || !OPTIONAL.contains(&id))
    }
}

/// Everything that can be set.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Which rules report.
    pub selection: Selection,
    /// Beginnings of rule ids with the severity their findings have; `None` for off. The longest
    /// beginning counts.
    pub severities: Vec<(String, Option<Severity>)>,
    /// Hangul that may stand in English text: 김치.
    pub allowed_hangul: Vec<String>,
    /// Differences that the consistency checks pass over.
    pub sameness: Sameness,
    /// How many times too long or too short a target may be, from 1 up.
    pub length_tolerance: f64,
}

/// Which differences between texts do not count when they are compared for consistency. Blanks,
/// quotation marks and final marks never do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sameness {
    /// Upper and lower case.
    pub case: bool,
    /// Everything that is no letter, digit or symbol.
    pub punctuation: bool,
    /// Which number it is: "Chapter 1" and "Chapter 2".
    pub numbers: bool,
    /// Texts that may be translated in many ways, and are not compared.
    pub except: Vec<String>,
}

impl Default for Sameness {
    fn default() -> Self {
        Sameness { case: true, punctuation: false, numbers: false, except: Vec::new() }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            selection: Selection::default(),
            severities: Vec::new(),
            allowed_hangul: Vec::new(),
            sameness: Sameness::default(),
            length_tolerance: super::length::TOLERANCE,
        }
    }
}

impl From<Selection> for Settings {
    fn from(selection: Selection) -> Self {
        Settings { selection, ..Settings::default() }
    }
}

impl Settings {
    /// Whether the rule of this id reports: by the selection, and unless its severity is off. An
    /// optional rule reports when its severity is set.
    pub fn takes(&self, id: &str) -> bool {
        match self.set(id) {
            Some((_, None)) => false,
            Some((named, Some(_))) if named == id && OPTIONAL.contains(&id) => {
                let only = vec![id.to_string()];
                let skip = self.selection.skip.clone();
                let asked = self.selection.only.is_empty() || self.selection.takes(id);
                asked && Selection { only, skip }.takes(id)
            }
            _ => self.selection.takes(id),
        }
    }

    /// The severity of a finding of this rule.
    pub fn severity(&self, id: &str, usual: Severity) -> Severity {
        self.set(id).and_then(|(_, severity)| severity).unwrap_or(usual)
    }

    /// The setting with the longest beginning of the id.
    fn set(&self, id: &str) -> Option<(&str, Option<Severity>)> {
        let fitting = self.severities.iter().filter(|(beginning, _)| id.starts_with(beginning));
        let longest = fitting.max_by_key(|(beginning, _)| beginning.len())?;
        Some((&longest.0, longest.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_beginning_counts() {
        let severities =
            vec![("number".to_string(), None), ("number.unit".to_string(), Some(Severity::Info))];
        let settings = Settings { severities, ..Settings::default() };
        assert!(!settings.takes("number.changed") && settings.takes("number.unit"));
        assert_eq!(settings.severity("number.unit", Severity::Error), Severity::Info);
        assert_eq!(settings.severity("mark.end", Severity::Warning), Severity::Warning);
    }

    #[test]
    fn optional_rules_report_when_named() {
        assert!(!Settings::default().takes("term.added"));
        let only = |id: &str| Selection { only: vec![id.to_string()], skip: Vec::new() };
        assert!(only("term.added").takes("term.added"));
        assert!(!only("term").takes("term.added"));
        let severities = vec![("term.added".to_string(), Some(Severity::Info))];
        let settings = Settings { severities, ..Settings::default() };
        assert!(settings.takes("term.added"));
        let settings = Settings { selection: only("number"), ..settings };
        assert!(!settings.takes("term.added"));
    }
}
