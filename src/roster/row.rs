//! One communication of a roster: whose it is, its reports, and what it shows.

use std::{rc::Rc, sync::Arc};

use super::{
    conversation::{Conversation, RosterMessage},
    threshold::Reached,
};
use crate::{
    issue::Issue,
    model::{IntervalKind as Kind, Known as _},
    time::{
        Basis, Stopwatches, TimerName,
        derivation::{Boundaries, Context, Derivation, Handles},
        history::History,
    },
    wire::{
        media,
        participant::handles,
        report::{CLOCKS_MS, ReportedState},
        texts::{RowWrapup, TextName, Texts},
    },
};

/// The number of a row: it never changes, and grows from row to row.
pub(super) type Serial = u32;

/// Whether a communication of which that is known can have talk and handle.
fn handles_of(facts: &Texts) -> Handles {
    let has_talk = facts.media.is_none_or(media::has_talk);
    if has_talk && handles(facts.get(TextName::Purpose)) {
        Handles::Yes
    } else {
        Handles::No
    }
}

/// One communication of a roster.
///
/// ```
/// use conversation_chat::{Moment, Roster};
///
/// let mut roster = Roster::new();
/// roster.receive(r#"{"id": "x", "state": "connected"}"#, Moment::new(1_788_249_600_000.0).unwrap(), None)?;
/// let row = roster.get("x").unwrap();
/// assert_eq!((row.communication_id(), row.media_type(), row.held()), ("x", "chat", false));
/// # Ok::<(), conversation_chat::SyntaxError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct RosterRow {
    pub(super) communication_id: Box<str>,
    pub(super) serial: Serial,
    /// Whether the id is only that of its participant.
    pub(super) is_provisional: bool,
    /// Whether a later answer lists the communications of its participant by their ids, and no
    /// report of this one belongs to any of them.
    pub(super) is_unconfirmed: bool,
    /// The texts of the newest reports.
    pub(super) facts: Arc<Texts>,
    pub(super) history: History,
    /// A `startTime` before this moment is of an earlier communication of its participant.
    pub(super) begun_from: f64,
    pub(super) shown: Shown,
    pub(super) customer_name: Option<Box<str>>,
    pub(super) customer_address: Option<Box<str>>,
    pub(super) messages: Rc<[RosterMessage]>,
    /// How often its messages changed.
    messages_revision: u32,
    /// How often a text of it changed, its state included.
    pub(super) texts_revision: u32,
    /// The revisions of the texts and of the messages that JavaScript has.
    #[cfg(feature = "js-all")]
    given: Option<[u32; 2]>,
    /// The issues of the communication in the latest payload.
    pub(super) issues: Vec<Issue>,
    /// Whether its participant is one of those that the roster is for.
    pub(super) is_wanted: bool,
    /// The happenings of the row when it was removed; `None` if it was not removed.
    pub(super) removed: Option<Happenings>,
    /// The thresholds that it has reached.
    pub(super) reached: Vec<Reached>,
    /// When time alone changes the row, other than by a displayed second.
    pub(super) next_change: f64,
}

/// The displayed state of a row without its texts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Shown {
    pub(super) timers: Stopwatches,
    pub(super) basis: Basis,
    pub(super) state: ReportedState,
    pub(super) held: bool,
    pub(super) parked: bool,
    pub(super) current: Option<TimerName>,
    pub(super) started_at: Option<f64>,
    pub(super) connected_at: Option<f64>,
    pub(super) ended_at: Option<f64>,
}

/// The state of a communication by which a removed row is shown again: it must differ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Happenings {
    /// Of one that lives: its state, and whether it is connected, on hold and parked.
    pub(super) live: Option<(ReportedState, bool, bool, bool)>,
    pub(super) works: bool,
}

macro_rules! texts {
    ($($(#[$meta:meta])* $function:ident = $name:ident,)*) => { $(
        $(#[$meta])*
        #[must_use]
        pub fn $function(&self) -> Option<&str> {
            self.facts.get(TextName::$name)
        }
    )* };
}

/// Which parts of a row are new.
#[cfg(feature = "js-all")]
#[derive(Clone, Copy, Debug)]
pub(crate) struct News {
    pub(crate) texts: bool,
    pub(crate) messages: bool,
}

impl RosterRow {
    /// The id of the communication; in the flat layout, until a payload has it, one made of the id
    /// of the participant.
    #[must_use]
    pub fn communication_id(&self) -> &str {
        &self.communication_id
    }

    texts! {
        /// The id of the conversation that it belongs to.
        conversation_id = ConversationId,
        /// The id of the participant that it belongs to.
        participant_id = ParticipantId,
        /// What the participant is there for: `agent`, `customer`, `acd`, ...
        purpose = Purpose,
        /// The user, if the participant is one.
        user_id = UserId,
        /// The queue that it came through.
        queue_id = QueueId,
        /// The name of that queue.
        queue_name = QueueName,
        /// Which side began it.
        direction = Direction,
        /// What ended it.
        disconnect_type = DisconnectType,
    }

    /// The name of the customer of the same conversation. Personal data.
    #[must_use]
    pub fn customer_name(&self) -> Option<&str> {
        self.customer_name.as_deref()
    }

    /// The address of the customer of the same conversation: a number, an email address. Personal
    /// data.
    #[must_use]
    pub fn customer_address(&self) -> Option<&str> {
        self.customer_address.as_deref()
    }

    /// The medium: `chat`, `message`, `call`, `callback`, `email`, ...; `unknown` where no payload
    /// says it.
    #[must_use]
    pub fn media_type(&self) -> &'static str {
        let own = self.facts.media.or(self.facts.presumed_media);
        own.unwrap_or(media::UNKNOWN)
    }

    /// Where it is, in today's spelling if it is a known state.
    #[must_use]
    pub fn state(&self) -> Option<&str> {
        match self.shown.state {
            ReportedState::Absent => None,
            ReportedState::Known(state) => Some(state.as_str()),
            ReportedState::Unknown => self.facts.get(TextName::UnknownState),
        }
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
        self.shown.ended_at.is_some()
    }

    /// The timer that runs now: one of alert, contacting, dialing, talk, hold, park and after-call
    /// work.
    #[must_use]
    pub fn current(&self) -> Option<TimerName> {
        self.shown.current
    }

    /// When it began, in epoch milliseconds in the cloud clock, as far as anybody knows.
    #[must_use]
    pub fn started_at(&self) -> Option<f64> {
        self.shown.started_at
    }

    /// When it first connected, in epoch milliseconds in the cloud clock.
    #[must_use]
    pub fn connected_at(&self) -> Option<f64> {
        self.shown.connected_at
    }

    /// When it ended, in epoch milliseconds in the cloud clock; `None` while it lives.
    #[must_use]
    pub fn ended_at(&self) -> Option<f64> {
        self.shown.ended_at
    }

    /// The agent's wrap-up, as far as it is reported.
    #[must_use]
    pub fn wrapup(&self) -> Option<&RowWrapup> {
        self.facts.wrapup.as_ref()
    }

    /// Whether the participant must enter a wrap-up; `None` if no payload says it.
    #[must_use]
    pub fn wrapup_required(&self) -> Option<bool> {
        self.facts.wrapup_required
    }

    /// Whether the participant is part of a consult.
    #[must_use]
    pub fn is_consult(&self) -> bool {
        self.facts.is_consult == Some(true)
    }

    /// The texts of the conversation that were sent, in order of time: ids and moments, no content.
    #[must_use]
    pub fn messages(&self) -> &[RosterMessage] {
        &self.messages
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

    /// The names of [`RosterRow::texts`] in JavaScript.
    #[cfg(feature = "internals")]
    pub(crate) const TEXTS: [&str; 15] = [
        "communicationId",
        "conversationId",
        "participantId",
        "mediaType",
        "purpose",
        "userId",
        "queueId",
        "queueName",
        "direction",
        "customerName",
        "customerAddress",
        "state",
        "disconnectType",
        "wrapupCode",
        "wrapupName",
    ];

    /// The names of the numbers of a row in JavaScript, behind those of its stopwatches.
    #[cfg(feature = "internals")]
    pub(crate) const NUMBERS: [&str; 12] = [
        "basis",
        "held",
        "parked",
        "current",
        "startedAt",
        "connectedAt",
        "endedAt",
        "wrapupRequired",
        "isConsult",
        "provisional",
        "texts",
        "messages",
    ];

    /// Which parts of the row JavaScript does not have yet; `None` if it is not shown. It has them
    /// then.
    #[cfg(feature = "js-all")]
    pub(super) fn take_news(&mut self) -> Option<News> {
        let now = [self.texts_revision, self.messages_revision];
        let given = self.is_shown().then_some(now);
        let before = std::mem::replace(&mut self.given, given);
        let [texts, messages] = given?;
        Some(News {
            texts: before.is_none_or(|before| before[0] != texts),
            // Without messages the revision is 0.
            messages: before.map_or(0, |before| before[1]) != messages,
        })
    }

    /// The texts that JavaScript has of a row.
    #[cfg(feature = "js-all")]
    pub(crate) fn texts(&self) -> [Option<&str>; 15] {
        let wrapup = self.wrapup();
        [
            Some(self.communication_id()),
            self.conversation_id(),
            self.participant_id(),
            Some(self.media_type()),
            self.purpose(),
            self.user_id(),
            self.queue_id(),
            self.queue_name(),
            self.direction(),
            self.customer_name(),
            self.customer_address(),
            self.state(),
            self.disconnect_type(),
            wrapup.and_then(|wrapup| wrapup.code.as_deref()),
            wrapup.and_then(|wrapup| wrapup.name.as_deref()),
        ]
    }

    pub(super) fn new(communication_id: Box<str>, is_provisional: bool) -> Self {
        Self {
            communication_id,
            serial: 0,
            is_provisional,
            is_unconfirmed: false,
            facts: Arc::default(),
            history: History::default(),
            begun_from: f64::NEG_INFINITY,
            shown: Shown {
                timers: Stopwatches::default(),
                basis: Basis::Timestamps,
                state: ReportedState::Absent,
                held: false,
                parked: false,
                current: None,
                started_at: None,
                connected_at: None,
                ended_at: None,
            },
            customer_name: None,
            customer_address: None,
            messages: Rc::default(),
            messages_revision: 0,
            texts_revision: 0,
            #[cfg(feature = "js-all")]
            given: None,
            issues: Vec::new(),
            is_wanted: false,
            removed: None,
            reached: Vec::new(),
            next_change: f64::INFINITY,
        }
    }

    /// Whether it is one of the rows.
    pub(super) fn is_shown(&self) -> bool {
        self.is_wanted && !self.is_unconfirmed && self.removed.is_none()
    }

    /// Works out the texts of the row, after its reports changed.
    pub(super) fn refresh_facts(&mut self) {
        let mut facts = self.history.texts();
        if facts.media.is_some() && facts.presumed_media.is_some() {
            // It is not shown, so that another one is no news.
            Arc::make_mut(&mut facts).presumed_media = None;
        }
        if facts != self.facts {
            self.facts = facts;
            self.note_texts(true);
        }
    }

    pub(super) fn note_texts(&mut self, are_new: bool) {
        self.texts_revision = self.texts_revision.wrapping_add(u32::from(are_new));
    }

    fn context(&self, now: f64) -> Context {
        Context {
            handles: handles_of(&self.facts),
            begun_from: self.begun_from,
            now,
            begins_by: now + CLOCKS_MS,
        }
    }

    /// The derivation again, with the evidence for each boundary.
    pub(super) fn boundaries(&self, now: f64) -> (Derivation, Boundaries) {
        let mut boundaries = Boundaries::new();
        let mut history = self.history.clone();
        let derivation = history.derive(self.context(now), Some(&mut boundaries));
        (derivation, boundaries)
    }

    /// Works out the displayed state of the row at `now`, with the facts of its conversation.
    pub(super) fn refresh(&mut self, conversation: Option<&Conversation>, now: f64) {
        let derivation = self.history.derive(self.context(now), None);
        let mut timers = derivation.stopwatches();
        if let Some(conversation) = conversation {
            self.refresh_conversation(conversation);
            if handles_of(&self.facts) == Handles::Yes {
                if derivation.ended_at.is_none() {
                    timers.response = conversation.response();
                    timers.inactivity = conversation.inactivity(derivation.set(Kind::Park));
                }
                timers.wait =
                    conversation.wait(self.facts.get(TextName::QueueId), derivation.started_at);
            }
        }
        let state_is_new = self.shown.state != derivation.state;
        self.shown = Shown {
            current: derivation.current(),
            timers,
            basis: derivation.basis,
            state: derivation.state,
            held: derivation.held,
            parked: derivation.parked,
            started_at: derivation.started_at,
            connected_at: derivation.connected_at,
            ended_at: derivation.ended_at,
        };
        self.note_texts(state_is_new);
        self.next_change = derivation.next_change;
    }

    fn refresh_conversation(&mut self, conversation: &Conversation) {
        let mut is_new = false;
        for (own, known) in [
            (&mut self.customer_name, &conversation.customer_name),
            (&mut self.customer_address, &conversation.customer_address),
        ] {
            if own.as_deref() != known.text() {
                *own = known.value.clone();
                is_new = true;
            }
        }
        let shown = &conversation.shown_messages;
        if !Rc::ptr_eq(&self.messages, shown) {
            let is_new = self.messages != *shown;
            self.messages_revision = self.messages_revision.wrapping_add(u32::from(is_new));
            self.messages = Rc::clone(shown);
        }
        self.note_texts(is_new);
    }

    /// The displayed state of the row: it differs exactly if the display of the row does.
    pub(super) fn look(&self) -> (Shown, u32, u32) {
        (self.shown, self.texts_revision, self.messages_revision)
    }

    pub(super) fn works(&self) -> bool {
        self.shown.timers.after_call_work.since.is_some()
    }

    pub(super) fn happenings(&self) -> Happenings {
        let Shown {
            state,
            connected_at,
            held,
            parked,
            ..
        } = self.shown;
        let live = (!self.is_ended()).then_some((state, connected_at.is_some(), held, parked));
        Happenings {
            live,
            works: self.works(),
        }
    }
}
