//! One communication of a roster: whose it is, where it stands, and its stopwatches.

use super::{
    conversation::{Conversation, replace},
    facts::Facts,
    items::ParticipantRef,
    media,
};
use crate::{
    issue::Issue,
    time::{Basis, Stopwatches, Timeline},
};

/// The number of a row: it never changes, and grows from row to row.
pub(super) type Serial = u32;

/// One communication of a roster.
///
/// ```
/// use conversation_chat::{Moment, Roster};
///
/// let mut roster = Roster::new();
/// roster.receive(r#"{"id": "x", "state": "connected"}"#, Moment::new(0.0).unwrap(), None)?;
/// let row = roster.get("x").unwrap();
/// assert_eq!((row.communication_id(), row.media_type(), row.held()), ("x", "chat", false));
/// # Ok::<(), conversation_chat::SyntaxError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct RosterRow {
    pub(super) communication_id: Box<str>,
    pub(super) serial: Serial,
    /// The payload that told of it last, by its number.
    pub(super) taken_by: u64,
    pub(super) is_known_by_participant: bool,
    pub(super) is_known_by_conversation: bool,
    /// Whether that is only the id of its participant.
    pub(super) is_provisional: bool,
    pub(super) conversation_id: Option<Box<str>>,
    pub(super) participant_id: Option<Box<str>>,
    pub(super) media: &'static str,
    /// Whether a payload told the medium; a single object counts as a chat until one does.
    pub(super) is_media_told: bool,
    pub(super) purpose: Option<Box<str>>,
    pub(super) user_id: Option<Box<str>>,
    pub(super) queue_id: Option<Box<str>>,
    pub(super) direction: Option<Box<str>>,
    pub(super) customer_name: Option<Box<str>>,
    pub(super) customer_address: Option<Box<str>>,
    pub(super) listens_in: bool,
    pub(super) facts: Facts,
    pub(super) shown: Shown,
    /// How often a text of it changed, its state included.
    texts_revision: u32,
    shown_state: Option<Box<str>>,
    /// What was wrong with it in the latest payload.
    pub(super) issues: Vec<Issue>,
    /// When a payload told of it last.
    pub(super) seen: f64,
}

/// What is shown of a row beside its texts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Shown {
    timers: Stopwatches,
    basis: Basis,
    held: bool,
    parked: bool,
}

macro_rules! texts {
    ($($(#[$meta:meta])* $name:ident,)*) => { $(
        $(#[$meta])*
        #[must_use]
        pub fn $name(&self) -> Option<&str> {
            self.$name.as_deref()
        }
    )* };
}

impl RosterRow {
    /// The id of the communication; in the flat layout, until something tells it, one made of the
    /// id of the participant.
    #[must_use]
    pub fn communication_id(&self) -> &str {
        &self.communication_id
    }

    texts! {
        /// The id of the conversation that it belongs to.
        conversation_id,
        /// The id of the participant that it belongs to.
        participant_id,
        /// What the participant is there for: `agent`, `customer`, `acd`, ...
        purpose,
        /// The user, if the participant is one.
        user_id,
        /// The queue that it came through.
        queue_id,
        /// Which side began it.
        direction,
        /// The name of the customer of the same conversation. Personal data.
        customer_name,
        /// The address of the customer of the same conversation: a number, an email address.
        /// Personal data.
        customer_address,
    }

    /// The medium: `chat`, `message`, `call`, `callback`, `email`, ...; `unknown` where no payload
    /// tells.
    #[must_use]
    pub fn media_type(&self) -> &str {
        self.media
    }

    /// Where it stands, in today's spelling if it is a known state.
    #[must_use]
    pub fn state(&self) -> Option<&str> {
        self.shown_state.as_deref()
    }

    /// Whether it is on hold.
    #[must_use]
    pub fn held(&self) -> bool {
        self.shown.held
    }

    /// Whether it is parked.
    #[must_use]
    pub fn parked(&self) -> bool {
        self.shown.parked
    }

    /// Whether it has ended. After-call work may still go on.
    #[must_use]
    pub fn is_ended(&self) -> bool {
        self.facts.is_ended()
    }

    /// Its stopwatches.
    #[must_use]
    pub fn timers(&self) -> &Stopwatches {
        &self.shown.timers
    }

    /// What they rest on.
    #[must_use]
    pub fn basis(&self) -> Basis {
        self.shown.basis
    }

    pub(super) fn new(communication_id: Box<str>, is_provisional: bool) -> Self {
        Self {
            communication_id,
            serial: 0,
            taken_by: 0,
            is_known_by_participant: false,
            is_known_by_conversation: false,
            is_provisional,
            conversation_id: None,
            participant_id: None,
            media: media::UNKNOWN,
            is_media_told: false,
            purpose: None,
            user_id: None,
            queue_id: None,
            direction: None,
            customer_name: None,
            customer_address: None,
            listens_in: false,
            facts: Facts::default(),
            shown: Shown {
                timers: Stopwatches::default(),
                basis: Basis::Timestamps,
                held: false,
                parked: false,
            },
            texts_revision: 0,
            shown_state: None,
            issues: Vec::new(),
            seen: f64::NEG_INFINITY,
        }
    }

    /// How often a text of it changed.
    #[cfg(feature = "js")]
    pub(crate) fn texts_revision(&self) -> u32 {
        self.texts_revision
    }

    /// Takes over whose it is. What does not change is what was told first; what may change, what
    /// was told last.
    pub(super) fn observe_participant(
        &mut self,
        told: &ParticipantRef<'_>,
        media: Option<&'static str>,
    ) {
        let mut is_new = false;
        for (own, told) in [
            (&mut self.conversation_id, told.conversation_id),
            (&mut self.participant_id, told.id),
            (&mut self.user_id, told.user_id),
        ] {
            is_new |= own.is_none() && replace(own, told);
        }
        is_new |= replace(&mut self.purpose, told.purpose);
        is_new |= replace(&mut self.queue_id, told.queue_id);
        is_new |= replace(&mut self.direction, told.direction);
        self.listens_in |= told.listens_in;
        if let Some(media) = media.filter(|media| !self.is_media_told && *media != self.media) {
            self.media = media;
            is_new = true;
        }
        self.is_media_told |= media.is_some() && told.id.is_some();
        self.note_texts(is_new);
    }

    /// Its own id is told.
    pub(super) fn rename(&mut self, id: &str) -> Box<str> {
        self.is_provisional = false;
        self.note_texts(*self.communication_id != *id);
        std::mem::replace(&mut self.communication_id, id.into())
    }

    fn note_texts(&mut self, are_new: bool) {
        self.texts_revision = self.texts_revision.wrapping_add(u32::from(are_new));
    }

    /// Works out the stopwatches anew, with what its conversation tells.
    pub(super) fn refresh(&mut self, conversation: Option<&Conversation>) {
        let handles = self.handles();
        let mut input = self.facts.timing(handles);
        if let Some(conversation) = conversation {
            let is_new = replace(
                &mut self.customer_name,
                conversation.customer_name.as_deref(),
            ) | replace(
                &mut self.customer_address,
                conversation.customer_address.as_deref(),
            );
            self.note_texts(is_new);
            if handles && !self.facts.is_ended() {
                input.response_since = conversation.response_since();
                input.inactivity = conversation.inactivity();
            }
        }
        let state = self.facts.state.as_ref().map(|state| &*state.text);
        let is_new = replace(&mut self.shown_state, state);
        self.note_texts(is_new);
        let timeline = Timeline::new(input);
        self.shown = Shown {
            timers: timeline.stopwatches(),
            basis: timeline.basis,
            held: self.facts.is_held(),
            parked: self.facts.is_parked(),
        };
    }

    /// What differs when somebody who looks sees a difference.
    pub(super) fn look(&self) -> (Shown, u32) {
        (self.shown, self.texts_revision)
    }

    /// Whether it has talk and handle: those of agents and users have, but for supervisors who
    /// listen in; and those of which nobody knows whose they are.
    fn handles(&self) -> bool {
        let is = |name: &str| {
            self.purpose
                .as_deref()
                .is_some_and(|purpose| purpose.eq_ignore_ascii_case(name))
        };
        !self.listens_in && (self.purpose.is_none() || is("agent") || is("user"))
    }

    /// What happened to it, as far as somebody who removed it would want it back.
    pub(super) fn happenings(&self) -> impl PartialEq + use<> {
        let facts = &self.facts;
        // Of what has ended only after-call work goes on.
        let live = (!facts.is_ended()).then(|| {
            let state = facts.state.as_ref().map(|state| state.text.clone());
            (
                state,
                facts.connected.is_some(),
                facts.is_held(),
                facts.is_parked(),
            )
        });
        (live, facts.is_worked_on())
    }
}
