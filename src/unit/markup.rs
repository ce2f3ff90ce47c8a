//! XML as text: what may stand in it, how it is escaped, how content is written as markup.
//!
//! Characters that XML cannot hold at all are left out: every function returns how many, so that
//! a writer can say so.

use super::attributes::Attributes;
use super::inline::{Code, Content, Inline};

/// Whether XML 1.0 can hold the character (section 2.2, production `Char`).
pub fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

/// Appends text as element content. A carriage return becomes `&#xD;`, as a reader would make a
/// line feed of it; `>` is always escaped, so that no `]]>` can come about.
pub fn push_text(out: &mut String, text: &str) -> usize {
    push_escaped(out, text, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '\r' => Some("&#xD;"),
        c if !is_xml_char(c) => Some(""),
        _ => None,
    })
}

/// Appends text as an attribute value between double quotes. Tabs and line ends become
/// references, as a reader would make blanks of them.
pub fn push_attribute_value(out: &mut String, text: &str) -> usize {
    push_escaped(out, text, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\t' => Some("&#x9;"),
        '\n' => Some("&#xA;"),
        '\r' => Some("&#xD;"),
        c if !is_xml_char(c) => Some(""),
        _ => None,
    })
}

/// Appends ` name="value"` for each attribute.
pub fn push_attributes(out: &mut String, attributes: &Attributes) -> usize {
    attributes.iter().map(|(name, value)| push_attribute(out, name, value)).sum()
}

/// Appends ` name="value"`.
pub fn push_attribute(out: &mut String, name: &str, value: &str) -> usize {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    let left_out = push_attribute_value(out, value);
    out.push('"');
    left_out
}

/// Appends a code with its tags: `<bpt i="1">&lt;b&gt;</bpt>`, empty ones as `<ph x="1"/>`.
pub fn push_code(out: &mut String, code: &Code) -> usize {
    let name = code.kind.name();
    out.push('<');
    out.push_str(name);
    let mut left_out = push_attributes(out, &code.attributes);
    let content = out.len() + 1;
    out.push('>');
    left_out += push_content(out, &code.content);
    if out.len() == content {
        out.truncate(content - 1);
        out.push_str("/>");
        return left_out;
    }
    out.push_str("</");
    out.push_str(name);
    out.push('>');
    left_out
}

/// Appends text and codes as they stand between `<seg>` and `</seg>`.
pub fn push_content(out: &mut String, content: &Content) -> usize {
    let push = |inline: &Inline| match inline {
        Inline::Text(text) => push_text(out, text),
        Inline::Code(code) => push_code(out, code),
    };
    content.iter().map(push).sum()
}

/// Copies `text`, putting what `escape` gives in a character's place; counts what gives nothing.
/// Runs between escapes are copied whole.
fn push_escaped(
    out: &mut String,
    text: &str,
    escape: impl Fn(char) -> Option<&'static str>,
) -> usize {
    let (mut copied, mut left_out) = (0, 0);
    for (index, c) in text.char_indices() {
        if let Some(escaped) = escape(c) {
            out.push_str(&text[copied..index]);
            out.push_str(escaped);
            copied = index + c.len_utf8();
            left_out += usize::from(escaped.is_empty());
        }
    }
    out.push_str(&text[copied..]);
    left_out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_that_xml_can_hold() {
        let mut out = String::new();
        let left_out = push_text(&mut out, "R&D <칩> ]]>\t둘\r\n셋\u{1}\u{FFFE}😀");
        assert_eq!(out, "R&amp;D &lt;칩&gt; ]]&gt;\t둘&#xD;\n셋😀");
        assert_eq!(left_out, 2);
        out.clear();
        push_attribute_value(&mut out, "\"가\"\n\t나 & '다'");
        assert_eq!(out, "&quot;가&quot;&#xA;&#x9;나 &amp; '다'");
    }
}
