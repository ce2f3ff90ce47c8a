//! Latency and recall of the memory on generated data, with exhaustive rapidfuzz as the baseline.
//!
//! `cargo bench --bench memory`; the number of units is `JJAK_BENCH_UNITS` (100,000), of queries
//! `JJAK_BENCH_QUERIES` (1,000). The data is generated from a fixed seed: Korean and English
//! sentences of a vocabulary with the frequencies of a natural one (Zipf), a fifth of them edits of
//! earlier ones; queries are edits of units.

use std::time::{Duration, Instant};

use jjak::lang::tag::LangTag;
use jjak::memory::index::{Index, Kind};
use jjak::memory::lookup::{Memory, Request};
use jjak::memory::score::{Score, Side, edits_allowed, score};
use jjak::memory::store::{Place, Store};
use jjak::unit::{Unit, Variant};
use rapidfuzz::distance::levenshtein::{Args, BatchComparator};

const MIN: Score = Score(7_000);

fn main() {
    let number = |name: &str, default: usize| {
        std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
    };
    let (units, queries) =
        (number("JJAK_BENCH_UNITS", 100_000), number("JJAK_BENCH_QUERIES", 1_000));
    let mut random = Random(0x006a_6a61_6b00);
    let pairs = Corpus::new(&mut random).pairs(units, &mut random);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bench.jjak");
    let store = Store::open(&path).expect("a store");
    let store = timed(&format!("store {units} units"), || fill(store, &pairs));
    println!("store: {} bytes a unit", size(&path) / units as u64);
    for (name, side) in [("ko", 0), ("en", 1)] {
        println!("\n== {name} ==");
        let kind = || Kind::Tokens(name.to_string());
        drop(timed("index built", || Index::open(&store, kind()).expect("an index")));
        let parts = std::fs::read_dir(folder.path().join("bench.jjak.index")).expect("parts");
        let bytes: u64 = parts
            .flatten()
            .filter(|file| file.file_name().to_string_lossy().starts_with(name))
            .map(|file| size(&file.path()))
            .sum();
        println!("index: {} bytes a unit", bytes / units as u64);
        let mut index = timed("index opened", || Index::open(&store, kind()).expect("an index"));
        let texts: Vec<&str> = pairs.iter().map(|pair| pair[side].as_str()).collect();
        let asked: Vec<String> =
            (0..queries).map(|_| edited(texts[random.below(units)], &mut random)).collect();
        measure(&mut index, &texts, &asked);
    }
    cold(&path, &pairs, &mut random);
}

fn fill(mut store: Store, pairs: &[[String; 2]]) -> Store {
    let mut place = Place { document: Some("bench".into()), previous: None };
    for batch in pairs.chunks(5_000) {
        let unit = |pair: &[String; 2]| {
            let [ko, en] = [(LangTag::ko_kr(), &pair[0]), (LangTag::en_us(), &pair[1])]
                .map(|(lang, text)| Variant::text(lang, text.clone()));
            Unit::pair(ko, en)
        };
        let units: Vec<Unit> = batch.iter().map(unit).collect();
        store.add(&units, &mut place).expect("room");
    }
    store
}

/// Index against trying every unit, over the same queries.
fn measure(index: &mut Index, texts: &[&str], asked: &[String]) {
    let sides: Vec<Side> = texts.iter().map(|text| Side::text(text)).collect();
    let cores: Vec<Vec<u64>> = sides.iter().map(|side| side.tokens.core().collect()).collect();
    let queries: Vec<Side> = asked.iter().map(|text| Side::text(text)).collect();
    for query in &queries {
        index.candidates(&query.tokens, MIN);
    }
    let (mut times, mut candidates) = (Vec::new(), 0);
    for query in &queries {
        let start = Instant::now();
        candidates += index.candidates(&query.tokens, MIN).len();
        times.push(start.elapsed());
    }
    let fast: Duration = times.iter().sum();
    report("all matches from the index", &mut times);
    println!("  candidates a query: {:.1}", candidates as f64 / queries.len() as f64);
    // The baseline is slow: a share of the queries does.
    let sample = &queries[..queries.len().min(200)];
    let (mut times, mut wanted, mut found) = (Vec::new(), 0, 0);
    for query in sample {
        let start = Instant::now();
        let near = exhaustive(query, &cores);
        times.push(start.elapsed());
        let true_matches: Vec<usize> =
            near.into_iter().filter(|&unit| score(query, &sides[unit]).score >= MIN).collect();
        let given: std::collections::HashSet<i64> =
            index.candidates(&query.tokens, MIN).iter().map(|c| c.number).collect();
        wanted += true_matches.len();
        found += true_matches.iter().filter(|&&unit| given.contains(&(unit as i64 + 1))).count();
    }
    let slow: Duration = times.iter().sum();
    report("exhaustive rapidfuzz", &mut times);
    println!("  recall at 70 %: {found} of {wanted}");
    let ratio =
        slow.as_secs_f64() / sample.len() as f64 / (fast.as_secs_f64() / queries.len() as f64);
    println!("  {ratio:.0} times less time than exhaustive");
}

/// Every unit whose heavy tokens are near enough, by trying each.
fn exhaustive(query: &Side, cores: &[Vec<u64>]) -> Vec<usize> {
    let core: Vec<u64> = query.tokens.core().collect();
    let comparator = BatchComparator::new(core.iter().copied());
    let near = |other: &Vec<u64>| {
        let edits = edits_allowed(MIN, core.len().max(other.len()));
        let args = Args::default().score_cutoff(edits);
        comparator.distance_with_args(other.iter().copied(), &args).is_some()
    };
    (0..cores.len()).filter(|&unit| near(&cores[unit])).collect()
}

/// The whole way of a lookup, from opening the memory to the texts of the best five.
fn cold(path: &std::path::Path, pairs: &[[String; 2]], random: &mut Random) {
    println!("\n== whole lookups, best five with their units ==");
    let (ko, en) = (LangTag::ko_kr(), LangTag::en_us());
    let start = Instant::now();
    let mut memory = Memory::open(path, 0).expect("a memory");
    let mut times = Vec::new();
    for number in 0..500 {
        let query = Request::new(&edited(&pairs[random.below(pairs.len())][0], random));
        let one = Instant::now();
        memory.lookup(&ko, &en, &query).expect("matches");
        times.push(one.elapsed());
        if number == 0 {
            println!("opening and first lookup: {:.3} ms", start.elapsed().as_secs_f64() * 1e3);
        }
    }
    report("lookup", &mut times);
    use jjak::memory::concordance::concordance;
    timed("letters indexed", || concordance(&mut memory, "가나", 20).expect("hits"));
    let mut times = Vec::new();
    for _ in 0..200 {
        let text = &pairs[random.below(pairs.len())][0];
        let word: String = text.chars().filter(|c| c.is_alphabetic()).take(2).collect();
        let one = Instant::now();
        concordance(&mut memory, &word, 20).expect("hits");
        times.push(one.elapsed());
    }
    report("concordance of two syllables", &mut times);
}

fn report(what: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let ms = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    let mean = times.iter().sum::<Duration>().as_secs_f64() * 1e3 / times.len() as f64;
    println!("{what}: p50 {:.3} ms, p99 {:.3} ms, mean {mean:.3} ms", ms(0.5), ms(0.99));
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    println!("{what}: {:.3} s", start.elapsed().as_secs_f64());
    done
}

fn size(path: &std::path::Path) -> u64 {
    std::fs::metadata(path).map_or(0, |metadata| metadata.len())
}

/// xorshift64* (Vigna 2016): the same data on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() >> 11) as usize % limit
    }

    /// A rank below `limit`, a low one more often, about as Zipf's law has it.
    fn rank(&mut self, limit: usize) -> usize {
        let unit = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        ((limit as f64).powf(unit) - 1.0) as usize
    }
}

const PARTICLES: [&str; 12] =
    ["", "", "은", "는", "이", "가", "을", "를", "에", "에서", "의", "도"];
const ENDINGS: [&str; 6] =
    ["했다.", "한다.", "할 계획이다.", "하지 않았다.", "됐다.", "하고 있다."];

/// Made-up words, common ones first.
struct Corpus {
    ko: Vec<String>,
    en: Vec<String>,
}

impl Corpus {
    fn new(random: &mut Random) -> Corpus {
        let syllable = |random: &mut Random| {
            let (first, vowel, last) = (random.rank(19), random.rank(21), random.rank(28));
            char::from_u32((0xAC00 + (first * 21 + vowel) * 28 + last) as u32).unwrap_or('가')
        };
        let letter = |random: &mut Random| b"etaoinshrdlcumwfgypbvk"[random.rank(22)] as char;
        let ko = (0..30_000).map(|_| (0..2 + random.below(3)).map(|_| syllable(random)).collect());
        let ko = ko.collect();
        let en = (0..30_000).map(|_| (0..3 + random.below(7)).map(|_| letter(random)).collect());
        Corpus { ko, en: en.collect() }
    }

    fn pairs(&self, count: usize, random: &mut Random) -> Vec<[String; 2]> {
        let mut pairs: Vec<[String; 2]> = Vec::with_capacity(count);
        while pairs.len() < count {
            let number = pairs.len();
            let pair = if number > 10 && random.below(5) == 0 {
                let [ko, en] = &pairs[random.below(number)];
                [edited(ko, random), edited(en, random)]
            } else {
                let words = 3 + random.below(6) + random.below(8);
                [self.korean(words, random), self.english(words + 4, random)]
            };
            // A number of its own in the target keeps each unit apart from all others.
            pairs.push([pair[0].clone(), format!("{} [{number}]", pair[1])]);
        }
        pairs
    }

    fn korean(&self, words: usize, random: &mut Random) -> String {
        let mut out = String::new();
        for _ in 0..words {
            out.push_str(&self.ko[random.rank(self.ko.len())]);
            out.push_str(PARTICLES[random.below(PARTICLES.len())]);
            out.push(' ');
            if random.below(12) == 0 {
                out.push_str(&format!("{}% ", random.below(100)));
            }
        }
        out.push_str(&self.ko[random.rank(self.ko.len())]);
        out.push_str(ENDINGS[random.below(ENDINGS.len())]);
        out
    }

    fn english(&self, words: usize, random: &mut Random) -> String {
        let word = |random: &mut Random| match random.below(3) {
            0 => ["the", "of", "in", "to", "a", "and"][random.below(6)].to_string(),
            _ => self.en[random.rank(self.en.len())].clone(),
        };
        (0..words).map(|_| word(random)).collect::<Vec<_>>().join(" ")
    }
}

/// A text with a few words changed, taken out or doubled.
fn edited(text: &str, random: &mut Random) -> String {
    let mut words: Vec<String> = text.split(' ').map(str::to_string).collect();
    for _ in 0..random.below(4) {
        let at = random.below(words.len());
        match random.below(4) {
            0 if words.len() > 1 => drop(words.remove(at)),
            1 => words.insert(at, words[random.below(words.len())].clone()),
            2 => words[at] = format!("새{}", random.below(50)),
            _ => words[at].push_str(PARTICLES[random.below(PARTICLES.len())]),
        }
    }
    words.join(" ")
}
