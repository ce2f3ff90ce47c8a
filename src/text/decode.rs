//! Bytes → text, whatever the encoding.
//!
//! A byte order mark decides; then the pattern of UTF-16; then valid UTF-8; then the guess of
//! `chardetng`, told that the text may be Korean (CP949, of which EUC-KR is a part). A label given
//! by the user overrides all of it. Files that are no text are named for what they are.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::{Error, Kind, Result};

/// First bytes of common files that are not text, and what to call them.
const SIGNATURES: [(&[u8], &str); 12] = [
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"HWP Document File", "a Hangul word processor document"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"BZh", "a bzip2 archive"),
];
/// Bytes that are looked at for the pattern of UTF-16 and for a label in HTML.
const HEAD: usize = 4096;
const CURE_BINARY: &str = "save the article as .txt, .md or .html first";

/// Text with the encoding it was read in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without byte order mark.
    pub text: String,
    /// Name of the encoding, as in the WHATWG Encoding Standard.
    pub encoding: &'static str,
}

/// Decodes a whole file; `label` overrides what the bytes say.
///
/// # Errors
/// [`Kind::Empty`] for nothing but blanks, [`Kind::Binary`], [`Kind::Unknown`] for a label that
/// names no encoding, [`Kind::Encoding`] with the line when the bytes do not fit the encoding.
///
/// ```
/// use jjak::text::decode::decode;
/// let cp949 = [0xB9, 0xDD, 0xB5, 0xB5, 0xC3, 0xBC];
/// assert_eq!(decode(&cp949, Some("euc-kr")).unwrap().text, "반도체");
/// ```
pub fn decode(bytes: &[u8], label: Option<&str>) -> Result<Decoded> {
    let encoding = match label {
        Some(label) => Encoding::for_label(label.trim().as_bytes()).ok_or_else(|| {
            Error::new(Kind::Unknown { what: "encoding", name: label.to_string() })
                .cure("use a name such as utf-8, utf-16le, euc-kr (or leave it out)")
        })?,
        None => guess(bytes)?,
    };
    let (text, malformed) = match Encoding::for_bom(bytes) {
        Some((marked, length)) if label.is_none() || marked == encoding => {
            marked.decode_without_bom_handling(&bytes[length..])
        }
        _ => encoding.decode_without_bom_handling(bytes),
    };
    if malformed {
        let line = text.split('\u{FFFD}').next().unwrap_or("").matches('\n').count() + 1;
        let error = Error::new(Kind::Encoding { encoding: encoding.name() }).at_line(line);
        return Err(error.cure("name the right one with --encoding, or save the file as UTF-8"));
    }
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text).to_string();
    if text.contains('\0') {
        return Err(Error::new(Kind::Binary("it has NUL characters")).cure(CURE_BINARY));
    }
    if text.trim().is_empty() {
        return Err(Error::new(Kind::Empty));
    }
    Ok(Decoded { text, encoding: encoding.name() })
}

fn guess(bytes: &[u8]) -> Result<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok(encoding);
    }
    if let Some((_, what)) = SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(Error::new(Kind::Binary(what)).cure(CURE_BINARY));
    }
    if let Some(encoding) = utf16_pattern(bytes) {
        return Ok(encoding);
    }
    if bytes[..bytes.len().min(HEAD)].contains(&0) {
        return Err(Error::new(Kind::Binary("it has NUL bytes")).cure(CURE_BINARY));
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => return Ok(UTF_8),
        // Mostly good UTF-8 with a broken place is broken UTF-8, not another encoding.
        Err(error) if looks_like_utf8(&bytes[..error.valid_up_to()]) => return Ok(UTF_8),
        Err(_) => {}
    }
    if let Some(encoding) = html_label(bytes) {
        return Ok(encoding);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    Ok(detector.guess(Some(b"kr"), Utf8Detection::Deny))
}

/// Whether the bytes hold so much multi-byte UTF-8 that this cannot be chance.
fn looks_like_utf8(valid: &[u8]) -> bool {
    valid.iter().filter(|byte| **byte >= 0xE0).count() >= 8
}

/// UTF-16 without a mark: in Korean and English text one byte of each pair is often zero (Latin
/// letters, blanks) and always the same one.
fn utf16_pattern(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD) & !1];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = head.len() / 2 / 20;
    // A few syllables, such as 가, have a zero in their other byte.
    match (even, odd) {
        _ if odd > many && odd > 4 * even => Some(UTF_16LE),
        _ if even > many && even > 4 * odd => Some(UTF_16BE),
        _ => None,
    }
}

/// The charset that an HTML page names in its head.
fn html_label(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let (_, after) = head.split_once("charset=")?;
    let label = after.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(['"', '\'', ' ', '>', ';', '/'])?;
    Encoding::for_label(&label.as_bytes()[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "온새미가 칩을 공개했다.\nAI 반도체 시장이 커졌다.";

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        let units = text.encode_utf16();
        units.flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let cp949 = encoding_rs::EUC_KR.encode(TEXT).0.into_owned();
        let mark = |mut bytes: Vec<u8>, mark: &[u8]| {
            bytes.splice(0..0, mark.iter().copied());
            bytes
        };
        for (bytes, name) in [
            (TEXT.as_bytes().to_vec(), "UTF-8"),
            (mark(TEXT.as_bytes().to_vec(), b"\xef\xbb\xbf"), "UTF-8"),
            (utf16(TEXT, false), "UTF-16LE"),
            (utf16(TEXT, true), "UTF-16BE"),
            (mark(utf16(TEXT, false), b"\xff\xfe"), "UTF-16LE"),
            (mark(utf16(TEXT, true), b"\xfe\xff"), "UTF-16BE"),
            (cp949, "EUC-KR"),
        ] {
            let decoded = decode(&bytes, None).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.encoding), (TEXT, name));
        }
    }

    #[test]
    fn syllables_that_only_cp949_has_are_read() {
        let (bytes, _, failed) = encoding_rs::EUC_KR.encode("뷁 똠방각하가 펲시를 마셨다고 했다.");
        assert!(!failed);
        assert_eq!(decode(&bytes, None).unwrap().text, "뷁 똠방각하가 펲시를 마셨다고 했다.");
    }

    #[test]
    fn what_is_no_text_is_named() {
        let kind = |bytes: &[u8]| decode(bytes, None).unwrap_err().to_string();
        assert!(kind(b"\x89PNG\r\n\x1a\n\0\0").contains("PNG picture"));
        assert!(kind(b"ab\0\0\0cd\x01\x02").contains("not a text file"));
        assert!(kind(b" \n\t\n").contains("empty"));
        assert!(kind(b"").contains("empty"));
    }

    #[test]
    fn a_broken_place_is_named_by_its_line() {
        let mut bytes = "첫째 줄이다.\n둘째 줄이다.\n".as_bytes().to_vec();
        bytes.extend(b"\xff\xfe");
        let error = decode(&bytes, None).unwrap_err();
        assert_eq!(error.place().line, Some(3));
    }

    #[test]
    fn a_label_that_names_nothing_is_refused() {
        let error = decode(b"abc", Some("utf-9")).unwrap_err();
        assert!(error.to_string().contains("unknown encoding 'utf-9'"));
    }

    #[test]
    fn a_page_is_read_in_the_charset_it_names() {
        let page = "<html><head><meta charset=\"euc-kr\"></head><body>짧다</body></html>";
        let bytes = encoding_rs::EUC_KR.encode(page).0.into_owned();
        assert_eq!(decode(&bytes, None).unwrap().text, page);
    }
}
