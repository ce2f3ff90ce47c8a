//! What the program says of its own doubt: `--min-confidence` and `--explain`.

use crate::{Desk, SEGMENTS};

const LEAST: &str = "0.7";

/// The article, with a line on each side that has nothing to do with the other.
fn with_a_doubtful_pair() -> Desk {
    let desk = Desk::new();
    desk.write("ko.txt", "충주에 비가 왔다.\n회사는 2조원을 쓴다.\n누구의 잘못도 아니었다.\n");
    desk.write(
        "en.txt",
        "It rained in Chungju.\nThe company will spend 2 trillion won.\nPenguins like cold water.\n",
    );
    desk
}

fn numbers(summary: &str) -> Vec<usize> {
    let line = summary.lines().find(|line| line.trim_start().starts_with("left out")).unwrap();
    let listed = line.split_once(": ").map_or("", |(_, listed)| listed);
    let numbers = listed.split(", ").filter_map(|unit| unit.split(' ').next()?.parse().ok());
    numbers.collect()
}

#[test]
fn units_in_doubt_are_left_out_and_listed() {
    let desk = with_a_doubtful_pair();
    let run = |least: &str, format: &str| {
        desk.expect(
            0,
            &[
                "align",
                "ko.txt",
                "en.txt",
                "--segmented",
                "--format",
                format,
                "--min-confidence",
                least,
            ],
        )
    };
    let all = run("0", "jsonl").json();
    assert_eq!(run("0", "tsv").err.matches("left out    0 units").count(), 1);
    let is_unit = |bead: &&serde_json::Value| {
        !bead["ko"].as_array().unwrap().is_empty() && !bead["en"].as_array().unwrap().is_empty()
    };
    let units: Vec<f64> =
        all.iter().filter(is_unit).map(|bead| bead["confidence"].as_f64().unwrap()).collect();
    let least: f64 = LEAST.parse().unwrap();
    let below: Vec<usize> =
        (1..).zip(&units).filter(|(_, c)| **c < least).map(|(n, _)| n).collect();
    for format in ["tsv", "tmx", "jsonl", "beads"] {
        assert_eq!(numbers(&run(LEAST, format).err), below, "{format}");
    }
    let kept = run(LEAST, "jsonl").json();
    assert_eq!(kept.iter().filter(is_unit).count(), units.len() - below.len());
    assert_eq!(run(LEAST, "tsv").out.lines().count(), 1 + units.len() - below.len());
    // Nothing is certain enough.
    let none = run("1", "tmx");
    assert_eq!(none.out.matches("<tu ").count() + none.out.matches("<tu>").count(), 0);
    assert_eq!(numbers(&none.err).len(), units.len());
}

#[test]
fn a_confidence_is_a_probability() {
    let desk = Desk::with_article();
    for wrong in ["1.5", "-0.1", "high", "NaN"] {
        let option = format!("--min-confidence={wrong}");
        let ran = desk.expect(2, &["align", "ko.txt", "en.txt", &option]);
        assert!(ran.err.contains("between 0 and 1"), "{}", ran.err);
    }
}

#[test]
fn a_unit_is_explained() {
    let desk = Desk::with_article();
    let ran = desk.expect(0, &["align", "ko.txt", "en.txt", "--explain", "3"]);
    for part in [
        "unit 3: 1-1",
        "투자 규모는",
        "worth 2 trillion won",
        "anchor.number",
        "2조원 ~ 2 trillion won",
    ] {
        assert!(ran.out.contains(part), "{part} is not in\n{}", ran.out);
    }
    assert!(!ran.out.contains("<tmx"), "{}", ran.out);
    // With an output both are done.
    let ran = desk.expect(0, &["align", "ko.txt", "en.txt", "--explain", "1", "-o", "o.tmx"]);
    assert!(ran.out.contains("unit 1:") && ran.out.contains("confidence"), "{}", ran.out);
    assert!(desk.read("o.tmx").starts_with("<?xml"));
}

#[test]
fn only_units_that_there_are_can_be_explained() {
    let desk = Desk::with_article();
    for number in ["0", "7"] {
        let ran = desk.expect(2, &["align", "ko.txt", "en.txt", "--explain", number]);
        assert!(ran.err.contains(&format!("from 1 to {SEGMENTS}")), "{}", ran.err);
    }
}
