//! A time line as numbers alone: all that its timers need at any moment, close together and without a branch.

use crate::{TICK_WIDTH, Timeline, durations::finite};

/// What the timers of one communication are at any moment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figures {
    /// Of each lane, in the order of `SpanKind`: the milliseconds that have ended, and when the open interval began.
    /// One that never began, began at infinity: so nothing of it has passed.
    lanes: [(f64, f64); 6],
    /// When the current hold began; NaN while not on hold.
    hold: f64,
    /// What alert and after-call work may take, in milliseconds; NaN where not running, or without a limit.
    limits: [f64; 2],
    running: u8,
}

impl From<&Timeline> for Figures {
    fn from(timeline: &Timeline) -> Self {
        let lanes = timeline.lanes.each_ref().map(|lane| (lane.closed_ms, lane.open.unwrap_or(f64::INFINITY)));
        let [alert, .., work] = &timeline.lanes;
        let limits = [(alert, timeline.alert_limit_ms), (work, timeline.after_call_work_limit_ms)];
        let open = timeline.lanes.iter().rev().fold(0, |mask: u8, lane| mask << 1 | u8::from(lane.open.is_some()));
        let handle = u8::from(open & !1 != 0);
        Self {
            lanes,
            hold: timeline.current_hold.unwrap_or(f64::NAN),
            limits: limits.map(|(lane, limit)| limit.filter(|_| lane.open.is_some()).unwrap_or(f64::NAN)),
            running: open | handle << 6 | u8::from(timeline.current_hold.is_some()) << 7,
        }
    }
}

impl Figures {
    /// Whether the timer in one of the first eight columns runs.
    pub(crate) fn is_running(&self, column: u8) -> bool {
        self.running >> column & 1 == 1
    }

    /// The timers at `now`, in the columns that [`Roster::tick`](crate::Roster::tick) documents.
    pub(crate) fn columns(&self, now: f64) -> [f64; TICK_WIDTH] {
        let now = finite(now);
        let [alert, contacting, dialing, talk, hold, work] =
            self.lanes.map(|(closed_ms, open)| closed_ms + at_least_0(now - open));
        let [alert_limit, work_limit] = self.limits;
        [
            alert,
            contacting,
            dialing,
            talk,
            hold,
            work,
            contacting + dialing + talk + hold + work,
            at_least_0(now - self.hold),
            at_least_0(alert_limit - alert),
            at_least_0(work_limit - work),
            f64::from(self.running),
        ]
    }

    /// When the next displayed second of a timer changes after `now`.
    pub(crate) fn next_change(&self, now: f64) -> Option<f64> {
        let columns = (0..).zip(self.columns(now));
        let waits = columns.filter_map(|(column, ms)| match column {
            0..8 if self.is_running(column) => Some(1000.0 - past_second(ms)),
            // What counts down shows another second as soon as it is below a whole one.
            8 | 9 if ms > 0.0 => Some(past_second(ms) + 1.0),
            _ => None,
        });
        waits.reduce(f64::min).map(|wait| now + wait)
    }
}

/// The milliseconds since the second that is displayed. Not `%`, which brings 2 KB for it.
fn past_second(ms: f64) -> f64 {
    ms - (ms / 1000.0).floor() * 1000.0
}

/// NaN stays NaN, which `f64::max` would not do.
fn at_least_0(ms: f64) -> f64 {
    if ms < 0.0 { 0.0 } else { ms }
}
