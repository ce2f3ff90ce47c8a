//! `jjak eval align`.

use crate::Desk;

/// Two folders: `news` with exact beads, `manual` with paragraphs.
fn folders() -> Desk {
    let desk = Desk::new();
    desk.write("gold/news/a.gold.tsv", "0\t0\n1,2\t1\n3\t\n4\t2\n");
    desk.write("gold/news/b.gold.tsv", "0\t0\n");
    desk.write("gold/manual/c.para.tsv", "0\t0\n1,2,3\t1,2\n");
    desk.write("mine/news/a.tsv", "0\t0\n1\t1\n2\t\n3\t\n4\t2\n");
    desk.write("mine/news/b.tsv", "0\t0\n");
    desk.write("mine/manual/c.tsv", "0\t0\n1\t1\n2\t2\n3\t\n");
    desk
}

#[test]
fn two_files_are_scored() {
    let desk = folders();
    let ran = desk.expect(0, &["eval", "align", "gold/news/a.gold.tsv", "mine/news/a.tsv"]);
    let rows: Vec<Vec<&str>> = ran.out.lines().map(|l| l.split_whitespace().collect()).collect();
    assert_eq!(rows[0][..5], ["profile", "files", "strictP", "strictR", "strictF"]);
    assert_eq!(rows[1][..5], ["news", "1", "0.6667", "0.6667", "0.6667"]);
    assert_eq!(rows[2][0], "ALL");
    assert_eq!(rows.len(), 3);
}

#[test]
fn folders_are_summed() {
    let desk = folders();
    let ran = desk.expect(0, &["eval", "align", "gold", "mine", "--format", "json"]);
    let board: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    // Three of four beads are the same.
    assert_eq!(board["beads"]["news"]["strictF"], 0.75);
    assert_eq!(board["beads"]["ALL"]["files"], 2);
    assert_eq!(board["paragraphs"]["DOCS"]["linkP"], 1.0);
    assert_eq!(board["paragraphs"]["manual"]["covKo"], 0.75);
    assert_eq!(ran.err, "");
}

#[test]
fn a_missing_prediction_is_told_and_counts_as_empty() {
    let desk = folders();
    std::fs::remove_file(desk.path("mine/news/b.tsv")).unwrap();
    let ran = desk.expect(0, &["eval", "align", "gold", "mine", "--format", "json"]);
    assert!(ran.err.contains("news/b.tsv"), "{}", ran.err);
    let board: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(board["beads"]["news"]["strictR"], 0.5);
}

#[test]
fn faults_name_file_and_line() {
    let desk = folders();
    desk.write("mine/news/a.tsv", "0\t0\n1 1\n");
    let ran = desk.expect(2, &["eval", "align", "gold", "mine"]);
    assert!(ran.err.contains("a.tsv:2: this line has no tab"), "{}", ran.err);
    let ran = desk.expect(2, &["eval", "align", "gold", "mine/news/a.tsv"]);
    assert!(ran.err.contains("two folders"), "{}", ran.err);
    let ran = desk.expect(2, &["eval", "align", "mine", "gold"]);
    assert!(ran.err.contains("no *.gold.tsv"), "{}", ran.err);
    let ran = desk.expect(2, &["eval", "align", "gold/news/a.gold.tsv", "none.tsv"]);
    assert!(ran.err.contains("none.tsv"), "{}", ran.err);
}

#[test]
fn what_align_writes_can_be_scored() {
    let desk = Desk::with_article();
    desk.expect(0, &["align", "ko.txt", "en.txt", "-o", "mine.beads"]);
    desk.write("gold.tsv", "0\t0\n1\t1\n2\t2\n3\t3\n4\t4\n5\t5\n");
    let ran = desk.expect(0, &["eval", "align", "gold.tsv", "mine.beads", "--format", "json"]);
    let board: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(board["beads"]["ALL"]["strictF"], 1.0);
}
