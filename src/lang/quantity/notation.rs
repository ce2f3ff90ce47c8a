//! Quantities in a short notation, for tests that read as tables: `350000000 money:KRW about`.

use super::{Kind, Quantity, Vagueness};

/// Kind by its name in the tables, after the value.
fn kind(kind: Kind) -> String {
    match kind {
        Kind::Money(currency) => format!("money:{}", currency.code()),
        Kind::Duration(unit) => format!("duration:{}", unit.name),
        Kind::Measure(unit) => format!("measure:{}", unit.name),
        Kind::Relative(unit) => format!("relative:{}", unit.name),
        Kind::PercentPoint => "point".into(),
        Kind::HalfYear => "half".into(),
        other => format!("{other:?}").to_lowercase(),
    }
}

/// Quantities with a comma between them: value, kind and, unless exact, the vagueness.
pub fn notation(quantities: &[Quantity]) -> String {
    let one = |q: &Quantity| {
        let vague = match q.vague {
            Vagueness::Exact => "",
            Vagueness::About => " about",
            Vagueness::AtLeast => " at-least",
            Vagueness::MoreThan => " more",
            Vagueness::AtMost => " at-most",
            Vagueness::LessThan => " less",
            Vagueness::OrNext => " or-next",
            Vagueness::Several => " several",
        };
        format!("{} {}{vague}", q.value, kind(q.kind))
    };
    quantities.iter().map(one).collect::<Vec<_>>().join(", ")
}
