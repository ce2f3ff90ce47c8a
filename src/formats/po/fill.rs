//! Translations into a gettext catalogue: messages without one get it, all else stays byte for byte.
//!
//! A match that has to be looked at is marked `fuzzy`, and the message that was translated stands
//! before it (`#|`), as gettext's own `msgmerge` does it; where a translation comes from stands in
//! a comment.
//!
//! A language with one plural form (Korean) gets the translation of the plural, one with two
//! (English) those of singular and plural. Which text further forms translate nobody says: such
//! messages are left alone.

use std::io::Write;

use super::entries::{Entries, Entry};
use super::quoted;
use crate::error::Result;
use crate::formats::fill::{Charset, Edits, Filling, Segment};
use crate::lang::tag::LangTag;
use crate::unit::Content;

/// A catalogue, read to be filled in.
#[derive(Debug)]
pub struct Catalogue {
    text: String,
    charset: Charset,
    entries: Vec<Entry>,
    /// The language it is translated to, as its header says.
    pub target: Option<LangTag>,
}

/// The texts that are translated, one for each form of the translation.
fn sources(entry: &Entry) -> Vec<&str> {
    let singular = entry.string("msgid").unwrap_or_default();
    let plural = entry.string("msgid_plural");
    match (entry.translations().count(), plural) {
        _ if singular.is_empty() => Vec::new(),
        (1, plural) => vec![plural.unwrap_or(singular)],
        (2, Some(plural)) => vec![singular, plural],
        // The forms of other languages: see `is_locked`.
        (forms, Some(plural)) => vec![plural; forms],
        (_, None) => Vec::new(),
    }
}

/// Whether nobody knows what each form translates.
fn is_locked(entry: &Entry) -> bool {
    entry.translations().count() > 2
}

impl Catalogue {
    /// Reads a catalogue, given as text with what its file is written in.
    ///
    /// # Errors
    /// `Kind::Malformed` with the line when this is no catalogue.
    pub fn read(text: String, charset: Charset) -> Result<Catalogue> {
        let mut entries = Entries::new(text.as_bytes()).collect::<Result<Vec<Entry>>>()?;
        let target = entries.iter().find_map(Entry::language);
        entries.retain(|entry| !sources(entry).is_empty());
        Ok(Catalogue { text, charset, entries, target })
    }

    /// Its messages in order, of plural ones each form.
    pub fn segments(&self) -> Vec<Segment> {
        let segments = |entry: &Entry| {
            let is_locked = is_locked(entry);
            let texts = entry.translations().map(|(.., text)| !text.is_empty());
            let texts = texts.collect::<Vec<_>>();
            let segment = |(source, is_translated): (&str, bool)| Segment {
                source: Content::from_text(source),
                is_translated,
                is_locked,
            };
            sources(entry).into_iter().zip(texts).map(segment).collect::<Vec<_>>()
        };
        self.entries.iter().flat_map(segments).collect()
    }

    /// Writes it with the fillings, one for each segment or none.
    ///
    /// # Errors
    /// As `Edits::write`.
    pub fn write(&self, fillings: &[Option<Filling>], out: impl Write) -> Result<()> {
        let mut edits = Edits::default();
        let end = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        let mut rest = fillings;
        for entry in &self.entries {
            let (own, others) = rest.split_at(entry.translations().count().min(rest.len()));
            rest = others;
            if own.iter().any(Option::is_some) {
                self.fill(entry, own, end, &mut edits);
            }
        }
        edits.write(&self.text, self.charset, false, out)
    }

    fn fill(&self, entry: &Entry, fillings: &[Option<Filling>], end: &str, edits: &mut Edits) {
        let start = entry.start.unwrap_or_default();
        let (mut is_final, mut previous) = (true, String::new());
        for ((name, place, there), filling) in entry.translations().zip(fillings) {
            let Some(filling) = filling else {
                // A message of which a form is missing is not to be shown.
                is_final &= !there.is_empty();
                continue;
            };
            let text = filling.plain_text();
            edits.replace(place.clone(), format!("{}{end}", lines(name, &text, end)));
            let remark =
                filling.remark.iter().map(|remark| format!("; {remark}")).collect::<String>();
            let (percent, origin) = (filling.percent, &filling.origin);
            edits.insert(start, format!("# jjak: {percent:.2} %, {origin}{remark}{end}"));
            if !filling.state.is_final() {
                is_final = false;
                let is_second = name == "msgstr[1]";
                let name = if is_second { "msgid_plural" } else { "msgid" };
                let text = lines(name, &filling.source, end);
                text.split(end).for_each(|line| previous += &format!("#| {line}{end}"));
            }
        }
        let keyword = entry.keyword.unwrap_or(start);
        if let Some(previous) = &entry.previous {
            edits.replace(previous.clone(), "");
        }
        self.flag(entry, !is_final, end, edits);
        edits.insert(keyword, previous);
    }

    /// Sets or takes away the flag `fuzzy`.
    fn flag(&self, entry: &Entry, fuzzy: bool, end: &str, edits: &mut Edits) {
        let Some((place, own)) = &entry.flags else {
            if fuzzy {
                // Before the message it was translated from, which stands before the keyword.
                let at = entry.previous.as_ref().map(|range| range.start).or(entry.keyword);
                edits.insert(at.unwrap_or_default(), format!("#, fuzzy{end}"));
            }
            return;
        };
        let own = own.iter().map(String::as_str);
        let mut flags: Vec<&str> = own.filter(|flag| *flag != "fuzzy").collect();
        if fuzzy {
            flags.insert(0, "fuzzy");
        }
        match flags.is_empty() {
            true => edits.replace(place.start..place.end + end.len(), ""),
            false => edits.replace(place.clone(), format!("#, {}", flags.join(", "))),
        }
    }
}

/// A keyword with its string: on one line, or a line for each line of the text.
fn lines(name: &str, text: &str, end: &str) -> String {
    let parts: Vec<&str> = text.split_inclusive('\n').collect();
    if parts.len() < 2 {
        return format!("{name} {}", quoted(text));
    }
    let parts: Vec<String> = parts.into_iter().map(quoted).collect();
    format!("{name} \"\"{end}{}", parts.join(end))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::formats::fill::{Piece, State};

    const CATALOGUE: &str = "# 우리 프로그램\nmsgid \"\"\nmsgstr \"\"\n\"Language: ko\\n\"\n\n\
        #: main.c:3\n#, c-format\nmsgid \"Open %s\"\nmsgstr \"\"\n\n\
        #: main.c:9\nmsgctxt \"menu\"\nmsgid \"\"\n\"Save \"\n\"all\"\nmsgstr \"\"\n\
        #, fuzzy\n#| msgid \"Close\"\nmsgid \"Close it\"\nmsgstr \"닫기\"\n\n\
        msgid \"%d file\"\nmsgid_plural \"%d files\"\nmsgstr[0] \"\"\n\n\
        #~ msgid \"old\"\n#~ msgstr \"옛\"\n";

    fn filled(state: State, text: &str) -> Option<Filling> {
        Some(Filling {
            pieces: vec![Piece::Text(text.to_string())],
            state,
            percent: 91.5,
            origin: "m.jjak#7".to_string(),
            source: "Open the \"file\"\n%s".to_string(),
            target: text.to_string(),
            remark: None,
        })
    }

    fn catalogue() -> Catalogue {
        Catalogue::read(CATALOGUE.to_string(), Charset::new("UTF-8", false)).unwrap()
    }

    fn written(fillings: &[Option<Filling>]) -> String {
        let mut out = Vec::new();
        catalogue().write(fillings, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn messages_are_read_with_what_they_have() {
        let catalogue = catalogue();
        assert_eq!(catalogue.target, Some(LangTag::new("ko")));
        let seen: Vec<_> = catalogue
            .segments()
            .iter()
            .map(|own| (own.source.plain_text().into_owned(), own.is_translated))
            .collect();
        let wanted =
            [("Open %s", false), ("Save all", false), ("Close it", true), ("%d files", false)];
        assert_eq!(seen, wanted.map(|(text, done)| (text.to_string(), done)));
    }

    #[test]
    fn only_what_is_filled_in_changes() {
        assert_eq!(written(&[None, None, None, None]), CATALOGUE);
        let out = written(&[filled(State::Fuzzy, "%s 열기"), None, None, None]);
        let wanted = "# jjak: 91.50 %, m.jjak#7\n#: main.c:3\n#, fuzzy, c-format\n\
            #| msgid \"\"\n#| \"Open the \\\"file\\\"\\n\"\n#| \"%s\"\nmsgid \"Open %s\"\n\
            msgstr \"%s 열기\"\n\n";
        assert!(out.contains(wanted), "{out}");
        let at = CATALOGUE.find("#: main.c:9").unwrap();
        assert!(out.ends_with(&CATALOGUE[at..]), "{out}");
    }

    #[test]
    fn an_exact_match_takes_the_flag_away() {
        let out = written(&[
            None,
            None,
            filled(State::Exact, "닫아라"),
            filled(State::Exact, "파일 %d개"),
        ]);
        assert!(
            out.contains("# jjak: 91.50 %, m.jjak#7\nmsgid \"Close it\"\nmsgstr \"닫아라\"\n"),
            "{out}"
        );
        assert!(out.contains("msgstr[0] \"파일 %d개\"\n"), "{out}");
    }

    const PLURALS: &str =
        "msgid \"칩 하나\"\nmsgid_plural \"칩 %d개\"\nmsgstr[0] \"\"\nmsgstr[1] \"\"\n";

    #[test]
    fn a_language_of_two_forms_gets_both() {
        let read = |text: &str| Catalogue::read(text.to_string(), Charset::new("UTF-8", false));
        let write = |text: &str, fillings: &[Option<Filling>]| {
            let mut out = Vec::new();
            read(text).unwrap().write(fillings, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        let sources: Vec<_> = read(PLURALS).unwrap().segments();
        let sources: Vec<_> = sources.iter().map(|own| own.source.plain_text()).collect();
        assert_eq!(sources, ["칩 하나", "칩 %d개"]);
        let both =
            write(PLURALS, &[filled(State::Exact, "a chip"), filled(State::Exact, "%d chips")]);
        assert!(both.ends_with("msgstr[0] \"a chip\"\nmsgstr[1] \"%d chips\"\n"), "{both}");
        assert!(!both.contains("fuzzy"), "{both}");
        // Programs would show the empty form.
        let half = write(PLURALS, &[filled(State::Exact, "a chip"), None]);
        assert!(half.contains("#, fuzzy\n") && half.ends_with("msgstr[1] \"\"\n"), "{half}");
        let fuzzy = write(PLURALS, &[None, filled(State::Fuzzy, "%d chips")]);
        assert!(fuzzy.contains("#| msgid_plural \"\"\n"), "{fuzzy}");
        let russian = PLURALS.to_string() + "msgstr[2] \"\"\n";
        assert!(read(&russian).unwrap().segments().iter().all(|own| own.is_locked));
    }

    #[test]
    fn what_is_no_catalogue_is_said_with_its_line() {
        let read = |text: &str| Catalogue::read(text.to_string(), Charset::new("UTF-8", false));
        assert!(read("그냥 글\n").is_err());
        assert!(read("msgid \"a\nmsgstr \"\"\n").is_err());
        assert!(read("# nothing\n").is_err());
    }

    proptest! {
        #[test]
        fn a_catalogue_that_is_not_filled_in_stays_as_it_is(
            lines in prop::collection::vec(line(), 0..16), crlf in any::<bool>(),
        ) {
            let end = if crlf { "\r\n" } else { "\n" };
            let text: String = lines.iter().map(|line| format!("{line}{end}")).collect();
            if let Ok(catalogue) = Catalogue::read(text.clone(), Charset::new("UTF-8", false)) {
                let (mut same, mut all) = (Vec::new(), Vec::new());
                let count = catalogue.segments().len();
                let none = vec![None; count];
                catalogue.write(&none, &mut same).unwrap();
                prop_assert_eq!(String::from_utf8(same).unwrap(), text);
                let fillings = vec![filled(State::Exact, "칩"); count];
                catalogue.write(&fillings, &mut all).unwrap();
                let again = String::from_utf8(all).unwrap();
                let again = Catalogue::read(again, Charset::new("UTF-8", false)).unwrap();
                prop_assert_eq!(again.entries.len(), catalogue.entries.len());
                prop_assert!(again.segments().iter().all(|segment| segment.is_translated));
            }
        }
    }

    fn line() -> impl Strategy<Value = String> {
        let fixed = [
            "msgid \"Open\"",
            "msgid \"\"",
            "msgstr \"\"",
            "msgstr[0] \"\"",
            "msgstr[1] \"\"",
            "msgctxt \"menu\"",
            "msgid_plural \"files\"",
            "\"more\\n\"",
            "",
            "#, fuzzy",
            "#, fuzzy, c-format",
            "#| msgid \"a\"",
            "# 설명",
            "#: a.c:1",
            "#~ msgid \"old\"",
        ];
        prop_oneof![9 => prop::sample::select(fixed.to_vec()).prop_map(str::to_string), 1 => "[a-z\"# ]{0,8}"]
    }
}
