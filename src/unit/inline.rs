//! Text with inline codes: what stands in a segment besides its words.
//!
//! The names are TMX's (1.4b, section 3.3): `bpt` and `ept` wrap the opening and the closing code
//! of a pair, `it` one whose partner is in another segment, `ph` a code that stands alone, `hi`
//! marks text, `sub` is text inside a code, `ut` an unknown code of old files. What is inside a
//! code is the document's own markup, not text of the segment, except in `hi`.

use std::borrow::Cow;

use compact_str::CompactString;

use super::attributes::Attributes;
use super::markup;

/// A run of text, or a code.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Inline {
    /// Text as a person reads it.
    Text(String),
    /// An inline element.
    Code(Code),
}

/// Which inline element a code is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum CodeKind {
    /// Begin paired tag: opens a code that an `ept` of the same `i` closes in this segment.
    Bpt,
    /// End paired tag.
    Ept,
    /// Isolated tag: opens or closes (`pos`) a code whose partner is in another segment.
    It,
    /// Placeholder: a code that stands alone.
    Ph,
    /// Highlight: marks text; its content is text.
    Hi,
    /// Sub-flow: text inside a code, such as a footnote.
    Sub,
    /// Unknown tag, deprecated since TMX 1.4.
    Ut,
    /// An element TMX does not have, by its name as written.
    Other(String),
}

impl CodeKind {
    /// The kind by its element name.
    pub fn from_name(name: &str) -> Self {
        match name {
            "bpt" => CodeKind::Bpt,
            "ept" => CodeKind::Ept,
            "it" => CodeKind::It,
            "ph" => CodeKind::Ph,
            "hi" => CodeKind::Hi,
            "sub" => CodeKind::Sub,
            "ut" => CodeKind::Ut,
            other => CodeKind::Other(other.to_string()),
        }
    }

    /// Name of the element.
    pub fn name(&self) -> &str {
        match self {
            CodeKind::Bpt => "bpt",
            CodeKind::Ept => "ept",
            CodeKind::It => "it",
            CodeKind::Ph => "ph",
            CodeKind::Hi => "hi",
            CodeKind::Sub => "sub",
            CodeKind::Ut => "ut",
            CodeKind::Other(name) => name,
        }
    }
}

/// An inline element with its attributes and content.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Code {
    /// Which element.
    pub kind: CodeKind,
    /// Its attributes in order, unknown ones among them.
    pub attributes: Attributes,
    /// Native code and `sub` elements; of `hi` and `sub`, text and codes.
    pub content: Content,
}

impl Code {
    /// A code without attributes, holding this native code.
    pub fn new(kind: CodeKind, native: impl Into<String>) -> Self {
        Code { kind, attributes: Attributes::default(), content: Content::from_text(native) }
    }

    /// The same with one attribute more.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<CompactString>) -> Self {
        self.attributes.set(name, value);
        self
    }

    /// What pairs a `bpt` with its `ept` in the segment (`i`).
    pub fn pairing(&self) -> Option<&str> {
        self.attributes.get("i")
    }

    /// What pairs the code with its like in the other languages (`x`).
    pub fn partner(&self) -> Option<&str> {
        self.attributes.get("x")
    }
}

/// Text and codes in order.
///
/// No two runs of text follow each other, and none is empty: contents that read alike are equal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Content(Vec<Inline>);

impl Content {
    /// Plain text.
    pub fn from_text(text: impl Into<String>) -> Self {
        let mut content = Content::default();
        content.push_text(text);
        content
    }

    /// Appends text; joins it to the text before.
    pub fn push_text(&mut self, text: impl Into<String>) {
        let text = text.into();
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(Inline::Text(before)) => before.push_str(&text),
            _ => self.0.push(Inline::Text(text)),
        }
    }

    /// Appends text that is borrowed; joins it to the text before.
    pub fn push_str(&mut self, text: &str) {
        self.push_str_in(text, String::new);
    }

    /// Appends text that is borrowed; joins it to the text before, or begins a text in what `empty`
    /// gives.
    pub(crate) fn push_str_in(&mut self, text: &str, empty: impl FnOnce() -> String) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(Inline::Text(before)) => before.push_str(text),
            _ => {
                let mut begun = empty();
                begun.push_str(text);
                self.0.push(Inline::Text(begun));
            }
        }
    }

    /// Takes all out; the memory of the list stays.
    pub(crate) fn drain(&mut self) -> impl Iterator<Item = Inline> {
        self.0.drain(..)
    }

    /// Appends a code.
    pub fn push_code(&mut self, code: Code) {
        self.0.push(Inline::Code(code));
    }

    /// Appends all of another content.
    pub fn append(&mut self, other: Content) {
        for inline in other.0 {
            match inline {
                Inline::Text(text) => self.push_text(text),
                Inline::Code(code) => self.push_code(code),
            }
        }
    }

    /// Text and codes in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Inline> {
        self.0.iter()
    }

    /// Whether there is neither text nor code.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether there is no code.
    pub fn is_plain(&self) -> bool {
        self.0.iter().all(|inline| matches!(inline, Inline::Text(_)))
    }

    /// Does something to every code and those inside it, in document order.
    pub fn for_each_code(&mut self, each: &mut impl FnMut(&mut Code)) {
        for inline in &mut self.0 {
            if let Inline::Code(code) = inline {
                each(code);
                code.content.for_each_code(each);
            }
        }
    }

    /// Every code with those inside it, in document order.
    pub fn codes(&self) -> Vec<&Code> {
        let mut codes = Vec::new();
        self.each_code(&mut |code| codes.push(code));
        codes
    }

    /// Calls with every code, as [`Content::codes`] lists them.
    pub(crate) fn each_code<'a>(&'a self, call: &mut impl FnMut(&'a Code)) {
        for inline in &self.0 {
            if let Inline::Code(code) = inline {
                call(code);
                code.content.each_code(call);
            }
        }
    }

    /// The text as a person reads it: without codes, with the text that `hi` marks.
    pub fn plain_text(&self) -> Cow<'_, str> {
        if let Some(text) = self.only_text() {
            return Cow::Borrowed(text);
        }
        let mut out = String::new();
        self.push_plain(&mut out, &mut |_, _| {});
        Cow::Owned(out)
    }

    /// As [`Content::plain_text`]; where it is pieced together, it is so in `out`.
    pub(crate) fn plain_text_in<'a>(&'a self, out: &'a mut String) -> &'a str {
        if let Some(text) = self.only_text() {
            return text;
        }
        out.clear();
        self.push_plain(out, &mut |_, _| {});
        out
    }

    /// The text, where there is nothing but one.
    fn only_text(&self) -> Option<&str> {
        match self.0.as_slice() {
            [] => Some(""),
            [Inline::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// The text with a placeholder for each code, numbered from 1 in order of appearance:
    /// `{1>}` opens, `{<1}` closes the pair of that number, `{2}` stands alone. For matching
    /// texts whose codes are alike though their content differs.
    pub fn placeholder_text(&self) -> Cow<'_, str> {
        if self.is_plain() {
            return self.plain_text();
        }
        let (mut count, mut open) = (0, Vec::new());
        let mut out = String::new();
        self.push_plain(&mut out, &mut |out, code| {
            let pair = open.iter().rposition(|(i, _)| *i == code.pairing());
            if code.kind == CodeKind::Ept
                && let Some(pair) = pair
            {
                let (_, number) = open.remove(pair);
                out.push_str(&format!("{{<{number}}}"));
                return;
            }
            count += 1;
            if code.kind == CodeKind::Bpt {
                open.push((code.pairing(), count));
                out.push_str(&format!("{{{count}>}}"));
            } else {
                out.push_str(&format!("{{{count}}}"));
            }
        });
        Cow::Owned(out)
    }

    /// The exact markup, as it stands between `<seg>` and `</seg>`.
    pub fn markup(&self) -> String {
        let mut out = String::new();
        markup::push_content(&mut out, self);
        out
    }

    /// Appends the text; calls `on_code` for each code but `hi`.
    fn push_plain<'a>(&'a self, out: &mut String, on_code: &mut impl FnMut(&mut String, &'a Code)) {
        for inline in &self.0 {
            match inline {
                Inline::Text(text) => out.push_str(text),
                Inline::Code(code) if code.kind == CodeKind::Hi => {
                    code.content.push_plain(out, on_code);
                }
                Inline::Code(code) => on_code(out, code),
            }
        }
    }
}

impl FromIterator<Inline> for Content {
    fn from_iter<I: IntoIterator<Item = Inline>>(inlines: I) -> Self {
        let mut content = Content::default();
        content.append(Content(inlines.into_iter().collect()));
        content
    }
}

impl IntoIterator for Content {
    type Item = Inline;
    type IntoIter = std::vec::IntoIter<Inline>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bold_button() -> Content {
        let mut marked = Code::new(CodeKind::Hi, "저장").with("type", "term");
        marked.content.push_code(Code::new(CodeKind::Ph, "&nbsp;"));
        let mut content = Content::default();
        content.push_code(Code::new(CodeKind::Bpt, "<b>").with("i", "1"));
        content.push_code(marked);
        content.push_code(Code::new(CodeKind::Ept, "</b>").with("i", "1"));
        content.push_text(" 단추를");
        content.push_text(" 누르십시오.");
        content
    }

    #[test]
    fn one_segment_gives_text_placeholders_and_markup() {
        let content = bold_button();
        assert_eq!(content.plain_text(), "저장 단추를 누르십시오.");
        assert_eq!(content.placeholder_text(), "{1>}저장{2}{<1} 단추를 누르십시오.");
        assert_eq!(
            content.markup(),
            "<bpt i=\"1\">&lt;b&gt;</bpt><hi type=\"term\">저장<ph>&amp;nbsp;</ph></hi>\
             <ept i=\"1\">&lt;/b&gt;</ept> 단추를 누르십시오."
        );
        assert_eq!(content.codes().len(), 4);
    }

    #[test]
    fn text_runs_are_joined() {
        let split: Content =
            ["반", "", "도체"].map(|t| Inline::Text(t.into())).into_iter().collect();
        assert_eq!(split, Content::from_text("반도체"));
        assert_eq!(Content::from_text(""), Content::default());
    }
}
