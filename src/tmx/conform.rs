//! What TMX 1.4 allows where, and the account of what had to be changed for it.
//!
//! The tables are those of `tmx14.dtd`, which is also all that OmegaT (6.1 and later) accepts
//! before it refuses a file whole.

use std::collections::BTreeMap;
use std::fmt;

use crate::unit::{Attributes, CodeKind};

/// Attributes of `header` that the DTD requires, with what is written when there is none.
pub(super) const HEADER_REQUIRED: &[(&str, &str)] = &[
    ("creationtool", "unknown"),
    ("creationtoolversion", "unknown"),
    ("segtype", "block"),
    ("o-tmf", "unknown"),
    ("adminlang", "en"),
    ("srclang", "*all*"),
    ("datatype", "unknown"),
];
/// Attributes that `header` may have besides.
pub(super) const HEADER_OPTIONAL: &[&str] =
    &["o-encoding", "creationdate", "creationid", "changedate", "changeid"];
/// Attributes of `tu`, the most frequent first.
pub(super) const TU: &[&str] = &[
    "tuid",
    "creationdate",
    "creationid",
    "changedate",
    "changeid",
    "usagecount",
    "lastusagedate",
    "srclang",
    "datatype",
    "segtype",
    "o-tmf",
    "o-encoding",
    "creationtool",
    "creationtoolversion",
];
/// Attributes of `tuv` besides `xml:lang`.
pub(super) const TUV: &[&str] = &[
    "o-encoding",
    "datatype",
    "usagecount",
    "lastusagedate",
    "creationtool",
    "creationtoolversion",
    "creationdate",
    "creationid",
    "changedate",
    "o-tmf",
    "changeid",
    "lang",
];
/// Attributes of `note`, and of `prop` besides `type`.
pub(super) const NOTE: &[&str] = &["o-encoding", "xml:lang", "lang"];
/// Attributes of `ude`.
pub(super) const UDE: &[&str] = &["name", "base"];
/// Attributes of `map`.
pub(super) const MAP: &[&str] = &["unicode", "code", "ent", "subst"];
/// What `segtype` may say.
pub(super) const SEGTYPES: &[&str] = &["block", "paragraph", "sentence", "phrase"];

/// Attributes of an inline element.
pub(super) fn code_attributes(kind: &CodeKind) -> &'static [&'static str] {
    match kind {
        CodeKind::Bpt => &["i", "x", "type"],
        CodeKind::Ept => &["i"],
        CodeKind::It => &["pos", "x", "type"],
        CodeKind::Ph => &["x", "assoc", "type"],
        CodeKind::Hi => &["x", "type"],
        CodeKind::Sub => &["datatype", "type"],
        CodeKind::Ut => &["x"],
        CodeKind::Other(_) => &[],
    }
}

/// Whether a variant says when it was made, but only its unit when it was changed: readers that
/// look at the variant first (OmegaT) then take the unit for older than it is.
pub(super) fn dates_mislead(unit: &Attributes, variant: &Attributes) -> bool {
    unit.get("changedate").is_some()
        && variant.get("creationdate").is_some()
        && variant.get("changedate").is_none()
}

/// What a writer had to change so that the file is valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Change {
    /// An attribute TMX does not have became a prop `x-attr-NAME`.
    AttributeMoved,
    /// An attribute TMX does not have was left out, where no prop can stand.
    AttributeLeftOut,
    /// An element TMX does not have became a prop `x-element-NAME` that holds its markup.
    ElementMoved,
    /// A prop without a `type` got one: what its `name` says, or `x-untyped`.
    PropTyped,
    /// An inline element TMX does not have at its place became a `ph` or text that holds its markup.
    CodeReplaced,
    /// A `bpt` or `ept` without its partner became an `it`, or a pair got a number of its own.
    CodePaired,
    /// A code that did not say what it is in the other languages got an `x`, or one of its own.
    CodeLinked,
    /// A character XML cannot hold was left out.
    CharacterLeftOut,
    /// A language tag was not well-formed: its canonical form was written.
    LanguageChanged,
    /// A required attribute of the header was missing.
    HeaderCompleted,
    /// A date in another form was written as `YYYYMMDDThhmmssZ`.
    DateRewritten,
    /// A variant says when it was made, but only its unit when it was changed: it got that, too.
    DateCompleted,
    /// The name of another tool, which makes that tool read the file in its own way, was replaced.
    ToolReplaced,
    /// An inline code was left out, as the file is to hold plain text.
    CodeLeftOut,
    /// A unit without any text was left out.
    UnitLeftOut,
}

/// How many different names a report keeps apart per kind of change, before it only counts.
const MAX_NAMES: usize = 200;

/// How often a writer had to change what, by kind and name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    changes: BTreeMap<(Change, String), usize>,
    /// Attributes whose dates were kept as they are, since no time is sure.
    unclear_dates: BTreeMap<String, usize>,
    /// What the program that the file is for will not read: its name, what, how often.
    unread: BTreeMap<(&'static str, &'static str), usize>,
}

impl Report {
    /// Whether all was written as it is.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Dates that were written as they are, as they do not say a time that is sure: the name of
    /// the attribute, and how often. They are no change.
    pub fn unclear_dates(&self) -> impl Iterator<Item = (&str, usize)> {
        self.unclear_dates.iter().map(|(name, count)| (name.as_str(), *count))
    }

    /// What was written but will be lost on the program that the file is for: the name of the
    /// program, what it does not read, and how often.
    pub fn unread(&self) -> impl Iterator<Item = (&'static str, &'static str, usize)> {
        self.unread.iter().map(|((program, what), count)| (*program, *what, *count))
    }

    pub(super) fn add_unread(&mut self, program: &'static str, what: &'static str, count: usize) {
        if count > 0 {
            *self.unread.entry((program, what)).or_default() += count;
        }
    }

    /// Adds what was done to another file, or another part of one.
    pub fn join(&mut self, other: Report) {
        for ((change, name), count) in other.changes {
            self.add(change, &name, count);
        }
        for (name, count) in other.unclear_dates {
            self.add_unclear_dates(&name, count);
        }
        for ((program, what), count) in other.unread {
            self.add_unread(program, what, count);
        }
    }

    pub(super) fn add_unclear_dates(&mut self, name: &str, count: usize) {
        *self.unclear_dates.entry(name.to_string()).or_default() += count;
    }

    /// Kind of change, what it was done to (the name of an attribute, an element, a language),
    /// and how often.
    pub fn iter(&self) -> impl Iterator<Item = (Change, &str, usize)> {
        self.changes.iter().map(|((change, name), count)| (*change, name.as_str(), *count))
    }

    /// How often this kind of change was made.
    pub fn count(&self, change: Change) -> usize {
        self.iter().filter(|(own, ..)| *own == change).map(|(.., count)| count).sum()
    }

    pub(super) fn add(&mut self, change: Change, name: &str, count: usize) {
        if count == 0 {
            return;
        }
        let key = (change, name.to_string());
        let key = if self.changes.len() < MAX_NAMES || self.changes.contains_key(&key) {
            key
        } else {
            (change, "…".to_string())
        };
        *self.changes.entry(key).or_default() += count;
    }
}

/// A line for each kind and name, then one for each attribute with unclear dates, and for what
/// will not be read.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let changes = self.iter().map(|(change, name, count)| change.line(name, count));
        let unclear = self.unclear_dates().map(|(name, count)| {
            format!("{name} that is no time that is sure, kept as it is: {count}")
        });
        let unread = self
            .unread()
            .map(|(program, what, count)| format!("{program} will not read {what}: {count}"));
        let lines: Vec<String> = changes.chain(unclear).chain(unread).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl Change {
    /// What was done to what, and how often.
    fn line(self, name: &str, count: usize) -> String {
        match self {
            Change::AttributeMoved => {
                format!("attribute {name} moved to prop x-attr-{name}: {count}")
            }
            Change::AttributeLeftOut => format!("attribute {name} left out: {count}"),
            Change::ElementMoved => {
                format!("element <{name}> moved to prop x-element-{name}: {count}")
            }
            Change::PropTyped => format!("prop given the type {name}: {count}"),
            Change::CodeReplaced => format!("<{name}> kept as native code: {count}"),
            Change::CodePaired => format!("<{name}> paired anew: {count}"),
            Change::CodeLinked => format!("<{name}> given an x: {count}"),
            Change::CharacterLeftOut => {
                format!("characters left out that XML cannot hold: {count}")
            }
            Change::LanguageChanged => format!("language tag '{name}' made valid: {count}"),
            Change::HeaderCompleted => format!("header attribute {name} added: {count}"),
            Change::DateRewritten => format!("{name} written as YYYYMMDDThhmmssZ: {count}"),
            Change::DateCompleted => format!("{name} of the unit repeated in a variant: {count}"),
            Change::ToolReplaced => format!("tool name {name} replaced: {count}"),
            Change::CodeLeftOut => format!("<{name}> left out of plain text: {count}"),
            Change::UnitLeftOut => format!("units without a text left out: {count}"),
        }
    }
}
