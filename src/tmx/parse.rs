//! Tokens → the parts of a file: header, units and what stands between them.

use super::header::Header;
use super::repair::Fix;
use super::xml::{Notice, Scanner, Stop, Tag, Token};
use crate::error::{Error, Kind};
use crate::lang::tag::LangTag;
use crate::unit::{
    Annotation, Attributes, Code, CodeKind, Content, Note, Prop, Unit, Variant, markup,
};

/// How many language tags are remembered, so that a tag is understood once and not per unit.
const MAX_LANGS: usize = 64;

type Result<T> = std::result::Result<T, Stop>;

/// Makes the parts of a file out of tokens.
pub(super) struct Parser<'p, 'a> {
    pub scanner: Scanner<'a>,
    /// Tags that are understood already.
    pub langs: &'p mut Vec<LangTag>,
}

/// What the file begins with.
#[derive(Debug, Default)]
pub(super) struct Beginning {
    pub header: Header,
    /// The bytes of the header element; empty when there is none.
    pub element: std::ops::Range<usize>,
    /// A unit that came without header and body; read it again.
    pub bodiless: Option<usize>,
}

/// What comes next in the body.
#[derive(Debug)]
pub(super) enum Item {
    /// A unit, which begins at this byte.
    Unit(usize),
    /// The end of the file.
    End,
}

impl<'a> Parser<'_, 'a> {
    /// Everything up to and with `<body>`.
    pub(super) fn beginning(&mut self) -> Result<Beginning> {
        let mut beginning = Beginning::default();
        let root = match self.scanner.next()? {
            Token::Start(tag) => tag,
            // Before the root element the tokens are a start tag or an error.
            _ => return Err(Stop::Fault(0, Error::new(Kind::Empty))),
        };
        if root.name != "tmx" {
            return Err(Stop::Fault(root.at, not_tmx(root.name)));
        }
        beginning.header.root = root.attributes;
        let mut found = false;
        loop {
            let Some(tag) = self.next_child("tmx")? else {
                let missing = if found { "the file has no <body>" } else { NEITHER };
                self.scanner.fault(self.scanner.token(), Error::malformed(missing), Fix::Added)?;
                return Ok(beginning);
            };
            match tag.name {
                "header" if !found => {
                    found = true;
                    beginning.element.start = tag.at;
                    self.header(tag.attributes, &mut beginning.header)?;
                    beginning.element.end = self.scanner.at();
                }
                "body" if found => return Ok(beginning),
                "body" | "tu" if !found || self.scanner.is_lenient() => {
                    let message = format!("<{}> stands where <header> should", tag.name);
                    let error = Error::malformed(message).cure(
                        "add a <header> with creationtool, srclang and the other required attributes",
                    );
                    self.scanner.fault(tag.at, error, Fix::Added)?;
                    beginning.bodiless = (tag.name == "tu").then_some(tag.at);
                    return Ok(beginning);
                }
                _ if !found => {
                    let message = format!("<{}> stands where <header> should", tag.name);
                    let error = Error::malformed(message).cure(
                        "add a <header> with creationtool, srclang and the other required attributes",
                    );
                    self.scanner.fault(tag.at, error, Fix::LeftOut)?;
                    self.content()?;
                }
                _ => self.skip(&tag)?,
            }
        }
    }

    fn header(&mut self, attributes: Attributes, header: &mut Header) -> Result<()> {
        header.attributes = attributes;
        while let Some(tag) = self.next_child("header")? {
            let annotation = self.annotation(tag)?;
            header.annotations.0.push(annotation);
        }
        Ok(())
    }

    /// The next unit, or the end of the file behind the body.
    pub(super) fn item(&mut self, unit: &mut Unit, begun: &mut Option<usize>) -> Result<Item> {
        self.scanner.spares.empty(unit);
        while self.scanner.is_inside("body") {
            match self.next_child("body")? {
                Some(tag) if tag.name == "tu" => {
                    *begun = Some(tag.at);
                    let at = tag.at;
                    return self.unit(tag, unit).map(|()| Item::Unit(at));
                }
                Some(tag) => self.skip(&tag)?,
                None => break,
            }
        }
        while self.scanner.is_inside("tmx") {
            match self.next_child("tmx")? {
                Some(tag) => self.skip(&tag)?,
                None => break,
            }
        }
        loop {
            match self.scanner.next()? {
                Token::Eof => return Ok(Item::End),
                // After the root element the tokens are the end of the file or an error.
                Token::Start(_) | Token::End | Token::Text(_) => {}
            }
        }
    }

    fn unit(&mut self, tag: Tag<'a>, unit: &mut Unit) -> Result<()> {
        self.scanner
            .spares
            .keep_attributes(std::mem::replace(&mut unit.attributes, tag.attributes));
        while let Some(child) = self.next_child("tu")? {
            if child.name == "tuv" {
                self.variant(child, &mut unit.variants)?;
            } else {
                let annotation = self.annotation(child)?;
                unit.annotations.0.push(annotation);
            }
        }
        Ok(())
    }

    fn variant(&mut self, tag: Tag<'a>, variants: &mut Vec<Variant>) -> Result<()> {
        let mut attributes = tag.attributes;
        // xml:lang is the newer of the two; where both stand, `lang` stays among the attributes.
        let written = attributes.remove("xml:lang").or_else(|| attributes.remove("lang"));
        if written.is_none() {
            let error = Error::malformed("this <tuv> names no language").cure("add xml:lang to it");
            self.scanner.fault(tag.at, error, Fix::Added)?;
        }
        let lang = self.lang(written.as_deref().unwrap_or("und"));
        let mut annotations = self.scanner.spares.annotations();
        let (mut content, mut others) = (None, Vec::new());
        while let Some(child) = self.next_child("tuv")? {
            if child.name != "seg" {
                let annotation = self.annotation(child)?;
                annotations.0.push(annotation);
                continue;
            }
            if content.is_some() {
                let error = Error::malformed("a second <seg> in one <tuv>")
                    .cure("give every <seg> a <tuv> of its own");
                self.scanner.fault(child.at, error, Fix::Added)?;
            }
            let found = self.content()?;
            match content {
                None => content = Some(found),
                Some(_) => others.push(found),
            }
        }
        let Some(content) = content else {
            let error = Error::malformed("this <tuv> has no <seg>")
                .cure("put the text into <seg>...</seg>");
            return self.scanner.fault(tag.at, error, Fix::LeftOut);
        };
        variants.push(Variant { lang: lang.clone(), attributes, annotations, content });
        variants.extend(others.into_iter().map(|content| Variant::new(lang.clone(), content)));
        Ok(())
    }

    /// A note, a prop, or the tree of an element of another name.
    fn annotation(&mut self, tag: Tag<'a>) -> Result<Annotation> {
        let attributes = tag.attributes;
        Ok(match tag.name {
            "prop" => Annotation::Prop(Prop { attributes, text: self.text("prop", tag.at)? }),
            "note" => Annotation::Note(Note { attributes, text: self.text("note", tag.at)? }),
            name => {
                let kind = CodeKind::Other(name.to_string());
                let content = self.content()?;
                Annotation::Other(Code { kind, attributes, content })
            }
        })
    }

    /// Text and codes up to the end of the element that was begun.
    fn content(&mut self) -> Result<Content> {
        let mut content = self.scanner.spares.content();
        loop {
            if self.scanner.is_at_text() {
                let mut text = self.scanner.spares.text();
                self.scanner.gather(&mut text)?;
                content.push_text(text);
            }
            match self.scanner.next()? {
                Token::Text(text) => content.push_str_in(&text, || self.scanner.spares.text()),
                Token::Start(tag) => content.push_code(self.code(tag)?),
                Token::End | Token::Eof => return Ok(content),
            }
        }
    }

    fn code(&mut self, tag: Tag<'a>) -> Result<Code> {
        let (kind, attributes) = (CodeKind::from_name(tag.name), tag.attributes);
        Ok(Code { kind, attributes, content: self.content()? })
    }

    /// Text up to the end of the element that was begun; markup in it becomes text.
    fn text(&mut self, name: &'static str, at: usize) -> Result<String> {
        let mut text = self.scanner.spares.text();
        loop {
            self.scanner.gather(&mut text)?;
            match self.scanner.next()? {
                Token::Text(run) => text.push_str(&run),
                Token::Start(tag) => {
                    markup::push_code(&mut text, &self.code(tag)?);
                    self.scanner.notices.push((at, Notice::MarkupInText(name)));
                }
                Token::End | Token::Eof => return Ok(text),
            }
        }
    }

    /// The next element inside `parent`, which holds elements only; `None` at its end.
    fn next_child(&mut self, parent: &str) -> Result<Option<Tag<'a>>> {
        loop {
            self.scanner.pass_blanks();
            match self.scanner.next()? {
                Token::Start(tag) => return Ok(Some(tag)),
                Token::End | Token::Eof => return Ok(None),
                Token::Text(text) if text.trim_ascii().is_empty() => {}
                Token::Text(text) => {
                    let start: String = text.trim().chars().take(20).collect();
                    let message = format!("text directly in <{parent}>: '{start}'");
                    let error = Error::malformed(message).cure(match parent {
                        "tuv" | "tu" => "put the text into <seg>...</seg>",
                        _ => "delete it, or repair the tags around it",
                    });
                    self.scanner.fault(self.scanner.token(), error, Fix::LeftOut)?;
                }
            }
        }
    }

    fn skip(&mut self, tag: &Tag<'a>) -> Result<()> {
        self.content()?;
        self.scanner.notices.push((tag.at, Notice::Skipped(tag.name.to_string())));
        Ok(())
    }

    fn lang(&mut self, written: &str) -> LangTag {
        if let Some(lang) = self.langs.iter().find(|lang| lang.written() == written) {
            return lang.clone();
        }
        let lang = LangTag::new(written);
        if self.langs.len() < MAX_LANGS {
            self.langs.push(lang.clone());
        }
        lang
    }
}

const NEITHER: &str = "the file has neither header nor body";

/// Names the kind of file a root element other than `tmx` belongs to.
fn not_tmx(root: &str) -> Error {
    let known = match root {
        "map" => "this is a game map of the Tiled editor, not a translation memory",
        "xliff" => "this is an XLIFF file, not a TMX file",
        "martif" | "tbx" => "this is a TBX glossary, not a TMX file",
        "html" => "this is a web page, not a TMX file",
        _ => "",
    };
    let message = match known {
        "" => format!("the root element is <{root}>: this is not a TMX file"),
        known => known.to_string(),
    };
    Error::new(Kind::Unsupported(message)).cure("give a TMX file")
}
