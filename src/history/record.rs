//! One record: an answer of a query or a job, a list of conversations, or one conversation.

use std::fmt;

use super::{
    layout::{AnalyticsConversation, Root},
    session::{HistorySession, SessionView},
};
use crate::{
    issue::{Issue, IssueReport, WorkSegment},
    read::{
        Document, Failed, Field as _, Platform, Reader, Source, Value, View,
        json::{JsonText, SyntaxError},
    },
    schema::{JsonKind, Schema},
};

/// Why something is no analytics record.
///
/// ```
/// use conversation_chat::read_history;
///
/// let error = read_history(r#"{"id": "c", "participants": []}"#).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "expected an analytics record, found a conversation without `conversationId` and `sessions`: \
///      those of the live API are for a roster",
/// );
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum HistoryError {
    /// The text is not JSON.
    Syntax(SyntaxError),
    /// It is JSON, but no record of the analytics API.
    Foreign(String),
    /// The input could not be read.
    Io(std::io::Error),
    /// One record of a stream cannot be read; those after it can.
    Record {
        /// Which one, counted from 1.
        number: u64,
        /// The line that it begins at, counted from 1.
        line: u64,
        /// Why.
        error: Box<HistoryError>,
    },
}

impl fmt::Display for HistoryError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(error) => error.fmt(formatter),
            Self::Foreign(message) => formatter.write_str(message),
            Self::Io(error) => write!(formatter, "the input could not be read: {error}"),
            Self::Record {
                number,
                line,
                error,
            } => write!(formatter, "record {number}, from line {line}: {error}"),
        }
    }
}

impl std::error::Error for HistoryError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Syntax(error) => Some(error),
            Self::Io(error) => Some(error),
            Self::Record { error, .. } => Some(error),
            Self::Foreign(_) => None,
        }
    }
}

impl From<SyntaxError> for HistoryError {
    fn from(error: SyntaxError) -> Self {
        Self::Syntax(error)
    }
}

/// A record that was read into a document.
pub(crate) struct Record {
    value: Value,
    /// Whether the root is a list of conversations.
    is_list: bool,
    found: Vec<Issue>,
}

/// Reads one record into a document. The error is a message: it is no record.
pub(crate) fn read_record<S: Source>(
    source: &mut S,
    document: &mut Document,
    platform: Platform,
) -> Result<Result<Record, String>, Failed> {
    let mut reader = Reader::new(source, document, platform);
    let kind = reader.peek_kind()?;
    let is_list = kind == JsonKind::List;
    const LIST: &Schema = &<Vec<AnalyticsConversation>>::SCHEMA;
    if !is_list && kind != JsonKind::Object {
        reader.root(&Root::SCHEMA)?;
        return Ok(Err(
            JsonKind::Object.but_found(kind) + ": a record of the analytics API"
        ));
    }
    let value = reader.root(if is_list { LIST } else { &Root::SCHEMA })?;
    let found = reader.report.issues().to_vec();
    let record = Record {
        value,
        is_list,
        found,
    };
    Ok(match record.why_foreign(document) {
        Some(message) => Err(message),
        None => Ok(record),
    })
}

impl Record {
    /// The conversations, each with where it is.
    fn conversations<'a>(
        &self,
        document: &'a Document,
    ) -> Vec<(Option<u32>, View<'a, AnalyticsConversation>)> {
        let some = |(index, conversation)| (Some(index), conversation);
        if self.is_list {
            let items = <Vec<AnalyticsConversation>>::view(document, self.value);
            return items.into_iter().flatten().map(some).collect();
        }
        let Some(root) = Root::view(document, self.value) else {
            return Vec::new();
        };
        match root.conversations() {
            Some(items) => items.map(some).collect(),
            None => vec![(None, root.base())],
        }
    }

    /// Why it is no record of the analytics API, if it is none.
    fn why_foreign(&self, document: &Document) -> Option<String> {
        let expected = |found: &str| Some(["expected an analytics record, found ", found].concat());
        let root = Root::view(document, self.value);
        if let Some(root) = root.filter(|root| root.conversations().is_none()) {
            let is_empty_answer = root.total_hits().is_some()
                || root.aggregations().is_some()
                || root.cursor().is_some()
                || root.data_availability_date().is_some();
            if root.user_details().is_some() {
                return expected(
                    "details of users: their records have no sessions of conversations",
                );
            }
            if root.event_body().is_some() || root.entities().is_some() {
                return expected("an event or a list of the live API: those are for a roster");
            }
            let base = root.base();
            let is_conversation = base.participants().is_some() || base.conversation_id().is_some();
            if !is_conversation {
                // The reason why there is nothing to read, if the reader found it.
                return match self.found.first() {
                    Some(issue) => expected(&issue.to_string()),
                    None if is_empty_answer => None,
                    None => expected("an object without `conversations` and `participants`"),
                };
            }
        }
        let is_live = |conversation: View<'_, AnalyticsConversation>| {
            let mut participants = conversation.participants().into_iter().flatten();
            conversation.is_absent("conversationId")
                && participants.all(|(_, participant)| participant.is_absent("sessions"))
        };
        let is_answer = self.is_list || root.is_some_and(|root| root.conversations().is_some());
        let mut conversations = self.conversations(document).into_iter();
        if is_answer && conversations.len() == 0 {
            return self
                .found
                .first()
                .and_then(|issue| expected(&issue.to_string()));
        }
        if conversations.any(|(_, conversation)| is_live(conversation)) {
            return expected(
                "a conversation without `conversationId` and `sessions`: those of the live API \
                 are for a roster",
            );
        }
        None
    }
}

/// Where a session is in its record: the index of its conversation, if the record has several, of
/// its participant, and its own.
pub(crate) type Place = (Option<u32>, u32, u32);

/// Calls `take` with every session of a record, its place and its issues. Issues outside of all
/// sessions belong to the next session, else to the last one.
pub(crate) fn each_session<'a>(
    record: &Record,
    document: &'a Document,
    take: &mut dyn FnMut(Place, SessionView<'a>, Vec<Issue>),
) {
    const FIELD: fn(&'static str) -> WorkSegment = WorkSegment::Field;
    let mut sessions = Vec::new();
    for (place, conversation) in record.conversations(document) {
        for (at, participant) in conversation.participants().into_iter().flatten() {
            for (index, session) in participant.sessions().into_iter().flatten() {
                let view = SessionView {
                    conversation: Some(conversation),
                    participant: Some(participant),
                    session,
                };
                sessions.push(((place, at, index), view));
            }
        }
    }
    let mut outside = Outside::new(record, &sessions);
    let count = sessions.len();
    for (number, (place, view)) in sessions.into_iter().enumerate() {
        let conversations = (!record.is_list).then_some(FIELD("conversations"));
        let conversation = place.0.map(WorkSegment::Index);
        let path = conversations
            .filter(|_| conversation.is_some())
            .into_iter()
            .chain(conversation);
        let path: Vec<_> = path
            .chain([
                FIELD("participants"),
                WorkSegment::Index(place.1),
                FIELD("sessions"),
                WorkSegment::Index(place.2),
            ])
            .collect();
        let mut report = view.issues(&record.found, &path);
        outside.add_to(&mut report, number, number + 1 == count);
        let schema = if record.is_list {
            <Vec<AnalyticsConversation>>::SCHEMA
        } else {
            Root::SCHEMA
        };
        take(place, view, report.finish(&schema));
    }
}

/// The issues outside of all sessions.
struct Outside<'a> {
    /// Each with the number of the first session after it.
    issues: Vec<(usize, &'a Issue)>,
}

impl<'a> Outside<'a> {
    fn new(record: &'a Record, sessions: &[(Place, SessionView<'_>)]) -> Self {
        if record.found.is_empty() {
            return Self { issues: Vec::new() };
        }
        let ranges: Vec<_> = sessions
            .iter()
            .map(|(_, view)| view.session.found_range())
            .collect();
        let issues = record.found.iter().enumerate();
        let outside = issues.filter_map(|(at, issue)| {
            let next = ranges.partition_point(|(from, _)| *from <= at);
            let is_inside = next
                .checked_sub(1)
                .and_then(|before| ranges.get(before))
                .is_some_and(|(_, to)| at < *to);
            (!is_inside).then_some((next, issue))
        });
        Self {
            issues: outside.collect(),
        }
    }

    fn add_to(&mut self, report: &mut IssueReport, number: usize, is_last: bool) {
        for (next, issue) in &self.issues {
            if *next == number || (is_last && *next > number) {
                report.append(IssueReport::of_part((0, std::slice::from_ref(*issue))));
            }
        }
    }
}

/// The sessions of one record, in its order: of an answer of a query or a job, of a list of
/// conversations, or of one conversation. An answer that found nothing has none.
///
/// # Errors
///
/// [`HistoryError`] when the text is not JSON, or no record of the analytics API. Everything else is
/// an issue of a session.
///
/// ```
/// use conversation_chat::read_history;
///
/// assert!(read_history(r#"{"totalHits": 0}"#)?.is_empty());
/// let error = read_history(r#"{"entities": []}"#).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "expected an analytics record, found an event or a list of the live API: those are for a roster",
/// );
/// # Ok::<(), conversation_chat::HistoryError>(())
/// ```
pub fn read_history(json: impl AsRef<[u8]>) -> Result<Vec<HistorySession>, HistoryError> {
    sessions_of(json.as_ref(), &mut Document::default())
}

/// The sessions of one record, with the memory of a document.
pub(super) fn sessions_of(
    json: &[u8],
    document: &mut Document,
) -> Result<Vec<HistorySession>, HistoryError> {
    let record = JsonText::read_all(json.into(), |source| {
        read_record(source, document, Platform::NATIVE)
    })?;
    let mut sessions = Vec::new();
    // The answer to a query that found nothing.
    if let [b'{', inside @ .., b'}'] = json.trim_ascii()
        && inside.trim_ascii().is_empty()
    {
        return Ok(sessions);
    }
    each_session(
        &record.map_err(HistoryError::Foreign)?,
        document,
        &mut |_, view, issues| {
            sessions.push(view.owned(issues));
        },
    );
    Ok(sessions)
}
