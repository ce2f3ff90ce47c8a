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

proptest! {
    #[test]
    fn takes_any_text(last in any::<char>(), rest in "\\PC{0,12}") {
        follows(last, &rest);
        prop_assert_eq!(stems(&rest).first().copied().unwrap_or(""), rest.as_str());
    }
}
