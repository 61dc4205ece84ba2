//! ISO-8601 text to epoch milliseconds.
//!
//! Own code rather than a date library: the grammar of the platform's payloads (both `+00:00` and
//! `+0000`, leap seconds, up to nine digits of a second, the years 0001 to 9999, nothing else) is
//! narrower than what the libraries accept in one place and wider in another. Measured alone in a
//! module: 0.9 KB of gzip, where `chrono` without default features, by `parse_from_rfc3339` and a
//! format for `+0000`, takes 21.6 KB. The tests compare it with `chrono`.

use std::fmt;

/// Why a text is not a timestamp.
///
/// ```
/// use conversation_chat::TimestampError;
///
/// assert_eq!(TimestampError::Zone.to_string(), "expected a timestamp with a zone, such as `2021-01-20T09:25:34.532Z`");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimestampError {
    /// Not of the form `yyyy-MM-ddTHH:mm:ss[.fraction]zone`.
    Form,
    /// The form is right, but no calendar or clock has such a moment: 30 February, 25 o'clock, year
    /// 0.
    Calendar,
    /// Date and time without a zone, which could be any of 27 moments.
    Zone,
}

impl TimestampError {
    pub(crate) const fn message(self) -> &'static str {
        match self {
            Self::Form => "expected a timestamp such as `2021-01-20T09:25:34.532Z`",
            Self::Calendar => {
                "expected a timestamp of a real date and time, such as `2021-01-20T09:25:34.532Z`"
            }
            Self::Zone => "expected a timestamp with a zone, such as `2021-01-20T09:25:34.532Z`",
        }
    }
}

impl fmt::Display for TimestampError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.message())
    }
}

impl std::error::Error for TimestampError {}

/// Milliseconds since 1970-01-01T00:00:00Z.
pub(crate) fn parse_epoch_ms(text: &[u8]) -> Result<i64, TimestampError> {
    use TimestampError::{Calendar, Form, Zone};

    let (start, rest) = text.split_first_chunk().ok_or(Form)?;
    #[rustfmt::skip]
    let &[y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1, b'T', h0, h1, b':', n0, n1, b':', s0, s1] = start else {
        return Err(Form);
    };
    let [century, years] = [digits([y0, y1]), digits([y2, y3])].map(|pair| pair.ok_or(Form));
    let [month, day] = [digits([m0, m1]), digits([d0, d1])].map(|pair| pair.ok_or(Form));
    let [hour, minute, second] =
        [digits([h0, h1]), digits([n0, n1]), digits([s0, s1])].map(|pair| pair.ok_or(Form));
    let (year, month, day) = (century? * 100 + years?, month?, day?);
    let (hour, minute, second) = (hour?, minute?, second?);
    let (fraction_ms, rest) = fraction_ms(rest).ok_or(Form)?;
    if rest.is_empty() {
        return Err(Zone);
    }
    let (sign, offset_hour, offset_minute) = zone(rest).ok_or(Form)?;

    let real = year >= 1
        && (1..=days_in_month(year, month)).contains(&day)
        && hour <= 23
        && minute <= 59
        && second <= 60
        && offset_hour <= 23;
    if !real {
        return Err(Calendar);
    }
    // A leap second counts as the second before it: epoch time has no number for it.
    let day_seconds = (hour * 60 + minute) * 60 + second.min(59);
    let offset_seconds = sign * i64::from((offset_hour * 60 + offset_minute) * 60);
    let seconds =
        days_from_civil(year, month, day) * 86_400 + i64::from(day_seconds) - offset_seconds;
    if second == 60 && !ends_month(seconds, year) {
        return Err(Calendar);
    }
    Ok(seconds * 1000 + i64::from(fraction_ms))
}

/// Whether a second, counted from 1970 in UTC, is the last of a month: only there a leap second can
/// be (ITU-R TF.460-6, annex 1, 2.1). `year` is the year that it has in some zone.
fn ends_month(second: i64, year: u32) -> bool {
    let next = second + 1;
    let years = year.saturating_sub(1).max(1)..=year + 1;
    let mut firsts =
        years.flat_map(|year| (1..=12).map(move |month| days_from_civil(year, month, 1)));
    next.rem_euclid(86_400) == 0 && firsts.any(|first| first == next.div_euclid(86_400))
}

/// The number that two digits make.
fn digits([tens, ones]: [u8; 2]) -> Option<u32> {
    (tens.is_ascii_digit() && ones.is_ascii_digit())
        .then(|| u32::from(tens - b'0') * 10 + u32::from(ones - b'0'))
}

/// The one to nine digits after a point, cut to milliseconds, and what follows them. 0 without a
/// point.
fn fraction_ms(text: &[u8]) -> Option<(u32, &[u8])> {
    let Some(mut rest) = text.strip_prefix(b".") else {
        return Some((0, text));
    };
    let (mut value, mut unit, mut count) = (0, 100, 0);
    while let [digit @ b'0'..=b'9', after @ ..] = rest {
        value += u32::from(digit - b'0') * unit;
        unit /= 10;
        count += 1;
        rest = after;
    }
    (1..=9).contains(&count).then_some((value, rest))
}

/// The offset from UTC that is all of `text`: sign, hours, and less than 60 minutes.
fn zone(text: &[u8]) -> Option<(i64, u32, u32)> {
    let (sign, offset) = match text {
        b"Z" => return Some((1, 0, 0)),
        [b'+', offset @ ..] => (1, offset),
        [b'-', offset @ ..] => (-1, offset),
        _ => return None,
    };
    let &([h0, h1, m0, m1] | [h0, h1, b':', m0, m1]) = offset else {
        return None;
    };
    let minutes = digits([m0, m1]).filter(|minutes| *minutes < 60);
    Some((sign, digits([h0, h1])?, minutes?))
}

fn days_in_month(year: u32, month: u32) -> u32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 0,
    }
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar from the year 1 on, counted in years
/// that begin in March so that the leap day comes last (the method of Howard Hinnant,
/// "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`). In 32 bits, which WebAssembly
/// divides without a division.
fn days_from_civil(year: u32, month: u32, day: u32) -> i64 {
    let march_year = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days =
        march_year * 365 + march_year / 4 - march_year / 100 + march_year / 400 + day_of_year;
    i64::from(days) - 719_468
}
