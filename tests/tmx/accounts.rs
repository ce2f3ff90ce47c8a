//! What the commands say they did: counts add up, and nothing is dropped without one.

use super::commands::Desk;
use super::{file, tu};

/// A unit with these attributes.
fn unit(attributes: &str, ko: &str, en: &str) -> String {
    tu(ko, en).replacen("<tu", &format!("<tu {attributes}"), 1)
}

/// A memory of a news desk: dated and undated units, repeated ones, one translated two ways, one
/// without a translation, one with a Japanese text besides.
fn newsroom() -> String {
    let only_korean =
        "<tu><tuv xml:lang=\"ko-KR\"><seg>정부는 아직 답하지 않았다.</seg></tuv></tu>";
    let japanese = "<tuv xml:lang=\"ja\"><seg>工場は来年完成する。</seg></tuv></tu>";
    file(
        &[
            unit(
                "changedate=\"20250110T090000Z\" changeid=\"kim\"",
                "수출이 늘었다.",
                "Exports rose.",
            ),
            unit(
                "changedate=\"20260110T090000Z\" changeid=\"lee\"",
                "수출이 늘었다.",
                "Exports grew.",
            ),
            unit(
                "changedate=\"20250110T090000Z\" changeid=\"kim\"",
                "수출이 늘었다.",
                "Exports rose.",
            ),
            unit("", "금리를 동결했다.", "The bank held rates."),
            unit(
                "changedate=\"20260201T000000Z\"",
                "공장은 내년에 완공된다.",
                "The plant opens next year.",
            )
            .replace("</tu>", japanese),
            only_korean.to_string(),
            unit("srclang=\"en-US\" changeid=\"lee\"", "주가가 3% 떨어졌다.", "Shares fell 3%."),
            unit(
                "creationdate=\"20260301T000000Z\"",
                "노조가 파업을 끝냈다.",
                "The union ended its strike.",
            ),
        ]
        .join("\n"),
    )
}

/// The numbers in the last line that was said.
fn sums(said: &str) -> Vec<usize> {
    let line = said.trim_end().lines().last().unwrap_or_default();
    let line = line.rsplit(".tmx: ").next().unwrap_or_default();
    let numbers = line.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
    numbers.map(|number| number.parse().unwrap()).collect()
}

#[test]
fn what_was_read_is_what_was_kept_and_what_was_not() {
    let desk = Desk::new(&[("a.tmx", &newsroom()), ("b.tmx", &newsroom())]);
    for (command, wanted, line) in [
        (
            "filter a.tmx --after 20260101 --user lee -o c.tmx",
            vec![8, 1, 7, 5, 2],
            "8 units read, 1 kept, 7 left out (5 by --after, 2 by --user)",
        ),
        (
            "filter a.tmx --lang ja --invert -o c.tmx",
            vec![8, 7, 1, 1],
            "8 units read, 7 kept, 1 left out (1 by --invert)",
        ),
        ("dedupe a.tmx -o c.tmx", vec![8, 7, 1], "8 units read, 7 kept, 1 repeated"),
        (
            "merge a.tmx b.tmx -o c.tmx",
            vec![16, 6, 6],
            "16 units read, 6 kept, 6 repeated, 4 with another target dropped",
        ),
        ("convert a.tmx -o c.tmx", vec![8, 8, 0], "8 units read, 8 written, 0 left out"),
        ("convert a.tmx -o c.jsonl", vec![8, 8, 0], "8 units read, 8 written, 0 left out"),
        ("convert a.tmx -o c.tsv", vec![8, 6, 2], "8 units read, 6 written, 2 left out"),
        ("convert a.tmx -o c.po", vec![8, 6, 2], "8 units read, 6 written, 2 left out"),
        ("convert a.tmx -o c.xlf", vec![8, 6, 2], "8 units read, 6 written, 2 left out"),
        ("convert a.tmx -o c.xlsx", vec![8, 6, 2], "8 units read, 6 written, 2 left out"),
        ("swap a.tmx -o c.tmx", vec![8, 7, 1], "8 units read, 7 swapped, 1 without en-US"),
        (
            "langs a.tmx --map ja=ja-JP -o c.tmx",
            vec![8, 1, 7],
            "8 units read, 1 changed, 7 as they were",
        ),
    ] {
        let (code, _, said) = desk.run(command);
        assert_eq!((code, said.lines().last()), (0, Some(line)), "{command}: {said}");
        let numbers = sums(&said);
        assert!(numbers.starts_with(&wanted[..3]), "{command}: {said}");
        let parts = if command.starts_with("merge") { &numbers[1..4] } else { &numbers[1..3] };
        assert_eq!(numbers[0], parts.iter().sum::<usize>(), "{command}: {said}");
    }
    let written = desk.run("convert a.tmx -o c.tsv");
    let table = std::fs::read_to_string(desk.path("c.tsv")).unwrap();
    assert_eq!(table.lines().count() - 1, sums(&written.2)[1]);
}

#[test]
fn the_parts_of_a_memory_hold_as_many_units_as_it_did() {
    let desk = Desk::new(&[("a.tmx", &newsroom())]);
    for by in ["--units 3", "--by lang", "--by year", "--by prop:x-project"] {
        let (code, _, said) = desk.run(&format!("split a.tmx {by} -o parts"));
        assert_eq!(code, 0, "{said}");
        let parts: Vec<&str> = said.lines().filter(|line| line.starts_with("parts/")).collect();
        let units: usize = parts.iter().map(|part| sums(part)[0]).sum();
        assert_eq!(sums(&said), [8, parts.len()], "{said}");
        assert_eq!(units, 8, "{said}");
        for part in parts {
            let name = part.split(": ").next().unwrap();
            assert_eq!(desk.units(name).len(), sums(part)[0], "{part}");
        }
        std::fs::remove_dir_all(desk.path("parts")).unwrap();
    }
}

#[test]
fn both_sides_of_a_comparison_add_up() {
    let new =
        newsroom().replace("The bank held rates.", "Rates were held.").replace("노조", "조합");
    let new = new.replace(&tu("없음", "none"), "");
    let new = new.replacen("</body>", &(tu("원화가 올랐다.", "The won rose.") + "</body>"), 1);
    let desk = Desk::new(&[("a.tmx", &newsroom()), ("b.tmx", &new)]);
    let (code, out, _) = desk.run("diff a.tmx b.tmx");
    let line = "8 old units, 9 new: 6 the same, 2 added, 1 removed, 1 changed";
    assert_eq!((code, out.lines().last()), (1, Some(line)), "{out}");
    let (_, out, said) = desk.run("diff a.tmx b.tmx --format tsv");
    assert_eq!(said.trim_end(), line);
    assert_eq!(out.lines().count(), 1 + 2 + 1 + 1);
    assert!(desk.run("diff a.tmx a.tmx").1.contains("8 old units, 8 new: 8 the same, 0 added"));
}

#[test]
fn repair_accounts_for_every_unit() {
    let broken = newsroom()
        .replace("held rates", "held rates & more")
        .replace("20260301T000000Z", "2026-03-01");
    let deep = format!("<tu><tuv xml:lang=\"ko\"><seg>{}</seg></tuv></tu>", "<x>".repeat(80));
    let broken = broken.replacen("<body>", &format!("<body>{deep}"), 1);
    let desk = Desk::new(&[("a.tmx", &broken)]);
    let (code, _, said) = desk.run("repair a.tmx -o b.tmx");
    assert_eq!(code, 1);
    let line = "a.tmx: 9 units read, 5 as they were, 3 changed, 1 left out; 3 repairs";
    assert_eq!(said.lines().last(), Some(line), "{said}");
    // Units are counted as they stand in the file, also behind one that was left out.
    assert!(said.contains("unit 5: a bare '&'") && said.contains("unit 9: creationdate"), "{said}");
    assert_eq!(desk.units("b.tmx").len(), 8);
}

const REMARKED: [&str; 4] =
    ["<!-- 사내용 -->", "<!-- Default translations -->", "<?tool keep?>", "<!-- 끝 -->"];

/// A memory with a remark before the header, before a unit, inside one and behind the last.
fn remarked() -> String {
    let [top, before, inside, end] = REMARKED;
    let second = tu("금리를 동결했다.", "The bank held rates.").replacen(
        "<tu>",
        &format!("<tu>{inside}"),
        1,
    );
    let body = [before.to_string(), tu("수출이 늘었다.", "Exports rose."), second, end.to_string()];
    file(&body.join("\n")).replacen("<header", &format!("{top}<header"), 1)
}

fn remarks_in(text: &str) -> Vec<usize> {
    REMARKED.iter().map(|remark| text.matches(remark).count()).collect()
}

#[test]
fn comments_go_where_they_can_and_are_counted_where_they_cannot() {
    let other = remarked().replace("수출", "수입").replace("금리를", "이자를");
    let desk = Desk::new(&[("a.tmx", &remarked()), ("b.tmx", &other)]);
    let text = |name: &str| std::fs::read_to_string(desk.path(name)).unwrap();
    let (_, _, said) = desk.run("convert a.tmx -o c.tmx");
    assert_eq!(remarks_in(&text("c.tmx")), [1; 4], "{}", text("c.tmx"));
    assert!(!said.contains("comments"), "{said}");
    assert_eq!(desk.units("c.tmx"), desk.units("a.tmx"));
    for to in ["c.tsv", "c.po", "c.xlf", "c.jsonl", "c.xlsx"] {
        let (_, _, said) = desk.run(&format!("convert a.tmx -o {to}"));
        let note = "note: comments and processing instructions left out: 4\n";
        assert!(said.contains(note), "{to}: {said}");
    }
    for options in ["", " --valid"] {
        let (_, _, said) = desk.run(&format!("merge a.tmx b.tmx -o d.tmx{options}"));
        // What stands before the units of the second file has no place in the first.
        assert_eq!(remarks_in(&text("d.tmx")), [1, 2, 2, 2], "{}", text("d.tmx"));
        assert!(said.contains("note: b.tmx: comments before its units left out: 1\n"), "{said}");
        assert_eq!(desk.units("d.tmx").len(), 4);
    }
    let (_, _, said) = desk.run("merge a.tmx a.tmx -o d.tmx");
    assert_eq!(remarks_in(&text("d.tmx")), [1, 2, 1, 2], "{said}");
}

#[test]
fn the_comments_at_the_end_go_to_the_part_with_the_last_unit() {
    let desk = Desk::new(&[("a.tmx", &remarked())]);
    desk.run("split a.tmx --units 1");
    let text = |name: &str| std::fs::read_to_string(desk.path(name)).unwrap();
    assert_eq!(remarks_in(&text("a.001.tmx")), [1, 1, 0, 0]);
    assert_eq!(remarks_in(&text("a.002.tmx")), [1, 0, 1, 1]);
    assert_eq!(desk.korean("a.001.tmx").len() + desk.korean("a.002.tmx").len(), 2);
    assert!(text("a.002.tmx").ends_with("<!-- 끝 -->\n</body>\n</tmx>\n"));
}

#[test]
fn a_later_header_with_notes_and_props_is_told() {
    let with = |kind: &str| {
        let header = format!("datatype=\"plaintext\"><prop type=\"{kind}\">경제</prop></header>");
        file(&tu(kind, "desk")).replace("datatype=\"plaintext\"/>", &header)
    };
    let desk = Desk::new(&[("a.tmx", &with("x-desk")), ("b.tmx", &with("x-team"))]);
    let (_, _, said) = desk.run("merge a.tmx b.tmx -o c.tmx");
    assert!(said.contains("note: b.tmx: notes and props of its header left out: 1\n"), "{said}");
    let (_, _, said) = desk.run("merge a.tmx a.tmx -o c.tmx");
    assert!(!said.contains("note:"), "{said}");
}

#[test]
fn dates_that_mean_one_time_are_rewritten_each_with_its_place() {
    let text = file(
        &[
            unit("changedate = '2026-03-01' own=\"1\"", "수출이 늘었다.", "Exports rose."),
            unit("creationdate=\"20260301T000000Z\"", "금리를 동결했다.", "The bank held rates."),
            unit("", "노조가 파업을 끝냈다.", "The union ended its strike.")
                .replace("\"en-US\"", "\"en-US\" changedate=\"2026-03-01T09:00:00+09:00\""),
            unit("creationdate=\"2026년 3월 1일\"", "주가가 떨어졌다.", "Shares fell."),
        ]
        .join("\n"),
    )
    .replace("srclang=", "creationdate=\"2026-02-28\" srclang=");
    let desk = Desk::new(&[("a.tmx", &text)]);
    let (code, _, said) = desk.run("repair a.tmx -o b.tmx");
    let lines: Vec<&str> = said.lines().collect();
    let column = |line: usize, before: &str| {
        text.lines().nth(line - 1).unwrap().split(before).next().unwrap().chars().count() + 1
    };
    assert_eq!(
        lines,
        [
            &format!(
                "a.tmx: line 3, column {}: creationdate is '2026-02-28', which is 20260228T000000Z: rewritten",
                column(3, "2026-02")
            ),
            "a.tmx: line 5, column 19, unit 1: changedate is '2026-03-01', which is 20260301T000000Z: rewritten",
            &format!(
                "a.tmx: line 7, column {}, unit 3: changedate is '2026-03-01T09:00:00+09:00', which is 20260301T000000Z: rewritten",
                column(7, "2026-03-01T")
            ),
            "note: creationdate that is no time that is sure, kept as it is: 1",
            "a.tmx: 4 units read, 2 as they were, 2 changed, 0 left out; 3 repairs",
        ]
    );
    assert_eq!(code, 1);
    // All else keeps its bytes, also what no reader knows.
    let wanted = text
        .replace("'2026-03-01'", "'20260301T000000Z'")
        .replace("2026-03-01T09:00:00+09:00", "20260301T000000Z")
        .replace("2026-02-28", "20260228T000000Z");
    assert_eq!(std::fs::read_to_string(desk.path("b.tmx")).unwrap(), wanted);
    assert_eq!(desk.run("repair b.tmx -o c.tmx").0, 0);
}

#[test]
fn valid_output_is_the_same_from_whichever_command() {
    let foreign =
        unit("own=\"1\" changedate=\"2026-03-01\"", "수출이 <x id='1'/>늘었다.", "Exports rose.");
    let desk = Desk::new(&[("a.tmx", &file(&foreign).replace("1.4\"", "1.4b\""))]);
    let text = |name: &str| std::fs::read_to_string(desk.path(name)).unwrap();
    desk.run("convert a.tmx -o c.tmx");
    super::shape::check(&text("c.tmx"));
    for command in ["repair", "merge"] {
        let (_, _, said) = desk.run(&format!("{command} a.tmx --valid -o d.tmx"));
        assert_eq!(text("d.tmx"), text("c.tmx"), "{command}: {said}");
        assert!(said.contains("attribute own moved to prop x-attr-own: 1"), "{command}: {said}");
    }
    desk.run("repair a.tmx -o d.tmx");
    assert!(text("d.tmx").contains("own=\"1\""));
}
