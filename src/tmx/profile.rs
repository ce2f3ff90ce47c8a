//! What the program that will read a file needs besides valid TMX.

use std::borrow::Cow;

use super::conform::{Change, Report};
use super::encoded::Charset;
use crate::unit::{CodeKind, Content, Inline, markup};

/// For whom a file is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Profile {
    /// Any reader of TMX 1.4.
    #[default]
    Generic,
    /// OmegaT, which loses the text of `sub`: it is kept inside the native code.
    Omegat,
    /// Trados Studio, whose memories know languages with a region only: `ko` becomes `ko-KR`.
    Trados,
    /// memoQ: `sub` is kept inside the native code.
    Memoq,
}

/// How a file is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// The encoding.
    pub charset: Charset,
    /// Whether codes are left out, so that the file is of level 1: plain text.
    pub plain: bool,
    /// For whom.
    pub profile: Profile,
}

/// The region that is mostly meant where a language stands alone.
const REGIONS: &[(&str, &str)] = &[
    ("ar", "SA"),
    ("cs", "CZ"),
    ("da", "DK"),
    ("de", "DE"),
    ("el", "GR"),
    ("en", "US"),
    ("es", "ES"),
    ("fi", "FI"),
    ("fr", "FR"),
    ("he", "IL"),
    ("hi", "IN"),
    ("hu", "HU"),
    ("id", "ID"),
    ("it", "IT"),
    ("ja", "JP"),
    ("ko", "KR"),
    ("ms", "MY"),
    ("nl", "NL"),
    ("pl", "PL"),
    ("pt", "BR"),
    ("ro", "RO"),
    ("ru", "RU"),
    ("sv", "SE"),
    ("th", "TH"),
    ("tr", "TR"),
    ("uk", "UA"),
    ("vi", "VN"),
    ("zh", "CN"),
];

impl Options {
    /// The content as the level and the profile have it.
    pub(super) fn level<'a>(&self, content: &'a Content, report: &mut Report) -> Cow<'a, Content> {
        if content.is_plain() {
            return Cow::Borrowed(content);
        }
        if self.plain {
            for code in content.codes() {
                report.add(Change::CodeLeftOut, code.kind.name(), 1);
            }
            return Cow::Owned(Content::from_text(content.plain_text()));
        }
        let subs = matches!(self.profile, Profile::Omegat | Profile::Memoq)
            && content.codes().iter().any(|code| code.kind == CodeKind::Sub);
        if subs { Cow::Owned(without_subs(content, report)) } else { Cow::Borrowed(content) }
    }

    /// The language tag as the profile has it.
    pub(super) fn region(&self, lang: String, report: &mut Report) -> String {
        let wanted = matches!(self.profile, Profile::Trados);
        let region = REGIONS.iter().find(|(own, _)| wanted && lang.eq_ignore_ascii_case(own));
        let Some((own, region)) = region else { return lang };
        report.add(Change::LanguageChanged, &lang, 1);
        format!("{own}-{region}")
    }
}

/// The content with the markup of each `sub` as native code.
fn without_subs(content: &Content, report: &mut Report) -> Content {
    let mut out = Content::default();
    for inline in content.iter() {
        match inline {
            Inline::Text(text) => out.push_str(text),
            Inline::Code(code) if code.kind == CodeKind::Sub => {
                report.add(Change::CodeReplaced, "sub", 1);
                let mut text = String::new();
                markup::push_content(&mut text, &code.content);
                out.push_text(text);
            }
            Inline::Code(code) => {
                let mut code = code.clone();
                code.content = without_subs(&code.content, report);
                out.push_code(code);
            }
        }
    }
    out
}
