//! Dates that are not as TMX asks for them: those that can be written so, and those that cannot.

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
        if attributes.is_empty() {
            return Vec::new();
        }
        let written = NAMES.into_iter().filter_map(|name| Some((name, attributes.get(name)?)));
        written.filter_map(|(name, written)| DateFault::of_date(name, written)).collect()
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
}
