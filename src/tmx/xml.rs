//! Checked XML tokens: what a strict XML 1.0 parser would refuse is refused here.
//!
//! `quick-xml` finds the markup. It lets pass what is not well-formed in other ways, so this
//! module checks characters, entities, attributes, nesting and the end of the file, and brings
//! line ends and attribute values into the form XML 1.0 (sections 2.11, 3.3.3) gives them.
//! Entities beyond the five of XML are never expanded, and nothing outside the file is read.

use std::borrow::Cow;
use std::io::BufRead;

use quick_xml::errors::{Error as XmlError, IllFormedError, SyntaxError};
use quick_xml::events::{BytesStart, Event};

use super::source::{Fault, Position, Source, advance};
use crate::error::{Error, Kind, Place, Result};
use crate::unit::Attributes;
use crate::unit::markup::is_xml_char;

/// How deep elements may stand in each other. Real files stay under ten.
const MAX_DEPTH: usize = 64;
/// How many attributes an element may have. Real files stay under thirty.
const MAX_ATTRIBUTES: usize = 256;

/// A piece of a document.
#[derive(Debug)]
pub(super) enum Token {
    /// A start tag; an empty element is a start tag and an end tag.
    Start(Tag),
    /// The end tag of the element that began last.
    End,
    /// Text, to be had from [`Tokens::text`]; that of one element may come in several pieces.
    Text,
    /// The end of the file, after the root element.
    Eof,
}

/// A start tag.
#[derive(Debug)]
pub(super) struct Tag {
    /// Name of the element, less the prefix that stands for TMX.
    pub name: Name,
    /// Its attributes.
    pub attributes: Attributes,
    /// Where it begins.
    pub place: Place,
}

/// The name of an element; that of one TMX has needs no allocation.
pub(super) type Name = Cow<'static, str>;

/// The elements of TMX.
const ELEMENTS: &[&str] = &[
    "tu", "tuv", "seg", "prop", "note", "bpt", "ept", "ph", "it", "hi", "sub", "ut", "tmx",
    "header", "body", "ude", "map",
];

/// A stream of tokens.
pub(super) struct Tokens<R> {
    reader: quick_xml::Reader<Source<R>>,
    buffer: Vec<u8>,
    /// The text of the last [`Token::Text`].
    text: String,
    /// Names of the open elements, as written.
    open: Vec<Name>,
    /// What stands before the names of TMX elements (`tmx:`); often empty.
    prefix: String,
    /// Whether the root element has come.
    rooted: bool,
}

impl<R: BufRead> Tokens<R> {
    pub(super) fn new(source: Source<R>) -> Self {
        let mut reader = quick_xml::Reader::from_reader(source);
        reader.config_mut().expand_empty_elements = true;
        Tokens {
            reader,
            buffer: Vec::new(),
            text: String::new(),
            open: Vec::new(),
            prefix: String::new(),
            rooted: false,
        }
    }

    /// Says that a new item begins, for the bound on its size.
    pub(super) fn begin_item(&mut self) {
        self.reader.get_mut().begin_item();
    }

    /// Where the last token begins.
    pub(super) fn place(&mut self) -> Place {
        place(self.reader.get_mut().marked())
    }

    /// The text of the last [`Token::Text`], references resolved.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The next token. Comments, processing instructions, the declaration and the document type
    /// are passed over.
    ///
    /// # Errors
    /// [`Kind::Malformed`] with line and column for all that is not well-formed;
    /// [`Kind::Encoding`], [`Kind::Io`].
    pub(super) fn next(&mut self) -> Result<Token> {
        loop {
            self.buffer.clear();
            self.reader.get_mut().mark();
            let event = self.reader.read_event_into(&mut self.buffer);
            // Positions are worked out for start tags and faults only.
            let source = self.reader.get_mut();
            let event = match event {
                Ok(event) => event,
                Err(error) => return Err(explain(error, source.marked(), &self.open)),
            };
            if let Some((index, c)) = illegal_character(&event) {
                return Err(illegal(&event, index, c, source.marked()));
            }
            let outside = self.open.is_empty();
            match event {
                Event::Start(tag) => {
                    let start = source.marked();
                    if outside && std::mem::replace(&mut self.rooted, true) {
                        return Err(at("a second root element", start));
                    }
                    let name = element_name(&tag, start)?;
                    let attributes = attributes_of(&tag, start)?;
                    return self.open(name, attributes, start).map(Token::Start);
                }
                Event::End(_) => {
                    self.open.pop();
                    return Ok(Token::End);
                }
                Event::Text(text) if outside => check_outside(&text, source)?,
                Event::GeneralRef(_) | Event::CData(_) if outside => {
                    return Err(at("text outside of the root element", source.marked()));
                }
                Event::Text(text) => {
                    check_text(&text, source)?;
                    return Ok(say(&mut self.text, &normal_line_ends(&text)));
                }
                Event::CData(text) => return Ok(say(&mut self.text, &normal_line_ends(&text))),
                Event::GeneralRef(name) => {
                    let c = resolve(&name).map_err(|error| {
                        let (line, column) = source.marked();
                        error.at(line, column)
                    })?;
                    return Ok(say(&mut self.text, c.encode_utf8(&mut [0; 4])));
                }
                Event::Decl(_) if source.marked() != (1, 1) => {
                    let error = at("the XML declaration is not at the start", source.marked());
                    return Err(error.cure("delete what stands before '<?xml'"));
                }
                Event::Eof => return self.end_of_file(),
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) | Event::DocType(_) => {}
                // Empty elements come as a start and an end.
                Event::Empty(_) => {}
            }
        }
    }

    fn open(&mut self, name: Name, attributes: Attributes, start: Position) -> Result<Tag> {
        if self.open.len() == MAX_DEPTH {
            return Err(at(format!("more than {MAX_DEPTH} elements inside each other"), start));
        }
        if self.open.is_empty()
            && let Some((prefix, _)) = name.split_once(':')
        {
            self.prefix = format!("{prefix}:");
        }
        let own = match name.strip_prefix(self.prefix.as_str()) {
            Some(own) if own.len() < name.len() => name_of(own),
            _ => name.clone(),
        };
        self.open.push(name);
        Ok(Tag { name: own, attributes, place: place(start) })
    }

    fn end_of_file(&mut self) -> Result<Token> {
        let start = self.reader.get_mut().marked();
        match self.open.last() {
            Some(name) => Err(cut_off(name, start)),
            None if !self.rooted => Err(at("this file holds no XML element", start)
                .cure("check that it is the TMX file that was meant")),
            None => Ok(Token::Eof),
        }
    }
}

fn say(own: &mut String, text: &str) -> Token {
    own.clear();
    own.push_str(text);
    Token::Text
}

/// An error at a position.
fn at(message: impl Into<String>, (line, column): Position) -> Error {
    Error::malformed(message).at(line, column)
}

fn place((line, column): Position) -> Place {
    Place { line: Some(line), column: Some(column), unit: None }
}

fn cut_off(name: &str, position: Position) -> Error {
    at(format!("the file ends inside <{name}>"), position)
        .cure("get the whole file again: its end is missing")
}

/// Puts what `quick-xml` found into words.
fn explain(error: XmlError, start: Position, open: &[Name]) -> Error {
    let (line, column) = start;
    match error {
        XmlError::Io(io) => {
            match io.get_ref().and_then(|inner| inner.downcast_ref::<Fault>()) {
                Some(Fault::Encoding(encoding)) => Error::new(Kind::Encoding { encoding }),
                Some(fault @ Fault::TooLarge) => Error::malformed(fault.to_string()),
                None => Error::new(Kind::Io(std::io::Error::new(io.kind(), io.to_string()))),
            }
        }
        .at(line, column),
        XmlError::Encoding(_) => Error::new(Kind::Encoding { encoding: "UTF-8" }).at(line, column),
        XmlError::IllFormed(IllFormedError::UnclosedReference) => {
            at("a bare '&' in the text", start).cure("write it as &amp;")
        }
        XmlError::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
            at(format!("</{found}> closes <{expected}>"), start)
        }
        XmlError::IllFormed(IllFormedError::UnmatchedEndTag(name)) => {
            at(format!("</{name}> closes nothing"), start)
        }
        XmlError::Syntax(fault) if fault != SyntaxError::InvalidBangMarkup => match open.last() {
            Some(name) => cut_off(name, start),
            None => at(fault.to_string(), start),
        },
        other => at(other.to_string(), start),
    }
}

/// The first character in the raw event that XML 1.0 does not allow anywhere, and its byte.
fn illegal_character(event: &Event<'_>) -> Option<(usize, char)> {
    let raw: &str = event;
    // Nearly all text has none of the bytes that illegal characters begin with; without a branch
    // per byte the compiler looks at many at a time.
    let is_suspect =
        |b: u8| ((b < b' ') & (b != b'\t') & (b != b'\n') & (b != b'\r')) | (b == 0xEF);
    if raw.bytes().fold(false, |found, byte| found | is_suspect(byte)) {
        raw.char_indices().find(|(_, c)| !is_xml_char(*c))
    } else {
        None
    }
}

fn illegal(event: &Event<'_>, index: usize, c: char, start: Position) -> Error {
    // What stands before the raw content of the event.
    let opening: &[u8] = match event {
        Event::Start(_) | Event::Empty(_) => b"<",
        Event::GeneralRef(_) => b"&",
        Event::End(_) => b"</",
        Event::PI(_) | Event::Decl(_) => b"<?",
        Event::Comment(_) => b"<!--",
        Event::CData(_) => b"<![CDATA[",
        Event::DocType(_) => b"<!DOCTYPE ",
        Event::Text(_) | Event::Eof => b"",
    };
    let raw: &str = event;
    let position = advance(advance(start, opening), &raw.as_bytes()[..index]);
    at(format!("the character U+{:04X} cannot stand in XML", u32::from(c)), position)
        .cure("delete the character")
}

/// The name in a start tag. A bare `<` looks like a tag to the parser, without a proper name.
fn element_name(tag: &BytesStart<'_>, start: Position) -> Result<Name> {
    let name = name_of(tag.name().into_inner());
    if matches!(name, Cow::Borrowed(_)) || is_name(&name) {
        Ok(name)
    } else {
        Err(at("a bare '<' in the text", start).cure("write it as &lt;"))
    }
}

fn name_of(written: &str) -> Name {
    // Comparing the first letter first is cheaper than a call per element of the table.
    let first = written.as_bytes().first();
    let is_it = |element: &&&str| element.as_bytes().first() == first && **element == written;
    match ELEMENTS.iter().find(is_it) {
        Some(element) => Cow::Borrowed(element),
        None => Cow::Owned(written.to_string()),
    }
}

/// Whether this is a name, by and large: XML 1.0 section 2.3, all letters of other scripts taken
/// for good.
fn is_name(name: &str) -> bool {
    let starts = |c: char| c.is_alphabetic() || c == '_' || c == ':';
    name.starts_with(starts)
        && name.chars().all(|c| starts(c) || c.is_alphanumeric() || matches!(c, '-' | '.' | '·'))
}

fn attributes_of(tag: &BytesStart<'_>, start: Position) -> Result<Attributes> {
    let mut attributes = Attributes::default();
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(|fault| {
            let name = tag.name().into_inner().to_string();
            at(format!("in <{name}>: {fault}"), start)
        })?;
        let name = attribute.key.into_inner();
        if !is_name(name) {
            return Err(at(format!("'{name}' cannot be the name of an attribute"), start));
        }
        if attributes.get(name).is_some() {
            return Err(at(format!("the attribute {name} comes twice"), start));
        }
        if attributes.len() == MAX_ATTRIBUTES {
            return Err(at(format!("more than {MAX_ATTRIBUTES} attributes"), start));
        }
        let value =
            attribute_value(&attribute.value).map_err(|error| error.at(start.0, start.1))?;
        attributes.set(name, value);
    }
    Ok(attributes)
}

/// Resolves references, makes blanks of white space (XML 1.0 section 3.3.3).
fn attribute_value(raw: &str) -> Result<String> {
    let mut value = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(index) = rest.find(['&', '<', '\t', '\n', '\r']) {
        value.push_str(&rest[..index]);
        let (special, after) = rest[index..].split_at(1);
        rest = match special {
            "<" => return Err(Error::malformed("a bare '<' in an attribute").cure("write &lt;")),
            "&" => {
                let Some((name, after)) = after.split_once(';') else {
                    let error = Error::malformed("a bare '&' in an attribute");
                    return Err(error.cure("write it as &amp;"));
                };
                value.push(resolve(name)?);
                after
            }
            _ => {
                value.push(' ');
                if special == "\r" { after.strip_prefix('\n').unwrap_or(after) } else { after }
            }
        };
    }
    value.push_str(rest);
    Ok(value)
}

/// The character a reference stands for: one of XML's five, or a number.
fn resolve(name: &str) -> Result<char> {
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "apos" => '\'',
        "quot" => '"',
        _ => match name.strip_prefix('#') {
            Some(number) => return resolve_number(number),
            None if is_name(name) => {
                let message = format!("the entity &{name}; is none of the five of XML");
                let cure = match name {
                    "nbsp" => "write &#xA0; in its place",
                    _ => "write the character or text itself in its place",
                };
                return Err(Error::malformed(message).cure(cure));
            }
            None => {
                return Err(Error::malformed("a bare '&' in the text").cure("write it as &amp;"));
            }
        },
    };
    Ok(c)
}

fn resolve_number(number: &str) -> Result<char> {
    let (digits, radix) = match number.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    let all_digits = digits.chars().all(|c| c.is_digit(radix));
    let code = u32::from_str_radix(digits, radix).ok().filter(|_| all_digits);
    code.and_then(char::from_u32).filter(|c| is_xml_char(*c)).ok_or_else(|| {
        Error::malformed(format!("&#{number}; stands for no character that XML can hold"))
            .cure("delete the reference")
    })
}

/// Line ends as a line feed each (XML 1.0 section 2.11).
fn normal_line_ends(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// `]]>` must not stand in text (XML 1.0 section 2.4).
fn check_text<R>(text: &str, source: &mut Source<R>) -> Result<()> {
    let end = if text.contains('>') { text.find("]]>") } else { None };
    let Some(index) = end else { return Ok(()) };
    let position = advance(source.marked(), &text.as_bytes()[..index]);
    Err(at("']]>' in the text", position).cure("write it as ]]&gt;"))
}

/// Outside of the root element only white space may stand.
fn check_outside<R>(text: &str, source: &mut Source<R>) -> Result<()> {
    let other = text.find(|c: char| !matches!(c, ' ' | '\t' | '\r' | '\n'));
    let Some(index) = other else { return Ok(()) };
    let position = advance(source.marked(), &text.as_bytes()[..index]);
    Err(at("text outside of the root element", position).cure("check that this is a TMX file"))
}
