//! The roster as text that outlives a page: ids, moments and what was reported; no names of people,
//! no addresses, no content.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{
    Roster, RosterOptions,
    codec::{Codec, Saved as _},
    conversation::Conversation,
    row::RosterRow,
    saved,
};
use crate::model::Moment;

/// The version of what is saved.
pub(crate) const VERSION: u32 = 2;

/// How long a saved roster is worth anything, in milliseconds: as long as a notification channel
/// lives, 24 hours.
const MOST_AGE_MS: f64 = 24.0 * 60.0 * 60.0 * 1000.0;

/// How far two clocks may differ before a saved roster counts as one of the future, in
/// milliseconds.
const MOST_AHEAD_MS: f64 = 60.0 * 1000.0;

/// Why a saved roster is refused.
///
/// ```
/// use conversation_chat::{Moment, RestoreError, Roster, RosterOptions};
///
/// let at = Moment::new(1_788_249_600_000.0).unwrap();
/// let error = Roster::restore("what is this", at, RosterOptions::default()).unwrap_err();
/// assert_eq!(error, RestoreError::Foreign);
/// assert_eq!(error.to_string(), "expected a roster that `save` wrote, of this version");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RestoreError {
    /// It was not written by [`Roster::save`], or by that of another version.
    Foreign,
    /// It is not as it was written.
    Damaged,
    /// It is older than 24 hours, or from the future.
    Stale,
}

impl RestoreError {
    pub(crate) const fn message(self) -> &'static str {
        match self {
            Self::Foreign => "expected a roster that `save` wrote, of this version",
            Self::Damaged => "expected a saved roster as it was written, found a damaged one",
            Self::Stale => "expected a roster that was saved within 24 hours before `at`",
        }
    }
}

impl fmt::Display for RestoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.message())
    }
}

impl std::error::Error for RestoreError {}

/// What is written: in JavaScript by `JSON.stringify`, in Rust by serde.
#[derive(Serialize, Deserialize)]
struct SavedRoster {
    #[serde(rename = "conversationChatRoster")]
    version: u32,
    /// `null` is a number that is absent.
    numbers: Vec<Option<f64>>,
    texts: Vec<String>,
}

impl Roster {
    /// The roster as text, for [`restore`](Self::restore): the reports of each communication, and
    /// which rows were removed. Ids and moments; no names of people, no addresses, no content.
    ///
    /// ```
    /// use conversation_chat::{Moment, Roster, RosterOptions};
    ///
    /// let at = Moment::new(1_788_249_600_000.0).unwrap();
    /// let mut roster = Roster::new();
    /// roster.receive(r#"{"id": "x", "held": true, "startHoldTime": "2026-09-01T07:59:00Z"}"#, at, None)?;
    /// let again = Roster::restore(&roster.save(), at, RosterOptions::default()).unwrap();
    /// assert_eq!(again.get("x").unwrap().timers(), roster.get("x").unwrap().timers());
    /// # Ok::<(), conversation_chat::SyntaxError>(())
    /// ```
    #[must_use]
    pub fn save(&self) -> String {
        let (numbers, texts) = self.save_parts();
        let saved = SavedRoster {
            version: VERSION,
            numbers: numbers
                .into_iter()
                .map(|number| Some(number).filter(|number| !number.is_nan()))
                .collect(),
            texts,
        };
        let text = serde_json::to_string(&saved);
        debug_assert!(text.is_ok(), "numbers and texts can be written");
        text.unwrap_or_default()
    }

    /// The roster that was saved, at `at`: its numbers go on as before. What has ended since then,
    /// the next [`sync`](Self::sync) reports. Rows that `options` do not want are left out.
    ///
    /// # Errors
    ///
    /// [`RestoreError`] if `saved` is no text of [`save`](Self::save), if it is damaged, or if it
    /// was saved more than 24 hours before `at`.
    ///
    /// ```
    /// use conversation_chat::{Moment, RestoreError, Roster, RosterOptions};
    ///
    /// let mut roster = Roster::new();
    /// let at = Moment::new(1_788_249_600_000.0).unwrap();
    /// roster.receive(r#"{"id": "x", "state": "connected"}"#, at, None)?;
    /// let later = Moment::new(1_788_336_000_001.0).unwrap();
    /// assert_eq!(Roster::restore(&roster.save(), later, RosterOptions::default()).unwrap_err(), RestoreError::Stale);
    /// # Ok::<(), conversation_chat::SyntaxError>(())
    /// ```
    pub fn restore(saved: &str, at: Moment, options: RosterOptions) -> Result<Self, RestoreError> {
        let saved: SavedRoster = serde_json::from_str(saved).map_err(|_| RestoreError::Foreign)?;
        if saved.version != VERSION {
            return Err(RestoreError::Foreign);
        }
        let numbers = saved.numbers.into_iter();
        let numbers = numbers.map(|number| number.unwrap_or(f64::NAN)).collect();
        Self::restore_parts(numbers, saved.texts, at, options)
    }

    /// The numbers and texts that are saved; NaN is a number that is absent.
    pub(crate) fn save_parts(&self) -> (Vec<f64>, Vec<String>) {
        let mut codec = Codec::writer();
        codec.option(&mut self.latest.clone());
        self.lists.clone().save(&mut codec);
        // Nobody knows yet whose it is.
        let may_be_wanted = |row: &&RosterRow| row.is_wanted || row.user_id().is_none();
        let rows = || self.store.all().filter(may_be_wanted);
        let count = u32::try_from(rows().count()).unwrap_or(u32::MAX);
        codec.count(count, u32::MAX);
        for row in rows() {
            saved::row(&mut codec, &mut row.clone());
            let participant = row.participant_id();
            codec.option(&mut participant.and_then(|id| self.store.listed_at(id)));
        }
        let conversations = self.store.conversations();
        let count = u32::try_from(conversations.len()).unwrap_or(u32::MAX);
        codec.count(count, u32::MAX);
        for (id, conversation) in conversations {
            codec.text(&mut Some(id.into()));
            conversation.clone().save(&mut codec);
        }
        codec.written()
    }

    /// The same, if they are of this version.
    #[cfg(feature = "js-all")]
    pub(crate) fn restore_version(
        version: f64,
        numbers: Vec<f64>,
        texts: Vec<String>,
        at: Moment,
        options: RosterOptions,
    ) -> Result<Self, RestoreError> {
        if version != f64::from(VERSION) {
            return Err(RestoreError::Foreign);
        }
        Self::restore_parts(numbers, texts, at, options)
    }

    /// The roster of saved numbers and texts.
    pub(crate) fn restore_parts(
        numbers: Vec<f64>,
        texts: Vec<String>,
        at: Moment,
        options: RosterOptions,
    ) -> Result<Self, RestoreError> {
        let mut codec = Codec::reader(numbers, texts);
        let mut roster = Self::with_options(options);
        codec.option(&mut roster.latest);
        roster.lists.save(&mut codec);
        for _ in 0..codec.count(0, u32::MAX) {
            let mut row = RosterRow::new(Box::default(), false);
            saved::row(&mut codec, &mut row);
            let mut listed_at = None;
            codec.option(&mut listed_at);
            if codec.is_damaged() {
                return Err(RestoreError::Damaged);
            }
            roster.add_restored(row, listed_at);
        }
        for _ in 0..codec.count(0, u32::MAX) {
            let (mut id, mut conversation) = (None, Conversation::default());
            codec.text(&mut id);
            conversation.save(&mut codec);
            if codec.is_damaged() {
                return Err(RestoreError::Damaged);
            }
            conversation.show_messages();
            if let Some(own) = roster.store.conversation_mut(&id.unwrap_or_default()) {
                *own = conversation;
            }
        }
        if !codec.is_whole() {
            return Err(RestoreError::Damaged);
        }
        let age = roster.latest.map_or(0.0, |latest| at.epoch_ms() - latest);
        if !(-MOST_AHEAD_MS..=MOST_AGE_MS).contains(&age) {
            return Err(RestoreError::Stale);
        }
        let at = at.epoch_ms();
        let now = roster.latest.map_or(at, |latest| latest.max(at));
        let serials: Vec<_> = roster.store.all().map(|row| row.serial).collect();
        for serial in serials {
            roster.store.refresh(serial, now);
            if let Some(row) = roster.store.get_mut(serial) {
                row.is_wanted = roster.options.want(row);
            }
        }
        roster.latest = Some(now);
        Ok(roster)
    }

    fn add_restored(&mut self, mut row: RosterRow, listed_at: Option<f64>) {
        row.history.find_copies();
        row.refresh_facts();
        let participant = row.participant_id().map(Box::<str>::from);
        self.store.add(Box::new(row));
        if let (Some(participant), Some(listed_at)) = (participant, listed_at) {
            self.store.note_listed(&participant, listed_at);
        }
    }
}
