//! Bytes to text.
//!
//! The order of evidence: an encoding the user names, a byte order mark, the pattern UTF-16 leaves
//! without a mark, valid UTF-8, the label of a web page, and last a guess with Korean as the hint.
//! What is not text is refused by what it is, so that nobody has to look at mojibake.
//! [`Stream`] does the same for files that are read bit by bit.

mod stream;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, EUC_KR, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::{Error, Kind, Result};

pub use stream::Stream;

/// Text with the encoding its bytes were in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// Name of the encoding in the WHATWG Encoding Standard ("UTF-8", "EUC-KR").
    pub encoding: &'static str,
    /// Whether the bytes began with a byte order mark.
    pub bom: bool,
}

/// What the caller knows of the bytes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hints<'a> {
    /// Label of the encoding to use whatever the bytes look like: "cp949", "utf-16le".
    pub encoding: Option<&'a str>,
    /// How files of this kind name their encoding near the beginning: [`CHARSET`], [`XML`].
    pub label: Option<&'static str>,
}

/// What stands before the name of the encoding in web pages and gettext catalogues.
pub const CHARSET: &str = "charset=";
/// What stands before the name of the encoding in XML.
pub const XML: &str = "encoding=";

/// First bytes of files that are not text, with what to call them.
const MAGIC: [(&[u8], &str); 18] = [
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive (docx, xlsx, pptx, hwpx and odt files are such)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"%PDF-", "a PDF document"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"BZh91AY", "a bzip2 archive"),
    (b"\xFD7zXZ\0", "an xz archive"),
    (b"\x28\xB5\x2F\xFD", "a zstd archive"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an HWP or old Office document"),
    (b"HWP Document File", "an HWP document"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x7FELF", "a program"),
    (b"\0asm", "a WebAssembly program"),
];

/// Names in daily use for CP949 that the Encoding Standard does not list.
const KOREAN_LABELS: [&str; 4] = ["cp949", "ms949", "uhc", "949"];

/// Decodes `bytes`.
///
/// # Errors
/// [`Kind::Empty`] when there is nothing but blanks, [`Kind::Binary`] when it is not text,
/// [`Kind::Unknown`] when the label names no encoding, [`Kind::Encoding`] with the line when bytes
/// are malformed.
pub fn decode(bytes: &[u8], hints: Hints) -> Result<Decoded> {
    let decoded = match hints.encoding {
        Some(label) => decode_as(bytes, named(label)?)?,
        None => match by_marks(bytes)? {
            Some(encoding) => decode_as(bytes, encoding)?,
            None => {
                let named = hints.label.and_then(|label| named_after(bytes, label));
                decode_as(bytes, by_content(bytes, named)?)?
            }
        },
    };
    let blank = |c: char| c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}');
    if decoded.text.chars().all(blank) {
        return Err(Kind::Empty.into());
    }
    Ok(decoded)
}

/// The encoding a label names.
fn named(label: &str) -> Result<&'static Encoding> {
    let plain = label.trim().to_ascii_lowercase();
    if KOREAN_LABELS.contains(&plain.as_str()) {
        return Ok(EUC_KR);
    }
    Encoding::for_label_no_replacement(plain.as_bytes()).ok_or_else(|| {
        Error::new(Kind::Unknown { what: "encoding", name: label.to_owned() })
            .cure("use one such as utf-8, utf-16le, utf-16be, cp949, euc-kr, windows-1252")
    })
}

/// The encoding that the first bytes give away: a byte order mark, the pattern of UTF-16.
fn by_marks(bytes: &[u8]) -> Result<Option<&'static Encoding>> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(binary(what));
    }
    if bytes.starts_with(b"\xFF\xFE\0\0") || bytes.starts_with(b"\0\0\xFE\xFF") {
        return Err(Error::new(Kind::Unsupported("text in UTF-32 is not read".into()))
            .cure("save the file as UTF-8"));
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok(Some(encoding));
    }
    let encoding = utf16_by_pattern(bytes);
    if encoding.is_none() && bytes.contains(&0) {
        return Err(binary("it holds NUL bytes"));
    }
    Ok(encoding)
}

/// The encoding that the bytes, whole lines, make sense in; the file may have `named` one.
fn by_content(bytes: &[u8], named: Option<&'static Encoding>) -> Result<&'static Encoding> {
    if std::str::from_utf8(bytes).is_ok() || damaged_utf8(bytes) {
        return Ok(UTF_8);
    }
    match named.filter(|named| *named != UTF_8 && decode_as(bytes, named).is_ok()) {
        Some(named) => Ok(named),
        None => guess(bytes),
    }
}

fn binary(what: &'static str) -> Error {
    Error::new(Kind::Binary(what)).cure("give a text, Markdown or HTML file")
}

/// Decodes in one encoding, minding its byte order mark; malformed bytes are an error.
fn decode_as(bytes: &[u8], encoding: &'static Encoding) -> Result<Decoded> {
    let body = match Encoding::for_bom(bytes) {
        Some((found, length)) if found == encoding => &bytes[length..],
        _ => bytes,
    };
    match encoding.decode_without_bom_handling_and_without_replacement(body) {
        Some(text) => Ok(Decoded {
            text: text.into_owned(),
            encoding: encoding.name(),
            bom: body.len() < bytes.len(),
        }),
        None => Err(malformed(body, encoding)),
    }
}

/// The error for the first malformed bytes, with their line.
fn malformed(bytes: &[u8], encoding: &'static Encoding) -> Error {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(0);
    let mut text = String::with_capacity(room);
    let (result, _) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    debug_assert!(matches!(result, DecoderResult::Malformed(..)));
    malformed_at(text.matches('\n').count() + 1, encoding)
}

/// The error for malformed bytes in this line.
fn malformed_at(line: usize, encoding: &'static Encoding) -> Error {
    let cure = if encoding == UTF_8 {
        "repair the line, or name the encoding with --encoding (cp949 is common in older Korean files)"
    } else {
        "repair the line, or name another encoding with --encoding"
    };
    Error::new(Kind::Encoding { encoding: encoding.name() }).at_line(line).cure(cure)
}

/// UTF-16 without a mark: ASCII blanks and digits leave zeros in one half of the byte pairs only.
fn utf16_by_pattern(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    // Some syllables (가, 저) end in a zero byte too, so the other half need not be free of zeros.
    let enough = |zeros: usize, others: usize| zeros * 25 > head.len() / 2 && zeros > others * 3;
    let encoding = if enough(odd, even) {
        UTF_16LE
    } else if enough(even, odd) {
        UTF_16BE
    } else {
        return None;
    };
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let total = text.chars().count();
    let plain = text.chars().filter(|&c| is_plain(c)).count();
    (plain * 10 >= total * 9).then_some(encoding)
}

/// Characters that Korean and English text is made of.
fn is_plain(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{A0}'..='\u{24F}' | '\u{2010}'..='\u{303F}')
        || matches!(c, '\u{4E00}'..='\u{9FFF}')
        || is_hangul(c)
}

/// Hangul syllables and compatibility letters.
fn is_hangul(c: char) -> bool {
    matches!(c, '\u{AC00}'..='\u{D7A3}' | '\u{3131}'..='\u{318E}')
}

/// Whether most of the bytes beyond ASCII are good UTF-8, so that the bad ones are damage and not
/// another encoding.
fn damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= 3 && good >= bad * 4
}

/// The encoding named after `label` near the beginning of a file.
fn named_after(bytes: &[u8], label: &str) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let name = head.split(label).nth(1)?.trim_start_matches(['"', '\'']);
    let end = name.find(['"', '\'', '>', ';', ' ', '/', '\\']).unwrap_or(name.len());
    named(&name[..end]).ok()
}

/// Guesses an 8-bit encoding, Korean first.
fn guess(bytes: &[u8]) -> Result<&'static Encoding> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(Some(b"kr"), Utf8Detection::Deny);
    // One damaged byte rules EUC-KR out for the detector; text that is Korean otherwise should get
    // an error with the line, not Western accents.
    if encoding != EUC_KR && is_damaged_korean(bytes) {
        return Err(malformed(bytes, EUC_KR));
    }
    let decoded = decode_as(bytes, encoding)?;
    if decoded.text.chars().any(|c| c.is_control() && !c.is_whitespace()) {
        return Err(binary("it holds control characters"));
    }
    Ok(encoding)
}

fn is_damaged_korean(bytes: &[u8]) -> bool {
    let (text, had_errors) = EUC_KR.decode_without_bom_handling(bytes);
    let count = |wanted: fn(char) -> bool| text.chars().filter(|&c| wanted(c)).count();
    let errors = count(|c| c == '\u{FFFD}');
    had_errors
        && count(is_hangul) * 2 > count(char::is_alphabetic)
        && count(is_hangul) > errors * 10
}

#[cfg(test)]
mod tests {
    use super::*;

    const KOREAN: &str = "한빛전자는 12일 새 칩 '가온'을 공개했다.\n양산은 내년 3월이다.\n";

    fn plain(bytes: &[u8]) -> Result<Decoded> {
        decode(bytes, Hints::default())
    }

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        let swap = |u: u16| if big { u.to_be_bytes() } else { u.to_le_bytes() };
        text.encode_utf16().flat_map(swap).collect()
    }

    #[test]
    fn reads_every_encoding_korean_files_come_in() {
        let cp949 = EUC_KR.encode(KOREAN).0.into_owned();
        let with_mark = [b"\xEF\xBB\xBF".as_slice(), KOREAN.as_bytes()].concat();
        let le = [b"\xFF\xFE".to_vec(), utf16(KOREAN, false)].concat();
        let be = [b"\xFE\xFF".to_vec(), utf16(KOREAN, true)].concat();
        for (bytes, encoding, bom) in [
            (KOREAN.as_bytes().to_vec(), "UTF-8", false),
            (with_mark, "UTF-8", true),
            (cp949, "EUC-KR", false),
            (le, "UTF-16LE", true),
            (be, "UTF-16BE", true),
            (utf16(KOREAN, false), "UTF-16LE", false),
            (utf16(KOREAN, true), "UTF-16BE", false),
        ] {
            let decoded = plain(&bytes).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.encoding), (KOREAN, encoding));
            assert_eq!(decoded.bom, bom, "{encoding}");
        }
    }

    #[test]
    fn reads_syllables_only_cp949_has() {
        let bytes = EUC_KR.encode("똠방각하와 펲시콜라를 샀다. 값은 천 원이다.").0.into_owned();
        assert_eq!(plain(&bytes).unwrap().text, "똠방각하와 펲시콜라를 샀다. 값은 천 원이다.");
    }

    #[test]
    fn a_named_encoding_wins() {
        let bytes = EUC_KR.encode("칩").0.into_owned();
        for label in ["cp949", "EUC-KR", "ms949"] {
            let hints = Hints { encoding: Some(label), ..Hints::default() };
            assert_eq!(decode(&bytes, hints).unwrap().text, "칩");
        }
        let hints = Hints { encoding: Some("klingon"), ..Hints::default() };
        let error = decode(&bytes, hints).unwrap_err();
        assert!(matches!(error.kind(), Kind::Unknown { what: "encoding", .. }), "{error}");
    }

    #[test]
    fn a_web_page_names_its_encoding() {
        let page = "<html><head><meta charset=\"euc-kr\"></head><p>새 칩을 공개했다</p>";
        let bytes = EUC_KR.encode(page).0.into_owned();
        let decoded = decode(&bytes, Hints { label: Some(CHARSET), ..Hints::default() }).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.encoding), (page, "EUC-KR"));
    }

    #[test]
    fn refuses_what_is_not_text_by_name() {
        for (bytes, what) in [
            (b"\x89PNG\r\n\x1a\n\0\0".as_slice(), "PNG"),
            (b"PK\x03\x04\x14\0", "ZIP"),
            (b"%PDF-1.7\n", "PDF"),
            (b"\x01\x02\0\0\x03\0\0\0\x04", "NUL"),
        ] {
            let error = plain(bytes).unwrap_err();
            assert!(matches!(error.kind(), Kind::Binary(_)), "{error}");
            assert!(error.to_string().contains(what), "{error}");
        }
    }

    #[test]
    fn text_that_begins_like_a_program_is_text() {
        assert_eq!(plain("MZ세대가 온다".as_bytes()).unwrap().text, "MZ세대가 온다");
    }

    #[test]
    fn refuses_blank_files() {
        for bytes in [b"".as_slice(), b" \r\n\t\n", b"\xEF\xBB\xBF", b"\xFF\xFE"] {
            assert!(matches!(plain(bytes).unwrap_err().kind(), Kind::Empty));
        }
    }

    #[test]
    fn names_the_line_of_damage() {
        let mut bytes = "첫째 줄\n둘째 줄\n셋째 줄\n".as_bytes().to_vec();
        let third = "첫째 줄\n둘째 줄\n셋".len();
        bytes.insert(third, 0xFF);
        let error = plain(&bytes).unwrap_err();
        assert!(matches!(error.kind(), Kind::Encoding { encoding: "UTF-8" }), "{error}");
        assert_eq!(error.place().line, Some(3));

        let mut bytes = EUC_KR.encode(KOREAN).0.into_owned();
        bytes.push(0xFF);
        let error = plain(&bytes).unwrap_err();
        assert!(matches!(error.kind(), Kind::Encoding { encoding: "EUC-KR" }), "{error}");
    }

    #[test]
    fn western_accents_are_read_too() {
        let bytes = b"The caf\xE9 reopened on Monday, the na\xEFve owner said.";
        assert!(plain(bytes).unwrap().text.contains("café"));
    }
}
