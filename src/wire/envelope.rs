//! Envelopes around conversations: events, pages and lists. They are opened until a conversation or
//! a single communication is found.

use super::{
    items,
    media::{self, Topic},
    payload::{CHAT_FIELDS, Conversation, ConversationView, Participant},
    report::ms,
};
#[cfg(feature = "internals")]
use crate::schema::Schema;
use crate::{
    hash::hash,
    issue::{IssueCode, IssueReport, MOST_SEGMENTS, PathSegment},
    model::{ConversationChat, Id, Timestamp},
    read::{Anything, Document, Failed, Field, Items, Platform, Reader, Source, Value, View},
    schema::JsonKind,
};

record! {
    /// The root of any payload: an event, a conversation, a list of them, or a single
    /// communication.
    struct Root extends ConversationChat by CHAT_FIELDS {
        participants = "participants": Vec<Participant>,
        event_body = "eventBody": Envelope,
        entities = "entities": Vec<Conversation>,
        sessions = "sessions": Anything,
        session_id = "sessionId": Anything,
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

        impl<'a> Unwrap<'a> for View<'a, $name> {
            fn unwrap_into(self, body: &mut Body<'a>) {
                open_envelope!(self, self.id(), body);
            }
        }
    };
}

/// Opens the envelope `$view`, of which `$id` is the conversation's id: what is in it goes to
/// `$body`, with its path.
macro_rules! open_envelope {
    ($view:ident, $id:expr, $body:ident) => {
        for topic in [$view.topic_name(), $view.topic()].into_iter().flatten() {
            $body.topics.push(Topic::of(topic));
        }
        let mark = $view
            .metadata()
            .and_then(|metadata| metadata.correlation_id());
        $body.mark = mark.map_or($body.mark, hash);
        if let Some(inner) = $view.event_body() {
            $body.path.push("eventBody");
            return inner.unwrap_into($body);
        }
        if let Some(inner) = $view.data() {
            $body.path.push("data");
            return inner.unwrap_into($body);
        }
        $body.self_uri = $view.self_uri();
        $body.entities = $view.entities();
        $body.conversation = $view.participants().map(|participants| ConversationView {
            id: $id,
            self_uri: $view.self_uri(),
            inactivity_timeout: ms($view.inactivity_timeout()),
            participants,
        });
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
        open_envelope!(self, self.base().id(), body);
        let told = self
            .entities()
            .into_iter()
            .flatten()
            .fold(0.0, |count, _| count + 1.0);
        let beyond = |number: Option<f64>, most: f64| number.is_some_and(|number| number > most);
        body.is_page = beyond(self.total(), told)
            || beyond(self.page_count(), 1.0)
            || beyond(self.page_number(), 1.0)
            || self.next_uri().is_some();
    }
}

impl<'a> Unwrap<'a> for View<'a, Conversation> {
    fn unwrap_into(self, body: &mut Body<'a>) {
        body.conversation = ConversationView::of(self);
    }
}

const _: () = assert!(
    Root::SCHEMA.depth() <= MOST_SEGMENTS,
    "paths must hold what leads to anything in a payload"
);

/// What is in a payload, once its envelopes are open.
#[derive(Default)]
pub(crate) struct Body<'a> {
    /// The path to the contents.
    pub(crate) path: Vec<&'static str>,
    topics: Vec<Topic>,
    /// A hash of its `CorrelationId`, which copies of it have too; 0 if it has none.
    pub(crate) mark: u64,
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
    /// The medium of the communications in the flat layout, if the topic or an address says it.
    pub(crate) fn media(&self, told: &ConversationView<'_>) -> Option<&'static str> {
        let of_topic = self.topics.iter().find_map(|topic| match topic {
            Topic::Conversations(media) => *media,
            Topic::Other => None,
        });
        of_topic
            .or_else(|| media::of_uri(told.self_uri?))
            .or_else(|| media::of_uri(self.self_uri?))
    }

    /// The ids of the conversations in the list that have no participants.
    pub(crate) fn conversations_without_participants(&self) -> impl Iterator<Item = &'a str> {
        let entities = self.entities.clone().into_iter().flatten();
        entities
            .filter(|(_, entity)| entity.participants().is_none())
            .filter_map(|(_, entity)| entity.id())
    }

    /// The contents of the payload that was read as `root`; empty if its layout is not known.
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

/// A payload that was read whole: where it begins in the document, and what was found in it.
pub(crate) struct Payload {
    pub(crate) root: Value,
    pub(crate) report: IssueReport,
    has_null_items: bool,
}

impl Payload {
    /// Reads a payload into the document.
    pub(crate) fn read<S: Source>(
        source: &mut S,
        document: &mut Document,
        platform: Platform,
    ) -> Result<Self, Failed> {
        let mut reader = Reader::new(source, document, platform);
        let is_list = reader.peek_kind()? == JsonKind::List;
        let root = reader.root(if is_list {
            &<Vec<Conversation> as Field>::SCHEMA
        } else {
            &Root::SCHEMA
        })?;
        Ok(Self {
            root,
            report: reader.report,
            has_null_items: reader.has_null_items,
        })
    }

    /// Whether it is a list of conversations; the error is what it is instead.
    pub(crate) fn check_list(&self, document: &Document) -> Result<(), &'static str> {
        let body = Body::of(document, self.root);
        let Some(entities) = body.entities.clone() else {
            return Err(match Root::view(document, self.root) {
                None => "a value that is neither an object nor an array",
                Some(root) if root.event_body().is_some() || root.data().is_some() => "an event",
                Some(root) if root.topic_name().is_some() => "an event",
                Some(_) if body.conversation.is_some() => "a conversation",
                Some(root) if items::is_communication(root) => "a communication",
                Some(_) => "an answer without `entities`",
            });
        };
        if body.self_uri.is_some_and(media::is_of_something_else) {
            return Err("a list of something else");
        }
        let is_one = |entity: View<'_, Conversation>| {
            entity.participants().is_some()
                || entity.self_uri().is_some_and(media::is_of_conversations)
        };
        let is_empty = entities.clone().next().is_none() && !self.has_other_items();
        if is_empty || entities.clone().any(|(_, entity)| is_one(entity)) {
            return Ok(());
        }
        Err(if body.is_bare_list {
            "an array of something else"
        } else {
            "a list of something else"
        })
    }

    /// Whether a list has items that are no objects.
    fn has_other_items(&self) -> bool {
        let is_item = |issue: &crate::issue::Issue| {
            issue.code == IssueCode::Type
                && matches!(issue.path.last(), Some(PathSegment::Index(_)))
                && issue.path.len() <= 2
        };
        self.has_null_items || self.report.issues().iter().any(is_item)
    }
}
