//! The glossaries that come with the program.

use std::path::Path;

use super::Glossary;
use crate::error::{Error, Kind, Result};

const NAMES: [&str; 4] = ["ai-semiconductors", "economy", "politics", "science-industry"];
const TEXTS: [&str; 4] = [
    include_str!("../../glossaries/ai-semiconductors.ko-en.tsv"),
    include_str!("../../glossaries/economy.ko-en.tsv"),
    include_str!("../../glossaries/politics.ko-en.tsv"),
    include_str!("../../glossaries/science-industry.ko-en.tsv"),
];

/// How alike two names must be (Jaro-Winkler, 0 to 1) for one to be proposed for the other.
const ALIKE: f64 = 0.75;

impl Glossary {
    /// Names of the shipped glossaries.
    pub fn shipped_names() -> &'static [&'static str] {
        &NAMES
    }

    /// The text of a shipped glossary.
    ///
    /// # Errors
    /// When there is none of this name.
    pub fn shipped_text(name: &str) -> Result<&'static str> {
        let place = NAMES.iter().position(|&known| known == name);
        place.map(|at| TEXTS[at]).ok_or_else(|| unknown(name))
    }

    /// A shipped glossary.
    ///
    /// # Errors
    /// When there is none of this name.
    pub fn shipped(name: &str) -> Result<Glossary> {
        let text = Glossary::shipped_text(name)?;
        let mut glossary = Glossary::parse(text, Path::new(&format!("{name}.ko-en.tsv")))?;
        glossary.name = name.to_string();
        Ok(glossary)
    }
}

fn unknown(name: &str) -> Error {
    let nearest = NAMES
        .into_iter()
        .map(|known| (strsim::jaro_winkler(&name.to_lowercase(), known), known))
        .filter(|&(score, _)| score >= ALIKE)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let list = format!("choose one of {}", NAMES.join(", "));
    let cure = match nearest {
        Some((_, known)) => format!("did you mean '{known}'? If not, {list}"),
        None => list,
    };
    Error::new(Kind::Unknown { what: "glossary", name: name.to_string() }).cure(cure)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_glossary_can_be_read() {
        for name in Glossary::shipped_names() {
            let glossary = Glossary::shipped(name).unwrap();
            assert_eq!(glossary.name, *name);
            assert!(!glossary.entries.is_empty());
        }
    }

    #[test]
    fn proposes_the_name_that_was_meant() {
        let error = Glossary::shipped("economics").unwrap_err().to_string();
        assert!(error.contains("unknown glossary 'economics'"), "{error}");
        assert!(error.contains("did you mean 'economy'?"), "{error}");
        let error = Glossary::shipped("zoo").unwrap_err().to_string();
        assert!(error.contains("choose one of ai-semiconductors, economy"), "{error}");
    }
}
