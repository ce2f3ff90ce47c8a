//! How the time and memory of an alignment grow with the length of the text.
//!
//! The documents are made here: sentences of lexicon words with particles, numbers and invented
//! names, and their English word for word, some sentences merged, split or left out. Every chapter
//! of 200 sentences has names of its own, as a long text has; in the rows and benchmarks called
//! repetitive all chapters share a few names, so that nothing at all is rare in a long text. Two things
//! are the base to compare with: `full_search` aligns as many segments as are searched without a
//! corridor, and `segment` only cuts the same text into sentences. First a table says how long one
//! alignment takes in a process of its own and how much memory that has at its peak.
//! `JJAK_BENCH_LONG=1` adds a document of 200,000 segments a side.

use std::fmt::Write as _;
use std::process::Command;
use std::time::Instant;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use jjak::align::{Aligner, Lexicon};
use jjak::document::{Document, ReadOptions, Segment};
use jjak::lang::script::Language;
use rayon::prelude::*;

/// Set for a child process: align a document of so many segments once, and say what it took. The
/// value of [`REPETITIVE`] says whether it is a repetitive one.
const ONCE: &str = "JJAK_BENCH_ONCE";
const REPETITIVE: &str = "JJAK_BENCH_REPETITIVE";
const LONG: &str = "JJAK_BENCH_LONG";
/// As long as a document may be that is searched whole.
const WHOLE: usize = 400;
const ARTICLES: usize = 1000;
const ARTICLE: usize = 40;
/// Segments of a chapter, and names of its own that it has.
const CHAPTER: usize = 200;
const NAMES: usize = 8;
/// Names of a repetitive text, whatever its length.
const FEW: usize = 1000;

fn main() {
    if let Some(segments) = std::env::var(ONCE).ok().and_then(|n| n.parse().ok()) {
        return align_once(segments);
    }
    // Whoever names one benchmark does not want to wait for the table.
    if std::env::args().skip(1).all(|argument| argument.starts_with('-')) {
        print_curve();
    }
    divan::main();
}

/// A row for each size, and for each size of repetitive text, measured in a process of its own.
fn print_curve() {
    let program = std::env::current_exe().expect("the benchmark is a file");
    println!(
        "{:>9} {:>9} {:>12} {:>9} {:>9}",
        "segments", "seconds", "µs/segment", "peak MB", "right"
    );
    let varied = std::iter::once(WHOLE).chain(sizes()).map(|segments| (segments, false));
    for (segments, repetitive) in varied.chain(sizes().into_iter().map(|n| (n, true))) {
        let mut child = Command::new(&program);
        child.env(ONCE, segments.to_string());
        if repetitive {
            child.env(REPETITIVE, "1");
        }
        let status = child.status();
        assert!(status.is_ok_and(|status| status.success()), "{segments} segments failed");
    }
}

fn sizes() -> Vec<usize> {
    let mut sizes = vec![2_000, 20_000];
    if std::env::var_os(LONG).is_some() {
        sizes.push(200_000);
    }
    sizes
}

/// Prints a row: time of one alignment, memory, and the share of the gold beads that it found.
fn align_once(segments: usize) {
    let repetitive = std::env::var_os(REPETITIVE).is_some();
    let text = if repetitive { Text::repetitive(segments, 1) } else { Text::new(segments, 1) };
    let (ko, en) = text.segments();
    let aligner = Aligner::new(Lexicon::core());
    let start = Instant::now();
    let beads = aligner.align(&ko, &en);
    let seconds = start.elapsed().as_secs_f64();
    let found: std::collections::HashSet<_> =
        beads.iter().map(|b| (b.ko.start, b.ko.end, b.en.start, b.en.end)).collect();
    let right = text.gold.iter().filter(|bead| found.contains(bead)).count();
    let share = 100.0 * right as f64 / text.gold.len() as f64;
    let each = seconds * 1e6 / segments as f64;
    let peak = peak_megabytes().map_or("-".to_string(), |peak| format!("{peak:.0}"));
    let kind = if repetitive { "  repetitive" } else { "" };
    println!("{segments:>9} {seconds:>9.2} {each:>12.0} {peak:>9} {share:>7.1} %{kind}");
}

/// The most memory that this process had in use so far, where the system tells (Linux).
fn peak_megabytes() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024.0)
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn full_search(bencher: Bencher) {
    let (ko, en) = Text::new(WHOLE, 1).segments();
    let aligner = Aligner::new(Lexicon::core());
    bencher.counter(ItemsCount::new(WHOLE)).bench_local(|| aligner.align(&ko, black_box(&en)));
}

#[divan::bench(args = sizes(), sample_count = 3, sample_size = 1)]
fn document(bencher: Bencher, segments: usize) {
    let (ko, en) = Text::new(segments, 1).segments();
    let aligner = Aligner::new(Lexicon::core());
    bencher.counter(ItemsCount::new(segments)).bench_local(|| aligner.align(&ko, black_box(&en)));
}

/// The same text cut into sentences, both sides.
#[divan::bench(args = sizes(), sample_count = 3, sample_size = 1)]
fn segment(bencher: Bencher, segments: usize) {
    let text = Text::new(segments, 1);
    bencher.counter(ItemsCount::new(segments)).bench_local(|| {
        let ko = Document::from_text(&text.ko, &ReadOptions::new(Language::Korean));
        (ko, Document::from_text(&text.en, &ReadOptions::new(Language::English)))
    });
}

/// Many short documents, on all cores.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn articles(bencher: Bencher) {
    let texts = (0..ARTICLES).map(|seed| Text::new(ARTICLE, seed as u64 + 2).segments());
    let texts: Vec<_> = texts.collect();
    let aligner = Aligner::new(Lexicon::core());
    let align = |(ko, en): &(Vec<Segment>, Vec<Segment>)| aligner.align(ko, en).len();
    let items = ItemsCount::new(ARTICLES * ARTICLE);
    bencher.counter(items).bench_local(|| texts.par_iter().map(align).sum::<usize>());
}

/// A made document with its translation, one sentence a line, and its beads with both sides: start
/// and end of the Korean segments, of the English ones.
struct Text {
    ko: String,
    en: String,
    gold: Vec<(usize, usize, usize, usize)>,
}

impl Text {
    /// About this many segments on each side.
    fn new(segments: usize, seed: u64) -> Text {
        Text::made(segments, seed, CHAPTER)
    }

    /// The same with so few names for so much text that each comes again in every chapter.
    fn repetitive(segments: usize, seed: u64) -> Text {
        Text::made(segments, seed, usize::MAX)
    }

    fn made(segments: usize, seed: u64, chapter: usize) -> Text {
        let words = Words::new();
        let (mut names, mut chapters) = (Vec::new(), 0);
        let mut dice = Dice(seed);
        let mut text = Text { ko: String::new(), en: String::new(), gold: Vec::new() };
        let (mut i, mut j) = (0, 0);
        while i < segments {
            if i / chapter >= chapters {
                let count = if chapter == usize::MAX { FEW } else { NAMES };
                names = (0..count).map(|_| dice.name()).collect();
                chapters += 1;
            }
            // Korean segments, English segments: mostly one each.
            let (ko, en) = match dice.below(100) {
                0..3 => (1, 0),
                3..6 => (0, 1),
                6..11 => (2, 1),
                11..16 => (1, 2),
                _ => (1, 1),
            };
            let clauses: Vec<_> =
                (0..ko.max(en)).map(|_| words.clause(&mut dice, &names)).collect();
            lines(&mut text.ko, ko, clauses.iter().map(|clause| clause.0.as_str()));
            lines(&mut text.en, en, clauses.iter().map(|clause| clause.1.as_str()));
            if ko > 0 && en > 0 {
                text.gold.push((i, i + ko, j, j + en));
            }
            (i, j) = (i + ko, j + en);
        }
        text
    }

    fn segments(&self) -> (Vec<Segment>, Vec<Segment>) {
        let cut = |text| Document::from_segmented(text).segments;
        (cut(&self.ko), cut(&self.en))
    }
}

/// Writes the clauses as `count` sentences: as many as there are clauses, one, or none.
fn lines<'a>(out: &mut String, count: usize, clauses: impl ExactSizeIterator<Item = &'a str>) {
    let all = clauses.len();
    for (n, clause) in clauses.enumerate().filter(|_| count > 0) {
        let end = if count == all || n + 1 == all { ".\n" } else { ", " };
        // Writing to a string cannot fail.
        let _ = write!(out, "{clause}{end}");
    }
}

/// The nouns of the lexicon, each with its first translation.
struct Words(Vec<(&'static str, &'static str)>);

impl Words {
    fn new() -> Words {
        let table = include_str!("../src/align/data/lexicon.tsv");
        let noun = |line: &'static str| {
            let mut cells = line.split('\t');
            let (ko, part, en) = (cells.next()?, cells.next()?, cells.next()?);
            (part == "n" && !line.starts_with('#'))
                .then(|| (ko, en.split('|').next().unwrap_or(en)))
        };
        let mut nouns: Vec<_> = table.lines().filter_map(noun).collect();
        // In an order of its own, so that the frequent words are not the first of the alphabet.
        nouns.sort_by_key(|(ko, _)| {
            Dice(ko.bytes().fold(7u64, |h, b| h.wrapping_mul(31) + u64::from(b))).next()
        });
        Words(nouns)
    }

    /// A clause of 5 to 12 words in both languages, now and then with one of these names.
    fn clause(&self, dice: &mut Dice, names: &[(String, String)]) -> (String, String) {
        let (mut ko, mut en) = (Vec::new(), Vec::new());
        for _ in 0..5 + dice.below(8) {
            let particle = ["은", "이", "을", "에", "의", "과"][dice.below(6)];
            match dice.below(20) {
                0 => {
                    let number = 2 + dice.below(9000);
                    ko.push(format!("{number}명{particle}"));
                    en.push(format!("{number} people"));
                }
                1 => {
                    let (korean, english) = &names[dice.below(names.len())];
                    ko.push(format!("{korean}{particle}"));
                    en.push(english.clone());
                }
                // A word that the translator put in other words.
                2..6 => {
                    ko.push(format!("{}{particle}", self.word(dice).0));
                    en.push(self.word(dice).1.to_string());
                }
                _ => {
                    let (korean, english) = self.word(dice);
                    ko.push(format!("{korean}{particle}"));
                    en.push(format!("the {english}"));
                }
            }
        }
        (format!("{} 했다", ko.join(" ")), format!("It said {}", en.join(" ")))
    }

    /// A word, the n-th about as often as 1/n (Zipf).
    fn word(&self, dice: &mut Dice) -> (&'static str, &'static str) {
        let share = dice.below(1 << 20) as f64 / f64::from(1 << 20);
        let rank = (self.0.len() as f64).powf(share) as usize - 1;
        self.0[rank.min(self.0.len() - 1)]
    }
}

/// Random numbers that are the same in every run: SplitMix64 (Steele, Lea and Flood, *Fast
/// Splittable Pseudorandom Number Generators*, 2014).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// An invented name of three or four syllables, in both scripts.
    fn name(&mut self) -> (String, String) {
        const SYLLABLES: [(&str, &str); 12] = [
            ("가", "ga"),
            ("노", "no"),
            ("도", "do"),
            ("린", "rin"),
            ("만", "man"),
            ("보", "bo"),
            ("솔", "sol"),
            ("준", "jun"),
            ("칸", "kan"),
            ("탈", "tal"),
            ("펜", "pen"),
            ("훈", "hun"),
        ];
        let picked: Vec<_> =
            (0..3 + self.below(2)).map(|_| SYLLABLES[self.below(SYLLABLES.len())]).collect();
        let english: String = picked.iter().map(|syllable| syllable.1).collect();
        let korean = picked.iter().map(|syllable| syllable.0).collect();
        (korean, english[..1].to_uppercase() + &english[1..])
    }
}
