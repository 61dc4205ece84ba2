//! The time of one communication on its own, of which nothing else is known.

use super::{
    base::Base,
    derivation::{Context, Derivation, Handles, derive},
    durations::{Communication, sealed},
    stopwatch::Stopwatches,
};
use crate::{
    model::ConversationChat,
    read::with_view,
    wire::{
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

    /// What was reported.
    pub(crate) const fn report(&self) -> &Report {
        &self.report
    }

    /// Whether it can have talk and handle.
    pub(crate) fn handles(&self) -> bool {
        self.handles == Handles::Yes && self.report.listening != Listening::Yes
    }

    /// What begins after `now` is left out.
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
