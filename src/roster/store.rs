//! Where the rows are: by order of arrival, by id, by participant; and what was removed, so that late payloads do not bring it back.

use std::collections::{BTreeMap, VecDeque};

use super::{conversation::Conversation, row::RosterRow};

/// The number of a row: it never changes, and grows from row to row.
pub(super) type Serial = u32;

/// How many removed communications are remembered.
pub(super) const MOST_REMOVED: usize = 1000;

/// How many communications of one participant are asked whether they are meant: the latest ones.
const MOST_OF_PARTICIPANT: usize = 32;

/// A conversation, and its rows.
#[derive(Debug, Default)]
pub(super) struct Shared {
    pub(super) conversation: Conversation,
    pub(super) rows: Vec<Serial>,
}

#[derive(Debug, Default)]
pub(super) struct Store {
    pub(super) rows: BTreeMap<Serial, RosterRow>,
    removed: BTreeMap<Serial, RosterRow>,
    /// In the order in which they were removed.
    removals: VecDeque<Serial>,
    by_id: BTreeMap<Box<str>, Serial>,
    by_participant: BTreeMap<Box<str>, Vec<Serial>>,
    pub(super) conversations: BTreeMap<Box<str>, Shared>,
    next: Serial,
    /// Rows that changed since somebody asked.
    #[cfg(feature = "js")]
    pub(super) changed: std::collections::BTreeSet<Serial>,
}

impl Store {
    pub(super) fn by_id(&self, id: &str) -> Option<Serial> {
        self.by_id.get(id).copied()
    }

    /// The latest communications of a participant, the newest first; removed ones too.
    pub(super) fn of_participant(&self, participant: &str) -> impl Iterator<Item = (Serial, &RosterRow)> {
        let serials = self.by_participant.get(participant).into_iter().flatten().rev().take(MOST_OF_PARTICIPANT);
        serials.filter_map(|serial| Some((*serial, self.any(*serial)?)))
    }

    /// A row, or one that was removed.
    pub(super) fn any(&self, serial: Serial) -> Option<&RosterRow> {
        self.rows.get(&serial).or_else(|| self.removed.get(&serial))
    }

    pub(super) fn any_mut(&mut self, serial: Serial) -> Option<&mut RosterRow> {
        match self.rows.get_mut(&serial) {
            None => self.removed.get_mut(&serial),
            row => row,
        }
    }

    pub(super) fn is_removed(&self, serial: Serial) -> bool {
        self.removed.contains_key(&serial)
    }

    /// An id for what is named by its participant alone: that of the participant, unless another communication has it.
    pub(super) fn free_id(&self, participant: &str, media: &str) -> Box<str> {
        if !self.by_id.contains_key(participant) {
            return participant.into();
        }
        let of_media = [participant, ":", media].concat();
        if !self.by_id.contains_key(&*of_media) {
            return of_media.into();
        }
        let count = self.by_participant.get(participant).map_or(0, Vec::len);
        let mut ids = (count + 1..).map(|number| format!("{of_media}:{number}"));
        let free = ids.find(|id| !self.by_id.contains_key(&**id));
        free.unwrap_or(of_media).into()
    }

    /// Adds a row behind all others.
    pub(super) fn add(&mut self, row: RosterRow) -> Serial {
        let serial = self.next;
        self.next += 1;
        self.by_id.insert(row.communication_id.clone(), serial);
        self.index(serial, row.participant_id.as_deref(), row.conversation_id.as_deref());
        self.rows.insert(serial, row);
        serial
    }

    /// Makes a row known by its participant and its conversation; once is enough.
    pub(super) fn index(&mut self, serial: Serial, participant: Option<&str>, conversation: Option<&str>) {
        let push = |serials: &mut Vec<Serial>| {
            if !serials.contains(&serial) {
                serials.push(serial);
            }
        };
        if let Some(participant) = participant {
            push(self.by_participant.entry(participant.into()).or_default());
        }
        if let Some(conversation) = conversation {
            push(&mut self.conversations.entry(conversation.into()).or_default().rows);
        }
    }

    /// Gives a row its own id, which is told only now; gives the former one.
    pub(super) fn rename(&mut self, serial: Serial, id: &str) -> Option<Box<str>> {
        let former = self.any_mut(serial)?.rename(id);
        self.by_id.remove(&former);
        self.by_id.insert(id.into(), serial);
        Some(former)
    }

    /// Takes a row away, and remembers it.
    pub(super) fn remove(&mut self, serial: Serial) -> bool {
        let Some(row) = self.rows.remove(&serial) else {
            return false;
        };
        self.removed.insert(serial, row);
        self.removals.push_back(serial);
        if self.removed.len() > MOST_REMOVED
            && let Some(oldest) = self.removals.pop_front()
        {
            self.forget(oldest);
        }
        #[cfg(feature = "js")]
        self.changed.insert(serial);
        true
    }

    /// Brings a removed row back, behind all others.
    pub(super) fn bring_back(&mut self, serial: Serial) {
        if let Some(row) = self.removed.get(&serial).cloned() {
            self.removals.retain(|removed| *removed != serial);
            self.forget(serial);
            let serial = self.add(row);
            self.refresh(serial);
        }
    }

    /// Forgets a removed row for good.
    fn forget(&mut self, serial: Serial) {
        let Some(row) = self.removed.remove(&serial) else {
            return;
        };
        self.by_id.remove(&row.communication_id);
        if let Some(participant) = &row.participant_id
            && let Some(serials) = self.by_participant.get_mut(participant)
        {
            serials.retain(|other| *other != serial);
            if serials.is_empty() {
                self.by_participant.remove(participant);
            }
        }
        if let Some(conversation) = &row.conversation_id
            && let Some(shared) = self.conversations.get_mut(conversation)
        {
            shared.rows.retain(|other| *other != serial);
            if shared.rows.is_empty() {
                self.conversations.remove(conversation);
            }
        }
    }

    /// The rows that were removed, in the order in which they were.
    pub(super) fn removed(&self) -> impl Iterator<Item = &RosterRow> {
        self.removals.iter().filter_map(|serial| self.removed.get(serial))
    }

    /// Works out the stopwatches of a row anew.
    pub(super) fn refresh(&mut self, serial: Serial) {
        let row = match self.rows.get_mut(&serial) {
            None => self.removed.get_mut(&serial),
            row => row,
        };
        let Some(row) = row else { return };
        let shared = row.conversation_id.as_ref().and_then(|id| self.conversations.get(id));
        row.refresh(shared.map(|shared| &shared.conversation));
        #[cfg(feature = "js")]
        self.changed.insert(serial);
    }
}
