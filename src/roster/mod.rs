//! The roster: which row a report belongs to, the rows, thresholds, and what is saved.
//!
//! | module | what it does |
//! |---|---|
//! | `receive` | one payload: its reports go to their rows |
//! | `participant`, `identity` | which communication a report is of that names only a participant |
//! | `lists` | what a complete list of all that is live lacks |
//! | `row` | one communication |
//! | `conversation`, `latest` | what the communications of a conversation share |
//! | `store`, `index` | where the rows are |
//! | `threshold`, `explain`, `save` | what users ask beside rows |

mod change;
mod codec;
mod conversation;
mod explain;
mod identity;
mod index;
mod latest;
mod lists;
mod options;
mod participant;
mod receive;
mod row;
mod save;
mod saved;
mod store;
mod threshold;

pub use change::{ChangeKind, RosterChange};
pub use conversation::RosterMessage;
pub use explain::{Evidence, ExplainedInterval, Explanation};
pub use lists::SyncError;
pub use options::RosterOptions;
pub use row::RosterRow;
pub use save::RestoreError;
pub use threshold::{Threshold, ThresholdId};

pub use crate::wire::texts::RowWrapup;

use crate::{
    model::Moment,
    read::{
        Document, Platform,
        json::{Json, JsonText, SyntaxError},
    },
    wire::{envelope::Payload, report::Receipt},
};
#[cfg(feature = "js-all")]
pub(crate) use lists::not_a_list;
#[cfg(feature = "js-all")]
pub(crate) use row::News;
#[cfg(feature = "js-all")]
pub(crate) use save::VERSION;

use lists::Lists;
use receive::Receiving;
use store::{MOST_ENDED, MOST_HIDDEN, Store};
use threshold::Thresholds;

/// The live communications of a desk: fed with whatever the platform sends, it knows how long
/// everything took.
///
/// It takes REST conversations and lists, notifications in the nested and in the flat layout, and
/// single communications. A payload *reports* on communications; the roster keeps the reports, and
/// what a row shows is a function of the set of its reports, so the order in which they come, copies
/// of them and their lateness do not matter. A communication that has ended stays until it is
/// removed, or until 1000 others have ended after it.
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
    lists: Lists,
    thresholds: Thresholds,
    /// The latest moment that is known: of a receipt, or of [`Roster::advance`].
    latest: Option<f64>,
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
        self.store.shown().count()
    }

    /// Whether it has none.
    ///
    /// ```
    /// assert!(conversation_chat::Roster::new().is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.store.shown().next().is_none()
    }

    /// All rows, in the order in which they came.
    ///
    /// ```
    /// assert_eq!(conversation_chat::Roster::new().rows().count(), 0);
    /// ```
    pub fn rows(&self) -> impl Iterator<Item = &RosterRow> {
        self.store.shown()
    }

    /// The row of a communication.
    ///
    /// ```
    /// assert!(conversation_chat::Roster::new().get("x").is_none());
    /// ```
    #[must_use]
    pub fn get(&self, communication_id: &str) -> Option<&RosterRow> {
        let row = self.store.get(self.store.by_id(communication_id)?)?;
        Some(row).filter(|row| row.is_shown())
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
        let mut document = Document::default();
        let payload = read(json.as_ref(), &mut document)?;
        let changes = self.receive_payload(&payload, &mut document, (at, asked_at), false);
        debug_assert!(changes.is_ok(), "only a list may be of the wrong kind");
        Ok(changes.unwrap_or_default())
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
    /// # Ok::<(), conversation_chat::SyncError>(())
    /// ```
    pub fn sync(
        &mut self,
        json: impl AsRef<[u8]>,
        at: Moment,
        asked_at: Option<Moment>,
    ) -> Result<Vec<RosterChange>, SyncError> {
        let mut document = Document::default();
        let payload = read(json.as_ref(), &mut document)?;
        self.receive_payload(&payload, &mut document, (at, asked_at), true)
            .map_err(SyncError::NotAList)
    }

    /// Takes a payload that was read whole. Of a complete list: the error is what it is instead.
    pub(crate) fn receive_payload(
        &mut self,
        payload: &Payload,
        document: &mut Document,
        (at, asked_at): (Moment, Option<Moment>),
        is_complete: bool,
    ) -> Result<Vec<RosterChange>, &'static str> {
        if is_complete {
            payload.check_list(document)?;
        }
        let at = at.epoch_ms();
        let receipt = Receipt {
            received_at: Some(at),
            asked_at: asked_at.map(|asked_at| asked_at.epoch_ms().min(at)),
            mark: 0,
        };
        Ok(Receiving::new(self, receipt).payload(document, payload, is_complete))
    }

    /// Brings all rows to a moment, unless a later one is known: intervals begin and limits end.
    fn advance_to(&mut self, now: f64) {
        let now = self.latest.map_or(now, |latest| latest.max(now));
        self.latest = Some(now);
        if self.store.next_change > now {
            return;
        }
        let due = self.store.all().filter(|row| row.next_change <= now);
        let due: Vec<_> = due.map(|row| row.serial).collect();
        self.store.next_change = f64::INFINITY;
        for serial in due {
            self.store.refresh(serial, now);
        }
        let next = self.store.all().map(|row| row.next_change);
        self.store.next_change = next.fold(f64::INFINITY, f64::min);
    }

    /// Lets the rows of communications go that ended first, if there are too many; and the oldest
    /// communications that are not shown.
    fn let_go(&mut self, changes: &mut Vec<RosterChange>) {
        if self.store.len() <= MOST_ENDED.min(MOST_HIDDEN) {
            return;
        }
        let is_over = |row: &&RosterRow| row.is_ended() && !row.works();
        let over = self.store.shown().filter(is_over);
        let ended_at = |row: &RosterRow| row.ended_at().unwrap_or(f64::NEG_INFINITY);
        let mut over: Vec<_> = over.map(|row| (ended_at(row), row.serial)).collect();
        if over.len() > MOST_ENDED {
            over = crate::sort::sorted(over, |one: &(f64, _), other| {
                one.0.total_cmp(&other.0).then(one.1.cmp(&other.1))
            });
            for (_, serial) in over.iter().take(over.len() - MOST_ENDED) {
                let Some(row) = self.store.get(*serial) else {
                    continue;
                };
                changes.push(RosterChange {
                    communication_id: row.communication_id.to_string(),
                    former_id: None,
                    kind: ChangeKind::Removed,
                    path: Vec::new(),
                    issues: Vec::new(),
                });
                self.hide(*serial);
            }
        }
        let hidden = self.store.all().filter(|row| !row.is_shown());
        let hidden: Vec<_> = hidden.map(|row| row.serial).collect();
        let excess = hidden.len().saturating_sub(MOST_HIDDEN);
        for serial in hidden.into_iter().take(excess) {
            self.store.delete(serial);
        }
    }

    /// Does not show a row any more, until something new happens to its communication.
    fn hide(&mut self, serial: row::Serial) {
        if let Some(row) = self.store.get_mut(serial) {
            row.removed = Some(row.happenings());
            row.reached.clear();
            self.store.note_change(serial);
        }
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
        self.advance_to(now);
        let step = step_ms.filter(|step| *step > 0.0 && step.is_finite());
        let on_grid = |next: f64| step.map_or(next, |step| (next / step).ceil() * step);
        let seconds = self.store.shown().map(|row| row.timers().next_second(now));
        let next = on_grid(seconds.fold(f64::INFINITY, f64::min));
        let changes = self.store.shown().map(|row| row.next_change);
        let exact = changes.chain(self.thresholds.next(now, &self.store));
        Moment::new(exact.filter(|moment| *moment > now).fold(next, f64::min))
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
        let is_shown = self.store.get(serial).is_some_and(RosterRow::is_shown);
        if is_shown {
            self.hide(serial);
        }
        is_shown
    }
}

fn read(json: &[u8], document: &mut Document) -> Result<Payload, SyntaxError> {
    let read = |source: &mut JsonText<'_>| Payload::read(source, document, Platform::NATIVE);
    JsonText::read_all(Json::from(json), read)
}

/// What JavaScript, which keeps copies of rows, asks beyond.
#[cfg(feature = "js-all")]
impl Roster {
    /// The number of the row of a communication, or of one that was removed.
    pub(crate) fn serial(&self, communication_id: &str) -> Option<u32> {
        self.store.by_id(communication_id)
    }

    pub(crate) fn by_serial(&self, serial: u32) -> Option<&RosterRow> {
        self.store.get(serial).filter(|row| row.is_shown())
    }

    /// The numbers of the rows that changed, came or went since the last call, in order; of each
    /// that is shown, which parts of it are new.
    pub(crate) fn take_changed(&mut self) -> Vec<(u32, Option<News>)> {
        self.store.take_changed()
    }
}
