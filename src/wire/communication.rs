//! One communication on its own: a chat, message, call, callback or email of the nested layout, or a
//! participant of the flat layout; and what else may be taken for one by mistake.

use super::{
    items::can_be_timed,
    participant::{ParticipantView, handles},
    payload::CHAT_FIELDS,
    report::{Receipt, Report, count, ms},
};
use crate::{
    model::{ConversationChat, Id, Integer, Timestamp},
    read::{Anything, View},
};

record! {
    /// A communication on its own, with the fields of the flat layout, and those by which other
    /// objects are known.
    struct AnyCommunication extends ConversationChat by CHAT_FIELDS {
        participants = "participants": Anything,
        event_body = "eventBody": Anything,
        entities = "entities": Anything,
        sessions = "sessions": Anything,
        session_id = "sessionId": Anything,
        purpose = "purpose": Id,
        start_time = "startTime": Timestamp,
        end_time = "endTime": Timestamp,
        start_acw_time = "startAcwTime": Timestamp,
        end_acw_time = "endAcwTime": Timestamp,
        wrapup_skipped = "wrapupSkipped": bool,
        alerting_timeout = "alertingTimeoutMs": Integer,
        wrapup_timeout = "wrapupTimeoutMs": Integer,
        monitored = "monitoredParticipantId": Anything,
        coached = "coachedParticipantId": Anything,
        barged = "bargedParticipantId": Anything,
        screen_monitored = "screenMonitoredParticipantId": Anything,
        topic_name = "topicName": Anything,
        topic = "topic": Anything,
        data = "data": Anything,
        conversations = "conversations": Anything,
        timers = "timers": Anything,
        handle = "handle": Anything,
        chats = "chats": Anything,
        messages = "messages": Anything,
        calls = "calls": Anything,
        callbacks = "callbacks": Anything,
        emails = "emails": Anything,
        cobrowses = "cobrowsesessions": Anything,
        screenshares = "screenshares": Anything,
        social_expressions = "socialExpressions": Anything,
        videos = "videos": Anything,
        internal_messages = "internalMessages": Anything,
        screen_monitorings = "screenMonitorings": Anything,
    }
}

/// An object that is no communication: its kind, and the advice to the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Foreign {
    pub(crate) found: &'static str,
    pub(crate) advice: &'static str,
}

const CONVERSATION: Foreign = Foreign {
    found: "a conversation",
    advice: "pass one of its participants' `messages`, `calls`, ..., or hand it to a `Roster`",
};
const EVENT: Foreign = Foreign {
    found: "an event",
    advice: "hand it to a `Roster`",
};
pub(crate) const LIST: Foreign = Foreign {
    found: "a list",
    advice: "pass one communication, or hand a list of conversations to a `Roster`",
};
const PARTICIPANT: Foreign = Foreign {
    found: "a participant",
    advice: "pass one of its `messages`, `calls`, ...",
};

/// The fields by which an object is known to be something else, where it has neither a state nor
/// anything that can be timed.
pub(crate) const FOREIGN: [(&str, Foreign); 21] = [
    ("participants", CONVERSATION),
    ("eventBody", EVENT),
    ("topicName", EVENT),
    ("topic", EVENT),
    ("entities", LIST),
    (
        "data",
        Foreign {
            found: "the answer of a client",
            advice: "pass what is in its `data`",
        },
    ),
    (
        "conversations",
        Foreign {
            found: "an answer of the analytics API",
            advice: "hand it to `readHistory`",
        },
    ),
    (
        "sessions",
        Foreign {
            found: "a participant of an analytics record",
            advice: "pass one of its `sessions`",
        },
    ),
    (
        "timers",
        Foreign {
            found: "a row of a roster",
            advice: "read its `timers`",
        },
    ),
    (
        "handle",
        Foreign {
            found: "stopwatches",
            advice: "read them with `elapsed`",
        },
    ),
    ("chats", PARTICIPANT),
    ("messages", PARTICIPANT),
    ("calls", PARTICIPANT),
    ("callbacks", PARTICIPANT),
    ("emails", PARTICIPANT),
    ("cobrowsesessions", PARTICIPANT),
    ("screenshares", PARTICIPANT),
    ("socialExpressions", PARTICIPANT),
    ("videos", PARTICIPANT),
    ("internalMessages", PARTICIPANT),
    ("screenMonitorings", PARTICIPANT),
];

/// An object without any field by which its kind is known.
pub(crate) const UNKNOWN: Foreign = Foreign {
    found: "an object without a state or a moment of one",
    advice: "pass a chat, a message, a call, ... as an object",
};

/// A communication on its own.
pub(crate) struct Single {
    pub(crate) report: Report,
    /// Whether it can have talk and handle.
    pub(crate) handles: bool,
    /// Whether it says its state.
    pub(crate) has_state: bool,
    /// Whether it has a known state, or a field by which communications are timed.
    pub(crate) can_be_timed: bool,
}

impl Single {
    pub(crate) fn of(view: View<'_, AnyCommunication>) -> Self {
        let chat = view.base();
        let times = [
            view.start_time(),
            view.end_time(),
            view.start_acw_time(),
            view.end_acw_time(),
        ];
        let has_times = times.iter().any(Option::is_some);
        let is_flat = chat.state().is_some() && (view.purpose().is_some() || has_times);
        let listens = [
            view.monitored(),
            view.coached(),
            view.barged(),
            view.screen_monitored(),
        ];
        let participant = ParticipantView {
            purpose: view.purpose(),
            listens_in: listens.iter().any(Option::is_some),
            start: ms(view.start_time()).filter(|_| is_flat),
            end: ms(view.end_time()).filter(|_| is_flat),
            alert_limit_ms: count(view.alerting_timeout()),
            work_limit_ms: count(view.wrapup_timeout()),
            work_start: ms(view.start_acw_time()).filter(|_| is_flat),
            work_end: view.end_acw_time().filter(|_| is_flat),
            skips_work: view.wrapup_skipped() == Some(true),
            is_flat,
            ..ParticipantView::default()
        };
        let mut report = Report::new(chat, &participant, Receipt::default());
        if is_flat && view.end_time().is_some() && !report.ended {
            report.end(participant.end);
        }
        Self {
            handles: handles(view.purpose()),
            has_state: chat.state().is_some(),
            can_be_timed: can_be_timed(chat),
            report,
        }
    }

    /// What the object is instead, if it is no communication.
    pub(crate) fn foreign(&self, view: View<'_, AnyCommunication>) -> Option<Foreign> {
        if self.has_state && self.report.is_timed() {
            return None;
        }
        let known = FOREIGN.iter().find(|(name, _)| !view.is_absent(name));
        let unknown = (!self.can_be_timed).then_some(UNKNOWN);
        known.map(|(_, foreign)| *foreign).or(unknown)
    }
}

/// What an object that is to be timed looks like on the wire.
#[cfg(feature = "internals")]
pub(crate) const fn communication_schema() -> crate::schema::Schema {
    <AnyCommunication as crate::read::Field>::SCHEMA
}
