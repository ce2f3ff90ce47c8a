//! `jjak segment`.

use unicode_normalization::UnicodeNormalization;

use super::{Desk, ENGLISH, KOREAN, characters, sample};

#[test]
fn prints_a_segment_a_line() {
    let desk = Desk::with_article();
    let ran = desk.expect(0, &["segment", "ko.txt", "--lang", "ko"]);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(
        lines,
        [
            "가온반도체, 충주에 2조원 들여 새 공장 짓는다",
            "가온반도체가 충주에 새 공장을 짓는다고 12일 밝혔다.",
            "투자 규모는 2조원이며, 공장은 2029년 문을 연다.",
            "회사는 이 공장에서 전력반도체를 만들 계획이다.",
            "수율이 90%를 넘으면 생산량을 6배로 늘린다.",
            "최가람 대표는 “충주는 물과 전기가 넉넉한 곳”이라고 말했다.",
        ]
    );
}

#[test]
fn english_abbreviations_do_not_end_sentences() {
    let desk = Desk::new();
    desk.write(
        "en.txt",
        "Gaon Inc. rose 3.5 percent at 9:30 a.m. on Tuesday, said J. K. Park of Hanbit Securities. \
         \"Is it too much? Perhaps,\" he added. The U.S. market was closed.\n",
    );
    let ran = desk.expect(0, &["segment", "en.txt", "--lang", "en"]);
    let last: Vec<&str> = ran.out.lines().collect();
    assert!(ran.out.starts_with("Gaon Inc. rose 3.5 percent at 9:30 a.m. on Tuesday, said J. K."));
    assert_eq!(last[last.len() - 1], "The U.S. market was closed.", "{last:?}");
}

#[test]
fn offsets_point_at_the_text_of_the_input() {
    let desk = Desk::new();
    let korean = String::from_utf8(sample("ko.txt")).unwrap();
    let english = ENGLISH.to_string();
    let nfd: String = KOREAN.nfd().collect();
    let crlf = KOREAN.replace('\n', "\r\n");
    let emoji = KOREAN.replace("공장", "🏭 공장");
    for input in [korean.nfd().collect(), korean, english, nfd, crlf, emoji] {
        desk.write("in.txt", &input);
        let segments = desk.expect(0, &["segment", "in.txt", "--format", "jsonl"]).json();
        assert!(segments.len() >= 6);
        let mut end = 0;
        for segment in segments {
            let place = [&segment["start"], &segment["end"]].map(|n| n.as_u64().unwrap() as usize);
            let found: String = characters(&input, place).nfc().collect();
            assert_eq!(found.split_whitespace().collect::<Vec<_>>().join(" "), segment["text"]);
            assert!(end <= place[0], "segments stand in order");
            end = place[1];
            let before: String = input.chars().take(place[0]).collect();
            assert_eq!(segment["line"], before.matches('\n').count() + 1);
        }
    }
}

#[test]
fn json_says_kind_and_paragraph() {
    let desk = Desk::with_article();
    let segments = desk.expect(0, &["segment", "ko.txt", "--format", "jsonl"]).json();
    let kinds: Vec<&str> = segments.iter().map(|s| s["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["headline", "body", "body", "body", "body", "body"]);
    let paragraphs: Vec<u64> = segments.iter().map(|s| s["paragraph"].as_u64().unwrap()).collect();
    assert_eq!(paragraphs, [0, 1, 1, 2, 2, 3]);
    let headline = KOREAN.lines().next().unwrap().chars().count();
    assert_eq!((&segments[0]["start"], &segments[0]["end"]), (&0.into(), &headline.into()));
}

#[test]
fn dropped_text_is_listed_on_standard_error() {
    let desk = Desk::new();
    desk.write("ko.txt", sample("ko.txt"));
    let plain = desk.expect(0, &["segment", "ko.txt"]);
    let listed = desk.expect(0, &["segment", "ko.txt", "--report-dropped"]);
    assert_eq!(plain.out, listed.out);
    assert_eq!(plain.err, "");
    for (line, text) in
        [(3, "상주 데이터센터"), (4, "이미지 확대보기"), (20, "무단전재"), (27, "example.com")]
    {
        let found = listed.err.lines().find(|l| l.starts_with(&format!("ko.txt:{line}\t")));
        assert!(found.is_some_and(|l| l.contains(text)), "line {line} in\n{}", listed.err);
    }
    // What is glued to a marker stays.
    assert!(plain.out.contains("\n국내 인공지능(AI) 반도체 스타트업"), "{}", plain.out);
    let kept = desk.expect(0, &["segment", "ko.txt", "--keep-boilerplate"]);
    assert_eq!(kept.out.lines().count(), plain.out.lines().count() + 4);
}
