//! `term.missing`, `term.forbidden`, `term.do-not-translate`, `term.added`: is each glossary term
//! rendered as the glossary says?
//!
//! All entries of one source term are judged together, whatever line or glossary they stand in. A
//! forbidden rendering is reported as such; else one preferred or allowed rendering is enough,
//! however often the term occurs, for a translation may say "it" the second time.

use super::prepared::Facts;
use super::{Finding, Input, Rule, Severity, particles};
use crate::glossary::{Hit, Matcher, Status};
use crate::text::Span;
use crate::text::key::Key;

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "term.missing",
        severity: Severity::Error,
        english: "A glossary term of the source is not rendered as the glossary says. One \
            rendering is enough, however often the term occurs; a term that stands inside a \
            longer one or another word does not count.",
        korean: "원문에 나온 용어가 용어집대로 번역되지 않았습니다. 여러 번 나와도 한 번만 옮기면 \
            되고, 더 긴 용어나 다른 낱말 속에 든 것은 보지 않습니다.",
        glossary: "수율\tyield\n",
        fires: &[("수율이 올랐다.", "The rate rose.")],
        silent: &[("수율이 올랐다.", "Yields rose.")],
    },
    Rule {
        id: "term.forbidden",
        severity: Severity::Error,
        english: "A glossary term of the source is rendered by a form that the glossary forbids \
            for it.",
        korean: "원문에 나온 용어를 용어집이 금지한 말로 옮겼습니다.",
        glossary: "수율\tyield\n수율\tproduction rate\tforbidden\n",
        fires: &[("수율이 낮다.", "The production rate is low.")],
        silent: &[("생산 속도가 느리다.", "The production rate is low.")],
    },
    Rule {
        id: DO_NOT_TRANSLATE,
        severity: Severity::Error,
        english: "A term that the glossary wants kept as it is, a name or product, does not stand \
            so in the target.",
        korean: "번역하지 않고 그대로 두도록 용어집에 정한 이름이 번역문에 그대로 있지 않습니다.",
        glossary: "ZIP\tZIP\tdo-not-translate\n",
        fires: &[("ZIP은 잡지다.", "Postcode is a magazine.")],
        silent: &[("ZIP은 잡지다.", "ZIP is a magazine.")],
    },
    ADDED,
];

const DO_NOT_TRANSLATE: &str = "term.do-not-translate";

/// Not reported unless it is asked for: translations may well use a word of the glossary for
/// another one of the source.
pub(super) const ADDED: Rule = Rule {
    id: "term.added",
    severity: Severity::Info,
    english: "A rendering of the glossary stands in the target, and none of its terms in the \
        source. Off unless it is asked for.",
    korean: "용어집의 번역어가 번역문에 있는데 원문에는 그 용어가 없습니다. 따로 켜야 알립니다.",
    glossary: "수율\tyield\n",
    fires: &[("비율이 올랐다.", "Yields rose.")],
    silent: &[("수율이 올랐다.", "Yields rose.")],
};

/// Checks the terms of a unit.
pub(super) fn check(input: &Input, matcher: &Matcher) -> Vec<Finding> {
    let terms = occurrences(input.source, matcher);
    if terms.is_empty() {
        return Vec::new();
    }
    let renderings = matcher.target_hits(input.target);
    let demanded = wanted_spans(&terms, &renderings, input.target, matcher);
    terms.iter().filter_map(|term| judge(input, term, &renderings, &demanded, matcher)).collect()
}

/// A source term with all entries that list it.
struct Term {
    entries: Vec<usize>,
    spans: Vec<Span>,
}

/// The terms of a source text, those with the same entries or the same key taken together, in the
/// order of the first occurrence.
fn occurrences(source: &str, matcher: &Matcher) -> Vec<Term> {
    let hits = matcher.source_hits(source);
    let mut terms: Vec<Term> = Vec::new();
    for of_span in hits.chunk_by(|one, other| one.span == other.span) {
        let span = of_span[0].span;
        let mut entries: Vec<usize> = of_span.iter().map(|hit| hit.entry).collect();
        entries.dedup();
        match terms.iter_mut().find(|term| term.entries == entries) {
            Some(term) => term.spans.push(span),
            None => terms.push(Term { entries, spans: vec![span] }),
        }
    }
    terms
}

/// Spans that render some term of the source as the glossary wants: not to be forbidden for
/// another term of the same sentence.
fn wanted_spans(terms: &[Term], renderings: &[Hit], target: &str, matcher: &Matcher) -> Vec<Span> {
    let listed = |entry: usize| terms.iter().any(|term| term.entries.contains(&entry));
    let wanted = |hit: &&Hit| {
        matcher.entry(hit.entry).status != Status::Forbidden && listed(hit.entry) && {
            // "centre" is a spelling of "center", unless the glossary forbids just that spelling.
            let rivals = renderings.iter().filter(|rival| rival.span == hit.span);
            let mut rivals = rivals.filter(|rival| listed(rival.entry));
            !rivals.any(|rival| {
                matcher.entry(rival.entry).status == Status::Forbidden
                    && spelling_distance(rival, target, matcher)
                        < spelling_distance(hit, target, matcher)
            })
        }
    };
    renderings.iter().filter(wanted).map(|hit| hit.span).collect()
}

/// Letters in which the text of a hit differs from the nearest target of its entry.
fn spelling_distance(hit: &Hit, target: &str, matcher: &Matcher) -> usize {
    let found = Key::new(hit.span.of(target));
    let targets = matcher.entry(hit.entry).targets.iter();
    let distances = targets.map(|t| strsim::osa_distance(Key::new(t).text(), found.text()));
    distances.min().unwrap_or(usize::MAX)
}

fn judge(
    input: &Input,
    term: &Term,
    renderings: &[Hit],
    demanded: &[Span],
    matcher: &Matcher,
) -> Option<Finding> {
    let of_status = |forbidden: bool| -> Vec<usize> {
        let entries = term.entries.iter().copied();
        entries.filter(|&e| (matcher.entry(e).status == Status::Forbidden) == forbidden).collect()
    };
    let (good, bad) = (of_status(false), of_status(true));
    let forbidden: Vec<&Hit> = renderings
        .iter()
        .filter(|hit| bad.contains(&hit.entry) && !demanded.contains(&hit.span))
        .collect();
    let kept = |e: &usize| matcher.entry(*e).status == Status::DoNotTranslate;
    let (rule, entries) = if !forbidden.is_empty() {
        ("term.forbidden", vec![forbidden[0].entry])
    } else if good.is_empty() || renderings.iter().any(|hit| good.contains(&hit.entry)) {
        return None;
    } else if let Some(finding) = misfit(input, &good, matcher) {
        return Some(finding);
    } else if good.iter().all(kept) {
        (DO_NOT_TRANSLATE, good.clone())
    } else {
        ("term.missing", good.clone())
    };
    let mut target: Vec<Span> = forbidden.iter().map(|hit| hit.span).collect();
    target.dedup();
    let found: Vec<&str> = target.iter().map(|span| span.of(input.target)).collect();
    let mut args = vec![
        ("term", term.spans[0].of(input.source).to_string()),
        ("expected", expected(&good, matcher)),
    ];
    if !found.is_empty() {
        args.push(("found", unique(found.into_iter())));
    }
    let note = unique(entries.iter().map(|&e| matcher.entry(e).note.as_str()));
    if !note.is_empty() {
        args.push(("note", note));
    }
    args.push(("glossary", unique(entries.iter().map(|&e| matcher.glossary(e)))));
    Some(Finding {
        rule,
        severity: Severity::Error,
        unit: input.number,
        source: term.spans.clone(),
        target,
        args,
    })
}

/// A Korean rendering that is there with a particle that does not fit it: 쿤룬를.
fn misfit(input: &Input, good: &[usize], matcher: &Matcher) -> Option<Finding> {
    if !Facts::of(input.target).is_korean() {
        return None;
    }
    let terms = good.iter().flat_map(|&entry| &matcher.entry(entry).targets);
    let mut misfits = terms.filter_map(|term| particles::misfit_after(input.target, term));
    misfits.next().map(|(span, form, right)| particles::finding(input, span, form, right))
}

/// Reports renderings whose terms are not in the source.
pub(super) fn check_added(input: &Input, matcher: &Matcher, findings: &mut Vec<Finding>) {
    let sources = matcher.source_hits(input.source);
    let renders = |entry: usize, target: &Hit| {
        // Another entry may have the same rendering.
        matcher.target_hits(target.span.of(input.target)).iter().any(|hit| hit.entry == entry)
    };
    let mut told: Vec<Span> = Vec::new();
    for hit in matcher.target_hits(input.target) {
        let entry = matcher.entry(hit.entry);
        let known = !is_to_use(entry.status)
            || told.contains(&hit.span)
            || sources.iter().any(|source| renders(source.entry, &hit));
        if !known {
            told.push(hit.span);
            findings.push(
                Finding::new(&ADDED, input)
                    .in_target(hit.span)
                    .with("found", hit.span.of(input.target))
                    .with("expected", entry.sources.join(" | "))
                    .with("glossary", matcher.glossary(hit.entry)),
            );
        }
    }
}

/// The renderings to use: the preferred ones, or where there are none, those that may stand.
fn expected(entries: &[usize], matcher: &Matcher) -> String {
    let of = |wanted: fn(Status) -> bool| {
        let entries = entries.iter().map(|&e| matcher.entry(e));
        let wanted = entries.filter(move |entry| wanted(entry.status));
        unique(wanted.flat_map(|entry| entry.targets.iter().map(String::as_str)))
    };
    let to_use = of(is_to_use);
    if to_use.is_empty() { of(|status| status == Status::Allowed) } else { to_use }
}

/// Whether a rendering is one to use, not one that only may stand.
fn is_to_use(status: Status) -> bool {
    matches!(status, Status::Preferred | Status::DoNotTranslate)
}

/// The parts joined by bars, none twice by its key, none empty.
fn unique<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let mut keys: Vec<String> = Vec::new();
    let mut kept: Vec<&str> = Vec::new();
    for part in parts.filter(|part| !part.is_empty()) {
        let key = Key::new(part).text().to_string();
        if !keys.contains(&key) {
            keys.push(key);
            kept.push(part);
        }
    }
    kept.join(" | ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::run;
    use crate::glossary::Glossary;
    use proptest::prelude::*;

    const GLOSSARY: &str = "\
        쿤룬\tKunlun\n쿤룬신\tKunlunxin\n수율\tyield\n수율\tyield ratio\tallowed\n\
        수율\tproduction rate|earn rate\tforbidden\tsay yield\n반도체\tsemiconductor|chip\n\
        칩\tchip\n칩\tchips set\tforbidden\n인공지능\tAI|artificial intelligence\n\
        창고\twarehouse center\n창고\twarehouse centre\tforbidden\n\
        경제\teconomy\n경기\teconomy\n수도\tcapital\n자본\tfund\n자본\tcapital\tforbidden\n";

    fn matcher() -> Matcher {
        Matcher::new(&[Glossary::parse(GLOSSARY, "chips.tsv".as_ref()).unwrap()])
    }

    fn rules(source: &str, target: &str) -> Vec<(String, String)> {
        let findings = run([Input::new(1, source, target)], &matcher());
        let said = |f: &Finding, name| f.arg(name).unwrap_or_default().to_string();
        findings
            .iter()
            .map(|f| (f.rule.trim_start_matches("term.").to_string(), said(f, "term")))
            .collect()
    }

    #[test]
    fn judges_renderings() {
        for (source, target, wanted) in [
            ("쿤룬을 공개했다.", "It showed Kunlun.", vec![]),
            ("쿤룬을 공개했다.", "It showed Kunlunxin.", vec![("missing", "쿤룬")]),
            ("쿤룬신의 쿤룬", "Kunlun", vec![("missing", "쿤룬신")]),
            ("수율이 낮다.", "Yields are low.", vec![]),
            ("수율이 낮다.", "Yield ratios are low.", vec![]),
            ("수율이 낮다.", "The production rate is low.", vec![("forbidden", "수율")]),
            ("수율이 낮다.", "Yield, or production rate.", vec![("forbidden", "수율")]),
            ("수율이 낮다.", "It is low.", vec![("missing", "수율")]),
            ("반도체와 칩", "chips", vec![]),
            ("칩 위의 칩", "a chip on another", vec![]),
            ("경기가 살아야 경제가 산다", "the economy", vec![]),
            ("수도의 자본", "funds of the capital", vec![]),
            ("창고를", "two warehouse centers", vec![]),
            ("창고를", "two warehouse centres", vec![("forbidden", "창고")]),
            ("자본이 모였다", "capital came", vec![("forbidden", "자본")]),
            ("인공지능이", "the ai", vec![("missing", "인공지능")]),
        ] {
            let wanted: Vec<(String, String)> =
                wanted.iter().map(|(r, t)| (r.to_string(), t.to_string())).collect();
            assert_eq!(rules(source, target), wanted, "{source} / {target}");
        }
    }

    #[test]
    fn says_where_and_what() {
        let (source, target) = ("수율, 또 수율.", "Production rates and production rates.");
        let findings = run([Input::new(7, source, target)], &matcher());
        let [finding] = &findings[..] else { panic!("{findings:?}") };
        assert_eq!((finding.unit, finding.severity), (7, Severity::Error));
        assert_eq!((finding.source.len(), finding.target.len()), (2, 2));
        assert_eq!(finding.target[0].of(target), "Production rates");
        assert_eq!(finding.arg("expected"), Some("yield"));
        assert_eq!(finding.arg("found"), Some("Production rates"));
        assert_eq!(finding.arg("note"), Some("say yield"));
        assert_eq!(finding.arg("glossary"), Some("chips.tsv"));
    }

    proptest! {
        #[test]
        fn takes_any_text(source in "(수율|쿤룬|신| |\\PC){0,12}", target in "(yield|production| |rate|\\PC){0,12}") {
            for finding in run([Input::new(1, &source, &target)], &matcher()) {
                for span in &finding.source {
                    prop_assert!(!span.of(&source).is_empty());
                }
                for span in &finding.target {
                    prop_assert!(!span.of(&target).is_empty());
                }
            }
        }
    }
}
