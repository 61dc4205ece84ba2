//! Complete lists of all that is live: what one of them lacks has ended. The latest lists are kept,
//! so that a communication that is first reported by a late payload has ended, too.

use std::{collections::VecDeque, fmt};

use super::{
    receive::Receiving,
    row::{Fact, RosterRow, Serial},
    store::Store,
};
use crate::{
    hash::hash,
    read::json::SyntaxError,
    wire::{
        envelope::Body,
        items::PayloadItem,
        media,
        report::{Receipt, Report},
    },
};

/// Why a list was not taken.
///
/// ```
/// use conversation_chat::{Moment, Roster, SyncError};
///
/// let at = Moment::new(1_788_249_600_000.0).unwrap();
/// let error = Roster::new().sync(r#"{"message": "Unauthorized", "status": 401}"#, at, None).unwrap_err();
/// assert_eq!(error, SyncError::NotAList("an answer without `entities`"));
/// assert_eq!(
///     error.to_string(),
///     "expected a list of conversations, found an answer without `entities`: pass the body of `GET /api/v2/conversations`",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyncError {
    /// The text is not JSON.
    Syntax(SyntaxError),
    /// It is something else than a list of conversations: what it is.
    NotAList(&'static str),
}

impl fmt::Display for SyncError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(error) => error.fmt(formatter),
            Self::NotAList(found) => {
                let [before, after] = not_a_list();
                write!(formatter, "{before}{found}{after}")
            }
        }
    }
}

impl std::error::Error for SyncError {}

impl From<SyntaxError> for SyncError {
    fn from(error: SyntaxError) -> Self {
        Self::Syntax(error)
    }
}

/// What the message of [`SyncError::NotAList`] says before and after what was found.
pub(crate) const fn not_a_list() -> [&'static str; 2] {
    [
        "expected a list of conversations, found ",
        ": pass the body of `GET /api/v2/conversations`",
    ]
}

/// How many lists are kept.
const MOST_LISTS: usize = 16;

/// The communications of a list: hashes of their ids, and of the participants of those without one.
#[derive(Debug, Default)]
pub(super) struct Listed {
    ids: Vec<u64>,
    participants: Vec<u64>,
}

impl Listed {
    pub(super) fn of(items: &[PayloadItem<'_>]) -> Self {
        let mut listed = Self::default();
        for item in items {
            match (item.id, item.participant.id) {
                (Some(id), _) => listed.ids.push(hash(id)),
                (None, Some(id)) => listed.participants.push(hash(id)),
                (None, None) => {}
            }
        }
        for hashes in [&mut listed.ids, &mut listed.participants] {
            *hashes = crate::sort::sorted(std::mem::take(hashes), u64::cmp);
        }
        listed
    }

    fn has(&self, row: &RosterRow) -> bool {
        let participant = row.facts.text(Fact::ParticipantId);
        self.ids.binary_search(&hash(&row.communication_id)).is_ok()
            || participant.is_some_and(|id| self.participants.binary_search(&hash(id)).is_ok())
    }
}

/// A list of all that is live.
#[derive(Debug)]
pub(super) struct CompleteList {
    receipt: Receipt,
    /// The only medium that it lists.
    media: Option<&'static str>,
    listed: Listed,
    /// Conversations of which it has no participants.
    unknown: Vec<u64>,
}

impl CompleteList {
    /// The list of a payload; `None` if it is only a page of a larger one.
    pub(super) fn new(body: &Body<'_>, listed: Listed, receipt: Receipt) -> Option<Self> {
        if body.entities.is_none() || body.is_page {
            return None;
        }
        let unknown = body.conversations_without_participants();
        Some(Self {
            receipt,
            media: body.self_uri.and_then(media::of_uri),
            listed,
            unknown: unknown.map(hash).collect(),
        })
    }

    /// The report that the list lacks a row, if it does.
    fn absence(&self, row: &RosterRow) -> Option<Report> {
        let is_of_medium = self.media.is_none_or(|media| media == row.media_type());
        let conversation = row.facts.text(Fact::ConversationId);
        let is_unknown = conversation.is_some_and(|id| self.unknown.contains(&hash(id)));
        let is_over = row.is_ended() && !row.works();
        let lacks = is_of_medium && !is_unknown && !is_over && !self.listed.has(row);
        lacks.then(|| Report::of_absence(self.receipt))
    }
}

/// The latest complete lists.
#[derive(Debug, Default)]
pub(super) struct Lists(VecDeque<CompleteList>);

impl Lists {
    /// What the lists say of a row that is new, of those that were asked for after its reports were
    /// received.
    pub(super) fn absences(&self, store: &Store, serial: Serial) -> Vec<Report> {
        let Some(row) = store.get(serial) else {
            return Vec::new();
        };
        let last = row.history.known().map(Report::received_at);
        let last = last.fold(f64::NEG_INFINITY, f64::max);
        let later = self
            .0
            .iter()
            .filter(|list| list.receipt.received_at > Some(last));
        later.filter_map(|list| list.absence(row)).collect()
    }
}

impl Receiving<'_> {
    /// Ends what a complete list lacks.
    pub(super) fn end_unlisted(&mut self, list: CompleteList) {
        let store = &self.roster.store;
        let absences = store
            .all()
            .filter_map(|row| Some((row.serial, list.absence(row)?)));
        let absences: Vec<_> = absences.collect();
        for (serial, absence) in absences {
            let is_known = self.roster.store.get(serial).is_some_and(|row| {
                row.history
                    .known()
                    .any(|report| !report.absent && report.received_at() <= absence.received_at())
            });
            if is_known {
                if let Some(touched) = self.touch(serial) {
                    touched.is_unlisted = true;
                }
                self.roster
                    .store
                    .update(serial, |row| row.history.add(absence));
            }
        }
        if self.roster.lists.0.len() == MOST_LISTS {
            self.roster.lists.0.pop_front();
        }
        self.roster.lists.0.push_back(list);
    }
}
