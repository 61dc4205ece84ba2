//! Where the rows are: by order of arrival, by id, by participant; and what was removed, so that
//! late payloads do not bring it back.

use std::collections::BTreeMap;

use super::{
    conversation::Conversation,
    row::{RosterRow, Serial},
    schedule::Schedule,
};

/// How many removed communications are remembered.
pub(super) const MOST_REMOVED: usize = 1000;

/// How many communications of one participant are asked whether they are meant: the latest ones.
const MOST_OF_PARTICIPANT: usize = 32;

/// What is known by one name: the rows, and of a conversation what they share.
#[derive(Debug, Default)]
struct Named {
    serials: Vec<Serial>,
    conversation: Conversation,
}

/// Rows by a name. A tree, whose time does not depend on which names a payload has.
type Index = BTreeMap<Box<str>, Named>;

/// A row that is shown. It is more than a kilobyte, and moves when one before it is removed: so it
/// lies elsewhere.
#[derive(Debug)]
struct Entry {
    row: Box<RosterRow>,
    schedule: Schedule,
}

#[derive(Debug, Default)]
#[expect(clippy::vec_box, reason = "rows come from entries and go back to them")]
pub(super) struct Store {
    /// By serial.
    entries: Vec<Entry>,
    /// In the order in which they were removed.
    removed: Vec<Box<RosterRow>>,
    by_id: Index,
    by_participant: Index,
    by_conversation: Index,
    next: Serial,
    /// When the next time-limited after-call work may be over: no later than it is.
    earliest_limit: Option<f64>,
    /// Rows that changed since somebody asked.
    #[cfg(feature = "js")]
    changed: Vec<Serial>,
}

impl Store {
    pub(super) fn rows(&self) -> impl ExactSizeIterator<Item = &RosterRow> {
        self.entries.iter().map(|entry| &*entry.row)
    }

    /// When a displayed second of any row changes next after `now`; infinite if none runs.
    pub(super) fn next_second(&mut self, now: f64) -> f64 {
        let seconds = self
            .entries
            .iter_mut()
            .map(|entry| entry.schedule.next_second(&entry.row, now));
        seconds.fold(f64::INFINITY, f64::min)
    }

    /// When time-limited after-call work is over, of each row in which it goes on.
    pub(super) fn work_limits(&self) -> impl Iterator<Item = f64> {
        self.entries
            .iter()
            .filter_map(|entry| entry.schedule.work_limit)
    }

    /// Ends time-limited after-call work whose limit is reached at `now`.
    pub(super) fn expire(&mut self, now: f64) {
        if self.earliest_limit.is_none_or(|limit| limit > now) {
            return;
        }
        let mut over = Vec::new();
        for entry in self
            .entries
            .iter_mut()
            .filter(|entry| entry.schedule.work_limit.is_some_and(|limit| limit <= now))
        {
            entry.row.facts.expire(now);
            over.push(entry.row.serial);
        }
        for serial in over {
            self.refresh(serial);
        }
        self.earliest_limit = self.work_limits().reduce(f64::min);
    }

    /// The rows that were removed, in the order in which they were.
    pub(super) fn removed(&self) -> impl Iterator<Item = &RosterRow> {
        self.removed.iter().map(|row| &**row)
    }

    fn index_of(&self, serial: Serial) -> Option<usize> {
        self.entries
            .binary_search_by(|entry| entry.row.serial.cmp(&serial))
            .ok()
    }

    pub(super) fn get(&self, serial: Serial) -> Option<&RosterRow> {
        self.entries
            .get(self.index_of(serial)?)
            .map(|entry| &*entry.row)
    }

    pub(super) fn by_id(&self, id: &str) -> Option<Serial> {
        self.by_id.get(id)?.serials.first().copied()
    }

    /// The latest communications of a participant, the newest first; removed ones too.
    pub(super) fn of_participant(&self, participant: &str) -> impl Iterator<Item = &RosterRow> {
        let serials = self
            .by_participant
            .get(participant)
            .map_or(&[][..], |named| &named.serials);
        serials
            .iter()
            .rev()
            .take(MOST_OF_PARTICIPANT)
            .filter_map(|serial| self.any(*serial))
    }

    /// A row, or one that was removed.
    pub(super) fn any(&self, serial: Serial) -> Option<&RosterRow> {
        self.get(serial)
            .or_else(|| self.removed().find(|row| row.serial == serial))
    }

    pub(super) fn any_mut(&mut self, serial: Serial) -> Option<&mut RosterRow> {
        match self.index_of(serial) {
            Some(index) => self.entries.get_mut(index).map(|entry| &mut *entry.row),
            None => self
                .removed
                .iter_mut()
                .map(|row| &mut **row)
                .find(|row| row.serial == serial),
        }
    }

    pub(super) fn is_removed(&self, serial: Serial) -> bool {
        self.index_of(serial).is_none()
    }

    /// An id for what is named by its participant alone: that of the participant, unless another
    /// communication has it.
    pub(super) fn free_id(&self, participant: &str, media: &str) -> Box<str> {
        let mut id: Box<str> = participant.into();
        let mut number: u32 = 1;
        while self.by_id.contains_key(&id) {
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
        name(&mut self.by_id, &row.communication_id, serial);
        let schedule = Schedule::of(&row);
        self.entries.push(Entry { row, schedule });
        self.index(serial);
        serial
    }

    /// Makes a row known by its participant and its conversation; once is enough.
    pub(super) fn index(&mut self, serial: Serial) {
        let Some(entry) = self
            .index_of(serial)
            .and_then(|index| self.entries.get_mut(index))
        else {
            return;
        };
        let row = &mut entry.row;
        for (index, id, is_known) in [
            (
                &mut self.by_participant,
                &row.participant_id,
                &mut row.is_known_by_participant,
            ),
            (
                &mut self.by_conversation,
                &row.conversation_id,
                &mut row.is_known_by_conversation,
            ),
        ] {
            if let Some(id) = id
                && !std::mem::replace(is_known, true)
            {
                name(index, id, serial);
            }
        }
    }

    /// Gives a row its own id, which is told only now; gives the former one.
    pub(super) fn rename(&mut self, serial: Serial, id: &str) -> Option<Box<str>> {
        let former = self.any_mut(serial)?.rename(id);
        unname(&mut self.by_id, &former, serial);
        name(&mut self.by_id, id, serial);
        Some(former)
    }

    /// Takes a row away, and remembers it.
    pub(super) fn remove(&mut self, serial: Serial) -> bool {
        let Some(index) = self.index_of(serial) else {
            return false;
        };
        let Entry { row, .. } = self.entries.remove(index);
        if self.removed.len() == MOST_REMOVED {
            let oldest = self.removed.remove(0);
            self.forget(&oldest);
        }
        self.removed.push(row);
        self.note_change(serial);
        true
    }

    /// Brings a removed row back, behind all others.
    pub(super) fn bring_back(&mut self, serial: Serial) {
        if let Some(index) = self.removed.iter().position(|row| row.serial == serial) {
            let mut row = self.removed.remove(index);
            self.forget(&row);
            (row.is_known_by_participant, row.is_known_by_conversation) = (false, false);
            let serial = self.add(row);
            self.refresh(serial);
        }
    }

    /// Takes away for good what turned out to be another row; gives its id if it was shown.
    pub(super) fn drop_double(&mut self, serial: Serial) -> Option<Box<str>> {
        let shown = self.index_of(serial);
        let row = match shown {
            Some(index) => self.entries.remove(index).row,
            None => {
                let index = self.removed.iter().position(|row| row.serial == serial)?;
                self.removed.remove(index)
            }
        };
        self.forget(&row);
        self.note_change(serial);
        shown.map(|_| row.communication_id)
    }

    /// A removed row is known by no name any more.
    fn forget(&mut self, row: &RosterRow) {
        unname(&mut self.by_id, &row.communication_id, row.serial);
        for (index, id) in [
            (&mut self.by_participant, &row.participant_id),
            (&mut self.by_conversation, &row.conversation_id),
        ] {
            if let Some(id) = id {
                unname(index, id, row.serial);
            }
        }
    }

    /// What the communications of a conversation share.
    pub(super) fn conversation_mut(&mut self, id: &str) -> &mut Conversation {
        &mut self
            .by_conversation
            .entry(id.into())
            .or_default()
            .conversation
    }

    pub(super) fn conversation(&self, id: &str) -> Option<&Conversation> {
        self.by_conversation
            .get(id)
            .map(|named| &named.conversation)
    }

    pub(super) fn rows_of_conversation(&self, id: &str) -> Vec<Serial> {
        self.by_conversation
            .get(id)
            .map_or_else(Vec::new, |named| named.serials.clone())
    }

    /// Forgets a conversation that has no row: each payload tells it anew.
    pub(super) fn forget_conversation(&mut self, id: &str) {
        if self
            .by_conversation
            .get(id)
            .is_some_and(|named| named.serials.is_empty())
        {
            self.by_conversation.remove(id);
        }
    }

    /// Works out the stopwatches of a row anew.
    pub(super) fn refresh(&mut self, serial: Serial) {
        let entry = self
            .index_of(serial)
            .and_then(|index| self.entries.get_mut(index));
        let (row, schedule) = match entry {
            Some(Entry { row, schedule }) => (row, Some(schedule)),
            None => match self.removed.iter_mut().find(|row| row.serial == serial) {
                Some(row) => (row, None),
                None => return,
            },
        };
        let named = row
            .conversation_id
            .as_ref()
            .and_then(|id| self.by_conversation.get(id));
        row.refresh(named.map(|named| &named.conversation));
        if let Some(schedule) = schedule {
            *schedule = Schedule::of(row);
            self.earliest_limit = schedule
                .work_limit
                .into_iter()
                .chain(self.earliest_limit)
                .reduce(f64::min);
        }
        self.note_change(serial);
    }

    #[cfg_attr(
        not(feature = "js"),
        expect(clippy::unused_self, reason = "only JavaScript keeps copies of rows")
    )]
    fn note_change(&mut self, serial: Serial) {
        #[cfg(feature = "js")]
        if self.changed.last() != Some(&serial) {
            self.changed.push(serial);
        }
        #[cfg(not(feature = "js"))]
        let _ = serial;
    }

    #[cfg(feature = "js")]
    pub(super) fn take_changed(&mut self) -> Vec<Serial> {
        std::mem::take(&mut self.changed)
    }
}

fn name(index: &mut Index, id: &str, serial: Serial) {
    index.entry(id.into()).or_default().serials.push(serial);
}

fn unname(index: &mut Index, id: &str, serial: Serial) {
    if let Some(named) = index.get_mut(id) {
        named.serials.retain(|other| *other != serial);
        if named.serials.is_empty() {
            index.remove(id);
        }
    }
}
