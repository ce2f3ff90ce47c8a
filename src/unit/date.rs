//! Points in time as TMX writes them: `YYYYMMDDThhmmssZ`, always UTC (TMX 1.4b, section 2.6).
//!
//! Files hold other forms too. An attribute keeps its date as written; this module reads what can
//! be read.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// Reads `YYYYMMDDThhmmssZ`, the same with hyphens and colons (with or without `Z`), or a bare
/// `YYYYMMDD` or `YYYY-MM-DD` (midnight). `None` for anything else.
pub fn parse(written: &str) -> Option<Timestamp> {
    let (date, time) = match written.trim().split_once(['T', 't']) {
        Some((date, time)) => (date, time.trim_end_matches(['Z', 'z'])),
        None => (written.trim(), "000000"),
    };
    let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
    let [hour, minute, second] = numbers(time, ':', [2, 2, 2])?;
    let date = Date::new(i16::try_from(year).ok()?, month as i8, day as i8).ok()?;
    let time = jiff::civil::Time::new(hour as i8, minute as i8, second as i8, 0).ok()?;
    TimeZone::UTC.to_timestamp(DateTime::from_parts(date, time)).ok()
}

/// Writes `YYYYMMDDThhmmssZ`; what is smaller than a second is left out.
pub fn format(when: Timestamp) -> String {
    when.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Three numbers of these widths, run together or all with the separator between them.
fn numbers(text: &str, separator: char, widths: [usize; 3]) -> Option<[u16; 3]> {
    let mut numbers = [0; 3];
    let mut rest = text;
    let separated = text.contains(separator);
    for (index, width) in widths.into_iter().enumerate() {
        if separated && index > 0 {
            rest = rest.strip_prefix(separator)?;
        }
        let digits = rest.get(..width).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
        numbers[index] = digits.parse().ok()?;
        rest = &rest[width..];
    }
    rest.is_empty().then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_forms_tools_write() {
        let noon = parse("20240307T120000Z").unwrap();
        assert_eq!(parse("2024-03-07T12:00:00Z"), Some(noon));
        assert_eq!(format(noon), "20240307T120000Z");
        assert_eq!(format(parse("20240307").unwrap()), "20240307T000000Z");
    }

    #[test]
    fn what_is_no_date_is_none() {
        for wrong in [
            "",
            "Thu Mar  7 12:00:00 2024",
            "20240230T000000Z",
            "2024037T120000Z",
            "오늘",
            "20240307T126100Z",
        ] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
