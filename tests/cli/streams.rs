//! Pipes that nobody reads any more, and Ctrl-C.

use std::process::Stdio;

use super::{Desk, ENGLISH, KOREAN};

#[test]
fn a_closed_pipe_is_no_error() {
    let desk = Desk::new();
    // More than any pipe holds, so that the program must write to a pipe without reader.
    desk.write("ko.txt", KOREAN.repeat(3_000));
    desk.write("ko.md", KOREAN.replace('\n', "\n\n"));
    desk.write("en.txt", ENGLISH);
    for arguments in [
        ["segment", "ko.txt", "--keep-boilerplate"].as_slice(),
        &["align", "ko.md", "en.txt"],
        &["glossary", "show", "economy"],
        &["--help"],
    ] {
        let mut command = desk.command(arguments);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {err}");
        assert!(!err.contains("error") && !err.contains("panicked"), "{arguments:?}: {err}");
    }
}

/// The batch cannot end by itself, since its last pair waits for a pipe into which nobody writes.
#[cfg(unix)]
#[test]
fn an_interrupted_batch_keeps_what_is_done_and_nothing_else() {
    use std::process::Command;
    use std::time::{Duration, Instant};

    use super::files;

    const PAIRS: usize = 20;

    let desk = Desk::with_article();
    std::fs::create_dir(desk.path("out")).unwrap();
    let made = Command::new("mkfifo").arg(desk.path("pipe.txt")).status().unwrap();
    assert!(made.success());
    let pairs = (0..PAIRS).map(|n| format!("ko.txt\ten.txt\tout/{n}.tmx\n"));
    let manifest: String = pairs.chain(["pipe.txt\ten.txt\tout/last.tmx\n".into()]).collect();
    desk.write("pairs.tsv", manifest);
    let mut command = desk.command(&["align", "--pairs", "pairs.tsv"]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();

    let done = || files(&desk.path("out")).iter().filter(|name| name.ends_with(".tmx")).count();
    let deadline = Instant::now() + Duration::from_secs(60);
    while done() < PAIRS {
        if Instant::now() > deadline {
            let _ = child.kill();
            panic!("only {} of {PAIRS} pairs were written", done());
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let sent = Command::new("kill").arg("-INT").arg(child.id().to_string()).status().unwrap();
    assert!(sent.success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let left = files(&desk.path("out"));
    assert_eq!(left.len(), PAIRS, "{left:?}");
    for name in left {
        assert!(desk.read(&format!("out/{name}")).ends_with("</tmx>\n"), "{name} is not whole");
    }
}
