//! Markup: tags with their attributes, comments, CDATA and what else begins with `<`.

use std::borrow::Cow;

use compact_str::CompactString;
use memchr::{memchr, memmem};

use super::bytes::{is_blank, plain_attribute, plain_name};
use super::text::{entity, known_reference};
use super::{Fix, MAX_ATTRIBUTES, MAX_DEPTH, Result, Scanner, Stop, Tag, Token, is_name};
use crate::error::Error;
use crate::unit::Attributes;

/// The elements of TMX.
const ELEMENTS: &[&str] = &[
    "tu", "tuv", "seg", "prop", "note", "bpt", "ept", "ph", "it", "hi", "sub", "ut", "tmx",
    "header", "body", "ude", "map",
];

impl<'a> Scanner<'a> {
    /// What begins with the `<` at the next byte; `None` for what is passed over.
    pub(super) fn markup(&mut self) -> Result<Option<Token<'a>>> {
        let rest = &self.text[self.at..];
        match rest.as_bytes().get(1) {
            None if self.partial => Err(Stop::Starved),
            Some(b'/') => self.end_tag(),
            Some(b'!') => self.declaration(rest),
            Some(b'?') => {
                if rest.starts_with("<?xml") && rest[5..].starts_with([' ', '\t', '\r', '\n']) {
                    self.check_declaration()?;
                }
                self.pass("?>", 2).map(|_| None)
            }
            _ => self.start_tag(),
        }
    }

    fn check_declaration(&mut self) -> Result<()> {
        if self.at_start() {
            return Ok(());
        }
        let error = Error::malformed("the XML declaration is not at the start");
        self.fault(self.at, error.cure("delete what stands before '<?xml'"), Fix::LeftOut)
    }

    /// A comment, a CDATA section or a document type.
    #[cold]
    fn declaration(&mut self, rest: &'a str) -> Result<Option<Token<'a>>> {
        if rest.starts_with("<!--") {
            return self.pass("-->", 4).map(|_| None);
        }
        if rest.starts_with("<![CDATA[") {
            let start = self.at + 9;
            let end = self.pass("]]>", 9)?;
            let text = &self.text[start..end];
            return self.examine(start, text, true).map(|text| Some(Token::Text(text)));
        }
        if rest.starts_with("<!DOCTYPE") {
            return self.doctype(rest).map(|()| None);
        }
        if self.partial && rest.len() < 9 {
            return Err(Stop::Starved);
        }
        if rest.len() < 9 && !self.lenient {
            return Err(self.cut_off());
        }
        self.bare()
    }

    /// Goes behind the ending, which is looked for `skip` bytes on; returns where it begins.
    fn pass(&mut self, ending: &str, skip: usize) -> Result<usize> {
        let from = (self.at + skip).min(self.text.len());
        let found = memmem::find(&self.text.as_bytes()[from..], ending.as_bytes());
        let end = from + found.ok_or_else(|| self.cut_off())?;
        self.legal(self.at, &self.text[self.at..end])?;
        self.at = end + ending.len();
        Ok(end)
    }

    /// Goes behind a document type with its internal subset, none of which is used.
    fn doctype(&mut self, rest: &str) -> Result<()> {
        let (mut quote, mut depth) = (None, 0_usize);
        for (index, byte) in rest.bytes().enumerate() {
            match (quote, byte) {
                (Some(open), _) if open == byte => quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'') => quote = Some(byte),
                (None, b'<') => depth += 1,
                (None, b'>') if depth == 1 => {
                    self.at += index + 1;
                    return Ok(());
                }
                (None, b'>') => depth -= 1,
                _ => {}
            }
        }
        Err(self.cut_off())
    }

    /// The end tag at the next byte.
    fn end_tag(&mut self) -> Result<Option<Token<'a>>> {
        let rest = &self.text[self.at + 2..];
        let end = memchr(b'>', rest.as_bytes()).ok_or_else(|| self.cut_off())?;
        let found = rest[..end].trim_ascii_end();
        let next = self.at + 2 + end + 1;
        let error = match self.open.last() {
            Some(open) if *open == found => {
                self.open.pop();
                self.at = next;
                return Ok(Some(Token::End));
            }
            Some(open) => Error::malformed(format!("</{found}> closes <{open}>")),
            None => Error::malformed(format!("</{found}> closes nothing")),
        };
        if self.open.contains(&found) {
            self.fault(self.at, error, Fix::Closed)?;
            self.open.pop();
            return Ok(Some(Token::End));
        }
        self.fault(self.at, error, Fix::LeftOut)?;
        self.at = next;
        Ok(None)
    }

    /// The start tag at the next byte.
    fn start_tag(&mut self) -> Result<Option<Token<'a>>> {
        let start = self.at;
        let rest = &self.text.as_bytes()[start + 1..];
        let ends = |b: &u8| is_blank(*b) || matches!(b, b'>' | b'/' | b'<');
        let plain = plain_name(rest);
        let is_plain = plain > 0 && rest.get(plain).is_some_and(ends);
        let length = if is_plain { Some(plain) } else { rest.iter().position(ends) };
        let name = match length {
            Some(length) => &self.text[start + 1..start + 1 + length],
            None if self.partial => return Err(Stop::Starved),
            None => &self.text[start + 1..],
        };
        if !is_plain && !is_name(name) {
            return self.bare();
        }
        let taken_down = self.notices.len();
        self.at = start + 1 + name.len();
        let read = match rest.get(name.len()) {
            Some(b'>') => {
                self.at += 1;
                Ok((Attributes::default(), false))
            }
            _ => self.attributes(name),
        };
        let (attributes, empty) = match read {
            // Outside of TMX's own elements it is more likely a sign than a tag.
            Err(Stop::Fault(..)) if self.lenient && !ELEMENTS.contains(&name) => {
                self.at = start;
                self.notices.truncate(taken_down);
                return self.bare();
            }
            found => found?,
        };
        if self.lenient
            && let Some(outer) = self.unended(name)
        {
            // The element before was not ended; the tag is read again after its end.
            self.notices.truncate(taken_down);
            let error = Error::malformed(format!("<{name}> begins inside <{outer}>"));
            self.fault(start, error, Fix::Closed)?;
            self.at = start;
            self.open.pop();
            return Ok(Some(Token::End));
        }
        self.open_element(name, start)?;
        self.pending_end = empty;
        let prefix = self.prefix.len();
        let is_prefixed = prefix > 0 && name.len() > prefix && name.starts_with(&*self.prefix);
        let name = if is_prefixed { &name[prefix..] } else { name };
        Ok(Some(Token::Start(Tag { name, attributes, at: start })))
    }

    /// The open element that cannot be meant to hold one of this name.
    fn unended(&self, name: &'a str) -> Option<&'a str> {
        let is_text = |open: &&str| matches!(*open, "note" | "prop");
        match name {
            "tu" | "tuv" | "seg" if self.open.contains(&name) => Some(name),
            "tu" | "tuv" => self.open.last().copied().filter(is_text),
            _ => None,
        }
    }

    fn open_element(&mut self, name: &'a str, start: usize) -> Result<()> {
        if self.open.is_empty() {
            if std::mem::replace(&mut self.rooted, true) {
                return Err(Stop::Fault(start, Error::malformed("a second root element")));
            }
            if let Some((prefix, _)) = name.split_once(':') {
                self.prefix = Cow::Owned(format!("{prefix}:"));
            }
        }
        if self.open.len() == MAX_DEPTH {
            let message = format!("more than {MAX_DEPTH} elements inside each other");
            return Err(Stop::Fault(start, Error::malformed(message)));
        }
        self.open.push(name);
        Ok(())
    }

    /// A `<` that begins no markup.
    #[cold]
    fn bare(&mut self) -> Result<Option<Token<'a>>> {
        let error = Error::malformed("a bare '<' in the text").cure("write it as &lt;");
        self.fault(self.at, error, Fix::Escaped)?;
        self.at += 1;
        Ok(Some(Token::Text(Cow::Borrowed("<"))))
    }

    /// The attributes up to the end of the tag, and whether it is that of an empty element.
    fn attributes(&mut self, element: &str) -> Result<(Attributes, bool)> {
        let bytes = self.text.as_bytes();
        let mut attributes = self.spares.attributes();
        self.plain_attributes(&mut attributes)?;
        loop {
            let before = self.at;
            while bytes.get(self.at).is_some_and(|byte| is_blank(*byte)) {
                self.at += 1;
            }
            match &bytes[self.at..] {
                [] | [b'/'] => return Err(self.cut_off()),
                [b'>', ..] => {
                    self.at += 1;
                    return Ok((attributes, false));
                }
                [b'/', b'>', ..] => {
                    self.at += 2;
                    return Ok((attributes, true));
                }
                _ if self.at == before => {
                    let message = format!("in <{element}>: no blank before an attribute");
                    self.fault(self.token, Error::malformed(message), Fix::Added)?;
                }
                _ => {}
            }
            if attributes.len() == MAX_ATTRIBUTES {
                let message = format!("more than {MAX_ATTRIBUTES} attributes");
                return Err(Stop::Fault(self.token, Error::malformed(message)));
            }
            if !self.attribute(element, &mut attributes)? {
                // What is no attribute is passed over up to the end of the tag.
                self.at += memchr(b'>', &bytes[self.at..]).ok_or_else(|| self.cut_off())?;
                return self.attributes(element).map(|(_, empty)| (attributes, empty));
            }
        }
    }

    /// Reads the attribute at the next byte; `false` when there is none, which was taken down.
    fn attribute(&mut self, element: &str, attributes: &mut Attributes) -> Result<bool> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let ends = |b: &u8| is_blank(*b) || matches!(b, b'=' | b'>' | b'<' | b'/' | b'"' | b'\'');
        let length = bytes[start..].iter().position(ends).ok_or_else(|| self.cut_off())?;
        let name = &self.text[start..start + length];
        let mut value = start + length;
        while bytes.get(value).is_some_and(|byte| is_blank(*byte) || *byte == b'=') {
            value += 1;
        }
        let equals = self.text[start + length..value].trim_ascii() == "=";
        let quote = match bytes.get(value) {
            None => return Err(self.cut_off()),
            Some(quote @ (b'"' | b'\'')) if equals => *quote,
            Some(_) => return self.no_attribute(element, name),
        };
        let Some(length) = memchr(quote, &bytes[value + 1..]) else {
            // A value without end would take in the rest of the file.
            return match memchr(b'<', &bytes[value..]) {
                Some(_) => self.no_attribute(element, name),
                None => Err(self.cut_off()),
            };
        };
        let raw = &self.text[value + 1..value + 1 + length];
        if plain_name(name.as_bytes()) < name.len().max(1) && !is_name(name) {
            let message = format!("'{name}' cannot be the name of an attribute");
            self.fault(self.token, Error::malformed(message), Fix::LeftOut)?;
            self.at = value + length + 2;
            return Ok(true);
        }
        if self.lenient && raw.contains('<') && raw.contains(['\n', '>']) {
            return self.no_attribute(element, name);
        }
        let text = self.value(value + 1, raw)?;
        self.at = value + length + 2;
        self.add(attributes, name, text)
    }

    /// Reads attributes that stand as nearly all do; see [`plain_attribute`]. Ends before the first
    /// other one.
    #[inline]
    fn plain_attributes(&mut self, attributes: &mut Attributes) -> Result<()> {
        let mut rest = &self.text[self.at..];
        while attributes.len() < MAX_ATTRIBUTES
            && let Some((name, value, after)) = plain_attribute(rest)
        {
            self.add(attributes, name, CompactString::new(value))?;
            rest = after;
        }
        self.at = self.text.len() - rest.len();
        Ok(())
    }

    #[inline]
    fn add(
        &mut self,
        attributes: &mut Attributes,
        name: &str,
        value: CompactString,
    ) -> Result<bool> {
        if !attributes.add(name, value) {
            let message = format!("the attribute {name} comes twice");
            self.fault(self.token, Error::malformed(message), Fix::LeftOut)?;
        }
        Ok(true)
    }

    fn no_attribute(&mut self, element: &str, name: &str) -> Result<bool> {
        let message = format!("in <{element}>: '{name}' is followed by no value in quotes");
        if !ELEMENTS.contains(&element) {
            return Err(Stop::Fault(self.token, Error::malformed(message)));
        }
        self.fault(self.token, Error::malformed(message), Fix::LeftOut)?;
        Ok(false)
    }

    /// The value of an attribute: references resolved, blanks for white space (XML 1.0, 3.3.3).
    fn value(&mut self, at: usize, raw: &'a str) -> Result<CompactString> {
        let special = |b: u8| (b < b' ') | (b == b'&') | (b == b'<') | (b == 0xEF);
        if !raw.bytes().fold(false, |found, byte| found | special(byte)) {
            return Ok(CompactString::new(raw));
        }
        let legal = self.legal(at, raw)?;
        let raw = legal.as_ref();
        let mut value = CompactString::with_capacity(raw.len());
        let mut rest = raw;
        while let Some(index) = rest.find(['&', '<', '\t', '\n', '\r']) {
            value.push_str(&rest[..index]);
            let place = at + raw.len() - rest.len() + index;
            let (special, after) = rest[index..].split_at(1);
            rest = match special {
                "<" => {
                    let error = Error::malformed("a bare '<' in an attribute").cure("write &lt;");
                    self.fault(self.token, error, Fix::Escaped)?;
                    value.push('<');
                    after
                }
                "&" if let Some((known, length)) = known_reference(&rest.as_bytes()[index..]) => {
                    value.push_str(known);
                    &rest[index + length..]
                }
                "&" => {
                    let (text, length) = self.resolve(place, entity(after), "attribute")?;
                    value.push_str(&text);
                    &rest[index + length..]
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
}
