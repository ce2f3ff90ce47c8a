//! Which codes are the same one in all languages of a unit: `x`, on every `bpt`, `it` and `ph`.
//!
//! What a unit says itself is left alone, unless it says the same of two codes of one text. A code
//! that says nothing is given the `x` of its likest in the other languages: the same element with
//! the same type and native code, else with the same type, else the same element, in order; one
//! without a like gets a number that is free. Takes time and memory by the number of codes.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::conform::{Change, Report};
use crate::unit::markup::is_xml_char;
use crate::unit::{Code, CodeKind, Content};

/// Gives an `x` to every code of these texts, those of one unit, that must have one and has none.
pub(super) fn link(contents: &mut [Cow<'_, Content>], report: &mut Report) {
    if contents.iter().all(|content| content.is_plain()) {
        return;
    }
    let plans = {
        let texts: Vec<Vec<&Code>> = contents.iter().map(|content| linkable(content)).collect();
        if texts.iter().all(|codes| lacking(codes).is_empty()) {
            return;
        }
        // Marks have an x, too, which no code is to be given.
        let all = contents.iter().flat_map(|content| content.codes());
        let marks: HashSet<&str> =
            all.filter(|code| !is_linkable(code)).filter_map(Code::partner).collect();
        match numbers(&texts).filter(|_| marks.is_empty()) {
            Some(plan) => plan,
            None => Partners { marks, ..Partners::default() }.plan(&texts),
        }
    };
    for (content, plan) in contents.iter_mut().zip(plans) {
        if plan.iter().all(Option::is_none) {
            continue;
        }
        let mut plan = plan.into_iter();
        content.to_mut().for_each_code(&mut |code| {
            if is_linkable(code)
                && let Some(x) = plan.next().flatten()
            {
                report.add(Change::CodeLinked, code.kind.name(), 1);
                code.attributes.set("x", x);
            }
        });
    }
}

/// How many codes of a text have no `x`, or one that another code before has.
pub(super) fn count_lacking(content: &Content) -> usize {
    lacking(&linkable(content)).len()
}

fn is_linkable(code: &Code) -> bool {
    matches!(code.kind, CodeKind::Bpt | CodeKind::It | CodeKind::Ph)
}

fn linkable(content: &Content) -> Vec<&Code> {
    let mut codes = Vec::new();
    content.each_code(&mut |code| {
        if is_linkable(code) {
            codes.push(code);
        }
    });
    codes
}

/// The indices of codes that have no `x` of their own.
fn lacking(codes: &[&Code]) -> Vec<usize> {
    let mut seen = HashSet::new();
    // One alone need not be told from others.
    let is_alone = codes.len() == 1;
    let mut is_lacking = |code: &Code| match code.partner() {
        Some(x) if !x.trim().is_empty() && x.chars().all(is_xml_char) => {
            !is_alone && !seen.insert(x.to_string())
        }
        _ => true,
    };
    (0..codes.len()).filter(|index| is_lacking(codes[*index])).collect()
}

/// What [`Partners::plan`] comes to where no code says an `x` and those of all texts are the same one
/// by one, as they are in most units that lack it: numbers in their order. `None` for others.
fn numbers(texts: &[Vec<&Code>]) -> Option<Vec<Vec<Option<String>>>> {
    let (first, others) = texts.split_first()?;
    let is_same = |(own, other): (&&Code, &&Code)| {
        Features::of(own, Likeness::Native) == Features::of(other, Likeness::Native)
            && other.partner().is_none()
    };
    let are_same = first.iter().all(|code| code.partner().is_none())
        && others
            .iter()
            .all(|codes| codes.len() == first.len() && first.iter().zip(codes).all(is_same));
    let numbers = || (1..=first.len()).map(|number| Some(number.to_string())).collect();
    are_same.then(|| texts.iter().map(|_| numbers()).collect())
}

/// How much two codes must have in common, from most to least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Likeness {
    Native,
    Type,
    Element,
}

/// What codes of a likeness share.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Features<'a> {
    likeness: Likeness,
    kind: &'a CodeKind,
    of_type: Option<&'a str>,
    native: Option<&'a Content>,
}

impl<'a> Features<'a> {
    fn of(code: &'a Code, likeness: Likeness) -> Self {
        let of_type = code.attributes.get("type").filter(|_| likeness != Likeness::Element);
        let native = (likeness == Likeness::Native).then_some(&code.content);
        Features { likeness, kind: &code.kind, of_type, native }
    }
}

const LIKENESSES: [Likeness; 3] = [Likeness::Native, Likeness::Type, Likeness::Element];

/// A text whose codes are being given partners.
struct Open<'a> {
    codes: &'a [&'a Code],
    /// Indices of the codes that have no `x` yet.
    lacking: Vec<usize>,
    /// What the codes of the text are, by index among the partners.
    taken: HashSet<usize>,
    /// What was found for codes that had no `x`.
    found: Vec<Option<usize>>,
}

impl<'a> Open<'a> {
    fn lacking(&self) -> impl Iterator<Item = &'a Code> {
        self.lacking.iter().map(|index| self.codes[*index])
    }
}

/// The codes of a unit, each with its partners in other texts as one.
#[derive(Debug, Default)]
struct Partners<'a> {
    /// The `x` of each, by its index, and the index by `x`.
    names: Vec<Cow<'a, str>>,
    indices: HashMap<Cow<'a, str>, usize>,
    /// Indices in order by what the codes are like.
    alike: HashMap<Features<'a>, Vec<usize>>,
    /// What `hi` elements say.
    marks: HashSet<&'a str>,
    /// The highest number that was given.
    given: usize,
}

impl<'a> Partners<'a> {
    /// The `x` that each code is to get, by text; `None` for those that keep theirs.
    fn plan(mut self, texts: &'a [Vec<&'a Code>]) -> Vec<Vec<Option<String>>> {
        let lacking: Vec<Vec<usize>> = texts.iter().map(|codes| lacking(codes)).collect();
        let mut taken: Vec<HashSet<usize>> = Vec::new();
        for (codes, lacking) in texts.iter().zip(&lacking) {
            let mut lacking = lacking.iter().peekable();
            let mut own = HashSet::new();
            for (index, code) in codes.iter().enumerate() {
                if lacking.next_if_eq(&&index).is_none() {
                    own.insert(self.named(code.partner().unwrap_or_default().into(), code));
                }
            }
            taken.push(own);
        }
        let mut open: Vec<Open<'a>> = texts
            .iter()
            .zip(lacking)
            .zip(taken)
            .map(|((codes, lacking), taken)| Open {
                found: vec![None; codes.len()],
                codes,
                lacking,
                taken,
            })
            .collect();
        for likeness in LIKENESSES {
            self.find_alike(&mut open, likeness);
        }
        open.into_iter().map(|text| self.names_of(text)).collect()
    }

    /// Finds a partner of this likeness for each code that lacks one and has such a partner.
    fn find_alike(&mut self, texts: &mut [Open<'a>], likeness: Likeness) {
        // Codes that lack an x as well, in texts that are still to come.
        let mut later: HashMap<Features<'a>, usize> = HashMap::new();
        for code in texts.iter().flat_map(Open::lacking) {
            *later.entry(Features::of(code, likeness)).or_default() += 1;
        }
        for text in texts {
            for code in text.lacking() {
                let count = later.entry(Features::of(code, likeness)).or_default();
                *count = count.saturating_sub(1);
            }
            // How far each list has been gone through: what is before is taken.
            let mut passed: HashMap<Features<'a>, usize> = HashMap::new();
            for index in std::mem::take(&mut text.lacking) {
                let code = text.codes[index];
                let features = Features::of(code, likeness);
                let alike = self.alike.get(&features).map_or(&[][..], Vec::as_slice);
                let passed = passed.entry(features.clone()).or_default();
                while alike.get(*passed).is_some_and(|own| text.taken.contains(own)) {
                    *passed += 1;
                }
                let mut found = alike.get(*passed).copied();
                if found.is_none()
                    && let Some(count) = later.get_mut(&features).filter(|count| **count > 0)
                {
                    *count -= 1;
                    found = Some(self.new_one(code));
                }
                match found {
                    Some(own) => {
                        text.found[index] = found;
                        text.taken.insert(own);
                    }
                    None => text.lacking.push(index),
                }
            }
        }
    }

    /// The `x` of each code of a text that had none; a new one for those without a partner.
    fn names_of(&mut self, mut text: Open<'a>) -> Vec<Option<String>> {
        for index in text.lacking {
            text.found[index] = Some(self.new_one(text.codes[index]));
        }
        text.found.into_iter().map(|own| Some(self.names[own?].to_string())).collect()
    }

    fn new_one(&mut self, code: &'a Code) -> usize {
        let number = self.free_number();
        self.named(number.into(), code)
    }

    /// The index of what is called so; a code of this kind, if nothing is yet.
    fn named(&mut self, name: Cow<'a, str>, code: &'a Code) -> usize {
        if let Some(index) = self.indices.get(&name) {
            return *index;
        }
        let index = self.names.len();
        self.names.push(name.clone());
        self.indices.insert(name, index);
        for likeness in LIKENESSES {
            self.alike.entry(Features::of(code, likeness)).or_default().push(index);
        }
        index
    }

    fn free_number(&mut self) -> String {
        loop {
            self.given += 1;
            let number = self.given.to_string();
            let number_is = number.as_str();
            if !self.indices.contains_key(number_is) && !self.marks.contains(number_is) {
                return number;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::Inline;

    /// `kind.type.native.x`, the last three optional.
    fn text(codes: &str) -> Cow<'static, Content> {
        let code = |written: &str| {
            let parts: Vec<&str> = written.split('.').chain(["", "", ""]).collect();
            let mut code = Code::new(CodeKind::from_name(parts[0]), parts[2]);
            for (name, value) in [("type", parts[1]), ("x", parts[3])] {
                if !value.is_empty() {
                    code.attributes.set(name, value);
                }
            }
            Inline::Code(code)
        };
        Cow::Owned(codes.split_whitespace().map(code).collect())
    }

    /// The `x` of each code by text, and how many were given.
    fn linked(texts: &[&str]) -> (Vec<String>, usize) {
        let mut contents: Vec<_> = texts.iter().map(|codes| text(codes)).collect();
        let mut report = Report::default();
        link(&mut contents, &mut report);
        let xs = |content: &Cow<'_, Content>| {
            let own = linkable(content).into_iter().map(|code| code.partner().unwrap_or("-"));
            own.collect::<Vec<_>>().join(" ")
        };
        (contents.iter().map(xs).collect(), report.count(Change::CodeLinked))
    }

    #[test]
    fn partners_are_found_by_content_then_type_then_order() {
        let (xs, count) = linked(&["ph..A ph..B bpt.bold.<b>", "ph..B bpt.bold.<strong> ph..A"]);
        assert_eq!((xs, count), (vec!["1 2 3".to_string(), "2 3 1".to_string()], 6));
        let (xs, _) = linked(&["ph.image.1 ph.break.2", "ph.break.3 ph.image.4 ph..5"]);
        assert_eq!(xs, ["1 2", "2 1 3"]);
        let (xs, _) = linked(&["ph..A ph..B it..i", "ph..C ph..D ph..E"]);
        assert_eq!(xs, ["1 2 3", "1 2 4"]);
    }

    #[test]
    fn codes_that_are_the_same_one_by_one_are_numbered_as_the_long_way_does() {
        for codes in
            ["ph..A ph..A bpt.bold.<b> it..i", "ph ph ph", "ph.image.1 bpt..<b> ph.image.1"]
        {
            for count in 1..4 {
                let contents = vec![text(codes); count];
                let texts: Vec<_> = contents.iter().map(|content| linkable(content)).collect();
                assert_eq!(numbers(&texts), Some(Partners::default().plan(&texts)), "{codes}");
            }
        }
        for others in [["ph..A", "ph..B"], ["ph..A", "ph..A.1"], ["ph..A.1", "ph..A"], ["ph", ""]] {
            let contents = others.map(text);
            let texts: Vec<_> = contents.iter().map(|content| linkable(content)).collect();
            assert_eq!(numbers(&texts), None, "{others:?}");
        }
    }

    #[test]
    fn what_is_said_stays_and_is_taken_up_in_the_other_languages() {
        let (xs, count) = linked(&["ph..A ph..B", "ph..B.7 ph..A.1", "ph..A"]);
        assert_eq!((xs, count), (["1 7", "7 1", "1"].map(String::from).to_vec(), 3));
        let (xs, count) = linked(&["ph..A.1 ph..B.2", "ph..B.1 ph..A.2"]);
        assert_eq!((xs, count), (["1 2", "1 2"].map(String::from).to_vec(), 0));
    }

    #[test]
    fn no_x_comes_twice_in_a_text() {
        let (xs, count) = linked(&["bpt..<b>.1 bpt..<i>.1 ph..A.2", "bpt..<b>.1 bpt..<i> ph..A"]);
        assert_eq!((xs, count), (["1 3 2", "1 3 2"].map(String::from).to_vec(), 3));
    }

    #[test]
    fn an_x_that_xml_cannot_hold_is_none() {
        let (xs, count) = linked(&["ph..A.\u{FFFE} ph..B.\u{1}1"]);
        assert_eq!((xs, count), (vec!["1 2".to_string()], 2));
    }

    #[test]
    fn many_codes_take_no_more_than_their_time() {
        let one = "ph ".repeat(20_000);
        let other = "ph..A ".repeat(20_000);
        let (xs, count) = linked(&[&one, &other, &one]);
        assert!(xs.iter().all(|own| own.ends_with(" 20000")));
        assert_eq!(count, 60_000);
    }
}
