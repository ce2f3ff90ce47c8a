//! Whatever a bilingual file is, `jjak check` reads it, and says where a slip stands.

use std::io::Write;

use super::{Desk, Ran};

/// A slip in the second unit: 40 became 50.
const TABLE: &str =
    "ko-KR\ten-US\n공장이 문을 열었다.\tThe plant opened.\n직원은 40명이다.\tIt has 50 workers.\n";

/// The place, id and rule of the only finding.
#[track_caller]
fn found(ran: &Ran) -> (u64, Option<u64>, Option<String>, String) {
    let findings = ran.json();
    let [finding] = &findings[..] else { panic!("{}\n{}", ran.out, ran.err) };
    let text = |name: &str| finding[name].as_str().map(str::to_string);
    let unit = finding["unit"].as_u64().unwrap();
    (unit, finding["line"].as_u64(), text("unit_id"), text("rule").unwrap())
}

#[track_caller]
fn check(desk: &Desk, file: &str) -> (u64, Option<u64>, Option<String>, String) {
    found(&desk.expect(1, &["check", file, "--format", "jsonl"]))
}

fn changed(
    unit: u64,
    line: impl Into<Option<u64>>,
    id: Option<&str>,
) -> (u64, Option<u64>, Option<String>, String) {
    (unit, line.into(), id.map(str::to_string), "number.changed".to_string())
}

const TMX: &str = "<?xml version=\"1.0\"?>\n<tmx version=\"1.4\">\n<header creationtool=\"t\" \
    creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"t\" adminlang=\"en\" srclang=\"ko-KR\" \
    datatype=\"plaintext\"/>\n<body>\n\
    <tu><tuv xml:lang=\"ko\"><seg>공장이 문을 열었다.</seg></tuv><tuv xml:lang=\"en\"><seg>The plant opened.</seg></tuv></tu>\n\
    <tu tuid=\"staff\">\n<tuv xml:lang=\"ko\"><seg>직원은 40명이다.</seg></tuv><tuv xml:lang=\"en\"><seg>It has 50 workers.</seg></tuv></tu>\n\
    </body>\n</tmx>\n";

#[test]
fn tmx_packed_or_not_and_from_standard_input() {
    let desk = Desk::new();
    desk.write("a.tmx", TMX);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(TMX.as_bytes()).unwrap();
    desk.write("a.tmx.gz", gzip.finish().unwrap());
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("in.tmx", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(TMX.as_bytes()).unwrap();
    desk.write("a.zip", zip.finish().unwrap().into_inner());
    for file in ["a.tmx", "a.tmx.gz", "a.zip"] {
        assert_eq!(check(&desk, file), changed(2, 6, Some("staff")), "{file}");
    }
    for (text, place) in [(TMX, changed(2, 6, Some("staff"))), (TABLE, changed(2, 3, None))] {
        let ran = desk.pipe(text, &["check", "-", "--format", "jsonl"]);
        assert_eq!(found(&ran), place);
        assert_eq!(ran.json()[0]["file"], "standard input");
    }
}

#[test]
fn every_format_that_tmx_is_converted_to() {
    let desk = Desk::new();
    desk.write("a.tmx", TMX);
    for (file, extra, place) in [
        ("a.tsv", &[][..], changed(2, 3, None)),
        ("a.xlsx", &[], changed(2, 3, None)),
        ("a.jsonl", &[], changed(2, 2, Some("staff"))),
        ("a.po", &[], changed(2, 12, None)),
    ] {
        desk.expect(0, &[&["tmx", "convert", "a.tmx", "-o", file][..], extra].concat());
        let tags = ["--source-lang", "ko", "--target-lang", "en"];
        let ran = desk.expect(1, &[&["check", file, "--format", "jsonl"][..], &tags].concat());
        assert_eq!(found(&ran), place, "{file}\n{}", String::from_utf8_lossy(&desk.bytes(file)));
    }
    for to in ["xliff", "xliff2"] {
        desk.expect(0, &["tmx", "convert", "a.tmx", "-o", "a.xlf", "--to", to]);
        let (unit, line, id, rule) = check(&desk, "a.xlf");
        let text = desk.read("a.xlf");
        let line = text.lines().nth(usize::try_from(line.unwrap()).unwrap() - 1).unwrap();
        assert!(line.contains("직원은"), "{line}\n{text}");
        assert_eq!((unit, id.as_deref(), &*rule), (2, Some("staff"), "number.changed"));
    }
}

#[test]
fn a_memory_and_a_wordfast_table() {
    let desk = Desk::new();
    desk.write("a.tmx", TMX);
    desk.expect(0, &["tm", "import", "-m", "news.jjak", "a.tmx"]);
    assert_eq!(check(&desk, "news.jjak"), changed(2, None, Some("staff")));
    desk.write(
        "wf.txt",
        "%20260301~090000\t%User\t%TU=1\t%KO-KR\t%Wordfast TM v.5\t%EN-US\n\
         20260301~091500\tKIM\t0\tKO-KR\t직원은 40명이다.\tEN-US\tIt has 50 workers.\n",
    );
    assert_eq!(check(&desk, "wf.txt"), changed(1, 2, None));
}

#[test]
fn a_pair_of_articles_is_aligned_and_located_in_the_source() {
    let desk = Desk::with_article();
    let english = desk.read("en.txt").replace("2 trillion won, and", "3 trillion won, and");
    desk.write("en.txt", english);
    for files in [&["ko.txt", "en.txt"][..], &["--articles", "ko.txt", "en.txt"]] {
        let arguments = [&["check", "--format", "jsonl"], files].concat();
        let ran = desk.expect(1, &arguments);
        assert_eq!(found(&ran), changed(3, 2, None));
        assert_eq!(ran.json()[0]["file"], "ko.txt");
    }
    // The other way round the English article is the source.
    let ran = desk.expect(1, &["check", "en.txt", "ko.txt", "--format", "jsonl"]);
    let finding = &ran.json()[0];
    assert_eq!((&finding["file"], &finding["line"]), (&"en.txt".into(), &3.into()));
    assert!(finding["source"].as_str().unwrap().starts_with("The investment"));
    let ran = desk.expect(2, &["check", "--articles", "ko.txt"]);
    assert!(ran.err.contains("needs a translation"), "{}", ran.err);
}

#[test]
fn what_is_no_bilingual_file_is_refused_with_a_cure() {
    let desk = Desk::new();
    desk.write("a.docx", "no");
    let ran = desk.expect(2, &["check", "a.docx"]);
    assert!(ran.err.contains("a.docx: ") && ran.err.contains("help: "), "{}", ran.err);
    desk.write("broken.tmx", "<tmx version=\"1.4\"><header/><body><tu>");
    assert!(desk.expect(2, &["check", "broken.tmx"]).err.contains("broken.tmx:1"));
    let ran = desk.expect(2, &["check", "none.jjak"]);
    assert!(ran.err.contains("none.jjak"), "{}", ran.err);
}
