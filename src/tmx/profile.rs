//! What the program that will read a file needs besides valid TMX.

use std::borrow::Cow;

use unicode_normalization::is_nfc;

use super::conform::{Change, Report};
use super::encoded::Charset;
use super::header::Header;
use crate::unit::{Annotation, Code, CodeKind, Content, Inline, Prop, Unit, Variant, markup};

/// For whom a file is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Profile {
    /// Any reader of TMX 1.4.
    #[default]
    Generic,
    /// OmegaT, which loses the text of `sub`: it is kept inside the native code. What else it does
    /// not read is counted.
    Omegat,
    /// Trados Studio, whose memories know languages with a region only (`ko` becomes `ko-KR`), and
    /// take a prop for a field when its type says of what kind (`x-project:SingleString`).
    Trados,
    /// memoQ: `sub` is kept inside the native code; the header names the target language, each
    /// unit says whether it was aligned or corrected, and the sentences before and after it stand
    /// in props of the source.
    Memoq,
}

/// Props that Trados Studio knows by names of its own.
const TRADOS_OWN: &[&str] = &["x-Context", "x-ContextContent", "x-ConfirmationLevel", "x-Origin"];
/// Pairs of props for what stands before and after a unit: OmegaT's, and memoQ's.
const NEIGHBOURS: &[(&str, &str)] = &[("prev", "x-context-pre"), ("next", "x-context-post")];

impl Profile {
    /// The header as the program expects it; `first` is the first unit, which says more.
    pub fn header(self, header: &Header, first: Option<&Unit>) -> Header {
        let mut header = header.clone();
        if self != Profile::Memoq {
            return header;
        }
        let source = header.source_lang();
        let is_target = |variant: &&Variant| match &source {
            Some(source) => variant.lang.matches(source).is_none(),
            None => true,
        };
        let target = first.and_then(|unit| unit.variants.iter().rfind(is_target));
        let target = target.map(|variant| variant.lang.as_str().to_lowercase());
        for (kind, text) in [("targetlang", target), ("name", Some(NAME.to_string()))] {
            if let Some(text) = text.filter(|_| header.annotations.prop(kind).is_none()) {
                header.annotations.add_prop(kind, text);
            }
        }
        header
    }

    /// The unit with the props that the program looks for.
    pub(super) fn unit(self, unit: &Unit) -> Cow<'_, Unit> {
        match self {
            Profile::Generic => Cow::Borrowed(unit),
            Profile::Omegat => with_neighbours_of_memoq(unit),
            Profile::Trados => with_fields(unit),
            Profile::Memoq => Cow::Owned(for_memoq(unit.clone())),
        }
    }

    /// Counts what the program will not read of a unit as it is written.
    pub(super) fn count_unread(self, unit: &Unit, report: &mut Report) {
        if self != Profile::Omegat {
            return;
        }
        let is_context =
            |prop: &Prop| NEIGHBOURS.iter().any(|(_, memoq)| prop.kind() == Some(memoq));
        let variants = unit.variants.iter().map(|variant| &variant.annotations);
        let own = |annotation: &&Annotation| match annotation {
            Annotation::Prop(prop) => !is_context(prop),
            _ => true,
        };
        let of_variants = variants.map(|all| all.0.iter().filter(own).count()).sum();
        let notes = unit.annotations.notes().count().saturating_sub(1);
        let contents = || unit.variants.iter().map(|variant| &variant.content);
        let is_mark = |code: &&&Code| code.kind == CodeKind::Hi;
        let marks = contents().map(|own| own.codes().iter().filter(is_mark).count()).sum();
        let decomposed = contents().filter(|own| !is_nfc(&own.plain_text())).count();
        for (what, count) in [
            ("props and notes of a language", of_variants),
            ("notes of a unit before its last", notes),
            ("marks of text (<hi>)", marks),
            ("texts as decomposed as they are", decomposed),
        ] {
            report.add_unread("OmegaT", what, count);
        }
    }
}

/// What a memory is called where its name is asked for.
const NAME: &str = env!("CARGO_PKG_NAME");

/// The unit with what memoQ calls its context as OmegaT does: as text, on the unit.
fn with_neighbours_of_memoq(unit: &Unit) -> Cow<'_, Unit> {
    let mut found = Vec::new();
    for (omegat, memoq) in NEIGHBOURS {
        let texts = unit.variants.iter().filter_map(|variant| variant.annotations.prop(memoq));
        let mut texts =
            texts.map(|text| text.trim_start_matches("<seg>").trim_end_matches("</seg>"));
        if let Some(text) = texts.rfind(|text| !text.is_empty())
            && unit.prop(omegat).is_none()
        {
            let text = quick_xml::escape::unescape(text).unwrap_or(Cow::Borrowed(text));
            found.push((*omegat, text.into_owned()));
        }
    }
    if found.is_empty() {
        return Cow::Borrowed(unit);
    }
    let mut unit = unit.clone();
    found.into_iter().for_each(|(kind, text)| unit.annotations.add_prop(kind, text));
    Cow::Owned(unit)
}

/// The unit with props of no known kind as text fields; one that comes again holds several texts.
fn with_fields(unit: &Unit) -> Cow<'_, Unit> {
    let needs = |prop: &Prop| {
        prop.kind().is_some_and(|kind| {
            kind.starts_with("x-") && !kind.contains(':') && !TRADOS_OWN.contains(&kind)
        })
    };
    if !unit.annotations.props().any(needs) {
        return Cow::Borrowed(unit);
    }
    let mut fields = unit.clone();
    for annotation in &mut fields.annotations.0 {
        let Annotation::Prop(prop) = annotation else { continue };
        if !needs(prop) {
            continue;
        }
        let kind = prop.kind().unwrap_or_default().to_string();
        let again = unit.annotations.props().filter(|own| own.kind() == Some(&kind)).count() > 1;
        let field = if again { "MultipleString" } else { "SingleString" };
        prop.attributes.set("type", format!("{kind}:{field}"));
    }
    Cow::Owned(fields)
}

fn for_memoq(mut unit: Unit) -> Unit {
    // Units that an aligner made carry its confidence.
    let aligned = unit.prop("x-jjak-confidence").is_some();
    let document = ["x-file", "file"].iter().find_map(|kind| unit.prop(kind)).map(str::to_string);
    let yes_no = |yes| Some(if yes { "yes" } else { "no" }.to_string());
    for (kind, text) in
        [("corrected", yes_no(false)), ("aligned", yes_no(aligned)), ("x-document", document)]
    {
        if let Some(text) = text.filter(|_| unit.prop(kind).is_none()) {
            unit.annotations.add_prop(kind, text);
        }
    }
    for (omegat, memoq) in NEIGHBOURS {
        let Some(text) = unit.prop(omegat).map(str::to_string) else { continue };
        let Some(source) = unit.variants.first_mut() else { continue };
        if source.annotations.prop(memoq).is_none() {
            let mut seg = String::from("<seg>");
            markup::push_text(&mut seg, &text);
            source.annotations.add_prop(*memoq, seg + "</seg>");
        }
    }
    unit
}

/// How a file is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// The encoding.
    pub charset: Charset,
    /// Whether codes are left out, so that the file is of level 1: plain text.
    pub plain: bool,
    /// For whom.
    pub profile: Profile,
}

/// The region that is mostly meant where a language stands alone.
const REGIONS: &[(&str, &str)] = &[
    ("ar", "SA"),
    ("cs", "CZ"),
    ("da", "DK"),
    ("de", "DE"),
    ("el", "GR"),
    ("en", "US"),
    ("es", "ES"),
    ("fi", "FI"),
    ("fr", "FR"),
    ("he", "IL"),
    ("hi", "IN"),
    ("hu", "HU"),
    ("id", "ID"),
    ("it", "IT"),
    ("ja", "JP"),
    ("ko", "KR"),
    ("ms", "MY"),
    ("nl", "NL"),
    ("pl", "PL"),
    ("pt", "BR"),
    ("ro", "RO"),
    ("ru", "RU"),
    ("sv", "SE"),
    ("th", "TH"),
    ("tr", "TR"),
    ("uk", "UA"),
    ("vi", "VN"),
    ("zh", "CN"),
];

impl Options {
    /// The content as the level and the profile have it.
    pub(super) fn level<'a>(&self, content: &'a Content, report: &mut Report) -> Cow<'a, Content> {
        if content.is_plain() {
            return Cow::Borrowed(content);
        }
        if self.plain {
            for code in content.codes() {
                report.add(Change::CodeLeftOut, code.kind.name(), 1);
            }
            return Cow::Owned(Content::from_text(content.plain_text()));
        }
        let subs = matches!(self.profile, Profile::Omegat | Profile::Memoq)
            && content.codes().iter().any(|code| code.kind == CodeKind::Sub);
        if subs { Cow::Owned(without_subs(content, report)) } else { Cow::Borrowed(content) }
    }

    /// The language tag as the profile has it.
    pub(super) fn region(&self, lang: String, report: &mut Report) -> String {
        let wanted = matches!(self.profile, Profile::Trados);
        let region = REGIONS.iter().find(|(own, _)| wanted && lang.eq_ignore_ascii_case(own));
        let Some((own, region)) = region else { return lang };
        report.add(Change::LanguageChanged, &lang, 1);
        format!("{own}-{region}")
    }
}

/// The content with the markup of each `sub` as native code.
fn without_subs(content: &Content, report: &mut Report) -> Content {
    let mut out = Content::default();
    for inline in content.iter() {
        match inline {
            Inline::Text(text) => out.push_str(text),
            Inline::Code(code) if code.kind == CodeKind::Sub => {
                report.add(Change::CodeReplaced, "sub", 1);
                let mut text = String::new();
                markup::push_content(&mut text, &code.content);
                out.push_text(text);
            }
            Inline::Code(code) => {
                let mut code = code.clone();
                code.content = without_subs(&code.content, report);
                out.push_code(code);
            }
        }
    }
    out
}
