//! `jjak tm pretranslate`: what the memories have for a file, filled in.

use std::path::PathBuf;

use clap::Args;

use crate::cli::Outcome;
use crate::cli::args::{Languages, Reading};
use crate::cli::tmx::files::{Sink, say_report};
use crate::error::{Error, Kind, Result};
use crate::formats::fill::{Filling, Segment, State};
use crate::lang::tag::LangTag;
use crate::memory::lookup::Request;
use crate::memory::proposal::propose;
use crate::memory::score::Score;
use crate::memory::several;
use crate::tmx;
use crate::unit::{Content, Unit, Variant};

use super::args::{Memories, percent};
use super::fillable::Fillable;
use super::segments;

#[derive(Debug, Args)]
#[command(
    after_help = "An article becomes TMX: a unit for each sentence that has a match, with the \
    props x-jjak-state, x-jjak-score and x-jjak-origin. XLIFF 1.2 and 2.0 and PO files are written \
    again with the translations in place, everything else byte for byte; what has to be looked at \
    is marked in the manner of the format (state, fuzzy), with the match beside it.\n\
    Where a match differs in the values of numbers alone, they are put in, if it is certain where, \
    and the segment says so.\nExamples:\n  \
    jjak tm pretranslate -m news.jjak next.ko.txt -o next.tmx\n  \
    jjak tm pretranslate -m news.jjak job.xlf -o job.xlf --min 75\n  \
    jjak tm pretranslate -m mine.jjak -m agency.jjak=5 ko.po -o ko.po"
)]
pub(in crate::cli) struct PretranslateArgs {
    /// Article (.txt, .md, .html; - for one on standard input), XLIFF or PO file
    file: PathBuf,
    #[command(flatten)]
    memories: Memories,
    /// Lowest score in percent
    #[arg(long, default_value_t = 85.0, value_parser = percent)]
    min: f64,
    /// Replace translations that are there, where there is a match
    #[arg(long)]
    overwrite: bool,
    /// Source and target language change places, whatever the file is written in
    #[arg(long)]
    reverse: bool,
    /// File to write, which may be the one that is read; without it, standard output
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    #[command(flatten)]
    languages: Languages,
    #[command(flatten)]
    reading: Reading,
}

pub(super) fn run(args: &PretranslateArgs) -> Result<Outcome> {
    let mut memories = args.memories.open_some()?;
    let encoding = args.reading.encoding.as_deref();
    let fillable = Fillable::read(&args.file, encoding)?;
    let segments = match &fillable {
        Some(fillable) => fillable.segments(),
        None => article(args)?,
    };
    let contents: Vec<Content> = segments.iter().map(|own| own.source.clone()).collect();
    let [source, target] = segments::direction_of(&args.languages, args.reverse, &contents);
    let [from, to] = fillable.as_ref().map(Fillable::langs).unwrap_or_default();
    let langs = [from.unwrap_or_else(|| source.clone()), to.unwrap_or_else(|| target.clone())];
    let fillings = fill(args, &mut memories, &langs, &segments)?;
    let mut sink = Sink::create(args.output.as_deref())?;
    match fillable {
        Some(fillable) => fillable.write(&fillings, &mut sink)?,
        None => {
            let header = tmx::Header::new(&langs[0], jiff::Timestamp::now());
            let mut writer = tmx::Writer::new(&mut sink, &header)?;
            for (segment, filling) in segments.iter().zip(&fillings) {
                if let Some(filling) = filling {
                    writer.write(&unit(&langs, &segment.source, filling))?;
                }
            }
            say_report(&writer.finish()?);
        }
    }
    sink.commit()?;
    Ok(report(args, &segments, &fillings))
}

/// The sentences of an article, none of which is translated.
fn article(args: &PretranslateArgs) -> Result<Vec<Segment>> {
    if segments::is_bilingual(&args.file) {
        let fault = Error::new(Kind::Unsupported("this format is not filled in".to_string()));
        let fault = fault.cure("convert it to XLIFF first: jjak tmx convert FILE -o job.xlf");
        return Err(fault.in_file(&args.file));
    }
    let document = segments::article(&args.file, args.reading.encoding.as_deref())?;
    let segment = |text: String| Segment {
        source: Content::from_text(text),
        is_translated: false,
        is_locked: false,
    };
    Ok(document.segments.into_iter().map(|own| segment(own.text)).collect())
}

/// The best match of each segment that wants one, made its translation.
fn fill(
    args: &PretranslateArgs,
    memories: &mut several::Memories,
    [source, target]: &[LangTag; 2],
    segments: &[Segment],
) -> Result<Vec<Option<Filling>>> {
    let text = |at: usize| segments.get(at).map(|own| own.source.plain_text().into_owned());
    let mut fillings = Vec::with_capacity(segments.len());
    for (at, segment) in segments.iter().enumerate() {
        if !args.is_wanted(segment) {
            fillings.push(None);
            continue;
        }
        let request = Request {
            content: segment.source.clone(),
            before: at.checked_sub(1).and_then(text),
            after: text(at + 1),
            min: Score::from_percent(args.min),
            ..Request::new("")
        };
        let found = memories.best(source, target, &request)?;
        fillings.push(found.map(|found| {
            let origin = format!("{}#{}", memories.name(found.memory), found.matched.stored.number);
            let penalty = memories.0[found.memory].penalty;
            propose(&segment.source, &found.matched, origin, penalty)
        }));
    }
    Ok(fillings)
}

impl PretranslateArgs {
    /// Whether a segment is to get a translation.
    fn is_wanted(&self, segment: &Segment) -> bool {
        !segment.is_locked
            && !segment.source.plain_text().trim().is_empty()
            && (self.overwrite || !segment.is_translated)
    }
}

/// The segment with its translation, its score, its state and where it came from as props.
fn unit([source, target]: &[LangTag; 2], text: &Content, filling: &Filling) -> Unit {
    let translation = Variant::text(target.clone(), filling.plain_text());
    let mut unit = Unit::pair(Variant::new(source.clone(), text.clone()), translation);
    unit.set_prop("x-jjak-score", format!("{:.2}", filling.percent));
    unit.set_prop("x-jjak-state", filling.state.name());
    unit.set_prop("x-jjak-origin", filling.origin.as_str());
    if let Some(remark) = &filling.remark {
        unit.set_prop("x-jjak-remark", remark.as_str());
    }
    unit
}

/// Says how much was filled in. Findings are segments that still want a translation.
fn report(args: &PretranslateArgs, segments: &[Segment], fillings: &[Option<Filling>]) -> Outcome {
    let wanted = segments.iter().filter(|segment| args.is_wanted(segment)).count();
    let filled: Vec<&Filling> = fillings.iter().flatten().collect();
    let mut said = format!("{} of {wanted} segments filled in", filled.len());
    let states = [State::Context, State::Exact, State::Numbers, State::Fuzzy];
    let counted = states.map(|state| {
        let count = filled.iter().filter(|own| own.state == state).count();
        (count, state.name())
    });
    for (at, (count, name)) in counted.into_iter().filter(|(count, _)| *count > 0).enumerate() {
        said += if at == 0 { ": " } else { ", " };
        said += &format!("{count} {name}");
    }
    let passed_over = segments.len() - wanted;
    if passed_over > 0 {
        said += &format!("; {passed_over} left as they are");
    }
    anstream::eprintln!("{said}");
    if filled.len() == wanted { Outcome::Fine } else { Outcome::Findings }
}
