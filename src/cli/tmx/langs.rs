//! `jjak tmx langs`: which language tags there are, and others in their place.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;

use crate::cli::{Outcome, output};
use crate::error::{Error, Result};
use crate::lang::tag::LangTag;
use crate::unit::{Annotation, Attributes, Unit, source_lang};

use super::files::{Deed, Memory, edit};

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  jjak tmx langs memory.tmx\n  \
    jjak tmx langs memory.tmx --map kr=ko-KR --map en=en-US -o mapped.tmx\n  \
    jjak tmx langs memory.tmx --canonical -o mapped.tmx      ko_KR, kor: ko-KR, ko")]
pub(super) struct LangsArgs {
    /// TMX file; - for standard input
    file: PathBuf,
    /// Write the second tag for the first, which is compared as written but for case; may be repeated
    #[arg(long, value_name = "FROM=TO", value_parser = pair)]
    map: Vec<(String, LangTag)>,
    /// Write every tag in its canonical form
    #[arg(long)]
    canonical: bool,
    /// File to write; without it, standard output
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
}

fn pair(written: &str) -> Result<(String, LangTag), String> {
    let (from, to) = written.split_once('=').ok_or("write FROM=TO, such as kr=ko-KR")?;
    let to = LangTag::parse(to).map_err(|error| error.to_string())?;
    Ok((from.to_string(), to))
}

pub(super) fn run(args: &LangsArgs) -> Result<Outcome> {
    let mut memory = Memory::open(&args.file)?;
    if args.map.is_empty() && !args.canonical {
        if args.output.is_some() {
            return Err(Error::usage("nothing is to be changed").cure("give --map or --canonical"));
        }
        return list(&mut memory);
    }
    let mut header = memory.reader.header().clone();
    for name in ["srclang", "adminlang"] {
        args.map_attribute(&mut header.attributes, name);
    }
    let (counts, _) = edit(&mut memory, args.output.as_deref(), Some(&header), |unit| {
        Ok(if args.map_unit(unit) { Deed::Change } else { Deed::Keep })
    })?;
    let (read, changed, kept) = (counts.read(), counts.changed, counts.kept);
    anstream::eprintln!("{read} units read, {changed} changed, {kept} as they were");
    Ok(Outcome::Fine)
}

fn list(memory: &mut Memory) -> Result<Outcome> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    while let Some(unit) = memory.next()? {
        for variant in &unit.variants {
            *counts.entry(variant.lang.written().to_string()).or_default() += 1;
        }
    }
    let mut out = String::new();
    for (written, count) in counts {
        let lang = LangTag::new(&written);
        let name = lang.english_name().unwrap_or("no language that is known");
        out.push_str(&format!("{written}\t{count}\t{lang}\t{name}\n"));
    }
    output::print(out.as_bytes())?;
    Ok(Outcome::Fine)
}

impl LangsArgs {
    /// What is to be written for a tag, if that is another.
    fn mapped(&self, written: &str) -> Option<LangTag> {
        let given = self.map.iter().find(|(from, _)| from.eq_ignore_ascii_case(written));
        let to = match given {
            Some((_, to)) => to.clone(),
            None if self.canonical => LangTag::new(LangTag::new(written).as_str()),
            None => return None,
        };
        (to.written() != written).then_some(to)
    }

    fn map_attribute(&self, attributes: &mut Attributes, name: &str) -> bool {
        let own = attributes.get(name).filter(|own| source_lang(own).is_some());
        let Some(to) = own.and_then(|own| self.mapped(own)) else { return false };
        attributes.set(name, to.written());
        true
    }

    fn map_unit(&self, unit: &mut Unit) -> bool {
        let mut changed = self.map_attribute(&mut unit.attributes, "srclang");
        for variant in &mut unit.variants {
            if let Some(to) = self.mapped(variant.lang.written()) {
                variant.lang = to;
                changed = true;
            }
        }
        let own = unit.annotations.0.iter_mut();
        let all = own.chain(unit.variants.iter_mut().flat_map(|v| v.annotations.0.iter_mut()));
        for annotation in all {
            changed |= match annotation {
                Annotation::Note(note) => self.map_attribute(&mut note.attributes, "xml:lang"),
                Annotation::Prop(prop) => self.map_attribute(&mut prop.attributes, "xml:lang"),
                Annotation::Other(_) => false,
            };
        }
        changed
    }
}
