use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::lang::ko::{hangul, tail};

fn matcher(text: &str) -> Matcher {
    Matcher::new(&[Glossary::parse(text, Path::new("test.tsv")).unwrap()])
}

fn found<'a>(hits: &[Hit], text: &'a str) -> Vec<&'a str> {
    hits.iter().map(|hit| hit.span.of(text)).collect()
}

#[test]
fn finds_korean_terms_as_words() {
    let matcher = matcher(
        "쿤룬\tKunlun\n쿤룬신\tKunlunxin\n대만\tTaiwan\nAI 반도체\tAI chip\n공급망\tsupply chain\n\
         이란\tIran\nM100\tM100\n한국\tKorea\nAI\tAI\n",
    );
    for (text, terms) in [
        ("바이두는 쿤룬을 공개했다.", vec!["쿤룬"]),
        ("쿤룬신에서만 만든다", vec!["쿤룬신"]),
        ("쿤룬이라는 이름", vec!["쿤룬"]),
        ("설비 확대만으로는 모자라다", vec![]),
        ("설비 확대 만 남았다", vec![]),
        ("새 AI반도체를, AI 반도체와", vec!["AI반도체", "AI 반도체"]),
        ("공급 망이 끊겼다", vec!["공급 망"]),
        ("한 국가의 힘", vec![]),
        ("쿤룬이란 이름", vec!["쿤룬"]),
        ("‘M100’은 M1000보다 작다", vec!["M100"]),
        ("AI와 OpenAI", vec!["AI"]),
    ] {
        assert_eq!(found(&matcher.source_hits(text), text), terms, "{text}");
    }
}

#[test]
fn finds_english_terms_in_all_their_forms() {
    let matcher = matcher(
        "쿤룬\tKunlun\n쿤룬신\tKunlunxin\n제삼자\tthird-party\n칩 제조사\tchipmaker\n\
         지능\tAI\n파운드리\tfoundry\n미국\tUS\n방위\tdefense\n나노\tnm\n",
    );
    for (text, terms) in [
        ("Kunlunxin’s foundries use Kunlun's design", vec!["Kunlunxin", "foundries", "Kunlun"]),
        (
            "a third party, a Third-Party, a thirdparty",
            vec!["third party", "Third-Party", "thirdparty"],
        ),
        ("chip makers and chip-makers", vec!["chip makers", "chip-makers"]),
        ("he said AI, not ai or AIR", vec!["AI"]),
        ("U.S. defence tells us", vec!["U.S.", "defence"]),
        ("a 7nm process", vec!["nm"]),
        ("a foundation", vec![]),
    ] {
        assert_eq!(found(&matcher.target_hits(text), text), terms, "{text}");
    }
}

proptest! {
    #[test]
    fn spans_are_in_bounds_and_apart(text in "(쿤룬|신|을| |-|AI|a|칩|\\PC){0,20}") {
        let matcher = matcher("쿤룬\tchip\n쿤룬신\tchip set\n신을\tset\nAI칩\tAI\n칩\ta\n");
        let hits = matcher.source_hits(&text);
        for pair in hits.windows(2) {
            prop_assert!(!pair[0].span.overlaps(pair[1].span) || pair[0].span == pair[1].span);
        }
        for hit in hits.iter().chain(&matcher.target_hits(&text)) {
            prop_assert!(!hit.span.of(&text).is_empty());
        }
    }

    #[test]
    fn a_term_with_any_particle_is_found(at in 0usize..1000) {
        let particles: Vec<&str> = tail::particles().collect();
        let particle = particles[at % particles.len()];
        // One of the terms ends in the sound that the particle wants.
        let matcher = matcher("바이두\ta\n쿤룬\tb\n서울\tc\n");
        let hit = ["바이두", "쿤룬", "서울"].iter().any(|term| {
            let text = format!("{term}{particle} 있다");
            found(&matcher.source_hits(&text), &text) == [*term]
        });
        prop_assert!(hit || !particle.chars().all(hangul::is_syllable), "{}", particle);
    }
}
