//! `jjak tm lookup`: the best matches of a text, or of each segment of a file.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use crate::cli::args::{Languages, Reading};
use crate::cli::tmx::files::{Sink, say_report};
use crate::cli::{Outcome, output};
use crate::error::{Error, Result};
use crate::formats::fill::State;
use crate::memory::difference::{difference, marked};
use crate::memory::lookup::{Match, Request};
use crate::memory::proposal::propose;
use crate::memory::rival::Measure;
use crate::memory::score::Score;
use crate::memory::several::{Found, Memories};
use crate::memory::token::Tokens;
use crate::tmx;
use crate::unit::{Content, Unit};

use super::args::{self, percent};
use super::segments;

#[derive(Debug, Args)]
#[command(
    after_help = "101 % is an exact match whose neighbour is the same too. Marks show what has \
    to change: [-taken out-]{+put in+}.\nExamples:\n  \
    jjak tm lookup -m news.jjak '수율이 크게 올랐다.'\n  \
    jjak tm lookup -m news.jjak 'Yields rose sharply.' --min 60\n  \
    jjak tm lookup -m mine.jjak -m agency.jjak=5 next.ko.txt --format json\n  \
    jjak tm lookup -m news.jjak next.xlf --top 1 --format tmx -o matches.tmx"
)]
pub(in crate::cli) struct LookupArgs {
    /// Text to look for; or a file (article, XLIFF, PO, TMX, table), each segment of which is
    /// looked for; - for an article on standard input
    #[arg(required_unless_present = "file")]
    text: Option<String>,
    /// The file, where the text could be meant
    #[arg(long, conflicts_with = "text")]
    file: Option<PathBuf>,
    #[command(flatten)]
    memories: args::Memories,
    /// Lowest score in percent
    #[arg(long, default_value_t = 70.0, value_parser = percent)]
    min: f64,
    /// Most matches for a text
    #[arg(long, default_value_t = 5)]
    top: usize,
    /// Score to go by; others than jjak's compare with every unit
    #[arg(long, value_enum, default_value_t)]
    score: ScoreName,
    /// Source and target language change places, whatever the text is written in
    #[arg(long)]
    reverse: bool,
    /// Output as text, JSON (one object a match) or TMX (a unit a match)
    #[arg(long, value_enum, default_value_t)]
    format: LookupFormat,
    /// File to write; without it, standard output
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    #[command(flatten)]
    languages: Languages,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum ScoreName {
    /// Tokens, particles and endings light
    #[default]
    Jjak,
    /// Edits of characters
    Levenshtein,
    /// Edits of words, as OmegaT counts
    Omegat,
}

impl From<ScoreName> for Measure {
    fn from(name: ScoreName) -> Measure {
        match name {
            ScoreName::Jjak => Measure::Jjak,
            ScoreName::Levenshtein => Measure::Levenshtein,
            ScoreName::Omegat => Measure::Omegat,
        }
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum LookupFormat {
    /// For people
    #[default]
    Text,
    /// One JSON object a line
    Json,
    /// Translation memory exchange
    Tmx,
}

pub(super) fn run(args: &LookupArgs) -> Result<Outcome> {
    let mut memories = args.memories.open_some()?;
    let segments = args.segments()?;
    let [source, target] = segments::direction_of(&args.languages, args.reverse, &segments);
    let mut sink = Sink::create(args.output.as_deref())?;
    let mut out = match args.format {
        LookupFormat::Tmx => {
            let header = tmx::Header::new(source, jiff::Timestamp::now());
            Shown::Tmx(tmx::Writer::new(&mut sink, &header)?)
        }
        LookupFormat::Text => Shown::Lines(&mut sink, described),
        LookupFormat::Json => Shown::Lines(&mut sink, objects),
    };
    let mut any = false;
    for (at, content) in segments.iter().enumerate() {
        let text = |at: usize| segments.get(at).map(|own| own.plain_text().into_owned());
        let request = Request {
            content: content.clone(),
            before: at.checked_sub(1).and_then(text),
            after: text(at + 1),
            min: Score::from_percent(args.min),
            top: args.top,
            measure: args.score.into(),
        };
        let found = memories.lookup(source, target, &request)?;
        any |= !found.is_empty();
        out.show(&content.plain_text(), &memories, &found)?;
    }
    out.finish()?;
    sink.commit()?;
    Ok(if any { Outcome::Fine } else { Outcome::Findings })
}

impl LookupArgs {
    /// What is looked for: the text, or the segments of the file.
    fn segments(&self) -> Result<Vec<Content>> {
        let read =
            |path: &Path| segments::read(path, &self.languages, self.reading.encoding.as_deref());
        match (&self.file, &self.text) {
            (Some(file), _) => read(file),
            (None, Some(text)) if output::is_stream(Path::new(text)) => read(Path::new(text)),
            (None, Some(text)) if Path::new(text).is_file() => read(Path::new(text)),
            (None, text) => Ok(vec![Content::from_text(text.clone().unwrap_or_default())]),
        }
    }
}

/// Where matches go.
enum Shown<'a> {
    Lines(&'a mut Sink, fn(&str, &Memories, &[Found]) -> String),
    Tmx(tmx::Writer<&'a mut Sink>),
}

impl Shown<'_> {
    fn show(&mut self, text: &str, memories: &Memories, found: &[Found]) -> Result<()> {
        match self {
            Shown::Lines(sink, shown) => {
                let lines = shown(text, memories, found);
                let written = sink.write_all(lines.as_bytes());
                written.map_err(|error| Error::io("the output", error))
            }
            Shown::Tmx(writer) => {
                found.iter().try_for_each(|found| writer.write(&unit(text, memories, found)))
            }
        }
    }

    fn finish(self) -> Result<()> {
        if let Shown::Tmx(writer) = self {
            say_report(&writer.finish()?);
        }
        Ok(())
    }
}

/// The text, and under it its matches:
/// `95.60 %  #12 news.jjak  article.txt  20260301T090000Z  (similarity 97.60, number -1)`, then the
/// two texts.
fn described(text: &str, memories: &Memories, found: &[Found]) -> String {
    let mut out = format!("{text}\n");
    if found.is_empty() {
        out += "  no match\n";
    }
    for Found { memory, matched } in found {
        let (stored, scored) = (&matched.stored, &matched.scored);
        let (percent, number) = (scored.score.percent(), stored.number);
        out += &format!("  {percent:6.2} %  #{number} {}", memories.name(*memory));
        for said in [&stored.document, &stored.created].into_iter().flatten() {
            out += &format!("  {said}");
        }
        out += &parts(memories.0[*memory].penalty, matched);
        let source = marked(&matched.source_text(), text);
        out += &format!("\n    {source}\n    {}\n", matched.target_text());
        if let Some((translation, remark)) = with_numbers(text, matched) {
            out += &format!("    {translation}  ({remark})\n");
        }
    }
    out
}

/// The translation with the numbers of the text put in, where they are all that differs and it is
/// certain where they go; and which.
fn with_numbers(text: &str, matched: &Match) -> Option<(String, String)> {
    let filling = propose(&Content::from_text(text), matched, String::new(), 0);
    let remark = filling.remark.clone().filter(|_| filling.state == State::Numbers)?;
    Some((filling.plain_text(), remark))
}

/// What the score is made of, where it is less than 100 %.
fn parts(penalty: u16, matched: &Match) -> String {
    let scored = &matched.scored;
    let less = |name: &str, hundredths: u16| format!(", {name} -{}", f64::from(hundredths) / 100.0);
    let mut out: String =
        scored.differences.iter().map(|kind| less(kind.name(), kind.penalty())).collect();
    if penalty > 0 {
        out += &less("memory", penalty);
    }
    if out.is_empty() && scored.similarity == Score::EXACT {
        return out;
    }
    format!("  (similarity {:.2}{out})", scored.similarity.percent())
}

/// A line of JSON for each match.
fn objects(text: &str, memories: &Memories, found: &[Found]) -> String {
    found.iter().map(|found| super::line(&object(text, memories, found))).collect()
}

fn object(text: &str, memories: &Memories, found: &Found) -> Value {
    let matched = &found.matched;
    let (stored, scored) = (&matched.stored, &matched.scored);
    let source = matched.source_text();
    let (old, new) = (Tokens::new(&source), Tokens::new(text));
    let changes: Vec<_> = difference((&source, &old), (text, &new))
        .iter()
        .map(|change| {
            let (old, new) = (change.old.chars(&source), change.new.chars(text));
            json!({ "match": [old.start, old.end], "query": [new.start, new.end] })
        })
        .collect();
    let with_numbers = with_numbers(text, matched).map(|(translation, _)| translation);
    json!({
        "query": text, "memory": memories.name(found.memory), "unit": stored.number,
        "score": scored.score.percent(), "similarity": scored.similarity.percent(),
        "penalty": f64::from(memories.0[found.memory].penalty) / 100.0,
        "differences": scored.differences, "changes": changes,
        "source": source, "target": matched.target_text(),
        "with_numbers": with_numbers,
        "document": stored.document, "created": stored.created, "changed": stored.changed,
        "user": stored.user, "used": stored.used,
    })
}

/// The unit of a match, which says what it was found for.
fn unit(text: &str, memories: &Memories, found: &Found) -> Unit {
    let stored = &found.matched.stored;
    let mut unit = stored.unit.clone();
    unit.set_prop("x-jjak-query", text);
    unit.set_prop("x-jjak-score", format!("{:.2}", found.matched.scored.score.percent()));
    unit.set_prop("x-jjak-origin", format!("{}#{}", memories.name(found.memory), stored.number));
    unit
}
