//! One payload: its reports go to their rows, each row is worked out once, and what changed is
//! reported.

use std::{collections::VecDeque, sync::Arc};

use super::{
    Roster,
    change::{ChangeKind, RosterChange},
    latest::Stamp,
    lists::{CompleteList, Listed},
    participant::Flat,
    row::{RosterRow, Serial, Shown},
    store::MOST_OF_PARTICIPANT,
};
use crate::{
    issue::{Issue, PathSegment, Severity},
    read::Document,
    wire::{
        envelope::{Body, Payload},
        items::{self, PayloadItem, Sink},
        payload::ConversationView,
        report::{Receipt, Report},
        texts::{Texts, TextsView},
    },
};

/// A row that a payload has reports of, and what it was before.
pub(super) struct Touched {
    pub(super) serial: Serial,
    look: (Shown, u32, u32),
    was_shown: bool,
    was_ended: bool,
    issues_before: Vec<Issue>,
    /// Whether the payload added it.
    pub(super) is_new: bool,
    pub(super) former_id: Option<Box<str>>,
    path: Vec<PathSegment>,
    /// Which one of the payload's communications it is.
    order: usize,
    /// Whether a report of it is in the payload, and not only something of its conversation.
    is_reported: bool,
    /// Whether a complete list lacks it.
    pub(super) is_unlisted: bool,
    /// Whether reports were moved from or to it.
    pub(super) is_moved: bool,
}

impl Touched {
    /// Merges the state before the payload of a row that turned out to be this one.
    pub(super) fn take_place_of(&mut self, other: Self) {
        if other.order < self.order {
            (self.order, self.path) = (other.order, other.path);
        }
        self.is_reported |= other.is_reported;
        self.is_moved = true;
    }
}

pub(super) struct Receiving<'r> {
    pub(super) roster: &'r mut Roster,
    pub(super) receipt: Receipt,
    pub(super) touched: Vec<Touched>,
    pub(super) changes: Vec<RosterChange>,
    /// How many reports there were.
    reported: usize,
}

/// The contents of a payload, before their rows are known.
#[derive(Default)]
struct Collected<'a> {
    conversations: Vec<ConversationView<'a>>,
    items: Vec<PayloadItem<'a>>,
}

impl<'a> Sink<'a> for Collected<'a> {
    fn conversation(&mut self, conversation: &ConversationView<'a>) {
        self.conversations.push(conversation.clone());
    }

    fn item(&mut self, item: PayloadItem<'a>) {
        self.items.push(item);
    }
}

/// A participant of a payload.
struct Named<'a> {
    id: &'a str,
    /// Its communications in the flat layout, the last ones.
    flats: VecDeque<Flat>,
    /// How many of those there were.
    count: usize,
    /// Whether the payload has communications of it by their ids.
    is_listed: bool,
}

impl<'a> Named<'a> {
    const fn new(id: &'a str) -> Self {
        Self {
            id,
            flats: VecDeque::new(),
            count: 0,
            is_listed: false,
        }
    }
}

/// Places by name, in the order of the names.
struct Places<'a>(Vec<(&'a str, usize)>);

impl<'a> Places<'a> {
    /// The last place of each name among some items.
    fn last_of(items: &[PayloadItem<'a>], name: fn(&PayloadItem<'a>) -> Option<&'a str>) -> Self {
        let mut places = Vec::new();
        for (place, item) in items.iter().enumerate().rev() {
            places.extend(name(item).map(|name| (name, place)));
        }
        let mut places =
            crate::sort::sorted(places, |one: &(&str, usize), other| one.0.cmp(other.0));
        places.dedup_by(|next, kept| next.0 == kept.0);
        Self(places)
    }

    fn get_mut(&mut self, name: &str) -> Option<&mut usize> {
        let found = self.0.binary_search_by(|(other, _)| (*other).cmp(name));
        self.0.get_mut(found.ok()?).map(|(_, place)| place)
    }
}

impl<'r> Receiving<'r> {
    pub(super) fn new(roster: &'r mut Roster, receipt: Receipt) -> Self {
        let at = receipt.received_at.unwrap_or(f64::NEG_INFINITY);
        roster.advance_to(at);
        Self {
            roster,
            receipt,
            touched: Vec::new(),
            changes: Vec::new(),
            reported: 0,
        }
    }

    fn stamp(&self) -> Stamp {
        let received_at = self.receipt.received_at.unwrap_or(f64::NEG_INFINITY);
        Stamp {
            order: self.receipt.asked_at.unwrap_or(received_at),
            received_at,
        }
    }

    pub(super) fn payload(
        mut self,
        document: &mut Document,
        payload: &Payload,
        is_complete: bool,
    ) -> Vec<RosterChange> {
        let (root, found) = (payload.root, payload.report.issues());
        let flat = items::flat_chats(document, root);
        let document = &*document;
        let body = Body::of(document, root);
        self.receipt.mark = body.mark;
        let mut collected = Collected::default();
        items::each(document, &body, flat, found, &mut collected);
        self.conversations(&collected.conversations);
        let listed = is_complete.then(|| Listed::of(&collected.items));
        self.items(collected.items);
        let is_error = |issue: &Issue| {
            issue.severity == Severity::Error && issue.path.len() <= 2 && !issue.is_retracted()
        };
        if let Some(listed) = listed
            && !found.iter().any(is_error)
            && let Some(list) = CompleteList::new(&body, listed, self.receipt)
        {
            self.end_unlisted(list);
        }
        self.finish()
    }

    fn conversations(&mut self, conversations: &[ConversationView<'_>]) {
        let stamp = self.stamp();
        for reported in conversations {
            let Some(id) = reported.id else { continue };
            let conversation = self.roster.store.conversation_mut(id);
            if conversation.is_some_and(|conversation| conversation.add(reported, stamp)) {
                for serial in self.roster.store.rows_of_conversation(id) {
                    self.touch(serial);
                }
            }
        }
    }

    /// Remembers the state of a row before the payload changes it.
    pub(super) fn touch(&mut self, serial: Serial) -> Option<&mut Touched> {
        let known = self
            .touched
            .binary_search_by(|touched| touched.serial.cmp(&serial));
        let place = match known {
            Ok(place) => place,
            Err(place) => {
                let row = self.roster.store.get(serial)?;
                let touched = Touched {
                    serial,
                    look: row.look(),
                    was_shown: row.is_shown(),
                    was_ended: row.is_ended(),
                    issues_before: row.issues.clone(),
                    is_new: false,
                    former_id: None,
                    path: Vec::new(),
                    order: usize::MAX,
                    is_reported: false,
                    is_unlisted: false,
                    is_moved: false,
                };
                self.touched.insert(place, touched);
                place
            }
        };
        self.touched.get_mut(place)
    }

    fn items(&mut self, items: Vec<PayloadItem<'_>>) {
        let mut last = Places::last_of(&items, |item| item.id);
        // Which place a participant has in `participants`: none yet.
        let mut places = Places::last_of(&items, |item| item.participant.id);
        for (_, place) in &mut places.0 {
            *place = usize::MAX;
        }
        let mut participants: Vec<Named<'_>> = Vec::new();
        for (place, item) in items.into_iter().enumerate() {
            // A payload says one thing of a communication: the last one.
            if item
                .id
                .and_then(|id| last.get_mut(id))
                .is_some_and(|last| *last != place)
            {
                continue;
            }
            let mut report = Report::new(item.chat, &item.participant, self.receipt);
            let known = item.id.and_then(|id| self.roster.store.by_id(id));
            if known.is_none() && !self.roster.options.may_want(item.participant.purpose) {
                continue;
            }
            let own = item.participant.id.and_then(|id| {
                let place = places.get_mut(id)?;
                if *place == usize::MAX {
                    *place = participants.len();
                    participants.push(Named::new(id));
                }
                participants.get_mut(*place)
            });
            let Some(id) = item.id else {
                let Some(own) = own else { continue };
                report.texts = Some(self.texts_of(own.id, &item));
                let mut flat = Flat::new(report, &item);
                flat.set_place(own.count);
                own.count += 1;
                own.flats.push_back(flat);
                if own.flats.len() > MOST_OF_PARTICIPANT {
                    own.flats.pop_front();
                }
                continue;
            };
            if let Some(own) = own {
                own.is_listed = true;
            }
            let serial = known.unwrap_or_else(|| self.add_row(RosterRow::new(id.into(), false)));
            report.texts = Some(self.known_texts([serial], &item));
            self.report(serial, report, item);
        }
        for named in participants {
            if let Some(asked_at) = self.receipt.asked_at.filter(|_| named.is_listed) {
                self.roster.store.note_listed(named.id, asked_at);
            }
            self.assign(named.id, named.flats.into());
        }
    }

    pub(super) fn add_row(&mut self, row: RosterRow) -> Serial {
        let serial = self.roster.store.add(Box::new(row));
        if let Some(touched) = self.touch(serial) {
            touched.is_new = true;
        }
        serial
    }

    /// Adds a report to its row.
    fn report(&mut self, serial: Serial, report: Report, item: PayloadItem<'_>) {
        self.note_reported(serial, &item.path);
        self.roster.store.update(serial, |row| {
            row.history.add(report);
            row.refresh_facts();
            row.issues = item.issues;
        });
    }

    fn texts_of(&self, participant: &str, item: &PayloadItem<'_>) -> Arc<Texts> {
        self.known_texts(self.roster.store.of_participant(participant), item)
    }

    /// What an item says beside the time; the same that a recent report of these rows has, if there
    /// is one.
    fn known_texts(
        &self,
        rows: impl IntoIterator<Item = Serial>,
        item: &PayloadItem<'_>,
    ) -> Arc<Texts> {
        /// How many of the latest reports of a row are compared.
        const LATEST: usize = 4;
        let view = TextsView::of(item);
        for serial in rows {
            let Some(row) = self.roster.store.get(serial) else {
                continue;
            };
            let history = &row.history;
            let latest = history.reports.iter().rev().take(LATEST);
            let mut known = latest.chain(&history.floor.heads);
            let same = known.find_map(|report| {
                let texts = report.texts.as_ref();
                texts.filter(|texts| view.is(texts))
            });
            if let Some(same) = same {
                return Arc::clone(same);
            }
        }
        Arc::new(view.to_texts())
    }

    /// Notes that the payload has a report of a row: the first one has its place.
    pub(super) fn note_reported(&mut self, serial: Serial, path: &[PathSegment]) {
        let order = self.reported;
        self.reported += 1;
        if let Some(touched) = self.touch(serial)
            && !std::mem::replace(&mut touched.is_reported, true)
        {
            touched.path = path.to_vec();
            touched.order = order;
        }
    }

    /// Works out every row that the payload has something of, and reports what changed.
    fn finish(mut self) -> Vec<RosterChange> {
        let now = self.roster.latest.unwrap_or(f64::NEG_INFINITY);
        let touched = std::mem::take(&mut self.touched);
        let touched = crate::sort::sorted(touched, |one: &Touched, other| {
            (one.order, one.serial).cmp(&(other.order, other.serial))
        });
        for touched in touched {
            self.finish_row(touched, now);
        }
        let may_be_too_many =
            |change: &RosterChange| matches!(change.kind, ChangeKind::Added | ChangeKind::Ended);
        if self.changes.iter().any(may_be_too_many) {
            self.roster.let_go(&mut self.changes);
        }
        self.changes
    }

    fn finish_row(&mut self, touched: Touched, now: f64) {
        let Roster {
            store,
            options,
            lists,
            ..
        } = &mut *self.roster;
        let is_late = self.receipt.received_at.unwrap_or(f64::INFINITY) <= lists.latest();
        if touched.is_new || touched.is_moved || touched.is_unlisted || is_late {
            store.update(touched.serial, |row| lists.apply(row));
        }
        store.refresh(touched.serial, now);
        let Some(row) = store.get_mut(touched.serial) else {
            return;
        };
        row.is_wanted = options.want(row);
        if let Some(removed) = row.removed
            && row.happenings() != removed
        {
            row.removed = None;
        }
        let ended = row.is_ended() && !touched.was_ended;
        let kind = match (touched.was_shown, row.is_shown()) {
            (false, false) => return,
            (false, true) => ChangeKind::Added,
            (true, false) => ChangeKind::Removed,
            (true, true) if ended => ChangeKind::Ended,
            (true, true) => ChangeKind::Updated,
        };
        let is_same = row.look() == touched.look && row.issues == touched.issues_before;
        if kind == ChangeKind::Updated
            && (is_same || !(touched.is_reported || touched.is_unlisted))
            && touched.former_id.is_none()
        {
            return;
        }
        self.changes.push(RosterChange {
            communication_id: row.communication_id.to_string(),
            former_id: touched.former_id.map(String::from),
            kind,
            path: touched.path,
            issues: if touched.is_reported {
                row.issues.clone()
            } else {
                Vec::new()
            },
        });
    }
}
