//! What one payload tells of one communication.

use super::{items::ParticipantRef, stretches::End};
use crate::{
    model::{AfterCallWorkState, ConnectionState, ConversationChat},
    read::View,
    time::{
        CLOCKS_DIFFER_MS, Work,
        chat::{SegmentEnd, SegmentTime, alert_limit_ms, ms, segments_of},
    },
};

/// How old a payload is at most when it comes, in milliseconds, where nobody says how old it is:
/// longer than a desk waits for an answer.
pub(crate) const MOST_AGE_MS: f64 = 10_000.0;

/// When a payload came.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Receipt {
    pub(crate) at: f64,
    /// When it was asked for, if it is an answer and anybody knows.
    pub(crate) asked_at: Option<f64>,
}

/// What one payload tells of one communication.
pub(crate) struct Observation<'a> {
    pub(super) at: f64,
    /// It was true then or later; `None` of a notification, which may have been true at any time.
    pub(super) as_of: Option<f64>,
    pub(super) state: Option<(Option<ConnectionState>, &'a str)>,
    pub(super) held: Option<bool>,
    pub(super) hold: Option<f64>,
    pub(super) alerting: Option<f64>,
    pub(super) connected: Option<f64>,
    pub(super) disconnected: Option<f64>,
    pub(super) is_ended: bool,
    pub(super) park: Option<f64>,
    pub(super) resume: Option<f64>,
    pub(super) begun: Option<f64>,
    pub(super) segments: Vec<SegmentTime>,
    pub(super) work: Work,
    pub(super) is_work_over: bool,
    pub(super) wrapup_ms: Option<f64>,
    pub(super) wrapup_end: Option<f64>,
    pub(super) alert_limit_ms: Option<f64>,
    pub(super) work_limit_ms: Option<f64>,
}

impl<'a> Observation<'a> {
    pub(crate) fn new(
        chat: View<'a, ConversationChat>,
        participant: &ParticipantRef<'_>,
        receipt: Receipt,
    ) -> Self {
        let segments = segments_of(chat);
        let state = chat.state().map(|state| (state.known, state.text()));
        let known_state = state.and_then(|(known, _)| known);
        let own_work = chat.after_call_work().map(Work::from).unwrap_or_default();
        let work_state = chat.after_call_work().and_then(|work| work.state()?.known);
        let wrapup = chat.wrapup();
        let disconnected = ms(chat.disconnected_time());
        let is_ended = chat.disconnected_time().is_some()
            || known_state.is_some_and(ConnectionState::is_ended);
        // What a participant tells of after-call work may be of an earlier communication of it.
        let is_of_this = |work: &Work| {
            let began = work
                .start
                .zip(disconnected)
                .is_none_or(|(start, end)| start + CLOCKS_DIFFER_MS >= end);
            is_ended && began
        };
        let participant_work = participant.work.filter(is_of_this).unwrap_or_default();
        let own_work = if participant.is_flat {
            participant_work
        } else {
            own_work
        };
        let mut observation = Self {
            at: receipt.at,
            as_of: receipt.asked_at,
            state,
            held: chat.held(),
            hold: ms(chat.start_hold_time()),
            alerting: ms(chat.start_alerting_time()),
            connected: ms(chat.connected_time()),
            disconnected,
            is_ended,
            park: ms(chat.park_time()),
            resume: ms(chat.resume_time()),
            begun: participant.start,
            work: if own_work == Work::default() {
                participant_work
            } else {
                own_work
            },
            is_work_over: participant.skips_work
                || matches!(
                    work_state,
                    Some(AfterCallWorkState::Skipped | AfterCallWorkState::Complete)
                ),
            wrapup_ms: wrapup.and_then(|wrapup| wrapup.duration_seconds()?.milliseconds()),
            wrapup_end: wrapup.and_then(|wrapup| ms(wrapup.end_time())),
            alert_limit_ms: participant.alert_limit_ms.or_else(|| alert_limit_ms(chat)),
            work_limit_ms: participant.after_call_work_limit_ms,
            segments,
        };
        if !observation.segments.is_empty() || receipt.asked_at.is_some() {
            let oldest = receipt.asked_at.unwrap_or(receipt.at - MOST_AGE_MS);
            observation.as_of = Some(oldest.max(observation.latest_moment()).min(receipt.at));
        }
        observation
    }

    /// The latest moment that it tells.
    pub(super) fn latest_moment(&self) -> f64 {
        let segments = self.segments.iter().flat_map(|segment| match segment.end {
            SegmentEnd::At(end) => [Some(segment.start), Some(end)],
            SegmentEnd::Open | SegmentEnd::Unknown => [Some(segment.start), None],
        });
        let hold = self.hold.filter(|_| self.held == Some(true));
        let own = [
            self.alerting,
            self.connected,
            hold,
            self.park,
            self.disconnected,
        ];
        own.into_iter()
            .chain(segments)
            .flatten()
            .fold(f64::NEG_INFINITY, f64::max)
    }

    /// Whether it speaks of a time after `moment`, as far as it denies something.
    pub(super) fn is_after(&self, moment: f64) -> bool {
        self.as_of.is_none_or(|as_of| as_of >= moment)
    }

    /// Whether it is known to be newer than what became known at `seen`.
    pub(super) fn is_fresher_than(&self, seen: f64) -> bool {
        self.as_of.is_some_and(|as_of| as_of > seen)
    }

    pub(super) fn state_is(&self, state: ConnectionState) -> bool {
        self.state.is_some_and(|(known, _)| known == Some(state))
    }

    /// Whether its state is one that comes before the connection only.
    pub(super) fn is_before_connection(&self) -> bool {
        self.state
            .is_some_and(|(known, _)| known.is_some_and(is_first))
    }

    pub(super) fn end(&self, at: f64) -> End {
        End {
            at,
            told: false,
            seen: self.at,
        }
    }
}

/// Whether a state comes before the connection only.
pub(super) fn is_first(state: ConnectionState) -> bool {
    use ConnectionState::{Alerting, Contacting, Dialing, None as Nothing, Offering};
    matches!(state, Alerting | Contacting | Dialing | Offering | Nothing)
}
