//! `jjak tmx merge`: several memories into one.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::Outcome;
use crate::error::{Error, Result};
use crate::tmx::Writer;
use crate::tmx::memory::{Identity, Joined, Policy};

use super::files::{Memory, SamenessOption, Sink, say_report};

#[derive(Debug, Args)]
#[command(after_help = "Units with the same source text are the same unit; the header is that of \
    the first file. The units are held in memory.\n\
    Example:\n  jjak tmx merge a.tmx b.tmx --policy newest --ignore case,blanks -o both.tmx")]
pub(super) struct MergeArgs {
    /// TMX files
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Which unit stays when the same source has several targets
    #[arg(long, value_enum, default_value_t = Choice::Newest)]
    policy: Choice,
    #[command(flatten)]
    sameness: SamenessOption,
    /// File to write; without it, standard output
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Choice {
    /// The one changed last
    Newest,
    /// The one used most
    MostUsed,
    /// All of them
    KeepAll,
}

impl From<Choice> for Policy {
    fn from(choice: Choice) -> Policy {
        match choice {
            Choice::Newest => Policy::Newest,
            Choice::MostUsed => Policy::MostUsed,
            Choice::KeepAll => Policy::KeepAll,
        }
    }
}

pub(super) fn run(args: &MergeArgs) -> Result<Outcome> {
    let policy = args.policy.into();
    let first = args.files.first().ok_or_else(|| Error::usage("there is no file"))?;
    let header = Memory::open(first)?.reader.header().clone();
    let source = header.source_lang();
    let identity = Identity { sameness: args.sameness.sameness(), source: source.as_ref() };
    let mut joined = Joined::new(identity, policy);
    for path in &args.files {
        let mut memory = Memory::open(path)?;
        let own = memory.reader.header().attributes.get("srclang").map(str::to_string);
        while let Some(mut unit) = memory.next()? {
            // In the new file another header speaks for the unit.
            if let Some(own) = &own
                && header.attributes.get("srclang") != Some(own)
                && unit.attributes.get("srclang").is_none()
            {
                unit.attributes.set("srclang", own.as_str());
            }
            joined.add(unit);
        }
    }
    let mut sink = Sink::create(args.output.as_deref())?;
    let mut writer = Writer::new(&mut sink, &header)?;
    for unit in joined.units() {
        writer.write(unit)?;
    }
    say_report(&writer.finish()?);
    sink.commit()?;
    let (kept, repeated, replaced) = (joined.units().len(), joined.repeated, joined.replaced);
    anstream::eprintln!(
        "{kept} units, {repeated} repeated, {replaced} with another target dropped"
    );
    Ok(Outcome::Fine)
}
