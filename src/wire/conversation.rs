//! What a payload says of a conversation as a whole: its customer, its messages, its time in a
//! queue, and when it counts as inactive.

use super::{
    participant::is_agent,
    payload::{ConversationView, Participant},
    report::ms,
};
use crate::{
    model::{ConnectionState, ConversationChat},
    read::View,
};

/// A text that somebody sent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct MessageView<'a> {
    pub(crate) id: Option<&'a str>,
    pub(crate) at: f64,
    /// Whether the customer sent it, and not an agent.
    pub(crate) inbound: bool,
    /// Whether it was not delivered.
    pub(crate) failed: bool,
}

/// The time of a communication of a queue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct QueueTime<'a> {
    /// The id of the communication, else of the participant.
    pub(crate) id: &'a str,
    pub(crate) queue_id: Option<&'a str>,
    pub(crate) start: f64,
    pub(crate) end: Option<f64>,
    /// Whether it has ended, maybe without a moment.
    pub(crate) ended: bool,
}

/// On which side of a conversation a participant is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Customer,
    Agent,
    Queue,
    /// Flows and bots: they answer nothing.
    Neither,
}

fn is_any(purpose: &str, names: &[&str]) -> bool {
    names.iter().any(|name| name.eq_ignore_ascii_case(purpose))
}

impl Side {
    fn of(purpose: &str) -> Self {
        if is_any(purpose, &["customer", "external"]) {
            Self::Customer
        } else if is_agent(purpose) {
            Self::Agent
        } else if is_any(purpose, &["acd"]) {
            Self::Queue
        } else {
            Self::Neither
        }
    }
}

/// The customer's name and address, as far as the payload has them. Personal data.
pub(crate) fn customer<'a>(
    conversation: &ConversationView<'a>,
) -> Option<(Option<&'a str>, Option<&'a str>)> {
    let named = |name: &str| {
        let mut all = conversation.participants.clone();
        all.find(|(_, participant)| {
            participant
                .purpose()
                .is_some_and(|purpose| purpose.eq_ignore_ascii_case(name))
        })
    };
    let (_, participant) = named("customer").or_else(|| named("external"))?;
    let own = participant.nested().into_iter();
    let own = own.flat_map(|(_, _, chats)| chats.into_iter().flatten());
    let addresses = || own.clone().filter_map(|(_, chat)| chat.from_address());
    let name = participant
        .name()
        .or_else(|| addresses().find_map(|address| address.name()));
    let address = participant.address().or_else(|| participant.ani());
    let address = address.or_else(|| addresses().find_map(|address| address.address()));
    Some((name, address))
}

/// Gives every text of a customer or an agent to `message`, and every communication of a queue to
/// `queue`.
pub(crate) fn each<'a>(
    conversation: &ConversationView<'a>,
    message: &mut dyn FnMut(MessageView<'a>),
    queue: &mut dyn FnMut(QueueTime<'a>),
) {
    for (_, participant) in conversation.participants.clone() {
        match Side::of(participant.purpose().unwrap_or_default()) {
            Side::Customer => each_message(participant, true, message),
            Side::Agent => each_message(participant, false, message),
            Side::Queue => each_queue(participant, queue),
            Side::Neither => {}
        }
    }
}

/// The texts of a participant. That somebody types, joins or has read is a message of the kind
/// `Event` or `Receipt` (`ConversationMessageMetadata` of the platform's API): nothing is said by it.
fn each_message<'a>(
    participant: View<'a, Participant>,
    inbound: bool,
    visit: &mut dyn FnMut(MessageView<'a>),
) {
    let is_silent = |kind: &str| is_any(kind, &["Event", "Receipt"]);
    for (_, message) in participant.messages().into_iter().flatten() {
        let texts = message.messages().into_iter().flatten().map(|(_, text)| {
            let kind = text.message_metadata().and_then(|metadata| metadata.kind());
            (
                text.message_id(),
                text.message_time(),
                text.message_status(),
                kind,
            )
        });
        // In the flat layout the participant's messages are the texts themselves.
        let kind = message
            .message_metadata()
            .and_then(|metadata| metadata.kind());
        let own = [(
            message.message_id(),
            message.message_time(),
            message.message_status(),
            kind,
        )];
        for (id, time, status, kind) in texts.chain(own) {
            let Some(at) = ms(time).filter(|_| !kind.is_some_and(is_silent)) else {
                continue;
            };
            let failed = status.is_some_and(|status| ends_with(status, "failed"));
            visit(MessageView {
                id,
                at,
                inbound,
                failed,
            });
        }
    }
}

fn ends_with(text: &str, end: &str) -> bool {
    text.get(text.len().saturating_sub(end.len())..)
        .is_some_and(|last| last.eq_ignore_ascii_case(end))
}

fn each_queue<'a>(participant: View<'a, Participant>, visit: &mut dyn FnMut(QueueTime<'a>)) {
    let queue_id = participant
        .queue_id()
        .or_else(|| participant.queue().and_then(|queue| queue.id()));
    if participant.is_flat() {
        let start = ms(participant.connected_time()).or(ms(participant.start_time()));
        let state = participant.state().and_then(|state| state.known);
        if let (Some(id), Some(start)) = (participant.id(), start) {
            visit(QueueTime {
                id,
                queue_id,
                start,
                end: ms(participant.end_time()),
                ended: participant.end_time().is_some()
                    || state.is_some_and(ConnectionState::is_ended),
            });
        }
        return;
    }
    for (_, _, chats) in participant.nested() {
        for (_, chat) in chats.into_iter().flatten() {
            let chat: View<'a, ConversationChat> = chat.base();
            let first_segment = || {
                let segments = chat.segments().into_iter().flatten();
                segments
                    .filter_map(|(_, segment)| ms(segment.start_time()))
                    .reduce(f64::min)
            };
            let start = ms(chat.connected_time()).or_else(first_segment);
            let state = chat.state().and_then(|state| state.known);
            if let (Some(id), Some(start)) = (chat.id().or(participant.id()), start) {
                visit(QueueTime {
                    id,
                    queue_id,
                    start,
                    end: ms(chat.disconnected_time()),
                    ended: chat.disconnected_time().is_some()
                        || state.is_some_and(ConnectionState::is_ended),
                });
            }
        }
    }
}
