//! What is known of a communication, from payload to payload: newer facts over older ones.
//!
//! Notifications carry no segments and tell of a hold only while it lasts, so what was seen must be remembered. Nothing in a
//! notification says when it was sent: that one is late shows only where it contradicts what cannot be undone.

use crate::{
    ConnectionState, SpanKind,
    facts::{Facts, Piece, Work},
    lane::Interval,
};

/// When and how a payload came.
#[derive(Clone, Copy)]
pub(crate) struct Arrival {
    /// When, in epoch milliseconds in the cloud clock.
    pub(crate) at: f64,
    /// Whether it is known to be no duplicate, since it is marked and its mark is new.
    pub(crate) unique: bool,
}

impl Facts {
    /// The first that is heard of a communication.
    pub(crate) fn first(mut self, arrival: Arrival) -> Self {
        if self.state == Some(ConnectionState::Alerting) && self.start_alerting.is_none() && self.segments.is_empty() {
            self.start_alerting = Some(arrival.at);
        }
        self
    }

    /// What is known once `new` came; `None` if `new` is late and tells nothing.
    pub(crate) fn then(&self, mut new: Self, arrival: Arrival) -> Option<Self> {
        // An end is final, and nothing goes back to alerting.
        if rank(&new) < rank(self) {
            return None;
        }
        new.start_alerting = new.start_alerting.or(self.start_alerting);
        new.connected = new.connected.or(self.connected);
        new.disconnected = new.disconnected.or(self.disconnected);
        new.state = new.state.or(self.state);
        new.wrapup_end = new.wrapup_end.or(self.wrapup_end);
        new.wrapup_ms = new.wrapup_ms.or(self.wrapup_ms);
        new.alert_limit_ms = new.alert_limit_ms.or(self.alert_limit_ms);
        new.after_call_work_limit_ms = new.after_call_work_limit_ms.or(self.after_call_work_limit_ms);
        new.after_call_work = self.after_call_work.then(new.after_call_work);
        if !new.segments.is_empty() {
            // Segments tell everything better.
            return Some(new);
        }
        new.segments.clone_from(&self.segments);
        new.ended_holds.clone_from(&self.ended_holds);
        new.follow_hold(self, arrival);
        new.follow_segments(arrival);
        Some(new)
    }

    /// Works out the holds of a payload without segments, given what was known before.
    fn follow_hold(&mut self, old: &Self, arrival: Arrival) {
        let open = old.current_hold();
        if let Some(start) = self.start_hold.filter(|_| self.held) {
            let latest = open.into_iter().chain(old.ended_holds.iter().map(|hold| hold.start)).reduce(f64::max);
            let ended = old.ended_holds.iter().position(|hold| hold.start == start);
            let late = latest.is_some_and(|latest| start < latest) || (ended.is_some() && !arrival.unique);
            if late {
                self.held = old.held;
                self.start_hold = old.start_hold;
                return;
            }
            // It goes on after all: the payload that ended it was late.
            if let Some(index) = ended {
                self.ended_holds.remove(index);
            }
        } else if self.held {
            // Nothing tells since when: since before, else since now.
            self.start_hold = open.or(Some(arrival.at));
        }

        let Some(start) = open else {
            return;
        };
        let goes_on = self.held && self.start_hold.is_none_or(|next| next <= start);
        if goes_on {
            self.start_hold = Some(start);
            return;
        }
        // It is over. When exactly, nobody said: at the latest now, when the next one began, or when all ended.
        let next = self.start_hold.filter(|_| self.held);
        let bounds = [next, self.disconnected];
        let end = bounds.into_iter().flatten().fold(arrival.at, f64::min);
        self.end_hold(Interval::new(start, end));
    }

    fn end_hold(&mut self, hold: Interval) {
        let mut segment_ended = false;
        for segment in self.segments.iter_mut().filter(|segment| segment.is_open(SpanKind::Hold)) {
            segment.end = Some(hold.end.max(segment.start));
            segment_ended = true;
        }
        if segment_ended {
            // The segments stop at the hold: what follows is talk.
            self.segments.push(Piece { kind: Some(SpanKind::Talk), start: hold.end, end: None });
        } else {
            self.ended_holds.push(hold);
        }
    }

    /// Carries segments on that are older than what a payload without them tells: who was alerting is connected now.
    fn follow_segments(&mut self, arrival: Arrival) {
        if self.state != Some(ConnectionState::Connected) {
            return;
        }
        let connected = self.connected.unwrap_or(arrival.at);
        let waiting = [SpanKind::Alert, SpanKind::Contacting, SpanKind::Dialing];
        let mut answered = false;
        for segment in &mut self.segments {
            if waiting.iter().any(|kind| segment.is_open(*kind)) {
                segment.end = Some(connected.max(segment.start));
                answered = true;
            }
        }
        if answered && !self.segments.iter().any(|segment| segment.is_open(SpanKind::Talk)) {
            self.segments.push(Piece { kind: Some(SpanKind::Talk), start: connected, end: None });
        }
    }
}

impl Work {
    /// What is known of after-call work once `new` came. `{}` tells nothing, and what is done is done.
    fn then(self, new: Self) -> Self {
        let same = new.start.is_none() || new.start == self.start;
        if new == Self::default() || (same && self.end.is_some() && new.end.is_none()) {
            return self;
        }
        Self { start: new.start.or(self.start), ..new }
    }
}

/// How far a communication is: it never goes back.
fn rank(facts: &Facts) -> u8 {
    match facts.state {
        _ if facts.is_ended() => 2,
        Some(ConnectionState::Connected) => 1,
        // A state that is not known may be any.
        None if facts.connected.is_some() => 1,
        _ => 0,
    }
}
