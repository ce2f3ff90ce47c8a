//! The glossaries of a run, ready for either direction of translation.

use std::cell::OnceCell;
use std::path::PathBuf;

use crate::cli::glossary;
use crate::error::Result;
use crate::glossary::{Glossary, Matcher};
use crate::lang::tag::LangTag;

/// Glossaries, and the matchers that are made of them when a file needs one.
pub(super) struct Terms {
    glossaries: Vec<Glossary>,
    from_korean: OnceCell<Matcher>,
    from_english: OnceCell<Matcher>,
}

impl Terms {
    /// Loads glossaries by file or name.
    pub(super) fn load(names: &[PathBuf]) -> Result<Terms> {
        let glossaries = names.iter().map(|name| glossary::load(name)).collect::<Result<_>>()?;
        Ok(Terms { glossaries, from_korean: OnceCell::new(), from_english: OnceCell::new() })
    }

    /// The matcher for texts in these languages, source first: a glossary of the other direction
    /// is turned round. `None` without glossaries.
    pub(super) fn matcher(&self, langs: &[LangTag; 2]) -> Option<&Matcher> {
        if self.glossaries.is_empty() {
            return None;
        }
        let from_korean = langs[1].primary() != "ko";
        let turned = |glossary: &Glossary| match glossary.is_from_korean() == from_korean {
            true => glossary.clone(),
            false => glossary.reversed(),
        };
        let make = || Matcher::new(&self.glossaries.iter().map(turned).collect::<Vec<_>>());
        let cell = if from_korean { &self.from_korean } else { &self.from_english };
        Some(cell.get_or_init(make))
    }
}
