use super::*;

fn found(text: &str) -> Vec<(String, String, Kind)> {
    glosses(text).into_iter().map(|g| (g.term, g.gloss, g.kind)).collect()
}

#[test]
fn the_left_boundary_is_heard_quoted_or_counted() {
    for (text, term, gloss, kind) in [
        ("새 자회사 블루 오션(Blue Ocean)은", "블루 오션", "Blue Ocean", Kind::Sound),
        (
            "이 칩을 ‘바다의 별’(Star of the Sea)이라",
            "바다의 별",
            "Star of the Sea",
            Kind::Translation,
        ),
        ("이날 한국반도체협회(KSIA)는", "한국반도체협회", "KSIA", Kind::Acronym),
        (
            "회사는 첨단 포장 기술(advanced packaging)을",
            "포장 기술",
            "advanced packaging",
            Kind::Translation,
        ),
        ("최고기술책임자(CTO)가", "최고기술책임자", "CTO", Kind::Acronym),
        // A particle behind a bracket belongs to what stands before it.
        ("농민(자영농)과 협동조합(coop)은", "협동조합", "coop", Kind::Translation),
        // 정의 is a noun, though 의 is a particle.
        ("이제 소프트웨어 정의 공장(SDF)이", "소프트웨어 정의 공장", "SDF", Kind::Acronym),
        // What kind it is belongs to the name of an illness.
        ("그는 만성 간질환(CLD)을", "만성 간질환", "CLD", Kind::Acronym),
    ] {
        let wanted = (term.to_string(), gloss.to_string(), kind);
        assert_eq!(found(text), [wanted], "{text}");
    }
}

#[test]
fn what_is_no_gloss_is_left_alone() {
    for text in [
        "SEOUL (KBS) 회의가",
        "누리집(www.example.kr)에서",
        "주가(약 3000원)가",
        "이 장관(57)은",
        "15일(현지시간)",
        "박 대표(CEO)가",
        "노동당(집권당)은",
        "길이(30km)가",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn a_bracket_may_hold_two_glosses() {
    let of = found("새 국제해양기구(World Marine Agency, WMA)의");
    let terms: Vec<&str> = of.iter().map(|(term, _, _)| term.as_str()).collect();
    assert_eq!(terms, ["국제해양기구", "국제해양기구"]);
    assert_eq!((of[0].1.as_str(), of[1].1.as_str()), ("World Marine Agency", "WMA"));
    let of = found("새 국제해양기구(WMA, World Marine Agency)의");
    assert_eq!((of[0].1.as_str(), of[1].1.as_str()), ("WMA", "World Marine Agency"));
}

proptest::proptest! {
    #[test]
    fn takes_any_text(text in "([가-힣]{1,4}|[A-Z]{1,3}| |\\(|\\)|,|‘|’|\\PC){0,24}") {
        for gloss in glosses(&text) {
            proptest::prop_assert!(text.contains(&gloss.term) && !gloss.gloss.is_empty());
        }
    }
}
