//! Files that are gone over on all cores, cut where units seem to end.

use jjak::tmx::lint::{self, Finding};
use jjak::tmx::{Reader, Statistics};

use super::{file, tu};

/// A body of some megabytes in which every third unit is followed by something that looks like
/// the end of a unit.
fn treacherous_body() -> String {
    let odd = [
        "<!-- <tu></tu> -->",
        "<?tool </tu> ?>",
        "<!--\n</tu></body></tmx>\n-->",
        "<tu><note><![CDATA[</tu>]]></note><tuv xml:lang=\"ko\"><seg>칩</seg></tuv></tu >",
        "<tu><tuv xml:lang=\"ko\"><seg>속</seg></tuv></tu\n>",
    ];
    let units = (0..9000).map(|number| {
        let unit =
            tu(&format!("공장 {number}이 멈췄다. "), &format!("Plant {} stopped.", number / 2));
        let odd = if number % 3 == 0 { odd[number / 3 % odd.len()] } else { "" };
        format!("{unit}{odd}\n")
    });
    let long = format!("<!--{}-->", "</tu> 긴 이야기 ".repeat(40_000));
    units.chain([long]).chain([tu("끝", "end")]).collect()
}

fn findings(reader: &mut Reader<&[u8]>) -> Vec<Finding> {
    let mut found = Vec::new();
    lint::check(reader, |finding| found.push(finding));
    found
}

#[test]
fn cuts_in_comments_and_other_places_change_nothing() {
    let text = file(&treacherous_body());
    let strict = || Reader::new(text.as_bytes()).unwrap();
    // A lenient reader goes over the file in one piece.
    let lenient = || Reader::lenient(text.as_bytes()).unwrap();
    let units = strict().map(Result::unwrap).count();
    assert_eq!(units, 9000 + 2 * 600 + 1);
    let statistics = Statistics::of(&mut strict()).unwrap();
    assert_eq!(statistics.units, units);
    assert_eq!(statistics, Statistics::of(&mut lenient()).unwrap());
    let found = findings(&mut strict());
    assert!(found.iter().any(|finding| finding.place.unit == Some(units - 4)), "none near the end");
    assert_eq!(found, findings(&mut lenient()));
}

#[test]
fn a_prefix_and_utf_16_are_cut_as_well() {
    let body: String = (0..5000).map(|n| tu(&format!("가 {n}"), &format!("a {n}"))).collect();
    let text = file(&body).replace("</", "</t:").replace("<t", "<t:t").replace("<s", "<t:s");
    let text =
        text.replace("<h", "<t:h").replace("<b", "<t:b").replace("t:tmx ", "t:tmx xmlns:t=\"x\" ");
    let utf_16: Vec<u8> = "\u{FEFF}"
        .chars()
        .chain(text.replace("UTF-8", "UTF-16").chars())
        .collect::<String>()
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for bytes in [text.as_bytes(), &utf_16] {
        let mut reader = Reader::new(bytes).unwrap();
        assert_eq!(Statistics::of(&mut reader).unwrap().units, 5000);
    }
}

#[test]
fn a_fault_far_into_the_file_has_its_place() {
    let units = 8000;
    let sound: String =
        (0..units).map(|n| tu(&format!("가 {n}"), &format!("a {n}")) + "\n").collect();
    let fault = "<tu><tuv xml:lang=\"ko\"><seg>가 & 나</seg></tuv></tu>\n";
    let more = sound.clone();
    let unit = units + 1;
    for (broken, line) in [
        (file(&format!("{sound}{fault}{more}")), units + 5),
        (file(&sound).replace("\n</body>\n</tmx>\n", "<tu>"), units + 5),
    ] {
        let whole = Reader::new(broken.as_bytes()).unwrap().find_map(Result::err).unwrap();
        let place = whole.place();
        assert_eq!((place.line, place.unit), (Some(line), Some(unit)));
        let error = Statistics::of(&mut Reader::new(broken.as_bytes()).unwrap()).unwrap_err();
        assert_eq!(error.to_string(), whole.to_string());
        let found = findings(&mut Reader::new(broken.as_bytes()).unwrap());
        assert_eq!(found.last().unwrap().place, place);
    }
}

#[test]
fn bytes_that_mean_nothing_are_told_after_the_units_before_them() {
    let sound: String =
        (0..6000).map(|n| tu(&format!("가 {n}"), &format!("a {n}")) + "\n").collect();
    let mut bytes = file(&sound).into_bytes();
    let at = bytes.len() - 60;
    bytes[at] = 0xFF;
    let mut reader = Reader::new(bytes.as_slice()).unwrap();
    let found = findings(&mut reader);
    assert_eq!(reader.units_read(), 5999);
    let whole = Reader::new(bytes.as_slice()).unwrap().find_map(Result::err).unwrap();
    assert_eq!(found.last().unwrap().place, whole.place());
}
