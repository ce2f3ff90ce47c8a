//! The text of a Markdown file.
//!
//! Line breaks inside a paragraph stay: captured articles often have one paragraph a line and no
//! blank lines between, and [`super::lines`] joins lines that were wrapped.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::format::{Extracted, Hint};

/// Takes the text out of Markdown. Code blocks and pictures (but for their titles) are left out.
pub(super) fn extract(text: &str) -> Extracted {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut extracted = Extracted::default();
    let mut block = String::new();
    let mut hint = Hint::Text;
    // Depth of what has no text of the article.
    let mut skipped = 0_usize;
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::MetadataBlock(_) | Tag::Image { .. }) => {
                skipped += 1
            }
            Event::End(TagEnd::CodeBlock | TagEnd::MetadataBlock(_) | TagEnd::Image) => {
                skipped = skipped.saturating_sub(1);
            }
            Event::Start(tag) => {
                if let Some(new) = hint_of(&tag) {
                    extracted.push(&std::mem::take(&mut block), hint);
                    hint = new;
                }
            }
            Event::End(end) if ends_block(end) => {
                extracted.push(&std::mem::take(&mut block), hint);
                hint = Hint::Text;
            }
            _ if skipped > 0 => {}
            Event::Text(piece) | Event::Code(piece) | Event::InlineMath(piece) => {
                block.push_str(&piece);
            }
            Event::SoftBreak | Event::HardBreak => block.push('\n'),
            Event::Rule => extracted.push(&std::mem::take(&mut block), hint),
            _ => {}
        }
    }
    extracted.push(&block, hint);
    extracted
}

/// The hint for the lines of a block; `None` for spans of text.
fn hint_of(tag: &Tag) -> Option<Hint> {
    match tag {
        Tag::Heading { .. } => Some(Hint::Heading),
        Tag::Item | Tag::TableCell | Tag::BlockQuote(_) => Some(Hint::Paragraph),
        _ => None,
    }
}

fn ends_block(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::Item
            | TagEnd::TableCell
            | TagEnd::BlockQuote(_)
    )
}
