//! A process that is killed while it writes, or has no room to write, leaves a memory that is
//! whole. Fifty processes are killed here, at moments spread over the time that the work takes.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use jjak::lang::tag::LangTag;
use jjak::memory::index::{self, Index, Kind};
use jjak::memory::store::{Place, Store};
use jjak::unit::{Unit, Variant};

/// Units of a file: more than one transaction takes.
const UNITS: usize = 6_000;

fn texts(number: usize) -> [String; 2] {
    [format!("기록 {number}번을 다시 저장한다."), format!("Save record {number} again.")]
}

fn write_tmx(path: &Path, from: usize) {
    let mut out = String::from(
        "<tmx version=\"1.4\"><header creationtool=\"t\" creationtoolversion=\"1\" \
         segtype=\"sentence\" o-tmf=\"t\" adminlang=\"en\" srclang=\"ko\" datatype=\"plaintext\"/><body>\n",
    );
    for number in from..from + UNITS {
        let [ko, en] = texts(number);
        out.push_str(&format!(
            "<tu tuid=\"{number}\"><tuv xml:lang=\"ko\"><seg>{ko}</seg></tuv>\
             <tuv xml:lang=\"en\"><seg>{en}</seg></tuv></tu>\n"
        ));
    }
    out.push_str("</body></tmx>\n");
    std::fs::write(path, out).unwrap();
}

/// A memory of all units, made here.
fn fill(path: &Path) -> Store {
    let unit = |number: usize| {
        let [ko, en] = texts(number);
        let mut unit =
            Unit::pair(Variant::text(LangTag::ko_kr(), ko), Variant::text(LangTag::en_us(), en));
        unit.set_id(number.to_string());
        unit
    };
    let mut store = Store::open(path).unwrap();
    let units: Vec<Unit> = (0..UNITS).map(unit).collect();
    store.add(&units, &mut Place::default()).unwrap();
    store
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jjak"));
    command.arg("tm").args(arguments).current_dir(folder);
    command
}

fn start(folder: &Path, arguments: &[&str]) -> Child {
    command(folder, arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// How long the work takes when nobody ends it.
fn duration(folder: &Path, arguments: &[&str]) -> Duration {
    let start_of_work = Instant::now();
    assert!(start(folder, arguments).wait().unwrap().code().is_some_and(|code| code < 2));
    start_of_work.elapsed()
}

/// Ends the work somewhere on its way, elsewhere in each round.
fn kill(folder: &Path, arguments: &[&str], whole: Duration, round: usize) {
    let mut child = start(folder, arguments);
    // Multiples of the golden ratio never fall together.
    std::thread::sleep(whole.mul_f64(round as f64 * 0.618_034 % 1.0));
    child.kill().unwrap();
    child.wait().unwrap();
}

/// The ids of the units, after the memory was found sound.
fn sound(store: &Store) -> Vec<usize> {
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
    let mut ids = Vec::new();
    let mut each = |stored: jjak::memory::store::Stored| {
        ids.push(stored.unit.id().unwrap().parse().unwrap());
        Ok(())
    };
    store.for_each_unit(&mut each).unwrap();
    ids
}

fn indexed(store: &Store) -> usize {
    Index::open(store, Kind::Tokens("ko".into())).unwrap().len()
}

#[test]
fn what_an_import_committed_outlives_it() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write_tmx(&folder.join("a.tmx"), 0);
    let whole = duration(folder, &["import", "-m", "whole.jjak", "a.tmx"]);
    let mut before = 0;
    for round in 0..25 {
        let name = format!("{}.jjak", round / 5);
        before = if round % 5 == 0 { 0 } else { before };
        kill(folder, &["import", "-m", &name, "a.tmx"], whole, round);
        let store = Store::open(&folder.join(name)).unwrap();
        let ids = sound(&store);
        assert!(ids.len() >= before, "nothing committed was lost in round {round}");
        assert!(ids.iter().copied().eq(0..ids.len()), "what is there is whole and in order");
        assert_eq!(indexed(&store), ids.len());
        before = ids.len();
    }
}

#[test]
fn an_index_is_made_again_where_its_making_was_cut_short() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let path = folder.join("m.jjak");
    let store = fill(&path);
    let look = ["lookup", "-m", "m.jjak", "기록 7번을 다시 저장한다."];
    let whole = duration(folder, &look);
    for round in 0..15 {
        index::discard(&path);
        kill(folder, &look, whole, round);
        assert_eq!(indexed(&store), UNITS, "round {round}");
        let files = std::fs::read_dir(folder.join("m.jjak.index")).unwrap();
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        let left: Vec<String> = names.filter(|name| name.ends_with(".tmp")).collect();
        assert!(left.is_empty(), "{left:?} was left in round {round}");
    }
    assert_eq!(sound(&store).len(), UNITS);
}

#[test]
fn a_memory_is_compacted_or_what_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let path = folder.join("m.jjak");
    let whole = {
        drop(fill(&folder.join("whole.jjak")));
        duration(folder, &["compact", "-m", "whole.jjak"])
    };
    let mut store = fill(&path);
    for round in 0..10 {
        let numbers: Vec<i64> = (0..100).map(|at| 1 + at * 10 + round as i64).collect();
        store.remove(&numbers).unwrap();
        kill(folder, &["compact", "-m", "m.jjak"], whole, round);
        assert_eq!(sound(&store).len(), UNITS - 100 * (round + 1), "round {round}");
    }
}

#[test]
fn two_writers_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write_tmx(&folder.join("a.tmx"), 0);
    write_tmx(&folder.join("b.tmx"), UNITS / 2);
    let files = ["a.tmx", "b.tmx"];
    let writers = files.map(|file| start(folder, &["import", "-m", "m.jjak", file]));
    for mut writer in writers {
        assert!(writer.wait().unwrap().success());
    }
    let store = Store::open(&folder.join("m.jjak")).unwrap();
    let mut ids = sound(&store);
    ids.sort_unstable();
    ids.dedup();
    assert!(ids.into_iter().eq(0..UNITS + UNITS / 2));
    assert_eq!(store.stats().unwrap().units, UNITS + UNITS / 2);
    assert_eq!(indexed(&store), UNITS + UNITS / 2);
}

/// A limit of the size of files stands for a disk that is full.
#[cfg(unix)]
#[test]
fn no_room_is_said_and_loses_nothing() {
    use std::os::unix::process::CommandExt;
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write_tmx(&folder.join("a.tmx"), 0);
    let limited = |arguments: &[&str], bytes: u64| {
        let mut command = command(folder, arguments);
        let limit = libc::rlimit { rlim_cur: bytes, rlim_max: bytes };
        // SAFETY: both calls may be made between fork and exec.
        unsafe {
            command.pre_exec(move || {
                libc::signal(libc::SIGXFSZ, libc::SIG_IGN);
                libc::setrlimit(libc::RLIMIT_FSIZE, &limit);
                Ok(())
            });
        }
        command.output().unwrap()
    };
    let output = limited(&["import", "-m", "m.jjak", "a.tmx"], 400_000);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("m.jjak") && said.contains("what was committed is safe"), "{said}");
    let store = Store::open(&folder.join("m.jjak")).unwrap();
    assert!(sound(&store).len() < UNITS);
    assert!(start(folder, &["import", "-m", "m.jjak", "a.tmx"]).wait().unwrap().success());
    assert_eq!(sound(&store).len(), UNITS);
    // An index that cannot be written is kept in memory.
    index::discard(&folder.join("m.jjak"));
    let output = limited(&["lookup", "-m", "m.jjak", "기록 7번을 다시 저장한다."], 40_000);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8(output.stdout).unwrap().contains("Save record 7 again."));
}
