//! Payload -> communications: whatever the platform sends, in the nested and in the flat layout.

use crate::{
    AfterCallWork, AfterCallWorkState, ConnectionState, ConversationChat, DisconnectType, Id, Integer, Issue, Open,
    Timestamp, Wrapup,
    cell::Cell,
    findings::{Findings, MOST_STEPS},
    issue::Step,
    outline::{Items, Outline, Seen, View},
    reader::{Failed, Kind, Reader, Shape, Source},
    rules,
};

/// One communication that a payload carries, and whose it is.
pub(crate) struct Carried<'a> {
    pub(crate) chat: View<'a, ConversationChat>,
    pub(crate) issues: Vec<Issue>,
    /// `None` in the flat layout, which names only participants.
    pub(crate) id: Option<&'a str>,
    pub(crate) media: &'static str,
    pub(crate) owner: Owner<'a>,
}

/// Whose a communication is.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Owner<'a> {
    pub(crate) conversation_id: Option<&'a str>,
    pub(crate) id: Option<&'a str>,
    pub(crate) purpose: Option<&'a str>,
    pub(crate) user_id: Option<&'a str>,
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

const _: () = assert!(Root::SHAPE.steps() <= MOST_STEPS, "paths must hold what leads to anything in a payload");

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
    /// A participant, in both layouts.
    struct Participant {
        id = "id": Id,
        purpose = "purpose": Id,
        user_id = "userId": Id,
        user = "user": User,
        alerting_timeout = "alertingTimeoutMs": Integer,
        wrapup_timeout = "wrapupTimeoutMs": Integer,
        chats = "chats": Vec<ConversationChat>,
        messages = "messages": Vec<ConversationChat>,
        calls = "calls": Vec<ConversationChat>,
        callbacks = "callbacks": Vec<ConversationChat>,
        emails = "emails": Vec<ConversationChat>,
        cobrowses = "cobrowsesessions": Vec<ConversationChat>,
        screenshares = "screenshares": Vec<ConversationChat>,
        social_expressions = "socialExpressions": Vec<ConversationChat>,
        videos = "videos": Vec<ConversationChat>,
        internal_messages = "internalMessages": Vec<ConversationChat>,
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

/// What a payload is, once it was read.
pub(crate) enum Content {
    /// It carries communications. `marked`: no two payloads have the same mark.
    Payload { root: Cell, marked: bool },
    /// It has none of the fields of a payload: maybe a single chat.
    MaybeChat,
}

/// Reads a payload into the outline of the reader.
pub(crate) fn read<S: Source>(reader: &mut Reader<'_, S>) -> Result<Content, Failed> {
    if reader.kind()? == Kind::List {
        let root = reader.value(&Vec::<Conversation>::SHAPE)?.into();
        return Ok(Content::Payload { root, marked: false });
    }
    let cell = reader.value(&Root::SHAPE)?.into();
    let Some(root) = Root::seen(reader.outline, cell) else {
        return Ok(Content::MaybeChat);
    };
    let is_payload =
        root.topic().is_some() || root.event().is_some() || root.entities().is_some() || root.participants().is_some();
    if !is_payload {
        return Ok(Content::MaybeChat);
    }
    let marked = root.metadata().is_some_and(|metadata| metadata.correlation_id().is_some());
    Ok(Content::Payload { root: cell, marked })
}

/// Gives every communication of a payload to `take`, one after the other. `found` is all that the reader found.
pub(crate) fn each(outline: &mut Outline, root: Cell, found: &[Issue], take: &mut dyn FnMut(Carried<'_>)) {
    let mut flat = Vec::new();
    each_participant(outline, root, &mut |_, participant| {
        if participant.is_flat() {
            flat.push(participant.block);
        }
    });
    let flat: Vec<_> = flat.into_iter().map(|participant| (participant, flat_chat(outline, participant))).collect();
    let mut flat = flat.into_iter().peekable();

    let outline = &*outline;
    let topic = Root::seen(outline, root).and_then(|root| root.topic()).unwrap_or_default();
    each_participant(outline, root, &mut |conversation_id, participant| {
        let limit = |limit: Option<Integer>| limit.filter(|ms| ms.get().is_some()).map(Integer::as_f64);
        let owner = Owner {
            conversation_id,
            id: participant.id(),
            purpose: participant.purpose(),
            user_id: participant.user_id().or_else(|| participant.user()?.id()),
            alert_limit_ms: limit(participant.alerting_timeout()),
            after_call_work_limit_ms: limit(participant.wrapup_timeout()),
        };
        for (media, chats) in participant.nested() {
            for (_, chat) in chats.into_iter().flatten() {
                let issues = rules::judge(chat, Findings::of_part(chat.found(found)));
                take(Carried { chat, issues, id: chat.id(), media, owner });
            }
        }
        if let Some((_, chat)) = flat.next_if(|(block, _)| *block == participant.block) {
            let chat = outline.view(chat);
            let issues = check_flat(chat, Findings::of_part(participant.found(found)));
            take(Carried { chat, issues, id: None, media: media_of_topic(topic), owner });
        }
    });
}

/// A chat that comes alone.
pub(crate) fn single(chat: View<'_, ConversationChat>, issues: Vec<Issue>) -> Carried<'_> {
    Carried { chat, issues, id: chat.id(), media: "chat", owner: Owner::default() }
}

/// What to do with a participant, and the id of its conversation.
type LookAt<'l, 'o> = &'l mut dyn FnMut(Option<&'o str>, View<'o, Participant>);

fn each_participant<'o>(outline: &'o Outline, root: Cell, look: LookAt<'_, 'o>) {
    if let Some(root) = Root::seen(outline, root) {
        if let Some(event) = root.event() {
            each_participant_of(event, look);
        }
        each_participant_in(root.entities(), look);
        for (_, participant) in root.participants().into_iter().flatten() {
            look(root.id(), participant);
        }
    }
    each_participant_in(Vec::<Conversation>::seen(outline, root), look);
}

fn each_participant_in<'o>(conversations: Option<Items<'o, Conversation>>, look: LookAt<'_, 'o>) {
    for (_, conversation) in conversations.into_iter().flatten() {
        each_participant_of(conversation, look);
    }
}

fn each_participant_of<'o>(conversation: View<'o, Conversation>, look: LookAt<'_, 'o>) {
    for (_, participant) in conversation.participants().into_iter().flatten() {
        look(conversation.id(), participant);
    }
}

impl<'a> View<'a, Participant> {
    /// Whether it is one of the flat layout: only there it has a state of its own.
    fn is_flat(self) -> bool {
        self.state().is_some() && self.nested().iter().all(|(_, chats)| chats.is_none())
    }

    /// The communications in the nested layout, by medium.
    fn nested(self) -> [(&'static str, Option<Items<'a, ConversationChat>>); 10] {
        [
            ("chat", self.chats()),
            ("message", self.messages()),
            ("call", self.calls()),
            ("callback", self.callbacks()),
            ("email", self.emails()),
            ("cobrowse", self.cobrowses()),
            ("screenshare", self.screenshares()),
            ("socialExpression", self.social_expressions()),
            ("video", self.videos()),
            ("internalMessage", self.internal_messages()),
        ]
    }
}

/// What the flat layout says of the communication, and where the nested layout says it.
const FLAT: [(&str, &str); 8] = [
    ("state", "state"),
    ("held", "held"),
    ("disconnectType", "disconnectType"),
    ("startHoldTime", "startHoldTime"),
    ("startAlertingTime", "startAlertingTime"),
    ("connectedTime", "connectedTime"),
    ("endTime", "disconnectedTime"),
    ("wrapup", "wrapup"),
];

/// The same of after-call work.
const FLAT_WORK: [(&str, &str); 2] = [("startAcwTime", "startTime"), ("endAcwTime", "endTime")];

/// A block for the communication of a participant in the flat layout.
fn flat_chat(outline: &mut Outline, block: u32) -> u32 {
    let participant = outline.view::<Participant>(block);
    let (works, worked) = (participant.start_acw_time().is_some(), participant.end_acw_time().is_some());
    let chat = outline.block(&ConversationChat::SHAPE, 0, 0, 0);
    copy(outline, (block, &Participant::SHAPE), (chat, &ConversationChat::SHAPE), &FLAT);
    if works {
        let work = outline.block(&AfterCallWork::SHAPE, 0, 0, 0);
        copy(outline, (block, &Participant::SHAPE), (work, &AfterCallWork::SHAPE), &FLAT_WORK);
        let state = if worked { AfterCallWorkState::Complete } else { AfterCallWorkState::Pending };
        outline.set_named((work, &AfterCallWork::SHAPE), "state", Cell::Known(state as u8).into());
        outline.set_named((chat, &ConversationChat::SHAPE), "afterCallWork", Cell::Block(work).into());
    }
    chat
}

/// Copies fields from one block to another, by their names.
fn copy(outline: &mut Outline, from: (u32, &Shape), to: (u32, &Shape), names: &[(&str, &str)]) {
    for (name, other) in names {
        let cell = outline.named(from, name);
        outline.set_named(to, other, cell);
    }
}

/// The findings about the flat layout, with paths and names as they are there.
fn check_flat(chat: View<'_, ConversationChat>, mut findings: Findings) -> Vec<Issue> {
    rules::check(chat, &mut findings);
    findings.rename(|path| {
        let (names, name) = match path {
            [Step::Field(name)] => (&FLAT[..], name),
            [Step::Field("afterCallWork"), Step::Field(name)] => (&FLAT_WORK[..], name),
            _ => return None,
        };
        let (flat, _) = names.iter().find(|(_, nested)| nested == name)?;
        Some((Step::Field(flat), names))
    });
    findings.finish(&Participant::SHAPE)
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
    let last = topic.as_bytes().rsplit(|byte| *byte == b'.').next().unwrap_or_default();
    MEDIA.iter().find(|(name, _)| last.eq_ignore_ascii_case(name.as_bytes())).map_or("unknown", |(_, media)| media)
}
