//! What is wrong with a glossary itself.

use std::collections::{BTreeMap, HashSet};

use super::{Entry, Glossary, Match, Matcher, Status};
use crate::lang::ko::{hangul, tail};
use crate::text::key::Key;

/// A finding in a glossary.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Flaw {
    /// Its rule: `glossary.duplicate` and the like.
    pub rule: &'static str,
    /// Line of the file, counted from 1.
    pub line: usize,
    /// What is wrong, and with which term.
    pub message: String,
    /// What to do about it.
    pub help: &'static str,
}

/// The flaws of a glossary, in the order of its lines. `text` is what it was read from, for the
/// blanks that reading takes away; `is_noun` knows Korean nouns, for terms that look like one with a
/// particle.
///
/// ```
/// use jjak::glossary::{Glossary, lint};
/// let text = "칩\tchip\n전기로\tarc furnace\n수율\tyield\n수율\tyield\n";
/// let glossary = Glossary::parse(text, "chips.tsv".as_ref()).unwrap();
/// let flaws = lint::flaws(&glossary, text, &|word| word == "전기");
/// let rules: Vec<_> = flaws.iter().map(|flaw| flaw.rule).collect();
/// assert_eq!(rules, ["glossary.one-syllable", "glossary.substring-trap", "glossary.duplicate"]);
/// ```
pub fn flaws(glossary: &Glossary, text: &str, is_noun: &dyn Fn(&str) -> bool) -> Vec<Flaw> {
    let mut flaws = untrimmed(text);
    repeats(glossary, &mut flaws);
    forbidden_inside(glossary, &mut flaws);
    let sources: HashSet<String> = glossary
        .entries
        .iter()
        .flat_map(|entry| entry.sources.iter().map(|source| key(source)))
        .collect();
    for entry in &glossary.entries {
        traps(entry, &|word| sources.contains(&key(word)) || is_noun(word), &mut flaws);
        scripts(entry, &mut flaws);
        self_tests(entry, &mut flaws);
    }
    flaws.sort_by_key(|flaw| (flaw.line, flaw.rule));
    flaws.dedup();
    flaws
}

fn key(term: &str) -> String {
    Key::new(term).compact().text().to_string()
}

/// Cells with blanks at an end or doubled inside.
fn untrimmed(text: &str) -> Vec<Flaw> {
    let lines = text.trim_start_matches('\u{FEFF}').lines().enumerate();
    let cells = lines
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        .flat_map(|(index, line)| line.split('\t').map(move |cell| (index + 1, cell)));
    cells
        .filter(|(_, cell)| {
            *cell != cell.trim() || cell.contains("  ") || cell.contains(['\u{A0}', '\u{200B}'])
        })
        .map(|(line, cell)| Flaw {
            rule: "glossary.untrimmed",
            line,
            message: format!("'{cell}' has blanks at an end, doubled or of an unusual kind"),
            help: "write single blanks between words, and none at the ends",
        })
        .collect()
}

/// The same source and target twice; with different statuses that is a contradiction.
fn repeats(glossary: &Glossary, flaws: &mut Vec<Flaw>) {
    let mut seen: BTreeMap<(String, String), &Entry> = BTreeMap::new();
    let exact = |term: &str| Key::cased(term).text().to_string();
    for entry in &glossary.entries {
        for source in &entry.sources {
            for target in &entry.targets {
                let first = *seen.entry((exact(source), exact(target))).or_insert(entry);
                if std::ptr::eq(first, entry) {
                    continue;
                }
                let opposed =
                    (first.status == Status::Forbidden) != (entry.status == Status::Forbidden);
                let said = format!("'{source}' with '{target}'");
                flaws.push(if opposed {
                    Flaw {
                        rule: "glossary.contradiction",
                        line: entry.line,
                        message: format!("{said} is forbidden and wanted (line {})", first.line),
                        help: "keep one of the two lines",
                    }
                } else {
                    Flaw {
                        rule: "glossary.duplicate",
                        line: entry.line,
                        message: format!("{said} stands on line {} already", first.line),
                        help: "take one of them out",
                    }
                });
            }
        }
    }
}

/// Renderings to use in which a rendering stands that is forbidden for the same source.
fn forbidden_inside(glossary: &Glossary, flaws: &mut Vec<Flaw>) {
    let forbidden = Glossary {
        name: String::new(),
        entries: glossary
            .entries
            .iter()
            .filter(|e| e.status == Status::Forbidden)
            .cloned()
            .collect(),
    };
    if forbidden.entries.is_empty() {
        return;
    }
    let matcher = Matcher::new(std::slice::from_ref(&forbidden));
    for entry in glossary.entries.iter().filter(|entry| entry.status != Status::Forbidden) {
        for target in &entry.targets {
            for hit in
                matcher.target_hits(target).into_iter().filter(|h| h.span.len() < target.len())
            {
                let other = matcher.entry(hit.entry);
                if other.sources.iter().any(|source| entry.sources.contains(source)) {
                    flaws.push(Flaw {
                        rule: "glossary.forbidden-in-target",
                        line: entry.line,
                        message: format!(
                            "'{target}' contains '{}', forbidden on line {}",
                            hit.span.of(target),
                            other.line
                        ),
                        help: "a translation that follows this line would be reported: change one",
                    });
                }
            }
        }
    }
}

/// Terms that are easily read into other words: of one syllable, or a shorter term with a particle.
/// Self-tests and exact forms show that somebody has thought about it.
fn traps(entry: &Entry, is_noun: &dyn Fn(&str) -> bool, flaws: &mut Vec<Flaw>) {
    let tested = !entry.examples.is_empty() || !entry.counterexamples.is_empty();
    if tested || entry.matching != Match::Grammar {
        return;
    }
    for source in &entry.sources {
        let letters: Vec<(usize, char)> = source.char_indices().collect();
        if !letters.iter().all(|&(_, c)| hangul::is_syllable(c)) {
            continue;
        }
        if letters.len() == 1 {
            flaws.push(Flaw {
                rule: "glossary.one-syllable",
                line: entry.line,
                message: format!("'{source}' is one syllable, which many words begin with"),
                help: "write out the phrases it stands in, or add +example and -example",
            });
        }
        for &(at, _) in letters.iter().skip(2) {
            let (front, rest) = source.split_at(at);
            let particle = tail::particles().any(|particle| particle == rest);
            // 진앙 and 진앙지 are forms of one term.
            if particle && is_noun(front) && !entry.sources.iter().any(|own| own == front) {
                flaws.push(Flaw {
                    rule: "glossary.substring-trap",
                    line: entry.line,
                    message: format!("'{source}' may also be read as '{front}' with '{rest}'"),
                    help: "add a +example, after a look whether the shorter word is common",
                });
            }
        }
    }
}

/// Hangul in a target, and letters of another alphabet in a Latin word.
fn scripts(entry: &Entry, flaws: &mut Vec<Flaw>) {
    let foreign = |c: char| matches!(c, '\u{370}'..='\u{52F}');
    let mixed = |term: &str| {
        term.split_whitespace()
            .any(|word| word.contains(foreign) && word.contains(|c: char| c.is_ascii_alphabetic()))
    };
    let kept = entry.status == Status::DoNotTranslate;
    let hangul = |target: &String| !kept && target.chars().any(hangul::is_hangul);
    let wrong = entry.targets.iter().filter(|target| hangul(target) || mixed(target));
    for term in wrong.chain(entry.sources.iter().filter(|source| mixed(source))) {
        flaws.push(Flaw {
            rule: "glossary.mixed-script",
            line: entry.line,
            message: format!("'{term}' mixes scripts"),
            help: "write it in the letters of its language",
        });
    }
}

fn self_tests(entry: &Entry, flaws: &mut Vec<Flaw>) {
    if entry.examples.is_empty() && entry.counterexamples.is_empty() {
        return;
    }
    let alone = Glossary { name: String::new(), entries: vec![entry.clone()] };
    let matcher = Matcher::new(&[alone]);
    let wanted = entry.examples.iter().map(|text| (text, true));
    for (text, wanted) in wanted.chain(entry.counterexamples.iter().map(|text| (text, false))) {
        if matcher.source_hits(text).is_empty() == wanted {
            let (what, help) = match wanted {
                true => ("is not found in its ", "mend the example, or the term or its match mode"),
                false => {
                    ("is found in its counter", "use match mode exact or regex, or longer terms")
                }
            };
            flaws.push(Flaw {
                rule: "glossary.self-test",
                line: entry.line,
                message: format!("'{}' {what}example '{text}'", entry.sources.join("|")),
                help,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(text: &str) -> Vec<(usize, &'static str)> {
        let glossary = Glossary::parse(text, "g.tsv".as_ref()).unwrap();
        let short = |flaw: &Flaw| (flaw.line, flaw.rule.trim_start_matches("glossary."));
        flaws(&glossary, text, &|word| word == "전기").iter().map(short).collect()
    }

    #[test]
    fn each_rule_fires_and_keeps_still() {
        let header = "source\ttarget\tstatus\t+example\t-example\n";
        for (lines, wanted) in [
            ("수율\tyield\n수율\tyield rate\tallowed", vec![]),
            ("수율\tyield\n수율\tyield\tforbidden", vec![(3, "contradiction")]),
            ("수율 \tyield", vec![(2, "untrimmed")]),
            ("수율\t수율", vec![(2, "mixed-script")]),
            ("수율\t수율\tdo-not-translate", vec![]),
            ("수율\tgood rate\tforbidden\n수율\ta good rate", vec![(3, "forbidden-in-target")]),
            ("칩\tchip", vec![(2, "one-syllable")]),
            ("칩\tchip\t\t칩을 샀다", vec![]),
            ("기사\tknight\n기사도\tchivalry", vec![(3, "substring-trap")]),
            ("전기로\tarc furnace", vec![(2, "substring-trap")]),
            ("전기로\tarc furnace\t\t제강용 전기로를 켰다", vec![]),
            ("수율\tyield\t\t수율이\t수율표", vec![]),
            ("수율\tyield\t\t값이", vec![(2, "self-test")]),
            ("수율\tyield\t\t\t수율이", vec![(2, "self-test")]),
        ] {
            assert_eq!(rules(&format!("{header}{lines}\n")), wanted, "{lines}");
        }
    }

    #[test]
    fn the_shipped_glossaries_are_clean() {
        for name in Glossary::shipped_names() {
            let glossary = Glossary::shipped(name).unwrap();
            let found = flaws(&glossary, Glossary::shipped_text(name).unwrap(), &|_| false);
            assert!(found.is_empty(), "{name}: {found:#?}");
        }
    }
}
