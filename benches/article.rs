//! How long an article takes: the whole process, cold, and the stages inside of it.
//!
//! `whole` starts the program anew for every sample, as a user does. `whole::start` is the part of
//! that which any program pays, and `whole::segment` only reads and cuts one of the two texts: the
//! ratio of `whole::align` to it is the price of everything that follows. `stages` runs in one
//! process, with the lexicon and the sentence rules loaded already; there `read` is the base.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use divan::{Bencher, black_box};
use jiff::Timestamp;
use jjak::align::{self, Aligner, Lexicon, Origin};
use jjak::check::{self, Input};
use jjak::document::{Document, ReadOptions};
use jjak::glossary::{Glossary, Matcher};
use jjak::lang::script::Language;
use jjak::lang::tag::LangTag;
use jjak::tmx;
use jjak::unit::{Pair, Unit};

fn main() {
    divan::main();
}

fn sample(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("samples/haneul-chip.{name}"))
}

mod whole {
    use super::*;

    /// Runs the program; findings (exit code 1) are a success here.
    fn run(arguments: &[PathBuf]) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jjak"));
        command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
        let code = command.status().expect("the program starts").code();
        assert!(matches!(code, Some(0 | 1)), "{arguments:?} ended with {code:?}");
    }

    #[divan::bench(sample_count = 40, sample_size = 1)]
    fn start(bencher: Bencher) {
        bencher.bench(|| run(&["--version".into()]));
    }

    #[divan::bench(sample_count = 40, sample_size = 1)]
    fn segment(bencher: Bencher) {
        bencher.bench(|| run(&["segment".into(), sample("ko.txt")]));
    }

    /// Both articles, a glossary, TMX written to a file: `text` from plain text, `page` from HTML
    /// and Markdown.
    #[divan::bench(args = ["text", "page"], sample_count = 40, sample_size = 1)]
    fn align(bencher: Bencher, from: &str) {
        let folder = tempfile::tempdir().expect("a folder for the output");
        let (ko, en) = if from == "page" { ("page.html", "en.md") } else { ("ko.txt", "en.txt") };
        let output = folder.path().join("out.tmx");
        let glossary = sample("glossary.tsv");
        let arguments =
            ["align".into(), sample(ko), sample(en), "-o".into(), output, "-g".into(), glossary];
        bencher.bench(|| run(&arguments));
    }

    /// The same with the two shipped glossaries, about 900 entries.
    #[divan::bench(sample_count = 40, sample_size = 1)]
    fn align_with_shipped_glossaries(bencher: Bencher) {
        let folder = tempfile::tempdir().expect("a folder for the output");
        let mut arguments = vec!["align".into(), sample("ko.txt"), sample("en.txt"), "-o".into()];
        arguments.push(folder.path().join("out.tmx"));
        for name in Glossary::shipped_names() {
            arguments.extend(["-g".into(), PathBuf::from(name)]);
        }
        bencher.bench(|| run(&arguments));
    }
}

mod stages {
    use super::*;

    fn read_one(name: &str, language: Language) -> Document {
        Document::read(sample(name), &ReadOptions::new(language)).expect("the sample")
    }

    fn read_both() -> (Document, Document) {
        (read_one("ko.txt", Language::Korean), read_one("en.txt", Language::English))
    }

    fn matcher() -> Matcher {
        let path = sample("glossary.tsv");
        let text = std::fs::read_to_string(&path).expect("the sample");
        Matcher::new(&[Glossary::parse(&text, &path).expect("the sample")])
    }

    fn origin() -> Origin {
        let document = "haneul-chip.ko.txt".to_string();
        let created = Timestamp::UNIX_EPOCH;
        Origin {
            ko: LangTag::ko_kr(),
            en: LangTag::en_us(),
            direction: align::Direction::default(),
            document,
            created,
        }
    }

    fn units() -> Vec<Unit> {
        let (ko, en) = read_both();
        let beads = Aligner::new(Lexicon::core()).align(&ko.segments, &en.segments);
        align::units(&beads, &ko.segments, &en.segments, &origin())
    }

    /// The base: both texts read from disk, decoded, cleaned and cut into sentences.
    #[divan::bench(max_time = 1)]
    fn read() -> (Document, Document) {
        read_both()
    }

    #[divan::bench(max_time = 1)]
    fn read_page() -> Document {
        read_one("page.html", Language::Korean)
    }

    #[divan::bench(max_time = 1)]
    fn load_shipped_glossaries() -> Matcher {
        let load = |name: &&str| Glossary::shipped(name).expect("it is shipped");
        Matcher::new(&Glossary::shipped_names().iter().map(load).collect::<Vec<_>>())
    }

    #[divan::bench(max_time = 1)]
    fn align(bencher: Bencher) {
        let (ko, en) = read_both();
        let matcher = matcher();
        let aligner = Aligner::new(Lexicon::core()).with_glossary(&matcher);
        bencher.bench_local(|| aligner.align(black_box(&ko.segments), black_box(&en.segments)));
    }

    #[divan::bench(max_time = 1)]
    fn check(bencher: Bencher) {
        let (units, matcher, origin) = (units(), matcher(), origin());
        let pairs: Vec<Pair<'_>> = units
            .iter()
            .enumerate()
            .filter_map(|(n, unit)| unit.as_pair(n + 1, &origin.ko, &origin.en))
            .collect();
        bencher.bench_local(|| check::run(black_box(&pairs).iter().map(Input::from), &matcher));
    }

    #[divan::bench(max_time = 1)]
    fn write_tmx(bencher: Bencher) {
        let (units, header) = (units(), tmx::Header::new(&LangTag::ko_kr(), Timestamp::UNIX_EPOCH));
        bencher.bench_local(|| {
            let mut bytes = Vec::new();
            let mut writer = tmx::Writer::new(&mut bytes, &header).expect("memory holds it");
            for unit in black_box(&units) {
                writer.write(unit).expect("memory holds it");
            }
            writer.finish().expect("memory holds it");
            bytes
        });
    }
}
