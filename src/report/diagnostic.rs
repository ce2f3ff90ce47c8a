//! Findings drawn for a terminal: both texts, the place marked under the characters.
//!
//! The number before each text is that of its unit. Columns are right under Hangul and other wide
//! characters.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::check::{Finding, Severity};
use crate::text::Span;
use crate::unit::Pair;

use super::message;

/// Draws one finding on the pair it is about; several lines, without a line end after the last.
///
/// # Panics
/// When a span of the finding does not lie in the texts of the pair.
pub fn draw(finding: &Finding, pair: &Pair<'_>, colour: bool) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title = format!("unit {}: {}", finding.unit, message::of(finding));
    let snippet = |text: &str, spans: &[Span]| {
        let kind = AnnotationKind::Primary;
        Snippet::source(text.replace(['\n', '\r', '\t'], " "))
            .line_start(finding.unit)
            .fold(false)
            .annotations(
                spans.iter().map(|span| kind.span(span.start..span.end)).collect::<Vec<_>>(),
            )
    };
    let mut group = level
        .primary_title(title)
        .id(finding.rule)
        .element(snippet(&pair.source, &finding.source))
        .element(snippet(&pair.target, &finding.target));
    if let Some(note) = finding.arg("note").filter(|note| !note.is_empty()) {
        group = group.element(Level::NOTE.message(note.to_string()));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[group])
}
