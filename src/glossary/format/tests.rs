use super::*;

const TEXT: &str = "source\ttarget\tstatus\tpos\tdomain\tdefinition\tnote\n\
    반도체|칩 소자\tsemiconductor|chip\t\tnoun\tchips\tconducts \"at times\"\tR&D <1>\n\
    수율\tgood rate\tforbidden\t\t\t\tsay yield, not this\n";

fn glossary() -> Glossary {
    Glossary::parse(TEXT, "g".as_ref()).unwrap()
}

fn told(glossary: &Glossary) -> Vec<Entry> {
    glossary.entries.iter().cloned().map(|entry| Entry { line: 0, ..entry }).collect()
}

#[test]
fn rich_formats_come_back_as_they_were() {
    use Format::*;
    for format in [Tsv, Csv, Tbx2, Tbx3Dca, Tbx3Dct] {
        let (text, lost) = format.write(&glossary());
        assert_eq!(lost, Lost::default(), "{format:?}");
        let back = format.read(&text, "g".as_ref()).unwrap();
        assert_eq!(told(&back), told(&glossary()), "{format:?}: {text}");
    }
}

#[test]
fn plain_formats_say_what_they_lose() {
    let (text, lost) = Format::Deepl.write(&glossary());
    assert_eq!(text, "반도체,semiconductor\n칩 소자,semiconductor\n");
    let lost: Vec<(&str, usize)> = lost.iter().collect();
    assert!(lost.contains(&("forbidden renderings", 1)) && lost.contains(&("note", 1)), "{lost:?}");
    let (text, _) = Format::Omegat.write(&glossary());
    let back = Format::Omegat.read(&text, "g".as_ref()).unwrap();
    assert_eq!((back.entries.len(), back.entries[3].note.as_str()), (4, "R&D <1>"));
}

#[test]
fn utx_keeps_what_is_forbidden() {
    let (text, _) = Format::Utx.write(&glossary());
    let back = Format::Utx.read(&text, "g".as_ref()).unwrap();
    assert_eq!(back.entries.len(), 5);
    assert_eq!(back.entries[4].status, Status::Forbidden);
}

#[test]
fn mistakes_are_named() {
    let error = Format::Tbx2.read("<x>", "g.tbx".as_ref()).unwrap_err().to_string();
    assert!(error.contains("g.tbx"), "{error}");
    let error = Format::Csv.read("수율\n", "g.csv".as_ref()).unwrap_err().to_string();
    assert!(error.contains("g.csv:1: this line has no target"), "{error}");
}
