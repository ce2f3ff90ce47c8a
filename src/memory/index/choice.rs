//! Which grams of a query are looked up, and how many of them an entry must have.
//!
//! A gram is a pair of neighbouring symbols, or one symbol. An edit touches at most one of a set of
//! grams that share no symbol. So an entry within `edits` has, of any `edits + shared` such grams of
//! the query, `shared` as they are. More of them mean longer lists to unpack and fewer entries to
//! look at after; what costs least is taken. Pairs are rare and few of them are disjoint, single
//! symbols are common and as many as the query is long: where many edits are allowed a mixture is
//! cheapest.

/// What unpacking and counting a posting costs, in tenths of a nanosecond, about.
const POSTING: f64 = 14.0;
/// What looking at an entry costs that is picked from the whole part.
const PICKED: f64 = 300.0;
/// What looking at an entry costs where all of a length are looked at.
const SCANNED: f64 = 25.0;
/// The most grams that an entry must have.
const MOST_SHARED: usize = 10;
/// Grams stand together in phrases: chance alone would let so many times fewer entries through.
const CLUSTERED: f64 = 4.0;
/// The price from which it is worth while to look whether single symbols make it less.
pub(super) const DEAR: f64 = 200_000.0;

/// How the entries of a range of lengths are searched.
#[derive(Debug)]
pub(super) struct Plan {
    /// What it costs, in tenths of a nanosecond, about.
    pub price: f64,
    /// The chosen grams, pairs by their place in the query, single symbols by theirs after the
    /// last pair, and how many an entry must have. Without, each entry is looked at.
    pub grams: Option<(Vec<usize>, usize)>,
}

/// The best plan for `entries` entries, of which those within `edits` are wanted. `pairs` and
/// `singles`, which can be left out, say how many postings the lists have.
pub(super) fn choose(pairs: &[usize], singles: &[usize], edits: usize, entries: usize) -> Plan {
    let disjoint = if singles.is_empty() { pairs.len().div_ceil(2) } else { singles.len() };
    let most = disjoint.saturating_sub(edits).min(MOST_SHARED);
    let table = Table::new(pairs, singles, edits + most);
    let price = |shared: &usize| {
        let postings = table.cost(edits + shared) as f64;
        // Poisson: how many entries have so many of the grams by chance.
        let mean = postings / entries as f64;
        let share = (1..=*shared).fold(CLUSTERED, |share, n| share * mean / n as f64);
        postings * POSTING + (entries as f64 * share).min(postings) * PICKED
    };
    let best = (1..=most).map(|shared| (price(&shared), shared));
    let scan = entries as f64 * SCANNED;
    match best.min_by(|a, b| a.0.total_cmp(&b.0)) {
        Some((price, shared)) if price < scan => {
            Plan { price, grams: Some((table.grams(edits + shared), shared)) }
        }
        _ => Plan { price: scan, grams: None },
    }
}

/// What the cheapest grams cost of which no two share a symbol.
struct Table<'a> {
    pairs: &'a [usize],
    singles: &'a [usize],
    /// `best[p * width + n]`: the cheapest `n` among the first `p` symbols.
    best: Vec<u64>,
    width: usize,
}

/// More than any cost.
const NEVER: u64 = u64::MAX / 4;

impl<'a> Table<'a> {
    fn new(pairs: &'a [usize], singles: &'a [usize], most: usize) -> Table<'a> {
        let width = most + 1;
        let mut table = Table { pairs, singles, best: vec![NEVER; width], width };
        table.best[0] = 0;
        for symbols in 1..=pairs.len() + 1 {
            table.best.push(0);
            for count in 1..width {
                let with = table.with_single(symbols, count).min(table.with_pair(symbols, count));
                table.best.push(table.at(symbols - 1, count).min(with));
            }
        }
        table
    }

    fn at(&self, symbols: usize, count: usize) -> u64 {
        self.best[symbols * self.width + count]
    }

    /// The cheapest whose last is the last symbol alone.
    fn with_single(&self, symbols: usize, count: usize) -> u64 {
        self.singles
            .get(symbols - 1)
            .map_or(NEVER, |&cost| self.at(symbols - 1, count - 1) + cost as u64)
    }

    /// The cheapest whose last is the pair of the last two symbols.
    fn with_pair(&self, symbols: usize, count: usize) -> u64 {
        let pair = symbols.checked_sub(2).and_then(|at| self.pairs.get(at));
        pair.map_or(NEVER, |&cost| self.at(symbols - 2, count - 1) + cost as u64)
    }

    fn cost(&self, wanted: usize) -> u64 {
        self.at(self.pairs.len() + 1, wanted)
    }

    /// Those that cost this.
    fn grams(&self, wanted: usize) -> Vec<usize> {
        let (mut symbols, mut count) = (self.pairs.len() + 1, wanted);
        let mut chosen = Vec::with_capacity(wanted);
        while count > 0 && symbols > 0 {
            let cost = self.at(symbols, count);
            if cost == self.at(symbols - 1, count) {
                symbols -= 1;
            } else if cost == self.with_single(symbols, count) {
                chosen.push(self.pairs.len() + symbols - 1);
                symbols -= 1;
                count -= 1;
            } else {
                chosen.push(symbols - 2);
                symbols -= 2;
                count -= 1;
            }
        }
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cheapest(pairs: &[usize], singles: &[usize], wanted: usize) -> (u64, Vec<usize>) {
        let table = Table::new(pairs, singles, wanted);
        (table.cost(wanted), table.grams(wanted))
    }

    #[test]
    fn the_cheapest_disjoint_grams_are_taken() {
        assert_eq!(cheapest(&[5, 1, 5, 1, 9], &[], 2), (2, vec![3, 1]));
        assert_eq!(cheapest(&[1, 1, 1], &[], 2), (2, vec![2, 0]));
        assert_eq!(cheapest(&[0, 0, 7], &[], 2), (7, vec![2, 0]));
        assert_eq!(cheapest(&[5, 1, 5], &[9, 9, 9, 2], 2), (3, vec![6, 1]));
        assert_eq!(cheapest(&[5], &[3, 4], 2), (7, vec![2, 1]));
    }

    #[test]
    fn entries_are_scanned_where_grams_do_not_help() {
        let grams = |pairs, singles, edits, entries| choose(pairs, singles, edits, entries).grams;
        assert_eq!(grams(&[], &[], 0, 100), None);
        assert_eq!(grams(&[3, 3, 3], &[], 2, 1_000), None);
        assert_eq!(grams(&[900, 900, 900], &[], 0, 1_000), None);
        assert_eq!(grams(&[3, 900, 900], &[], 0, 100_000), Some((vec![0], 1)));
        assert_eq!(grams(&[2_000, 9_000, 2_000], &[], 0, 100_000), Some((vec![2, 0], 2)));
        assert_eq!(grams(&[3, 3, 3], &[9, 9, 9, 9], 2, 100_000), Some((vec![6, 5, 4, 3], 2)));
    }
}
