//! The text of a web page.
//!
//! `dom_smoothie` (a port of Mozilla's Readability) finds the article; when it finds none, the
//! page's `article`, `main` or `body` is taken as it is. Headings, paragraphs and captions become
//! lines. The headline usually stands outside what Readability returns, so the page's own is put
//! first.

use dom_smoothie::{Config, Readability};

use super::format::{Extracted, Hint};
use super::lines;
use crate::lang::boilerplate;

/// Elements without text of the article.
const SKIPPED: [&str; 18] = [
    "script", "style", "noscript", "template", "nav", "aside", "footer", "form", "button",
    "select", "iframe", "svg", "video", "audio", "head", "picture", "img", "textarea",
];

/// Elements whose text runs on in the line around them.
const INLINE: [&str; 26] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "wbr",
];

/// Takes the article out of a page.
pub(super) fn extract(page: &str) -> Extracted {
    let mut extracted = Extracted::default();
    let Ok(reader) = Readability::new(page, None, None) else { return extracted };
    let title = headline(&reader);
    if let Some(title) = &title {
        extracted.push(title, Hint::Heading);
    }
    let found = if is_deep(&reader) { None } else { article(page) };
    let body = found.filter(|found| !found.text.trim().is_empty());
    let body = body.unwrap_or_else(|| walk(&reader));
    for deck in decks(&reader).iter().filter(|deck| !body.text.contains(deck.as_str())) {
        extracted.push(deck, Hint::Heading);
    }
    // Where the article brings its headline along, it need not stand twice.
    for (line, &hint) in body.text.lines().zip(&body.hints) {
        let repeated = hint == Hint::Heading && title.as_deref() == Some(line);
        if !repeated {
            extracted.push(line, hint);
        }
    }
    extracted
}

/// The deck lines: paragraphs and lesser headings right after the page's only `h1`. Readability
/// leaves them out when they stand outside the article's own element.
fn decks(reader: &Readability) -> Vec<String> {
    const MOST: usize = 3;
    let headings = reader.doc.select("h1");
    let [heading] = headings.nodes() else { return Vec::new() };
    let mut found = Vec::new();
    let mut next = heading.next_element_sibling();
    while let Some(node) = next.filter(|_| found.len() < MOST) {
        let name = node.node_name().unwrap_or_default();
        let text = squeeze(&node.text());
        let line = boilerplate::read(&text);
        let deck = ["h2", "h3", "h4", "p", "strong"].contains(&name.as_ref())
            && !text.is_empty()
            && !lines::ends_sentence(&text)
            && line.pieces.iter().all(|piece| piece.rule.is_none());
        if !deck {
            break;
        }
        found.push(text);
        next = node.next_element_sibling();
    }
    found
}

/// The page's headline: its only `h1`, or the one within its article, or the title it tells others
/// (`og:title`), or `title`.
fn headline(reader: &Readability) -> Option<String> {
    for selector in ["article h1", "main h1", "h1"] {
        let found = reader.doc.select(selector);
        if found.length() == 1 {
            let text = squeeze(&found.text());
            if !text.is_empty() {
                return Some(text);
            }
        }
    }
    let shared = reader.doc.select_single("meta[property='og:title']").attr("content");
    let title = shared.unwrap_or_else(|| reader.get_article_title());
    Some(squeeze(&title)).filter(|title| !title.is_empty())
}

/// The article as Readability finds it.
fn article(page: &str) -> Option<Extracted> {
    // A Korean article of a few short paragraphs has fewer characters than the default asks for.
    let config = Config { char_threshold: 150, keep_classes: true, ..Config::default() };
    let mut reader = Readability::new(page, None, Some(config)).ok()?;
    for selector in SKIPPED {
        if !matches!(selector, "head" | "picture" | "img" | "form") {
            reader.doc.select(selector).remove();
        }
    }
    let found = reader.parse().ok()?;
    let inner = Readability::new(found.content, None, None).ok()?;
    Some(walk(&inner))
}

/// Whether elements are nested so deep that Readability, whose time grows with the square of the
/// depth, had better not try. Browsers stop at the same depth.
fn is_deep(reader: &Readability) -> bool {
    const DEEPEST: usize = 512;
    let mut nodes = vec![(reader.doc.root(), 0)];
    while let Some((node, depth)) = nodes.pop() {
        if depth > DEEPEST {
            return true;
        }
        nodes.extend(node.children_it(false).map(|child| (child, depth + 1)));
    }
    false
}

/// A step of the walk: an element to enter, or the end of a block.
enum Step<Node> {
    Enter(Node, Hint),
    Break(Hint),
}

/// The blocks of the page's article element, or else of all of it, in reading order. Works with a stack of its own: pages may be nested
/// deeper than the program's.
fn walk(reader: &Readability) -> Extracted {
    let root = ["article", "main", "body"]
        .into_iter()
        .find_map(|name| reader.doc.select_single(name).nodes().first().cloned())
        .unwrap_or_else(|| reader.doc.root());
    let mut extracted = Extracted::default();
    let mut block = String::new();
    let mut steps = vec![Step::Enter(root, Hint::Text)];
    while let Some(step) = steps.pop() {
        let (node, hint) = match step {
            Step::Break(hint) => {
                extracted.push(&squeeze(&std::mem::take(&mut block)), hint);
                continue;
            }
            Step::Enter(node, hint) => (node, hint),
        };
        if node.is_text() {
            block.push_str(&node.text());
            continue;
        }
        let name = node.node_name().unwrap_or_default();
        let name = name.as_ref();
        if SKIPPED.contains(&name) || node.is_comment() || node.attr("hidden").is_some() {
            continue;
        }
        let inner = hint_of(name).unwrap_or(hint);
        let inline = INLINE.contains(&name);
        if name == "br" || !inline {
            extracted.push(&squeeze(&std::mem::take(&mut block)), hint);
            steps.push(Step::Break(inner));
        }
        steps.extend(node.children_it(true).map(|child| Step::Enter(child, inner)));
    }
    extracted.push(&squeeze(&block), Hint::Text);
    extracted
}

/// What an element says of its text; `None` when it says nothing.
fn hint_of(name: &str) -> Option<Hint> {
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(Hint::Heading),
        "figcaption" | "caption" => Some(Hint::Caption),
        "li" | "td" | "th" | "blockquote" | "dd" => Some(Hint::Paragraph),
        _ => None,
    }
}

/// White space in a page has no meaning: every run is one space.
fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
