//! Dates that are not as TMX asks for them: those that can be written so, and those that cannot.

use std::ops::Range;

use memchr::memchr;

use super::remarks;
use crate::unit::{Attributes, date};

/// The attributes that hold a date.
const NAMES: [&str; 3] = ["creationdate", "changedate", "lastusagedate"];

/// A date that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum DateFault {
    /// Another form than `YYYYMMDDThhmmssZ`: attribute, value, and the value in that form.
    Form(&'static str, String, String),
    /// The attribute's value does not say a point in time that is sure, or none.
    Unclear(&'static str, String),
}

impl DateFault {
    /// The faults of an element with these attributes.
    pub(super) fn of(attributes: &Attributes) -> Vec<Self> {
        let is_right = |(name, value)| !NAMES.contains(&name) || date::is_standard(value);
        if attributes.iter().all(is_right) {
            return Vec::new();
        }
        let written = NAMES.into_iter().filter_map(|name| Some((name, attributes.get(name)?)));
        written.filter_map(|(name, written)| DateFault::of_date(name, written)).collect()
    }

    /// The faults in the markup of a unit or a header, whose elements have this prefix, with the
    /// bytes at which the values stand. Markup that cannot be read is passed over.
    pub(super) fn of_markup(markup: &str, prefix: &str) -> Vec<(Range<usize>, Self)> {
        let (mut found, mut at) = (Vec::new(), 0);
        while let Some(next) = memchr(b'<', &markup.as_bytes()[at..]) {
            at += next;
            if let Some(length) = remarks::length(&markup[at..]) {
                at += length;
                continue;
            }
            at += 1;
            let rest = markup[at..].strip_prefix(prefix).unwrap_or_default();
            let name = rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
            if !matches!(name, "header" | "tu" | "tuv") {
                continue;
            }
            at += prefix.len() + name.len();
            while let Some((name, value, end)) = attribute(&markup[at..]) {
                let value = at + value.start..at + value.end;
                let known = NAMES.into_iter().find(|own| *own == name);
                let fault = known.and_then(|own| DateFault::of_date(own, &markup[value.clone()]));
                found.extend(fault.map(|fault| (value, fault)));
                at += end;
            }
        }
        found
    }

    fn of_date(name: &'static str, written: &str) -> Option<Self> {
        if date::is_standard(written) {
            return None;
        }
        let own = written.to_string();
        Some(match date::parse_certain(written) {
            Some(when) => DateFault::Form(name, own, date::format(when)),
            None => DateFault::Unclear(name, own),
        })
    }
}

/// The next attribute of a start tag: its name, where its value is, and where it ends.
fn attribute(tag: &str) -> Option<(&str, Range<usize>, usize)> {
    let start = tag.len() - tag.trim_ascii_start().len();
    let equals = start + tag[start..].find(['=', '<', '>']).filter(|_| start > 0)?;
    let name = tag[start..equals].trim_ascii_end();
    let quote = equals
        + 1
        + (tag[equals..].strip_prefix('=')?.len() - tag[equals + 1..].trim_ascii_start().len());
    let sign = tag[quote..].chars().next().filter(|sign| matches!(sign, '"' | '\''))?;
    let length = tag[quote + 1..].find(sign)?;
    Some((name, quote + 1..quote + 1 + length, quote + 1 + length + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_means_one_time_gets_the_form_that_is_asked_for() {
        let attributes: Attributes = [
            ("creationdate", "Tue Jan 29 12:49:40 2013"),
            ("changedate", "2026-03-01T09:00:00+09:00"),
            ("lastusagedate", "20260301T000000Z"),
        ]
        .into_iter()
        .collect();
        let wanted = [
            DateFault::Unclear("creationdate", "Tue Jan 29 12:49:40 2013".into()),
            DateFault::Form(
                "changedate",
                "2026-03-01T09:00:00+09:00".into(),
                "20260301T000000Z".into(),
            ),
        ];
        let mut found = DateFault::of(&attributes);
        found.sort_by_key(|fault| matches!(fault, DateFault::Form(..)));
        assert_eq!(found, wanted);
    }

    #[test]
    fn dates_are_found_in_markup_and_in_nothing_that_looks_like_it() {
        let markup = "<!-- <tu changedate=\"2026-03-01\"> --><t:tu tuid = 'a>b' changedate\n= '2026-03-01'\
            ><t:note changedate=\"2026-03-02\"/><![CDATA[<t:tuv changedate='2026-03-03'>]]><t:tuv \
            creationdate=\"20260304T000000Z\" lastusagedate=\"어제\" xml:lang=\"ko\"><t:seg>x</t:seg></t:tuv></t:tu>";
        let found = DateFault::of_markup(markup, "t:");
        let texts: Vec<&str> = found.iter().map(|(range, _)| &markup[range.clone()]).collect();
        assert_eq!(texts, ["2026-03-01", "어제"]);
        assert!(matches!(&found[0].1, DateFault::Form(_, _, form) if form == "20260301T000000Z"));
        assert!(DateFault::of_markup(markup, "").is_empty());
        for cut in (0..markup.len()).filter(|cut| markup.is_char_boundary(*cut)) {
            DateFault::of_markup(&markup[..cut], "t:");
        }
    }
}
