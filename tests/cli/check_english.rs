//! Files translated from English to Korean.

use super::{Desk, Ran};

fn rules(ran: &Ran) -> Vec<(u64, String)> {
    let findings = ran.json();
    let told = findings.iter().map(|finding| {
        (finding["unit"].as_u64().unwrap(), finding["rule"].as_str().unwrap().into())
    });
    told.collect()
}

#[test]
fn a_korean_glossary_is_turned_round() {
    let desk = Desk::new();
    desk.write(
        "g.tsv",
        "source\ttarget\tstatus\n수율\tyield|yield rate\n수율\tproduction rate\tforbidden\n\
         쿤룬\tKunlun\nZIP\tZIP\tdo-not-translate\n",
    );
    desk.write(
        "a.tsv",
        "en\tko\n\
         Yields rose at the new line.\t새 라인의 수율이 올랐다.\n\
         The yield rate fell again.\t비율이 또 내렸다.\n\
         The production rate is low.\t생산 속도가 느리다.\n\
         Baidu showed Kunlun today.\t바이두가 오늘 쿤룬를 공개했다.\n\
         ZIP is a monthly magazine.\t우편번호는 월간지다.\n\
         ZIP is a monthly magazine now.\t이제 ZIP은 월간지다.\n",
    );
    let ran = desk.expect(1, &["check", "a.tsv", "-g", "g.tsv", "--format", "jsonl"]);
    let wanted = [(2, "term.missing"), (4, "particle.form"), (5, "term.do-not-translate")];
    assert_eq!(rules(&ran), wanted.map(|(unit, rule)| (unit, rule.to_string())));
    let findings = ran.json();
    assert_eq!(findings[0]["args"]["expected"], "수율");
    assert_eq!(findings[1]["args"]["expected"], "쿤룬을");
    assert_eq!(findings[1]["source"], "Baidu showed Kunlun today.");
}

#[test]
fn the_source_language_of_a_memory_gives_the_direction() {
    let desk = Desk::new();
    let tmx = |source: &str| {
        format!(
            "<tmx version=\"1.4\"><header creationtool=\"t\" creationtoolversion=\"1\" \
             segtype=\"sentence\" o-tmf=\"t\" adminlang=\"en\" srclang=\"{source}\" \
             datatype=\"plaintext\"/><body><tu><tuv xml:lang=\"ko\"><seg>회사는 AI을 쓴다.</seg></tuv>\
             <tuv xml:lang=\"en\"><seg>The company uses AI.</seg></tuv></tu></body></tmx>"
        )
    };
    desk.write("en.tmx", tmx("en-US"));
    desk.write("ko.tmx", tmx("ko-KR"));
    let ran = desk.expect(1, &["check", "en.tmx", "--format", "jsonl"]);
    assert_eq!(rules(&ran), [(1, "particle.form".to_string())]);
    // The source is what it is.
    desk.expect(0, &["check", "ko.tmx"]);
    let tags = ["--source-lang", "en", "--target-lang", "ko"];
    desk.expect(1, &[&["check", "ko.tmx"][..], &tags].concat());
}

#[test]
fn numbers_marks_and_consistency_are_checked() {
    let desk = Desk::new();
    desk.write(
        "a.tsv",
        "en\tko\n\
         Sales rose to $35 million.\t매출이 3억 5천만 달러로 늘었다.\n\
         The plant has closed.\t공장이 문을 닫았다\n\
         The so-called \"brain drain\" grew.\t이른바 \"두뇌 유출이 늘었다.\n\
         The meeting was held in private.\t회의는 비공개로 열렸다.\n\
         The meeting was held in private.\t비밀 회의가 있었다.\n\
         The company sold the chip.\t회사는 칩을(를) 팔았다.\n\
         Delete %s?\t%s을(를) 지울까요?\n\
         Sales rose to $350 million.\t매출이 3억 5천만 달러로 늘었다.\n",
    );
    let arguments = ["check", "a.tsv", "--format", "jsonl", "--skip", "consistency.source"];
    let wanted = [
        (1, "number.changed"),
        (2, "mark.end"),
        (3, "pair.quote"),
        (5, "consistency.target"),
        (6, "particle.both"),
    ];
    let ran = desk.expect(1, &arguments);
    assert_eq!(rules(&ran), wanted.map(|(unit, rule)| (unit, rule.to_string())), "{}", ran.out);
}

#[test]
fn right_particles_are_left_alone() {
    let desk = Desk::new();
    desk.write(
        "a.tsv",
        "en\tko\n\
         Baidu and Intel use it.\tBaidu와 Intel은 이를 쓴다.\n\
         It rose 3% to 5.2 km.\t3%가 올라 5.2km로 늘었다.\n\
         Google sells it to Microsoft.\tGoogle은 Microsoft에 이를 판다.\n\
         GPT-3 and GPT-4 differ.\tGPT-3를 쓰다가 GPT-4로 바꿨다.\n\
         We eat kimchi in Seoul and leave for Busan.\t우리는 서울로 가서 김치를 먹는 사람을 보고 부산으로 떠났다.\n\
         OPEC met the IMF in the fall.\tOPEC은 가을에 IMF를 만났다.\n\
         The M100, a chip, is called AI.\tM100은 AI라는 칩이며, M300을 잇는다.\n\
         In the second lesson on Jongno 3-ga.\t2과는 종로 3가를 다룬다.\n",
    );
    let ran = desk.expect(0, &["check", "a.tsv", "--only", "particle"]);
    assert!(ran.out.contains("0 findings"), "{}", ran.out);
}

#[test]
fn a_target_term_without_its_source_is_told_when_asked() {
    let desk = Desk::new();
    desk.write("g.tsv", "수율\tyield\n효율\tefficiency\n");
    desk.write("a.tsv", "비율이 올랐다.\tYields rose.\n수율이 올랐다.\tYields rose.\n");
    desk.expect(0, &["check", "a.tsv", "-g", "g.tsv", "--skip", "consistency"]);
    let asked = ["--only", "term.added", "--min-severity", "info", "--format", "jsonl"];
    let ran = desk.expect(0, &[&["check", "a.tsv", "-g", "g.tsv"][..], &asked].concat());
    assert_eq!(rules(&ran), [(1, "term.added".to_string())]);
}
