//! A match made into a translation of the text that was looked up: numbers put in, codes put in
//! their places.

use crate::formats::fill::{Filling, Piece, State};
use crate::unit::{Code, CodeKind, Content, Inline};

use super::lookup::Match;
use super::score::{Difference, Score};
use super::substitute::{Substitute, substitutes};

/// Makes a translation of `text` out of a match; `origin` says where that stands, `penalty` is
/// that of its memory.
///
/// Codes of the translation become those of the text where it is certain which is which. Else the
/// codes that wrap the text wrap the translation, and others stand at its end, so that none is
/// lost; the remark says so.
pub fn propose(text: &Content, found: &Match, origin: String, penalty: u16) -> Filling {
    let variants = &found.stored.unit.variants;
    let (source, target) = (&variants[found.source].content, &variants[found.target].content);
    let (old, new) = (source.plain_text(), text.plain_text());
    let scored = &found.scored;
    let differs = |kind| scored.differences.contains(&kind);
    let numbers = match differs(Difference::Number) && scored.similarity == Score::EXACT {
        true => substitutes(&old, &new, &target.plain_text()),
        false => None,
    };
    let mapped = codes(text, source, target);
    let is_placed = mapped.is_some() || text.codes().is_empty();
    let pieces = match &mapped {
        Some(mapped) => in_place(target, mapped, numbers.as_deref().unwrap_or_default()),
        None => around(text, in_place(target, &[], numbers.as_deref().unwrap_or_default())),
    };
    let only_numbers = scored.differences.iter().all(|kind| *kind == Difference::Number);
    let state = match scored.similarity {
        _ if !is_placed => State::Fuzzy,
        Score::EXACT if scored.differences.is_empty() => {
            let whole = scored.score.0.saturating_add(penalty);
            if whole >= Score::CONTEXT.0 { State::Context } else { State::Exact }
        }
        Score::EXACT if only_numbers && numbers.is_some() => State::Numbers,
        _ => State::Fuzzy,
    };
    let remarks = [said(&target.plain_text(), &numbers), unplaced(is_placed)];
    let remarks: Vec<String> = remarks.into_iter().flatten().collect();
    Filling {
        pieces,
        state,
        percent: scored.score.percent(),
        origin,
        source: old.into_owned(),
        target: target.plain_text().into_owned(),
        remark: (!remarks.is_empty()).then(|| remarks.join("; ")),
    }
}

/// `numbers put in: 3 → 4`.
fn said(target: &str, numbers: &Option<Vec<Substitute>>) -> Option<String> {
    let numbers = numbers.as_ref().filter(|numbers| !numbers.is_empty())?;
    let one = |own: &Substitute| format!("{} → {}", own.place.of(target), own.text);
    Some(format!("numbers put in: {}", numbers.iter().map(one).collect::<Vec<_>>().join(", ")))
}

fn unplaced(is_placed: bool) -> Option<String> {
    (!is_placed).then(|| "codes to be put in place".to_string())
}

/// For each code of the target, the place of the one of the text that stands for it. `None` when
/// the codes of the three do not correspond one to one.
fn codes(text: &Content, source: &Content, target: &Content) -> Option<Vec<usize>> {
    let [text, source, target] = [text, source, target].map(flat_codes);
    let kinds = |codes: &[&Code]| codes.iter().map(|code| code.kind.clone()).collect::<Vec<_>>();
    if kinds(&text) != kinds(&source) || source.len() != target.len() {
        return None;
    }
    let mut free: Vec<bool> = vec![true; source.len()];
    let mut mapped: Vec<usize> = Vec::new();
    for (at, code) in target.iter().enumerate() {
        let place = match opening(&target, at) {
            // The end of a pair belongs to its beginning.
            Some(open) => closing(&source, *mapped.get(open)?)?,
            None => partner(&source, code, &free)?,
        };
        if !std::mem::replace(free.get_mut(place)?, false) {
            return None;
        }
        mapped.push(place);
    }
    is_nested(&text, &mapped).then_some(mapped)
}

/// The code of the source that a code of the target stands for: by number, by what is in it, else
/// the first of its kind that is left.
fn partner(source: &[&Code], code: &Code, free: &[bool]) -> Option<usize> {
    let find = |same: &dyn Fn(&Code) -> bool| {
        (0..source.len()).find(|&at| free[at] && source[at].kind == code.kind && same(source[at]))
    };
    let number = code.partner().filter(|number| !number.is_empty());
    find(&|own| number.is_some() && own.partner() == number)
        .or_else(|| find(&|own| own.content == code.content))
        .or_else(|| find(&|_| true))
}

/// The beginning of the pair that the code at this place ends.
fn opening(codes: &[&Code], at: usize) -> Option<usize> {
    let end = codes[at];
    let begins = |own: &&Code| own.kind == CodeKind::Bpt && own.pairing() == end.pairing();
    (end.kind == CodeKind::Ept).then(|| codes[..at].iter().rposition(begins)).flatten()
}

/// The end of the pair that the code at this place begins.
fn closing(codes: &[&Code], at: usize) -> Option<usize> {
    let begin = codes.get(at)?;
    let ends = |own: &&Code| own.kind == CodeKind::Ept && own.pairing() == begin.pairing();
    codes[at..].iter().position(ends).map(|after| at + after)
}

/// Whether pairs that are one inside the other in the text stay so in this order: elements could
/// not be written otherwise.
fn is_nested(text: &[&Code], order: &[usize]) -> bool {
    let mut open = Vec::new();
    for &at in order {
        match text[at].kind {
            CodeKind::Bpt => open.push(at),
            CodeKind::Ept => match opening(text, at) {
                Some(begin) if open.pop() != Some(begin) => return false,
                _ => {}
            },
            _ => {}
        }
    }
    true
}

/// The codes of a text as they stand in it; marks of terms are none.
fn flat_codes(content: &Content) -> Vec<&Code> {
    let mut codes = Vec::new();
    for inline in content.iter() {
        if let Inline::Code(code) = inline {
            match code.kind {
                CodeKind::Hi => codes.extend(flat_codes(&code.content)),
                _ => codes.push(code),
            }
        }
    }
    codes
}

/// The target with its codes by place, and with numbers put in. Codes that stand for none are left
/// out.
fn in_place(target: &Content, mapped: &[usize], numbers: &[Substitute]) -> Vec<Piece> {
    let mut walk = Walk { mapped, numbers, at: 0, code: 0, pieces: Vec::new() };
    walk.content(target);
    walk.pieces
}

struct Walk<'a> {
    mapped: &'a [usize],
    numbers: &'a [Substitute],
    /// Bytes of plain text that were passed.
    at: usize,
    /// Codes that were passed.
    code: usize,
    pieces: Vec<Piece>,
}

impl Walk<'_> {
    fn content(&mut self, content: &Content) {
        for inline in content.iter() {
            match inline {
                Inline::Text(text) => self.text(text),
                Inline::Code(code) if code.kind == CodeKind::Hi => self.content(&code.content),
                Inline::Code(_) => {
                    self.pieces.extend(self.mapped.get(self.code).map(|&at| Piece::Code(at)));
                    self.code += 1;
                }
            }
        }
    }

    /// Text, in which the numbers that begin in it are replaced; what of such a number stands
    /// behind a code is dropped with it.
    fn text(&mut self, text: &str) {
        let (start, end) = (self.at, self.at + text.len());
        let (mut out, mut from) = (String::new(), start);
        for number in self.numbers {
            let place = number.place;
            if place.end <= start || place.start >= end {
                continue;
            }
            if place.start >= start {
                out.push_str(&text[from.max(start) - start..place.start - start]);
                out.push_str(&number.text);
            }
            from = place.end.min(end);
        }
        out.push_str(&text[from - start..]);
        self.at = end;
        match self.pieces.last_mut() {
            _ if out.is_empty() => {}
            Some(Piece::Text(before)) => before.push_str(&out),
            _ => self.pieces.push(Piece::Text(out)),
        }
    }
}

/// The codes of the text around a translation that has none: those that wrap the text wrap it, the
/// others stand at its end in their order.
fn around(text: &Content, translation: Vec<Piece>) -> Vec<Piece> {
    let codes = flat_codes(text);
    let is_code =
        |inline: &&Inline| matches!(inline, Inline::Code(code) if code.kind != CodeKind::Hi);
    let is_blank =
        |inline: &&Inline| matches!(inline, Inline::Text(text) if text.trim().is_empty());
    let inlines: Vec<&Inline> = text.iter().collect();
    let edge = |inlines: &mut dyn Iterator<Item = &&Inline>| {
        inlines
            .take_while(|inline| is_code(inline) || is_blank(inline))
            .filter(|i| is_code(i))
            .count()
    };
    let front = edge(&mut inlines.iter());
    let back = codes.len() - edge(&mut inlines.iter().rev()).min(codes.len() - front);
    let leads = |at: usize| match codes[at].kind {
        // A pair that ends inside the text does not wrap it.
        CodeKind::Bpt => closing(&codes, at).is_none_or(|end| end >= back || end < front),
        _ => true,
    };
    let (lead, rest): (Vec<usize>, Vec<usize>) =
        (0..codes.len()).partition(|&at| at < front && leads(at));
    let pieces = lead.into_iter().map(Piece::Code);
    pieces.chain(translation).chain(rest.into_iter().map(Piece::Code)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::tag::LangTag;
    use crate::memory::score::{Scored, Side, score};
    use crate::memory::store::Stored;
    use crate::unit::{Unit, Variant};

    /// `{b}` and `{/b}` are a pair, `{n}` with a digit is a placeholder.
    fn content(text: &str) -> Content {
        let mut content = Content::default();
        for (at, part) in text.split('{').enumerate() {
            let Some((code, rest)) = part.split_once('}').filter(|_| at > 0) else {
                content.push_str(part);
                continue;
            };
            content.push_code(match code.strip_prefix('/') {
                Some(name) => Code::new(CodeKind::Ept, "").with("i", name),
                None if code.parse::<u8>().is_ok() => Code::new(CodeKind::Ph, "").with("x", code),
                None => Code::new(CodeKind::Bpt, "").with("i", code),
            });
            content.push_str(rest);
        }
        content
    }

    fn proposed(text: &str, source: &str, target: &str) -> (String, State, Option<String>) {
        let (text, source) = (content(text), content(source));
        let scored: Scored = score(&Side::new(&text), &Side::new(&source));
        let unit = Unit::pair(
            Variant::new(LangTag::ko_kr(), source),
            Variant::new(LangTag::en_us(), content(target)),
        );
        let stored = Stored {
            number: 1,
            unit,
            document: None,
            previous: None,
            created: None,
            changed: None,
            user: None,
            used: 0,
        };
        let found = Match { scored, stored, source: 0, target: 1 };
        let filling = propose(&text, &found, "m#1".to_string(), 0);
        let shown = filling.pieces.iter().map(|piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Code(at) => format!("<{at}>"),
        });
        (shown.collect(), filling.state, filling.remark)
    }

    #[test]
    fn codes_go_where_the_translation_has_them() {
        let (out, state, _) = proposed(
            "{b}단추{/b}를 {1}에서 누릅니다.",
            "{b}단추{/b}를 {1}에서 누릅니다.",
            "In {1}, press the {b}button{/b}.",
        );
        assert_eq!((out.as_str(), state), ("In <2>, press the <0>button<1>.", State::Exact));
        let (out, ..) = proposed("{1}와 {2}", "{1}와 {2}", "{2} and {1}");
        assert_eq!(out, "<1> and <0>");
    }

    #[test]
    fn no_code_is_lost_where_places_are_unknown() {
        let (out, state, remark) =
            proposed("{b}단추를 누릅니다.{/b}", "단추를 누릅니다.", "Press the button.");
        assert_eq!((out.as_str(), state), ("<0>Press the button.<1>", State::Fuzzy));
        assert_eq!(remark.as_deref(), Some("codes to be put in place"));
        let (out, ..) =
            proposed("{b}단추{/b}를 {1}누릅니다.", "단추를 누릅니다.", "Press the {1}button.");
        assert_eq!(out, "Press the button.<0><1><2>");
        let (out, state, _) =
            proposed("단추를 누릅니다.", "{b}단추{/b}를 누릅니다.", "Press the {b}button{/b}.");
        assert_eq!((out.as_str(), state), ("Press the button.", State::Fuzzy));
    }

    #[test]
    fn numbers_are_put_in_between_codes() {
        let (out, state, remark) =
            proposed("{b}4쪽{/b}을 보십시오.", "{b}3쪽{/b}을 보십시오.", "See {b}page 3{/b}.");
        assert_eq!((out.as_str(), state), ("See <0>page 4<1>.", State::Numbers));
        assert_eq!(remark.as_deref(), Some("numbers put in: 3 → 4"));
        let (out, state, remark) =
            proposed("두 번째 4쪽 4줄", "두 번째 3쪽 4줄", "Line 4, page three");
        assert_eq!((out.as_str(), state, remark), ("Line 4, page three", State::Fuzzy, None));
    }
}
