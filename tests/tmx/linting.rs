//! What the check of a memory finds.

use jjak::tmx::Reader;
use jjak::tmx::lint::{Finding, check};

use super::{file, tu};

fn findings(text: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    check(&mut Reader::new(text.as_bytes()).unwrap(), |finding| found.push(finding));
    found
}

#[test]
fn a_sound_memory_has_no_findings() {
    let text = file(&tu(
        "<bpt i=\"1\" x=\"1\">b</bpt>수율<ept i=\"1\">/b</ept>이 3% 올랐다.",
        "<bpt i=\"1\" x=\"1\">b</bpt>Yields<ept i=\"1\">/b</ept> rose 3%.",
    ));
    assert_eq!(findings(&text), []);
}

#[test]
fn each_fault_is_found_at_its_place() {
    let tuv = |ko: &str| format!("<tuv xml:lang=\"ko-KR\">{ko}</tuv>");
    let unit =
        |ko: &str| format!("<tu>{}\n<tuv xml:lang=\"en\"><seg>chip</seg></tuv></tu>", tuv(ko));
    let cases = [
        ("unknown-attribute", unit("<seg>칩</seg>").replacen("<tu", "<tu own=\"1\"", 1), (5, 1)),
        ("unknown-element", unit("<seg>칩<t5:n id=\"1\"/></seg>"), (5, 5)),
        ("prop-type", unit("<prop>값</prop><seg>칩</seg>"), (5, 5)),
        ("language-tag", unit("<seg>칩</seg>").replace("\"en\"", "\"en_US\""), (6, 1)),
        (
            "date",
            unit("<seg>칩</seg>").replacen("<tu", "<tu changedate=\"20240230T000000Z\"", 1),
            (5, 1),
        ),
        ("segment-type", unit("<seg>칩</seg>").replacen("<tu", "<tu segtype=\"line\"", 1), (5, 1)),
        ("no-variant", "<tu></tu>".to_string(), (5, 1)),
        ("one-variant", format!("<tu>{}</tu>", tuv("<seg>칩</seg>")), (5, 1)),
        ("source-missing", unit("<seg>칩</seg>").replacen("<tu", "<tu srclang=\"ja\"", 1), (5, 1)),
        ("empty-text", unit("<seg> </seg>"), (5, 5)),
        ("edge-blanks", unit("<seg>칩 </seg>"), (5, 5)),
        ("same-text", unit("<seg>chip</seg>"), (6, 1)),
        ("code-pairing", unit("<seg><ept i=\"1\"/>칩</seg>"), (5, 5)),
        ("code-link", unit("<seg><ph/>칩</seg>"), (5, 5)),
        ("codes-differ", unit("<seg><ph x=\"1\"/>칩</seg>"), (6, 1)),
        ("sub-flow", unit("<seg><ph>a<sub>칩</sub></ph>칩</seg>"), (5, 5)),
        ("malformed", unit("<seg>R&D</seg>"), (5, 33)),
    ];
    for (rule, body, place) in cases {
        let found = findings(&file(&body));
        let one = found.iter().find(|finding| finding.rule.id() == rule);
        let one = one.unwrap_or_else(|| panic!("{rule}: {found:?}"));
        assert_eq!((one.place.line, one.place.column), (Some(place.0), Some(place.1)), "{rule}");
        assert_eq!(one.place.unit, Some(1), "{rule}");
        assert!(!one.detail.is_empty() && !one.rule.cure().is_empty(), "{rule}");
    }
}

#[test]
fn the_header_is_checked() {
    let text = file("").replace("srclang=\"ko-KR\" ", "gitCommit=\"1\" ");
    let found: Vec<_> = findings(&text).iter().map(|finding| finding.rule.id()).collect();
    assert_eq!(found, ["header-attribute", "unknown-attribute"]);
    let text = file("").replace("version=\"1.4\"", "version=\"1.4b\"");
    assert_eq!(findings(&text)[0].rule.id(), "version");
}
