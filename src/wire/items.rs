//! What a payload carries, communication by communication, with whose it is and what is wrong with
//! it.

use super::{
    envelope::{Body, Root},
    flat,
    participant::ParticipantView,
    payload::{ConversationView, Participant},
    report::{CLOCKS_MS, ms},
};
use crate::{
    check::validate,
    issue::{Issue, IssueReport, PathSegment},
    model::{ConnectionState, ConversationChat, EnumView},
    read::{Document, Field as _, ObjectId, Value, View},
};

/// One communication that a payload carries.
pub(crate) struct PayloadItem<'a> {
    pub(crate) chat: View<'a, ConversationChat>,
    pub(crate) issues: Vec<Issue>,
    /// The place of the communication in the payload.
    pub(crate) path: Vec<PathSegment>,
    /// `None` in the flat layout, which names only participants.
    pub(crate) id: Option<&'a str>,
    /// `None` if nothing says it.
    pub(crate) media: Option<&'static str>,
    pub(crate) participant: ParticipantView<'a>,
}

/// A receiver of the contents of a payload.
pub(crate) trait Sink<'a> {
    /// A conversation, before its communications.
    fn conversation(&mut self, conversation: &ConversationView<'a>);
    fn item(&mut self, item: PayloadItem<'a>);
}

/// An object for the communication of each participant in the flat layout, with that participant,
/// in the order in which they come.
pub(crate) fn flat_chats(document: &mut Document, root: Value) -> Vec<(ObjectId, ObjectId)> {
    let mut flat = Vec::new();
    each_conversation(&Body::of(document, root), &mut |conversation, _| {
        let participants = conversation.participants.clone();
        let participants = participants.filter(|(_, participant)| participant.is_flat());
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
    each_conversation(body, &mut |conversation, path| {
        sink.conversation(conversation);
        for (index, participant) in conversation.participants.clone() {
            path.extend(["participants".into(), index.into()]);
            let whose = ParticipantView::of(conversation, participant);
            match flat.next_if(|(object, _)| *object == participant.object) {
                Some((_, chat)) => sink.item(PayloadItem {
                    chat: View::new(document, chat),
                    issues: flat::validate(View::new(document, chat), participant, found),
                    path: path.clone(),
                    id: None,
                    media: body.media(conversation),
                    participant: whose,
                }),
                None => each_nested(&whose, participant, path, found, sink),
            }
            path.truncate(path.len() - 2);
        }
    });
}

/// Gives every conversation of a payload, and where it is, to `visit`.
fn each_conversation<'o>(
    body: &Body<'o>,
    visit: &mut dyn FnMut(&ConversationView<'o>, &mut Vec<PathSegment>),
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
        if let Some(conversation) = ConversationView::of(conversation) {
            visit(&conversation, &mut path);
        }
        path.truncate(depth);
    }
    if let Some(conversation) = &body.conversation {
        visit(conversation, &mut path);
    }
}

/// Gives the communications of a participant in the nested layout to `sink`.
fn each_nested<'a>(
    whose: &ParticipantView<'a>,
    participant: View<'a, Participant>,
    path: &[PathSegment],
    found: &[Issue],
    sink: &mut dyn Sink<'a>,
) {
    let own = OwnOf::new(participant, whose.work_start);
    for (media, field, chats) in participant.nested() {
        for (index, chat) in chats.into_iter().flatten() {
            let chat = chat.base();
            let is_worked_on = own.worked_on == Some(chat.object);
            let place = [PathSegment::from(field), index.into()];
            sink.item(PayloadItem {
                chat,
                issues: validate(chat, IssueReport::of_part(chat.found(found))),
                path: path.iter().cloned().chain(place).collect(),
                id: chat.id(),
                media: Some(media),
                participant: ParticipantView {
                    direction: chat.direction().map(EnumView::text).or(whose.direction),
                    work_start: whose.work_start.filter(|_| is_worked_on),
                    work_end: whose.work_end.filter(|_| is_worked_on),
                    wrapup: whose.wrapup.filter(|_| is_worked_on),
                    end: whose.end.filter(|_| own.ended_unknown == Some(chat.object)),
                    ..*whose
                },
            });
        }
    }
}

/// Which communication of a participant in the nested layout its own fields are about.
#[derive(Default)]
struct OwnOf {
    /// After-call work and the wrap-up: the communication that ended nearest to their start, and
    /// not after it, but for what two clocks differ; the last one if no start is there.
    worked_on: Option<ObjectId>,
    /// `endTime`: the only communication that has ended without a moment, if no other one lives.
    ended_unknown: Option<ObjectId>,
}

impl OwnOf {
    fn new(participant: View<'_, Participant>, work_start: Option<f64>) -> Self {
        let start = work_start.unwrap_or(f64::INFINITY);
        let mut own = Self::default();
        let (mut nearest, mut unknown, mut lives) = (f64::INFINITY, 0, false);
        let nested = participant.nested().into_iter();
        for (_, chat) in nested.flat_map(|(_, _, chats)| chats.into_iter().flatten()) {
            let chat = chat.base();
            let state = chat.state().and_then(|state| state.known);
            let ends = state.is_some_and(ConnectionState::is_ended);
            let disconnected = chat.disconnected_time();
            if !ends && disconnected.is_none() {
                lives = true;
                continue;
            }
            if disconnected.is_none() {
                unknown += 1;
                own.ended_unknown = Some(chat.object);
            }
            let end = ms(disconnected).unwrap_or(f64::NEG_INFINITY);
            if end > start + CLOCKS_MS {
                continue;
            }
            let distance = if start.is_finite() {
                (end - start).abs()
            } else {
                -end
            };
            if distance <= nearest {
                (nearest, own.worked_on) = (distance, Some(chat.object));
            }
        }
        own.ended_unknown = own.ended_unknown.filter(|_| unknown == 1 && !lives);
        own
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
pub(super) fn is_communication(root: View<'_, Root>) -> bool {
    root.base().id().is_some() && can_be_timed(root.base())
}

/// Whether an object has a known state, or a field by which communications are timed.
pub(super) fn can_be_timed(chat: View<'_, ConversationChat>) -> bool {
    let has_known_state = chat.state().is_some_and(|state| state.known.is_some());
    has_known_state || TIMING_FIELDS.iter().any(|name| !chat.is_absent(name))
}

fn single_item<'a>(root: View<'a, Root>, found: &[Issue]) -> PayloadItem<'a> {
    let chat = root.base();
    let participant = ParticipantView {
        purpose: root.purpose(),
        direction: chat.direction().map(EnumView::text),
        ..ParticipantView::default()
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
