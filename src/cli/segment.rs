//! `jjak segment`: an article as sentences.

use serde::Serialize;

use crate::document::{Document, Kind, ReadOptions};
use crate::error::{Error, Result};
use crate::lang::script::Language;
use crate::report::dropped;

use super::Outcome;
use super::args::{LanguageName, SegmentArgs, SegmentFormat};
use super::input::read_article;
use super::output;

/// One segment in JSON. Offsets are half-open and count the characters of the decoded input.
#[derive(Serialize)]
struct Line<'a> {
    text: &'a str,
    kind: Kind,
    paragraph: usize,
    line: usize,
    start: usize,
    end: usize,
}

pub(super) fn run(args: &SegmentArgs) -> Result<Outcome> {
    let document = match args.lang {
        Some(LanguageName::Ko) => read(args, Language::Korean)?,
        Some(LanguageName::En) => read(args, Language::English)?,
        None => {
            let encoding = args.reading.encoding.as_deref();
            read_article(&args.file, encoding, args.keep_boilerplate)?
        }
    };
    if args.report_dropped {
        anstream::eprint!(
            "{}",
            dropped::table(&args.file.display().to_string(), &document.dropped)
        );
    }
    let mut out = String::new();
    for segment in &document.segments {
        match args.format {
            SegmentFormat::Text => out.push_str(&segment.text),
            SegmentFormat::Jsonl => {
                let place = document.input_chars(segment.span);
                let line = Line {
                    text: &segment.text,
                    kind: segment.kind,
                    paragraph: segment.paragraph,
                    line: segment.line,
                    start: place.start,
                    end: place.end,
                };
                let json = serde_json::to_string(&line);
                out.push_str(&json.map_err(|error| Error::malformed(error.to_string()))?);
            }
        }
        out.push('\n');
    }
    output::print(out.as_bytes())?;
    Ok(Outcome::Fine)
}

fn read(args: &SegmentArgs, language: Language) -> Result<Document> {
    let options = ReadOptions {
        encoding: args.reading.encoding.clone(),
        keep_boilerplate: args.keep_boilerplate,
        ..ReadOptions::new(language)
    };
    Document::read(&args.file, &options)
}
