//! How what a payload tells adds to what is known.
//!
//! Notifications do not say when they were sent, so what they deny (`held: false`) counts from
//! receipt. What is over stays over: only a new moment, or an answer that was asked for later,
//! shows that something goes on.

use super::{
    facts::{Facts, Snapshot, State},
    observation::{MOST_AGE_MS, Observation},
    stretches::{End, Known, Stretch, Stretches},
};
use crate::{
    model::ConnectionState,
    time::{IntervalKind, Work, chat::SegmentEnd},
};

impl Facts {
    /// Adds what a payload tells.
    pub(crate) fn observe(&mut self, seen: &Observation<'_>) {
        self.begun = self.begun.or(seen.begun);
        self.alert_limit_ms = seen.alert_limit_ms.or(self.alert_limit_ms);
        if self
            .parks
            .last()
            .is_none_or(|park| seen.park.is_none_or(|start| park.is_same(start)))
        {
            self.resume = seen.resume.or(self.resume);
        }
        let is_late = self.is_late(seen);
        if !seen.segments.is_empty() {
            let parked_at = self.parks.open().map(|park| park.start);
            self.observe_segments(seen);
            if self.parks.open().map(|park| park.start) != parked_at {
                self.resume = seen.resume;
            }
        }
        self.observe_connection(seen);
        if !is_late {
            self.observe_state(seen);
            self.observe_hold(seen);
        }
        self.observe_end(seen);
        self.observe_work(seen);
    }

    /// Whether it tells of a time that is over: before the connection that is known, or within a
    /// hold that has ended. What it says of the state was true only then.
    fn is_late(&self, seen: &Observation<'_>) -> bool {
        // Its own hold or parking is over.
        let is_over = |stretches: &Stretches, start: f64| {
            let known = stretches.iter().find(|stretch| stretch.is_same(start));
            known
                .and_then(|known| known.end)
                .is_some_and(|end| !seen.is_fresher_than(end.seen))
        };
        let hold = seen.hold.filter(|_| seen.held == Some(true));
        let park = seen.park.filter(|_| seen.state_is(ConnectionState::Parked));
        if hold.is_some_and(|start| is_over(&self.holds, start))
            || park.is_some_and(|start| is_over(&self.parks, start))
        {
            return true;
        }
        // It was parked again since.
        let is_older = |start: f64| {
            self.parks
                .last()
                .is_some_and(|park| park.start > start && !park.is_same(start))
        };
        let state_seen = self
            .state
            .as_ref()
            .map_or(f64::NEG_INFINITY, |state| state.seen);
        if seen.park.is_some_and(is_older) && !seen.is_fresher_than(state_seen) {
            return true;
        }
        let Some(connected) = self.connected else {
            return false;
        };
        // What comes back keeps its `parkTime`: without one it was sent before, unless no payload
        // is as old as that.
        let is_copy = self
            .state
            .as_ref()
            .is_some_and(|state| seen.at - state.seen <= MOST_AGE_MS);
        let was_parked_since =
            self.parks.open().is_some_and(|park| park.told) && seen.park.is_none();
        if was_parked_since && is_copy && seen.as_of.is_none() {
            return !seen.state_is(ConnectionState::Parked);
        }
        let again = seen.alerting.is_some_and(|start| {
            start > connected.at && self.alerts.iter().all(|old| !old.is_same(start))
        });
        let knows_it = seen.connected.is_some()
            || seen.park.is_some()
            || again
            || seen.is_fresher_than(connected.at);
        // Where no moment was ever told, a parked one that alerts comes back.
        let may_come_back = !connected.told && self.is_parked();
        seen.is_before_connection() && !knows_it && !may_come_back
    }

    fn observe_segments(&mut self, seen: &Observation<'_>) {
        let latest = seen.latest_moment();
        let as_of = seen.as_of.unwrap_or(latest);
        if let Some(known) = self.snapshot
            && (latest, as_of) < (known.latest, known.as_of)
        {
            return;
        }
        let told = |kind: IntervalKind| {
            let segments = seen
                .segments
                .iter()
                .filter(move |segment| segment.kind == Some(kind));
            let stretches = segments.map(|segment| Stretch {
                start: segment.start,
                told: true,
                end: match segment.end {
                    SegmentEnd::At(end) => Some(End {
                        at: end.max(segment.start),
                        told: true,
                        seen: seen.at,
                    }),
                    SegmentEnd::Unknown => {
                        Some(seen.end(seen.disconnected.unwrap_or(segment.start)))
                    }
                    SegmentEnd::Open => None,
                },
            });
            crate::sort::sorted(stretches.collect(), |a: &Stretch, b| {
                a.start.total_cmp(&b.start)
            })
        };
        for (kind, stretches) in [
            (IntervalKind::Alert, &mut self.alerts),
            (IntervalKind::Contacting, &mut self.contacts),
            (IntervalKind::Dialing, &mut self.dials),
            (IntervalKind::Talk, &mut self.talks),
            (IntervalKind::Hold, &mut self.holds),
            (IntervalKind::Park, &mut self.parks),
            (IntervalKind::AfterCallWork, &mut self.wrapups),
        ] {
            stretches.replace(told(kind), as_of, seen.at);
        }
        let is_talk = |kind| {
            matches!(
                kind,
                Some(IntervalKind::Talk | IntervalKind::Hold | IntervalKind::Park)
            )
        };
        let is_connected =
            seen.connected.is_some() || seen.segments.iter().any(|segment| is_talk(segment.kind));
        self.snapshot = Some(Snapshot {
            as_of,
            latest,
            is_connected,
        });
    }

    fn observe_connection(&mut self, seen: &Observation<'_>) {
        let known_at = self
            .connected
            .map_or(f64::INFINITY, |connected| connected.at);
        let receipt = || {
            (seen.state_is(ConnectionState::Connected) && self.connected.is_none())
                .then_some(seen.at)
        };
        self.connected = match (self.connected, seen.connected) {
            (Some(old), Some(at)) if old.told => Some(Known {
                at: at.min(old.at),
                told: true,
            }),
            (_, Some(at)) => Some(Known { at, told: true }),
            (old, None) => old.or_else(|| receipt().map(|at| Known { at, told: false })),
        };
        // What was seen alerting before the connection was known alerted before it, however late
        // that was seen.
        if let Some(connected) = self
            .connected
            .filter(|connected| connected.told && connected.at < known_at)
        {
            self.alerts.move_untold_starts(known_at, connected.at);
        }
    }

    fn observe_end(&mut self, seen: &Observation<'_>) {
        if !seen.is_ended {
            return;
        }
        let was_guessed = self.ended.is_some_and(|ended| !ended.told);
        self.ended = match (self.ended, seen.disconnected) {
            (Some(old), Some(at)) if old.told => Some(Known {
                at: at.min(old.at),
                told: true,
            }),
            (_, Some(at)) => Some(Known { at, told: true }),
            (old, None) => old.or(Some(Known {
                at: seen.at,
                told: false,
            })),
        };
        let is_ended = |state: &State| state.known().is_some_and(ConnectionState::is_ended);
        let told = seen
            .state
            .filter(|(known, _)| known.is_some_and(ConnectionState::is_ended));
        if !self.state.as_ref().is_some_and(is_ended) || (was_guessed && told.is_some()) {
            let text = told.map_or("disconnected", |(_, text)| text);
            self.state = Some(State {
                text: text.into(),
                seen: seen.at,
            });
        }
    }

    fn observe_work(&mut self, seen: &Observation<'_>) {
        self.work.limit_ms = seen.work_limit_ms.or(self.work.limit_ms);
        self.work.wrapup_ms = seen.wrapup_ms.or(self.work.wrapup_ms);
        self.work.wrapup_end = seen.wrapup_end.or(self.work.wrapup_end);
        let Work {
            start,
            end,
            pending,
        } = seen.work;
        let begins_again = start
            .zip(self.work.end)
            .is_some_and(|(start, end)| start > end.at);
        if begins_again && self.work.start.is_some_and(|old| start != Some(old)) {
            (self.work.start, self.work.end) = (start, None);
        }
        self.work.start = start.or(self.work.start);
        if pending {
            self.work.pending = true;
            self.work.start = self.work.start.or(self.ended.map(|ended| ended.at));
            if self
                .work
                .end
                .is_some_and(|end| !end.told && seen.is_fresher_than(end.seen))
            {
                self.work.end = None;
            }
        }
        let Some(began) = self.work.start else {
            return;
        };
        if let Some(at) = end {
            self.work.end = Some(End {
                at: at.max(began),
                told: true,
                seen: seen.at,
            });
        } else if seen.is_work_over && self.work.end.is_none() {
            let limit = self
                .work
                .limit_ms
                .map_or(f64::INFINITY, |limit| began + limit);
            self.work.end = Some(seen.end(seen.at.min(limit).max(began)));
        }
    }

    /// Ends what a complete list of all that is live does not have.
    pub(crate) fn end_unlisted(&mut self, at: f64) {
        if self.ended.is_none() {
            self.ended = Some(Known { at, told: false });
            self.state = Some(State {
                text: "disconnected".into(),
                seen: at,
            });
        }
        if let Some(began) = self.work.start.filter(|_| self.is_worked_on()) {
            let limit = self
                .work
                .limit_ms
                .map_or(f64::INFINITY, |limit| began + limit);
            self.work.end = Some(End {
                at: at.min(limit).max(began),
                told: false,
                seen: at,
            });
        }
    }
}
