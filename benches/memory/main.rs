//! The memory measured: import, index, lookup, concordance and analysis on made-up data (see
//! [`corpus`]), with exhaustive rapidfuzz as the baseline, and the matches checked one by one.
//!
//! `cargo bench --bench memory`. `JJAK_BENCH_UNITS` (100,000) is the number of units,
//! `JJAK_BENCH_QUERIES` (1,000) of queries, of which a tenth are exact copies, three tenths are like
//! nothing, and the rest have one to four words changed. `JJAK_BENCH_FOLDER` keeps the memory for
//! the next run. Times are those of the processor, unless they are called elapsed.

mod clock;
mod corpus;

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use jjak::lang::tag::LangTag;
use jjak::memory::analysis::Analysis;
use jjak::memory::concordance::concordance;
use jjak::memory::index::{self, Index, Kind};
use jjak::memory::lookup::{Memory, Request, STAGES};
use jjak::memory::score::{Score, Side, score};
use jjak::memory::several::Memories;
use jjak::memory::store::Store;
use jjak::unit::Content;
use rapidfuzz::distance::levenshtein::{Args, BatchComparator};
use rayon::prelude::*;

use clock::{child, here, thread_ms, watched_child};
use corpus::{Corpus, Random};

const MIN: Score = Score(7_000);
/// The most units of which every one is scored to check the recall.
const CHECKED: usize = 200_000;

/// A query and what it is.
struct Query {
    text: String,
    kind: &'static str,
}

fn main() {
    let number = |name: &str, default: usize| {
        std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
    };
    let units = number("JJAK_BENCH_UNITS", 100_000);
    let queries = number("JJAK_BENCH_QUERIES", 1_000);
    let mut random = Random(0x006a_6a61_6b00);
    let corpus = Corpus::new(&mut random);
    let pairs = corpus.pairs(units, &mut random);
    let kept = std::env::var_os("JJAK_BENCH_FOLDER").map(PathBuf::from);
    let temporary = tempfile::tempdir().expect("a folder");
    let folder = kept.unwrap_or_else(|| temporary.path().to_path_buf());
    let path = folder.join(format!("{units}.jjak"));
    if path.exists() {
        println!("== the memory of {units} units that is there ==");
    } else {
        import(&folder, &path, &pairs);
    }
    // What an earlier run has left is built again, to be measured.
    index::discard(&path);
    for (name, side) in [("ko", 0), ("en", 1)] {
        println!("\n== {name}: the index ==");
        let index = build(&path, name, units);
        let texts: Vec<&str> = pairs.iter().map(|pair| pair[side].as_str()).collect();
        let asked: Vec<Query> =
            (0..queries).map(|at| query(at, &texts, side, &corpus, &mut random)).collect();
        let fast = all_matches(&index, &asked);
        baseline(&texts, &asked, fast);
        if units <= CHECKED {
            for min in [MIN, Score(5_000)] {
                recall(&index, &texts, &asked[..queries.min(50)], min);
            }
        }
        whole(&path, side, &index, &asked);
    }
    cold(&path, &pairs[units / 2][0]);
    concordances(&path, &pairs, &mut random);
    analyze(&path, &pairs, &corpus, &mut random);
}

fn query(at: usize, texts: &[&str], side: usize, corpus: &Corpus, random: &mut Random) -> Query {
    let text = texts[random.below(texts.len())];
    match at % 10 {
        0 => Query { text: text.to_string(), kind: "exact" },
        1..4 => Query { text: corpus.unrelated(random)[side].clone(), kind: "unrelated" },
        _ => {
            let edits = 1 + random.below(4);
            Query { text: corpus.edited(text, side, edits, random), kind: "edited" }
        }
    }
}

/// `jjak tm import` of a TMX file of all units.
fn import(folder: &Path, path: &Path, pairs: &[[String; 2]]) {
    println!("== import of {} units from TMX ==", pairs.len());
    std::fs::create_dir_all(folder).expect("a folder");
    let tmx = folder.join("bench.tmx");
    let mut out = BufWriter::new(std::fs::File::create(&tmx).expect("a file"));
    let header = "<tmx version=\"1.4\"><header creationtool=\"bench\" creationtoolversion=\"1\" \
         segtype=\"sentence\" o-tmf=\"none\" adminlang=\"en\" srclang=\"ko\" \
         datatype=\"plaintext\"/><body>\n";
    out.write_all(header.as_bytes()).expect("room");
    for (number, [ko, en]) in pairs.iter().enumerate() {
        let unit = format!(
            "<tu tuid=\"{number}\" creationdate=\"20260301T090000Z\"><tuv xml:lang=\"ko\"><seg>{ko}\
             </seg></tuv><tuv xml:lang=\"en\"><seg>{en}</seg></tuv></tu>\n"
        );
        out.write_all(unit.as_bytes()).expect("room");
    }
    out.write_all(b"</body></tmx>\n").expect("room");
    drop(out);
    let (took, output) = watched_child(jjak().args(["import", "-m"]).arg(path).arg(&tmx));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    std::fs::remove_file(&tmx).expect("the file was made above");
    println!(
        "with its index: {:.1} s elapsed, {:.1} s of the processor, {} MB of memory at most, \
         {} bytes a unit",
        took.elapsed,
        took.processor,
        took.room >> 20,
        std::fs::metadata(path).map_or(0, |file| file.len()) / pairs.len() as u64
    );
}

fn jjak() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jjak"));
    command.arg("tm");
    command
}

/// Builds the index of a language, then opens it.
fn build(path: &Path, name: &str, units: usize) -> Index {
    let store = Store::open(path).expect("a store");
    let open = || Index::open(&store, Kind::Tokens(name.to_string())).expect("an index");
    let (took, index) = here(open);
    println!(
        "built: {:.1} s elapsed, {:.1} s of the processor: {:.0} segments a second on two cores",
        took.elapsed,
        took.processor,
        2.0 * index.len() as f64 / took.processor
    );
    drop(index);
    let mut files = path.as_os_str().to_os_string();
    files.push(".index");
    let files = std::fs::read_dir(files).expect("parts").flatten();
    let files = files.filter(|file| file.file_name().to_string_lossy().starts_with(name));
    let bytes: u64 = files.map(|file| file.metadata().map_or(0, |file| file.len())).sum();
    let (took, index) = here(open);
    println!("{} bytes a unit; opened in {:.2} ms", bytes / units as u64, took.processor * 1e3);
    index
}

/// Returns the mean in milliseconds.
fn all_matches(index: &Index, asked: &[Query]) -> f64 {
    let sides: Vec<Side> = asked.iter().map(|query| Side::text(&query.text)).collect();
    for side in &sides {
        index.candidates(&side.tokens, MIN);
    }
    let mut found = 0;
    let times: Vec<f64> = sides
        .iter()
        .map(|side| {
            let (time, candidates) = thread_ms(|| index.candidates(&side.tokens, MIN));
            found += candidates.len();
            time
        })
        .collect();
    for kind in ["exact", "edited", "unrelated"] {
        let times = asked.iter().zip(&times).filter(|(query, _)| query.kind == kind);
        report(&format!("all matches of {kind} queries"), times.map(|(_, &time)| time).collect());
    }
    println!("  {:.1} candidates a query", found as f64 / asked.len() as f64);
    report("all matches", times)
}

/// Every unit by rapidfuzz over characters, given up below the threshold, for some of the queries.
fn baseline(texts: &[&str], asked: &[Query], fast: f64) {
    let texts: Vec<Vec<char>> = texts.iter().map(|text| text.chars().collect()).collect();
    let one = |query: &Query| {
        let comparator = BatchComparator::new(query.text.chars());
        let args = Args::default().score_cutoff(0.7);
        let near = |text: &&Vec<char>| {
            comparator.normalized_similarity_with_args(text.iter().copied(), &args).is_some()
        };
        thread_ms(|| texts.iter().filter(near).count()).0
    };
    let slow = report("exhaustive rapidfuzz", asked.iter().take(40).map(one).collect());
    println!("  {:.0} times less processor time than exhaustive, on average", slow / fast);
}

/// The true score of every unit against what the index finds.
fn recall(index: &Index, texts: &[&str], asked: &[Query], min: Score) {
    let sides: Vec<Side> = texts.par_iter().map(|text| Side::text(text)).collect();
    let (mut wanted, mut found) = (0, 0);
    for query in asked {
        let side = Side::text(&query.text);
        let reached = |unit: &usize| score(&side, &sides[*unit]).score >= min;
        let matches: Vec<usize> = (0..texts.len()).into_par_iter().filter(reached).collect();
        let given: std::collections::HashSet<i64> =
            index.candidates(&side.tokens, min).iter().map(|found| found.number).collect();
        wanted += matches.len();
        found += matches.iter().filter(|&&unit| given.contains(&(unit as i64 + 1))).count();
    }
    println!(
        "recall at {} %, every unit scored for {} queries: {found} of {wanted}",
        min.percent(),
        asked.len()
    );
}

/// Whole lookups, with the units read from the store; and how much of them is the index.
fn whole(path: &Path, side: usize, index: &Index, asked: &[Query]) {
    let mut languages = [LangTag::ko_kr(), LangTag::en_us()];
    languages.rotate_left(side);
    let [source, target] = languages;
    let mut memory = Memory::open(path, 0).expect("a memory");
    for (top, what) in [(1, "best match with its unit"), (5, "best five with their units")] {
        let requests = asked.iter().map(|query| Request { top, ..Request::new(&query.text) });
        let requests: Vec<Request> = requests.collect();
        let mut round = || -> Vec<f64> {
            let one = |request| thread_ms(|| memory.lookup(&source, &target, request)).0;
            requests.iter().map(one).collect()
        };
        round();
        let times = round();
        if top == 1 {
            let mut alone = |request| {
                let best = memory.lookup(&source, &target, request).expect("a memory");
                search_for(index, request, best.first().map(|best| best.scored.score))
            };
            let alone: Vec<f64> = requests.iter().map(&mut alone).collect();
            let rest = times.iter().zip(&alone).map(|(all, alone)| all - alone).collect();
            report("best match from the index", alone);
            report("  and its text cut, its unit read and scored", rest);
        }
        report(what, times);
    }
}

/// The time in the index of a lookup of the best match, which has this score: threshold after
/// threshold until one is reached.
fn search_for(index: &Index, request: &Request, best: Option<Score>) -> f64 {
    let side = Side::new(&request.content);
    let search = || {
        for min in STAGES {
            index.candidates(&side.tokens, min);
            if best.is_some_and(|best| best >= min) {
                return;
            }
        }
    };
    search();
    thread_ms(search).0
}

/// A process that opens the memory, finds one text and ends.
fn cold(path: &Path, text: &str) {
    println!("\n== a process of its own ==");
    let mut times = Vec::new();
    let mut elapsed = f64::INFINITY;
    for _ in 0..10 {
        let (took, output) = child(jjak().args(["lookup", "-m"]).arg(path).arg(text));
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        times.push(took.processor * 1e3);
        elapsed = elapsed.min(took.elapsed * 1e3);
    }
    report("jjak tm lookup", times);
    println!("  {elapsed:.1} ms elapsed at best");
}

fn concordances(path: &Path, pairs: &[[String; 2]], random: &mut Random) {
    println!("\n== concordance, the best twenty ==");
    let mut memory = Memory::open(path, 0).expect("a memory");
    let (took, _) = here(|| concordance(&mut memory, "가나", 20).expect("hits"));
    println!(
        "letters indexed: {:.1} s elapsed, {:.1} s of the processor",
        took.elapsed, took.processor
    );
    let mut times = Vec::new();
    for _ in 0..300 {
        let text = &pairs[random.below(pairs.len())][0];
        let words: Vec<&str> = text.split(' ').filter(|word| word.chars().count() > 2).collect();
        let Some(word) = words.get(random.below(words.len().max(1))) else { continue };
        let word: String = word.chars().take(2).collect();
        times.push(thread_ms(|| concordance(&mut memory, &word, 20).expect("hits")).0);
    }
    report("two syllables", times);
}

/// A text of which a part is in the memory already.
fn analyze(path: &Path, pairs: &[[String; 2]], corpus: &Corpus, random: &mut Random) {
    println!("\n== analysis of 1,000 segments ==");
    let texts: Vec<&str> = pairs.iter().map(|pair| pair[0].as_str()).collect();
    let text = |at| Content::from_text(&query(at, &texts, 0, corpus, random).text);
    let segments: Vec<Content> = (0..1_000).map(text).collect();
    let mut memories = Memories(vec![Memory::open(path, 0).expect("a memory")]);
    let analysis = Analysis::new(&LangTag::ko_kr(), &LangTag::en_us(), false);
    let mut analysis = analysis.expect("the languages are known");
    let (took, counts) =
        here(|| analysis.add(&mut memories, &segments).expect("the memory can be read"));
    println!("{:.2} s elapsed, {:.2} s of the processor", took.elapsed, took.processor);
    let shown: Vec<String> = counts
        .bands()
        .map(|(band, count)| format!("{}: {}", band.name(), count.segments))
        .collect();
    println!("  {}", shown.join(", "));
}

/// Prints percentiles of milliseconds; returns the mean.
fn report(what: &str, mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    let mean = times.iter().sum::<f64>() / times.len().max(1) as f64;
    if let Some(last) = times.len().checked_sub(1) {
        let at = |share: f64| times[(last as f64 * share) as usize];
        println!("{what}: p50 {:.3} ms, p99 {:.3} ms, mean {mean:.3} ms", at(0.5), at(0.99));
    }
    mean
}
