//! Local clock -> cloud clock.

use std::{collections::VecDeque, fmt};

use crate::{
    Timestamp,
    facts::ms,
    outline::{Moment, Outline, Seen as _},
    reader::{Json, JsonText, Reader},
};

/// How long a sample counts, in local milliseconds. A quartz that is off by 50 parts in a million loses 30 ms in it.
const WINDOW_MS: f64 = 10.0 * 60.0 * 1000.0;

/// How many samples are kept.
const MOST_SAMPLES: usize = 16;

/// Tells the time of the cloud from a local clock, as NTP does (RFC 5905, section 8: offset and round-trip delay).
///
/// Feed it now and then with the answer of `GET /api/v2/date` and the local moments of asking and answering; of the samples
/// of the last ten minutes it trusts the one with the shortest round trip. Use a monotonic local clock if there is one: then a PC
/// clock that somebody sets does not matter. If the local clock does jump, the next sample contradicts those before, and they are
/// forgotten.
///
/// ```
/// use conversation_chat::CloudClock;
///
/// let mut clock = CloudClock::new();
/// assert_eq!(clock.now(100.0), 100.0);
/// clock.observe(100.0, 5_000.0, 140.0)?;
/// assert_eq!((clock.offset(), clock.uncertainty()), (Some(4_880.0), Some(20.0)));
/// assert_eq!(clock.now(200.0), 5_080.0);
/// # Ok::<(), conversation_chat::ClockError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct CloudClock {
    samples: VecDeque<Sample>,
}

#[derive(Clone, Copy, Debug)]
struct Sample {
    received_at: f64,
    offset: f64,
    uncertainty: f64,
}

/// Why a sample was refused.
///
/// ```
/// use conversation_chat::{ClockError, CloudClock};
///
/// assert_eq!(CloudClock::new().observe(2.0, 0.0, 1.0), Err(ClockError::Order));
/// assert_eq!(ClockError::Order.to_string(), "expected `receivedAt` not to be before `sentAt`");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockError {
    /// A time is not a finite number.
    NotFinite,
    /// The answer came before the question.
    Order,
    /// The answer has no timestamp.
    ServerTime,
}

impl ClockError {
    pub(crate) const fn message(self) -> &'static str {
        match self {
            Self::NotFinite => "expected finite times in milliseconds",
            Self::Order => "expected `receivedAt` not to be before `sentAt`",
            Self::ServerTime => "expected a timestamp, or an answer with one as its `currentDate`",
        }
    }
}

impl fmt::Display for ClockError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.message())
    }
}

impl std::error::Error for ClockError {}

impl CloudClock {
    /// A clock that has seen no sample: the local clock as it is.
    ///
    /// ```
    /// assert_eq!(conversation_chat::CloudClock::new().offset(), None);
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a sample: the cloud said `server_time` (epoch milliseconds) to a question sent at the local moment `sent_at`, whose answer was
    /// there at the local moment `received_at` (milliseconds of any local clock).
    ///
    /// # Errors
    ///
    /// [`ClockError`] if a time is not finite, or the answer is before the question. The sample is then ignored.
    ///
    /// ```
    /// let mut clock = conversation_chat::CloudClock::new();
    /// clock.observe(0.0, 1_000.0, 10.0)?;
    /// clock.observe(20.0, 1_220.0, 420.0)?; // a slow answer does not replace a quick one
    /// assert_eq!(clock.offset(), Some(995.0));
    /// # Ok::<(), conversation_chat::ClockError>(())
    /// ```
    pub fn observe(&mut self, sent_at: f64, server_time: f64, received_at: f64) -> Result<(), ClockError> {
        if ![sent_at, server_time, received_at].iter().all(|time| time.is_finite()) {
            return Err(ClockError::NotFinite);
        }
        if received_at < sent_at {
            return Err(ClockError::Order);
        }
        let new = Sample {
            received_at,
            offset: server_time - sent_at.midpoint(received_at),
            uncertainty: (received_at - sent_at) / 2.0,
        };
        // The true offset lies within the uncertainty of each sample. Where two leave no room for it, the local clock
        // jumped in between. A millisecond is left to rounding, and the drift of a window to the quartz.
        let slack = 1.0 + WINDOW_MS * 0.0001;
        let agree = |old: &Sample| (old.offset - new.offset).abs() <= old.uncertainty + new.uncertainty + slack;
        let in_order = |old: &Sample| old.received_at <= new.received_at;
        if !self.samples.iter().all(|old| agree(old) && in_order(old)) {
            self.samples.clear();
        }
        self.samples.retain(|old| new.received_at - old.received_at <= WINDOW_MS);
        if self.samples.len() == MOST_SAMPLES {
            self.drop_worst();
        }
        self.samples.push_back(new);
        Ok(())
    }

    /// Takes a sample as [`observe`](Self::observe) does, with the server's time as text: a timestamp, or the body of the answer of
    /// `GET /api/v2/date` as it is.
    ///
    /// # Errors
    ///
    /// [`ClockError`] as from [`observe`](Self::observe), and if the text holds no timestamp.
    ///
    /// ```
    /// let mut clock = conversation_chat::CloudClock::new();
    /// clock.observe_answer(0.0, r#"{"currentDate": "1970-01-01T00:00:05.000Z"}"#, 0.0)?;
    /// assert_eq!(clock.offset(), Some(5_000.0));
    /// # Ok::<(), conversation_chat::ClockError>(())
    /// ```
    pub fn observe_answer(&mut self, sent_at: f64, answer: &str, received_at: f64) -> Result<(), ClockError> {
        let time = Moment::of(answer).ms().or_else(|| current_date(answer));
        self.observe(sent_at, time.ok_or(ClockError::ServerTime)?, received_at)
    }

    /// Makes room without losing the best sample.
    fn drop_worst(&mut self) {
        let worst = (0..self.samples.len()).max_by(|a, b| {
            let uncertainty = |index: &usize| self.samples.get(*index).map_or(0.0, |sample| sample.uncertainty);
            uncertainty(a).total_cmp(&uncertainty(b)).then(b.cmp(a))
        });
        if let Some(worst) = worst {
            self.samples.remove(worst);
        }
    }

    /// The time of the cloud in epoch milliseconds at the local moment `local`; `local` itself until there is a sample.
    ///
    /// ```
    /// assert_eq!(conversation_chat::CloudClock::new().now(7.0), 7.0);
    /// ```
    #[must_use]
    pub fn now(&self, local: f64) -> f64 {
        local + self.offset().unwrap_or_default()
    }

    /// What to add to the local clock, in milliseconds; `None` until there is a sample.
    ///
    /// ```
    /// assert_eq!(conversation_chat::CloudClock::new().offset(), None);
    /// ```
    #[must_use]
    pub fn offset(&self) -> Option<f64> {
        self.best().map(|sample| sample.offset)
    }

    /// How far off the offset may be, in milliseconds: half the round trip of the best sample. `None` until there is one.
    ///
    /// ```
    /// assert_eq!(conversation_chat::CloudClock::new().uncertainty(), None);
    /// ```
    #[must_use]
    pub fn uncertainty(&self) -> Option<f64> {
        self.best().map(|sample| sample.uncertainty)
    }

    /// The sample with the shortest round trip; of equals the newest.
    fn best(&self) -> Option<&Sample> {
        self.samples.iter().rev().min_by(|a, b| a.uncertainty.total_cmp(&b.uncertainty))
    }
}

record! {
    struct Answer {
        current_date = "currentDate": Timestamp,
    }
}

/// The time in the body of an answer.
fn current_date(answer: &str) -> Option<f64> {
    let mut outline = Outline::default();
    let json = Json { bytes: answer.as_bytes(), is_utf8: true, number: |_| f64::NAN };
    let read = |source: &mut JsonText<'_>| Reader::new(source, &mut outline).value(&Answer::SHAPE);
    let cell = JsonText::read_all(json, read).ok()?;
    ms(Answer::seen(&outline, cell.into())?.current_date())
}

#[cfg(test)]
mod tests {
    use super::{CloudClock, WINDOW_MS};

    #[test]
    fn the_best_sample_stays_until_it_ages() {
        let mut clock = CloudClock::new();
        clock.observe(0.0, 1_000_005.0, 10.0).unwrap();
        for minute in 1..=10 {
            let local = f64::from(minute) * 60_000.0 - 400.0;
            clock.observe(local, 1_000_100.0 + local, local + 400.0).unwrap();
        }
        assert_eq!((clock.offset(), clock.uncertainty()), (Some(1_000_000.0), Some(5.0)));
        let local = WINDOW_MS + 60_000.0;
        clock.observe(local, 1_000_150.0 + local, local + 300.0).unwrap();
        assert_eq!(clock.uncertainty(), Some(150.0));
    }

    #[test]
    fn many_samples_never_push_out_the_best() {
        let mut clock = CloudClock::new();
        clock.observe(0.0, 500.0, 2.0).unwrap();
        for second in 1..100 {
            let local = f64::from(second) * 1000.0;
            clock.observe(local, local + 550.0, local + 100.0).unwrap();
        }
        assert_eq!(clock.uncertainty(), Some(1.0));
    }

    #[test]
    fn a_local_clock_that_jumps_is_believed_at_the_next_sample() {
        let mut clock = CloudClock::new();
        clock.observe(1000.0, 50_000.0, 1010.0).unwrap();
        clock.observe(301_000.0, 60_000.0, 301_200.0).unwrap();
        assert_eq!(clock.offset(), Some(60_000.0 - 301_100.0));
        clock.observe(500.0, 61_000.0, 900.0).unwrap();
        assert_eq!(clock.offset(), Some(60_300.0));
    }
}
