//! Points in time as TMX writes them: `YYYYMMDDThhmmssZ`, always UTC (TMX 1.4b, section 2.6).
//!
//! Files hold other forms too. An attribute keeps its date as written; this module reads what can
//! be read, and tells what means one point in time from what leaves the zone open.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};

/// Reads `YYYYMMDDThhmmssZ`, the same with hyphens and colons, with parts of a second, with an
/// offset (`+09:00`) or nothing for the `Z`, or a bare `YYYYMMDD` or `YYYY-MM-DD` (midnight, UTC).
/// `None` for anything else.
pub fn parse(written: &str) -> Option<Timestamp> {
    read(written).map(|(when, _)| when)
}

/// As [`parse`], but only what can mean no other time: a time of day must say its zone.
pub fn parse_certain(written: &str) -> Option<Timestamp> {
    read(written).filter(|(_, certain)| *certain).map(|(when, _)| when)
}

/// Whether this is a date in just the form that TMX asks for, `YYYYMMDDThhmmssZ`.
pub fn is_standard(written: &str) -> bool {
    // Dates come by the million, and working one out takes longer than looking at its digits.
    let Ok(bytes) = <&[u8; 16]>::try_from(written.as_bytes()) else { return false };
    let digits = |range: std::ops::Range<usize>| bytes[range].iter().all(u8::is_ascii_digit);
    if bytes[8] != b'T' || bytes[15] != b'Z' || !digits(0..8) || !digits(9..15) {
        return false;
    }
    let two = |at: usize| 10 * (bytes[at] - b'0') + (bytes[at + 1] - b'0');
    let [month, day, hour, minute, second] = [4, 6, 9, 11, 13].map(two);
    let in_any_month = (1..=12).contains(&month) && (1..=28).contains(&day);
    let in_any_year = !written.starts_with("9999");
    let is_sure = in_any_month && in_any_year && hour < 24 && minute < 60 && second < 60;
    is_sure || parse(written).is_some()
}

/// The point in time, and whether the zone is said or need not be.
fn read(written: &str) -> Option<(Timestamp, bool)> {
    let (date, time) = match written.trim().split_once(['T', 't']) {
        Some((date, time)) => (date, time),
        None => (written.trim(), "000000Z"),
    };
    let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
    let (time, offset) = zone(time)?;
    let time = match time.split_once(['.', ',']) {
        Some((time, parts)) => {
            let is_number = !parts.is_empty() && parts.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then_some(time)?
        }
        None => time,
    };
    let [hour, minute, second] = numbers(time, ':', [2, 2, 2])?;
    let date = Date::new(i16::try_from(year).ok()?, month as i8, day as i8).ok()?;
    let time = jiff::civil::Time::new(hour as i8, minute as i8, second as i8, 0).ok()?;
    let zone = TimeZone::fixed(offset.unwrap_or(Offset::UTC));
    let when = zone.to_timestamp(DateTime::from_parts(date, time)).ok()?;
    Some((when, offset.is_some()))
}

/// The time of day without its zone, and the zone if one is said: `Z`, `+0900`, `+09:00`, `+09`.
fn zone(time: &str) -> Option<(&str, Option<Offset>)> {
    if let Some(time) = time.strip_suffix(['Z', 'z']) {
        return Some((time, Some(Offset::UTC)));
    }
    let Some(at) = time.find(['+', '-']) else { return Some((time, None)) };
    let (time, offset) = time.split_at(at);
    let (sign, offset) = offset.split_at(1);
    let minutes = if offset.len() == 2 { "00" } else { offset.get(2..)? };
    let minutes = minutes.trim_start_matches(':');
    let [hours, minutes] = [offset.get(..2)?, minutes].map(|part| {
        let is_number = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| part.parse::<i32>().ok()).flatten()
    });
    let seconds = (hours? * 60 + minutes.filter(|minutes| *minutes < 60)?) * 60;
    let seconds = if sign == "-" { -seconds } else { seconds };
    Some((time, Some(Offset::from_seconds(seconds).ok()?)))
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
    fn zones_are_reckoned_with_and_missed() {
        let noon = parse("20240307T120000Z");
        for same in [
            "2024-03-07T21:00:00+09:00",
            "20240307T210000+0900",
            "2024-03-07T21:00:00.250+09",
            "2024-03-07T07:30:00-04:30",
            "2024-03-07t12:00:00,5z",
        ] {
            assert_eq!((parse(same), parse_certain(same)), (noon, noon), "{same}");
            assert!(!is_standard(same), "{same}");
        }
        assert_eq!((parse("2024-03-07T12:00:00"), parse_certain("20240307T120000")), (noon, None));
        assert!(parse_certain("2024-03-07").is_some());
        for is in ["20240307T120000Z", "20240229T235959Z", "99990101T000000Z", "20241231T000000Z"] {
            assert!(is_standard(is) && parse(is).is_some(), "{is}");
        }
        for is_not in
            ["20241307T120000Z", "20230229T000000Z", "20240307T240000Z", "99991231T235959Z"]
        {
            assert!(!is_standard(is_not) && parse(is_not).is_none(), "{is_not}");
        }
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
            "20240307T120000+9",
            "20240307T120000+09:00:00",
            "20240307T120000.Z",
            "20240307T120000+09시",
        ] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
