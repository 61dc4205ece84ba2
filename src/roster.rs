//! The live communications of a desk, fed by payloads.

use std::{
    collections::{HashMap, VecDeque},
    hash::BuildHasherDefault,
};

use crate::{
    Change, ConversationChat, Open, RosterChange, RosterRow, SyntaxError, Timeline,
    facts::Facts,
    figures::Figures,
    ledger::Arrival,
    outline::{Outline, Seen as _},
    parse::read_chat,
    payload::{self, Carried, Content},
    reader::{Json, JsonText, Reader},
    row::{Row, key, talks},
    words::{Words, hash},
};

/// How many columns [`Roster::tick`] fills for each row.
///
/// ```
/// assert_eq!(conversation_chat::TICK_WIDTH, 11);
/// ```
pub const TICK_WIDTH: usize = 11;

/// How many marks of payloads are remembered, to know a duplicate.
const MOST_MARKS: usize = 256;

/// The live communications of a desk: fed with whatever the platform sends, it knows how long everything took.
///
/// It takes REST conversations and lists, notifications in the nested and in the flat layout, and single chats. Notifications carry no
/// segments, so it remembers holds from one to the next: a hold that was seen to begin, and is over at a later payload,
/// ended when that came. A payload with segments replaces what was guessed. Duplicates and late payloads do no harm. A
/// communication that has ended stays until it is removed.
///
/// ```
/// use conversation_chat::Roster;
///
/// let mut roster = Roster::new();
/// let event = r#"{
///     "topicName": "v2.users.u.conversations",
///     "eventBody": {"id": "c", "participants": [{"id": "p", "purpose": "agent", "chats": [
///         {"id": "x", "state": "connected", "connectedTime": "1970-01-01T00:00:10Z"}
///     ]}]}
/// }"#;
/// let changes = roster.receive(event, 12_000.0)?;
/// assert_eq!(changes[0].communication_id, "x");
/// assert_eq!(roster.rows(15_000.0)[0].durations.talk.ms, 5_000.0);
/// # Ok::<(), conversation_chat::SyntaxError>(())
/// ```
#[derive(Debug, Default)]
pub struct Roster {
    rows: Vec<Row>,
    /// Of each row, in the same order: apart, since a tick looks at nothing else.
    figures: Vec<Figures>,
    /// Where the row of a communication is: by its id, and by medium and participant, which is all that the flat layout
    /// names.
    places: HashMap<Box<str>, usize, BuildHasherDefault<Words>>,
    /// The marks of the latest payloads that have one.
    marks: VecDeque<u64>,
}

impl Roster {
    /// An empty roster.
    ///
    /// ```
    /// assert!(conversation_chat::Roster::new().is_empty());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many communications it holds.
    ///
    /// ```
    /// assert_eq!(conversation_chat::Roster::new().len(), 0);
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it holds none.
    ///
    /// ```
    /// assert!(conversation_chat::Roster::new().is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Takes a payload of the platform that came at `at` (epoch milliseconds in the cloud clock), and tells of every communication in
    /// it what changed and what is wrong. Payloads without communications (heartbeats and the like), duplicates and late ones
    /// change nothing and give an empty list.
    ///
    /// # Errors
    ///
    /// [`SyntaxError`] when the text is not JSON. Then nothing has changed.
    ///
    /// ```
    /// let mut roster = conversation_chat::Roster::new();
    /// assert!(roster.receive("{", 0.0).is_err());
    /// assert!(roster.receive(r#"{"topicName": "channel.metadata", "eventBody": {}}"#, 0.0)?.is_empty());
    /// # Ok::<(), conversation_chat::SyntaxError>(())
    /// ```
    pub fn receive(&mut self, json: impl AsRef<[u8]>, at: f64) -> Result<Vec<RosterChange>, SyntaxError> {
        self.receive_with(&mut Outline::default(), json.as_ref().into(), at)
    }

    pub(crate) fn receive_with(
        &mut self,
        outline: &mut Outline,
        json: Json<'_>,
        at: f64,
    ) -> Result<Vec<RosterChange>, SyntaxError> {
        let at = if at.is_finite() { at } else { 0.0 };
        let (content, found) = JsonText::read_all(json, |source| {
            let mut reader = Reader::new(source, outline);
            Ok((payload::read(&mut reader)?, reader.findings))
        })?;
        let mut changes = Vec::new();
        match content {
            Content::Payload { root, marked } => {
                let mark = marked.then(|| hash(json.bytes));
                let mut arrival = None;
                payload::each(outline, root, found.issues(), &mut |carried| {
                    // Only a payload with communications leaves its mark.
                    let arrival = *arrival.get_or_insert_with(|| self.arrival(at, mark));
                    changes.extend(arrival.and_then(|arrival| self.take(carried, arrival)));
                });
            }
            Content::MaybeChat => {
                let (chat, issues) = JsonText::read_all(json, |source| read_chat(&mut Reader::new(source, outline)))?;
                if let Some(chat) = ConversationChat::seen(outline, chat) {
                    changes.extend(self.take(payload::single(chat, issues), Arrival { at, unique: false }));
                }
            }
        }
        Ok(changes)
    }

    /// How a payload came; `None` if it is a duplicate.
    fn arrival(&mut self, at: f64, mark: Option<u64>) -> Option<Arrival> {
        if let Some(mark) = mark {
            if self.marks.contains(&mark) {
                return None;
            }
            if self.marks.len() == MOST_MARKS {
                self.marks.pop_front();
            }
            self.marks.push_back(mark);
        }
        Some(Arrival { at, unique: mark.is_some() })
    }

    fn take(&mut self, carried: Carried<'_>, arrival: Arrival) -> Option<RosterChange> {
        let place = self.find(&carried);
        let Carried { chat, issues, id, media, owner } = carried;
        let state = chat.state().map(Open::from);
        let mut facts = Facts::from(chat);
        facts.alert_limit_ms = owner.alert_limit_ms.or(facts.alert_limit_ms);
        facts.after_call_work_limit_ms = owner.after_call_work_limit_ms;

        if let Some(place) = place
            && let Some(row) = self.rows.get_mut(place)
        {
            facts.talks = talks(owner.purpose.or(row.purpose.as_deref()));
            row.facts = row.facts.then(facts, arrival)?;
            row.timeline = Timeline::new(&row.facts);
            if let Some(figures) = self.figures.get_mut(place) {
                *figures = Figures::from(&row.timeline);
            }
            row.state = state.or(row.state.take());
            let communication_id = String::from(&*row.communication_id);
            if let Some(former) = row.learn(&owner) {
                if let Some(former) = former {
                    self.forget(&key(media, &former), place);
                }
                self.remember_owner(place);
            }
            return Some(RosterChange { communication_id, change: Change::Updated, issues });
        }

        let place = self.rows.len();
        let provisional = id.is_none();
        let communication_id = match id {
            Some(id) => id.into(),
            None => self.free_id(owner.id?, media),
        };
        facts.talks = talks(owner.purpose);
        let facts = facts.first(arrival);
        let timeline = Timeline::new(&facts);
        self.figures.push(Figures::from(&timeline));
        self.places.insert(communication_id.clone(), place);
        self.rows.push(Row {
            communication_id: communication_id.clone(),
            provisional,
            conversation_id: owner.conversation_id.map(Into::into),
            participant_id: owner.id.map(Into::into),
            purpose: owner.purpose.map(Into::into),
            user_id: owner.user_id.map(Into::into),
            media,
            state,
            timeline,
            facts,
        });
        self.remember_owner(place);
        Some(RosterChange { communication_id: communication_id.into(), change: Change::Added, issues })
    }

    /// An id for what the flat layout names by its participant alone: that of the participant, unless another communication has it.
    fn free_id(&self, participant: &str, media: &str) -> Box<str> {
        let mut id: Box<str> = participant.into();
        while self.places.contains_key(&id) {
            id = [&id, ":", media].concat().into();
        }
        id
    }

    /// The place of the row that is meant, if there is one.
    fn find(&mut self, carried: &Carried<'_>) -> Option<usize> {
        let by_owner = || self.places.get(&key(carried.media, carried.owner.id?)).copied();
        let Some(id) = carried.id else {
            return by_owner();
        };
        if let Some(place) = self.places.get(id) {
            return Some(*place);
        }
        let place = by_owner()?;
        let row = self.rows.get_mut(place).filter(|row| row.provisional)?;
        // Known so far by its participant alone: now its own id is told.
        row.provisional = false;
        let former = std::mem::replace(&mut row.communication_id, id.into());
        self.places.remove(&former);
        self.places.insert(id.into(), place);
        Some(place)
    }

    /// Makes the row known by its medium and participant.
    fn remember_owner(&mut self, place: usize) {
        if let Some(key) = self.rows.get(place).and_then(Row::owner_key) {
            self.places.insert(key, place);
        }
    }

    /// Forgets a key, unless another row has it by now.
    fn forget(&mut self, key: &str, place: usize) {
        if self.places.get(key) == Some(&place) {
            self.places.remove(key);
        }
    }

    /// All communications at `now` (epoch milliseconds in the cloud clock). Removing one moves the last into its place; otherwise
    /// the order stays.
    ///
    /// ```
    /// assert!(conversation_chat::Roster::new().rows(0.0).is_empty());
    /// ```
    #[must_use]
    pub fn rows(&self, now: f64) -> Vec<RosterRow> {
        let text = |id: &Option<Box<str>>| id.as_deref().map(str::to_owned);
        let rows = self.rows.iter().map(|row| RosterRow {
            communication_id: String::from(&*row.communication_id),
            conversation_id: text(&row.conversation_id),
            participant_id: text(&row.participant_id),
            media_type: row.media.to_owned(),
            purpose: text(&row.purpose),
            user_id: text(&row.user_id),
            state: row.state.clone(),
            held: row.facts.held && !row.facts.is_ended(),
            durations: row.timeline.durations(now),
        });
        rows.collect()
    }

    /// Fills `columns` with the timers of all rows at `now` (epoch milliseconds in the cloud clock): [`TICK_WIDTH`] numbers a row, in the
    /// order of [`rows`](Self::rows). Nothing is allocated unless there are more rows than ever before.
    ///
    /// | column | holds |
    /// |---|---|
    /// | 0 to 6 | alert, contacting, dialing, talk, hold, after-call work, handle: milliseconds |
    /// | 7 | the current hold: milliseconds; NaN while not on hold |
    /// | 8, 9 | what remains of alert and of after-call work: milliseconds; NaN where not running, or without a limit |
    /// | 10 | which timers run: the sum of 2 to the power of their columns, 0 to 7 |
    ///
    /// ```
    /// use conversation_chat::Roster;
    ///
    /// let mut roster = Roster::new();
    /// roster.receive(r#"{"id": "x", "state": "connected", "connectedTime": "1970-01-01T00:00:01Z"}"#, 0.0)?;
    /// let mut columns = Vec::new();
    /// roster.tick(3_000.0, &mut columns);
    /// assert_eq!((columns[3], columns[6]), (2_000.0, 2_000.0));
    /// assert_eq!(columns[10], 8.0 + 64.0);
    /// # Ok::<(), conversation_chat::SyntaxError>(())
    /// ```
    pub fn tick(&self, now: f64, columns: &mut Vec<f64>) {
        columns.resize(self.figures.len() * TICK_WIDTH, 0.0);
        let (rows, _) = columns.as_chunks_mut();
        for (row, figures) in rows.iter_mut().zip(&self.figures) {
            *row = figures.columns(now);
        }
    }

    /// When the next displayed second changes after `now`, in epoch milliseconds in the cloud clock: until then a page may sleep. `None` if
    /// nothing runs.
    ///
    /// ```
    /// use conversation_chat::Roster;
    ///
    /// let mut roster = Roster::new();
    /// assert_eq!(roster.next_change(0.0), None);
    /// roster.receive(r#"{"id": "x", "state": "connected", "connectedTime": "1970-01-01T00:00:01.250Z"}"#, 0.0)?;
    /// assert_eq!(roster.next_change(3_000.0), Some(3_250.0));
    /// # Ok::<(), conversation_chat::SyntaxError>(())
    /// ```
    #[must_use]
    pub fn next_change(&self, now: f64) -> Option<f64> {
        self.figures.iter().filter_map(|figures| figures.next_change(now)).reduce(f64::min)
    }

    /// Forgets a communication; `false` if it was not there.
    ///
    /// ```
    /// assert!(!conversation_chat::Roster::new().remove("x"));
    /// ```
    pub fn remove(&mut self, communication_id: &str) -> bool {
        // A medium and a participant are a key too, but no id.
        let Some(place) = self.places.get(communication_id).copied().filter(|_| !communication_id.contains('\0'))
        else {
            return false;
        };
        let row = self.rows.swap_remove(place);
        self.figures.swap_remove(place);
        for key in row.keys() {
            self.forget(&key, place);
        }
        let moved_from = self.rows.len();
        if let Some(moved) = self.rows.get(place) {
            for key in moved.keys() {
                if let Some(at) = self.places.get_mut(&key).filter(|at| **at == moved_from) {
                    *at = place;
                }
            }
        }
        true
    }
}
