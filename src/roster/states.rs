//! How what a payload tells of the state adds to what is known: what goes on in it begins, and what
//! went on before is over.

use super::{
    facts::{Facts, State},
    observation::{Observation, is_first},
    stretches::{End, Stretch},
};
use crate::model::ConnectionState;

impl Facts {
    pub(super) fn observe_state(&mut self, seen: &Observation<'_>) {
        if let Some(start) = seen.alerting {
            self.observe_alert(start, seen);
        }
        let Some((state, text)) = seen.state.filter(|_| !self.is_ended() && !seen.is_ended) else {
            return;
        };
        if let Some(old) = &self.state {
            if *old.text == *text {
                self.refine_start(state, seen);
                self.observe_past_park(state, seen);
                return;
            }
            // What was parked alerts again after it connected: only what knows of that park may
            // come later.
            let alerts_again = self.alerts.last().is_some_and(|alert| self.is_again(alert));
            let knows_park = seen
                .park
                .is_some_and(|start| self.parks.last().is_none_or(|park| park.start <= start));
            let is_forward = matches!(old.known(), Some(before) if is_first(before))
                && !seen.is_before_connection()
                && (!alerts_again || knows_park);
            if !seen.is_after(old.seen) && !is_forward {
                return;
            }
        }
        let is_new = self.begins(state, seen);
        self.observe_past_park(state, seen);
        if !is_new {
            return;
        }
        // What went on until now is over, at the latest with this payload.
        let parked = seen.park.filter(|_| state == Some(ConnectionState::Parked));
        let end = seen.end(parked.map_or(seen.at, |start| start.min(seen.at)));
        if state != Some(ConnectionState::Parked) {
            let resumed = seen
                .alerting
                .filter(|start| self.parks.open().is_some_and(|park| *start > park.start));
            self.parks.end(resumed.map_or(end, |at| End { at, ..end }));
        }
        for (stretches, own) in [
            (&mut self.alerts, ConnectionState::Alerting),
            (&mut self.contacts, ConnectionState::Contacting),
            (&mut self.dials, ConnectionState::Dialing),
        ] {
            if state != Some(own) {
                stretches.end(end);
            }
        }
        if state == Some(ConnectionState::Parked)
            && self.holds.open().is_some_and(|hold| hold.start <= end.at)
        {
            self.holds.end(end);
        }
        self.state = Some(State {
            text: text.into(),
            seen: seen.at,
        });
    }

    /// What tells of a park, and is not parked, was parked before: `parkTime` stays when it comes
    /// back. How long, it does not tell.
    fn observe_past_park(&mut self, state: Option<ConnectionState>, seen: &Observation<'_>) {
        if let Some(start) = seen
            .park
            .filter(|start| state != Some(ConnectionState::Parked) && *start <= seen.at)
            && self.parks.find(start).is_none()
        {
            self.parks.insert(
                Stretch {
                    start,
                    told: true,
                    end: Some(seen.end(start)),
                },
                seen.at,
            );
        }
    }

    /// Notes an alert whose start is told.
    fn observe_alert(&mut self, start: f64, seen: &Observation<'_>) {
        if self.alerts.find(start).is_some() {
            return;
        }
        if let Some(open) = self
            .alerts
            .open_mut()
            .filter(|open| !open.told && start <= open.start)
        {
            (open.start, open.told) = (start, true);
            return;
        }
        let is_new = self
            .alerts
            .last()
            .is_none_or(|last| start > last.start && self.connected.is_some());
        if is_new && !self.is_ended() {
            let is_over = !seen.state_is(ConnectionState::Alerting) && self.state.is_some();
            self.alerts.insert(
                Stretch {
                    start,
                    told: true,
                    end: is_over.then(|| seen.end(seen.at.max(start))),
                },
                seen.at,
            );
        }
    }

    /// Begins what goes on in a state; `false` if that state is over, and nothing new tells of it.
    fn begins(&mut self, state: Option<ConnectionState>, seen: &Observation<'_>) -> bool {
        let parked_at = self.parks.open().map(|park| park.start);
        let is_connected = self.connected.is_some();
        let is_fresh = self
            .state
            .as_ref()
            .is_some_and(|state| seen.is_fresher_than(state.seen));
        let tells_of_park = seen
            .park
            .is_some_and(|start| self.parks.find(start).is_none());
        let (stretches, start) = match state {
            Some(ConnectionState::Alerting) => (&mut self.alerts, seen.alerting),
            Some(ConnectionState::Contacting) => (&mut self.contacts, None),
            Some(ConnectionState::Dialing) => (&mut self.dials, None),
            Some(ConnectionState::Parked) => (&mut self.parks, seen.park),
            _ => return true,
        };
        let is_park = state == Some(ConnectionState::Parked);
        if stretches.open().is_some() && !is_park {
            return true;
        }
        // What was parked comes back by an alert of its own, which keeps the start of the first
        // one.
        let comes_back =
            !is_park && is_connected && (parked_at.is_some() || tells_of_park || is_fresh);
        let start = start
            .filter(|start| !comes_back || parked_at.is_some_and(|parked_at| *start > parked_at));
        let known = match start {
            Some(start) => stretches.find(start),
            None if comes_back => stretches.open_mut(),
            None if is_park => stretches.open_mut(),
            None => stretches.0.last_mut(),
        };
        match known {
            Some(known) => {
                let is_over = known
                    .end
                    .is_some_and(|end| end.told || !seen.is_fresher_than(end.seen));
                if !is_over {
                    known.end = None;
                }
                !is_over
            }
            // After the connection, only what is parked, or a new moment, alerts again.
            None if is_connected && !comes_back && start.is_none() && !is_park => false,
            None => {
                let begun = Stretch {
                    start: start.unwrap_or(seen.at),
                    told: start.is_some(),
                    end: None,
                };
                stretches.insert(begun, seen.at);
                if is_park {
                    self.resume = seen.resume;
                }
                true
            }
        }
    }

    /// A start that was only the moment of receipt is told now.
    fn refine_start(&mut self, state: Option<ConnectionState>, seen: &Observation<'_>) {
        if state == Some(ConnectionState::Parked)
            && let Some(start) = seen.park
        {
            match self.parks.open_mut() {
                Some(open) if !open.told && start <= open.start => {
                    (open.start, open.told) = (start, true)
                }
                _ => drop(self.begins(state, seen)),
            }
        }
    }
}
