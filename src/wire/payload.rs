//! What is in a payload: conversations, participants, and communications in the nested and in the
//! flat layout.

use super::report::ms;
use crate::{
    model::{
        ConnectionState, ConversationChat, Direction, DisconnectType, Id, Integer, Model as _,
        Open, Timestamp, Wrapup,
    },
    read::{Anything, Items, View},
};
#[cfg(feature = "internals")]
use crate::{read::Field as _, schema::Schema};

/// A chat can be seen in every object that begins with its fields, and with those that tell that it
/// is none.
pub(super) const CHAT_FIELDS: usize = ConversationChat::FIELD_COUNT;

record! {
    struct Conversation {
        id = "id": Id,
        self_uri = "selfUri": Id,
        inactivity_timeout = "inactivityTimeout": Timestamp,
        participants = "participants": Vec<Participant>,
    }
}

record! {
    struct Reference {
        id = "id": Id,
        name = "name": Id,
    }
}

record! {
    /// A participant, in both layouts.
    struct Participant {
        id = "id": Id,
        purpose = "purpose": Id,
        name = "name": Id,
        address = "address": Id,
        ani = "ani": Id,
        user_id = "userId": Id,
        user = "user": Reference,
        queue_id = "queueId": Id,
        queue = "queue": Reference,
        queue_name = "queueName": Id,
        wrapup_required = "wrapupRequired": bool,
        consult = "consultParticipantId": Anything,
        monitored = "monitoredParticipantId": Anything,
        coached = "coachedParticipantId": Anything,
        barged = "bargedParticipantId": Anything,
        screen_monitored = "screenMonitoredParticipantId": Anything,
        alerting_timeout = "alertingTimeoutMs": Integer,
        wrapup_timeout = "wrapupTimeoutMs": Integer,
        chats = "chats": Vec<Communication>,
        messages = "messages": Vec<Communication>,
        calls = "calls": Vec<Communication>,
        callbacks = "callbacks": Vec<Communication>,
        emails = "emails": Vec<Communication>,
        cobrowses = "cobrowsesessions": Vec<Communication>,
        screenshares = "screenshares": Vec<Communication>,
        social_expressions = "socialExpressions": Vec<Communication>,
        videos = "videos": Vec<Communication>,
        internal_messages = "internalMessages": Vec<Communication>,
        screen_monitorings = "screenMonitorings": Vec<Communication>,
        state = "state": Open<ConnectionState>,
        initial_state = "initialState": Open<ConnectionState>,
        held = "held": bool,
        direction = "direction": Open<Direction>,
        disconnect_type = "disconnectType": Open<DisconnectType>,
        start_time = "startTime": Timestamp,
        start_hold_time = "startHoldTime": Timestamp,
        start_alerting_time = "startAlertingTime": Timestamp,
        connected_time = "connectedTime": Timestamp,
        end_time = "endTime": Timestamp,
        park_time = "parkTime": Timestamp,
        resume_time = "resumeTime": Timestamp,
        start_acw_time = "startAcwTime": Timestamp,
        end_acw_time = "endAcwTime": Timestamp,
        wrapup = "wrapup": Wrapup,
        wrapup_skipped = "wrapupSkipped": bool,
        queue_media_settings = "queueMediaSettings": crate::model::QueueMediaSettings,
    }
}

record! {
    /// A communication of any medium; or, in the flat layout, one text of a participant.
    struct Communication extends ConversationChat by CHAT_FIELDS {
        participants = "participants": Anything,
        event_body = "eventBody": Anything,
        entities = "entities": Anything,
        sessions = "sessions": Anything,
        session_id = "sessionId": Anything,
        messages = "messages": Vec<MessageDetails>,
        message_id = "messageId": Id,
        from_address = "fromAddress": Address,
        message_time = "messageTime": Timestamp,
        message_status = "messageStatus": Id,
        message_metadata = "messageMetadata": MessageMetadata,
    }
}

record! {
    struct MessageDetails {
        message_id = "messageId": Id,
        message_time = "messageTime": Timestamp,
        message_status = "messageStatus": Id,
        message_metadata = "messageMetadata": MessageMetadata,
    }
}

record! {
    struct MessageMetadata {
        kind = "type": Id,
    }
}

record! {
    struct Address {
        name = "name": Id,
        address = "addressNormalized": Id,
    }
}

/// A conversation, with the fields that the payload has of it.
#[derive(Clone)]
pub(crate) struct ConversationView<'a> {
    pub(crate) id: Option<&'a str>,
    pub(crate) self_uri: Option<&'a str>,
    pub(crate) inactivity_timeout: Option<f64>,
    pub(crate) participants: Items<'a, Participant>,
}

impl<'a> ConversationView<'a> {
    pub(crate) fn of(conversation: View<'a, Conversation>) -> Option<Self> {
        Some(Self {
            id: conversation.id(),
            self_uri: conversation.self_uri(),
            inactivity_timeout: ms(conversation.inactivity_timeout()),
            participants: conversation.participants()?,
        })
    }
}

/// What a conversation of a list looks like on the wire.
#[cfg(feature = "internals")]
pub(crate) const fn conversation_schema() -> Schema {
    Conversation::SCHEMA
}

impl<'a> View<'a, Participant> {
    /// Whether it is one of the flat layout: only there it has a state of its own.
    pub(crate) fn is_flat(self) -> bool {
        self.state().is_some()
    }

    /// Whether it is a supervisor who listens in.
    pub(crate) fn listens_in(self) -> bool {
        [
            self.monitored(),
            self.coached(),
            self.barged(),
            self.screen_monitored(),
        ]
        .iter()
        .any(Option::is_some)
    }

    /// The communications in the nested layout, by medium: its name, the field and what is there.
    pub(crate) fn nested(
        self,
    ) -> [(&'static str, &'static str, Option<Items<'a, Communication>>); 11] {
        [
            ("chat", "chats", self.chats()),
            ("message", "messages", self.messages()),
            ("call", "calls", self.calls()),
            ("callback", "callbacks", self.callbacks()),
            ("email", "emails", self.emails()),
            ("cobrowse", "cobrowsesessions", self.cobrowses()),
            ("screenshare", "screenshares", self.screenshares()),
            (
                "socialExpression",
                "socialExpressions",
                self.social_expressions(),
            ),
            ("video", "videos", self.videos()),
            (
                "internalMessage",
                "internalMessages",
                self.internal_messages(),
            ),
            (
                "screenMonitoring",
                "screenMonitorings",
                self.screen_monitorings(),
            ),
        ]
    }
}
