//! Web pages: the article's text without the page around it.
//!
//! `dom_smoothie` finds the article as browsers' reading views do; the blocks of what it leaves
//! become lines. Where it finds none (a page that is nothing but text), the whole body is taken.

use dom_query::{Document as Page, NodeRef};
use dom_smoothie::{Config, Readability};

use crate::text::Span;
use crate::text::normal::Normal;

use super::Kind;
use super::lines::RawLine;

/// Elements that never hold text of the article.
const PASSED_OVER: [&str; 14] = [
    "script", "style", "noscript", "template", "nav", "footer", "aside", "form", "button",
    "select", "iframe", "svg", "head", "dialog",
];
/// Elements inside a line of text; all others end the line before and behind them.
const INLINE: [&str; 34] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var",
];

/// The text of a page's article, a line a block, and those lines with what their elements say.
/// Lines are numbered in the text that was taken out.
pub(super) fn lines(input: &Normal) -> (Normal, Vec<RawLine>) {
    let mut blocks = Blocks::default();
    let page = Page::from(input.text());
    let headline = page.select("h1").iter().map(|h| squeeze(&h.text())).find(|h| !h.is_empty());
    let config = Config { keep_classes: false, ..Config::default() };
    let article = Readability::new(input.text(), None, Some(config))
        .and_then(|mut readability| readability.parse());
    match article {
        Ok(article) => {
            let title = headline.unwrap_or_else(|| squeeze(&article.title));
            blocks.line(&title, Some(Kind::Headline));
            let content = Page::from(&*article.content);
            blocks.walk(&content.root(), None);
            blocks.flush(None);
        }
        Err(_) => {
            blocks.walk(&page.root(), None);
            blocks.flush(None);
        }
    }
    (Normal::new(blocks.text), blocks.lines)
}

#[derive(Default)]
struct Blocks {
    text: String,
    lines: Vec<RawLine>,
    current: String,
}

impl Blocks {
    /// Gathers the text below a node; `hint` is what the elements around it say.
    fn walk(&mut self, node: &NodeRef<'_>, hint: Option<Kind>) {
        for child in node.children_it(false) {
            if child.is_text() {
                self.current.push_str(&child.text());
                continue;
            }
            let name = child.node_name().map(|name| name.to_ascii_lowercase());
            let Some(name) = name.filter(|_| child.is_element()) else { continue };
            if PASSED_OVER.contains(&name.as_str()) {
                continue;
            }
            if INLINE.contains(&name.as_str()) {
                self.walk(&child, hint);
                continue;
            }
            self.flush(hint);
            let inner = match name.as_str() {
                "h1" => Some(Kind::Headline),
                "h2" | "h3" | "h4" | "h5" | "h6" => Some(Kind::Subhead),
                "figcaption" | "caption" => Some(Kind::Caption),
                "li" | "blockquote" | "dd" | "td" => Some(Kind::Body),
                _ => hint,
            };
            self.walk(&child, inner);
            self.flush(inner);
        }
    }

    fn flush(&mut self, hint: Option<Kind>) {
        let text = std::mem::take(&mut self.current);
        self.line(&squeeze(&text), hint);
    }

    fn line(&mut self, text: &str, hint: Option<Kind>) {
        // The headline stands in the page's head and again in the article.
        let again = hint == Some(Kind::Headline)
            && self.lines.iter().any(|line| line.span.of(&self.text) == text);
        if text.is_empty() || again {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        let span = Span::new(start, self.text.len());
        self.lines.push(RawLine { span, number: self.lines.len() + 1, hint });
        self.text.push('\n');
    }
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Format, ReadOptions};

    #[test]
    fn the_page_around_the_article_is_left_out() {
        let body = "온새미가 상주에 새 공장을 짓는다고 14일 밝혔다. 공장은 2027년 3분기에 문을 연다. \
            회사는 이곳에서 하늘칩을 만들 계획이다.";
        let page = format!(
            "<html><head><title>새 공장 - 한빛경제</title></head><body><nav><a href=/>홈</a>\
             <a href=/eco>경제</a></nav><article><h1>새 공장</h1><p>{body}</p><h2>수율이 관건</h2>\
             <p>{body}<br>{body}</p><figure><img src=a.jpg><figcaption>조감도</figcaption></figure>\
             </article><footer>회사 소개 | 이용약관</footer></body></html>"
        );
        let document = Document::from_text(page, Format::Html, &ReadOptions::default());
        let kinds: Vec<(Kind, &str)> =
            document.segments.iter().map(|s| (s.kind, s.text.as_str())).collect();
        assert_eq!(kinds[0], (Kind::Headline, "새 공장"));
        assert!(kinds.contains(&(Kind::Subhead, "수율이 관건")), "{kinds:?}");
        assert!(kinds.contains(&(Kind::Caption, "조감도")), "{kinds:?}");
        assert_eq!(kinds.iter().filter(|k| k.0 == Kind::Body).count(), 9, "{kinds:?}");
        assert!(!document.text().contains("이용약관") && !document.text().contains("홈"));
    }
}
