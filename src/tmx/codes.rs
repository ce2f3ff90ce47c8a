//! Inline codes as TMX 1.4 and its readers want them.
//!
//! Text, `hi` and codes stand in a segment; codes hold native code and `sub`; `sub` and `hi` hold
//! text and codes again. Every `bpt` has an `i` of its own and one `ept` after it: there are
//! readers that empty a segment in which an `ept` comes first or alone.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::conform::{Change, Report, code_attributes};
use crate::unit::{Code, CodeKind, Content, Inline, markup};

/// The content with valid codes; borrowed when they are valid as they are.
pub(super) fn conform<'a>(mut content: Cow<'a, Content>, report: &mut Report) -> Cow<'a, Content> {
    if content.is_plain() {
        return content;
    }
    if !is_placed(&content, Place::Flow) {
        content = Cow::Owned(place(&content, Place::Flow, report));
    }
    let tags = tags(&content);
    if are_paired(&tags) {
        return content;
    }
    let fates = fates(&tags);
    if fates.iter().any(|fate| *fate != Fate::Keep) {
        content = Cow::Owned(pair(&content, &mut fates.into_iter(), report));
    }
    content
}

/// What an element holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Text and codes: `seg`, `hi`, `sub`.
    Flow,
    /// Native code and `sub`: the codes.
    Native,
}

/// What is inside an element of this kind.
fn inside(kind: &CodeKind) -> Place {
    match kind {
        CodeKind::Hi | CodeKind::Sub => Place::Flow,
        _ => Place::Native,
    }
}

/// Whether an element may stand at this place as it is.
fn fits(code: &Code, place: Place) -> bool {
    match (&code.kind, place) {
        (CodeKind::Sub, Place::Native) => true,
        (CodeKind::It, Place::Flow) => matches!(code.attributes.get("pos"), Some("begin" | "end")),
        (CodeKind::Bpt | CodeKind::Ept | CodeKind::Ph | CodeKind::Hi, Place::Flow) => true,
        _ => false,
    }
}

fn is_placed(content: &Content, place: Place) -> bool {
    content.iter().all(|inline| match inline {
        Inline::Text(_) => true,
        Inline::Code(code) => {
            let allowed = code_attributes(&code.kind);
            fits(code, place)
                && code.attributes.iter().all(|(name, _)| allowed.contains(&name))
                && is_placed(&code.content, inside(&code.kind))
        }
    })
}

/// Puts every element into a form that may stand at its place.
fn place(content: &Content, at: Place, report: &mut Report) -> Content {
    let mut placed = Content::default();
    for inline in content.iter() {
        let code = match inline {
            Inline::Text(text) => {
                placed.push_text(text.as_str());
                continue;
            }
            Inline::Code(code) => code,
        };
        let name = code.kind.name();
        if fits(code, at) {
            placed.push_code(with_kind(code, code.kind.clone(), report));
            continue;
        }
        report.add(Change::CodeReplaced, name, 1);
        match (&code.kind, at) {
            (CodeKind::Ut | CodeKind::It, Place::Flow) => {
                placed.push_code(with_kind(code, CodeKind::Ph, report));
            }
            // TMX 1.1 has sub-flows directly in the segment.
            (CodeKind::Sub, Place::Flow) => {
                let mut holder = Code::new(CodeKind::Ph, "");
                holder.content.push_code(with_kind(code, CodeKind::Sub, report));
                placed.push_code(holder);
            }
            (_, Place::Flow) => placed.push_code(Code::new(CodeKind::Ph, markup_of(code))),
            (_, Place::Native) => placed.push_text(markup_of(code)),
        }
    }
    placed
}

/// The code as one of this kind: attributes the kind does not have are left out.
fn with_kind(code: &Code, kind: CodeKind, report: &mut Report) -> Code {
    let allowed = code_attributes(&kind);
    let mut attributes = code.attributes.clone();
    for (name, value) in code.attributes.iter().filter(|(name, _)| !allowed.contains(name)) {
        attributes.remove(name);
        // Heartsome and Déjà Vu say id= for x=.
        let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
        if name == "id" && is_number && allowed.contains(&"x") && code.partner().is_none() {
            attributes.set("x", value);
            report.add(Change::CodeLinked, code.kind.name(), 1);
        } else {
            report.add(Change::AttributeLeftOut, &format!("{}/@{name}", code.kind.name()), 1);
        }
    }
    let content = place(&code.content, inside(&kind), report);
    Code { kind, attributes, content }
}

fn markup_of(code: &Code) -> String {
    let mut out = String::new();
    markup::push_code(&mut out, code);
    out
}

/// What becomes of a `bpt` or `ept`.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Fate {
    /// It stays.
    Keep,
    /// It gets this `i`.
    Number(usize),
    /// Its partner is not there: it becomes an `it` at this `pos`.
    Isolate(&'static str),
}

/// Every `bpt` and `ept` in document order.
fn tags(content: &Content) -> Vec<&Code> {
    let mut tags = Vec::new();
    content.each_code(&mut |code| {
        if matches!(code.kind, CodeKind::Bpt | CodeKind::Ept) {
            tags.push(code);
        }
    });
    tags
}

/// Whether these are few, and every `bpt` has an `i` of its own and its `ept` after it. Nearly all
/// texts are so, and need no thought about [`fates`].
fn are_paired(tags: &[&Code]) -> bool {
    let is_paired = |(index, tag): (usize, &&Code)| {
        let is_other =
            |(other, code): &(usize, &&Code)| *other != index && code.pairing() == tag.pairing();
        let mut others = tags.iter().enumerate().filter(is_other);
        let (partner, more) = (others.next(), others.next());
        tag.pairing().is_some()
            && more.is_none()
            && partner.is_some_and(|(other, partner)| {
                partner.kind != tag.kind && (index < other) == (tag.kind == CodeKind::Bpt)
            })
    };
    // Each is looked at beside each.
    tags.len() <= 8 && tags.iter().enumerate().all(is_paired)
}

/// The fate of each `bpt` and `ept`.
fn fates(tags: &[&Code]) -> Vec<Fate> {
    let mut fates = vec![Fate::Keep; tags.len()];
    let mut open: HashMap<Option<&str>, Vec<usize>> = HashMap::new();
    let mut pairs = Vec::new();
    for (index, tag) in tags.iter().enumerate() {
        let open = open.entry(tag.pairing()).or_default();
        if tag.kind == CodeKind::Bpt {
            open.push(index);
        } else if let Some(bpt) = open.pop() {
            pairs.push((bpt, index));
        } else {
            fates[index] = Fate::Isolate("end");
        }
    }
    for index in open.into_values().flatten() {
        fates[index] = Fate::Isolate("begin");
    }
    pairs.sort_unstable();
    let said: HashSet<&str> = tags.iter().filter_map(|tag| tag.pairing()).collect();
    let mut used: HashSet<&str> = HashSet::new();
    // There are more numbers than tags.
    let mut free = (1..).filter(|number: &usize| !said.contains(number.to_string().as_str()));
    for (bpt, ept) in pairs {
        if !tags[bpt].pairing().is_some_and(|i| used.insert(i)) {
            let number = free.next().unwrap_or_default();
            fates[bpt] = Fate::Number(number);
            fates[ept] = Fate::Number(number);
        }
    }
    fates
}

/// Lets every `bpt` and `ept` meet its fate.
fn pair(content: &Content, fates: &mut std::vec::IntoIter<Fate>, report: &mut Report) -> Content {
    let mut paired = Content::default();
    for inline in content.iter() {
        let code = match inline {
            Inline::Text(text) => {
                paired.push_text(text.as_str());
                continue;
            }
            Inline::Code(code) => code,
        };
        let mut code = code.clone();
        if matches!(code.kind, CodeKind::Bpt | CodeKind::Ept) {
            let fate = fates.next().unwrap_or(Fate::Keep);
            if fate != Fate::Keep {
                report.add(Change::CodePaired, code.kind.name(), 1);
            }
            match fate {
                Fate::Keep => {}
                Fate::Number(number) => code.attributes.set("i", number.to_string()),
                Fate::Isolate(pos) => {
                    code.kind = CodeKind::It;
                    code.attributes.remove("i");
                    code.attributes.set("pos", pos);
                }
            }
        }
        code.content = pair(&code.content, fates, report);
        paired.push_code(code);
    }
    paired
}

#[cfg(test)]
mod tests {
    use super::*;

    fn conformed(codes: Vec<Inline>) -> (String, Report) {
        let mut report = Report::default();
        let content: Content = codes.into_iter().collect();
        (conform(Cow::Owned(content), &mut report).markup(), report)
    }

    fn code(kind: CodeKind, i: &str) -> Inline {
        Inline::Code(Code::new(kind, "").with("i", i))
    }

    fn text(text: &str) -> Inline {
        Inline::Text(text.to_string())
    }

    #[test]
    fn few_tags_are_paired_just_when_all_may_stay() {
        let kinds =
            [(CodeKind::Bpt, "1"), (CodeKind::Ept, "1"), (CodeKind::Bpt, "2"), (CodeKind::Ept, "")];
        let mut codes: Vec<Code> =
            kinds.map(|(kind, i)| Code::new(kind, "").with("i", i)).into_iter().collect();
        codes.push(Code::new(CodeKind::Ept, "").with("i", "2"));
        codes.push(Code::new(CodeKind::Bpt, ""));
        for number in 0..6_usize.pow(4) {
            // Its digits choose the codes; 0 to 4 of them.
            let digits = (0..4).map(|place| number / 6_usize.pow(place) % 6);
            let some: Vec<&Code> = digits.take(number % 5).map(|digit| &codes[digit]).collect();
            let may_stay = fates(&some).iter().all(|fate| *fate == Fate::Keep);
            assert_eq!(are_paired(&some), may_stay, "{some:?}");
        }
    }

    #[test]
    fn tags_without_a_partner_are_isolated() {
        let (markup, report) =
            conformed(vec![code(CodeKind::Ept, "1"), text("거꾸로"), code(CodeKind::Bpt, "1")]);
        assert_eq!(markup, "<it pos=\"end\"/>거꾸로<it pos=\"begin\"/>");
        assert_eq!(report.count(Change::CodePaired), 2);
    }

    #[test]
    fn a_number_used_twice_is_given_anew_and_overlaps_stay() {
        use CodeKind::{Bpt, Ept};
        let (markup, report) = conformed(vec![
            code(Bpt, "1"),
            code(Bpt, "2"),
            code(Ept, "1"),
            code(Ept, "2"),
            code(Bpt, "1"),
            text("또"),
            code(Ept, "1"),
        ]);
        assert_eq!(
            markup,
            "<bpt i=\"1\"/><bpt i=\"2\"/><ept i=\"1\"/><ept i=\"2\"/><bpt i=\"3\"/>또<ept i=\"3\"/>"
        );
        assert_eq!(report.count(Change::CodePaired), 2);
    }

    #[test]
    fn foreign_elements_are_kept_as_native_code() {
        let foreign = Code::new(CodeKind::Other("t5:n".into()), "").with("id", "1");
        let mut holder = Code::new(CodeKind::Ph, "{").with("isTranslate", "no");
        holder.content.push_code(Code::new(CodeKind::Ph, "안"));
        let (markup, report) = conformed(vec![Inline::Code(foreign), Inline::Code(holder)]);
        assert_eq!(markup, "<ph>&lt;t5:n id=\"1\"/&gt;</ph><ph>{&lt;ph&gt;안&lt;/ph&gt;</ph>");
        assert_eq!(
            report.to_string(),
            "attribute ph/@isTranslate left out: 1\n<ph> kept as native code: 1\n\
             <t5:n> kept as native code: 1"
        );
    }
}
