//! Valid files made worse, a little or a lot.

use crate::chance::Chance;
use crate::kind::Kind;
use crate::seeds;

/// What breaks files of many formats.
const ANY: &[&str] = &[
    "<",
    ">",
    "&",
    "\"",
    "'",
    "\\",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "\0",
    "]]>",
    "<![CDATA[",
    "<!--",
    "-->",
    "<?",
    "?>",
    "&#x1F;",
    "&#0;",
    "&#xD800;",
    "&#x110000;",
    "&nbsp;",
    "&amp;",
    "&lol;",
    "\u{FEFF}",
    "\u{FFFE}",
    "칩",
    "\u{1112}\u{1161}\u{11AB}",
    "%",
    "{",
    "}",
    "[",
    "]",
    ",",
    "/>",
    "=",
    "9999999999999999999",
    "-1",
    "<!DOCTYPE a [<!ENTITY lol \"lol\">]>",
    " ",
];

/// A file of this kind, damaged; `other` is a file of another kind, parts of which may get into it.
pub fn damaged(chance: &mut Chance, kind: Kind, seed: &[u8], other: &[u8]) -> Vec<u8> {
    // Of packed files what is inside is damaged, or else the packing itself.
    if kind.is_packed() && chance.below(4) > 0 {
        return seeds::packed(kind, |inside| spoil(chance, kind, inside, other));
    }
    let mut bytes = spoil(chance, kind, seed, other);
    if chance.below(16) == 0 {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let little = chance.below(2) == 0;
        let unit = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
        bytes = text.encode_utf16().flat_map(unit).collect();
    }
    bytes
}

fn spoil(chance: &mut Chance, kind: Kind, seed: &[u8], other: &[u8]) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=chance.below(6) {
        let place = chance.range(bytes.len());
        match chance.below(9) {
            0 => bytes.truncate(place.end),
            1 => drop(bytes.drain(place)),
            2 => {
                let copy = bytes[place.clone()].to_vec();
                let times = if chance.below(8) == 0 { 200 } else { 1 };
                bytes.splice(place.end..place.end, copy.repeat(times));
            }
            3 => {
                let from = chance.range(other.len());
                bytes.splice(place, other[from].iter().copied());
            }
            4 => {
                let noise: Vec<u8> = (0..chance.below(9)).map(|_| chance.byte()).collect();
                bytes.splice(place, noise);
            }
            5 => {
                for byte in &mut bytes[place] {
                    *byte ^= 1 << chance.below(8);
                }
            }
            6 | 7 => {
                let token = chance.one_of(kind.tokens());
                bytes.splice(place.start..place.start, token.bytes());
            }
            _ => {
                let token = chance.one_of(ANY);
                bytes.splice(place, token.bytes());
            }
        }
    }
    bytes
}
