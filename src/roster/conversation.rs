//! What the communications of one conversation share: the customer, who said something last, and
//! when it counts as inactive.

use super::{
    payload::{ConversationView, Participant},
    saved_text::saved,
};
use crate::{
    read::View,
    sort::sorted,
    time::{Inactivity, chat::ms},
};

/// What is known of a conversation.
#[derive(Debug, Default)]
pub(crate) struct Conversation {
    pub(crate) customer_name: Option<Box<str>>,
    pub(crate) customer_address: Option<Box<str>>,
    pub(super) moments: Moments,
}

/// When somebody said something in a conversation, and when it counts as inactive.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Moments {
    /// When the customer's messages came that no agent has answered, in order.
    unanswered: Vec<f64>,
    /// When an agent said something last.
    answered: Option<f64>,
    /// When anybody said something last.
    latest: Option<f64>,
    inactive_at: Option<f64>,
    /// When that was told.
    inactivity_seen: f64,
}

saved! {
    Moments { unanswered, answered, latest, inactive_at, inactivity_seen }
}

/// On which side of a conversation a participant is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Customer,
    Agent,
    /// Flows, queues, bots: they answer nothing.
    Neither,
}

impl Side {
    fn of(purpose: Option<&str>) -> Self {
        let is = |names: [&str; 2]| {
            purpose
                .is_some_and(|purpose| names.iter().any(|name| name.eq_ignore_ascii_case(purpose)))
        };
        if is(["customer", "external"]) {
            Self::Customer
        } else if is(["agent", "user"]) {
            Self::Agent
        } else {
            Self::Neither
        }
    }
}

impl Conversation {
    /// Adds what a payload tells that came at `at`; gives whether anything is new.
    pub(crate) fn observe(&mut self, told: &ConversationView<'_>, at: f64) -> bool {
        let named = |name: &str| {
            let mut all = told
                .participants
                .clone()
                .map(|(_, participant)| participant);
            all.find(|each| {
                each.purpose()
                    .is_some_and(|purpose| purpose.eq_ignore_ascii_case(name))
            })
        };
        let customer = named("customer").or_else(|| named("external"));
        let mut is_new = customer.is_some_and(|customer| self.observe_customer(customer));
        for (_, participant) in told.participants.clone() {
            let side = Side::of(participant.purpose());
            let times = message_times(participant);
            if side != Side::Neither && !times.is_empty() {
                is_new |= self.moments.observe_messages(side, times);
            }
        }
        // Each message moves it: the latest is the newest.
        if let Some(timeout) = told.inactivity_timeout
            && self.moments.inactive_at.is_none_or(|known| timeout > known)
        {
            (self.moments.inactive_at, self.moments.inactivity_seen) = (Some(timeout), at);
            is_new = true;
        }
        is_new
    }

    fn observe_customer(&mut self, participant: View<'_, Participant>) -> bool {
        let own = participant
            .nested()
            .into_iter()
            .flat_map(|(_, _, chats)| chats.into_iter().flatten());
        let addresses = || own.clone().filter_map(|(_, chat)| chat.from_address());
        let name = participant
            .name()
            .or_else(|| addresses().find_map(|address| address.name()));
        let address = participant.address().or_else(|| participant.ani());
        let address = address.or_else(|| addresses().find_map(|address| address.address()));
        replace(&mut self.customer_name, name) | replace(&mut self.customer_address, address)
    }

    /// Since the customer's first message that no agent has answered.
    pub(crate) fn response_since(&self) -> Option<f64> {
        self.moments.response_since()
    }

    pub(crate) fn inactivity(&self) -> Option<Inactivity> {
        let since = self.moments.latest.unwrap_or(self.moments.inactivity_seen);
        self.moments
            .inactive_at
            .map(|until| Inactivity { since, until })
    }
}

impl Moments {
    fn observe_messages(&mut self, side: Side, times: Vec<f64>) -> bool {
        let before = (self.response_since(), self.latest);
        self.latest = times.iter().copied().chain(self.latest).reduce(f64::max);
        if side == Side::Agent {
            self.answered = times.into_iter().chain(self.answered).reduce(f64::max);
        } else {
            self.unanswered.extend(times);
        }
        let answered = self.answered.unwrap_or(f64::NEG_INFINITY);
        self.unanswered.retain(|time| *time > answered);
        self.unanswered = sorted(std::mem::take(&mut self.unanswered), f64::total_cmp);
        self.unanswered.dedup();
        before != (self.response_since(), self.latest)
    }

    fn response_since(&self) -> Option<f64> {
        self.unanswered.first().copied()
    }
}

/// When a participant said something: its messages that were not lost on their way. That somebody
/// types, joins or has read is a message of the kind `Event` or `Receipt`
/// (`ConversationMessageMetadata` of the platform's API): nothing is said by it.
fn message_times(participant: View<'_, Participant>) -> Vec<f64> {
    let failed = |status: &str| ends_with(status, "failed");
    let says_nothing = |kind: &str| {
        ["Event", "Receipt"]
            .iter()
            .any(|silent| silent.eq_ignore_ascii_case(kind))
    };
    let mut times = Vec::new();
    for (_, message) in participant.messages().into_iter().flatten() {
        let texts = message.messages().into_iter().flatten().map(|(_, text)| {
            (
                text.message_time(),
                text.message_status(),
                text.message_metadata().and_then(|metadata| metadata.kind()),
            )
        });
        // In the flat layout the participant's messages are the texts themselves.
        let kind = message
            .message_metadata()
            .and_then(|metadata| metadata.kind());
        let own = [(message.message_time(), message.message_status(), kind)];
        let said = texts.chain(own).filter(|(_, status, kind)| {
            !status.is_some_and(failed) && !kind.is_some_and(says_nothing)
        });
        times.extend(said.filter_map(|(time, ..)| ms(time)));
    }
    times
}

fn ends_with(text: &str, end: &str) -> bool {
    text.get(text.len().saturating_sub(end.len())..)
        .is_some_and(|last| last.eq_ignore_ascii_case(end))
}

/// Replaces `old` by `new`, if that tells anything else; gives whether it did.
pub(crate) fn replace(old: &mut Option<Box<str>>, new: Option<&str>) -> bool {
    let is_new = new.is_some() && new != old.as_deref();
    if is_new {
        *old = new.map(Into::into);
    }
    is_new
}
