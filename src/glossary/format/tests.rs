use super::*;
use crate::glossary::{Case, Match, Status};
use proptest::prelude::*;

const TEXT: &str = "source\ttarget\tstatus\tmatch\tcase\tpos\tdomain\tdefinition\tnote\t+example\t-example\n\
    반도체|칩 소자\tsemiconductor|chip\t\t\t\tnoun\tchips\tconducts \"at times\"\tR&D <1>\t\t\n\
    수율\tyield\t\t\t\tnoun\t\t\t\t\t\n\
    수율\tyield rate\tallowed\t\t\tnoun\t\t\tin headlines\t\t\n\
    수율\tgood rate\tforbidden\t\t\tnoun\t\t\tsay yield, not this\t\t\n\
    칩 값\tchip price\t\texact\tsensitive\tnoun\t\t\t\t칩 값이 뛰었다.|칩 값은 그대로다.\t감자칩 값이 뛰었다.\n\
    제미나이\tGemini\tdo-not-translate\t\t\tproperNoun\t\t\t\t\t\n\
    K-?방산|방산\tK-defense\t\tregex\t\tslogan\t\t\t\t\t\n";

fn glossary() -> Glossary {
    Glossary::parse(TEXT, "g".as_ref()).unwrap()
}

fn told(glossary: &Glossary) -> Vec<Entry> {
    glossary.entries.iter().cloned().map(|entry| Entry { line: 0, ..entry }).collect()
}

fn read(format: Format, bytes: &[u8]) -> (Glossary, Vec<String>) {
    let (glossary, lost) = format.read(bytes, "g".as_ref(), None).unwrap();
    (glossary, said(&lost))
}

fn said(lost: &Lost) -> Vec<String> {
    lost.iter().map(|(what, count)| format!("{what} {count}")).collect()
}

#[test]
fn rich_formats_come_back_as_they_were() {
    use Format::*;
    for format in [Tsv, Csv, Xlsx, Tbx2, Tbx3Dca, Tbx3Dct, Utx] {
        let (bytes, lost) = format.write(&glossary()).unwrap();
        assert_eq!(said(&lost), [""; 0], "{format:?}");
        let (back, lost) = read(format, &bytes);
        let text = String::from_utf8_lossy(&bytes);
        assert_eq!(told(&back), told(&glossary()), "{format:?}: {text}");
        assert_eq!(lost, [""; 0], "{format:?}");
    }
}

#[test]
fn poor_formats_say_what_they_lose() {
    let (bytes, lost) = Format::Deepl.write(&glossary()).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(
        text.starts_with("반도체,semiconductor\n칩 소자,semiconductor\n수율,yield\n"),
        "{text}"
    );
    assert!(!text.contains("good rate"));
    for wanted in ["forbidden renderings 1", "note 3", "further renderings 3", "match mode 2"] {
        assert!(said(&lost).iter().any(|said| said == wanted), "{wanted}: {lost:?}");
    }
    let (bytes, _) = Format::Omegat.write(&glossary()).unwrap();
    let (back, _) = read(Format::Omegat, &bytes);
    assert_eq!(back.entries[3].note, "R&D <1>");
    let (bytes, lost) = Format::TbxMin.write(&glossary()).unwrap();
    assert_eq!(said(&lost), ["+example 1", "definition 1"]);
    assert_eq!(read(Format::TbxMin, &bytes).0.entries[3].status, Status::Forbidden);
    let (bytes, lost) = Format::TbxCore.write(&glossary()).unwrap();
    assert!(said(&lost).contains(&"forbidden renderings 1".to_string()), "{lost:?}");
    assert!(!String::from_utf8(bytes).unwrap().contains("good rate"));
}

#[test]
fn version_3_is_as_the_standard_has_it() {
    let of = |format: Format| String::from_utf8(format.write(&glossary()).unwrap().0).unwrap();
    let text = of(Format::Tbx3Dct);
    for wanted in [
        "<tbx type=\"TBX-Basic\" style=\"dct\" xml:lang=\"ko\" xmlns=\"urn:iso:std:iso:30042:ed-2\" \
         xmlns:min=\"http://www.tbxinfo.net/ns/min\" xmlns:basic=\"http://www.tbxinfo.net/ns/basic\">",
        "<min:subjectField>chips</min:subjectField>",
        "<basic:definition>conducts \"at times\"</basic:definition>",
        "<termSec><term>good rate</term>\
         <min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus>",
    ] {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    let text = of(Format::Tbx3Dca);
    let status = "<termNote type=\"administrativeStatus\">admittedTerm-admn-sts</termNote>";
    assert!(text.contains("style=\"dca\"") && text.contains(status), "{text}");
    // One concept holds what is to be used and what is not.
    assert_eq!(text.matches("<conceptEntry").count(), glossary().entries.len() - 2);
}

#[test]
fn tables_of_spreadsheets_are_read() {
    for (bytes, wanted) in [
        ("ko;en;note\r\n수율;yield;\"a; b\"\r\n".as_bytes().to_vec(), "a; b"),
        ("sep=;\r\n한국어;영어;비고\r\n수율;yield;x\r\n".as_bytes().to_vec(), "x"),
        ("\u{FEFF}ko-KR,en-US,note\n수율,yield,\"say \"\"yield\"\"\"\n".into(), "say \"yield\""),
        (
            encoding_rs::EUC_KR.encode("원문,번역,비고\r\n수율,yield,양품 비율\r\n").0.into(),
            "양품 비율",
        ),
        (
            std::iter::once(0xFEFF)
                .chain(
                    "source\ttarget\tnote\r\n수율\tyield\t\"two \"\"ways\"\"\"\r\n".encode_utf16(),
                )
                .flat_map(u16::to_le_bytes)
                .collect(),
            "two \"ways\"",
        ),
    ] {
        let name = if wanted.contains("ways") { "g.tsv" } else { "g.csv" };
        let format = Format::detect(&bytes, name.as_ref());
        let (back, lost) = read(format, &bytes);
        assert_eq!((back.entries.len(), back.entries[0].note.as_str()), (1, wanted));
        assert_eq!(lost, [""; 0]);
    }
    let (back, lost) = read(Format::Csv, b"en,ko,ja,en-GB\ncolor|hue,\xEC\x83\x89,iro,colour\n");
    assert_eq!(back.entries[0].targets, ["color", "hue", "colour"]);
    assert_eq!(lost, ["column 'ja' 1"]);
}

#[test]
fn the_content_tells_the_format() {
    for (text, name, wanted) in [
        ("<?xml version=\"1.0\"?><martif/>", "a.txt", Format::Tbx3Dca),
        ("#UTX 1.11; en/ko\n", "a.txt", Format::Utx),
        ("수율\tyield\tthe share of good chips\n", "a.txt", Format::Omegat),
        ("수율\tyield\tforbiden\n", "a.tsv", Format::Tsv),
        ("수율\tyield\tforbidden\n", "a.txt", Format::Tsv),
        ("수율,yield,KO,EN\n", "a.csv", Format::Deepl),
        ("수율,yield\n", "a.csv", Format::Csv),
        ("수율\tyield\n", "mine", Format::Tsv),
    ] {
        assert_eq!(Format::detect(text.as_bytes(), name.as_ref()), wanted, "{text}");
    }
}

#[test]
fn tbx_of_other_programs_is_read() {
    // As Microsoft's terminology comes: ntig, definition in the language section, capital noun.
    let microsoft = "<martif type=\"TBX-Basic\" xml:lang=\"en-US\"><text><body><termEntry id=\"1_2\">\
        <langSet xml:lang=\"en-US\"><descripGrp><descrip type=\"definition\">A place for files.\
        </descrip></descripGrp><ntig><termGrp><term id=\"7\">folder &amp; file</term>\
        <termNote type=\"partOfSpeech\">Noun</termNote></termGrp></ntig></langSet>\
        <langSet xml:lang=\"ko-KR\"><ntig><termGrp><term id=\"8\">폴더와 <hi>파일</hi></term>\
        <termNote type=\"partOfSpeech\">Noun</termNote></termGrp></ntig></langSet>\
        </termEntry></body></text></martif>";
    let (glossary, lost) = read(Format::Tbx2, microsoft.as_bytes());
    let entry = &glossary.entries[0];
    assert_eq!(
        (entry.sources[0].as_str(), entry.targets[0].as_str()),
        ("폴더와 파일", "folder & file")
    );
    assert_eq!((entry.definition.as_str(), lost.len()), ("A place for files.", 0));
    // As Weblate writes it: words of its own for the status, an explanation without a type.
    let weblate = "<martif type=\"TBX\"><text><body><termEntry><descrip>share of good chips</descrip>\
        <langSet xml:lang=\"ko\"><tig><term>수율</term></tig></langSet><langSet xml:lang=\"en\"><tig>\
        <term>water rate</term><termNote type=\"administrativeStatus\">forbidden</termNote>\
        <note from=\"translator\">no</note></tig></langSet></termEntry><termEntry>\
        <descrip type=\"Translation needed\">No</descrip><langSet xml:lang=\"ko\"><tig>\
        <term>제미나이</term></tig></langSet><langSet xml:lang=\"en\"><tig><term>Gemini</term></tig>\
        </langSet></termEntry></body></text></martif>";
    let (glossary, _) = read(Format::Tbx2, weblate.as_bytes());
    assert_eq!(glossary.entries[0].status, Status::Forbidden);
    assert_eq!(glossary.entries[0].note, "share of good chips; no");
    assert_eq!(glossary.entries[1].status, Status::DoNotTranslate);
    // As MultiTerm exports it: no TBX, but the same thought.
    let multiterm = "<mtf><conceptGrp><concept>12</concept><system type=\"entryClass\">0</system>\
        <languageGrp><language type=\"Korean\" lang=\"KO\"/><termGrp><term>파운드리</term></termGrp>\
        </languageGrp><languageGrp><language type=\"English\" lang=\"EN\"/><termGrp>\
        <term>foundry</term></termGrp><termGrp><term>smelter</term><descripGrp>\
        <descrip type=\"Status\">Do not use</descrip></descripGrp></termGrp></languageGrp>\
        </conceptGrp></mtf>";
    let (glossary, lost) = read(Format::Tbx2, multiterm.as_bytes());
    let of: Vec<_> = glossary.entries.iter().map(|e| (e.targets[0].as_str(), e.status)).collect();
    assert_eq!(of, [("foundry", Status::Preferred), ("smelter", Status::Forbidden)]);
    assert_eq!(lost, [""; 0]);
    // What is not taken over is counted.
    let rich = "<tbx style=\"dca\" type=\"TBX-Basic\"><text><body><conceptEntry>\
        <langSec xml:lang=\"ko\"><termSec><term>수율</term></termSec></langSec>\
        <langSec xml:lang=\"en\"><termSec><term>yield</term>\
        <termNote type=\"grammaticalGender\">neuter</termNote></termSec></langSec>\
        <langSec xml:lang=\"de\"><termSec><term>Ausbeute</term></termSec></langSec></conceptEntry>\
        </body></text></tbx>";
    assert_eq!(
        read(Format::Tbx3Dca, rich.as_bytes()).1,
        ["grammaticalGender 1", "terms in other languages 1"]
    );
}

#[test]
fn utx_of_other_programs_is_read() {
    let text = "#UTX 1.11; en/ko; 2024-01-01; copyright: none\n#description: chips\n\
        #src\ttgt\tsrc:pos\tterm status\tcustomer\nyield\t수율\tnoun\tapproved\tA\n\
        good rate\t수율\tnoun\tforbidden\t\n";
    let (glossary, lost) = read(Format::Utx, text.as_bytes());
    assert_eq!(glossary.entries[0].sources, ["수율"]);
    assert_eq!(glossary.entries[1].status, Status::Forbidden);
    assert_eq!(lost, ["column 'customer' 1"]);
}

#[test]
fn mistakes_are_named() {
    for (format, text, wanted) in [
        (Format::Tbx2, "<x/>", "g.tbx:1: this is no TBX file: its root is <x>"),
        (Format::Tbx2, "<martif>\n<text>", "g.tbx:2: the file ends inside <text>"),
        (Format::Tbx2, "<martif><text></martif>", "this is no well-formed XML"),
        (Format::Tbx2, "<martif></martif>", "this glossary holds no entry"),
        (Format::Csv, "수율\n", "g.tbx:1: this line has no target"),
        (Format::Csv, "source,target,match\n(,x,regex\n", "g.tbx:2: '(' is no regular expression"),
        (Format::Utx, "수율\tyield\n", "g.tbx:1: no UTX header"),
        (
            Format::Utx,
            "#src\ttgt\tterm status\na\tb\tfine\n",
            "g.tbx:2: unknown term status 'fine'",
        ),
        (Format::Xlsx, "PK\u{3}\u{4}", "this cannot be read as a workbook"),
    ] {
        let error = format.read(text.as_bytes(), "g.tbx".as_ref(), None).unwrap_err().to_string();
        assert!(error.contains(wanted), "{error}");
    }
}

fn any_entry() -> impl Strategy<Value = Entry> {
    let term = "[가-힣A-Za-z]([가-힣A-Za-z \"'<&;,.-]{0,8}[가-힣A-Za-z])?";
    let terms = || prop::collection::btree_set(term, 1..4);
    let free = "([가-힣A-Za-z]([가-힣A-Za-z \"<&;,]{0,8}[가-힣A-Za-z])?)?";
    let status = prop::sample::select(vec![
        Status::Preferred,
        Status::Allowed,
        Status::Forbidden,
        Status::DoNotTranslate,
    ]);
    let matching = prop::sample::select(vec![Match::Grammar, Match::Exact]);
    let case = prop::sample::select(vec![Case::Auto, Case::Sensitive, Case::Insensitive]);
    (terms(), terms(), status, matching, case, (free, free, free), terms()).prop_map(
        |(sources, targets, status, matching, case, (domain, definition, note), examples)| {
            let all = |terms: std::collections::BTreeSet<String>| {
                let mut terms: Vec<String> = terms
                    .iter()
                    .map(|t| t.split_whitespace().collect::<Vec<_>>().join(" "))
                    .collect();
                terms.dedup();
                terms
            };
            let one = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
            Entry {
                sources: all(sources),
                targets: all(targets),
                status,
                matching,
                case,
                part_of_speech: "noun".to_string(),
                domain: one(domain),
                definition: one(definition),
                note: one(note),
                examples: all(examples),
                ..Entry::default()
            }
        },
    )
}

proptest! {
    #[test]
    fn any_entry_comes_back(entry in any_entry()) {
        use Format::*;
        let glossary = Glossary { name: "g".to_string(), entries: vec![entry] };
        for format in [Tsv, Csv, Xlsx, Tbx2, Tbx3Dca, Tbx3Dct, Utx] {
            let (bytes, _) = format.write(&glossary).unwrap();
            let (back, lost) = read(format, &bytes);
            prop_assert_eq!(told(&back), told(&glossary), "{:?}", format);
            prop_assert_eq!(lost, [""; 0], "{:?}", format);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(text in "(<termEntry>|<term>|</term>|<langSet xml:lang=\"ko\">|#src\ttgt|수율|,|;|\t|\n|\"|\\PC){0,30}") {
        for format in [Format::Tsv, Format::Csv, Format::Tbx2, Format::Utx, Format::Xlsx] {
            let _ = format.read(text.as_bytes(), "g".as_ref(), None);
        }
    }
}
