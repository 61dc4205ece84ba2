//! Milliseconds -> what a person reads.

/// A duration for eyes: `0:00`, `2:05`, `1:02:05`. Milliseconds are cut to whole seconds; hours
/// grow without bound.
///
/// What is negative, infinite or not a number shows as `0:00`. Beyond 2^53 ms it stops.
///
/// ```
/// use conversation_chat::format_clock;
///
/// assert_eq!(format_clock(0.0), "0:00");
/// assert_eq!(format_clock(125_999.0), "2:05");
/// assert_eq!(format_clock(3_725_000.0), "1:02:05");
/// assert_eq!(format_clock(-1.0), "0:00");
/// assert_eq!(format_clock(f64::INFINITY), "0:00");
/// ```
#[must_use]
pub fn format_clock(ms: f64) -> String {
    let [hours, minutes, seconds] = hours_minutes_seconds(ms);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

/// A duration as ISO 8601 writes it, for `<time datetime>`: `PT0S`, `PT2M5S`, `PT1H2M5S`.
/// Milliseconds are cut to whole seconds, as on the clock beside it; what is negative, infinite or
/// not a number is `PT0S`.
///
/// ```
/// use conversation_chat::format_iso_duration;
///
/// assert_eq!(format_iso_duration(0.0), "PT0S");
/// assert_eq!(format_iso_duration(125_999.0), "PT2M5S");
/// assert_eq!(format_iso_duration(3_600_000.0), "PT1H");
/// ```
#[must_use]
pub fn format_iso_duration(ms: f64) -> String {
    let parts = hours_minutes_seconds(ms).into_iter().zip(['H', 'M', 'S']);
    let text: String = parts
        .filter(|(value, _)| *value > 0)
        .map(|(value, unit)| format!("{value}{unit}"))
        .collect();
    if text.is_empty() {
        "PT0S".to_owned()
    } else {
        format!("PT{text}")
    }
}

/// The largest integer up to which a double holds every integer: 2^53 - 1.
const MOST_MS: f64 = 9_007_199_254_740_991.0;

fn hours_minutes_seconds(ms: f64) -> [u64; 3] {
    let ms = if ms.is_finite() {
        ms.clamp(0.0, MOST_MS)
    } else {
        0.0
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole seconds, at least 0, are wanted"
    )]
    let seconds = (ms / 1000.0) as u64;
    [seconds / 3600, seconds / 60 % 60, seconds % 60]
}
