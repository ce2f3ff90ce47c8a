//! Signatures: which of 128 classes of symbols a text has. Two texts that are near have nearly the
//! same, which is seen at a glance; different symbols may share a class, so that a signature hides
//! differences but never makes one.

/// Which of 128 classes of symbols occur.
pub(super) fn signature(symbols: &[u16]) -> u128 {
    let class = |symbol: u16| u32::from(symbol).wrapping_mul(0x9E37_79B1) >> 25;
    symbols.iter().fold(0, |bits, &symbol| bits | 1 << class(symbol))
}

/// Whether the second misses no more classes of the first than `room` says, and the first of the
/// second.
#[inline(always)]
pub(super) fn fits(first: u128, second: u128, room: (u32, u32)) -> bool {
    (first & !second).count_ones() <= room.0 && (second & !first).count_ones() <= room.1
}

/// Adds the places of those signatures, of 16 bytes each, that fit to `own`.
pub(super) fn fitting(own: u128, signatures: &[u8], room: (u32, u32), out: &mut Vec<usize>) {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("popcnt") {
        // SAFETY: the processor has what the function is compiled for.
        return unsafe { fitting_by_popcnt(own, signatures, room, out) };
    }
    fitting_anywhere(own, signatures, room, out);
}

/// With the instruction that counts bits, which the oldest x86-64 processors have not.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "popcnt")]
fn fitting_by_popcnt(own: u128, signatures: &[u8], room: (u32, u32), out: &mut Vec<usize>) {
    fitting_anywhere(own, signatures, room, out);
}

#[inline(always)]
fn fitting_anywhere(own: u128, signatures: &[u8], room: (u32, u32), out: &mut Vec<usize>) {
    for (place, bytes) in signatures.chunks_exact(16).enumerate() {
        let signature = u128::from_le_bytes(bytes.try_into().expect("16 bytes"));
        if fits(own, signature, room) {
            out.push(place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_misses_too_much_does_not_fit() {
        let own = signature(&[1, 2, 3, 4]);
        let others = [vec![1, 2, 3, 4], vec![1, 2, 3], vec![1, 2, 3, 4, 5, 6], vec![7, 8, 9, 10]];
        let bytes: Vec<u8> =
            others.iter().flat_map(|other| signature(other).to_le_bytes()).collect();
        let places = |room| {
            let mut out = Vec::new();
            fitting(own, &bytes, room, &mut out);
            out
        };
        assert_eq!(places((0, 0)), [0]);
        assert_eq!(places((1, 0)), [0, 1]);
        assert_eq!(places((1, 2)), [0, 1, 2]);
        assert_eq!(places((4, 4)), [0, 1, 2, 3]);
    }
}
