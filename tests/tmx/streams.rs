//! Files larger than the memory, files through a pipe, and files that end in a fault.

use std::io::{BufWriter, Write};
use std::process::{Command, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;

use super::commands::Desk;
use super::{file, tu};

/// Runs `jjak` under a bound on its data, in KB, with what `feed` writes on standard input.
#[cfg(target_os = "linux")]
fn bounded(limit: usize, arguments: &str, feed: impl FnOnce(&mut dyn Write)) -> (i32, String) {
    let script = format!("ulimit -d {limit} && exec \"$0\" {arguments}");
    let mut child = Command::new("sh")
        .args(["-c", &script, env!("CARGO_BIN_EXE_jjak")])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = BufWriter::new(child.stdin.take().unwrap());
    feed(&mut input);
    drop(input);
    let output = child.wait_with_output().unwrap();
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_larger_than_the_memory_is_read_in_it() {
    // 80 MB of units, read in less than that, stacks and buffers of all threads counted.
    const LIMIT: usize = 64 * 1024;
    let text = file("");
    let (head, tail) = text.split_at(text.find("</body>").unwrap());
    let units: String = (0..1000)
        .map(|n| {
            tu(&format!("{n}번째 공장의 수율이 올랐다."), &format!("Yields rose at fab {n}."))
                + "\n"
        })
        .collect();
    let times = (80 << 20) / units.len();
    for command in ["tmx info -", "tmx convert - --to tsv -o -", "tmx filter - --lang ko"] {
        let (code, said) = bounded(LIMIT, command, |input| {
            input.write_all(head.as_bytes()).unwrap();
            (0..times).for_each(|_| input.write_all(units.as_bytes()).unwrap());
            input.write_all(tail.as_bytes()).unwrap();
        });
        assert_eq!(code, 0, "{command}: {said}");
    }
}

#[test]
fn packed_or_not_a_file_may_come_through_a_pipe() {
    let text = file(&tu("수율이 올랐다.", "Yields rose."));
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(text.as_bytes()).unwrap();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("기억.TMX", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(text.as_bytes()).unwrap();
    let packed = [text.into_bytes(), gzip.finish().unwrap(), zip.finish().unwrap().into_inner()];
    for bytes in packed {
        for command in ["convert - --to tsv -o -", "filter -", "dedupe -", "merge -", "repair -"] {
            let mut child = Command::new(env!("CARGO_BIN_EXE_jjak"))
                .arg("tmx")
                .args(command.split(' '))
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            child.stdin.take().unwrap().write_all(&bytes).unwrap();
            let output = child.wait_with_output().unwrap();
            let out = String::from_utf8(output.stdout).unwrap();
            assert!(output.status.success() && out.contains("수율이 올랐다."), "{command}: {out}");
        }
    }
}

#[test]
fn a_run_that_fails_leaves_the_file_there_was() {
    let broken = file(&format!(
        "{}\n<tu><tuv xml:lang=\"ko\"><seg>R & D</seg></tuv></tu>",
        tu("하나", "one")
    ));
    let desk = Desk::new(&[("a.tmx", &broken), ("b.tmx", "옛것"), ("b.tsv", "옛것")]);
    for command in [
        "filter a.tmx -o b.tmx",
        "convert a.tmx -o b.tmx",
        "convert a.tmx -o b.tsv",
        "merge a.tmx -o b.tmx",
        "dedupe a.tmx -o b.tmx",
        "swap a.tmx --source en -o b.tmx",
        "langs a.tmx --canonical -o b.tmx",
    ] {
        let (code, _, said) = desk.run(command);
        assert!(code == 2 && said.contains("a.tmx:6:31: unit 2"), "{command}: {said}");
        for name in ["b.tmx", "b.tsv"] {
            assert_eq!(std::fs::read_to_string(desk.path(name)).unwrap(), "옛것", "{command}");
        }
        let names = std::fs::read_dir(desk.path(".")).unwrap().count();
        assert_eq!(names, 3, "{command} left a file behind");
    }
}

#[test]
fn what_a_catalogue_or_a_job_does_not_translate_is_counted() {
    let catalogue = "msgid \"\"\nmsgstr \"\"\n\"Language: ko\\n\"\n\nmsgid \"Open\"\nmsgstr \"열기\"\n\n\
        #, fuzzy\nmsgid \"Close\"\nmsgstr \"닫기\"\n\nmsgid \"Save\"\nmsgstr \"\"\n\n\
        #~ msgid \"Quit\"\n#~ msgstr \"끝내기\"\n";
    let job = "<xliff version=\"1.2\"><file source-language=\"ko\" target-language=\"en\"><body>\
        <trans-unit id=\"1\"><source>열기</source><target>Open</target></trans-unit>\
        <trans-unit id=\"2\"><source>닫기</source></trans-unit>\
        <trans-unit id=\"3\"><source>하나. 둘.</source><seg-source><mrk mtype=\"seg\" mid=\"1\">하나.</mrk> \
        <mrk mtype=\"seg\" mid=\"2\">둘.</mrk></seg-source><target><mrk mtype=\"seg\" mid=\"1\">One.</mrk> \
        <mrk mtype=\"seg\" mid=\"2\"/></target></trans-unit></body></file></xliff>";
    let desk = Desk::new(&[("a.po", catalogue), ("a.xlf", job)]);
    for (name, note, sums) in [
        (
            "a.po",
            "note: messages that are obsolete, fuzzy or not translated left out: 3\n",
            "1 units read",
        ),
        ("a.xlf", "note: segments without a translation left out: 2\n", "2 units read"),
    ] {
        let (code, _, said) = desk.run(&format!("convert {name} -o b.tmx"));
        assert!(code == 0 && said.contains(note) && said.contains(sums), "{name}: {said}");
        let (_, _, said) = desk.run_any(&format!("tm import -m m.jjak {name}"));
        assert!(said.contains(note.trim_start_matches("note: ")), "{name}: {said}");
    }
}
