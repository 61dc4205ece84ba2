//! The time of one communication on its own, of which nothing else is known.

use std::fmt;

use super::{
    base::Base,
    derivation::{Context, Derivation, Handles, derive},
    durations::{Communication, sealed},
    stopwatch::Stopwatches,
};
use crate::{
    model::ConversationChat,
    read::{
        Document, Field as _, Platform, Reader, Value,
        json::{JsonText, SyntaxError},
        with_view,
    },
    schema::JsonKind,
    wire::{
        communication::{AnyCommunication, Foreign, LIST, Single},
        participant::ParticipantView,
        report::{Listening, Receipt, Report},
    },
};

/// What a communication says of its time: made once, asked at any moment.
///
/// ```
/// use conversation_chat::{Communication as _, Moment, parse_chat};
///
/// let chat = parse_chat(r#"{"state": "connected", "connectedTime": "1970-01-01T00:00:01Z"}"#)?.chat;
/// let timeline = chat.timeline();
/// assert_eq!(timeline.durations(Moment::new(2000.0).unwrap()).talk.ms, 1000.0);
/// assert_eq!(timeline.durations(Moment::new(3000.0).unwrap()).talk.ms, 2000.0);
/// # Ok::<(), conversation_chat::SyntaxError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    report: Report,
    handles: Handles,
}

impl Timeline {
    pub(crate) fn new(report: Report, handles: Handles) -> Self {
        Self { report, handles }
    }

    /// The report of the communication.
    pub(crate) const fn report(&self) -> &Report {
        &self.report
    }

    /// Whether it can have talk and handle.
    pub(crate) fn handles(&self) -> bool {
        self.handles == Handles::Yes && self.report.listening != Listening::Yes
    }

    /// Intervals that begin after `now` are left out.
    pub(crate) fn derive(&self, now: f64) -> Derivation {
        let context = Context {
            handles: self.handles,
            begun_from: f64::NEG_INFINITY,
            now,
            begins_by: now,
        };
        derive(&Base::NOTHING, &[&self.report], context, None)
    }

    /// The stopwatches. What begins in the future counts, since nothing says when *now* is.
    ///
    /// ```
    /// use conversation_chat::{Communication as _, ConversationChat};
    ///
    /// assert_eq!(ConversationChat::default().timeline().stopwatches().talk.count, 0);
    /// ```
    #[must_use]
    pub fn stopwatches(&self) -> Stopwatches {
        self.derive(f64::INFINITY).stopwatches()
    }
}

impl sealed::Sealed for ConversationChat {}

impl Communication for ConversationChat {
    fn timeline(&self) -> Timeline {
        with_view(self, |chat, _| {
            let alone = ParticipantView::default();
            Timeline::new(Report::new(chat, &alone, Receipt::default()), Handles::Yes)
        })
    }
}

impl sealed::Sealed for Timeline {}

impl Communication for Timeline {
    fn timeline(&self) -> Self {
        self.clone()
    }
}

/// Why a text is no communication that can be timed.
///
/// ```
/// use conversation_chat::{CommunicationError, parse_communication};
///
/// let error = parse_communication(r#"{"id": "c", "participants": []}"#).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "expected a communication, found a conversation: \
///      pass one of its participants' `messages`, `calls`, ..., or hand it to a `Roster`",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CommunicationError {
    /// The text is not JSON.
    Syntax(SyntaxError),
    /// It is something else.
    Foreign {
        /// What it is.
        found: &'static str,
        /// What to do with it.
        advice: &'static str,
    },
}

impl fmt::Display for CommunicationError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(error) => error.fmt(formatter),
            Self::Foreign { found, advice } => {
                write!(
                    formatter,
                    "expected a communication, found {found}: {advice}"
                )
            }
        }
    }
}

impl std::error::Error for CommunicationError {}

impl From<SyntaxError> for CommunicationError {
    fn from(error: SyntaxError) -> Self {
        Self::Syntax(error)
    }
}

impl From<Foreign> for CommunicationError {
    fn from(foreign: Foreign) -> Self {
        let Foreign { found, advice } = foreign;
        Self::Foreign { found, advice }
    }
}

/// Reads one communication of any medium and layout, to be timed: a chat, message, call, callback or
/// email, or a participant of the flat layout.
///
/// # Errors
///
/// [`CommunicationError`] if the text is not JSON, or something else than a communication.
///
/// ```
/// use conversation_chat::{Moment, durations, parse_communication};
///
/// let participant = r#"{
///     "purpose": "agent", "state": "disconnected",
///     "connectedTime": "2026-09-01T08:00:00Z", "endTime": "2026-09-01T08:05:00Z"
/// }"#;
/// let communication = parse_communication(participant)?;
/// let now = Moment::new(1_788_250_000_000.0).unwrap();
/// assert_eq!(durations(&communication, now).talk.ms, 300_000.0);
/// # Ok::<(), conversation_chat::CommunicationError>(())
/// ```
pub fn parse_communication(json: impl AsRef<[u8]>) -> Result<Timeline, CommunicationError> {
    let mut document = Document::default();
    let (value, is_list) = JsonText::read_all(json.as_ref().into(), |source| {
        let mut reader = Reader::new(source, &mut document, Platform::NATIVE);
        let is_list = reader.peek_kind()? == JsonKind::List;
        Ok((reader.root(&AnyCommunication::SCHEMA)?, is_list))
    })?;
    timeline_of(&document, value, is_list).map_err(Into::into)
}

/// The timeline of a communication that was read; the error is what it is instead.
pub(crate) fn timeline_of(
    document: &Document,
    value: Value,
    is_list: bool,
) -> Result<Timeline, Foreign> {
    let Some(view) = AnyCommunication::view(document, value) else {
        return Err(if is_list {
            LIST
        } else {
            Foreign {
                found: "a value that is no object",
                advice: "pass a chat, a message, a call, ... as an object",
            }
        });
    };
    let single = Single::of(view);
    match single.foreign(view) {
        Some(foreign) => Err(foreign),
        None => Ok(Timeline::of(single)),
    }
}

impl Timeline {
    pub(crate) fn of(single: Single) -> Self {
        let handles = if single.handles {
            Handles::Yes
        } else {
            Handles::No
        };
        Self::new(single.report, handles)
    }
}
