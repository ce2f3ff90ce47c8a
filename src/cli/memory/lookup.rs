//! `jjak tm lookup`: the best matches of a text, or of each sentence of an article.

use serde_json::json;

use crate::cli::input::read_article;
use crate::error::Result;
use crate::lang::tag::LangTag;
use crate::memory::difference::{difference, marked};
use crate::memory::lookup::{Match, Memory, Request};
use crate::memory::score::Score;
use crate::memory::token::Tokens;

use super::args::{Format, LookupArgs};
use crate::cli::{Outcome, output};

pub(super) fn run(args: &LookupArgs) -> Result<Outcome> {
    let texts = match (&args.file, &args.text) {
        (Some(file), _) => {
            let encoding = args.reading.encoding.as_deref();
            read_article(file, encoding, false)?.segments.into_iter().map(|s| s.text).collect()
        }
        (None, text) => vec![text.clone().unwrap_or_default()],
    };
    let mut memories = super::open(&args.memories)?;
    let mut any = false;
    for (at, text) in texts.iter().enumerate() {
        let request = Request {
            before: at.checked_sub(1).map(|before| texts[before].clone()),
            after: texts.get(at + 1).cloned(),
            min: Score::from_percent(args.min),
            top: args.top,
            measure: args.score.into(),
            ..Request::new(text)
        };
        let found = lookup(&mut memories, args, &request)?;
        any |= !found.is_empty();
        output::print(show(args, text, &found).as_bytes())?;
    }
    Ok(if any { Outcome::Fine } else { Outcome::Findings })
}

/// The best matches of all memories, each with the name of its memory.
fn lookup(
    memories: &mut [Memory],
    args: &LookupArgs,
    request: &Request,
) -> Result<Vec<(String, Match)>> {
    let (source, target) = languages(args);
    let mut all = Vec::new();
    for memory in memories {
        let matches = memory.lookup(source, target, request)?;
        let file = memory.store.path().display().to_string();
        all.extend(matches.into_iter().map(|found| (file.clone(), found)));
    }
    // Of equals those of the memory that was named first.
    all.sort_by_key(|(_, found)| std::cmp::Reverse(found.scored.score));
    all.truncate(request.top);
    Ok(all)
}

fn languages(args: &LookupArgs) -> (&LangTag, &LangTag) {
    let (source, target) = (&args.languages.source_lang, &args.languages.target_lang);
    if args.reverse { (target, source) } else { (source, target) }
}

fn show(args: &LookupArgs, text: &str, found: &[(String, Match)]) -> String {
    let mut out = String::new();
    match args.format {
        Format::Json => {
            for (file, found) in found {
                out.push_str(&super::line(&object(text, file, found)));
            }
        }
        Format::Text => {
            out.push_str(&format!("{text}\n"));
            if found.is_empty() {
                out.push_str("  no match\n");
            }
            for (file, found) in found {
                out.push_str(&described(text, file, found));
            }
        }
    }
    out
}

/// `95.6 %  #12 news.jjak  article.txt  20260301T090000Z  (number)`, then the two texts.
fn described(text: &str, file: &str, found: &Match) -> String {
    let (stored, scored) = (&found.stored, &found.scored);
    let mut out = format!("  {:6.2} %  #{} {file}", scored.score.percent(), stored.number);
    for said in [&stored.document, &stored.created].into_iter().flatten() {
        out.push_str(&format!("  {said}"));
    }
    if !scored.differences.is_empty() {
        let names: Vec<_> = scored.differences.iter().map(|kind| kind.name()).collect();
        out.push_str(&format!("  (differs: {})", names.join(", ")));
    }
    let source = marked(&found.source_text(), text);
    out.push_str(&format!("\n    {source}\n    {}\n", found.target_text()));
    out
}

fn object(text: &str, file: &str, found: &Match) -> serde_json::Value {
    let (stored, scored) = (&found.stored, &found.scored);
    let source = found.source_text();
    let (old, new) = (Tokens::new(&source), Tokens::new(text));
    let changes: Vec<_> = difference((&source, &old), (text, &new))
        .iter()
        .map(|change| {
            let (old, new) = (change.old.chars(&source), change.new.chars(text));
            json!({ "match": [old.start, old.end], "query": [new.start, new.end] })
        })
        .collect();
    json!({
        "query": text, "memory": file, "unit": stored.number,
        "score": scored.score.percent(), "similarity": scored.similarity.percent(),
        "differences": scored.differences, "changes": changes,
        "source": source, "target": found.target_text(),
        "document": stored.document, "created": stored.created, "changed": stored.changed,
        "user": stored.user, "used": stored.used,
    })
}
