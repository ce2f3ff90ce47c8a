//! Lines: where they are, what rules say of their pieces, and which of them one paragraph was
//! wrapped into.

use unicode_width::UnicodeWidthStr;

use super::format::Hint;
use crate::lang::boilerplate::{self, Role};
use crate::text::{Span, normal};

/// A line that is not blank, taken apart.
#[derive(Debug)]
pub(super) struct Line {
    /// Its number, counted from 1.
    pub(super) number: usize,
    /// Its bytes without blanks at the ends.
    pub(super) span: Span,
    /// What the format says of it.
    pub(super) hint: Hint,
    /// Whether it goes on the line before, which was wrapped.
    pub(super) wrapped: bool,
    /// Whether a rule says that it is the text of a picture.
    pub(super) caption: bool,
    /// Its pieces in order.
    pub(super) pieces: Vec<Piece>,
}

/// A piece of a line.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// Its bytes in the text.
    pub(super) span: Span,
    /// What it is.
    pub(super) role: PieceRole,
}

/// What a piece of a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PieceRole {
    /// Text of the article.
    Text,
    /// The reporter's line.
    Byline,
    /// Set aside by the rule of this name.
    Dropped(&'static str),
}

impl Line {
    /// Whether it holds text of the article.
    pub(super) fn has_text(&self) -> bool {
        self.pieces.iter().any(|piece| piece.role == PieceRole::Text)
    }

    /// Its text of the article: from the first such piece to the last.
    pub(super) fn body(&self) -> Option<Span> {
        let mut texts = self.pieces.iter().filter(|piece| piece.role == PieceRole::Text);
        let first = texts.next()?.span;
        Some(Span::new(first.start, texts.next_back().map_or(first.end, |last| last.span.end)))
    }
}

/// The lines of `text` that are not blank. `hints` has one entry for every line, or none.
pub(super) fn read(text: &str, hints: &[Hint]) -> Vec<Line> {
    let mut lines = Vec::new();
    for (index, whole) in normal::lines(text).enumerate() {
        let span = normal::trim(text, whole);
        if span.is_empty() {
            continue;
        }
        let hint = hints.get(index).copied().unwrap_or(Hint::Text);
        let read = boilerplate::read(span.of(text));
        let pieces = read.pieces.iter().map(|piece| {
            let role = match piece.rule {
                None => PieceRole::Text,
                Some(rule) => match rule.role {
                    Role::Drop | Role::Mark => PieceRole::Dropped(rule.id),
                    Role::Byline => PieceRole::Byline,
                    Role::Caption => PieceRole::Text,
                },
            };
            let start = span.start + piece.span.start;
            Piece { span: Span::new(start, start + piece.span.len()), role }
        });
        let pieces = pieces.collect();
        let number = index + 1;
        lines.push(Line { number, span, hint, wrapped: false, caption: read.caption, pieces });
    }
    restore_list_items(&mut lines);
    join_wrapped(text, &mut lines);
    lines
}

/// Lines with `▲` in a row are a list, not captions: their marks stay.
fn restore_list_items(lines: &mut [Line]) {
    const MARK: PieceRole = PieceRole::Dropped("caption-mark");
    let marked = |line: &Line| line.pieces.first().is_some_and(|piece| piece.role == MARK);
    let list: Vec<bool> = (0..lines.len())
        .map(|at| {
            let near = |other: Option<usize>| other.and_then(|o| lines.get(o)).is_some_and(marked);
            marked(&lines[at]) && (near(at.checked_sub(1)) || near(Some(at + 1)))
        })
        .collect();
    for (line, _) in lines.iter_mut().zip(list).filter(|(_, list)| *list) {
        line.caption = false;
        line.pieces[0].role = PieceRole::Text;
        if line.pieces.get(1).is_some_and(|next| next.role == PieceRole::Text) {
            line.pieces[0].span.end = line.pieces[1].span.end;
            line.pieces.remove(1);
        }
    }
}

/// Widest line, in columns, of a text that was wrapped.
const WIDEST: usize = 100;
/// Narrowest.
const NARROWEST: usize = 40;
/// Columns a wrapped line may fall short: not every program fills lines.
const SLACK: usize = 8;

/// Marks the lines that go on the line before.
///
/// A line break is a wrap when the next word would not have fitted. One such break proves nothing;
/// a text counts as wrapped when most of the breaks inside its blocks are of that sort and many of
/// them stand in mid-sentence.
fn join_wrapped(text: &str, lines: &mut [Line]) {
    let widths: Vec<usize> = lines.iter().map(|line| line.span.of(text).width()).collect();
    let widest = widths.iter().copied().max().unwrap_or(0);
    if !(NARROWEST..=WIDEST).contains(&widest) {
        return;
    }
    let (mut breaks, mut forced, mut inside) = (0, 0, 0);
    let mut joined = Vec::new();
    for at in 1..lines.len() {
        let (before, line) = (&lines[at - 1], &lines[at]);
        let plain =
            |line: &Line| line.hint == Hint::Text && line.pieces.len() == 1 && line.has_text();
        if line.number != before.number + 1 || !plain(before) || !plain(line) {
            continue;
        }
        breaks += 1;
        let word = line.span.of(text).split_whitespace().next().unwrap_or_default().width();
        if widths[at - 1] + 1 + word + SLACK > widest && widths[at - 1] + SLACK * 3 > widest {
            forced += 1;
            inside += usize::from(!ends_sentence(before.span.of(text)));
            joined.push(at);
        }
    }
    if forced >= 3 && forced * 10 >= breaks * 6 && inside * 2 >= forced {
        for at in joined {
            lines[at].wrapped = true;
        }
    }
}

/// Whether a line ends like a sentence: with an end mark, quotes, brackets and footnotes after it
/// left aside. An ellipsis and the stop of an abbreviation are no end.
pub(super) fn ends_sentence(line: &str) -> bool {
    let mut line = line.trim_end();
    while let Some((head, note)) = line.strip_suffix(']').and_then(|inner| inner.rsplit_once('[')) {
        if note.len() > 12 {
            break;
        }
        line = head.trim_end();
    }
    let line = line.trim_end_matches(['"', '\'', '”', '’', ')', ']', '」', '』', '》', '〉']);
    if line.ends_with("..") {
        return false;
    }
    match line.strip_suffix('.') {
        Some(head) => {
            let word = head.rsplit(char::is_whitespace).next().unwrap_or_default();
            !crate::lang::en::sentence::is_abbreviation(word)
        }
        None => line.ends_with(['?', '!', '。', '？', '！']),
    }
}
