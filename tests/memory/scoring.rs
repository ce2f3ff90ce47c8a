//! The table of `docs/scoring.md` says what the scores are, and the scores are what a translator
//! expects.

use jjak::memory::rival;
use jjak::memory::score::{Side, score};

struct Row {
    kind: &'static str,
    one: &'static str,
    other: &'static str,
}

fn rows() -> Vec<Row> {
    let lines = include_str!("pairs.tsv").lines().filter(|line| !line.starts_with('#'));
    let row = |line: &'static str| {
        let mut cells = line.split('\t');
        let mut next = || cells.next().expect("three cells");
        Row { kind: next(), one: next(), other: next() }
    };
    lines.map(row).collect()
}

fn jjak(row: &Row) -> f64 {
    score(&Side::text(row.one), &Side::text(row.other)).score.percent()
}

fn table() -> String {
    let mut out = String::from(
        "| what differs | texts | jjak | characters | words | OmegaT | Okapi |\n|---|---|--:|--:|--:|--:|--:|\n",
    );
    for row in rows() {
        let scores = [
            jjak(&row),
            rival::characters(row.one, row.other),
            rival::words(row.one, row.other),
            rival::omegat(row.one, row.other),
            rival::okapi(row.one, row.other),
        ];
        let scores = scores.map(|score| format!("{score:.1}")).join(" | ");
        out.push_str(&format!("| {} | {}<br>{} | {scores} |\n", row.kind, row.one, row.other));
    }
    out
}

/// Set `UPDATE_DOCS` to write the table anew.
#[test]
fn the_table_in_the_docs_is_true() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/scoring.md");
    let text = std::fs::read_to_string(path).unwrap();
    let start = text.find("| what differs |").unwrap_or(text.len());
    let wanted = format!("{}{}", &text[..start], table());
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, &wanted).unwrap();
    } else {
        assert_eq!(text, wanted, "run the test with UPDATE_DOCS=1");
    }
}

#[test]
fn scores_are_what_a_translator_expects() {
    let rows = rows();
    assert!(rows.len() >= 50);
    for row in &rows {
        let range = match row.kind {
            "particle" | "spacing" | "article" | "plural" | "tense" | "preposition" => 95.0..=99.9,
            "three particles" => 93.0..=99.0,
            "number" => 99.0..=99.0,
            "punctuation" | "case" => 99.0..=99.5,
            "noun" => 80.0..=93.0,
            "verb" | "negation" | "name" | "order" => 40.0..=93.0,
            "unrelated" => 0.0..=30.0,
            _ => 0.0..=99.9,
        };
        assert!(
            range.contains(&jjak(row)),
            "{}: {} / {}: {}",
            row.kind,
            row.one,
            row.other,
            jjak(row)
        );
    }
}
