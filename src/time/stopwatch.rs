//! Stopwatches: time as data, which does not change with *now*.

use serde::{Deserialize, Serialize};

use super::{interval_kind::IntervalKind, range::RangeSet, timeline::Timeline};
use crate::model::Moment;

/// A stopwatch: the milliseconds that are over, and since when it runs. At `now` it shows `ms +
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
    /// The milliseconds that are over; never negative.
    pub ms: f64,
    /// Since when it runs, in epoch milliseconds in the cloud clock; absent while it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "js", tsify(optional))]
    pub since: Option<f64>,
    /// Of how many stretches it is the sum.
    pub count: u32,
    /// When the stretch that runs now runs out, in epoch milliseconds in the cloud clock; absent if
    /// it stands or no limit is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "js", tsify(optional))]
    pub until: Option<f64>,
}

impl Stopwatch {
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
/// assert_eq!(TimerName::ALL.len(), 11);
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
    /// [`Stopwatches::response`].
    Response,
    /// [`Stopwatches::inactivity`].
    Inactivity,
}

impl TimerName {
    /// All names, in the order of [`Stopwatches`].
    pub const ALL: [Self; 11] = [
        Self::Alert,
        Self::Contacting,
        Self::Dialing,
        Self::Talk,
        Self::Hold,
        Self::Park,
        Self::AfterCallWork,
        Self::Handle,
        Self::CurrentHold,
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
        let sometimes = [&self.current_hold, &self.response, &self.inactivity]
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
            TimerName::Response => self.response,
            TimerName::Inactivity => self.inactivity,
        }
    }
}

impl Timeline {
    /// The stopwatches.
    ///
    /// ```
    /// use conversation_chat::{Communication as _, ConversationChat};
    ///
    /// assert_eq!(ConversationChat::default().timeline().stopwatches().talk.count, 0);
    /// ```
    #[must_use]
    pub fn stopwatches(&self) -> Stopwatches {
        let limited = |kind: IntervalKind, until: &dyn Fn(f64) -> Option<f64>| {
            let watch = Stopwatch::from(self.set(kind));
            Stopwatch {
                until: watch.since.and_then(until),
                ..watch
            }
        };
        let after = |limit: Option<f64>| move |since: f64| Some(since + limit?);
        let [alert, work] = [
            limited(IntervalKind::Alert, &after(self.alert_limit_ms)),
            limited(
                IntervalKind::AfterCallWork,
                &after(self.after_call_work_limit_ms),
            ),
        ];
        let park = limited(IntervalKind::Park, &|_| self.resume);
        let [contacting, dialing, talk, hold] = [
            IntervalKind::Contacting,
            IntervalKind::Dialing,
            IntervalKind::Talk,
            IntervalKind::Hold,
        ]
        .map(|kind| Stopwatch::from(self.set(kind)));
        let parts = [talk, hold, work, contacting, dialing];
        let handle = Stopwatch {
            ms: parts.iter().fold(0.0, |sum, part| sum + part.ms),
            since: parts.iter().find_map(|part| part.since),
            count: parts.iter().map(|part| part.count).sum(),
            until: None,
        };
        debug_assert!(
            parts.iter().filter(|part| part.since.is_some()).count() < 2,
            "one part of handle runs at a time"
        );
        let running = |since: f64| Stopwatch {
            since: Some(since),
            count: 1,
            ..Stopwatch::default()
        };
        Stopwatches {
            alert,
            contacting,
            dialing,
            talk,
            hold,
            park,
            after_call_work: work,
            handle,
            current_hold: self.current_hold.map(running),
            response: self.response_since.map(running),
            inactivity: self.inactivity.map(|each| Stopwatch {
                until: Some(each.until),
                ..running(each.since)
            }),
        }
    }
}

impl From<&RangeSet> for Stopwatch {
    fn from(set: &RangeSet) -> Self {
        let count = u32::try_from(set.count());
        debug_assert!(count.is_ok(), "an input has fewer than 2^32 segments");
        Self {
            ms: set.closed_ms,
            since: set.open,
            count: count.unwrap_or(u32::MAX),
            until: None,
        }
    }
}
