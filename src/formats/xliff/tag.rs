//! Start tags: names, attributes, and tags with other attributes.

use quick_xml::events::BytesStart;

use crate::unit::markup;

/// The name without prefix.
pub(super) fn local<'t>(tag: &'t BytesStart<'_>) -> &'t str {
    tag.local_name().into_inner()
}

/// The prefix of the name with its colon, or nothing.
pub(super) fn prefix(tag: &BytesStart<'_>) -> String {
    let (name, local) = (tag.name().into_inner(), tag.local_name().into_inner());
    name.strip_suffix(local).unwrap_or_default().to_string()
}

/// The value of an attribute, references resolved.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|own| own.key.into_inner() == name)?;
    quick_xml::escape::unescape(&found.value).ok().map(|value| value.into_owned())
}

/// The start tag with these attributes, in the place of those it has by these names.
pub(super) fn with_attributes(tag: &str, said: &[(&str, &str)]) -> String {
    let body = tag.trim_end_matches('>').trim_end_matches('/').trim_end();
    let (name, mut rest) = body.split_at(body.find(char::is_whitespace).unwrap_or(body.len()));
    let mut out = name.to_string();
    let mut left: Vec<&(&str, &str)> = said.iter().collect();
    while let Some((before, after)) = rest.split_once('=') {
        let own = before.trim();
        let value = after.trim_start();
        let quote = value.chars().next().unwrap_or('"');
        let inner = value.get(1..).and_then(|inner| inner.find(quote));
        let end = inner.map_or(value.len(), |at| at + 2);
        match left.iter().position(|(name, _)| *name == own) {
            Some(at) => {
                let (name, new) = left.remove(at);
                markup::push_attribute(&mut out, name, new);
            }
            None => out += &format!("{before}={}", &value[..end]),
        }
        rest = &value[end..];
    }
    for (name, value) in left {
        markup::push_attribute(&mut out, name, value);
    }
    out + ">"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_set_where_they_stand() {
        let said = [("state", "translated"), ("id", "a\"b")];
        assert_eq!(
            with_attributes("<target xml:lang='ko' state = \"new\" />", &said),
            "<target xml:lang='ko' state=\"translated\" id=\"a&quot;b\">"
        );
        assert_eq!(with_attributes("<target>", &[]), "<target>");
    }
}
