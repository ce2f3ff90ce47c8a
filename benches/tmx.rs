//! How fast TMX is read, beside a bare loop over the events of `quick-xml`.
//!
//! A ko-en memory is made with a generator of fixed seed: `JJAK_BENCH_UNITS` units of some 460
//! bytes (100,000 unless said; 1,000,000 make the 460 MB that the figures in the documentation
//! are for). Every row is the best of three runs over the file, and its ratio to the bare loop: in
//! time on the clock, where all cores count, and in CPU time. `JJAK_BENCH_FILE` names a file to
//! measure with, which is generated and kept where there is none; names of rows choose among them.
//!
//! ```text
//! JJAK_BENCH_UNITS=1000000 cargo bench --bench tmx
//! JJAK_BENCH_UNITS=1000000 JJAK_BENCH_FILE=million.tmx cargo bench --bench tmx -- info validate
//! ```

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use quick_xml::events::Event;

const KO: &[&str] = &[
    "반도체",
    "공장을",
    "올해",
    "매출이",
    "시장",
    "전망을",
    "설비",
    "투자",
    "수율이",
    "밝혔다",
    "회사는",
    "증가했다",
    "인공지능",
    "서버",
    "수요가",
    "분기",
    "파운드리",
    "발표했다",
    "3조",
    "원",
];
const EN: &[&str] = &[
    "chip",
    "plant",
    "this year",
    "revenue",
    "market",
    "outlook",
    "equipment",
    "investment",
    "yields",
    "said",
    "the company",
    "rose",
    "AI",
    "server",
    "demand",
    "quarter",
    "foundry",
    "announced",
    "3 trillion",
    "won",
];

/// Numbers that look like chance and are the same in every run (a linear congruential generator,
/// the constants of Knuth's MMIX).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % bound
    }

    fn words(&mut self, words: &[&str], count: usize) -> String {
        let words: Vec<&str> = (0..count).map(|_| words[self.below(words.len())]).collect();
        words.join(" ")
    }
}

/// Writes a memory as CAT tools write it: ids, dates, users, a prop, now and then codes.
fn generate(path: &Path, units: usize) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    out.write_all(
        b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n  <header \
          creationtool=\"bench\" creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"none\" \
          adminlang=\"en\" srclang=\"ko-KR\" datatype=\"plaintext\"/>\n  <body>\n",
    )?;
    let mut chance = Chance(7);
    for unit in 0..units {
        let (count, more) = (6 + chance.below(7), 9 + chance.below(8));
        let (ko, en) = (chance.words(KO, count), chance.words(EN, more));
        let (open, close) = match unit % 5 {
            0 => ("<bpt i=\"1\" x=\"1\">&lt;b&gt;</bpt>", "<ept i=\"1\">&lt;/b&gt;</ept>"),
            _ => ("", ""),
        };
        let day = 1 + unit % 28;
        writeln!(
            out,
            "    <tu tuid=\"{unit}\" creationdate=\"202403{day:02}T120000Z\" creationid=\"hong\">\n      \
             <prop type=\"x-file\">기사-{}.txt</prop>\n      \
             <tuv xml:lang=\"ko-KR\"><seg>{open}{ko}{close} R&amp;D.</seg></tuv>\n      \
             <tuv xml:lang=\"en-US\"><seg>{open}{en}{close} R&amp;D.</seg></tuv>\n    </tu>",
            unit / 40
        )?;
    }
    out.write_all(b"  </body>\n</tmx>\n")?;
    out.flush()
}

fn input(path: &Path) -> BufReader<File> {
    BufReader::with_capacity(1 << 16, File::open(path).expect("the file was just written"))
}

/// The least a reader can do: unescape the attributes, gather the text of each `seg`.
fn bare(path: &Path) -> usize {
    let mut reader = quick_xml::Reader::from_reader(input(path));
    let (mut buffer, mut text, mut inside, mut sum) = (Vec::new(), String::new(), false, 0);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).expect("the file is well-formed") {
            Event::Start(tag) | Event::Empty(tag) => {
                if tag.name().into_inner() == "seg" {
                    inside = true;
                    text.clear();
                }
                for attribute in tag.attributes() {
                    let attribute = attribute.expect("the file is well-formed");
                    sum += quick_xml::escape::unescape(&attribute.value).map_or(0, |v| v.len());
                }
            }
            Event::End(tag) if tag.name().into_inner() == "seg" => {
                inside = false;
                sum += text.len();
            }
            Event::Text(run) if inside => text.push_str(&run),
            Event::GeneralRef(name) if inside => {
                text.push_str(quick_xml::escape::resolve_predefined_entity(&name).unwrap_or("?"));
            }
            Event::Eof => return sum,
            _ => {}
        }
    }
}

/// Units as this crate reads them.
fn units(path: &Path) -> usize {
    let reader = jjak::tmx::Reader::new(input(path)).expect("the file is well-formed");
    reader.map(|unit| unit.expect("the file is well-formed").variants.len()).sum()
}

/// What `jjak tmx info` counts.
fn info(path: &Path) -> usize {
    let mut reader = jjak::tmx::Reader::new(input(path)).expect("the file is well-formed");
    jjak::tmx::Statistics::of(&mut reader).expect("the file is well-formed").units
}

/// What `jjak tmx validate` checks.
fn validate(path: &Path) -> usize {
    let mut reader = jjak::tmx::Reader::new(input(path)).expect("the file is well-formed");
    let mut findings = 0;
    jjak::tmx::lint::check(&mut reader, |_| findings += 1);
    findings
}

/// The file written again, every unit as it was.
fn copy(path: &Path) -> usize {
    let mut reader = jjak::tmx::Reader::new(input(path)).expect("the file is well-formed");
    let sink = std::io::sink();
    let mut writer = jjak::tmx::Rewriter::new(sink, &reader, None).expect("a sink takes all");
    while let Some(unit) = reader.next() {
        let unit = unit.expect("the file is well-formed");
        writer.keep(&reader, &unit).expect("a sink takes all");
    }
    writer.finish(&reader).expect("a sink takes all");
    reader.units_read()
}

/// A row of the table.
type Work = fn(&Path) -> usize;

/// Most memory this process has held so far, in kB; 0 where the system does not say.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse().ok()).unwrap_or(0)
}

/// CPU time this process has taken so far, in seconds; 0 where the system does not say.
fn cpu() -> f64 {
    // Fields 14 and 15 of proc(5), in hundredths of a second; the name before them ends with ')'.
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks = fields.skip(11).take(2).filter_map(|field| field.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

fn main() {
    let count = std::env::var("JJAK_BENCH_UNITS").ok().and_then(|n| n.parse().ok());
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = match std::env::var_os("JJAK_BENCH_FILE") {
        Some(path) => path.into(),
        None => folder.path().join("memory.tmx"),
    };
    if !path.exists() {
        generate(&path, count.unwrap_or(100_000)).expect("room for the file");
    }
    let wanted: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let size = std::fs::metadata(&path).expect("the file was just written").len() as f64 / 1e6;
    println!("{size:.0} MB; of each the best of three, beside the bare loop in wall and CPU time");
    let mut first = None;
    let rows: [(&str, Work); 5] =
        [("bare", bare), ("info", info), ("validate", validate), ("units", units), ("copy", copy)];
    for (name, work) in rows {
        if name != "bare" && !wanted.is_empty() && !wanted.iter().any(|own| own == name) {
            continue;
        }
        let run = |_| {
            let (start, used) = (Instant::now(), cpu());
            std::hint::black_box(work(&path));
            (start.elapsed().as_secs_f64(), cpu() - used)
        };
        let least = |a: (f64, f64), b: (f64, f64)| (a.0.min(b.0), a.1.min(b.1));
        let (wall, used) = (0..3).map(run).fold((f64::INFINITY, f64::INFINITY), least);
        let bare = *first.get_or_insert((wall, used));
        println!(
            "{name:10} {:6.0} MB/s {:5.0} %   {:6.0} MB/s of CPU {:5.0} %   peak {} kB",
            size / wall,
            100.0 * bare.0 / wall,
            size / used,
            100.0 * bare.1 / used,
            peak()
        );
    }
}
