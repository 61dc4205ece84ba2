//! Document -> issues. [`CHECKS`] lists everything that is checked; a rule is one small function,
//! named after its code.

use crate::{
    issue::{Issue, IssueCode, IssueReport, Severity},
    model::{AfterCallWorkState, ConnectionState, ConversationChat, Segment, SegmentKind},
    read::{Field, View, WireMoment},
    sort::sorted,
};

type Chat<'a> = View<'a, ConversationChat>;

/// Two clocks disagree by some milliseconds, up to a second: that is no finding.
const TOLERANCE_MS: f64 = 1000.0;

/// One kind of finding: when it is reported and where.
///
/// ```
/// use conversation_chat::{CHECKS, IssueCode};
///
/// let uuid = CHECKS.iter().find(|check| check.code == IssueCode::Uuid).unwrap();
/// assert_eq!((uuid.path, uuid.when), ("`scriptId`", "not a UUID"));
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct Check {
    /// The code of the report.
    pub code: IssueCode,
    /// How bad they are.
    pub severity: Severity,
    /// When they are reported.
    pub when: &'static str,
    /// Where they are reported.
    pub path: &'static str,
    rule: Rule,
}

#[derive(Clone, Copy, Debug)]
enum Rule {
    /// Found by the reader, in one value.
    Reading,
    /// Found by looking at the whole chat.
    Chat(fn(Chat<'_>, &mut IssueReport)),
}

use IssueCode as Code;
use Severity::{Error, Warning};

/// Everything that is checked: the table of docs/checking.md, in its order.
///
/// ```
/// assert_eq!(conversation_chat::CHECKS.len(), 14);
/// ```
#[rustfmt::skip]
pub const CHECKS: &[Check] = &[
    Check { code: Code::Type, severity: Error, rule: Rule::Reading, path: "the value; `[]` for the chat itself",
        when: "a value of the wrong JSON kind, or no chat at all" },
    Check { code: Code::Type, severity: Warning, rule: Rule::Chat(foreign), path: "`participants`, `eventBody`, `entities`",
        when: "a conversation, an event or a list where a chat is expected" },
    Check { code: Code::Timestamp, severity: Error, rule: Rule::Reading, path: "the field",
        when: "not a date, `T`, time with seconds, optional fraction of up to 9 digits and zone; or no such date" },
    Check { code: Code::Number, severity: Error, rule: Rule::Reading, path: "the field",
        when: "negative, not an integer where one is due, or too large for a double" },
    Check { code: Code::Uri, severity: Error, rule: Rule::Reading, path: "`avatarImageUrl`",
        when: "not an absolute http(s) URL that a browser takes" },
    Check { code: Code::Missing, severity: Error, rule: Rule::Chat(missing_start), path: "`segments`, i, `startTime`",
        when: "a segment without `startTime`" },
    Check { code: Code::Order, severity: Error, rule: Rule::Chat(order), path: "the moment that should be later",
        when: "a moment more than 1 s before one that it must follow: alerting, connected, disconnected; connected, hold \
               start; connected, park; start and end of a segment or of after-call work" },
    Check { code: Code::Missing, severity: Warning, rule: Rule::Chat(missing), path: "where it should be",
        when: "a field that the API requires in `journeyContext`" },
    Check { code: Code::UnknownValue, severity: Warning, rule: Rule::Reading, path: "the field",
        when: "an enum value that is not known (`type` and `howEnded` of a segment are free)" },
    Check { code: Code::Uuid, severity: Warning, rule: Rule::Reading, path: "`scriptId`",
        when: "not a UUID" },
    Check { code: Code::Hold, severity: Warning, rule: Rule::Chat(hold), path: "`held`; or `startHoldTime`",
        when: "`held` with neither `startHoldTime` nor an open hold segment; or `startHoldTime` while not held" },
    Check { code: Code::State, severity: Warning, rule: Rule::Chat(state), path: "`disconnectedTime` or `disconnectType`",
        when: "an ended state without `disconnectedTime`; or a live state with `disconnectedTime` or with `disconnectType`" },
    Check { code: Code::Segments, severity: Warning, rule: Rule::Chat(segments), path: "`segments`, i",
        when: "a segment that overlaps an earlier one by more than 1 s" },
    Check { code: Code::AfterCallWork, severity: Warning, rule: Rule::Chat(after_call_work), path: "`afterCallWork`, `endTime`",
        when: "after-call work that is pending with an end; or complete without one" },
];

/// Everything that is wrong with a chat: what the reader found in its values, and where its fields
/// contradict each other.
pub(crate) fn validate(chat: Chat<'_>, mut report: IssueReport) -> Vec<Issue> {
    apply_rules(chat, &mut report);
    report.finish(&ConversationChat::SCHEMA)
}

/// The rules of [`CHECKS`] alone: so that its texts, which are for readers, are not in the module.
#[expect(clippy::indexing_slicing, reason = "it is done while it compiles")]
const RULES: [Rule; CHECKS.len()] = {
    let mut rules = [Rule::Reading; CHECKS.len()];
    let mut rest = CHECKS;
    let mut index = 0;
    while let [check, others @ ..] = rest {
        rules[index] = check.rule;
        rest = others;
        index += 1;
    }
    rules
};

/// Reports where the fields of a chat contradict each other.
pub(crate) fn apply_rules(chat: Chat<'_>, report: &mut IssueReport) {
    for rule in RULES {
        if let Rule::Chat(rule) = rule {
            rule(chat, report);
        }
    }
}

/// Reports that what is given has communications, or is one of an analytics record, and is no chat.
fn foreign(chat: Chat<'_>, report: &mut IssueReport) {
    let mut warn = |field: &'static str, present: Option<()>, message: &'static str| {
        if present.is_some() {
            report.field(field, |report| report.add_as(Warning, Code::Type, message));
        }
    };
    warn(
        "participants",
        chat.participants(),
        "expected a chat, found a conversation: check the chats of its participants",
    );
    warn(
        "eventBody",
        chat.event_body(),
        "expected a chat, found an event: check the chats of its participants",
    );
    warn(
        "entities",
        chat.entities(),
        "expected a chat, found a list: check the chats of its conversations",
    );
    warn(
        "sessions",
        chat.sessions(),
        "expected a chat, found a participant of an analytics record: read it as history",
    );
    warn(
        "segments",
        chat.session_id(),
        "expected a chat, found a session of an analytics record: read it as history",
    );
}

fn missing_start(chat: Chat<'_>, report: &mut IssueReport) {
    if chat.session_id().is_some() {
        // Its segments have other names.
        return;
    }
    each_segment(chat, report, |segment, report| {
        if segment.is_absent("startTime") {
            report.field("startTime", |report| {
                report.add(Code::Missing, "expected `startTime`: every segment has one");
            });
        }
    });
}

fn missing(chat: Chat<'_>, report: &mut IssueReport) {
    let Some(context) = chat.journey_context() else {
        return;
    };
    require(context, &["journeyContext"], &["customer"], report);
    if let Some(customer) = context.customer() {
        require(
            customer,
            &["journeyContext", "customer"],
            &["id", "idType"],
            report,
        );
    }
    if let Some(session) = context.customer_session() {
        require(
            session,
            &["journeyContext", "customerSession"],
            &["id", "type"],
            report,
        );
    }
    if let Some(action) = context.triggering_action() {
        require(
            action,
            &["journeyContext", "triggeringAction"],
            &["id", "actionMap"],
            report,
        );
        if let Some(map) = action.action_map() {
            require(
                map,
                &["journeyContext", "triggeringAction", "actionMap"],
                &["id", "version"],
                report,
            );
        }
    }
}

/// Reports which of the fields `names` of an object at `path` are missing.
fn require<M: Field>(
    object: View<'_, M>,
    path: &[&'static str],
    names: &[&'static str],
    report: &mut IssueReport,
) {
    for name in names.iter().filter(|name| object.is_absent(name)) {
        let message = ["expected `", name, "`: the API requires it"].concat();
        report.at(path, |report| {
            report.field(name, |report| {
                report.add_as(Warning, Code::Missing, message)
            })
        });
    }
}

fn order(chat: Chat<'_>, report: &mut IssueReport) {
    let alerting = ("startAlertingTime", chat.start_alerting_time());
    let connected = ("connectedTime", chat.connected_time());
    let disconnected = ("disconnectedTime", chat.disconnected_time());

    follows(alerting, connected, report);
    // Where it never connected, it must still end after it began to alert.
    let before_end = if connected.1.is_some() {
        connected
    } else {
        alerting
    };
    follows(before_end, disconnected, report);
    follows(connected, ("startHoldTime", chat.start_hold_time()), report);
    follows(connected, ("parkTime", chat.park_time()), report);
    each_segment(chat, report, |segment, report| {
        follows(
            ("startTime", segment.start_time()),
            ("endTime", segment.end_time()),
            report,
        );
    });
    if let Some(work) = chat.after_call_work() {
        report.field("afterCallWork", |report| {
            follows(
                ("startTime", work.start_time()),
                ("endTime", work.end_time()),
                report,
            );
        });
    }
}

type Named = (&'static str, Option<WireMoment>);

/// Reports a moment that is more than [`TOLERANCE_MS`] before one that it must follow.
pub(crate) fn follows(earlier: Named, later: Named, report: &mut IssueReport) {
    let (Some(first), Some(second)) = (ms(earlier.1), ms(later.1)) else {
        return;
    };
    if first - second > TOLERANCE_MS {
        report.field(later.0, |report| {
            report.add(
                Code::Order,
                [
                    "expected `",
                    later.0,
                    "` not to be before `",
                    earlier.0,
                    "`",
                ]
                .concat(),
            );
        });
    }
}

fn hold(chat: Chat<'_>, report: &mut IssueReport) {
    let held = chat.held() == Some(true);
    // What is of the wrong kind is reported already, and may be an open hold.
    let may_be_open_hold = || {
        let Some(segments) = chat.segments() else {
            return !chat.is_absent("segments");
        };
        let mut segments = segments.map(|(_, segment)| segment);
        segments.any(|segment| {
            let is_hold = match segment.kind() {
                Some(kind) => kind.known == Some(SegmentKind::Hold),
                None => !segment.is_absent("type"),
            };
            is_hold && segment.end_time().is_none()
        })
    };
    if held && chat.is_absent("startHoldTime") && !may_be_open_hold() {
        report.field("held", |report| {
            report.add(
                Code::Hold,
                "expected `startHoldTime` or an open hold segment while `held`",
            );
        });
    }
    let is_not_held = chat.held() == Some(false) || chat.is_absent("held");
    if chat.start_hold_time().is_some() && is_not_held {
        report.field("startHoldTime", |report| {
            report.add(Code::Hold, "expected no `startHoldTime` while not `held`");
        });
    }
}

fn state(chat: Chat<'_>, report: &mut IssueReport) {
    let Some(state) = chat.state().and_then(|state| state.known) else {
        return;
    };
    if state.is_ended() && chat.is_absent("disconnectedTime") {
        report.field("disconnectedTime", |report| {
            report.add(
                Code::State,
                "expected `disconnectedTime`, since `state` is an ended one",
            );
        });
    }
    if state.is_live() && chat.disconnected_time().is_some() {
        report.field("disconnectedTime", |report| {
            report.add(
                Code::State,
                "expected no `disconnectedTime`, since `state` is a live one",
            );
        });
    }
    if state.is_live() && chat.disconnect_type().is_some() {
        report.field("disconnectType", |report| {
            report.add(
                Code::State,
                "expected no `disconnectType`, since `state` is a live one",
            );
        });
    }
}

fn segments(chat: Chat<'_>, report: &mut IssueReport) {
    let Some(segments) = chat.segments() else {
        return;
    };
    let starts =
        segments.filter_map(|(index, segment)| Some((ms(segment.start_time())?, index, segment)));
    let by_start = sorted(starts.collect(), |a: &(f64, u32, View<'_, Segment>), b| {
        a.0.total_cmp(&b.0)
    });
    // The last segment of a chat may stay open after its end: it reaches no further, nor further
    // than any segment if that end has no moment.
    let is_ended = chat
        .state()
        .and_then(|state| state.known)
        .is_some_and(ConnectionState::is_ended);
    let latest_moment = || {
        let ends = by_start
            .iter()
            .filter_map(|(_, _, segment)| ms(segment.end_time()));
        let starts = by_start.iter().map(|(start, ..)| *start);
        starts.chain(ends).fold(f64::NEG_INFINITY, f64::max)
    };
    let open_end = match ms(chat.disconnected_time()) {
        Some(end) => end,
        None if is_ended => latest_moment(),
        None => f64::INFINITY,
    };
    let spans = by_start.into_iter().map(|(start, index, segment)| {
        let end = match segment.end_time() {
            Some(WireMoment::At(end)) => end,
            // Nobody knows when it ended, so nothing overlaps it.
            Some(WireMoment::Malformed) => start,
            None if segment.is_absent("endTime") => open_end,
            None => start,
        };
        (start, end, index)
    });
    for index in overlapping(spans) {
        report.at_segment(index, |report| {
            report.add(Code::Segments, OVERLAP);
        });
    }
}

/// The message for a segment that overlaps an earlier one.
pub(crate) const OVERLAP: &str = "expected the segment not to overlap an earlier one";

/// The indexes of the segments that overlap an earlier one by more than [`TOLERANCE_MS`], of
/// segments by start: each with its start, its end and its index.
pub(crate) fn overlapping(by_start: impl Iterator<Item = (f64, f64, u32)>) -> Vec<u32> {
    let mut latest_end = f64::NEG_INFINITY;
    let mut indexes = Vec::new();
    for (start, end, index) in by_start {
        if latest_end.min(end) - start > TOLERANCE_MS {
            indexes.push(index);
        }
        latest_end = latest_end.max(end);
    }
    indexes
}

fn after_call_work(chat: Chat<'_>, report: &mut IssueReport) {
    let Some(work) = chat.after_call_work() else {
        return;
    };
    let message = match work.state().and_then(|state| state.known) {
        Some(AfterCallWorkState::Pending) if work.end_time().is_some() => {
            "expected no `endTime` while after-call work is pending"
        }
        Some(AfterCallWorkState::Complete) if work.is_absent("endTime") => {
            "expected `endTime`, since after-call work is complete"
        }
        _ => return,
    };
    report.at(&["afterCallWork", "endTime"], |report| {
        report.add(Code::AfterCallWork, message)
    });
}

fn each_segment(
    chat: Chat<'_>,
    report: &mut IssueReport,
    look: impl Fn(View<'_, Segment>, &mut IssueReport),
) {
    for (index, segment) in chat.segments().into_iter().flatten() {
        report.at_segment(index, |report| look(segment, report));
    }
}

fn ms(moment: Option<WireMoment>) -> Option<f64> {
    moment?.ms()
}
