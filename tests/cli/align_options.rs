//! `jjak align` with its options: the other direction, pins, moved text, earlier translations.

use super::{Desk, ENGLISH, KOREAN, SEGMENTS};

/// The pieces of a text between two marks.
fn between<'t>(text: &'t str, from: &str, to: &str) -> Vec<&'t str> {
    text.split(from).skip(1).filter_map(|rest| rest.split(to).next()).collect()
}

#[test]
fn english_is_aligned_with_its_korean_translation() {
    let desk = Desk::with_article();
    let ran = desk.expect(0, &["align", "en.txt", "ko.txt", "-o", "o.tmx"]);
    assert_eq!(ran.err, "note: English → Korean\n");
    assert!(ran.out.contains("en.txt + ko.txt → o.tmx"), "{}", ran.out);
    assert!(ran.out.contains("segments    6 English, 6 Korean"), "{}", ran.out);
    let tmx = desk.read("o.tmx");
    assert!(tmx.contains("srclang=\"en-US\""), "{tmx}");
    let langs = between(&tmx, "xml:lang=\"", "\"");
    assert_eq!(langs, ["en-US", "ko-KR"].repeat(SEGMENTS));
    assert!(tmx.contains("<prop type=\"x-document\">en.txt</prop>"), "{tmx}");
    let texts = between(&tmx, "<seg>", "</seg>");
    assert_eq!(texts[0], ENGLISH.lines().next().unwrap());
    assert_eq!(texts[1], KOREAN.lines().next().unwrap());
}

#[test]
fn tags_follow_the_languages_whatever_the_direction() {
    let desk = Desk::with_article();
    for tags in [["en-GB", "ko"], ["ko", "en-GB"]] {
        let arguments =
            ["align", "en.txt", "ko.txt", "--source-lang", tags[0], "--target-lang", tags[1]];
        let ran = desk.expect(0, &[&arguments[..], &["--format", "tsv"]].concat());
        assert!(ran.out.starts_with("en-GB\tko\t"), "{}", ran.out);
    }
}

#[test]
fn beads_and_explanations_follow_the_order_of_the_arguments() {
    let desk = Desk::with_article();
    let korean = KOREAN.replace("계획이다. 수율이", "계획이며, 수율이");
    desk.write("ko.txt", korean);
    let arguments = ["align", "en.txt", "ko.txt", "--format", "beads"];
    assert_eq!(desk.expect(0, &arguments).out, "0\t0\n1\t1\n2\t2\n3,4\t3\n5\t4\n");
    let json = desk.expect(0, &["align", "en.txt", "ko.txt", "--format", "jsonl"]).json();
    assert_eq!((&json[3]["shape"], &json[3]["en"]), (&"2-1".into(), &serde_json::json!([3, 4])));
    let said = desk.expect(0, &["align", "en.txt", "ko.txt", "--explain", "4"]).out;
    let (english, korean) = (said.find("English").unwrap(), said.find("Korean").unwrap());
    assert!(said.starts_with("unit 4: 2-1") && english < korean, "{said}");
}

#[test]
fn terms_are_checked_from_english_into_korean() {
    let desk = Desk::with_article();
    desk.write("terms.tsv", "수율\tyield\n대표\tCEO\n");
    desk.write("ko.txt", KOREAN.replace("수율이", "비율이"));
    let arguments = ["align", "en.txt", "ko.txt", "-o", "o.tmx", "-g", "terms.tsv"];
    let ran = desk.expect(1, &arguments);
    assert!(ran.out.contains("'yields' should be '수율'"), "{}", ran.out);
    assert!(ran.out.contains("terms       1 finding"), "{}", ran.out);
}

#[test]
fn folders_may_hold_either_direction() {
    let desk = Desk::new();
    desk.write("source/가온.en.txt", ENGLISH);
    desk.write("target/가온.ko.txt", KOREAN);
    desk.expect(0, &["align", "source", "target", "-o", "out"]);
    assert!(desk.read("out/가온.tmx").contains("srclang=\"en-US\""));
}

#[test]
fn pins_are_kept_in_either_direction() {
    let desk = Desk::with_article();
    desk.write("pins.beads", "1,2\t1\n");
    for files in [["ko.txt", "en.txt"], ["en.txt", "ko.txt"]] {
        let arguments = ["align", files[0], files[1], "--pins", "pins.beads", "--format"];
        let beads = desk.expect(0, &[&arguments[..], &["beads"]].concat()).out;
        assert!(beads.starts_with("0\t0\n1,2\t1\n"), "{beads}");
        assert!(beads.contains("\n4\t4\n5\t5\n"), "{beads}");
        let json = desk.expect(0, &[&arguments[..], &["jsonl"]].concat()).json();
        assert_eq!(json[1]["confidence"], 1.0);
    }
    let explain = ["align", "ko.txt", "en.txt", "--pins", "pins.beads", "--explain", "2"];
    assert_eq!(desk.expect(0, &explain).out, "unit 2 is fixed by a pin\n");
}

#[test]
fn all_beads_of_a_run_are_good_pins_for_the_next() {
    let desk = Desk::with_article();
    desk.expect(0, &["align", "ko.txt", "en.txt", "-o", "first.beads"]);
    let arguments = ["align", "ko.txt", "en.txt", "--pins", "first.beads", "-o", "second.beads"];
    desk.expect(0, &arguments);
    assert_eq!(desk.read("first.beads"), desk.read("second.beads"));
}

/// The article with the sentence on investment behind the others.
fn moved(desk: &Desk) {
    let sentence = "The investment is worth 2 trillion won, and the plant will open in 2029.";
    desk.write("en.txt", ENGLISH.replace(sentence, "") + "\n" + sentence + "\n");
}

#[test]
fn moved_text_is_paired_when_asked_for_in_the_order_of_the_first_file() {
    let desk = Desk::with_article();
    moved(&desk);
    let beads = |first, second, more: &[&str]| {
        let arguments = ["align", first, second, "--format", "beads"];
        desk.expect(0, &[&arguments[..], more].concat()).out
    };
    assert!(beads("ko.txt", "en.txt", &[]).contains("2\t\n"));
    let crossing = beads("ko.txt", "en.txt", &["--crossing"]);
    assert_eq!(crossing, "0\t0\n1\t1\n2\t5\n3\t2\n4\t3\n5\t4\n");
    let turned = beads("en.txt", "ko.txt", &["--crossing"]);
    assert_eq!(turned, "0\t0\n1\t1\n2\t3\n3\t4\n4\t5\n5\t2\n");
}

/// Earlier translations of two invented words that no lexicon has.
fn earlier() -> String {
    let unit = |n: usize| match n % 2 {
        0 => format!("해무리꽃이 {n}번째로 피었다.\tThe halobloom flowered for time {n}.\n"),
        _ => format!("바람머리새가 {n}번째로 울었다.\tThe galecrest sang for time {n}.\n"),
    };
    (0..20).map(unit).collect::<String>()
}

#[test]
fn earlier_translations_teach_words() {
    let desk = Desk::new();
    desk.write("old.tsv", format!("ko\ten\n{}", earlier()));
    let ran = desk.expect(0, &["learn", "old.tsv", "-o", "old.lex"]);
    assert!(ran.out.ends_with(" word pairs\n"), "{}", ran.out);
    let table = desk.read("old.lex");
    for (korean, english) in [("해무리꽃", "halobloom"), ("바람머리새", "galecrest")] {
        let line = table.lines().find(|line| line.starts_with(&format!("{korean}\t{english}\t")));
        assert_eq!(line.unwrap().split('\t').nth(2), Some("10"), "{table}");
    }

    // Two sentences of which the translator left one out; only the words tell which.
    desk.write("ko.txt", "정원에는 해무리꽃이 있다.\n숲에는 바람머리새가 있다.\n");
    desk.write("en.txt", "You can see a galecrest.\n");
    for learned in ["old.lex", "old.tsv"] {
        let arguments = ["align", "ko.txt", "en.txt", "--format", "beads", "--learn", learned];
        assert_eq!(desk.expect(0, &arguments).out, "0\t\n1\t0\n");
    }
    let explain = ["align", "ko.txt", "en.txt", "--explain", "1", "--learn", "old.lex"];
    assert!(desk.expect(0, &explain).out.contains("바람머리새가 ~ galecrest"));
}

#[test]
fn a_memory_teaches_words_too() {
    let desk = Desk::new();
    desk.write("old.tsv", format!("ko\ten\n{}", earlier()));
    desk.expect(0, &["tm", "import", "-m", "old.jjak", "old.tsv"]);
    let ran = desk.expect(0, &["learn", "old.jjak"]);
    assert!(ran.out.contains("해무리꽃\thalobloom\t10\t"), "{}", ran.out);
    assert!(ran.err.ends_with(" word pairs\n"), "{}", ran.err);
}

#[test]
fn tables_of_word_pairs_are_joined() {
    let desk = Desk::new();
    desk.write("mine.lex", "해무리꽃\tHalobloom\n");
    desk.write("yours.lex", "# from a colleague\n바람머리새\tgalecrest\t3\t4\t5\t20.5\n");
    let table = desk.expect(0, &["learn", "mine.lex", "yours.lex"]).out;
    let pairs: Vec<&str> = table.lines().skip(1).collect();
    assert_eq!(
        pairs,
        ["바람머리새\tgalecrest\t3\t4\t5\t20.5", "해무리꽃\thalobloom\t1\t1\t1\t0.0"]
    );
}
