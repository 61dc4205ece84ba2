//! Timers and intervals at one moment.

use serde::{Deserialize, Serialize};

use super::{
    basis::Basis,
    bounds::Bound,
    stopwatch::{Stopwatch, Stopwatches},
    timeline::Timeline,
};
use crate::model::{IntervalKind, Moment};

/// One timer, at one moment.
///
/// ```
/// let timer = conversation_chat::Timer::default();
/// assert_eq!((timer.ms, timer.running, timer.count, timer.remaining_ms), (0.0, false, 0, None));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
pub struct Timer {
    /// How long, in milliseconds; never negative.
    pub ms: f64,
    /// Whether it grows with *now*.
    pub running: bool,
    /// Of how many intervals it is the sum.
    pub count: u32,
    /// How long until the limit of the stretch that runs now, in milliseconds: 0 when it is
    /// reached. Absent if it is not running or no limit is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "js", tsify(optional))]
    pub remaining_ms: Option<f64>,
    /// Whether it is a lower bound, an upper bound, or neither; absent if it is exact.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "js", tsify(optional))]
    pub bound: Option<Bound>,
}

/// How long things took, at one moment, as the platform's own metrics count.
///
/// ```
/// use conversation_chat::{Basis, ConversationChat, Moment, durations};
///
/// let durations = durations(&ConversationChat::default(), Moment::new(0.0).unwrap());
/// assert_eq!(durations.handle.ms, 0.0);
/// assert_eq!(durations.basis, Basis::None, "nothing in it can be timed");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct Durations {
    /// Time in alert (tAlert).
    pub alert: Timer,
    /// Time in contacting (tContacting). Outbound only.
    pub contacting: Timer,
    /// Time in dialing (tDialing). Outbound only.
    pub dialing: Timer,
    /// Talk (tTalkComplete), without hold and park.
    pub talk: Timer,
    /// All holds together (tHeldComplete).
    pub hold: Timer,
    /// All time parked (tParkComplete); never part of handle.
    pub park: Timer,
    /// After-call work (tAcw).
    pub after_call_work: Timer,
    /// Handle (tHandle) = talk + hold + after-call work + contacting + dialing. Never alert, never
    /// park.
    pub handle: Timer,
    /// The hold that goes on now; absent while not on hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "js", tsify(optional))]
    pub current_hold: Option<Timer>,
    /// Time in the queue. Rosters only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "js", tsify(optional))]
    pub wait: Option<Timer>,
    /// Since the customer's first message that no agent has answered. Rosters only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "js", tsify(optional))]
    pub response: Option<Timer>,
    /// Since the latest message. Rosters only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "js", tsify(optional))]
    pub inactivity: Option<Timer>,
    /// What all this rests on.
    pub basis: Basis,
}

/// A stretch of time of one kind.
///
/// ```
/// use conversation_chat::{Moment, IntervalKind, parse_chat, timeline};
///
/// let chat = parse_chat(r#"{"connectedTime": "1970-01-01T00:00:01Z"}"#)?.chat;
/// let intervals = timeline(&chat, Moment::new(5000.0).unwrap());
/// assert_eq!((intervals[0].kind, intervals[0].start_ms, intervals[0].end_ms), (IntervalKind::Talk, 1000.0, 5000.0));
/// assert!(intervals[0].running);
/// # Ok::<(), conversation_chat::SyntaxError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct Interval {
    /// What was going on.
    pub kind: IntervalKind,
    /// When it began, in epoch milliseconds in the cloud clock.
    pub start_ms: f64,
    /// When it ended, or *now* while it goes on, in epoch milliseconds in the cloud clock.
    pub end_ms: f64,
    /// Whether it goes on.
    pub running: bool,
}

pub(crate) mod sealed {
    pub trait Sealed {}
}

/// What has the timing fields of a communication: a [`ConversationChat`](crate::ConversationChat),
/// which other media share them with. Sealed.
///
/// ```
/// use conversation_chat::{Communication as _, ConversationChat};
///
/// assert!(ConversationChat::default().timeline().stopwatches().handle.since.is_none());
/// ```
pub trait Communication: sealed::Sealed {
    /// Its time line: worth keeping where it is asked more than once.
    fn timeline(&self) -> Timeline;
}

/// The stopwatches of a communication: of missing or malformed moments nothing runs.
///
/// ```
/// use conversation_chat::{parse_chat, stopwatches};
///
/// let chat = parse_chat(r#"{"state": "connected", "connectedTime": "1970-01-01T00:00:01Z"}"#)?.chat;
/// assert_eq!(stopwatches(&chat).talk.since, Some(1_000.0));
/// # Ok::<(), conversation_chat::SyntaxError>(())
/// ```
#[must_use]
pub fn stopwatches(communication: &impl Communication) -> Stopwatches {
    communication.timeline().stopwatches()
}

/// How long everything took until `now`. What is missing or malformed counts as zero.
///
/// ```
/// use conversation_chat::{Moment, durations, parse_chat};
///
/// let chat = parse_chat(
///     r#"{
///         "state": "connected", "held": true, "startHoldTime": "1970-01-01T00:02:00Z",
///         "connectedTime": "1970-01-01T00:01:00Z"
///     }"#,
/// )?.chat;
/// let durations = durations(&chat, Moment::new(150_000.0).unwrap());
/// assert_eq!(durations.talk.ms, 60_000.0);
/// assert_eq!(durations.current_hold.unwrap().ms, 30_000.0);
/// assert_eq!(durations.handle.ms, 90_000.0);
/// # Ok::<(), conversation_chat::SyntaxError>(())
/// ```
#[must_use]
pub fn durations(communication: &impl Communication, now: Moment) -> Durations {
    communication.timeline().durations(now)
}

/// How long the current hold lasts at `now`, in milliseconds; `None` while not on hold, or when
/// nothing tells since when.
///
/// ```
/// use conversation_chat::{Moment, hold_duration, parse_chat};
///
/// let chat = parse_chat(r#"{"held": true, "startHoldTime": "1970-01-01T00:02:00Z"}"#)?.chat;
/// assert_eq!(hold_duration(&chat, Moment::new(125_000.0).unwrap()), Some(5000.0));
/// # Ok::<(), conversation_chat::SyntaxError>(())
/// ```
#[must_use]
pub fn hold_duration(communication: &impl Communication, now: Moment) -> Option<f64> {
    stopwatches(communication)
        .current_hold
        .map(|hold| hold.elapsed(now))
}

/// What happened when, until `now`: by start, then by kind. The durations are the sums of these
/// intervals.
///
/// ```
/// use conversation_chat::{ConversationChat, Moment, timeline};
///
/// assert!(timeline(&ConversationChat::default(), Moment::new(0.0).unwrap()).is_empty());
/// ```
#[must_use]
pub fn timeline(communication: &impl Communication, now: Moment) -> Vec<Interval> {
    communication.timeline().intervals(now)
}

impl Timeline {
    /// The timers at `now`.
    ///
    /// ```
    /// use conversation_chat::{Communication as _, ConversationChat, Moment};
    ///
    /// let timeline = ConversationChat::default().timeline();
    /// assert_eq!(timeline.durations(Moment::new(0.0).unwrap()).handle.ms, 0.0);
    /// ```
    #[must_use]
    pub fn durations(&self, now: Moment) -> Durations {
        let derivation = self.derive(now.epoch_ms());
        let stopwatches = derivation.stopwatches();
        let timer = |stopwatch: Stopwatch| Timer {
            ms: stopwatch.elapsed(now),
            running: stopwatch.since.is_some(),
            count: stopwatch.count,
            remaining_ms: stopwatch.remaining(now),
            bound: stopwatch.bound,
        };
        Durations {
            alert: timer(stopwatches.alert),
            contacting: timer(stopwatches.contacting),
            dialing: timer(stopwatches.dialing),
            talk: timer(stopwatches.talk),
            hold: timer(stopwatches.hold),
            park: timer(stopwatches.park),
            after_call_work: timer(stopwatches.after_call_work),
            handle: timer(stopwatches.handle),
            current_hold: stopwatches.current_hold.map(timer),
            wait: stopwatches.wait.map(timer),
            response: stopwatches.response.map(timer),
            inactivity: stopwatches.inactivity.map(timer),
            basis: if derivation.is_timed {
                derivation.basis
            } else {
                Basis::None
            },
        }
    }

    /// The intervals at `now`, by start, then by kind.
    ///
    /// ```
    /// use conversation_chat::{Communication as _, ConversationChat, Moment};
    ///
    /// let timeline = ConversationChat::default().timeline();
    /// assert!(timeline.intervals(Moment::new(0.0).unwrap()).is_empty());
    /// ```
    #[must_use]
    pub fn intervals(&self, now: Moment) -> Vec<Interval> {
        let now = now.epoch_ms();
        let derivation = self.derive(now);
        let mut intervals = Vec::new();
        for (kind, ranges) in IntervalKind::ALL.into_iter().zip(&derivation.sets) {
            let ranges = ranges.iter().filter(|range| range.end > range.start);
            intervals.extend(ranges.map(|range| Interval {
                kind,
                start_ms: range.start,
                end_ms: if range.is_open() {
                    now.max(range.start)
                } else {
                    range.end
                },
                running: range.is_open(),
            }));
        }
        crate::sort::sorted(intervals, |a: &Interval, b| {
            a.start_ms.total_cmp(&b.start_ms)
        })
    }
}
