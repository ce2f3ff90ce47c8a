//! `jjak tmx merge`: several memories into one.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::Outcome;
use crate::error::{Error, Result};
use crate::tmx::Rewriter;
use crate::tmx::memory::{Contest, Identity, Kept, Policy};
use crate::unit::Unit;

use super::files::{Memory, Rereadable, SamenessOption, Sink, say_report};

#[derive(Debug, Args)]
#[command(
    after_help = "Units with the same source text contend; --policy says which stays. Units \
    that stay do so in order and byte for byte (with --valid as 'jjak tmx convert' writes them), with the comments between them; \
    header and encoding are those of the first file.\n\
    The files are read twice. Memory: some 40 MB, whatever their size; hashes of what is compared \
    wait in temporary files.\nExamples:\n  \
    jjak tmx merge a.tmx b.tmx --policy newest --ignore case,blanks -o both.tmx\n  \
    jjak tmx merge master.tmx new.tmx --policy keep-all -o master.2.tmx"
)]
pub(super) struct MergeArgs {
    /// TMX files, packed with gzip or zip or not; - for standard input
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Which unit stays when the same source has several targets
    #[arg(long, value_enum, default_value_t = Choice::Newest)]
    policy: Choice,
    #[command(flatten)]
    sameness: SamenessOption,
    /// Write every unit anew, valid against the DTD and OmegaT's schema
    #[arg(long)]
    valid: bool,
    /// File to write; without it, standard output
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Choice {
    /// The one that came first
    First,
    /// The one changed last; of equals the later one
    Newest,
    /// The one used most
    MostUsed,
    /// All of them
    KeepAll,
}

impl From<Choice> for Policy {
    fn from(choice: Choice) -> Policy {
        match choice {
            Choice::First => Policy::First,
            Choice::Newest => Policy::Newest,
            Choice::MostUsed => Policy::MostUsed,
            Choice::KeepAll => Policy::KeepAll,
        }
    }
}

pub(super) fn run(args: &MergeArgs) -> Result<Outcome> {
    let files = args.files.iter().map(|path| Rereadable::new(path));
    let files = files.collect::<Result<Vec<_>>>()?;
    let mut contest = Contest::by_source(args.policy.into());
    for file in &files {
        file.survey(|reader| {
            let source = reader.header().source_lang();
            let sameness = args.sameness.sameness();
            contest.add(&Identity { sameness, source: source.as_ref() }, reader)
        })?;
    }
    let kept = contest.decide()?;
    write(args, &files, &kept)?;
    let Kept { kept, repeated, replaced, .. } = kept;
    let read = kept + repeated + replaced;
    anstream::eprintln!(
        "{read} units read, {kept} kept, {repeated} repeated, {replaced} with another target dropped"
    );
    Ok(Outcome::Fine)
}

/// Writes the first file with what stays of it, and after that what stays of the others.
fn write(args: &MergeArgs, files: &[Rereadable], kept: &Kept) -> Result<()> {
    let (first, others) = files.split_first().ok_or_else(|| Error::usage("there is no file"))?;
    let mut numbers = 0..;
    let mut stays = || numbers.next().is_some_and(|number| kept.has(number));
    let mut master = first.open()?;
    let mut sink = Sink::create(args.output.as_deref())?;
    let mut rewriter = match args.valid {
        true => Rewriter::valid(&mut sink, &master.reader)?,
        false => Rewriter::new(&mut sink, &master.reader, None)?,
    };
    while let Some(unit) = master.next()? {
        if stays() {
            rewriter.keep(&master.reader, &unit)?;
        } else {
            rewriter.leave_out(&master.reader)?;
        }
    }
    for file in others {
        let mut memory = file.open()?;
        say_header(&memory, &master);
        while let Some(mut unit) = memory.next()? {
            if stays() {
                let changed = name_source(&mut unit, &memory, &master);
                rewriter.append(&memory.reader, &unit, changed)?;
            } else {
                rewriter.pass(&memory.reader)?;
            }
        }
        rewriter.pass(&memory.reader)?;
    }
    say_report(&rewriter.finish(&master.reader)?);
    sink.commit()
}

/// Says what the header of a later file holds that the new one has no place for.
fn say_header(memory: &Memory, master: &Memory) {
    let name = memory.path.display();
    let annotations = |memory: &Memory| memory.reader.header().annotations.0.clone();
    let known = annotations(master);
    let lost = annotations(memory).iter().filter(|own| !known.contains(own)).count();
    let remarks = memory.reader.prolog().remarks().len();
    for (what, count) in
        [("notes and props of its header", lost), ("comments before its units", remarks)]
    {
        if count > 0 {
            anstream::eprintln!("note: {name}: {what} left out: {count}");
        }
    }
}

/// Lets the unit name its source language where the header of its own file did and that of the
/// new one says another; `false` when it need not.
fn name_source(unit: &mut Unit, memory: &Memory, master: &Memory) -> bool {
    let said =
        |memory: &Memory| memory.reader.header().attributes.get("srclang").map(str::to_string);
    if unit.attributes.get("srclang").is_some() || said(memory) == said(master) {
        return false;
    }
    let Some(own) = said(memory) else { return false };
    unit.attributes.set("srclang", own);
    true
}
