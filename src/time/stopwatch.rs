//! Stopwatches: time as data, which does not change with *now*.

use serde::{Deserialize, Serialize};

use super::{bounds::Bound, derivation::Derivation};
use crate::model::{IntervalKind as Kind, Moment};

/// The parts of handle.
pub(super) const HANDLE: [Kind; 5] = [
    Kind::Hold,
    Kind::Talk,
    Kind::Dialing,
    Kind::Contacting,
    Kind::AfterCallWork,
];

/// A stopwatch: the milliseconds of the intervals that have ended, and since when it runs. At `now` it shows `ms +
/// max(0, now - since)`.
///
/// ```
/// use conversation_chat::{Moment, Stopwatch};
///
/// let watch = Stopwatch { ms: 500.0, since: Some(1_000.0), count: 2, ..Stopwatch::default() };
/// assert_eq!(watch.elapsed(Moment::new(3_000.0).unwrap()), 2_500.0);
/// assert_eq!(watch.elapsed(Moment::new(0.0).unwrap()), 500.0);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
pub struct Stopwatch {
    /// The milliseconds of the intervals that have ended; never negative.
    pub ms: f64,
    /// Since when it runs, in epoch milliseconds in the cloud clock; absent while it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "js", tsify(optional))]
    pub since: Option<f64>,
    /// Of how many intervals longer than 0 it is the sum.
    pub count: u32,
    /// When the interval that runs now reaches its limit, in epoch milliseconds in the cloud clock;
    /// absent if none runs or no limit is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "js", tsify(optional))]
    pub until: Option<f64>,
    /// Whether what it shows is a lower bound, an upper bound, or neither. Absent if it is exact,
    /// provided that no notification was lost.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "js", tsify(optional))]
    pub bound: Option<Bound>,
}

impl Stopwatch {
    /// One interval, which runs since `since`.
    pub(crate) fn running(since: f64) -> Self {
        Self {
            since: Some(since),
            count: 1,
            ..Self::default()
        }
    }

    /// What it shows at `now`, in milliseconds.
    ///
    /// ```
    /// use conversation_chat::{Moment, Stopwatch};
    ///
    /// assert_eq!(Stopwatch::default().elapsed(Moment::new(1.0).unwrap()), 0.0);
    /// ```
    #[must_use]
    pub fn elapsed(&self, now: Moment) -> f64 {
        self.ms
            + self
                .since
                .map_or(0.0, |since| (now.epoch_ms() - since).max(0.0))
    }

    /// How many milliseconds are left until [`until`](Self::until), never negative; `None` without
    /// a limit.
    ///
    /// ```
    /// use conversation_chat::{Moment, Stopwatch};
    ///
    /// let watch = Stopwatch { until: Some(2_000.0), ..Stopwatch::default() };
    /// assert_eq!(watch.remaining(Moment::new(1_500.0).unwrap()), Some(500.0));
    /// assert_eq!(watch.remaining(Moment::new(9_000.0).unwrap()), Some(0.0));
    /// ```
    #[must_use]
    pub fn remaining(&self, now: Moment) -> Option<f64> {
        self.until.map(|until| (until - now.epoch_ms()).max(0.0))
    }

    /// When the second that it displays, or the one that is left, changes next after `now`.
    fn next_second(&self, now: f64) -> Option<f64> {
        let since = self.since?;
        let shown_seconds = ((self.ms + (now - since).max(0.0)) / 1000.0).floor();
        let up = since - self.ms + (shown_seconds + 1.0) * 1000.0;
        // What counts down shows another second as soon as it is below a whole one.
        let down = self.until.filter(|until| *until > now).map(|until| {
            let left_seconds = ((until - now) / 1000.0).floor();
            (until - left_seconds * 1000.0).max(now) + 1.0
        });
        // Beyond 2^53 a double has no next second.
        [Some(up), down]
            .into_iter()
            .flatten()
            .filter(|next| *next > now)
            .reduce(f64::min)
    }
}

/// The stopwatches of a communication.
///
/// ```
/// use conversation_chat::{ConversationChat, stopwatches};
///
/// let watches = stopwatches(&ConversationChat::default());
/// assert_eq!((watches.handle.ms, watches.handle.since), (0.0, None));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct Stopwatches {
    /// Time in alert (tAlert). `until`: when the alert times out.
    pub alert: Stopwatch,
    /// Time in contacting (tContacting). Outbound only.
    pub contacting: Stopwatch,
    /// Time in dialing (tDialing). Outbound only.
    pub dialing: Stopwatch,
    /// Talk (tTalkComplete), without hold and park.
    pub talk: Stopwatch,
    /// All holds together (tHeldComplete).
    pub hold: Stopwatch,
    /// All time parked (tParkComplete); never part of handle. `until`: when it comes back.
    pub park: Stopwatch,
    /// After-call work (tAcw). `until`: when time-limited work ends.
    pub after_call_work: Stopwatch,
    /// Handle (tHandle) = talk + hold + after-call work + contacting + dialing. Never alert, never
    /// park. One of its parts runs at a time.
    pub handle: Stopwatch,
    /// The hold that goes on now; absent while not on hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "js", tsify(optional))]
    pub current_hold: Option<Stopwatch>,
    /// Time in the queue: of the queue's own communication in the same conversation. Absent if
    /// nothing reports one. Rosters only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "js", tsify(optional))]
    pub wait: Option<Stopwatch>,
    /// Since the customer's first message that no agent has answered; absent if all are answered,
    /// or unknown. That somebody types, joins or has read (`messageMetadata.type` `Event` or
    /// `Receipt`) is no message. Rosters only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "js", tsify(optional))]
    pub response: Option<Stopwatch>,
    /// Since the latest message. `until`: when the conversation counts as inactive. Absent if
    /// nothing tells. Rosters only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "js", tsify(optional))]
    pub inactivity: Option<Stopwatch>,
}

/// The names of the stopwatches.
///
/// ```
/// use conversation_chat::TimerName;
///
/// assert_eq!(TimerName::ALL.len(), 12);
/// assert_eq!(TimerName::CurrentHold.as_str(), "currentHold");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimerName {
    /// [`Stopwatches::alert`].
    Alert,
    /// [`Stopwatches::contacting`].
    Contacting,
    /// [`Stopwatches::dialing`].
    Dialing,
    /// [`Stopwatches::talk`].
    Talk,
    /// [`Stopwatches::hold`].
    Hold,
    /// [`Stopwatches::park`].
    Park,
    /// [`Stopwatches::after_call_work`].
    AfterCallWork,
    /// [`Stopwatches::handle`].
    Handle,
    /// [`Stopwatches::current_hold`].
    CurrentHold,
    /// [`Stopwatches::wait`].
    Wait,
    /// [`Stopwatches::response`].
    Response,
    /// [`Stopwatches::inactivity`].
    Inactivity,
}

impl TimerName {
    /// All names, in the order of [`Stopwatches`].
    pub const ALL: [Self; 12] = [
        Self::Alert,
        Self::Contacting,
        Self::Dialing,
        Self::Talk,
        Self::Hold,
        Self::Park,
        Self::AfterCallWork,
        Self::Handle,
        Self::CurrentHold,
        Self::Wait,
        Self::Response,
        Self::Inactivity,
    ];

    /// As JavaScript names it.
    ///
    /// ```
    /// assert_eq!(conversation_chat::TimerName::Talk.as_str(), "talk");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Alert => "alert",
            Self::Contacting => "contacting",
            Self::Dialing => "dialing",
            Self::Talk => "talk",
            Self::Hold => "hold",
            Self::Park => "park",
            Self::AfterCallWork => "afterCallWork",
            Self::Handle => "handle",
            Self::CurrentHold => "currentHold",
            Self::Wait => "wait",
            Self::Response => "response",
            Self::Inactivity => "inactivity",
        }
    }
}

impl Stopwatches {
    /// When a second that one of them displays changes next after `now`; infinite if none runs.
    pub(crate) fn next_second(&self, now: f64) -> f64 {
        let always = [
            &self.alert,
            &self.contacting,
            &self.dialing,
            &self.talk,
            &self.hold,
            &self.park,
            &self.after_call_work,
        ];
        let sometimes = [
            &self.current_hold,
            &self.wait,
            &self.response,
            &self.inactivity,
        ]
        .into_iter()
        .flatten();
        let all = always.into_iter().chain([&self.handle]).chain(sometimes);
        all.filter_map(|watch| watch.next_second(now))
            .fold(f64::INFINITY, f64::min)
    }

    /// The stopwatch of that name, if it is there.
    ///
    /// ```
    /// use conversation_chat::{Stopwatches, TimerName};
    ///
    /// assert!(Stopwatches::default().get(TimerName::Response).is_none());
    /// ```
    #[must_use]
    pub const fn get(&self, name: TimerName) -> Option<Stopwatch> {
        match name {
            TimerName::Alert => Some(self.alert),
            TimerName::Contacting => Some(self.contacting),
            TimerName::Dialing => Some(self.dialing),
            TimerName::Talk => Some(self.talk),
            TimerName::Hold => Some(self.hold),
            TimerName::Park => Some(self.park),
            TimerName::AfterCallWork => Some(self.after_call_work),
            TimerName::Handle => Some(self.handle),
            TimerName::CurrentHold => self.current_hold,
            TimerName::Wait => self.wait,
            TimerName::Response => self.response,
            TimerName::Inactivity => self.inactivity,
        }
    }
}

impl Derivation {
    /// The stopwatches. `response`, `inactivity` and `wait` are of the conversation: a roster adds
    /// them.
    pub(crate) fn stopwatches(&self) -> Stopwatches {
        let timer = |kind| self.stopwatch(&[kind]);
        let limited = |stopwatch: Stopwatch, limit: Option<f64>| Stopwatch {
            until: stopwatch
                .since
                .zip(limit.filter(|limit| *limit > 0.0))
                .map(|(since, limit)| since + limit),
            ..stopwatch
        };
        let park = timer(Kind::Park);
        Stopwatches {
            alert: limited(timer(Kind::Alert), self.alert_limit),
            contacting: timer(Kind::Contacting),
            dialing: timer(Kind::Dialing),
            talk: timer(Kind::Talk),
            hold: timer(Kind::Hold),
            park: Stopwatch {
                until: park.since.and(self.resume),
                ..park
            },
            after_call_work: limited(timer(Kind::AfterCallWork), self.work_limit),
            handle: self.stopwatch(&HANDLE),
            current_hold: self.current_hold.map(|(since, by_receipt)| Stopwatch {
                bound: by_receipt.then_some(Bound::Least),
                ..Stopwatch::running(since)
            }),
            wait: None,
            response: None,
            inactivity: None,
        }
    }

    /// The sum of some kinds, of which one goes on at a time.
    fn stopwatch(&self, kinds: &[Kind]) -> Stopwatch {
        let (mut ms, mut count, mut since) = (0.0, 0, None);
        for kind in kinds {
            let (before_ms, before_count) =
                self.before.get(*kind as usize).copied().unwrap_or_default();
            ms += before_ms;
            count += before_count;
            for range in self.sets.get(*kind as usize).into_iter().flatten() {
                count += u32::from(range.end > range.start);
                if range.is_open() {
                    since = Some(range.start);
                } else {
                    ms += range.end - range.start;
                }
            }
        }
        Stopwatch {
            ms,
            since,
            count,
            until: None,
            bound: self.inexact.bound(kinds),
        }
    }
}
