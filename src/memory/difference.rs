//! Where two texts differ: the cheapest alignment of their tokens, as places.

use crate::text::Span;

use super::score::cost;
use super::token::Tokens;

/// A stretch that differs. One of the two may be empty, at the place where the other would stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Change {
    /// In the old text.
    pub old: Span,
    /// In the new text.
    pub new: Span,
}

/// What has to be changed in `old` to make `new` of it, in order. Punctuation and white space are
/// not compared; numbers and letters of another case are.
///
/// ```
/// use jjak::memory::difference::marked;
/// assert_eq!(marked("회의는 3월에 열렸다.", "회의가 4월에 또 열렸다."),
///     "회의[-는-]{+가+} [-3-]{+4+}월에{+또+} 열렸다.");
/// ```
pub fn difference(old: (&str, &Tokens), new: (&str, &Tokens)) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    let (mut old_end, mut new_end) = (0, 0);
    for (one, other) in alignment(old.1, new.1) {
        let span = |index: Option<usize>, tokens: &Tokens, end: usize| match index {
            Some(index) => tokens.tokens[index].span,
            None => Span::new(end, end),
        };
        let (a, b) = (span(one, old.1, old_end), span(other, new.1, new_end));
        let same = one.is_some() && other.is_some() && a.of(old.0) == b.of(new.0);
        if !same {
            // One change goes on where nothing, not even white space, stands between; the parts of
            // a word, which share its place, are never apart.
            let goes_on = |last: &&mut Change| {
                let (old, new) = (last.old.end, last.new.end);
                a.start < old || b.start < new || (a.start == old && b.start == new)
            };
            match changes.last_mut().filter(goes_on) {
                Some(last) => {
                    last.old.end = last.old.end.max(a.end);
                    last.new.end = last.new.end.max(b.end);
                }
                None => changes.push(Change { old: a, new: b }),
            }
        }
        (old_end, new_end) = (a.end.max(old_end), b.end.max(new_end));
    }
    changes
}

/// The old text with the changes marked: `[-taken out-]{+put in+}`.
pub fn marked(old: &str, new: &str) -> String {
    let (one, other) = (Tokens::new(old), Tokens::new(new));
    let mut out = String::new();
    let mut at = 0;
    for change in difference((old, &one), (new, &other)) {
        out.push_str(&old[at..change.old.start.max(at)]);
        if !change.old.is_empty() {
            out.push_str(&format!("[-{}-]", change.old.of(old)));
        }
        if !change.new.is_empty() {
            out.push_str(&format!("{{+{}+}}", change.new.of(new)));
        }
        at = change.old.end.max(at);
    }
    out.push_str(&old[at..]);
    out
}

/// Pairs of token numbers, in order; one side is `None` where a token was taken out or put in.
fn alignment(a: &Tokens, b: &Tokens) -> Vec<(Option<usize>, Option<usize>)> {
    let (a, b) = (&a.tokens, &b.tokens);
    let width = b.len() + 1;
    let mut table = vec![0_u32; (a.len() + 1) * width];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            let mut best = u32::MAX;
            if i > 0 {
                best = best.min(table[(i - 1) * width + j] + cost(Some(&a[i - 1]), None));
            }
            if j > 0 {
                best = best.min(table[i * width + j - 1] + cost(None, Some(&b[j - 1])));
            }
            if i > 0 && j > 0 {
                let replaced = cost(Some(&a[i - 1]), Some(&b[j - 1]));
                best = best.min(table[(i - 1) * width + j - 1] + replaced);
            }
            table[i * width + j] = if i + j == 0 { 0 } else { best };
        }
    }
    let (mut i, mut j, mut pairs) = (a.len(), b.len(), Vec::new());
    while i + j > 0 {
        let here = table[i * width + j];
        if i > 0
            && j > 0
            && here == table[(i - 1) * width + j - 1] + cost(Some(&a[i - 1]), Some(&b[j - 1]))
        {
            (i, j) = (i - 1, j - 1);
            pairs.push((Some(i), Some(j)));
        } else if i > 0 && here == table[(i - 1) * width + j] + cost(Some(&a[i - 1]), None) {
            i -= 1;
            pairs.push((Some(i), None));
        } else {
            j -= 1;
            pairs.push((None, Some(j)));
        }
    }
    pairs.reverse();
    pairs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_of_many_letters_change_once() {
        assert_eq!(
            marked("Open the settings window", "Open the preferences window now"),
            "Open the [-settings-]{+preferences+} window{+now+}"
        );
        assert_eq!(marked("GPU 값이 올랐다", "GPU 값이 올랐다"), "GPU 값이 올랐다");
    }

    proptest! {
        #[test]
        fn the_changes_are_in_order_and_in_the_texts(
            old in "[가나는을에서a-c1-3., ]{0,24}", new in "[가나는을에서a-c1-3., ]{0,24}",
        ) {
            let (one, other) = (Tokens::new(&old), Tokens::new(&new));
            let changes = difference((&old, &one), (&new, &other));
            for pair in changes.windows(2) {
                prop_assert!(pair[0].old.end <= pair[1].old.start);
                prop_assert!(pair[0].new.end <= pair[1].new.start);
            }
            for change in &changes {
                prop_assert!(change.old.end <= old.len() && change.new.end <= new.len());
            }
            marked(&old, &new);
        }
    }
}
