//! `jjak tmx dedupe`: one of several units that say the same.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::Outcome;
use crate::error::Result;
use crate::tmx::memory::{Contest, Identity, Policy};

use super::files::{Deed, Rereadable, SamenessOption, edit};

#[derive(Debug, Args)]
#[command(after_help = "Of units with the same texts in the same languages one stays, byte for \
    byte. Units of the same source with other targets all stay: 'jjak tmx merge' of one file \
    decides between those.\nThe file is read twice. Memory: some 40 MB, whatever its size; hashes \
    of the texts wait in temporary files.\nExamples:\n  \
    jjak tmx dedupe memory.tmx -o smaller.tmx\n  \
    jjak tmx dedupe memory.tmx --ignore codes,case --keep newest -o smaller.tmx")]
pub(super) struct DedupeArgs {
    /// TMX file; - for standard input
    file: PathBuf,
    #[command(flatten)]
    sameness: SamenessOption,
    /// Which unit stays
    #[arg(long, value_enum, default_value_t = Choice::First)]
    keep: Choice,
    /// File to write; without it, standard output
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Choice {
    /// The one that came first
    First,
    /// The one changed last; of equals the first
    Newest,
    /// The one used most
    MostUsed,
}

impl Choice {
    fn policy(self) -> Policy {
        match self {
            Choice::First => Policy::First,
            Choice::Newest => Policy::Newest,
            Choice::MostUsed => Policy::MostUsed,
        }
    }
}

pub(super) fn run(args: &DedupeArgs) -> Result<Outcome> {
    let file = Rereadable::new(&args.file)?;
    let mut contest = Contest::by_unit(args.keep.policy());
    let identity = Identity { sameness: args.sameness.sameness(), source: None };
    file.survey(|reader| contest.add(&identity, reader))?;
    let kept = contest.decide()?;
    let mut numbers = 0..;
    let (counts, _) = edit(&mut file.open()?, args.output.as_deref(), None, |_| {
        let stays = numbers.next().is_some_and(|number| kept.has(number));
        Ok(if stays { Deed::Keep } else { Deed::LeaveOut })
    })?;
    let read = counts.read();
    anstream::eprintln!("{read} units read, {} kept, {} repeated", counts.kept, counts.left_out);
    Ok(Outcome::Fine)
}
