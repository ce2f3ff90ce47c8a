//! What one line of a glossary says.

/// What a glossary says of the targets of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// The rendering to use.
    #[default]
    Preferred,
    /// A rendering that may stand as well.
    Allowed,
    /// A rendering that must not be used for this source term.
    Forbidden,
    /// The source term stands in the target as it is.
    DoNotTranslate,
}

/// How the terms of an entry are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Match {
    /// By the grammar of the language: other spacing, hyphens, plural and verb forms; Korean
    /// particles may follow.
    #[default]
    Grammar,
    /// Only as written, blanks and letter case included; Korean particles may follow.
    Exact,
    /// Source terms are regular expressions; targets are found as by [`Match::Exact`].
    Regex,
}

/// Whether letter case counts for an entry that is found by grammar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Case {
    /// A word with a capital wants it (*AI*), a word without takes any case.
    #[default]
    Auto,
    /// As written.
    Sensitive,
    /// Any.
    Insensitive,
}

/// One line of a glossary: source terms that mean the same, and their renderings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// Source terms, never empty.
    pub sources: Vec<String>,
    /// Target terms; empty only when the glossary was read for its source terms alone.
    pub targets: Vec<String>,
    /// What the entry says of the targets.
    pub status: Status,
    /// How its terms are looked for.
    pub matching: Match,
    /// Whether letter case counts.
    pub case: Case,
    /// Part of speech, in the words of the glossary; may be empty.
    pub part_of_speech: String,
    /// Subject field; may be empty.
    pub domain: String,
    /// What the term means; may be empty.
    pub definition: String,
    /// A remark for people; may be empty.
    pub note: String,
    /// Source texts in which a source term must be found.
    pub examples: Vec<String>,
    /// Source texts in which none may be found.
    pub counterexamples: Vec<String>,
    /// Line of the file, counted from 1.
    pub line: usize,
}

/// The words of a cell for the values of a setting; the first of a value is the one written.
pub(super) trait Word: Copy + PartialEq + Default + 'static {
    /// All words with their values.
    const WORDS: &'static [(&'static str, Self)];

    /// The value of a cell, whatever its letter case; blank is the default.
    fn of(cell: &str) -> Option<Self> {
        let cell = cell.trim().to_lowercase();
        match cell.as_str() {
            "" => Some(Self::default()),
            _ => Self::WORDS.iter().find(|(word, _)| *word == cell).map(|&(_, value)| value),
        }
    }

    /// The word that is written for the value.
    fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, value)| *value == self).map_or("", |(word, _)| word)
    }
}

impl Word for Status {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("preferred", Status::Preferred),
        ("allowed", Status::Allowed),
        ("forbidden", Status::Forbidden),
        ("do-not-translate", Status::DoNotTranslate),
        ("admitted", Status::Allowed),
        ("approved", Status::Preferred),
        ("deprecated", Status::Forbidden),
        ("dnt", Status::DoNotTranslate),
    ];
}

impl Word for Match {
    const WORDS: &'static [(&'static str, Self)] =
        &[("grammar", Match::Grammar), ("exact", Match::Exact), ("regex", Match::Regex)];
}

impl Word for Case {
    const WORDS: &'static [(&'static str, Self)] =
        &[("auto", Case::Auto), ("sensitive", Case::Sensitive), ("insensitive", Case::Insensitive)];
}
