//! Any bytes at all: no reader panics, hangs, or takes memory without bound.
//!
//! Valid files of every format that jjak reads are damaged, spliced and packed, and read. A run
//! is as long as `JJAK_FUZZ_SECONDS` says (2 without it), begins where `JJAK_FUZZ_SEED` says (0),
//! and is the same for the same seed. `JJAK_FUZZ_ONLY=xliff` reads one format only. A file that a
//! reader fails at is kept, and the message says where; `JJAK_FUZZ_FILE` reads it again.
//!
//! ```text
//! JJAK_FUZZ_SECONDS=600 JJAK_FUZZ_SEED=7 cargo test --test fuzz -- --nocapture
//! ```

mod chance;
mod damage;
mod kind;
mod seeds;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use chance::Chance;
use kind::Kind;

/// How long a reader may take for one file of some kilobytes, however busy the machine is.
const PATIENCE: Duration = Duration::from_secs(30);
/// How much memory the whole run may come to use: far less than a reader that holds what a damaged
/// file claims to be.
const MEMORY_MB: u64 = 1024;

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().map(|value| value.parse().expect("a number"))
}

/// The most memory that this process has used, where the system tells.
fn peak_mb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse::<u64>().ok().map(|kb| kb / 1024)
}

/// Keeps a file that made a reader fail.
fn kept(kind: Kind, bytes: &[u8]) -> PathBuf {
    let path =
        std::env::temp_dir().join(format!("jjak-fuzz-{}.{}", std::process::id(), kind.ending()));
    std::fs::write(&path, bytes).expect("room for the file");
    path
}

/// The format of a file by the ending of its name; `quoted.tsv` is more than `tsv`.
fn kind_of(path: &Path) -> Kind {
    let name = path.to_str().expect("a name in UTF-8");
    let kinds = Kind::ALL.into_iter().filter(|kind| name.ends_with(&format!(".{}", kind.ending())));
    kinds.max_by_key(|kind| kind.ending().len()).expect("a known ending")
}

/// Reads one file, whatever becomes of it; how many units it has.
fn again(path: &Path) -> usize {
    let bytes = std::fs::read(path).expect("the file");
    let (done, outcome) = channel();
    let kind = kind_of(path);
    std::thread::spawn(move || done.send(kind.read(&bytes)));
    outcome.recv_timeout(PATIENCE).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What made a reader fail once: SQLite hands out the rows of a table with damaged numbers for ever.
#[test]
fn files_that_were_found_are_read_to_an_end() {
    let found = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/found");
    let files: Vec<_> =
        std::fs::read_dir(found).unwrap().map(|file| file.unwrap().path()).collect();
    assert!(!files.is_empty());
    for file in files {
        again(&file);
    }
}

#[test]
fn no_file_makes_a_reader_fail() {
    if let Ok(path) = std::env::var("JJAK_FUZZ_FILE") {
        println!("{} units", again(Path::new(&path)));
        return;
    }
    let budget = Duration::from_secs(number("JJAK_FUZZ_SECONDS").unwrap_or(2));
    let only = std::env::var("JJAK_FUZZ_ONLY").ok();
    let kinds: Vec<Kind> = Kind::ALL
        .into_iter()
        .filter(|kind| only.as_ref().is_none_or(|only| kind.ending() == only))
        .collect();
    assert!(!kinds.is_empty(), "no format has this ending");
    let seeds: Vec<Vec<u8>> = kinds.iter().map(|kind| seeds::of(*kind)).collect();
    for (kind, seed) in kinds.iter().zip(&seeds) {
        assert!(kind.read(seed) > 0, "the undamaged file of {kind:?} has units");
    }
    let mut chance = Chance::new(number("JJAK_FUZZ_SEED").unwrap_or(0));
    let (to_reader, files) = channel::<(Kind, Vec<u8>)>();
    let (done, outcomes) = channel();
    std::thread::spawn(move || {
        for (kind, bytes) in files {
            let outcome = catch_unwind(AssertUnwindSafe(|| kind.read(&bytes)));
            let _ = done.send(outcome.is_ok());
        }
    });
    let (begin, mut count, mut slowest) = (Instant::now(), 0, Duration::ZERO);
    while begin.elapsed() < budget {
        let at = chance.below(kinds.len());
        let other = &seeds[chance.below(seeds.len())];
        let bytes = damage::damaged(&mut chance, kinds[at], &seeds[at], other);
        let started = Instant::now();
        to_reader.send((kinds[at], bytes.clone())).expect("the reader is there");
        match outcomes.recv_timeout(PATIENCE) {
            Ok(true) => {}
            Ok(false) | Err(RecvTimeoutError::Disconnected) => {
                panic!("a reader panicked: {}", kept(kinds[at], &bytes).display())
            }
            Err(RecvTimeoutError::Timeout) => {
                panic!("a reader took too long: {}", kept(kinds[at], &bytes).display())
            }
        }
        slowest = slowest.max(started.elapsed());
        if let Some(peak) = peak_mb().filter(|peak| *peak > MEMORY_MB) {
            panic!("a reader took {peak} MB: {}", kept(kinds[at], &bytes).display());
        }
        count += 1;
    }
    println!("{count} files, the slowest {slowest:?}, peak {:?} MB", peak_mb());
}
