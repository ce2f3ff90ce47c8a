//! Comments and processing instructions: what stands in a file beside its units, and is no part of
//! them.

use memchr::{memchr, memmem};

use crate::unit::markup::is_xml_char;

/// How comments, processing instructions and literal text, in which there are none, begin and end.
const KINDS: [(&str, &str); 3] = [("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>")];

/// The comments and processing instructions in a text, fit to be written anew.
pub(super) fn remarks(text: &str) -> Vec<String> {
    let (mut found, mut rest) = (Vec::new(), text);
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

/// What begins so and holds this, as XML has it. The declaration, which is written as it must be,
/// and literal text are none.
fn remark(open: &str, mut own: String) -> Option<String> {
    let target = own.split(|c: char| c.is_whitespace()).next().unwrap_or_default();
    let is_name = target.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && target.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':'));
    if open == "<![CDATA[" || (open == "<?" && target.eq_ignore_ascii_case("xml")) {
        return None;
    }
    if open == "<?" && is_name && !own.contains("?>") {
        return Some(format!("<?{own}?>"));
    }
    // '--' may not stand in a comment, nor '-' before its end.
    while own.contains("--") {
        own = own.replace("--", "- -");
    }
    if own.ends_with('-') {
        own.push(' ');
    }
    Some(format!("<!--{own}-->"))
}
