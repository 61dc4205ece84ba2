//! What happened when: all that does not change with *now* is worked out here, once.

use super::{
    input::{Inactivity, TimingInput},
    interval_kind::{Basis, IntervalKind},
    range::{Range, RangeSet},
};

/// Two clocks differ by some milliseconds, up to a second: what ends that much after the end counts
/// whole, as in the platform's metrics.
pub(crate) const CLOCKS_DIFFER_MS: f64 = 1000.0;

/// The time line of a communication: made once, asked at any moment.
///
/// ```
/// use conversation_chat::{Communication as _, Moment, parse_chat};
///
/// let chat = parse_chat(r#"{"state": "connected", "connectedTime": "1970-01-01T00:00:01Z"}"#)?.chat;
/// let timeline = chat.timeline();
/// assert_eq!(timeline.durations(Moment::new(2000.0).unwrap()).talk.ms, 1000.0);
/// assert_eq!(timeline.durations(Moment::new(3000.0).unwrap()).talk.ms, 2000.0);
/// # Ok::<(), conversation_chat::SyntaxError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    pub(crate) basis: Basis,
    /// In the order of [`IntervalKind`].
    pub(crate) sets: [RangeSet; IntervalKind::COUNT],
    /// When the current hold began, while on hold.
    pub(crate) current_hold: Option<f64>,
    pub(crate) alert_limit_ms: Option<f64>,
    pub(crate) after_call_work_limit_ms: Option<f64>,
    pub(crate) resume: Option<f64>,
    pub(crate) response_since: Option<f64>,
    pub(crate) inactivity: Option<Inactivity>,
}

impl Timeline {
    pub(crate) fn new(input: TimingInput) -> Self {
        let end = input.end;
        let [others @ .., work] = input.intervals;
        let [alert, contacting, dialing, talk, hold, park] =
            others.map(|intervals| RangeSet::new(until_end(intervals, end)));
        let mut sets = [
            alert,
            contacting,
            dialing,
            talk,
            hold,
            park,
            RangeSet::new(work),
        ];
        let [_, contacting, dialing, talk, hold, park, work] = &mut sets;
        if !input.handles {
            for set in [&mut *contacting, dialing, talk, hold, work] {
                *set = RangeSet::default();
            }
        }
        *talk = std::mem::take(talk).without(hold).without(park);
        // Of what makes up handle one at a time goes on: hold, else talk, else dialing, else
        // contacting; and after-call work once all has ended.
        let mut going_on = hold.open;
        for lower in [talk, dialing, contacting] {
            if let Some(since) = going_on {
                lower.close(since);
            }
            going_on = going_on.or(lower.open);
        }
        if end.is_none() {
            work.open = None;
        }
        let current_hold = hold
            .open
            .zip(input.held_since)
            .map(|(open, held)| open.max(held));
        Self {
            basis: input.basis,
            sets,
            current_hold: current_hold.filter(|_| end.is_none()),
            alert_limit_ms: input.alert_limit_ms,
            after_call_work_limit_ms: input.after_call_work_limit_ms,
            resume: input.resume,
            response_since: input.response_since,
            inactivity: input.inactivity,
        }
    }

    pub(crate) fn set(&self, kind: IntervalKind) -> &RangeSet {
        let [alert, contacting, dialing, talk, hold, park, work] = &self.sets;
        match kind {
            IntervalKind::Alert => alert,
            IntervalKind::Contacting => contacting,
            IntervalKind::Dialing => dialing,
            IntervalKind::Talk => talk,
            IntervalKind::Hold => hold,
            IntervalKind::Park => park,
            IntervalKind::AfterCallWork => work,
        }
    }
}

/// Nothing goes beyond the end.
fn until_end(mut intervals: Vec<Range>, end: Option<f64>) -> Vec<Range> {
    let Some(end) = end else {
        return intervals;
    };
    for interval in &mut intervals {
        if interval.end - end > CLOCKS_DIFFER_MS {
            *interval = Range::new(interval.start.min(end), end);
        }
    }
    intervals
}
