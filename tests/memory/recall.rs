//! No match is missed: what a lookup finds is what scoring every unit finds.

use jjak::lang::tag::LangTag;
use jjak::memory::lookup::{Memory, Request};
use jjak::memory::rival::{self, Measure};
use jjak::memory::score::{Score, Side, score};
use jjak::memory::store::{Place, Store};
use jjak::unit::{Unit, Variant};
use proptest::prelude::*;

const KO: &[&str] = &[
    "정부는",
    "정부가",
    "새",
    "반도체를",
    "반도체",
    "공장을",
    "3곳",
    "5곳",
    "짓는다",
    "짓기로",
    "했다",
    "내년부터",
    "서울에",
    "부산에서",
    "밝혔다.",
    "수출이",
    "늘었다",
    "늘었다고",
    "회의",
    "열렸다.",
    "\"예정대로\"",
    "값이",
];
const EN: &[&str] = &[
    "the",
    "The",
    "of",
    "in",
    "government",
    "governments",
    "plants",
    "plant",
    "will",
    "build",
    "built",
    "builds",
    "semiconductor",
    "next",
    "year.",
    "3",
    "5",
    "exports",
    "rose",
    "fell,",
    "not",
    "chip",
    "AI",
];

fn score_of(measure: Measure, one: &str, other: &str) -> Score {
    match measure {
        Measure::Jjak => score(&Side::text(one), &Side::text(other)).score,
        Measure::Levenshtein => Score::from_percent(rival::characters(one, other)),
        Measure::Omegat => Score::from_percent(rival::omegat(one, other)),
    }
}

/// Texts of few words, so that many are near each other, and one to look for.
fn texts_and_query() -> impl Strategy<Value = (Vec<String>, String)> {
    prop::sample::select(vec![KO.to_vec(), EN.to_vec(), [KO, EN].concat()]).prop_flat_map(|words| {
        let sentence = prop::collection::vec(prop::sample::select(words), 1..14);
        let sentence = sentence.prop_map(|words| words.join(" "));
        (prop::collection::vec(sentence.clone(), 1..120), sentence)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_match_is_found((texts, query) in texts_and_query(), percent in 50..=100_u8) {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("m.jjak")).unwrap();
        let unit = |(number, text): (usize, &String)| Unit::pair(
            Variant::text(LangTag::ko_kr(), text.clone()),
            Variant::text(LangTag::en_us(), number.to_string()),
        );
        let units: Vec<Unit> = texts.iter().enumerate().map(unit).collect();
        store.add(&units, &mut Place::default()).unwrap();
        let mut memory = Memory::new(store, 0);
        let (ko, en) = (LangTag::ko_kr(), LangTag::en_us());
        for measure in [Measure::Jjak, Measure::Levenshtein, Measure::Omegat] {
            let min = Score::from_percent(f64::from(percent));
            let mut request = Request { min, top: 1_000, measure, ..Request::new(&query) };
            let mut scores: Vec<Score> =
                texts.iter().map(|text| score_of(measure, &query, text)).collect();
            scores.retain(|&score| score >= min);
            scores.sort_unstable_by(|one, other| other.cmp(one));
            let mut found = |request: &Request| -> Vec<Score> {
                let matches = memory.lookup(&ko, &en, request).unwrap();
                matches.into_iter().map(|found| found.scored.score).collect()
            };
            prop_assert_eq!(&found(&request), &scores, "{:?} of '{}'", measure, query);
            request.top = 1;
            scores.truncate(1);
            prop_assert_eq!(found(&request), scores, "the best by {:?} of '{}'", measure, query);
        }
    }
}
