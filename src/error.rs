//! The one error type: what went wrong, in which file, at which place, and what to do about it.
//!
//! Layer 0. Every room returns [`Error`]; the command line prints it and exits with 2. An error is
//! for the person who typed the command: it names the file as they named it, a line and column
//! where there is one, and a cure.

use std::fmt;
use std::path::{Path, PathBuf};

/// Shorthand for results of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What kind of thing went wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Kind {
    /// The operating system refused: missing file, no permission, disk full.
    #[error("{0}")]
    Io(#[source] std::io::Error),
    /// The input holds no text.
    #[error("the file is empty")]
    Empty,
    /// The input is not text (an image, an archive, a program).
    #[error("this is not a text file: {0}")]
    Binary(&'static str),
    /// The bytes cannot be read in the encoding that was found or asked for.
    #[error("the text cannot be read as {encoding}")]
    Encoding {
        /// Name of the encoding, as in the WHATWG Encoding Standard.
        encoding: &'static str,
    },
    /// The text is in another language than its place in the command says.
    #[error("expected {expected} text, but this looks like {found}")]
    WrongLanguage {
        /// English name of the language that was expected.
        expected: &'static str,
        /// English name of what was found.
        found: &'static str,
    },
    /// The input breaks the rules of its format.
    #[error("{0}")]
    Malformed(String),
    /// The input is of a kind, or asks for something, that is not supported.
    #[error("{0}")]
    Unsupported(String),
    /// A name (of a shipped glossary, an encoding, a language) is not known.
    #[error("unknown {what} '{name}'")]
    Unknown {
        /// What the name should name: "glossary", "encoding".
        what: &'static str,
        /// The name as given.
        name: String,
    },
    /// The arguments or inputs do not fit together.
    #[error("{0}")]
    Usage(String),
    /// The work was stopped by the user (Ctrl-C).
    #[error("interrupted")]
    Interrupted,
}

/// Where in a file: each part is absent where it makes no sense.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    /// Line, counted from 1.
    pub line: Option<usize>,
    /// Column in characters, counted from 1.
    pub column: Option<usize>,
    /// Translation unit, counted from 1.
    pub unit: Option<usize>,
}

/// An error with its file, place and cure.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: Kind,
    path: Option<PathBuf>,
    place: Place,
    cure: Option<String>,
}

impl Error {
    /// An error of this kind, with no file or place yet.
    pub fn new(kind: Kind) -> Self {
        Error(Box::new(Inner { kind, path: None, place: Place::default(), cure: None }))
    }

    /// A fault in the format of an input.
    pub fn malformed(message: impl Into<String>) -> Self {
        Error::new(Kind::Malformed(message.into()))
    }

    /// Arguments or inputs that do not fit together.
    pub fn usage(message: impl Into<String>) -> Self {
        Error::new(Kind::Usage(message.into()))
    }

    /// An operating system error on a file, with what can be done about the common ones.
    pub fn io(path: impl AsRef<Path>, source: std::io::Error) -> Self {
        let cure = match source.kind() {
            std::io::ErrorKind::NotFound => Some("check the path and the spelling of the name"),
            std::io::ErrorKind::PermissionDenied => Some("see who may read and write it: ls -l"),
            std::io::ErrorKind::StorageFull => Some("free some space and run the command again"),
            _ => None,
        };
        let error = Error::new(Kind::Io(source)).in_file(path);
        match cure {
            Some(cure) => error.cure(cure),
            None => error,
        }
    }

    /// A failure while reading: the error that a reader further in passed on, as [`Stream`] does,
    /// or that of the operating system.
    ///
    /// [`Stream`]: crate::text::decode::Stream
    pub fn reading(source: std::io::Error) -> Self {
        match source.downcast::<Error>() {
            Ok(error) => error,
            Err(source) => Error::new(Kind::Io(source)),
        }
    }

    /// Adds the file, unless one is already named.
    #[must_use]
    pub fn in_file(mut self, path: impl AsRef<Path>) -> Self {
        self.0.path.get_or_insert_with(|| path.as_ref().to_path_buf());
        self
    }

    /// Sets the line (from 1).
    #[must_use]
    pub fn at_line(mut self, line: usize) -> Self {
        self.0.place.line = Some(line);
        self
    }

    /// Sets the line and the column in characters (both from 1).
    #[must_use]
    pub fn at(mut self, line: usize, column: usize) -> Self {
        self.0.place.line = Some(line);
        self.0.place.column = Some(column);
        self
    }

    /// Sets the translation unit (from 1).
    #[must_use]
    pub fn in_unit(mut self, unit: usize) -> Self {
        self.0.place.unit = Some(unit);
        self
    }

    /// Says what the user can do about it: a clause that begins with a verb.
    #[must_use]
    pub fn cure(mut self, cure: impl Into<String>) -> Self {
        self.0.cure = Some(cure.into());
        self
    }

    /// What went wrong.
    pub fn kind(&self) -> &Kind {
        &self.0.kind
    }

    /// The file, if the error is about one.
    pub fn path(&self) -> Option<&Path> {
        self.0.path.as_deref()
    }

    /// The place in the file.
    pub fn place(&self) -> Place {
        self.0.place
    }
}

/// `path:line:column: unit N: message`, then the cure on a line of its own.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { kind, path, place, cure } = &*self.0;
        if let Some(path) = path {
            write!(f, "{}", path.display())?;
            if let Some(line) = place.line {
                write!(f, ":{line}")?;
                if let Some(column) = place.column {
                    write!(f, ":{column}")?;
                }
            }
            write!(f, ": ")?;
        } else if let Some(line) = place.line {
            write!(f, "line {line}: ")?;
        }
        if let Some(unit) = place.unit {
            write!(f, "unit {unit}: ")?;
        }
        write!(f, "{kind}")?;
        if let Some(cure) = cure {
            write!(f, "\n  help: {cure}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0.kind {
            Kind::Io(source) => Some(source),
            _ => None,
        }
    }
}

/// For readers that stand between a file and another reader; [`Error::reading`] takes it out again.
impl From<Error> for std::io::Error {
    fn from(error: Error) -> Self {
        std::io::Error::new(std::io::ErrorKind::InvalidData, error)
    }
}

impl From<Kind> for Error {
    fn from(kind: Kind) -> Self {
        Error::new(kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_file_place_and_cure() {
        let error = Error::malformed("this line has no target")
            .at_line(12)
            .in_file("용어.tsv")
            .cure("write source<TAB>target");
        assert_eq!(
            error.to_string(),
            "용어.tsv:12: this line has no target\n  help: write source<TAB>target"
        );
    }

    #[test]
    fn an_error_survives_the_way_through_a_reader() {
        let error = Error::malformed("this line has no target").at_line(12);
        let text = error.to_string();
        assert_eq!(Error::reading(error.into()).to_string(), text);
        let other = Error::reading(std::io::ErrorKind::NotFound.into());
        assert!(matches!(other.kind(), Kind::Io(_)));
    }

    #[test]
    fn the_innermost_file_name_stays() {
        let error = Error::new(Kind::Empty).in_file("a.txt").in_file("list.tsv");
        assert_eq!(error.to_string(), "a.txt: the file is empty");
    }
}
