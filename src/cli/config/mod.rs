//! `jjak.toml`: defaults that a project keeps beside its files.
//!
//! Found upward from the working directory, or named with `--config`. What is said on the command
//! line wins. Paths in the file are relative to it. Keys that are not known are refused, with the
//! line and the key that was probably meant.

mod read;

use std::path::{Path, PathBuf};

use clap::Args;
use serde::Deserialize;

use crate::check::{Sameness, Selection, Settings, Severity};
use crate::error::Result;
use crate::lang::tag::LangTag;

/// Name of the file.
const NAME: &str = "jjak.toml";

#[derive(Debug, Args)]
pub(super) struct ConfigOption {
    /// Configuration file; by default jjak.toml here or in a folder above
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long)]
    no_config: bool,
}

impl ConfigOption {
    /// The configuration that is named or found; the default where there is none.
    ///
    /// # Errors
    /// When the file cannot be read, with the line when something in it is wrong.
    pub(super) fn load(&self) -> Result<Config> {
        if self.no_config {
            return Ok(Config::default());
        }
        match self.config.clone().or_else(find) {
            Some(path) => read::read(&path),
            None => Ok(Config::default()),
        }
    }
}

/// The file nearest above the working directory.
fn find() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    here.ancestors().map(|folder| folder.join(NAME)).find(|path| path.is_file())
}

/// What the file says.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Config {
    /// The languages of the project.
    pub languages: Languages,
    /// Glossaries: files, or names of those that come with jjak.
    pub glossaries: Vec<PathBuf>,
    /// Memories of `jjak tm`, each FILE or FILE=PENALTY.
    pub memories: Vec<String>,
    /// Settings of `jjak check`.
    pub check: Check,
    /// The severities, read from their table.
    #[serde(skip)]
    severities: Vec<(String, Option<Severity>)>,
    /// The folder of the file, to which paths are relative.
    #[serde(skip)]
    folder: PathBuf,
}

/// The languages of the project.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Languages {
    /// What is translated from.
    #[serde(deserialize_with = "read::tag")]
    pub source: Option<LangTag>,
    /// What is translated to.
    #[serde(deserialize_with = "read::tag")]
    pub target: Option<LangTag>,
}

/// Settings of `jjak check`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Check {
    /// The least severity that is shown.
    pub min_severity: Option<Level>,
    /// The least severity that fails.
    pub fail_on: Option<Level>,
    /// Beginnings of the ids of rules to report.
    pub only: Vec<String>,
    /// Beginnings of the ids of rules to leave out.
    pub skip: Vec<String>,
    /// File of accepted findings.
    pub baseline: Option<PathBuf>,
    /// Hangul that may stand in English.
    pub allow_hangul: Vec<String>,
    /// Severities by rule id or beginning of one; a table of tables where the key has a point.
    pub severity: toml::Table,
    /// What the consistency checks pass over.
    pub consistency: Consistency,
    /// Settings of the length check.
    pub length: Length,
}

/// A severity, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Level {
    Error,
    Warning,
    Info,
    /// Not at all: `off`, of failing `never`.
    #[serde(alias = "never")]
    Off,
}

impl Level {
    pub(super) fn severity(self) -> Option<Severity> {
        match self {
            Level::Error => Some(Severity::Error),
            Level::Warning => Some(Severity::Warning),
            Level::Info => Some(Severity::Info),
            Level::Off => None,
        }
    }
}

/// What the consistency checks pass over.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Consistency {
    /// Differences that do not count.
    pub ignore: Option<Vec<Difference>>,
    /// Texts that are not compared.
    pub except: Vec<String>,
}

/// A difference that may be passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Difference {
    Case,
    Punctuation,
    Numbers,
}

/// Settings of the length check.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Length {
    /// How many times too long or too short a target may be.
    pub tolerance: Option<f64>,
}

impl Config {
    /// The settings of the checks; `only` and `skip` of the command line win.
    pub(super) fn settings(&self, only: &[String], skip: &[String]) -> Settings {
        let or = |said: &[String], own: &Vec<String>| match said {
            [] => own.clone(),
            said => said.to_vec(),
        };
        let check = &self.check;
        let usual = Settings::default();
        let sameness = match &check.consistency.ignore {
            Some(ignore) => Sameness {
                case: ignore.contains(&Difference::Case),
                punctuation: ignore.contains(&Difference::Punctuation),
                numbers: ignore.contains(&Difference::Numbers),
                except: Vec::new(),
            },
            None => usual.sameness,
        };
        Settings {
            selection: Selection { only: or(only, &check.only), skip: or(skip, &check.skip) },
            severities: self.severities.clone(),
            allowed_hangul: check.allow_hangul.clone(),
            sameness: Sameness { except: check.consistency.except.clone(), ..sameness },
            length_tolerance: check.length.tolerance.unwrap_or(usual.length_tolerance),
        }
    }

    /// The glossaries to use: those of the command line, else those of the file.
    pub(super) fn glossaries(&self, said: &[PathBuf]) -> Vec<PathBuf> {
        if said.is_empty() {
            self.glossaries.iter().map(|name| self.resolved(name, true)).collect()
        } else {
            said.to_vec()
        }
    }

    /// The memories to look in, each FILE or FILE=PENALTY: those of the command line, else those of
    /// the file.
    pub(super) fn memories(&self, said: &[String]) -> Vec<String> {
        if said.is_empty() {
            let resolved = |name: &String| self.folder.join(name).to_string_lossy().into_owned();
            self.memories.iter().map(resolved).collect()
        } else {
            said.to_vec()
        }
    }

    /// A path that the command line says, else one of the file.
    pub(super) fn path(&self, said: Option<&PathBuf>, own: Option<&PathBuf>) -> Option<PathBuf> {
        said.cloned().or_else(|| own.map(|path| self.resolved(path, false)))
    }

    /// A path of the file; the name of a glossary that comes with jjak stays a name.
    fn resolved(&self, path: &Path, may_be_shipped: bool) -> PathBuf {
        let there = self.folder.join(path);
        let plain = path.components().count() == 1 && path.extension().is_none();
        if may_be_shipped && plain && !there.exists() { path.to_path_buf() } else { there }
    }
}
