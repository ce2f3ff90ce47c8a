//! Text: runs between markup, and the references in them.

use std::borrow::Cow;

use memchr::{memchr, memchr2, memmem};

use super::{Fix, MAX_ENTITY, Result, Scanner, Stop, is_name};
use crate::error::Error;
use crate::unit::markup::is_xml_char;

impl<'a> Scanner<'a> {
    /// Whether text comes next in the element that is open.
    #[inline]
    pub(in crate::tmx) fn is_at_text(&self) -> bool {
        !self.pending_end && self.text.as_bytes().get(self.at).is_some_and(|byte| *byte != b'<')
    }

    /// Appends the text up to the next markup, which is what the tokens up to there would say.
    pub(in crate::tmx) fn gather(&mut self, out: &mut String) -> Result<()> {
        while self.is_at_text() {
            let rest = &self.text[self.at..];
            if !rest.starts_with('&') {
                out.push_str(&self.run()?);
            } else if let Some((known, length)) = known_reference(rest) {
                out.push_str(known);
                self.at += length;
            } else {
                out.push_str(&self.reference()?);
            }
        }
        Ok(())
    }

    /// Text up to the next markup or reference.
    pub(super) fn run(&mut self) -> Result<Cow<'a, str>> {
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
    #[inline]
    pub(super) fn examine(
        &mut self,
        at: usize,
        run: &'a str,
        is_cdata: bool,
    ) -> Result<Cow<'a, str>> {
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
    pub(super) fn legal(&mut self, at: usize, run: &'a str) -> Result<Cow<'a, str>> {
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
    pub(super) fn reference(&mut self) -> Result<Cow<'a, str>> {
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
    pub(super) fn resolve(
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
pub(super) fn entity(rest: &str) -> Option<&str> {
    let bytes = &rest.as_bytes()[..rest.len().min(MAX_ENTITY)];
    memchr(b';', bytes).map(|end| &rest[..end])
}

/// The character of one of XML's five entities, where the text begins with a reference to it, and
/// how many bytes that takes.
#[inline]
fn known_reference(text: &str) -> Option<(&'static str, usize)> {
    let end = text.bytes().take("&quot;".len()).position(|byte| byte == b';')?;
    known_entity(text.get(1..end)?).map(|known| (known, end + 1))
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
