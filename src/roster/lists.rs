//! Complete lists of all that is live: what one of them lacks has ended. The latest lists are kept,
//! so that a communication that is first reported by a late payload has ended, too.

use std::{collections::VecDeque, fmt};

use super::{codec::Codec, receive::Receiving, row::RosterRow};
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
const MOST_LISTS: usize = 4;

/// The communications of a list: hashes of their ids, and of the participants of those without one.
#[derive(Clone, Debug, Default)]
pub(super) struct Listed {
    pub(super) ids: Vec<u64>,
    pub(super) participants: Vec<u64>,
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
        let participant = row.participant_id();
        self.ids.binary_search(&hash(&row.communication_id)).is_ok()
            || participant.is_some_and(|id| self.participants.binary_search(&hash(id)).is_ok())
    }
}

/// A list of all that is live.
#[derive(Clone, Debug, Default)]
pub(super) struct CompleteList {
    pub(super) receipt: Receipt,
    /// The only medium that it lists.
    pub(super) media: Option<&'static str>,
    pub(super) listed: Listed,
    /// Conversations of which it has no participants.
    pub(super) unknown: Vec<u64>,
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

    fn lacks(&self, row: &RosterRow) -> bool {
        let is_of_medium = self.media.is_none_or(|media| media == row.media_type());
        let is_unknown = row
            .conversation_id()
            .is_some_and(|id| self.unknown.contains(&hash(id)));
        is_of_medium && !is_unknown && !self.listed.has(row)
    }
}

/// The latest complete lists.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists(VecDeque<CompleteList>);

impl Lists {
    /// When the latest list was received.
    pub(super) fn latest(&self) -> f64 {
        let received = self.0.iter().filter_map(|list| list.receipt.received_at);
        received.fold(f64::NEG_INFINITY, f64::max)
    }

    /// Gives a row the report that a list lacks it: the first list that was asked for after the
    /// latest report that it lives, and received after its first report.
    pub(super) fn apply(&self, row: &mut RosterRow) {
        let (mut first, mut latest_live) = (f64::INFINITY, f64::NEG_INFINITY);
        let mut known: Option<Report> = None;
        for report in row.history.originals() {
            if report.absent {
                let is_first = |known: &Report| report.received_at() < known.received_at();
                if known.as_ref().is_none_or(is_first) {
                    known = Some(report.clone());
                }
                continue;
            }
            first = first.min(report.received_at());
            if !report.ended {
                latest_live = latest_live.max(report.order());
            }
        }
        let counts =
            |absence: &Report| absence.from >= latest_live && absence.received_at() >= first;
        let lacking = self.0.iter().filter(|list| list.lacks(row));
        let absences = lacking.map(|list| Report::of_absence(list.receipt));
        let mut best: Option<Report> = None;
        for absence in absences.chain(known.clone()).filter(counts) {
            let age = |absence: &Report| (absence.received_at(), absence.from);
            if best.as_ref().is_none_or(|best| age(&absence) < age(best)) {
                best = Some(absence);
            }
        }
        if best != known {
            row.history.take(|report| report.absent);
            if let Some(absence) = best {
                row.history.add(absence);
            }
        }
    }

    /// Saves or restores the lists.
    pub(super) fn save(&mut self, codec: &mut Codec) {
        let mut lists: Vec<CompleteList> = std::mem::take(&mut self.0).into();
        codec.list(&mut lists);
        self.0 = lists.into();
    }
}

impl Receiving<'_> {
    /// Ends what a complete list lacks.
    pub(super) fn end_unlisted(&mut self, list: CompleteList) {
        let lacks = |row: &&RosterRow| list.lacks(row);
        let lacking = self.roster.store.all().filter(lacks);
        let serials: Vec<_> = lacking.map(|row| row.serial).collect();
        for serial in serials {
            if let Some(touched) = self.touch(serial) {
                touched.is_unlisted = true;
            }
        }
        let lists = &mut self.roster.lists.0;
        if lists.len() == MOST_LISTS {
            lists.pop_front();
        }
        lists.push_back(list);
    }
}
