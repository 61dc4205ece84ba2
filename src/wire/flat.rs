//! The flat layout: the participant itself reports on one communication, partly by other names.

use super::payload::Participant;
use crate::{
    check::apply_rules,
    issue::{Issue, IssueReport, PathSegment},
    model::{AfterCallWork, AfterCallWorkState, ConversationChat},
    read::{Document, Field as _, ObjectId, Value, View},
};

/// What the flat layout says of the communication, and where the nested layout says it.
const NAMES: [(&str, &str); 13] = [
    ("state", "state"),
    ("initialState", "initialState"),
    ("held", "held"),
    ("direction", "direction"),
    ("disconnectType", "disconnectType"),
    ("startHoldTime", "startHoldTime"),
    ("startAlertingTime", "startAlertingTime"),
    ("connectedTime", "connectedTime"),
    ("endTime", "disconnectedTime"),
    ("parkTime", "parkTime"),
    ("resumeTime", "resumeTime"),
    ("wrapup", "wrapup"),
    ("queueMediaSettings", "queueMediaSettings"),
];

/// What the flat layout says of after-call work, and where the nested layout says it.
const WORK_NAMES: [(&str, &str); 2] = [("startAcwTime", "startTime"), ("endAcwTime", "endTime")];

/// An object for the communication of a participant in the flat layout.
pub(crate) fn chat(document: &mut Document, object: ObjectId) -> ObjectId {
    let participant = View::<Participant>::new(document, object);
    let works = !participant.is_absent("startAcwTime");
    let worked = !participant.is_absent("endAcwTime");
    let chat = document.object(&ConversationChat::SCHEMA, 0, 0, 0);
    document.copy(
        (object, &Participant::SCHEMA),
        (chat, &ConversationChat::SCHEMA),
        &NAMES,
    );
    if works {
        let work = document.object(&AfterCallWork::SCHEMA, 0, 0, 0);
        document.copy(
            (object, &Participant::SCHEMA),
            (work, &AfterCallWork::SCHEMA),
            &WORK_NAMES,
        );
        let state = if worked {
            AfterCallWorkState::Complete
        } else {
            AfterCallWorkState::Pending
        };
        document.set_named(
            (work, &AfterCallWork::SCHEMA),
            "state",
            Value::Known(state as u8),
        );
        document.set_named(
            (chat, &ConversationChat::SCHEMA),
            "afterCallWork",
            Value::Object(work),
        );
    }
    chat
}

/// The issues of a participant in the flat layout, with the paths and names of the flat layout.
pub(super) fn validate(
    chat: View<'_, ConversationChat>,
    participant: View<'_, Participant>,
    found: &[Issue],
) -> Vec<Issue> {
    let mut report = IssueReport::default();
    apply_rules(chat, &mut report);
    report.rename(|path| {
        let (names, name) = match path {
            [PathSegment::Field(name)] => (&NAMES[..], name),
            [PathSegment::Field(work), PathSegment::Field(name)] if work == "afterCallWork" => {
                (&WORK_NAMES[..], name)
            }
            _ => return None,
        };
        names
            .iter()
            .find(|(_, nested)| nested == name)
            .map(|(flat, _)| (*flat, names))
    });
    report.append(IssueReport::of_part(participant.found(found)));
    report.finish(&Participant::SCHEMA)
}
