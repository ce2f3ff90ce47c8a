//! Many words at once, to be found by their sound.
//!
//! Words are kept by the class of their first consonant, since those that begin otherwise are not
//! alike ([`Sound::may_be_like`]).

use super::{CLASSES, CONSONANTS, Sound};

/// Words to be found by sound.
#[derive(Debug)]
pub struct Index<'a> {
    sounds: Vec<(u32, &'a Sound)>,
    /// Places in `sounds` by the bit of a class that the first consonant may belong to.
    by_first: Vec<Vec<u32>>,
    /// Places of those whose first consonant may be silent, or that have none.
    silent: Vec<u32>,
}

impl<'a> Index<'a> {
    /// An index of words, each with a number of the caller's.
    pub fn new(sounds: Vec<(u32, &'a Sound)>) -> Index<'a> {
        let (mut by_first, mut silent) = (vec![Vec::new(); CLASSES.len()], Vec::new());
        for (place, (_, sound)) in (0..).zip(&sounds) {
            match sound.consonants.first() {
                Some(first) if !first.silent => {
                    for (bit, places) in by_first.iter_mut().enumerate() {
                        if first.classes & CONSONANTS & 1 << bit != 0 {
                            places.push(place);
                        }
                    }
                }
                _ => silent.push(place),
            }
        }
        Index { sounds, by_first, silent }
    }

    /// The numbers of the words that sound like this one, ascending.
    pub fn alike(&self, sound: &Sound) -> Vec<u32> {
        let first = sound.consonants.first().map_or(0, |unit| unit.classes);
        let anything = sound.consonants.first().is_none_or(|unit| unit.silent);
        let mut found: Vec<u32> = if anything {
            self.sounds.iter().filter(|(_, other)| sound.is_like(other)).map(|(n, _)| *n).collect()
        } else {
            let of_class =
                self.by_first.iter().enumerate().filter(|(bit, _)| first & 1 << bit != 0);
            of_class
                .flat_map(|(_, places)| places)
                .chain(&self.silent)
                .map(|&place| &self.sounds[place as usize])
                .filter(|(_, other)| sound.is_like(other))
                .map(|(n, _)| *n)
                .collect()
        };
        found.sort_unstable();
        found.dedup();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::ko::sound::ALIKE;

    #[test]
    fn finds_what_a_comparison_of_all_would_find() {
        let english = "Kunlun Kunming Huawei Alibaba hotel cluster data Vietnam quantum Xiaomi \
            Tencent Jeonju Chungju center algorithm chip Chicago Phoenix xenon gene";
        let words: Vec<(u32, Sound)> =
            (0..).zip(english.split(' ').map(Sound::of_english)).collect();
        let index = Index::new(words.iter().map(|(n, word)| (*n, word)).collect());
        for korean in
            "쿤룬 화웨이 호텔 데이터 베트남 샤오미 시카고 알고리즘 전주 충주 피닉스 유전자"
                .split(' ')
        {
            let sound = Sound::of_korean(korean);
            let all = words
                .iter()
                .filter(|(_, word)| sound.may_be_like(word) && sound.likeness(word) >= ALIKE);
            let all: Vec<u32> = all.map(|(n, _)| *n).collect();
            assert_eq!(index.alike(&sound), all, "{korean}");
        }
    }
}
