//! `jjak align` on one pair of files.

use jjak::tmx;
use jjak::unit::Unit;

use super::{Desk, ENGLISH, KOREAN, SEGMENTS, json_lines, sample};

/// The units of a TMX file and what its header says.
fn read_tmx(bytes: &[u8]) -> (tmx::Header, Vec<Unit>) {
    let mut reader = tmx::Reader::new(bytes).unwrap();
    let units = reader.by_ref().collect::<Result<Vec<_>, _>>().unwrap();
    assert!(reader.warnings().is_empty(), "{:?}", reader.warnings());
    (reader.header().clone(), units)
}

/// Languages and texts of a unit.
fn texts(unit: &Unit) -> Vec<(String, String)> {
    let variants = unit.variants.iter();
    variants.map(|v| (v.lang.to_string(), v.content.plain_text().into_owned())).collect()
}

#[test]
fn writes_a_memory_that_reads_back() {
    let desk = Desk::with_article();
    let ran = desk.expect(0, &["align", "ko.txt", "en.txt", "-o", "news.tmx"]);
    assert!(ran.out.contains("news.tmx") && ran.out.contains("6 (6 × 1-1)"), "{}", ran.out);
    assert_eq!(ran.err, "");
    assert_eq!(desk.files(), ["en.txt", "ko.txt", "news.tmx"]);

    let (header, units) = read_tmx(desk.read("news.tmx").as_bytes());
    assert_eq!(header.version(), Some("1.4"));
    assert_eq!(header.source_lang().unwrap().to_string(), "ko-KR");
    assert_eq!(header.tool(), Some("jjak"));
    assert!(header.created().is_some());
    assert_eq!(units.len(), SEGMENTS);
    assert_eq!(
        texts(&units[4]),
        [
            ("ko-KR".into(), "수율이 90%를 넘으면 생산량을 6배로 늘린다.".into()),
            ("en-US".into(), "It will raise output sixfold once yields exceed 90 percent.".into()),
        ]
    );
    for unit in &units {
        assert_eq!(unit.prop("x-document"), Some("ko.txt"));
        assert_eq!(unit.prop("x-jjak-bead"), Some("1-1"));
        let confidence: f64 = unit.prop("x-jjak-confidence").unwrap().parse().unwrap();
        assert!((0.5..=1.0).contains(&confidence), "{confidence}");
        assert!(unit.created().is_some());
    }
    assert_eq!(units[0].prop("x-jjak-kind"), Some("headline"));
    assert_eq!(units[1].prop("x-jjak-kind"), None);
}

#[test]
fn languages_can_be_chosen() {
    let desk = Desk::with_article();
    let tags = ["--source-lang", "ko", "--target-lang", "en-GB"];
    let arguments = [["align", "ko.txt", "en.txt", "-o"].as_slice(), &["o.tmx"], &tags].concat();
    desk.expect(0, &arguments);
    let (header, units) = read_tmx(desk.read("o.tmx").as_bytes());
    assert_eq!(header.source_lang().unwrap().to_string(), "ko");
    let langs: Vec<String> = texts(&units[0]).into_iter().map(|(lang, _)| lang).collect();
    assert_eq!(langs, ["ko", "en-GB"]);
}

#[test]
fn without_an_output_the_memory_goes_to_standard_output() {
    let desk = Desk::with_article();
    for arguments in
        [["align", "ko.txt", "en.txt"].as_slice(), &["align", "ko.txt", "en.txt", "-o", "-"]]
    {
        let ran = desk.expect(0, arguments);
        assert_eq!(read_tmx(ran.out.as_bytes()).1.len(), SEGMENTS);
        assert!(ran.err.contains("6 Korean, 6 English"), "the summary: {}", ran.err);
        assert_eq!(desk.files(), ["en.txt", "ko.txt"]);
    }
}

#[test]
fn tsv_has_a_header_and_a_line_a_unit() {
    let desk = Desk::with_article();
    let ran = desk.expect(0, &["align", "ko.txt", "en.txt", "--format", "tsv"]);
    let lines: Vec<Vec<&str>> = ran.out.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(lines.len(), SEGMENTS + 1);
    assert_eq!(lines[0][..2], ["ko-KR", "en-US"]);
    assert_eq!(lines[3][0], "투자 규모는 2조원이며, 공장은 2029년 문을 연다.");
    assert!(lines[3][1].ends_with("the plant will open in 2029."), "{:?}", lines[3]);
}

#[test]
fn jsonl_has_an_object_a_bead() {
    let desk = Desk::with_article();
    let beads = desk.expect(0, &["align", "ko.txt", "en.txt", "--format", "jsonl"]).json();
    assert_eq!(beads.len(), SEGMENTS);
    for (n, bead) in beads.iter().enumerate() {
        assert_eq!((&bead["ko"][0], &bead["en"][0]), (&n.into(), &n.into()));
        assert_eq!(bead["shape"], "1-1");
        assert!((0.0..=1.0).contains(&bead["confidence"].as_f64().unwrap()));
    }
    assert_eq!(beads[0]["kind"], "headline");
    assert_eq!(beads[0]["ko_text"][0], KOREAN.lines().next().unwrap());
}

#[test]
fn the_ending_of_the_output_chooses_the_format() {
    let desk = Desk::with_article();
    for name in ["o.tsv", "o.jsonl", "o.beads", "o.tmx"] {
        desk.expect(0, &["align", "ko.txt", "en.txt", "-o", name]);
    }
    assert!(desk.read("o.tsv").starts_with("ko-KR\ten-US"));
    assert_eq!(json_lines(&desk.read("o.jsonl")).len(), SEGMENTS);
    assert_eq!(desk.read("o.beads"), "0\t0\n1\t1\n2\t2\n3\t3\n4\t4\n5\t5\n");
    assert!(desk.read("o.tmx").starts_with("<?xml"));
}

#[test]
fn segmented_inputs_are_not_cut() {
    let desk = Desk::new();
    desk.write(
        "ko.txt",
        "시험 생산은 3월에 끝났다. 결과는 좋았다.\n주문은 2만 장이 들어왔다.\n\
         가격은 아직 정하지 않았다.\n공장은 충주에 있다.\n",
    );
    desk.write(
        "en.txt",
        "Test production ended in March. The results were good.\nOrders for 20,000 units came in, \
         and the price has not been set yet.\nThe plant is in Chungju.\n",
    );
    let arguments = ["align", "ko.txt", "en.txt", "--segmented", "--format", "beads"];
    assert_eq!(desk.expect(0, &arguments).out, "0\t0\n1,2\t1\n3\t2\n");
}

#[test]
fn every_segment_stands_in_one_bead_in_order() {
    let desk = Desk::new();
    desk.write("ko.txt", sample("ko.txt"));
    desk.write("en.txt", sample("en.txt"));
    let beads = desk.expect(0, &["align", "ko.txt", "en.txt", "--format", "beads"]).out;
    let side = |n: usize| -> Vec<usize> {
        let cells = beads.lines().map(|line| line.split('\t').nth(n).unwrap());
        cells.flat_map(|cell| cell.split(',').filter_map(|i| i.parse().ok())).collect()
    };
    for side in [side(0), side(1)] {
        assert!(side.len() > 30, "{side:?}");
        assert_eq!(side, (0..side.len()).collect::<Vec<_>>());
    }
}

#[test]
fn dropped_boilerplate_is_listed_with_its_reason_or_kept() {
    let desk = Desk::new();
    desk.write("ko.txt", format!("{KOREAN}ⓒ 한빛경제, 무단전재 및 재배포 금지\n"));
    desk.write("en.txt", ENGLISH);
    let ran = desk.expect(0, &["align", "ko.txt", "en.txt", "-o", "o.tmx"]);
    assert!(ran.out.contains("1 piece set aside"), "{}", ran.out);
    assert!(!ran.out.contains("무단전재"), "{}", ran.out);
    assert!(!desk.read("o.tmx").contains("무단전재"));

    let ran = desk.expect(0, &["align", "ko.txt", "en.txt", "-o", "o.tmx", "--report-dropped"]);
    let line = ran.out.lines().find(|line| line.contains("무단전재")).unwrap();
    let cells: Vec<&str> = line.split('\t').collect();
    assert_eq!((cells[0], cells[2]), ("ko.txt:5", "ⓒ 한빛경제, 무단전재 및 재배포 금지"));
    assert!(!cells[1].is_empty(), "the rule that matched: {line}");

    let kept = ["align", "ko.txt", "en.txt", "--keep-boilerplate", "--format", "jsonl"];
    let beads = desk.expect(0, &kept).json();
    let last = &beads[SEGMENTS];
    assert_eq!(last["kind"], "boilerplate");
    assert_eq!(last["ko_text"][0], "ⓒ 한빛경제, 무단전재 및 재배포 금지");
}

#[test]
fn the_output_replaces_a_file_whole() {
    let desk = Desk::with_article();
    desk.write("o.tmx", "old".repeat(100_000));
    desk.expect(0, &["align", "ko.txt", "en.txt", "-o", "o.tmx"]);
    assert_eq!(read_tmx(desk.read("o.tmx").as_bytes()).1.len(), SEGMENTS);
    assert_eq!(desk.files(), ["en.txt", "ko.txt", "o.tmx"]);
}

#[test]
fn confident_beads_go_into_a_memory_once() {
    let desk = Desk::with_article();
    let arguments = ["align", "ko.txt", "en.txt", "-o", "out.tmx", "--tm", "news.jjak"];
    let first = desk.expect(0, &arguments);
    assert!(first.err.contains(" added to the memory, 0 known"), "{}", first.err);
    let again = desk.expect(0, &arguments);
    assert!(again.err.contains("ko.txt: 0 added to the memory, "), "{}", again.err);
    let units = |memory| {
        let ran = desk.expect(0, &["tm", "stats", "-m", memory, "--format", "json"]);
        ran.json()[0]["units"].as_u64().unwrap()
    };
    assert!((4..=SEGMENTS as u64).contains(&units("news.jjak")));
    let found = desk.expect(0, &["tm", "lookup", "-m", "news.jjak", "ko.txt", "--min", "101"]);
    assert!(found.out.contains("news.jjak  ko.txt"), "{}", found.out);
    let sure = ["--tm", "sure.jjak", "--min-confidence", "1"];
    desk.expect(0, &[&arguments[..5], &sure].concat());
    assert!(units("sure.jjak") <= units("news.jjak"));
}
