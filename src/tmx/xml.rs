//! Checked XML tokens: what a strict XML 1.0 parser would refuse is refused here, or repaired.
//!
//! A [`Scanner`] goes over a window of a file's text. When the window ends before the file does,
//! it stops as [`Stop::Starved`], and is begun anew on a larger window. Entities beyond the five
//! of XML are never expanded, and nothing outside the file is read. Line ends and attribute values
//! get the form XML 1.0 (sections 2.11, 3.3.3) gives them.
//!
//! A strict scanner stops at the first fault. A lenient one puts it right, where it can, and takes
//! down what it did.

mod bytes;
mod tag;
mod text;

use std::borrow::Cow;

use self::bytes::is_blank;
use super::repair::Fix;
use super::spares::Spares;
use crate::error::Error;
use crate::unit::Attributes;

/// How deep elements may stand in each other. Real files stay under ten.
const MAX_DEPTH: usize = 64;
/// How many attributes an element may have. Real files stay under thirty.
const MAX_ATTRIBUTES: usize = 256;
/// How long the name of an entity may be.
const MAX_ENTITY: usize = 40;

/// A piece of a document.
#[derive(Debug)]
pub(super) enum Token<'a> {
    /// A start tag; an empty element is a start tag and an end tag.
    Start(Tag<'a>),
    /// The end tag of the element that began last.
    End,
    /// Text; that of one element may come in several pieces.
    Text(Cow<'a, str>),
    /// The end of the file, after the root element.
    Eof,
}

/// A start tag.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    /// Name of the element, less the prefix that stands for TMX.
    pub name: &'a str,
    /// Its attributes.
    pub attributes: Attributes,
    /// The byte of the window at which it begins.
    pub at: usize,
}

/// Why a scanner stops.
#[derive(Debug)]
pub(super) enum Stop {
    /// The window ends before the item does.
    Starved,
    /// The text is not well-formed at this byte of the window.
    Fault(usize, Error),
}

/// What a scanner took down on its way, and the byte of the window.
#[derive(Debug)]
pub(super) enum Notice {
    /// A fault was put right.
    Repaired(String, Fix),
    /// An element was left out, as nothing can hold it.
    Skipped(String),
    /// A note or prop holds elements, whose markup was read as text.
    MarkupInText(&'static str),
}

type Result<T> = std::result::Result<T, Stop>;

/// What is known of the file when a scanner begins.
#[derive(Debug, Clone, Default)]
pub(super) struct Context {
    /// Names of the open elements, as written.
    pub open: Vec<String>,
    /// What stands before the names of TMX elements (`tmx:`); often empty.
    pub prefix: String,
    /// Whether the root element has come.
    pub rooted: bool,
    /// Whether faults are put right.
    pub lenient: bool,
}

/// What a scanner leaves behind.
pub(super) struct Scanned {
    /// The byte of the window after the last token.
    pub at: usize,
    /// What the next scanner has to know; `None` when nothing changed.
    pub context: Option<Context>,
    pub notices: Vec<(usize, Notice)>,
}

/// Goes over a window of text.
pub(super) struct Scanner<'a> {
    text: &'a str,
    /// The next byte.
    at: usize,
    /// Whether the file goes on after the window.
    partial: bool,
    /// Whether runs of text are to be looked at character by character.
    careful: bool,
    lenient: bool,
    open: Vec<&'a str>,
    /// How many of the open elements the item is in.
    depth: usize,
    prefix: Cow<'a, str>,
    rooted: bool,
    was_rooted: bool,
    /// Whether an empty element's end is still to be told.
    pending_end: bool,
    /// The beginning of the last token.
    token: usize,
    pub notices: Vec<(usize, Notice)>,
    /// What tokens and the parts of units are made in.
    pub spares: &'a mut Spares,
}

impl<'a> Scanner<'a> {
    /// A scanner over the text. `partial` when the file goes on after it, `careful` when it may
    /// hold illegal characters, carriage returns or `]]>`.
    pub(super) fn new(
        text: &'a str,
        context: &'a Context,
        spares: &'a mut Spares,
        partial: bool,
        careful: bool,
    ) -> Self {
        let mut open = spares.names();
        open.extend(context.open.iter().map(String::as_str));
        Scanner {
            text,
            at: 0,
            partial,
            careful: careful || context.lenient,
            lenient: context.lenient,
            depth: open.len(),
            open,
            prefix: Cow::Borrowed(&context.prefix),
            rooted: context.rooted,
            was_rooted: context.rooted,
            pending_end: false,
            token: 0,
            notices: Vec::new(),
            spares,
        }
    }

    /// The byte after the last token.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// The byte at which the last token begins.
    pub(super) fn token(&self) -> usize {
        self.token
    }

    /// Whether the window begins at the beginning of the file, as far as the scanner knows.
    fn at_start(&self) -> bool {
        self.at == 0 && !self.rooted
    }

    /// Ends the scanner where it stands.
    pub(super) fn finish(self) -> Scanned {
        let is_changed = self.open.len() != self.depth || self.rooted != self.was_rooted;
        let context = is_changed.then(|| Context {
            open: self.open.iter().map(|name| name.to_string()).collect(),
            prefix: self.prefix.to_string(),
            rooted: self.rooted,
            lenient: self.lenient,
        });
        self.spares.keep_names(self.open);
        Scanned { at: self.at, context, notices: self.notices }
    }

    /// Whether an element of this name is open, less the prefix.
    pub(super) fn is_inside(&self, name: &str) -> bool {
        self.open.iter().any(|open| open.strip_prefix(&*self.prefix) == Some(name))
    }

    /// Whether faults are put right.
    pub(super) fn is_lenient(&self) -> bool {
        self.lenient
    }

    /// Takes down what was done about a fault; a strict scanner stops.
    pub(super) fn fault(&mut self, at: usize, error: Error, fix: Fix) -> Result<()> {
        if !self.lenient {
            return Err(Stop::Fault(at, error));
        }
        self.notices.push((at, Notice::Repaired(error.kind().to_string(), fix)));
        Ok(())
    }

    /// The next token. Comments, processing instructions, the declaration and the document type
    /// are passed over.
    ///
    /// # Errors
    /// [`Stop::Fault`] for all that is not well-formed, with the byte and a cure.
    #[inline]
    pub(super) fn next(&mut self) -> Result<Token<'a>> {
        if self.pass_end() { Ok(Token::End) } else { self.begun() }
    }

    /// The next token, if it is not the end of an element just as nearly all are.
    fn begun(&mut self) -> Result<Token<'a>> {
        loop {
            self.token = self.at;
            let token = match self.text.as_bytes().get(self.at) {
                None => return self.end_of_text(),
                Some(b'<') => self.markup()?,
                Some(b'&') => Some(Token::Text(self.reference()?)),
                Some(_) => Some(Token::Text(self.run()?)),
            };
            match token {
                Some(Token::Text(text)) if self.open.is_empty() => self.check_outside(&text)?,
                Some(token) => return Ok(token),
                None => {}
            }
        }
    }

    /// Passes over the end tag of the element that is open, if that is next and written as nearly
    /// all are, or the tag was that of an empty element.
    #[inline]
    fn pass_end(&mut self) -> bool {
        let Some(open) = self.open.last() else { return false };
        let rest = &self.text.as_bytes()[self.at..];
        if !std::mem::take(&mut self.pending_end) {
            let [b'<', b'/', name @ ..] = rest else { return false };
            let Some([b'>', ..]) = name.strip_prefix(open.as_bytes()) else { return false };
            self.token = self.at;
            self.at += open.len() + 3;
        }
        self.open.pop();
        true
    }

    /// Passes over blanks before markup, where nothing but elements is looked for.
    pub(super) fn pass_blanks(&mut self) {
        if !self.pending_end {
            let rest = &self.text.as_bytes()[self.at..];
            let blanks = rest.iter().position(|byte| !is_blank(*byte)).unwrap_or_default();
            self.at += if rest.get(blanks) == Some(&b'<') { blanks } else { 0 };
        }
    }

    fn end_of_text(&mut self) -> Result<Token<'a>> {
        match self.open.last() {
            _ if self.partial => Err(Stop::Starved),
            Some(_) => Err(self.cut_off()),
            None if !self.rooted => {
                let error = Error::malformed("this file holds no XML element")
                    .cure("check that it is the TMX file that was meant");
                Err(Stop::Fault(self.at, error))
            }
            None => Ok(Token::Eof),
        }
    }

    /// What is meant to end does not: there is more to come, or the file is cut off.
    fn cut_off(&self) -> Stop {
        if self.partial {
            return Stop::Starved;
        }
        let error = match self.open.last() {
            Some(name) => Error::malformed(format!("the file ends inside <{name}>")),
            None => Error::malformed("the file ends inside a tag"),
        };
        Stop::Fault(self.token, error.cure("get the whole file again: its end is missing"))
    }

    /// Outside of the root element only white space may stand.
    fn check_outside(&mut self, text: &str) -> Result<()> {
        let other = text.find(|c: char| !matches!(c, ' ' | '\t' | '\r' | '\n'));
        let Some(index) = other else { return Ok(()) };
        let error = Error::malformed("text outside of the root element");
        // What is no XML at all cannot be put right.
        if !self.rooted {
            return Err(Stop::Fault(
                self.token + index,
                error.cure("check that this is a TMX file"),
            ));
        }
        self.fault(self.token + index, error.cure("delete it"), Fix::LeftOut)
    }
}

/// Whether this is a name, by and large: XML 1.0 section 2.3, all letters of other scripts taken
/// for good.
fn is_name(name: &str) -> bool {
    let starts = |c: char| c.is_alphabetic() || c == '_' || c == ':';
    name.starts_with(starts)
        && name.chars().all(|c| starts(c) || c.is_alphanumeric() || matches!(c, '-' | '.' | '·'))
}
