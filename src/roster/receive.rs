//! One payload, taken into the roster.

use super::{
    Roster,
    change::{ChangeKind, RosterChange},
    envelope::{Body, Payload},
    identity::{Match, matches, same_media},
    items::{self, PayloadItem, Sink},
    observation::{Observation, Receipt},
    payload::ConversationView,
    row::{RosterRow, Serial},
};
use crate::{issue::Severity, read::Document};

pub(super) struct Receiving<'r> {
    roster: &'r mut Roster,
    receipt: Receipt,
    changes: Vec<RosterChange>,
    /// The number of this payload: no two of its communications are one row.
    number: u64,
}

/// What a payload has, before it is known which communications are meant.
#[derive(Default)]
struct Collected<'a> {
    conversations: Vec<ConversationView<'a>>,
    items: Vec<PayloadItem<'a>>,
}

impl<'a> Sink<'a> for Collected<'a> {
    fn conversation(&mut self, told: &ConversationView<'a>) {
        self.conversations.push(told.clone());
    }

    fn item(&mut self, item: PayloadItem<'a>) {
        self.items.push(item);
    }
}

impl<'r> Receiving<'r> {
    pub(super) fn new(roster: &'r mut Roster, receipt: Receipt) -> Self {
        roster.latest = Some(
            roster
                .latest
                .map_or(receipt.at, |latest| latest.max(receipt.at)),
        );
        roster.store.expire(receipt.at);
        roster.payloads += 1;
        let number = roster.payloads;
        Self {
            roster,
            receipt,
            changes: Vec::new(),
            number,
        }
    }

    pub(super) fn payload(
        mut self,
        document: &mut Document,
        payload: &Payload,
        bytes: &[u8],
        is_complete: bool,
    ) -> Vec<RosterChange> {
        let (root, found) = (payload.root, payload.report.issues());
        let flat = items::flat_chats(document, root);
        let document = &*document;
        let body = Body::of(document, root);
        if body.is_marked && self.roster.recent_payloads.is_copy(bytes, self.receipt.at) {
            return self.changes;
        }
        let mut collected = Collected::default();
        items::each(document, &body, flat, found, &mut collected);
        self.conversations(&collected.conversations);
        self.items(collected.items);
        for id in collected.conversations.iter().filter_map(|told| told.id) {
            self.roster.store.forget_conversation(id);
        }
        if is_complete
            && found
                .iter()
                .all(|issue| issue.severity != Severity::Error || issue.path.len() > 2)
        {
            self.end_unlisted(&body);
        }
        self.changes
    }

    fn conversations(&mut self, told: &[ConversationView<'_>]) {
        for told in told {
            let Some(id) = told.id else { continue };
            let is_new = self
                .roster
                .store
                .conversation_mut(id)
                .observe(told, self.receipt.at);
            if is_new {
                for serial in self.roster.store.rows_of_conversation(id) {
                    self.roster.store.refresh(serial);
                }
            }
        }
    }

    /// Finds for each communication the row that is meant, the surest first.
    fn items(&mut self, items: Vec<PayloadItem<'_>>) {
        let observed: Vec<_> = items
            .into_iter()
            .map(|item| {
                let seen = Observation::new(item.chat, &item.participant, self.receipt);
                let known = item.id.and_then(|id| self.roster.store.by_id(id));
                self.take(known);
                (item, seen, known)
            })
            .collect();
        let mut doubles = Vec::new();
        // What was known under its participant only turns out to be one whose id was told
        // otherwise.
        for (item, seen, _) in observed.iter().filter(|(_, _, known)| known.is_some()) {
            let double = self.find(item, seen, Match::Sure);
            if let Some(communication_id) =
                double.and_then(|double| self.roster.store.drop_double(double))
            {
                doubles.push(communication_id);
            }
        }
        for communication_id in doubles {
            let kind = ChangeKind::Removed;
            let (communication_id, path, issues) =
                (communication_id.into(), Vec::new(), Vec::new());
            self.changes.push(RosterChange {
                communication_id,
                former_id: None,
                kind,
                path,
                issues,
            });
        }
        let mut targets: Vec<_> = observed.iter().map(|(_, _, known)| *known).collect();
        for surety in Match::ALL {
            for ((item, seen, _), target) in observed
                .iter()
                .zip(&mut targets)
                .filter(|(_, target)| target.is_none())
            {
                *target = self.find(item, seen, surety);
                self.take(*target);
            }
        }
        let told: Vec<_> = observed
            .iter()
            .filter(|(item, ..)| item.id.is_some())
            .map(|(item, ..)| item.participant)
            .collect();
        for ((item, seen, known), target) in observed.into_iter().zip(targets) {
            // An id may stand twice in a payload: then it is one communication, whatever names it
            // first.
            let named = item
                .id
                .filter(|_| known.is_none())
                .and_then(|id| self.roster.store.by_id(id));
            match named.or(target) {
                Some(serial) => self.update(serial, item, &seen),
                None => self.add(item, &seen),
            }
        }
        for participant in told {
            self.drop_unknown(participant.id, participant.conversation_id);
        }
    }

    /// An answer tells all communications of a participant by their ids: what was known before it
    /// was asked for, and is none of them, was a late copy.
    fn drop_unknown(&mut self, participant: Option<&str>, conversation: Option<&str>) {
        let (Some(participant), Some(asked_at)) = (participant, self.receipt.asked_at) else {
            return;
        };
        let rows = self.roster.store.of_participant(participant).filter(|row| {
            let is_there = row.conversation_id.as_deref() == conversation;
            row.is_provisional && is_there && row.taken_by != self.number && row.seen <= asked_at
        });
        let unknown: Vec<_> = rows
            .map(|row| (row.serial, row.communication_id.to_string()))
            .collect();
        for (serial, communication_id) in unknown {
            if !self.roster.store.is_removed(serial) {
                let (former_id, path, issues) = (None, Vec::new(), Vec::new());
                self.changes.push(RosterChange {
                    communication_id,
                    former_id,
                    kind: ChangeKind::Removed,
                    path,
                    issues,
                });
            }
            self.roster.store.drop_double(serial);
        }
    }

    /// Notes that this payload tells of a row.
    fn take(&mut self, serial: Option<Serial>) {
        if let Some(row) = serial.and_then(|serial| self.roster.store.any_mut(serial)) {
            row.taken_by = self.number;
        }
    }

    /// The row that is meant where no id tells it.
    fn find(
        &self,
        item: &PayloadItem<'_>,
        seen: &Observation<'_>,
        surety: Match,
    ) -> Option<Serial> {
        let participant = item.participant.id?;
        let same_conversation =
            |row: &RosterRow| match (&row.conversation_id, item.participant.conversation_id) {
                (Some(own), Some(told)) => **own == *told,
                _ => true,
            };
        let mut rows = self.roster.store.of_participant(participant).filter(|row| {
            // What has an id of its own is only what has no other.
            (item.id.is_none() || row.is_provisional)
                && same_media(row, item.media)
                && same_conversation(row)
                && row.taken_by != self.number
        });
        rows.find(|row| matches(&row.facts, seen) == Some(surety))
            .map(|row| row.serial)
    }

    fn add(&mut self, item: PayloadItem<'_>, seen: &Observation<'_>) {
        let whose = &item.participant;
        if !self.roster.options.are_for(whose.purpose, whose.user_id) {
            return;
        }
        let id = match (item.id, whose.id) {
            (Some(id), _) => id.into(),
            (None, Some(participant)) => self
                .roster
                .store
                .free_id(participant, item.media.unwrap_or(super::media::UNKNOWN)),
            (None, None) => return,
        };
        let mut row = RosterRow::new(id, item.id.is_none());
        row.observe_participant(whose, item.media);
        row.facts.observe(seen);
        row.facts.expire(self.receipt.at);
        row.seen = self.receipt.at;
        row.issues.clone_from(&item.issues);
        let communication_id = row.communication_id.to_string();
        row.taken_by = self.number;
        let serial = self.roster.store.add(Box::new(row));
        self.roster.store.refresh(serial);
        self.report(communication_id, None, ChangeKind::Added, item);
    }

    fn update(&mut self, serial: Serial, item: PayloadItem<'_>, seen: &Observation<'_>) {
        let store = &mut self.roster.store;
        let named = item
            .id
            .filter(|_| store.any(serial).is_some_and(|row| row.is_provisional));
        let is_removed = store.is_removed(serial);
        let former = named.and_then(|id| store.rename(serial, id).filter(|former| **former != *id));
        let Some(row) = store.any_mut(serial) else {
            debug_assert!(false, "rows that are found are there");
            return;
        };
        let (before, was_ended) = (row.look(), row.is_ended());
        let happened = is_removed.then(|| row.happenings());
        let had_issues = std::mem::take(&mut row.issues);
        row.observe_participant(&item.participant, item.media);
        row.facts.observe(seen);
        row.facts.expire(self.receipt.at);
        row.seen = row.seen.max(self.receipt.at);
        row.issues.clone_from(&item.issues);
        store.index(serial);
        self.roster.store.refresh(serial);

        let Some(row) = self.roster.store.any(serial) else {
            return;
        };
        let communication_id = row.communication_id.to_string();
        let former_id = former.map(String::from);
        if !self.roster.options.are_for(row.purpose(), row.user_id()) {
            if self.roster.store.remove(serial) {
                self.report(communication_id, former_id, ChangeKind::Removed, item);
            }
            return;
        }
        if is_removed {
            if happened.is_some_and(|happened| row.happenings() != happened) {
                self.roster.store.bring_back(serial);
                self.report(communication_id, former_id, ChangeKind::Added, item);
            }
            return;
        }
        let is_new = former_id.is_some() || row.look() != before || row.issues != had_issues;
        if is_new {
            let ended = row.is_ended() && !was_ended;
            self.report(
                communication_id,
                former_id,
                if ended {
                    ChangeKind::Ended
                } else {
                    ChangeKind::Updated
                },
                item,
            );
        }
    }

    fn report(
        &mut self,
        communication_id: String,
        former_id: Option<String>,
        kind: ChangeKind,
        item: PayloadItem<'_>,
    ) {
        let PayloadItem { path, issues, .. } = item;
        self.changes.push(RosterChange {
            communication_id,
            former_id,
            kind,
            path,
            issues,
        });
    }

    /// Ends what a complete list of all that is live does not have.
    fn end_unlisted(&mut self, body: &Body<'_>) {
        if body.entities.is_none() || body.is_page {
            return;
        }
        let media = body.self_uri.and_then(super::media::of_uri);
        let asked_at = self.receipt.asked_at.unwrap_or(self.receipt.at);
        let without_participants: Vec<_> = body.conversations_without_participants().collect();
        let unlisted = self.roster.store.rows().filter(|row| {
            let is_unknown = row
                .conversation_id
                .as_deref()
                .is_some_and(|id| without_participants.contains(&id));
            row.taken_by != self.number
                && row.seen <= asked_at
                && media.is_none_or(|media| media == row.media)
                && (!row.is_ended() || row.facts.is_worked_on())
                && !is_unknown
        });
        let unlisted: Vec<_> = unlisted.map(|row| row.serial).collect();
        for serial in unlisted {
            let Some(row) = self.roster.store.any_mut(serial) else {
                continue;
            };
            let kind = if row.is_ended() {
                ChangeKind::Updated
            } else {
                ChangeKind::Ended
            };
            row.facts.end_unlisted(self.receipt.at);
            let communication_id = row.communication_id.to_string();
            self.roster.store.refresh(serial);
            self.changes.push(RosterChange {
                communication_id,
                former_id: None,
                kind,
                path: Vec::new(),
                issues: Vec::new(),
            });
        }
    }
}
