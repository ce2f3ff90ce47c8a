//! Units ↔ the TMX markup that the store keeps: the unit read is the unit written.

use std::io::Read;

use crate::error::{Error, Result};
use crate::tmx::Reader;
use crate::unit::{Annotation, Annotations, Unit, markup};

const BEFORE: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><tmx version=\"1.4\"><header/><body>";
const AFTER: &str = "</body></tmx>";

/// The unit as a `tu` element, with everything it holds. What XML cannot hold is left out.
pub(super) fn of(unit: &Unit) -> String {
    let mut out = String::with_capacity(512);
    out.push_str("<tu");
    markup::push_attributes(&mut out, &unit.attributes);
    out.push('>');
    push_annotations(&mut out, &unit.annotations);
    for variant in &unit.variants {
        out.push_str("<tuv");
        markup::push_attribute(&mut out, "xml:lang", variant.lang.written());
        markup::push_attributes(&mut out, &variant.attributes);
        out.push('>');
        push_annotations(&mut out, &variant.annotations);
        out.push_str("<seg>");
        markup::push_content(&mut out, &variant.content);
        out.push_str("</seg></tuv>");
    }
    out.push_str("</tu>");
    out
}

fn push_annotations(out: &mut String, annotations: &Annotations) {
    for annotation in &annotations.0 {
        let (name, attributes, text) = match annotation {
            Annotation::Note(note) => ("note", &note.attributes, &note.text),
            Annotation::Prop(prop) => ("prop", &prop.attributes, &prop.text),
            Annotation::Other(code) => {
                markup::push_code(out, code);
                continue;
            }
        };
        out.push('<');
        out.push_str(name);
        markup::push_attributes(out, attributes);
        out.push('>');
        markup::push_text(out, text);
        out.push_str("</");
        out.push_str(name);
        out.push('>');
    }
}

/// Reads a `tu` element.
///
/// # Errors
/// When it is none: the file was damaged.
pub(super) fn read(tu: &str) -> Result<Unit> {
    let whole = BEFORE.as_bytes().chain(tu.as_bytes()).chain(AFTER.as_bytes());
    let damaged = || Error::malformed("a stored unit cannot be read");
    Reader::new(whole)?.next().ok_or_else(damaged)?
}
