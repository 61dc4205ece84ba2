//! What a roster must show, from the truth itself.

use super::truth::{Conversation, Kind, Medium, Role};

/// What is true of a leg at a moment, to one who last heard of it at an earlier moment; times in
/// ms.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Expected {
    pub(crate) state: &'static str,
    pub(crate) held: bool,
    pub(crate) parked: bool,
    pub(crate) ended: bool,
    pub(crate) alert: i64,
    pub(crate) contacting: i64,
    pub(crate) dialing: i64,
    pub(crate) talk: i64,
    pub(crate) hold: i64,
    pub(crate) park: i64,
    pub(crate) acw: i64,
    pub(crate) acw_runs: bool,
    pub(crate) holds: u32,
    pub(crate) current_hold: Option<i64>,
    /// When the alert, the parking and the after-call work that run now run out.
    pub(crate) alert_until: Option<i64>,
    pub(crate) park_until: Option<i64>,
    pub(crate) acw_until: Option<i64>,
    /// How many beginnings and ends no notification tells, so that they count from receipt.
    pub(crate) untold: i64,
    /// How many moments segments tell by a clock of their own.
    pub(crate) steps: i64,
}

impl Expected {
    pub(crate) fn handle(&self) -> i64 {
        self.contacting + self.dialing + self.talk + self.hold + self.acw
    }
}

pub(crate) fn expect(conversation: &Conversation, index: usize, seen: i64, now: i64) -> Expected {
    let leg = &conversation.legs[index];
    let participant = &conversation.participants[leg.participant];
    let ended = leg.has_ended(seen);
    let mut expected = Expected {
        state: leg.state(seen),
        ended,
        ..Expected::default()
    };
    let mut connected = false;
    let mut alerted = false;
    for (step, end) in leg.past(seen) {
        let length = end.unwrap_or(now) - step.start;
        let ends_by_receipt = i64::from(end.is_some_and(|end| end < leg.end));
        expected.steps += 1;
        match step.kind {
            Kind::Alert => {
                expected.alert += length;
                expected.untold += i64::from(alerted || leg.medium == Medium::Chat)
                    + ends_by_receipt * i64::from(alerted);
                alerted = true;
                expected.alert_until = participant
                    .alert_limit
                    .filter(|_| end.is_none())
                    .map(|limit| step.start + limit);
            }
            Kind::Contacting => {
                expected.contacting += length;
                expected.untold += 1 + ends_by_receipt;
            }
            Kind::Dialing => {
                expected.dialing += length;
                expected.untold += 1 + ends_by_receipt;
            }
            Kind::Talk => {
                expected.talk += length;
                connected = true;
            }
            Kind::Hold => {
                expected.hold += length;
                expected.holds += 1;
                expected.untold += ends_by_receipt;
                expected.current_hold = Some(length).filter(|_| end.is_none());
            }
            Kind::Park => {
                expected.park += length;
                expected.untold += ends_by_receipt;
                expected.park_until = step.resume.filter(|_| end.is_none());
            }
            // It has no timer: by the timestamps, who is connected and neither held nor parked
            // talks.
            Kind::Other(_) if connected => expected.talk += length,
            Kind::Other(_) => {}
        }
    }
    expected.held = leg.is(Kind::Hold, seen);
    expected.parked = leg.is(Kind::Park, seen);
    if let Some(acw) = leg.acw.filter(|acw| acw.start <= seen) {
        let limit = participant
            .acw_limit
            .map_or(i64::MAX, |limit| acw.start + limit);
        let over = acw.end <= seen;
        expected.acw = if over { acw.end } else { now.min(limit) } - acw.start;
        expected.acw_runs = !over && now < limit;
        expected.acw_until = participant
            .acw_limit
            .filter(|_| expected.acw_runs)
            .map(|_| limit);
        expected.untold += i64::from(!acw.end_told);
    }
    if !participant.role.handles() {
        expected = Expected {
            talk: 0,
            contacting: 0,
            dialing: 0,
            acw: 0,
            ..expected
        };
    }
    expected
}

/// Since when the customer waits for an answer; `known` tells until when the texts of a leg are
/// known.
pub(crate) fn waits_since(
    conversation: &Conversation,
    known: impl Fn(usize) -> Option<i64>,
) -> Option<i64> {
    let mut since = None;
    for text in conversation
        .texts
        .iter()
        .filter(|text| known(text.leg).is_some_and(|known| text.at <= known))
    {
        let role = conversation.participants[conversation.legs[text.leg].participant].role;
        since = if role == Role::Customer {
            since.or(Some(text.at))
        } else {
            None
        };
    }
    since
}
