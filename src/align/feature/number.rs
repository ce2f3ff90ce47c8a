//! Quantities by value: 8조원 and *8 trillion won*, 6배 and *sixfold*.
//!
//! Quantities answer each other when they have one value in base units, whatever their kind: a
//! translator may turn a count into an age or drop the currency, but keeps the value.

use crate::align::anchor::{Anchors, Family, Items, same_keys};
use crate::document::Segment;
use crate::lang::quantity::{Quantity, Value};
use crate::lang::{en, ko};

pub(super) fn anchors<'a>(korean: &'a [Segment], english: &'a [Segment]) -> Anchors<'a> {
    let korean = items(korean, ko::numerals::quantities);
    let english = items(english, en::numerals::quantities);
    same_keys(Family::Number, korean, english)
}

fn items(segments: &[Segment], read: fn(&str) -> Vec<Quantity>) -> Items<'_, Value> {
    let mut items = Items::new();
    for (n, segment) in segments.iter().enumerate() {
        for quantity in read(&segment.text) {
            items.note(quantity.base(), n, quantity.span.of(&segment.text));
        }
    }
    items
}
