//! The rules a memory is checked against: what each says, how grave it is, what to do about it.

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth a look; no reader stumbles over it.
    Note,
    /// Some readers lose something.
    Warning,
    /// Not TMX 1.4: some readers refuse the file whole.
    Error,
}

/// A rule of the standard, or of its readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// The file is not well-formed XML, or leaves open what a unit says.
    Malformed,
    /// The encoding is not one that TMX has, or not the one that is declared.
    Encoding,
    /// The version is none of 1.1 to 1.4.
    Version,
    /// The header lacks an attribute that must be there.
    HeaderAttribute,
    /// An attribute that TMX does not have.
    UnknownAttribute,
    /// An element that TMX does not have at this place.
    UnknownElement,
    /// A prop without a type.
    PropType,
    /// A language tag that is not well-formed, or written with an underscore.
    LanguageTag,
    /// A date in another form than `YYYYMMDDThhmmssZ`.
    Date,
    /// A `creationdate` on the variant, and a `changedate` on the unit only.
    DateLevel,
    /// A `segtype` that is none of the four.
    SegmentType,
    /// A unit without any text.
    NoVariant,
    /// A unit in one language only.
    OneVariant,
    /// No variant is in the source language.
    SourceMissing,
    /// Two variants of a unit are in the same language.
    SameLanguage,
    /// A segment without text.
    EmptyText,
    /// Blanks at the beginning or the end of a segment.
    EdgeBlanks,
    /// Source and target are the same.
    SameText,
    /// A `bpt` without `ept`, an `ept` before its `bpt`, an `i` that comes twice.
    CodePairing,
    /// A code that does not say what it is in the other languages (`x`), or says what another does.
    CodeLink,
    /// Other codes in the target than in the source.
    CodesDiffer,
    /// A `sub`, whose text some readers lose.
    SubFlow,
}

impl Rule {
    /// All rules.
    pub const ALL: &[Rule] = &[
        Rule::Malformed,
        Rule::Encoding,
        Rule::Version,
        Rule::HeaderAttribute,
        Rule::UnknownAttribute,
        Rule::UnknownElement,
        Rule::PropType,
        Rule::LanguageTag,
        Rule::Date,
        Rule::DateLevel,
        Rule::SegmentType,
        Rule::NoVariant,
        Rule::OneVariant,
        Rule::SourceMissing,
        Rule::SameLanguage,
        Rule::EmptyText,
        Rule::EdgeBlanks,
        Rule::SameText,
        Rule::CodePairing,
        Rule::CodeLink,
        Rule::CodesDiffer,
        Rule::SubFlow,
    ];

    /// The name of the rule, which stays the same between versions of the program.
    pub fn id(self) -> &'static str {
        self.entry().0
    }

    /// How grave a breach is.
    pub fn severity(self) -> Severity {
        self.entry().1
    }

    /// What to do about it: a clause that begins with a verb.
    pub fn cure(self) -> &'static str {
        self.entry().2
    }

    fn entry(self) -> (&'static str, Severity, &'static str) {
        use Severity::{Error, Note, Warning};
        const CONVERT: &str =
            "write the file anew with 'jjak tmx convert', which moves it to a prop";
        match self {
            Rule::Malformed => ("malformed", Error, "run 'jjak tmx repair'"),
            Rule::Encoding => ("encoding", Warning, "save it as UTF-8 with 'jjak tmx convert'"),
            Rule::Version => {
                ("version", Warning, "write it as version 1.4 with 'jjak tmx convert'")
            }
            Rule::HeaderAttribute => ("header-attribute", Error, "add it with 'jjak tmx convert'"),
            Rule::UnknownAttribute => ("unknown-attribute", Error, CONVERT),
            Rule::UnknownElement => ("unknown-element", Error, CONVERT),
            Rule::PropType => (
                "prop-type",
                Error,
                "say in type= what the prop holds; 'jjak tmx convert' adds one",
            ),
            Rule::LanguageTag => {
                ("language-tag", Error, "write a tag such as ko-KR, with 'jjak tmx langs'")
            }
            Rule::Date => {
                ("date", Warning, "write it as YYYYMMDDThhmmssZ, with 'jjak tmx convert'")
            }
            Rule::DateLevel => (
                "date-level",
                Note,
                "say changedate on the variant as well, with 'jjak tmx convert'",
            ),
            Rule::SegmentType => {
                ("segment-type", Error, "write block, paragraph, sentence or phrase")
            }
            Rule::NoVariant => ("no-variant", Error, "delete the unit, or give it a <tuv>"),
            Rule::OneVariant => ("one-variant", Warning, "add the translation, or delete the unit"),
            Rule::SourceMissing => {
                ("source-missing", Warning, "correct srclang, or the xml:lang of the variant")
            }
            Rule::SameLanguage => ("same-language", Note, "keep one of them a unit"),
            Rule::EmptyText => ("empty-text", Warning, "add the text, or delete the unit"),
            Rule::EdgeBlanks => ("edge-blanks", Note, "take the blanks off"),
            Rule::SameText => ("same-text", Note, "check that it is meant to stay untranslated"),
            Rule::CodePairing => (
                "code-pairing",
                Error,
                "pair the codes with 'jjak tmx convert': OmegaT empties the segment",
            ),
            Rule::CodeLink => ("code-link", Note, "give it an x with 'jjak tmx convert'"),
            Rule::CodesDiffer => {
                ("codes-differ", Warning, "put the codes of the source into the target")
            }
            Rule::SubFlow => ("sub-flow", Note, "write the file for the reader: --profile omegat"),
        }
    }
}
