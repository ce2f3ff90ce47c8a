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

use std::borrow::Cow;

use memchr::{memchr, memchr2, memmem};

use self::bytes::is_blank;
use super::repair::Fix;
use super::spares::Spares;
use crate::error::Error;
use crate::unit::Attributes;
use crate::unit::markup::is_xml_char;

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
        let mut open = Vec::with_capacity(context.open.len() + 6);
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

    /// What the next scanner has to know; `None` when nothing changed.
    pub(super) fn context(&self) -> Option<Context> {
        (self.open.len() != self.depth || self.rooted != self.was_rooted).then(|| Context {
            open: self.open.iter().map(|name| name.to_string()).collect(),
            prefix: self.prefix.to_string(),
            rooted: self.rooted,
            lenient: self.lenient,
        })
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
    pub(super) fn next(&mut self) -> Result<Token<'a>> {
        if std::mem::take(&mut self.pending_end) {
            self.open.pop();
            return Ok(Token::End);
        }
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

    /// Text up to the next markup or reference.
    fn run(&mut self) -> Result<Cow<'a, str>> {
        let start = self.at;
        let rest = &self.text[start..];
        let end = match memchr2(b'<', b'&', rest.as_bytes()) {
            Some(end) => end,
            None if self.partial => return Err(Stop::Starved),
            None => rest.len(),
        };
        self.at += end;
        self.examine(start, &rest[..end], false)
    }

    /// Checks a run of text, which begins at the byte, and brings its line ends into form.
    fn examine(&mut self, at: usize, run: &'a str, is_cdata: bool) -> Result<Cow<'a, str>> {
        if !self.careful {
            return Ok(Cow::Borrowed(run));
        }
        if !is_cdata && let Some(index) = memmem::find(run.as_bytes(), b"]]>") {
            let error = Error::malformed("']]>' in the text").cure("write it as ]]&gt;");
            self.fault(at + index, error, Fix::Escaped)?;
        }
        let legal = self.legal(at, run)?;
        Ok(if legal.contains('\r') {
            Cow::Owned(legal.replace("\r\n", "\n").replace('\r', "\n"))
        } else {
            legal
        })
    }

    /// The text without the characters that XML 1.0 does not allow anywhere, each a fault.
    fn legal(&mut self, at: usize, run: &'a str) -> Result<Cow<'a, str>> {
        if !self.careful {
            return Ok(Cow::Borrowed(run));
        }
        let mut found = false;
        for (index, c) in run.char_indices().filter(|(_, c)| !is_xml_char(*c)) {
            let message = format!("the character U+{:04X} cannot stand in XML", u32::from(c));
            let error = Error::malformed(message).cure("delete the character");
            self.fault(at + index, error, Fix::Deleted)?;
            found = true;
        }
        Ok(match found {
            true => Cow::Owned(run.chars().filter(|c| is_xml_char(*c)).collect()),
            false => Cow::Borrowed(run),
        })
    }

    /// What the reference at the next byte stands for.
    fn reference(&mut self) -> Result<Cow<'a, str>> {
        let rest = &self.text[self.at + 1..];
        let (text, length) = match entity(rest) {
            None if self.partial && rest.len() < MAX_ENTITY => return Err(Stop::Starved),
            found => self.resolve(self.at, found, "text")?,
        };
        self.at += length;
        Ok(text)
    }

    /// What a reference at the byte stands for, and its length in bytes with `&` and `;`. `name`
    /// is what stands between these, `None` when there is no end to it.
    fn resolve(
        &mut self,
        at: usize,
        name: Option<&str>,
        place: &str,
    ) -> Result<(Cow<'static, str>, usize)> {
        let bare = || {
            let message = match place {
                "text" => "a bare '&' in the text".to_string(),
                _ => format!("a bare '&' in an {place}"),
            };
            Error::malformed(message).cure("write it as &amp;")
        };
        let Some(name) = name else {
            self.fault(at, bare(), Fix::Escaped)?;
            return Ok((Cow::Borrowed("&"), 1));
        };
        let length = name.len() + 2;
        if let Some(known) = known_entity(name) {
            return Ok((Cow::Borrowed(known), length));
        }
        if let Some(number) = name.strip_prefix('#') {
            if let Some(c) = character(number) {
                return Ok((Cow::Owned(c.to_string()), length));
            }
            let message = format!("&{name}; stands for no character that XML can hold");
            let error = Error::malformed(message).cure("delete the reference");
            self.fault(at, error, Fix::Deleted)?;
            return Ok((Cow::Borrowed(""), length));
        }
        if !is_name(name) {
            self.fault(at, bare(), Fix::Escaped)?;
            return Ok((Cow::Borrowed("&"), 1));
        }
        let error = Error::malformed(format!("the entity &{name}; is none of the five of XML"));
        let error = error.cure(match name {
            "nbsp" => "write &#xA0; in its place",
            _ => "write the character or text itself in its place",
        });
        match quick_xml::escape::resolve_html5_entity(name) {
            Some(text) => {
                self.fault(at, error, Fix::Resolved)?;
                Ok((Cow::Borrowed(text), length))
            }
            None => {
                self.fault(at, error, Fix::Escaped)?;
                Ok((Cow::Borrowed("&"), 1))
            }
        }
    }
}

/// What stands between `&` and `;` when the text begins after the `&`.
fn entity(rest: &str) -> Option<&str> {
    let bytes = &rest.as_bytes()[..rest.len().min(MAX_ENTITY)];
    memchr(b';', bytes).map(|end| &rest[..end])
}

/// The character of one of XML's five entities.
fn known_entity(name: &str) -> Option<&'static str> {
    Some(match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "apos" => "'",
        "quot" => "\"",
        _ => return None,
    })
}

/// The character of a number as in `&#...;`, if XML can hold it.
fn character(number: &str) -> Option<char> {
    let (digits, radix) = match number.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    let all_digits = digits.chars().all(|c| c.is_digit(radix));
    let code = u32::from_str_radix(digits, radix).ok().filter(|_| all_digits)?;
    char::from_u32(code).filter(|c| is_xml_char(*c))
}

/// Whether this is a name, by and large: XML 1.0 section 2.3, all letters of other scripts taken
/// for good.
fn is_name(name: &str) -> bool {
    let starts = |c: char| c.is_alphabetic() || c == '_' || c == ':';
    name.starts_with(starts)
        && name.chars().all(|c| starts(c) || c.is_alphanumeric() || matches!(c, '-' | '.' | '·'))
}
