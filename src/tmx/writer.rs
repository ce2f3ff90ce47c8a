//! Units → a TMX 1.4 file that every reader takes.

use std::borrow::Cow;
use std::io::Write;

use super::codes;
use super::conform::{
    Change, HEADER_OPTIONAL, HEADER_REQUIRED, MAP, NOTE, Report, SEGTYPES, TU, TUV, UDE,
    dates_mislead,
};
use super::dates::DateFault;
use super::encoded::{Charset, Encoded};
use super::header::Header;
use super::partners;
use super::profile::Options;
use super::remarks::Remark;
use crate::error::Result;
use crate::lang::tag::LangTag;
use crate::unit::{
    Annotation, Annotations, Attributes, Code, CodeKind, Content, Inline, Note, Prop, Unit,
    Variant, markup, source_lang,
};

/// Writes a TMX 1.4 file: UTF-8 without a byte order mark, lines ended by a line feed, an element
/// a line, nothing added inside `seg`. The same units give the same bytes.
///
/// What is written is valid against `tmx14.dtd`. What TMX 1.4 cannot hold is moved to props where
/// that is possible, and counted in the [`Report`] that [`Writer::finish`] returns.
pub struct Writer<W> {
    output: Encoded<W>,
    page: Page,
}

impl<W: Write> Writer<W> {
    /// Begins a file with this header.
    ///
    /// # Errors
    /// `Kind::Io` when the output cannot be written.
    pub fn new(output: W, header: &Header) -> Result<Self> {
        Writer::with(output, header, Options::default())
    }

    /// Begins a file with this header and these options.
    ///
    /// # Errors
    /// `Kind::Io` when the output cannot be written.
    pub fn with(output: W, header: &Header, options: Options) -> Result<Self> {
        Writer::with_remarks(output, header, options, &[])
    }

    /// As [`Writer::with`]; these comments stand before the header.
    ///
    /// # Errors
    /// `Kind::Io` when the output cannot be written.
    pub fn with_remarks(
        output: W,
        header: &Header,
        options: Options,
        remarks: &[Remark],
    ) -> Result<Self> {
        let page = Page { options, ..Page::default() };
        let mut writer = Writer { output: Encoded::new(output, options.charset)?, page };
        writer.page.header(header, options.charset, remarks);
        writer.flush_page()?;
        Ok(writer)
    }

    /// Writes comments and processing instructions, each on a line, before the next unit.
    pub fn remark(&mut self, remarks: &[Remark]) {
        self.page.remarks(remarks);
    }

    /// Writes a unit; one without variants is left out and counted.
    ///
    /// # Errors
    /// `Kind::Io` when the output cannot be written.
    pub fn write(&mut self, unit: &Unit) -> Result<()> {
        self.page.unit(unit);
        self.flush_page()
    }

    /// What had to be changed so far.
    pub fn report(&self) -> &Report {
        &self.page.report
    }

    /// Ends the file, and says what had to be changed. Without it the file is not complete.
    ///
    /// # Errors
    /// `Kind::Io` when the output cannot be written.
    pub fn finish(mut self) -> Result<Report> {
        self.page.out.push_str("  </body>\n</tmx>\n");
        self.flush_page()?;
        self.output.finish()?;
        Ok(self.page.report)
    }

    fn flush_page(&mut self) -> Result<()> {
        self.output.write(&self.page.out)?;
        self.page.out.clear();
        Ok(())
    }
}

/// The text of one item, and the account over all.
#[derive(Default)]
pub(super) struct Page {
    pub out: String,
    pub report: Report,
    /// Whether languages are named by `lang`, as before version 1.3.
    pub old_lang: bool,
    options: Options,
}

impl Page {
    /// All that stands before the first unit, with these comments.
    pub(super) fn header(&mut self, header: &Header, charset: Charset, remarks: &[Remark]) {
        let label = charset.label();
        let start =
            format!("<?xml version=\"1.0\" encoding=\"{label}\"?>\n<tmx version=\"1.4\">\n");
        self.out.push_str(&start);
        for (name, _) in header.root.iter() {
            if name != "version" && !name.starts_with("xmlns") {
                self.report.add(Change::AttributeLeftOut, &format!("tmx/@{name}"), 1);
            }
        }
        for remark in remarks {
            self.out.push_str(&format!("  {remark}\n"));
        }
        self.header_element(header);
        self.out.push_str("  <body>\n");
    }

    /// Comments and processing instructions, each on a line.
    pub(super) fn remarks(&mut self, remarks: &[Remark]) {
        for remark in remarks {
            self.out.push_str(&format!("    {remark}\n"));
        }
    }

    /// The header with its notes and props.
    pub(super) fn header_element(&mut self, header: &Header) {
        let (attributes, moved) = self.header_attributes(&header.attributes);
        self.out.push_str("  <header");
        self.attributes(&attributes);
        if header.annotations.is_empty() && moved.is_empty() {
            self.out.push_str("/>\n");
        } else {
            self.out.push_str(">\n");
            self.annotations(&header.annotations, moved, "    ");
            self.out.push_str("  </header>\n");
        }
    }

    /// The attributes of a valid header, and those that have to be props.
    fn header_attributes(&mut self, own: &Attributes) -> (Attributes, Vec<Prop>) {
        let is_known = |name: &str| {
            HEADER_OPTIONAL.contains(&name) || HEADER_REQUIRED.iter().any(|(r, _)| *r == name)
        };
        let (mut attributes, moved) = self.sort_out(own, is_known);
        for (name, default) in HEADER_REQUIRED {
            if attributes.get(name).is_none() {
                self.report.add(Change::HeaderCompleted, name, 1);
                attributes.set(name, *default);
            }
        }
        // OmegaT reads the segments of files that name it as text with tags of its own.
        let tool = attributes.get("creationtool").unwrap_or_default();
        if tool.eq_ignore_ascii_case("omegat") {
            self.report.add(Change::ToolReplaced, "OmegaT", 1);
            attributes.set("creationtool", env!("CARGO_PKG_NAME"));
            attributes.set("creationtoolversion", env!("CARGO_PKG_VERSION"));
        }
        (attributes, moved)
    }

    /// A unit.
    pub(super) fn unit(&mut self, unit: &Unit) {
        if unit.variants.is_empty() {
            self.report.add(Change::UnitLeftOut, "tu", 1);
            return;
        }
        let unit = self.options.profile.unit(unit);
        self.options.profile.count_unread(&unit, &mut self.report);
        let (attributes, moved) = self.sort_out(&unit.attributes, |name| TU.contains(&name));
        self.out.push_str("    <tu");
        self.attributes(&attributes);
        self.out.push_str(">\n");
        self.annotations(&unit.annotations, moved, "      ");
        for (variant, content) in unit.variants.iter().zip(self.contents(&unit)) {
            self.variant(variant, &attributes, &content);
        }
        self.out.push_str("    </tu>\n");
    }

    /// What stands in the segments, with valid codes that say what they are in the others.
    fn contents<'u>(&mut self, unit: &'u Unit) -> Vec<Cow<'u, Content>> {
        let mut contents = Vec::with_capacity(unit.variants.len());
        for variant in &unit.variants {
            let content = self.options.level(&variant.content, &mut self.report);
            contents.push(codes::conform(content, &mut self.report));
        }
        partners::link(&mut contents, &mut self.report);
        contents
    }

    /// A variant with this content, in a unit with these attributes.
    fn variant(&mut self, variant: &Variant, of_unit: &Attributes, content: &Content) {
        let (mut attributes, mut moved) =
            self.sort_out(&variant.attributes, |name| TUV.contains(&name));
        if dates_mislead(of_unit, &attributes) {
            for name in ["changedate", "changeid"] {
                if let Some(value) = of_unit.get(name).filter(|_| attributes.get(name).is_none()) {
                    self.report.add(Change::DateCompleted, name, 1);
                    attributes.set(name, value);
                }
            }
        }
        let lang = self.language(&variant.lang);
        let lang = self.options.region(lang, &mut self.report);
        if lang == "und" && variant.lang.written() != "und" {
            moved.push(Prop::new("x-attr-xml:lang", variant.lang.written()));
        }
        self.out.push_str("      <tuv");
        self.attribute(if self.old_lang { "lang" } else { "xml:lang" }, &lang);
        self.attributes(&attributes);
        self.out.push_str(">\n");
        self.annotations(&variant.annotations, moved, "        ");
        self.out.push_str("        <seg>");
        let left_out = markup::push_content(&mut self.out, content);
        self.report.add(Change::CharacterLeftOut, "", left_out);
        self.out.push_str("</seg>\n      </tuv>\n");
    }

    /// Attributes that may stand, and props for those that may not.
    fn sort_out(
        &mut self,
        own: &Attributes,
        is_known: impl Fn(&str) -> bool,
    ) -> (Attributes, Vec<Prop>) {
        let is_valid = |name: &str, value: &str| {
            is_known(name) && (name != "segtype" || SEGTYPES.contains(&value))
        };
        let mut moved = Vec::new();
        let mut attributes = Attributes::default();
        if own.iter().all(|(name, value)| is_valid(name, value)) {
            attributes = own.clone();
        } else {
            for (name, value) in own.iter() {
                if is_valid(name, value) {
                    attributes.set(name, value);
                } else {
                    self.report.add(Change::AttributeMoved, name, 1);
                    moved.push(Prop::new(format!("x-attr-{name}"), value));
                }
            }
        }
        self.dates(&mut attributes);
        self.languages(&mut attributes);
        (attributes, moved)
    }

    /// Writes the languages of header and unit as readers compare them: `*all*` for what other
    /// words some tools have for it, tags as in the variants.
    fn languages(&mut self, attributes: &mut Attributes) {
        for name in ["srclang", "adminlang"] {
            let Some(written) = attributes.get(name).map(str::to_string) else { continue };
            let lang = match source_lang(&written) {
                _ if written == "*all*" => continue,
                None if name == "srclang" => {
                    self.report.add(Change::LanguageChanged, &written, 1);
                    "*all*".to_string()
                }
                None => continue,
                Some(lang) if lang.is_written_well() => written.clone(),
                Some(lang) if lang.is_well_formed() => self.language(&lang),
                Some(_) => continue,
            };
            let lang =
                if name == "srclang" { self.options.region(lang, &mut self.report) } else { lang };
            if lang != written {
                attributes.set(name, lang);
            }
        }
    }

    /// Writes dates in the form that TMX asks for, where they mean but one time.
    fn dates(&mut self, attributes: &mut Attributes) {
        for fault in DateFault::of(attributes) {
            match fault {
                DateFault::Form(name, _, form) => {
                    self.report.add(Change::DateRewritten, name, 1);
                    attributes.set(name, form);
                }
                DateFault::Unclear(name, _) => self.report.add_unclear_dates(name, 1),
            }
        }
    }

    /// Notes, props and what else there is, each on a line of its own.
    fn annotations(&mut self, annotations: &Annotations, moved: Vec<Prop>, indent: &str) {
        for annotation in &annotations.0 {
            match annotation {
                Annotation::Note(note) => self.note(note, indent),
                Annotation::Prop(prop) => self.prop(prop, indent),
                // A user-defined encoding stands in headers only, which are indented least.
                Annotation::Other(code) if indent.len() == 4 && is_ude(code) => {
                    self.ude(code, indent);
                }
                Annotation::Other(code) => {
                    let name = code.kind.name();
                    self.report.add(Change::ElementMoved, name, 1);
                    let mut text = String::new();
                    markup::push_code(&mut text, code);
                    self.prop(&Prop::new(format!("x-element-{name}"), text), indent);
                }
            }
        }
        for prop in moved {
            self.prop(&prop, indent);
        }
    }

    fn note(&mut self, note: &Note, indent: &str) {
        let attributes = self.note_attributes("note", &note.attributes);
        self.element("note", &attributes, &note.text, indent);
    }

    fn prop(&mut self, prop: &Prop, indent: &str) {
        let mut own = prop.attributes.clone();
        let mut attributes = Attributes::default();
        if own.get("type").is_none() {
            // Zanata says name= for type=.
            let kind = own.remove("name").unwrap_or_else(|| "x-untyped".into());
            self.report.add(Change::PropTyped, &kind, 1);
            attributes.set("type", kind);
        }
        for (name, value) in self.note_attributes("prop", &own).iter() {
            attributes.set(name, value);
        }
        self.element("prop", &attributes, &prop.text, indent);
    }

    fn note_attributes(&mut self, element: &str, own: &Attributes) -> Attributes {
        let mut attributes = Attributes::default();
        for (name, value) in own.iter() {
            if name == "xml:lang" {
                let lang = self.language(&LangTag::new(value));
                attributes.set(name, lang);
            } else if NOTE.contains(&name) || (name == "type" && element == "prop") {
                attributes.set(name, value);
            } else {
                self.report.add(Change::AttributeLeftOut, &format!("{element}/@{name}"), 1);
            }
        }
        attributes
    }

    fn ude(&mut self, ude: &Code, indent: &str) {
        self.out.push_str(indent);
        self.out.push_str("<ude");
        self.attributes(&ude.attributes);
        self.out.push_str(">\n");
        for map in maps(ude) {
            self.out.push_str(indent);
            self.out.push_str("  <map");
            self.attributes(&map.attributes);
            self.out.push_str("/>\n");
        }
        self.out.push_str(indent);
        self.out.push_str("</ude>\n");
    }

    fn element(&mut self, name: &str, attributes: &Attributes, text: &str, indent: &str) {
        self.out.push_str(indent);
        self.out.push('<');
        self.out.push_str(name);
        self.attributes(attributes);
        self.out.push('>');
        let left_out = markup::push_text(&mut self.out, text);
        self.report.add(Change::CharacterLeftOut, "", left_out);
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push_str(">\n");
    }

    fn attributes(&mut self, attributes: &Attributes) {
        let left_out = markup::push_attributes(&mut self.out, attributes);
        self.report.add(Change::CharacterLeftOut, "", left_out);
    }

    fn attribute(&mut self, name: &str, value: &str) {
        let left_out = markup::push_attribute(&mut self.out, name, value);
        self.report.add(Change::CharacterLeftOut, "", left_out);
    }

    /// The tag as written when it is well-formed, else in its canonical form, else `und`.
    fn language(&mut self, lang: &LangTag) -> String {
        if lang.is_written_well() {
            return lang.written().to_string();
        }
        self.report.add(Change::LanguageChanged, lang.written(), 1);
        if lang.is_well_formed() { lang.as_str().to_string() } else { "und".to_string() }
    }
}

fn maps(ude: &Code) -> impl Iterator<Item = &Code> {
    ude.content.iter().filter_map(|inline| match inline {
        Inline::Code(map) => Some(map),
        Inline::Text(_) => None,
    })
}

/// Whether this is a user-defined encoding as the DTD has it.
fn is_ude(code: &Code) -> bool {
    let only = |attributes: &Attributes, known: &[&str]| {
        attributes.iter().all(|(name, _)| known.contains(&name))
    };
    let is_map = |map: &Code| {
        map.kind == CodeKind::Other("map".to_string())
            && map.content.is_empty()
            && map.attributes.get("unicode").is_some()
            && only(&map.attributes, MAP)
    };
    let is_blank = |inline: &Inline| match inline {
        Inline::Text(text) => text.trim_ascii().is_empty(),
        Inline::Code(_) => true,
    };
    code.kind.name() == "ude"
        && code.attributes.get("name").is_some()
        && only(&code.attributes, UDE)
        && code.content.iter().all(is_blank)
        && maps(code).all(is_map)
        && maps(code).count() > 0
}
