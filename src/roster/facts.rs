//! What is true of one communication, with its moments, whatever told it and in whichever order.

use super::saved_text::saved;
use crate::{
    model::ConnectionState,
    time::{Basis, Interval, IntervalSet, SpanKind, TimingInput, Work, chat::wrapup_interval},
};

/// Two tellings of one start differ by some milliseconds where two clocks measured it (7, 23 and 42 ms were seen).
const SAME_START_MS: f64 = 100.0;

/// A moment, in epoch milliseconds: told by a payload, or only the moment of receipt of what showed it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Known {
    pub(crate) at: f64,
    pub(crate) told: bool,
}

/// The end of a stretch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct End {
    pub(crate) at: f64,
    /// Whether a payload told the moment; else it is a bound.
    pub(crate) told: bool,
    /// When it became known.
    pub(crate) seen: f64,
}

/// A stretch of time in which one thing went on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stretch {
    pub(crate) start: f64,
    /// Whether a payload told the start; else it is the moment of receipt.
    pub(crate) told: bool,
    pub(crate) end: Option<End>,
}

impl Stretch {
    pub(crate) fn is_same(&self, start: f64) -> bool {
        (self.start - start).abs() <= SAME_START_MS
    }

    /// The same, ended at `bound` at the latest, unless its own end is told.
    fn ending_by(self, bound: f64) -> Self {
        let end = match self.end {
            Some(end) if end.told => end,
            Some(end) => End { at: end.at.min(bound), ..end },
            None => End { at: bound, told: false, seen: bound },
        };
        Self { end: Some(end), ..self }
    }

    /// The time until the end of the communication at `end`, which only told ends may miss.
    fn interval(&self, end: f64) -> Interval {
        let own_end = self.end.map_or(end, |own| if own.told { own.at } else { own.at.min(end) });
        Interval::new(self.start, own_end)
    }
}

/// All stretches of one kind, by start.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Stretches(pub(super) Vec<Stretch>);

impl Stretches {
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, Stretch> {
        self.0.iter()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn last(&self) -> Option<&Stretch> {
        self.0.last()
    }

    /// The one that goes on.
    pub(crate) fn open(&self) -> Option<&Stretch> {
        self.0.last().filter(|last| last.end.is_none())
    }

    pub(crate) fn open_mut(&mut self) -> Option<&mut Stretch> {
        self.0.last_mut().filter(|last| last.end.is_none())
    }

    pub(crate) fn find(&mut self, start: f64) -> Option<&mut Stretch> {
        self.0.iter_mut().find(|stretch| stretch.is_same(start))
    }

    /// Whether something that is over, by a told end, went on at `moment`.
    pub(crate) fn is_over(&self, moment: f64) -> bool {
        self.0
            .iter()
            .any(|stretch| stretch.start <= moment && stretch.end.is_some_and(|end| end.told && moment < end.at))
    }

    /// Ends the one that goes on, at the earliest when it began.
    pub(crate) fn end(&mut self, end: End) {
        if let Some(open) = self.open_mut() {
            open.end = Some(End { at: end.at.max(open.start), ..end });
        }
    }

    pub(crate) fn insert(&mut self, stretch: Stretch, seen: f64) {
        let at = self.0.partition_point(|earlier| earlier.start <= stretch.start);
        self.0.insert(at, stretch);
        self.bound(seen);
    }

    /// Of two, one ends where the next begins, if nobody told its end.
    fn bound(&mut self, seen: f64) {
        let mut next = f64::INFINITY;
        for stretch in self.0.iter_mut().rev() {
            let is_bounded = stretch.end.is_some_and(|end| end.told || end.at <= next);
            if !is_bounded && next.is_finite() {
                stretch.end = Some(End { at: next, told: false, seen: stretch.end.map_or(seen, |end| end.seen) });
            }
            next = stretch.start;
        }
    }

    /// Takes over what segments tell that were true at `as_of`. What is newer stays: what began later, and ends that became known later.
    pub(crate) fn replace(&mut self, told: Vec<Stretch>, as_of: f64, seen: f64) {
        let old = std::mem::replace(&mut self.0, told);
        let mut later = Vec::new();
        for stretch in old {
            match self.told_of(&stretch) {
                Some(same) => {
                    let known_later = stretch.end.filter(|end| end.told || end.seen > as_of);
                    same.end = same.end.or(known_later);
                }
                None if stretch.start > as_of => later.push(stretch),
                None => {}
            }
        }
        self.0.extend(later);
        self.0 = crate::sort::sorted(std::mem::take(&mut self.0), |a: &Stretch, b| a.start.total_cmp(&b.start));
        self.bound(seen);
    }

    /// Which of these, by start, a stretch is that was known before: the one with its start; or, as what counts from receipt began earlier, the one that it
    /// lies in.
    fn told_of(&mut self, known: &Stretch) -> Option<&mut Stretch> {
        let behind = self.0.partition_point(|told| told.start <= known.start + SAME_START_MS);
        let last = behind.checked_sub(1)?;
        let is_same = self.0.get(last).is_some_and(|told| told.is_same(known.start));
        let around = self.0.partition_point(|told| told.start <= known.start).checked_sub(1);
        let covers = |told: &Stretch| told.end.is_none_or(|end| known.start <= end.at);
        let index = if is_same { Some(last) } else { around.filter(|_| !known.told) };
        self.0.get_mut(index?).filter(|told| is_same || covers(told))
    }
}

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
        let basis = if self.snapshot.is_some() { Basis::Segments } else { Basis::Timestamps };
        let mut input = TimingInput::new(basis);
        input.end = self.ended.map(|ended| ended.at);
        input.handles = handles;
        let end = input.end.unwrap_or(f64::INFINITY);
        let begun = |stretch: &&Stretch| stretch.start <= end;
        let told_starts = self.told_starts();

        for (kind, stretches) in [(SpanKind::Hold, &self.holds), (SpanKind::Park, &self.parks)] {
            for stretch in stretches.iter().filter(begun) {
                // What goes on now is not over by something that a late payload told.
                let stretch = if stretch.end.is_some() { until_next(*stretch, &told_starts) } else { *stretch };
                input.add(kind, stretch.interval(end));
            }
        }
        let before_connection =
            [(SpanKind::Alert, &self.alerts), (SpanKind::Contacting, &self.contacts), (SpanKind::Dialing, &self.dials)];
        for (kind, stretches) in before_connection {
            for stretch in stretches.iter().filter(begun) {
                input.add(kind, self.until_connected(kind, *stretch, &told_starts).interval(end));
            }
        }
        for interval in self.talk(end, &told_starts) {
            input.add(SpanKind::Talk, interval);
        }
        for interval in self.after_call_work() {
            input.add(SpanKind::AfterCallWork, interval);
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
        let told = self.holds.iter().chain(self.parks.iter()).chain(alerts_again).filter(|other| other.told);
        crate::sort::sorted(told.map(|other| other.start).collect(), f64::total_cmp)
    }

    /// What comes before the connection ended with it at the latest; an alert may come again.
    fn until_connected(&self, kind: SpanKind, stretch: Stretch, told_starts: &[f64]) -> Stretch {
        let may_come_again = kind == SpanKind::Alert;
        let connected = self.connected.filter(|connected| stretch.start <= connected.at || !may_come_again);
        until_next(connected.map_or(stretch, |connected| stretch.ending_by(connected.at)), told_starts)
    }

    /// Whether an alert came after the connection: what was parked came back.
    fn is_again(&self, alert: &Stretch) -> bool {
        self.connected.is_some_and(|connected| alert.start > connected.at)
    }

    /// Talk, but for holds and parks: since it connected; or as segments tell, and since what they do not know.
    fn talk(&self, end: f64, told_starts: &[f64]) -> Vec<Interval> {
        let connected = self.connected.map(|connected| connected.at);
        let mut talk: Vec<_> = self.talks.iter().map(|talk| talk.interval(end)).collect();
        let since = match self.snapshot {
            Some(snapshot) if snapshot.is_connected => {
                let alerts_again = self.alerts.iter().filter(|alert| self.is_again(alert));
                let over = self.holds.iter().chain(self.parks.iter()).chain(alerts_again);
                let resumed = over.filter_map(|stretch| stretch.end);
                resumed.filter(|end| !end.told).map(|end| end.at).reduce(f64::min)
            }
            _ => connected,
        };
        talk.extend(since.filter(|since| *since <= end).map(|since| Interval::new(since, end)));
        let alerts_again = self.alerts.iter().filter(|alert| self.is_again(alert));
        let alerts_again = alerts_again.map(|alert| until_next(*alert, told_starts).interval(end)).collect();
        IntervalSet::new(talk).without(&IntervalSet::new(alerts_again)).intervals().collect()
    }

    fn after_call_work(&self) -> Vec<Interval> {
        let WorkFacts { start, end, pending, .. } = self.work;
        let end = end.map(|end| end.at);
        if let Some(interval) = (Work { start, end, pending: pending && end.is_none() }).interval() {
            return vec![interval];
        }
        if !self.wrapups.is_empty() {
            let open_end = if pending { f64::INFINITY } else { self.ended.map_or(f64::INFINITY, |ended| ended.at) };
            return self.wrapups.iter().map(|wrapup| wrapup.interval(open_end)).collect();
        }
        let ended = self.ended.map(|ended| ended.at);
        let told = self.work.wrapup_ms.map(|ms| wrapup_interval(ms, self.work.wrapup_end, ended));
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
        self.work.end = Some(End { at: limit, told: false, seen: now });
        true
    }
}

/// One thing goes on at a time: what nobody told the end of ended at the latest when the next began whose start is told.
fn until_next(stretch: Stretch, told_starts: &[f64]) -> Stretch {
    let next = told_starts.partition_point(|start| *start <= stretch.start);
    told_starts.get(next).map_or(stretch, |next| stretch.ending_by(*next))
}

saved! {
    Known { at, told }
    End { at, told, seen }
    Stretch { start, told, end }
    State { text, seen }
    Snapshot { as_of, latest, is_connected }
    WorkFacts { start, end, pending, limit_ms, wrapup_ms, wrapup_end }
    Facts {
        state, begun, connected, ended, alerts, contacts, dials, holds, denials, parks, talks, wrapups, snapshot, work, alert_limit_ms, resume,
    }
}

impl super::saved_text::Saved for Stretches {
    fn save(&self, to: &mut super::saved_text::Words) {
        self.0.save(to);
    }

    fn restore(from: &mut super::saved_text::Reading<'_>) -> Option<Self> {
        Vec::restore(from).map(Self)
    }
}
