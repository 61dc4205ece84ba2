//! A moment: finite epoch milliseconds.

use std::{
    fmt,
    time::{SystemTime, UNIX_EPOCH},
};

use super::Timestamp;

/// A moment: finite epoch milliseconds, mostly in the cloud clock.
///
/// ```
/// use conversation_chat::{Moment, Timestamp};
///
/// assert_eq!(Moment::new(1500.0).unwrap().epoch_ms(), 1500.0);
/// assert_eq!(Moment::new(f64::NAN), None);
/// assert_eq!(Timestamp::new("1970-01-01T00:00:01.5Z").moment(), Moment::new(1500.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Moment(f64);

impl Moment {
    /// The moment that is this number of milliseconds after 1970-01-01T00:00:00Z; `None` if it is
    /// not finite.
    ///
    /// ```
    /// assert!(conversation_chat::Moment::new(f64::INFINITY).is_none());
    /// ```
    #[must_use]
    pub const fn new(epoch_ms: f64) -> Option<Self> {
        if epoch_ms.is_finite() {
            Some(Self(epoch_ms))
        } else {
            None
        }
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    ///
    /// ```
    /// assert_eq!(conversation_chat::Moment::new(-1.0).unwrap().epoch_ms(), -1.0);
    /// ```
    #[must_use]
    pub const fn epoch_ms(self) -> f64 {
        self.0
    }
}

/// It is never NaN, so equality is one.
impl Eq for Moment {}

/// A number that is no moment: NaN or infinite.
///
/// ```
/// let error = conversation_chat::Moment::try_from(f64::NAN).unwrap_err();
/// assert_eq!(error.to_string(), "expected a finite number of epoch milliseconds");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NotFiniteError;

impl fmt::Display for NotFiniteError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("expected a finite number of epoch milliseconds")
    }
}

impl std::error::Error for NotFiniteError {}

impl TryFrom<f64> for Moment {
    type Error = NotFiniteError;

    fn try_from(epoch_ms: f64) -> Result<Self, NotFiniteError> {
        Self::new(epoch_ms).ok_or(NotFiniteError)
    }
}

impl From<SystemTime> for Moment {
    /// To the nanosecond as far as a double holds it: about a tenth of a microsecond today.
    fn from(time: SystemTime) -> Self {
        Self(match time.duration_since(UNIX_EPOCH) {
            Ok(after) => after.as_secs_f64() * 1000.0,
            Err(before) => before.duration().as_secs_f64() * -1000.0,
        })
    }
}

#[cfg(feature = "jiff")]
impl From<jiff::Timestamp> for Moment {
    /// To the millisecond.
    #[expect(
        clippy::cast_precision_loss,
        reason = "exact: jiff ends with the year 9999, below 2^53 milliseconds"
    )]
    fn from(time: jiff::Timestamp) -> Self {
        Self(time.as_millisecond() as f64)
    }
}

#[cfg(feature = "chrono")]
impl<Zone: chrono::TimeZone> From<chrono::DateTime<Zone>> for Moment {
    /// To the millisecond.
    #[expect(
        clippy::cast_precision_loss,
        reason = "chrono ends within 2^53 milliseconds of 1970"
    )]
    fn from(time: chrono::DateTime<Zone>) -> Self {
        Self(time.timestamp_millis() as f64)
    }
}

impl Timestamp {
    /// The moment that it means; `None` if the text is malformed.
    ///
    /// ```
    /// assert!(conversation_chat::Timestamp::new("noon").moment().is_none());
    /// ```
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "exact: milliseconds of the years 1 to 9999 are below 2^53"
    )]
    pub fn moment(&self) -> Option<Moment> {
        self.epoch_ms().map(|ms| Moment(ms as f64))
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::Moment;

    #[test]
    fn system_time_before_and_after_1970() {
        assert_eq!(
            Moment::from(UNIX_EPOCH + Duration::from_millis(1500)).epoch_ms(),
            1500.0
        );
        assert_eq!(
            Moment::from(UNIX_EPOCH - Duration::from_millis(1500)).epoch_ms(),
            -1500.0
        );
    }
}
