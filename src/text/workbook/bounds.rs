//! Whether a workbook can be read in memory that is bounded.
//!
//! A few kilobytes can unpack to any number of gigabytes, as one text, as many, or as a number of
//! texts that is only claimed. Each part of the archive is unpacked once, held nowhere, and measured.

use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};

use memchr::{memchr, memchr3};
use zip::ZipArchive;

use crate::error::{Error, Kind, Result};

/// How many bytes one piece of text or one tag may take.
const MAX_RUN: u64 = 16 << 20;
/// How many bytes the texts that are kept apart from the sheets may take, and how many there may be.
const MAX_TEXTS: u64 = 512 << 20;
const MAX_COUNT: u64 = 8_000_000;
/// How many bytes other parts may take that are held in memory.
const MAX_PART: u64 = 64 << 20;

/// Root elements of parts that are read piece by piece, or not at all.
const STREAMED: &[&str] = &[
    "worksheet",
    "pivotCacheDefinition",
    "pivotCacheRecords",
    "comments",
    "ThreadedComments",
    "wsDr",
    "chartSpace",
    "xml",
];

/// Looks through the archive.
///
/// # Errors
/// `Kind::Unsupported` when a part is larger than is held in memory; `Kind::Io`. What is no
/// archive is left to its reader to refuse.
pub(super) fn check<R: Read + Seek>(mut input: &mut R) -> Result<()> {
    if let Ok(mut archive) = ZipArchive::new(&mut input) {
        for index in 0..archive.len() {
            // A part that cannot be unpacked ends the reading there, too.
            let Ok(part) = archive.by_index(index) else { continue };
            let name = part.name().map(|name| name.to_ascii_lowercase()).unwrap_or_default();
            measure(&name, BufReader::with_capacity(1 << 16, part))?;
        }
    }
    input.seek(SeekFrom::Start(0)).map_err(|error| Error::new(Kind::Io(error)))?;
    Ok(())
}

fn too_large(what: &str) -> Error {
    let message = format!("the workbook unpacks to {what}");
    Error::new(Kind::Unsupported(message))
        .cure("save the sheet as a .tsv file, or in several files")
}

/// Measures a part of this name.
fn measure(name: &str, mut part: impl BufRead) -> Result<()> {
    let (mut scan, mut size) = (Scan::default(), 0);
    loop {
        let Ok(bytes) = part.fill_buf() else { return Ok(()) };
        let length = bytes.len();
        if length == 0 {
            return Ok(());
        }
        scan.pass(bytes);
        part.consume(length);
        size += length as u64;
        let root = scan.root.as_str();
        let holds_texts = root == "sst" || name.ends_with("sharedstrings.xml");
        if scan.longest > MAX_RUN {
            return Err(too_large(&format!("more than {} MB in one cell", MAX_RUN >> 20)));
        }
        if holds_texts && (size > MAX_TEXTS || scan.begun > MAX_COUNT || scan.claimed > MAX_COUNT) {
            let (texts, count) = (MAX_TEXTS >> 20, MAX_COUNT);
            return Err(too_large(&format!("more than {texts} MB or {count} pieces of text")));
        }
        if size > MAX_PART && scan.is_markup && !holds_texts && !STREAMED.contains(&root) {
            return Err(too_large(&format!("a part of more than {} MB: {name}", MAX_PART >> 20)));
        }
    }
}

/// Where in markup the scan stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum State {
    #[default]
    Text,
    /// Behind a `<`.
    Open,
    Tag,
    /// In a value between these signs.
    Value(u8),
    /// In a comment, an instruction or literal text, which ends with these signs; so many of them
    /// were met.
    Until(&'static [u8], usize),
}

/// Goes over markup, piece by piece.
#[derive(Debug, Default)]
struct Scan {
    state: State,
    /// Bytes of the text, the tag or the comment so far, and of the longest.
    run: u64,
    longest: u64,
    /// The first bytes of the tag.
    tag: Vec<u8>,
    /// The name of the first element, without prefix.
    root: String,
    /// Whether the part begins as markup does.
    is_markup: bool,
    has_begun: bool,
    /// Texts that begin (`si`), and how many the part claims to have.
    begun: u64,
    claimed: u64,
}

/// How much of a tag is looked at.
const HEAD: usize = 512;

impl Scan {
    fn pass(&mut self, mut bytes: &[u8]) {
        if !self.has_begun {
            self.has_begun = true;
            self.is_markup =
                bytes.trim_ascii_start().starts_with(b"<") || bytes.starts_with(b"\xEF\xBB\xBF<");
        }
        while let [first, ..] = bytes {
            let taken = match self.state {
                State::Text => match memchr(b'<', bytes) {
                    Some(at) => {
                        self.end(at);
                        self.state = State::Open;
                        at + 1
                    }
                    None => self.go_on(bytes.len()),
                },
                State::Open => {
                    self.tag.clear();
                    self.state = match first {
                        b'?' => State::Until(b"?>", 0),
                        _ => State::Tag,
                    };
                    0
                }
                State::Tag => self.tag(bytes),
                State::Value(sign) => match memchr(sign, bytes) {
                    Some(at) => {
                        self.head(&bytes[..=at]);
                        self.state = State::Tag;
                        self.go_on(at + 1)
                    }
                    None => {
                        self.head(bytes);
                        self.go_on(bytes.len())
                    }
                },
                State::Until(end, met) => {
                    let met = match *first == end[met] {
                        true => met + 1,
                        // `--->` and `]]]>` end as well.
                        false if met == end.len() - 1 && *first == end[0] => met,
                        false => usize::from(*first == end[0]),
                    };
                    self.state = State::Until(end, met);
                    if met == end.len() {
                        self.end(1);
                        self.state = State::Text;
                    }
                    self.go_on(1)
                }
            };
            bytes = &bytes[taken..];
        }
    }

    /// Inside a tag.
    fn tag(&mut self, bytes: &[u8]) -> usize {
        // What is no tag shows by its first bytes.
        for (begin, end) in [(&b"!--"[..], &b"-->"[..]), (b"![CDATA[", b"]]>")] {
            let known = self.tag.len().min(begin.len());
            let goes_on = known < begin.len() && self.tag[..known] == begin[..known];
            if goes_on && bytes[0] == begin[known] {
                self.tag.push(bytes[0]);
                if self.tag.len() == begin.len() {
                    self.state = State::Until(end, 0);
                }
                return self.go_on(1);
            }
        }
        let Some(at) = memchr3(b'>', b'"', b'\'', bytes) else {
            self.head(bytes);
            return self.go_on(bytes.len());
        };
        self.head(&bytes[..at]);
        if bytes[at] == b'>' {
            self.end(at);
            self.state = State::Text;
            self.read_tag();
        } else {
            self.head(&bytes[at..=at]);
            self.state = State::Value(bytes[at]);
            self.go_on(at + 1);
        }
        at + 1
    }

    fn head(&mut self, bytes: &[u8]) {
        let room = HEAD.saturating_sub(self.tag.len());
        self.tag.extend(&bytes[..bytes.len().min(room)]);
    }

    fn go_on(&mut self, amount: usize) -> usize {
        self.run += amount as u64;
        self.longest = self.longest.max(self.run);
        amount
    }

    fn end(&mut self, amount: usize) {
        self.go_on(amount);
        self.run = 0;
    }

    /// Looks at a start tag.
    fn read_tag(&mut self) {
        let is_name = |byte: &u8| !byte.is_ascii_whitespace() && *byte != b'/';
        let length = self.tag.iter().position(|byte| !is_name(byte)).unwrap_or(self.tag.len());
        let name = self.tag[..length].rsplit(|byte| *byte == b':').next().unwrap_or_default();
        self.begun += u64::from(name == b"si");
        if self.root.is_empty() && !self.tag.starts_with(b"!") {
            self.root = String::from_utf8_lossy(name).into_owned();
        }
        if name == b"sst" {
            let tag = String::from_utf8_lossy(&self.tag);
            let claimed = tag.split("uniqueCount").nth(1).unwrap_or_default();
            let number: String = claimed
                .chars()
                .skip_while(|c| !c.is_ascii_digit())
                .take_while(char::is_ascii_digit)
                .collect();
            // A number too long for any machine claims too much, too.
            let is_number = !number.is_empty();
            self.claimed = number.parse().unwrap_or(if is_number { u64::MAX } else { 0 });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scan(text: &[u8], piece: usize) -> Scan {
        let mut scan = Scan::default();
        text.chunks(piece).for_each(|bytes| scan.pass(bytes));
        scan
    }

    #[test]
    fn the_longest_piece_is_found_wherever_the_text_is_cut() {
        for (text, longest) in [
            ("<a>12345678901234567890</a>", 20),
            ("<a b='<12345678901234567>'>c</a>", 24),
            ("<a><!-- > 1 > 2 > 3 > 4 --></a>", 21),
            ("<a><![CDATA[ <b> <c> <d> ]]]></a>", 25),
            ("<?a > 1 > 2 > 3 > 4 ?>", 21),
            ("no markup at all", 16),
        ] {
            for piece in 1..text.len() {
                let found = scan(text.as_bytes(), piece).longest;
                assert!(found.abs_diff(longest) <= 3, "{text} in {piece}: {found}");
            }
        }
    }

    #[test]
    fn root_and_counts_are_read() {
        let text = "<?xml version='1.0'?><!-- <x> --><x:sst uniqueCount = '99999999999999999999999'>\
            <x:si/><x:si><t>수율</t></x:si></x:sst>";
        for piece in [1, 7, 64, 4096] {
            let scan = scan(text.as_bytes(), piece);
            assert_eq!((scan.root.as_str(), scan.begun, scan.claimed), ("sst", 2, u64::MAX));
            assert!(scan.is_markup);
        }
    }
}
