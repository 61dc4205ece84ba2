//! Payload -> communications: whatever the platform sends, in the nested and in the flat layout.

use std::sync::Arc;

use crate::{
    AfterCallWork, AfterCallWorkState, ConnectionState, ConversationChat, DisconnectType, Id, Integer, Issue, Open,
    SyntaxError, Timestamp, Wrapup,
    issue::{Findings, Step},
    reader::{Kind, Reader, Shape, Wire},
    rules,
};

/// One communication that a payload carries, and whose it is.
pub(crate) struct Carried {
    pub(crate) communication: Box<ConversationChat>,
    pub(crate) issues: Vec<Issue>,
    /// `None` in the flat layout, which names only participants.
    pub(crate) id: Option<Id>,
    pub(crate) media: &'static str,
    pub(crate) owner: Arc<Owner>,
}

/// Whose a communication is: shared by all that a participant has.
#[derive(Clone, Debug, Default)]
pub(crate) struct Owner {
    pub(crate) conversation_id: Option<Id>,
    pub(crate) id: Option<Id>,
    pub(crate) purpose: Option<Id>,
    pub(crate) user_id: Option<Id>,
    pub(crate) alert_limit_ms: Option<f64>,
    pub(crate) after_call_work_limit_ms: Option<f64>,
}

record! {
    /// The root of any payload but a single chat: an event, a conversation, or a list of them.
    struct Root {
        topic = "topicName": Id,
        event = "eventBody": Conversation,
        entities = "entities": Vec<Conversation>,
        id = "id": Id,
        participants = "participants": Vec<Participant>,
        metadata = "metadata": Metadata,
    }
}

record! {
    struct Metadata {
        correlation_id = "CorrelationId": Id,
    }
}

record! {
    struct Conversation {
        id = "id": Id,
        participants = "participants": Vec<Participant>,
    }
}

record! {
    struct User {
        id = "id": Id,
    }
}

record! {
    /// The fields of a participant, in both layouts.
    struct ParticipantFields {
        id = "id": Id,
        purpose = "purpose": Id,
        user_id = "userId": Id,
        user = "user": User,
        alerting_timeout = "alertingTimeoutMs": Integer,
        wrapup_timeout = "wrapupTimeoutMs": Integer,
        chats = "chats": Vec<Leg>,
        messages = "messages": Vec<Leg>,
        calls = "calls": Vec<Leg>,
        callbacks = "callbacks": Vec<Leg>,
        emails = "emails": Vec<Leg>,
        cobrowses = "cobrowsesessions": Vec<Leg>,
        screenshares = "screenshares": Vec<Leg>,
        social_expressions = "socialExpressions": Vec<Leg>,
        videos = "videos": Vec<Leg>,
        internal_messages = "internalMessages": Vec<Leg>,
        state = "state": Open<ConnectionState>,
        held = "held": bool,
        disconnect_type = "disconnectType": Open<DisconnectType>,
        start_hold_time = "startHoldTime": Timestamp,
        start_alerting_time = "startAlertingTime": Timestamp,
        connected_time = "connectedTime": Timestamp,
        end_time = "endTime": Timestamp,
        start_acw_time = "startAcwTime": Timestamp,
        end_acw_time = "endAcwTime": Timestamp,
        wrapup = "wrapup": Wrapup,
    }
}

/// A communication in the nested layout, with its own findings.
#[derive(Debug)]
struct Leg {
    chat: Box<ConversationChat>,
    issues: Vec<Issue>,
}

impl Wire for Leg {
    const SHAPE: Shape = ConversationChat::SHAPE;

    fn read(reader: &mut Reader<'_>) -> Result<Option<Self>, SyntaxError> {
        if reader.source.kind()? != Kind::Object {
            reader.source.skip()?;
            return Ok(None);
        }
        // Paths begin at the communication.
        let outer = std::mem::take(&mut reader.findings);
        let mut chat = Box::<ConversationChat>::default();
        reader.fill(&mut *chat)?;
        let mut findings = std::mem::replace(&mut reader.findings, outer);
        findings.check(|findings| rules::check(&chat, findings));
        Ok(Some(Self { chat, issues: findings.finish(&Self::SHAPE) }))
    }

    fn check(&self, _findings: &mut Findings) {}
}

/// A participant, with the findings about its own fields.
#[derive(Debug)]
struct Participant {
    fields: ParticipantFields,
    findings: Findings,
}

impl Wire for Participant {
    const SHAPE: Shape = ParticipantFields::SHAPE;

    fn read(reader: &mut Reader<'_>) -> Result<Option<Self>, SyntaxError> {
        let outer = std::mem::take(&mut reader.findings);
        let fields = ParticipantFields::read(reader)?;
        let findings = std::mem::replace(&mut reader.findings, outer);
        Ok(fields.map(|fields| Self { fields, findings }))
    }

    fn check(&self, _findings: &mut Findings) {}
}

/// Whether the root that comes next is a payload or, if it has none of the fields of one, maybe a single chat.
pub(crate) enum Content {
    /// What it carries, and whether it is marked: no two payloads have the same mark.
    Payload(Vec<Carried>, bool),
    MaybeChat,
}

/// Reads the communications of a payload.
pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Content, SyntaxError> {
    // Loops rather than chains of iterators: a tenth of the wasm.
    let mut all = Vec::new();
    if reader.source.kind()? == Kind::List {
        for conversation in Vec::<Conversation>::read(reader)?.unwrap_or_default() {
            conversation.carry("", &mut all);
        }
        return Ok(Content::Payload(all, false));
    }
    let root = Root::read(reader)?.unwrap_or_default();
    if root.topic.is_none() && root.event.is_none() && root.entities.is_none() && root.participants.is_none() {
        return Ok(Content::MaybeChat);
    }
    let marked = root.metadata.is_some_and(|metadata| metadata.correlation_id.is_some());
    let topic = root.topic.as_deref().unwrap_or_default();
    if let Some(event) = root.event {
        event.carry(topic, &mut all);
    }
    for conversation in root.entities.unwrap_or_default() {
        conversation.carry(topic, &mut all);
    }
    Conversation { id: root.id, participants: root.participants }.carry(topic, &mut all);
    Ok(Content::Payload(all, marked))
}

/// A chat that comes alone.
pub(crate) fn single(mut communication: Box<ConversationChat>, issues: Vec<Issue>) -> Carried {
    let id = communication.id.take();
    Carried { communication, issues, id, media: "chat", owner: Arc::default() }
}

impl Conversation {
    fn carry(self, topic: &str, all: &mut Vec<Carried>) {
        for participant in self.participants.unwrap_or_default() {
            participant.carry(self.id.as_ref(), topic, all);
        }
    }
}

impl Participant {
    fn carry(self, conversation_id: Option<&Id>, topic: &str, all: &mut Vec<Carried>) {
        let Self { mut fields, findings } = self;
        let limit = |limit: Option<Integer>| limit.filter(|ms| ms.get().is_some()).map(Integer::as_f64);
        let owner = Arc::new(Owner {
            conversation_id: conversation_id.cloned(),
            id: fields.id.take(),
            purpose: fields.purpose.take(),
            user_id: fields.user_id.take().or_else(|| fields.user.take()?.id),
            alert_limit_ms: limit(fields.alerting_timeout),
            after_call_work_limit_ms: limit(fields.wrapup_timeout),
        });
        let carried =
            |id, media, communication, issues| Carried { communication, issues, id, media, owner: Arc::clone(&owner) };
        let mut nested = false;
        for (media, legs) in fields.legs() {
            nested |= legs.is_some();
            for mut leg in legs.unwrap_or_default() {
                all.push(carried(leg.chat.id.take(), media, leg.chat, leg.issues));
            }
        }
        // Only in the flat layout a participant has a state of its own.
        if !nested && fields.state.is_some() {
            let communication = fields.communication();
            let issues = check_flat(&communication, findings);
            all.push(carried(None, media_of_topic(topic), communication, issues));
        }
    }
}

impl ParticipantFields {
    fn legs(&mut self) -> [(&'static str, Option<Vec<Leg>>); 10] {
        [
            ("chat", self.chats.take()),
            ("message", self.messages.take()),
            ("call", self.calls.take()),
            ("callback", self.callbacks.take()),
            ("email", self.emails.take()),
            ("cobrowse", self.cobrowses.take()),
            ("screenshare", self.screenshares.take()),
            ("socialExpression", self.social_expressions.take()),
            ("video", self.videos.take()),
            ("internalMessage", self.internal_messages.take()),
        ]
    }

    /// The flat layout as a communication.
    fn communication(&mut self) -> Box<ConversationChat> {
        let end_time = self.end_acw_time.take();
        let state = if end_time.is_some() { AfterCallWorkState::Complete } else { AfterCallWorkState::Pending };
        let work = self.start_acw_time.take().map(|start| AfterCallWork {
            start_time: Some(start),
            end_time,
            state: Some(state.into()),
            ..AfterCallWork::default()
        });
        Box::new(ConversationChat {
            state: self.state.take(),
            held: self.held,
            disconnect_type: self.disconnect_type.take(),
            start_hold_time: self.start_hold_time.take(),
            start_alerting_time: self.start_alerting_time.take(),
            connected_time: self.connected_time.take(),
            disconnected_time: self.end_time.take(),
            wrapup: self.wrapup.take(),
            after_call_work: work,
            ..ConversationChat::default()
        })
    }
}

/// The findings about the flat layout, with paths as they are there.
fn check_flat(communication: &ConversationChat, mut findings: Findings) -> Vec<Issue> {
    findings.check(|findings| rules::check(communication, findings));
    findings.rename(|path| match path {
        [Step::Field("disconnectedTime")] => Some(Step::Field("endTime")),
        [Step::Field("afterCallWork"), Step::Field("startTime")] => Some(Step::Field("startAcwTime")),
        [Step::Field("afterCallWork"), Step::Field("endTime")] => Some(Step::Field("endAcwTime")),
        _ => None,
    });
    findings.finish(&ParticipantFields::SHAPE)
}

/// The media of a flat topic: `v2.users.{id}.conversations.chats` is about chats.
fn media_of_topic(topic: &str) -> &'static str {
    const MEDIA: [(&str, &str); 10] = [
        ("chats", "chat"),
        ("messages", "message"),
        ("calls", "call"),
        ("callbacks", "callback"),
        ("emails", "email"),
        ("cobrowsesessions", "cobrowse"),
        ("screenshares", "screenshare"),
        ("socialexpressions", "socialExpression"),
        ("videos", "video"),
        ("internalmessages", "internalMessage"),
    ];
    let last = topic.rsplit('.').next().unwrap_or_default();
    MEDIA.iter().find(|(name, _)| last.eq_ignore_ascii_case(name)).map_or("unknown", |(_, media)| media)
}
