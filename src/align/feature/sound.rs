//! Names and loanwords by their sound: 쿤룬 and *Kunlun*, 클러스터 and *cluster*.
//!
//! Korean words that the lexicon does not know are compared, less their particles, with English
//! words, and with names of several words as one (김하늘 is *Kim Ha-neul*, 시진핑 *Xi Jinping*); see
//! [`crate::lang::ko::sound`] for the likeness.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::align::anchor::{Anchors, Family, Items, between};
use crate::align::corridor::Corridor;
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
/// Korean segments of a long text whose words are compared at a time.
const BLOCK: usize = 250;

/// `near` is where words may be that sound alike: to compare all words of a long text would take
/// time with the square of its length.
pub(super) fn anchors<'a>(
    ko: &'a [Segment],
    en: &'a [Segment],
    lexicon: &Lexicon,
    near: Option<&Corridor>,
) -> Anchors<'a> {
    let korean = korean(ko);
    let english = english(en);
    let heard = Heard::new(&korean, &english, lexicon);
    let pairs = match near {
        None => {
            let stems: Vec<u32> = (0..heard.stems.len() as u32).collect();
            let words: Vec<u32> = (0..heard.words.len() as u32).collect();
            heard.alike(&stems, &words)
        }
        Some(corridor) => heard.alike_near(&korean, &english, corridor),
    };
    // Runs share stems: which words are like a stem is like each of its runs.
    let mut of_runs = heard.of_runs;
    of_runs.sort_unstable();
    let runs_of = |stem: u32| {
        let from = of_runs.partition_point(|&(other, _)| other < stem);
        of_runs[from..].iter().take_while(move |&&(other, _)| other == stem)
    };
    let links =
        pairs.iter().flat_map(|&(stem, word)| runs_of(stem).map(move |&(_, run)| (run, word)));
    let links = links.collect();
    between(Family::Sound, korean, english, links)
}

/// The Korean words.
fn korean(ko: &[Segment]) -> Items<'_, &str> {
    let mut runs: Items<&str> = Items::new();
    for (n, segment) in ko.iter().enumerate() {
        for run in words::hangul_runs(&segment.text) {
            if run.chars().nth(SYLLABLES - 1).is_some() {
                runs.note(run, n, run);
            }
        }
    }
    runs
}

/// The sounds of both sides.
struct Heard {
    /// Of the stems of Korean words that the lexicon does not know.
    stems: Vec<Sound>,
    /// Of the English words, by their ids.
    words: Vec<Sound>,
    /// Stems and the runs that they are of.
    of_runs: Vec<(u32, u32)>,
}

impl Heard {
    fn new(korean: &Items<'_, &str>, english: &Items<'_, String>, lexicon: &Lexicon) -> Self {
        let unknown: Vec<(u32, &str)> = korean
            .in_order()
            .into_par_iter()
            .filter(|(run, _)| !lexicon.entries(run).1)
            .map(|(run, id)| (id, *run))
            .collect();
        let mut stems: Vec<Sound> = Vec::new();
        let mut places: HashMap<&str, Option<u32>> = HashMap::new();
        let mut of_runs = Vec::new();
        for (run, written) in unknown {
            for stem in tail::stems(written) {
                let place = *places.entry(stem).or_insert_with(|| {
                    let sound = Sound::of_korean(stem);
                    let heard = stem.chars().nth(SYLLABLES - 1).is_some()
                        && sound.consonants() >= CONSONANTS;
                    heard.then(|| {
                        stems.push(sound);
                        stems.len() as u32 - 1
                    })
                });
                of_runs.extend(place.map(|place| (place, run)));
            }
        }
        let words =
            english.in_order().into_par_iter().map(|(word, _)| Sound::of_english(word)).collect();
        Heard { stems, words, of_runs }
    }

    /// Which of these stems and words sound alike, in the order of the stems.
    fn alike(&self, stems: &[u32], words: &[u32]) -> Vec<(u32, u32)> {
        let sounds = words.iter().map(|&word| (word, &self.words[word as usize]));
        let index = Index::new(sounds.filter(|(_, s)| s.consonants() >= CONSONANTS).collect());
        let of_stem = |&stem: &u32| {
            let words = index.alike(&self.stems[stem as usize]);
            words.into_iter().map(move |word| (stem, word))
        };
        stems.par_iter().flat_map_iter(of_stem).collect()
    }

    /// Which stems and words sound alike that come near each other somewhere.
    fn alike_near(
        &self,
        korean: &Items<'_, &str>,
        english: &Items<'_, String>,
        corridor: &Corridor,
    ) -> Vec<(u32, u32)> {
        let mut by_run: Vec<(u32, u32)> = self.of_runs.iter().map(|&(s, run)| (run, s)).collect();
        by_run.sort_unstable();
        let stems_of = |run: &u32| {
            let from = by_run.partition_point(|(other, _)| other < run);
            let run = *run;
            by_run[from..].iter().take_while(move |(other, _)| *other == run).map(|&(_, s)| s)
        };
        let (ko_starts, runs) = korean.by_segment(corridor.ko_len());
        let (en_starts, words) = english.by_segment(corridor.en_len());
        let blocks: Vec<usize> = (0..corridor.ko_len()).step_by(BLOCK).collect();
        let mut pairs: Vec<(u32, u32)> = blocks
            .into_par_iter()
            .flat_map_iter(|from| {
                let to = (from + BLOCK).min(corridor.ko_len());
                let (first, last) = (corridor.segments(from), corridor.segments(to - 1));
                let stems = runs[ko_starts[from]..ko_starts[to]].iter().flat_map(stems_of);
                let words = words[en_starts[first.start]..en_starts[last.end]].iter().copied();
                self.alike(&distinct(stems), &distinct(words))
            })
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }
}

fn distinct(numbers: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut numbers: Vec<u32> = numbers.collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
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
        let anchors = anchors(&ko.segments, &en.segments, Lexicon::core(), None);
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
