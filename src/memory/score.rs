//! How well two texts match, from 0 to 100 %.
//!
//! `similarity = 1 − D / max(A, B)`, where `D` is the weighted edit distance of the two texts'
//! [`Tokens`] and `A`, `B` are their numbers of heavy tokens. To insert, delete or replace a heavy
//! token costs 1, a light one ⅙ (`LIGHT`), a heavy one by a light one 1. A heavy token that changes
//! between such as stay costs half a token more (`ALONE`): a word of one syllable is a word to
//! translate anew. It does not where a syllable gets another final consonant alone, which is how
//! an ending is fused with its stem (보인다, 보입니다). What is no token costs a fixed penalty, once for each kind ([`Difference`]).
//! 100 % means that nothing differs.
//!
//! **The bound.** Strike the light tokens out of both sides of the cheapest alignment: a heavy
//! token that was kept or replaced by a heavy one stays so at the same cost, one that met a light
//! token becomes deleted or inserted at the same cost 1, light pairs vanish, and so does what those
//! that change alone cost more. What is left is an alignment of the heavy tokens, so their plain Levenshtein distance `L ≤ D`; penalties only take
//! away. Hence a score of `t` or more implies `L ≤ (1 − t) · max(A, B)`, which the index tests.

use crate::unit::{CodeKind, Content};

use super::token::{Token, Tokens};

/// Cost of an edit of a heavy token.
const HEAVY: u32 = 6;
/// Cost of an edit of a light token.
const LIGHT: u32 = 1;
/// What an edit of a heavy token costs more where none is beside it.
const ALONE: u32 = 3;
/// More than any cost.
const FAR: u32 = u32::MAX / 4;

/// A score in hundredths of a percent: 10,000 is 100 %.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(pub u16);

impl Score {
    /// 100 %: nothing differs.
    pub const EXACT: Score = Score(10_000);
    /// 101 %: nothing differs, and the segment before or after is the same too.
    pub const CONTEXT: Score = Score(10_100);

    /// A score from percent; what lies outside of 0..=101 is moved to the nearer end.
    pub fn from_percent(percent: f64) -> Score {
        Score((percent * 100.0).round().clamp(0.0, 10_100.0) as u16)
    }

    /// In percent.
    pub fn percent(self) -> f64 {
        f64::from(self.0) / 100.0
    }

    /// Less so many hundredths, not below 0.
    #[must_use]
    pub fn less(self, hundredths: u16) -> Score {
        Score(self.0.saturating_sub(hundredths))
    }
}

/// What differs beside the words. Each costs its penalty once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Difference {
    /// The value of a number.
    Number,
    /// An inline code.
    Code,
    /// Upper and lower case.
    Case,
    /// Punctuation or a symbol.
    Punctuation,
    /// White space alone.
    Space,
}

impl Difference {
    /// What it costs, in hundredths of a percent.
    pub fn penalty(self) -> u16 {
        match self {
            Difference::Number | Difference::Code => 100,
            Difference::Case | Difference::Punctuation => 50,
            Difference::Space => 20,
        }
    }

    /// Its name, in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Difference::Number => "number",
            Difference::Code => "code",
            Difference::Case => "case",
            Difference::Punctuation => "punctuation",
            Difference::Space => "space",
        }
    }
}

/// A score with its parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scored {
    /// The whole.
    pub score: Score,
    /// The similarity of the tokens, before penalties.
    pub similarity: Score,
    /// What else differs.
    pub differences: Vec<Difference>,
}

/// A side of a comparison: the tokens of its text, and its inline codes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Side {
    /// The text as it is compared.
    pub tokens: Tokens,
    /// The kinds of the inline codes in order; highlights of terms are none.
    pub codes: Vec<CodeKind>,
}

impl Side {
    /// A plain text.
    pub fn text(text: &str) -> Side {
        Side { tokens: Tokens::new(text), codes: Vec::new() }
    }

    /// A text with its codes.
    pub fn new(content: &Content) -> Side {
        let codes = content.codes().into_iter().map(|code| code.kind.clone());
        let codes = codes.filter(|kind| *kind != CodeKind::Hi).collect();
        Side { tokens: Tokens::new(&content.plain_text()), codes }
    }
}

/// The score of two texts. It is the same both ways.
///
/// ```
/// use jjak::memory::score::{Difference, Side, score};
/// let of = |a, b| score(&Side::text(a), &Side::text(b));
/// let scored = of("삼성은 3나노 칩을 공개했다.", "삼성은 2나노 칩을 공개했다.");
/// assert_eq!(scored.score.percent(), 99.0);
/// assert_eq!(scored.differences, [Difference::Number]);
/// assert_eq!(of("할 수 있다.", "할수있다.").score.percent(), 99.8);
/// ```
pub fn score(a: &Side, b: &Side) -> Scored {
    let (heavy_a, heavy_b) = (a.tokens.core().count(), b.tokens.core().count());
    let whole = HEAVY * heavy_a.max(heavy_b) as u32;
    if whole == 0 {
        let score = if a == b { Score::EXACT } else { Score(0) };
        return Scored { score, similarity: score, differences: Vec::new() };
    }
    let cost = distance(&a.tokens, &b.tokens).min(whole);
    let similarity = similarity(cost, heavy_a.max(heavy_b) as u32);
    let differences = differences(a, b, cost);
    let penalty = differences.iter().map(|difference| difference.penalty()).sum();
    Scored { score: similarity.less(penalty), similarity, differences }
}

/// The similarity of texts of which the longer has so many heavy tokens, at least one.
pub(super) fn similarity(cost: u32, longer: u32) -> Score {
    let whole = u64::from(HEAVY) * u64::from(longer);
    Score((10_000 * whole.saturating_sub(u64::from(cost)) / whole) as u16)
}

/// The least that the way from one text to another costs, in sixths, of which `heavy` edits of heavy
/// tokens are necessary, and of the light tokens of a side `light` take part in an edit: each edit
/// of a heavy token can be that of a light one too, and to do one more for it does not pay.
pub(super) fn least_cost(heavy: u32, light: u32) -> u32 {
    HEAVY * heavy + LIGHT * light.saturating_sub(heavy)
}

/// How many edits of heavy tokens a score of `min` or more leaves to texts of which the longer has
/// so many heavy tokens.
pub fn edits_allowed(min: Score, longer: usize) -> usize {
    longer * usize::from(10_000 - min.0.min(10_000)) / 10_000
}

fn differences(a: &Side, b: &Side, cost: u32) -> Vec<Difference> {
    let (one, other) = (&a.tokens, &b.tokens);
    let numbers = |side: &Tokens| -> Vec<String> {
        side.numbers.iter().map(|(number, _)| number.clone()).collect()
    };
    let marks = one.marks != other.marks;
    let number = numbers(one) != numbers(other);
    // Words that differ say nothing of case and space, which are compared over the whole text.
    let same_words = cost == 0 && !marks && !number;
    let cases = [
        (number, Difference::Number),
        (a.codes != b.codes, Difference::Code),
        (same_words && !one.same_case(other), Difference::Case),
        (marks, Difference::Punctuation),
        (same_words && !one.same_spacing(other), Difference::Space),
    ];
    cases.into_iter().filter(|(differs, _)| *differs).map(|(_, kind)| kind).collect()
}

/// What it costs to turn a token into another, to take one out or to put one in, in sixths of a
/// heavy token.
pub(super) fn cost(old: Option<&Token>, new: Option<&Token>) -> u32 {
    let weight = |token: &Token| if token.light { LIGHT } else { HEAVY };
    match (old, new) {
        (Some(a), Some(b)) if a.symbol == b.symbol && a.light == b.light => 0,
        (a, b) => a.map_or(0, weight).max(b.map_or(0, weight)),
    }
}

/// What the cheapest ways to one place in the two texts cost, by how many edits of heavy tokens they
/// end with: none, one, more.
#[derive(Clone, Copy)]
struct Ways([u32; 3]);

impl Ways {
    const START: Ways = Ways([0, FAR, FAR]);
    const NONE: Ways = Ways([FAR; 3]);

    /// The ways on from here by one more edit, or by a token that stays.
    #[inline]
    fn on(self, old: Option<&Token>, new: Option<&Token>) -> Ways {
        let [none, one, more] = self.0;
        let all = self.cheapest();
        match cost(old, new) {
            HEAVY => {
                let fused = if is_fused(old, new) { all + HEAVY } else { FAR };
                Ways([fused, none + HEAVY + ALONE, (one + HEAVY - ALONE).min(more + HEAVY)])
            }
            cost => Ways([all + cost, FAR, FAR]),
        }
    }

    #[inline]
    fn or(self, other: Ways) -> Ways {
        let ([a, b, c], [x, y, z]) = (self.0, other.0);
        Ways([a.min(x), b.min(y), c.min(z)])
    }

    fn cheapest(self) -> u32 {
        let [none, one, more] = self.0;
        none.min(one).min(more)
    }
}

/// Whether the tokens are syllables that differ in their final consonant alone.
fn is_fused(old: Option<&Token>, new: Option<&Token>) -> bool {
    /// Syllables of one initial and one vowel, which stand in a row.
    const FINALS: u64 = 28;
    let open = |token: Option<&Token>| {
        let symbol = token?.symbol;
        (0xAC00..=0xD7A3).contains(&symbol).then(|| (symbol - 0xAC00) / FINALS)
    };
    open(old).is_some_and(|own| open(new) == Some(own))
}

/// The weighted edit distance (Wagner and Fischer, one row at a time; the ways to a place are told
/// apart as by Gotoh), in sixths.
fn distance(a: &Tokens, b: &Tokens) -> u32 {
    let mut row = vec![Ways::NONE; b.tokens.len() + 1];
    row[0] = Ways::START;
    for (at, token) in b.tokens.iter().enumerate() {
        row[at + 1] = row[at].on(None, Some(token));
    }
    for one in &a.tokens {
        let mut diagonal = row[0];
        row[0] = row[0].on(Some(one), None);
        for (at, other) in b.tokens.iter().enumerate() {
            let replaced = diagonal.on(Some(one), Some(other));
            let inserted = row[at].on(None, Some(other));
            diagonal = row[at + 1];
            row[at + 1] = replaced.or(inserted).or(diagonal.on(Some(one), None));
        }
    }
    row[b.tokens.len()].cheapest()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn percent(a: &str, b: &str) -> f64 {
        score(&Side::text(a), &Side::text(b)).score.percent()
    }

    const BASE: &str =
        "정부는 내년부터 전국 주요 도시에서 전기 버스를 시범적으로 운행할 계획이라고 밝혔다.";

    #[test]
    fn a_particle_costs_little() {
        assert!(percent(BASE, &BASE.replace("정부는", "정부가")) >= 98.0);
        let three = BASE
            .replace("정부는", "정부가")
            .replace("버스를", "버스도")
            .replace("도시에서", "도시에");
        assert!(percent(BASE, &three) >= 93.0, "{}", percent(BASE, &three));
        assert!(percent("회의가 끝났다.", "회의는 끝났다.") >= 95.0);
    }

    #[test]
    fn a_noun_costs_what_a_translator_must_redo() {
        for (from, to) in [("버스를", "택시를"), ("도시에서", "공항에서"), ("정부는", "업계는")]
        {
            let percent = percent(BASE, &BASE.replace(from, to));
            assert!((85.0..=93.0).contains(&percent), "{from} → {to}: {percent}");
        }
        // A noun of one syllable is a noun too, and so is one that shares a syllable.
        let base = "시장은 다음 달부터 배를 처음 모는 사람에게 항구를 알려 준다.";
        for (from, to) in [("배를", "차를"), ("항구를", "출구를"), ("시장은", "시청은")]
        {
            let percent = percent(base, &base.replace(from, to));
            assert!((85.0..=93.0).contains(&percent), "{from} → {to}: {percent}");
        }
    }

    #[test]
    fn an_ending_fused_with_its_stem_costs_no_more_than_a_syllable() {
        let percent =
            percent("가격이 다시 오를 것으로 보인다.", "가격이 다시 오를 것으로 보입니다.");
        assert!(percent >= 85.0, "{percent}");
    }

    #[test]
    fn what_is_no_word_has_fixed_penalties() {
        for (a, b, percents, kind) in [
            ("3월에 5만 대를 팔았다.", "4월에 7만 대를 팔았다.", 99.0, Difference::Number),
            ("그는 떠났다", "그는 떠났다.", 99.5, Difference::Punctuation),
            ("Open the file", "open the file", 99.5, Difference::Case),
            ("해 볼 수 있다.", "해볼 수 있다.", 99.8, Difference::Space),
        ] {
            let scored = score(&Side::text(a), &Side::text(b));
            assert_eq!(scored.score.percent(), percents, "{a} / {b}");
            assert_eq!(scored.differences, [kind]);
        }
        let marked = Side { codes: vec![CodeKind::Ph], ..Side::text("누르십시오.") };
        assert_eq!(score(&marked, &Side::text("누르십시오.")).score.percent(), 99.0);
    }

    #[test]
    fn english_is_weighed_alike() {
        let base = "The company will start mass production of the new chips next year.";
        assert!(percent(base, &base.replace("the new", "new")) >= 97.0);
        assert!(percent(base, &base.replace("chips", "chip")) >= 97.0);
        let noun = percent(base, &base.replace("chips", "phones"));
        assert!((80.0..=93.0).contains(&noun), "{noun}");
    }

    proptest! {
        #[test]
        fn the_plain_distance_of_heavy_tokens_bounds_the_score(
            a in "[가나다는를에서했a-c1-3,. ]{0,24}", b in "[가나다는를에서했a-c1-3,. ]{0,24}",
        ) {
            let (one, other) = (Side::text(&a), Side::text(&b));
            let found = score(&one, &other);
            prop_assert_eq!(&found, &score(&other, &one));
            let (x, y): (Vec<_>, Vec<_>) = (one.tokens.core().collect(), other.tokens.core().collect());
            let plain = strsim::generic_levenshtein(&x, &y);
            prop_assert!(plain <= edits_allowed(found.score, x.len().max(y.len())));
            prop_assert_eq!(score(&one, &one).score, Score::EXACT);
        }
    }
}
