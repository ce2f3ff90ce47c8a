use super::{Finding, Input, Rule};
pub(super) const RULES: &[Rule] = &[];
pub(super) fn check(_: &Input, _: &mut Vec<Finding>) {}
