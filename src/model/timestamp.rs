//! A timestamp: a moment as the text of the platform, which is kept.

use std::str::FromStr;

use crate::read::{TimestampError, parse_epoch_ms};

/// A moment as the platform wrote it: the unchanged text, and its epoch milliseconds.
///
/// Malformed text is kept too (it has no [`epoch_ms`](Timestamp::epoch_ms)), so that nothing of a
/// payload is lost.
///
/// ```
/// use conversation_chat::Timestamp;
///
/// let connected = Timestamp::new("2016-08-30T19:06:10+0000");
/// assert_eq!(connected.epoch_ms(), Some(1_472_583_970_000));
/// assert_eq!(connected.as_str(), "2016-08-30T19:06:10+0000");
/// assert_eq!(Timestamp::new("2021-04-2T15:30:51.418Z").epoch_ms(), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Timestamp {
    text: Box<str>,
    epoch_ms: Result<i64, TimestampError>,
}

impl Timestamp {
    /// Keeps `text` and reads it. Never fails: see [`Timestamp::parse`] for why a text was not
    /// understood.
    ///
    /// ```
    /// assert_eq!(conversation_chat::Timestamp::new("noon").as_str(), "noon");
    /// ```
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self {
            text: text.into(),
            epoch_ms: parse_epoch_ms(text.as_bytes()),
        }
    }

    /// Reads `text`, or says why it is not a timestamp.
    ///
    /// # Errors
    ///
    /// [`TimestampError`] when `text` is not a date, `T`, time with seconds, an optional fraction
    /// of 1 to 9 digits and a zone; or names a day that no calendar has.
    ///
    /// ```
    /// use conversation_chat::{Timestamp, TimestampError};
    ///
    /// assert!(Timestamp::parse("2024-02-29T23:59:59.5+05:30").is_ok());
    /// assert_eq!(Timestamp::parse("2023-02-29T10:00:00Z"), Err(TimestampError::Calendar));
    /// assert_eq!(Timestamp::parse("2023-02-28T10:00:00"), Err(TimestampError::Zone));
    /// ```
    pub fn parse(text: &str) -> Result<Self, TimestampError> {
        let timestamp = Self::new(text);
        timestamp.epoch_ms?;
        Ok(timestamp)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z, the fraction cut to whole milliseconds; `None` if
    /// the text is malformed.
    ///
    /// ```
    /// assert_eq!(conversation_chat::Timestamp::new("1970-01-01T00:00:01.5Z").epoch_ms(), Some(1500));
    /// ```
    #[must_use]
    pub fn epoch_ms(&self) -> Option<i64> {
        self.epoch_ms.ok()
    }

    /// The text as it came.
    ///
    /// ```
    /// assert_eq!(conversation_chat::Timestamp::new("1970-01-01T00:00:01Z").as_str(), "1970-01-01T00:00:01Z");
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Why the text is not a timestamp, if it is none.
    ///
    /// ```
    /// use conversation_chat::{Timestamp, TimestampError};
    ///
    /// assert_eq!(Timestamp::new("1970-01-01T00:00:01").error(), Some(TimestampError::Zone));
    /// ```
    #[must_use]
    pub fn error(&self) -> Option<TimestampError> {
        self.epoch_ms.err()
    }
}

impl FromStr for Timestamp {
    type Err = TimestampError;

    fn from_str(text: &str) -> Result<Self, TimestampError> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::{Timestamp, TimestampError};

    #[track_caller]
    fn is(text: &str, epoch_ms: i64) {
        assert_eq!(Timestamp::new(text).epoch_ms(), Some(epoch_ms), "{text}");
    }

    #[track_caller]
    fn is_not(text: &str, error: TimestampError) {
        assert_eq!(Timestamp::parse(text), Err(error), "{text}");
        assert_eq!(Timestamp::new(text).error(), Some(error), "{text}");
        assert_eq!(Timestamp::new(text).as_str(), text);
    }

    #[test]
    fn the_spellings_of_real_payloads() {
        is("2021-01-20T09:25:34.532Z", 1_611_134_734_532);
        is("2022-07-04T11:00:00Z", 1_656_932_400_000);
        is("2016-08-30T19:06:10+0000", 1_472_583_970_000);
        is("2016-08-30T21:06:10.25+02:00", 1_472_583_970_250);
        is("1970-01-01T00:00:00Z", 0);
        is("1969-12-31T23:59:59.999Z", -1);
        is("0001-01-01T00:00:00Z", -62_135_596_800_000);
        is("9999-12-31T23:59:59.999999999Z", 253_402_300_799_999);
    }

    #[test]
    fn leap_years_and_leap_seconds() {
        is("2000-02-29T00:00:00Z", 951_782_400_000);
        is("2024-02-29T00:00:00Z", 1_709_164_800_000);
        is("2016-12-31T23:59:60Z", 1_483_228_799_000);
        is("2016-12-31T23:59:60.75Z", 1_483_228_799_750);
        is("2017-01-01T05:29:60+05:30", 1_483_228_799_000);
        is("2016-12-31T18:59:60-0500", 1_483_228_799_000);
        is_not("2016-12-31T23:59:60+01:00", TimestampError::Calendar);
        is_not("2016-12-30T23:59:60Z", TimestampError::Calendar);
        is_not("2021-01-20T09:25:60Z", TimestampError::Calendar);
        is_not("1900-02-29T00:00:00Z", TimestampError::Calendar);
        is_not("2023-02-29T00:00:00Z", TimestampError::Calendar);
        is_not("2016-12-31T23:59:61Z", TimestampError::Calendar);
    }

    #[test]
    fn what_is_refused() {
        use TimestampError::{Calendar, Form, Zone};
        for text in [
            "",
            "2021-04-2T15:30:51.418Z",
            "2021-04-02",
            "2021-04-02 15:30:51Z",
            "2021-04-02t15:30:51Z",
            "2021-04-02T15:30Z",
            "2021-04-02T15:30:51.Z",
            "2021-04-02T15:30:51.1234567890Z",
            "2021-04-02T15:30:51,5Z",
            "2021-04-02T15:30:51z",
            "2021-04-02T15:30:51+02",
            "2021-04-02T15:30:51+2:00",
            "2021-04-02T15:30:51+05:75",
            "2021-04-02T15:30:51Z ",
            " 2021-04-02T15:30:51Z",
            "+2021-04-02T15:30:51Z",
            "2021-04-02T15:30:51−02:00",
            "２021-04-02T15:30:51Z",
        ] {
            is_not(text, Form);
        }
        for text in [
            "0000-01-01T00:00:00Z",
            "2021-00-02T15:30:51Z",
            "2021-13-02T15:30:51Z",
            "2021-04-31T15:30:51Z",
            "2021-04-00T15:30:51Z",
            "2021-04-02T24:00:00Z",
            "2021-04-02T15:60:51Z",
            "2021-04-02T15:30:51+24:00",
        ] {
            is_not(text, Calendar);
        }
        is_not("2021-04-02T15:30:51", Zone);
        is_not("2021-04-02T15:30:51.418", Zone);
    }
}
