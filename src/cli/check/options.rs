//! What the command line and `jjak.toml` say together; the command line wins.

use crate::check::Severity;
use crate::cli::config::Config;
use crate::lang::tag::LangTag;
use crate::report::message::Ui;

use super::args::CheckArgs;

/// How a run goes, beside what the checks themselves are told.
pub(super) struct Options {
    /// Source language, where a file does not say it.
    pub source: Said,
    /// Target language, likewise.
    pub target: Said,
    /// Encoding of text files.
    pub encoding: Option<String>,
    /// The least severity that is shown.
    pub min_severity: Severity,
    /// The least severity that fails; `None` for none.
    pub fail_on: Option<Severity>,
    /// Language of messages.
    pub ui: Ui,
}

/// A language tag that was said, and whether it wins over what a file says.
pub(super) struct Said {
    /// By the command line: wins.
    pub flag: Option<LangTag>,
    /// By the configuration: for files that say none.
    pub usual: Option<LangTag>,
}

impl Said {
    /// The tag for files that do not say it.
    pub fn any(&self) -> Option<&LangTag> {
        self.flag.as_ref().or(self.usual.as_ref())
    }
}

impl Options {
    pub(super) fn new(args: &CheckArgs, config: &Config) -> Options {
        let said = |flag: &Option<LangTag>, usual: &Option<LangTag>| Said {
            flag: flag.clone(),
            usual: usual.clone(),
        };
        let min_severity = args.min_severity.map(Severity::from);
        let configured = config.check.min_severity.and_then(|level| level.severity());
        let fail_on = match (args.fail_on, config.check.fail_on) {
            (Some(fail_on), _) => fail_on.into(),
            (None, Some(level)) => level.severity(),
            (None, None) => Some(Severity::Warning),
        };
        Options {
            source: said(&args.source_lang, &config.languages.source),
            target: said(&args.target_lang, &config.languages.target),
            encoding: args.reading.encoding.clone(),
            min_severity: min_severity.or(configured).unwrap_or(Severity::Warning),
            fail_on,
            ui: args.ui.language(),
        }
    }
}
