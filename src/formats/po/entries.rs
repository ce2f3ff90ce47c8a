//! The entries of a gettext catalogue, one after the other, and where their parts stand.

use std::io::BufRead;
use std::ops::Range;

use crate::error::{Error, Result};
use crate::formats::lines::{Lines, MAX_UNIT, too_long};
use crate::lang::tag::LangTag;

/// A message, and where its parts stand in the file, in bytes.
#[derive(Debug, Default, Clone)]
pub(super) struct Entry {
    /// Where its first line begins.
    pub start: Option<usize>,
    /// The line of its `msgid`, from 1.
    pub line: usize,
    /// What the translator noted (`#`), a line each.
    pub notes: Vec<String>,
    /// What the programmer noted (`#.`), a line each.
    pub extracted: Vec<String>,
    /// The line of flags, without its end, and the flags.
    pub flags: Option<(Range<usize>, Vec<String>)>,
    /// Lines of the message it was translated from before (`#|`).
    pub previous: Option<Range<usize>>,
    /// Where the first keyword stands.
    pub keyword: Option<usize>,
    /// What the keyword lines say, by keyword.
    pub strings: Vec<(String, Range<usize>, String)>,
}

impl Entry {
    /// The text of this keyword.
    pub fn string(&self, name: &str) -> Option<&str> {
        self.strings.iter().find(|(own, ..)| own == name).map(|(.., text)| text.as_str())
    }

    /// The lines and texts of the translations.
    pub fn translations(&self) -> impl Iterator<Item = &(String, Range<usize>, String)> {
        self.strings.iter().filter(|(name, ..)| name.starts_with("msgstr"))
    }

    /// Whether the translation has to be looked at before programs show it.
    pub fn is_fuzzy(&self) -> bool {
        self.flags.as_ref().is_some_and(|(_, flags)| flags.iter().any(|flag| flag == "fuzzy"))
    }

    /// The language that the header says, if this is the header.
    pub fn language(&self) -> Option<LangTag> {
        let header = self.string("msgstr").filter(|_| self.string("msgid") == Some(""))?;
        let mut lines = header.lines().filter_map(|line| line.split_once(':'));
        let (_, named) = lines.find(|(name, _)| name.eq_ignore_ascii_case("language"))?;
        // `ko_KR.UTF-8@variant`: names of locales have more in them than the language.
        let named = named.trim().split(['.', '@']).next().unwrap_or_default();
        (!named.is_empty()).then(|| LangTag::new(&named.replace('_', "-")))
    }

    fn comment(&mut self, line: &str, place: Range<usize>) {
        let is_head = self.keyword.is_none();
        if let Some(flags) = line.strip_prefix("#,").filter(|_| is_head) {
            let flags = flags.split(',').map(str::trim).filter(|flag| !flag.is_empty());
            let place = place.start..place.start + line.len();
            self.flags = Some((place, flags.map(str::to_string).collect()));
        } else if line.starts_with("#|") && is_head {
            // Only lines that follow each other can be replaced as one.
            let first = self.previous.as_ref().filter(|range| range.end == place.start);
            self.previous = Some(first.map_or(place.start, |range| range.start)..place.end);
        } else if let Some(note) = line.strip_prefix("#.") {
            self.extracted.push(note.trim().to_string());
        } else if line == "#" || line.starts_with("# ") {
            self.notes.push(line[1..].trim().to_string());
        }
        // Places in programs (`#:`) say nothing to translators; obsolete messages are all comment.
    }

    fn string_line(&mut self, line: &str, place: Range<usize>, number: usize) -> Result<()> {
        let fault = |what: &str| Error::malformed(what.to_string()).at_line(number);
        let unended = || fault("this string does not end").cure("close it with \"");
        if line.starts_with('"') {
            let last = self.strings.last_mut().ok_or_else(|| fault("a string without keyword"))?;
            last.1.end = place.end;
            last.2.push_str(&unquoted(line).ok_or_else(unended)?);
            return Ok(());
        }
        let end = line.find(|c: char| c == '"' || c.is_whitespace()).unwrap_or(line.len());
        let (name, rest) = line.split_at(end);
        if !name.starts_with("msg") {
            return Err(fault("this is no catalogue: a line begins with no keyword"));
        }
        if name == "msgid" {
            self.line = number;
        }
        self.keyword.get_or_insert(place.start);
        let said = unquoted(rest.trim()).ok_or_else(unended)?;
        self.strings.push((name.to_string(), place, said));
        Ok(())
    }
}

/// Reads the entries of a catalogue, the header among them; obsolete ones (`#~`) are passed over.
pub(super) struct Entries<R> {
    lines: Lines<R>,
    entry: Entry,
    /// Whether there was an entry.
    any: bool,
    /// Obsolete messages that were passed over since this was last set to none.
    pub obsolete: usize,
    done: bool,
}

impl<R: BufRead> Entries<R> {
    pub(super) fn new(input: R) -> Self {
        Entries {
            lines: Lines::new(input),
            entry: Entry::default(),
            any: false,
            obsolete: 0,
            done: false,
        }
    }

    fn read(&mut self) -> Result<Option<Entry>> {
        while self.lines.read()? {
            let (line, place) = (self.lines.text().trim_start(), self.lines.place());
            let number = self.lines.number();
            self.obsolete += usize::from(line.starts_with("#~ msgid "));
            let own = &mut self.entry;
            let begins = line.starts_with('#')
                || is_keyword(line, "msgctxt")
                || (is_keyword(line, "msgid") && own.string("msgid").is_some());
            let is_blank = line.trim_end().is_empty();
            let ends = is_blank || (begins && own.translations().next().is_some());
            let ended = if ends { std::mem::take(own) } else { Entry::default() };
            if !is_blank {
                let start = *own.start.get_or_insert(place.start);
                if place.end - start > MAX_UNIT {
                    return Err(too_long().at_line(number));
                }
                match line.starts_with('#') {
                    true => own.comment(line, place),
                    false => own.string_line(line, place, number)?,
                }
            }
            if ended.string("msgid").is_some() {
                return Ok(Some(ended));
            }
        }
        let last = std::mem::take(&mut self.entry);
        match last.string("msgid") {
            Some(_) => Ok(Some(last)),
            None if self.any => Ok(None),
            None => Err(Error::malformed("this is no catalogue: it has no msgid")),
        }
    }
}

impl<R: BufRead> Iterator for Entries<R> {
    type Item = Result<Entry>;

    /// The next entry; an error, with its line, is the last item.
    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let entry = self.read().transpose();
        self.done = !matches!(entry, Some(Ok(_)));
        self.any = true;
        entry
    }
}

fn is_keyword(line: &str, name: &str) -> bool {
    let rest = line.strip_prefix(name);
    rest.is_some_and(|rest| rest.starts_with(|c: char| c == '"' || c.is_whitespace()))
}

/// The text between the quotation marks of a line.
fn unquoted(line: &str) -> Option<String> {
    let inner = line.trim_end().strip_prefix('"')?.strip_suffix('"')?;
    let (mut out, mut chars) = (String::new(), inner.chars());
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next()? {
            'n' => out.push('\n'),
            't' => out.push('\t'),
            'r' => out.push('\r'),
            other => out.push(other),
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CATALOGUE: &str = "# 우리 프로그램\nmsgid \"\"\nmsgstr \"\"\n\"Language: ko_KR.UTF-8\\n\"\n\n\
        # 메뉴\n#. shown to all\n#: main.c:3\n#, fuzzy, c-format\n\tmsgid\"Open \"\n  \"%s\"\nmsgstr \"열기\"\n\
        msgctxt \"menu\"\nmsgid \"Close\"\nmsgstr \"닫기\"\n#~ msgid \"old\"\n#~ msgstr \"옛\"\n";

    #[test]
    fn entries_are_told_apart_with_and_without_blank_lines() {
        let entries: Vec<_> = Entries::new(CATALOGUE.as_bytes()).map(Result::unwrap).collect();
        let seen: Vec<_> = entries.iter().map(|own| (own.line, own.string("msgid"))).collect();
        assert_eq!(seen, [(2, Some("")), (10, Some("Open %s")), (14, Some("Close"))]);
        assert_eq!(entries[0].language().unwrap().written(), "ko-KR");
        assert_eq!(
            (&*entries[1].notes, &*entries[1].extracted),
            (&["메뉴".to_string()][..], &["shown to all".to_string()][..])
        );
        assert!(entries[1].is_fuzzy() && !entries[2].is_fuzzy());
        let (_, place, _) = &entries[2].strings[2];
        assert_eq!(&CATALOGUE[place.clone()], "msgstr \"닫기\"\n");
    }

    #[test]
    fn escapes_are_resolved() {
        let catalogue = "msgid \"a\\tb\\\\n\\\"\"\nmsgstr \"\"";
        let entry = Entries::new(catalogue.as_bytes()).next().unwrap().unwrap();
        assert_eq!(entry.string("msgid"), Some("a\tb\\n\""));
    }
}
