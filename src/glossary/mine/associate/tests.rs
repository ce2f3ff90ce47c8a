use super::*;

const UNITS: [(usize, &str, &str); 14] = [
    (1, "공장은 북쪽에 있다.", "The plant is in the north."),
    (2, "공장에서 칩을 만든다.", "Chips are made at the plant."),
    (3, "새 공장이 문을 연다.", "Two plants open."),
    (4, "엔비디아는 값을 올렸다.", "Nvidia raised prices."),
    (5, "바다가 넓다.", "The sea is wide."),
    (6, "눈이 온다.", "Snow falls."),
    (7, "총리는 말이 없었다.", "The Prime Minister kept silent."),
    (8, "총리의 아들이 왔다.", "A son of the Prime Minister came."),
    (9, "오사카의 총리가 아프다.", "In Osaka the Prime Minister is ill."),
    (10, "두바이는 덥다.", "Dubai is hot."),
    (11, "두바이에 비가 왔다.", "Rain fell on Dubai."),
    (12, "떨어진 잎을 쓸었다.", "Fallen leaves were swept miles away."),
    (13, "떨어진 값에 놀랐다.", "It was miles below."),
    (14, "떨어진 곳에 산다.", "He lives miles off."),
];

#[test]
fn what_goes_together_is_proposed() {
    let found = candidates(UNITS);
    let of = |source: &str| found.iter().find(|candidate| candidate.source == source);
    let plant = of("공장").map(|c| (c.target.as_str(), c.counts, c.units.as_slice()));
    assert_eq!(plant, Some(("plant", [3, 3, 3], [1, 2, 3].as_slice())));
    let nvidia = of("엔비디아").map(|c| (c.target.as_str(), c.tie));
    assert_eq!(nvidia, Some(("Nvidia", Tie::Sound)));
    assert!(of("바다").is_none());
    assert_eq!(likelihood(2, 4, 4, 8), 0.0);
}

#[test]
fn a_noun_is_cut_where_its_particles_change() {
    let found = candidates(UNITS);
    let sources: Vec<&str> = found.iter().map(|c| c.source.as_str()).collect();
    assert!(sources.contains(&"두바이") && !sources.contains(&"두바"), "{sources:?}");
    assert!(!sources.contains(&"떨어진"), "a verb form takes no particle: {sources:?}");
}

#[test]
fn a_rendering_of_two_words_is_proposed_whole() {
    let found = candidates(UNITS);
    let of: Vec<&str> =
        found.iter().filter(|c| c.source == "총리").map(|c| c.target.as_str()).collect();
    assert_eq!(of, ["Prime Minister"]);
}

#[test]
fn a_word_that_is_explained_is_not_proposed_again() {
    // 회장 stands beside 머스크 each time, but Musk is what 머스크 says.
    let units = [
        (1, "머스크 회장은 웃었다.", "Musk laughed."),
        (2, "머스크 회장의 말이다.", "So Musk says."),
        (3, "머스크 회장이 왔다.", "Musk came."),
        (4, "비가 온다.", "It rains."),
        (5, "바람이 분다.", "A wind blows."),
        (6, "눈이 녹는다.", "Snow melts."),
        (7, "해가 뜬다.", "The sun rises."),
        (8, "달이 진다.", "The moon sets."),
        (9, "별이 많다.", "Stars abound."),
    ];
    let found = candidates(units);
    let pairs: Vec<_> = found.iter().map(|c| (c.source.as_str(), c.target.as_str())).collect();
    assert_eq!(pairs, [("머스크", "Musk")]);
}
