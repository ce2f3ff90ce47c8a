//! Names and loanwords by their sound: 쿤룬 and *Kunlun*, 클러스터 and *cluster*.
//!
//! Korean words that the lexicon does not know are compared, less their particles, with English
//! words, and with names of several words as one (김하늘 is *Kim Ha-neul*, 시진핑 *Xi Jinping*); see
//! [`crate::lang::ko::sound`] for the likeness.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::align::anchor::{Anchors, Family, Items, between};
use crate::align::lexicon::Lexicon;
use crate::align::words;
use crate::document::Segment;
use crate::lang::ko::sound::{Index, Sound};
use crate::lang::ko::tail;

/// Korean words of fewer syllables are too short to tell by sound.
const SYLLABLES: usize = 2;
/// A sound of fewer consonants is like too many others.
const CONSONANTS: usize = 2;
/// Words of a name that are heard as one.
const NAME: usize = 3;

pub(super) fn anchors<'a>(ko: &'a [Segment], en: &'a [Segment], lexicon: &Lexicon) -> Anchors<'a> {
    let mut runs: Items<&str> = Items::new();
    for (n, segment) in ko.iter().enumerate() {
        for run in words::hangul_runs(&segment.text) {
            if run.chars().nth(SYLLABLES - 1).is_some() {
                runs.note(run, n, run);
            }
        }
    }
    let english = english(en);
    let sounds = english
        .in_order()
        .into_iter()
        .map(|(word, id)| (id, Sound::of_english(word)))
        .filter(|(_, sound)| sound.consonants() >= CONSONANTS)
        .collect();
    let index = Index::new(sounds);
    // Runs share stems: each is looked up once.
    let mut stems: Vec<(&str, Vec<u32>)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    let unknown: Vec<(u32, &str)> = runs
        .in_order()
        .into_par_iter()
        .filter(|(run, _)| !lexicon.entries(run).1)
        .map(|(run, id)| (id, *run))
        .collect();
    let mut of_runs: Vec<(u32, usize)> = Vec::new();
    for (id, run) in unknown {
        for stem in tail::stems(run) {
            if stem.chars().nth(SYLLABLES - 1).is_some() {
                let place = *places.entry(stem).or_insert_with(|| {
                    stems.push((stem, Vec::new()));
                    stems.len() - 1
                });
                of_runs.push((id, place));
            }
        }
    }
    stems.par_iter_mut().for_each(|(stem, alike)| {
        let sound = Sound::of_korean(stem);
        if sound.consonants() >= CONSONANTS {
            *alike = index.alike(&sound);
        }
    });
    let links =
        of_runs.iter().flat_map(|(id, place)| stems[*place].1.iter().map(|word| (*id, *word)));
    let links = links.collect();
    between(Family::Sound, runs, english, links)
}

/// The English words, and runs of capitalised ones as names.
fn english(en: &[Segment]) -> Items<'_, String> {
    let mut items: Items<String> = Items::new();
    for (n, segment) in en.iter().enumerate() {
        let text = segment.text.as_str();
        let words: Vec<&str> = words::english_words(text).collect();
        for (at, word) in words.iter().enumerate() {
            let bare = word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word);
            if bare.len() > 3 {
                items.note(bare.to_lowercase(), n, bare);
            }
            for name in names(text, &words[at..]) {
                items.note(name.to_lowercase(), n, name);
            }
        }
    }
    items
}

/// The names of two or three words that begin with the first of these words of a text. The second
/// half of a Korean given name is in small letters: *Ha-neul*.
fn names<'a>(text: &'a str, words: &[&'a str]) -> impl Iterator<Item = &'a str> {
    let start = place_in(text, words[0]);
    let capital = |word: &str| word.starts_with(|c: char| c.is_uppercase());
    let mut end = start + words[0].len();
    let first = capital(words[0]);
    let more = words.iter().skip(1).take(NAME - 1).map_while(move |word| {
        let at = place_in(text, word);
        let between = &text[end..at];
        end = at + word.len();
        let goes_on = between == "-" || between == " " && capital(word);
        goes_on.then(|| &text[start..end])
    });
    more.filter(move |_| first)
}

/// Where a part of a text begins in it, in bytes.
fn place_in(text: &str, part: &str) -> usize {
    part.as_ptr().addr() - text.as_ptr().addr()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    fn answers(ko: &str, en: &str) -> Vec<(String, String)> {
        let (ko, en) = (Document::from_segmented(ko), Document::from_segmented(en));
        let anchors = anchors(&ko.segments, &en.segments, Lexicon::core());
        let written = |&(k, e): &(u32, u32)| {
            (anchors.written.0[k as usize].to_string(), anchors.written.1[e as usize].to_string())
        };
        anchors.links.iter().map(written).collect()
    }

    #[test]
    fn a_name_of_several_words_is_heard_as_one() {
        let found = answers("가온전자 소하늘 대표는 웃었다.", "So Ha-neul, CEO of Gaon, smiled.");
        assert!(found.contains(&("소하늘".into(), "So Ha-neul".into())), "{found:?}");
    }

    #[test]
    fn words_that_only_stand_together_are_no_name() {
        let text = "So Ha-neul went to Busan. Then the rain came";
        let words: Vec<&str> = words::english_words(text).collect();
        let all: Vec<&str> = (0..words.len()).flat_map(|at| names(text, &words[at..])).collect();
        assert_eq!(all, ["So Ha", "So Ha-neul", "Ha-neul"]);
    }
}
