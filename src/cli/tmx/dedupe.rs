//! `jjak tmx dedupe`: units that came before.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::path::PathBuf;

use clap::Args;

use crate::cli::Outcome;
use crate::error::Result;

use super::files::{Deed, Memory, SamenessOption, edit};

#[derive(Debug, Args)]
#[command(after_help = "A unit is taken out when a unit before it has the same texts in the same \
    languages; the first stays, byte for byte. Memory: 16 bytes a unit, nothing on disk.\n\
    Example:\n  jjak tmx dedupe memory.tmx --ignore codes,case -o smaller.tmx")]
pub(super) struct DedupeArgs {
    /// TMX file; - for standard input
    file: PathBuf,
    #[command(flatten)]
    sameness: SamenessOption,
    /// File to write; without it, standard output
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &DedupeArgs) -> Result<Outcome> {
    let sameness = args.sameness.sameness();
    let (one, two) = (RandomState::new(), RandomState::new());
    // Two hashes of 64 bits: that a unit is lost by chance is not to be feared.
    let mut seen: HashSet<(u64, u64)> = HashSet::new();
    let mut memory = Memory::open(&args.file)?;
    let (counts, _) = edit(&mut memory, args.output.as_deref(), None, |unit| {
        let key = sameness.unit_key(unit);
        let is_new = seen.insert((one.hash_one(&key), two.hash_one(&key)));
        Ok(if is_new { Deed::Keep } else { Deed::LeaveOut })
    })?;
    anstream::eprintln!("{} units kept, {} taken out", counts.kept, counts.left_out);
    Ok(Outcome::Fine)
}
