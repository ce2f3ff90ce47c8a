//! Checks a memory, unit by unit, against [`Rule`]s.

use std::borrow::Cow;
use std::io::BufRead;

use super::codes;
use super::conform::{
    Change, HEADER_OPTIONAL, HEADER_REQUIRED, NOTE, Report, SEGTYPES, TU, TUV, dates_mislead,
};
use super::dates::DateFault;
use super::partners;
use super::pieces::Piece;
use super::reader::Reader;
use super::rule::Rule;
use super::warning::Warning;
use crate::error::{Error, Place};
use crate::lang::tag::LangTag;
use crate::unit::{
    Annotation, Annotations, Attributes, CodeKind, Content, Unit, Variant, source_lang,
};

/// A breach of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// Line, column and unit, as far as the fault has a place.
    pub place: Place,
    /// What was found: the name of an attribute, a tag, a text; may be empty.
    pub detail: String,
}

/// A breach in a unit: in the variant of this index, or in the unit itself.
type Breach = (Rule, Option<usize>, String);

/// Checks a whole file, on all cores; `say` is given the findings in order. Ends at the first fault
/// that keeps the file from being read on, and gives it as a [`Rule::Malformed`].
///
/// Returns how many units there are.
pub fn check<R: BufRead + Send>(reader: &mut Reader<R>, mut say: impl FnMut(Finding)) -> usize {
    let source = reader.header().source_lang();
    for finding in check_header(reader) {
        say(finding);
    }
    reader.warnings().iter().map(of_warning).for_each(&mut say);
    if reader.is_lenient() {
        check_units(reader, source.as_ref(), &mut say);
        return reader.units_read();
    }
    let work = |piece: &mut Piece| {
        let mut found = Vec::new();
        check_units(piece, source.as_ref(), &mut |finding| found.push(finding));
        found
    };
    let read = reader.in_pieces(work, |before, found: Vec<Finding>| {
        for mut finding in found {
            finding.place.unit = finding.place.unit.map(|unit| before + unit);
            say(finding);
        }
    });
    if let Err(error) = read {
        say(of_error(&error));
    }
    reader.units_read()
}

/// Checks the units that are left.
fn check_units<R: BufRead>(
    reader: &mut Reader<R>,
    source: Option<&LangTag>,
    say: &mut impl FnMut(Finding),
) {
    let (mut told, mut breaches) = (reader.warnings().len(), Vec::new());
    let mut unit = Unit::default();
    loop {
        let read = reader.read(&mut unit);
        for warning in &reader.warnings()[told..] {
            say(of_warning(warning));
        }
        told = reader.warnings().len();
        match read {
            Ok(true) => check_unit(&unit, source, &mut breaches),
            Ok(false) => return,
            Err(error) => return say(of_error(&error)),
        }
        for (rule, variant, detail) in breaches.drain(..) {
            let at = variant.map_or(0, |index| variant_at(reader.raw(), index));
            say(Finding { rule, place: reader.place(at), detail });
        }
    }
}

/// The error that ended the reading.
pub fn of_error(error: &Error) -> Finding {
    Finding { rule: Rule::Malformed, place: error.place(), detail: error.kind().to_string() }
}

fn of_warning(warning: &Warning) -> Finding {
    let (rule, place) = match warning {
        Warning::Version { .. } => (Rule::Version, Place::default()),
        Warning::SkippedElement { place, .. } | Warning::MarkupInText { place, .. } => {
            (Rule::UnknownElement, *place)
        }
        _ => (Rule::Encoding, Place::default()),
    };
    // The place has a column of its own.
    let detail = warning.to_string();
    let detail = match place.line.and_then(|_| detail.split_once(": ")) {
        Some((_, detail)) => detail.to_string(),
        None => detail,
    };
    Finding { rule, place, detail }
}

/// The byte at which the variant of this index begins in the markup of a unit.
fn variant_at(raw: &str, index: usize) -> usize {
    raw.match_indices("<tuv").nth(index).map_or(0, |(at, _)| at)
}

fn check_header<R: BufRead>(reader: &Reader<R>) -> Vec<Finding> {
    let header = reader.header();
    let mut breaches: Vec<Breach> = Vec::new();
    for (name, _) in HEADER_REQUIRED {
        if header.attributes.get(name).is_none() {
            breaches.push((Rule::HeaderAttribute, None, format!("the header has no {name}")));
        }
    }
    let is_known = |name: &str| {
        HEADER_OPTIONAL.contains(&name) || HEADER_REQUIRED.iter().any(|(own, _)| *own == name)
    };
    unknown("header", &header.attributes, is_known, None, &mut breaches);
    let foreign = |name: &str| name == "version";
    unknown("tmx", &header.root, foreign, None, &mut breaches);
    check_dates(&header.attributes, None, &mut breaches);
    check_segtype(&header.attributes, &mut breaches);
    let srclang = header.attributes.get("srclang").and_then(source_lang);
    for lang in srclang.iter() {
        check_lang(lang, None, &mut breaches);
    }
    let line = reader.prolog().before().matches('\n').count() + 1;
    let place = Place { line: Some(line), ..Place::default() };
    breaches.into_iter().map(|(rule, _, detail)| Finding { rule, place, detail }).collect()
}

/// Checks one unit. `source` is the header's source language.
fn check_unit(unit: &Unit, source: Option<&LangTag>, found: &mut Vec<Breach>) {
    unknown("tu", &unit.attributes, |name| TU.contains(&name), None, found);
    check_dates(&unit.attributes, None, found);
    check_segtype(&unit.attributes, found);
    check_annotations(&unit.annotations, None, found);
    for (index, variant) in unit.variants.iter().enumerate() {
        check_variant(variant, index, found);
        if dates_mislead(&unit.attributes, &variant.attributes) {
            let detail = "made on the variant, changed on the unit: OmegaT reads the older date";
            found.push((Rule::DateLevel, Some(index), detail.into()));
        }
        if unit.variants[..index].iter().any(|before| before.lang == variant.lang) {
            let detail = format!("a second text in {}", variant.lang);
            found.push((Rule::SameLanguage, Some(index), detail));
        }
    }
    match unit.variants.as_slice() {
        [] => {
            found.push((Rule::NoVariant, None, "the unit has no <tuv>".into()));
            return;
        }
        [only] => {
            found.push((Rule::OneVariant, None, format!("the unit is in {} only", only.lang)))
        }
        _ => {}
    }
    // The word of the unit counts, also where it is that any language may be the source.
    let own = unit.attributes.get("srclang").map(source_lang);
    let Some(source) = own.as_ref().map_or(source, Option::as_ref) else { return };
    let Some(text) = unit.variant(source) else {
        let detail = format!("no variant is in the source language {source}");
        found.push((Rule::SourceMissing, None, detail));
        return;
    };
    for (index, variant) in unit.variants.iter().enumerate() {
        if !std::ptr::eq(variant, text) {
            compare(text, variant, index, found);
        }
    }
}

fn check_variant(variant: &Variant, index: usize, found: &mut Vec<Breach>) {
    let at = Some(index);
    unknown("tuv", &variant.attributes, |name| TUV.contains(&name), at, found);
    check_dates(&variant.attributes, at, found);
    check_annotations(&variant.annotations, at, found);
    check_lang(&variant.lang, at, found);
    let text = variant.content.plain_text();
    if text.is_empty()
        || text.starts_with(char::is_whitespace)
        || text.ends_with(char::is_whitespace)
    {
        found.push(match text.trim() {
            "" => (Rule::EmptyText, at, format!("no text in {}", variant.lang)),
            _ => (Rule::EdgeBlanks, at, format!("blanks at an end in {}", variant.lang)),
        });
    }
    if variant.content.is_plain() {
        return;
    }
    let mut report = Report::default();
    codes::conform(Cow::Borrowed(&variant.content), &mut report);
    for (change, name, count) in report.iter() {
        let (rule, what) = match change {
            Change::CodeLinked => (Rule::UnknownAttribute, "says id for x"),
            Change::CodePaired => (Rule::CodePairing, "without its partner, or in the wrong order"),
            Change::AttributeLeftOut => (Rule::UnknownAttribute, "is not TMX"),
            _ => (Rule::UnknownElement, "may not stand here"),
        };
        let times = if count > 1 { format!(" ({count} times)") } else { String::new() };
        found.push((rule, at, format!("{name} {what}{times}")));
    }
    let unlinked = partners::count_lacking(&variant.content);
    if unlinked > 0 {
        let detail = format!("codes without an x of their own: {unlinked}");
        found.push((Rule::CodeLink, at, detail));
    }
    if variant.content.codes().iter().any(|code| code.kind == CodeKind::Sub) {
        found.push((Rule::SubFlow, at, "text inside a code (<sub>)".into()));
    }
}

/// What is to be the same in source and target, and what is not.
fn compare(source: &Variant, target: &Variant, index: usize, found: &mut Vec<Breach>) {
    let plain = source.content.is_plain() && target.content.is_plain();
    if plain {
        let text = source.content.plain_text();
        if source.lang.primary() != target.lang.primary()
            && text == target.content.plain_text()
            && text.chars().any(char::is_alphabetic)
        {
            found.push((Rule::SameText, Some(index), format!("the same in {}", target.lang)));
        }
        return;
    }
    let (own, other) = (kinds(&source.content), kinds(&target.content));
    if own != other {
        let list = |kinds: &[&str]| match kinds {
            [] => "none".to_string(),
            kinds => kinds.join(" "),
        };
        let detail = format!("codes: {} in {}", list(&own), source.lang);
        let detail = format!("{detail}, {} in {}", list(&other), target.lang);
        found.push((Rule::CodesDiffer, Some(index), detail));
    }
}

/// The elements of the codes in order of their names, less those that hold text.
fn kinds(content: &Content) -> Vec<&str> {
    let mut kinds = Vec::new();
    content.each_code(&mut |code| {
        if !matches!(code.kind, CodeKind::Hi | CodeKind::Sub) {
            kinds.push(code.kind.name());
        }
    });
    kinds.sort_unstable();
    kinds
}

fn unknown(
    element: &str,
    attributes: &Attributes,
    is_known: impl Fn(&str) -> bool,
    at: Option<usize>,
    found: &mut Vec<Breach>,
) {
    for (name, _) in attributes.iter().filter(|(name, _)| !is_known(name)) {
        let detail = format!("{name} in <{element}> is not TMX");
        found.push((Rule::UnknownAttribute, at, detail));
    }
}

fn check_annotations(annotations: &Annotations, at: Option<usize>, found: &mut Vec<Breach>) {
    for annotation in &annotations.0 {
        let (element, attributes) = match annotation {
            Annotation::Note(note) => ("note", &note.attributes),
            Annotation::Prop(prop) => ("prop", &prop.attributes),
            Annotation::Other(code) => {
                let detail = format!("<{}> is not TMX", code.kind.name());
                found.push((Rule::UnknownElement, at, detail));
                continue;
            }
        };
        let is_prop = element == "prop";
        if is_prop && attributes.get("type").is_none() {
            found.push((Rule::PropType, at, "a <prop> without a type".into()));
        }
        let is_known = |name: &str| NOTE.contains(&name) || (is_prop && name == "type");
        unknown(element, attributes, is_known, at, found);
    }
}

fn check_dates(attributes: &Attributes, at: Option<usize>, found: &mut Vec<Breach>) {
    for fault in DateFault::of(attributes) {
        let (DateFault::Form(name, written, _) | DateFault::Unclear(name, written)) = fault;
        found.push((Rule::Date, at, format!("{name} is '{written}'")));
    }
}

fn check_segtype(attributes: &Attributes, found: &mut Vec<Breach>) {
    if let Some(kind) = attributes.get("segtype").filter(|kind| !SEGTYPES.contains(kind)) {
        found.push((Rule::SegmentType, None, format!("segtype is '{kind}'")));
    }
}

fn check_lang(lang: &LangTag, at: Option<usize>, found: &mut Vec<Breach>) {
    if !lang.is_written_well() {
        found.push((Rule::LanguageTag, at, format!("the language tag '{}'", lang.written())));
    }
}
