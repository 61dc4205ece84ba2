//! What a payload carries, communication by communication, with whose it is and what is wrong with
//! it.

use super::{
    envelope::{Body, Root},
    flat,
    payload::{ConversationView, Participant},
};
use crate::{
    check::validate,
    issue::{Issue, IssueReport, PathSegment},
    model::{ConnectionState, ConversationChat, EnumView, Integer},
    read::{Document, Field as _, ObjectId, Value, View},
    time::{CLOCKS_DIFFER_MS, Work, chat::ms},
};

/// One communication that a payload carries.
pub(crate) struct PayloadItem<'a> {
    pub(crate) chat: View<'a, ConversationChat>,
    pub(crate) issues: Vec<Issue>,
    /// Where it is in the payload.
    pub(crate) path: Vec<PathSegment>,
    /// `None` in the flat layout, which names only participants.
    pub(crate) id: Option<&'a str>,
    /// `None` if nothing tells it.
    pub(crate) media: Option<&'static str>,
    pub(crate) participant: ParticipantRef<'a>,
}

/// Whose a communication is, and what is told of it beside it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ParticipantRef<'a> {
    pub(crate) conversation_id: Option<&'a str>,
    pub(crate) id: Option<&'a str>,
    pub(crate) purpose: Option<&'a str>,
    pub(crate) user_id: Option<&'a str>,
    pub(crate) queue_id: Option<&'a str>,
    pub(crate) direction: Option<&'a str>,
    /// Whether it is a supervisor who listens in.
    pub(crate) listens_in: bool,
    /// When the participant began to take part, in the flat layout.
    pub(crate) start: Option<f64>,
    pub(crate) alert_limit_ms: Option<f64>,
    pub(crate) after_call_work_limit_ms: Option<f64>,
    /// After-call work, where only the participant tells it.
    pub(crate) work: Option<Work>,
    pub(crate) skips_work: bool,
    /// Whether the participant itself tells of the communication.
    pub(crate) is_flat: bool,
}

/// What takes the contents of a payload.
pub(crate) trait Sink<'a> {
    /// A conversation, before its communications.
    fn conversation(&mut self, told: &ConversationView<'a>);
    fn item(&mut self, item: PayloadItem<'a>);
}

/// An object for the communication of each participant in the flat layout, with that participant,
/// in the order in which they come.
pub(crate) fn flat_chats(document: &mut Document, root: Value) -> Vec<(ObjectId, ObjectId)> {
    let mut flat = Vec::new();
    each_conversation(&Body::of(document, root), &mut |told, _| {
        let participants = told
            .participants
            .clone()
            .filter(|(_, participant)| participant.is_flat());
        flat.extend(participants.map(|(_, participant)| participant.object));
    });
    flat.into_iter()
        .map(|participant| (participant, flat::chat(document, participant)))
        .collect()
}

/// Gives everything that a payload carries to `sink`. `found` is all that the reader found.
pub(crate) fn each<'a>(
    document: &'a Document,
    body: &Body<'a>,
    flat: Vec<(ObjectId, ObjectId)>,
    found: &[Issue],
    sink: &mut dyn Sink<'a>,
) {
    if let Some(single) = body.single.filter(|single| is_communication(*single)) {
        return sink.item(single_item(single, found));
    }
    let mut flat = flat.into_iter().peekable();
    each_conversation(body, &mut |told, path| {
        sink.conversation(told);
        for (index, participant) in told.participants.clone() {
            path.extend(["participants".into(), index.into()]);
            match flat.next_if(|(object, _)| *object == participant.object) {
                Some((_, chat)) => sink.item(PayloadItem {
                    chat: View::new(document, chat),
                    issues: flat::validate(View::new(document, chat), participant, found),
                    path: path.clone(),
                    id: None,
                    media: body.media(told),
                    participant: ParticipantRef::of(told, participant),
                }),
                None => each_nested(told, participant, path, found, sink),
            }
            path.truncate(path.len() - 2);
        }
    });
}

/// Gives every conversation of a payload, and where it is, to `look`.
fn each_conversation<'o>(
    body: &Body<'o>,
    look: &mut dyn FnMut(&ConversationView<'o>, &mut Vec<PathSegment>),
) {
    let mut path: Vec<PathSegment> = body
        .path
        .iter()
        .map(|name| PathSegment::from(*name))
        .collect();
    let depth = path.len();
    for (index, conversation) in body.entities.clone().into_iter().flatten() {
        path.extend((!body.is_bare_list).then_some(PathSegment::from("entities")));
        path.push(index.into());
        if let Some(told) = ConversationView::of(conversation) {
            look(&told, &mut path);
        }
        path.truncate(depth);
    }
    if let Some(told) = &body.conversation {
        look(told, &mut path);
    }
}

/// Gives the communications of a participant in the nested layout to `sink`.
fn each_nested<'a>(
    told: &ConversationView<'a>,
    participant: View<'a, Participant>,
    path: &[PathSegment],
    found: &[Issue],
    sink: &mut dyn Sink<'a>,
) {
    let whose = ParticipantRef::of(told, participant);
    let worked_on = whose.work.and_then(|work| worked_on(participant, work));
    for (media, field, chats) in participant.nested() {
        for (index, chat) in chats.into_iter().flatten() {
            let chat = chat.base();
            sink.item(PayloadItem {
                chat,
                issues: validate(chat, IssueReport::of_part(chat.found(found))),
                path: path
                    .iter()
                    .cloned()
                    .chain([PathSegment::from(field), index.into()])
                    .collect(),
                id: chat.id(),
                media: Some(media),
                participant: ParticipantRef {
                    direction: chat.direction().map(EnumView::text).or(whose.direction),
                    work: whose.work.filter(|_| worked_on == Some(chat.object)),
                    // The participant began with its first communication, which may be another one.
                    start: None,
                    ..whose
                },
            });
        }
    }
}

/// The communication after which after-call work began that only the participant tells of: the one
/// that ended nearest to its start, and no later than two clocks differ; the last one if its start
/// is not told.
fn worked_on(participant: View<'_, Participant>, work: Work) -> Option<ObjectId> {
    let start = work.start.unwrap_or(f64::INFINITY);
    let chats = participant
        .nested()
        .into_iter()
        .flat_map(|(_, _, chats)| chats.into_iter().flatten());
    let ended = chats.map(|(_, chat)| chat.base()).filter_map(|chat| {
        let is_ended = chat
            .state()
            .and_then(|state| state.known)
            .is_some_and(ConnectionState::is_ended);
        let end = ms(chat.disconnected_time()).or(is_ended.then_some(f64::NEG_INFINITY))?;
        (end <= start + CLOCKS_DIFFER_MS).then_some((end, chat.object))
    });
    let distance = |end: f64| {
        if start.is_finite() {
            (end - start).abs()
        } else {
            -end
        }
    };
    ended
        .reduce(|a, b| if distance(b.0) <= distance(a.0) { b } else { a })
        .map(|(_, object)| object)
}

impl<'a> ParticipantRef<'a> {
    fn of(told: &ConversationView<'a>, participant: View<'a, Participant>) -> Self {
        let limit =
            |limit: Option<Integer>| limit.filter(|ms| ms.get().is_some()).map(Integer::as_f64);
        let (start, end) = (ms(participant.start_acw_time()), participant.end_acw_time());
        Self {
            conversation_id: told.id,
            id: participant.id(),
            purpose: participant.purpose(),
            user_id: participant.user_id().or_else(|| participant.user()?.id()),
            queue_id: participant.queue_id().or_else(|| participant.queue()?.id()),
            direction: participant.direction().map(EnumView::text),
            listens_in: participant.listens_in(),
            start: ms(participant.start_time()),
            alert_limit_ms: limit(participant.alerting_timeout()),
            after_call_work_limit_ms: limit(participant.wrapup_timeout()),
            work: start.map(|start| Work {
                start: Some(start),
                end: ms(end),
                pending: end.is_none(),
            }),
            skips_work: participant.wrapup_skipped() == Some(true),
            is_flat: participant.is_flat(),
        }
    }
}

/// The fields of which one makes a single object a communication.
const TIMING_FIELDS: [&str; 10] = [
    "segments",
    "held",
    "startHoldTime",
    "startAlertingTime",
    "connectedTime",
    "disconnectedTime",
    "parkTime",
    "resumeTime",
    "wrapup",
    "afterCallWork",
];

/// Whether a single object is a communication: users, queues, scripts and answers have an `id` and
/// even a `state` too.
fn is_communication(root: View<'_, Root>) -> bool {
    let chat = root.base();
    let has_known_state = chat.state().is_some_and(|state| state.known.is_some());
    let has_timing_field = || {
        TIMING_FIELDS
            .iter()
            .any(|name| !root.base().is_absent(name))
    };
    chat.id().is_some() && (has_known_state || has_timing_field())
}

fn single_item<'a>(root: View<'a, Root>, found: &[Issue]) -> PayloadItem<'a> {
    let chat = root.base();
    let participant = ParticipantRef {
        purpose: root.purpose(),
        direction: chat.direction().map(EnumView::text),
        ..ParticipantRef::default()
    };
    let of_chat = |issue: &&Issue| match issue.path.first() {
        Some(PathSegment::Field(name)) => ConversationChat::SCHEMA.fields().index(name).is_some(),
        _ => true,
    };
    let found: Vec<_> = found.iter().filter(of_chat).cloned().collect();
    PayloadItem {
        chat,
        issues: validate(chat, IssueReport::of_part((0, &found))),
        path: Vec::new(),
        id: chat.id(),
        media: Some("chat"),
        participant,
    }
}
