//! How what a payload tells of a hold adds to what is known.

use super::{
    facts::Facts,
    observation::{MOST_AGE_MS, Observation},
    stretches::{End, Stretch},
};

/// How many denials of a hold are remembered.
const MOST_DENIALS: usize = 16;

impl Facts {
    pub(super) fn observe_hold(&mut self, seen: &Observation<'_>) {
        match seen.held {
            Some(true) => self.begin_hold(seen),
            Some(false)
                if self
                    .holds
                    .open()
                    .is_some_and(|hold| seen.is_after(hold.start)) =>
            {
                self.holds.end(seen.end(seen.at));
            }
            Some(false) => {
                if self.denials.len() == MOST_DENIALS {
                    self.denials.remove(0);
                }
                self.denials.push(seen.at);
            }
            None => {}
        }
    }

    fn begin_hold(&mut self, seen: &Observation<'_>) {
        let Some(start) = seen.hold else {
            // Nothing tells since when: since before, else since now.
            if !self.is_ended()
                && !seen.is_ended
                && self.holds.open().is_none()
                && seen.is_after(
                    self.holds
                        .last()
                        .map_or(f64::NEG_INFINITY, |last| last.start),
                )
            {
                self.holds.insert(
                    Stretch {
                        start: seen.at,
                        told: false,
                        end: None,
                    },
                    seen.at,
                );
            }
            return;
        };
        if let Some(known) = self.holds.find(start) {
            if known
                .end
                .is_some_and(|end| !end.told && seen.is_fresher_than(end.seen))
            {
                // It went on until then: it was over when something later denied it, or when the
                // next one began.
                let denied = self
                    .denials
                    .iter()
                    .copied()
                    .find(|denied| !seen.is_after(*denied));
                known.end = denied.map(|at| End {
                    at,
                    told: false,
                    seen: at,
                });
                self.holds.bound(seen.at);
            }
            return;
        }
        if self.holds.is_over(start) || self.ended.is_some_and(|ended| start > ended.at) {
            return;
        }
        if let Some(open) = self
            .holds
            .open_mut()
            .filter(|open| !open.told && start <= open.start)
        {
            (open.start, open.told) = (start, true);
            return;
        }
        // Payloads that came so much later that they were sent after it denied it: it is long over.
        let denied = self
            .denials
            .iter()
            .copied()
            .find(|denied| *denied > start + MOST_AGE_MS);
        let end = denied
            .map(|at| End {
                at,
                told: false,
                seen: at,
            })
            .filter(|end| !seen.is_fresher_than(end.seen));
        // And it was over when it was parked.
        let parked = self
            .parks
            .iter()
            .filter(|park| park.told)
            .map(|park| park.start)
            .find(|parked| *parked > start);
        let end = end.or_else(|| parked.map(|at| seen.end(at)));
        // What is on hold is parked no longer.
        if self.parks.open().is_some_and(|park| park.start < start) {
            self.parks.end(seen.end(start));
        }
        self.holds.insert(
            Stretch {
                start,
                told: true,
                end,
            },
            seen.at,
        );
    }
}
