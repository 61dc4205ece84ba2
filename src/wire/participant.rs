//! Whose a communication is, and what its participant says of it.

use super::{
    payload::{ConversationView, Participant},
    report::{count, ms},
};
use crate::{
    model::{EnumView, Wrapup},
    read::{View, WireMoment},
};

/// What a participant says beside its communication. Of a communication on its own: nothing.
#[derive(Clone, Copy, Default)]
pub(crate) struct ParticipantView<'a> {
    pub(crate) conversation_id: Option<&'a str>,
    pub(crate) id: Option<&'a str>,
    pub(crate) purpose: Option<&'a str>,
    pub(crate) user_id: Option<&'a str>,
    pub(crate) queue_id: Option<&'a str>,
    pub(crate) queue_name: Option<&'a str>,
    pub(crate) direction: Option<&'a str>,
    /// Whether it is a supervisor who listens to another participant.
    pub(crate) listens_in: bool,
    pub(crate) wrapup_required: Option<bool>,
    /// Whether it is consulted by another participant.
    pub(crate) is_consult: bool,
    /// `startTime`, only in the flat layout: the first communication of the participant may be
    /// another one than the one in a list.
    pub(crate) start: Option<f64>,
    /// `endTime`, only in the nested layout, where it can be only that of this communication.
    pub(crate) end: Option<f64>,
    pub(crate) alert_limit_ms: Option<f64>,
    pub(crate) work_limit_ms: Option<f64>,
    /// After-call work, where only the participant says it.
    pub(crate) work_start: Option<f64>,
    pub(crate) work_end: Option<WireMoment>,
    pub(crate) wrapup: Option<View<'a, Wrapup>>,
    pub(crate) skips_work: bool,
    /// Whether the participant itself is the communication.
    pub(crate) is_flat: bool,
}

impl<'a> ParticipantView<'a> {
    pub(crate) fn of(
        conversation: &ConversationView<'a>,
        participant: View<'a, Participant>,
    ) -> Self {
        let is_flat = participant.is_flat();
        let (user, queue) = (participant.user(), participant.queue());
        Self {
            conversation_id: conversation.id,
            id: participant.id(),
            purpose: participant.purpose(),
            user_id: participant.user_id().or_else(|| user?.id()),
            queue_id: participant.queue_id().or_else(|| queue?.id()),
            queue_name: participant.queue_name().or_else(|| queue?.name()),
            direction: participant.direction().map(EnumView::text),
            listens_in: participant.listens_in(),
            wrapup_required: participant.wrapup_required(),
            is_consult: participant.consult().is_some(),
            start: ms(participant.start_time()).filter(|_| is_flat),
            end: ms(participant.end_time()).filter(|_| !is_flat),
            alert_limit_ms: count(participant.alerting_timeout()),
            work_limit_ms: count(participant.wrapup_timeout()),
            work_start: ms(participant.start_acw_time()),
            work_end: participant.end_acw_time(),
            wrapup: participant.wrapup().filter(|_| !is_flat),
            skips_work: participant.wrapup_skipped() == Some(true),
            is_flat,
        }
    }
}

/// Whether a participant of this purpose handles: only agents and users do, and those of which
/// nobody says what they are.
pub(crate) fn handles(purpose: Option<&str>) -> bool {
    purpose.is_none_or(is_agent)
}

pub(crate) fn is_agent(purpose: &str) -> bool {
    ["agent", "user"]
        .iter()
        .any(|agent| agent.eq_ignore_ascii_case(purpose))
}
