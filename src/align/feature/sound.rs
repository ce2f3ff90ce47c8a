//! Names and loanwords by their sound: 쿤룬 and *Kunlun*, 클러스터 and *cluster*.
//!
//! Korean words that the lexicon does not know are compared, less their particles, with English
//! words; see [`crate::lang::ko::sound`] for the likeness.

use std::collections::HashSet;

use rayon::prelude::*;

use crate::align::anchor::{Anchors, Family, Items, between};
use crate::align::lexicon::Lexicon;
use crate::align::words;
use crate::document::Segment;
use crate::lang::ko::sound::Sound;
use crate::lang::ko::tail;

/// Korean words of fewer syllables are too short to tell by sound.
const SYLLABLES: usize = 2;
/// A sound of fewer consonants is like too many others.
const CONSONANTS: usize = 2;

pub(super) fn anchors<'a>(ko: &'a [Segment], en: &'a [Segment], lexicon: &Lexicon) -> Anchors<'a> {
    let mut runs: Items<&str> = Items::new();
    for (n, segment) in ko.iter().enumerate() {
        for run in words::hangul_runs(&segment.text) {
            if run.chars().nth(SYLLABLES - 1).is_some() {
                runs.note(run, n, run);
            }
        }
    }
    let mut english: Items<String> = Items::new();
    for (n, segment) in en.iter().enumerate() {
        for word in words::english_words(&segment.text) {
            let bare = word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word);
            if bare.len() > 3 {
                english.note(bare.to_lowercase(), n, bare);
            }
        }
    }
    let sounds: Vec<(u32, Sound)> = english
        .in_order()
        .into_iter()
        .map(|(word, id)| (id, Sound::of_english(word)))
        .filter(|(_, sound)| sound.consonants() >= CONSONANTS)
        .collect();
    let links = runs
        .in_order()
        .into_par_iter()
        .filter(|(run, _)| !lexicon.entries(run).1)
        .flat_map_iter(|(run, id)| alike(run, &sounds).into_iter().map(move |word| (id, word)))
        .collect();
    between(Family::Sound, runs, english, links)
}

/// The English words that sound like the run without one of its possible tails.
fn alike(run: &str, sounds: &[(u32, Sound)]) -> HashSet<u32> {
    let mut answers = HashSet::new();
    for stem in tail::stems(run) {
        if stem.chars().nth(SYLLABLES - 1).is_none() {
            continue;
        }
        let sound = Sound::of_korean(stem);
        if sound.consonants() < CONSONANTS {
            continue;
        }
        for (id, other) in sounds {
            if sound.is_like(other) {
                answers.insert(*id);
            }
        }
    }
    answers
}
