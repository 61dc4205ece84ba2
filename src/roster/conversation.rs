//! What the communications of one conversation share: the customer, the messages, the time in a
//! queue, and when it counts as inactive. All of it is a function of the set of payloads.

use std::rc::Rc;

use super::latest::{Latest, Stamp};
use crate::{
    time::Stopwatch,
    wire::{
        conversation::{self, MessageView, QueueTime},
        payload::ConversationView,
    },
};

/// How many messages are kept, the newest ones.
const MOST_MESSAGES: usize = 1_000;

/// A text that somebody sent: no content.
///
/// ```
/// use conversation_chat::{Moment, Roster};
///
/// let mut roster = Roster::new();
/// let conversation = r#"{"id": "c", "participants": [{"id": "p", "purpose": "customer", "messages": [
///     {"id": "x", "state": "connected", "messages": [{"messageId": "m", "messageTime": "2026-09-01T08:00:00Z"}]}
/// ]}]}"#;
/// roster.receive(conversation, Moment::new(1_788_249_600_000.0).unwrap(), None)?;
/// let message = &roster.get("x").unwrap().messages()[0];
/// assert_eq!((message.id.as_deref(), message.inbound), (Some("m"), true));
/// # Ok::<(), conversation_chat::SyntaxError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct RosterMessage {
    /// Its id, if the payload has one.
    pub id: Option<Box<str>>,
    /// When it was sent, in epoch milliseconds in the cloud clock.
    pub at: f64,
    /// Whether the customer sent it.
    pub inbound: bool,
    pub(super) failed: bool,
}

/// A communication of a queue in the conversation.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Queued {
    pub(super) id: Box<str>,
    /// It never changes. Of two the greater one counts, in whatever order they were reported.
    pub(super) queue_id: Option<Box<str>>,
    pub(super) start: f64,
    pub(super) end: Option<f64>,
    /// The first receipt of a report that it has ended.
    pub(super) ended_by: f64,
}

/// The facts of a conversation.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Conversation {
    pub(super) customer_name: Latest,
    pub(super) customer_address: Latest,
    /// In order of time, those that were not delivered too.
    pub(super) messages: Vec<RosterMessage>,
    /// The messages that rows show: those that were delivered.
    pub(super) shown_messages: Rc<[RosterMessage]>,
    /// The greatest inactivity timeout: each message moves it.
    pub(super) inactive_at: Option<f64>,
    /// The first receipt of that timeout.
    pub(super) inactive_seen: f64,
    pub(super) queued: Vec<Queued>,
}

impl Conversation {
    /// Takes what a payload says; gives whether anything is new.
    pub(super) fn add(&mut self, reported: &ConversationView<'_>, stamp: Stamp) -> bool {
        let mut is_new = false;
        if let Some((name, address)) = conversation::customer(reported) {
            is_new |= self.customer_name.set(name, stamp);
            is_new |= self.customer_address.set(address, stamp);
        }
        let (mut messages_are_new, mut queues_are_new) = (false, false);
        let (messages, queued) = (&mut self.messages, &mut self.queued);
        conversation::each(
            reported,
            &mut |message| messages_are_new |= add_message(messages, message),
            &mut |queue| queues_are_new |= add_queued(queued, queue, stamp.received_at),
        );
        if messages_are_new {
            self.show_messages();
        }
        is_new |= messages_are_new | queues_are_new;
        if let Some(timeout) = reported.inactivity_timeout {
            let known = self.inactive_at.unwrap_or(f64::NEG_INFINITY);
            if timeout > known || (timeout == known && stamp.received_at < self.inactive_seen) {
                (self.inactive_at, self.inactive_seen) = (Some(timeout), stamp.received_at);
                is_new = true;
            }
        }
        is_new
    }

    pub(super) fn show_messages(&mut self) {
        if self.messages.len() > MOST_MESSAGES {
            self.messages.drain(..self.messages.len() - MOST_MESSAGES);
        }
        let delivered = self.messages.iter().filter(|message| !message.failed);
        self.shown_messages = delivered.cloned().collect();
    }

    /// Since the customer's first message that no agent has answered; it stands at 0 if all are
    /// answered, and is absent if no message is known.
    pub(super) fn response(&self) -> Option<Stopwatch> {
        let messages = &self.shown_messages;
        let last = messages.iter().rev();
        let answered = last.clone().find(|message| !message.inbound);
        let answered_at = answered.map_or(f64::NEG_INFINITY, |message| message.at);
        let unanswered = messages
            .iter()
            .find(|message| message.inbound && message.at > answered_at);
        match unanswered {
            Some(message) => Some(Stopwatch::running(message.at)),
            None => (!messages.is_empty()).then(Stopwatch::default),
        }
    }

    /// Since the latest message, less what it was parked since then. Absent if no payload has an
    /// inactivity timeout.
    pub(super) fn inactivity(&self, parks: &[crate::time::Range]) -> Option<Stopwatch> {
        let until = self.inactive_at?;
        let latest = self.messages.iter().map(|message| message.at);
        let since = latest.reduce(f64::max).unwrap_or(self.inactive_seen);
        let (mut ms, mut start) = (0.0, since);
        for park in parks.iter().filter(|park| park.end > since) {
            ms += (park.start - start).max(0.0);
            start = park.end;
        }
        Some(Stopwatch {
            ms,
            since: start.is_finite().then_some(start),
            count: 1,
            until: start.is_finite().then_some(until),
            bound: None,
        })
    }

    /// The time in the queue before a communication that began at `started_at`: of the queue's
    /// latest communication that began before it, of its own queue if there is one.
    pub(super) fn wait(
        &self,
        queue_id: Option<&str>,
        started_at: Option<f64>,
    ) -> Option<Stopwatch> {
        let started_at = started_at.unwrap_or(f64::INFINITY);
        let mut best: Option<(bool, &Queued)> = None;
        for queued in &self.queued {
            if queued.start > started_at + crate::wire::report::CLOCKS_MS {
                continue;
            }
            let is_own = queue_id.is_some() && queued.queue_id.as_deref() == queue_id;
            let is_better = best.is_none_or(|(known_own, known)| {
                (is_own, queued.start) > (known_own, known.start)
                    || ((is_own, queued.start) == (known_own, known.start) && queued.id > known.id)
            });
            if is_better {
                best = Some((is_own, queued));
            }
        }
        let (_, queued) = best?;
        let received = queued.ended_by.is_finite().then_some(queued.ended_by);
        let Some(end) = queued.end.or(received) else {
            return Some(Stopwatch::running(queued.start));
        };
        Some(Stopwatch {
            ms: (end - queued.start).max(0.0),
            since: None,
            count: u32::from(end > queued.start),
            until: None,
            bound: queued.end.is_none().then_some(crate::time::Bound::Most),
        })
    }
}

/// Adds a message in its place; gives whether anything is new.
fn add_message(messages: &mut Vec<RosterMessage>, message: MessageView<'_>) -> bool {
    let place = messages.partition_point(|other| {
        (other.at, other.id.as_deref(), other.inbound) < (message.at, message.id, message.inbound)
    });
    if let Some(known) = messages.get_mut(place)
        && known.at == message.at
        && known.id.as_deref() == message.id
        && known.inbound == message.inbound
    {
        let is_new = message.failed && !known.failed;
        known.failed |= message.failed;
        return is_new;
    }
    if messages.len() >= MOST_MESSAGES && place == 0 {
        return false;
    }
    messages.insert(
        place,
        RosterMessage {
            id: message.id.map(Into::into),
            at: message.at,
            inbound: message.inbound,
            failed: message.failed,
        },
    );
    true
}

/// Adds the time of a queue; gives whether anything is new.
fn add_queued(queued: &mut Vec<Queued>, time: QueueTime<'_>, received_at: f64) -> bool {
    let place = queued.iter().position(|known| *known.id == *time.id);
    let place = place.unwrap_or_else(|| {
        queued.push(Queued {
            id: time.id.into(),
            start: f64::INFINITY,
            ended_by: f64::INFINITY,
            ..Queued::default()
        });
        queued.len() - 1
    });
    let Some(known) = queued.get_mut(place) else {
        return false;
    };
    let before = (known.start, known.end, known.ended_by);
    known.start = known.start.min(time.start);
    known.end = known.end.into_iter().chain(time.end).reduce(f64::min);
    if time.ended {
        known.ended_by = known.ended_by.min(received_at);
    }
    let queue_is_new = time.queue_id > known.queue_id.as_deref();
    if queue_is_new {
        known.queue_id = time.queue_id.map(Into::into);
    }
    queue_is_new || before != (known.start, known.end, known.ended_by)
}
