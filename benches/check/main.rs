//! How fast units are checked, over the size of the glossary and check by check.
//!
//! News in Korean and English is made up (see [`corpus`]): `JJAK_BENCH_UNITS` units, 100,000
//! unless said. Times are those of the clock and of the processor, all threads together: the
//! latter hardly changes with what else runs on the machine.
//!
//! ```text
//! JJAK_BENCH_UNITS=1000000 cargo bench --bench check
//! ```

mod corpus;
mod usage;

use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use corpus::Sentences;
use jjak::check::{Checker, Input, Selection};
use jjak::glossary::{Glossary, Matcher};
use usage::Usage;

/// Sizes of the glossaries.
const SIZES: [usize; 5] = [0, 100, 1000, 10_000, 50_000];
/// The size for which the checks are told apart.
const USUAL: usize = 10_000;
/// Units that are checked in one go, as `jjak check` does.
const BATCH: usize = 10_000;

fn main() {
    let count = std::env::var("JJAK_BENCH_UNITS").ok().and_then(|n| n.parse().ok());
    let count = count.unwrap_or(100_000);
    let units: Vec<(String, String)> = Sentences::new().take(count).collect();
    let mean = |length: fn(&(String, String)) -> usize| {
        units.iter().map(length).sum::<usize>() / units.len()
    };
    let (korean, english) =
        (mean(|unit| unit.0.chars().count()), mean(|unit| unit.1.chars().count()));
    println!("{count} units of {korean} Korean and {english} English characters on average\n");

    println!(
        "all checks                    units/s   µs of CPU a unit   findings   matcher made in"
    );
    for size in SIZES {
        let (matcher, made) = matcher(size);
        let (findings, used) = check(&units, matcher.as_ref(), &[]);
        let rate = count as f64 / used.clock;
        let each = 1e6 * used.processor / count as f64;
        println!("{size:6} entries          {rate:12.0} {each:18.2} {findings:10} {made:12.2} s");
    }

    println!("\none by one, {USUAL} entries    µs of CPU a unit");
    let (matcher, _) = matcher(USUAL);
    let mut rooms: Vec<&str> = jjak::check::rules()
        .map(|rule| rule.id.split_once('.').map_or(rule.id, |(room, _)| room))
        .collect();
    rooms.dedup();
    for room in ["nothing"].into_iter().chain(rooms) {
        let (_, used) = check(&units, matcher.as_ref(), &[room]);
        println!("{room:24} {:20.2}", 1e6 * used.processor / count as f64);
    }
    drop(units);
    whole(count);
}

/// A matcher over a glossary of that size, with the seconds it took to make; none for no entry.
fn matcher(size: usize) -> (Option<Matcher>, f64) {
    if size == 0 {
        return (None, 0.0);
    }
    let glossary = corpus::glossary(size);
    let start = Instant::now();
    let matcher = Matcher::new(&[glossary]);
    (Some(matcher), start.elapsed().as_secs_f64())
}

/// Checks the units as `jjak check` does, only the rules that begin so; gives the number of
/// findings and what it took.
fn check(units: &[(String, String)], matcher: Option<&Matcher>, only: &[&str]) -> (usize, Usage) {
    let only = only.iter().map(|&beginning| beginning.to_owned()).collect();
    let mut checker = Checker::new(matcher, Selection { only, skip: Vec::new() });
    let mut findings = 0;
    let start = Usage::so_far();
    for (number, batch) in units.chunks(BATCH).enumerate() {
        let numbered = batch.iter().zip(number * BATCH + 1..);
        let inputs: Vec<Input> =
            numbered.map(|((source, target), n)| Input::new(n, source, target)).collect();
        findings += checker.check_all(&inputs).len();
    }
    (findings, Usage::so_far().since(start))
}

/// The program itself over a TMX file, with the most memory it held.
fn whole(count: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (memory, glossary) = (folder.path().join("news.tmx"), folder.path().join("terms.tsv"));
    write_memory(&memory, count).expect("room for the file");
    write_glossary(&glossary, &corpus::glossary(USUAL)).expect("room for the file");
    let size = std::fs::metadata(&memory).expect("the file was just written").len() as f64 / 1e6;
    let start = Usage::so_far();
    let mut child = Command::new(env!("CARGO_BIN_EXE_jjak"))
        .arg("check")
        .arg(&memory)
        .arg("--glossary")
        .arg(&glossary)
        .args(["--format", "jsonl"])
        .stdout(Stdio::null())
        .spawn()
        .expect("the program was built for this");
    let peak = usage::peak_megabytes(&mut child);
    let used = Usage::so_far().since(start);
    println!(
        "\njjak check, {USUAL} entries, {size:.0} MB of TMX: {:.0} units/s, {:.2} µs of CPU a unit, \
         peak {peak} MB",
        count as f64 / used.clock,
        1e6 * used.processor / count as f64
    );
}

fn write_memory(path: &Path, count: usize) -> std::io::Result<()> {
    let mut out = BufWriter::new(std::fs::File::create(path)?);
    out.write_all(
        b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n  <header \
          creationtool=\"bench\" creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"none\" \
          adminlang=\"en\" srclang=\"ko-KR\" datatype=\"plaintext\"/>\n  <body>\n",
    )?;
    for (number, (korean, english)) in Sentences::new().take(count).enumerate() {
        let day = 1 + number % 28;
        writeln!(
            out,
            "    <tu tuid=\"{number}\" creationdate=\"202403{day:02}T120000Z\">\n      \
             <tuv xml:lang=\"ko-KR\"><seg>{korean}</seg></tuv>\n      \
             <tuv xml:lang=\"en-US\"><seg>{english}</seg></tuv>\n    </tu>"
        )?;
    }
    out.write_all(b"  </body>\n</tmx>\n")?;
    out.flush()
}

fn write_glossary(path: &Path, glossary: &Glossary) -> std::io::Result<()> {
    let mut out = BufWriter::new(std::fs::File::create(path)?);
    for entry in &glossary.entries {
        writeln!(out, "{}\t{}", entry.sources[0], entry.targets[0])?;
    }
    out.flush()
}
