//! Units as JSON, one object a line, without loss.
//!
//! ```json
//! {"attributes":{"tuid":"7"},"props":[{"type":"x-file","text":"a.txt"}],
//!  "variants":[{"lang":"ko-KR","text":"칩"},{"lang":"en-US","content":["a ",{"code":"ph","attributes":{"x":"1"}}]}]}
//! ```
//!
//! A variant has its `text` when there are no codes in it, else its `content`: texts and codes in
//! order. Notes, props and foreign elements stand together in `props`, in order.

use std::io::{BufRead, Write};

use serde_json::{Map, Value, json};

use super::Placed;
use super::lines::Lines;
use crate::error::{Error, Kind, Result};
use crate::lang::tag::LangTag;
use crate::unit::{
    Annotation, Annotations, Attributes, Code, CodeKind, Content, Inline, Note, Prop, Unit, Variant,
};

/// The unit as a JSON object.
pub fn to_json(unit: &Unit) -> Value {
    let mut object = about(&unit.attributes, &unit.annotations);
    let variants: Vec<Value> = unit.variants.iter().map(variant_to_json).collect();
    object.insert("variants".to_string(), variants.into());
    object.into()
}

fn variant_to_json(variant: &Variant) -> Value {
    let mut object = Map::new();
    object.insert("lang".to_string(), variant.lang.written().into());
    object.extend(about(&variant.attributes, &variant.annotations));
    if variant.content.is_plain() {
        object.insert("text".to_string(), variant.content.plain_text().into());
    } else {
        object.insert("content".to_string(), content_to_json(&variant.content));
    }
    object.into()
}

/// Attributes and annotations, where there are any.
fn about(attributes: &Attributes, annotations: &Annotations) -> Map<String, Value> {
    let mut object = Map::new();
    if !attributes.is_empty() {
        object.insert("attributes".to_string(), attributes_to_json(attributes));
    }
    if !annotations.is_empty() {
        let list: Vec<Value> = annotations.0.iter().map(annotation_to_json).collect();
        object.insert("props".to_string(), list.into());
    }
    object
}

fn attributes_to_json(attributes: &Attributes) -> Value {
    let pairs = attributes.iter().map(|(name, value)| (name.to_string(), value.into()));
    pairs.collect::<Map<_, _>>().into()
}

fn annotation_to_json(annotation: &Annotation) -> Value {
    match annotation {
        Annotation::Note(note) => {
            json!({"note": note.text, "attributes": attributes_to_json(&note.attributes)})
        }
        Annotation::Prop(prop) => {
            json!({"text": prop.text, "attributes": attributes_to_json(&prop.attributes)})
        }
        Annotation::Other(code) => code_to_json(code),
    }
}

fn content_to_json(content: &Content) -> Value {
    let inline = |inline: &Inline| match inline {
        Inline::Text(text) => text.as_str().into(),
        Inline::Code(code) => code_to_json(code),
    };
    content.iter().map(inline).collect::<Vec<Value>>().into()
}

fn code_to_json(code: &Code) -> Value {
    json!({
        "code": code.kind.name(), "attributes": attributes_to_json(&code.attributes),
        "content": content_to_json(&code.content),
    })
}

/// Reads units from lines of JSON; blank lines are passed over.
pub struct Reader<R> {
    lines: Lines<R>,
    done: bool,
}

impl<R: BufRead> Reader<R> {
    /// A reader of these lines.
    pub fn new(input: R) -> Self {
        Reader { lines: Lines::new(input), done: false }
    }

    fn read_unit(&mut self) -> Result<Option<Placed>> {
        while self.lines.read()? {
            let (text, line) = (self.lines.text(), self.lines.number());
            if text.trim().is_empty() {
                continue;
            }
            let wrong = |what: String| Error::malformed(what).at_line(line);
            let value: Value = serde_json::from_str(text).map_err(|e| wrong(e.to_string()))?;
            let unit = unit_from_json(&value).ok_or_else(|| {
                wrong("this is not a unit".into())
                    .cure("write {\"variants\": [{\"lang\": \"ko\", \"text\": \"...\"}]}")
            })?;
            return Ok(Some(Placed { unit, line: Some(line) }));
        }
        Ok(None)
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Placed>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let unit = self.read_unit().transpose();
        self.done = !matches!(unit, Some(Ok(_)));
        unit
    }
}

fn unit_from_json(value: &Value) -> Option<Unit> {
    let variants = value.get("variants")?.as_array()?;
    Some(Unit {
        attributes: attributes_from_json(value)?,
        annotations: annotations_from_json(value)?,
        variants: variants.iter().map(variant_from_json).collect::<Option<_>>()?,
    })
}

fn variant_from_json(value: &Value) -> Option<Variant> {
    let content = match (value.get("text"), value.get("content")) {
        (Some(text), None) => Content::from_text(text.as_str()?),
        (None, Some(content)) => content_from_json(content)?,
        _ => return None,
    };
    Some(Variant {
        lang: LangTag::new(value.get("lang")?.as_str()?),
        attributes: attributes_from_json(value)?,
        annotations: annotations_from_json(value)?,
        content,
    })
}

fn attributes_from_json(value: &Value) -> Option<Attributes> {
    let Some(attributes) = value.get("attributes") else { return Some(Attributes::default()) };
    let pair = |(name, value): (&String, &Value)| Some((name.clone(), value.as_str()?.to_string()));
    attributes.as_object()?.iter().map(pair).collect()
}

fn annotations_from_json(value: &Value) -> Option<Annotations> {
    let Some(list) = value.get("props") else { return Some(Annotations::default()) };
    let annotation = |value: &Value| {
        let attributes = attributes_from_json(value)?;
        let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_string);
        if let Some(text) = text("note") {
            return Some(Annotation::Note(Note { attributes, text }));
        }
        match text("text") {
            Some(text) => Some(Annotation::Prop(Prop { attributes, text })),
            None => code_from_json(value).map(Annotation::Other),
        }
    };
    list.as_array()?.iter().map(annotation).collect::<Option<_>>().map(Annotations)
}

fn content_from_json(value: &Value) -> Option<Content> {
    let inline = |value: &Value| match value {
        Value::String(text) => Some(Inline::Text(text.clone())),
        other => code_from_json(other).map(Inline::Code),
    };
    value.as_array()?.iter().map(inline).collect()
}

fn code_from_json(value: &Value) -> Option<Code> {
    let content = match value.get("content") {
        Some(content) => content_from_json(content)?,
        None => Content::default(),
    };
    let kind = value.get("code")?.as_str()?;
    // Foreign elements beside the texts keep their name even where it is that of a code.
    Some(Code {
        kind: CodeKind::from_name(kind),
        attributes: attributes_from_json(value)?,
        content,
    })
}

/// Writes a unit as a line of JSON.
///
/// # Errors
/// [`Kind::Io`] when the output cannot be written.
pub fn write(output: &mut impl Write, unit: &Unit) -> Result<()> {
    writeln!(output, "{}", to_json(unit)).map_err(|error| Error::new(Kind::Io(error)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_read_back_equal() {
        let mut unit = Unit::pair(
            Variant::text(LangTag::new("ko_KR"), "수율이 \"올랐다\"\n"),
            Variant::text(LangTag::en_us(), ""),
        );
        unit.set_id("기사-1");
        unit.set_prop("x-file", "기사.txt");
        unit.annotations.add_note("확인");
        let code = Code::new(CodeKind::Ph, "<br/>").with("x", "1");
        unit.variants[1].content.push_code(code);
        unit.variants[1].content.push_text("rose");
        let mut line = Vec::new();
        write(&mut line, &unit).unwrap();
        let lines = [b"\n", line.as_slice(), b"\n"].concat();
        let read: Vec<Unit> =
            Reader::new(lines.as_slice()).map(|placed| placed.unwrap().unit).collect();
        assert_eq!(read, [unit.clone()]);
        assert_eq!(read[0].variants[0].lang.written(), "ko_KR");
    }

    #[test]
    fn a_line_that_is_no_unit_is_named() {
        for wrong in ["{}", "{\"variants\":[{\"lang\":\"ko\"}]}", "[", "7"] {
            let lines = format!("{{\"variants\":[]}}\n{wrong}\n");
            let error = Reader::new(lines.as_bytes()).find_map(Result::err).expect(wrong);
            assert_eq!(error.place().line, Some(2), "{wrong}: {error}");
        }
    }
}
