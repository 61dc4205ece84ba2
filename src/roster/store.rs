//! Where the rows are: in order of arrival, by id, by participant and by conversation. Rows that
//! were removed, and communications that the roster is not for, stay for a while without being
//! shown, so that a late payload finds them.

use std::{collections::VecDeque, sync::Arc};

#[cfg(feature = "js-all")]
use super::row::News;
use super::{
    conversation::Conversation,
    index::{Index, Named},
    row::{RosterRow, Serial},
};
use crate::wire::texts::{TextName, Texts};

/// How many removed communications are remembered, and how many that the roster is not for.
pub(super) const MOST_HIDDEN: usize = 1000;

/// How many rows of communications that have ended are kept, the latest ones.
pub(super) const MOST_ENDED: usize = 1000;

/// How many communications of one participant a report may be of: the latest ones.
pub(super) const MOST_OF_PARTICIPANT: usize = 32;

/// How many conversations without a row are remembered, the latest ones.
const MOST_WITHOUT_ROW: usize = 256;

#[derive(Debug, Default)]
#[expect(
    clippy::vec_box,
    reason = "a row is more than a kilobyte, and moves when one before it goes"
)]
pub(super) struct Store {
    /// By serial.
    rows: Vec<Box<RosterRow>>,
    by_id: Index,
    by_participant: Index,
    by_conversation: Index,
    /// Conversations without a row, the oldest first.
    without_row: VecDeque<Box<str>>,
    next: Serial,
    /// The least of the rows' next changes; it may be too early, never too late.
    pub(super) next_change: f64,
    /// Rows that changed since somebody asked.
    #[cfg(feature = "js-all")]
    changed: Vec<Serial>,
}

impl Store {
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// All rows, those that are not shown too.
    pub(super) fn all(&self) -> impl Iterator<Item = &RosterRow> {
        self.rows.iter().map(|row| &**row)
    }

    pub(super) fn shown(&self) -> impl Iterator<Item = &RosterRow> {
        self.all().filter(|row| row.is_shown())
    }

    pub(super) fn all_mut(&mut self) -> impl Iterator<Item = &mut RosterRow> {
        self.rows.iter_mut().map(|row| &mut **row)
    }

    fn index_of(&self, serial: Serial) -> Option<usize> {
        // As many rows before it as there are lesser numbers, if none was deleted.
        let first = self.rows.first()?.serial;
        let guess = serial.checked_sub(first)? as usize;
        match self.rows.get(guess) {
            Some(row) if row.serial == serial => Some(guess),
            _ => self
                .rows
                .binary_search_by(|row| row.serial.cmp(&serial))
                .ok(),
        }
    }

    pub(super) fn get(&self, serial: Serial) -> Option<&RosterRow> {
        self.rows.get(self.index_of(serial)?).map(|row| &**row)
    }

    pub(super) fn get_mut(&mut self, serial: Serial) -> Option<&mut RosterRow> {
        let index = self.index_of(serial)?;
        self.rows.get_mut(index).map(|row| &mut **row)
    }

    pub(super) fn by_id(&self, id: &str) -> Option<Serial> {
        self.by_id.get(id)?.serials.first().copied()
    }

    /// The latest communications of a participant, the oldest first.
    pub(super) fn of_participant(&self, participant: &str) -> Vec<Serial> {
        let serials = self
            .by_participant
            .get(participant)
            .map_or(&[][..], |named| &named.serials);
        let first = serials.len().saturating_sub(MOST_OF_PARTICIPANT);
        serials.get(first..).unwrap_or_default().to_vec()
    }

    pub(super) fn listed_at(&self, participant: &str) -> Option<f64> {
        self.by_participant.get(participant)?.listed_at
    }

    /// Notes that an answer lists the communications of a participant by their ids.
    pub(super) fn note_listed(&mut self, participant: &str, asked_at: f64) {
        if let Some(named) = self.by_participant.get_mut(participant) {
            let known = named.listed_at.unwrap_or(f64::NEG_INFINITY);
            named.listed_at = Some(known.max(asked_at));
        }
    }

    /// An id for what is named by its participant alone: that of the participant, unless another
    /// communication has it.
    pub(super) fn free_id(&self, participant: &str, media: &str) -> Box<str> {
        let mut id: Box<str> = participant.into();
        let mut number: u32 = 1;
        while self.by_id.get(&id).is_some() {
            id = if number == 1 {
                [participant, ":", media].concat().into()
            } else {
                [participant, ":", media, ":", &number.to_string()]
                    .concat()
                    .into()
            };
            number += 1;
        }
        id
    }

    /// Adds a row behind all others.
    pub(super) fn add(&mut self, mut row: Box<RosterRow>) -> Serial {
        let serial = self.next;
        self.next += 1;
        row.serial = serial;
        self.by_id.add(&row.communication_id, serial);
        for (index, id) in [
            (&mut self.by_participant, row.participant_id()),
            (&mut self.by_conversation, row.conversation_id()),
        ] {
            if let Some(id) = id {
                index.add(id, serial);
            }
        }
        self.rows.push(row);
        serial
    }

    /// Changes a row, and keeps it known by its participant and its conversation.
    pub(super) fn update<T>(
        &mut self,
        serial: Serial,
        change: impl FnOnce(&mut RosterRow) -> T,
    ) -> Option<T> {
        let index = self.index_of(serial)?;
        let row = self.rows.get_mut(index)?;
        let before = Arc::clone(&row.facts);
        let result = change(row);
        if !Arc::ptr_eq(&before, &row.facts) {
            self.reindex(index, &before, serial);
        }
        Some(result)
    }

    fn reindex(&mut self, index: usize, before: &Texts, serial: Serial) {
        let Some(row) = self.rows.get(index) else {
            return;
        };
        let facts = Arc::clone(&row.facts);
        let changed = |name| {
            let (old, new) = (before.get(name), facts.get(name));
            (old != new).then_some((old, new))
        };
        if let Some((old, new)) = changed(TextName::ParticipantId) {
            if let Some(old) = old {
                self.by_participant.take(old, serial);
            }
            if let Some(new) = new {
                self.by_participant.add(new, serial);
            }
        }
        if let Some((old, new)) = changed(TextName::ConversationId) {
            if let Some(old) = old {
                self.leave_conversation(old, serial);
            }
            if let Some(new) = new {
                self.by_conversation.add(new, serial);
            }
        }
    }

    /// Takes a row from its conversation, which is remembered if it was the last one.
    fn leave_conversation(&mut self, id: &str, serial: Serial) {
        if self.by_conversation.take(id, serial) {
            self.note_without_row(id);
        }
    }

    /// Gives a row its own id.
    pub(super) fn rename(&mut self, serial: Serial, id: &str) -> Option<Box<str>> {
        let row = self.get_mut(serial)?;
        (row.is_provisional, row.is_unconfirmed) = (false, false);
        let is_new = *row.communication_id != *id;
        row.note_texts(is_new);
        let former = std::mem::replace(&mut row.communication_id, id.into());
        self.by_id.take(&former, serial);
        self.by_id.add(id, serial);
        Some(former)
    }

    /// Takes a row away for good.
    pub(super) fn delete(&mut self, serial: Serial) -> Option<Box<RosterRow>> {
        let index = self.index_of(serial)?;
        let row = self.rows.remove(index);
        self.by_id.take(&row.communication_id, serial);
        if let Some(id) = row.participant_id() {
            self.by_participant.take(id, serial);
        }
        if let Some(id) = row.conversation_id() {
            self.leave_conversation(id, serial);
        }
        self.note_change(serial);
        Some(row)
    }

    /// What the communications of a conversation share.
    pub(super) fn conversation_mut(&mut self, id: &str) -> Option<&mut Conversation> {
        if self.by_conversation.get(id).is_none() {
            self.note_without_row(id);
        }
        let named = self.by_conversation.named(id)?;
        Some(named.conversation.get_or_insert_default())
    }

    /// Remembers a conversation without a row; the oldest ones are forgotten if there are too many.
    fn note_without_row(&mut self, id: &str) {
        self.without_row.retain(|other| **other != *id);
        self.without_row.push_back(id.into());
        while self.without_row.len() > MOST_WITHOUT_ROW {
            let Some(id) = self.without_row.pop_front() else {
                return;
            };
            let named = self.by_conversation.get(&id);
            if named.is_some_and(|named| named.serials.is_empty()) {
                self.by_conversation.remove(&id);
            }
        }
    }

    /// What is known of conversations: first of those without a row, the oldest first.
    pub(super) fn conversations(&self) -> Vec<(&str, &Conversation)> {
        let has_row = |named: &Named| !named.serials.is_empty();
        let lonely = self.without_row.iter().filter_map(|id| {
            let named = self.by_conversation.get(id)?;
            Some((&**id, named)).filter(|_| !has_row(named))
        });
        let others = self.by_conversation.all();
        let others = others.filter(|(_, named)| has_row(named));
        let all = lonely.chain(others);
        all.filter_map(|(id, named)| Some((id, named.conversation.as_deref()?)))
            .collect()
    }

    pub(super) fn rows_of_conversation(&self, id: &str) -> Vec<Serial> {
        self.by_conversation
            .get(id)
            .map_or_else(Vec::new, |named| named.serials.clone())
    }

    /// Works out a row anew at `now`.
    pub(super) fn refresh(&mut self, serial: Serial, now: f64) {
        let Some(index) = self.index_of(serial) else {
            return;
        };
        let Some(row) = self.rows.get_mut(index) else {
            return;
        };
        let named = row
            .conversation_id()
            .and_then(|id| self.by_conversation.get(id));
        row.refresh(named.and_then(|named| named.conversation.as_deref()), now);
        self.next_change = self.next_change.min(row.next_change);
        self.note_change(serial);
    }

    #[cfg_attr(
        not(feature = "js-all"),
        expect(clippy::unused_self, reason = "only JavaScript keeps copies of rows")
    )]
    pub(super) fn note_change(&mut self, serial: Serial) {
        #[cfg(feature = "js-all")]
        if self.changed.last() != Some(&serial) {
            self.changed.push(serial);
        }
        #[cfg(not(feature = "js-all"))]
        let _ = serial;
    }

    /// The rows that changed since the last call, and of each that is shown which parts are new.
    #[cfg(feature = "js-all")]
    pub(super) fn take_changed(&mut self) -> Vec<(Serial, Option<News>)> {
        let changed = std::mem::take(&mut self.changed);
        let news = changed.into_iter().map(|serial| {
            let row = self.get_mut(serial);
            (serial, row.and_then(RosterRow::take_news))
        });
        news.collect()
    }
}
