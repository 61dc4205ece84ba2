//! What only a roster knows, as text that outlives a page: ids and moments, no names, no addresses,
//! no content.

use std::fmt;

use super::{
    Roster, RosterOptions,
    conversation::Moments,
    facts::Facts,
    media,
    row::RosterRow,
    saved_text::{Reading, Saved, Words, saved},
    store::Store,
};
use crate::model::Moment;

/// What a saved roster begins with: the version of its form.
const VERSION: &str = "conversation-chat roster 1 ";

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
/// let at = Moment::new(0.0).unwrap();
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

/// A row without what is personal.
struct SavedRow {
    id: Box<str>,
    is_provisional: bool,
    conversation: Option<Box<str>>,
    participant: Option<Box<str>>,
    media: Box<str>,
    is_media_told: bool,
    purpose: Option<Box<str>>,
    user: Option<Box<str>>,
    queue: Option<Box<str>>,
    direction: Option<Box<str>>,
    listens_in: bool,
    seen: f64,
    facts: Facts,
    /// What its conversation knows of messages.
    said: Moments,
}

saved! {
    SavedRow {
        id, is_provisional, conversation, participant, media, is_media_told, purpose, user, queue, direction, listens_in, seen, facts, said,
    }
}

impl SavedRow {
    fn new(row: &RosterRow, store: &Store) -> Self {
        let conversation = row
            .conversation_id
            .as_ref()
            .and_then(|id| store.conversation(id));
        Self {
            id: row.communication_id.clone(),
            is_provisional: row.is_provisional,
            conversation: row.conversation_id.clone(),
            participant: row.participant_id.clone(),
            media: row.media.into(),
            is_media_told: row.is_media_told,
            purpose: row.purpose.clone(),
            user: row.user_id.clone(),
            queue: row.queue_id.clone(),
            direction: row.direction.clone(),
            listens_in: row.listens_in,
            seen: row.seen,
            facts: row.facts.clone(),
            said: conversation
                .map(|conversation| conversation.moments.clone())
                .unwrap_or_default(),
        }
    }
}

impl From<SavedRow> for RosterRow {
    fn from(saved: SavedRow) -> Self {
        let mut row = Self::new(saved.id, saved.is_provisional);
        row.conversation_id = saved.conversation;
        row.participant_id = saved.participant;
        row.media = media::by_name(&saved.media).unwrap_or(media::UNKNOWN);
        row.is_media_told = saved.is_media_told;
        row.purpose = saved.purpose;
        row.user_id = saved.user;
        row.queue_id = saved.queue;
        row.direction = saved.direction;
        row.listens_in = saved.listens_in;
        row.seen = saved.seen;
        row.facts = saved.facts;
        row
    }
}

impl Roster {
    /// The roster as text, for [`restore`](Self::restore): what was learned of each communication,
    /// and which were removed. Ids and moments, no names, no addresses, no content.
    ///
    /// ```
    /// use conversation_chat::{Moment, Roster, RosterOptions};
    ///
    /// let at = Moment::new(5_000.0).unwrap();
    /// let mut roster = Roster::new();
    /// roster.receive(r#"{"id": "x", "held": true, "startHoldTime": "1970-01-01T00:00:01Z"}"#, at, None)?;
    /// let again = Roster::restore(&roster.save(), at, RosterOptions::default()).unwrap();
    /// assert_eq!(again.get("x").unwrap().timers(), roster.get("x").unwrap().timers());
    /// # Ok::<(), conversation_chat::SyntaxError>(())
    /// ```
    #[must_use]
    pub fn save(&self) -> String {
        let mut words = Words::default();
        self.latest.save(&mut words);
        let saved = |row| SavedRow::new(row, &self.store);
        self.rows().map(saved).collect::<Vec<_>>().save(&mut words);
        self.store
            .removed()
            .map(saved)
            .collect::<Vec<_>>()
            .save(&mut words);
        let mut sum = Words::default();
        checksum(words.0.as_bytes()).save(&mut sum);
        [VERSION, &sum.0, " ", &words.0].concat()
    }

    /// The roster that was saved, at `at`: numbers go on as before. What has ended since then, the
    /// next [`sync`](Self::sync) tells. Rows that `options` do not want are left out.
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
    /// roster.receive(r#"{"id": "x", "state": "connected"}"#, Moment::new(0.0).unwrap(), None)?;
    /// let day = Moment::new(86_400_001.0).unwrap();
    /// assert_eq!(Roster::restore(&roster.save(), day, RosterOptions::default()).unwrap_err(), RestoreError::Stale);
    /// # Ok::<(), conversation_chat::SyntaxError>(())
    /// ```
    pub fn restore(saved: &str, at: Moment, options: RosterOptions) -> Result<Self, RestoreError> {
        let body = saved.strip_prefix(VERSION).ok_or(RestoreError::Foreign)?;
        let (sum, words) = body.split_once(' ').ok_or(RestoreError::Damaged)?;
        if u64::restore(&mut Reading::new(sum)) != Some(checksum(words.as_bytes())) {
            return Err(RestoreError::Damaged);
        }
        let (saved_at, rows, removed) = restored(words).ok_or(RestoreError::Damaged)?;
        let age = saved_at.map_or(0.0, |saved_at| at.epoch_ms() - saved_at);
        if !(-MOST_AHEAD_MS..=MOST_AGE_MS).contains(&age) {
            return Err(RestoreError::Stale);
        }
        let mut roster = Self {
            latest: saved_at,
            ..Self::with_options(options)
        };
        for (rows, are_removed) in [(removed, true), (rows, false)] {
            for mut saved in rows {
                if !roster
                    .options
                    .are_for(saved.purpose.as_deref(), saved.user.as_deref())
                {
                    continue;
                }
                if let Some(id) = &saved.conversation {
                    roster.store.conversation_mut(id).moments = std::mem::take(&mut saved.said);
                }
                let serial = roster.store.add(Box::new(RosterRow::from(saved)));
                roster.store.refresh(serial);
                if are_removed {
                    roster.store.remove(serial);
                }
            }
        }
        roster.store.expire(at.epoch_ms());
        Ok(roster)
    }
}

/// FNV-1a (Fowler, Noll, Vo; 64 bits), which tells a damaged text from a whole one.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// When the latest payload came, the rows, and those that were removed.
fn restored(words: &str) -> Option<(Option<f64>, Vec<SavedRow>, Vec<SavedRow>)> {
    let mut reading = Reading::new(words);
    let saved = (
        Option::restore(&mut reading)?,
        Vec::restore(&mut reading)?,
        Vec::restore(&mut reading)?,
    );
    reading.is_done().then_some(saved)
}
