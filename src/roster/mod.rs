//! Payloads -> communications: envelope and layout, identity, merge of facts, rows.

mod change;
mod conversation;
mod copies;
mod envelope;
mod facts;
mod flat;
mod holds;
mod identity;
mod items;
mod media;
mod merge;
mod observation;
mod options;
mod payload;
mod receive;
mod row;
mod save;
mod saved_text;
mod schedule;
mod states;
mod store;
mod stretches;
mod threshold;

pub use change::{ChangeKind, RosterChange};
pub use options::RosterOptions;
pub use row::RosterRow;
pub use save::RestoreError;
pub use threshold::{Threshold, ThresholdId};

use crate::{
    model::Moment,
    read::{
        Document, Platform,
        json::{Json, JsonText, SyntaxError},
    },
};
use copies::RecentPayloads;
pub(crate) use envelope::Payload;
#[cfg(feature = "internals")]
pub(crate) use envelope::payload_schema;
#[cfg(any(feature = "js", feature = "internals"))]
pub(crate) use media::path_names;
use observation::Receipt;
#[cfg(feature = "internals")]
pub(crate) use payload::conversation_schema;
use receive::Receiving;
use store::Store;
use threshold::Thresholds;

/// The live communications of a desk: fed with whatever the platform sends, it knows how long
/// everything took.
///
/// It takes REST conversations and lists, notifications in the nested and in the flat layout, and
/// single communications. Of each communication it keeps what is true of it, and every payload adds
/// what it knows: notifications carry no segments, so holds and parks are remembered from one to
/// the next; a payload with segments replaces what was only seen to begin or end. What is over does
/// not come back by a late or doubled payload, as far as its moments tell that it is one. A
/// communication that has ended stays until it is removed.
///
/// ```
/// use conversation_chat::{Moment, Roster};
///
/// let mut roster = Roster::new();
/// let event = r#"{
///     "topicName": "v2.users.u.conversations",
///     "eventBody": {"id": "c", "participants": [{"id": "p", "purpose": "agent", "chats": [
///         {"id": "x", "state": "connected", "connectedTime": "1970-01-01T00:00:10Z"}
///     ]}]}
/// }"#;
/// let changes = roster.receive(event, Moment::new(12_000.0).unwrap(), None)?;
/// assert_eq!(changes[0].communication_id, "x");
/// assert_eq!(roster.get("x").unwrap().timers().talk.since, Some(10_000.0));
/// # Ok::<(), conversation_chat::SyntaxError>(())
/// ```
#[derive(Debug, Default)]
pub struct Roster {
    options: RosterOptions,
    store: Store,
    thresholds: Thresholds,
    recent_payloads: RecentPayloads,
    /// When the latest payload came.
    latest: Option<f64>,
    /// How many payloads came.
    payloads: u64,
}

impl Roster {
    /// An empty roster, in which everybody's communications get a row.
    ///
    /// ```
    /// assert!(conversation_chat::Roster::new().is_empty());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty roster.
    ///
    /// ```
    /// use conversation_chat::{Moment, Roster, RosterOptions};
    ///
    /// let mut roster = Roster::with_options(RosterOptions { user_id: Some("u".into()), ..RosterOptions::default() });
    /// roster.receive(r#"{"id": "x", "state": "connected"}"#, Moment::new(0.0).unwrap(), None)?;
    /// assert!(roster.is_empty(), "nothing tells that it is a communication of `u`");
    /// # Ok::<(), conversation_chat::SyntaxError>(())
    /// ```
    #[must_use]
    pub fn with_options(options: RosterOptions) -> Self {
        Self {
            options,
            ..Self::default()
        }
    }

    /// How many rows it has.
    ///
    /// ```
    /// assert_eq!(conversation_chat::Roster::new().len(), 0);
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.store.rows().len()
    }

    /// Whether it has none.
    ///
    /// ```
    /// assert!(conversation_chat::Roster::new().is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.store.rows().len() == 0
    }

    /// All rows, in the order in which they came.
    ///
    /// ```
    /// assert_eq!(conversation_chat::Roster::new().rows().count(), 0);
    /// ```
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &RosterRow> {
        self.store.rows()
    }

    /// The row of a communication.
    ///
    /// ```
    /// assert!(conversation_chat::Roster::new().get("x").is_none());
    /// ```
    #[must_use]
    pub fn get(&self, communication_id: &str) -> Option<&RosterRow> {
        self.store.get(self.store.by_id(communication_id)?)
    }

    /// Takes a payload of the platform that came at `at`, and tells of every communication in it
    /// what changed and what is wrong. `asked_at`: when the payload was asked for, if it is an
    /// answer of the REST API, which may be older than a notification that came first. Payloads
    /// without communications (heartbeats and the like), and those that tell nothing new, give an
    /// empty list.
    ///
    /// # Errors
    ///
    /// [`SyntaxError`] when the text is not JSON. Then nothing has changed.
    ///
    /// ```
    /// use conversation_chat::{Moment, Roster};
    ///
    /// let (mut roster, at) = (Roster::new(), Moment::new(0.0).unwrap());
    /// assert!(roster.receive("{", at, None).is_err());
    /// assert!(roster.receive(r#"{"topicName": "channel.metadata", "eventBody": {}}"#, at, None)?.is_empty());
    /// # Ok::<(), conversation_chat::SyntaxError>(())
    /// ```
    pub fn receive(
        &mut self,
        json: impl AsRef<[u8]>,
        at: Moment,
        asked_at: Option<Moment>,
    ) -> Result<Vec<RosterChange>, SyntaxError> {
        self.receive_json(json.as_ref(), at, asked_at, false)
    }

    /// Takes a list of all that is live, as `GET /conversations` answers it: what is not in it has
    /// ended, unless it was heard of after `asked_at`. A page of a larger list ends nothing, and a
    /// list of one medium nothing of another.
    ///
    /// # Errors
    ///
    /// [`SyntaxError`] when the text is not JSON. Then nothing has changed.
    ///
    /// ```
    /// use conversation_chat::{ChangeKind, Moment, Roster};
    ///
    /// let mut roster = Roster::new();
    /// roster.receive(r#"{"id": "x", "state": "connected"}"#, Moment::new(0.0).unwrap(), None)?;
    /// let changes = roster.sync(r#"{"entities": [], "total": 0}"#, Moment::new(9.0).unwrap(), None)?;
    /// assert_eq!((&*changes[0].communication_id, changes[0].kind), ("x", ChangeKind::Ended));
    /// # Ok::<(), conversation_chat::SyntaxError>(())
    /// ```
    pub fn sync(
        &mut self,
        json: impl AsRef<[u8]>,
        at: Moment,
        asked_at: Option<Moment>,
    ) -> Result<Vec<RosterChange>, SyntaxError> {
        self.receive_json(json.as_ref(), at, asked_at, true)
    }

    fn receive_json(
        &mut self,
        json: &[u8],
        at: Moment,
        asked_at: Option<Moment>,
        is_complete: bool,
    ) -> Result<Vec<RosterChange>, SyntaxError> {
        let mut document = Document::default();
        let read =
            |source: &mut JsonText<'_>| Payload::read(source, &mut document, Platform::NATIVE);
        let payload = JsonText::read_all(Json::from(json), read)?;
        Ok(self.receive_payload(&payload, &mut document, json, (at, asked_at), is_complete))
    }

    /// Takes a payload that was read whole, of these bytes.
    pub(crate) fn receive_payload(
        &mut self,
        payload: &Payload,
        document: &mut Document,
        bytes: &[u8],
        (at, asked_at): (Moment, Option<Moment>),
        is_complete: bool,
    ) -> Vec<RosterChange> {
        let at = at.epoch_ms();
        let receipt = Receipt {
            at,
            asked_at: asked_at
                .map(Moment::epoch_ms)
                .map(|asked_at| asked_at.min(at)),
        };
        Receiving::new(self, receipt).payload(document, payload, bytes, is_complete)
    }

    /// When what is displayed changes next after `now`: a second of any stopwatch that runs, the
    /// end of time-limited after-call work, a threshold. Until then a page may sleep. With
    /// `step_ms`, seconds are rounded up to whole steps, so that a step of 1000 gives at most one
    /// change of seconds a second. `None` if nothing runs. Ends time-limited after-call work whose
    /// limit is reached at `now`.
    ///
    /// ```
    /// use conversation_chat::{Moment, Roster};
    ///
    /// let moment = |ms: f64| Moment::new(ms).unwrap();
    /// let mut roster = Roster::new();
    /// assert_eq!(roster.advance(moment(0.0), None), None);
    /// let chat = r#"{"id": "x", "state": "connected", "connectedTime": "1970-01-01T00:00:01.250Z"}"#;
    /// roster.receive(chat, moment(2_000.0), None)?;
    /// assert_eq!(roster.advance(moment(3_000.0), None), Some(moment(3_250.0)));
    /// assert_eq!(roster.advance(moment(3_000.0), Some(1_000.0)), Some(moment(4_000.0)));
    /// # Ok::<(), conversation_chat::SyntaxError>(())
    /// ```
    pub fn advance(&mut self, now: Moment, step_ms: Option<f64>) -> Option<Moment> {
        let now = now.epoch_ms();
        self.store.expire(now);
        let step = step_ms.filter(|step| *step > 0.0 && step.is_finite());
        let on_grid = |next: f64| step.map_or(next, |step| (next / step).ceil() * step);
        let next = on_grid(self.store.next_second(now));
        let limits = self.store.work_limits();
        let exact = limits
            .chain(self.thresholds.next(now, &self.store))
            .filter(|moment| *moment > now);
        Moment::new(exact.fold(next, f64::min))
    }

    /// Takes a communication away; `false` if it was not there. It does not come back, unless
    /// something new happens to it. The latest 1000 are remembered.
    ///
    /// ```
    /// assert!(!conversation_chat::Roster::new().remove("x"));
    /// ```
    pub fn remove(&mut self, communication_id: &str) -> bool {
        let Some(serial) = self.store.by_id(communication_id) else {
            return false;
        };
        self.thresholds.forget(serial);
        self.store.remove(serial)
    }
}

/// What JavaScript, which keeps copies of rows, asks beyond.
#[cfg(feature = "js")]
impl Roster {
    /// The number of the row of a communication, or of one that was removed.
    pub(crate) fn serial(&self, communication_id: &str) -> Option<u32> {
        self.store.by_id(communication_id)
    }

    pub(crate) fn by_serial(&self, serial: u32) -> Option<&RosterRow> {
        self.store.get(serial)
    }

    /// The numbers of the rows that changed, came or went since the last call, in order.
    pub(crate) fn take_changed(&mut self) -> impl Iterator<Item = u32> + use<> {
        self.store.take_changed().into_iter()
    }

    pub(crate) fn expire_at(&mut self, now: Moment) {
        self.store.expire(now.epoch_ms());
    }
}
