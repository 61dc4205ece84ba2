//! The time of the cloud from a local clock, for every page and server whose own clock may be
//! wrong.

mod answers;
#[cfg(test)]
mod tests;

use std::fmt;

use answers::{Answer, Answers, Bounds, DRIFT, Jump};

/// How much faster or slower than the local clock `now` may go to correct itself: a second on the
/// screen lasts 0.9 to 1.1 s.
const SLEW: f64 = 0.1;

/// A proven jump of the local clock that is smaller is slewed like any other correction (`STEPT` of
/// RFC 5905, section 11.3: 125 ms).
const STEP_MS: f64 = 125.0;

/// If an answer was received longer than this before the greatest local moment of a call of `now`,
/// then it was not merely processed late: the local clock was set back, or that moment was in the
/// future. `now` then goes on from the answer.
const LATE_MS: f64 = 60_000.0;

/// The time of the cloud, from a local clock.
///
/// Give it the answer of `GET /api/v2/date` and the local moments of asking and receiving:
/// twice at the start, every few minutes, and when the computer has slept. The local clock is any
/// that counts milliseconds: `performance.now()`, which nobody can set but which may stand still in
/// sleep, or `Date.now()`, which goes on in sleep but may be set.
///
/// The time of the cloud is within [`uncertainty`](Self::uncertainty) of what [`now`](Self::now)
/// says, as long as
///
/// - the local clock gains or loses at most 500 parts per million,
/// - at most one of the last eight answers is too old because it comes from a cache; it is not the
///   first one, because until the second there is no other; and the local clock has not jumped
///   among the eight,
/// - the local clock has not jumped (been set, or stood still) since the last answer.
///
/// A jump is detected by the first answer that contradicts earlier ones. If the local clock is now
/// behind, only that answer counts from then on. If it is ahead, the answer may also come from a
/// cache: until the next answer decides it, the uncertainty covers both cases. A jump that is
/// smaller than the round trips of the answers around it may contradict none of them; its effect
/// ends with the eighth answer after it.
///
/// ```
/// use conversation_chat::CloudClock;
///
/// let mut clock = CloudClock::new();
/// assert_eq!(clock.now(100.0), None);
/// clock.observe(100.0, 5_000.0, 140.0)?;
/// assert_eq!(clock.offset(), Some(4_880.0));
/// assert_eq!(clock.now(200.0), Some(5_080.0));
/// # Ok::<(), conversation_chat::ClockError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct CloudClock {
    answers: Answers,
    reading: Option<Reading>,
}

/// The state of a clock that has an answer.
#[derive(Clone, Copy, Debug)]
struct Reading {
    /// The bounds of the offset at the local moment `bounded_at`, and its likely value.
    low: f64,
    high: f64,
    bounded_at: f64,
    estimate: f64,
    /// The latest local moment that is known.
    latest: f64,
    told: Option<Told>,
}

/// The offset that was returned for the greatest local moment of a call.
#[derive(Clone, Copy, Debug)]
struct Told {
    local: f64,
    offset: f64,
}

impl Reading {
    fn new(at: f64, bounds: Bounds) -> Self {
        let estimate = bounds.likely_low.midpoint(bounds.likely_high);
        Self {
            low: bounds.low,
            high: bounds.high,
            bounded_at: at,
            estimate,
            latest: at,
            told: None,
        }
    }

    /// The offset on its way from the last returned one to the estimate. If none was returned yet,
    /// it is the estimate at once.
    fn offset_at(&self, local: f64) -> f64 {
        self.told.map_or(self.estimate, |told| {
            let most = SLEW * (local - told.local).max(0.0);
            told.offset + (self.estimate - told.offset).max(-most).min(most)
        })
    }

    /// The offset to return after an answer.
    fn next(self, new: Self, jump: Option<Jump>) -> Self {
        let offset = self.offset_at(self.latest);
        let step = new.estimate - offset;
        let offset = match jump {
            Some(Jump::Behind) if step > STEP_MS => new.estimate,
            Some(Jump::Ahead) if step < -STEP_MS => new.estimate,
            _ if self
                .told
                .is_some_and(|told| told.local > new.latest + LATE_MS) =>
            {
                offset
            }
            _ => {
                return Self {
                    latest: self.latest.max(new.latest),
                    told: self.told,
                    ..new
                };
            }
        };
        Self {
            told: self.told.and(Some(Told {
                local: new.latest,
                offset,
            })),
            ..new
        }
    }
}

/// Why an answer was refused.
///
/// ```
/// use conversation_chat::{ClockError, CloudClock};
///
/// assert_eq!(CloudClock::new().observe(2.0, 0.0, 1.0), Err(ClockError::Order));
/// assert_eq!(ClockError::Order.to_string(), "expected `receivedAt` not to be before `sentAt`");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockError {
    /// A time, or the difference of two times, is not finite.
    NotFinite,
    /// The answer was received before the question was sent.
    Order,
    /// The answer has no timestamp.
    ServerTime,
}

impl fmt::Display for ClockError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NotFinite => "expected finite times in milliseconds",
            Self::Order => "expected `receivedAt` not to be before `sentAt`",
            Self::ServerTime => "expected a timestamp, or an answer with one as its `currentDate`",
        })
    }
}

impl std::error::Error for ClockError {}

impl CloudClock {
    /// A clock without an answer: it does not know the time.
    ///
    /// ```
    /// assert_eq!(conversation_chat::CloudClock::new().offset(), None);
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an answer: the cloud said `server_time` (epoch milliseconds) to a question sent at the
    /// local moment `sent_at`, and the answer was received at the local moment `received_at`
    /// (milliseconds of the local clock).
    ///
    /// # Errors
    ///
    /// [`ClockError`] if a time is not finite, or the answer was received before the question was
    /// sent. The answer is then ignored.
    ///
    /// ```
    /// let mut clock = conversation_chat::CloudClock::new();
    /// clock.observe(0.0, 1_000.0, 10.0)?;
    /// clock.observe(20.0, 1_220.0, 420.0)?; // the quick answer has the narrower bounds
    /// assert!((clock.offset().unwrap() - 995.0).abs() < 1.0);
    /// # Ok::<(), conversation_chat::ClockError>(())
    /// ```
    pub fn observe(
        &mut self,
        sent_at: f64,
        server_time: f64,
        received_at: f64,
    ) -> Result<(), ClockError> {
        let answer = Answer::new(sent_at, server_time, received_at);
        if !answer.is_finite() {
            return Err(ClockError::NotFinite);
        }
        if received_at < sent_at {
            return Err(ClockError::Order);
        }
        let jump = self.answers.add(answer);
        if let Some(bounds) = self.answers.bounds(received_at) {
            let new = Reading::new(received_at, bounds);
            self.reading = Some(self.reading.map_or(new, |reading| reading.next(new, jump)));
        }
        Ok(())
    }

    /// The time of the cloud in epoch milliseconds at the local moment `local`; `None` until there
    /// is an answer, or if `local` is not finite.
    ///
    /// While `local` does not decrease, the result does not either. A correction makes the clock a
    /// tenth faster or slower until it is done. The clock steps only if answers prove that the
    /// local clock jumped, and backwards only if the local clock was set ahead.
    ///
    /// ```
    /// let mut clock = conversation_chat::CloudClock::new();
    /// assert_eq!(clock.now(7.0), None);
    /// clock.observe(0.0, 1_000.0, 10.0)?;
    /// assert_eq!(clock.now(10.0), Some(1_005.0));
    /// # Ok::<(), conversation_chat::ClockError>(())
    /// ```
    pub fn now(&mut self, local: f64) -> Option<f64> {
        let reading = self.reading.as_mut().filter(|_| local.is_finite())?;
        let offset = reading.offset_at(local);
        reading.latest = local;
        if reading.told.is_none_or(|told| told.local <= local) {
            reading.told = Some(Told { local, offset });
        }
        Some(local + offset)
    }

    /// What [`now`](Self::now) adds to the local clock, in milliseconds, at the latest local moment
    /// that is known: that of the last call of [`now`](Self::now), or of an answer since if that is
    /// later. `None` until there is an answer.
    ///
    /// ```
    /// let mut clock = conversation_chat::CloudClock::new();
    /// clock.observe(0.0, 1_000.0, 10.0)?;
    /// assert_eq!(clock.offset(), Some(995.0));
    /// # Ok::<(), conversation_chat::ClockError>(())
    /// ```
    #[must_use]
    pub fn offset(&self) -> Option<f64> {
        self.reading
            .map(|reading| reading.offset_at(reading.latest))
    }

    /// How far the time of the cloud may be, in milliseconds, from the result of [`now`](Self::now)
    /// at the latest local moment that is known, the one of [`offset`](Self::offset). `None` until
    /// there is an answer.
    ///
    /// After quick answers it is half the round trip, and 2 ms because times are cut to
    /// milliseconds. It grows by 0.5 ms a second, since the local clock may be off by 500 parts per
    /// million.
    ///
    /// ```
    /// let mut clock = conversation_chat::CloudClock::new();
    /// clock.observe(0.0, 1_000.0, 10.0)?;
    /// assert!((clock.uncertainty().unwrap() - 7.0).abs() < 0.01);
    /// clock.now(60_010.0);
    /// assert!((clock.uncertainty().unwrap() - 37.0).abs() < 0.01);
    /// # Ok::<(), conversation_chat::ClockError>(())
    /// ```
    #[must_use]
    pub fn uncertainty(&self) -> Option<f64> {
        self.reading.map(|reading| {
            let drift = DRIFT * (reading.latest - reading.bounded_at).abs();
            let offset = reading.offset_at(reading.latest);
            (offset - reading.low).max(reading.high - offset) + drift
        })
    }
}
