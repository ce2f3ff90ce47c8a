//! `jjak tmx filter`: the units that meet conditions.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use regex_lite::Regex;

use crate::cli::Outcome;
use crate::error::Result;
use crate::lang::tag::LangTag;
use crate::unit::{Unit, date};

use super::files::{Deed, Memory, edit, tag};

#[derive(Debug, Args)]
#[command(after_help = "A unit is kept when it meets all conditions; with --invert, when it does \
    not. Kept units stay byte for byte.\nExamples:\n  \
    jjak tmx filter memory.tmx --lang ko --lang en --after 20250101 -o recent.tmx\n  \
    jjak tmx filter memory.tmx --match 'ko=반도체|메모리' --ratio 0.3:4 -o chips.tmx\n  \
    jjak tmx filter memory.tmx --prop x-jjak-confidence --min-confidence 0.8")]
pub(super) struct FilterArgs {
    /// TMX file; - for standard input
    file: PathBuf,
    #[command(flatten)]
    conditions: Conditions,
    /// Keep what does not meet the conditions
    #[arg(long)]
    invert: bool,
    /// File to write; without it, standard output
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
}

/// Which units are meant: those that meet all conditions.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct Conditions {
    /// The unit has a text in this language; may be repeated
    #[arg(long, value_name = "TAG", value_parser = tag)]
    lang: Vec<LangTag>,
    /// Last changed (or made) at this time or later: YYYYMMDD or YYYYMMDDThhmmssZ
    #[arg(long, value_name = "DATE", value_parser = time)]
    after: Option<jiff::Timestamp>,
    /// Last changed (or made) before this time
    #[arg(long, value_name = "DATE", value_parser = time)]
    before: Option<jiff::Timestamp>,
    /// Made or changed by this user; may be repeated
    #[arg(long, value_name = "NAME")]
    user: Vec<String>,
    /// Has a prop of this type, or of this type and value; may be repeated
    #[arg(long, value_name = "TYPE[=VALUE]")]
    prop: Vec<String>,
    /// A text matches: any, or with LANG= that of a language; may be repeated
    #[arg(long = "match", value_name = "[LANG=]REGEX", value_parser = pattern)]
    matches: Vec<(Option<LangTag>, Regex)>,
    /// Characters of the target for one of the source are at least and at most
    #[arg(long, value_name = "MIN:MAX", value_parser = ratio)]
    ratio: Option<(f64, f64)>,
    /// The prop x-jjak-confidence is at least
    #[arg(long, value_name = "0..1", value_parser = confidence)]
    min_confidence: Option<f64>,
}

fn time(written: &str) -> Result<jiff::Timestamp, String> {
    date::parse(written).ok_or_else(|| "write YYYYMMDD or YYYYMMDDThhmmssZ".to_string())
}

fn pattern(written: &str) -> Result<(Option<LangTag>, Regex), String> {
    let (lang, pattern) = match written.split_once('=') {
        Some((lang, pattern)) => match LangTag::parse(lang) {
            Ok(lang) => (Some(lang), pattern),
            Err(_) => (None, written),
        },
        None => (None, written),
    };
    Regex::new(pattern).map(|regex| (lang, regex)).map_err(|error| error.to_string())
}

fn ratio(written: &str) -> Result<(f64, f64), String> {
    let (least, most) = written.split_once(':').ok_or("write MIN:MAX, such as 0.3:4")?;
    let number = |text: &str| text.parse::<f64>().map_err(|error| error.to_string());
    let (least, most) = (number(least)?, number(most)?);
    if least <= most { Ok((least, most)) } else { Err("MIN is more than MAX".to_string()) }
}

fn confidence(written: &str) -> Result<f64, String> {
    let said = written.parse::<f64>().ok().filter(|own| (0.0..=1.0).contains(own));
    said.ok_or_else(|| "write a number from 0 to 1, such as 0.8".to_string())
}

pub(super) fn run(args: &FilterArgs) -> Result<Outcome> {
    let mut memory = Memory::open(&args.file)?;
    let source = memory.reader.header().source_lang();
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    let (counts, _) = edit(&mut memory, args.output.as_deref(), None, |unit| {
        let unmet = args.conditions.unmet(unit, source.as_ref());
        if unmet.is_none() != args.invert {
            return Ok(Deed::Keep);
        }
        *reasons.entry(unmet.unwrap_or("--invert")).or_default() += 1;
        Ok(Deed::LeaveOut)
    })?;
    let by: Vec<String> =
        reasons.iter().map(|(name, count)| format!("{count} by {name}")).collect();
    let by = if by.is_empty() { String::new() } else { format!(" ({})", by.join(", ")) };
    let (read, kept, left_out) = (counts.read(), counts.kept, counts.left_out);
    anstream::eprintln!("{read} units read, {kept} kept, {left_out} left out{by}");
    Ok(if counts.kept == 0 { Outcome::Findings } else { Outcome::Fine })
}

impl Conditions {
    /// Whether there is no condition, which every unit meets.
    pub(in crate::cli) fn is_empty(&self) -> bool {
        self.lang.is_empty()
            && self.after.is_none()
            && self.before.is_none()
            && self.user.is_empty()
            && self.prop.is_empty()
            && self.matches.is_empty()
            && self.ratio.is_none()
            && self.min_confidence.is_none()
    }

    /// Whether a unit meets all; `source` is the source language where the unit names none.
    pub(in crate::cli) fn is_met(&self, unit: &Unit, source: Option<&LangTag>) -> bool {
        self.unmet(unit, source).is_none()
    }

    /// The option of the first condition that a unit does not meet; `source` is the source
    /// language where the unit names none.
    fn unmet(&self, unit: &Unit, source: Option<&LangTag>) -> Option<&'static str> {
        let confident = |least: f64| {
            let own = unit.prop("x-jjak-confidence").and_then(|own| own.parse::<f64>().ok());
            own.is_some_and(|own| own >= least)
        };
        let matched =
            |(lang, regex): &(Option<LangTag>, Regex)| matches(unit, lang.as_ref(), regex);
        if !self.lang.iter().all(|lang| unit.variant(lang).is_some()) {
            return Some("--lang");
        }
        if let Some(unmet) = self.unmet_date(unit) {
            return Some(unmet);
        }
        let rest = [
            (self.user_is_met(unit), "--user"),
            (self.prop.iter().all(|prop| has_prop(unit, prop)), "--prop"),
            (self.matches.iter().all(matched), "--match"),
            (self.ratio.is_none_or(|bounds| ratio_is_met(unit, source, bounds)), "--ratio"),
            (self.min_confidence.is_none_or(confident), "--min-confidence"),
        ];
        rest.into_iter().find(|(met, _)| !met).map(|(_, option)| option)
    }

    /// A unit without a date meets no condition on it.
    fn unmet_date(&self, unit: &Unit) -> Option<&'static str> {
        if self.after.is_none() && self.before.is_none() {
            return None;
        }
        let own = unit.last_touched();
        if self.after.is_some_and(|after| own.is_none_or(|own| own < after)) {
            return Some("--after");
        }
        let late = self.before.is_some_and(|before| own.is_none_or(|own| own >= before));
        late.then_some("--before")
    }

    fn user_is_met(&self, unit: &Unit) -> bool {
        let variants = unit.variants.iter().map(|variant| &variant.attributes);
        self.user.is_empty()
            || std::iter::once(&unit.attributes).chain(variants).any(|attributes| {
                let users = ["creationid", "changeid"].map(|name| attributes.get(name));
                users.into_iter().flatten().any(|own| self.user.iter().any(|user| user == own))
            })
    }
}

fn has_prop(unit: &Unit, wanted: &str) -> bool {
    let own = unit.annotations.props();
    let mut all = own.chain(unit.variants.iter().flat_map(|variant| variant.annotations.props()));
    all.any(|prop| {
        let kind = prop.kind().unwrap_or_default();
        kind == wanted
            || wanted.strip_prefix(kind).is_some_and(|rest| rest == format!("={}", prop.text))
    })
}

fn matches(unit: &Unit, lang: Option<&LangTag>, regex: &Regex) -> bool {
    match lang {
        Some(lang) => unit.variant(lang).is_some_and(|v| regex.is_match(&v.content.plain_text())),
        None => unit.variants.iter().any(|v| regex.is_match(&v.content.plain_text())),
    }
}

/// Whether every target is as long, beside the source, as asked.
fn ratio_is_met(unit: &Unit, source: Option<&LangTag>, (least, most): (f64, f64)) -> bool {
    let own = unit.source_lang();
    let source = own.as_ref().or(source).and_then(|lang| unit.variant(lang));
    let Some(source) = source.or(unit.variants.first()) else { return false };
    let length = |variant: &crate::unit::Variant| variant.content.plain_text().chars().count();
    let whole = length(source).max(1) as f64;
    unit.variants.iter().filter(|variant| !std::ptr::eq(*variant, source)).all(|target| {
        let ratio = length(target) as f64 / whole;
        (least..=most).contains(&ratio)
    })
}
