//! Translations into an XLIFF file: segments without one get it, all else stays byte for byte.
//!
//! Version 1.2: the target says its `state` and `state-qualifier`, and the match stands beside it as
//! `alt-trans` with its quality and origin. A unit that is segmented (`seg-source` with `mrk`
//! elements, as SDL Trados and memoQ write it) is filled in segment by segment. Version 2.0: the
//! segment says its `state` and `subState`, and the unit holds the match in `mtc:matches`, the
//! translation candidates module. Inline codes of the source are copied as they stand.

use std::io::Write;

use super::element::Element;
use super::scan::{Place, Scan, Segmented, Unit};
use super::tag::with_attributes;
use crate::error::Result;
use crate::formats::fill::{Charset, Edits, Filling, Piece, Segment, State};
use crate::lang::tag::LangTag;
use crate::unit::markup;

/// The namespace of the translation candidates module.
const MATCHES: &str = "urn:oasis:names:tc:xliff:matches:2.0";

/// An XLIFF file, read to be filled in.
#[derive(Debug)]
pub struct File {
    text: String,
    charset: Charset,
    units: Vec<Unit>,
    /// Source and target language, as the file says.
    pub langs: [Option<LangTag>; 2],
}

impl File {
    /// Reads a file, given as text with what it is written in.
    ///
    /// # Errors
    /// `Kind::Malformed` with the line when it is not well-formed or no XLIFF.
    pub fn read(text: String, charset: Charset) -> Result<File> {
        let mut scan = Scan::new(text.as_bytes());
        let units = scan.by_ref().collect::<Result<Vec<Unit>>>()?;
        let langs = scan.langs;
        Ok(File { text, charset, units, langs })
    }

    /// Its segments in order.
    pub fn segments(&self) -> Vec<Segment> {
        let places = self
            .units
            .iter()
            .flat_map(|unit| unit.places.iter().map(|place| (unit.is_locked, place)));
        let segment = |(is_locked, place): (bool, &Place)| Segment {
            source: place.source.content.clone(),
            is_translated: place.is_translated(),
            is_locked,
        };
        places.map(segment).collect()
    }

    /// Writes it with the fillings, one for each segment or none.
    ///
    /// # Errors
    /// As `Edits::write`.
    pub fn write(&self, fillings: &[Option<Filling>], out: impl Write) -> Result<()> {
        let mut edits = Edits::default();
        let mut rest = fillings;
        for unit in &self.units {
            let (own, others) = rest.split_at(unit.places.len().min(rest.len()));
            rest = others;
            if own.iter().any(Option::is_some) {
                match (unit.is_2, &unit.segmented) {
                    (true, _) => self.fill_2(unit, own, &mut edits),
                    (false, None) => self.fill_whole(unit, own, &mut edits),
                    (false, Some(segmented)) => self.fill_parts(unit, segmented, own, &mut edits),
                }
            }
        }
        edits.write(&self.text, self.charset, true, out)
    }

    /// A unit of version 1.2 that is one segment.
    fn fill_whole(&self, unit: &Unit, fillings: &[Option<Filling>], edits: &mut Edits) {
        let (Some(place), Some(Some(filling))) = (unit.places.first(), fillings.first()) else {
            return;
        };
        let inner = self.inner(place, filling);
        self.put_target(unit, place.target.as_ref(), &inner, filling.state, edits);
        let mut beside = String::new();
        self.push_alternative(&mut beside, unit, filling, None);
        edits.insert(unit.after_target, beside);
    }

    /// A unit of version 1.2 in segments: the target has a `mrk` for each of the source.
    fn fill_parts(
        &self,
        unit: &Unit,
        segmented: &Segmented,
        fillings: &[Option<Filling>],
        edits: &mut Edits,
    ) {
        let (mut inner, mut at, mut beside) = (String::new(), segmented.inner.start, String::new());
        let mut state = State::Context;
        for (place, filling) in unit.places.iter().zip(fillings) {
            inner += &self.text[at..place.source.inner.start];
            let there = place.target.as_ref().filter(|target| !target.is_blank());
            match (filling, there) {
                (Some(filling), _) => {
                    inner += &self.inner(place, filling);
                    state = state.max(filling.state);
                    self.push_alternative(&mut beside, unit, filling, place.id.as_deref());
                }
                (None, Some(target)) => inner += &self.text[target.inner.clone()],
                (None, None) => state = State::Fuzzy,
            }
            at = place.source.inner.end;
        }
        inner += &self.text[at..segmented.inner.end];
        self.put_target(unit, segmented.target.as_ref(), &inner, state, edits);
        edits.insert(unit.after_target, beside);
    }

    /// Writes the target of version 1.2, in the place of the one that is there.
    fn put_target(
        &self,
        unit: &Unit,
        target: Option<&Element>,
        inner: &str,
        state: State,
        edits: &mut Edits,
    ) {
        let (state, qualifier) = match state {
            State::Context | State::Exact => ("translated", "exact-match"),
            State::Numbers | State::Fuzzy => ("needs-review-translation", "fuzzy-match"),
        };
        let said = [("state", state), ("state-qualifier", qualifier)];
        let name = format!("{}target", unit.prefix);
        let tag = match target {
            Some(target) => with_attributes(&self.text[target.tag.clone()], &said),
            None => with_attributes(&format!("<{name}>"), &said),
        };
        let written = format!("{tag}{inner}</{name}>");
        match target {
            Some(target) => edits.replace(target.whole.clone(), written),
            None => edits.insert(unit.after_source, format!("{}{written}", self.indent(unit))),
        }
    }

    /// The match as a proposal of version 1.2, and a note where there is something to say.
    fn push_alternative(
        &self,
        out: &mut String,
        unit: &Unit,
        filling: &Filling,
        mid: Option<&str>,
    ) {
        let (prefix, indent) = (&unit.prefix, self.indent(unit));
        out.push_str(&format!("{indent}<{prefix}alt-trans"));
        if let Some(mid) = mid {
            markup::push_attribute(out, "mid", mid);
        }
        markup::push_attribute(
            out,
            "match-quality",
            &format!("{:.2}%", filling.percent.min(100.0)),
        );
        markup::push_attribute(out, "origin", &filling.origin);
        out.push('>');
        for (name, text) in [("source", &filling.source), ("target", &filling.target)] {
            out.push_str(&format!("<{prefix}{name}>"));
            markup::push_text(out, text);
            out.push_str(&format!("</{prefix}{name}>"));
        }
        out.push_str(&format!("</{prefix}alt-trans>"));
        if let Some(remark) = &filling.remark {
            out.push_str(&format!("{indent}<{prefix}note from=\"jjak\">"));
            markup::push_text(out, remark);
            out.push_str(&format!("</{prefix}note>"));
        }
    }

    /// A unit of version 2.0.
    fn fill_2(&self, unit: &Unit, fillings: &[Option<Filling>], edits: &mut Edits) {
        let mut matches = String::new();
        let own_prefix = unit.matches.as_ref().map(|(prefix, _)| prefix.as_str());
        let module = own_prefix.unwrap_or("mtc:");
        for (at, (place, filling)) in unit.places.iter().zip(fillings).enumerate() {
            let Some(filling) = filling else { continue };
            let id = place.id.clone().unwrap_or_else(|| format!("jjak{}", at + 1));
            let sub_state = format!("jjak:{}", filling.state.name());
            let state = if filling.state.is_final() { "translated" } else { "initial" };
            let said = [("id", id.as_str()), ("state", state), ("subState", &sub_state)];
            let tag = with_attributes(&self.text[place.tag.clone()], &said);
            edits.replace(place.tag.clone(), tag);
            let name = format!("{}target", unit.prefix);
            let inner = self.inner(place, filling);
            match &place.target {
                Some(target) => {
                    let tag = with_attributes(&self.text[target.tag.clone()], &[]);
                    edits.replace(target.whole.clone(), format!("{tag}{inner}</{name}>"));
                }
                None => edits.insert(place.source.whole.end, format!("<{name}>{inner}</{name}>")),
            }
            push_match(&mut matches, (module, &unit.prefix), &id, filling);
        }
        match &unit.matches {
            Some((_, end)) => edits.insert(*end, matches),
            None => edits.insert(
                unit.tag.end,
                format!("<mtc:matches xmlns:mtc=\"{MATCHES}\">{matches}</mtc:matches>"),
            ),
        }
    }

    /// The translation as markup, its codes as they stand in the source.
    fn inner(&self, place: &Place, filling: &Filling) -> String {
        let mut out = String::new();
        for piece in &filling.pieces {
            match piece {
                Piece::Text(text) => {
                    markup::push_text(&mut out, text);
                }
                Piece::Code(at) => {
                    if let Some(code) = place.source.codes.get(*at) {
                        out.push_str(&self.text[code.clone()]);
                    }
                }
            }
        }
        out
    }

    /// The white space before the source of a unit, if it begins a line.
    fn indent(&self, unit: &Unit) -> &str {
        let before = &self.text[..unit.source_start];
        let start = before.trim_end_matches([' ', '\t']).len();
        match before[..start].strip_suffix('\n') {
            Some(rest) => {
                let line = rest.strip_suffix('\r').unwrap_or(rest).len();
                &self.text[line..unit.source_start]
            }
            None => "",
        }
    }
}

/// The match as a candidate of version 2.0: names of the module and of the file have prefixes.
fn push_match(out: &mut String, (module, core): (&str, &str), id: &str, filling: &Filling) {
    out.push_str(&format!("<{module}match"));
    markup::push_attribute(out, "ref", &format!("#{id}"));
    markup::push_attribute(out, "matchQuality", &format!("{:.2}", filling.percent.min(100.0)));
    markup::push_attribute(out, "origin", &filling.origin);
    out.push_str(" type=\"tm\">");
    for (name, text) in [("source", &filling.source), ("target", &filling.target)] {
        out.push_str(&format!("<{core}{name}>"));
        markup::push_text(out, text);
        out.push_str(&format!("</{core}{name}>"));
    }
    out.push_str(&format!("</{module}match>"));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn filled(pieces: Vec<Piece>, state: State) -> Option<Filling> {
        Some(Filling {
            pieces,
            state,
            percent: 99.0,
            origin: "m.jjak#7".to_string(),
            source: "3쪽 & 참고".to_string(),
            target: "See p. 3".to_string(),
            remark: (state == State::Numbers).then(|| "3 → 4".to_string()),
        })
    }

    fn text(text: &str) -> Piece {
        Piece::Text(text.to_string())
    }

    fn written(file: &str, fillings: &[Option<Filling>]) -> String {
        let file = File::read(file.to_string(), Charset::new("UTF-8", false)).unwrap();
        let mut out = Vec::new();
        file.write(fillings, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn states(file: &str) -> Vec<(String, bool, bool)> {
        let file = File::read(file.to_string(), Charset::new("UTF-8", false)).unwrap();
        let shown = |own: &Segment| {
            (own.source.plain_text().into_owned(), own.is_translated, own.is_locked)
        };
        file.segments().iter().map(shown).collect()
    }

    const OLD: &str = "<?xml version=\"1.0\"?>\r\n<xliff version=\"1.2\">\
        <file source-language=\"ko\" target-language=\"en\"><body>\r\n\
        <trans-unit id=\"1\">\r\n  <source>4쪽 <g id=\"1\">참고</g><x id=\"2\"/></source>\r\n</trans-unit>\r\n\
        <trans-unit id=\"2\"><source>끝</source><target state=\"new\" xml:lang=\"en\">끝</target></trans-unit>\r\n\
        <trans-unit id=\"3\" translate=\"no\"><source>GPU</source></trans-unit>\r\n\
        <trans-unit id=\"4\"><source>닫기</source><target>Close</target></trans-unit>\r\n\
        </body></file></xliff>\r\n";

    #[test]
    fn version_1_2_is_filled_in_beside_what_it_has() {
        assert_eq!(
            states(OLD),
            [
                ("4쪽 참고", false, false),
                ("끝", false, false),
                ("GPU", false, true),
                ("닫기", true, false)
            ]
            .map(|(text, done, locked)| (text.to_string(), done, locked))
        );
        assert_eq!(written(OLD, &[None, None, None, None]), OLD);
        let pieces =
            vec![text("See p. 4 "), Piece::Code(0), text("R&D"), Piece::Code(1), Piece::Code(2)];
        let out = written(
            OLD,
            &[filled(pieces, State::Numbers), filled(vec![text("End")], State::Exact), None, None],
        );
        let first = "</source>\r\n  <target state=\"needs-review-translation\" state-qualifier=\"fuzzy-match\">\
            See p. 4 <g id=\"1\">R&amp;D</g><x id=\"2\"/></target>\r\n  \
            <alt-trans match-quality=\"99.00%\" origin=\"m.jjak#7\"><source>3쪽 &amp; 참고</source>\
            <target>See p. 3</target></alt-trans>\r\n  <note from=\"jjak\">3 → 4</note>\r\n</trans-unit>";
        assert!(out.contains(first), "{out}");
        let second = "<target state=\"translated\" xml:lang=\"en\" state-qualifier=\"exact-match\">End</target><alt-trans";
        assert!(out.contains(second), "{out}");
        assert!(out.ends_with(&OLD[OLD.find("<trans-unit id=\"3\"").unwrap()..]), "{out}");
        assert_eq!(crate::formats::xliff::Reader::new(out.as_bytes()).count(), 3);
    }

    #[test]
    fn segments_of_a_unit_are_filled_in_one_by_one() {
        let file = "<xliff version=\"1.2\"><file source-language=\"ko\" target-language=\"en\"><body>\
            <trans-unit id=\"1\"><source>하나. 둘.</source>\
            <seg-source><mrk mtype=\"seg\" mid=\"1\">하나.</mrk> <mrk mtype=\"seg\" mid=\"2\">둘.</mrk></seg-source>\
            <target><mrk mtype=\"seg\" mid=\"1\">One.</mrk> <mrk mtype=\"seg\" mid=\"2\"/></target>\
            </trans-unit></body></file></xliff>";
        assert_eq!(
            states(file),
            [("하나.".to_string(), true, false), ("둘.".to_string(), false, false)]
        );
        let out = written(file, &[None, filled(vec![text("Two.")], State::Exact)]);
        let wanted = "<mrk mtype=\"seg\" mid=\"1\">One.</mrk> <mrk mtype=\"seg\" mid=\"2\">Two.</mrk></target>\
            <alt-trans mid=\"2\"";
        assert!(out.contains(wanted), "{out}");
    }

    #[test]
    fn version_2_0_gets_states_and_candidates() {
        let file = "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.0\" srcLang=\"ko\" trgLang=\"en\">\
            <file id=\"f\"><unit id=\"u\"><segment><source>4쪽 <pc id=\"1\">참고</pc></source></segment>\
            <ignorable><source> </source></ignorable>\
            <segment id=\"s2\" state=\"final\"><source>끝</source><target>End</target></segment></unit></file></xliff>";
        assert_eq!(
            states(file),
            [("4쪽 참고".to_string(), false, false), ("끝".to_string(), true, false)]
        );
        let pieces = vec![Piece::Code(0), text("See"), Piece::Code(1), text(" p. 4")];
        let out = written(file, &[filled(pieces, State::Numbers), None]);
        let wanted = "<segment id=\"jjak1\" state=\"initial\" subState=\"jjak:numbers-substituted\">\
            <source>4쪽 <pc id=\"1\">참고</pc></source><target><pc id=\"1\">See</pc> p. 4</target></segment>";
        assert!(out.contains(wanted), "{out}");
        let candidate = "<unit id=\"u\"><mtc:matches xmlns:mtc=\"urn:oasis:names:tc:xliff:matches:2.0\">\
            <mtc:match ref=\"#jjak1\" matchQuality=\"99.00\" origin=\"m.jjak#7\" type=\"tm\">\
            <source>3쪽 &amp; 참고</source><target>See p. 3</target></mtc:match></mtc:matches><segment";
        assert!(out.contains(candidate), "{out}");
        let again = written(&out, &[None, filled(vec![text("Done")], State::Exact)]);
        assert_eq!(again.matches("<mtc:match ").count(), 2, "{again}");
        assert_eq!(again.matches("<mtc:matches").count(), 1, "{again}");
    }

    #[test]
    fn what_is_no_xliff_is_refused() {
        for wrong in ["", "<tmx/>", "<xliff version=\"1.2\"><trans-unit><source>"] {
            assert!(
                File::read(wrong.to_string(), Charset::new("UTF-8", false)).is_err(),
                "{wrong}"
            );
        }
    }

    proptest! {
        #[test]
        fn a_file_that_is_not_filled_in_stays_as_it_is(
            parts in prop::collection::vec(prop::sample::select(PARTS.to_vec()), 0..24),
            is_2 in any::<bool>(),
        ) {
            let version = if is_2 { "2.0" } else { "1.2" };
            let whole = format!("<xliff version=\"{version}\"><file>{}</file></xliff>", parts.concat());
            if let Ok(file) = File::read(whole.clone(), Charset::new("UTF-8", false)) {
                let segments = file.segments();
                let mut same = Vec::new();
                file.write(&vec![None; segments.len()], &mut same).unwrap();
                prop_assert_eq!(String::from_utf8(same).unwrap(), whole);
                let fillings = vec![filled(vec![text("x")], State::Exact); segments.len()];
                let mut all = Vec::new();
                file.write(&fillings, &mut all).unwrap();
                let again = File::read(String::from_utf8(all).unwrap(), Charset::new("UTF-8", false));
                let again = again.unwrap().segments();
                prop_assert_eq!(again.len(), segments.len());
            }
        }
    }

    const PARTS: &[&str] = &[
        "<trans-unit id=\"1\">",
        "</trans-unit>",
        "<unit id=\"u\">",
        "</unit>",
        "<segment>",
        "</segment>",
        "<source>가 ",
        "</source>",
        "<source/>",
        "<target state=\"new\">",
        "</target>",
        "<target/>",
        "나 &amp; 다",
        "<g id=\"1\">",
        "</g>",
        "<x id=\"2\"/>",
        "<ph id=\"3\">&lt;br&gt;</ph>",
        "<mrk mtype=\"seg\" mid=\"1\">",
        "</mrk>",
        "<seg-source>",
        "</seg-source>",
        "<!-- c -->",
        "<note>n</note>",
        "<group translate=\"no\">",
        "</group>",
        "<trans-unit id=\"a\"><source>가</source></trans-unit>",
        "<unit id=\"b\"><segment id=\"s\"><source>가<ph id=\"1\"/></source></segment></unit>",
    ];
}
