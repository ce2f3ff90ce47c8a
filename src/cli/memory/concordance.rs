//! `jjak tm concordance`: where a word or phrase was translated.

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use crate::cli::args::Languages;
use crate::cli::{Outcome, output};
use crate::error::Result;
use crate::memory::concordance::{Hit, Search};
use crate::memory::several::Concordance;
use crate::memory::store::{Store, Stored};
use crate::text::Span;

use super::args::{Format, Memories};

#[derive(Debug, Args)]
#[command(
    after_help = "Korean words are found with their particles and endings, whatever the spacing; \
    units where the text is a word come first, then those changed last.\nExamples:\n  \
    jjak tm concordance -m news.jjak 쿤룬\n  \
    jjak tm concordance -m news.jjak yield --in target --word --context 1\n  \
    jjak tm concordance -m news.jjak --regex '제[0-9]+공장' --format json"
)]
pub(in crate::cli) struct ConcordanceArgs {
    /// Word or phrase, two letters or more to be fast; case and white space do not count
    text: String,
    #[command(flatten)]
    memories: Memories,
    /// Which side to search
    #[arg(long = "in", value_enum, default_value_t, value_name = "SIDE")]
    side: SideName,
    /// Only where the text stands as a word, not as a part of another
    #[arg(long)]
    word: bool,
    /// The text is a regular expression
    #[arg(long)]
    regex: bool,
    /// Most units to show, of all memories together
    #[arg(long, default_value_t = 20)]
    top: usize,
    /// Show so many units before and after each in its document
    #[arg(long, default_value_t = 0, value_name = "N")]
    context: usize,
    /// Output as text, or JSON, one object a unit
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    languages: Languages,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum SideName {
    /// Texts in the source language
    Source,
    /// Texts in the target language
    Target,
    /// Texts in any language
    #[default]
    Both,
}

pub(super) fn run(args: &ConcordanceArgs) -> Result<Outcome> {
    let search = Search {
        text: args.text.clone(),
        is_expression: args.regex,
        lang: match args.side {
            SideName::Source => Some(args.languages.source_lang.clone()),
            SideName::Target => Some(args.languages.target_lang.clone()),
            SideName::Both => None,
        },
        words_only: args.word,
        top: args.top,
    };
    let mut memories = args.memories.open_some()?;
    let Concordance { hits, counts } = memories.concordance(&search)?;
    let mut out = String::new();
    for (memory, hit) in &hits {
        let around = Around::of(&memories.0[*memory].store, &hit.stored, args.context)?;
        let file = memories.name(*memory);
        match args.format {
            Format::Text => {
                let file = (counts.len() > 1).then_some(file.as_str());
                out.push_str(&text(file, hit, &around));
            }
            Format::Json => out.push_str(&super::line(&object(&file, hit, &around))),
        }
    }
    if args.format == Format::Text {
        for (memory, all) in counts.iter().enumerate() {
            let shown = hits.iter().filter(|(own, _)| *own == memory).count();
            out.push_str(&format!("{}: {all} found, {shown} shown\n", memories.name(memory)));
        }
    }
    output::print(out.as_bytes())?;
    Ok(if counts.iter().any(|&all| all > 0) { Outcome::Fine } else { Outcome::Findings })
}

/// The units around one in its document, each side in order.
#[derive(Default)]
struct Around {
    before: Vec<Stored>,
    after: Vec<Stored>,
}

impl Around {
    fn of(store: &Store, stored: &Stored, most: usize) -> Result<Around> {
        let mut around = Around::default();
        let mut previous = stored.previous;
        while let Some(number) = previous.filter(|_| around.before.len() < most) {
            let Some(unit) = store.get(number)? else { break };
            previous = unit.previous;
            around.before.push(unit);
        }
        around.before.reverse();
        let mut number = stored.number;
        while around.after.len() < most {
            let Some(next) = store.next_of(number)? else { break };
            let Some(unit) = store.get(next)? else { break };
            number = next;
            around.after.push(unit);
        }
        Ok(around)
    }
}

/// The text with the places in brackets, the texts of the other languages, and dimmed by `|` what
/// stands around. `file` is the memory when there are several.
fn text(file: Option<&str>, hit: &Hit, around: &Around) -> String {
    let variants = &hit.stored.unit.variants;
    let mut out = format!("#{}", hit.stored.number);
    out.extend(file.map(|file| format!("  {file}")));
    for said in [&hit.stored.document, &hit.stored.created].into_iter().flatten() {
        out.push_str(&format!("  {said}"));
    }
    out.push('\n');
    around.before.iter().for_each(|unit| out.push_str(&beside(unit)));
    for (place, variant) in variants.iter().enumerate() {
        let text = variant.content.plain_text();
        let shown = if place == hit.place { brackets(&text, &hit.spans) } else { text.into() };
        out.push_str(&format!("  {}: {shown}\n", variant.lang.as_str()));
    }
    around.after.iter().for_each(|unit| out.push_str(&beside(unit)));
    out
}

fn beside(stored: &Stored) -> String {
    let line = |variant: &crate::unit::Variant| {
        format!("  | {}: {}\n", variant.lang.as_str(), variant.content.plain_text())
    };
    stored.unit.variants.iter().map(line).collect()
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

fn texts(stored: &Stored) -> Value {
    let text = |variant: &crate::unit::Variant| json!({ "lang": variant.lang.as_str(), "text": variant.content.plain_text() });
    stored.unit.variants.iter().map(text).collect()
}

fn object(file: &str, hit: &Hit, around: &Around) -> Value {
    let stored = &hit.stored;
    let text = stored.unit.variants[hit.place].content.plain_text();
    let spans: Vec<_> = hit.spans.iter().map(|span| span.chars(&text)).collect();
    json!({
        "memory": file, "unit": stored.number, "document": stored.document,
        "created": stored.created, "changed": stored.changed, "texts": texts(stored),
        "found_in": hit.place, "word": hit.word,
        "spans": spans.iter().map(|span| [span.start, span.end]).collect::<Vec<_>>(),
        "before": around.before.iter().map(texts).collect::<Vec<_>>(),
        "after": around.after.iter().map(texts).collect::<Vec<_>>(),
    })
}
