//! Halves of the day: 오후 3시 is no 3 a.m., 일요일 오후 no Sunday morning.

use crate::check::Input;
use crate::check::prepared::{Facts, Prepared};
use crate::lang::quantity::{Kind, Quantity};
use crate::text::Span;

/// Whether both sides tell the half of the day and differ in it: 오후 3시 and 3 a.m.
pub(super) fn differs(input: &Input, source: &Quantity, target: &Quantity) -> bool {
    let told = |text: &str, quantity: &Quantity| {
        let before = text[..quantity.span.start].chars().rev().take(5).collect::<Vec<_>>();
        let after = text[quantity.span.end..].chars().take(6);
        let around: String = before.into_iter().rev().collect::<String>()
            + quantity.span.of(text)
            + &after.collect::<String>();
        let around = around.to_lowercase().replace('.', "");
        let has = |marks: &[&str]| marks.iter().any(|mark| around.contains(mark));
        match (has(&["오전", "새벽", "아침", "am"]), has(&["오후", "저녁", "pm"])) {
            (true, false) => Some(false),
            (false, true) => Some(true),
            _ => None,
        }
    };
    source.kind == Kind::Time
        && target.kind == Kind::Time
        && match (told(input.source, source), told(input.target, target)) {
            (Some(one), Some(other)) => one != other,
            _ => false,
        }
}

/// Words for the half of the day in a text, with whether it is the second; Korean and English.
const KOREAN: [(&str, bool); 2] = [("오전", false), ("오후", true)];
const ENGLISH: [(&str, bool); 5] =
    [("morning", false), ("a.m.", false), ("afternoon", true), ("evening", true), ("p.m.", true)];

/// Where the two texts name different halves of the day, when each names one only.
pub(super) fn contradiction(input: &Prepared) -> Option<(Span, Span)> {
    // Both words begin with one syllable, which is looked for once.
    let told = |text: &str, facts: &Facts| {
        let mut places = text.match_indices('오').map(|(at, _)| &text[at..]);
        facts.has_hangul()
            && places.any(|rest| rest.starts_with("오전") || rest.starts_with("오후"))
    };
    if !told(input.source, &input.of_source) && !told(input.target, &input.of_target) {
        return None;
    }
    // A time told for Korea may stand for the local one.
    let korean_time = |text: &str| text.contains("한국시간") || text.contains("한국 시간");
    if korean_time(input.source) || korean_time(input.target) {
        return None;
    }
    let korean = (input.of_source.is_korean(), input.of_target.is_korean());
    let (source, source_half) = only_half(input.source, korean.0)?;
    let (target, target_half) = only_half(input.target, korean.1)?;
    (korean.0 != korean.1 && source_half != target_half).then_some((source, target))
}

/// The first word for a half of the day and which it is, when no other one stands in the text.
fn only_half(text: &str, korean: bool) -> Option<(Span, bool)> {
    let words: &[(&str, bool)] = if korean { &KOREAN } else { &ENGLISH };
    let mut found: Option<(Span, bool)> = None;
    for &(word, half) in words {
        let Some(at) = text.find(word).filter(|&at| begins_word(text, at)) else { continue };
        match found {
            Some((_, other)) if other != half => return None,
            Some((span, _)) if span.start <= at => {}
            _ => found = Some((Span::new(at, at + word.len()), half)),
        }
    }
    found
}

fn begins_word(text: &str, at: usize) -> bool {
    !text[..at].ends_with(char::is_alphabetic)
}
