//! Tokens → header and units, one at a time.

use std::io::BufRead;

use super::header::Header;
use super::source::Source;
use super::warning::Warning;
use super::xml::{Tag, Token, Tokens};
use crate::error::{Error, Kind, Place, Result};
use crate::lang::tag::LangTag;
use crate::unit::{
    Annotation, Annotations, Code, CodeKind, Content, Note, Prop, Unit, Variant, markup,
};

/// How many warnings are kept; a file that earns more says the same over and over.
const MAX_WARNINGS: usize = 1000;
/// How many language tags are remembered, so that a tag is understood once and not per unit.
const MAX_LANGS: usize = 64;

/// Reads a TMX file of any version and encoding, unit by unit.
///
/// Strict: what is not well-formed, or leaves open what a unit says, is an error with line, column
/// and number of the unit, after which nothing more comes. All else that TMX does not know is kept
/// in the unit. Memory is bound by the largest unit, not by the file.
pub struct Reader<R> {
    tokens: Tokens<R>,
    header: Header,
    warnings: Vec<Warning>,
    langs: Vec<LangTag>,
    units: usize,
    done: bool,
}

impl<R: BufRead> Reader<R> {
    /// Reads up to the first unit.
    ///
    /// # Errors
    /// [`Kind::Empty`] for a file of no bytes, [`Kind::Unsupported`] for files of another kind
    /// (an archive, a Tiled map), [`Kind::Malformed`] and [`Kind::Encoding`] with the place.
    pub fn new(input: R) -> Result<Self> {
        let mut warnings = Vec::new();
        let tokens = Tokens::new(Source::new(input, &mut warnings)?);
        let (header, langs) = (Header::default(), Vec::new());
        let mut reader = Reader { tokens, header, warnings, langs, units: 0, done: false };
        reader.read_root()?;
        reader.read_header()?;
        Ok(reader)
    }

    /// What the file says of itself.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// What was odd so far, in the order it was met; of very odd files only the first thousand.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// How many units have been read.
    pub fn units_read(&self) -> usize {
        self.units
    }

    fn read_root(&mut self) -> Result<()> {
        let root = match self.tokens.next()? {
            Token::Start(tag) => tag,
            // Before the root element the tokens are a start tag or an error.
            Token::End | Token::Text | Token::Eof => return Err(Error::new(Kind::Empty)),
        };
        if root.name != "tmx" {
            return Err(not_tmx(&root));
        }
        self.header.root = root.attributes;
        let version = self.header.version();
        if !matches!(version, Some("1.1" | "1.2" | "1.3" | "1.4")) {
            self.warnings.push(Warning::Version { version: version.map(str::to_string) });
        }
        Ok(())
    }

    fn read_header(&mut self) -> Result<()> {
        let tag = self.next_child("tmx")?.ok_or_else(|| {
            here(Error::malformed("the file has neither header nor body"), self.tokens.place())
        })?;
        if tag.name != "header" {
            let message = format!("<{}> stands where <header> should", tag.name);
            return Err(here(Error::malformed(message), tag.place).cure(
                "add a <header> with creationtool, srclang and the other required attributes",
            ));
        }
        self.header.attributes = tag.attributes;
        while let Some(tag) = self.next_child("header")? {
            let annotation = self.annotation(tag)?;
            self.header.annotations.0.push(annotation);
        }
        loop {
            match self.next_child("tmx")? {
                Some(tag) if tag.name == "body" => return Ok(()),
                Some(tag) => self.skip(tag)?,
                None => {
                    let error = Error::malformed("the file has no <body>");
                    return Err(here(error, self.tokens.place()));
                }
            }
        }
    }

    /// The next unit; `None` once the file has been read to its end.
    fn read_unit(&mut self) -> Result<Option<Unit>> {
        loop {
            self.tokens.begin_item();
            match self.next_child("body")? {
                Some(tag) if tag.name == "tu" => {
                    self.units += 1;
                    let unit = self.unit(tag).map_err(|error| error.in_unit(self.units))?;
                    return Ok(Some(unit));
                }
                Some(tag) => self.skip(tag)?,
                None => break,
            }
        }
        while let Some(tag) = self.next_child("tmx")? {
            self.skip(tag)?;
        }
        match self.tokens.next()? {
            Token::Eof => Ok(None),
            // After the root element the tokens are the end of the file or an error.
            Token::Start(_) | Token::End | Token::Text => Ok(None),
        }
    }

    fn unit(&mut self, tag: Tag) -> Result<Unit> {
        let mut unit = Unit { attributes: tag.attributes, ..Unit::default() };
        while let Some(child) = self.next_child("tu")? {
            if child.name == "tuv" {
                let variant = self.variant(child)?;
                unit.variants.push(variant);
            } else {
                let annotation = self.annotation(child)?;
                unit.annotations.0.push(annotation);
            }
        }
        Ok(unit)
    }

    fn variant(&mut self, tag: Tag) -> Result<Variant> {
        let mut attributes = tag.attributes;
        // xml:lang is the newer of the two; where both stand, `lang` stays among the attributes.
        let written = attributes.remove("xml:lang").or_else(|| attributes.remove("lang"));
        let Some(written) = written else {
            return Err(here(Error::malformed("this <tuv> names no language"), tag.place)
                .cure("add xml:lang to it"));
        };
        let lang = self.lang(&written);
        let mut annotations = Annotations::default();
        let mut content = None;
        while let Some(child) = self.next_child("tuv")? {
            if child.name != "seg" {
                let annotation = self.annotation(child)?;
                annotations.0.push(annotation);
            } else if content.is_some() {
                return Err(here(Error::malformed("a second <seg> in one <tuv>"), child.place)
                    .cure("give every <seg> a <tuv> of its own"));
            } else {
                content = Some(self.content()?);
            }
        }
        let content = content.ok_or_else(|| {
            here(Error::malformed("this <tuv> has no <seg>"), tag.place)
                .cure("put the text into <seg>...</seg>")
        })?;
        Ok(Variant { lang, attributes, annotations, content })
    }

    /// A note, a prop, or the tree of an element of another name.
    fn annotation(&mut self, tag: Tag) -> Result<Annotation> {
        let attributes = tag.attributes;
        Ok(match &*tag.name {
            "note" => Annotation::Note(Note { attributes, text: self.text("note", tag.place)? }),
            "prop" => Annotation::Prop(Prop { attributes, text: self.text("prop", tag.place)? }),
            _ => {
                let kind = CodeKind::Other(tag.name.into_owned());
                let content = self.content()?;
                Annotation::Other(Code { kind, attributes, content })
            }
        })
    }

    /// Text and codes up to the end of the element that was begun.
    fn content(&mut self) -> Result<Content> {
        let mut content = Content::default();
        loop {
            match self.tokens.next()? {
                Token::Text => content.push_text(self.tokens.text()),
                Token::Start(tag) => {
                    let (kind, attributes) = (CodeKind::from_name(&tag.name), tag.attributes);
                    content.push_code(Code { kind, attributes, content: self.content()? });
                }
                Token::End | Token::Eof => return Ok(content),
            }
        }
    }

    /// Text up to the end of the element that was begun; markup in it becomes text.
    fn text(&mut self, name: &'static str, place: Place) -> Result<String> {
        let content = self.content()?;
        let mut text = String::new();
        for inline in content {
            match inline {
                crate::unit::Inline::Text(run) => text.push_str(&run),
                crate::unit::Inline::Code(code) => {
                    markup::push_code(&mut text, &code);
                    self.warn(Warning::MarkupInText { name, place });
                }
            }
        }
        Ok(text)
    }

    /// The next element inside `parent`, which holds elements only; `None` at its end.
    fn next_child(&mut self, parent: &str) -> Result<Option<Tag>> {
        loop {
            match self.tokens.next()? {
                Token::Start(tag) => return Ok(Some(tag)),
                Token::End | Token::Eof => return Ok(None),
                Token::Text if self.tokens.text().trim_ascii().is_empty() => {}
                Token::Text => {
                    let start: String = self.tokens.text().trim().chars().take(20).collect();
                    let message = format!("text directly in <{parent}>: '{start}'");
                    let error = here(Error::malformed(message), self.tokens.place());
                    return Err(match parent {
                        "tuv" | "tu" => error.cure("put the text into <seg>...</seg>"),
                        _ => error.cure("delete it, or repair the tags around it"),
                    });
                }
            }
        }
    }

    fn skip(&mut self, tag: Tag) -> Result<()> {
        self.content()?;
        self.warn(Warning::SkippedElement { name: tag.name.into_owned(), place: tag.place });
        Ok(())
    }

    fn warn(&mut self, warning: Warning) {
        if self.warnings.len() < MAX_WARNINGS {
            self.warnings.push(warning);
        }
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

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Unit>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let unit = self.read_unit().transpose();
        self.done = !matches!(unit, Some(Ok(_)));
        unit
    }
}

impl<R: BufRead> std::iter::FusedIterator for Reader<R> {}

/// Puts the error at the place.
fn here(error: Error, place: Place) -> Error {
    error.at(place.line.unwrap_or(1), place.column.unwrap_or(1))
}

/// Names the kind of file a root element other than `tmx` belongs to.
fn not_tmx(root: &Tag) -> Error {
    let known = match &*root.name {
        "map" => "this is a game map of the Tiled editor, not a translation memory",
        "xliff" => "this is an XLIFF file, not a TMX file",
        "martif" | "tbx" => "this is a TBX glossary, not a TMX file",
        "html" => "this is a web page, not a TMX file",
        _ => "",
    };
    let message = match known {
        "" => format!("the root element is <{}>: this is not a TMX file", root.name),
        known => known.to_string(),
    };
    here(Error::new(Kind::Unsupported(message)), root.place).cure("give a TMX file")
}
