//! Units in two languages, for files that hold no more: which languages, and what became of the
//! units that lack one.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::bilingual::{Bilingual, Units, Wanted};
use crate::error::{Error, Result};
use crate::formats::Placed;
use crate::lang::tag::LangTag;
use crate::unit::pairing::{LangPair, Pairing, Unfit};
use crate::unit::{Unit, Variant};

use super::files::tag;

#[derive(Debug, Args)]
pub(super) struct PairOptions {
    /// Source language, where the format holds two languages (default: what the file says)
    #[arg(long, value_name = "TAG", value_parser = tag)]
    source: Option<LangTag>,
    /// Target language, where the format holds two languages
    #[arg(long, value_name = "TAG", value_parser = tag)]
    target: Option<LangTag>,
    /// Also take units whose own srclang says that they were translated in another direction
    #[arg(long)]
    any_direction: bool,
}

impl PairOptions {
    /// What is said about a file that may not say it itself.
    pub(super) fn wanted(&self) -> Wanted<'_> {
        Wanted { source: self.source.as_ref(), target: self.target.as_ref(), encoding: None }
    }

    /// The two languages to write: those asked for, else those of the file and its first unit.
    fn languages(&self, file: &Bilingual, first: Option<&Placed>) -> Result<LangPair> {
        let unknown = |what: &str| {
            let error = Error::usage(format!("the file does not say its {what} language"));
            error.cure(format!("give it: --{what} TAG"))
        };
        let said = file.langs.as_ref();
        let variants = first.map(|placed| placed.unit.variants.as_slice()).unwrap_or_default();
        let source = self.source.clone().or_else(|| said.map(|langs| langs[0].clone()));
        let source = source.or_else(|| file.header.source_lang());
        let source = source.or_else(|| variants.first().map(|variant| variant.lang.clone()));
        let source = source.ok_or_else(|| unknown("source"))?;
        let target = self.target.clone().or_else(|| said.map(|langs| langs[1].clone()));
        let other = |variant: &&Variant| variant.lang.primary() != source.primary();
        let target =
            target.or_else(|| variants.iter().find(other).map(|variant| variant.lang.clone()));
        let target = target.ok_or_else(|| unknown("target"))?;
        Ok(LangPair { source, target, usual: file.source_lang(), any: self.any_direction })
    }
}

/// How many units were read, and how many of them gave a pair.
#[derive(Debug, Clone, Copy)]
pub(super) struct Read {
    pub units: usize,
    pub paired: usize,
}

/// The units of a file that have the two languages.
pub(super) struct Pairs {
    path: PathBuf,
    asked: LangPair,
    units: Units,
    pairing: Pairing,
}

impl Pairs {
    pub(super) fn new(options: &PairOptions, path: &Path, mut file: Bilingual) -> Result<Self> {
        let first = file.units.next().transpose()?;
        let asked =
            options.languages(&file, first.as_ref()).map_err(|error| error.in_file(path))?;
        let units = Box::new(first.into_iter().map(Ok).chain(file.units));
        Ok(Pairs { path: path.to_path_buf(), asked, units, pairing: Pairing::default() })
    }

    /// The languages.
    pub(super) fn asked(&self) -> &LangPair {
        &self.asked
    }

    /// Goes over the units that have both.
    pub(super) fn each(&mut self, mut write: impl FnMut(&Unit) -> Result<()>) -> Result<()> {
        for placed in self.units.by_ref() {
            let unit = placed?.unit;
            if self.pairing.pair(&self.asked, &unit).is_some() {
                write(&unit)?;
            }
        }
        Ok(())
    }

    /// Says on standard error what was passed over and why.
    ///
    /// # Errors
    /// When no unit has both languages, though there are units.
    pub(super) fn end(self) -> Result<Read> {
        let Pairs { path, asked, pairing, .. } = self;
        let LangPair { source, target, .. } = &asked;
        let (paired, unpaired) = (pairing.paired, pairing.unpaired());
        if paired == 0 && unpaired > 0 {
            let languages = pairing.languages();
            let turned = pairing.count(Unfit::OtherDirection);
            let error = if turned > 0 {
                let error = format!("no unit is translated from {source}: {turned} say otherwise");
                Error::usage(error).cure("take them all the same: --any-direction")
            } else {
                let has = if languages.is_empty() { "no text" } else { languages.as_str() };
                let looked = format!("none of the {unpaired} units has both {source} and {target}");
                let cure = "name two languages that there are: --source TAG --target TAG";
                Error::usage(format!("{looked}: they have {has}")).cure(cure)
            };
            return Err(error.in_file(path));
        }
        for (what, count, has) in pairing.reasons(&asked) {
            anstream::eprintln!("note: {what} left out: {count} ({has})");
        }
        if pairing.count(Unfit::OtherDirection) > 0 {
            anstream::eprintln!(
                "note: --any-direction takes units translated in another direction"
            );
        }
        if pairing.turned > 0 {
            let turned = pairing.turned;
            anstream::eprintln!(
                "note: units translated from another language than {source}: {turned}"
            );
        }
        Ok(Read { units: paired + unpaired, paired })
    }
}
