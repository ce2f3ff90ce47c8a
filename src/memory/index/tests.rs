use proptest::prelude::*;

use super::*;
use crate::lang::tag::LangTag;
use crate::memory::score::{Side, score};
use crate::memory::store::Place;
use crate::unit::{Unit, Variant};

fn unit(text: &str) -> Unit {
    Unit { variants: vec![Variant::text(LangTag::ko_kr(), text)], ..Unit::default() }
}

/// Numbers of the units that score `min` or more, by way of the index and by trying all.
fn both(store: &Store, index: &mut Index, query: &str, min: Score) -> (Vec<i64>, Vec<i64>) {
    let side = Side::text(query);
    let of = |text: &str| score(&side, &Side::text(text)).score;
    let mut all = Vec::new();
    store
        .for_each_text(Some("ko"), 0, i64::MAX, |text| {
            if of(text.text) >= min {
                all.push(text.number);
            }
            Ok(())
        })
        .unwrap();
    let mut found = Vec::new();
    for candidate in index.candidates(&side.tokens, min) {
        let text = store.text(candidate.number, candidate.place).unwrap().unwrap();
        assert!(of(&text) <= candidate.bound, "the bound holds");
        if of(&text) >= min {
            found.push(candidate.number);
        }
    }
    found.sort_unstable();
    (found, all)
}

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
    "GPU를",
    "서울에",
    "부산에서",
    "밝혔다.",
    "수출이",
    "늘었다",
    "%",
];
const EN: &[&str] = &[
    "the",
    "government",
    "governments",
    "builds",
    "chip",
    "chips",
    "plants",
    "in",
    "3",
    "years,",
    "exports",
    "rose",
    "fell",
    "not",
    "AI",
    "semiconductor",
    "of",
    "a",
];

/// Texts of a small vocabulary, so that many are near each other, and one more.
fn texts_and_query() -> impl Strategy<Value = (Vec<String>, String)> {
    prop::sample::select(vec![KO.to_vec(), EN.to_vec(), [KO, EN].concat()]).prop_flat_map(|words| {
        let sentence = prop::collection::vec(prop::sample::select(words), 1..14);
        let sentence = sentence.prop_map(|words| words.join(" "));
        (prop::collection::vec(sentence.clone(), 1..300), sentence)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn nothing_is_missed((texts, query) in texts_and_query(), percent in 50..=100_u8) {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("m.jjak")).unwrap();
        let units: Vec<Unit> = texts.iter().map(|text| unit(text)).collect();
        let (old, new) = units.split_at(units.len() * 2 / 3);
        store.add(old, &mut Place::default()).unwrap();
        let mut index = Index::open(&store, Kind::Tokens("ko".into())).unwrap();
        drop(index.folder.lock());
        index.flush();
        store.add(new, &mut Place::default()).unwrap();
        index.refresh(&store).unwrap();
        let min = Score::from_percent(f64::from(percent));
        for query in [&query, &texts[0], &texts[texts.len() / 2]] {
            let (found, all) = both(&store, &mut index, query, min);
            prop_assert_eq!(found, all, "{} at {}", query, percent);
        }
    }
}

#[test]
fn parts_are_merged_found_again_and_replaced_when_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.jjak");
    let mut store = Store::open(&path).unwrap();
    let parts = || {
        std::fs::read_dir(super::folder::folder(&path)).map_or(0, |files| {
            files
                .flatten()
                .filter(|file| file.path().extension().is_some_and(|e| e == "part"))
                .count()
        })
    };
    let mut add = |from: usize, count: usize| {
        let text = |number| unit(&format!("문장 {} 이다", "가나다라마바사".repeat(number % 5 + 1)));
        let units: Vec<Unit> = (from..from + count)
            .map(|number| {
                let mut unit = text(number);
                unit.set_id(number.to_string());
                unit
            })
            .collect();
        store.add(&units, &mut Place::default()).unwrap();
        Index::open(&store, Kind::Tokens("ko".into())).unwrap().len()
    };
    assert_eq!((add(0, 100), parts()), (100, 0));
    assert_eq!((add(100, 2000), parts()), (2100, 1));
    assert_eq!((add(2100, 2200), parts()), (4300, 1));
    let files = std::fs::read_dir(super::folder::folder(&path)).unwrap();
    let mut files = files.map(|file| file.unwrap().path());
    let file = files.find(|path| path.extension().is_some_and(|e| e == "part")).unwrap();
    let whole = std::fs::read(&file).unwrap();
    std::fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    assert_eq!((add(4300, 1), parts()), (4301, 1));
    discard(&path);
    assert_eq!(
        Index::open(&Store::open(&path).unwrap(), Kind::Tokens("ko".into())).unwrap().len(),
        4301
    );
}
