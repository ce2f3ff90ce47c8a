//! Which grams of a query are looked up, and how many of them an entry must have.
//!
//! An edit touches at most one of a set of grams that share no symbol. So an entry within `edits`
//! has, of any `edits + shared` such grams of the query, `shared` as they are. More of them mean
//! longer lists to unpack and fewer entries to look at after; what costs least is taken.

/// What unpacking and counting a posting costs, in tenths of a nanosecond, about.
const POSTING: f64 = 14.0;
/// What looking at an entry costs that is picked from the whole part.
const PICKED: f64 = 300.0;
/// What looking at an entry costs where all of a length are looked at.
const SCANNED: f64 = 25.0;
/// The most grams that an entry must have.
const MOST_SHARED: usize = 6;
/// Grams stand together in phrases: chance alone would let so many times fewer entries through.
const CLUSTERED: f64 = 4.0;

/// How the entries of a range of lengths are searched.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Plan {
    /// Each is looked at.
    Scan,
    /// Those that have `shared` of the chosen grams.
    Grams { chosen: Vec<usize>, shared: usize },
}

/// The best plan for `entries` entries, of which those within `edits` are wanted. `costs` says how
/// many postings the lists of the query's grams have, in the order they overlap.
pub(super) fn choose(costs: &[usize], edits: usize, entries: usize) -> Plan {
    let most = costs.len().div_ceil(2).saturating_sub(edits).min(MOST_SHARED);
    let table = Table::new(costs, edits + most);
    let price = |shared: &usize| {
        let postings = table.cost(edits + shared) as f64;
        // Poisson: how many entries have so many of the grams by chance.
        let mean = postings / entries as f64;
        let share = (1..=*shared).fold(CLUSTERED, |share, n| share * mean / n as f64);
        postings * POSTING + (entries as f64 * share).min(postings) * PICKED
    };
    let best = (1..=most).map(|shared| (price(&shared), shared));
    match best.min_by(|a, b| a.0.total_cmp(&b.0)) {
        Some((price, shared)) if price < entries as f64 * SCANNED => {
            Plan::Grams { chosen: table.grams(edits + shared), shared }
        }
        _ => Plan::Scan,
    }
}

/// What the cheapest grams cost of which no two share a symbol.
struct Table {
    /// `best[p * width + n]`: the cheapest `n` of the first `p`.
    best: Vec<u64>,
    width: usize,
    places: usize,
}

/// More than any cost.
const NEVER: u64 = u64::MAX / 2;

impl Table {
    fn new(costs: &[usize], most: usize) -> Table {
        let width = most + 1;
        let mut best = vec![NEVER; (costs.len() + 1) * width];
        best[0] = 0;
        for place in 1..=costs.len() {
            let (cost, before) = (costs[place - 1] as u64, place.saturating_sub(2) * width);
            best[place * width] = 0;
            for count in 1..width {
                let with = best[before + count - 1] + cost;
                best[place * width + count] = best[(place - 1) * width + count].min(with);
            }
        }
        Table { best, width, places: costs.len() }
    }

    fn cost(&self, wanted: usize) -> u64 {
        self.best[self.places * self.width + wanted]
    }

    /// Those that cost this.
    fn grams(&self, wanted: usize) -> Vec<usize> {
        let (mut place, mut count) = (self.places, wanted);
        let mut chosen = Vec::with_capacity(wanted);
        while count > 0 {
            let at = |place: usize| self.best[place * self.width + count];
            if at(place) == at(place - 1) {
                place -= 1;
            } else {
                chosen.push(place - 1);
                place = place.saturating_sub(2);
                count -= 1;
            }
        }
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cheapest(costs: &[usize], wanted: usize) -> (u64, Vec<usize>) {
        let table = Table::new(costs, wanted);
        (table.cost(wanted), table.grams(wanted))
    }

    #[test]
    fn the_cheapest_disjoint_grams_are_taken() {
        assert_eq!(cheapest(&[5, 1, 5, 1, 9], 2), (2, vec![3, 1]));
        assert_eq!(cheapest(&[1, 1, 1], 2), (2, vec![2, 0]));
        assert_eq!(cheapest(&[0, 0, 7], 2), (7, vec![2, 0]));
    }

    #[test]
    fn entries_are_scanned_where_grams_do_not_help() {
        let grams = |chosen: &[usize], shared| Plan::Grams { chosen: chosen.into(), shared };
        assert_eq!(choose(&[], 0, 100), Plan::Scan);
        assert_eq!(choose(&[3, 3, 3], 2, 1_000), Plan::Scan);
        assert_eq!(choose(&[900, 900, 900], 0, 1_000), Plan::Scan);
        assert_eq!(choose(&[3, 900, 900], 0, 100_000), grams(&[0], 1));
        assert_eq!(choose(&[2_000, 9_000, 2_000], 0, 100_000), grams(&[2, 0], 2));
    }
}
