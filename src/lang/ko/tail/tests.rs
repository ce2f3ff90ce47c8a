use super::*;
use proptest::prelude::*;

#[test]
fn tells_the_kinds_of_tail_apart() {
    for (term, rest, tail) in [
        ("쿤룬", "", Some(Tail::Bare)),
        ("쿤룬", "을", Some(Tail::Particle)),
        ("쿤룬", "만으로도", Some(Tail::Particle)),
        ("파운드리", "와의", Some(Tail::Particle)),
        ("서울", "로부터", Some(Tail::Particle)),
        ("쿤룬", "이라는", Some(Tail::Particle)),
        ("바이두", "였으며", Some(Tail::Copula)),
        ("쿤룬", "입니다만", Some(Tail::Copula)),
        ("개발", "했다", Some(Tail::Verb)),
        ("개발", "하였으나", Some(Tail::Verb)),
        ("개발", "함으로써", Some(Tail::Verb)),
        ("개발", "돼", Some(Tail::Verb)),
        ("확대", "시켰던", Some(Tail::Verb)),
        ("업체", "들에게는", Some(Tail::Suffix)),
        ("클러스터", "링", Some(Tail::Derived)),
        ("자동", "화를", Some(Tail::Derived)),
        ("쿤룬", "신", None),
        ("대", "한국", None),
        ("M", "을", Some(Tail::Particle)),
        ("M", "를", Some(Tail::Particle)),
    ] {
        let last = term.chars().next_back().unwrap();
        assert_eq!(follows(last, rest), tail, "{term} + {rest}");
    }
}

#[test]
fn a_syllable_that_begins_another_word_is_no_term() {
    for (term, rest, stands_there) in [
        ("칩", "에서는", true),
        ("칩", "들이", true),
        ("법", "이라고", true),
        ("정", "의는", false),
        ("정", "당한", false),
        ("모", "든", false),
        ("시", "인은", false),
        ("줄", "이면", false),
        ("물", "론", false),
        ("독일", "인이", false),
        ("말", "했다", true),
        ("김민지", "양이", true),
        ("반도체", "군이", false),
        ("독일", "인데", true),
    ] {
        assert_eq!(stands(term, rest), stands_there, "{term} + {rest}");
    }
}

#[test]
fn counters_are_told_from_nouns() {
    assert!(is_counter("제2", "차"));
    assert!(!is_counter("낡은 ", "배"));
    assert!(!is_counter("M100", "나라"));
}

#[test]
fn ability_is_told_from_nouns() {
    assert!(is_ability("늦을 ", "수도", " 있다"));
    assert!(!is_ability("새 ", "수도", " 있다"));
    assert!(!is_ability("옮길 ", "수도", " 후보지"));
    assert!(!is_ability("옮길 ", "수도권", " 있다"));
}

proptest! {
    #[test]
    fn what_sounds_alike_is_followed_alike(
        last in any::<char>(), syllable in prop::char::range('가', '힣'),
        rest in "(은|는|이|가|을|를|으로|로|에서|에게|까지|부터|도|만|들|이다|였다|했다|하는|됐다|[가-힣]){0,4}",
    ) {
        for last in [last, syllable] {
            prop_assert_eq!(follows(last, &rest), follows(sounds_like(last), &rest));
        }
    }

    #[test]
    fn takes_any_text(last in any::<char>(), rest in "\\PC{0,12}") {
        follows(last, &rest);
        prop_assert_eq!(stems(&rest).first().copied().unwrap_or(""), rest.as_str());
    }
}
