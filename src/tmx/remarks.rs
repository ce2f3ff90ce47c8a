//! Comments and processing instructions: what stands in a file beside its units, and is no part of
//! them.

use std::fmt;
use std::io::BufRead;

use memchr::{memchr, memchr2_iter, memmem};

use super::reader::{Prolog, Reader};
use crate::unit::markup::is_xml_char;

/// How comments, processing instructions and literal text, in which there are none, begin and end.
const KINDS: [(&str, &str); 3] = [("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>")];

/// A comment or a processing instruction, as it may stand between elements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark(String);

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Prolog {
    /// The comments and processing instructions before the first unit's place, fit to be written
    /// anew.
    pub fn remarks(&self) -> Vec<Remark> {
        let parts = [self.before(), self.header(), self.after()];
        parts.into_iter().flat_map(remarks).collect()
    }
}

impl<R: BufRead> Reader<R> {
    /// The comments and processing instructions before the unit read last, then those inside it;
    /// once all units are read, those after the last. Fit to be written anew.
    pub fn remarks(&self) -> Vec<Remark> {
        let mut found = remarks(self.between());
        found.append(&mut remarks(self.raw()));
        found.append(&mut remarks(self.tail()));
        found
    }
}

/// The comments and processing instructions in a text, fit to be written anew.
pub(super) fn remarks(text: &str) -> Vec<Remark> {
    let (mut found, mut rest) = (Vec::new(), text);
    // Most texts have none, and this is told sooner than where their elements begin.
    let bytes = text.as_bytes();
    if !memchr2_iter(b'!', b'?', bytes).any(|at| at > 0 && bytes[at - 1] == b'<') {
        return found;
    }
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        rest = &rest[at..];
        let Some((open, close)) = KINDS.into_iter().find(|(open, _)| rest.starts_with(open)) else {
            rest = &rest[1..];
            continue;
        };
        let inside = &rest[open.len()..];
        let Some(end) = memmem::find(inside.as_bytes(), close.as_bytes()) else { break };
        let own: String = inside[..end].chars().filter(|c| is_xml_char(*c)).collect();
        found.extend(remark(open, own));
        rest = &inside[end + close.len()..];
    }
    found
}

/// The length of the comment, processing instruction or literal text that the text begins with;
/// one without end goes on to the end of the text.
pub(super) fn length(text: &str) -> Option<usize> {
    let (open, close) = KINDS.into_iter().find(|(open, _)| text.starts_with(open))?;
    let end = memmem::find(&text.as_bytes()[open.len()..], close.as_bytes());
    Some(end.map_or(text.len(), |end| open.len() + end + close.len()))
}

/// What begins so and holds this, as XML has it. The declaration, which is written as it must be,
/// and literal text are none.
fn remark(open: &str, mut own: String) -> Option<Remark> {
    let target = own.split(|c: char| c.is_whitespace()).next().unwrap_or_default();
    let is_name = target.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && target.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':'));
    if open == "<![CDATA[" || (open == "<?" && target.eq_ignore_ascii_case("xml")) {
        return None;
    }
    if open == "<?" && is_name && !own.contains("?>") {
        return Some(Remark(format!("<?{own}?>")));
    }
    // '--' may not stand in a comment, nor '-' before its end.
    while own.contains("--") {
        own = own.replace("--", "- -");
    }
    if own.ends_with('-') {
        own.push(' ');
    }
    Some(Remark(format!("<!--{own}-->")))
}
