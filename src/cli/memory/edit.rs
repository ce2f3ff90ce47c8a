//! `jjak tm edit`: one unit changed.

use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;

use crate::cli::args::Languages;
use crate::cli::{Outcome, output};
use crate::error::{Error, Kind, Result};
use crate::lang::tag::LangTag;
use crate::memory::store::Store;
use crate::tmx::{Header, Reader, Writer};
use crate::unit::{Annotation, Content, Unit, date};

#[derive(Debug, Args)]
#[command(
    after_help = "The unit gets a new number, which is printed: under one number a unit never \
    changes. Its document and its neighbours stay.\nExamples:\n  \
    jjak tm edit -m news.jjak 12 --target 'Yields rose sharply.' --user kim\n  \
    jjak tm edit -m news.jjak 12 --prop x-client=가온 --remove-prop x-old --note checked\n  \
    EDITOR=vim jjak tm edit -m news.jjak 12 --editor"
)]
pub(in crate::cli) struct EditArgs {
    /// Memory
    #[arg(short, long, value_name = "FILE")]
    memory: PathBuf,
    /// Number of the unit, as lookup and concordance show it
    unit: i64,
    /// New source text
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
    /// New target text
    #[arg(long, value_name = "TEXT")]
    target: Option<String>,
    /// Set a prop; may be repeated
    #[arg(long, value_name = "TYPE=VALUE", value_parser = prop)]
    prop: Vec<(String, String)>,
    /// Take out the props of this type; may be repeated
    #[arg(long, value_name = "TYPE")]
    remove_prop: Vec<String>,
    /// Add a note; may be repeated
    #[arg(long, value_name = "TEXT")]
    note: Vec<String>,
    /// Who changes it (default: what USER says)
    #[arg(long, value_name = "NAME")]
    user: Option<String>,
    /// Open the unit as TMX in the program that VISUAL or EDITOR names
    #[arg(long)]
    editor: bool,
    #[command(flatten)]
    languages: Languages,
}

fn prop(written: &str) -> Result<(String, String), String> {
    match written.split_once('=') {
        Some((kind, value)) if !kind.is_empty() => Ok((kind.to_string(), value.to_string())),
        _ => Err("write TYPE=VALUE".to_string()),
    }
}

pub(super) fn run(args: &EditArgs) -> Result<Outcome> {
    let mut store = Store::open_existing(&args.memory)?;
    let gone = || {
        let error = Error::usage(format!("there is no unit {}", args.unit)).in_file(&args.memory);
        error.cure("take the number from jjak tm lookup or concordance")
    };
    let old = store.get(args.unit)?.ok_or_else(gone)?;
    let mut unit = old.unit.clone();
    args.change(&mut unit)?;
    if args.editor {
        unit = edited(&unit, &args.languages.source_lang)?;
    }
    if unit == old.unit {
        output::print(b"nothing was changed\n")?;
        return Ok(Outcome::Fine);
    }
    unit.attributes.set("changedate", date::format(jiff::Timestamp::now()));
    let user = args.user.clone().or_else(|| std::env::var("USER").ok());
    if let Some(user) = user.filter(|user| !user.is_empty()) {
        unit.attributes.set("changeid", user);
    }
    let new = store.replace(args.unit, &unit)?.ok_or_else(gone)?;
    output::print(format!("unit {} is now {new}\n", args.unit).as_bytes())?;
    Ok(Outcome::Fine)
}

impl EditArgs {
    /// Makes the changes that the options say.
    fn change(&self, unit: &mut Unit) -> Result<()> {
        let (from, to) = (&self.languages.source_lang, &self.languages.target_lang);
        for (text, lang) in [(&self.source, from), (&self.target, to)] {
            if let Some(text) = text {
                set_text(unit, lang, text)?;
            }
        }
        unit.annotations.0.retain(|annotation| match annotation {
            Annotation::Prop(prop) => {
                !self.remove_prop.iter().any(|kind| prop.kind() == Some(kind))
            }
            _ => true,
        });
        self.prop.iter().for_each(|(kind, value)| unit.set_prop(kind, value));
        self.note.iter().for_each(|note| unit.annotations.add_note(note));
        Ok(())
    }
}

/// Gives the variant of a language another text; inline codes would be lost.
fn set_text(unit: &mut Unit, lang: &LangTag, text: &str) -> Result<()> {
    let found = unit.variant(lang).map(|found| found as *const _);
    let own = unit.variants.iter_mut().find(|own| Some(std::ptr::from_ref(*own)) == found);
    let Some(own) = own else {
        let error = Error::usage(format!("the unit has no text in {}", lang.as_str()));
        return Err(error.cure("name its languages: --source-lang, --target-lang"));
    };
    if !own.content.is_plain() {
        let error = Error::usage("the text has inline codes, which would be lost");
        return Err(error.cure("use --editor, which shows them"));
    }
    own.content = Content::from_text(text);
    Ok(())
}

/// The unit as the user's editor leaves it.
fn edited(unit: &Unit, source: &LangTag) -> Result<Unit> {
    let io = |error| Error::new(Kind::Io(error));
    let mut file =
        tempfile::Builder::new().prefix("jjak-").suffix(".tmx").tempfile().map_err(io)?;
    let mut writer = Writer::new(&mut file, &Header::new(source, jiff::Timestamp::now()))?;
    writer.write(unit)?;
    writer.finish()?;
    start_editor(file.path())?;
    let mut units = Reader::open(file.path())?;
    match (units.next().transpose()?, units.next()) {
        (Some(unit), None) => Ok(unit),
        _ => Err(Error::usage("the edited file has not just one unit").cure("edit it again")),
    }
}

fn start_editor(path: &Path) -> Result<()> {
    let named = ["VISUAL", "EDITOR"].iter().find_map(|name| std::env::var(name).ok());
    let named = named.filter(|named| !named.trim().is_empty());
    let Some(named) = named else {
        return Err(Error::usage("no editor is known").cure("set EDITOR, such as EDITOR=nano"));
    };
    // Editors are named with options: `code --wait`.
    let mut words = named.split_whitespace();
    let program = words.next().unwrap_or_default();
    let status = Command::new(program).args(words).arg(path).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(Error::usage(format!("{program} ended with an error; nothing was changed"))),
        Err(error) => Err(Error::io(program, error).cure("set EDITOR to a program that is there")),
    }
}
