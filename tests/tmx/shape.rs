//! The rules of TMX 1.4 as an independent check: what its DTD says, and what readers that are
//! stricter ask for besides. `xmllint` checks against the DTD itself where both are there (see
//! `writing.rs`); this needs neither.

use quick_xml::Reader;
use quick_xml::events::Event;

/// Required and optional attributes of an element; `None` for elements TMX does not have.
fn attributes(element: &str) -> Option<(&'static str, &'static str)> {
    let about = "o-encoding creationdate creationid changedate changeid creationtool \
                 creationtoolversion datatype o-tmf usagecount lastusagedate";
    Some(match element {
        "tmx" => ("version", ""),
        "header" => (
            "creationtool creationtoolversion segtype o-tmf adminlang srclang datatype",
            "o-encoding creationdate creationid changedate changeid",
        ),
        "body" | "seg" => ("", ""),
        "tu" => ("", Box::leak(format!("{about} tuid segtype srclang").into_boxed_str())),
        "tuv" => ("xml:lang", Box::leak(format!("{about} lang").into_boxed_str())),
        "note" => ("", "o-encoding xml:lang lang"),
        "prop" => ("type", "o-encoding xml:lang lang"),
        "ude" => ("name", "base"),
        "map" => ("unicode", "code ent subst"),
        "bpt" => ("i", "x type"),
        "ept" => ("i", ""),
        "it" => ("pos", "x type"),
        "ph" => ("", "x assoc type"),
        "hi" => ("", "x type"),
        "sub" => ("", "datatype type"),
        _ => return None,
    })
}

/// Whether these children, in this order, may stand in the element.
fn may_hold(element: &str, children: &[String]) -> bool {
    let rank = |child: &String| match (element, child.as_str()) {
        ("tmx", "header") => Some(0),
        ("tmx", "body") => Some(1),
        ("header", "note" | "prop" | "ude") => Some(0),
        ("body", "tu") => Some(0),
        ("tu" | "tuv", "note" | "prop") => Some(0),
        ("tu", "tuv") | ("tuv", "seg") => Some(1),
        ("ude", "map") => Some(0),
        ("seg" | "hi" | "sub", "bpt" | "ept" | "it" | "ph" | "hi") => Some(0),
        ("bpt" | "ept" | "it" | "ph", "sub") => Some(0),
        _ => None,
    };
    let ranks: Option<Vec<i32>> = children.iter().map(rank).collect();
    let count = |name: &str| children.iter().filter(|child| *child == name).count();
    ranks.is_some_and(|ranks| ranks.is_sorted())
        && match element {
            "tmx" => count("header") == 1 && count("body") == 1,
            "tu" => count("tuv") > 0,
            "tuv" => count("seg") == 1,
            "ude" => count("map") > 0,
            _ => true,
        }
}

fn holds_text(element: &str) -> bool {
    matches!(element, "seg" | "hi" | "sub" | "bpt" | "ept" | "it" | "ph" | "note" | "prop")
}

fn is_language(tag: &str) -> bool {
    tag.split('-').enumerate().all(|(index, part)| {
        (1..=8).contains(&part.len())
            && part.chars().all(|c| c.is_ascii_alphabetic() || (index > 0 && c.is_ascii_digit()))
    })
}

fn value_is_good(name: &str, value: &str) -> bool {
    match name {
        "segtype" => ["block", "paragraph", "sentence", "phrase"].contains(&value),
        "pos" => ["begin", "end"].contains(&value),
        "version" => value == "1.4",
        "xml:lang" => is_language(value),
        "creationtool" => value != "OmegaT",
        _ => true,
    }
}

/// Panics with the fault when the text is not a TMX 1.4 file that every reader takes.
pub fn check(text: &str) {
    assert!(text.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx "), "start: {text}");
    assert!(!text.contains('\r'), "a raw carriage return");
    let illegal =
        |c: char| (c < ' ' && c != '\n' && c != '\t') || c == '\u{FFFE}' || c == '\u{FFFF}';
    assert!(!text.contains(illegal), "an illegal character: {text:?}");
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut open: Vec<(String, Vec<String>)> = vec![("file".to_string(), Vec::new())];
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut partners = std::collections::HashSet::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => {
                let name = tag.name().into_inner().to_string();
                let (required, optional) = attributes(&name).unwrap_or_else(|| panic!("<{name}>"));
                let mut found = Vec::new();
                for attribute in tag.attributes() {
                    let attribute = attribute.unwrap();
                    let key = attribute.key.into_inner().to_string();
                    let known = required.split_whitespace().chain(optional.split_whitespace());
                    assert!(known.into_iter().any(|k| k == key), "<{name} {key}=>");
                    assert!(value_is_good(&key, &attribute.value), "{key}={}", attribute.value);
                    if key == "x" && name != "hi" {
                        let is_new = partners.insert(attribute.value.to_string());
                        assert!(is_new, "x={} twice in a segment", attribute.value);
                    }
                    if key == "i" {
                        pairs.push((name.clone(), attribute.value.to_string()));
                    }
                    found.push(key);
                }
                if matches!(name.as_str(), "bpt" | "it" | "ph") {
                    assert!(found.iter().any(|f| f == "x"), "<{name}> without x");
                }
                let missing =
                    required.split_whitespace().find(|name| !found.iter().any(|f| f == name));
                assert_eq!(missing, None, "missing in <{name}>");
                open.last_mut().unwrap().1.push(name.clone());
                open.push((name, Vec::new()));
            }
            Event::End(_) => {
                let (name, children) = open.pop().unwrap();
                assert!(may_hold(&name, &children), "<{name}> holds {children:?}");
                if name == "seg" {
                    partners.clear();
                    check_pairs(&std::mem::take(&mut pairs));
                }
            }
            Event::Text(run) => {
                let parent = &open.last().unwrap().0;
                assert!(holds_text(parent) || run.trim().is_empty(), "text in <{parent}>");
            }
            Event::GeneralRef(_) => assert!(holds_text(&open.last().unwrap().0)),
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
            Event::Eof => break,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(open, [("file".to_string(), vec!["tmx".to_string()])]);
}

/// Every `bpt` has an `i` of its own and one `ept` after it; there is no other `ept`.
fn check_pairs(tags: &[(String, String)]) {
    for (index, (name, i)) in tags.iter().enumerate() {
        let partner = if name == "bpt" { &tags[index + 1..] } else { &tags[..index] };
        let same: Vec<_> = tags.iter().filter(|(_, own)| own == i).collect();
        assert_eq!(same.len(), 2, "i={i} in {tags:?}");
        assert!(partner.iter().any(|(other, own)| own == i && other != name), "{tags:?}");
    }
}
