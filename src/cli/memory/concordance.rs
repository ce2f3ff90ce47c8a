//! `jjak tm concordance`: where a word or phrase was translated.

use serde_json::json;

use crate::error::Result;
use crate::memory::concordance::{Hit, concordance, matching};
use crate::text::Span;

use super::args::{ConcordanceArgs, Format};
use crate::cli::{Outcome, output};

pub(super) fn run(args: &ConcordanceArgs) -> Result<Outcome> {
    let mut found = 0;
    for mut memory in super::open(&args.memories)? {
        let (hits, all) = match args.regex {
            true => matching(&memory, &args.text, args.top)?,
            false => concordance(&mut memory, &args.text, args.top)?,
        };
        let file = memory.store.path().display().to_string();
        let mut out = String::new();
        for hit in &hits {
            match args.format {
                Format::Text => out.push_str(&text(hit)),
                Format::Json => out.push_str(&super::line(&object(&file, hit))),
            }
        }
        if args.format == Format::Text {
            out.push_str(&format!("{file}: {all} found, {} shown\n", hits.len()));
        }
        output::print(out.as_bytes())?;
        found += all;
    }
    Ok(if found > 0 { Outcome::Fine } else { Outcome::Findings })
}

/// The text with the places in brackets, and the texts of the other languages.
fn text(hit: &Hit) -> String {
    let variants = &hit.stored.unit.variants;
    let mut out = format!("#{}", hit.stored.number);
    for said in [&hit.stored.document, &hit.stored.created].into_iter().flatten() {
        out.push_str(&format!("  {said}"));
    }
    out.push('\n');
    for (place, variant) in variants.iter().enumerate() {
        let text = variant.content.plain_text();
        let shown = if place == hit.place { brackets(&text, &hit.spans) } else { text.into() };
        out.push_str(&format!("  {}: {shown}\n", variant.lang.as_str()));
    }
    out
}

fn brackets(text: &str, spans: &[Span]) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for span in spans {
        out.push_str(&text[at..span.start]);
        out.push_str(&format!("[{}]", span.of(text)));
        at = span.end;
    }
    out.push_str(&text[at..]);
    out
}

fn object(file: &str, hit: &Hit) -> serde_json::Value {
    let stored = &hit.stored;
    let text = stored.unit.variants[hit.place].content.plain_text();
    let texts: Vec<_> = stored
        .unit
        .variants
        .iter()
        .map(|variant| json!({ "lang": variant.lang.as_str(), "text": variant.content.plain_text() }))
        .collect();
    let spans: Vec<_> = hit.spans.iter().map(|span| span.chars(&text)).collect();
    json!({
        "memory": file, "unit": stored.number, "document": stored.document,
        "created": stored.created, "texts": texts, "found_in": hit.place, "word": hit.word,
        "spans": spans.iter().map(|span| [span.start, span.end]).collect::<Vec<_>>(),
    })
}
