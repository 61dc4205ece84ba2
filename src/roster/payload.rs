//! Payload -> communications: whatever the platform sends, in the nested and in the flat layout.

use super::media::{self, Topic};
#[cfg(feature = "internals")]
use crate::schema::Schema;
use crate::{
    issue::MOST_SEGMENTS,
    model::{
        ConnectionState, ConversationChat, Direction, DisconnectType, Id, Integer, Model as _, Open, Timestamp, Wrapup,
    },
    read::{Anything, Document, Failed, Field, Items, Reader, Source, Value, View},
    schema::JsonKind,
    time::chat::ms,
};

/// A chat can be seen in every object that begins with its fields, and with those that tell that it is none.
const CHAT_FIELDS: usize = ConversationChat::FIELD_COUNT;

record! {
    /// The root of any payload: an event, a conversation, a list of them, or a single communication.
    struct Root extends ConversationChat by CHAT_FIELDS {
        participants = "participants": Vec<Participant>,
        event_body = "eventBody": Envelope,
        entities = "entities": Vec<Conversation>,
        data = "data": Envelope,
        topic_name = "topicName": Id,
        topic = "topic": Id,
        self_uri = "selfUri": Id,
        inactivity_timeout = "inactivityTimeout": Timestamp,
        total = "total": f64,
        page_number = "pageNumber": f64,
        page_count = "pageCount": f64,
        next_uri = "nextUri": Anything,
        purpose = "purpose": Id,
        metadata = "metadata": Metadata,
    }
}

record! {
    struct Metadata {
        correlation_id = "CorrelationId": Id,
    }
}

macro_rules! envelope {
    ($(#[$meta:meta])* $name:ident around $inner:ident) => {
        record! {
            $(#[$meta])*
            struct $name {
                topic_name = "topicName": Id,
                topic = "topic": Id,
                event_body = "eventBody": $inner,
                data = "data": $inner,
                entities = "entities": Vec<Conversation>,
                id = "id": Id,
                self_uri = "selfUri": Id,
                inactivity_timeout = "inactivityTimeout": Timestamp,
                participants = "participants": Vec<Participant>,
                metadata = "metadata": Metadata,
            }
        }

        unwrap_envelope!($name);
    };
}

/// What an envelope has in it, and at which path.
macro_rules! unwrap_envelope {
    ($name:ident) => {
        impl<'a> Unwrap<'a> for View<'a, $name> {
            fn unwrap_into(self, body: &mut Body<'a>) {
                for topic in [self.topic_name(), self.topic()].into_iter().flatten() {
                    body.topics.push(Topic::of(topic));
                }
                body.is_marked |= self.metadata().is_some_and(|metadata| metadata.correlation_id().is_some());
                if let Some(inner) = self.event_body() {
                    body.path.push("eventBody");
                    return inner.unwrap_into(body);
                }
                if let Some(inner) = self.data() {
                    body.path.push("data");
                    return inner.unwrap_into(body);
                }
                body.self_uri = self.self_uri();
                body.entities = self.entities();
                body.conversation = self.participants().map(|participants| ConversationView {
                    id: self.id(),
                    self_uri: self.self_uri(),
                    inactivity_timeout: ms(self.inactivity_timeout()),
                    participants,
                });
            }
        }
    };
}

trait Unwrap<'a> {
    fn unwrap_into(self, body: &mut Body<'a>);
}

envelope!(
    /// What a notification carries, or another envelope.
    Envelope around InnerEnvelope
);
envelope!(
    /// What an envelope in an envelope carries.
    InnerEnvelope around InnermostEnvelope
);
envelope!(
    /// Three envelopes around a conversation are as many as are opened.
    InnermostEnvelope around Conversation
);

impl<'a> Unwrap<'a> for View<'a, Root> {
    fn unwrap_into(self, body: &mut Body<'a>) {
        for topic in [self.topic_name(), self.topic()].into_iter().flatten() {
            body.topics.push(Topic::of(topic));
        }
        body.is_marked |= self.metadata().is_some_and(|metadata| metadata.correlation_id().is_some());
        if let Some(inner) = self.event_body() {
            body.path.push("eventBody");
            return inner.unwrap_into(body);
        }
        if let Some(inner) = self.data() {
            body.path.push("data");
            return inner.unwrap_into(body);
        }
        body.self_uri = self.self_uri();
        body.entities = self.entities();
        let told = self.entities().into_iter().flatten().fold(0.0, |count, _| count + 1.0);
        let beyond = |number: Option<f64>, most: f64| number.is_some_and(|number| number > most);
        body.is_page = beyond(self.total(), told)
            || beyond(self.page_count(), 1.0)
            || beyond(self.page_number(), 1.0)
            || self.next_uri().is_some();
        body.conversation = self.participants().map(|participants| ConversationView {
            id: self.base().id(),
            self_uri: self.self_uri(),
            inactivity_timeout: ms(self.inactivity_timeout()),
            participants,
        });
    }
}

impl<'a> Unwrap<'a> for View<'a, Conversation> {
    fn unwrap_into(self, body: &mut Body<'a>) {
        body.conversation = ConversationView::of(self);
    }
}

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
    /// A communication of any medium; or, in the flat layout, what is told of one text of a participant.
    struct Communication extends ConversationChat by CHAT_FIELDS {
        participants = "participants": Anything,
        event_body = "eventBody": Anything,
        entities = "entities": Anything,
        messages = "messages": Vec<MessageDetails>,
        from_address = "fromAddress": Address,
        message_time = "messageTime": Timestamp,
        message_status = "messageStatus": Id,
    }
}

record! {
    struct MessageDetails {
        message_time = "messageTime": Timestamp,
        message_status = "messageStatus": Id,
    }
}

record! {
    struct Address {
        name = "name": Id,
        address = "addressNormalized": Id,
    }
}

const _: () = assert!(Root::SCHEMA.depth() <= MOST_SEGMENTS, "paths must hold what leads to anything in a payload");

/// A conversation, as far as it is told.
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

/// What is in a payload, once its envelopes are open.
#[derive(Default)]
pub(crate) struct Body<'a> {
    /// Where it is in the payload.
    pub(crate) path: Vec<&'static str>,
    topics: Vec<Topic>,
    /// Whether it has a mark that copies of it have too.
    pub(crate) is_marked: bool,
    pub(crate) self_uri: Option<&'a str>,
    pub(crate) entities: Option<Items<'a, Conversation>>,
    pub(crate) conversation: Option<ConversationView<'a>>,
    /// Whether the payload is the list itself, without a page around it.
    pub(crate) is_bare_list: bool,
    /// Whether it is only a part of a larger list.
    pub(crate) is_page: bool,
    pub(crate) single: Option<View<'a, Root>>,
}

impl<'a> Body<'a> {
    /// The medium of what is flat here, if anything tells it.
    pub(crate) fn media(&self, told: &ConversationView<'_>) -> Option<&'static str> {
        let of_topic = self.topics.iter().find_map(|topic| match topic {
            Topic::Conversations(media) => *media,
            Topic::Other => None,
        });
        of_topic.or_else(|| media::of_uri(told.self_uri?)).or_else(|| media::of_uri(self.self_uri?))
    }

    /// The ids of listed conversations of which nothing more is told.
    pub(crate) fn conversations_without_participants(&self) -> impl Iterator<Item = &'a str> {
        let entities = self.entities.clone().into_iter().flatten();
        entities.filter(|(_, entity)| entity.participants().is_none()).filter_map(|(_, entity)| entity.id())
    }

    /// What is in the payload that was read as `root`; nothing in what no layout knows.
    pub(crate) fn of(document: &'a Document, root: Value) -> Self {
        let mut body = Self::default();
        if let Some(list) = Vec::<Conversation>::view(document, root) {
            body.entities = Some(list);
            body.is_bare_list = true;
        } else if let Some(root) = Root::view(document, root) {
            root.unwrap_into(&mut body);
            if body.topics.contains(&Topic::Other) {
                return Self::default();
            }
            let is_empty = body.path.is_empty() && body.topics.is_empty();
            if is_empty && body.entities.is_none() && body.conversation.is_none() {
                body.single = Some(root);
            }
        }
        body
    }
}

/// What a payload looks like on the wire.
#[cfg(feature = "internals")]
pub(crate) const fn payload_schema() -> Schema {
    Root::SCHEMA
}

/// What a conversation of a list looks like on the wire.
#[cfg(feature = "internals")]
pub(crate) const fn conversation_schema() -> Schema {
    Conversation::SCHEMA
}

/// Reads a payload into the document of the reader.
pub(crate) fn read<S: Source>(reader: &mut Reader<'_, S>) -> Result<Value, Failed> {
    let is_list = reader.peek_kind()? == JsonKind::List;
    reader.root(if is_list { &<Vec<Conversation> as Field>::SCHEMA } else { &Root::SCHEMA })
}

impl<'a> View<'a, Participant> {
    /// Whether it is one of the flat layout: only there it has a state of its own.
    pub(crate) fn is_flat(self) -> bool {
        self.state().is_some()
    }

    /// Whether it is a supervisor who listens in.
    pub(crate) fn listens_in(self) -> bool {
        [self.monitored(), self.coached(), self.barged(), self.screen_monitored()].iter().any(Option::is_some)
    }

    /// The communications in the nested layout, by medium: its name, the field and what is there.
    pub(crate) fn nested(self) -> [(&'static str, &'static str, Option<Items<'a, Communication>>); 11] {
        [
            ("chat", "chats", self.chats()),
            ("message", "messages", self.messages()),
            ("call", "calls", self.calls()),
            ("callback", "callbacks", self.callbacks()),
            ("email", "emails", self.emails()),
            ("cobrowse", "cobrowsesessions", self.cobrowses()),
            ("screenshare", "screenshares", self.screenshares()),
            ("socialExpression", "socialExpressions", self.social_expressions()),
            ("video", "videos", self.videos()),
            ("internalMessage", "internalMessages", self.internal_messages()),
            ("screenMonitoring", "screenMonitorings", self.screen_monitorings()),
        ]
    }
}
