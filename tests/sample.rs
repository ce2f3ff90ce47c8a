//! What is shipped does what it is shipped for: the sample is aligned as its gold beads say, and
//! the glossaries load and find their terms in running text.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

use jjak::align::{Aligner, Bead, Lexicon};
use jjak::document::{Document, ReadOptions, Segment};
use jjak::glossary::{Glossary, Matcher};
use jjak::lang::script::Language::{self, English, Korean};

/// The two texts of a bead; sentences of one bead are joined by a space.
type Texts = (String, String);

fn read(name: &str, language: Language) -> Document {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name);
    Document::read(path, &ReadOptions::new(language)).unwrap()
}

/// The gold beads that have text on both sides: `ko ||| ko<TAB>en ||| en`, an empty side for null.
fn gold() -> BTreeSet<Texts> {
    let side = |cell: &str| cell.replace(" ||| ", " ");
    let lines = include_str!("../samples/haneul-chip.gold.tsv").lines();
    lines
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split_once('\t').unwrap())
        .filter(|(ko, en)| !ko.is_empty() && !en.is_empty())
        .map(|(ko, en)| (side(ko), side(en)))
        .collect()
}

fn texts(beads: &[Bead], ko: &[Segment], en: &[Segment]) -> BTreeSet<Texts> {
    let join = |segments: &[Segment], range: &Range<usize>| -> String {
        segments[range.clone()].iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join(" ")
    };
    let paired = beads.iter().filter(|bead| !bead.is_null());
    paired.map(|bead| (join(ko, &bead.ko), join(en, &bead.en))).collect()
}

/// Harmonic mean of precision and recall over beads that agree on both sides completely.
fn strict_f1(found: &BTreeSet<Texts>, gold: &BTreeSet<Texts>) -> f64 {
    2.0 * found.intersection(gold).count() as f64 / (found.len() + gold.len()) as f64
}

#[test]
fn the_sample_is_aligned_as_its_gold_beads_say() {
    let gold = gold();
    assert!(gold.len() > 25);
    for (ko, en) in [
        ("haneul-chip.ko.txt", "haneul-chip.en.txt"),
        ("haneul-chip.page.html", "haneul-chip.en.md"),
    ] {
        let (ko, en) = (read(ko, Korean), read(en, English));
        let beads = Aligner::new(Lexicon::core()).align(&ko.segments, &en.segments);
        let found = texts(&beads, &ko.segments, &en.segments);
        let f1 = strict_f1(&found, &gold);
        let missed: Vec<&Texts> = gold.difference(&found).collect();
        assert!(f1 >= 0.95, "strict F1 {f1:.3}, missed {missed:#?}");
    }
}

#[test]
fn beads_keep_the_order_and_cover_every_segment_once() {
    let (ko, en) = (read("haneul-chip.ko.txt", Korean), read("haneul-chip.en.txt", English));
    let beads = Aligner::new(Lexicon::core()).align(&ko.segments, &en.segments);
    let (mut i, mut j) = (0, 0);
    for bead in &beads {
        assert_eq!((bead.ko.start, bead.en.start), (i, j));
        assert!((0.0..=1.0).contains(&bead.confidence), "{bead:?}");
        (i, j) = (bead.ko.end, bead.en.end);
    }
    assert_eq!((i, j), (ko.segments.len(), en.segments.len()));
}

#[test]
fn an_empty_side_gives_null_beads() {
    let ko = read("haneul-chip.ko.txt", Korean);
    let beads = Aligner::new(Lexicon::core()).align(&ko.segments, &[]);
    assert_eq!(beads.len(), ko.segments.len());
    assert!(beads.iter().all(Bead::is_null));
    assert_eq!(Aligner::new(Lexicon::core()).align(&[], &[]), []);
}

#[test]
fn shipped_glossaries_hold_what_a_translator_of_news_needs() {
    assert_eq!(
        Glossary::shipped_names(),
        ["ai-semiconductors", "economy", "politics", "science-industry"]
    );
    for name in Glossary::shipped_names() {
        let path = format!("{}/glossaries/{name}.ko-en.tsv", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(Glossary::shipped_text(name).unwrap(), text, "the embedded text is the file");
        let glossary = Glossary::shipped(name).unwrap();
        assert!(glossary.entries.len() >= 300, "{name}: {}", glossary.entries.len());
        for entry in &glossary.entries {
            for text in entry.sources.iter().chain(&entry.targets) {
                assert_eq!(text, text.trim(), "{name}");
                assert!(!text.is_empty(), "{name}: {entry:?}");
            }
            let hangul = |c: char| ('가'..='힣').contains(&c);
            assert!(!entry.targets.iter().any(|t| t.contains(hangul)), "{name}: {entry:?}");
        }
    }
}

/// The pieces of a Korean text that are terms of a shipped glossary, in order.
fn found(name: &str, text: &str) -> Vec<String> {
    let matcher = Matcher::new(&[Glossary::shipped(name).unwrap()]);
    let mut spans: Vec<_> = matcher.source_hits(text).into_iter().map(|hit| hit.span).collect();
    spans.sort();
    spans.dedup();
    spans.into_iter().map(|span| span.of(text).to_string()).collect()
}

#[test]
fn shipped_terms_are_found_with_their_particles() {
    for (text, terms) in [
        ("바이두의 쿤룬은 올가을에 나온다.", ["바이두", "쿤룬"].as_slice()),
        ("칩을 설계한 곳은 쿤룬신이었다.", &["쿤룬신"]),
        ("쿤룬신에서도 쿤룬보다 빠른 칩은 없다고 했다.", &["쿤룬신", "쿤룬"]),
        ("클러스터와 클러스터링은 다른 말이다.", &["클러스터", "클러스터링"]),
        ("파운드리로서는 수율까지 챙겨야 했다.", &["파운드리", "수율"]),
        ("문제는 수율이라며 한숨을 쉬었다.", &["수율"]),
        ("두 파운드리만이 이 공정을 해낸다.", &["파운드리"]),
    ] {
        let found = found("ai-semiconductors", text);
        for term in terms {
            assert!(found.iter().any(|f| f == term), "{term} in {text}: {found:?}");
        }
    }
}

#[test]
fn a_longer_term_hides_the_shorter_one() {
    let text = "쿤룬신이 클러스터링을 다시 손봤다.";
    let found = found("ai-semiconductors", text);
    assert_eq!(found, ["쿤룬신", "클러스터링"]);
}
