//! The aligner on texts of our own: what a user relies on, whatever the weights.

use super::*;
use crate::document::Document;

/// Twelve sentences on a port town, and their translation.
const KOREAN: &str = "\
달무리항은 작년에 화물 420만 톤을 처리했다.
항만공사는 새 부두 두 곳을 내년 봄에 연다고 밝혔다.
주민들은 소음과 먼지를 걱정한다.
어업인 조합은 보상금 38억원을 요구했다.
시장은 어부들과 다섯 번 만났다고 말했다.
환경단체는 갯벌 조사가 끝날 때까지 공사를 멈추라고 촉구했다.
갯벌에는 저어새 120마리가 산다.
대학 연구팀은 3년 동안 새들을 관찰했다.
연구비는 해양수산부가 냈다.
관광객은 지난여름 9만 명으로 늘었다.
호텔 객실은 1500개에서 2200개로 늘어난다.
철도 노선은 2031년에 개통한다.
";
const ENGLISH: &str = "\
The port of Dalmuri handled 4.2 million tons of cargo last year.
The port authority said it will open two new piers next spring.
Residents worry about noise and dust.
The fishermen's union demanded 3.8 billion won in compensation.
The mayor said he had met the fishermen five times.
Environmental groups urged a halt to construction until the mudflat survey is over.
The mudflats are home to 120 spoonbills.
A university research team watched the birds for three years.
The Ministry of Oceans and Fisheries paid for the research.
The number of tourists rose to 90,000 last summer.
Hotel rooms will increase from 1,500 to 2,200.
The railway line opens in 2031.
";

fn lines(text: &str) -> Vec<&str> {
    text.lines().collect()
}

fn segments(lines: &[&str]) -> Vec<Segment> {
    Document::from_segmented(&lines.join("\n")).segments
}

fn places(beads: &[Bead]) -> Vec<(Vec<usize>, Vec<usize>)> {
    beads.iter().map(|bead| (bead.ko.clone().collect(), bead.en.clone().collect())).collect()
}

/// Whether a pair of single segments is among the beads.
fn pairs(beads: &[Bead], ko: usize, en: usize) -> bool {
    places(beads).contains(&(vec![ko], vec![en]))
}

/// The English text with its paragraph of segments 3 to 5 behind the eleventh sentence.
fn moved() -> (Vec<Segment>, Vec<Segment>) {
    let english = lines(ENGLISH);
    let order = [0, 1, 2, 6, 7, 8, 9, 10, 3, 4, 5, 11];
    let moved: Vec<&str> = order.iter().map(|&n| english[n]).collect();
    (segments(&lines(KOREAN)), segments(&moved))
}

#[test]
fn a_moved_paragraph_is_not_forced_into_pairs() {
    let (ko, en) = moved();
    let beads = Aligner::new(Lexicon::core()).align(&ko, &en);
    for n in [0, 1, 2, 11] {
        assert!(pairs(&beads, n, n), "{n}: {:?}", places(&beads));
    }
    for (k, e) in [(6, 3), (7, 4), (8, 5), (9, 6), (10, 7)] {
        assert!(pairs(&beads, k, e), "{k}: {:?}", places(&beads));
    }
    for n in [3, 4, 5] {
        assert!(places(&beads).contains(&(vec![n], vec![])), "{n}: {:?}", places(&beads));
    }
}

#[test]
fn a_moved_paragraph_is_paired_when_asked_for() {
    let (ko, en) = moved();
    let mut beads = Aligner::new(Lexicon::core()).with_crossing().align(&ko, &en);
    assert_eq!(beads.len(), 12);
    for (k, e) in [(3, 8), (4, 9), (5, 10), (6, 3), (11, 11)] {
        assert!(pairs(&beads, k, e), "{k}: {:?}", places(&beads));
    }
    let korean: Vec<usize> = beads.iter().map(|bead| bead.ko.start).collect();
    assert!(korean.is_sorted(), "in the order of the Korean text: {korean:?}");
    in_english_order(&mut beads);
    let english: Vec<usize> = beads.iter().map(|bead| bead.en.start).collect();
    assert!(english.is_sorted(), "in the order of the English text: {english:?}");
}

#[test]
fn nothing_is_called_moved_that_only_stands_alone() {
    let (korean, english) = (lines(KOREAN), lines(ENGLISH));
    let ko: Vec<&str> = korean.iter().enumerate().filter(|(n, _)| *n != 2).map(|l| *l.1).collect();
    let en: Vec<&str> = english.iter().enumerate().filter(|(n, _)| *n != 8).map(|l| *l.1).collect();
    let (ko, en) = (segments(&ko), segments(&en));
    let plain = Aligner::new(Lexicon::core()).align(&ko, &en);
    let crossing = Aligner::new(Lexicon::core()).with_crossing().align(&ko, &en);
    assert_eq!(places(&plain), places(&crossing));
}

#[test]
fn pins_are_kept_and_the_rest_is_aligned_around_them() {
    let (ko, en) = (segments(&lines(KOREAN)), segments(&lines(ENGLISH)));
    // A merge that no text would suggest, and a sentence said to have no counterpart.
    let pins = Pins::parse("4,5\t4\n9\t\n", Direction::KoreanToEnglish, (12, 12)).unwrap();
    let beads = Aligner::new(Lexicon::core()).align_around(&ko, &en, &pins);
    assert!(places(&beads).contains(&(vec![4, 5], vec![4])), "{:?}", places(&beads));
    assert!(places(&beads).contains(&(vec![9], vec![])), "{:?}", places(&beads));
    for n in [0, 1, 2, 3, 6, 7, 8, 10, 11] {
        assert!(pairs(&beads, n, n), "{n}: {:?}", places(&beads));
    }
    let kept = beads.iter().filter(|bead| pins.holds(bead));
    assert!(kept.clone().count() == 2 && kept.clone().all(|bead| bead.confidence > 0.999));
    let segments: usize = beads.iter().map(|bead| bead.ko.len()).sum();
    assert_eq!(segments, 12);
}

#[test]
fn a_pin_may_have_a_shape_that_is_never_looked_for() {
    let (ko, en) = (segments(&lines(KOREAN)), segments(&lines(ENGLISH)));
    let text = "0,1,2,3,4,5\t0,1,2,3,4,5,6\n";
    let pins = Pins::parse(text, Direction::KoreanToEnglish, (12, 12)).unwrap();
    let beads = Aligner::new(Lexicon::core()).align_around(&ko, &en, &pins);
    assert_eq!((beads[0].ko.clone(), beads[0].en.clone()), (0..6, 0..7));
    assert!(pairs(&beads, 7, 7) && pairs(&beads, 11, 11), "{:?}", places(&beads));
}

#[test]
fn a_quote_that_was_cut_in_two_is_put_together() {
    let mut english = lines(ENGLISH);
    let mut korean = lines(KOREAN);
    korean[4] = "시장은 “어부들과 다섯 번 만났다.";
    korean.insert(5, "이번 달에 답을 주겠다”고 말했다.");
    english[4] =
        "\"I met the fishermen five times. I will give an answer this month,\" the mayor said.";
    let beads = Aligner::new(Lexicon::core()).align(&segments(&korean), &segments(&english));
    assert!(places(&beads).contains(&(vec![4, 5], vec![4])), "{:?}", places(&beads));
    assert!(pairs(&beads, 3, 3) && pairs(&beads, 6, 5), "{:?}", places(&beads));
}

#[test]
fn a_section_that_was_left_out_does_not_pull_the_rest_along() {
    let (korean, english) = (lines(KOREAN), lines(ENGLISH));
    let short: Vec<&str> = english[..2].iter().chain(&english[9..]).copied().collect();
    let beads = Aligner::new(Lexicon::core()).align(&segments(&korean), &segments(&short));
    for n in 2..9 {
        assert!(places(&beads).contains(&(vec![n], vec![])), "{n}: {:?}", places(&beads));
    }
    for (k, e) in [(0, 0), (1, 1), (9, 2), (10, 3), (11, 4)] {
        assert!(pairs(&beads, k, e), "{k}: {:?}", places(&beads));
    }
}

/// A document of made-up sentences, longer than what is searched whole: the parts of the text
/// above in changing order, a number of its own in each, every ninth left out on one side.
fn long(count: usize) -> (Vec<Segment>, Vec<Segment>) {
    let (korean, english) = (lines(KOREAN), lines(ENGLISH));
    let (mut ko, mut en) = (Vec::new(), Vec::new());
    for n in 0..count {
        let at = (n * 7 + n / 12) % 12;
        let number = 100 + (n * 37) % 800;
        if n % 9 != 4 {
            ko.push(format!("{number}쪽에서, {}", korean[at]));
        }
        if n % 9 != 7 {
            en.push(format!("On page {number}, {}", english[at]));
        }
    }
    let cut = |texts: &[String]| Document::from_segmented(&texts.join("\n")).segments;
    (cut(&ko), cut(&en))
}

#[test]
fn the_corridor_loses_nothing_against_the_full_search() {
    for count in [30, 150, 520] {
        let (ko, en) = long(count);
        let corridor = Aligner::new(Lexicon::core()).align(&ko, &en);
        let full = Aligner::new(Lexicon::core()).with_full_search().align(&ko, &en);
        assert_eq!(places(&corridor), places(&full), "{count} segments");
        for (a, b) in corridor.iter().zip(&full) {
            assert!((a.confidence - b.confidence).abs() < 0.01, "{a:?} {b:?}");
        }
    }
}

#[test]
fn a_long_text_of_few_words_is_aligned_around_a_section_that_was_left_out() {
    // Six words a sentence of 1,200 that come again and again: not one of them is rare, and the
    // translation lacks 700 sentences, so that the diagonal is far from the truth.
    let lexicon = Lexicon::core();
    let words: Vec<(&str, &str)> = (0..lexicon.len() as u32)
        .filter(|&entry| lexicon.is_noun(lexicon.headword(entry)))
        .filter(|&entry| lexicon.headword(entry).chars().count() > 2)
        .filter_map(|entry| Some((lexicon.headword(entry), lexicon.english(entry).next()?)))
        .step_by(3)
        .take(1200)
        .collect();
    let sentence = |n: usize| {
        let picked = (0..6).map(|at| words[(n * 7919 + at * 104_729 + n * n * (at + 3)) % 1200]);
        let (ko, en): (Vec<&str>, Vec<String>) =
            picked.map(|(ko, en)| (ko, format!("the {en}"))).unzip();
        (format!("{}에 대해 말했다.", ko.join("과 ")), format!("It spoke of {}.", en.join(" and ")))
    };
    let (mut ko, mut en) = (Vec::new(), Vec::new());
    for n in 0..4000 {
        let (korean, english) = sentence(n);
        ko.push(korean);
        if !(1000..1700).contains(&n) {
            en.push(english);
        }
    }
    let cut = |texts: &[String]| Document::from_segmented(&texts.join("\n")).segments;
    let beads = Aligner::new(lexicon).align(&cut(&ko), &cut(&en));
    let right = beads.iter().filter(|bead| {
        let (i, j) = (bead.ko.start, bead.en.start);
        bead.ko.len() == 1 && bead.en.len() == 1 && (i == j && i < 1000 || i == j + 700)
    });
    assert!(right.count() >= 3290, "{:?}", places(&beads));
}

/// Words that no lexicon has.
const INVENTED: [(&str, &str); 8] = [
    ("두레빔", "wovencloth"),
    ("너울길", "swellroad"),
    ("해미터", "fogground"),
    ("갈무새", "storebird"),
    ("달음재", "runhill"),
    ("솔가리", "needlefall"),
    ("물비늘", "lightripple"),
    ("윤슬막", "glimmerhut"),
];

/// A sentence of two of them, and its translation.
fn invented(n: usize) -> (String, String) {
    let (a, b) = (INVENTED[n % 8], INVENTED[(n / 8 + n * 3 + 1) % 8]);
    (format!("{}와 {} 너머였다.", a.0, b.0), format!("Past {} and {}.", a.1, b.1))
}

/// The same with a number, by which the two are found.
fn numbered(n: usize) -> (String, String) {
    let (ko, en) = invented(n);
    let number = 100 + (n * 37) % 800;
    (format!("{number}쪽: {ko}"), format!("Page {number}: {en}"))
}

#[test]
fn a_long_document_teaches_its_own_words() {
    let (ko, en): (Vec<String>, Vec<String>) = (0..80).map(numbered).unzip();
    let join = |texts: &[String]| Document::from_segmented(&texts.join("\n")).segments;
    let (ko, en) = (join(&ko), join(&en));
    let aligner = Aligner::new(Lexicon::core());
    let beads = aligner.align(&ko, &en);
    let learned = aligner.learn(&ko, &en, &beads);
    let of = |ko: &str| learned.of(ko).map(|pair| pair.english.clone()).collect::<Vec<_>>();
    for (ko, en) in INVENTED {
        assert!(of(ko).contains(&en.to_string()), "{ko}: {:?}", of(ko));
    }
}

#[test]
fn what_a_document_taught_helps_where_the_lexicon_lacks_its_words() {
    // The sentences on the port town again and again; page numbers only in the first half, and in
    // the second every fifth was left out.
    let (korean, english) = (lines(KOREAN), lines(ENGLISH));
    let (mut ko, mut en, mut gold) = (Vec::new(), Vec::new(), Vec::new());
    for n in 0..280 {
        let at = (n * 7 + n / 12 + n * n / 5) % 12;
        let page = n < 140;
        let number = 100 + (n * 37) % 800;
        let of = |text: &str, page_of: String| if page { page_of + text } else { text.to_string() };
        ko.push(of(korean[at], format!("{number}쪽: ")));
        if page || n % 5 != 2 {
            gold.push((ko.len() - 1, en.len()));
            en.push(of(english[at], format!("Page {number}: ")));
        }
    }
    let join = |texts: &[String]| Document::from_segmented(&texts.join("\n")).segments;
    let (ko, en) = (join(&ko), join(&en));
    let poor = Lexicon::core_share(8);
    let right = |aligner: &Aligner| {
        let beads = aligner.align(&ko, &en);
        gold.iter().filter(|&&(ko, en)| pairs(&beads, ko, en)).count()
    };
    let taught = right(&Aligner::new(&poor));
    let untaught = right(&Aligner::new(&poor).without(&["anchor.learned"]));
    assert!(taught > untaught, "{taught}, {untaught} without, of {}", gold.len());
    assert!(taught * 100 >= gold.len() * 97, "{taught}, {untaught} without, of {}", gold.len());
}
