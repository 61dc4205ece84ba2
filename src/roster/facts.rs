//! What is true of one communication, with its moments, whatever told it and in whichever order.

use super::{
    saved_text::saved,
    stretches::{End, Known, Stretch, Stretches, until_next},
};
use crate::{
    model::ConnectionState,
    sort::sorted,
    time::{Basis, IntervalKind, Range, RangeSet, TimingInput, Work, chat::wrapup_interval},
};

/// Where the communication stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct State {
    pub(crate) text: Box<str>,
    /// When it was first seen.
    pub(crate) seen: f64,
}

impl State {
    pub(crate) fn known(&self) -> Option<ConnectionState> {
        self.text.parse().ok()
    }
}

/// After-call work.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct WorkFacts {
    pub(crate) start: Option<f64>,
    pub(crate) end: Option<End>,
    pub(crate) pending: bool,
    pub(crate) limit_ms: Option<f64>,
    /// What the wrap-up tells of its own duration, and of its end.
    pub(crate) wrapup_ms: Option<f64>,
    pub(crate) wrapup_end: Option<f64>,
}

/// What is true of one communication.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Facts {
    pub(crate) state: Option<State>,
    /// When its participant began to take part.
    pub(crate) begun: Option<f64>,
    pub(crate) connected: Option<Known>,
    pub(crate) ended: Option<Known>,
    pub(crate) alerts: Stretches,
    pub(crate) contacts: Stretches,
    pub(crate) dials: Stretches,
    pub(crate) holds: Stretches,
    /// When payloads came, the latest of them, that deny a hold though none was known.
    pub(crate) denials: Vec<f64>,
    pub(crate) parks: Stretches,
    /// Only segments tell of talk.
    pub(crate) talks: Stretches,
    /// After-call work as segments tell it.
    pub(crate) wrapups: Stretches,
    pub(crate) snapshot: Option<Snapshot>,
    pub(crate) work: WorkFacts,
    pub(crate) alert_limit_ms: Option<f64>,
    pub(crate) resume: Option<f64>,
}

/// The newest segments that came.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Snapshot {
    /// When they were true, at the earliest.
    pub(crate) as_of: f64,
    /// The latest moment in them.
    pub(crate) latest: f64,
    /// Whether they know that it connected.
    pub(crate) is_connected: bool,
}

impl Facts {
    pub(crate) fn is_ended(&self) -> bool {
        self.ended.is_some()
    }

    pub(crate) fn is_held(&self) -> bool {
        !self.is_ended() && self.holds.open().is_some()
    }

    pub(crate) fn is_parked(&self) -> bool {
        !self.is_ended() && self.parks.open().is_some()
    }

    pub(crate) fn is_worked_on(&self) -> bool {
        self.is_ended() && self.work.pending && self.work.end.is_none()
    }

    /// What time starts from.
    pub(crate) fn timing(&self, handles: bool) -> TimingInput {
        let basis = if self.snapshot.is_some() {
            Basis::Segments
        } else {
            Basis::Timestamps
        };
        let mut input = TimingInput::new(basis);
        input.end = self.ended.map(|ended| ended.at);
        input.handles = handles;
        let end = input.end.unwrap_or(f64::INFINITY);
        let begun = |stretch: &&Stretch| stretch.start <= end;
        let told_starts = self.told_starts();

        // What goes on now is not over by something that a late payload told.
        let until_next_told = |stretch: &Stretch| {
            if stretch.end.is_some() {
                until_next(*stretch, &told_starts)
            } else {
                *stretch
            }
        };
        for hold in self.holds.iter().filter(begun) {
            input.add(IntervalKind::Hold, until_next_told(hold).interval(end));
        }
        let holds = RangeSet::new(input.of(IntervalKind::Hold).to_vec());
        let mut told_parks = Vec::new();
        for park in self.parks.iter().filter(begun) {
            let interval = until_next_told(park).interval(end);
            add_beside(&holds, &mut input, IntervalKind::Park, interval, park.told);
            told_parks.extend(park.told.then_some(interval));
        }
        let holds_and_parks = RangeSet::new(holds.intervals().chain(told_parks).collect());
        let before_connection = [
            (IntervalKind::Alert, &self.alerts),
            (IntervalKind::Contacting, &self.contacts),
            (IntervalKind::Dialing, &self.dials),
        ];
        for (kind, stretches) in before_connection {
            let others = before_connection.iter().filter(|(other, _)| *other != kind);
            let starts = others
                .flat_map(|(_, others)| others.iter())
                .map(|other| other.start)
                .collect();
            let starts = sorted(starts, f64::total_cmp);
            for stretch in stretches.iter().filter(begun) {
                let stretch = until_next(*stretch, &starts);
                let interval = self
                    .until_connected(kind, stretch, &told_starts)
                    .interval(end);
                add_beside(&holds_and_parks, &mut input, kind, interval, stretch.told);
            }
        }
        for interval in self.talk(end, &told_starts) {
            input.add(IntervalKind::Talk, interval);
        }
        for interval in self.after_call_work() {
            input.add(IntervalKind::AfterCallWork, interval);
        }
        input.held_since = self.holds.open().map(|hold| hold.start);
        input.alert_limit_ms = self.alert_limit_ms;
        input.after_call_work_limit_ms = self.work.limit_ms;
        input.resume = self.resume;
        input
    }

    /// The starts that were told of what goes on at a time of its own, in order.
    fn told_starts(&self) -> Vec<f64> {
        let alerts_again = self.alerts.iter().filter(|alert| self.is_again(alert));
        let told = self
            .holds
            .iter()
            .chain(self.parks.iter())
            .chain(alerts_again)
            .filter(|other| other.told);
        sorted(told.map(|other| other.start).collect(), f64::total_cmp)
    }

    /// What comes before the connection ended with it at the latest; an alert may come again.
    fn until_connected(
        &self,
        kind: IntervalKind,
        stretch: Stretch,
        told_starts: &[f64],
    ) -> Stretch {
        let may_come_again = kind == IntervalKind::Alert;
        let connected = self
            .connected
            .filter(|connected| stretch.start <= connected.at || !may_come_again);
        until_next(
            connected.map_or(stretch, |connected| stretch.ending_by(connected.at)),
            told_starts,
        )
    }

    /// Whether an alert came after the connection: what was parked came back.
    pub(super) fn is_again(&self, alert: &Stretch) -> bool {
        self.connected
            .is_some_and(|connected| alert.start > connected.at)
    }

    /// Talk, but for holds and parks: since it connected; or as segments tell, and since what they
    /// do not know.
    fn talk(&self, end: f64, told_starts: &[f64]) -> Vec<Range> {
        let connected = self.connected.map(|connected| connected.at);
        let mut talk: Vec<_> = self.talks.iter().map(|talk| talk.interval(end)).collect();
        let since = match self.snapshot {
            Some(snapshot) if snapshot.is_connected => {
                let alerts_again = self.alerts.iter().filter(|alert| self.is_again(alert));
                let over = self
                    .holds
                    .iter()
                    .chain(self.parks.iter())
                    .chain(alerts_again);
                let resumed = over.filter_map(|stretch| stretch.end);
                resumed
                    .filter(|end| !end.told)
                    .map(|end| end.at)
                    .reduce(f64::min)
            }
            _ => connected,
        };
        talk.extend(
            since
                .filter(|since| *since <= end)
                .map(|since| Range::new(since, end)),
        );
        let alerts_again = self.alerts.iter().filter(|alert| self.is_again(alert));
        let alerts_again = alerts_again
            .map(|alert| until_next(*alert, told_starts).interval(end))
            .collect();
        RangeSet::new(talk)
            .without(&RangeSet::new(alerts_again))
            .intervals()
            .collect()
    }

    fn after_call_work(&self) -> Vec<Range> {
        let WorkFacts {
            start,
            end,
            pending,
            ..
        } = self.work;
        let end = end.map(|end| end.at);
        if let Some(interval) = (Work {
            start,
            end,
            pending: pending && end.is_none(),
        })
        .interval()
        {
            return vec![interval];
        }
        if !self.wrapups.is_empty() {
            let open_end = if pending {
                f64::INFINITY
            } else {
                self.ended.map_or(f64::INFINITY, |ended| ended.at)
            };
            return self
                .wrapups
                .iter()
                .map(|wrapup| wrapup.interval(open_end))
                .collect();
        }
        let ended = self.ended.map(|ended| ended.at);
        let told = self
            .work
            .wrapup_ms
            .map(|ms| wrapup_interval(ms, self.work.wrapup_end, ended));
        told.into_iter().collect()
    }

    /// When time-limited after-call work is over, if it goes on.
    pub(crate) fn work_limit(&self) -> Option<f64> {
        Some(self.work.start? + self.work.limit_ms?).filter(|_| self.is_worked_on())
    }

    /// Ends time-limited after-call work whose limit is reached at `now`; tells whether it did.
    pub(crate) fn expire(&mut self, now: f64) -> bool {
        let Some(limit) = self.work_limit().filter(|limit| *limit <= now) else {
            return false;
        };
        self.work.end = Some(End {
            at: limit,
            told: false,
            seen: now,
        });
        true
    }
}

/// Adds what went on beside others. What nobody told the start of was seen late: within one of them
/// it was over.
fn add_beside(
    others: &RangeSet,
    input: &mut TimingInput,
    kind: IntervalKind,
    interval: Range,
    is_told: bool,
) {
    if is_told || others.count() == 0 {
        input.add(kind, interval);
        return;
    }
    for part in RangeSet::new(vec![interval]).without(others).intervals() {
        input.add(kind, part);
    }
}

saved! {
    State { text, seen }
    Snapshot { as_of, latest, is_connected }
    WorkFacts { start, end, pending, limit_ms, wrapup_ms, wrapup_end }
    Facts {
        state, begun, connected, ended, alerts, contacts, dials, holds, denials, parks, talks, wrapups, snapshot, work, alert_limit_ms, resume,
    }
}
