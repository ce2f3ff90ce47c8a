//! The program as a user meets it: the real binary, run in a folder of its own on files that the
//! test writes.

mod align;
mod align_options;
mod batch;
mod check;
mod check_inputs;
mod check_reports;
mod doubt;
mod eval;
mod glossary;
mod mistakes;
mod reading;
mod segment;
mod streams;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The Korean text of an article on a chip plant, less difficult than the sample that is shipped.
const KOREAN: &str = "\
가온반도체, 충주에 2조원 들여 새 공장 짓는다
가온반도체가 충주에 새 공장을 짓는다고 12일 밝혔다. 투자 규모는 2조원이며, 공장은 2029년 문을 연다.
회사는 이 공장에서 전력반도체를 만들 계획이다. 수율이 90%를 넘으면 생산량을 6배로 늘린다.
최가람 대표는 “충주는 물과 전기가 넉넉한 곳”이라고 말했다.
";

/// Its translation, sentence by sentence.
const ENGLISH: &str = "\
Gaon Semiconductor to build new plant in Chungju for 2 trillion won

Gaon Semiconductor said on the 12th that it will build a new plant in Chungju. The investment is worth 2 trillion won, and the plant will open in 2029.

The company plans to make power chips at the plant. It will raise output sixfold once yields exceed 90 percent.

\"Chungju has plenty of water and electricity,\" CEO Choi Garam said.
";

/// Segments on each side of the article above; every bead is 1-1.
const SEGMENTS: usize = 6;

/// A folder in which the program is run.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Desk {
        Desk(tempfile::tempdir().unwrap())
    }

    /// A folder with the article above, as `ko.txt` and `en.txt`.
    fn with_article() -> Desk {
        let desk = Desk::new();
        desk.write("ko.txt", KOREAN);
        desk.write("en.txt", ENGLISH);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, contents: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, contents).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    /// Names of the files that stand in the folder, hidden ones too, sorted.
    fn files(&self) -> Vec<String> {
        files(self.0.path())
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jjak"));
        command.args(arguments).current_dir(self.0.path());
        command.env("NO_COLOR", "1").env_remove("CLICOLOR_FORCE");
        command
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        Ran::new(self.command(arguments).output().unwrap())
    }

    /// Runs with this on standard input.
    fn pipe(&self, input: &str, arguments: &[&str]) -> Ran {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        Ran::new(child.wait_with_output().unwrap())
    }

    /// Runs and expects the exit code.
    #[track_caller]
    fn expect(&self, code: i32, arguments: &[&str]) -> Ran {
        let ran = self.run(arguments);
        assert_eq!(ran.code, Some(code), "jjak {arguments:?}\n{}\n{}", ran.out, ran.err);
        ran
    }
}

fn files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// What a run came to.
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Ran {
    fn new(output: Output) -> Ran {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Standard output as JSON lines.
    #[track_caller]
    fn json(&self) -> Vec<serde_json::Value> {
        json_lines(&self.out)
    }
}

#[track_caller]
fn json_lines(text: &str) -> Vec<serde_json::Value> {
    let parse = |line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
    text.lines().map(parse).collect()
}

/// A file of the sample that is shipped, by the end of its name.
fn sample(name: &str) -> Vec<u8> {
    let path = format!("{}/samples/haneul-chip.{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The pieces of `text` at half-open character offsets.
fn characters(text: &str, range: [usize; 2]) -> String {
    text.chars().take(range[1]).skip(range[0]).collect()
}

/// Reads a JSON array of two numbers.
#[track_caller]
fn range(value: &serde_json::Value) -> [usize; 2] {
    serde_json::from_value(value.clone()).unwrap()
}
