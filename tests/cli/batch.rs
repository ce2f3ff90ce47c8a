//! `jjak align` on many pairs.

use super::{Desk, ENGLISH, KOREAN, files};

/// A desk with three pairs in two folders, the second of which cannot be aligned.
fn desk() -> Desk {
    let desk = Desk::new();
    for name in ["가온", "나래", "다온"] {
        desk.write(&format!("korean/{name}.txt"), KOREAN);
        desk.write(&format!("english/{name}.txt"), ENGLISH);
    }
    desk.write("english/나래.txt", "");
    desk
}

#[test]
fn a_failed_pair_of_a_manifest_is_reported_and_the_rest_done() {
    let desk = desk();
    std::fs::create_dir(desk.path("out")).unwrap();
    desk.write(
        "pairs.tsv",
        "# Korean, English, output\n\nkorean/가온.txt\tenglish/가온.txt\tout/가온.tmx\n\
         korean/나래.txt\tenglish/나래.txt\tout/나래.tmx\n\
         korean/다온.txt\tenglish/다온.txt\tout/다온.beads\n",
    );
    let ran = desk.expect(2, &["align", "--pairs", "pairs.tsv"]);
    assert!(ran.err.contains("english/나래.txt: the file is empty"), "{}", ran.err);
    assert!(ran.out.contains("3 pairs: 2 aligned") && ran.out.contains("1 failed"), "{}", ran.out);
    assert_eq!(files(&desk.path("out")), ["가온.tmx", "다온.beads"]);
    assert!(desk.read("out/가온.tmx").ends_with("</tmx>\n"));
    assert_eq!(desk.read("out/다온.beads").lines().count(), 6);
}

#[test]
fn paths_of_a_manifest_start_at_its_folder() {
    let desk = Desk::new();
    desk.write("원고/ko.txt", KOREAN);
    desk.write("원고/en.txt", ENGLISH);
    desk.write("원고/pairs.tsv", "ko.txt\ten.txt\to.tmx\n");
    desk.expect(0, &["align", "--pairs", "원고/pairs.tsv"]);
    assert_eq!(files(&desk.path("원고")), ["en.txt", "ko.txt", "o.tmx", "pairs.tsv"]);
}

#[test]
fn folders_are_paired_by_name() {
    let desk = desk();
    desk.write("korean/라온.ko.txt", KOREAN);
    desk.write("english/라온.en.md", ENGLISH);
    desk.write("korean/홀로.txt", KOREAN);
    desk.write("korean/memo.docx", "not an article");
    let ran = desk.expect(2, &["align", "korean", "english", "-o", "memories"]);
    assert_eq!(files(&desk.path("memories")), ["가온.tmx", "다온.tmx", "라온.tmx"]);
    assert!(ran.err.contains("나래.txt: the file is empty"), "{}", ran.err);
    assert!(ran.err.contains("홀로.txt has no counterpart"), "{}", ran.err);
}

#[test]
fn findings_of_a_batch_give_exit_code_one() {
    let desk = desk();
    desk.write("english/나래.txt", ENGLISH.replace("CEO", "president"));
    desk.write("terms.tsv", "대표\tCEO\n");
    let arguments = ["align", "korean", "english", "-o", "out", "-g", "terms.tsv"];
    let ran = desk.expect(1, &arguments);
    assert!(ran.out.contains("3 pairs: 3 aligned (1 with findings), 0 failed"), "{}", ran.out);
    assert_eq!(ran.out.matches("'대표' should be 'CEO'").count(), 1, "{}", ran.out);
}

#[test]
fn a_manifest_is_checked_before_anything_is_written() {
    let desk = desk();
    let pair = "korean/가온.txt\tenglish/가온.txt\tout.tmx\n";
    for (manifest, line, message) in [
        (format!("{pair}korean/다온.txt\tenglish/다온.txt\n"), Some(2), "2 columns instead of 3"),
        (
            format!("{pair}korean/다온.txt\tenglish/다온.txt\tout.tmx\n"),
            None,
            "output of two pairs",
        ),
    ] {
        desk.write("pairs.tsv", manifest);
        let ran = desk.expect(2, &["align", "--pairs", "pairs.tsv"]);
        let place = line.map(|n| format!(":{n}")).unwrap_or_default();
        assert!(ran.err.contains(&format!("pairs.tsv{place}: ")), "{}", ran.err);
        assert!(ran.err.contains(message) && ran.err.contains("help: "), "{}", ran.err);
        assert_eq!(desk.files(), ["english", "korean", "pairs.tsv"]);
    }
}

#[test]
fn no_progress_is_drawn_in_a_pipe() {
    let desk = desk();
    desk.write("english/나래.txt", ENGLISH);
    let ran = desk.expect(0, &["align", "korean", "english", "-o", "out"]);
    assert_eq!(ran.err, "");
    assert!(!ran.out.contains('\u{1b}') && !ran.out.contains('\r'), "{:?}", ran.out);
}
