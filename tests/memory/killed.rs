//! A process that is killed while it writes leaves a memory that is whole.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use jjak::memory::index::{Index, Kind};
use jjak::memory::store::Store;

const UNITS: usize = 20_000;

fn write_tmx(path: &Path, from: usize) {
    let mut out = String::from(
        "<tmx version=\"1.4\"><header creationtool=\"t\" creationtoolversion=\"1\" \
         segtype=\"sentence\" o-tmf=\"t\" adminlang=\"en\" srclang=\"ko\" datatype=\"plaintext\"/><body>\n",
    );
    for number in from..from + UNITS {
        out.push_str(&format!(
            "<tu tuid=\"{number}\"><tuv xml:lang=\"ko\"><seg>기록 {number}번을 다시 저장한다.</seg></tuv>\
             <tuv xml:lang=\"en\"><seg>Save record {number} again.</seg></tuv></tu>\n"
        ));
    }
    out.push_str("</body></tmx>\n");
    std::fs::write(path, out).unwrap();
}

fn start(folder: &Path, arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jjak"));
    command.arg("tm").args(arguments).current_dir(folder);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

fn ids(store: &Store) -> Vec<String> {
    let mut ids = Vec::new();
    let mut each = |stored: jjak::memory::store::Stored| {
        ids.push(stored.unit.id().unwrap().to_string());
        Ok(())
    };
    store.for_each_unit(&mut each).unwrap();
    ids
}

/// How often is `JJAK_KILLS`, by default 8: imports, index building and compaction.
#[test]
fn what_was_committed_outlives_the_process() {
    let kills = std::env::var("JJAK_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(8);
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write_tmx(&folder.join("a.tmx"), 0);
    let path = folder.join("m.jjak");
    let mut before = 0;
    for round in 0..kills {
        let arguments: &[&str] = match round % 4 {
            3 => &["compact", "-m", "m.jjak"],
            2 => &["concordance", "-m", "m.jjak", "기록"],
            _ => &["import", "-m", "m.jjak", "a.tmx"],
        };
        let mut child = start(folder, arguments);
        std::thread::sleep(Duration::from_millis(20 + (round as u64 * 97) % 400));
        child.kill().unwrap();
        child.wait().unwrap();
        let store = Store::open(&path).unwrap();
        assert_eq!(store.check().unwrap(), Vec::<String>::new(), "round {round}");
        let ids = ids(&store);
        assert!(ids.len() >= before, "nothing committed was lost in round {round}");
        assert_eq!(ids.len() % 5_000, 0, "a batch is there or not");
        assert!(ids.iter().enumerate().all(|(at, id)| *id == at.to_string()));
        assert_eq!(Index::open(&store, Kind::Tokens("ko".into())).unwrap().len(), ids.len());
        before = ids.len();
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
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
    assert_eq!(store.stats().unwrap().units, UNITS + UNITS / 2);
    assert_eq!(Index::open(&store, Kind::Tokens("ko".into())).unwrap().len(), UNITS + UNITS / 2);
}
